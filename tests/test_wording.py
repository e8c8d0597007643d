"""What a chapter's text must hold for JupyterLab to number and name equations as the page does."""

import pytest

from harness import ROOT
from wording import DISPLAYED, REFERENCE, number_of, numbers, text

SOURCES = sorted([*(ROOT / "book").glob("*.ipynb"), *(ROOT / "book").glob("*.md")])

each_page = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)


@each_page
def test_an_equation_of_another_page_is_named_by_its_number(path):
    known = numbers()
    for found in REFERENCE.finditer(text(path)):
        home, number = known[found["label"]]
        wanted = None if home == path.stem else number
        assert found["words"] == wanted, f"{found[0]} in {path.name} must say {wanted}"


@each_page
def test_an_equation_without_a_label_has_no_number(path):
    """In JupyterLab every displayed formula has one, unless it is an ``equation*``."""
    nameless = [found["text"].strip() for found in DISPLAYED.finditer(text(path)) if not found["label"]]
    assert nameless == [], r"write \begin{equation*} … \end{equation*} instead of $$ … $$"


@each_page
def test_numbers_begin_with_the_chapter_s(path):
    holds = any(home == path.stem for home, _ in numbers().values())
    start = f"---\nnumbering:\n  equation:\n    enumerator: {number_of(path)}.%s\n---\n"
    assert text(path).startswith(start) == (holds and number_of(path) != "")
