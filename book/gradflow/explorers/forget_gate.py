"""The explorer ``forget-gate``."""

import matplotlib.pyplot as plt
import numpy as np
import sympy as sm

from ..drawing.style import COLOURS, GRADIENT_RANGE
from ..formulas.activations import logistic
from ..moving.explorer import Explorer, Reading
from .shared import (
    STEPS,
    UNITS,
    b_f_slider,
    bands,
    gradient_axis,
    random_lstm,
    slider,
)


def forget_gate() -> Explorer:
    """Return the LSTM's gradient against lag, beside the forget gate's power and its memory."""
    fig, ax = plt.subplots()
    lags = np.arange(STEPS + 1)
    b_f, lag = sm.symbols("b_f lag", real=True)
    gradient_axis(
        ax,
        "steps back, $k$",
        r"$\Vert\partial s_T/\partial s_{T-k}\Vert$, 2-norm",
    )
    ax.set_xlim(-1, STEPS + 1)
    (exact,) = ax.plot(
        lags, np.ones(STEPS + 1), color=COLOURS["lstm"], label="LSTM"
    )
    (gate,) = ax.plot(
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
    return Explorer(
        "forget-gate",
        fig,
        {"lstm": random_lstm(UNITS, STEPS)},
        {
            exact: "lstm.reach",
            gate: "gate",
            memory: ("memory", None),
            point: ("lag", "kept"),
        },
        [
            Reading("lstm.reach", -1, bands("The LSTM's gradient", STEPS)),
            Reading("memory", 0, ((None, "Memory: {value} steps."),)),
            Reading(
                "lstm.reach",
                "lag",
                ((None, "At lag {lag} the gradient is {value},"),),
            ),
            Reading(
                "kept", 0, ((None, "and the forget gate alone keeps {value}."),)
            ),
        ],
        alt="The norm of the gradient of an LSTM's last state with respect to an earlier one against the number "
        "of steps back, beside the forget gate's power, with the gate's memory as a vertical line.",
        formulas={
            "gate": [sm.Integer(1), logistic(b_f) ** STEPS],
            "memory": 1 + sm.exp(b_f),
            "lag": lag,
            "kept": logistic(b_f) ** lag,
        },
        b_f=b_f_slider(0),
        lag=slider(1, STEPS, 10, "lag", "steps back to read", step=1),
    )
