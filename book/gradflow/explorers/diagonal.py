"""The explorer ``diagonal``."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from .example_networks import (
    STEPS,
    forget_bias,
    random_diagonal,
    random_lstm,
)
from .sentences import kept

RANGE = (1e-10, 10)
RATIOS = (0, 4.5)


class Diagonal(Explorer):
    """Gates that read only x, beside the LSTM: the road alone, and detours."""

    def __init__(self):
        b_f = forget_bias(2, low=0)
        self.diagonal = random_diagonal(b_f)
        self.lstm = random_lstm(b_f)
        networks = {"forget": self.diagonal, "lstm": self.lstm}

        def drawn(upright: bool):
            rows, columns = (2, 1) if upright else (1, 2)
            figure, (left, right) = plt.subplots(
                rows,
                columns,
                figsize=(3.5, 4.2) if upright else (6.4, 2.75),
                height_ratios=(1.2, 1) if upright else None,
            )
            _influence_axes(left, upright)
            _ratio_axes(right)
            artists = {}
            for key, network in networks.items():
                artists[_curve(left, key)] = network.reach
                artists[_curve(right, key)] = network.beyond
            artists[_dots(left)] = self.diagonal.road
            return figure, artists

        ratio = "That is {value} times what its own gates let through."
        super().__init__(
            "diagonal",
            *drawn(upright=False),
            [
                Reading(
                    self.diagonal.reach[-1],
                    kept(
                        f"After {STEPS} steps the diagonal network", "a change"
                    ),
                ),
                Reading(self.lstm.reach[-1], kept("The LSTM", "it")),
                Reading(self.lstm.beyond[-1], ratio),
            ],
            [b_f],
            alt="Left, the influence of a change on the last state against the "
            "number of steps back, for an LSTM and for the same network whose "
            "gates read only x; dots, the product of the gates, lie on the "
            "curve of the second. Right, the influence over the product of "
            "the gates: 1 at every lag without h, rising above 1 in the LSTM.",
            title="What is left of the influence when no gate reads h?",
            presets={f"b_f = {value}": {b_f: value} for value in (0, 2, 5)},
            narrow=drawn(upright=True),
        )


_LOOK = {
    "forget": {"color": COLOURS["forget"], "linewidth": 2},
    "lstm": {"color": COLOURS["lstm"], "linewidth": 2, "linestyle": "-."},
}


def _steps(ax: Axes, title: str):
    ax.set_title(title, fontsize=9.5)
    ax.set(xlim=(-0.5, STEPS + 0.5), xticks=(0, 10, 20, 30))
    ax.axhline(
        1, color=COLOURS["reference"], linestyle=(0, (3, 3)), linewidth=0.8
    )
    ax.minorticks_off()
    ax.tick_params(length=0, labelsize=9)


def _influence_axes(ax: Axes, upright: bool):
    ax.set(yscale="log", ylim=RANGE)
    ax.set_yticks([1e-9, 1e-6, 1e-3, 1], ["10⁻⁹", "10⁻⁶", "10⁻³", "1"])
    _steps(ax, "influence left, against steps back")
    for place, colour, words in (
        (0.31, "lstm", "–·–  LSTM"),
        (0.19, "forget", "—  gates read x only"),
        (0.07, "ink", "○  product of these gates"),
    ):
        ax.text(
            0.04,
            place,
            words,
            transform=ax.transAxes,
            color=COLOURS[colour],
            fontsize=9.5,
            fontweight="bold" if colour != "ink" else None,
        )


def _ratio_axes(ax: Axes):
    ax.set(ylim=RATIOS, yticks=(0, 1, 2, 3, 4))
    _steps(ax, "influence ÷ product of its own gates")


def _curve(ax: Axes, key: str):
    (line,) = ax.plot(np.arange(STEPS + 1), np.ones(STEPS + 1), **_LOOK[key])
    return line


def _dots(ax: Axes):
    (dots,) = ax.plot(
        np.arange(STEPS + 1),
        np.ones(STEPS + 1),
        color=COLOURS["ink"],
        marker="o",
        markersize=4,
        markeredgewidth=0.9,
        markerfacecolor="none",
        linestyle="none",
        zorder=3,
    )
    return dots
