"""A batch of sequences is the same as one after the other."""

import numpy as np
import pytest
from hypothesis import given

from examples import BATCHES, CELLS, SEEDS, SIZES, example, sequences
from gradflow import lstm, rnn
from gradflow.formulas.activations import ACTIVATIONS
from reference import assert_close


def assert_stacked(whole, parts, summed=()):
    """Assert that every field of the batch is the stack of the single ones, or (the first few) their sum."""
    for name, got in whole._asdict().items():
        if isinstance(got, tuple):
            assert_stacked(got, [getattr(part, name) for part in parts])
            continue
        single = np.array([getattr(part, name) for part in parts])
        if name in summed:
            assert_close(got, single.sum(axis=0), 1e-12)
        else:
            assert_close(sequences(got) if single.ndim > 2 else got, single, 1e-12)


@pytest.mark.parametrize(
    ("cell", "options"), [*(("rnn", [name]) for name in ACTIVATIONS), ("leaky", [0.5]), ("lstm", []), ("gru", [])]
)
@given(sizes=SIZES, B=BATCHES, seed=SEEDS)
def test_a_batch_is_its_sequences(cell, options, sizes, B, seed):
    """So the gradients of a batch need no other check than those of a sequence."""
    module = CELLS[cell].module
    params, xs, starts, errors = example(cell, sizes, seed, B)
    traj = module.forward(params, xs, *starts, *options)
    single = [module.forward(params, *own, *options) for own in zip(sequences(xs), *starts, strict=True)]
    assert_stacked(traj, single)
    J = [module.state_jacobians(params, own) for own in single]
    assert_close(sequences(module.state_jacobians(params, traj)), np.array(J), 1e-12)
    parts = [module.backward(params, *own) for own in zip(single, *map(sequences, errors), strict=True)]
    assert_stacked(module.backward(params, traj, *errors), parts, [f"d{name}" for name in params._fields])


@given(sizes=SIZES, B=BATCHES, seed=SEEDS)
def test_a_batch_s_four_terms_are_those_of_its_sequences(sizes, B, seed):
    params, xs, starts, _ = example("lstm", sizes, seed, B)
    single = [lstm.forward(params, *own) for own in zip(sequences(xs), *starts, strict=True)]
    terms = lstm.cell_terms(params, lstm.forward(params, xs, *starts))
    assert_stacked(terms, [lstm.cell_terms(params, own) for own in single])


@pytest.mark.parametrize("cell", CELLS)
def test_one_initial_state_serves_all_sequences(cell):
    module = CELLS[cell].module
    params, xs, starts, _ = example(cell, (3, 2, 4), 0, 5)
    shared = module.forward(params, xs, *(start[0] for start in starts))
    repeated = module.forward(params, xs, *(np.tile(start[0], (5, 1)) for start in starts))
    assert_close(shared.xs, repeated.xs, 0)
    assert_close(module.outputs(shared), module.outputs(repeated), 1e-15)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"xs": np.zeros((0, 4, 2))}, r"xs has shape \(0, 4, 2\); it must be \(T, B, "),
        ({"xs": np.zeros((5, 0, 2))}, r"xs has shape \(5, 0, 2\); it must be \(T, B, "),
        ({"state": np.zeros((4, 3))}, r"c_0 has shape \(4, 3\); it must be \(5, 3\)"),
        ({"state": np.zeros((1, 5, 3))}, r"c_0 has shape \(1, 5, 3\); it must be \(3,\)"),
    ],
)  # fmt: skip
def test_bad_batches_are_named(wrong, message):
    good = {"xs": np.zeros((4, 5, 2)), "state": np.zeros(3)} | wrong
    params = rnn.RNNParams(np.eye(3), np.zeros((3, 2)), np.zeros(3))
    with pytest.raises(ValueError, match=message):
        rnn.forward(params, good["xs"], good["state"])
    params = lstm.LSTMParams(*np.zeros((4, 3, 5)), *np.zeros((4, 3)))
    with pytest.raises(ValueError, match=message):
        lstm.forward(params, good["xs"], np.zeros(3), good["state"])


def test_bad_errors_of_a_batch_are_named():
    params, xs, starts, (dE_dcs,) = example("rnn", (3, 2, 4), 0, 5)
    with pytest.raises(ValueError, match=r"dE_dcs has shape \(4, 3\); it must be \(4, 5, 3\)"):
        rnn.backward(params, rnn.forward(params, xs, *starts), sequences(dE_dcs)[0])
