"""What a page asks of its reader, counted from its notebook: words in the open, pictures, minutes."""

import math
import re

import nbformat

from harness import ROOT

WORDS_A_MINUTE, MINUTES_A_PICTURE = 130, 2

# A directive from its opening to its closing fence; a folded one is not in the open.
FENCE = re.compile(r"^(:{3,}|`{3,})\{.*?^\1$", re.M | re.S)
FOLDED = re.compile(r"^:class:.*\bdropdown\b", re.M)
NO_WORDS = [
    re.compile(r"\$\$.*?\$\$(\s*\([\w-]+\))?", re.S),
    re.compile(r"\\begin\{equation\*\}.*?\\end\{equation\*\}", re.S),
    re.compile(r"\$[^$]*\$"),
    re.compile(r"^\([\w-]+\)=$", re.M),
    re.compile(r"^(:{3,}|`{3,}).*$|^:\w+:.*$", re.M),
    re.compile(r"\{(?:cite|eq)[\w:]*\}`[^`]*`"),
    re.compile(r"\{\w+\}(?=`)"),
    re.compile(r"<[\w-]+>(?=`)"),
    re.compile(r"\]\([^)]*\)"),
]
WORD = re.compile(r"[^\W_](?:[\w.,’'-]*\w)?")


def notebook(name):
    """Return one of the book's notebooks, by its name without ending."""
    return nbformat.read(ROOT / "book" / f"{name}.ipynb", as_version=4)


def words(text):
    """Count the words of Markdown that a page shows before anything is unfolded; formulas are none."""
    text = FENCE.sub(lambda match: "" if FOLDED.search(match[0]) else match[0], text)
    for pattern in NO_WORDS:
        text = pattern.sub(" ", text)
    return len(WORD.findall(text))


def words_in_the_open(name):
    """Count the words of a page's prose."""
    cells = [cell for cell in notebook(name).cells if "remove-cell" not in cell.metadata.get("tags", [])]
    return sum(words(cell.source) for cell in cells if cell.cell_type == "markdown")


def pictures(name):
    """Count the pictures and explorers of a page."""
    shown = [output.get("data", {}) for cell in notebook(name).cells for output in cell.get("outputs", [])]
    return sum("<figure" in data.get("text/html", "") for data in shown)


def minutes(name):
    """Return how long a page takes, in steps of five minutes."""
    needed = words_in_the_open(name) / WORDS_A_MINUTE + MINUTES_A_PICTURE * pictures(name)
    return 5 * math.ceil(needed / 5)
