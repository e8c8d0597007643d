"""Where the sliders stand."""

from .sliders import Choice, Slider


class Position:
    """Where sliders stand; what is computed there is computed once.

    Parameters
    ----------
    values : dict of Slider or Choice to float or str
        What stands still.
    moved : dict of str to float or str
        Values in place of those, by the sliders' names.

    Raises
    ------
    TypeError
        If ``moved`` names a slider that is not in ``values``.
    ValueError
        If a choice has no such option.
    """

    def __init__(self, values: dict, moved: dict):
        self.values, self._known = dict(values), {}
        by_name = {slider.name: slider for slider in values}
        for name, value in moved.items():
            if name not in by_name:
                raise TypeError(
                    f"no slider here is named {name!r}; there are "
                    + (", ".join(by_name) or "none")
                )
            self.values[by_name[name]] = by_name[name].checked(value)

    def __getitem__(self, slider: Slider | Choice) -> float | str:
        return self.values[slider]

    def once(self, key, compute):
        """Return what ``compute(self)`` gave when it was first asked for."""
        if key not in self._known:
            self._known[key] = compute(self)
        return self._known[key]
