"""The explorer ``hero``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer, Reading
from .shared import (
    STEPS,
    UNITS,
    b_f_slider,
    bands,
    gradient_axis,
    random_lstm,
    random_rnn,
    slider,
)


def hero() -> Explorer:
    """Return the landing page's explorer: how far back an RNN and an LSTM still hear."""
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
    return Explorer(
        "hero",
        fig,
        {
            "rnn": random_rnn(UNITS, STEPS, "tanh"),
            "lstm": random_lstm(UNITS, STEPS),
        },
        {rnn_line: "rnn.reach", lstm_line: "lstm.reach"},
        [
            Reading("rnn.reach", -1, bands("The RNN's gradient", STEPS)),
            Reading("lstm.reach", -1, bands("The LSTM's gradient", STEPS)),
        ],
        alt="Two curves over the number of steps back: the norm of the gradient of the last state with "
        "respect to an earlier one, for an RNN and for an LSTM, on a logarithmic axis.",
        W_rec=slider(
            -4, 4, 0.7, "W_rec", "strength of the RNN's recurrent weights"
        ),
        b_f=b_f_slider(0),
    )
