"""The RNN's gradients by independent ways, at random sizes, biases and states."""

import numpy as np
import pytest
from autograd import grad, jacobian
from hypothesis import given

from examples import SEEDS, SIZES, example
from gradflow import rnn
from gradflow.formulas.activations import ACTIVATIONS
from reference import assert_close, central_differences, rnn_states, weighted_error


@pytest.mark.parametrize("activation", ACTIVATIONS)
@given(sizes=SIZES, seed=SEEDS)
def test_states_agree_with_the_independent_network(activation, sizes, seed):
    params, xs, (c_0,), _ = example("rnn", sizes, seed)
    traj = rnn.forward(params, xs, c_0, activation)
    expected = np.array([c_0, *rnn_states(params, xs, c_0, activation)])
    assert_close(traj.cs, expected, 1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@given(sizes=SIZES, seed=SEEDS)
def test_backward_agrees_with_autograd(activation, sizes, seed):
    params, xs, (c_0,), (weights,) = example("rnn", sizes, seed)
    gradients = rnn.backward(params, rnn.forward(params, xs, c_0, activation), weights)

    def error(arguments):
        *params, c_0 = arguments
        return weighted_error(rnn_states(params, xs, c_0, activation), weights)

    for got, want in zip(gradients[:4], grad(error)((*params, c_0)), strict=True):
        assert_close(got, want, 1e-12)


@pytest.mark.parametrize("activation", ["tanh", "logistic", "identity"])
@given(sizes=SIZES, seed=SEEDS)
def test_backward_agrees_with_central_differences(activation, sizes, seed):
    params, xs, (c_0,), (weights,) = example("rnn", sizes, seed)
    gradients = rnn.backward(params, rnn.forward(params, xs, c_0, activation), weights)

    def error(W_rec, W_in, b, c_0):
        moved = rnn.forward(rnn.RNNParams(W_rec, W_in, b), xs, c_0, activation)
        return np.sum(weights * moved.cs[1:])

    for got, want in zip(gradients[:4], central_differences(error, [*params, c_0]), strict=True):
        assert_close(got, want, 1e-7)


@given(sizes=SIZES, seed=SEEDS)
def test_total_derivatives_of_every_state(sizes, seed):
    """dcs[t] is the gradient of the error that the steps after t still make."""
    params, xs, (c_0,), (weights,) = example("rnn", sizes, seed)
    traj = rnn.forward(params, xs, c_0)
    dcs = rnn.backward(params, traj, weights).dcs
    for t in range(len(xs)):
        later = grad(lambda c, t=t: weighted_error(rnn_states(params, xs[t:], c), weights[t:]))(traj.cs[t])
        immediate = weights[t - 1] if t > 0 else 0
        assert_close(dcs[t], later + immediate, 1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@given(sizes=SIZES, seed=SEEDS)
def test_jacobians_and_components_agree_with_autograd(activation, sizes, seed):
    params, xs, (c_0,), _ = example("rnn", sizes, seed)
    traj = rnn.forward(params, xs, c_0, activation)
    J, components = rnn.state_jacobians(params, traj), rnn.temporal_components(params, traj)
    T = len(xs)
    assert J.shape == (T, *params.W_rec.shape)
    for i in range(T):
        for k in range(i + 1, T + 1):
            want = jacobian(lambda c, i=i, k=k: rnn_states(params, xs[i:k], c, activation)[-1])(traj.cs[i])
            if k == i + 1:
                assert_close(J[i], want, 1e-12)
            assert_close(components[k, i], np.linalg.norm(want, 2), 1e-12)
    assert np.isnan(components[np.triu_indices(T + 1, 1)]).all()
    np.testing.assert_array_equal(np.diag(components), 1)


BAD = [
    ({"xs": np.zeros((0, 2))}, r"xs has shape \(0, 2\); it must be \(T, 2\)"),
    ({"xs": np.zeros((4, 3))}, r"xs has shape \(4, 3\); it must be \(T, 2\)"),
    ({"xs": np.full((4, 2), np.nan)}, "xs holds nan"),
    ({"c_0": np.zeros((3, 1))}, r"c_0 has shape \(3, 1\); it must be \(3,\)"),
    ({"c_0": [0, np.inf, 0]}, "c_0 holds inf"),
    ({"W_rec": np.zeros((3, 2))}, r"W_rec has shape \(3, 2\); it must be \(3, 3\)"),
    ({"W_in": np.zeros((2, 2))}, r"W_in has shape \(2, 2\); it must be \(3, m\)"),
    ({"b": 0.0}, r"b has shape \(\); it must be \(3,\)"),
    ({"activation": "sine"}, "activation is 'sine'"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
def test_bad_input_is_named(wrong, message):
    good = {
        "W_rec": np.eye(3), "W_in": np.zeros((3, 2)), "b": np.zeros(3),
        "xs": np.zeros((4, 2)), "c_0": np.zeros(3), "activation": "tanh",
    } | wrong  # fmt: skip
    params = rnn.RNNParams(*(good.pop(name) for name in rnn.RNNParams._fields))
    with pytest.raises(ValueError, match=message):
        rnn.forward(params, **good)


@pytest.mark.parametrize(
    ("dE_dcs", "message"),
    [(np.zeros((3, 2)), r"dE_dcs has shape \(3, 2\); it must be \(4"), (np.full((4, 2), np.nan), "dE_dcs holds nan")],
)
def test_bad_errors_are_named(dE_dcs, message):
    params = rnn.RNNParams(np.eye(2), np.eye(2), np.zeros(2))
    traj = rnn.forward(params, np.zeros((4, 2)), np.zeros(2))
    with pytest.raises(ValueError, match=message):
        rnn.backward(params, traj, dE_dcs)
