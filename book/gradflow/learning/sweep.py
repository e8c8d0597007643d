"""Train every network at every lag with many seeds, and store the runs.

Run it in ``book/``: ``python -m gradflow.learning.sweep``, and again with ``--task
adding``. Finished runs are kept in the file, so a sweep that was interrupted goes on
where it stopped.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path

import joblib
import numpy as np
from tqdm import tqdm

from . import runs
from .runs import LAGS, NAMES, PLANS, SEEDS, SETTINGS, STORED, load

__all__ = [
    "LAGS",
    "NAMES",
    "PLANS",
    "SEEDS",
    "SETTINGS",
    "STORED",
    "load",
    "main",
    "resume",
]
COMMAND = "python -m gradflow.learning.sweep"


def resume(
    path: Path,
    wanted: Iterable[tuple[str, int, int]],
    task: str = "remember",
    settings: dict = SETTINGS,
    command: str = COMMAND,
    one: Callable = runs.one,
) -> dict:
    """Make the runs that are wanted and that the file does not hold yet.

    They are made side by side, as ``joblib.parallel_config`` says, and each
    is stored as soon as it is finished.

    Parameters
    ----------
    path : Path
        The file; it need not exist.
    wanted : iterable of (name, T, seed)
    task : {"remember", "adding"}
    settings : dict
        Further arguments of ``train``.
    command : str
        What repeats the sweep, for the file.
    one : callable
        ``one(name, T, seed, task, settings)`` makes a run.

    Returns
    -------
    dict
        The sweep as the file holds it.

    Raises
    ------
    OtherSettings
        If the file's runs are of another task or have other settings.
    """
    sweep = runs.begun(path, task, settings, command)
    done = {runs.which(run) for run in sweep["runs"]}
    missing = [which for which in wanted if which not in done]
    jobs = (joblib.delayed(one)(*which, task, settings) for which in missing)
    finished = joblib.Parallel(return_as="generator_unordered")(jobs)
    began, already = time.perf_counter(), sweep["wall_seconds"]
    for run in tqdm(finished, total=len(missing), unit="run"):
        sweep["runs"] = sorted([*sweep["runs"], run], key=runs.place)
        spent = time.perf_counter() - began
        sweep["wall_seconds"] = round(already + spent, 1)
        runs.write(path, sweep)
    return sweep


@contextmanager
def _workers(address: str | None, jobs: int):
    """Let joblib use cores of this machine, or the Dask cluster at an address.

    Each run has one thread: its matrices are small, and the runs share the
    cores. Dask's workers see to that themselves.
    """
    if address is None:
        with joblib.parallel_config(
            "loky", n_jobs=jobs, inner_max_num_threads=1
        ):
            yield
        return
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise SystemExit(
            "--dask needs the package distributed: pip install distributed"
        ) from None
    with (
        Client(address) as client,
        joblib.parallel_config("dask", client=client, n_jobs=-1),
    ):
        yield


def _options(arguments: list[str] | None) -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(
        prog=COMMAND, description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="a taste: the shortest lag, two seeds; a minute",
    )
    parser.add_argument("--task", choices=PLANS, default="remember")
    parser.add_argument(
        "--jobs",
        type=int,
        default=-1,
        help="how many runs at a time; by default one on each core",
    )
    parser.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="run on the Dask cluster with this scheduler; its workers must "
        "find the package gradflow",
    )
    parser.add_argument(
        "--output",
        type=Path,
        help="file to store in and to go on from; "
        "by default data/training.json or data/adding.json",
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None):
    """Run what is missing of the sweep."""
    options = _options(arguments)
    plan = PLANS[options.task]
    tried = Path(f"{plan.stored.stem}-try.json")
    path = options.output or (tried if options.quick else plan.stored)
    taste = (plan.lags[:1], 2) if options.quick else (plan.lags, SEEDS)
    wanted = runs.wanted(*taste)
    command = (
        COMMAND
        + f" --task {options.task}" * (options.task != "remember")
        + " --quick" * options.quick
    )
    try:
        with _workers(options.dask, options.jobs):
            sweep = resume(path, wanted, options.task, plan.settings, command)
    except runs.OtherSettings as error:
        raise SystemExit(str(error)) from None
    except KeyboardInterrupt:
        raise SystemExit(
            f"stopped; finished runs are in {path}: the same command goes on"
        ) from None
    solved = 100 * np.mean([run["solved"] for run in sweep["runs"]])
    print(f"{path}: {len(sweep['runs'])} runs, {solved:.0f} % solved the task")


if __name__ == "__main__":
    main()
