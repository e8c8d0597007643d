"""An explorer in a live kernel: ipywidgets' sliders above the picture."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import anywidget
import ipywidgets as widgets
import traitlets

from .composer import FRONT, module
from .page import Page
from .sliders import Choice, Slider

_LOOK = {
    "style": {"description_width": "6rem"},
    "layout": {"width": "34rem"},
}


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
    return widgets.FloatSlider(
        slider.value,
        description=slider.name,
        tooltip=slider.meaning,
        **ends,
        **_LOOK,
    )


def _menu(choice: Choice) -> widgets.Dropdown:
    return widgets.Dropdown(
        options=choice.options,
        value=choice.value,
        description=choice.name,
        tooltip=choice.meaning,
        **_LOOK,
    )


KINDS = {
    Slider: Kind(_range, "value", traitlets.Float),
    Choice: Kind(_menu, "index", traitlets.Int),
}


class Widget(widgets.VBox):
    """Controls and picture, linked in the browser: no move asks the kernel.

    Parameters
    ----------
    sliders : sequence of Slider or Choice
    page : Page

    Attributes
    ----------
    controls : dict of Slider or Choice to ipywidgets control
    picture : Picture
        Has a trait of every slider's name.
    """

    def __init__(self, sliders, page: Page):
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
        super().__init__([*self.controls.values(), self.picture])
        for slider, kind in kinds.items():
            source = (self.controls[slider], kind.linked)
            widgets.jslink(source, (self.picture, slider.name))
