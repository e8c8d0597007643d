"""Bad input to every public function: each error says which argument, what it got and what it wants.

``doors`` is the table: a function, good arguments, and which of their axes are free. A test breaks one
argument at a time, in one way, or gives the same numbers in another form.
"""

import re
import warnings
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from examples import BATCHES, CELLS, SEEDS, example
from gradflow import influence, rnn
from gradflow.learning import learner, optimiser, tasks, training
from gradflow.learning.tasks import TASKS

SIZES = st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 5))
"""n units, m inputs, T steps: one of each, too."""

FEW = settings(max_examples=10, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""For the tests of every door: there are many, and what fails is small already."""


class Door(NamedTuple):
    """A function, and good arguments by name.

    free: the axes of an argument whose length is free, or ... for all but the last two; whole: arguments of
    whole numbers; scaled: arguments that the extremes scale, by default all; infinite: nan and infinity are
    good input, too.
    """

    call: Callable
    arguments: dict
    free: dict = {}  # noqa: RUF012
    whole: tuple = ()
    scaled: tuple = ()
    infinite: bool = False

    def with_other(self, **changed):
        """Call the function with some arguments changed."""
        return self.call(**self.arguments | changed)


def with_params(function, like, **rest):
    """Return a function of a network's parts by name, and of further arguments."""

    def call(**given):
        parts = [given.pop(name) for name in like._fields]
        return function(type(like)(*parts), **given, **rest)

    return call


def network_doors(kind, sizes, seed, B=None):
    """Return the doors of a cell's module, for a sequence or for a batch of B."""
    cell = CELLS[kind]
    params, xs, starts, errors = example(kind, sizes, seed, B)
    weights = params._asdict()
    traj = cell.module.forward(params, xs, *starts)
    found = {
        "forward": Door(
            with_params(cell.module.forward, params),
            weights | {"xs": xs} | dict(zip(cell.starts, starts, strict=True)),
            {"xs": (0,)},
        ),
        "backward": Door(
            with_params(cell.module.backward, params, traj=traj),
            weights | dict(zip(cell.errors, errors, strict=True)),
        ),
        "from_outputs": Door(
            with_params(cell.module.from_outputs, params, traj=traj), weights | {"dE_doutputs": errors[0]}
        ),
    }
    others = ["state_jacobians", "temporal_components"][: 2 if B is None else 1]
    for name in (*others, *(["cell_terms"] if kind == "lstm" else [])):
        found[name] = Door(with_params(getattr(cell.module, name), params, traj=traj), weights)
    where = "" if B is None else " of a batch"
    return {f"{kind}.{name}{where}": door._replace(scaled=params._fields) for name, door in found.items()}


def learning_doors(sizes, seed):
    """Return the doors of tasks, optimiser and training."""
    n, m, T = sizes
    rng = np.random.default_rng(seed)
    outputs, classes, sums = rng.normal(size=(m, 4)), rng.integers(4, size=m), rng.normal(size=m)
    found = {
        "cross_entropy": Door(
            tasks.cross_entropy, {"outputs": outputs, "classes": classes}, {"outputs": (1,)}, ("classes",)
        ),
        "largest_is_right": Door(
            tasks.largest_is_right, {"outputs": outputs, "classes": classes}, {"outputs": (1,)}, ("classes",)
        ),
        "squared_error": Door(tasks.squared_error, {"outputs": outputs[:, :1], "sums": sums}),
        "within_a_tenth": Door(tasks.within_a_tenth, {"outputs": outputs[:, :1], "sums": sums}),
        "clip": Door(partial(optimiser.clip, limit=1.0), {"gradient": sums}, {"gradient": (0,)}),
        "Adam.step": Door(lambda gradient: optimiser.Adam(m, 0.1).step(gradient), {"gradient": sums}),
    }
    for kind, name in (("rnn", "RNN"), ("lstm", "LSTM, b_f = 1"), ("gru", "GRU")):
        task = TASKS["remember"]
        network = learner.start(name, n, task, T, rng)
        xs, targets = task.sample(T, m, rng)

        def with_parts(function, *, W_out, b_out, like=network, **given):
            parts = [given.pop(name) for name in like.params._fields]
            return function(learner.Learner(like.cell, type(like.params)(*parts), W_out, b_out), **given)

        def gradients(learned, *, xs, classes, task=task):
            return learner.gradients(learned, xs, classes, task)

        def evaluate(learned, task=task):
            return training.evaluate(learned, task, 3, 0, 1.0, np.random.default_rng(0))

        parts = network.params._asdict() | {"W_out": network.W_out, "b_out": network.b_out}
        sequence = {"xs": xs, "classes": targets}
        found[f"gradients of {kind}"] = Door(
            partial(with_parts, gradients), parts | sequence, {"xs": (0,)}, ("classes",), tuple(parts)
        )
        found[f"evaluate {kind}"] = Door(partial(with_parts, evaluate), parts)
        found[f"run {kind}"] = Door(
            partial(with_parts, learner.Learner.run), parts | {"xs": xs}, {"xs": (0, 1)}, scaled=tuple(parts)
        )
        found[f"with_row of {kind}"] = Door(network.with_row, {"row": network.row})
    return found


def influence_doors(sizes, seed):
    """Return the doors of norms and products."""
    n, _, T = sizes
    J = np.random.default_rng(seed).normal(size=(T, n, n))
    return {
        "influence.reach": Door(influence.reach, {"J": J}, {"J": (0,)}),
        "influence.components": Door(influence.components, {"J": J}, {"J": (0,)}),
        "influence.norm_2": Door(influence.norm_2, {"matrices": J}, {"matrices": ...}, infinite=True),
    }


ROOMS = {
    "influence": lambda sizes, seed, _: influence_doors(sizes, seed),
    **{kind: lambda sizes, seed, _, kind=kind: network_doors(kind, sizes, seed) for kind in CELLS},
    **{f"{kind} batch": lambda sizes, seed, B, kind=kind: network_doors(kind, sizes, seed, B) for kind in CELLS},
    "learning": lambda sizes, seed, _: learning_doors(sizes, seed),
}


def doors(sizes, seed, B, room):
    """Return the doors of a room, by name, for n units, m inputs, T steps and, in a batch, B sequences."""
    return ROOMS[room](sizes, seed, B)


DOORS = [(room, name) for room in ROOMS for name in doors((2, 2, 3), 0, 2, room)]


def at_random(value, rng, entry, dtype=float):
    """Return a copy of an array with another entry at a random place."""
    changed = np.array(value, dtype=dtype)
    changed[tuple(rng.integers(changed.shape))] = entry
    return changed


def other_shape(value, rng, free):
    """Return an array one longer or shorter along an axis that is not free, or of too many axes or too few."""
    axes = range(value.ndim)
    fixed = axes[-2:] if free is ... else [axis for axis in axes if axis not in free]
    ways = [lambda: np.float64(0.5)] + [lambda: value[None, None, None]] * (free is not ...)
    ways += [partial(np.insert, value, 0, 0, axis) for axis in fixed]
    ways += [partial(np.delete, value, 0, axis) for axis in fixed]
    return ways[rng.integers(len(ways))]()


BREAKS = {
    "another shape": (other_shape, r"has shape"),
    "nothing in it": (lambda value, rng, _: value[:0], r"has shape"),
    "nan": (lambda value, rng, _: at_random(value, rng, np.nan), r"holds nan; every value must be finite"),
    "infinity": (lambda value, rng, _: at_random(value, rng, -np.inf), r"holds -inf; every value must be finite"),
    "a complex number": (lambda value, rng, _: at_random(value, rng, 1j, complex), r"is complex; it must be real"),
    "text": (lambda value, rng, _: at_random(value, rng, "one", object), r".*must be"),
    "objects": (lambda value, rng, _: at_random(value, rng, {}, object), r".*must be"),
    "rows of different lengths": (lambda value, rng, _: [*value.tolist(), [[], [[]]]], r".*must be"),
    "None in it": (lambda value, rng, _: at_random(value, rng, None, object), r".*must be"),
}


def refusal(door, changed):
    """Return the message with which a function refuses changed arguments, and what it warned of."""
    with warnings.catch_warnings(action="error"), pytest.raises(ValueError) as error:  # noqa: PT011
        door.with_other(**changed)
    return str(error.value)


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize(("room", "name"), DOORS)
@FEW
@given(sizes=SIZES, seed=SEEDS, B=BATCHES, choice=SEEDS)
def test_a_bad_argument_is_named(room, name, how, sizes, seed, B, choice):
    """A shape that does not fit may be blamed on the other argument, if what is said of it is true."""
    door = doors(sizes, seed, B, room)[name]
    argument = [*door.arguments][choice % len(door.arguments)]
    if how in ("nan", "infinity") and door.infinite:
        return
    change, pattern = BREAKS[how]
    changed = {argument: change(door.arguments[argument], np.random.default_rng(choice), door.free.get(argument, ()))}
    message = refusal(door, changed)
    if pattern != "has shape":
        assert re.match(f"{argument} {pattern}", message), message
        return
    found = re.match(r"(\w+) has shape (\(.*?\)); it must be (\(.*?\))", message)
    assert found, message
    blamed, got, want = found.groups()
    assert blamed in door.arguments, message
    assert got == str(np.shape((door.arguments | changed)[blamed]))
    assert got != want


@pytest.mark.parametrize("entry", [4, -1, 0.5])
@pytest.mark.parametrize("name", ["cross_entropy", "largest_is_right", "gradients of rnn", "gradients of gru"])
def test_a_class_that_there_is_not_is_named(name, entry):
    door = doors((2, 3, 3), 0, 1, "learning")[name]
    wrong = at_random(door.arguments["classes"], np.random.default_rng(0), entry, type(entry))
    assert re.match(rf"classes holds {entry}; .* must be", refusal(door, {"classes": wrong}))


@pytest.mark.parametrize(
    ("room", "name"), [(room, name) for room, name in DOORS if re.match(r"\w+\.(back|from|state|temp|cell)", name)]
)
@FEW
@given(sizes=SIZES, seed=SEEDS, B=BATCHES)
def test_a_trajectory_of_another_network_is_named(room, name, sizes, seed, B):
    n, m, T = sizes
    mine, other = doors(sizes, seed, B, room)[name], doors((n + 1, m, T), seed, B, room)[name]
    assert re.match(r"\w+ has shape \(.*\); it must be \(.*\)", refusal(other, mine.arguments))


FORMS = {
    "lists": lambda value: value.tolist(),
    "float32": lambda value: value.astype(np.float32),
    "whole numbers": lambda value: np.round(value).astype(int),
    "short whole numbers": lambda value: np.round(value).astype(np.int8),
    "Fortran's order": np.asfortranarray,
    "every second entry of a larger array": lambda value: np.repeat(value, 2, axis=-1)[..., ::2],
    "an array that cannot be written": lambda value: np.broadcast_to(value, value.shape),
}


@pytest.mark.parametrize(("room", "name"), DOORS)
@FEW
@given(form=st.sampled_from([*FORMS]), sizes=SIZES, seed=SEEDS, B=BATCHES)
def test_the_form_of_numbers_changes_nothing(room, name, form, sizes, seed, B):
    """One after the other and all at once; and no argument is changed by the call."""
    door = doors(sizes, seed, B, room)[name]
    formed = {name: FORMS[form](value) for name, value in door.arguments.items() if name not in door.whole}
    plain = {name: np.array(value, dtype=float) for name, value in formed.items()}
    for some in (*([name] for name in formed), formed):
        before = {name: np.array(formed[name]) for name in some}
        got = numbers(door.with_other(**{name: formed[name] for name in some}))
        want = numbers(door.with_other(**{name: plain[name] for name in some}))
        np.testing.assert_allclose(got, want, rtol=1e-12, atol=1e-12)
        assert got.dtype == float
        for name in some:
            np.testing.assert_array_equal(formed[name], before[name])


def numbers(result):
    """Return all numbers of a result in one row."""
    if isinstance(result, tuple):
        return np.concatenate([numbers(part) for part in result])
    return np.zeros(0) if isinstance(result, ModuleType | None) else np.ravel(result)


@pytest.mark.parametrize(("room", "name"), DOORS)
@FEW
@given(sizes=SIZES, seed=SEEDS, B=BATCHES, power=st.integers(-330, 300))
def test_huge_and_tiny_weights_give_numbers_or_infinity(room, name, sizes, seed, B, power):
    """No nan where a number has a meaning, and no warning on the way."""
    door = doors(sizes, seed, B, room)[name]
    scaled = [name for name in door.scaled or door.arguments if name not in door.whole]
    with warnings.catch_warnings(action="error"):
        result = numbers(door.with_other(**{name: door.arguments[name] * 10.0**power for name in scaled}))
    meaningless = sizes[2] * (sizes[2] + 1) // 2 if "components" in name else 0
    assert np.isnan(result).sum() == meaningless


@given(sizes=SIZES, seed=SEEDS, power=st.integers(-330, 300))
def test_a_product_is_infinite_or_zero_only_where_floats_end(sizes, seed, power):
    """A rotation, scaled: the norm over k steps is the scale to the k."""
    n, _, T = sizes
    scale = 10.0**power
    J = np.repeat(np.linalg.qr(np.random.default_rng(seed).normal(size=(1, n, n)))[0] * scale, T, axis=0)
    with np.errstate(over="ignore", under="ignore"):
        want = np.float64(scale) ** np.arange(T + 1)
    want[want < 1e-307] = 0  # a subnormal has lost digits
    for got in (influence.reach(J), influence.components(J)[-1, ::-1]):
        np.testing.assert_allclose(np.where(got < 1e-307, 0, got), want, rtol=1e-12)


@pytest.mark.parametrize("activation", ["identity", "relu"])
@given(sign=st.sampled_from([1, -1]), power=st.integers(-330, 300), T=st.integers(1, 5))
def test_a_state_is_infinite_only_where_floats_end(activation, sign, power, T):
    """One unit that nothing drives: c_t is the weight to the t, for ever 0 once ReLU has cut it."""
    weight = sign * 10.0**power
    params = rnn.RNNParams(np.full((1, 1), weight), np.ones((1, 1)), np.zeros(1))
    with warnings.catch_warnings(action="error"):
        cs = rnn.forward(params, np.zeros((T, 1)), np.ones(1), activation).cs[:, 0]
    with np.errstate(over="ignore", under="ignore"):
        want = np.float64(weight) ** np.arange(T + 1)
    if activation == "relu" and sign < 0:
        want[1:] = 0
    np.testing.assert_allclose(cs, want, rtol=1e-12, atol=1e-307)


@given(size=st.integers(1, 5), seed=SEEDS, power=st.integers(-290, 307))
def test_a_clipped_gradient_has_its_direction_however_long_it_is(size, seed, power):
    gradient = np.random.default_rng(seed).uniform(0.5, 1, size)
    with warnings.catch_warnings(action="error"):
        clipped = optimiser.clip(gradient * 10.0**power, 2.0)
    length = np.linalg.norm(gradient)
    np.testing.assert_allclose(clipped, gradient * min(10.0**power, 2 / length), rtol=1e-12)


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("name", learner.STARTS)
def test_one_unit_and_two_steps_are_enough_to_train(name, n):
    with warnings.catch_warnings(action="error"):
        run = training.train(name, 2, 0, n=n, batch=1, steps=2, every=1)
    assert len(run.records) == 3


COUNTS = [0, -1, 2.5, np.nan, "3", None, [3]]
REALS = [0.0, -1.0, np.nan, "0.1", None, 1j]
CHOICES = ["sine", "", None, 3, ["tanh"]]
TRAINED = {"name": "RNN", "T": 3, "seed": 0, "n": 2, "batch": 2, "steps": 1, "every": 1}
RNG = np.random.default_rng(0)
SCALARS = [
    ("remember", partial(tasks.remember, rng=RNG), {"T": 3, "batch": 2}, {"T": COUNTS, "batch": COUNTS}),
    ("adding", partial(tasks.adding, rng=RNG), {"T": 3, "batch": 2}, {"T": [1, *COUNTS], "batch": COUNTS}),
    ("clip", partial(optimiser.clip, np.ones(2)), {"limit": 1.0}, {"limit": REALS}),
    ("Adam", optimiser.Adam, {"size": 2, "learning_rate": 0.1}, {"size": COUNTS, "learning_rate": [*REALS, np.inf]}),
    (
        "start",
        partial(learner.start, task=TASKS["remember"], rng=RNG),
        {"name": "RNN", "n": 2, "T": 3},
        {"name": CHOICES, "n": COUNTS, "T": COUNTS},
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
