"""Every explorer fits a laptop's window and a phone's, all of it at once, and its words can be read."""

import pytest

from gradflow import explorers
from gradflow.moving import composer
from harness import settle
from seen import made

HEADER = 44
"""Pixels of the page's own header, which stays."""

SCREENS = {"laptop": (1280, 720, 680), "phone": (390, 844, 379)}
"""Width and height of the window, and how wide an explorer is in it."""

SMALLEST = 11
STYLE = (composer.FRONT / "explorer.css").read_text(encoding="utf-8")

# What is to be seen of an explorer: its height, and of its words where they stand and how large they are.
LOOK = """(figure) => {
  const { height, left, right } = figure.getBoundingClientRect();
  const words = [...figure.querySelectorAll("svg text")].map((text) => {
    const box = text.getBoundingClientRect(), { a, b } = text.getScreenCTM();
    return [text.textContent.trim(), parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b), box.toJSON()];
  });
  return [height, left, right, words.filter(([text, , box]) => text && box.width)];
}"""


@pytest.fixture(params=SCREENS)
def screen(request, browser):
    """Return ``open(explorer)``, which brings one to life as wide as the book shows it; and the window's height."""
    width, height, column = SCREENS[request.param]
    page = browser.new_page(viewport={"width": width, "height": height})

    def show(explorer):
        look = f"font: 16px/1.5 system-ui, sans-serif; width: {column}px; margin: 0"
        page.set_content(f"<style>{STYLE}</style><body style='{look}'>{explorer.page.html()}</body>")
        page.add_script_tag(content=composer.script())
        page.locator("figure[data-ready]").wait_for()
        return page

    yield show, height
    page.close()


@pytest.mark.parametrize("name", explorers.__all__)
def test_an_explorer_fits_the_screen_and_its_words_can_be_read(name, screen):
    """At the start and wherever a preset leads."""
    show, height = screen
    explorer = made(name).explorer
    page = show(explorer)
    for preset in (None, *explorer.presets):
        if preset:
            page.get_by_role("button", name=preset.name, exact=True).click()
            settle(page)
        tall, left, right, words = page.locator("figure.explorer").evaluate(LOOK)
        assert tall <= height - HEADER
        assert [(text, size) for text, size, _ in words if size < SMALLEST] == []
        assert [text for text, _, box in words if box["left"] < left or box["right"] > right] == []
        assert overlapping(words) == []


def overlapping(words) -> list[tuple[str, str]]:
    """Return the words that lie on others by more than a fifth of the smaller ones' place."""
    found = []
    for k, (one, _, a) in enumerate(words):
        for other, _, b in words[:k]:
            across = min(a["right"], b["right"]) - max(a["left"], b["left"])
            along = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            smaller = min(box["width"] * box["height"] for box in (a, b))
            if across > 0 and along > 0 and across * along > 0.2 * smaller:
                found.append((one, other))
    return found


@pytest.mark.parametrize("name", explorers.__all__)
def test_an_explorer_has_a_question_and_two_to_four_presets(name):
    explorer = made(name).explorer
    assert explorer.title
    assert 2 <= len(explorer.presets) <= 4
