"""How a chapter's text refers to equations, read from the notebooks."""

import re
from pathlib import Path

import nbformat

from harness import ROOT

DISPLAYED = re.compile(r"^ *\$\$(?P<text>(?:(?!\$\$).)+)\$\$(?: *\((?P<label>[\w-]+)\))?", re.DOTALL | re.MULTILINE)
REFERENCE = re.compile(r"\{eq\}`(?:(?P<words>[^`<]+) <)?(?P<label>[\w-]+)>?`")


def text(path: Path) -> str:
    """Return all Markdown of a notebook or a page."""
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def number_of(path: Path) -> str:
    """Return a chapter's number, or "" for a page that has none."""
    first = path.name.partition("-")[0]
    return str(int(first)) if first.isdigit() else ""


def numbers() -> dict[str, tuple[str, str]]:
    """Return for each label the page that it stands in, and the equation's number there."""
    found = {}
    for path in sorted((ROOT / "book").glob("*.ipynb")):
        labels = [label for label in (shown["label"] for shown in DISPLAYED.finditer(text(path))) if label]
        for count, label in enumerate(labels, 1):
            number = ".".join(filter(None, [number_of(path), str(count)]))
            found[label] = path.stem, f"({number})"
    return found
