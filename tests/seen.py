"""Pictures as numbers: what stands in a page's SVG, and what Matplotlib draws of an explorer's series.

Both are given as shapes in SVG points, x to the right and y down, by the artists' ids. What a page shows is read from
the elements themselves, under whatever transforms they stand; what Matplotlib draws comes from NumPy's series and the
axes' own ``transData``. Neither asks the package how data become coordinates.
"""

import base64
import functools
import inspect
import io
import itertools
import math
import re
from typing import NamedTuple
from unittest import mock

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.text import Annotation, Text
from PIL import Image

from gradflow import explorers
from gradflow.drawing.style import use_book_style
from gradflow.moving.explorer import Explorer
from gradflow.moving.frames import Frame
from gradflow.moving.position import Position
from gradflow.moving.readings import said
from gradflow.moving.series import Series
from gradflow.moving.wires import Wire

EVERYWHERE = np.array([[-1e5, -1e5], [1e5, 1e5]])
"""The frame of what is not clipped."""

_INFINITY = 1e300  # points, instead of an infinity, from which no line could be drawn

READ = """(holder, ids) => ids.map((id) => {
  const root = holder.querySelector(`[id="${id}"]`), svg = root.ownerSVGElement, toSvg = svg.getScreenCTM().inverse();
  const elements = [root, ...root.querySelectorAll("*")].filter((element) => !element.closest("defs"));
  const matrix = (element) => {
    const { a, b, c, d, e, f } = toSvg.multiply(element.getScreenCTM());
    return [a, b, c, d, e, f];
  };
  const numbers = (element, ...names) => names.map((name) => Number(element.getAttribute(name)));
  const all = (name, read) => elements.filter((element) => element.localName === name).map(read);
  const clipped = elements.map((element) => element.closest("[clip-path]")).find(Boolean);
  const clip = clipped?.getAttribute("clip-path").slice(5, -1);
  const frame = clip ? svg.querySelector(`[id="${clip}"] :is(rect, path)`) : null;
  const around = (path) => {
    const places = path.getAttribute("d").match(/-?\\d+(\\.\\d*)?/g).map(Number);
    const [xs, ys] = [0, 1].map((first) => places.filter((_, k) => k % 2 === first));
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return [x, y, Math.max(...xs) - x, Math.max(...ys) - y];
  };
  return {
    paths: all("path", (it) => [it.getAttribute("d") ?? "", matrix(it), parseFloat(getComputedStyle(it).strokeWidth)]),
    markers: all("use", (use) => [numbers(use, "x", "y"), matrix(use.parentNode)]),
    images: all("image", (it) => [it.href.baseVal, numbers(it, "width", "height"), matrix(it)]),
    words: all("text", (text) => [text.textContent, numbers(text, "x", "y"), matrix(text)]),
    frame: frame && (frame.localName === "path" ? around(frame) : numbers(frame, "x", "y", "width", "height")),
  };
})"""
"""JavaScript: what the pictures within an element draw of the artists with these ids."""


class Shape(NamedTuple):
    """What is drawn of one artist.

    Attributes
    ----------
    outline, markers : ndarray, (N, 2, 2)
        Segments, each from a point to a point; a marker's is a single point.
    corners : ndarray, (2, 2) or (0, 2)
        Where the first and the last pixel's outer corners stand.
    pixels : ndarray, (rows, columns, 4)
        Red, green, blue and opacity, 0 to 255; empty without an image.
    frame : ndarray, (2, 2)
        Upper left and lower right corner of what is not clipped, or around it where it is torn.
    words : tuple of str
        What is written, for an artist that is a number.
    written : ndarray, (N, 2)
        Where the words' own place stands.
    width : float
        How thick the lines are in points; nan where that does not matter.
    """

    outline: np.ndarray
    markers: np.ndarray
    corners: np.ndarray
    pixels: np.ndarray
    frame: np.ndarray
    words: tuple[str, ...] = ()
    written: np.ndarray = np.empty((0, 2))
    width: float = np.nan


class Made(NamedTuple):
    """An explorer of the book, and what it was made of.

    Attributes
    ----------
    explorer : Explorer
    drawings : dict of str to pair of Figure and dict of Artist to Series or pair of Series
        By what the ids in a page begin with; a second one stands in for the first on a phone.
    alt : str
    """

    explorer: Explorer
    drawings: dict[str, tuple[Figure, dict]]
    alt: str

    @property
    def artists(self) -> dict:
        """The artists of all drawings."""
        return {artist: shown for _, artists in self.drawings.values() for artist, shown in artists.items()}


def watched(make) -> Made:
    """Call ``make``, which makes an explorer, and keep what it hands to ``Explorer``."""
    init, given, drawings = Explorer.__init__, {}, {}

    def noting(self, *arguments, **keywords):
        given.update(inspect.signature(init).bind(self, *arguments, **keywords).arguments)
        drawings[given["name"]] = given["figure"], given["artists"]
        if given.get("narrow"):
            drawings[f"{given['name']}-narrow"] = given["narrow"]
        for artist in (artist for _, artists in drawings.values() for artist in artists):
            if isinstance(artist, Text):
                artist.says = artist.get_text() or "{share}"  # its first number takes the text's place
        init(self, *arguments, **keywords)

    use_book_style()
    with mock.patch.object(Explorer, "__init__", noting):
        explorer = make()
    return Made(explorer, drawings, given["alt"])


@functools.cache
def made(name: str) -> Made:
    """Make one of the book's explorers, once."""
    return watched(getattr(explorers, name))


def parts(artists: dict) -> dict:
    """Return everything that has an id of its own: its (x, y, k, lie), for a bar its number and whether it lies."""
    found = {}
    for artist, shown in artists.items():
        x, y = (None, shown) if isinstance(shown, Series) else shown
        if isinstance(artist, BarContainer):
            lie = artist.orientation == "horizontal"
            found |= {bar: (x, y, k, lie) for k, bar in enumerate(artist)}
        else:
            found[artist] = (x, y, 0, False)
    return found


def corners(stops: list[list]) -> list[tuple]:
    """Return every stop with every other; where those were thousands, all first, all last, and each alone."""
    if math.prod(map(len, stops)) < 2000:
        return list(itertools.product(*stops))
    first = [some[0] for some in stops]
    alone = [(*first[:k], stop, *first[k + 1 :]) for k, some in enumerate(stops) for stop in some[1:]]
    return [tuple(first), *alone, tuple(some[-1] for some in stops)]


# What stands in a page


def seen(read: list[dict]) -> list[Shape]:
    """Return the shapes of what ``READ`` gave."""
    return [_seen(**one) for one in read]


def _seen(paths, markers, images, words, frame) -> Shape:
    outline = [_moved(segment, matrix) for d, matrix, _ in paths for segment in _segments(d)]
    points = [_moved(np.array([place, place]), matrix) for place, matrix in markers]
    corners, pixels = np.empty((0, 2)), np.empty((0, 0, 4))
    for href, size, matrix in images:
        corners = _moved(np.array([[0, 0], size]), matrix)
        pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(href.partition(",")[2]))).convert("RGBA"))
    x, y, width, height = frame or (0, 0, 0, 0)
    return Shape(
        _stacked(outline),
        _stacked(points),
        corners,
        pixels,
        np.array([[x, y], [x + width, y + height]]) if frame else EVERYWHERE,
        tuple(text.strip() for text, _, _ in words),
        np.array([_moved(np.array([place]), matrix)[0] for _, place, matrix in words]).reshape(-1, 2),
        max((width for *_, width in paths), default=np.nan),
    )


def _segments(d: str):
    """Yield the segments of a path that is made of straight lines, and of nothing else."""
    assert not re.sub(r"[MLZz]|-?\d+(\.\d*)?(e[-+]?\d+)?|[\s,]", "", d), f"a path of straight lines holds {d}"
    first = last = None
    for letter, numbers in re.findall(r"([MLZz])([^MLZz]*)", d):
        point = first if letter in "Zz" else np.array(re.split(r"[\s,]+", numbers.strip()), dtype=float)
        if letter == "M":
            first = point
        else:
            yield np.array([last, point])
        last = point


def _moved(points: np.ndarray, matrix: list[float]) -> np.ndarray:
    """Return points under an SVG matrix."""
    a, b, c, d, e, f = matrix
    return points @ np.array([[a, b], [c, d]]) + [e, f]


def _stacked(segments: list) -> np.ndarray:
    return np.array(segments, dtype=float).reshape(-1, 2, 2)


# What Matplotlib draws


def wanted(made: Made, position: Position) -> list[Shape]:
    """Return what Matplotlib draws of NumPy's series at a position, for each of ``parts``."""
    return [_wanted(artist, *of, position) for artist, of in parts(made.artists).items()]


def _wanted(artist, x, y, k, lie, position) -> Shape:
    axes, nothing = artist.axes, _stacked([])
    clipped = np.sort(places(axes, axes.get_xlim(), axes.get_ylim()), axis=0)
    if torn := artist.get_clip_path():
        corners = axes.transData.inverted().transform(torn.get_fully_transformed_path().get_extents())
        clipped = np.sort(places(axes, *corners.T), axis=0)
    frame = clipped if artist.get_clip_on() else EVERYWHERE
    numbers = y.data(position) if y else None
    if isinstance(artist, AxesImage):
        with np.errstate(divide="ignore"):
            pixels = artist.cmap(artist.norm(np.log10(numbers)), bytes=True)
        rows, columns = numbers.shape
        corners = places(axes, [-0.5, columns - 0.5], [-0.5, rows - 0.5])
        return Shape(nothing, nothing, corners, pixels, frame)
    none = np.empty((0, 2)), np.empty((0, 0, 4))
    if isinstance(artist, Annotation):
        value, place = _number(artist, x, y, position)
        right, up = artist.get_position()
        written = places(axes, [place[0]], [place[1]]) + np.array([right, -up])
        return Shape(nothing, nothing, *none, EVERYWHERE, (said(artist.says, value),), written)
    if isinstance(artist, Text):
        text = "" if np.isnan(numbers) else said(artist.says, float(numbers))
        written = places(axes, *([place] for place in artist.get_position()))
        return Shape(nothing, nothing, *none, EVERYWHERE, (text,), written)
    if isinstance(artist, Frame):
        left, low = (float(one.data(position)) - 0.5 for one in (x, y))
        right, high = left + 1, low + 1
        around = places(axes, [left, right, right, left, left], [low, low, high, high, low])
        return Shape(_joined(around), nothing, *none, frame)
    if isinstance(artist, Wire):
        width = min(max(artist.per * abs(float(numbers)), 0.001), artist.most)
        return Shape(_joined(places(axes, *artist.get_data())), nothing, *none, frame, width=width)
    if not hasattr(artist, "get_xdata"):
        low, span = (artist.get_y(), artist.get_height()) if lie else (artist.get_x(), artist.get_width())
        sides, ends = low + span * np.array([0, 1, 1, 0, 0]), [0, 0, numbers[k], numbers[k], 0]
        around = places(axes, *((ends, sides) if lie else (sides, ends)))
        return Shape(_joined(around), nothing, *none, frame)
    xs = np.ravel(x.data(position)) if x else artist.get_xdata()
    ys = np.ravel(numbers) if y else artist.get_ydata()
    points = places(axes, *np.broadcast_arrays(xs, ys, artist.get_xdata())[:2])
    outline = nothing if artist.get_linestyle() == "None" else _joined(points)
    markers = nothing if artist.get_marker() == "None" else np.stack([points, points], axis=1)
    return Shape(outline, markers[~np.isnan(markers).any(axis=(1, 2))], *none, frame)


def _number(artist, x, y, position) -> tuple[float, list[float]]:
    """Return the number that an annotation says, and the place that it stands by: within the axes."""
    value = float((x or y).data(position))
    limits, place = (artist.axes.get_xlim(), artist.axes.get_ylim()), list(artist.xy)
    place[0 if x else 1] = np.clip(value, *sorted(limits[0 if x else 1]))
    return value, place


def _joined(points: np.ndarray) -> np.ndarray:
    """Return the segments between neighbours, without those that begin or end at nan."""
    segments = np.stack([points[:-1], points[1:]], axis=1)
    return segments[~np.isnan(segments).any(axis=(1, 2))]


@functools.cache
def scales(axes: Axes) -> tuple:
    """Return an axes' ``transData``, the middle of its data, and which way its data grow: no artist moves them."""
    limits, transform = np.array([axes.get_xlim(), axes.get_ylim()]), axes.transData.frozen()
    low, high = transform.transform(np.sort(limits).T)
    return transform, limits.mean(axis=1), np.sign(high - low)


def places(axes: Axes, xs, ys) -> np.ndarray:
    """Return where data stand in SVG points; what is infinite stands far away on its side."""
    data = np.column_stack([xs, ys]).astype(float)
    infinite = np.isinf(data)
    transform, middle, upwards = scales(axes)
    points = transform.transform(np.where(infinite, middle, data))
    points = np.where(infinite, np.sign(data) * upwards * _INFINITY, points * 72 / axes.figure.dpi)
    points[:, 1] = axes.figure.get_figheight() * 72 - points[:, 1]
    return points


def rendered(figure: Figure, artists: dict, position: Position) -> str:
    """Return the whole figure as Matplotlib writes it, its artists set to NumPy's series here."""
    for artist, (x, y, k, lie) in parts(artists).items():
        if isinstance(artist, Annotation):
            value, artist.xy = _number(artist, x, y, position)
            artist.set_text(said(artist.says, value))
            continue
        numbers = y.data(position) if y else None
        if isinstance(artist, Text):
            artist.set_text("\u00a0" if np.isnan(numbers) else said(artist.says, float(numbers)))
            continue
        if isinstance(artist, AxesImage):
            with np.errstate(divide="ignore"):
                artist.set_data(np.clip(np.log10(numbers), -400, 400))  # a masked pixel would have no colour
        elif isinstance(artist, Frame):
            artist.set_xy([float(one.data(position)) - 0.5 for one in (x, y)])
        elif isinstance(artist, Wire):
            artist.set_linewidth(min(max(artist.per * abs(float(numbers)), 0.001), artist.most))
        elif not hasattr(artist, "get_xdata"):
            (artist.set_width if lie else artist.set_height)(numbers[k])
        else:
            size = len(artist.get_xdata())
            if x:
                artist.set_xdata(np.broadcast_to(np.ravel(x.data(position)), size))
            if y:
                artist.set_ydata(np.broadcast_to(np.ravel(numbers), size))
    buffer = io.StringIO()
    with plt.rc_context({"path.simplify": False}):
        figure.savefig(buffer, format="svg")
    return buffer.getvalue().partition("<svg")[1] + buffer.getvalue().partition("<svg")[2]


# Whether both are the same picture


def apart(one: Shape, other: Shape) -> float:
    """Return how far, in SVG points, a visible point of one shape may lie from the other shape."""
    if one.corners.shape != other.corners.shape or one.words != other.words:
        return np.inf
    return max(
        np.abs(one.frame - other.frame).max(),
        np.abs(one.corners - other.corners).max(initial=0),
        np.abs(one.written - other.written).max(initial=0),
        np.nan_to_num(abs(one.width - other.width)),
        _lines_apart(one.outline, other.outline, one.frame),
        _lines_apart(one.markers, other.markers, one.frame),
    )


def _lines_apart(one: np.ndarray, other: np.ndarray, frame: np.ndarray) -> float:
    if one.shape == other.shape and (most := np.abs(one - other).max(initial=0)) < 0.01:
        return most  # end by end, which is quick, and no less than what is wanted
    return max(_beyond(one, other, frame), _beyond(other, one, frame))


def shades_apart(one: Shape, other: Shape) -> float:
    """Return the greatest difference of a colour channel or of opacity, of 255."""
    if one.pixels.shape != other.pixels.shape:
        return np.inf
    opaque = one.pixels[..., 3:].astype(bool) | other.pixels[..., 3:].astype(bool)
    return np.abs(one.pixels.astype(int) - other.pixels.astype(int)).max(initial=0, where=opaque)


def _beyond(segments: np.ndarray, others: np.ndarray, frame: np.ndarray) -> float:
    """Return how far a point of the segments that is within the frame can lie from all others."""
    shares = np.linspace(0, 1, 9)[:, None, None]
    inside = _clipped(segments, frame)
    probes = (inside[:, 0] + shares * (inside[:, 1] - inside[:, 0])).reshape(-1, 1, 2)
    near = _clipped(others, np.add(frame, [[-9], [9]]))  # beyond the frame too, so that no rounding at its edge counts
    if not len(probes) or not len(near):
        return np.inf if len(probes) else 0
    starts, ways = near[:, 0], near[:, 1] - near[:, 0]
    lengths = np.maximum((ways**2).sum(axis=1), 1e-300)
    along = np.clip(((probes - starts) * ways).sum(axis=2) / lengths, 0, 1)
    distances = np.linalg.norm(probes - starts - along[..., None] * ways, axis=2)
    return distances.min(axis=1).max()


def _clipped(segments: np.ndarray, frame: np.ndarray) -> np.ndarray:
    """Return what of segments lies within a frame: one edge after the other, exact also for ends far away."""
    for axis in (0, 1):
        for edge, sign in ((frame[0, axis], 1), (frame[1, axis], -1)):
            outside = sign * (segments[..., axis] - edge) < 0
            segments, outside = segments[~outside.all(axis=1)], outside[~outside.all(axis=1)]
            start, end = segments[:, 0], segments[:, 1]
            with np.errstate(invalid="ignore", divide="ignore"):
                share = (edge - start[:, axis]) / (end[:, axis] - start[:, axis])
                crossing = start + share[:, None] * (end - start)
            crossing[:, axis] = edge
            segments = np.where(outside[..., None], crossing[:, None], segments)
    return segments
