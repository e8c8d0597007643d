"""Every decimal in the prose of a notebook is computed there: an output shows it, or the code holds it."""

import ast
import re
from collections.abc import Iterator

import nbformat.v4 as made
import pytest
from bs4 import BeautifulSoup

from counts import notebook
from harness import ROOT

PAGES = sorted(path.stem for path in (ROOT / "book").glob("*.ipynb"))
SHOWN = re.compile(r"(?<![\w.])(?P<digits>\d+\.\d+)(?:(?:e|×10)(?P<power>[-+]?\d+))?")
# 2.5, 2.5 %, 2.5\,\%, $2.5\cdot10^{-6}$
SAID = re.compile(
    r"(?<![\w.])(?P<digits>\d+\.\d+)(?!\.?\d)(?:\s*(?:\\,)?\s*(?P<share>\\?%)|\s*\\cdot\s*10\^\{?(?P<power>-?\d+))?"
)
REFERENCE = re.compile(r"\{eq\}`[^`]*`")  # in {eq}`(2.9) <eq-bptt>` it is the number of a formula


def decimals(text: str, pattern=SHOWN) -> Iterator[tuple[str, float, float]]:
    """Yield the decimals of a text as they stand, their values, and half a unit of their last digits."""
    for found in pattern.finditer(text):
        groups = found.groupdict()
        scale = 10.0 ** int(groups["power"] or 0) / (100 if groups.get("share") else 1)
        half = 0.5 * 10.0 ** -len(groups["digits"].partition(".")[2])
        yield found[0], float(groups["digits"]) * scale, half * scale


def outputs(cell) -> Iterator[str]:
    """Yield what a reader sees of a cell's outputs, as text."""
    for output in cell.get("outputs", ()):
        yield output.get("text", "")
        for kind, data in output.get("data", {}).items():
            if kind == "text/html":
                page = BeautifulSoup(data, "html.parser")
                for hidden in page(["script", "style"]):
                    hidden.decompose()
                yield page.get_text(" ")
            elif kind in ("text/plain", "text/markdown", "text/latex"):
                yield data


def computed(cells) -> list[float]:
    """Return the numbers that the code of cells is given, asserts or shows; words in strings do not count."""
    found = []
    for cell in cells:
        if cell.cell_type == "code":
            tree = ast.walk(ast.parse(cell.source))
            found += [
                abs(node.value) for node in tree if isinstance(node, ast.Constant) and type(node.value) in (int, float)
            ]
            found += [value for text in outputs(cell) for _, value, _ in decimals(text.replace("−", "-"))]
    return found


def not_computed(cells) -> list[str]:
    """Return the decimals of the prose that no code cell of the same notebook holds or shows."""
    known = computed(cells)
    prose = [REFERENCE.sub(" ", cell.source) for cell in cells if cell.cell_type == "markdown"]
    return [
        said
        for text in prose
        for said, value, half in decimals(text, SAID)
        if not any(abs(one - value) <= half * (1 + 1e-9) for one in known)
    ]


def page_of(markdown: str, code: str, shown: str = ""):
    """Return the cells of a small notebook."""
    output = made.new_output("stream", text=shown)
    return [made.new_markdown_cell(markdown), made.new_code_cell(code, outputs=[output])]


def test_a_decimal_is_computed_if_it_is_given_asserted_or_shown_and_not_else():
    assert not not_computed(page_of("It is 0.5, then 0.35.", "x = 0.5", "0.3463"))
    assert not not_computed(page_of("It is 2.5 %, $1.3\\cdot10^{-6}$ and 7.0.", "x, y = 0.025, 7", "1.31e-06"))
    assert not not_computed(page_of("See {eq}`(2.9) <eq-bptt>`.", "x = 0.5"))
    assert not_computed(page_of("It is 0.36.", "x = 0.5", "0.3463")) == ["0.36"]
    assert not_computed(page_of("It is 2.5 %.", "x = 0.026")) == ["2.5 %"]
    assert not_computed(page_of("It is 0.5.", "print('0.5')")) == ["0.5"]


@pytest.mark.parametrize("name", PAGES)
def test_every_decimal_in_the_prose_is_computed(name):
    assert not_computed(notebook(name).cells) == []
