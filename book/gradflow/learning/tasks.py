"""Two tasks for a long memory: remember a symbol, add two marked numbers."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..networks.checks import array, checked, choice, instance, whole

CLASSES = 4


class Task(NamedTuple):
    """A task: how examples are drawn, and how the last outputs are judged.

    sample(T, batch, rng) gives inputs (T, B, inputs) and targets (B,);
    error(outputs, targets) gives the mean error and its derivative with respect
    to the outputs (B, outputs); score(outputs, targets) is the share of the
    sequences answered rightly.
    """

    inputs: int
    outputs: int
    sample: Callable
    error: Callable
    score: Callable


def _sizes(T, batch, rng):
    rng = instance("rng", rng, np.random.Generator)
    return whole("T", T), whole("batch", batch), rng


def _halves(T, batch, rng):
    return whole("T", T, 2), *_sizes(T, batch, rng)[1:]


def _classified(outputs, classes):
    outputs = array("outputs", outputs, ("B", "classes"))
    B, count = outputs.shape
    classes = array("classes", classes, (B,))
    known = (classes >= 0) & (classes < count) & (classes % 1 == 0)
    wrong = classes[~known]
    if wrong.size:
        raise ValueError(
            f"classes holds {wrong[0]:g}; every value must be a whole number "
            f"from 0 to {count - 1}"
        )
    return outputs, classes.astype(int)


def _summed(outputs, sums):
    outputs = array("outputs", outputs, ("B", 1))
    return outputs, array("sums", sums, (len(outputs),))


@checked(_sizes)
def remember(
    T: int, batch: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw sequences whose class is shown at step 1 and asked for at step T.

    Each class has a channel, which is 1 at step 1 if it is the class; otherwise
    they are silent. A channel of its own carries noise, normal with standard
    deviation 1, at every later step.

    Returns
    -------
    xs : ndarray, shape (T, batch, 5)
    classes : ndarray of int, shape (batch,)

    Notes
    -----
    The latching problem of Bengio, Simard & Frasconi 1994, section II, with
    four classes.
    """
    classes = rng.integers(CLASSES, size=batch)
    xs = np.zeros((T, batch, CLASSES + 1))
    xs[0, :, :CLASSES] = np.eye(CLASSES)[classes]
    xs[1:, :, CLASSES] = rng.normal(size=(batch, T - 1)).T
    return xs, classes


@checked(_classified)
def cross_entropy(
    outputs: np.ndarray, classes: np.ndarray
) -> tuple[float, np.ndarray]:
    r"""Return the mean of :math:`-\log p_{class}`, and its derivative.

    p is the softmax of the outputs.
    """
    shifted = outputs - outputs.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    wanted = np.arange(logs.shape[1]) == classes[:, None]
    return -np.mean(logs[wanted]), (np.exp(logs) - wanted) / len(classes)


@checked(_classified)
def largest_is_right(outputs: np.ndarray, classes: np.ndarray) -> float:
    """Return the share of sequences whose largest output is the class's."""
    return float(np.mean(outputs.argmax(axis=1) == classes))


@checked(_halves)
def adding(
    T: int, batch: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw sequences of numbers; the sum of two marked ones is asked for at T.

    The first channel holds numbers uniform on [0, 1]; the second is 1 at two
    steps, one in each half of the sequence, and 0 elsewhere. Always answering
    1, the mean of the sum, has a mean squared error of 1/6.

    Returns
    -------
    xs : ndarray, shape (T, batch, 2)
    sums : ndarray, shape (batch,)

    Notes
    -----
    Hochreiter & Schmidhuber 1997, experiment 4, in the form of Le, Jaitly &
    Hinton 2015, section 4.1.
    """
    xs = np.zeros((T, batch, 2))
    xs[:, :, 0] = rng.uniform(size=(batch, T)).T
    each = np.arange(batch)
    marked = (
        rng.integers(T // 2, size=batch),
        rng.integers(T // 2, T, size=batch),
    )
    for steps in marked:
        xs[steps, each, 1] = 1
    return xs, sum(xs[steps, each, 0] for steps in marked)


@checked(_summed)
def squared_error(
    outputs: np.ndarray, sums: np.ndarray
) -> tuple[float, np.ndarray]:
    """Return the mean squared error of the one output, and its derivative."""
    difference = outputs[:, 0] - sums
    return np.mean(difference**2), 2 * difference[:, None] / len(sums)


@checked(_summed)
def within_a_tenth(outputs: np.ndarray, sums: np.ndarray) -> float:
    """Return the share of outputs that are less than 0.1 from the sum."""
    return float(np.mean(np.abs(outputs[:, 0] - sums) < 0.1))


TASKS = {
    "remember": Task(
        CLASSES + 1, CLASSES, remember, cross_entropy, largest_is_right
    ),
    "adding": Task(2, 1, adding, squared_error, within_a_tenth),
}


def named(task: str | Task) -> Task:
    """Return the task of this name, or a task as it is.

    Raises
    ------
    ValueError
        If the name is not one of ``TASKS``.
    """
    if isinstance(task, Task):
        return task
    return TASKS[choice("task", task, TASKS)]
