"""What a reader on a slow phone waits for: the first formula, the first live slider; and how far the page jumps.

The phone has 1.6 Mbit/s with 150 ms of latency, and its processor is four times slower than this machine's.
The untouched book is given MathJax from the same host: from a third party it would take longer still.
"""

import statistics
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.build import built
from bench.figures import Row
from bench.hosting import hosted, longest_chapter, untouched, with_mathjax
from harness import BROWSER_ARGUMENTS, system_browser

PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
RUNS = 3

# Notes at each frame whether the first formula and the first slider that moves are there, and sums up the shifts.
WATCH = """
window.seen = { formula: null, slider: null, shift: 0 };
const formula = () => document.querySelector("mjx-container svg, mjx-container mjx-math");
const look = () => {
  const { seen } = window;
  if (seen.formula === null && formula()?.getBoundingClientRect().height)
    requestAnimationFrame(() => (seen.formula ??= performance.now()));
  if (seen.slider === null && document.querySelector("figure.explorer[data-ready] :is(input, select)"))
    requestAnimationFrame(() => (seen.slider ??= performance.now()));
  if (seen.formula === null || seen.slider === null) requestAnimationFrame(look);
};
requestAnimationFrame(look);
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def visit(browser, address: str) -> dict:
    """Open a page as on the phone, with an empty cache, and return what was seen, in seconds."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="load", timeout=120_000)
    page.wait_for_function("window.seen.formula !== null", timeout=60_000)
    page.wait_for_timeout(3000)
    seen = page.evaluate("window.seen")
    context.close()
    return seen


def median(visits: list[dict], key: str) -> float | None:
    """Return the median of what was seen, or None where it never was."""
    values = [one[key] for one in visits]
    return None if None in values else statistics.median(values)


def measure(folder: Path, full: bool):
    """Yield a row for each thing that is waited for, on the landing page and on the longest chapter."""
    ours = built(folder / "timed")
    chapter = longest_chapter(ours)
    theirs = with_mathjax(untouched(folder, chapter))
    with sync_playwright() as playwright, hosted(ours) as here, hosted(theirs) as there:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=BROWSER_ARGUMENTS)
        for what, name in (("landing page", "index"), ("longest chapter", chapter)):
            mine = [visit(browser, f"{here}book/{name}.html") for _ in range(RUNS)]
            usual = [visit(browser, f"{there}{name}.html") for _ in range(RUNS)]
            for key, label in (("formula", "first formula"), ("slider", "first live slider")):
                times = [median(visits, key) for visits in (mine, usual)]
                yield Row(f"{what}: {label}", "s", *(time and time / 1e3 for time in times), {"page": name})
            yield Row(f"{what}: layout shift", "", median(mine, "shift"), median(usual, "shift"))
        browser.close()
