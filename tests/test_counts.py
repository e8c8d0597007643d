"""What the book asks of its readers: few words before the first pictures, and honest times."""

import re
from collections import Counter

import pytest

from counts import minutes, notebook, pictures, words, words_in_the_open
from gradflow import explorers
from gradflow.drawing.style import use_book_style
from harness import ROOT

IN_THE_OPEN = {
    "index": 700,
    "01-run-a-recurrent-network": 1600,
    "02-send-the-error-back": 2000,
    "03-watch-it-vanish-and-explode": 2000,
    "04-look-inside-the-lstm": 1800,
    "05-follow-the-gradient-through-the-cell": 2200,
    "06-keep-the-gradient-alive": 2200,
    "07-train-both": 2000,
    "08-where-it-led": 2000,
}
STORY = sorted(path.stem for path in (ROOT / "book").glob("[0-9][0-9]-*.ipynb"))
PAGES = sorted(path for path in (ROOT / "book").iterdir() if path.suffix in (".ipynb", ".md"))
ROWS = [f"eq-r{row}" for row in range(1, 10)] + [f"eq-l{row}" for row in range(1, 16)]
FOLDED_CODE = {"hide-input", "hide-cell", "remove-input", "remove-cell"}
HEADING = re.compile(r"^## (.*)$", re.M)
NO_SECTION = {"Summary", "Exercises", "Further reading"}
SCENES = [None, explorers.Chain, explorers.GateChain, explorers.Hero]
PATH = re.compile(r"^\| (?:\d\. )?\{doc\}`([\w-]+)` \| (\d+) \|", re.M)
TAKES = re.compile(r"It takes\*\* about (\d+) minutes")


def test_words_are_counted_as_a_reader_would():
    assert words("# A *title*\n\nOne [link](to/some/where.md), $x = y$ and {ref}`three words <label>`.") == 7
    assert words("(label)=\nIt isn't 4.8 %.\n\n$$a b c$$ (eq-x)\n") == 3
    assert words("\\begin{equation*}\na b c\n\\end{equation*}\nis {eq}`(3.4) <eq-x>`") == 1
    assert words(":::{admonition} Said\n:class: tip\nin the open\n:::\n") == 3
    assert words("one\n\n:::{admonition} Said\n:class: dropdown\nwhen unfolded\n:::\n\ntwo") == 2


def open_code(name):
    """Return the code cells that a page shows before anything is unfolded."""
    cells = [cell for cell in notebook(name).cells if cell.cell_type == "code"]
    return [cell.source for cell in cells if not FOLDED_CODE & set(cell.metadata.get("tags", []))]


def questions(name):
    """Return the names of a page's questions."""
    shown = [
        output.get("data", {}).get("text/html", "")
        for cell in notebook(name).cells
        for output in cell.get("outputs", [])
    ]
    return re.findall(r'<fieldset class="question" id="question-([\w-]+)"', "".join(shown))


def pictures_by_section(name):
    """Count the pictures and explorers of each section of a page's story."""
    found, section = Counter(), None
    for cell in notebook(name).cells:
        if cell.cell_type == "markdown":
            headings = HEADING.findall(cell.source)
            found.update({heading: 0 for heading in headings})
            section = headings[-1] if headings else section
        elif section is not None:
            found[section] += sum("<figure" in output.get("data", {}).get("text/html", "") for output in cell.outputs)
    return {section: count for section, count in found.items() if section not in NO_SECTION}


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


def test_the_times_on_the_path_are_those_of_the_pages():
    (path,) = [cell.source for cell in notebook("index").cells if cell.source.startswith("**In short")]
    stated = {name: int(time) for name, time in PATH.findall(path)}
    assert list(stated) == [path.stem for path in PAGES if path.suffix == ".ipynb" and path.stem != "index"]
    for name, time in stated.items():
        said = [int(found) for cell in notebook(name).cells for found in TAKES.findall(cell.source)]
        assert {time, *said} == {minutes(name)}, name


@pytest.mark.parametrize("name", STORY)
def test_code_in_the_open_is_little(name):
    cells = open_code(name)
    assert len(cells) <= 12
    assert [cell for cell in cells if len(cell.splitlines()) > 10] == []


@pytest.mark.parametrize("name", STORY)
def test_a_chapter_asks_three_to_five_questions(name):
    assert 3 <= len(questions(name)) <= 5


@pytest.mark.parametrize("name", STORY)
def test_every_section_of_the_story_has_a_picture(name):
    assert [section for section, count in pictures_by_section(name).items() if not count] == []


def test_every_step_of_the_derivation_stands_once_in_the_book():
    sources = [cell.source for path in PAGES if path.suffix == ".ipynb" for cell in notebook(path.stem).cells]
    sources += [path.read_text(encoding="utf-8") for path in PAGES if path.suffix == ".md"]
    labels = Counter(re.findall(r"\$\$ *\((eq-[rl]\d+)\)", "\n".join(sources)))
    assert labels == Counter(ROWS)
