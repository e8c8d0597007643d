"""A chapter in a real JupyterLab: opened, not yet trusted, trusted, run, moved, in the dark."""

import platform
import re
import shutil

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from gradflow import explorers
from harness import ROOT
from lab import jupyterlab
from refresh import dumps
from wording import numbers

CHAPTER = "06-keep-the-gradient-alive.ipynb"
TRUSTED = "trusted.ipynb"
PATIENCE = 180_000  # for what takes a second or two on an idle machine

# What is seen of each figure that is stored: pictures that have a size and are not hidden, and the words beside them.
FIGURES = """() => [...document.querySelectorAll(".jp-OutputArea-output figure")].map((figure) => ({
  name: figure.id || figure.dataset.jupyterId,
  pictures: [...figure.querySelectorAll("svg, img")].filter((picture) => picture.naturalWidth !== 0
      && getComputedStyle(picture).visibility === "visible" && picture.getBoundingClientRect().width > 100)
    .map((picture) => picture.localName),
  words: figure.querySelector("svg") ? "" : figure.innerText.trim(),
  fits: figure.getBoundingClientRect().right <= document.querySelector(".jp-Notebook").getBoundingClientRect().right,
}))"""
# JupyterLab sets a notebook's texts one after the other, and resolves what refers to others at last.
RESOLVED = "() => !/\\b(eq|chapter)-\\w+|\\{\\w+\\}`/.test(document.querySelector('.jp-Notebook').innerText)"
TEXTS = "[...document.querySelectorAll('.jp-MarkdownCell .jp-MarkdownOutput')]"
NOTEBOOK = "jupyterapp.shell.currentWidget"
EVALUATE = f"""async (expression) => {{
  const kernel = {NOTEBOOK}.sessionContext.session.kernel;
  const asked = kernel.requestExecute({{ code: "", user_expressions: {{ it: expression }} }});
  const found = (await asked.done).content.user_expressions.it;
  return found.data?.["text/plain"] ?? `${{found.ename}}: ${{found.evalue}}`;
}}"""
# The colours of a live picture's words, and the one behind them, as red, green, blue.
INKS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const words = [...document.querySelectorAll(".explorer svg text")].filter((text) => text.textContent.trim());
  const seen = words.filter((text) => text.getBoundingClientRect().width);
  return [seen.map((text) => rgb(getComputedStyle(text).fill)),
    rgb(getComputedStyle(document.querySelector(".jp-Notebook")).backgroundColor)];
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Serve the chapter, and a copy of it that is trusted; the folder of both, and the way to their addresses."""
    folder = tmp_path_factory.mktemp("lab")
    notebooks = folder / "book"
    notebooks.mkdir()
    shutil.copytree(ROOT / "book" / "data", notebooks / "data")
    notebook = nbformat.read(ROOT / "book" / CHAPTER, as_version=4)
    # JupyterLab notes the kernel's own version, which need not be the one that stored the book.
    notebook.metadata["language_info"]["version"] = platform.python_version()
    (notebooks / CHAPTER).write_text(dumps(notebook), encoding="utf-8")
    notebook.metadata["description"] = "Another notebook, since trust is in what a notebook holds."
    (notebooks / TRUSTED).write_text(dumps(notebook), encoding="utf-8")
    (folder / "data").mkdir()
    NotebookNotary(data_dir=str(folder / "data")).sign(notebook)
    with jupyterlab(folder, notebooks) as address:
        yield notebooks, address


def opened(browser, address):
    """Return a page with a notebook in JupyterLab, its text set and its kernel waiting."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.locator(".jp-MarkdownOutput h1, .jp-MarkdownCell h1").first.wait_for()
    page.wait_for_function(f"{NOTEBOOK}?.sessionContext?.session?.kernel?.status === 'idle'")
    page.wait_for_function("[...document.querySelectorAll('figure img')].every((image) => image.complete)")
    page.wait_for_function(f"{TEXTS}.every((text) => text.innerText.trim())")
    return page


@pytest.fixture(scope="module")
def page(lab, browser):
    """Open the chapter as a reader does who has just got it."""
    _, address = lab
    page = opened(browser, address(CHAPTER))
    yield page
    page.close()


@pytest.fixture(scope="module")
def live(page):
    """Run the chapter; its explorers move from here on."""
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    count = [kind for kind, _ in stored_figures()].count("explorer")
    page.wait_for_function("(count) => document.querySelectorAll('div.explorer output').length === count", arg=count)
    return page


def stored_figures():
    cells = nbformat.read(ROOT / "book" / CHAPTER, as_version=4).cells
    html = "".join(output.get("data", {}).get("text/html", "") for cell in cells for output in cell.get("outputs", []))
    return re.findall(r'<figure class="(\w+)" id="([\w-]+)"', html)


def test_pictures_are_seen_in_a_notebook_that_is_neither_trusted_nor_run(page):
    found = page.evaluate(FIGURES)
    kinds = {name: kind for kind, name in stored_figures()}
    assert [figure["name"] for figure in found] == list(kinds)
    assert len(found) > 5
    for figure in found:
        assert figure["pictures"] == ["img"], figure
        assert figure["fits"], figure
        assert ("Run All Cells" in figure["words"]) == (kinds[figure["name"]] == "explorer"), figure
        # Of the labels, which the sanitizer leaves behind, nothing is read.
        assert kinds[figure["name"]] == "explorer" or figure["words"] == "", figure


def test_opening_does_not_modify_a_notebook(page):
    assert page.evaluate(f"{NOTEBOOK}.context.model.dirty") is False


def test_references_read_as_in_the_page(page):
    """Equations have the page's numbers; those of other chapters, too; and no key of a label is left."""
    page.wait_for_function(RESOLVED)
    links = page.locator(".jp-MarkdownCell a").all_inner_texts()
    found = {link for link in links if re.fullmatch(r"\(.*\d\)", link)}
    known = numbers()
    own = {number for home, number in known.values() if home == CHAPTER.removesuffix(".ipynb")}
    assert own <= found <= {number for _, number in known.values()}
    assert found - own


def test_pictures_of_a_trusted_notebook_are_seen_once(lab, browser):
    _, address = lab
    page = opened(browser, address(TRUSTED))
    found = page.evaluate(FIGURES)
    page.close()
    assert [figure["name"] for figure in found] == [name for _, name in stored_figures()]
    assert {tuple(figure["pictures"]) for figure in found} == {("svg",)}


def test_a_live_explorer_follows_the_mouse_and_python_knows(live):
    gate = explorers.ForgetGate()
    slider = gate.sliders[0]
    row = live.locator(".widget-slider", has_text=slider.meaning).first
    assert row.locator("label").inner_text() == f"{slider.name} {slider.meaning}"
    output = live.locator(".explorer output").first
    assert output.text_content() == gate.headline()[0]
    assert float(live.evaluate(EVALUATE, "explorer.values[explorer.sliders[0]]")) == slider.value

    row.scroll_into_view_if_needed()
    thumb, track = row.locator(".noUi-handle").bounding_box(), row.locator(".noUi-base").bounding_box()
    middle = thumb["y"] + thumb["height"] / 2
    live.mouse.move(thumb["x"] + thumb["width"] / 2, middle)
    live.mouse.down()
    live.mouse.move(track["x"] + 0.9 * track["width"], middle, steps=3)
    live.mouse.up()
    shown = float(row.locator(".widget-readout").inner_text())
    assert shown > slider.value + 0.5
    assert output.text_content() == gate.headline(b_f=shown)[0]
    assert float(live.evaluate(EVALUATE, "explorer.values[explorer.sliders[0]]")) == pytest.approx(shown)

    for name in [preset.name for preset in gate.presets] + ["Reset"]:
        live.locator(".jupyter-button", has_text=re.compile(f"^{name}$")).first.click()
        values = next((preset.values for preset in gate.presets if preset.name == name), {slider: slider.value})
        wanted = f"{values[slider]:.{slider.digits}f}"
        live.wait_for_function("([row, wanted]) => row.innerText === wanted",
                               arg=[row.locator(".widget-readout").element_handle(), wanted])  # fmt: skip
        assert output.text_content() == gate.headline(b_f=values[slider])[0]


def test_nothing_is_shown_twice_in_a_notebook_that_has_run(live):
    for figure in live.evaluate(FIGURES):
        assert figure["pictures"] == ["svg"], figure
    kinds = [kind for kind, _ in stored_figures()]
    assert live.locator("figure.explorer").count() == 0
    assert live.locator("div.explorer svg:visible").count() == kinds.count("explorer")
    assert live.get_by_text("Error displaying widget").count() == 0


def luminance(rgb):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in rgb)]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_words_of_a_picture_can_be_read_in_each_theme(live, theme):
    live.evaluate("(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    live.wait_for_function("(dark) => (document.body.dataset.jpThemeLight === 'false') === dark", arg="Dark" in theme)
    inks, paper = live.evaluate(INKS)
    assert len(inks) > 10
    contrasts = []
    for ink in inks:
        low, high = sorted((luminance(ink), luminance(paper)))
        contrasts.append((high + 0.05) / (low + 0.05))
    assert ("Dark" in theme) == (luminance(paper) < 0.2)
    assert min(contrasts) > 3
