"""A Matplotlib figure as inline SVG: themable, free of clashing ids, and with known coordinates."""

import io
import re

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .style import COLOURS

_POINTS_PER_INCH = 72


def inline_svg(figure: Figure, name: str, label: str) -> str:
    """Return the figure as one ``<svg>`` element to stand in a page.

    Ids carry ``name`` as prefix, so that several figures share a page; the book's colours
    become CSS variables, so that a theme can change them; the layout is frozen, so that
    ``axis_maps`` stays true.

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
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name, "svg.id": None}):
        figure.savefig(
            buffer,
            format="svg",
            metadata={
                "Date": None,
                "Creator": None,
                "Format": None,
                "Type": None,
            },
        )
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r"<style[^>]*>.*?</style>", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'(href="|url\()#', rf"\1#{name}-", text)
    for variable, colour in COLOURS.items():
        text = re.sub(
            rf"(?<=: ){colour}\b",
            _themed(variable, colour),
            text,
            flags=re.IGNORECASE,
        )
    text = re.sub(
        r"-?\d+\.\d{4,}",
        lambda match: f"{float(match[0]):.3f}".rstrip("0").rstrip("."),
        text,
    )
    # Matplotlib names shapes by a hash of coordinates, whose last bits differ from run to run.
    shapes = {}
    hashed = rf"(?<={name}-)(?:p|m|h|image)[0-9a-f]{{10}}\b"
    text = re.sub(
        hashed,
        lambda match: shapes.setdefault(match[0], f"shape-{len(shapes)}"),
        text,
    )
    view_box = re.search(r'viewBox="[^"]*"', text)[0]
    head = f'<svg {view_box} role="img" aria-label="{_escaped(label)}" xmlns:xlink="http://www.w3.org/1999/xlink">'
    return re.sub(r"<svg[^>]*>", lambda _: head, text, count=1).strip()


def axis_maps(axes: Axes) -> dict:
    """Return how the axes' data become SVG coordinates.

    Returns
    -------
    dict
        ``x`` and ``y``, each with ``log`` (bool), and ``offset`` and ``factor`` such that the
        coordinate in SVG points is offset + factor * value, with value = log10(data) on a
        logarithmic axis; ``range`` holds the two ends of the axis in SVG points.
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


def _themed(variable: str, colour: str) -> str:
    """Return the CSS for one of the book's colours: the page's, else JupyterLab's, else itself."""
    jupyter = {
        "ink": "content-font-color1",
        "paper": "layout-color0",
        "grid": "border-color2",
    }.get(variable)
    colour = (
        f"var(--jp-{jupyter}, {colour.lower()})" if jupyter else colour.lower()
    )
    return f"var(--{variable}, {colour})"


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    )
