"""The explorer ``four-terms``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.sliders import Slider
from .axes import gradient_axis
from .example_networks import forget_bias, unit_lstm
from .sentences import fate


class FourTerms(Explorer):
    """One LSTM unit over 12 steps: each step's four summands, the product."""

    def __init__(self):
        T = 12
        b_f = forget_bias(1)
        U = Slider("U", 0, 6, 1, "scale of the recurrent weights")
        self.lstm = unit_lstm(T, (1.0, 0.7, 0.5, 0.8), 1.0, b_f, U)

        fig, (above, below) = plt.subplots(
            2, 1, sharex=True, figsize=(5.4, 4.6), height_ratios=(3, 2)
        )
        steps = np.arange(2, T + 1)
        terms = [
            (self.lstm.A, "forget", False, r"$A_t$ through $f_t$"),
            (self.lstm.B, "forget", True, r"$B_t = f_t$"),
            (self.lstm.C, "input", True, r"$C_t$ through $i_t$"),
            (self.lstm.D, "candidate", True, r"$D_t$ through $\tilde{c}_t$"),
        ]
        shown = {}
        for k, (series, colour, filled, label) in enumerate(terms):
            bars = above.bar(
                steps + (k - 1.5) * 0.2,
                np.ones(T - 1),
                0.2,
                facecolor=COLOURS[colour] if filled else "none",
                edgecolor=COLOURS[colour],
                linewidth=0.8,
                label=label,
            )
            shown[bars] = series
        above.axhline(
            1, color=COLOURS["reference"], linestyle="--", linewidth=1
        )
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
        )

        last = f"In step {T} the forget gate is {{value}}."
        super().__init__(
            "four-terms",
            fig,
            shown | {product: self.lstm.product},
            [
                Reading(self.lstm.product[-1], fate("The product", T - 1)),
                Reading(self.lstm.B[-1], last),
            ],
            [b_f, U],
            alt="Above, for each step, four bars: the parts of the derivative "
            "of the cell state that pass through the forget gate, the direct "
            "path, the input gate and the candidate. Below, the product of "
            "their sums so far, on a logarithmic axis.",
            title="Which of the four parts carries the gradient back?",
            presets={
                "road alone": {b_f: 1, U: 0},
                "large weights": {b_f: 1, U: 6},
                "gate open": {b_f: 5, U: 1},
            },
        )
