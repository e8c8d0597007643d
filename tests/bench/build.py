"""How long the book takes to build: from nothing, and again without a change."""

from pathlib import Path

from bench.figures import Row, seconds
from harness import build


def built(folder: Path) -> Path:
    """Return the built book's HTML folder, built in ``folder`` when it is not there yet."""
    html = folder / "_build" / "html"
    if not html.exists():
        book = build(folder)
        if not book.succeeded:
            raise SystemExit(book.log)
    return html


def measure(folder: Path, full: bool):
    """Yield the two times."""
    output = folder / "timed"
    yield Row("build, cold", "s", seconds(lambda: built(output)))
    yield Row("build, nothing changed", "s", seconds(lambda: build(output)))
