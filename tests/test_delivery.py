"""What a page loads: one style sheet, one script, few bytes, nothing foreign, and nothing that is not allowed."""

import base64
import gzip
import io
import re
from urllib.parse import urlsplit

import pytest
from fontTools.ttLib import TTFont
from PIL import ImageColor
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES

from delivery.icons import used_icons
from delivery.pages import finished
from delivery.styles import Used, kept, without_unused_variables
from harness import ROOT, settle, until
from page_checks import read
from test_book import PAGES

EACH = 300_000
LANDING = 200_000
CHAPTER = "book/06-keep-the-gradient-alive.html"

each_page = pytest.mark.parametrize("name", PAGES)


def loaded(html, name):
    """Return the files that a page loads."""
    page = read(html / name)
    asked = [tag["src"] for tag in page.select("script[src], img[src]:not([src^='data:'])")]
    asked += [tag["href"] for tag in page.select("link[rel=stylesheet], link[rel=icon]")]
    return sorted({((html / name).parent / urlsplit(address).path).resolve() for address in asked})


@each_page
def test_page_loads_one_style_sheet_and_one_script(book, name):
    files = [path.relative_to(book.html).as_posix() for path in loaded(book.html, name)]
    search = ["_static/search.js", "searchindex.js"] if name == "search.html" else []
    assert files == sorted(["_static/logo.svg", "_static/pages.css", "_static/pages.js", *search])
    page = read(book.html / name)
    assert all(script.get("defer") is not None for script in page.select("script[src]"))
    assert not page.select("link[rel=preload]")


@each_page
def test_page_is_small_whole(book, name):
    """As a host sends it, with everything that it loads."""
    size = sum(len(gzip.compress(path.read_bytes(), 6)) for path in [book.html / name, *loaded(book.html, name)])
    assert size <= (LANDING if name == PAGES[0] else EACH)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_in_the_colour_of_the_text_has_no_elements_of_its_own(visit, scheme):
    """Names, punctuation and blanks, which in both themes look as they do without a colour."""
    page = visit(CHAPTER, scheme=scheme).page
    text = page.locator("div.highlight").first.evaluate("box => getComputedStyle(box).color")
    style = get_style_by_name(f"a11y-high-contrast-{scheme}")
    plain = [token for token, name in STANDARD_TYPES.items() if name in ("n", "nn", "nx", "p", "w")]
    assert {f"rgb{ImageColor.getrgb('#' + style.style_for_token(token)['color'])}" for token in plain} == {text}
    left = page.locator("div.highlight pre span").evaluate_all("all => [...new Set(all.map((one) => one.className))]")
    assert {"k", "o", "nf"} <= {*left}
    assert not {"", "n", "nn", "nx", "p", "w"} & {*left}


def test_nothing_is_delivered_that_no_page_asks_for(book):
    there = {path.relative_to(book.html / "_static").as_posix() for path in (book.html / "_static").rglob("*")}
    assert there == {"logo.svg", "pages.css", "pages.js", "search.js"}


def test_the_version_of_an_asset_is_that_of_its_bytes(book):
    """So that a reader who comes back never has a new page with an old style."""
    asked = {tag["href"] for tag in read(book.html / CHAPTER).select("link[rel=stylesheet]")}
    assert all(re.fullmatch(r"\.\./_static/pages\.css\?v=[0-9a-f]{8}", address) for address in asked)


# What is allowed to run


@each_page
def test_policy_comes_first_and_names_no_one_else(book, name):
    page = read(book.html / name)
    policy = page.head.find(True)
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert "unsafe-eval" not in policy["content"]
    assert "unsafe-inline" not in policy["content"].partition("script-src")[2].partition(";")[0]
    assert not re.search(r"https?:|\*|//", policy["content"])
    assert len(page.find_all("script", src=False, type=False)) == 1
    assert not [tag for tag in page.find_all(True) if any(key.startswith("on") for key in tag.attrs)]


@pytest.mark.parametrize("origin", ["http", "file"])
def test_nothing_else_runs_in_a_page(visit, origin):
    """No text becomes a program, and nobody else is asked, whoever gets something into the page."""
    page = visit(CHAPTER, origin=origin).page
    page.locator("figure.explorer[data-ready]").first.wait_for()
    ran, evaluated, stopped = page.evaluate(
        """async () => {
          const stopped = [];
          addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
          window.ran = false;
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          const image = "<img src='https://example.org/x.png' onerror='window.ran = 1'>";
          document.body.insertAdjacentHTML("beforeend", image);
          await fetch("https://example.org/").catch(() => {});
          // A test's own words may be evaluated; what a timer runs is the page's.
          const evaluated = await new Promise((done) => setTimeout(() => {
            try { done(new Function("return true")()); } catch { done(false); }
          }, 200));
          return [window.ran, evaluated, stopped];
        }"""
    )
    assert not ran
    assert not evaluated
    assert {"script-src-elem", "script-src-attr", "img-src", "connect-src"} <= set(stopped)


def test_a_page_keeps_its_own_scripts_as_text_and_its_buttons():
    page = finished(
        '<head><link rel="stylesheet" href="../_static/a.css" /><link href="../_static/b.css?v=1" rel="stylesheet" />'
        '<script src="../_static/c.js"></script><script src="an/author-s.js"></script></head><body><script>\n'
        'document.write(`\n<button class="btn">a</button>`);\n</script><button onclick="window.print()">b</button>'
        '<script type="application/json">{"a": 1}</script></body>',
        "../",
    )
    assert '<button class="by-script btn">a</button>' in page
    assert '<button data-run="print">b</button>' in page
    assert '<script type="application/json">{"a": 1}</script>' in page
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == [
        "an/author-s.js",
        "../_static/pages.css",
        "../_static/pages.js",
    ]


# The style sheet


USED = Used({"a", "b"}, {"here"}, {"p", "table"})


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".a{x:1}.c{x:2}", ".a{x:1}"),
        (".a,.c,p .b:hover{x:1}", ".a,p .b:hover{x:1}"),
        (".a.c{x:1}.a>p{x:2}", ".a>p{x:2}"),
        (".a:not(.c)::before{x:1}", ".a:not(.c)::before{x:1}"),
        ("#here .a{x:1}#gone .a{x:2}", "#here .a{x:1}"),
        ("video{x:1}TABLE{x:2}", "TABLE{x:2}"),
        ("@media print{.a{x:1}.c{x:2}}", "@media print{.a{x:1}}"),
        ("@media print{.c{x:2}}", ""),
        ('.a[data-c="x"]{content:"}.c{"}', '.a[data-c="x"]{content:"}.c{"}'),
        ("@font-face{src:url(x.woff)}.a{background:url(y.png)}.b{x:url(data:image/png;base64,AA)}", None),
    ],
)
def test_a_sheet_keeps_what_pages_can_use(css, left):
    found = kept(css, USED).replace("\n", "")
    assert found == (".b{x:url(data:image/png;base64,AA)}" if left is None else left)


def test_variables_that_nothing_asks_for_are_left_out():
    sheet = 'p{--bs-a:1;--bs-b:var(--bs-c);--bs-c:url("data:x;y");color:var(--bs-a);--own:2}'
    assert without_unused_variables(sheet) == "p{--bs-a:1;color:var(--bs-a);--own:2}"


def test_the_book_s_style_is_cut_but_whole(book):
    sheet = (book.html / "_static" / "pages.css").read_text(encoding="utf-8")
    assert len(gzip.compress(sheet.encode(), 6)) < 32_000
    assert "carousel" not in sheet
    for part in (".btn", ".bd-article", ".explorer", ".highlight .k", ".toggle-hidden", ".dropdown-menu.show"):
        assert part in sheet


@pytest.mark.parametrize("path", ["gradflow/moving/front/explorer.css", "_ext/static/book.css"])
def test_no_rule_of_the_book_s_own_style_is_lost(book, path):
    """A class that a script puts together would not be found in it."""
    sheet = (book.html / "_static" / "pages.css").read_text(encoding="utf-8")
    own = re.sub(r"/\*.*?\*/", "", (ROOT / "book" / path).read_text(encoding="utf-8"), flags=re.S)
    named = set(re.findall(r"\.([a-zA-Z][\w-]*)(?=[^{}]*{)", own))
    assert [name for name in sorted(named) if f".{name}" not in sheet] == []


def test_every_icon_of_the_book_is_in_its_font(book):
    sheet = (book.html / "_static" / "pages.css").read_text(encoding="utf-8")
    fonts = [TTFont(io.BytesIO(base64.b64decode(text))) for text in re.findall(r"font/woff;base64,([^)]*)\)", sheet)]
    held = set().union(*(font.getBestCmap() for font in fonts))
    assert 10 < len(used_icons(sheet)) < 60
    assert used_icons(sheet) <= held
    assert r"Font Awesome\ 5" not in sheet  # which no rule brings
    assert sum(map(len, re.findall(r"font/woff;base64,([^)]*)\)", sheet))) < 12_000


def test_icons_are_seen(visit):
    page = visit(CHAPTER, width=390).page
    drawn = page.evaluate(
        """async () => {
          await document.fonts.ready;
          const all = [...document.querySelectorAll(".bd-header-article [class*='fa-']")];
          const icons = all.filter((icon) => icon.offsetWidth);
          const shown = (icon) => getComputedStyle(icon, "::before").content;
          return [icons.map(shown), [...document.fonts].some((font) => font.status === "loaded")];
        }"""
    )
    icons, loaded_one = drawn
    assert loaded_one
    assert len(icons) >= 5
    assert all(len(icon.strip('"')) == 1 and icon.strip('"') >= "\ue000" for icon in icons)


# What the theme's scripts did


def test_the_menu_opens_and_closes(visit):
    page = visit(CHAPTER).page
    button, menu = page.get_by_label("Download this page"), page.locator(".dropdown-download-buttons .dropdown-menu")
    assert not menu.is_visible()
    button.press("Enter")
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert button.evaluate("button => button === document.activeElement")
    page.keyboard.press("ArrowDown")
    assert menu.locator("a, button").first.evaluate("item => item === document.activeElement")
    page.locator(".bd-article h1").click()
    assert not menu.is_visible()
    assert button.get_attribute("aria-expanded") == "false"


def test_the_menu_prints_and_the_button_fills_the_screen(visit):
    page = visit(CHAPTER).page
    page.evaluate("window.print = () => (window.printed = true)")
    page.get_by_label("Download this page").click()
    page.locator("[data-run=print]").click()
    assert page.evaluate("window.printed")
    page.evaluate("document.documentElement.requestFullscreen = () => (window.filled = true)")
    page.locator("[data-run=fullscreen]").click()
    assert page.evaluate("window.filled")


def test_the_section_that_is_read_is_marked(visit):
    page = visit(CHAPTER).page
    for section in page.locator(".bd-article section section").all()[2:5]:
        name = section.get_attribute("id")
        page.locator(f".bd-toc-nav a[href='#{name}']").click()
        read = "name => [...document.querySelectorAll('.bd-toc-nav a.active')].map((a) => a.hash).join() === '#' + name"
        until(page, read, name)


def test_what_is_folded_is_folded_before_the_script_comes(visit, browser):
    """Otherwise the page would jump: here its script never comes."""
    page = visit(CHAPTER).page
    context = browser.new_context()
    context.route("**/pages.js*", lambda route: route.abort())
    other = context.new_page()
    other.goto(page.url)
    folded = other.locator(".admonition.dropdown > :not(.admonition-title)")
    assert folded.count()
    assert not any(one.is_visible() for one in folded.all())
    context.close()


@pytest.mark.parametrize("name", ["book/07-train-both.html", "book/05-follow-the-gradient-through-the-cell.html"])
def test_what_is_folded_takes_no_room(visit, name):
    """Whatever stands in it: one line, and the same air around it."""
    page = visit(name).page
    page.locator(".toggle-button").first.wait_for()
    rest = "box => box.getBoundingClientRect().height - box.querySelector('.admonition-title').offsetHeight"
    heights = page.locator(".admonition.toggle-hidden").evaluate_all(f"all => all.map({rest})")
    assert len(heights) > 4
    assert max(heights) - min(heights) < 1


def test_without_scripts_there_is_no_button_that_does_nothing(server, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + CHAPTER)
    assert page.locator(".by-script").count() >= 2
    assert page.locator(".by-script:visible").count() == 0
    assert page.locator(".admonition.dropdown > :not(.admonition-title)").first.is_visible()
    assert page.locator("mjx-container svg").first.is_visible()
    context.close()


@pytest.mark.parametrize("origin", ["http", "file"])
def test_search_finds_a_page(visit, origin):
    """With an excerpt from a server; from a disk it says why there is none."""
    found = visit("search.html?q=forget+gate", origin=origin)
    results = found.page.locator("#search-results li")
    results.first.wait_for()
    assert "Keep the gradient alive" in " ".join(results.locator("a").all_inner_texts())
    if origin == "http":
        found.page.locator("#search-results p.context").first.wait_for()
    else:
        settle(found.page)
        assert "opened from a disk" in found.page.locator("main").inner_text()
    assert found.errors == []
