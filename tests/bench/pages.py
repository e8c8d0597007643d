"""What a reader's browser loads for a chapter: in this book, and built by an untouched Jupyter Book.

Every response counts, gzipped as a static host sends it, and formats that are compressed already
as they are. The untouched book knows only a title and its pages. What it asks third parties for is
not fetched: such requests are counted, and their bytes where an installed package holds the file.
"""

import gzip
import shutil
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from bench.build import built
from bench.figures import Row
from harness import BROWSER_ARGUMENTS, ROOT, build, serve, system_browser

CHAPTER = "03-watch-it-vanish-and-explode"
COMPRESSED = ("font/", "image/png", "image/jpeg", "image/webp", "application/font", "application/octet-stream")
MATHJAX = ("https://cdn.jsdelivr.net/npm/mathjax@3/es5/", "sphinx-mathjax-offline/static/mathjax/")


class Weight(NamedTuple):
    """What a page loads: its own requests, those to third parties and which of them stay unknown; bytes."""

    requests: int
    outside: int
    unknown: list[str]
    size: int


def installed(url: str) -> Path | None:
    """Return the file that a third party would send, when an installed package holds it."""
    name = url.partition("?")[0].replace(*MATHJAX)
    return next((file.locate() for file in files("sphinx-mathjax-offline") if file.as_posix() == name), None)


def sent(response) -> int:
    """Return how many bytes of a response's body a static host would send."""
    body = response.body()
    ready = response.headers.get("content-type", "").startswith(COMPRESSED)
    return len(body if ready else gzip.compress(body, 6))


def weigh(browser, address: str, path: str) -> Weight:
    """Load a page with an empty cache and count."""
    responses, outside, unknown = [], [], []

    def guard(route):
        url = route.request.url
        if url.startswith((address, "data:", "blob:")):
            return route.continue_()
        outside.append(url)
        if file := installed(url):
            return route.fulfill(path=file)
        unknown.append(url)
        return route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route("**/*", guard)
    page = context.new_page()
    page.on("response", lambda response: responses.append(response))
    page.goto(address + path, wait_until="networkidle")
    page.evaluate("Promise.resolve(window.MathJax?.startup?.promise).then(() => document.fonts.ready).then(() => 0)")
    page.wait_for_timeout(500)
    loaded = [response for response in responses if response.url.startswith("http")]
    weight = Weight(len(loaded) + len(unknown), len(outside), unknown, sum(map(sent, loaded)))
    context.close()
    return weight


def untouched(folder: Path) -> Path:
    """Build the chapter with a title and a table of contents alone, and return the HTML folder."""
    source = folder / "untouched"
    source.mkdir()
    shutil.copytree(ROOT / "book" / "gradflow", source / "gradflow", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("index", CHAPTER):
        shutil.copy(ROOT / "book" / f"{name}.ipynb", source)
    (source / "_config.yml").write_text("title: Untouched\n")
    (source / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n  - file: {CHAPTER}\n")
    book = build(source, source=source)
    if not book.succeeded:
        raise SystemExit(book.log)
    return book.html


def measure(folder: Path, full: bool):
    """Yield the chapter's requests and bytes, and the heaviest page's."""
    ours, theirs = built(folder / "timed"), untouched(folder)
    with sync_playwright() as playwright, serve(ours) as address, serve(theirs) as other:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=BROWSER_ARGUMENTS)
        names = [path.relative_to(ours).as_posix() for path in sorted(ours.glob("book/*.html"))]
        weights = {name: weigh(browser, address, name) for name in names}
        chapter, usual = weights[f"book/{CHAPTER}.html"], weigh(browser, other, f"{CHAPTER}.html")
        browser.close()
    heaviest = max(weights, key=lambda name: weights[name].size)
    third = {"third-party requests": chapter.outside, "usual": usual.outside}
    yield Row("chapter: requests", "", chapter.requests, usual.requests, third)
    known = {"usual's bytes, unknown": " ".join(usual.unknown)}
    yield Row("chapter: gzipped", "kB", chapter.size / 1e3, usual.size / 1e3, known)
    yield Row("heaviest page: gzipped", "kB", weights[heaviest].size / 1e3, None, {"page": heaviest})
