"""How soon a picture answers its slider: in the built page, and with plain interact in JupyterLab.

Two figures, in milliseconds:

- *paint*: a synthetic ``input`` event, dispatched in an animation-frame callback, where the browser
  itself delivers the moves of a mouse. Style, layout and paint follow in the same task, so a
  message posted in the callback arrives when they are done: handler and paint are measured, and the
  wait for the screen's next refresh is not. *redraw* is the handler alone.
- *key*: an arrow key pressed on the slider, from the browser's own time stamp of the event to the
  message after the frame that shows the new picture. This is measured alike in the page and in
  JupyterLab, where the frame is the first one after the new image is decoded.

Rasterising, which other threads do, is in neither. The browser does not wait for a refresh
(``UNLIMITED``), in either place.
"""

import re
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import interact
from bench.build import built
from bench.figures import Row, median_and_p95
from harness import BROWSER_ARGUMENTS, serve, system_browser

MOVES = 200
COMPARED = "network-rnn"
UNLIMITED = ("--disable-frame-rate-limit", "--disable-gpu-vsync")

# Sweeps the first control up and down in its own steps; gives [redraw, paint] of each move.
SWEEP = """async ([id, moves]) => {
  const input = document.querySelector(`[id="${id}"] :is(input[type=range], select)`);
  const { port1, port2 } = new MessageChannel();
  const choice = input.options, [low, high, step] = [input.min, input.max, input.step].map(Number);
  const steps = choice ? choice.length - 1 : Math.round((high - low) / step), times = [];
  for (let move = 0; move < moves; move++) {
    const back = move % (2 * steps), place = Math.min(back, 2 * steps - back);
    await new Promise((done) => requestAnimationFrame(() => {
      const start = performance.now();
      input.value = choice ? choice[place].value : low + step * place;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      const redrawn = performance.now() - start;
      port1.onmessage = () => done(times.push([redrawn, performance.now() - start]));
      port2.postMessage(null);
    }));
  }
  return times;
}"""

# Notes in window.times what each key press takes until the frame with the new picture is painted.
WATCH_KEYS = """(id) => {
  const input = document.querySelector(`[id="${id}"] input[type=range]`);
  const { port1, port2 } = new MessageChannel();
  let pressed;
  window.times = [];
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  input.addEventListener("input", () => requestAnimationFrame(() => port2.postMessage(null)));
  port1.onmessage = () => window.times.push(performance.now() - pressed);
  input.value = input.min;
}"""


def explorers(html: Path) -> dict[str, str]:
    """Return the page of each explorer in the built book, the first one where there are several."""
    found = {}
    for page in sorted(html.glob("book/*.html")):
        for name in re.findall(r'<figure class="explorer" id="([^"]+)"', page.read_text(encoding="utf-8")):
            found.setdefault(name, page.relative_to(html).as_posix())
    return found


def opened(browser, address: str, name: str):
    """Open a page and bring an explorer that is alive into view."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address, wait_until="networkidle")
    figure = page.locator(f'figure.explorer[id="{name}"][data-ready]')
    figure.wait_for()
    figure.scroll_into_view_if_needed()
    return page


def painted(browser, address: str, name: str) -> Row:
    """Return what the moves of one explorer's first control take."""
    page = opened(browser, address, name)
    page.evaluate(SWEEP, [name, 20])
    redraws, paints = zip(*page.evaluate(SWEEP, [name, MOVES]), strict=True)
    page.close()
    (redraw, redraw_p95), (paint, paint_p95) = median_and_p95(redraws), median_and_p95(paints)
    more = {"p95": paint_p95, "redraw": redraw, "redraw p95": redraw_p95, "moves": MOVES}
    return Row(f"{name}: input to paint", "ms", paint, None, more)


def pressed(browser, address: str, name: str) -> list[float]:
    """Return what each arrow key takes on one explorer's first slider."""
    page = opened(browser, address, name)
    page.evaluate(WATCH_KEYS, name)
    page.locator(f'[id="{name}"] input[type=range]').first.focus()
    times = interact.press(page, MOVES)
    page.close()
    return times


def measure(folder: Path, full: bool):
    """Yield a row for each explorer, then the comparison with interact."""
    html = built(folder / "timed")
    with sync_playwright() as playwright, serve(html) as address:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=[*BROWSER_ARGUMENTS, *UNLIMITED])
        pages, rows = explorers(html), {}
        for name, page in pages.items():
            rows[name] = painted(browser, address + page, name)
            yield rows[name]
        book = pressed(browser, address + pages[COMPARED], COMPARED)
        usual = interact.measure(browser, folder / "lab", MOVES)
        browser.close()
    (key, key_p95), (lab, lab_p95) = median_and_p95(book), median_and_p95(usual)
    more = {"p95": key_p95, "usual p95": lab_p95, "moves": len(book), "usual moves": len(usual)}
    yield Row(f"{COMPARED}: key to paint", "ms", key, lab, more)
    paint = rows[COMPARED]
    yield Row(f"{COMPARED}: input to paint", "ms", paint.book, lab, {"usual": "key to paint"})
