"""Pictures in a notebook that has not been run: as a page has them, and an image that needs no trust."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest
from bs4 import BeautifulSoup

from gradflow.drawing import Picture
from gradflow.drawing.still import without_still
from seen import made

ALT = 'A line, "up" & on: 50 % of #1 < 2'


@pytest.fixture
def picture():
    """Draw a picture that has a narrow one."""
    figures = [plt.subplots(figsize=size)[0] for size in ((4, 3), (2, 3))]
    for figure in figures:
        figure.axes[0].plot([0, 1], color="#d55e00")
        figure.axes[0].set_title("50 % − α")
    return Picture("line", figures[0], ALT, narrow=figures[1])


def html_of(shown):
    return shown._repr_mimebundle_()["text/html"]


def test_the_image_is_the_drawing(picture):
    html = BeautifulSoup(html_of(picture), "html.parser")
    (shown,) = html.find_all("img")
    assert shown["alt"] == ALT
    scheme, _, text = shown["src"].partition(",")
    assert scheme == "data:image/svg+xml"
    assert not set(text) & set('"#\n')
    drawn, inline = (
        ElementTree.fromstring(unquote(text)),
        ElementTree.fromstring(str(html.svg).replace("viewbox", "viewBox")),
    )
    paths = [[e.get("d") for e in root.iter("{http://www.w3.org/2000/svg}path")] for root in (drawn, inline)]
    assert paths[0] == paths[1]
    assert len(paths[0]) > 5
    assert (drawn.get("width"), drawn.get("height")) == ("288pt", "216pt")


def test_what_is_sanitized_shows_the_image_alone(picture):
    """JupyterLab drops the tags svg and template: whatever stood in the first stays in the box that is hidden."""
    html = BeautifulSoup(html_of(picture), "html.parser")
    for svg in html.find_all("svg"):
        assert "visibility: visible" in svg["style"]
        assert svg.find_parent("div", class_="drawing")["style"].startswith("visibility: hidden;")
    assert [image.find_parent("div", class_="drawing") for image in html.find_all("img")] == [None]
    assert html.img.find_parent("template")


def test_a_page_has_the_drawing_alone(picture):
    page = without_still(html_of(picture) * 2)
    assert not re.search("template|hidden|<img|class=.drawing", page)
    assert page.count("<svg") == page.count("</svg>") == 4
    assert page.count("<div") == page.count("</div>") == 4


def test_an_explorer_s_page_is_what_the_notebook_stores_without_the_still():
    page = made("Hero").explorer.page
    stored = page.html(unrun=True)
    assert "Run All Cells" in stored
    assert without_still(stored) == page.html()
