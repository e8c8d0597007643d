"""Bad arrays to every public function: each error says which argument, what it got and what it wants.

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

from examples import BATCHES, CELLS, SEEDS, TOLD, example
from gradflow import influence
from gradflow.learning import learner, optimiser, tasks, training
from gradflow.learning.tasks import TASKS

SIZES = st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 5))
"""n units, m inputs, T steps: one of each, too."""

FEW = settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])
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
    for kind, name in (("rnn", "RNN"), ("leaky", "leaky"), ("lstm", "LSTM, b_f = 1"), ("gru", "GRU")):
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
    "text": (lambda value, *_: value.astype(str), r"is array\(.*; it must be numbers of shape \("),
    "objects": (
        lambda value, rng, _: at_random(value, rng, ("0.5", {}, None)[rng.integers(3)], object),
        r"is array\(.*; it must be numbers of shape \(",
    ),
    "rows of different lengths": (
        lambda value, *_: [*value.tolist(), [[], [[]]]],
        r"is \[.*; it must be numbers of shape \(",
    ),
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
@given(form=st.sampled_from([*FORMS]), sizes=SIZES, seed=SEEDS, B=BATCHES, choice=SEEDS)
def test_the_form_of_numbers_changes_nothing(room, name, form, sizes, seed, B, choice):
    """Of one of the arguments, and of all at once; and no argument is changed by the call."""
    door = doors(sizes, seed, B, room)[name]
    formed = {name: FORMS[form](value) for name, value in door.arguments.items() if name not in door.whole}
    plain = {name: np.array(value, dtype=float) for name, value in formed.items()}
    for some in ([[*formed][choice % len(formed)]], formed):
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


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("name", learner.STARTS)
def test_one_unit_one_sequence_and_one_step_are_enough_to_train(name, n):
    """Memories drawn up to T, or set to it, need two."""
    T = 2 if name in TOLD else 1
    with warnings.catch_warnings(action="error"):
        run = training.train(name, T, 0, n=n, batch=1, steps=2, every=1)
    assert len(run.records) == 3
