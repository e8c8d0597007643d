"""An explorer in a built page: picture and sentence, data and formulas.

The front end that brings it to life is not stored with it: see ``composer``.
"""

import json
from html import escape

from ..drawing.picture import for_widths
from ..drawing.still import UNRUN, with_still
from .drawn import Drawn
from .model import Model
from .parts import Parts
from .presets import Preset
from .sliders import Slider


class Page:
    """What a page holds of one explorer.

    Parameters
    ----------
    name : str
        The id of the page's ``<figure>``.
    model : Model
    drawn : list of Drawn
        The picture, and one that takes its place on a phone.
    title : str
        The heading of the frame, or "" for none.
    presets : tuple of Preset

    Attributes
    ----------
    spec : dict
        What the front end needs beside picture and formulas, as plain data.
    series : list of Series
        In the order in which the specification numbers them.
    formulas : str
        The generated formulas as an ES module.
    """

    def __init__(
        self,
        name: str,
        model: Model,
        drawn: list[Drawn],
        title: str = "",
        presets: tuple[Preset, ...] = (),
    ):
        self.name, self.title, self._model = name, title, model
        self._wide, *narrow = (one.svg for one in drawn)
        self._drawing = for_widths(self._wide, *narrow)
        parts = Parts()
        readings = [
            {"series": parts.series(reading.series), "bands": reading.bands}
            for reading in model.readings
        ]
        axes, artists = [], []
        for one in drawn:
            artists += one.plain(parts, len(axes))
            axes += one.maps
        self.spec = {
            "sliders": [slider.plain() for slider in model.sliders],
            "presets": [preset.plain() for preset in presets],
            "axes": axes,
            "artists": artists,
            "readings": readings,
            "series": parts.plain_series,
            "networks": parts.plain_networks,
        }
        self.series = parts.numbered
        numeric = [s for s in model.sliders if isinstance(s, Slider)]
        self.formulas = parts.module(tuple(s.symbol for s in numeric))

    def picture(self) -> str:
        """Return the picture, and below it what it says, as HTML."""
        return f"{self._drawing}\n{self._said()}"

    def _said(self) -> str:
        text, value = self._model.headline()
        return (
            f'<output aria-live="polite" data-value="{value!r}">'
            f"{escape(text, quote=False)}</output>"
        )

    def html(self, unrun: bool = False) -> str:
        """Return the figure, which the front end brings to life.

        Parameters
        ----------
        unrun : bool
            As a notebook stores it, with what its reader sees before it runs.
        """
        spec = json.dumps(self.spec, separators=(",", ":"), allow_nan=False)
        # No "</script" may stand in a script's text: it would end there.
        spec = spec.replace("<", "\\u003c")
        formulas = self.formulas.replace("</", "<\\/")
        title = escape(self.title, quote=False)
        heading = f"<figcaption>{title}</figcaption>\n" if title else ""
        picture = self.picture()
        if unrun:
            drawing = with_still(self._drawing, self._wide)
            picture = f"{drawing}\n{self._said()}\n{UNRUN}"
        return (
            f'<figure class="explorer" id="{escape(self.name)}">\n'
            f"{heading}{picture}\n"
            f'<script type="application/json" class="explorer-spec">{spec}'
            "</script>\n"
            f'<script type="text/plain" class="explorer-formulas">{formulas}'
            "</script>\n</figure>"
        )
