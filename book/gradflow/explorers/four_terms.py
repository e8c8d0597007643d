"""The explorer ``four-terms``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer, Reading
from .shared import b_f_slider, bands, gradient_axis, slider, unit_lstm


def four_terms() -> Explorer:
    """Return one LSTM unit over 12 steps: the four summands of each step's derivative, and the product."""
    T = 12
    fig, (above, below) = plt.subplots(
        2, 1, sharex=True, figsize=(5.4, 4.6), height_ratios=(3, 2)
    )
    steps = np.arange(2, T + 1)
    looks = {
        "A": ("forget", "none", r"$A_t$ through $f_t$"),
        "B": ("forget", COLOURS["forget"], r"$B_t = f_t$"),
        "C": ("input", COLOURS["input"], r"$C_t$ through $i_t$"),
        "D": (
            "candidate",
            COLOURS["candidate"],
            r"$D_t$ through $\tilde{c}_t$",
        ),
    }
    bars = {}
    for k, (name, (colour, face, label)) in enumerate(looks.items()):
        look = {
            "facecolor": face,
            "edgecolor": COLOURS[colour],
            "linewidth": 0.8,
            "label": label,
        }
        container = above.bar(
            steps + (k - 1.5) * 0.2, np.ones(T - 1), 0.2, **look
        )
        bars[container] = f"unit.{name}"
    above.axhline(1, color=COLOURS["reference"], linestyle="--", linewidth=1)
    above.axhline(0, color=COLOURS["ink"], linewidth=0.8)
    above.set(ylim=(-0.6, 1.6), ylabel="each of the four")
    gradient_axis(below, "step, $t$", r"$|\prod (A+B+C+D)|$")
    (product,) = below.plot(
        np.arange(1, T + 1),
        np.ones(T),
        color=COLOURS["lstm"],
        marker="o",
        markersize=3,
    )
    fig.legend(
        loc="outside upper left",
        ncols=4,
        columnspacing=1,
        handlelength=1.2,
        fontsize=9,
    )
    return Explorer(
        "four-terms",
        fig,
        {"unit": unit_lstm(T, (1.0, 0.7, 0.5, 0.8), 1.0)},
        bars | {product: "unit.product"},
        [
            Reading("unit.product", -1, bands("The product", T - 1)),
            Reading(
                "unit.B",
                -1,
                ((None, f"In step {T} the forget gate is {{value}}."),),
            ),
        ],
        alt="Above, for each step, four bars: the parts of the derivative of the cell state that pass through "
        "the forget gate, the direct path, the input gate and the candidate. Below, the product of their "
        "sums so far, on a logarithmic axis.",
        b_f=b_f_slider(1),
        U=slider(0, 6, 1, "U", "scale of the recurrent weights"),
    )
