"""The explorer ``forget-gate``."""

import matplotlib.pyplot as plt
import numpy as np
import sympy as sm
from matplotlib.figure import Figure

from ..drawing.style import COLOURS
from ..formulas.activations import logistic
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Formula
from ..moving.sliders import Slider
from .axes import influence_axis, small_panel
from .example_networks import STEPS, forget_bias, random_lstm
from .sentences import fate

LOWEST = -10
"""The last decade of influence that the picture shows."""

MEMORY = (
    (STEPS + 0.5, "The memory is {value} steps."),
    (None, "The memory is {value} steps: off the picture."),
)


class ForgetGate(Explorer):
    """The LSTM's gradient beside the forget gate's power and its memory."""

    def __init__(self):
        b_f = forget_bias(1)
        lag = Slider("lag", 1, STEPS, 10, "steps back to read", step=1)
        f, k = logistic(b_f.symbol), lag.symbol
        self.lstm = random_lstm(b_f)
        self.power = Formula([sm.Integer(1), f**STEPS], b_f)
        self.memory = Formula(1 + sm.exp(b_f.symbol), b_f)
        self.kept = Formula(f**k, b_f, lag)

        reach = self.lstm.reach
        super().__init__(
            "forget-gate",
            *self._drawn(k, lag, (6.4, 2.8)),
            [
                Reading(reach[-1], fate("The influence", STEPS)),
                Reading(self.memory, MEMORY),
                Reading(reach[lag], "At lag {lag} the influence is {value},"),
                Reading(self.kept, "and the forget gate alone keeps {value}."),
            ],
            [b_f, lag],
            alt="The influence in an LSTM of 16 units against the number of "
            "steps back, on a logarithmic axis, beside the forget gate's "
            "power, a straight line below it. A vertical line marks the "
            "gate's memory, a diamond the chosen lag.",
            title="How long does the forget gate let an influence live?",
            presets={
                "b_f = 0": {b_f: 0},
                "b_f = 1": {b_f: 1},
                "b_f = 2": {b_f: 2},
                "b_f = 5": {b_f: 5},
            },
            narrow=self._drawn(k, lag, (3.5, 2.7)),
        )

    def _drawn(
        self, k: sm.Symbol, lag: Slider, size: tuple[float, float]
    ) -> tuple[Figure, dict]:
        """Return the picture in one size, and what moves in it."""
        figure, ax = plt.subplots(figsize=size)
        lags, green = np.arange(STEPS + 1), {"color": COLOURS["forget"]}
        small_panel(
            ax, r"influence left, $\Vert\partial s_T/\partial s_{T-\ell}\Vert$"
        )
        influence_axis(ax, LOWEST, 1)
        ax.set(xlim=(0, STEPS + 0.5), xlabel=r"steps back, $\ell$")
        (exact,) = ax.plot(
            lags,
            np.ones(len(lags)),
            color=COLOURS["lstm"],
            linewidth=2,
            label="LSTM",
        )
        f_lag = r"$f^\ell$, $f=\sigma(b_f)$"
        (power,) = ax.plot(
            [0, STEPS], [1, 1], linestyle="--", label=f_lag, **green
        )
        ends = [10.0**LOWEST, 10]
        (memory,) = ax.plot(
            [2, 2], ends, linestyle=":", label=r"memory $1+e^{b_f}$", **green
        )
        (point,) = ax.plot(
            [1], [1], marker="D", markersize=6, linestyle="none", **green
        )
        figure.legend(
            loc="outside upper left",
            ncols=3,
            labelcolor="linecolor",
            columnspacing=1.2,
            handlelength=1.6,
            handletextpad=0.5,
            fontsize=9.5,
        )
        return figure, {
            exact: self.lstm.reach,
            power: self.power,
            memory: (self.memory, None),
            point: (Formula(k, lag), self.kept),
        }
