"""The explorer ``training``."""

import numpy as np

from ..learning.rates import wilson
from ..learning.runs import NAMES, PLANS, load
from ..learning.starts import STARTS
from ..moving.explorer import Explorer
from ..moving.levels import Levels
from ..moving.readings import Reading
from ..moving.series import Option, Table
from ..moving.sliders import Choice
from .training_picture import END, LOWEST, NARROW, WIDE, training_picture

_FLOOR = 1e-300
"""In place of an influence of 0, whose logarithm could not be stored."""


class Runs:
    """The runs of stored sweeps by task, length and start, for two choices.

    Only lengths are shown at which every start has run; the number of seeds may
    differ from one to the other.

    Parameters
    ----------
    sweeps : dict
        What ``load`` returned, for each task.
    task, start : str
        What is chosen at the start: "remember 50" and "RNN".

    Attributes
    ----------
    task, start : Choice
        Column and row of the table; a column is a task and a length.
    groups : dict of str to list of int
        The lengths shown of each task.
    colours : tuple of str
        The character of each start.
    seeds, solved, low, high : Table
        How many runs there are, how many of them solved the task, and the interval
        for the chance to solve it.
    left : Table
        The geometric mean of their influences at their ends.
    times : Table
        The training steps of all curves, scaled to ``END`` for the last.
    scores, reaches : Table
        All curves, one behind the other with a gap between two: the percentage
        answered rightly, and the logarithm of the influence of step 1.
    """

    def __init__(self, sweeps: dict[str, dict], task: str, start: str):
        by_cell = {}
        for name, stored in sweeps.items():
            for run in sorted(stored["runs"], key=lambda run: run["seed"]):
                cell = name, run["T"], run["name"]
                by_cell.setdefault(cell, []).append(run)
        names = [name for name in NAMES if any(n == name for *_, n in by_cell)]
        self.groups = {
            of: [
                T
                for T in sorted({T for t, T, _ in by_cell if t == of})
                if all((of, T, name) in by_cell for name in names)
            ]
            for of in sweeps
        }
        columns = [(of, T) for of, lags in self.groups.items() for T in lags]
        words = tuple(f"{of} {T}" for of, T in columns)
        self.task = Choice("task", words, "and length T", task)
        self.start = Choice("start", tuple(names), "how it starts", start)
        families = [STARTS[name][0].__name__.split(".")[-1] for name in names]
        self.colours = tuple(
            family if family in ("rnn", "lstm") else "reference"
            for family in families
        )
        self._cells = [[by_cell[*of, name] for name in names] for of in columns]
        self.most = max(len(runs) for row in self._cells for runs in row)
        last = {
            of: stored["settings"]["steps"] // stored["settings"]["every"]
            for of, stored in sweeps.items()
        }
        self._width = max(last.values()) + 2

        self.times = Table(
            [
                np.tile(np.arange(self._width) * END / last[of], self.most)
                for of, _ in columns
            ],
            self.task,
        )
        self.seeds = self._table(len)
        self.solved = self._table(_solved)
        self.low = self._table(lambda runs: wilson(_solved(runs), len(runs))[0])
        self.high = self._table(
            lambda runs: wilson(_solved(runs), len(runs))[1]
        )
        self.left = self._table(_left)
        self.scores = self._table(
            self._curves(_percentage), Levels, lowest=0, step=2
        )
        # A line that leaves the picture goes on below it for some decades.
        self.reaches = self._table(
            self._curves(_decades), Levels, lowest=LOWEST - 2, step=0.2
        )

    def _table(self, number_of, kind=Table, **levels) -> Table:
        rows = [[number_of(runs) for runs in row] for row in self._cells]
        return kind(rows, self.task, self.start, **levels)

    def _curves(self, value):
        """Return the function that puts a cell's curves one behind the other."""

        def curves(runs: list[dict]) -> np.ndarray:
            found = np.full((self.most, self._width), np.nan)
            for row, run in zip(found, runs, strict=False):
                records = run["records"]
                row[: len(records)] = [value(record) for record in records]
            return found.ravel()

        return curves


def _solved(runs: list[dict]) -> int:
    return sum(run["solved"] for run in runs)


def _percentage(record) -> float:
    return 100 * record.score


def _decades(record) -> float:
    return np.log10(max(record.reach, _FLOOR))


def _left(runs: list[dict]) -> float:
    """Return the geometric mean of the influences at the runs' ends."""
    ends = [max(run["records"][-1].reach, _FLOOR) for run in runs]
    return float(np.exp(np.mean(np.log(ends))))


class Training(Explorer):
    """Which start learns which task and length: a table, and the curves of one."""

    def __init__(self):
        sweeps = {task: load(plan.stored) for task, plan in PLANS.items()}
        self.runs = runs = Runs(sweeps, "remember 50", "LSTM, chrono")
        where = Option(runs.task), Option(runs.start)
        end = "Influence of step 1 at their ends (geometric mean): {value}."
        super().__init__(
            "training",
            *training_picture(runs, where, WIDE),
            [
                Reading(runs.solved, "{start}, {task}: {count}"),
                Reading(runs.seeds, "of {count} runs solved the task;"),
                Reading(
                    runs.low, "the 95 % interval for its chance is {share}"
                ),
                Reading(runs.high, "to {share}."),
                Reading(runs.left, end),
            ],
            [runs.start, runs.task],
            alt="A table of squares, a row for each start and a column for "
            "each length, for two tasks, shaded by the share of the runs that "
            "solved the task, with their number. Beside it the curves of the "
            "runs in the framed square over the course of their training: "
            "above, the percentage answered rightly; below, the influence of "
            "step 1 on the last state.",
            title="Which start learns what?",
            presets={
                "RNN": {runs.start: "RNN", runs.task: "remember 50"},
                "leaky": {runs.start: "leaky", runs.task: "remember 50"},
                "chrono": {
                    runs.start: "LSTM, chrono",
                    runs.task: "remember 50",
                },
                "leaky, adding": {
                    runs.start: "leaky",
                    runs.task: "adding 10",
                },
            },
            narrow=training_picture(runs, where, NARROW),
        )
