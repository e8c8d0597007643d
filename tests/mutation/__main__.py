"""Break the book on purpose, and see whether the tests notice: ``python tests/mutation``.

Python's mutants are drawn at random from all; the front end's faults are a list, tried
whole. Each is made in a copy of the repository, and the tests that are meant to kill it
are run there. Survivors are printed, and it is a failure when fewer than 95 % of those
that ``equivalent.toml`` does not explain are killed.
"""

import argparse
import random
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from faults import FAULTS, TESTS
from mutants import Mutant, mutants
from trial import ROOT, trials

PACKAGE, FRONT = "book/gradflow/", "book/gradflow/moving/front/"
ENOUGH = 0.95
DOOR = ["bad_scalars", "bad_input", "overflow"]
FORMULAS = ["symbolic", "rnn", "leaky", "lstm", "gru"]
MOVING = ["moving", "controls", "training_explorer", "explorers", "pictures"]


def modules(floor: str) -> list[str]:
    """Return the names of a floor's modules."""
    return sorted(path.stem for path in (ROOT / PACKAGE / floor).glob("*.py") if path.stem != "__init__")


KILLERS = {
    "formulas/activations": [*FORMULAS, "overflow"],
    "formulas/cells": [*FORMULAS, *MOVING],
    "formulas/codegen": [*FORMULAS, *MOVING],
    "networks/rnn": ["rnn", "batches", "training", *DOOR],
    "networks/leaky": ["leaky", "batches", "training", *DOOR],
    "networks/lstm": ["lstm", "batches", "training", *DOOR],
    "networks/gru": ["gru", "batches", "training", *DOOR],
    "networks/steps": ["leaky", "lstm", "gru", "batches"],
    "networks/influence": ["influence", "rnn", "lstm", *DOOR],
    "networks/checks": [*DOOR, "rnn", "lstm", "gru", "batches", "influence"],
    "networks/arguments": [*DOOR, "rnn", "lstm", "gru", "batches"],
    "learning/tasks": ["tasks", "training", *DOOR],
    "learning/optimiser": ["training", *DOOR],
    "learning/learner": ["training", *DOOR],
    "learning/training": ["training", *DOOR],
    "learning/starts": ["starts", *DOOR],
    "learning/rates": ["rates", *DOOR],
    "learning/runs": ["sweep"],
    "learning/sweep": ["sweep"],
    **{f"drawing/{name}": ["drawing", "still", *MOVING] for name in modules("drawing")},
    "drawing/still": ["still", "comparison"],
    **{f"moving/{name}": MOVING for name in modules("moving")},
    "moving/question": ["question"],
}
"""Which tests are meant to kill the mutants of each module."""


def explained() -> dict[tuple[str, str], str]:
    """Return the reasons of those that no test has to kill, by file and diff."""
    listed = tomllib.loads(Path(__file__).with_name("equivalent.toml").read_text(encoding="utf-8"))
    return {(one["file"], one["diff"].strip()): one["reason"] for one in listed.get("mutant", ())}


def python_mutants(chosen: argparse.Namespace) -> list[tuple[Mutant, list[str]]]:
    """Return the sample, or all, with the tests for each."""
    found = []
    for module, names in KILLERS.items():
        if chosen.only in module:
            tests = [f"tests/test_{name}.py" for name in names if (ROOT / f"tests/test_{name}.py").exists()]
            found += [(mutant, tests) for mutant in mutants(ROOT, f"{PACKAGE}{module}.py")]
    if not chosen.all:
        found = random.Random(chosen.seed).sample(found, min(chosen.sample, len(found)))
    return found


def front_end_faults(chosen: argparse.Namespace) -> list[tuple[Mutant, list[str]]]:
    """Return the listed faults as mutants, with the tests for each."""
    found, tests = [], [name for name in TESTS if (ROOT / name).exists()]
    for name, text, instead, _ in FAULTS:
        before = (ROOT / FRONT / name).read_text(encoding="utf-8")
        if before.count(text) != 1:
            raise ValueError(f"{name} holds {text!r} {before.count(text)} times; a fault needs it once")
        if chosen.only in f"front/{name}":
            line = before[: before.index(text)].count("\n") + 1
            found.append((Mutant(FRONT + name, line, before.replace(text, instead)), tests))
    return found


def try_all(wing: str, items: list, options: list[str], known: dict) -> tuple[int, int]:
    """Try the mutants of one wing, print those that survive, and return how many were killed, and could be."""
    count, started, baselines = Counter(), time.monotonic(), {}
    with trials() as tried:
        files = sorted({test for _, tests in items for test in tests})
        outcomes = tried.all(lambda test: tried.outcome([*options, test]), files)
        for test, (outcome, said, seconds) in zip(files, outcomes, strict=True):
            if outcome != "passed":
                sys.exit(f"the tests fail without a mutant:\n{said}")
            baselines[test] = seconds

        def tried_one(item):
            mutant, tests = item
            diff = mutant.diff(ROOT)
            if (mutant.file, diff) in known:
                return "equivalent", mutant, diff
            limit = 60 + 3 * sum(baselines[test] for test in tests)
            return tried.outcome([*options, *tests], mutant.file, mutant.text, limit)[0], mutant, diff

        for outcome, mutant, diff in tqdm(tried.all(tried_one, items), wing, len(items), leave=False):
            count[outcome] += 1
            if outcome == "passed":
                tqdm.write(f"survived {mutant.file}:{mutant.line}\n{diff}\n")
    killed = count["failed"] + count["late"]
    of = killed + count["passed"]
    minutes = (time.monotonic() - started) / 60
    print(f"{wing}: killed {killed} of {of} ({killed / max(of, 1):.1%}), {count['late']} of them by time")
    print(f"{wing}: {count['equivalent']} equivalent not tried, {minutes:.0f} minutes", flush=True)
    return killed, of


def main(arguments) -> bool:
    """Try what is chosen, print the figures, and return whether too many survive."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--sample", type=int, default=100, help="how many of Python's mutants (100)")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--all", action="store_true", help="all of Python's mutants: some 2500, hours")
    parser.add_argument("--only", default="", help="modules whose path holds this: moving, networks/rnn, front")
    chosen = parser.parse_args(arguments)
    known = explained()
    # The built book takes too long for each of Python's mutants; for the reset button there is nothing else.
    wings = {"Python": (python_mutants(chosen), ["-m", "not built"]), "front end": (front_end_faults(chosen), [])}
    figures = [try_all(wing, items, options, known) for wing, (items, options) in wings.items() if items]
    if not figures:
        parser.error(f"no module's path holds {chosen.only!r}")
    killed, of = map(sum, zip(*figures, strict=True))
    print(f"killed {killed} of {of} ({killed / of:.1%})")
    return killed < ENOUGH * of


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
