"""The runs of a sweep: which are wanted, what is kept, and their file."""

import json
import os
import platform
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from .starts import STARTS
from .training import Record, train

NAMES = tuple(STARTS)
LAGS = (10, 20, 50, 100, 200)
SEEDS = 20
SETTINGS = {
    "n": 32,
    "batch": 32,
    "steps": 400,
    "learning_rate": 0.01,
    "limit": 1.0,
    "every": 25,
    "enough": 0.95,
}
CRITERION = (
    "score of 128 fresh sequences at least {enough} "
    "in two evaluations in a row, within {steps} steps"
)
DATA = Path(__file__).parents[2] / "data"
STORED = DATA / "training.json"


class Plan(NamedTuple):
    """What is trained on a task: every start at these lags, and where it is stored."""

    lags: tuple[int, ...]
    settings: dict
    stored: Path


PLANS = {
    "remember": Plan(LAGS, SETTINGS, STORED),
    "adding": Plan(
        (10, 20, 50),
        SETTINGS | {"steps": 2000, "every": 100},
        DATA / "adding.json",
    ),
}


class OtherSettings(ValueError):
    """A file holds runs that cannot stand beside the wanted ones."""


def wanted(lags=LAGS, seeds: int = SEEDS) -> list[tuple[str, int, int]]:
    """Return (name, T, seed) of each run, short ones first."""
    return [
        (name, T, seed) for T in lags for seed in range(seeds) for name in NAMES
    ]


def which(run: dict) -> tuple[str, int, int]:
    """Return (name, T, seed), which tell a run from the others."""
    return run["name"], run["T"], run["seed"]


def place(run: dict) -> tuple[int, int, int]:
    """Return a run's place in the file: by T, network and seed."""
    return run["T"], NAMES.index(run["name"]), run["seed"]


def one(name: str, T: int, seed: int, task: str, settings: dict) -> dict:
    """Train one network, and return what is stored of it."""
    began = time.perf_counter()
    run = train(name, T, seed, task=task, **settings)
    found = {
        "name": name,
        "T": T,
        "seed": seed,
        "solved": run.solved,
        "steps": run.records[-1].step,
    }
    if name.startswith("LSTM"):
        found["b_f"] = [round(float(b), 3) for b in run.learner.params.b_f]
    found["seconds"] = round(time.perf_counter() - began, 1)
    records = [[_rounded(value) for value in record] for record in run.records]
    return found | {"records": records}


def _rounded(value: float | None) -> float | None:
    """Return a number with four digits."""
    return float(f"{value:.4g}") if isinstance(value, float) else value


def load(path: Path = STORED) -> dict:
    """Return a stored sweep: settings, origin, and runs with ``Record``s."""
    sweep = json.loads(path.read_text(encoding="utf-8"))
    for run in sweep["runs"]:
        run["records"] = [Record(*values) for values in run["records"]]
    return sweep


def begun(path: Path, task: str, settings: dict, command: str) -> dict:
    """Return a sweep with the runs that the file holds, if there is one.

    Raises
    ------
    OtherSettings
        If its runs are of another task or have other settings.
    """
    packages = {name: version(name) for name in ("numpy", "sympy", "joblib")}
    sweep = {
        "command": command,
        "task": task,
        "settings": settings,
        "criterion": CRITERION.format(**settings),
        "versions": {"python": platform.python_version()} | packages,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "date": date.today().isoformat(),
        "wall_seconds": 0.0,
        "fields": list(Record._fields),
        "runs": [],
    }
    if not path.exists():
        return sweep
    before = json.loads(path.read_text(encoding="utf-8"))
    if (before["task"], before["settings"]) != (task, settings):
        raise OtherSettings(
            f"{path} holds a sweep with other settings: "
            "move it away, or give another --output"
        )
    return sweep | {key: before[key] for key in ("wall_seconds", "runs")}


def write(path: Path, sweep: dict):
    """Write the file anew, a run a line; a reader never finds half of one."""
    head = json.dumps(sweep | {"runs": []}, ensure_ascii=False, indent=1)
    head = head.removesuffix("[]\n}")
    lines = ",\n".join(
        json.dumps(run, ensure_ascii=False) for run in sweep["runs"]
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_text(f"{head}[\n{lines}\n]\n}}\n", encoding="utf-8")
    half.replace(path)
