"""The explorer ``components-both``."""

import matplotlib.pyplot as plt

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.sliders import Slider
from .axes import heat_map
from .example_networks import forget_bias, random_lstm, random_rnn
from .sentences import fate


class ComponentsBoth(Explorer):
    """The heat maps of an RNN and an LSTM side by side: 6 units, 20 steps."""

    def __init__(self):
        n, T = 6, 20
        W_rec = Slider(
            "W_rec",
            -4,
            4,
            0.7,
            "gain g of the RNN's recurrent weights gQ",
            colour="rnn",
        )
        b_f = forget_bias(0)
        self.rnn = random_rnn(n, T, W_rec)
        self.lstm = random_lstm(n, T, b_f)

        fig, (left, right) = plt.subplots(1, 2, figsize=(5.4, 3.4), sharey=True)
        rnn_map, lstm_map = heat_map(left, T), heat_map(right, T)
        left.set_title("RNN", color=COLOURS["rnn"])
        right.set_title("LSTM", color=COLOURS["lstm"])
        left.set_ylabel("later step, $k$")
        fig.colorbar(
            lstm_map,
            ax=[left, right],
            ticks=range(-9, 4, 3),
            label=r"$\log_{10}\Vert\partial s_k/\partial s_i\Vert$",
            extend="both",
            location="bottom",
            aspect=40,
        )

        lstm_first = self.lstm.components[-1, 0]
        rnn_first = self.rnn.components[-1, 0]
        super().__init__(
            "components-both",
            fig,
            {rnn_map: self.rnn.components, lstm_map: self.lstm.components},
            [
                Reading(lstm_first, fate("The influence in the LSTM", T)),
                Reading(rnn_first, fate("The influence in the RNN", T)),
            ],
            [W_rec, b_f],
            alt="Two triangles of coloured cells, for an RNN and for an LSTM: "
            "for every step i of a change and every later step k, how much "
            "the change still is, as the logarithm of the norm of the "
            "gradient.",
            title="How far does a change reach in an RNN, and in an LSTM?",
            presets={
                "both fade": {W_rec: 0.7, b_f: 0},
                "RNN at its edge": {W_rec: 1, b_f: 0},
                "LSTM kept open": {W_rec: 0.7, b_f: 3},
            },
        )
