"""A Matplotlib figure as inline SVG: themable, and free of clashing ids."""

import io
import re
from xml.etree import ElementTree

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .labels import Renderer, set_label
from .style import COLOURS

_POINTS_PER_INCH = 72

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
ElementTree.register_namespace("", _SVG[1:-1])
ElementTree.register_namespace("xlink", _XLINK[1:-1])

_LONG_NUMBER = re.compile(r"-?\d+\.\d{4,}")
# Matplotlib names shapes by a hash, which is another one in every run.
_HASH = re.compile(r"(?:p|m|h|image|C[0-9a-f]+_[0-9a-f]+_)[0-9a-f]{10}")


def _themed(variable: str, colour: str) -> str:
    """Return a colour in CSS: the page's, else JupyterLab's, else itself."""
    jupyter = {
        "ink": "content-font-color1",
        "paper": "layout-color0",
        "grid": "border-color2",
    }.get(variable)
    fallback = f"var(--jp-{jupyter}, {colour})" if jupyter else colour
    return f"var(--{variable}, {fallback})"


_THEMED = {
    colour.lower(): _themed(variable, colour.lower())
    for variable, colour in COLOURS.items()
}
# A character's colour is a little darker, or lighter, where it colours words.
_CHARACTER = re.compile(r"var\(--(rnn|lstm|forget|input|output|candidate),")


def inline_svg(figure: Figure, name: str, label: str) -> str:
    """Return the figure as one ``<svg>`` element to stand in a page.

    Ids carry ``name`` as prefix, so that several figures share a page; the
    book's colours become CSS variables, so that a theme can change them; the
    layout is frozen, so that ``axis_maps`` stays true.

    Parameters
    ----------
    figure : Figure
    name : str
        Unique in the page.
    label : str
        What a reader who cannot see the picture hears.
    """
    for _ in range(2):  # the second pass settles what the first one moved
        figure.draw_without_rendering()
    figure.set_layout_engine("none")
    svg = ElementTree.fromstring(_drawn(figure))

    # The first definition is a style, which would hold for the whole page.
    for tag in ("metadata", "defs"):
        svg.remove(svg.find(_SVG + tag))
    _translate(svg, name)
    width, height = figure.get_size_inches() * _POINTS_PER_INCH
    svg.attrib = {
        "viewBox": svg.get("viewBox"),
        "role": "img",
        "aria-label": label,
        # Seen also in a box that is not: see still.py.
        "style": f"--width: {width:g}; --height: {height:g}; "
        "visibility: visible",
    }
    ElementTree.indent(svg, space="")
    for text in svg.iter(_SVG + "text"):
        set_label(text)
        text.set("style", _CHARACTER.sub(r"var(--\1-text,", text.get("style")))
    return ElementTree.tostring(svg, encoding="unicode")


def _drawn(figure: Figure) -> str:
    """Return what Matplotlib draws, with the labels that are ours."""
    buffer, dpi = io.StringIO(), figure.dpi
    figure.dpi = _POINTS_PER_INCH
    size = figure.get_size_inches() * _POINTS_PER_INCH
    renderer = Renderer(*size, buffer, image_dpi=dpi)
    figure.draw(renderer)
    renderer.finalize()
    figure.dpi = dpi
    return buffer.getvalue()


def _translate(svg: ElementTree.Element, name: str):
    """Write each attribute as the page wants it."""
    shapes = {}

    def renamed(old: str) -> str:
        if _HASH.fullmatch(old):
            old = shapes.setdefault(old, f"shape-{len(shapes)}")
        return f"{name}-{old}"

    def translated(key: str, value: str) -> str:
        if key == "id":
            return renamed(value)
        if value.startswith("data:"):
            return value.replace(" ", "")
        if key == _XLINK + "href":
            return f"#{renamed(value[1:])}"
        if key == "style":
            parts = (part.split(":") for part in value.split(";"))
            pairs = ((k.strip(), v.strip()) for k, v in parts)
            return "; ".join(f"{k}: {translated(k, v)}" for k, v in pairs)
        if value.startswith("url(#"):
            return f"url(#{renamed(value[5:-1])})"
        return _THEMED.get(value) or _shortened(value)

    for element in svg.iter():
        element.attrib = {k: translated(k, v) for k, v in element.items()}


def _shortened(numbers: str) -> str:
    """Return an attribute's numbers to three decimals, with single spaces."""
    return _LONG_NUMBER.sub(
        lambda match: str(round(float(match[0]), 3)).removesuffix(".0"),
        " ".join(numbers.split()),
    )


def axis_maps(axes: Axes) -> dict:
    """Return how the axes' data become SVG coordinates.

    Returns
    -------
    dict
        ``x`` and ``y``, each with ``log`` (bool), and ``offset`` and ``factor``
        such that the coordinate in SVG points is offset + factor * value, with
        value = log10(data) on a logarithmic axis; ``range`` holds the two ends
        of the axis in SVG points.
    """
    figure = axes.figure
    to_points = _POINTS_PER_INCH / figure.dpi
    height = figure.get_figheight() * _POINTS_PER_INCH
    maps = {}
    for k, (letter, axis, limits) in enumerate(
        [("x", axes.xaxis, axes.get_xlim()), ("y", axes.yaxis, axes.get_ylim())]
    ):
        low, high = axis.get_transform().transform(list(limits))
        corners = (
            axes.transData.transform(
                list(zip(axes.get_xlim(), axes.get_ylim(), strict=True))
            )[:, k]
            * to_points
        )
        start, end = corners if letter == "x" else height - corners
        factor = (end - start) / (high - low)
        maps[letter] = {
            "log": axis.get_scale() == "log",
            "offset": round(float(start - factor * low), 4),
            "factor": round(float(factor), 6),
            "range": [round(float(start), 4), round(float(end), 4)],
        }
    return maps
