"""Trials: a copy of the repository is changed in one file, and the tests that should see it are run there."""

import contextlib
import multiprocessing
import os
import queue
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKERS = 2
# Imported once, in a process that every trial is forked from: half of a trial would be this.
PRELOADED = ["autograd", "hypothesis", "IPython.display", "matplotlib.pyplot", "mpmath", "nbformat", "anywidget",
             "playwright.sync_api", "pytest", "sympy", "bs4"]  # fmt: skip
NOT_COPIED = shutil.ignore_patterns(".git", ".*_cache", "__pycache__", "_build", ".hypothesis", ".venv")
# What is left out looks for a text of the source, and would fail whenever that text is changed.
OPTIONS = ["-x", "-q", "-o", "addopts=", "-p", "no:cacheprovider", "-k", "not is_seen", "--hypothesis-profile=mutation",
           "--hypothesis-seed=0"]  # fmt: skip


def _run(copy: Path, arguments: list[str], log: Path):
    """Run pytest in a copy, in a process and a group of its own, and exit with its code."""
    import pytest

    os.setsid()
    os.chdir(copy)
    with log.open("w", encoding="utf-8") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)
    sys.dont_write_bytecode = True  # its time stamp would not tell two mutants of one second apart
    sys.exit(int(pytest.main([*OPTIONS, *arguments])))


class Trials:
    """Copies of the repository, one for each worker."""

    def __init__(self, folder: str):
        os.environ |= {"OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}
        self.processes = multiprocessing.get_context("forkserver")
        self.processes.set_forkserver_preload(PRELOADED)
        self.free = queue.SimpleQueue()
        for k in range(WORKERS):
            self.free.put(shutil.copytree(ROOT, Path(folder) / f"copy-{k}", ignore=NOT_COPIED))

    def outcome(self, arguments, file: str = "", text: str = "", timeout: float = 1800) -> tuple[str, str, float]:
        """Return what the tests do with this text in the file, what pytest said, and the seconds it took.

        They pass, they fail, or they do not end in time.
        """
        copy = self.free.get()
        log, started = copy.with_suffix(".log"), time.monotonic()
        with _changed(copy / file, text) if file else contextlib.nullcontext():
            process = self.processes.Process(target=_run, args=(copy, list(arguments), log))
            process.start()
            process.join(timeout)
            done = {None: "late", 0: "passed"}.get(process.exitcode, "failed")
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # also a browser that is left
            process.join()
        said, seconds = log.read_text(encoding="utf-8"), time.monotonic() - started
        self.free.put(copy)
        return done, said, seconds

    def all(self, function, items) -> Iterator:
        """Yield what the function gives for each item, in order."""
        with ThreadPoolExecutor(WORKERS) as pool:
            yield from pool.map(function, items)


@contextlib.contextmanager
def _changed(path: Path, text: str):
    before = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    yield
    path.write_text(before, encoding="utf-8")


@contextlib.contextmanager
def trials():
    """Give trials in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        yield Trials(folder)
