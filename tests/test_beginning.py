"""A long page begins at once: what is far below is laid out when it comes near, and no link misses for that."""

import pytest

from harness import read_through, settle, until

LONG = "book/05-follow-the-gradient-through-the-cell.html"

LAID_OUT = "part => part.checkVisibility({ contentVisibilityAuto: true })"
PARTS = ".bd-article section > :is(p, div) > *"

# Where a target stands, and whether the page could scroll further to bring it higher.
STANDS = """(id) => [
  document.getElementById(id).getBoundingClientRect().top,
  scrollY + innerHeight >= document.documentElement.scrollHeight - 2,
]"""
# Whether it stands at the top, or as near as the page's end lets it, and the page has come to rest.
LANDED = f"""async (id) => {{
  const before = scrollY;
  await new Promise((rests) => setTimeout(rests, 150));
  const [top, end] = ({STANDS})(id);
  return scrollY === before && ((top > -5 && top < 160) || (end && top < innerHeight));
}}"""


def sections(page):
    """Return the places that the page's own contents link to."""
    return [link.get_attribute("href")[1:] for link in page.locator(".bd-toc-nav a[href^='#']").all()][1:]


def test_what_is_far_below_waits_until_it_comes_near(visit):
    page = visit(LONG).page
    first, last = (page.locator(PARTS).nth(k) for k in (0, -1))
    assert first.evaluate(LAID_OUT)
    assert not last.evaluate(LAID_OUT)
    read_through(page)
    last.scroll_into_view_if_needed()
    until(page, f"() => ({LAID_OUT})([...document.querySelectorAll('{PARTS}')].at(-1))")


@pytest.mark.parametrize("moves", [False, True])
def test_a_link_within_a_page_lands_where_its_target_is(visit, moves):
    page = visit(LONG).page
    if moves:
        page.locator("figure.explorer[data-ready] input").first.focus()
    for name in sections(page)[::-3]:
        page.locator(f".bd-toc-nav a[href='#{name}']").click()
        until(page, LANDED, name)


@pytest.mark.parametrize("place", ["nowhere", "%E0%A4%A", "a b"])
def test_a_place_that_does_not_exist_or_cannot_be_read_does_no_harm(visit, place):
    page, _, errors = visit(LONG)
    page.evaluate("place => { location.hash = place; }", place)
    until(page, "() => !document.documentElement.classList.contains('begins')")
    assert errors == []


def test_a_page_opened_at_a_place_or_again_stands_there(visit):
    page = visit(LONG).page
    name = sections(page)[-2]
    page.goto(f"{page.url}#{name}")
    until(page, LANDED, name)
    page.reload()
    until(page, LANDED, name)
    assert page.locator(PARTS).last.evaluate(LAID_OUT)
    page.evaluate("window.scrollTo({ top: 3000, behavior: 'instant' })")
    page.goto("about:blank")
    page.go_back()
    until(page, "() => Math.abs(scrollY - 3000) < 5")


def test_what_is_wider_than_its_column_can_be_scrolled_by_keys_when_it_is_near(visit):
    """In a folded box as soon as it is open."""
    page = visit(LONG, width=390).page
    seen = """() => [...document.querySelectorAll(".math mjx-container, .bd-article pre")]
      .filter((box) => box.checkVisibility({ visibilityProperty: true }))
      .map((box) => [box.scrollWidth > box.clientWidth, box.tabIndex === 0])"""
    read_through(page)
    found = page.evaluate(seen)
    assert {True, False} == {is_wide for is_wide, _ in found}
    assert all(is_wide == reached for is_wide, reached in found)
    page.locator(".toggle-hidden:has(div.math) > .admonition-title").first.click()
    until(page, f"({seen})().every(([wide, reached]) => wide === reached)")
    assert sum(is_wide for is_wide, _ in page.evaluate(seen)) > sum(is_wide for is_wide, _ in found)


def test_a_picture_at_its_start_is_not_drawn_again(visit):
    """Matplotlib's paths have other digits than the front end's."""
    page = visit(LONG).page
    page.locator("figure#four-terms[data-ready]").wait_for()
    paths = "figure => [...figure.querySelectorAll('svg path')].map((path) => path.getAttribute('d')).join()"
    figure = page.locator("figure#four-terms")
    stored, said = figure.evaluate(paths), figure.locator("output").text_content()
    assert figure.locator("svg[role=img]").first.get_attribute("aria-label").endswith(said)
    figure.locator("input[type=range]").first.press("ArrowRight")
    assert figure.evaluate(paths) != stored
    figure.locator("[type=reset]").click()
    settle(page)
    assert figure.locator("output").text_content() == said
    assert figure.evaluate(paths) != stored
