"""Places worth seeing: buttons with a name that move an explorer's sliders."""

from dataclasses import dataclass

from .sliders import Choice, Slider

Places = dict[str, dict[Slider | Choice, float | str]]


@dataclass(frozen=True, eq=False)
class Preset:
    """One button.

    Parameters
    ----------
    name : str
        What stands on it.
    values : dict of Slider or Choice to float or str
        Where it moves them; the others stay.

    Raises
    ------
    ValueError
        If a value is none at which its slider can stand.
    """

    name: str
    values: dict[Slider | Choice, float | str]

    def __post_init__(self):
        for slider, value in self.values.items():
            slider.checked(value)
            if type(slider) is Slider and not _reachable(slider, value):
                raise ValueError(
                    f"preset {self.name!r} moves {slider.name} to {value}; it "
                    f"moves from {slider.low} to {slider.high} in steps "
                    f"of {slider.step}"
                )

    def plain(self) -> dict:
        """Return the preset as data for the page; an option by its number."""
        return {
            "name": self.name,
            "values": {
                slider.name: slider.options.index(value)
                if isinstance(slider, Choice)
                else value
                for slider, value in self.values.items()
            },
        }


def _reachable(slider: Slider, value: float) -> bool:
    steps = (value - slider.low) / slider.step
    on_step = abs(steps - round(steps)) < 1e-6
    return slider.low <= value <= slider.high and on_step


def checked_presets(places: Places, sliders: tuple) -> tuple[Preset, ...]:
    """Return the presets of an explorer with these sliders.

    Parameters
    ----------
    places : dict of str to dict of Slider or Choice to float or str
        What stands on each button, and where it moves which sliders.
    sliders : tuple of Slider or Choice

    Raises
    ------
    ValueError
        If there is one preset alone, or more than four; if one moves nothing,
        or what is none of the sliders; or like ``Preset``.
    """
    if len(places) == 1 or len(places) > 4:
        raise ValueError(
            f"presets are {list(places)}; there must be two to four, or none"
        )
    for name, values in places.items():
        foreign = [getattr(s, "name", s) for s in values if s not in sliders]
        if foreign or not values:
            raise ValueError(
                f"preset {name!r} moves {foreign or 'nothing'}; "
                f"the sliders are {[slider.name for slider in sliders]}"
            )
    return tuple(Preset(name, values) for name, values in places.items())
