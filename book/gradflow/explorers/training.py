"""The explorer ``training``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..learning.runs import SEEDS, load
from ..moving.explorer import Explorer
from ..moving.readings import Bands, Reading
from ..moving.series import Table
from ..moving.sliders import Choice
from .axes import gradient_axis

RNNS = {"as drawn": "RNN", "largest eigenvalue 1": "RNN, radius 1"}
LSTMS = {
    "b_f = 0": "LSTM, b_f = 0",
    "b_f = 1": "LSTM, b_f = 1",
    "chrono": "LSTM, chrono",
}


class Curves:
    """The stored learning curves of some networks, a lag and a start to choose.

    Parameters
    ----------
    stored : dict
        What ``load`` returned.
    names : dict of str to str
        The options of ``start``, and the network that each stands for.
    lag, start : Choice

    Attributes
    ----------
    scores, reaches : list of Table
        A seed's scores and long-range parts; nan after the run's end.
    solved : Table
        How many runs solved the task.
    left : Table
        The geometric mean of the long-range parts at the runs' ends.
    """

    def __init__(
        self, stored: dict, names: dict[str, str], lag: Choice, start: Choice
    ):
        cells = [
            [_runs(stored, names[name], int(T)) for name in start.options]
            for T in lag.options
        ]
        points = len(_steps(stored))

        def table(number_of) -> Table:
            return Table(
                [[number_of(runs) for runs in row] for row in cells], lag, start
            )

        def curve(seed: int, field: str) -> Table:
            return table(lambda runs: _padded(runs[seed], field, points))

        self.scores = [curve(seed, "score") for seed in range(SEEDS)]
        self.reaches = [curve(seed, "reach") for seed in range(SEEDS)]
        self.solved = table(lambda runs: sum(run["solved"] for run in runs))
        self.left = table(_left)


def _runs(stored: dict, name: str, T: int) -> list[dict]:
    """Return a network's runs at a lag, in the order of their seeds."""
    runs = [r for r in stored["runs"] if (r["name"], r["T"]) == (name, T)]
    return sorted(runs, key=lambda run: run["seed"])


def _steps(stored: dict) -> np.ndarray:
    """Return the training steps at which every run is evaluated."""
    settings = stored["settings"]
    return np.arange(0, settings["steps"] + 1, settings["every"])


def _padded(run: dict, field: str, points: int) -> list[float]:
    """Return a field of all evaluations, and nan for those after the end."""
    found = [getattr(record, field) for record in run["records"]]
    return found + [np.nan] * (points - len(found))


def _left(runs: list[dict]) -> float:
    """Return the geometric mean of the long-range parts at the runs' ends."""
    return np.exp(np.mean([np.log(run["records"][-1].reach) for run in runs]))


def _counted(what: str) -> Bands:
    """Return the sentences for a count of solved runs, from none to all."""
    words = ("None", "One", "Two", "Three", "Four")
    counts = [
        (k + 0.5, f"{word} of the five {what} solved the task.")
        for k, word in enumerate(words)
    ]
    return (*counts, (None, f"All five {what} solved the task."))


class Training(Explorer):
    """The learning curves of the stored sweep: a line for each seed."""

    def __init__(self):
        stored = load()
        lags = tuple(str(T) for T in sorted({r["T"] for r in stored["runs"]}))
        lag = Choice("lag", lags, "length T of the sequences", "20")
        W_rec = Choice("W_rec", tuple(RNNS), "how the RNN starts", colour="rnn")
        b_f = Choice("b_f", tuple(LSTMS), "how the LSTM starts", colour="lstm")
        self.rnn = Curves(stored, RNNS, lag, W_rec)
        self.lstm = Curves(stored, LSTMS, lag, b_f)

        fig, (above, below) = plt.subplots(
            2, 1, sharex=True, figsize=(5.4, 4.6), height_ratios=(2, 3)
        )
        steps = _steps(stored)
        above.axhline(
            1, color=COLOURS["reference"], linestyle="--", linewidth=1
        )
        above.set(
            xlim=(-10, steps[-1] + 10),
            ylim=(0, 1.08),
            ylabel="answered rightly",
        )
        gradient_axis(
            below,
            "training step",
            r"$\Vert\partial s_T/\partial s_1\Vert$, 2-norm",
        )
        shown = {}
        for curves, name, style in (
            (self.rnn, "rnn", "-"),
            (self.lstm, "lstm", "-."),
        ):
            look = {"color": COLOURS[name], "linestyle": style}
            for score, reach in zip(curves.scores, curves.reaches, strict=True):
                for ax, series in ((above, score), (below, reach)):
                    (line,) = ax.plot(
                        steps, np.ones(len(steps)), linewidth=1.1, **look
                    )
                    shown[line] = series
            above.lines[-1].set_label(name.upper())
        fig.legend(loc="outside upper left", ncols=2, labelcolor="linecolor")

        super().__init__(
            "training",
            fig,
            shown,
            [
                Reading(self.lstm.solved, _counted("LSTM runs")),
                Reading(self.rnn.solved, _counted("RNN runs")),
                Reading(
                    self.lstm.left,
                    "At the end the LSTM's influence of step 1 is {value},",
                ),
                Reading(self.rnn.left, "the RNN's {value}."),
            ],
            [lag, W_rec, b_f],
            alt="Learning curves of five RNNs and five LSTMs. Above, the share "
            "of fresh sequences answered rightly against the training step; "
            "below, the norm of the gradient of the last state with respect to "
            "the first, on a logarithmic axis.",
            title="Which start learns which lag?",
            presets={
                "lag 20, b_f = 0": {lag: "20", b_f: "b_f = 0"},
                "lag 20, chrono": {lag: "20", b_f: "chrono"},
                "lag 200, chrono": {lag: "200", b_f: "chrono"},
            },
        )
