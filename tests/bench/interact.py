"""The explorer network-rnn as a plain ``ipywidgets.interact`` with Matplotlib, driven in JupyterLab."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from playwright.sync_api import TimeoutError as TooSlow

from harness import ROOT

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


@contextlib.contextmanager
def jupyterlab(folder: Path):
    """Serve JupyterLab on this machine alone, with all its files in a folder, and give the notebook's address."""
    notebooks, runtime = folder / "notebooks", folder / "runtime"
    notebooks.mkdir(parents=True)
    cells = [nbformat.v4.new_code_cell(CELL)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, notebooks / "plain.ipynb")
    places = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "IPYTHONDIR": "ipython",
    }  # fmt: skip
    environment = os.environ | {key: str(folder / place) for key, place in places.items()}
    environment |= {"PYTHONPATH": str(ROOT / "book"), "JUPYTER_TOKEN": secrets.token_hex(16)}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    command += [f"--ServerApp.root_dir={notebooks}", "--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if found := list(runtime.glob("jpserver-*.json")):
                break
            if server.poll() is not None:
                raise SystemExit(f"JupyterLab ended with {server.returncode}")
            time.sleep(0.1)
        address = json.loads(found[0].read_text(encoding="utf-8"))["url"]
        yield f"{address}lab/tree/plain.ipynb?token={environment['JUPYTER_TOKEN']}"
    finally:
        server.terminate()
        server.wait(30)


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
    with jupyterlab(folder) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click(timeout=60_000)
        page.keyboard.press("Shift+Enter")
        page.locator(".jp-OutputArea img").first.wait_for(timeout=60_000)
        page.wait_for_timeout(2000)
        page.evaluate(WATCH_IMAGES)
        page.locator(".noUi-handle").first.focus()
        times = press(page, moves)
        page.close()
    return times
