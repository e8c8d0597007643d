"""An explorer's numbers and words, without its picture."""

import numpy as np

from .position import Position
from .readings import WAYS, Reading
from .series import Series
from .sliders import Choice, Slider


class Model:
    """Sliders, the series that they move, and what is said of them.

    Parameters
    ----------
    sliders : list of Slider or Choice
        In the order of the page.
    series : list of Series
        What the picture shows.
    readings : list of Reading
        The headline; the first one's number is the headline's value.

    Raises
    ------
    ValueError
        If two sliders share a name, a series depends on a slider that is not
        there, a slider moves nothing, a reading's series has more than one
        number, or a sentence holds a name that is no slider's.
    IndexError
        If a series has no such entry.
    """

    def __init__(
        self,
        sliders: list[Slider | Choice],
        series: list[Series],
        readings: list[Reading],
    ):
        self.sliders, self.readings = tuple(sliders), tuple(readings)
        shown = [*series, *(reading.series for reading in readings)]
        self.series = tuple(dict.fromkeys(shown))
        self._check()

    def _check(self):
        names = [slider.name for slider in self.sliders]
        if len(set(names)) < len(names):
            raise ValueError(
                f"sliders are named {names}; each needs a name of its own"
            )
        used = {slider for series in self.series for slider in series.sliders}
        if missing := used - set(self.sliders):
            raise ValueError(
                f"sliders are {names}; the series depend on "
                f"{sorted(slider.name for slider in missing)}, too"
            )
        if idle := set(self.sliders) - used:
            raise ValueError(
                f"sliders {sorted(slider.name for slider in idle)} move nothing"
            )
        start, numbers = Position(self.starts, {}), self._shown(self.starts)
        for reading in self.readings:
            if size := np.shape(reading.series.data(start)):
                raise ValueError(
                    f"a reading has shape {size}; it must be one number"
                )
            known = [*WAYS, *numbers]
            if unknown := reading.fields - set(known):
                raise ValueError(
                    f"a sentence holds {sorted(unknown)} in braces; "
                    f"it may hold {known}"
                )

    @property
    def starts(self) -> dict:
        """Where every slider starts."""
        return {slider: slider.value for slider in self.sliders}

    @property
    def values(self) -> dict:
        """Where every slider stands now."""
        return self.starts

    def at(self, **values) -> Position:
        """Return the present position, with some sliders moved.

        Raises
        ------
        TypeError
            If there is no slider of a name.
        ValueError
            If a choice has no such option.
        """
        return Position(self.values, values)

    def headline(self, **values) -> tuple[str, float]:
        """Return the headline in words, and its value; raises like ``at``."""
        position = self.at(**values)
        numbers = [float(r.series.data(position)) for r in self.readings]
        shown = self._shown(position.values)
        sentences = [
            reading.sentence(number, shown)
            for reading, number in zip(self.readings, numbers, strict=True)
        ]
        return " ".join(sentences), numbers[0]

    @staticmethod
    def _shown(values: dict) -> dict[str, str]:
        """Return the sliders' values as they are said, by name."""
        return {
            slider.name: slider.shown(value) for slider, value in values.items()
        }
