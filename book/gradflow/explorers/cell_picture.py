"""The picture of the explorer ``cell``: wires with valves, and bars below."""

from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..drawing.style import COLOURS
from ..moving.series import Formula
from ..moving.toggles import Toggle
from ..moving.wires import Wire
from .boxes import bare_axes

TOP, STATE, BOTTOM = 2.8, 1.4, 0.0
HIGHEST = 2.1
"""The largest state, in size, that the bars show."""

Place = tuple[float, float]


class Pipe(NamedTuple):
    """A way past one gate: where it begins, where the gate is, where it ends."""

    start: Place
    gate: Place
    end: Place


class Look(NamedTuple):
    """What differs between the wide picture and the one for a phone.

    Attributes
    ----------
    size : tuple of float
        In inches.
    left : float
        The share of the width, left of all steps, that the labels take.
    per : float
        Points of width for a flow of 1.
    font : float
        Points.
    outputs : float
        How far below the wires the numbers of the output stand.
    """

    size: tuple[float, float]
    left: float
    per: float
    font: float
    outputs: float


WIDE = Look((6.4, 3.2), 0.2, 9, 9, 0.38)
NARROW = Look((3.5, 3.6), 0.0, 7, 8.3, 0.92)
LABELS = {
    "candidate": r"candidate $\tilde{c}_t$",
    "state": "state $c_t$",
    "output": "output $h_t$",
    "influence": "what is left of a\nchange of $c_1$",
}


def cell_picture(cell, look: Look) -> tuple[Figure, dict]:
    """Return the picture in one width, and what moves in it.

    Parameters
    ----------
    cell : Cell
        The explorer, with its candidates, gates and flows.
    look : Look
    """
    figure = plt.figure(figsize=look.size)
    figure.set_layout_engine("none")
    columns = 0.5, len(cell.candidates) + 0.5

    def axes(low: float, high: float, ylim: tuple) -> Axes:
        place = look.left, low, 1 - look.left, high - low
        return bare_axes(figure, place, columns, ylim)

    wide = look is WIDE
    lowest = -0.45 if wide else -1.0
    diagram = axes(0.42 if wide else 0.4, 1 if wide else 0.95, (lowest, 3.35))
    state = axes(0.2, 0.4 if wide else 0.37, (-HIGHEST, HIGHEST))
    left = axes(0.01, 0.16 if wide else 0.12, (0, 1.1))
    moves = _wires(diagram, cell, look)
    moves |= _bars(state, cell.flows.row, "lstm")
    moves |= _bars(left, cell.flows.influence, "forget")
    if wide:
        for ax, y, name in (
            (diagram, TOP + 0.2, "candidate"),
            (diagram, STATE - 0.1, "state"),
            (diagram, BOTTOM - look.outputs, "output"),
            (state, -0.2, "state"),
            (left, 0.6, "influence"),
        ):
            _label(ax, columns[0] - 2.5, y, LABELS[name])
    else:
        _label(diagram, 0.55, 3.4, LABELS["candidate"])
        _label(diagram, 0.55, BOTTOM - 0.42, LABELS["output"])
        _label(state, 0.55, 1.4, LABELS["state"])
        _label(left, 0.55, 1.3, LABELS["influence"].replace("\n", " "))
    return figure, moves


def _label(ax: Axes, x: float, y: float, says: str):
    """Write words that begin at a place."""
    ax.text(x, y, says, color=COLOURS["ink"], fontsize=9)


def _bars(ax: Axes, series: Formula, colour: str) -> dict:
    """Draw a bar for each step, and the line on which they stand."""
    steps = np.arange(1, len(series.results) + 1)
    bars = ax.bar(steps, np.ones(len(steps)), 0.6, color=COLOURS[colour])
    ax.axhline(0, color=COLOURS["ink"], linewidth=0.8)
    return {bars: series}


def _wires(ax: Axes, cell, look: Look) -> dict:
    """Draw all wires and valves, and return what moves."""
    (write, keep, show), flows, moves = cell.gates, cell.flows, {}

    def pipe(way: Pipe, gate: str, toggle: Toggle, before, after):
        """Draw a way past a gate; what arrives is a number or moves."""
        colour = COLOURS["reference"]
        _line(ax, way, color=colour, linewidth=0.8, alpha=0.5, zorder=1)
        for ends, flow, shade in (
            (way[:2], before, "candidate" if gate == "input" else "lstm"),
            (way[1:], after, gate),
        ):
            shown = {"color": COLOURS[shade], "zorder": 2}
            if (gate, shade) == ("output", "lstm"):  # it waits at the gate
                shown["alpha"] = 0.4
            if isinstance(flow, Formula):
                moves[_wire(ax, ends, look.per, 2 * look.per, **shown)] = flow
            else:
                width = look.per * abs(flow)
                caps = {"solid_capstyle": "butt", "linewidth": width}
                _line(ax, ends, **caps, **shown)
        moves.update(_valve(ax, way.gate, gate, toggle, way.start))

    for step, candidate in enumerate(cell.candidates, 1):
        middle = step, STATE
        says = f"{candidate:g}".replace("-", "−")
        _number(ax, (step, TOP + 0.2), says, look)
        down = Pipe((step, TOP), (step, 2.1), middle)
        pipe(down, "input", write[step], candidate, flows.written[step])
        if step in keep:
            along = Pipe((step - 1, STATE), (step - 0.5, STATE), middle)
            before = flows.states[step - 1]
            pipe(along, "forget", keep[step], before, flows.kept[step])
        out = Pipe(middle, (step, 0.7), (step, BOTTOM))
        pipe(out, "output", show[step], flows.heads[step], flows.shown[step])
        output = _number(ax, (step, BOTTOM - look.outputs), "{short}", look)
        moves[output] = flows.shown[step]
        dot = {"marker": "o", "markersize": look.per, "zorder": 4}
        _line(ax, [middle], color=COLOURS["lstm"], **dot)
    return moves


def _valve(ax: Axes, at: Place, colour: str, toggle: Toggle, start: Place):
    """Draw a gate: a bar along the way where it is open, else across it."""
    rim = {"markeredgecolor": COLOURS[colour], "markeredgewidth": 1.3}
    shape = {"marker": "o", "markersize": 8, "color": COLOURS["paper"]}
    _line(ax, [at], **shape, **rim, zorder=3)
    x, y = ax.transData.inverted().transform(
        ax.transData.transform(at) + 5 * ax.figure.dpi / 72
    )
    bars = np.array([[x - at[0], 0], [0, y - at[1]]])
    down = int(start[0] == at[0])
    look = {"color": COLOURS["ink"], "zorder": 3}
    return {
        _wire(ax, (at - half, at + half), 3, 3, **look): flow
        for half, flow in (
            (bars[down], Formula(toggle.symbol, toggle)),
            (bars[1 - down], Formula(1 - toggle.symbol, toggle)),
        )
    }


def _line(ax: Axes, points, **look):
    ax.plot(*zip(*points, strict=True), **look)


def _wire(ax: Axes, points, per: float, most: float, **look) -> Wire:
    return ax.add_line(Wire(*zip(*points, strict=True), per, most, **look))


def _number(ax: Axes, at: Place, says: str, look: Look):
    """Write a number around a place."""
    shape = {"ha": "center", "color": COLOURS["ink"], "fontsize": look.font}
    return ax.text(*at, says, **shape)
