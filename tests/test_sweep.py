"""The stored sweep: whole, repeatable, and made by a command that can be interrupted anywhere."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from itertools import pairwise

import joblib
import numpy as np
import pytest
from distributed import Client, LocalCluster

from gradflow.learning import STARTS, runs, sweep, training
from harness import ROOT

SWEEPS = {task: sweep.load(plan.stored) for task, plan in sweep.PLANS.items()}
STORED = SWEEPS["remember"]
RUNS = {task: {runs.which(run): run for run in stored["runs"]} for task, stored in SWEEPS.items()}
REPEATED = [
    ("RNN", 10, 1),
    ("RNN, radius 1", 10, 2),
    ("RNN, orthogonal", 20, 11),
    ("RNN, identity", 10, 1),
    ("leaky", 20, 1),
    ("GRU", 10, 19),
    ("LSTM, b_f = 0", 10, 3),
    ("LSTM, b_f = 1", 10, 2),
    ("LSTM, b_f = log(T−1)", 20, 7),
    ("LSTM, ±log(T−1)", 10, 5),
    ("LSTM, spread", 10, 4),
    ("LSTM, chrono", 10, 1),
]
ADDED = [("GRU", 10, 1), ("LSTM, b_f = 1", 10, 1)]
TINY = sweep.SETTINGS | {"n": 2, "batch": 2, "steps": 2, "every": 1}
WANTED = runs.wanted((5, 10), 2)


def read(path):
    """Return the sweep that a file holds, as plain data."""
    return json.loads(path.read_text(encoding="utf-8"))


def without(path, gap):
    """Store the sweep in a file, less the runs of a gap; return the path."""
    whole = read(sweep.STORED)
    runs.write(path, whole | {"runs": [run for run in whole["runs"] if runs.which(run) not in gap]})
    return path


def assert_same_run(got, want):
    """Assert that a run, as plain data, is a stored one in every field but its duration.

    The tolerance is one unit of the last digit that is stored. Whatever a processor's last bits do is far
    below that in the runs of ``REPEATED``: even a learning rate greater by one part in 10⁹ changes none
    of their digits.
    """
    got, want = ({key: value for key, value in run.items() if key != "seconds"} for run in (got, want))
    assert {**got, "records": 0, "b_f": 0} == {**want, "records": 0, "b_f": 0}
    assert got.get("b_f", []) == pytest.approx(want.get("b_f", []), abs=1.001e-3)
    got, want = (np.array(run["records"], dtype=float) for run in (got, want))
    np.testing.assert_allclose(got, want, rtol=1e-3)


PLANNED = pytest.mark.parametrize("task", sweep.PLANS)


@PLANNED
def test_the_stored_sweep_is_complete(task):
    plan, stored = sweep.PLANS[task], SWEEPS[task]
    assert stored["task"] == task
    assert stored["settings"] == plan.settings
    assert set(RUNS[task]) == {(name, T, seed) for name in STARTS for T in plan.lags for seed in range(20)}
    assert len(RUNS[task]) == len(stored["runs"])
    assert plan.stored.stat().st_size < 1_200_000


def test_the_plans_are_as_large_as_the_book_says():
    assert {task: len(stored["runs"]) for task, stored in SWEEPS.items()} == {"remember": 1200, "adding": 720}
    assert {task: plan.settings["steps"] for task, plan in sweep.PLANS.items()} == {"remember": 400, "adding": 2000}


@PLANNED
def test_the_stored_sweep_says_where_it_comes_from(task):
    stored = SWEEPS[task]
    assert stored["command"] == "python -m gradflow.learning.sweep" + " --task adding" * (task == "adding")
    assert {"python", "numpy", "sympy", "joblib"} == set(stored["versions"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", stored["date"])
    assert stored["wall_seconds"] > 0
    assert stored["criterion"] == runs.CRITERION.format(**sweep.PLANS[task].settings)
    assert stored["fields"] == list(training.Record._fields)


@PLANNED
def test_a_sweep_is_written_as_the_stored_one_is(task, tmp_path):
    stored = sweep.PLANS[task].stored
    runs.write(tmp_path / "again.json", read(stored))
    assert (tmp_path / "again.json").read_text(encoding="utf-8") == stored.read_text(encoding="utf-8")


@pytest.mark.parametrize(("task", "name"), [(task, name) for task in sweep.PLANS for name in STARTS])
def test_stored_runs_are_whole(task, name):
    settings = SWEEPS[task]["settings"]
    for run in (run for run in RUNS[task].values() if run["name"] == name):
        records = run["records"]
        assert [record.step for record in records] == list(range(0, run["steps"] + 1, settings["every"]))
        assert all(0 <= record.score <= 1 and record.loss > 0 and record.gradient > 0 for record in records)
        scores = [record.score for record in records]
        enough = [min(pair) >= settings["enough"] for pair in pairwise(scores)]
        assert run["solved"] == enough[-1]
        assert not any(enough[:-1])
        assert run["solved"] or run["steps"] == settings["steps"]
        assert len(run.get("b_f", [])) == (settings["n"] if name.startswith("LSTM") else 0)


@pytest.mark.parametrize(
    ("task", "which"), [*(("remember", which) for which in REPEATED), *(("adding", which) for which in ADDED)], ids=str
)
def test_a_stored_run_can_be_repeated(task, which):
    assert_same_run(runs.one(*which, task, sweep.PLANS[task].settings), RUNS[task][which])


def test_runs_of_every_start_and_of_other_seeds_than_the_first_are_repeated():
    assert {name for name, _, _ in REPEATED} == set(STARTS)
    assert all(seed > 0 for _, _, seed in REPEATED + ADDED)


@pytest.mark.parametrize(("task", "T"), [(task, T) for task, plan in sweep.PLANS.items() for T in plan.lags])
def test_stored_runs_of_different_seeds_differ(task, T):
    for name in STARTS:
        firsts = {RUNS[task][name, T, seed]["records"][0]._replace(b_f=0) for seed in range(sweep.SEEDS)}
        assert len(firsts) == sweep.SEEDS


def test_a_sweep_goes_on_where_it_stopped(tmp_path):
    path = tmp_path / "new" / "tried.json"
    asked = []

    def noted(*arguments):
        asked.append(arguments[:3])
        return runs.one(*arguments)

    with joblib.parallel_config("sequential"):
        first = sweep.resume(path, WANTED[::3], settings=TINY, one=noted)
        assert asked == WANTED[::3]
        assert read(path) == first
        whole = sweep.resume(path, WANTED, settings=TINY, one=noted)
        sweep.resume(path, WANTED, settings=TINY, one=noted)
    assert sorted(asked) == sorted(WANTED)
    assert read(path) == whole
    assert [run for run in whole["runs"] if runs.which(run) in WANTED[::3]] == first["runs"]
    assert whole["wall_seconds"] >= first["wall_seconds"]
    assert whole["command"] == "python -m gradflow.learning.sweep"


@pytest.mark.parametrize("finished", [0, 1, 7])
def test_an_interrupted_sweep_leaves_a_whole_file(tmp_path, finished):
    path = tmp_path / "tried.json"
    left = iter(range(finished))

    def interrupted(*arguments):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return runs.one(*arguments)

    with joblib.parallel_config("sequential"):
        with pytest.raises(KeyboardInterrupt):
            sweep.resume(path, WANTED, settings=TINY, one=interrupted)
        assert path.exists() == (finished > 0)
        if finished:
            assert {runs.which(run) for run in sweep.load(path)["runs"]} == set(WANTED[:finished])
        sweep.resume(path, WANTED, settings=TINY)
    assert {runs.which(run) for run in sweep.load(path)["runs"]} == set(WANTED)


def test_a_file_is_replaced_never_changed(tmp_path):
    """So whoever reads while a run is added finds all that was there before."""
    path = without(tmp_path / "tried.json", REPEATED)
    before = path.read_text(encoding="utf-8")
    os.link(path, tmp_path / "opened.json")
    runs.write(path, read(path) | {"runs": []})
    assert (tmp_path / "opened.json").read_text(encoding="utf-8") == before
    assert read(path)["runs"] == []


@pytest.mark.parametrize("other", [{"task": "adding"}, {"settings": TINY}])
def test_runs_with_other_settings_are_not_mixed(tmp_path, other):
    path = without(tmp_path / "tried.json", REPEATED)
    before = path.read_bytes()
    with pytest.raises(runs.OtherSettings, match=r"tried\.json holds a sweep with other settings"):
        sweep.resume(path, REPEATED, **other)
    assert path.read_bytes() == before


def test_the_command_makes_what_is_missing(tmp_path, capsys):
    path = without(tmp_path / "tried.json", REPEATED[:2])
    sweep.main(["--output", str(path), "--jobs", "1"])
    assert capsys.readouterr().out == f"{path}: 1200 runs, {solved()} % solved the task\n"
    assert_made_again(path, REPEATED[:2])


def test_a_dask_cluster_makes_what_is_missing(tmp_path):
    """On both of its workers, which are processes of their own."""
    path = without(tmp_path / "tried.json", REPEATED)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        sweep.main(["--dask", cluster.scheduler_address, "--output", str(path)])
        with Client(cluster) as client:
            made = client.run(lambda dask_worker: dask_worker.state.executed_count)
    assert len(made) == 2
    assert min(made.values()) > 0
    assert_made_again(path, REPEATED)


def assert_made_again(path, gap):
    """Assert that the file holds the whole stored sweep again, its own provenance aside."""
    again, whole = read(path), read(sweep.STORED)
    assert [runs.which(run) for run in again["runs"]] == [runs.which(run) for run in whole["runs"]]
    for one, other in zip(again["runs"], whole["runs"], strict=True):
        assert_same_run(one, other)
    assert again["wall_seconds"] > whole["wall_seconds"]
    assert [*again] == [*whole]


def solved():
    """Return how many of a hundred stored runs solved the task."""
    return round(100 * sum(run["solved"] for run in STORED["runs"]) / len(STORED["runs"]))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_the_command_can_be_stopped_and_called_again(tmp_path):
    path = without(tmp_path / "tried.json", [REPEATED[0], ("LSTM, b_f = 0", 200, 0), ("LSTM, b_f = 0", 200, 1)])
    stored = len(read(path)["runs"])
    command = [sys.executable, "-m", "gradflow.learning.sweep", "--output", path]
    running = subprocess.Popen(
        command,
        cwd=ROOT / "book",
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        # Tests that run in a shell's background inherit that it is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while len(read(path)["runs"]) == stored and running.poll() is None:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # what a terminal's Ctrl-C does
    said = running.communicate(timeout=120)[1]
    assert running.returncode == 1
    assert f"stopped; finished runs are in {path}: the same command goes on" in said
    assert len(sweep.load(path)["runs"]) == stored + 1


def test_a_taste_is_stored_apart(tmp_path, monkeypatch):
    """Of either task, with the settings of its plan."""
    monkeypatch.chdir(tmp_path)
    asked = []
    monkeypatch.setattr(sweep, "resume", lambda *given: asked.append(given) or {"runs": [{"solved": True}]})
    for task in sweep.PLANS:
        sweep.main(["--quick", "--task", task])
    assert [str(path) for path, *_ in asked] == ["training-try.json", "adding-try.json"]
    for (_, wanted, task, settings, command), (name, plan) in zip(asked, sweep.PLANS.items(), strict=True):
        assert set(wanted) == {(start, 10, seed) for start in STARTS for seed in range(2)}
        assert (task, settings) == (name, plan.settings)
        assert command.endswith("--quick")


def test_each_task_is_by_default_stored_where_its_plan_says(monkeypatch):
    asked = []
    monkeypatch.setattr(sweep, "resume", lambda *given: asked.append(given) or {"runs": [{"solved": True}]})
    for task in sweep.PLANS:
        sweep.main(["--task", task])
    assert [path.name for path, *_ in asked] == ["training.json", "adding.json"]
    for (path, wanted, task, *_), plan in zip(asked, sweep.PLANS.values(), strict=True):
        assert (path, list(wanted)) == (plan.stored, runs.wanted(plan.lags))
        assert set(wanted) == set(RUNS[task])


def test_the_command_does_not_mix_tasks(tmp_path):
    path = without(tmp_path / "tried.json", [])
    with pytest.raises(SystemExit, match="holds a sweep with other settings: move it away"):
        sweep.main(["--task", "adding", "--output", str(path)])


def test_a_missing_dask_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SystemExit, match="pip install distributed"):
        sweep.main(["--dask", "tcp://127.0.0.1:8786", "--output", str(tmp_path / "tried.json")])
