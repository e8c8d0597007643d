"""The built book: whole, reachable, readable, and on its own."""

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

from harness import ROOT, read_through
from page_checks import addresses, anchors, broken_addresses, foreign_addresses, read, wordless_pictures
from wording import numbers

TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
CHAPTERS = [chapter["file"] for part in TOC["parts"] for chapter in part["chapters"]]
PAGES = [f"{document}.html" for document in [TOC["root"], *CHAPTERS]] + ["search.html"]

# The derivation's steps, row by row; the LSTM's are due once its part is in the book.
STEPS = [f"eq-r{row}" for row in range(1, 10)]
if any(part["caption"] == "The LSTM" for part in TOC["parts"]):
    STEPS += [f"eq-l{row}" for row in range(1, 16)]

# What stands around a text is of one template: with a chapter's number, without one, and beside a search.
AROUND = [PAGES[0], PAGES[5], PAGES[-1]]

# What a part of a text is and how it is called is the same on each screen; what can be seen and reached is not.
BY_SCREEN = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]

# Out of sight a box is not laid out; here it is, and as apart from the rest as in sight.
TALL_THOUGH_FOLDED = """() => [...document.querySelectorAll(".toggle-hidden.admonition")].filter((box) => {
  box.style.cssText = "content-visibility: visible; contain: layout style paint";
  return box.getBoundingClientRect().height > box.firstElementChild.getBoundingClientRect().height + 1;
}).map((box) => box.innerText)"""

# A page has thousands of words in code and formulas, and a few dozen looks: colour, size, and what lies behind.
MARK_LOOKS = """() => {
  const behind = new Map([[null, ""]]), looks = new Set();
  const paper = ({ backgroundColor, backgroundImage, opacity }) => [backgroundColor, backgroundImage, opacity]
    .filter((value, k) => value !== ["rgba(0, 0, 0, 0)", "none", "1"][k]).join();
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    // The shade at the edge of what can be scrolled would leave open what lies behind its words.
    if (style.backgroundImage.includes("gradient")) element.style.backgroundImage = "none";
    behind.set(element, [behind.get(element.parentElement), paper(style)].filter(Boolean).join("/"));
    const { color, fill, fontSize, fontWeight, position } = style;
    const look = [color, fill, fontSize, fontWeight, position, element.localName, behind.get(element)].join();
    element.toggleAttribute("data-look", !looks.has(look) && element.checkVisibility());
    if (element.hasAttribute("data-look")) looks.add(look);
  }
}"""
AXE = Axe(AXE_SCRIPT + ";axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-look]' }] })")

each_page = pytest.mark.parametrize("name", PAGES)


def test_build_gives_no_warning(book):
    assert book.succeeded, book.log


def test_nothing_but_the_book_is_built(book):
    built = {path.relative_to(book.html).as_posix() for path in book.html.rglob("*.html")}
    macros = {name for name in built if name.startswith("_static/")}
    assert built - macros == {"index.html", *PAGES}
    assert not list(book.html.rglob("*.py"))


@each_page
def test_links_and_references_resolve(book, name):
    assert addresses(book.html / name)
    assert broken_addresses(book.html, name) == []


@each_page
def test_page_loads_nothing_from_elsewhere(book, name):
    assert foreign_addresses(book.html, name) == []


@each_page
def test_pictures_have_words(book, name):
    assert wordless_pictures(book.html, name) == []


@pytest.mark.parametrize("name", ["index.html", *PAGES])
def test_head_says_what_the_page_is(book, name):
    page = read(book.html / name)
    (description,) = page.select("meta[name=description]")
    assert 10 <= len(description["content"]) <= 200
    assert not set("$\\") & set(description["content"])
    assert page.html["lang"] == "en"
    assert page.title.get_text(strip=True)
    assert page.select_one("link[rel=icon]")


def test_descriptions_differ(book):
    descriptions = [read(book.html / name).select_one("meta[name=description]")["content"] for name in PAGES]
    assert len(set(descriptions)) == len(PAGES)


@each_page
def test_a_page_holds_nothing_that_only_a_notebook_s_reader_needs(book, name):
    """Neither a second picture nor a word of running."""
    page = read(book.html / name)
    assert page.select("template, .drawing, .unrun, figure img[src^='data:image/svg']") == []
    assert page.find(string=lambda text: "numbering:" in text) is None


def test_entry_leads_to_the_first_page(book):
    refresh = read(book.html / "index.html").select_one("meta[http-equiv=refresh]")
    assert refresh["content"] == f"0; url={PAGES[0]}"


@pytest.mark.parametrize("step", STEPS)
def test_step_is_one_labelled_equation(book, step):
    holders = [name for name in PAGES if f"equation-{step}" in anchors(book.html / name)]
    assert len(holders) == 1


def test_no_equation_label_is_used_twice(book):
    labels = [tag["id"] for name in PAGES for tag in read(book.html / name).select("[id^=equation-]")]
    assert sorted(labels) == sorted(set(labels))


def test_equations_have_the_numbers_by_which_other_chapters_name_them(book):
    for label, (home, number) in numbers().items():
        holder = read(book.html / "book" / f"{home}.html").find(id=f"equation-{label}")
        assert holder.select_one(".eqno").get_text().startswith(number), label


@pytest.mark.parametrize(
    ("origin", "scheme", "width"), [("http", "light", 1280), ("file", "dark", 390)], ids=["server", "disk"]
)
@each_page
def test_page_works_alone_fits_and_is_accessible(visit, name, origin, scheme, width):
    """In one visit each from a server, wide and light, and from disk, as on a phone and dark."""
    page, outside, errors = visit(name, scheme=scheme, width=width, origin=origin)
    assert "\\(" not in page.locator("body").inner_text()
    page.wait_for_load_state("networkidle")
    assert (outside, errors) == ([], [])

    read_through(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TALL_THOUGH_FOLDED) == []

    assert page.locator("html").get_attribute("data-theme") == scheme
    # axe would fetch the style sheets once more, which a page opened from disk may not do.
    # A finger needs more room than a mouse, and has less.
    every = {"rules": {"label-content-name-mismatch": {"enabled": True}, "target-size": {"enabled": width < 600}}}
    assert faults(page, every if origin == "http" or name in AROUND else {"runOnly": BY_SCREEN}) == []
    if name not in AROUND:
        return
    # The text has been seen in this theme at the other width; what stands around it differs.
    page.emulate_media(reduced_motion="reduce")  # a colour on its way from one to the other would be read
    page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", {"light": "dark"}.get(scheme, "light"))
    assert faults(page, {"runOnly": ["color-contrast"]}, {"exclude": [["main"]]}) == []


def faults(page, options, context=None):
    """Return what axe finds wrong with a page."""
    options |= {"resultTypes": ["violations"], "preload": False}
    page.evaluate(MARK_LOOKS)
    found = AXE.run(page, context=context, options=options).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


def test_what_is_folded_is_named_by_its_line(book):
    """A label would hide the line from those who hear it."""
    folded = [summary for name in PAGES for summary in read(book.html / name).select("details.hide > summary")]
    assert all(not summary.get("aria-label") for summary in folded)
    assert all(summary.get_text(strip=True) for summary in folded)


def test_questions_have_names_of_their_own(book):
    names = [tag["id"] for name in PAGES for tag in read(book.html / name).select("fieldset.question")]
    assert sorted(names) == sorted(set(names))
