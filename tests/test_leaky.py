"""The leaky network's gradients by independent ways, at random sizes, biases and states."""

import inspect

import numpy as np
import pytest
from autograd import grad, jacobian
from hypothesis import given
from hypothesis import strategies as st

from gradflow import leaky, lstm, rnn
from reference import assert_close, central_differences, leaky_states, logistic, weighted_error

SIZES = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(3, 6))
SEEDS = st.integers(0, 10**6)
LEAKS = st.floats(-3, 6)


def example(sizes, seed):
    n, m, T = sizes
    rng = np.random.default_rng(seed)
    params = rnn.RNNParams(rng.normal(size=(n, n)), rng.normal(size=(n, m)), rng.normal(size=n))
    return params, rng.normal(size=(T, m)), rng.normal(size=n), rng.normal(size=(T, n))


@given(sizes=SIZES, seed=SEEDS, b_a=LEAKS)
def test_states_agree_with_the_independent_network(sizes, seed, b_a):
    params, xs, c_0, _ = example(sizes, seed)
    traj = leaky.forward(params, xs, c_0, b_a)
    assert_close(traj.cs, np.array([c_0, *leaky_states(params, xs, c_0, b_a)]), 1e-12)
    assert_close(traj.zs, traj.cs[:-1] @ params.W_rec.T + xs @ params.W_in.T + params.b, 1e-12)
    assert_close(traj.keeps, np.full_like(traj.zs, logistic(b_a)), 1e-15)


@given(sizes=SIZES, seed=SEEDS, b_a=LEAKS)
def test_backward_agrees_with_autograd(sizes, seed, b_a):
    params, xs, c_0, weights = example(sizes, seed)
    gradients = leaky.backward(params, leaky.forward(params, xs, c_0, b_a), weights)

    def error(arguments):
        *params, c_0 = arguments
        return weighted_error(leaky_states(params, xs, c_0, b_a), weights)

    for got, want in zip(gradients[:4], grad(error)((*params, c_0)), strict=True):
        assert_close(got, want, 1e-12)


@given(sizes=SIZES, seed=SEEDS, b_a=LEAKS)
def test_backward_agrees_with_central_differences(sizes, seed, b_a):
    params, xs, c_0, weights = example(sizes, seed)
    gradients = leaky.backward(params, leaky.forward(params, xs, c_0, b_a), weights)

    def error(*arguments):
        *params, c_0 = arguments
        return np.sum(weights * leaky.forward(rnn.RNNParams(*params), xs, c_0, b_a).cs[1:])

    for got, want in zip(gradients[:4], central_differences(error, [*params, c_0]), strict=True):
        assert_close(got, want, 1e-7)


@given(sizes=SIZES, seed=SEEDS, b_a=LEAKS)
def test_jacobians_and_components_agree_with_autograd(sizes, seed, b_a):
    params, xs, c_0, _ = example(sizes, seed)
    traj = leaky.forward(params, xs, c_0, b_a)
    J, components = leaky.state_jacobians(params, traj), leaky.temporal_components(params, traj)
    T = len(xs)
    for i in range(T):
        for k in range(i + 1, T + 1):
            want = jacobian(lambda c, i=i, k=k: leaky_states(params, xs[i:k], c, b_a)[-1])(traj.cs[i])
            if k == i + 1:
                assert_close(J[i], want, 1e-12)
            assert_close(components[k, i], np.linalg.norm(want, 2), 1e-12)
    assert np.isnan(components[np.triu_indices(T + 1, 1)]).all()


def test_by_default_the_memory_is_that_of_a_forget_gate_at_five():
    assert inspect.signature(leaky.forward).parameters["b_a"].default == 5
    params, xs, c_0, _ = example((3, 2, 4), 0)
    assert_close(leaky.forward(params, xs, c_0).keeps, np.full((4, 3), 1 - 1 / (1 + np.exp(5))), 1e-15)


def test_it_is_an_lstm_s_cell_with_two_tied_gates_that_read_nothing():
    """With f = a and i = 1 - a, from the biases alone; the candidate reads the input (here with no way from h)."""
    params, xs, _, _ = example((3, 2, 5), 1)
    params, b_a = params._replace(W_rec=np.zeros((3, 3))), 1.7
    none, W_c = np.zeros((3, 5)), np.hstack([np.zeros((3, 3)), params.W_in])
    biases = (np.full(3, b_a), np.full(3, -b_a), np.zeros(3), params.b)
    cell = lstm.forward(lstm.LSTMParams(none, none, none, W_c, *biases), xs)
    assert_close(leaky.forward(params, xs, b_a=b_a).cs, cell.cs, 1e-14)


def test_with_nothing_kept_it_is_the_rnn():
    params, xs, c_0, weights = example((3, 2, 5), 2)
    mine, plain = leaky.forward(params, xs, c_0, -800.0), rnn.forward(params, xs, c_0)
    assert_close(mine.cs, plain.cs, 1e-15)
    for got, want in zip(leaky.backward(params, mine, weights), rnn.backward(params, plain, weights), strict=True):
        assert_close(got, want, 1e-14)


def test_a_learner_s_gradients_are_those_of_backward():
    params, xs, c_0, weights = example((3, 2, 5), 3)
    traj = leaky.forward(params, xs, c_0)
    assert_close(leaky.outputs(traj), traj.cs[1:], 0)
    found = leaky.from_outputs(params, traj, weights)
    assert isinstance(found, rnn.RNNParams)
    for got, want in zip(found, leaky.backward(params, traj, weights), strict=False):
        np.testing.assert_array_equal(got, want)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"xs": np.zeros((4, 3))}, r"xs has shape \(4, 3\); it must be \(T, 2\)"),
        ({"c_0": [0, np.inf, 0]}, "c_0 holds inf"),
        ({"W_in": np.zeros((2, 2))}, r"W_in has shape \(2, 2\); it must be \(3, "),
        ({"b": np.zeros(2)}, r"b has shape \(2,\); it must be \(3,\)"),
        ({"b_a": np.inf}, "b_a is inf; it must be a finite number"),
    ],
)
def test_bad_input_is_named(wrong, message):
    good = {"W_rec": np.eye(3), "W_in": np.zeros((3, 2)), "b": np.zeros(3)}
    good |= {"xs": np.zeros((4, 2)), "c_0": np.zeros(3), "b_a": 1.0} | wrong
    params = rnn.RNNParams(*(good.pop(name) for name in rnn.RNNParams._fields))
    with pytest.raises(ValueError, match=message):
        leaky.forward(params, **good)
