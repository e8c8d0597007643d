"""On a phone: controls that a finger can take hold of, words that can be read, and boxes that show that they scroll."""

import pytest

from gradflow import explorers
from gradflow.moving import composer
from seen import made
from test_book import PAGES

STYLE = (composer.FRONT / "explorer.css").read_text(encoding="utf-8")
FINGER = 44
SMALLEST = 11
WIDTHS = (320, 360, 640, 768, 1024, 1920)
"""Pixels; 640 is also a window of 1280 at a zoom of 200 %."""

# Where each thumb is not taken hold of, though a finger's width around its middle should.
OUT_OF_REACH = f"""(figure) => [...figure.querySelectorAll("input[type=range]")].flatMap((input) => {{
  input.scrollIntoView({{ block: "center" }});
  const {{ left, top, width, height }} = input.getBoundingClientRect(), half = {FINGER} / 2 - 1;
  const share = (input.value - input.min) / (input.max - input.min);
  const middle = left + half + 1 + share * (width - {FINGER});
  const places = [[0, 0], [-half, 0], [half, 0], [0, -half], [0, half]];
  return places.filter(([x, y]) => document.elementFromPoint(middle + x, top + height / 2 + y) !== input)
    .map((place) => `${{input.name}} at ${{place}}`);
}})"""


@pytest.fixture(scope="module")
def phone(browser):
    """Open a window of a phone."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


@pytest.mark.parametrize("name", explorers.__all__)
def test_thumbs_are_in_a_finger_s_reach(name, phone):
    """At both ends of each slider as well as where it starts."""
    explorer = made(name).explorer
    look = "font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 40px 0"
    phone.set_content(f"<style>{STYLE}</style><body style='{look}'>{explorer.page.html()}</body>")
    phone.add_script_tag(content=composer.script())
    figure = phone.locator("figure[data-ready]")
    assert figure.evaluate(OUT_OF_REACH) == []
    for end in ("min", "max"):
        figure.evaluate(f"f => f.querySelectorAll('input[type=range]').forEach((input) => (input.value = input.{end}))")
        assert figure.evaluate(OUT_OF_REACH) == []


def test_a_finger_beside_the_knob_moves_it(browser):
    """20 pixels off its middle, where the knob itself is no longer drawn."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.set_content(f"<style>{STYLE}</style>{explorers.Hero().page.html()}")
    page.add_script_tag(content=composer.script())
    page.locator("figure[data-ready]").wait_for()
    box = page.locator("[name=W_rec]").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] - 22, box["y"] + box["height"] / 2 - 20)
    stands = page.locator("[name=W_rec]").input_value()
    context.close()
    assert stands == "2.5"


# Figures' words that are too small; boxes that a reader has to scroll sideways and that do not show it; what is wider
# than the window; all proofs and checks unfolded.
LOOK = """(smallest) => {
  for (const details of document.querySelectorAll("main details")) details.open = true;
  for (const folded of document.querySelectorAll(".toggle-hidden")) folded.classList.remove("toggle-hidden");
  const small = [...document.querySelectorAll("figure svg text")].flatMap((text) => {
    const { a, b } = text.getScreenCTM(), size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
    const seen = text.textContent.trim() && text.getBoundingClientRect().width;
    return seen && size < smallest - 0.01 ? [`${text.closest("figure").id}: ${text.textContent}`] : [];
  });
  const scrolling = "main :is(pre, .output.text_html:has(table), .pst-scrollable-table-container)";
  const boxes = document.querySelectorAll(scrolling);
  const silent = [...boxes].filter((box) => box.scrollWidth > box.clientWidth + 1
    && getComputedStyle(box).backgroundAttachment !== "local, local, scroll, scroll");
  const tables = [...boxes].filter((box) => box.matches(":has(table)") && box.scrollWidth > box.clientWidth + 1);
  const told = (elements) => elements.map((element) => element.textContent.trim().slice(0, 60));
  return { small, silent: told(silent), tables: told(tables) };
}"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_on_a_phone(name, visit):
    page = visit(name, width=390, origin="file").page
    assert page.evaluate(LOOK, SMALLEST) == {"small": [], "silent": [], "tables": []}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
