"""Where sliders stand: in the address, in the history, in a link; picture, sentence and sliders always agree."""

import random
import re

import matplotlib.pyplot as plt
import pytest

from gradflow.drawing.style import SETTINGS
from gradflow.moving import composer
from gradflow.moving.explorer import Explorer
from gradflow.moving.readings import Reading
from gradflow.moving.series import Formula, Table
from gradflow.moving.sliders import Choice, Slider
from gradflow.moving.toggles import Toggle
from harness import settle, until

HERO = "book/index.html#hero"
STANDS = """(figure) => Object.fromEntries([...figure.querySelectorAll("[name]")]
  .filter(({ type, checked }) => type !== "radio" || checked)
  .map((input) => [input.name, input.type === "checkbox" ? Number(input.checked) : input.value]))"""


def one_of_each() -> Explorer:
    """Return an explorer with an input of each kind, whose sentence says where all of them stand."""
    w = Slider("w", -2, 2, 0.5, "weight", step=0.05, marks=((1, "edge"),))
    b, write = Slider("b", 0, 1, 1, "bias", step=0.1), Toggle("write", "in")
    kind, use = Choice("kind", ("σ & τ", "=a?"), "of cell"), Choice("use", ("1", "2", "3"), "of it", "2", buttons=True)
    kept, at = Formula(w.symbol * b.symbol * write.symbol, w, b, write), Table([[1, 2, 3], [4, 5, 6]], kind, use)
    said = Reading(kept, "{w}, {b}, {write}, {kind}, {use}.")
    presets = {"first": {w: 1, write: 1}, "other": {kind: "=a?", use: "3"}}
    with plt.rc_context(SETTINGS):
        fig, ax = plt.subplots()
        artists = {ax.plot([0, 1])[0]: kept, ax.text(0, 0, "is {value}"): at}
        return Explorer("each", fig, artists, [said], [w, b, write, kind, use], "a line", presets=presets)


@pytest.fixture(scope="module")
def alive(browser):
    """Open a page with that explorer alone, brought to life."""
    page, errors = browser.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda told: told.type == "error" and errors.append(told.text))
    page.set_content(f"<main>{one_of_each().page.html()}</main>")
    page.add_script_tag(content=composer.script())
    page.locator("figure[data-ready]").wait_for()
    yield page, errors
    page.close()


def lead(page, fragment):
    """Write a fragment into the address, and wait until the page has followed."""
    page.evaluate(
        """(fragment) => new Promise((done) => {
          const before = location.href;
          location.hash = fragment;
          if (location.href === before) done();
          else addEventListener("hashchange", () => setTimeout(done), { once: true });
        })""",
        fragment,
    )


def said(page):
    return page.locator("figure.explorer output").text_content()


STARTS = "0.50, 1.0, 0, σ & τ, 2."


@pytest.mark.parametrize(
    ("places", "where"),
    [
        ("w=1&b=0.3&write=1&kind=%3Da%3F&use=3", "1.00, 0.3, 1, =a?, 3."),
        ("w=1", "1.00, 1.0, 0, σ & τ, 2."),
        ("w=99&b=-1e999&write=7", "2.00, 0.0, 1, σ & τ, 2."),
        ("w=-99&b=%2B.7&write=-3", "−2.00, 0.7, 0, σ & τ, 2."),
        ("w=0.33&b=0.33&write=0.4", "0.35, 0.3, 0, σ & τ, 2."),
        ("kind=σ+%26+τ&use=1", "0.50, 1.0, 0, σ & τ, 1."),
        ("w=&b=NaN&write=true&kind=0&use=4", STARTS),
        ("w=0x1&b=1e&write=on&kind==a&use=", STARTS),
        ("W=1&__proto__=1&constructor=2&<b>=1", STARTS),
        ("w=1&w=2", "1.00, 1.0, 0, σ & τ, 2."),
        ("", STARTS),
    ],
)
def test_a_fragment_is_followed_as_far_as_it_can_be(places, where, alive):
    """Numbers are clamped and snapped, options are those there are, and what is not named is at its start."""
    page, errors = alive
    lead(page, "#each?w=-1.5&b=0.5&write=1&kind=%3Da%3F&use=1")
    assert said(page) == "−1.50, 0.5, 1, =a?, 1."
    lead(page, f"#each?{places}")
    assert said(page) == where
    assert errors == []


@pytest.mark.parametrize("fragment", ["#each", "#other?w=1", "#", "#each%3Fw=1", "#EACH?w=1"])
def test_a_fragment_that_says_no_places_of_an_explorer_moves_none(fragment, alive):
    page, errors = alive
    lead(page, "#each?w=-1.5")
    lead(page, fragment)
    assert said(page) == "−1.50, 1.0, 0, σ & τ, 2."
    assert errors == []


def hostile(count):
    """Return fragments that someone with bad intent, or a broken mail program, might send."""
    rng = random.Random(11)
    names = [
        *["each"] * 7,
        "hero",
        "",
        "__proto__",
        "each ",
        "<img src=x onerror=pwned=1>",
        "%",
        "a" * 3000,
        "constructor",
    ]
    keys = ["w", "b", "write", "kind", "use", "__proto__", "toString", "w[]", "", "\ud800", "name", "<script>", "%00w"]
    values = ["1", "-1e400", "1e400", "NaN", "Infinity", "9" * 4000, "0." + "9" * 4000 + "x", "%", "%zz", "%00", "\0",
              "'\"><script>pwned=1</script>", "javascript:pwned=1", "=a?", "σ & τ", "3", "-0", "1/0", "0b1", "１",
              "{}", "[object Object]", "\ud83d", "${pwned=1}", "1;pwned=1", "+", " 1 ", "1_0", "__proto__"]  # fmt: skip
    for _ in range(count):
        pairs = [
            f"{rng.choice(keys)}{rng.choice(['=', '==', '', '%3D'])}{rng.choice(values)}"
            for _ in range(rng.randrange(6))
        ]
        noise = "".join(
            chr(rng.choice([rng.randrange(1, 256), rng.randrange(0xD7FF)])) for _ in range(rng.randrange(9))
        )
        tail = rng.choice(["&", ";", "?", "#", "&&"]).join(pairs)
        yield f"{rng.choice(names)}{rng.choice(['?', '?', '?', '', '??', '%3F', '#?'])}{tail}{rng.choice(['', noise])}"


FOLLOW = """(fragments) => {
  const figure = document.querySelector("figure.explorer"), output = figure.querySelector("output"), wrong = [];
  const elements = document.getElementsByTagName("*"), count = elements.length;
  figure.scrollIntoView = () => {}; // each would be a layout of the whole page
  for (const fragment of fragments) {
    history.replaceState(null, "", `#${fragment}`); // as after a navigation, which takes far longer
    dispatchEvent(new HashChangeEvent("hashchange"));
    const [w, b, write, kind, use] = output.textContent.slice(0, -1).split(", ");
    const fine = Math.abs(w.replace("−", "-")) <= 2 && b >= 0 && b <= 1 && ["0", "1"].includes(write)
      && ["σ & τ", "=a?"].includes(kind) && ["1", "2", "3"].includes(use);
    if (!fine || elements.length !== count || "pwned" in window) wrong.push(fragment);
  }
  return wrong;
}"""


def test_two_thousand_hostile_fragments_do_no_harm(alive):
    page, errors = alive
    fragments = list(hostile(2000))
    assert len(set(fragments)) > 1800
    assert page.evaluate(FOLLOW, fragments) == []
    assert errors == []
    lead(page, "#each?w=1")
    assert said(page) == "1.00, 1.0, 0, σ & τ, 2."  # it still listens


@pytest.mark.parametrize("origin", ["http", "file"])
def test_a_page_opens_at_a_hostile_address_without_an_error(origin, visit):
    nasty = ["#<img src=x onerror=alert(1)>", "#hero?W_rec=%zz&__proto__[a]=1", "#:is(", "#'\"]?[", "#hero?b_f=1e999"]
    for fragment in nasty[:: 1 if origin == "http" else 2]:
        found = visit(f"book/index.html{fragment}", origin=origin)
        found.page.locator("#hero[data-ready]").wait_for()
        assert (found.errors, found.outside) == ([], [])
    assert found.page.locator("#hero [name=b_f]").input_value() == "6"


def shown(page):
    """Return where the hero's sliders stand, having made sure that what else there is agrees."""
    hero = page.locator("#hero[data-ready]")
    hero.wait_for()
    stands = hero.evaluate(STANDS)
    beside = [text.replace("−", "-") for text in hero.locator(".explorer-value").all_text_contents()]
    assert [float(text) for text in beside] == [float(value) for value in stands.values()]
    pressed = hero.locator("button[aria-pressed=true]").all_text_contents()
    if "#hero" in page.url:
        address = dict(re.findall(r"[?&](\w+)=([^&]*)", page.url))
        assert {name: stands[name] for name in address} == address
    return stands, hero.locator("output").text_content(), pressed


def written(page, places):
    """Wait until the address says these places of the hero."""
    until(page, "(places) => location.hash === `#hero${places}`", arg=places)


@pytest.mark.parametrize("origin", ["http", "file"])
def test_sliders_and_sentence_agree_after_reload_back_and_forward(origin, visit):
    page, outside, errors = visit(f"{HERO}?W_rec=2&b_f=1", origin=origin)
    first = shown(page)
    assert first[0] == {"W_rec": "2", "b_f": "1"}
    until(page, "document.querySelector('#hero').getBoundingClientRect().top < innerHeight / 2")

    page.locator("#hero [name=W_rec]").fill("0.5")
    written(page, "?W_rec=0.5&b_f=1")
    moved = shown(page)
    assert moved[1] != first[1]
    page.locator("#chain [name=W_rec]").fill("0.7")
    until(page, "location.hash === '#chain?W_rec=0.7'")
    chain = page.locator("#chain output").text_content()
    assert shown_later(page.reload, page) == moved
    assert page.locator("#chain output").text_content() == chain

    other = re.sub(r"index\.html.*", "notation.html", page.url)
    page.goto(other)
    assert shown_later(page.go_back, page) == moved
    assert page.locator("#chain output").text_content() == chain

    lead(page, "#hero?b_f=6")
    linked = shown(page)
    assert linked[0]["b_f"] == "6"
    assert shown_later(page.go_back, page) == moved
    assert shown_later(page.go_forward, page) == linked
    # A navigation breaks off what is still on its way.
    assert (outside, [error for error in errors if not error.startswith("failed: ")]) == ([], [])


def shown_later(act, page):
    """Act, give the page its turn, and return what it shows."""
    act()
    page.locator("#hero[data-ready]").wait_for()
    page.wait_for_timeout(50)
    settle(page)
    return shown(page)


def test_presets_and_reset_write_the_address(visit):
    page = visit("book/index.html").page
    preset = page.locator("#hero .explorer-presets button[aria-pressed]").last
    preset.click()
    until(page, "location.hash.startsWith('#hero?')")
    (stands, _, pressed), address = shown(page), page.url
    assert preset.text_content() in pressed
    page.locator("#hero [type=reset]").click()
    written(page, "")
    assert shown(page)[0] != stands
    page.goto("about:blank")
    page.goto(address)
    assert shown(page)[0] == stands


def test_a_link_to_what_is_seen_is_copied(visit):
    page = visit("book/index.html").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#hero [name=b_f]").fill("2.5")
    seen, button = shown(page), page.locator("#hero .explorer-link")
    button.press("Enter")
    until(page, "document.querySelector('#hero .explorer-link').textContent === 'Copied'")
    assert page.locator("#hero [role=status]").text_content() == "The link is copied."
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("#hero?b_f=2.5")
    until(page, "document.querySelector('#hero .explorer-link').textContent === 'Copy link'")
    page.goto("about:blank")
    page.goto(link)
    assert shown(page) == seen


def test_where_nothing_can_be_copied_the_address_holds_the_link(alive):
    page, errors = alive
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    lead(page, "#each?use=3")
    lead(page, "#elsewhere")
    page.locator(".explorer-link").click()
    until(page, "document.querySelector('.explorer-link').textContent === 'See address'")
    assert page.evaluate("location.hash") == "#each?use=3"
    assert errors == []


def test_what_a_browser_fills_in_by_itself_is_read(alive):
    page, _ = alive
    lead(page, "#each?")
    page.evaluate("document.querySelector('[name=w]').value = 1.25")
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    assert said(page) == "1.25, 1.0, 0, σ & τ, 2."
    assert page.locator("form").get_attribute("autocomplete") == "off"
