"""How a slider becomes one of ipywidgets' controls."""

from collections.abc import Callable
from html import escape
from itertools import groupby
from typing import NamedTuple

import ipywidgets as widgets
import traitlets

from ..drawing.style import COLOURS
from .sliders import Choice, Slider
from .toggles import Toggle


class Kind(NamedTuple):
    """How a slider becomes a control, and what of it the picture follows."""

    control: Callable
    linked: str
    trait: type[traitlets.TraitType]


def _look(slider: Slider | Choice, width: int, **style) -> dict:
    """Return what all controls share: name and meaning in a column."""
    return {
        "description": f"<code>{slider.name}</code> {escape(slider.meaning)}",
        "description_allow_html": True,
        "style": {"description_width": f"{width}ch", **style},
        "layout": {"width": "auto", "max_width": f"calc({width}ch + 28rem)"},
    }


def _range(slider: Slider, width: int) -> widgets.FloatSlider:
    return widgets.FloatSlider(
        slider.value,
        min=slider.low,
        max=slider.high,
        step=slider.step,
        readout_format=f".{slider.digits}f",
        **_look(slider, width, handle_color=COLOURS.get(slider.colour)),
    )


def _box(toggle: Toggle, width: int) -> widgets.Checkbox | widgets.ToggleButton:
    if toggle.place:
        return widgets.ToggleButton(
            bool(toggle.value),
            description=str(toggle.place.number),
            tooltip=toggle.meaning,
            layout={"width": "2.6rem", "margin": "1px"},
        )
    return widgets.Checkbox(bool(toggle.value), **_look(toggle, width))


def _menu(
    choice: Choice, width: int
) -> widgets.Dropdown | widgets.ToggleButtons:
    kind, style = widgets.Dropdown, {}
    if choice.buttons:
        kind, style = widgets.ToggleButtons, {"button_width": "2.6rem"}
    return kind(
        options=choice.options,
        value=choice.value,
        **_look(choice, width, **style),
    )


KINDS = {
    Slider: Kind(_range, "value", traitlets.Float),
    Toggle: Kind(_box, "value", traitlets.Bool),
    Choice: Kind(_menu, "index", traitlets.Int),
}


def controls(sliders) -> dict[Slider | Choice, widgets.Widget]:
    """Return a control of every slider, their captions in one column."""
    captions = [f"{s.name} {s.meaning}" for s in sliders if not _place(s)]
    width = max(map(len, captions), default=0)
    return {s: KINDS[type(s)].control(s, width) for s in sliders}


def in_rows(made: dict) -> list[widgets.Widget]:
    """Return the controls, those that share a row side by side."""
    lines = []
    for place, found in groupby(made.items(), lambda item: _place(item[0])):
        shown = [_marked(slider, control) for slider, control in found]
        if place:
            says = widgets.HTML(
                f"<code>{place[0]}</code> {escape(place[1])}",
                layout={"width": "14ch"},
            )
            shown = [widgets.HBox([says, *shown])]
        lines += shown
    return lines


def _place(slider: Slider | Choice) -> tuple[str, str] | None:
    """Return name and meaning of the row that a slider's control stands in."""
    place = getattr(slider, "place", None)
    return place and (place.name, place.meaning)


def _marked(slider: Slider | Choice, control: widgets.Widget) -> widgets.Widget:
    """Return a control, and below it what is marked on its slider."""
    marks = getattr(slider, "marks", ())
    words = ", ".join(f"{slider.shown(at)}: {text}" for at, text in marks)
    if not words:
        return control
    return widgets.VBox([control, widgets.HTML(f"<small>{words}</small>")])
