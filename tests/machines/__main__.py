"""Run the notebooks and the mathematics as on other machines: ``python tests/machines [profile ...]``.

Without names every profile is run, two at a time, and a table is printed. A profile that
this processor lacks is named as such. It is a failure when a test fails, when a process
was not under its profile, or when nothing could be run.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from profiles import PROFILES

ROOT = Path(__file__).parents[2]


class Outcome(NamedTuple):
    """What came of a profile: passed, failed or None where it is not to be had; what to say; the whole log."""

    passed: bool | None
    words: str
    log: str = ""


def uses_the_package(path):
    """Whether a notebook or a test imports the book's package."""
    return re.search(r'^\s*"?(from|import) gradflow\b', path.read_text(encoding="utf-8"), re.MULTILINE)


def run(name, seed):
    """Run the notebooks and the tests of the mathematics under one profile."""
    profile = PROFILES[name]
    if not profile.is_here:
        return Outcome(None, "not on this processor")
    notebooks = sorted(filter(uses_the_package, (ROOT / "book").glob("*.ipynb")))
    tests = sorted(filter(uses_the_package, (ROOT / "tests").glob("test_*.py")))
    # One process at a time, since two profiles are run side by side.
    options = ["-q", "--color=no", "-p", "no:cacheprovider", "-m", "not page", "--numprocesses=0"]
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as seen:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *notebooks, *tests],
            cwd=ROOT,
            env=os.environ | profile.environment(name, seen, seed),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        processes = len(list(Path(seen).iterdir()))
    log = done.stdout + done.stderr
    # Every notebook has a process of its own, and the tests have one.
    entered = processes >= len(notebooks) + 1
    if not entered:
        log += f"\nonly {processes} processes were under the profile, {len(notebooks) + 1} should be\n"
    counts = re.findall(r"^(?:\d+ \w+(?:, )?)+(?= in )", log, re.MULTILINE)
    words = f"{counts[-1] if counts else 'did not run'}, {processes} processes, {time.monotonic() - started:.0f} s"
    return Outcome(done.returncode == 0 and entered, words, log)


def main(arguments):
    """Run the named profiles, or all of them, and print what came of each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("profiles", nargs="*", metavar="profile", help=f"of {', '.join(PROFILES)}; all by default")
    parser.add_argument("--seed", type=int, default=0, help="seed of the noise")
    chosen = parser.parse_args(arguments)
    names = chosen.profiles or list(PROFILES)
    if unknown := set(names) - set(PROFILES):
        parser.error(f"no such profile: {', '.join(sorted(unknown))}; there are {', '.join(PROFILES)}")
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = dict(zip(names, pool.map(lambda name: run(name, chosen.seed), names), strict=True))
    for name, outcome in outcomes.items():
        if outcome.passed is False:
            print(f"===== {PROFILES[name].title} =====\n{outcome.log}")
    for name, outcome in outcomes.items():
        mark = {True: "passed", False: "FAILED", None: "-"}[outcome.passed]
        print(f"{PROFILES[name].title:<14} {mark:<7} {outcome.words}")
    failed = any(outcome.passed is False for outcome in outcomes.values())
    return failed or not any(outcome.passed for outcome in outcomes.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
