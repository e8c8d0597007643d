"""The explorer ``network-rnn``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.sliders import Slider
from .axes import gradient_axis
from .example_networks import STEPS, UNITS, any_activation, random_rnn
from .sentences import fate


class NetworkRNN(Explorer):
    """16 units: how the influence changes with every step back."""

    def __init__(self):
        W_rec = Slider(
            "W_rec",
            -4,
            4,
            0.7,
            "gain g of the recurrent weights gQ",
            colour="rnn",
        )
        activation = any_activation()
        self.rnn = random_rnn(UNITS, STEPS, W_rec, activation)

        fig, ax = plt.subplots()
        lags = np.arange(STEPS + 1)
        gradient_axis(
            ax,
            "steps back, $k$",
            r"$\Vert\partial c_T/\partial c_{T-k}\Vert$, 2-norm",
        )
        (line,) = ax.plot(lags, np.ones(STEPS + 1), color=COLOURS["rnn"])

        super().__init__(
            "network-rnn",
            fig,
            {line: self.rnn.reach},
            [Reading(self.rnn.reach[-1], fate("The influence", STEPS))],
            [W_rec, activation],
            alt="The norm of the gradient of the last state of 16 units with "
            "respect to the state k steps earlier, against k, on a "
            "logarithmic axis, with the line norm = 1.",
            title="How fast does the influence fade, or grow, in 16 units?",
            presets={
                "vanishes": {W_rec: 0.5, activation: "tanh"},
                "knife's edge": {W_rec: 1, activation: "tanh"},
                "explodes": {W_rec: 2, activation: "tanh"},
            },
        )
