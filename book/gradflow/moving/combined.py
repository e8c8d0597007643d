"""Series made of others: picked by a choice, scaled, added or multiplied."""

from dataclasses import dataclass

import numpy as np

from .position import Position
from .series import Series
from .sliders import Choice


class Chosen(Series):
    """One of several series, by a choice's option.

    Parameters
    ----------
    options : dict of str to Series
        A series of one shape for every option of the choice.
    choice : Choice

    Raises
    ------
    ValueError
        If the options are not those of the choice.
    """

    def __init__(self, options: dict[str, Series], choice: Choice):
        if set(options) != set(choice.options):
            raise ValueError(
                f"options are {sorted(options)}; those of {choice.name} are "
                f"{sorted(choice.options)}"
            )
        self.options, self.choice = options, choice
        used = [s for series in options.values() for s in series.sliders]
        self.sliders = tuple(dict.fromkeys([choice, *used]))

    def compute(self, position: Position) -> np.ndarray:
        """Return the numbers of the series that is chosen."""
        return self.options[position[self.choice]].data(position)

    def plain(self, parts) -> dict:
        """Return the series' numbers, in the order of the options."""
        numbers = [parts.series(self.options[o]) for o in self.choice.options]
        return {"kind": "chosen", "of": numbers, "choice": self.choice.name}


@dataclass(frozen=True)
class Scaled(Series):
    """A series of one number, times a constant."""

    series: Series
    factor: float

    @property
    def sliders(self) -> tuple:
        """Those of the series."""
        return self.series.sliders

    def compute(self, position: Position) -> np.ndarray:
        """Return the product."""
        return self.series.data(position) * self.factor

    def plain(self, parts) -> dict:
        """Return the series and the constant."""
        number = parts.series(self.series)
        return {"kind": "scaled", "of": number, "factor": float(self.factor)}


@dataclass(frozen=True)
class _Both(Series):
    """Two series, of which the first is a list.

    Parameters
    ----------
    left : Series
    right : Series
        A list as long, or one number for all.
    """

    left: Series
    right: Series

    kind = ""
    operation = None

    @property
    def sliders(self) -> tuple:
        """Those of both."""
        return tuple(dict.fromkeys(self.left.sliders + self.right.sliders))

    def compute(self, position: Position) -> np.ndarray:
        """Return the results, entry by entry; nan, where one is nan."""
        both = self.left.data(position), self.right.data(position)
        return type(self).operation(*both)

    def plain(self, parts) -> dict:
        """Return the numbers of both series."""
        of = [parts.series(self.left), parts.series(self.right)]
        return {"kind": self.kind, "of": of}


class Plus(_Both):
    """A list plus another."""

    kind, operation = "plus", np.add


class Times(_Both):
    """A list times another."""

    kind, operation = "times", np.multiply
