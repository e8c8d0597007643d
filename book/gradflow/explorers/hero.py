"""The explorer ``hero``."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Formula, Series
from ..moving.sliders import Slider
from .example_networks import (
    STEPS,
    UNITS,
    forget_bias,
    random_lstm,
    random_rnn,
)
from .sentences import kept

RANGE = (1e-9, 1e3)


class Hero(Explorer):
    """The landing page's: the RNN crosses 1 steeply, the LSTM levels off there.

    Beside the influence against the lag stands its last value against each
    slider: computed once, while a marker shows where the slider stands.
    """

    def __init__(self):
        W_rec = Slider(
            "W_rec",
            0.5,
            2.5,
            0.9,
            "strength of the RNN’s weights",
            colour="rnn",
        )
        b_f = forget_bias(4, low=0, colour="lstm")
        self.rnn = random_rnn(W_rec)
        self.lstm = random_lstm(b_f)
        rnn_end, lstm_end = self.rnn.reach[-1], self.lstm.reach[-1]
        ends = {
            "rnn": (W_rec, rnn_end, (1, 1.5, 2, 2.5)),
            "lstm": (b_f, lstm_end, (0, 2, 4, 6)),
        }
        swept = {key: _swept(*end[:2]) for key, end in ends.items()}

        def drawn(upright: bool):
            figure, (by_lag, *by_slider) = _axes(upright)
            artists = dict(
                zip(
                    _curves(by_lag),
                    (self.rnn.reach, self.lstm.reach),
                    strict=True,
                )
            )
            for ax, (key, end) in zip(by_slider, ends.items(), strict=True):
                slider, left, ticks = end
                marker = _last_value(ax, key, slider, swept[key], ticks)
                artists[marker] = Formula(slider.symbol, slider), left
            return figure, artists

        over = f"After {STEPS} steps the "
        super().__init__(
            "hero",
            *drawn(upright=False),
            [
                Reading(rnn_end, kept(f"{over}RNN", "a change")),
                Reading(lstm_end, kept("The LSTM", "it")),
            ],
            [W_rec, b_f],
            alt="Left, the influence of a change on the last state against "
            "the number of steps back, for an RNN and an LSTM. Right, what "
            "is left after 30 steps against each slider: the RNN's curve "
            "rises steeply through 1 and flattens at some tens, the LSTM's "
            "levels off between 1 and 2.",
            title=f"4. Both, in networks of {UNITS} units with random weights",
            presets={
                "under the edge": {W_rec: 0.9, b_f: 4},
                "over the edge": {W_rec: 1.1, b_f: 4},
                "both vanish": {W_rec: 0.6, b_f: 0},
            },
            narrow=drawn(upright=True),
        )


def _swept(slider: Slider, end: Series) -> tuple[np.ndarray, np.ndarray]:
    """Return places all along a slider, and the end's value at each."""
    places = np.linspace(slider.low, slider.high, 41)
    return places, np.array([end.at(**{slider.name: x}) for x in places])


def _axes(upright: bool) -> tuple[Figure, list[Axes]]:
    """Return a figure with a wide panel and two small ones of one height."""
    figure = plt.figure(figsize=(3.5, 3.7) if upright else (6.4, 2.55))
    mosaic = [["lag", "lag"], ["rnn", "lstm"]] if upright else None
    panels = figure.subplot_mosaic(
        mosaic or [["lag", "rnn", "lstm"]],
        sharey=True,
        width_ratios=(1, 1) if upright else (2.2, 1, 1),
        height_ratios=(1.15, 1) if upright else None,
    )
    for key, ax in panels.items():
        ax.set(yscale="log", ylim=RANGE)
        ax.set_yticks(
            [1e-9, 1e-6, 1e-3, 1, 1e3], ["10⁻⁹", "10⁻⁶", "10⁻³", "1", "1000"]
        )
        ax.minorticks_off()
        ax.tick_params(
            length=0,
            labelsize=9,
            labelleft=key == "lag" or (upright and key == "rnn"),
        )
        ax.axhline(
            1, color=COLOURS["reference"], linestyle=(0, (3, 3)), linewidth=0.8
        )
    return figure, [panels[key] for key in ("lag", "rnn", "lstm")]


_LOOK = {
    "rnn": {"color": COLOURS["rnn"], "linewidth": 2},
    "lstm": {"color": COLOURS["lstm"], "linewidth": 2, "linestyle": "-."},
}


def _curves(ax: Axes) -> list[Line2D]:
    """Return the lines of both networks against the lag."""
    ax.set_title("influence left, against steps back", fontsize=9)
    ax.set(xlim=(0, STEPS), xticks=(0, 10, 20, 30))
    lags, ones = np.arange(STEPS + 1), np.ones(STEPS + 1)
    lines = [ax.plot(lags, ones, **look)[0] for look in _LOOK.values()]
    for key, place in (("rnn", 0.2), ("lstm", 0.08)):
        ax.text(
            0.04,
            place,
            {"rnn": "—  RNN", "lstm": "–·–  LSTM"}[key],
            transform=ax.transAxes,
            color=COLOURS[key],
            fontsize=9.5,
            fontweight="bold",
        )
    return lines


def _last_value(ax, key, slider, swept, ticks) -> Line2D:
    """Draw the last value against a slider, and return its marker."""
    ax.set_title(
        f"at {STEPS} steps, by {slider.name}", fontsize=9, color=COLOURS[key]
    )
    ax.set(xlim=(slider.low, slider.high), xticks=ticks)
    ax.set_xticklabels([f"{tick:g}" for tick in ticks])
    ax.plot(*swept, **_LOOK[key])
    (marker,) = ax.plot(
        [slider.value],
        [1],
        color=COLOURS[key],
        marker="o",
        markersize=8,
        markeredgecolor=COLOURS["paper"],
        markeredgewidth=1.5,
        linestyle="none",
        clip_on=False,
        zorder=3,
    )
    return marker
