"""What a reader moves: sliders and choices, each named once.

Weights are built from the object (``W_rec * Q``), formulas from its symbol
(``W_rec.symbol``), and an explorer is given it; the name itself is needed only
where Python ends: in keyword arguments and in the page.
"""

from dataclasses import dataclass

import numpy as np
import sympy as sm

from ..drawing.style import COLOURS
from .affine import Affine


def _check(name: str, colour: str | None):
    if not name.isidentifier():
        raise ValueError(
            f"name is {name!r}; it must be usable as a Python keyword"
        )
    if colour not in (None, *COLOURS):
        raise ValueError(
            f"colour of {name} is {colour!r}; "
            f"it must be one of {', '.join(COLOURS)}"
        )


@dataclass(frozen=True, eq=False)
class Slider:
    """A number that the reader moves between two ends.

    Parameters
    ----------
    name : str
        As in Python and in the formulas: ``"W_rec"``.
    low, high : float
        The two ends.
    value : float
        Where it starts.
    meaning : str
        What stands beside the name in the page.
    step : float
    colour : str, optional
        The character that it moves, by its name in ``COLOURS``.
    marks : tuple of pair of float and str
        Places along the slider that are marked, and what stands there.

    Raises
    ------
    ValueError
        If the name is no identifier, value or a mark does not lie between the
        ends, or there is no such colour.
    """

    name: str
    low: float
    high: float
    value: float
    meaning: str
    step: float = 0.05
    colour: str | None = None
    marks: tuple[tuple[float, str], ...] = ()

    __array_ufunc__ = None  # a NumPy array on the left leaves ``*`` to us

    def __post_init__(self):
        _check(self.name, self.colour)
        places = [("value", self.value)] + [
            ("a mark", at) for at, _ in self.marks
        ]
        for what, at in places:
            if not self.low <= at <= self.high:
                raise ValueError(
                    f"{what} of slider {self.name} is {at}; "
                    f"it must lie between {self.low} and {self.high}"
                )

    @property
    def symbol(self) -> sm.Symbol:
        """The real SymPy symbol of the slider's name."""
        return sm.Symbol(self.name, real=True)

    @property
    def digits(self) -> int:
        """How many decimals the steps need."""
        return max(0, -int(np.floor(np.log10(self.step))))

    def __mul__(self, direction) -> Affine:
        return Affine(0.0, {self: np.asarray(direction, dtype=float)})

    __rmul__ = __mul__

    def checked(self, value) -> float:
        """Return a value for the slider, also one beyond its ends, as float."""
        return float(value)

    def shown(self, value: float) -> str:
        """Return a value in words' company, with a true minus."""
        return f"{value:.{self.digits}f}".replace("-", "−")

    def plain(self) -> dict:
        """Return the slider as data for the page."""
        plain = {
            "name": self.name,
            "meaning": self.meaning,
            "min": self.low,
            "max": self.high,
            "step": self.step,
            "value": self.value,
            "digits": self.digits,
            "colour": self.colour,
        }
        return plain | ({"marks": self.marks} if self.marks else {})


@dataclass(frozen=True, eq=False)
class Choice:
    """One of several options, by their words.

    Parameters
    ----------
    name : str
        As in Python: ``"activation"``.
    options : tuple of str
    meaning : str
        What stands beside the name in the page.
    value : str, optional
        The option at the start; by default the first.
    colour : str, optional
        The character that it moves, by its name in ``COLOURS``.
    buttons : bool
        Whether it is a row of buttons, for short options, and not a menu.

    Raises
    ------
    ValueError
        If the name is no identifier, value is none of the options, or there is
        no such colour.
    """

    name: str
    options: tuple[str, ...]
    meaning: str
    value: str | None = None
    colour: str | None = None
    buttons: bool = False

    def __post_init__(self):
        _check(self.name, self.colour)
        object.__setattr__(self, "options", tuple(self.options))
        if self.value is None:
            object.__setattr__(self, "value", self.options[0])
        self.checked(self.value)

    def checked(self, value: str) -> str:
        """Return a value for the choice.

        Raises
        ------
        ValueError
            If it is none of the options.
        """
        if value not in self.options:
            raise ValueError(
                f"{self.name} is {value!r}; "
                f"it must be one of {', '.join(self.options)}"
            )
        return value

    def shown(self, value: str) -> str:
        """Return an option in words' company: as it is."""
        return value

    def plain(self) -> dict:
        """Return the choice as data for the page; its value is a number."""
        plain = {
            "name": self.name,
            "meaning": self.meaning,
            "options": self.options,
            "value": self.options.index(self.value),
            "colour": self.colour,
        }
        return plain | ({"buttons": True} if self.buttons else {})
