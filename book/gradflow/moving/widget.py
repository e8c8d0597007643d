"""An explorer in a live kernel: ipywidgets' sliders around the picture."""

from html import escape
from pathlib import Path

import anywidget
import ipywidgets as widgets
import traitlets

from .composer import FRONT, module
from .controls import KINDS, controls, in_rows
from .page import Page


class Picture(anywidget.AnyWidget):
    """The moving picture alone; ``Widget`` puts the sliders above it."""

    _css = (Path(FRONT) / "explorer.css").read_text(encoding="utf-8")
    spec = traitlets.Dict().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)


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
    reset : ipywidgets.Button
        Puts every control back to where it started.
    picture : Picture
        Has a trait of every slider's name.
    """

    def __init__(self, sliders, page: Page, title: str = "", presets=()):
        kinds = {slider: KINDS[type(slider)] for slider in sliders}
        self.controls = controls(sliders)
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
        self.buttons = {
            preset: self._button(preset.name, preset.values)
            for preset in presets
        }
        self.reset = self._button("Reset", {s: s.value for s in sliders})
        for control in self.controls.values():
            control.observe(lambda _: self._press(), "value")
        self._press()
        heading = [widgets.HTML(f"<b>{escape(title)}</b>")] if title else []
        row = widgets.HBox(
            [*self.buttons.values(), self.reset], layout={"flex_flow": "wrap"}
        )
        super().__init__([*heading, *in_rows(self.controls), row, self.picture])

    def _button(self, name: str, values: dict) -> widgets.Button:
        def move(_):
            for slider, value in values.items():
                self.controls[slider].value = value

        button = widgets.Button(description=name, layout={"width": "auto"})
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


def _same(value, other) -> bool:
    """Whether two values of a control are one; a float step is not exact."""
    if isinstance(value, str):
        return value == other
    return abs(value - other) < 1e-9
