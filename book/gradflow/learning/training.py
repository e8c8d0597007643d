"""Train a network by the derivative that the book derived: Adam, clipped gradients."""

from typing import NamedTuple

import numpy as np
from tqdm.auto import tqdm

from ..networks import influence
from ..networks.checks import array, checked, choice, instance, number, whole
from .learner import STARTS, Learner, fitting, gradients, start
from .optimiser import Adam, clip, length
from .tasks import Task, named

JUDGED, PROBED = 128, 8
"""Fresh sequences that an evaluation uses: for the score, and for the Jacobians."""


class Record(NamedTuple):
    """What one evaluation found.

    score: share of fresh sequences answered rightly; loss: their mean error;
    gradient: norm of the whole gradient before clipping; reach: geometric mean of the
    norm of ds_T/ds_1 over fresh sequences, the part from long ago, where s is the
    state (c for an RNN, the pair (c, h) for an LSTM); last: the same of
    ds_T/ds_{T-1}; b_f: mean forget-gate bias, None where there is no such gate.
    """

    step: int
    loss: float
    score: float
    gradient: float
    reach: float
    last: float
    b_f: float | None


class Run(NamedTuple):
    """A finished run: its evaluations, whether it solved the task, and the network."""

    records: list[Record]
    solved: bool
    learner: Learner


def _scored(scores, enough):
    scores = array("scores", scores, ("evaluations",))
    return scores, number("enough", enough, finite=False)


@checked(_scored)
def has_solved(scores: list[float], enough: float) -> bool:
    """Return whether two evaluations in a row, the last two, scored enough."""
    return len(scores) > 1 and bool(min(scores[-2:]) >= enough)


def _judged(learner, task, T, step, gradient, rng):
    return (
        fitting(learner, instance("task", task, Task)),
        task,
        whole("T", T),
        whole("step", step, 0),
        number("gradient", gradient, finite=False),
        instance("rng", rng, np.random.Generator),
    )


@checked(_judged)
def evaluate(
    learner: Learner,
    task: Task,
    T: int,
    step: int,
    gradient: float,
    rng: np.random.Generator,
) -> Record:
    """Return what a fresh set of sequences says about the network."""
    xs, targets = task.sample(T, JUDGED, rng)
    readout = learner.run(xs)[1]
    traj = learner.run(xs[:, :PROBED])[0]
    J = learner.cell.state_jacobians(learner.params, traj)
    product = np.eye(J.shape[-1])
    for J_t in J[1:]:
        product = J_t @ product
    reach, last = (
        float(np.exp(np.mean(np.log(influence.norm_2(M) + 1e-300))))
        for M in (product, J[-1])
    )
    b_f = getattr(learner.params, "b_f", None)
    return Record(
        step,
        float(task.error(readout, targets)[0]),
        task.score(readout, targets),
        gradient,
        reach,
        last,
        None if b_f is None else float(np.mean(b_f)),
    )


def _settings(
    name,
    T,
    seed,
    task,
    n,
    batch,
    steps,
    learning_rate,
    limit,
    every,
    enough,
    bar,
):
    return (
        choice("name", name, STARTS),
        whole("T", T),
        whole("seed", seed, 0),
        named(task),
        whole("n", n),
        whole("batch", batch),
        whole("steps", steps, 0),
        number("learning_rate", learning_rate, above=0),
        number("limit", limit, above=0, finite=False),
        whole("every", every),
        number("enough", enough, finite=False),
        bar,
    )


@checked(_settings)
def train(
    name: str,
    T: int,
    seed: int,
    task: str | Task = "remember",
    n: int = 32,
    batch: int = 32,
    steps: int = 400,
    learning_rate: float = 0.01,
    limit: float = 1.0,
    every: int = 25,
    enough: float = 0.95,
    progress: bool = False,
) -> Run:
    """Train one network from its start until it solves the task, or the steps end.

    Parameters
    ----------
    name : str
        One of ``STARTS``.
    T : int
        Length of the sequences: the lag is T - 1.
    seed : int
        Of the start, the training sequences and the fresh ones.
    task : {"remember", "adding"} or Task
    limit : float
        Longest gradient that is used; np.inf does not clip.
    every, enough : int, float
        The network is evaluated each ``every`` steps; it has solved the task when two
        evaluations in a row score at least ``enough``, and then the run ends.
    progress : bool
        Show a bar.

    Raises
    ------
    ValueError
        If there is no such start or task, or a number is not one or too small.
    """
    rng, fresh = (np.random.default_rng([seed, k]) for k in (0, 1))
    learner = start(name, n, task, T, rng)
    adam, records = Adam(learner.row.size, learning_rate), []
    for step in tqdm(range(steps + 1), desc=name, disable=not progress):
        xs, targets = task.sample(T, batch, rng)
        gradient = gradients(learner, xs, targets, task)[1].row
        if step % every == 0:
            norm = length(gradient)
            records.append(evaluate(learner, task, T, step, norm, fresh))
            if has_solved([record.score for record in records], enough):
                return Run(records, True, learner)
        update = adam.step(clip(gradient, limit))
        learner = learner.with_row(learner.row - update)
    return Run(records, False, learner)
