"""The explorer ``components-both``."""

import matplotlib.pyplot as plt

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.sliders import Slider
from .axes import colour_bar, heat_map
from .example_networks import (
    MAPPED,
    forget_bias,
    random_lstm,
    random_rnn,
)
from .sentences import fate


class ComponentsBoth(Explorer):
    """The example pair's heat maps side by side: 16 units, the first 20 steps."""

    def __init__(self):
        T = MAPPED
        W_rec = Slider(
            "W_rec",
            -4,
            4,
            0.7,
            "gain of the RNN",
            colour="rnn",
        )
        b_f = forget_bias(0)
        self.rnn = random_rnn(W_rec, first=T)
        self.lstm = random_lstm(b_f, first=T)

        fig, (left, right) = plt.subplots(1, 2, figsize=(5.4, 3.4), sharey=True)
        rnn_map, lstm_map = heat_map(left, T), heat_map(right, T)
        left.set_title("RNN", color=COLOURS["rnn"])
        right.set_title("LSTM", color=COLOURS["lstm"])
        left.set_ylabel("later step, $k$")
        colour_bar(
            lstm_map,
            [left, right],
            r"$\partial s_k/\partial s_i$",
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
            "influence the change still has, as the logarithm of a norm.",
            title="Which step still influences which?",
            presets={
                "both lose": {W_rec: 0.7, b_f: 0},
                "both even": {W_rec: 1, b_f: 4},
                "RNN further": {W_rec: 1.5, b_f: 4},
                "LSTM further": {W_rec: 1, b_f: 6},
            },
        )
