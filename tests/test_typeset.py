"""Formulas: typeset while the book is built, whole, shared, heard, and never faulty in a page."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from harness import ROOT, build
from page_checks import read
from test_book import PAGES
from typeset import keep_together, lines, with_glyphs
from typeset.engine import Engine, FormulaError, engine

each_page = pytest.mark.parametrize("name", PAGES)


def made(tex, display=False):
    """Return a formula's drawing and its MathML."""
    container = BeautifulSoup(engine().formula(tex, display), "html.parser").select_one("mjx-container")
    return container.svg, container.select_one("mjx-assistive-mml > math")


def test_a_formula_is_a_drawing_for_the_eye_and_mathml_for_the_ear():
    drawing, heard = made(r"\frac{1}{c_t} < \sigma'")
    assert drawing["aria-hidden"] == "true"
    names = [use["href"].removeprefix("#") for use in drawing.select("use")]
    assert names == ["mjx-N-31", "mjx-I-1D450", "mjx-I-1D461", "mjx-N-3C", "mjx-I-1D70E", "mjx-V-2032"]
    assert all(re.match("M[-0-9]", engine().glyphs[name]) for name in names)
    assert drawing.select("rect")  # the line of the fraction
    assert heard.mfrac.get_text() == "1ct"
    assert heard.get_text() == "1ct<σ′"


def test_a_display_is_larger_and_says_so():
    (inline, _), (display, heard) = (made(r"\sum_{k=1}^n k", display) for display in (False, True))
    assert float(display["height"].removesuffix("ex")) > 1.5 * float(inline["height"].removesuffix("ex"))
    assert heard["display"] == "block"


NESTED = (
    r"a+\frac{b_t}{c^{d_i}}",
    r"\left(\begin{matrix}a&\frac{1}{2}\\b&c\end{matrix}\right)^2",
    r"\underbrace{a+b}_{c}",
    r"\color{red}{\overline{x}^{y^z}}",
    r"\sqrt{1+\hat{x}_{t-1}}",
)


@pytest.mark.parametrize("tex", NESTED)
def test_each_sign_stands_where_mathjax_s_own_groups_put_it(browser, tex):
    whole, grouped = engine(), Engine()
    grouped._v8.eval("flattened = () => {}")
    boxes = []
    for one in (whole, grouped):
        page = browser.new_page()
        page.set_content(with_glyphs(f"<html><body>{one.formula(tex, True)}</body></html>"))
        signs = page.locator("mjx-container :is(use, rect)")
        places = signs.evaluate_all("all => all.map((one) => Object.values(one.getBoundingClientRect().toJSON()))")
        boxes.append(places)
        page.close()
    grouped.close()
    np.testing.assert_allclose(boxes[0], boxes[1], atol=0.01)
    drawing, _ = made(tex, True)
    signs = drawing.select("use, rect")
    assert len(signs) > 3
    assert len(drawing.select("g:not([stroke], :has(> svg))")) == 0


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"\unknown{a}", r"Undefined control sequence \unknown"),
        (r"\frac{a", "Missing close brace"),
        (r"a & b", "Misplaced &"),
        (r"\text{größe}", "has no sign for ö ß"),
        (r"\left( a", r"Extra \left or missing \right"),
    ],
)
def test_a_faulty_formula_is_an_error_that_says_why(tex, said):
    with pytest.raises(FormulaError, match=re.escape(said)):
        engine().formula(tex, True)
    assert engine().formula("a", True)  # and the next one is set


def test_lines_under_each_other_need_no_environment():
    assert lines("a = b") == "a = b"
    assert lines(r"a &= b \\ c &= d").startswith(r"\begin{split}")
    _, heard = made(lines("a\n\nb\n\nc"), True)
    assert [row.get_text() for row in heard.select("mtable > mtr")] == ["a", "b", "c"]


def test_the_outlines_of_a_page_stand_in_it_once_and_first():
    formulas = engine().formula("c_t", False) + engine().formula("c_k", False)
    page = BeautifulSoup(with_glyphs(f'<html><body class="a">{formulas}</body></html>'), "html.parser")
    ids = [path["id"] for path in page.body.svg.select("defs > path")]
    assert ids == ["mjx-I-1D450", "mjx-I-1D458", "mjx-I-1D461"]
    assert with_glyphs("<html><body></body></html>") == "<html><body></body></html>"


@each_page
def test_every_formula_of_the_book_is_typeset(book, name):
    """As often as the page's document has one, with an outline for every sign, and no source left."""
    page = read(book.html / name)
    formulas = page.select(".math")
    assert all(len(formula.select(":scope > mjx-container > svg")) == 1 for formula in formulas)
    assert all(formula.select_one("mjx-assistive-mml > math").get_text() for formula in formulas)
    outlines = {path["id"] for path in page.select("body > svg > defs > path")}
    used = {use["href"].removeprefix("#") for use in page.select("mjx-container use")}
    assert used == outlines
    assert not page.select("mjx-container text, [data-mjx-error], merror")
    assert "\\(" not in page.body.get_text()
    assert "MathJax =" not in str(page)


def test_a_page_of_the_book_has_all_its_formulas(book):
    text = (ROOT / "book" / "notation.md").read_text(encoding="utf-8")
    found = re.findall(r"\$(.+?)\$", re.sub(r"^---.*?^---", "", text, flags=re.S | re.M))
    assert len(read(book.html / "book" / "notation.html").select("mjx-container")) == len(found) > 100


def test_the_signs_after_a_formula_stay_on_its_line(book, visit):
    """And stand there once: the text is what its author wrote."""
    page = visit("book/glossary.html", width=390).page
    formulas = page.locator("span.math").evaluate_all(
        "all => all.map(({ lastChild, nextSibling }) => [lastChild.data ?? '', nextSibling?.data?.[0] ?? ''])"
    )
    assert {",", "."} <= {after for after, _ in formulas}
    assert not [following for _, following in formulas if following and following in ",.;:!?)"]
    assert page.locator("span.math").first.evaluate("one => getComputedStyle(one).whiteSpace") == "nowrap"
    text = read(book.html / "book" / "glossary.html").select_one("main").get_text()
    assert not re.search(r",,|\.\.(?!\.)", text)


def test_the_signs_around_a_formula_go_with_it_once():
    """Though another text of the paragraph is the same; a bracket that ends a word stays there."""
    texts = [nodes.Text(", with "), nodes.math("", "a"), nodes.Text(", with "), nodes.math("", "b"), nodes.Text(". (")]
    texts += [nodes.math("", "c"), nodes.Text(") or f("), nodes.math("", "d"), nodes.Text(")")]
    paragraph = nodes.paragraph("", "", nodes.literal("", "f()"), *texts)
    keep_together(SimpleNamespace(builder=SimpleNamespace(format="html")), paragraph, "page")
    assert paragraph.astext() == "f(), with a with b c or f(d"
    formulas = list(paragraph.findall(nodes.math))
    assert [formula.get("following") for formula in formulas] == [",", ".", ")", ")"]
    assert [formula.get("leading") for formula in formulas] == [None, None, "(", None]


def test_nothing_of_mathjax_is_in_the_built_book(book):
    assert not [path for path in book.html.rglob("*") if "mathjax" in path.name.lower() or path.name == "tex-svg.js"]


def test_a_formula_is_seen_where_its_text_stands(visit):
    """As high as its letters are: MathJax's units follow the font around it."""
    page = visit("book/notation.html").page
    boxes = page.locator("td .math svg").evaluate_all("all => all.map((svg) => svg.getBoundingClientRect().toJSON())")
    assert all(box["width"] > 3 and 6 < box["height"] < 60 for box in boxes)
    assert not page.locator("mjx-assistive-mml").first.evaluate("box => box.offsetWidth > 1 || box.offsetHeight > 1")


def test_a_faulty_formula_fails_the_build_with_its_page_and_text(tmp_path):
    source = tmp_path / "source"
    (source / "book").mkdir(parents=True)
    for name in ("_ext", "gradflow", "references.bib"):
        (source / "book" / name).symlink_to(ROOT / "book" / name)
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    (source / "_config.yml").write_text(config, encoding="utf-8")
    (source / "_toc.yml").write_text("format: jb-book\nroot: book/page\n")
    (source / "book" / "page.md").write_text("# Page\n\nThe state $c_t$, and $\\fracc{a}{b}$.\n")
    made = build(tmp_path / "out", source=source)
    assert not made.succeeded
    assert r"in book/page: Undefined control sequence \fracc: \fracc{a}{b}" in made.log
