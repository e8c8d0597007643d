"""A Matplotlib figure that sliders move: a widget in a live kernel, an ES module in the built page."""

import json
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import anywidget
import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
import sympy as sm
import traitlets

from ..drawing.picture import png
from ..drawing.svg import axis_maps, inline_svg
from ..formulas.cells import Formulas
from ..formulas.codegen import to_javascript, to_numpy
from .artists import KINDS, axes_of

_STATIC = Path(__file__).parent / "front"


class Reading(NamedTuple):
    """One sentence of the headline.

    series and index name the value; a slider's name as index stands for the slider's value.
    bands holds (limit, sentence) with rising limits, the last limit None: the first band whose
    limit lies above the value speaks. A sentence may hold {value} and the sliders' names in braces.
    """

    series: str
    index: int | str
    bands: tuple[tuple[float | None, str], ...]


def spoken(value: float) -> str:
    """Return a number as the headline says it: 0.0312, 1.50, 2.3 × 10⁻⁷, beyond 10³⁰⁸."""
    if not np.isfinite(value):
        return "beyond 10³⁰⁸"
    if value == 0:
        return "0"
    if 0.001 <= abs(value) < 999.5:
        return f"{value:#.3g}".removesuffix(".")
    digits, exponent = f"{value:.1e}".split("e")
    return f"{digits}\u00a0×\u00a010" + str(int(exponent)).translate(
        str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    )


class _Picture(anywidget.AnyWidget):
    """The moving picture alone, as a widget; ``Explorer`` puts the sliders above it."""

    _css = (_STATIC / "explorer.css").read_text()
    spec = traitlets.Dict().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)


class Explorer(widgets.VBox):
    """Sliders above a figure, redrawn in the browser with every move.

    Parameters
    ----------
    name : str
        Unique in the book; the element's id in the page.
    figure : Figure
        Drawn once by Matplotlib; afterwards only the data of ``artists`` change.
    networks : dict of str to Network or Stored
    artists : dict of Artist to str or pair of str
        The series that each line (its y), image (its values) or bar container (its heights)
        shows: "NETWORK.MEASURE" (see ``Network.run``) or the name of a formula. A pair names a
        line's x and y; None leaves one as drawn.
    readings : list of Reading
        The headline; the first one's value is the page's ``data-value``.
    alt : str
        What the picture shows, for readers who cannot see it.
    formulas : dict of str to sympy.Expr or list of sympy.Expr, optional
        Further series, of one value or several, in real symbols named like the sliders.
    **sliders : FloatSlider or Dropdown
        By the name that networks and formulas use.

    Raises
    ------
    ValueError
        If an artist or a reading names a series that nothing provides.
    """

    def __init__(
        self,
        name,
        figure,
        networks,
        artists,
        readings,
        alt,
        formulas=None,
        **sliders,
    ):
        self.name, self.networks, self.sliders, self.readings = (
            name,
            networks,
            sliders,
            readings,
        )
        self._figure = figure
        self._artists = {
            a: (None, named) if isinstance(named, str) else named
            for a, named in artists.items()
        }
        formulas = {
            key: value if isinstance(value, list) else [value]
            for key, value in (formulas or {}).items()
        }
        ends = list(accumulate(map(len, formulas.values()), initial=0))
        self._slices = [
            (key, *ends[k : k + 2]) for k, key in enumerate(formulas)
        ]
        used = {name for pair in self._artists.values() for name in pair} | {
            reading.series for reading in readings
        }
        self._wanted = {network: [] for network in networks}
        for series in sorted(used - set(formulas) - {None}):
            network, _, measure = series.partition(".")
            if network not in networks:
                raise ValueError(
                    f"artists or readings name {series!r}; only {[*networks, *formulas]} provide series"
                )
            self._wanted[network].append(measure)
        numeric = [
            key for key, slider in sliders.items() if not _is_choice(slider)
        ]
        flat = {
            f"{key}_{k}": e
            for key, values in formulas.items()
            for k, e in enumerate(values)
        }
        self._step = Formulas("formulas", sm.symbols(numeric, real=True), flat)
        self._evaluate = to_numpy(self._step)

        first = self.series()
        for k, (artist, pair) in enumerate(self._artists.items()):
            kind = KINDS[type(artist)]
            kind.name(artist, f"artist-{k}")
            kind.set(artist, *(first.get(name) for name in pair))
        self._svg, self._png = inline_svg(figure, name, alt), png(figure)
        plt.close(figure)
        self.picture = _Picture(
            _esm=self.module(),
            spec=self.spec(),
            html=self._svg + self._output(),
        )
        self.picture.add_traits(
            **{
                key: _trait(slider).tag(sync=True)
                for key, slider in sliders.items()
            }
        )
        super().__init__([*sliders.values(), self.picture])
        for key, slider in sliders.items():
            widgets.jslink(
                (slider, "index" if _is_choice(slider) else "value"),
                (self.picture, key),
            )

    @property
    def values(self) -> dict:
        """The sliders' values now."""
        return {key: slider.value for key, slider in self.sliders.items()}

    def series(self, **values) -> dict[str, np.ndarray]:
        """Return what the picture shows, computed by NumPy.

        Parameters
        ----------
        **values
            Slider values in place of the present ones.
        """
        values = self.values | values
        series = {
            f"{network}.{measure}": data
            for network, wanted in self._wanted.items()
            for measure, data in self.networks[network]
            .run(values, wanted)
            .items()
        }
        numbers = [
            float(values[str(symbol)]) for symbol in self._step.arguments
        ]
        formulas = self._evaluate(*numbers) if self._slices else ()
        return series | {
            name: np.array(formulas[start:end])
            for name, start, end in self._slices
        }

    def headline(self, **values) -> tuple[str, float]:
        """Return the headline in words, and the first reading's value."""
        values = self.values | values
        series, sentences = self.series(**values), []
        shown = {
            key: f"{values[key]:.{_digits(slider)}f}"
            for key, slider in self.sliders.items()
            if not _is_choice(slider)
        }
        for name, index, bands in self.readings:
            value = series[name][
                int(values[index]) if isinstance(index, str) else index
            ]
            text = next(
                text for limit, text in bands if limit is None or value < limit
            )
            sentences.append(text.format(value=spoken(value), **shown))
        return " ".join(sentences), float(
            series[self.readings[0].series][self.readings[0].index]
        )

    def spec(self) -> dict:
        """Return everything the page needs beside the picture and the module, as plain data."""
        axes = self._figure.axes
        return {
            "sliders": [
                _plain_slider(key, slider)
                for key, slider in self.sliders.items()
            ],
            "networks": {
                name: network.spec() for name, network in self.networks.items()
            },
            "wanted": self._wanted,
            "symbols": [str(symbol) for symbol in self._step.arguments],
            "formulas": self._slices,
            "axes": [axis_maps(ax) for ax in axes],
            "artists": [
                KINDS[type(artist)].plain(artist, self.name, *pair)
                | {"axes": axes.index(axes_of(artist))}
                for artist, pair in self._artists.items()
            ],
            "readings": [reading._asdict() for reading in self.readings],
        }

    def module(self) -> str:
        """Return the ES module: the runtime, the generated formulas, the front end."""
        cells, steps = {}, {self._step.name: self._step}
        for name, network in self.networks.items():
            cells |= {cell.name: cell for cell in network.cells(self.sliders)}
            steps |= {
                step.name: step for step in network.steps(self._wanted[name])
            }
        steps |= {name: cell.step() for name, cell in cells.items()}
        generated = [to_javascript(step) for step in steps.values()]
        table = ", ".join(
            f"{name}: {{gates: {len(cell.gates)}, states: {len(cell.state)}, step: {name}}}"
            for name, cell in cells.items()
        )
        runtime = [
            (_STATIC / name).read_text() for name in ("norms.js", "network.js")
        ]
        parts = [*runtime, *generated, f"const CELLS = {{{table}}};\n"]
        return "\n".join([*parts, (_STATIC / "explorer.js").read_text()])

    def html(self) -> str:
        """Return the explorer for a built page: a picture at once, alive when host.js mounts it."""
        spec = json.dumps(self.spec(), separators=(",", ":")).replace(
            "<", "\\u003c"
        )
        module = self.module().replace("</", "<\\/")
        return (
            f'<figure class="explorer" id="{self.name}">\n{self._svg}\n{self._output()}\n'
            f'<script type="application/json" class="explorer-spec">{spec}</script>\n'
            f'<script type="text/plain" class="explorer-module">{module}</script>\n'
            "</figure>"
        )

    def _output(self) -> str:
        text, value = self.headline()
        return (
            f'<output aria-live="polite" data-value="{value!r}">{text}</output>'
        )

    def __repr__(self):
        return f"Explorer({self.name!r})"

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        return bundle | {
            "text/plain": repr(self),
            "text/html": self.html(),
            "image/png": self._png,
        }


def _is_choice(slider) -> bool:
    return isinstance(slider, widgets.Dropdown)


def _digits(slider) -> int:
    """Return how many decimals the slider's steps need."""
    return max(0, -int(np.floor(np.log10(slider.step))))


def _trait(slider) -> traitlets.TraitType:
    return (
        traitlets.Int(slider.index)
        if _is_choice(slider)
        else traitlets.Float(slider.value)
    )


def _plain_slider(name: str, slider) -> dict:
    label = f"<code>{name}</code> {slider.tooltip or ''}".strip()
    if _is_choice(slider):
        return {
            "name": name,
            "label": label,
            "value": slider.index,
            "options": list(slider.options),
        }
    numbers = {
        key: getattr(slider, key) for key in ("min", "max", "step", "value")
    }
    return {"name": name, "label": label, "digits": _digits(slider)} | numbers
