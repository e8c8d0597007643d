"""Lighthouse's four scores of the landing page and the longest chapter, as on a mobile phone.

Lighthouse is an npm package (it needs Node 18.20 or later); it is installed into the machine's temporary folder.
The untouched book is given MathJax from the same host, which flatters it.
"""

import json
import os
import statistics
import subprocess
from pathlib import Path

from bench.build import built
from bench.figures import Row
from bench.hosting import hosted, lighthouse, longest_chapter, untouched, with_mathjax
from harness import system_browser

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
RUNS = 3


def audit(program: Path, address: str) -> dict:
    """Return Lighthouse's report of a page."""
    command = [program, address, "--output=json", "--output-path=stdout", "--quiet"]
    command += ["--only-categories=" + ",".join(CATEGORIES)]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"]
    environment = os.environ | ({"CHROME_PATH": system_browser()} if system_browser() else {})
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def score(reports: list[dict], category: str) -> float:
    """Return the median of a score out of 100."""
    return statistics.median(100 * report["categories"][category]["score"] for report in reports)


def metric(reports: list[dict], name: str) -> float:
    """Return the median of a metric, in the unit that Lighthouse has it in."""
    return statistics.median(report["audits"][name]["numericValue"] for report in reports)


def failed(reports: list[dict]) -> str:
    """Return the names of audits that cost a score other than performance."""
    names = set()
    for report in reports:
        for category in CATEGORIES[1:]:
            for ref in report["categories"][category]["auditRefs"]:
                value = report["audits"][ref["id"]]["score"]
                if ref["weight"] and value is not None and value < 1:
                    names.add(ref["id"])
    return " ".join(sorted(names))


def measure(folder: Path, full: bool):
    """Yield a row for each score."""
    program, ours = lighthouse(), built(folder / "timed")
    chapter = longest_chapter(ours)
    theirs = with_mathjax(untouched(folder, chapter))
    with hosted(ours) as here, hosted(theirs) as there:
        for what, name in (("landing page", "index"), ("longest chapter", chapter)):
            mine = [audit(program, f"{here}book/{name}.html") for _ in range(RUNS)]
            usual = [audit(program, f"{there}{name}.html") for _ in range(RUNS)]
            for category in CATEGORIES:
                more = {"usual": score(usual, category)}
                if category == "performance":
                    more |= {"page": name} | {key: metric(mine, key) for key in METRICS}
                elif category == CATEGORIES[-1] and (missed := failed(mine)):
                    more |= {"not full": missed}
                # No ratio: more is better here.
                yield Row(f"{what}: {category}", "/100", score(mine, category), None, more)
