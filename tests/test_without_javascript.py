"""Without JavaScript: pictures, sentences and all text are there, and each explorer says what is missing."""

import pytest

from page_checks import read
from test_book import PAGES
from test_explorers import PAGES as PLACES

MISSING = "That needs JavaScript"


def row(slider):
    """Return the name under which a reader moves it."""
    place = getattr(slider, "place", None)
    return place.name if place else slider.name


@pytest.mark.parametrize(("kind", "name"), PLACES, ids=lambda value: getattr(value, "__name__", value))
def test_an_explorer_says_what_is_missing(kind, name, book):
    explorer = kind()
    figure = read(book.html / f"book/{name}.html").select_one(f"figure.explorer#{explorer.name}")
    (line,) = figure.select("noscript > p.explorer-missing")
    assert MISSING in line.get_text()
    assert [code.get_text() for code in line.select("code")] == list(dict.fromkeys(map(row, explorer.sliders)))
    assert figure.select_one("output").get_text() == explorer.headline()[0]


@pytest.fixture(scope="module")
def plain(browser):
    """Open a window in which no script runs."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", ["book/index.html", "book/03-watch-it-vanish-and-explode.html"])
def test_all_of_a_page_is_seen(name, plain, book):
    plain.goto((book.html / name).as_uri())
    soup = read(book.html / name)
    for figure in soup.select("figure.explorer"):
        shown = plain.locator(f"figure.explorer#{figure['id']}")
        assert shown.locator("svg:visible").count() == 1
        assert shown.locator(".explorer-missing").is_visible()
        assert shown.locator("output").is_visible()
        assert "export" not in shown.inner_text()
    folded = plain.locator(".dropdown.admonition").all()
    assert all(box.locator(":scope > :not(.admonition-title)").first.is_visible() for box in folded)
    for details in plain.locator("details.hide").all()[:3]:
        details.locator("summary").click()
        assert details.locator("pre").first.is_visible()


def test_a_question_unfolds_its_answer(plain, book):
    name = next(name for name in PAGES if read(book.html / name).select("fieldset.question"))
    plain.goto((book.html / name).as_uri())
    answer = plain.locator("fieldset.question").first.locator(".answer").last
    told = answer.locator("p")
    assert not told.is_visible()
    answer.get_by_role("radio").check()
    assert told.is_visible()


def test_where_scripts_run_nothing_is_said_to_be_missing(visit):
    page = visit("book/index.html").page
    assert MISSING not in page.locator("main").inner_text()
