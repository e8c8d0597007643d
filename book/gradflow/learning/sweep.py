"""Train every network at every lag with several seeds, and store what was found.

Run it in ``book/``: ``python -m gradflow.learning.sweep``. Finished runs are kept in the file, so a sweep
that was interrupted goes on where it stopped.
"""

import argparse
import json
import os
import platform
import time
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import joblib
import numpy as np
from tqdm import tqdm

from .tasks import TASKS
from .training import Record, train

NAMES = (
    "RNN",
    "RNN, radius 1",
    "LSTM, b_f = 0",
    "LSTM, b_f = 1",
    "LSTM, chrono",
)
LAGS = (10, 20, 50, 100, 200)
SEEDS = 5
SETTINGS = {
    "n": 32,
    "batch": 32,
    "steps": 400,
    "learning_rate": 0.01,
    "limit": 1.0,
    "every": 25,
    "enough": 0.95,
}
CRITERION = "score of 128 fresh sequences at least {enough} in two evaluations in a row, within {steps} steps"
STORED = Path(__file__).parents[2] / "data" / "training.json"
# One thread for each run: the matrices are small, and the runs share the cores.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def load(path: Path = STORED) -> dict:
    """Return a stored sweep: its settings, what made it, and its runs, with ``Record``s."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    for run in stored["runs"]:
        run["records"] = [Record(*values) for values in run["records"]]
    return stored


def _rounded(value: float | None) -> float | None:
    """Return a number with four digits."""
    return float(f"{value:.4g}") if isinstance(value, float) else value


def one(task: str, name: str, T: int, seed: int, settings: dict) -> dict:
    """Train one network and return what is stored of it."""
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
    return found | {
        "records": [
            [_rounded(value) for value in record] for record in run.records
        ]
    }


def _key(run: dict) -> tuple:
    """Return what tells a run from the others, in the order of the file."""
    return run["T"], NAMES.index(run["name"]), run["seed"]


def _write(path: Path, sweep: dict):
    """Write the file anew, a run a line; a reader never finds half of one."""
    head = json.dumps(
        sweep | {"runs": []}, ensure_ascii=False, indent=1
    ).removesuffix("[]\n}")
    lines = ",\n".join(
        json.dumps(run, ensure_ascii=False)
        for run in sorted(sweep["runs"], key=_key)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_text(f"{head}[\n{lines}\n]\n}}\n", encoding="utf-8")
    half.replace(path)


def _provenance(options: argparse.Namespace, settings: dict) -> dict:
    """Return what the runs depend on, and what repeats them."""
    flags = (
        f" --task {options.task}" * (options.task != "remember")
        + " --quick" * options.quick
    )
    packages = {name: version(name) for name in ("numpy", "sympy", "joblib")}
    return {
        "command": f"python -m gradflow.learning.sweep{flags}",
        "task": options.task,
        "settings": settings,
        "criterion": CRITERION.format(**settings),
        "versions": {"python": platform.python_version()} | packages,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "date": date.today().isoformat(),
        "wall_seconds": 0.0,
        "fields": list(Record._fields),
    }


def _backend(address: str | None):
    """Return joblib's context for this machine's cores, or for a Dask cluster."""
    if address is None:
        return joblib.parallel_config(
            "loky", n_jobs=-1, inner_max_num_threads=1
        )
    try:
        version("distributed")
    except PackageNotFoundError:
        raise SystemExit(
            "--dask needs the package distributed: pip install distributed"
        ) from None
    from distributed import Client

    client = Client(address)
    return joblib.parallel_config("dask", client=client, n_jobs=-1)


def main(arguments: list[str] | None = None):
    """Run what is missing of the sweep."""
    parser = argparse.ArgumentParser(
        prog="python -m gradflow.learning.sweep",
        description=__doc__.splitlines()[0],
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="a taste: lags 10 and 20, two seeds; a minute",
    )
    parser.add_argument("--task", choices=TASKS, default="remember")
    parser.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="run on the Dask cluster with this scheduler",
    )
    parser.add_argument(
        "--output",
        type=Path,
        help="file to store in and to go on from; by default data/training.json",
    )
    options = parser.parse_args(arguments)
    usual = (
        STORED
        if (options.task, options.quick) == ("remember", False)
        else Path("training-try.json")
    )
    path, settings = options.output or usual, dict(SETTINGS)
    lags, seeds = ((10, 20), 2) if options.quick else (LAGS, SEEDS)

    sweep = _provenance(options, settings) | {"runs": []}
    if path.exists():
        before = json.loads(path.read_text(encoding="utf-8"))
        if (before["task"], before["settings"]) != (options.task, settings):
            raise SystemExit(
                f"{path} holds a sweep with other settings: move it away, or give another --output"
            )
        sweep |= {
            "runs": before["runs"],
            "wall_seconds": before["wall_seconds"],
        }
    done = {_key(run) for run in sweep["runs"]}
    wanted = [
        (name, T, seed) for T in lags for seed in range(seeds) for name in NAMES
    ]
    missing = [
        (name, T, seed)
        for name, T, seed in wanted
        if (T, NAMES.index(name), seed) not in done
    ]

    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    began, already = time.perf_counter(), sweep["wall_seconds"]
    with _backend(options.dask):
        jobs = (
            joblib.delayed(one)(options.task, *which, settings)
            for which in missing
        )
        for run in tqdm(
            joblib.Parallel(return_as="generator_unordered")(jobs),
            total=len(missing),
            unit="run",
        ):
            sweep["runs"].append(run)
            sweep["wall_seconds"] = round(
                already + time.perf_counter() - began, 1
            )
            _write(path, sweep)
    solved = np.mean([run["solved"] for run in sweep["runs"]])
    print(
        f"{path}: {len(sweep['runs'])} runs, {100 * solved:.0f} % solved the task"
    )


if __name__ == "__main__":
    main()
