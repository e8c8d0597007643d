"""The sentence of the opening, a word a step: as a row, on a phone upright."""

from typing import NamedTuple

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from ..drawing.picture import Picture
from ..drawing.style import COLOURS

SENTENCE = "The keys to the cabinet in the hall of mirrors are"
WORDS = SENTENCE.split()
SUBJECT, VERB = WORDS.index("keys"), WORDS.index("are")


class Row(NamedTuple):
    """The words of the sentence in their boxes, and what stands beside them.

    ``place`` turns (along the sentence, away from the words) into (x, y).
    """

    figure: Figure
    axes: Axes
    upright: bool

    def place(self, along, away) -> tuple:
        """Return x and y of a place, or of many."""
        return (away, along) if self.upright else (along, away)

    def both(self, x, y) -> tuple:
        """Return a pair for an artist whose place along the words is x."""
        return (y, x) if self.upright else (x, y)


def sentence_row(upright: bool, top: float) -> Row:
    """Draw the words, a box each; subject and verb stand out.

    Parameters
    ----------
    upright : bool
        One word below the other, for narrow pages.
    top : float
        How far the axes reach away from the words.
    """
    size = (3.5, 3.1) if upright else (6.4, 0.85 + 0.85 * top)
    figure = plt.figure(figsize=size)
    figure.set_layout_engine("none")
    ax = figure.add_axes(
        (0, 0.01, 0.87, 0.98) if upright else (0, 0.01, 1, 0.91)
    )
    ax.set_axis_off()
    along = -0.52, len(WORDS) - 0.48
    away = -0.64 if upright else -0.5, top
    ax.set(
        xlim=away if upright else along, ylim=along[::-1] if upright else away
    )
    row = Row(figure, ax, upright)
    for k, word in enumerate(WORDS):
        _word(row, k, word, k in (SUBJECT, VERB))
    return row


def _word(row: Row, k: int, word: str, stands_out: bool):
    """Draw one word in its box."""
    low, thick = (-0.62, 0.54) if row.upright else (-0.48, 0.36)
    corner = row.place(k - 0.44, low)
    width, height = row.place(0.88, thick)
    edge = COLOURS["ink" if stands_out else "grid"]
    row.axes.add_patch(
        FancyBboxPatch(
            corner,
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor="none",
            edgecolor=edge,
            linewidth=1.4 if stands_out else 1,
        )
    )
    row.axes.text(
        *row.place(k, low + thick / 2),
        word,
        ha="center",
        va="center_baseline",
        color=COLOURS["ink"],
        fontsize=8.7,
        fontweight="bold" if stands_out else "normal",
    )


def agreement() -> Picture:
    """Draw how far the verb lies from the noun that it must agree with."""
    rows = [sentence_row(upright=False, top=0.75)]
    rows.append(sentence_row(upright=True, top=1.4))
    for row in rows:
        _way_back(row, f"{VERB - SUBJECT} steps back")
    return Picture(
        "agreement",
        rows[0].figure,
        "A sentence, a box for each word: The keys to the cabinet in the "
        "hall of mirrors are. An arrow leads from are, the last word, back "
        "to keys, the second.",
        narrow=rows[1].figure,
        title="1. The last word depends on the second",
    )


def _way_back(row: Row, says: str):
    """Draw an arc from the verb to the subject."""
    rim = 0 if row.upright else -0.06
    row.axes.add_patch(
        FancyArrowPatch(
            row.place(VERB, rim),
            row.place(SUBJECT, rim),
            connectionstyle=f"arc3,rad={0.45 if row.upright else 0.13}",
            arrowstyle="-|>,head_length=7,head_width=3.5",
            color=COLOURS["ink"],
            linewidth=1.6,
            shrinkA=1,
            shrinkB=1,
        )
    )
    row.axes.text(
        *row.place((SUBJECT + VERB) / 2, 0.62 if row.upright else 0.5),
        says,
        ha="left" if row.upright else "center",
        va="center",
        color=COLOURS["ink"],
        fontsize=9,
    )
