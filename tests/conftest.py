"""What the tests share: the built book, a server for it, and a browser."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Error, Page, sync_playwright

settings.register_profile("book", deadline=None, max_examples=25)
settings.load_profile("book")

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NO_BROWSER = (
    "no Chromium or Chrome found: install one (Debian: apt-get install chromium), "
    "or playwright's own with: playwright install chromium"
)


class Book(NamedTuple):
    """The book as built: its HTML folder, and what the build said."""

    html: Path
    succeeded: bool
    log: str


class Visit(NamedTuple):
    """An open page, and lists (still growing) of what it asked others for and of its errors."""

    page: Page
    outside: list
    errors: list


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a word on the terminal."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="session")
def book(tmp_path_factory) -> Book:
    """Build the book once, from nothing, with warnings as errors."""
    output = tmp_path_factory.mktemp("book")
    command = [Path(sys.executable).with_name("jupyter-book"), "build", ROOT, "--path-output", output]
    strict = ["--all", "-W", "--keep-going"]
    done = subprocess.run([*command, *strict], capture_output=True, text=True, encoding="utf-8", check=False)
    return Book(output / "_build" / "html", done.returncode == 0, done.stdout + done.stderr)


@pytest.fixture(scope="session")
def server(book) -> str:
    """Serve the built book on this machine alone; the address ends with a slash."""
    handler = partial(QuietHandler, directory=str(book.html))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()


@pytest.fixture(scope="session")
def browser() -> Browser:
    """Start the system's Chromium or Chrome, or playwright's own."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=found, args=BROWSER_ARGUMENTS)
        except Error:
            if found:
                raise
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_BROWSER)
        yield started
        started.close()


@pytest.fixture
def visit(book, server, browser):
    """Return ``visit(path, scheme="light", width=1280, origin="http") -> Visit``.

    It opens a page of the built book, from the server or (``origin="file"``) from disk,
    waits until its formulas are set, and blocks and notes each request to anyone else.
    """
    bases = {"http": server, "file": book.html.as_uri() + "/"}

    with contextlib.ExitStack() as contexts:

        def open_page(path, scheme="light", width=1280, origin="http") -> Visit:
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
            contexts.callback(context.close)
            outside, errors = [], []

            def guard(route):
                if route.request.url.startswith((bases[origin], "data:", "blob:")):
                    route.continue_()
                else:
                    outside.append(route.request.url)
                    route.abort()

            context.route("**/*", guard)
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda said: said.type == "error" and errors.append(said.text))
            page.on("requestfailed", lambda request: errors.append(f"failed: {request.url}"))
            page.goto(bases[origin] + path, wait_until="load")
            page.evaluate("window.MathJax?.startup?.promise")
            return Visit(page, outside, errors)

        yield open_page
