"""What stands over the words of the sentence: bars, their numbers, a span."""

import numpy as np
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Annotation, Text

from ..drawing.style import COLOURS
from ..moving.wires import Wire
from .sentence_row import SUBJECT, VERB, WORDS, Row


def bars(row: Row, colour: str) -> tuple[BarContainer, list[Annotation]]:
    """Draw a bar for each word from subject to verb, and an empty number.

    One that is longer than the picture is torn off at its end.
    """
    ax, steps = row.axes, range(SUBJECT, VERB + 1)
    draw = ax.barh if row.upright else ax.bar
    drawn = draw(steps, [1] * len(steps), 0.6, color=COLOURS[colour])
    for bar in drawn[1:-1]:
        bar.set_alpha(0.55)
    limits = ax.get_xlim() if row.upright else ax.get_ylim()
    shown = _torn_at(max(limits), row)
    for bar in drawn:
        bar.set_clip_path(shown, ax.transData)
    # Only as far as the first bar, where no number stands on it.
    ax.plot(
        *row.place([-0.52, SUBJECT - 0.35], [1, 1]),
        color=COLOURS["reference"],
        linestyle=(0, (3, 3)),
        linewidth=0.8,
    )
    ax.annotate(
        "all of it",
        row.place(0, 1),
        (-4, 0) if row.upright else (0, 3),
        textcoords="offset points",
        ha="right" if row.upright else "center",
        va="center" if row.upright else "baseline",
        color=COLOURS["ink"],
        fontsize=9,
    )
    numbers = [
        ax.annotate(
            "",
            row.place(step, 1),
            (4, -3) if row.upright else (0, 3),
            textcoords="offset points",
            ha="left" if row.upright else "center",
            va="baseline",
            color=COLOURS["ink"],
            fontsize=9,
            annotation_clip=False,
        )
        for step in steps
    ]
    return drawn, numbers


def _torn_at(top: float, row: Row) -> Path:
    """Return where bars are seen: up to the teeth of a saw at the top."""
    along = np.arange(-0.8, len(WORDS), 0.1)
    rim = top - 0.05 * (np.arange(len(along)) % 2)
    corners = [*zip(along, rim, strict=True), (along[-1], 0), (along[0], 0)]
    return Path([row.place(*corner) for corner in corners])


def bracket(row: Row, colour: str, away: float) -> tuple[Line2D, Wire, Text]:
    """Draw a span of steps that begins at the verb, and its words.

    Returns
    -------
    span : Line2D
        Its ends are still to be moved.
    head : Wire
        An arrowhead at the first word, where a span runs out of the picture:
        it is seen for a 1, and not for a 0.
    words : Text
        They say a number of steps.
    """
    look = {"color": COLOURS[colour], "linewidth": 1.6}
    (span,) = row.axes.plot(
        *row.place([VERB, VERB - 2], [away, away]),
        marker="_" if row.upright else "|",
        markersize=8,
        markeredgewidth=1.6,
        **look,
    )
    sides = away + np.array([-0.05, 0, 0.05]) * (0.7 if row.upright else 1)
    head = Wire(
        *row.place([-0.32, -0.5, -0.32], sides), look["linewidth"], 2, **look
    )
    words = row.axes.text(
        *(
            row.place(VERB - 1.9, away + 0.145)
            if row.upright
            else row.place(VERB, away + 0.12)
        ),
        "memory {short} steps",
        rotation=90 if row.upright else 0,
        rotation_mode="anchor",
        ha="center" if row.upright else "right",
        va="baseline",
        color=COLOURS["ink"],
        fontsize=9,
    )
    return span, row.axes.add_line(head), words
