"""The explorer ``forget-gate``."""

import matplotlib.pyplot as plt
import numpy as np
import sympy as sm

from ..drawing.style import COLOURS, GRADIENT_RANGE
from ..formulas.activations import logistic
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Formula
from ..moving.sliders import Slider
from .axes import gradient_axis
from .example_networks import STEPS, UNITS, forget_bias, random_lstm
from .sentences import fate


class ForgetGate(Explorer):
    """The LSTM's gradient beside the forget gate's power and its memory."""

    def __init__(self):
        b_f = forget_bias(0)
        lag = Slider("lag", 1, STEPS, 10, "steps back to read", step=1)
        f, k = logistic(b_f.symbol), lag.symbol
        self.lstm = random_lstm(UNITS, STEPS, b_f)
        self.power = Formula([sm.Integer(1), f**STEPS], b_f)
        self.memory = Formula(1 + sm.exp(b_f.symbol), b_f)
        self.kept = Formula(f**k, b_f, lag)

        fig, ax = plt.subplots()
        lags = np.arange(STEPS + 1)
        gradient_axis(
            ax,
            "steps back, $k$",
            r"$\Vert\partial s_T/\partial s_{T-k}\Vert$, 2-norm",
        )
        ax.set_xlim(-1, STEPS + 1)
        (exact,) = ax.plot(
            lags, np.ones(STEPS + 1), color=COLOURS["lstm"], label="LSTM"
        )
        (power,) = ax.plot(
            [0, STEPS],
            [1, 1],
            color=COLOURS["forget"],
            linestyle="--",
            label=r"$f^k$, $f=\sigma(b_f)$",
        )
        (memory,) = ax.plot(
            [2, 2],
            GRADIENT_RANGE,
            color=COLOURS["forget"],
            linestyle=":",
            label=r"memory $1+e^{b_f}$",
        )
        (point,) = ax.plot(
            [1],
            [1],
            color=COLOURS["forget"],
            marker="D",
            markersize=5,
            linestyle="none",
        )
        fig.legend(
            loc="outside upper left",
            ncols=3,
            labelcolor="linecolor",
            columnspacing=1,
        )

        reach = self.lstm.reach
        super().__init__(
            "forget-gate",
            fig,
            {
                exact: reach,
                power: self.power,
                memory: (self.memory, None),
                point: (Formula(k, lag), self.kept),
            },
            [
                Reading(reach[-1], fate("The influence in the LSTM", STEPS)),
                Reading(self.memory, "Memory: {value} steps."),
                Reading(reach[lag], "At lag {lag} the gradient is {value},"),
                Reading(self.kept, "and the forget gate alone keeps {value}."),
            ],
            [b_f, lag],
            alt="The norm of the gradient of an LSTM's last state with respect "
            "to an earlier one against the number of steps back, beside the "
            "forget gate's power, with the gate's memory as a vertical line.",
            title="How long does the forget gate let the gradient live?",
            presets={
                "b_f = 0": {b_f: 0},
                "b_f = 1": {b_f: 1},
                "b_f = 5": {b_f: 5},
            },
        )
