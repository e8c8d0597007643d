"""What the book asks of its readers: few words before the first pictures, and honest times."""

import re

import pytest

from counts import minutes, notebook, pictures, words, words_in_the_open
from gradflow import explorers
from gradflow.drawing.style import use_book_style

IN_THE_OPEN = {"index": 700}
SCENES = [None, explorers.Chain, explorers.GateChain, explorers.Hero]
PATH = re.compile(r"^\| \d+\. \{doc\}`([\w-]+)` \| (\d+) \|", re.M)
TAKES = re.compile(r"It takes\*\* about (\d+) minutes")


def test_words_are_counted_as_a_reader_would():
    assert words("# A *title*\n\nOne [link](to/some/where.md), $x = y$ and {ref}`three words <label>`.") == 7
    assert words("(label)=\nIt isn't 4.8 %.\n\n$$a b c$$ (eq-x)\n") == 3
    assert words(":::{admonition} Said\n:class: tip\nin the open\n:::\n") == 3
    assert words("one\n\n:::{admonition} Said\n:class: dropdown\nwhen unfolded\n:::\n\ntwo") == 2


@pytest.mark.parametrize("name", IN_THE_OPEN)
def test_words_in_the_open_are_few(name):
    assert words_in_the_open(name) <= IN_THE_OPEN[name]


def test_the_book_opens_with_four_scenes_of_at_most_40_words():
    """What stands before each picture and what it says; the first paragraph leads to all of them."""
    use_book_style()
    cells = notebook("index").cells[: 2 * len(SCENES)]
    assert [cell.cell_type for cell in cells] == ["markdown", "code"] * len(SCENES)
    assert pictures("index") == len(SCENES)
    _, lead, first = cells[0].source.split("\n\n")
    assert words(lead) <= 40
    told = [first, *(cell.source for cell in cells[2::2])]
    for text, scene in zip(told, SCENES, strict=True):
        said = scene().headline()[0] if scene else ""
        assert words(f"{text} {said}") <= 40


def test_the_times_on_the_path_are_those_of_the_chapters_and_long_enough():
    (path,) = [cell.source for cell in notebook("index").cells if cell.source.startswith("**In one line")]
    stated = {name: int(time) for name, time in PATH.findall(path)}
    assert len(stated) == 9
    for name, time in stated.items():
        assert time >= minutes(name), name
        (said,) = [found for cell in notebook(name).cells for found in TAKES.findall(cell.source)]
        assert int(said) == time, name
