"""What the book draws: pictures as SVG, and displayed source."""

import functools
import re
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from bs4 import BeautifulSoup

from gradflow.drawing import COLOURS, listing, use_book_style
from gradflow.drawing.labels import set_label
from gradflow.drawing.svg import axis_maps, inline_svg


@pytest.fixture
def figure():
    """Draw every kind of shape that a picture of the book has."""
    with mpl.rc_context():
        use_book_style()
        figure, (left, right) = plt.subplots(1, 2)
        left.imshow([[0.0, 0.3], [0.7, 1.0]], interpolation="none")
        left.text(0, 0, "a < b & c", family="DejaVu Sans")
        right.plot([1, 2, 3], [0.1, 1 / 3, 0.2], "o-", color=COLOURS["rnn"], gid="artist-0")
        right.scatter([1, 2], [0.1, 0.2], c=[0, 1])
        right.bar([1, 2], [0.1, 0.2], color=COLOURS["lstm"], hatch="/")
        yield figure
        plt.close(figure)


@pytest.fixture
def svg(figure) -> BeautifulSoup:
    """Return the figure as a browser reads it."""
    return BeautifulSoup(inline_svg(figure, "small", "one"), "html.parser").svg


def test_ids_are_the_picture_s_own_and_references_lead_to_them(svg):
    ids = [element["id"] for element in svg.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {"small-figure_1", "small-artist-0"} <= set(ids)
    assert all(name.startswith("small-") for name in ids)
    used = [element["xlink:href"][1:] for element in svg.find_all("use")]
    used += re.findall(r"url\(#(.*?)\)", str(svg))
    assert used
    assert set(used) <= set(ids)


def test_the_book_s_colours_are_the_page_s(svg):
    line = svg.find(id="small-artist-0").path["style"]
    assert "stroke: var(--rnn, #d55e00)" in line
    assert "var(--ink, var(--jp-content-font-color1, #222222))" in str(svg)
    outside = re.sub(r"var\(.*?\)", "", str(svg)).lower()
    assert [colour for colour in COLOURS.values() if colour.lower() in outside] == []


def test_numbers_are_short_and_lines_are_few(svg):
    del svg.image["xlink:href"]
    assert re.findall(r"\d\.\d{4,}", str(svg)) == []
    assert all(
        "\n" not in value and "  " not in value for tag in svg.find_all() for value in map(str, tag.attrs.values())
    )


def test_nothing_of_the_picture_holds_for_the_page(svg):
    assert svg.find(["style", "metadata", "script"]) is None
    assert {tag.name.partition(":")[1] for tag in svg.find_all()} == {""}
    assert set(svg.attrs) == {"xmlns", "xmlns:xlink", "viewbox", "role", "aria-label", "style"}
    assert svg["style"] == "--width: 388.8; --height: 216; visibility: visible"


def test_picture_stands_in_one_attribute(svg):
    assert re.fullmatch(r"data:image/png;base64,[\w+/]+=*", svg.image["xlink:href"])


def test_data_become_points_as_matplotlib_s_own_do(figure):
    """72 points an inch, from the left and from above; on a logarithmic axis the logarithm counts."""
    axes = figure.axes[1]
    axes.set(xlim=(3.5, 0.5), yscale="log", ylim=(1e-3, 20))
    figure.draw_without_rendering()
    found = axis_maps(axes)
    assert (found["x"]["log"], found["y"]["log"]) == (False, True)
    width, height = figure.get_size_inches() * 72
    for x, y in [(0.5, 1e-3), (2, 0.1), (3.5, 20)]:
        across, up = axes.transData.transform((x, y)) / (figure.bbox.width, figure.bbox.height)
        in_page = [
            place["offset"] + place["factor"] * value
            for place, value in zip(found.values(), (x, np.log10(y)), strict=True)
        ]
        assert in_page == pytest.approx([width * across, height * (1 - up)], abs=1e-3)
    ends = axes.get_position()
    assert found["x"]["range"] == pytest.approx([width * ends.x0, width * ends.x1], abs=1e-3)
    assert found["y"]["range"] == pytest.approx([height * (1 - ends.y0), height * (1 - ends.y1)], abs=1e-3)


@pytest.mark.parametrize("fonttype", ["path", "none"])
def test_words_survive_whatever_they_are(figure, fonttype):
    said = 'α < β & γ > δ, "so"'
    with mpl.rc_context({"svg.fonttype": fonttype}):
        svg = BeautifulSoup(inline_svg(figure, "small", said), "html.parser").svg
    assert svg["aria-label"] == said
    assert ("a < b & c" in svg.get_text()) == (fonttype == "none")


LABELS = [
    ("steps back, $k$", "steps back, k"),
    (r"$\Vert\partial c_T/\partial c_{T-k}\Vert$, 2-norm", "‖∂cT/∂cT−k‖, 2-norm"),
    (r"$\mathdefault{10^{-20}}$", "10−20"),
    (r"$S^{(0)}_k = \sum_{t\leq k}\,dE_t/dc_0$", "S(0)k = ∑t≤k\u2009dEt/dc0"),
    (r"through $\tilde{c}_t$ for \$1", "through c̃t for $1"),
    (r"$1+e^{b_f}$", "1 + ebf"),
]


@pytest.mark.parametrize(("label", "said"), LABELS)
def test_a_formula_in_a_label_is_one_text(label, said):
    """With one anchor, so that every font sets it well."""
    with mpl.rc_context():
        use_book_style()
        figure, ax = plt.subplots()
        ax.set_axis_off()
        ax.set_title(label)
        svg = BeautifulSoup(inline_svg(figure, "small", "one"), "html.parser").svg
        plt.close(figure)
    (text,) = svg.find_all("text")
    assert text.get_text() == said
    assert "text-anchor: start" in text["style"]


def test_levels_come_back_to_the_line():
    text = ElementTree.Element("text")
    text.text = r"$a_b^{c_d}$ e"
    set_label(text)
    sizes = [float(part.get("font-size", "1em")[:-2]) for part in text]
    moves = [float(part.get("dy", "0em")[:-2]) for part in text]
    assert sum(size * move for size, move in zip(sizes, moves, strict=True)) == pytest.approx(0, abs=1e-3)


def test_a_formula_that_is_not_known_is_drawn(figure):
    figure.suptitle(r"$\heartsuit$")
    svg = BeautifulSoup(inline_svg(figure, "small", "one"), "html.parser").svg
    assert "heartsuit" not in svg.get_text()
    assert svg.find("use", {"xlink:href": re.compile("DejaVuSans")})


def test_a_picture_is_the_same_each_time(figure):
    assert inline_svg(figure, "small", "one") == inline_svg(figure, "small", "one")


def checked(function):
    """Stand for what looks at parameters at a function's door."""

    @functools.wraps(function)
    def door(*args):
        return function(*args)

    return door


@checked
def twice(x: float) -> float:
    """Return 2x.

    Parameters
    ----------
    x : float
    """
    text = """not a docstring"""
    return 2 * x if text else x


TWICE = '''```python
def twice(x: float) -> float:
    text = """not a docstring"""
    return 2 * x if text else x
```'''


def test_listing_starts_with_the_definition_and_leaves_the_docstring_out():
    assert listing(twice).data == TWICE


def test_listing_of_a_function_without_docstring_is_whole():
    def bare(x):
        return x

    assert listing(bare).data == "```python\ndef bare(x):\n    return x\n```"


def test_listing_shows_a_text_as_it_is():
    assert listing("const a = 1;\n", "javascript").data == "```javascript\nconst a = 1;\n```"
