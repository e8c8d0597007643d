"""A batch of sequences: the same as one after the other, and the gradients that autograd gives."""

import numpy as np
import pytest
from autograd import grad
from hypothesis import given
from hypothesis import strategies as st

from gradflow import lstm, rnn
from gradflow.formulas.activations import ACTIVATIONS
from reference import assert_close, lstm_states, rnn_states, weighted_error

SIZES = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(2, 6), st.integers(1, 4))
SEEDS = st.integers(0, 10**6)


def rnn_example(sizes, seed):
    n, m, T, B = sizes
    rng = np.random.default_rng(seed)
    params = rnn.RNNParams(rng.normal(size=(n, n)), rng.normal(size=(n, m)), rng.normal(size=n))
    return params, rng.normal(size=(B, T, m)), rng.normal(size=(B, n)), rng.normal(size=(B, T, n))


def lstm_example(sizes, seed):
    n, m, T, B = sizes
    rng = np.random.default_rng(seed)
    params = lstm.LSTMParams(*rng.normal(size=(4, n, n + m)), *rng.normal(size=(4, n)))
    return params, rng.normal(size=(B, T, m)), *rng.normal(size=(2, B, n)), *rng.normal(size=(2, B, T, n))


def assert_stacked(whole, parts, summed):
    """Assert that every field of the batch is the stack of the single ones, or (the first few) their sum."""
    for name, got in whole._asdict().items():
        if isinstance(got, str):
            continue
        single = np.array([getattr(part, name) for part in parts])
        assert_close(got, single.sum(axis=0) if name in summed else single, 1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@given(sizes=SIZES, seed=SEEDS)
def test_an_rnn_s_batch_is_its_sequences(activation, sizes, seed):
    params, xs, c_0, weights = rnn_example(sizes, seed)
    traj = rnn.forward(params, xs, c_0, activation)
    single = [rnn.forward(params, x, c, activation) for x, c in zip(xs, c_0, strict=True)]
    assert_stacked(traj, single, ())
    J = [rnn.state_jacobians(params, one) for one in single]
    assert_close(rnn.state_jacobians(params, traj), np.array(J), 1e-12)
    parts = [rnn.backward(params, one, weight) for one, weight in zip(single, weights, strict=True)]
    assert_stacked(rnn.backward(params, traj, weights), parts, ("dW_rec", "dW_in", "db"))


@given(sizes=SIZES, seed=SEEDS)
def test_an_lstm_s_batch_is_its_sequences(sizes, seed):
    params, xs, h_0, c_0, on_cs, on_hs = lstm_example(sizes, seed)
    traj = lstm.forward(params, xs, h_0, c_0)
    single = [lstm.forward(params, x, h, c) for x, h, c in zip(xs, h_0, c_0, strict=True)]
    assert_stacked(traj, single, ())
    for of in (lstm.state_jacobians, lambda *run: np.moveaxis(lstm.cell_terms(*run), 0, -1)):
        assert_close(of(params, traj), np.array([of(params, one) for one in single]), 1e-12)
    parts = [lstm.backward(params, *rest) for rest in zip(single, on_cs, on_hs, strict=True)]
    assert_stacked(lstm.backward(params, traj, on_cs, on_hs), parts, lstm.Gradients._fields[:8])


@given(sizes=SIZES, seed=SEEDS)
def test_an_rnn_s_gradients_agree_with_autograd(sizes, seed):
    params, xs, c_0, weights = rnn_example(sizes, seed)
    gradients = rnn.backward(params, rnn.forward(params, xs, c_0), weights)

    def error(arguments):
        *params, c_0 = arguments
        each = zip(xs, c_0, weights, strict=True)
        return sum(weighted_error(rnn_states(params, x, c), weight) for x, c, weight in each)

    for got, want in zip(gradients[:4], grad(error)((*params, c_0)), strict=True):
        assert_close(got, want, 1e-12)


@given(sizes=SIZES, seed=SEEDS)
def test_an_lstm_s_gradients_agree_with_autograd(sizes, seed):
    params, xs, h_0, c_0, on_cs, on_hs = lstm_example(sizes, seed)
    gradients = lstm.backward(params, lstm.forward(params, xs, h_0, c_0), on_cs, on_hs)

    def error(arguments):
        *params, c_0, h_0 = arguments
        total = 0
        for x, c, h, on_c, on_h in zip(xs, c_0, h_0, on_cs, on_hs, strict=True):
            cs, hs = lstm_states(params, x, h, c)
            total = total + weighted_error(cs, on_c) + weighted_error(hs, on_h)
        return total

    for got, want in zip(gradients[:10], grad(error)((*params, c_0, h_0)), strict=True):
        assert_close(got, want, 1e-12)


def test_one_initial_state_serves_all_sequences():
    params, xs, c_0, _ = rnn_example((3, 2, 4, 5), 0)
    shared = rnn.forward(params, xs, c_0[0])
    assert_close(shared.cs, rnn.forward(params, xs, np.tile(c_0[0], (5, 1))).cs, 1e-15)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"xs": np.zeros((0, 4, 2))}, r"xs has shape \(0, 4, 2\); it must be \(B, T, "),
        ({"xs": np.zeros((5, 0, 2))}, r"xs has shape \(5, 0, 2\); it must be \(B, T, "),
        ({"state": np.zeros((4, 3))}, r"c_0 has shape \(4, 3\); it must be \(5, (n|3)\)"),
        ({"state": np.zeros((1, 5, 3))}, r"c_0 has shape \(1, 5, 3\); it must be \(5, (n|3)\)"),
    ],
)  # fmt: skip
def test_bad_batches_are_named(wrong, message):
    good = {"xs": np.zeros((5, 4, 2)), "state": np.zeros(3)} | wrong
    params = rnn.RNNParams(np.eye(3), np.zeros((3, 2)), np.zeros(3))
    with pytest.raises(ValueError, match=message):
        rnn.forward(params, good["xs"], good["state"])
    params = lstm.LSTMParams(*np.zeros((4, 3, 5)), *np.zeros((4, 3)))
    with pytest.raises(ValueError, match=message):
        lstm.forward(params, good["xs"], np.zeros(3), good["state"])


def test_bad_errors_of_a_batch_are_named():
    params, xs, c_0, weights = rnn_example((3, 2, 4, 5), 0)
    with pytest.raises(ValueError, match=r"dE_dcs has shape \(4, 3\); it must be \(5, 4, 3\)"):
        rnn.backward(params, rnn.forward(params, xs, c_0), weights[0])
