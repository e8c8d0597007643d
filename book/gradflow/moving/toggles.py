"""Toggles: sliders that are on or off, alone or a row of them, one for each step."""

from collections.abc import Iterable
from typing import NamedTuple

from .sliders import Slider


class Place(NamedTuple):
    """A toggle's place in a row of them: the row's words, and a number from 1."""

    name: str
    meaning: str
    number: int


class Toggle(Slider):
    """A slider with two places only: 0 when it is off, 1 when it is on.

    Parameters
    ----------
    name : str
        As in Python and in the formulas: ``"write"``.
    meaning : str
        What stands beside the name in the page.
    value : {0, 1}
        Where it starts.
    colour : str, optional
        The character that it moves, by its name in ``COLOURS``.
    place : Place, optional
        Where it stands in a row of toggles; without it it stands alone.

    Raises
    ------
    ValueError
        If value is neither 0 nor 1, or like ``Slider``.
    """

    def __init__(
        self,
        name: str,
        meaning: str,
        value: float = 0,
        colour: str | None = None,
        place: Place | None = None,
    ):
        super().__init__(name, 0, 1, value, meaning, step=1, colour=colour)
        object.__setattr__(self, "place", place)
        self.checked(value)

    def checked(self, value) -> float:
        """Return a value for the toggle as float.

        Raises
        ------
        ValueError
            If it is neither 0 nor 1.
        """
        if value not in (0, 1):
            raise ValueError(f"{self.name} is {value!r}; it must be 0 or 1")
        return float(value)

    def plain(self) -> dict:
        """Return the toggle as data for the page."""
        plain = super().plain() | {"toggle": True}
        return plain | ({"row": self.place._asdict()} if self.place else {})


def switches(
    name: str,
    meaning: str,
    steps: Iterable[int],
    on: Iterable[int] = (),
    colour: str | None = None,
) -> dict[int, Toggle]:
    """Return a row of toggles, one a step: ``write_1``, ``write_2`` and so on.

    Parameters
    ----------
    name, meaning : str
        What stands beside the row in the page.
    steps : iterable of int
        From 1; each stands in the column of its number.
    on : iterable of int
        The steps at which they start as on.
    colour : str, optional
        The character that they move, by its name in ``COLOURS``.
    """
    begun = set(on)
    return {
        step: Toggle(
            f"{name}_{step}",
            f"{name} at step {step}",
            int(step in begun),
            colour,
            Place(name, meaning, step),
        )
        for step in steps
    }
