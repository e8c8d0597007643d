"""On paper: light whatever the screen was, pictures whole, solutions open, the rest as the reader left it."""

import re

import pytest

from harness import until

CHAPTER = "book/06-keep-the-gradient-alive.html"
MARK = "https://mark.invalid/"


@pytest.fixture(scope="module")
def sheet(browser, book):
    """Open a chapter in dark mode."""
    page = browser.new_page(color_scheme="dark", viewport={"width": 800, "height": 1000})
    page.goto((book.html / CHAPTER).as_uri())
    page.locator("figure.explorer[data-ready]").last.wait_for()
    yield page
    page.close()


COLOURS = """() => ["body", "pre span", ".explorer", ".explorer svg text", ".picture svg text"].map((part) => {
  const { color, fill, backgroundColor } = getComputedStyle(document.querySelector(part));
  return [part, color, fill, backgroundColor];
})"""


def test_dark_mode_is_printed_as_light_mode(sheet, book):
    dark = sheet.evaluate(COLOURS)
    sheet.emulate_media(media="print")
    until(sheet, "document.documentElement.dataset.theme === 'light'")
    printed = sheet.evaluate(COLOURS)
    assert printed != dark
    sheet.emulate_media(color_scheme="light")
    sheet.reload()
    until(sheet, "document.documentElement.dataset.theme === 'light'")
    assert sheet.evaluate(COLOURS) == printed
    sheet.emulate_media(media="screen", color_scheme="dark")
    sheet.reload()
    sheet.locator("figure.explorer[data-ready]").last.wait_for()
    assert sheet.evaluate(COLOURS) == dark


def test_after_the_print_the_screen_is_dark_again(sheet):
    theme = lambda: sheet.locator("html").get_attribute("data-theme")  # noqa: E731
    for event, wanted in (
        ("beforeprint", "light"),
        ("beforeprint", "light"),
        ("afterprint", "dark"),
        ("afterprint", "dark"),
    ):
        sheet.evaluate("(event) => void dispatchEvent(new Event(event))", event)
        assert theme() == wanted


def test_what_is_open_is_printed_and_what_is_folded_is_not_but_solutions_are(sheet):
    first, second = sheet.locator("details.hide").all()[:2]
    first.evaluate("details => (details.open = true)")
    second.evaluate("details => (details.open = false)")
    sheet.emulate_media(media="print")
    sheet.evaluate("() => void dispatchEvent(new Event('beforeprint'))")
    controls = sheet.locator(".explorer-controls").all()
    assert controls
    assert not any(control.is_visible() for control in controls)
    assert first.locator("pre").first.is_visible()
    assert not second.locator("pre").first.is_visible()
    folded = sheet.evaluate(
        """() => [...document.querySelectorAll(".dropdown.admonition")].map((box) => {
          const text = box.querySelector(":scope > :not(.admonition-title)");
          const { visibility, opacity } = getComputedStyle(text);
          const seen = text.offsetHeight > 8 && visibility === "visible" && opacity === "1";
          return [box.querySelector(".admonition-title").textContent.trim(), seen];
        })"""
    )
    sheet.evaluate("() => void dispatchEvent(new Event('afterprint'))")
    sheet.emulate_media(media="screen")
    assert {title.startswith("Solution") for title, _ in folded} == {True, False}
    assert [title for title, seen in folded if seen != title.startswith("Solution")] == []


def test_no_picture_is_cut_by_the_edge_of_a_page(sheet):
    """A link at the top and one at the bottom of each figure: in the PDF both are on one page."""
    count = sheet.evaluate(
        """(mark) => {
          const figures = [...document.querySelectorAll("figure:is(.explorer, .picture)")];
          figures.forEach((figure, k) => ["afterbegin", "beforeend"].forEach((place, end) =>
            figure.insertAdjacentHTML(place, `<a href="${mark}${k}-${end}" style="display: block">·</a>`)));
          return figures.length;
        }""",
        MARK,
    )
    sheet.emulate_media(media="print")
    pdf = sheet.pdf(format="A4").decode("latin-1")
    sheet.emulate_media(media="screen")
    objects = dict(re.findall(r"^(\d+) 0 obj\s(.*?)endobj", pdf, re.S | re.M))
    pages = [text for text in objects.values() if re.search(r"/Type\s*/Page\b", text)]
    assert len(pages) > 5
    places = {}
    for number, text in enumerate(pages):
        for reference in re.findall(
            r"(\d+) 0 R", re.search(r"/Annots\s*\[(.*?)\]", text, re.S)[1] if "/Annots" in text else ""
        ):
            for mark in re.findall(rf"{re.escape(MARK)}(\d+-\d)", objects[reference]):
                places.setdefault(mark, number)
    assert len(places) == 2 * count
    assert [k for k in range(count) if places[f"{k}-0"] != places[f"{k}-1"]] == []
