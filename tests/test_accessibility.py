"""What the rules of axe do not see: a calm voice, the reader's own colours, a way past the prose, no haste."""

import pytest

from gradflow import explorers
from gradflow.moving import composer
from page_checks import read
from seen import made
from test_book import PAGES

STYLE = (composer.FRONT / "explorer.css").read_text(encoding="utf-8")


@pytest.fixture
def hero(browser):
    """Open a page with the hero alone, whose clock stands still."""
    page = browser.new_page()
    page.clock.install(time=0)
    page.set_content(f"<style>{STYLE}</style><main>{explorers.Hero().page.html()}</main>")
    page.add_script_tag(content=composer.script())
    page.locator("figure[data-ready]").wait_for()
    page.clock.pause_at(600_000)
    yield page
    page.close()


def described(page):
    return page.locator("svg[role=img]").evaluate_all("all => all.map((svg) => svg.getAttribute('aria-label'))")


def test_the_description_follows_the_sliders_once_they_rest(hero):
    """The eye sees each step at once; what is announced is only where the slider comes to stand."""
    output, slider = hero.locator("output"), hero.locator("[name=W_rec]")
    words = [svg.partition(" Now: ")[0] for svg in described(hero)]
    start = output.text_content()
    assert described(hero) == [f"{text} Now: {start}" for text in words]
    hero.evaluate(
        """() => {
          window.heard = [];
          const output = document.querySelector("output");
          new MutationObserver(() => output.ariaBusy === "true" || heard.push(output.textContent))
            .observe(output, { childList: true, characterData: true, subtree: true });
        }"""
    )
    for value in ("1.2", "1.3", "1.4"):
        slider.fill(value)
        hero.clock.run_for(300)
        assert output.get_attribute("aria-busy") == "true"
        assert described(hero) == [f"{text} Now: {start}" for text in words]
    assert output.text_content() == explorers.Hero().headline(W_rec=1.4)[0]
    assert hero.evaluate("heard") == []
    hero.clock.run_for(300)
    assert output.get_attribute("aria-busy") == "false"
    assert hero.evaluate("heard") == [output.text_content()]
    assert described(hero) == [f"{text} Now: {output.text_content()}" for text in words]
    hero.clock.run_for(5000)
    assert hero.evaluate("heard.length") == 1


def test_with_forced_colours_all_is_seen(browser):
    """Black on white or the other way: no word, thumb or pressed button has the colour of what it stands on."""
    for scheme in ("light", "dark"):
        context = browser.new_context(forced_colors="active", color_scheme=scheme)
        page = context.new_page()
        html = "".join(made(name).explorer.page.html() for name in ("Hero", "Paths"))
        page.set_content(
            f"<html data-theme='light' style='--ink: #1b1f24; --paper: #fff'><style>{STYLE}</style>{html}</html>"
        )
        page.add_script_tag(content=composer.script())
        page.locator("figure[data-ready]").last.wait_for()
        paper, ink, texts, fill = page.evaluate(
            """() => {
              const probe = document.body.appendChild(document.createElement("p")), style = getComputedStyle(probe);
              probe.style.cssText = "background: Canvas; color: CanvasText";
              const colours = [...document.querySelectorAll("svg text")].map((text) => getComputedStyle(text).fill);
              const { backgroundColor, color } = getComputedStyle(document.querySelector(":checked + span"));
              return [style.backgroundColor, style.color, colours, [backgroundColor, color]];
            }"""
        )
        context.close()
        assert paper not in texts
        assert ink in texts
        assert fill[0] not in (fill[1], paper)


def test_with_reduced_motion_nothing_moves_by_itself(browser, book):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto((book.html / PAGES[0]).as_uri())
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after"].map((part) =>
          getComputedStyle(element, part || null))).filter(({ transitionDuration, animationName, scrollBehavior }) =>
          parseFloat(transitionDuration) > 0 || animationName !== "none" || scrollBehavior === "smooth").length"""
    )
    context.close()
    assert moving == 0


@pytest.mark.parametrize("name", PAGES)
def test_a_link_skips_to_the_first_explorer(name, book):
    page = read(book.html / name)
    links = [link["href"] for link in page.select(".skip-link a")]
    first = page.select_one("main figure.explorer")
    assert links == ["#main-content", *([f"#{first['id']}"] if first else [])]


def test_the_second_key_skips_to_the_first_explorer(visit):
    page = visit("book/index.html").page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the first explorer")
    page.wait_for_function("document.activeElement.getBoundingClientRect().top >= 0")
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_function("Math.abs(document.querySelector('#chain').getBoundingClientRect().top) < 200")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('figure')?.id") == "chain"
