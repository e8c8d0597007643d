"""Bad numbers, names and objects: each error says which argument, what it got and what it wants."""

import re
import warnings
from functools import partial

import numpy as np
import pytest

from examples import CELLS, TOLD, example
from gradflow import gru, leaky, rnn
from gradflow.learning import learner, optimiser, rates, tasks, training
from gradflow.learning.tasks import TASKS

RNG = np.random.default_rng(0)
TASK = TASKS["remember"]
LEARNER = learner.start("RNN", 2, TASK, 3, RNG)
XS, CLASSES = TASK.sample(3, 2, RNG)
TRAJ, OTHER = (cell.forward(cell.start(2, 5, RNG), XS[:, 0]) for cell in (rnn, gru))

COUNTS = [0, -1, 2.5, np.nan, "3", None, [3]]
REALS = [0.0, -1.0, np.nan, "0.1", None, 1j]
THINGS = [None, 3, "rnn", {}]
CHOICES = ["sine", "", None, 3, ["tanh"]]
TRAINED = {"name": "RNN", "T": 3, "seed": 0, "n": 2, "batch": 2, "steps": 1, "every": 1}
SCALARS = [
    ("remember", partial(tasks.remember, rng=RNG), {"T": 3, "batch": 2}, {"T": COUNTS, "batch": COUNTS}),
    ("adding", partial(tasks.adding, rng=RNG), {"T": 3, "batch": 2}, {"T": [1, *COUNTS], "batch": COUNTS}),
    ("clip", partial(optimiser.clip, np.ones(2)), {"limit": 1.0}, {"limit": REALS}),
    ("Adam", optimiser.Adam, {"size": 2, "learning_rate": 0.1}, {"size": COUNTS, "learning_rate": [*REALS, np.inf]}),
    (
        "start",
        learner.start,
        {"name": "RNN", "n": 2, "task": TASK, "T": 3, "rng": RNG},
        {"name": CHOICES, "n": COUNTS, "task": THINGS, "T": COUNTS, "rng": THINGS},
    ),
    *((f"start of {name}", partial(learner.start, name, 2, TASK, rng=RNG), {"T": 2}, {"T": [1]}) for name in TOLD),
    (
        "wilson",
        rates.wilson,
        {"solved": 1, "seeds": 2, "share": 0.9},
        {"solved": COUNTS[1:], "seeds": COUNTS, "share": REALS},
    ),
    (
        "fisher",
        rates.fisher,
        {"solved": 1, "seeds": 2, "solved_2": 0, "seeds_2": 3},
        {"solved": COUNTS[1:], "seeds": COUNTS},
    ),
    *(
        (f"{kind}.start", cell.module.start, {"n": 2, "m": 1, "rng": RNG}, {"n": COUNTS, "m": COUNTS, "rng": THINGS})
        for kind, cell in CELLS.items()
    ),
    (
        "gradients",
        partial(learner.gradients, xs=XS, targets=CLASSES),
        {"learner": LEARNER, "task": TASK},
        {"learner": THINGS, "task": THINGS},
    ),
    (
        "evaluate",
        training.evaluate,
        {"learner": LEARNER, "task": TASK, "T": 3, "step": 0, "gradient": 1.0, "rng": RNG},
        {
            "learner": THINGS,
            "task": THINGS,
            "T": COUNTS,
            "step": COUNTS[1:],
            "gradient": [np.nan, "1", None, 1j],
            "rng": THINGS,
        },
    ),
    ("has_solved", partial(training.has_solved, [0.5]), {"enough": 0.9}, {"enough": [np.nan, "0.9", None, 1j]}),
    ("named", tasks.named, {"task": "adding"}, {"task": CHOICES}),
    *(
        (name, partial(function, LEARNER.params._replace(W_in=np.ones((2, 5)))), {"traj": TRAJ}, {"traj": THINGS})
        for name, function in (
            ("rnn.backward", rnn.backward),
            ("rnn.state_jacobians", rnn.state_jacobians),
            ("rnn.temporal_components", rnn.temporal_components),
        )
    ),
    (
        "train",
        training.train,
        TRAINED,
        {
            "name": CHOICES,
            "task": CHOICES,
            **dict.fromkeys(("T", "n", "batch", "every"), COUNTS),
            "seed": COUNTS[1:],
            "steps": COUNTS[1:],
            "learning_rate": [*REALS, np.inf],
            "limit": REALS,
            "enough": [np.nan, "0.9", None, 1j],
        },
    ),
    (
        "rnn.forward",
        partial(rnn.forward, rnn.RNNParams(np.eye(2), np.eye(2), np.zeros(2)), np.ones((3, 2)), np.zeros(2)),
        {"activation": "tanh"},
        {"activation": CHOICES},
    ),
    (
        "leaky.forward",
        partial(leaky.forward, rnn.RNNParams(np.eye(2), np.eye(2), np.zeros(2)), np.ones((3, 2)), np.zeros(2)),
        {"b_a": 1.0},
        {"b_a": [np.nan, np.inf, "1", None, 1j]},
    ),
]


@pytest.mark.parametrize(
    ("call", "good", "argument", "bad"),
    [
        pytest.param(call, good, argument, bad, id=f"{name}, {argument} = {bad!r}")
        for name, call, good, wrong in SCALARS
        for argument, values in wrong.items()
        for bad in values
    ],
)
def test_a_bad_number_or_choice_is_named(call, good, argument, bad):
    call(**good)
    message = rf"^{argument} is {re.escape(repr(bad))}; it must be "
    with warnings.catch_warnings(action="error"), pytest.raises(ValueError, match=message):
        call(**good | {argument: bad})


@pytest.mark.parametrize("function", [rnn.backward, rnn.state_jacobians, rnn.temporal_components])
def test_the_trajectory_of_another_cell_is_named(function):
    with pytest.raises(ValueError, match=r"^traj is Trajectory\(xs=.*; it must be a Trajectory of xs, zs, cs"):
        function(LEARNER.params, OTHER)


@pytest.mark.parametrize("kind", CELLS)
def test_the_influence_is_of_one_sequence(kind):
    params, xs, starts, _ = example(kind, (2, 1, 3), 0, 4)
    module = CELLS[kind].module
    with pytest.raises(ValueError, match=r"^traj holds a batch, xs \(3, 4, 1\); it must be of one sequence"):
        module.temporal_components(params, module.forward(params, xs, *starts))


@pytest.mark.parametrize("params", [None, 3, "weights", [np.eye(2)], {}])
@pytest.mark.parametrize("kind", CELLS)
def test_parameters_that_are_none_are_named(kind, params):
    module = CELLS[kind].module
    with pytest.raises(ValueError, match=rf"^params is {re.escape(repr(params))[:50]}.*; it must hold \w+, "):
        module.forward(params, np.ones((3, 1)))
