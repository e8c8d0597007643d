"""The explorer ``hero``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.sliders import Slider
from .axes import gradient_axis
from .example_networks import (
    STEPS,
    UNITS,
    forget_bias,
    random_lstm,
    random_rnn,
)
from .sentences import fate


class Hero(Explorer):
    """The landing page's: how far back an RNN and an LSTM still hear."""

    def __init__(self):
        W_rec = Slider(
            "W_rec", -4, 4, 0.7, "strength of the RNN's recurrent weights"
        )
        b_f = forget_bias(0)
        self.rnn = random_rnn(UNITS, STEPS, W_rec)
        self.lstm = random_lstm(UNITS, STEPS, b_f)

        fig, ax = plt.subplots()
        lags = np.arange(STEPS + 1)
        left = (
            "what is left of a change\n"
            r"$\Vert\partial s_T/\partial s_{T-k}\Vert$, 2-norm"
        )
        gradient_axis(ax, "steps back, $k$", left)
        (rnn_line,) = ax.plot(
            lags, np.ones(STEPS + 1), color=COLOURS["rnn"], label="RNN"
        )
        (lstm_line,) = ax.plot(
            lags,
            np.ones(STEPS + 1),
            color=COLOURS["lstm"],
            linestyle="-.",
            label="LSTM",
        )
        fig.legend(loc="outside upper left", ncols=2, labelcolor="linecolor")

        rnn_end, lstm_end = self.rnn.reach[-1], self.lstm.reach[-1]
        super().__init__(
            "hero",
            fig,
            {rnn_line: self.rnn.reach, lstm_line: self.lstm.reach},
            [
                Reading(rnn_end, fate("The RNN's gradient", STEPS)),
                Reading(lstm_end, fate("The LSTM's gradient", STEPS)),
            ],
            [W_rec, b_f],
            alt="Two curves over the number of steps back: the norm of the "
            "gradient of the last state with respect to an earlier one, for an "
            "RNN and for an LSTM, on a logarithmic axis.",
        )
