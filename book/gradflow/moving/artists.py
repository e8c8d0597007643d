"""The kinds of Matplotlib artists that an explorer can move."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

_COLOUR_STEPS = 64


class Kind(NamedTuple):
    """How one kind of artist takes its name and its data, and what the page must know of it."""

    name: Callable
    set: Callable
    plain: Callable


def _set_line(line: Line2D, x: np.ndarray | None, y: np.ndarray | None):
    low, high = sorted(line.axes.get_ylim())
    size = len(line.get_xdata())
    if x is not None:
        line.set_xdata(np.broadcast_to(x, size))
    if y is not None:
        line.set_ydata(
            np.broadcast_to(
                np.clip(y, low * 1e-30 if low > 0 else low - 1, high * 1e30),
                size,
            )
        )


def _plain_line(
    line: Line2D, figure: str, x: str | None, y: str | None
) -> dict:
    drawn = np.array(line.get_data(), dtype=float).tolist()
    return {
        "kind": "line",
        "id": f"{figure}-{line.get_gid()}",
        "x": x or drawn[0],
        "y": y or drawn[1],
    }


def _set_image(image: AxesImage, _, data: np.ndarray):
    size = image.get_array().shape[0]
    with np.errstate(divide="ignore"):
        image.set_data(np.log10(data).reshape(size, size))


def _plain_image(image: AxesImage, figure: str, _, y: str) -> dict:
    low, high = image.get_clim()
    colours = [
        to_hex(c)[1:]
        for c in image.get_cmap()(np.linspace(0, 1, _COLOUR_STEPS))
    ]
    size = image.get_array().shape[0]
    plain = {"kind": "image", "id": f"{figure}-{image.get_gid()}", "y": y}
    return plain | {"size": size, "low": low, "high": high, "colours": colours}


def _name_bars(bars: BarContainer, name: str):
    for k, bar in enumerate(bars):
        bar.set_gid(f"{name}-{k}")


def _set_bars(bars: BarContainer, _, heights: np.ndarray):
    for bar, height in zip(bars, heights, strict=True):
        bar.set_height(height)


def _plain_bars(bars: BarContainer, figure: str, _, y: str) -> dict:
    left = [round(float(bar.get_x()), 6) for bar in bars]
    right = [round(float(bar.get_x() + bar.get_width()), 6) for bar in bars]
    return {
        "kind": "bars",
        "id": [f"{figure}-{bar.get_gid()}" for bar in bars],
        "y": y,
        "left": left,
        "right": right,
    }


KINDS = {
    Line2D: Kind(Line2D.set_gid, _set_line, _plain_line),
    AxesImage: Kind(AxesImage.set_gid, _set_image, _plain_image),
    BarContainer: Kind(_name_bars, _set_bars, _plain_bars),
}


def axes_of(artist) -> Axes:
    """Return the axes that an artist of one of the kinds stands in."""
    return artist[0].axes if isinstance(artist, BarContainer) else artist.axes
