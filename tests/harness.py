"""What tests and benchmark share: the build command, a server for the built book, a browser."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
STRICT = ("--all", "-W", "--keep-going")
# Chromium without its windows: a page costs a fifth of the processor's time.
SHELL = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOXES = ("firefox-esr", "firefox")
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Book(NamedTuple):
    """The book as built: its HTML folder, and what the build said."""

    html: Path
    succeeded: bool
    log: str


def build(output, *options, source=ROOT, **variables) -> Book:
    """Build a book into the folder ``output``, with further options of ``jupyter-book build``.

    Parameters
    ----------
    **variables : str
        Of the environment, beside those that are there.
    """
    command = [Path(sys.executable).with_name("jupyter-book"), "build", source, "--path-output", output, *options]
    environment = os.environ | variables
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)
    return Book(Path(output) / "_build" / "html", done.returncode == 0, done.stdout + done.stderr)


def built_once(folder) -> Book:
    """Build the book into a folder, with warnings as errors; or wait until another process has done so.

    Raises
    ------
    TimeoutError
        If it takes ten minutes.
    """
    told = folder / "told.json"
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + 600
        while not told.exists():
            if time.monotonic() > end:
                raise TimeoutError(f"no {told} in ten minutes") from None
            time.sleep(0.1)
        html, *said = json.loads(told.read_text(encoding="utf-8"))
        return Book(Path(html), *said)
    book = build(folder, *STRICT)
    draft = folder / "draft.json"
    draft.write_text(json.dumps([str(book.html), book.succeeded, book.log]), encoding="utf-8")
    draft.rename(told)  # all of it at once
    return book


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a word on the terminal."""

    def log_message(self, *_):
        """Say nothing."""


@contextlib.contextmanager
def serve(folder):
    """Serve a folder on this machine alone, and give its address, which ends with a slash."""
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()


def system_browser(names=BROWSERS) -> str | None:
    """Return the path of the first of these browsers that the system has, or None."""
    return next(filter(None, map(shutil.which, names)), None)


def settle(page):
    """Wait until a page has done what it put off during the last event: its timers without delay."""
    page.evaluate("() => new Promise((done) => setTimeout(done))")


def read_through(page):
    """Scroll a page from its top to its end and back, and let it lay out what comes near."""
    page.evaluate(
        """async () => {
          const { documentElement: whole } = document;
          // A browser short of time may leave a frame out: then the page goes on after a second.
          const frame = () => new Promise((seen) => {
            requestAnimationFrame(() => requestAnimationFrame(seen));
            setTimeout(seen, 1000);
          });
          for (let y = 0; y < whole.scrollHeight; y += innerHeight) {
            window.scrollTo({ top: y, behavior: "instant" });
            await frame();
          }
          window.scrollTo({ top: 0, behavior: "instant" });
          await frame();
        }"""
    )


def until(page, condition, arg=None, seconds=15):
    """Wait until a condition in JavaScript holds; Playwright's own wait evaluates text, which a policy may forbid."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition, arg):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s: {condition}")
        page.wait_for_timeout(20)
