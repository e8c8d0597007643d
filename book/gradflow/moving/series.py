"""Series: numbers that sliders move, for artists to draw and sentences to say.

A series has a shape of its own; the page gets it in the same shape, as nested
lists. ``reach[-1]`` is a series too, of one number. What a page needs beside it
is gathered by ``parts.Parts``.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sm

from ..formulas.codegen import Formulas, to_numpy
from .position import Position
from .sliders import Choice, Slider


class Series:
    """Numbers that depend on sliders; a subclass says how they are computed.

    Attributes
    ----------
    sliders : tuple of Slider or Choice
        All that the numbers depend on.
    """

    sliders: tuple
    __iter__ = None  # an index gives a series, so there is no end to them

    def compute(self, position: Position) -> np.ndarray:
        """Return the numbers; ``position[slider]`` gives a slider's value."""
        raise NotImplementedError

    def plain(self, parts) -> dict:
        """Return how the page computes them; ``parts`` takes what it needs."""
        raise NotImplementedError

    def data(self, position: Position) -> np.ndarray:
        """Return the numbers at a position, computed there once."""
        return position.once(self, self.compute)

    def at(self, **values) -> np.ndarray:
        """Return the numbers for some sliders' values, the others at the start.

        Raises
        ------
        TypeError
            If the series depends on no slider of a name.
        ValueError
            If a choice has no such option.
        """
        starts = {slider: slider.value for slider in self.sliders}
        return self.data(Position(starts, values))

    def __getitem__(self, index) -> "Entry":
        return Entry(self, index if isinstance(index, tuple) else (index,))


@dataclass(frozen=True)
class Entry(Series):
    """One number of a series; an index may be a slider, and moves with it."""

    series: Series
    index: tuple

    @property
    def sliders(self) -> tuple:
        """Those of the series, and those of the index."""
        moving = tuple(k for k in self.index if isinstance(k, Slider))
        return (*self.series.sliders, *moving)

    def compute(self, position: Position) -> np.ndarray:
        """Return the number; raises IndexError if there is none."""
        return self.series.data(position)[
            tuple(
                round(position[k]) if isinstance(k, Slider) else k
                for k in self.index
            )
        ]

    def plain(self, parts) -> dict:
        """Return the number's series and place; a slider by its name."""
        index = [k.name if isinstance(k, Slider) else k for k in self.index]
        return {"kind": "entry", "of": parts.series(self.series), "at": index}


@dataclass(frozen=True)
class Sums(Series):
    """Partial sums of a series' terms from an entry on."""

    series: Series
    first: int = 0

    @property
    def sliders(self) -> tuple:
        """Those of the series."""
        return self.series.sliders

    def compute(self, position: Position) -> np.ndarray:
        """Return as many sums as there are terms from that entry on."""
        return np.cumsum(self.series.data(position)[self.first :])

    def plain(self, parts) -> dict:
        """Return the series and the first entry that counts."""
        number = parts.series(self.series)
        return {"kind": "sums", "of": number, "first": self.first}


@dataclass(frozen=True)
class Option(Series):
    """The number of a choice's option, from 0."""

    choice: Choice

    @property
    def sliders(self) -> tuple:
        """The choice."""
        return (self.choice,)

    def compute(self, position: Position) -> np.ndarray:
        """Return the number."""
        return np.array(self.choice.options.index(position[self.choice]))

    def plain(self, parts) -> dict:
        """Return the choice's name."""
        return {"kind": "option", "choice": self.choice.name}


class Formula(Series):
    """A SymPy expression as a function of sliders, or a list of them.

    Parameters
    ----------
    results : Expr or list of Expr
        In the sliders' symbols; one expression gives a number, a list a series.
    *sliders : Slider

    Raises
    ------
    ValueError
        If an expression holds a symbol that is none of the sliders'.
    """

    def __init__(self, results, *sliders: Slider):
        self.results = results
        self.sliders = sliders
        self.expressions = [
            sm.sympify(e)
            for e in (results if isinstance(results, list) else [results])
        ]
        known = {slider.symbol for slider in sliders}
        if unknown := set().union(
            *(e.free_symbols - known for e in self.expressions)
        ):
            raise ValueError(
                f"results hold {', '.join(sorted(map(str, unknown)))}; "
                f"the sliders are {', '.join(s.name for s in sliders)}"
            )

    @cached_property
    def _evaluate(self):
        symbols = tuple(slider.symbol for slider in self.sliders)
        named = {f"value_{k}": e for k, e in enumerate(self.expressions)}
        return to_numpy(Formulas("formula", symbols, named))

    def compute(self, position: Position) -> np.ndarray:
        """Return the value or values."""
        found = self._evaluate(*(position[slider] for slider in self.sliders))
        return np.array(found if isinstance(self.results, list) else found[0])

    def plain(self, parts) -> dict:
        """Return the places of the values among all that the page computes."""
        places = [parts.expression(e) for e in self.expressions]
        alone = not isinstance(self.results, list)
        return {"kind": "formula", "places": places[0] if alone else places}


class Table(Series):
    """Stored numbers, for choices to choose from.

    Parameters
    ----------
    rows : array_like
        One leading axis for each choice, as long as its options.
    *choices : Choice

    Raises
    ------
    ValueError
        If the leading axes do not fit the options.
    """

    def __init__(self, rows, *choices: Choice):
        self.rows, self.sliders = np.asarray(rows, dtype=float), choices
        options = tuple(len(choice.options) for choice in choices)
        if self.rows.shape[: len(options)] != options:
            raise ValueError(
                f"rows have shape {self.rows.shape}; "
                f"it must begin with {options}, the options of the choices"
            )

    def compute(self, position: Position) -> np.ndarray:
        """Return what is stored for the options."""
        return self.rows[
            tuple(c.options.index(position[c]) for c in self.sliders)
        ]

    def plain(self, parts) -> dict:
        """Return all that is stored; nan becomes null, and 2.0 becomes 2."""
        known = self.rows.astype(object)
        whole = (self.rows == np.round(self.rows)) & (np.abs(self.rows) < 1e9)
        known[whole] = self.rows[whole].astype(int)
        known[np.isnan(self.rows)] = None
        names = [choice.name for choice in self.sliders]
        return {"kind": "table", "choices": names, "rows": known.tolist()}
