"""The LSTM's gradients by independent ways, and the wrong formulas that must fail."""

import numpy as np
import pytest
from autograd import grad, jacobian
from autograd import numpy as anp
from hypothesis import given

from examples import SEEDS, SIZES, example
from gradflow import lstm
from reference import assert_close, central_differences, logistic, lstm_states, weighted_error


@given(sizes=SIZES, seed=SEEDS)
def test_states_agree_with_the_independent_network(sizes, seed):
    params, xs, (h_0, c_0), _ = example("lstm", sizes, seed)
    traj = lstm.forward(params, xs, h_0, c_0)
    cs, hs = lstm_states(params, xs, h_0, c_0)
    assert_close(traj.cs, np.array([c_0, *cs]), 1e-12)
    assert_close(traj.hs, np.array([h_0, *hs]), 1e-12)
    assert_close(traj.cs[1:], traj.cs[:-1] * traj.fs + traj.c_tildes * traj.is_, 1e-12)
    assert_close(traj.hs[1:], traj.os * np.tanh(traj.cs[1:]), 1e-12)


@given(sizes=SIZES, seed=SEEDS)
def test_backward_agrees_with_autograd(sizes, seed):
    params, xs, (h_0, c_0), (dE_dcs, dE_dhs) = example("lstm", sizes, seed)
    gradients = lstm.backward(params, lstm.forward(params, xs, h_0, c_0), dE_dcs, dE_dhs)

    def error(arguments):
        *params, c_0, h_0 = arguments
        cs, hs = lstm_states(params, xs, h_0, c_0)
        return weighted_error(cs, dE_dcs) + weighted_error(hs, dE_dhs)

    for got, want in zip(gradients[:10], grad(error)((*params, c_0, h_0)), strict=True):
        assert_close(got, want, 1e-12)


@given(sizes=SIZES, seed=SEEDS)
def test_backward_agrees_with_central_differences(sizes, seed):
    params, xs, (h_0, c_0), (dE_dcs, dE_dhs) = example("lstm", sizes, seed)
    gradients = lstm.backward(params, lstm.forward(params, xs, h_0, c_0), dE_dcs, dE_dhs)

    def error(*arguments):
        *params, c_0, h_0 = arguments
        traj = lstm.forward(lstm.LSTMParams(*params), xs, h_0, c_0)
        return np.sum(dE_dcs * traj.cs[1:]) + np.sum(dE_dhs * traj.hs[1:])

    for got, want in zip(gradients[:10], central_differences(error, [*params, c_0, h_0]), strict=True):
        assert_close(got, want, 1e-7)


def joint_jacobians(params, xs, c, h):
    """Return d(c_k, h_k)/d(c, h) for k = 1 … T, by autograd."""
    n = len(c)
    return [
        jacobian(lambda s, k=k: _joined(lstm_states(params, xs[:k], s[n:], s[:n])))(np.concatenate([c, h]))
        for k in range(1, len(xs) + 1)
    ]


def _joined(states):
    cs, hs = states
    return anp.concatenate([cs[-1], hs[-1]])


@given(sizes=SIZES, seed=SEEDS)
def test_joint_jacobians_and_components_agree_with_autograd(sizes, seed):
    params, xs, (h_0, c_0), _ = example("lstm", sizes, seed)
    traj = lstm.forward(params, xs, h_0, c_0)
    J, components = lstm.state_jacobians(params, traj), lstm.temporal_components(params, traj)
    T = len(xs)
    for i in range(T):
        expected = joint_jacobians(params, xs[i:], traj.cs[i], traj.hs[i])
        assert_close(J[i], expected[0], 1e-12)
        for k, want in enumerate(expected, start=i + 1):
            assert_close(components[k, i], np.linalg.norm(want, 2), 1e-12)
    assert np.isnan(components[np.triu_indices(T + 1, 1)]).all()


def four_terms(params, traj, t):
    """Return A_t, B_t, C_t, D_t by autograd: one factor moves with c_{t-1}, the others stay."""
    W_f, W_i, _, W_c, b_f, b_i, _, b_c = params
    c_prev, o_prev, x = traj.cs[t - 1], traj.os[t - 2], traj.xs[t - 1]
    f_t, i_t, c_tilde = traj.fs[t - 1], traj.is_[t - 1], traj.c_tildes[t - 1]

    def joined(c):
        return anp.concatenate([o_prev * anp.tanh(c), x])

    return [
        jacobian(lambda c: logistic(anp.dot(W_f, joined(c)) + b_f) * c_prev)(c_prev),
        jacobian(lambda c: f_t * c)(c_prev),
        jacobian(lambda c: logistic(anp.dot(W_i, joined(c)) + b_i) * c_tilde)(c_prev),
        jacobian(lambda c: anp.tanh(anp.dot(W_c, joined(c)) + b_c) * i_t)(c_prev),
    ]


@given(sizes=SIZES, seed=SEEDS)
def test_the_four_terms_one_by_one(sizes, seed):
    params, xs, (h_0, c_0), _ = example("lstm", sizes, seed)
    traj = lstm.forward(params, xs, h_0, c_0)
    terms = lstm.cell_terms(params, traj)
    for t in range(2, len(xs) + 1):
        for got, want in zip(terms, four_terms(params, traj, t), strict=True):
            assert_close(got[t - 2], want, 1e-12)


@given(sizes=SIZES, seed=SEEDS)
def test_the_four_terms_summed(sizes, seed):
    """The sum is the whole derivative of c_t with o_{t-1} held: the joint one, along (1, κ)."""
    params, xs, (h_0, c_0), _ = example("lstm", sizes, seed)
    traj = lstm.forward(params, xs, h_0, c_0)
    total, J, n = sum(lstm.cell_terms(params, traj)), lstm.state_jacobians(params, traj), len(c_0)
    for t in range(2, len(xs) + 1):
        kappa = np.diag(traj.os[t - 2] * (1 - np.tanh(traj.cs[t - 1]) ** 2))
        assert_close(total[t - 2], J[t - 1][:n, :n] + J[t - 1][:n, n:] @ kappa, 1e-12)


@pytest.fixture
def usual():
    """Return a network of ordinary size with its trajectory and four terms."""
    params, xs, (h_0, c_0), _ = example("lstm", (4, 2, 8), 0)
    traj = lstm.forward(params, xs, h_0, c_0)
    return params, traj, lstm.cell_terms(params, traj)


def test_careful_4_the_logistic_slope_in_D_is_wrong(usual):
    params, traj, terms = usual
    n, t = 4, 5
    z_c = params.W_c @ np.concatenate([traj.hs[t - 1], traj.xs[t - 1]]) + params.b_c
    kappa = traj.os[t - 2] * (1 - np.tanh(traj.cs[t - 1]) ** 2)
    wrong = (traj.is_[t - 1] * logistic(z_c) * (1 - logistic(z_c)))[:, None] * params.W_c[:, :n] * kappa
    right = four_terms(params, traj, t)[3]
    assert_close(terms.D[t - 2], right, 1e-12)
    assert np.abs(wrong - right).max() > 0.05


def test_dropping_a_term_is_wrong(usual):
    params, traj, terms = usual
    whole = sum(four_terms(params, traj, 5))
    for name in lstm.CellTerms._fields:
        partial = sum(getattr(terms, other)[3] for other in lstm.CellTerms._fields if other != name)
        assert np.abs(partial - whole).max() > 1e-3


def test_careful_5_the_product_of_terms_misses_a_path(usual):
    params, traj, terms = usual
    n = 4
    factors = sum(terms)
    product = np.linalg.multi_dot(factors[::-1])
    exact = np.linalg.multi_dot(lstm.state_jacobians(params, traj)[:0:-1])
    kappa = np.diag(traj.os[0] * (1 - np.tanh(traj.cs[1]) ** 2))
    total = exact[:n, :n] + exact[:n, n:] @ kappa
    autodiff = jacobian(lambda c: lstm_states(params, traj.xs[1:], traj.os[0] * anp.tanh(c), c)[0][-1])(traj.cs[1])
    assert_close(total, autodiff, 1e-12)
    assert np.linalg.norm(product - total, 2) > 0.01 * np.linalg.norm(total, 2)


BAD = [
    ({"xs": np.zeros((0, 2))}, r"xs has shape \(0, 2\); it must be \(T, 2\)"),
    ({"xs": np.zeros((4, 3))}, r"xs has shape \(4, 3\); it must be \(T, 2\)"),
    ({"xs": np.full((4, 2), np.nan)}, "xs holds nan"),
    ({"h_0": np.zeros((3, 1))}, r"h_0 has shape \(3, 1\)"),
    ({"c_0": [0, np.inf, 0]}, "c_0 holds inf"),
    ({"c_0": [0, 1]}, r"c_0 has shape \(2,\); it must be \(3,\)"),
    ({"W_o": np.zeros((3, 4))}, r"W_o has shape \(3, 4\); it must be \(3, 5\)"),
    ({"b_i": 0.0}, r"b_i has shape \(\); it must be \(3,\)"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
def test_bad_input_is_named(wrong, message):
    good = {name: np.zeros((3, 5) if name.startswith("W") else 3) for name in lstm.LSTMParams._fields}
    good |= {"xs": np.zeros((4, 2)), "h_0": np.zeros(3), "c_0": np.zeros(3)} | wrong
    params = lstm.LSTMParams(*(good.pop(name) for name in lstm.LSTMParams._fields))
    with pytest.raises(ValueError, match=message):
        lstm.forward(params, **good)


@pytest.mark.parametrize("name", ["dE_dcs", "dE_dhs"])
def test_bad_errors_are_named(name):
    params, xs, (h_0, c_0), (dE_dcs, dE_dhs) = example("lstm", (2, 1, 4), 0)
    errors = {"dE_dcs": dE_dcs, "dE_dhs": dE_dhs} | {name: dE_dcs[:-1]}
    with pytest.raises(ValueError, match=rf"{name} has shape \(3, 2\); it must be \(4, 2\)"):
        lstm.backward(params, lstm.forward(params, xs, h_0, c_0), **errors)
