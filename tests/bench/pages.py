"""What a reader's browser loads for a chapter: in this book, and built by an untouched Jupyter Book.

Every response counts, gzipped as a static host sends it, and formats that are compressed already
as they are. The untouched book knows only a title and its pages. What it asks third parties for is
not fetched: such requests are counted, and their bytes where an installed package holds the file.
"""

import gzip
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from bench.build import built
from bench.figures import Row
from bench.hosting import MATHJAX, longest_chapter, untouched
from harness import BROWSER_ARGUMENTS, serve, system_browser

COMPRESSED = ("font/", "image/png", "image/jpeg", "image/webp", "application/font", "application/octet-stream")


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


def measure(folder: Path, full: bool):
    """Yield requests and bytes of the landing page and of the longest chapter, and the heaviest page's bytes."""
    ours = built(folder / "timed")
    chapter = longest_chapter(ours)
    theirs = untouched(folder, chapter)
    with sync_playwright() as playwright, serve(ours) as address, serve(theirs) as other:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=BROWSER_ARGUMENTS)
        names = [path.relative_to(ours).as_posix() for path in sorted(ours.glob("book/*.html"))]
        weights = {name: weigh(browser, address, name) for name in names}
        usual = {name: weigh(browser, other, f"{name}.html") for name in ("index", chapter)}
        browser.close()
    for what, name in (("landing page", "index"), ("longest chapter", chapter)):
        book, untouched_one = weights[f"book/{name}.html"], usual[name]
        third = {"page": name, "third-party requests": book.outside, "usual": untouched_one.outside}
        yield Row(f"{what}: requests", "", book.requests, untouched_one.requests, third)
        known = {"usual's bytes, unknown": " ".join(untouched_one.unknown)}
        yield Row(f"{what}: gzipped", "kB", book.size / 1e3, untouched_one.size / 1e3, known)
    heaviest = max(weights, key=lambda name: weights[name].size)
    yield Row("heaviest page: gzipped", "kB", weights[heaviest].size / 1e3, None, {"page": heaviest})
