"""The explorer ``unit-rnn``."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Table
from ..moving.simulation import RNNSimulation
from ..moving.sliders import Choice, Slider
from ..networks.rnn import STEPS as FUNCTIONS
from .axes import influence_axis, small_panel
from .example_networks import STEPS, any_activation
from .sentences import fate_or_nothing

DRIVES = np.linspace(-9, 9, 91)
"""The pre-activations at which the activation curve is drawn."""

BACK = 16
"""The step that brings the push back."""

_LOOK = {"color": COLOURS["rnn"], "marker": "o", "markersize": 3}


class UnitRNN(Explorer):
    """One unit over 30 steps: its state, its slope, and what is left."""

    def __init__(self):
        W_rec = Slider("W_rec", -8, 8, 1.5, "weight on the state", colour="rnn")
        W_in = Slider("W_in", -3, 3, 1, "weight on the input")
        activation = any_activation()
        xs = np.zeros((STEPS, 1))
        xs[0], xs[BACK - 1] = 1, -1
        self.rnn = RNNSimulation(
            W_rec * [[1]], W_in * [[1]], [0], xs, [0], activation
        )

        outside = "The state runs out of the picture, to {value},"
        says = (
            (-1.15, outside),
            (1.15, "The state ends at {value},"),
            (None, outside),
        )
        super().__init__(
            "unit-rnn",
            *self._drawn(activation, (6.4, 3.0)),
            [
                Reading(
                    self.rnn.growth[-1],
                    fate_or_nothing("The influence", STEPS),
                ),
                Reading(self.rnn.states[-1, 0], says),
                Reading(self.rnn.slopes[-1, 0], "where the slope is {value}."),
            ],
            [W_rec, W_in, activation],
            alt="Three panels. The state of one unit over 30 steps, which "
            "takes a push of +1 at step 1 and of -1 at step 16. Below it, "
            "on a logarithmic axis, what is left of a change of the first "
            "state. Beside both the activation curve with a point for each "
            "step, the last one large: saturated units work where the curve "
            "is flat.",
            title="What is left of a change after 30 steps of one unit?",
            presets={
                "small weight": {W_rec: 0.5, W_in: 1, activation: "tanh"},
                "large weight": {W_rec: 8, W_in: 1, activation: "tanh"},
                "identity, W = 1": {W_rec: 1, activation: "identity"},
                "identity, W = 1.2": {W_rec: 1.2, activation: "identity"},
            },
            narrow=self._drawn(activation, (3.5, 3.3)),
        )

    def _drawn(self, activation: Choice, size: tuple) -> tuple[Figure, dict]:
        """Return the picture in one size, and what moves in it."""
        figure = plt.figure(figsize=size)
        panels = figure.subplot_mosaic(
            [["state", "curve"], ["left", "curve"]],
            width_ratios=(3, 2),
            height_ratios=(1, 1.1),
        )
        state, curve, left = panels.values()
        steps, zeros = np.arange(STEPS + 1), np.zeros(STEPS + 1)
        small_panel(state, "state $c_k$")
        state.set(ylim=(-1.15, 1.15), yticks=(-1, 0, 1), xticks=(0, BACK, 30))
        (states,) = state.plot(steps, zeros, **_LOOK)
        small_panel(left, r"influence left, $|\partial c_k/\partial c_0|$")
        influence_axis(left, -12, 3)
        left.set(xlabel="step, $k$", xticks=(0, BACK, 30))
        for ax in (state, left):
            ax.axvline(BACK, color=COLOURS["reference"], lw=0.8, ls=":")
        (growth,) = left.plot(steps, zeros + 1, **_LOOK)
        return figure, {
            states: self.rnn.states,
            growth: self.rnn.growth,
        } | self._curve(curve, activation)

    def _curve(self, ax: Axes, activation: Choice) -> dict:
        """Draw the activation, and on it the points at which the unit works."""
        small_panel(ax, r"$c=\sigma(z)$")
        ax.set(ylim=(-1.15, 1.15), yticks=(-1, 0, 1), xticks=(-8, 0, 8))
        ax.set_xlim(DRIVES[0], DRIVES[-1])
        zeros = np.zeros(len(DRIVES))
        (curve,) = ax.plot(
            DRIVES, zeros, color=COLOURS["reference"], linewidth=1.2
        )
        curves = [
            FUNCTIONS[name](DRIVES).c.round(4) for name in activation.options
        ]
        points = {"color": COLOURS["rnn"], "linestyle": "none", "marker": "o"}
        (every,) = ax.plot(
            np.zeros(STEPS), np.zeros(STEPS), markersize=3, alpha=0.5, **points
        )
        (last,) = ax.plot(
            [0],
            [0],
            markersize=8,
            markeredgecolor=COLOURS["paper"],
            zorder=3,
            **points,
        )
        words = {"ha": "right", "fontsize": 9}
        ax.text(8.5, -0.75, "last\nslope", **words)
        slope = ax.text(8.5, -0.92, "{short}", **words)
        rnn = self.rnn
        return {
            curve: Table(curves, activation),
            every: (rnn.drives, rnn.activations),
            last: (rnn.drives[-1, 0], rnn.states[-1, 0]),
            slope: rnn.slopes[-1, 0],
        }
