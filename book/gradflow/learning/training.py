"""Train both networks in NumPy, by the derivative that the book derived: Adam and clipped gradients."""

from typing import NamedTuple

import numpy as np
from tqdm.auto import tqdm

from ..networks import influence, lstm, rnn
from .optimiser import Adam, clip
from .tasks import TASKS, Task

STARTS = (
    "RNN",
    "RNN, radius 1",
    "LSTM, b_f = 0",
    "LSTM, b_f = 1",
    "LSTM, chrono",
)
"""The networks that can be trained: the cell, and what is special about its start."""

JUDGED, LISTENED = 128, 8
"""Fresh sequences that every evaluation uses: for the score, and for the norms of the Jacobians."""


class Network(NamedTuple):
    """A cell's parameters, and the readout: outputs = W_out c_T + b_out (RNN) or W_out h_T + b_out (LSTM)."""

    cell: rnn.RNNParams | lstm.LSTMParams
    W_out: np.ndarray
    b_out: np.ndarray


class Record(NamedTuple):
    """What one evaluation found.

    score: share of fresh sequences answered rightly; loss: their mean error; gradient: norm of the
    whole gradient before clipping; reach: geometric mean of the norm of ds_T/ds_1 over fresh
    sequences, the part from long ago, where s is c (RNN) or the pair (c, h) (LSTM); last: the same
    of ds_T/ds_{T-1}; b_f: mean forget-gate bias.
    """

    step: int
    loss: float
    score: float
    gradient: float
    reach: float
    last: float
    b_f: float | None


class Run(NamedTuple):
    """A finished run: its evaluations, whether and when it solved the task, and the network."""

    records: list[Record]
    solved: bool
    network: Network


def start(
    name: str, n: int, task: Task, T: int, rng: np.random.Generator
) -> Network:
    """Return an untrained network of n units.

    All weights are uniform on ±1/√n, a usual choice; biases are 0. Then, as the name says: the
    RNN's W_rec is scaled to a largest eigenvalue of modulus 1; b_f is 0, or 1; or, chrono,
    b_f = log u, u uniform on [1, T-1], and b_i = -b_f.

    Raises
    ------
    ValueError
        If the name is not one of ``STARTS``.

    Notes
    -----
    Jozefowicz, Zaremba & Sutskever 2015 (b_f = 1); Tallec & Ollivier 2018 (chrono).
    """
    if name not in STARTS:
        raise ValueError(f"name is {name!r}; it must be one of {STARTS}")

    def uniform(*shape):
        return rng.uniform(-1, 1, shape) / np.sqrt(n)

    W_out, b_out = uniform(task.outputs, n), np.zeros(task.outputs)
    if name.startswith("RNN"):
        W_rec = uniform(n, n)
        if name == "RNN, radius 1":
            W_rec /= np.abs(np.linalg.eigvals(W_rec)).max()
        return Network(
            rnn.RNNParams(W_rec, uniform(n, task.inputs), np.zeros(n)),
            W_out,
            b_out,
        )
    b_f, b_i, b_o, b_c = np.zeros((4, n))
    if name == "LSTM, b_f = 1":
        b_f += 1
    if name == "LSTM, chrono":
        b_f += np.log(rng.uniform(1, T - 1, n))
        b_i -= b_f
    return Network(
        lstm.LSTMParams(*uniform(4, n, n + task.inputs), b_f, b_i, b_o, b_c),
        W_out,
        b_out,
    )


def _forward(network: Network, xs: np.ndarray) -> tuple:
    """Return the trajectory, the last states and the outputs."""
    s_0 = np.zeros(network.W_out.shape[1])
    if isinstance(network.cell, rnn.RNNParams):
        traj = rnn.forward(network.cell, xs, s_0)
        last = traj.cs[:, -1]
    else:
        traj = lstm.forward(network.cell, xs, s_0, s_0)
        last = traj.hs[:, -1]
    return traj, last, last @ network.W_out.T + network.b_out


def gradients(
    network: Network, xs: np.ndarray, targets: np.ndarray, task: Task
) -> tuple[float, Network]:
    """Return the mean error of a batch, and its derivatives in the shape of the network."""
    traj, last, outputs = _forward(network, xs)
    loss, d_outputs = task.error(outputs, targets)
    dE_ds = np.zeros((*xs.shape[:2], last.shape[1]))
    dE_ds[:, -1] = d_outputs @ network.W_out
    if isinstance(network.cell, rnn.RNNParams):
        found = rnn.backward(network.cell, traj, dE_ds)
        cell = rnn.RNNParams(*found[:3])
    else:
        found = lstm.backward(network.cell, traj, np.zeros_like(dE_ds), dE_ds)
        cell = lstm.LSTMParams(*found[:8])
    return loss, Network(cell, d_outputs.T @ last, d_outputs.sum(axis=0))


def _flat(network: Network) -> np.ndarray:
    """Return all numbers of a network in one row."""
    return np.concatenate(
        [part.ravel() for part in (*network.cell, *network[1:])]
    )


def _shaped(flat: np.ndarray, like: Network) -> Network:
    """Return a row of numbers in the shape of a network: the inverse of ``_flat``."""
    parts = [*like.cell, *like[1:]]
    ends = np.cumsum([part.size for part in parts])[:-1]
    arrays = [
        piece.reshape(part.shape)
        for piece, part in zip(np.split(flat, ends), parts, strict=True)
    ]
    return Network(type(like.cell)(*arrays[:-2]), *arrays[-2:])


def _evaluate(
    network: Network, task: Task, T: int, step: int, gradient: float, rng
) -> Record:
    """Return what a fresh set of sequences says about the network."""
    xs, targets = task.sample(T, JUDGED, rng)
    outputs = _forward(network, xs)[2]
    module = rnn if isinstance(network.cell, rnn.RNNParams) else lstm
    J = module.state_jacobians(
        network.cell, _forward(network, xs[:LISTENED])[0]
    )
    product = np.eye(J.shape[-1])
    for t in range(1, T):
        product = J[:, t] @ product
    reach, last = (
        float(np.exp(np.mean(np.log(influence.norm_2(M) + 1e-300))))
        for M in (product, J[:, -1])
    )
    b_f = float(np.mean(network.cell.b_f)) if module is lstm else None
    loss, score = (
        float(task.error(outputs, targets)[0]),
        task.score(outputs, targets),
    )
    return Record(step, loss, score, gradient, reach, last, b_f)


def train(
    name: str,
    T: int,
    seed: int,
    task: str = "remember",
    n: int = 32,
    batch: int = 32,
    steps: int = 400,
    learning_rate: float = 0.01,
    limit: float = 1.0,
    every: int = 25,
    enough: float = 0.95,
    progress: bool = False,
) -> Run:
    """Train one network from its start until it solves the task, or the steps are used up.

    Parameters
    ----------
    name : str
        One of ``STARTS``.
    T : int
        Length of the sequences: the lag is T - 1.
    seed : int
        Of the start, the training sequences and the fresh ones.
    task : {"remember", "adding"}
    limit : float
        Longest gradient that is used; np.inf does not clip.
    every, enough : int, float
        The network is evaluated each ``every`` steps; it has solved the task when two
        evaluations in a row score at least ``enough``, and then the run ends.
    progress : bool
        Show a bar.
    """
    rng, fresh = (np.random.default_rng([seed, k]) for k in (0, 1))
    chosen = TASKS[task]
    network = start(name, n, chosen, T, rng)
    flat = _flat(network)
    adam, records = Adam(flat.size, learning_rate), []
    for step in tqdm(range(steps + 1), desc=name, disable=not progress):
        xs, targets = chosen.sample(T, batch, rng)
        gradient = _flat(gradients(network, xs, targets, chosen)[1])
        if step % every == 0:
            length = float(np.linalg.norm(gradient))
            records.append(_evaluate(network, chosen, T, step, length, fresh))
            scores = [record.score for record in records[-2:]]
            if step > 0 and min(scores) >= enough:
                return Run(records, True, network)
        flat = flat - adam.step(clip(gradient, limit))
        network = _shaped(flat, network)
    return Run(records, False, network)
