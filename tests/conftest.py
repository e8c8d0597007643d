"""What the tests share: the built book, a server for it, and a browser."""

import contextlib
import os
import shutil
from typing import NamedTuple

import pytest
from hypothesis import Phase, settings
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from harness import BROWSER_ARGUMENTS, BROWSERS, FIREFOXES, SHELL, Book, built_once, serve, system_browser

settings.register_profile("book", deadline=None, max_examples=25)
settings.load_profile("book")
# A mutant dies by any example: the smallest one is not looked for, and none is kept for the next mutant.
settings.register_profile("mutation", settings.get_profile("book"), phases=[Phase.generate], database=None)

NO_BROWSER = (
    "no Chromium or Chrome found: install one (Debian: apt-get install chromium), "
    "or playwright's own with: playwright install chromium"
)


NO_FIREFOX = "no Firefox found: install one (Debian: apt-get install firefox-esr)"


class Visit(NamedTuple):
    """An open page, and lists (still growing) of what it asked others for and of its errors."""

    page: Page
    outside: list
    errors: list


def pytest_itemcollected(item):
    """Mark what asks for the built book or a browser as a test of the page."""
    asked = {"book", "browser", "firefox"} & set(getattr(item, "fixturenames", ()))
    if asked:
        item.add_marker("page")
    if "book" in asked:
        item.add_marker("built")


@pytest.fixture(scope="session")
def book(tmp_path_factory) -> Book:
    """Build the book once, from nothing, with warnings as errors: in the first worker that asks; the others wait."""
    run = tmp_path_factory.getbasetemp()
    return built_once((run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "book")


@pytest.fixture(scope="session")
def server(book) -> str:
    """Serve the built book; the address ends with a slash."""
    with serve(book.html) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Playwright:
    """Give what starts browsers; there can be one of it at a time."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright) -> Browser:
    """Start the system's Chromium, without its windows where it is to be had so, or Chrome, or playwright's own."""
    found = system_browser((SHELL, *BROWSERS))
    try:
        started = playwright.chromium.launch(executable_path=found, args=BROWSER_ARGUMENTS)
    except Error:
        if found:
            raise
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_BROWSER)
    yield started
    started.close()


@pytest.fixture(scope="session")
def firefox(playwright) -> Browser:
    """Start the system's Firefox, which playwright drives by WebDriver BiDi."""
    found = system_browser(FIREFOXES)
    if not found:
        missing = os.environ.get("CI") == "true" and shutil.which("apt-get")
        (pytest.fail if missing else pytest.skip)(NO_FIREFOX)
    started = playwright.firefox.launch(executable_path=found, channel="moz-firefox")
    yield started
    started.close()


@pytest.fixture
def visit(book, server, browser):
    """Return ``visit(path, scheme="light", width=1280, origin="http") -> Visit``.

    It opens a page of the built book, from the server or (``origin="file"``) from disk,
    and blocks and notes each request to anyone else.
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
            return Visit(page, outside, errors)

        yield open_page
