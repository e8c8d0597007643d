"""The GRU's gradients by independent ways, at random sizes, biases and states."""

import numpy as np
import pytest
from autograd import grad, jacobian
from autograd import numpy as anp
from hypothesis import given
from hypothesis import strategies as st

from gradflow import gru
from reference import assert_close, central_differences, gru_states, logistic, weighted_error

SIZES = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(3, 6))
SEEDS = st.integers(0, 10**6)


def example(sizes, seed):
    n, m, T = sizes
    rng = np.random.default_rng(seed)
    params = gru.GRUParams(*rng.normal(size=(3, n, n + m)), *rng.normal(size=(3, n)))
    return params, rng.normal(size=(T, m)), rng.normal(size=n), rng.normal(size=(T, n))


@given(sizes=SIZES, seed=SEEDS)
def test_states_agree_with_the_independent_network(sizes, seed):
    params, xs, h_0, _ = example(sizes, seed)
    traj = gru.forward(params, xs, h_0)
    assert_close(traj.hs, np.array([h_0, *gru_states(params, xs, h_0)]), 1e-12)
    assert_close(traj.hs[1:], traj.us * traj.hs[:-1] + (1 - traj.us) * traj.h_tildes, 1e-12)


@given(sizes=SIZES, seed=SEEDS)
def test_backward_agrees_with_autograd(sizes, seed):
    params, xs, h_0, weights = example(sizes, seed)
    gradients = gru.backward(params, gru.forward(params, xs, h_0), weights)

    def error(arguments):
        *params, h_0 = arguments
        return weighted_error(gru_states(params, xs, h_0), weights)

    for got, want in zip(gradients[:7], grad(error)((*params, h_0)), strict=True):
        assert_close(got, want, 1e-12)


@given(sizes=SIZES, seed=SEEDS)
def test_backward_agrees_with_central_differences(sizes, seed):
    params, xs, h_0, weights = example(sizes, seed)
    gradients = gru.backward(params, gru.forward(params, xs, h_0), weights)

    def error(*arguments):
        *params, h_0 = arguments
        return np.sum(weights * gru.forward(gru.GRUParams(*params), xs, h_0).hs[1:])

    for got, want in zip(gradients[:7], central_differences(error, [*params, h_0]), strict=True):
        assert_close(got, want, 1e-7)


@given(sizes=SIZES, seed=SEEDS)
def test_jacobians_and_components_agree_with_autograd(sizes, seed):
    params, xs, h_0, _ = example(sizes, seed)
    traj = gru.forward(params, xs, h_0)
    J, components = gru.state_jacobians(params, traj), gru.temporal_components(params, traj)
    T = len(xs)
    for i in range(T):
        for k in range(i + 1, T + 1):
            want = jacobian(lambda h, i=i, k=k: gru_states(params, xs[i:k], h)[-1])(traj.hs[i])
            if k == i + 1:
                assert_close(J[i], want, 1e-12)
            assert_close(components[k, i], np.linalg.norm(want, 2), 1e-12)
    assert np.isnan(components[np.triu_indices(T + 1, 1)]).all()


def test_the_reset_gate_stands_behind_the_product():
    """Cho's form, with r before the product, is another network as soon as there are two units."""
    params, xs, h_0, _ = example((3, 2, 4), 0)

    def before(h, x):
        joined = anp.concatenate([h, x])
        z_r, z_u = anp.dot(params.W_r, joined) + params.b_r, anp.dot(params.W_u, joined) + params.b_u
        r, u = logistic(z_r), logistic(z_u)
        return u * h + (1 - u) * anp.tanh(anp.dot(params.W_h, anp.concatenate([r * h, x])) + params.b_h)

    assert np.abs(before(h_0, xs[0]) - gru.forward(params, xs, h_0).hs[1]).max() > 1e-2


def test_an_open_update_gate_keeps_the_state():
    """With u near 1 the Jacobian is nearly the identity: the GRU's straight road."""
    params = gru.start(4, 2, np.random.default_rng(0))._replace(b_u=np.full(4, 40.0))
    traj = gru.forward(params, np.ones((5, 2)), np.full(4, 0.3))
    assert_close(traj.hs, np.full((6, 4), 0.3), 1e-12)
    assert_close(gru.state_jacobians(params, traj), np.tile(np.eye(4), (5, 1, 1)), 1e-12)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"xs": np.zeros((4, 3))}, r"xs has shape \(4, 3\); it must be \(T, 2\)"),
        ({"h_0": [0, np.inf, 0]}, "h_0 holds inf"),
        ({"W_u": np.zeros((3, 4))}, r"W_u has shape \(3, 4\); it must be \(3, 5\)"),
        ({"W_r": np.zeros((3, 3))}, r"must be \(n, n\+m\)|W_u has shape"),
        ({"b_h": np.zeros(2)}, r"b_h has shape \(2,\); it must be \(3,\)"),
    ],
)
def test_bad_input_is_named(wrong, message):
    good = {name: np.zeros((3, 5) if name.startswith("W") else 3) for name in gru.GRUParams._fields}
    good |= {"xs": np.zeros((4, 2)), "h_0": np.zeros(3)} | wrong
    params = gru.GRUParams(*(good.pop(name) for name in gru.GRUParams._fields))
    with pytest.raises(ValueError, match=message):
        gru.forward(params, **good)
