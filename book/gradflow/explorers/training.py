"""The explorer ``training``."""

import numpy as np

from ..learning.starts import STARTS
from ..learning.runs import NAMES, load
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Option, Table
from ..moving.sliders import Choice
from .training_picture import NARROW, WIDE, training_picture

_FLOOR = 1e-300
"""In place of an influence of 0, whose logarithm could not be stored."""


class Runs:
    """The runs of a stored sweep by lag and start, for two choices to choose.

    Only lags are shown at which every start has run; the number of seeds may
    differ from one to the other.

    Parameters
    ----------
    stored : dict
        What ``load`` returned.

    Attributes
    ----------
    lag, start : Choice
    colours : tuple of str
        The character of each start.
    steps : ndarray
        The training steps at which every run is evaluated.
    seeds, solved : Table
        How many runs there are, and how many of them solved the task.
    left : Table
        The geometric mean of their influences at their ends.
    scores, reaches : Table
        All curves, one behind the other with a gap between two: the percentage
        answered rightly, and the logarithm of the influence of step 1.
    """

    def __init__(self, stored: dict, lag: str, start: str):
        by_cell = {}
        for run in sorted(stored["runs"], key=lambda run: run["seed"]):
            by_cell.setdefault((run["T"], run["name"]), []).append(run)
        names = [name for name in NAMES if any(n == name for _, n in by_cell)]
        lags = [
            T
            for T in sorted({T for T, _ in by_cell})
            if all((T, name) in by_cell for name in names)
        ]
        self.lag = Choice(
            "lag", tuple(map(str, lags)), "length T", lag, buttons=True
        )
        self.start = Choice("start", tuple(names), "how it starts", start)
        families = [STARTS[name][0].__name__.split(".")[-1] for name in names]
        self.colours = tuple(
            family if family in ("rnn", "lstm") else "reference"
            for family in families
        )
        settings = stored["settings"]
        self.steps = np.arange(0, settings["steps"] + 1, settings["every"])
        self._cells = [[by_cell[T, name] for name in names] for T in lags]
        self.most = max(len(runs) for row in self._cells for runs in row)

        self.seeds = self._table(len)
        self.solved = self._table(lambda runs: sum(r["solved"] for r in runs))
        self.left = self._table(_left)
        self.scores = self._table(self._curves(_percentage))
        self.reaches = self._table(self._curves(_decades))

    def _table(self, number_of) -> Table:
        rows = [[number_of(runs) for runs in row] for row in self._cells]
        return Table(rows, self.lag, self.start)

    def _curves(self, value):
        """Return the function that puts a cell's curves one behind the other."""

        def curves(runs: list[dict]) -> np.ndarray:
            found = np.full((self.most, len(self.steps) + 1), np.nan)
            for row, run in zip(found, runs, strict=False):
                records = run["records"]
                row[: len(records)] = [value(record) for record in records]
            return found.ravel()

        return curves


def _percentage(record) -> float:
    return round(100 * record.score)


def _decades(record) -> float:
    return round(float(np.log10(max(record.reach, _FLOOR))), 2)


def _left(runs: list[dict]) -> float:
    """Return the geometric mean of the influences at the runs' ends."""
    return 10 ** np.mean([_decades(run["records"][-1]) for run in runs])


class Training(Explorer):
    """Which start learns which lag: a table of all, and the curves of one."""

    def __init__(self):
        self.runs = runs = Runs(load(), "50", "LSTM, chrono")
        where = Option(runs.lag), Option(runs.start)
        which = "{start}, lag {lag}: {count}"
        end = "At their ends the influence of step 1 is {value}."
        super().__init__(
            "training",
            *training_picture(runs, where, WIDE),
            [
                Reading(runs.solved, which),
                Reading(runs.seeds, "of {count} runs solved the task."),
                Reading(runs.left, end),
            ],
            [runs.start, runs.lag],
            alt="A table of squares, a row for each start and a column for "
            "each lag, shaded by the share of the runs that solved the task, "
            "with their number. Beside it the curves of the runs in the "
            "framed square against the training step: above, the percentage "
            "answered rightly; below, the influence of step 1 on the last "
            "state.",
            title="Which start learns which lag?",
            presets={
                "plain RNN": {runs.start: "RNN", runs.lag: "50"},
                "b_f = 1": {runs.start: "LSTM, b_f = 1", runs.lag: "50"},
                "chrono": {runs.start: "LSTM, chrono", runs.lag: "50"},
            },
            narrow=training_picture(runs, where, NARROW),
        )
