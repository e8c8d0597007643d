"""A picture for readers of a notebook that has not been run and is not trusted.

JupyterLab then takes each ``<svg>`` out of an output's HTML and leaves the words
of its labels. An ``<img>`` it leaves, and of a ``<template>`` all but the tag. So
a drawing stands in a box that nobody sees, and only the ``<svg>`` itself says
that it is to be seen; and an image of it stands in a template, which shows
nothing where it is understood.
"""

import re
from html import escape
from urllib.parse import quote
from xml.etree import ElementTree

_WRAPPED = re.compile(
    r'<div class="drawing" style="[^"]*">\n(.*?)\n</div>\n'
    r'<template class="still">.*?</template>',
    re.DOTALL,
)
_NOTE = re.compile(r'\n<p class="unrun">.*?</p>', re.DOTALL)

UNRUN = (
    '<p class="unrun"><small>To move it, run the notebook: menu Run, '
    "Run All Cells.</small></p>"
)
"""What a reader is told who sees an explorer before it runs."""


def with_still(drawing: str, svg: str) -> str:
    """Return a drawing as HTML for a notebook, with an image of ``svg``."""
    width = f"{_size(ElementTree.fromstring(svg))[0]}pt"
    style = f"visibility: hidden; max-width: {width}; font-size: 0"
    return (
        f'<div class="drawing" style="{style}">\n{drawing}\n</div>\n'
        f'<template class="still"><div>{image(svg)}</div></template>'
    )


def without_still(html: str) -> str:
    """Return a notebook's HTML for a page: of drawings the SVG alone."""
    return _NOTE.sub("", _WRAPPED.sub(r"\1", html))


def image(svg: str) -> str:
    """Return a drawing as an ``<img>``: on white, and with its own words."""
    root = ElementTree.fromstring(svg)
    width, height = _size(root)
    alt = root.attrib.pop("aria-label")
    root.attrib |= {
        "width": f"{width}pt",
        "height": f"{height}pt",
        "style": "background: white; font-family: sans-serif",
    }
    text = ElementTree.tostring(root, encoding="unicode")
    source = quote(text.replace("\n", " "), safe=" !'()*+,/:;=@<>")
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml,{source}">'


def _size(svg: ElementTree.Element) -> list[str]:
    """Return width and height in points."""
    return svg.get("viewBox").split()[2:]
