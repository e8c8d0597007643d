"""The explorer ``network-rnn``."""

import matplotlib.pyplot as plt
import numpy as np
import sympy as sm
from matplotlib.figure import Figure

from ..drawing.style import COLOURS
from ..formulas.activations import GAMMA
from ..moving.combined import Times
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Formula, Table
from ..moving.sliders import Slider
from .axes import influence_axis, small_panel
from .example_networks import STEPS, any_activation, random_rnn
from .sentences import fate_or_nothing


class NetworkRNN(Explorer):
    """16 units: how the influence changes with every step back, and its bound."""

    def __init__(self):
        W_rec = Slider(
            "W_rec",
            -4,
            4,
            0.7,
            "gain g of the weights gQ",
            colour="rnn",
            marks=((1, "spectral radius 1"),),
        )
        activation = any_activation()
        self.rnn = random_rnn(W_rec, activation)
        (gate,) = self.rnn.gates
        Q = gate.U.directions[W_rec]
        gain, lags = sm.Abs(W_rec.symbol), range(STEPS + 1)
        norm = gain * float(np.linalg.norm(Q, 2))
        powers = Formula([norm**k if k else sm.Integer(1) for k in lags], W_rec)
        slopes = [
            [GAMMA[name] ** k for k in lags] for name in activation.options
        ]
        self.bound = Times(powers, Table(slopes, activation))
        self.radius = Formula(
            gain * float(np.abs(np.linalg.eigvals(Q)).max()), W_rec
        )
        self.norm = Formula(norm, W_rec)

        allows = (
            (0.995, "By the bound it is at most {value}."),
            (None, "The bound would allow growth, up to {value} times."),
        )
        super().__init__(
            "network-rnn",
            *self._drawn((6.4, 2.7)),
            [
                Reading(
                    self.rnn.reach[-1], fate_or_nothing("The influence", STEPS)
                ),
                Reading(self.bound[-1], allows),
                Reading(self.radius, "W_rec has spectral radius {value}"),
                Reading(self.norm, "and norm {value}."),
            ],
            [W_rec, activation],
            alt="The influence of a step on the last one, 16 units and 30 "
            "steps, against the number of steps back, on a logarithmic axis "
            "with a line at 1. Beside it, dashed, the bound: a straight line, "
            "gamma times the norm of the recurrent weights to the power of "
            "the number of steps.",
            title="How fast does the influence fade, or grow, in 16 units?",
            presets={
                "vanishes": {W_rec: 0.5, activation: "tanh"},
                "knife’s edge": {W_rec: 1, activation: "tanh"},
                "explodes": {W_rec: 3, activation: "tanh"},
                "logistic": {W_rec: 2, activation: "logistic"},
            },
            narrow=self._drawn((3.5, 2.6)),
        )

    def _drawn(self, size: tuple[float, float]) -> tuple[Figure, dict]:
        """Return the picture in one size, and what moves in it."""
        figure, ax = plt.subplots(figsize=size)
        lags, ones = np.arange(STEPS + 1), np.ones(STEPS + 1)
        small_panel(
            ax, r"influence left, $\Vert\partial c_T/\partial c_{T-\ell}\Vert$"
        )
        influence_axis(ax, -12, 6, linestyle="-")
        ax.set(xlim=(0, STEPS), xlabel=r"steps back, $\ell$")
        (line,) = ax.plot(lags, ones, color=COLOURS["rnn"], linewidth=2)
        (bound,) = ax.plot(
            lags,
            ones,
            color=COLOURS["reference"],
            linestyle="--",
            linewidth=1.4,
        )
        for place, words, colour in (
            (0.2, "—  the network", "rnn"),
            (
                0.07,
                r"- -  the bound $(\gamma\Vert W_{rec}\Vert)^\ell$",
                "reference",
            ),
        ):
            ax.text(
                0.03,
                place,
                words,
                transform=ax.transAxes,
                color=COLOURS[colour],
                fontsize=9.5,
                fontweight="bold",
            )
        return figure, {line: self.rnn.reach, bound: self.bound}
