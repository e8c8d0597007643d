"""The explorer network-rnn as a plain ``ipywidgets.interact`` with Matplotlib, driven in JupyterLab."""

import time
from pathlib import Path

import nbformat
from playwright.sync_api import TimeoutError as TooSlow

from lab import jupyterlab

PATIENCE = 120  # seconds for all moves together

CELL = """import matplotlib.pyplot as plt
import numpy as np
from gradflow import explorers
from gradflow.explorers.axes import influence_axis
from ipywidgets import FloatSlider, interact

reach = explorers.NetworkRNN().rnn.reach
lags = np.arange(len(reach.at()))


def show(W_rec, activation):
    fig, ax = plt.subplots()
    influence_axis(ax, -12, 6)
    ax.set(xlabel="steps back", ylabel="influence")
    ax.plot(lags, reach.at(W_rec=W_rec, activation=activation))
    plt.show()


_ = interact(
    show,
    W_rec=FloatSlider(-4, min=-4, max=4, step=0.05),
    activation=["tanh", "logistic", "relu", "identity"],
)
"""

# Notes in window.times what each key press takes until the frame with the new image is painted.
WATCH_IMAGES = """() => {
  const { port1, port2 } = new MessageChannel();
  let pressed = null;
  window.times = [];
  port1.onmessage = () => {
    if (pressed !== null) window.times.push(performance.now() - pressed);
    pressed = null;
  };
  const changed = async (image) => {
    await image.decode();
    requestAnimationFrame(() => port2.postMessage(null));
  };
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      const images = type === "attributes"
        ? [target].filter((node) => node.localName === "img")
        : [...addedNodes].flatMap((node) => [...(node.querySelectorAll?.("img") ?? [])]);
      images.filter(({ src }) => src.startsWith("data:image/png")).forEach(changed);
    }
  }).observe(document.querySelector(".jp-Notebook"), {
    childList: true, subtree: true, attributes: true, attributeFilter: ["src"],
  });
}"""


def press(page, moves: int) -> list[float]:
    """Press an arrow key so often, half of the presses to the right and half back, and return the page's times."""
    end = time.monotonic() + PATIENCE
    for move in range(moves):
        page.keyboard.press("ArrowRight" if move < moves / 2 else "ArrowLeft")
        try:
            page.wait_for_function("count => window.times.length > count", arg=move, polling=20, timeout=10_000)
        except TooSlow:
            raise SystemExit(f"no new picture within 10 s of key press {move + 1}") from None
        if time.monotonic() > end:
            break
    return page.evaluate("window.times")


def measure(browser, folder: Path, moves: int) -> list[float]:
    """Return what each key press takes in JupyterLab."""
    notebooks = folder / "notebooks"
    notebooks.mkdir(parents=True)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)], metadata={"kernelspec": kernel})
    nbformat.write(notebook, notebooks / "plain.ipynb")
    with jupyterlab(folder, notebooks) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address("plain.ipynb"))
        page.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click(timeout=60_000)
        page.keyboard.press("Shift+Enter")
        page.locator(".jp-OutputArea img").first.wait_for(timeout=60_000)
        page.wait_for_timeout(2000)
        page.evaluate(WATCH_IMAGES)
        page.locator(".noUi-handle").first.focus()
        times = press(page, moves)
        page.close()
    return times
