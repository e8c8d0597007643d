"""An explorer in a live kernel: ipywidgets' sliders around the picture."""

from collections.abc import Callable
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import anywidget
import ipywidgets as widgets
import traitlets

from ..drawing.style import COLOURS
from .composer import FRONT, module
from .page import Page
from .presets import Preset
from .sliders import Choice, Slider
from .toggles import Toggle

_LOOK = {
    "style": {"description_width": "6rem"},
    "layout": {"width": "34rem"},
}

_NARROW = {"style": {"description_width": "6rem", "button_width": "2.6rem"}}


class Picture(anywidget.AnyWidget):
    """The moving picture alone; ``Widget`` puts the sliders above it."""

    _css = (Path(FRONT) / "explorer.css").read_text(encoding="utf-8")
    spec = traitlets.Dict().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)


class Kind(NamedTuple):
    """How a slider becomes a control, and what of it the picture follows."""

    control: Callable
    linked: str
    trait: type[traitlets.TraitType]


def _range(slider: Slider) -> widgets.FloatSlider:
    ends = {"min": slider.low, "max": slider.high, "step": slider.step}
    control = widgets.FloatSlider(
        slider.value,
        description=slider.name,
        tooltip=slider.meaning,
        **ends,
        **_LOOK,
    )
    control.style.handle_color = COLOURS.get(slider.colour)
    return control


def _box(toggle: Toggle) -> widgets.Checkbox | widgets.ToggleButton:
    if toggle.place:
        return widgets.ToggleButton(
            bool(toggle.value),
            description=str(toggle.place.number),
            tooltip=toggle.meaning,
            layout={"width": "2.6rem", "margin": "1px"},
        )
    return widgets.Checkbox(
        bool(toggle.value),
        description=toggle.name,
        tooltip=toggle.meaning,
        **_LOOK,
    )


def _menu(choice: Choice) -> widgets.Dropdown | widgets.ToggleButtons:
    kind = widgets.ToggleButtons if choice.buttons else widgets.Dropdown
    look = _NARROW if choice.buttons else _LOOK
    return kind(
        options=choice.options,
        value=choice.value,
        description=choice.name,
        tooltip=choice.meaning,
        **look,
    )


KINDS = {
    Slider: Kind(_range, "value", traitlets.Float),
    Toggle: Kind(_box, "value", traitlets.Bool),
    Choice: Kind(_menu, "index", traitlets.Int),
}


class Widget(widgets.VBox):
    """Controls and picture, linked in the browser: no move asks the kernel.

    Parameters
    ----------
    sliders : sequence of Slider or Choice
    page : Page
    title : str
        Its heading, or "" for none.
    presets : sequence of Preset

    Attributes
    ----------
    controls : dict of Slider or Choice to ipywidgets control
    buttons : dict of Preset to ipywidgets.Button
        The one whose values stand has the style "primary".
    picture : Picture
        Has a trait of every slider's name.
    """

    def __init__(self, sliders, page: Page, title: str = "", presets=()):
        kinds = {slider: KINDS[type(slider)] for slider in sliders}
        self.controls = {s: kind.control(s) for s, kind in kinds.items()}
        self.picture = Picture(
            _esm=module(page.formulas), spec=page.spec, html=page.picture()
        )
        traits = {
            slider.name: kind.trait(
                getattr(self.controls[slider], kind.linked)
            ).tag(sync=True)
            for slider, kind in kinds.items()
        }
        self.picture.add_traits(**traits)
        for slider, kind in kinds.items():
            source = (self.controls[slider], kind.linked)
            widgets.jslink(source, (self.picture, slider.name))
        self.buttons = {preset: self._button(preset) for preset in presets}
        for control in self.controls.values():
            control.observe(lambda _: self._press(), "value")
        self._press()
        heading = [widgets.HTML(f"<b>{escape(title)}</b>")] if title else []
        row = [widgets.HBox([*self.buttons.values()])] if presets else []
        super().__init__([*heading, *self._lines(), *row, self.picture])

    def _lines(self) -> list[widgets.Widget]:
        """Return the controls, those that share a row side by side."""
        lines = []
        for place, found in groupby(self.controls.items(), _row):
            found = list(found)
            controls = [_marked(slider, control) for slider, control in found]
            if place:
                says = widgets.Label(place, layout={"width": "6rem"})
                controls = [widgets.HBox([says, *controls])]
            lines += controls
        return lines

    def _button(self, preset: Preset) -> widgets.Button:
        def move(_):
            for slider, value in preset.values.items():
                self.controls[slider].value = value

        button = widgets.Button(
            description=preset.name, layout={"width": "auto"}
        )
        button.on_click(move)
        return button

    def _press(self):
        """Mark the buttons whose values stand."""
        for preset, button in self.buttons.items():
            stands = all(
                _same(self.controls[slider].value, value)
                for slider, value in preset.values.items()
            )
            button.button_style = "primary" if stands else ""


def _marked(slider, control: widgets.Widget) -> widgets.Widget:
    """Return a control, and below it what is marked on its slider."""
    marks = getattr(slider, "marks", ())
    words = ", ".join(f"{slider.shown(at)}: {text}" for at, text in marks)
    if not words:
        return control
    return widgets.VBox([control, widgets.HTML(f"<small>{words}</small>")])


def _row(item: tuple) -> str | None:
    """Return the name of the row that a slider's control stands in."""
    place = getattr(item[0], "place", None)
    return place and place.name


def _same(value, other) -> bool:
    """Whether two values of a control are one; a float step is not exact."""
    if isinstance(value, str):
        return value == other
    return abs(value - other) < 1e-9
