"""The formulas: what SymPy derives, and what the bridge makes of it in NumPy."""

import mpmath
import numpy as np
import pytest
import sympy as sm
from hypothesis import given
from hypothesis import strategies as st

from gradflow import lstm
from gradflow.formulas import activations, cells, codegen
from gradflow.formulas.activations import ACTIVATIONS, GAMMA
from gradflow.formulas.cells import Formulas

X = sm.Symbol("x", real=True)
TRUE = {
    activations.logistic: lambda x: 1 / (1 + mpmath.exp(-x)),
    activations.logistic_prime: lambda x: mpmath.exp(-x) / (1 + mpmath.exp(-x)) ** 2,
    activations.tanh: mpmath.tanh,
    activations.tanh_prime: lambda x: mpmath.sech(x) ** 2,
}


def numeric(expression, *arguments):
    return codegen.to_numpy(Formulas("tested", arguments or (X,), {"value": expression}))


@pytest.mark.parametrize("function", TRUE)
@given(x=st.floats(-300, 300))
def test_each_function_keeps_its_digits_when_saturated(function, x):
    with mpmath.workdps(60):
        truth = TRUE[function](mpmath.mpf(x))
        error = abs(mpmath.mpf(float(numeric(function(X))(np.float64(x)).value)) - truth)
        assert error <= 1e-14 * abs(truth)


def test_nothing_overflows_far_out():
    with np.errstate(all="raise", under="ignore"):
        for function in [*TRUE, activations.relu, activations.relu_prime]:
            values = numeric(function(X))(np.array([-800.0, 0.0, 800.0])).value
            assert np.isfinite(values).all()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_derivatives_are_those_of_the_functions(name):
    value = ACTIVATIONS[name](X)
    for function in (value, sm.diff(value, X)) if name in ("tanh", "logistic") else (value,):
        points = np.array([-2.1, -0.3, 0.4, 1.7])
        h = 1e-6
        f = numeric(function)
        differences = (f(points + h).value - f(points - h).value) / (2 * h)
        np.testing.assert_allclose(numeric(sm.diff(function, X))(points).value, differences, rtol=1e-8)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_gamma_is_the_largest_slope(name):
    slopes = numeric(sm.diff(ACTIVATIONS[name](X), X))(np.linspace(-6, 6, 2002)).value
    assert GAMMA[name] == pytest.approx(slopes.max(), rel=1e-5)


def test_relu_has_slope_zero_at_zero():
    assert numeric(activations.relu_prime(X))(np.array([0.0, 1e-300, -1e-300])).value.tolist() == [0, 1, 0]


def test_slopes_of_relu_have_no_slope():
    assert sm.diff(activations.relu(X), X, 2) == 0


@pytest.mark.parametrize(
    ("expression", "latex"),
    [
        (activations.tanh(X), r"\tanh\left(x\right)"),
        (activations.tanh_prime(X), r"\tanh'\left(x\right)"),
        (activations.logistic(X) ** 2, r"\sigma^{2}\left(x\right)"),
    ],
)
def test_functions_are_written_by_their_names(expression, latex):
    assert sm.latex(expression) == latex


def test_unknown_activation_is_named():
    with pytest.raises(ValueError, match=r"activation is 'sine'.*tanh"):
        cells.rnn_cell("sine")


def test_rnn_slope_is_derived():
    assert cells.rnn_step("logistic").results["dc_dz"] == activations.logistic_prime(sm.Symbol("z", real=True))


def test_a_leaky_step_keeps_a_constant_share():
    step = cells.leaky_step()
    assert step.results["dc_dc_prev"] == activations.logistic(step.arguments[2])
    z, c_prev = np.array([0.3, -0.7]), np.array([0.2, 1.1])
    got = codegen.to_numpy(step)(z, c_prev, np.full(2, 1.7))
    a = 1 / (1 + np.exp(-1.7))
    np.testing.assert_allclose(got.c, a * c_prev + (1 - a) * np.tanh(z), rtol=1e-14)
    np.testing.assert_allclose(got.dc_dz, (1 - a) / np.cosh(z) ** 2, rtol=1e-14)
    far = codegen.to_numpy(step)(z, 0 * c_prev, np.full(2, 40.0))
    np.testing.assert_allclose(far.c, np.exp(-40) * np.tanh(z), rtol=1e-14)


def test_lstm_step_composes_to_the_cell():
    """Chain rule through c: what lstm.py composes is the derivative of the whole cell."""
    whole, step = cells.lstm_cell().step().results, cells.lstm_step().results
    assert sm.expand(whole["c"] - step["c"]) == sm.expand(whole["h"] - step["h"]) == 0
    assert whole["dc_dc_prev"] == step["f"]
    for argument in ("z_f", "z_i", "z_c"):
        assert whole[f"dc_d{argument}"] == step[f"dc_d{argument}"]
        assert sm.expand(whole[f"dh_d{argument}"] - step["dh_dc"] * step[f"dc_d{argument}"]) == 0
    assert sm.expand(whole["dh_dc_prev"] - step["dh_dc"] * step["f"]) == 0
    assert whole["dh_dz_o"] == step["dh_dz_o"]
    assert whole["dc_dz_o"] == whole["dc_dh_prev"] == whole["dh_dh_prev"] == 0


def test_the_diagonal_cell_is_the_lstm_s_without_anything_from_h():
    """Its own derivative is the forget gate, and the pre-activations are all that is left besides."""
    cell, lstm_cell = cells.diagonal_cell(), cells.lstm_cell()
    assert cell.next_state == lstm_cell.next_state[:1]
    assert [str(symbol) for symbol in (*cell.gates, *cell.state)] == ["z_f", "z_i", "z_c", "c_prev"]
    assert cell.next_state[0].free_symbols == {*cell.gates, *cell.state}
    assert cell.step().results["dc_dc_prev"] == activations.logistic(cell.gates[0])


def test_gru_step_is_the_cell_with_its_gates():
    whole, step = cells.gru_cell().step().results, cells.gru_step().results
    assert whole["dh_dh_prev"] == step["u"]
    assert all(step[name] == whole[name] for name in ("h", "dh_dz_r", "dh_dz_u", "dh_dz_h", "dh_da_h"))
    z_r, z_u, z_h, a_h, h_prev = np.array([[0.3], [-0.7], [0.2], [1.1], [-0.4]])
    got = codegen.to_numpy(cells.gru_step())(z_r, z_u, z_h, a_h, h_prev)
    np.testing.assert_allclose(got.r, 1 / (1 + np.exp(-0.3)), rtol=1e-14)
    np.testing.assert_allclose(got.h, got.u * -0.4 + (1 - got.u) * np.tanh(0.2 + got.r * 1.1), rtol=1e-14)


def test_cell_terms_sum_to_the_whole_derivative():
    step = cells.four_terms()
    whole = sm.diff(step.results["c"], step.arguments[0])
    assert sm.expand(whole - sum(step.results[name] for name in "ABCD")) == 0
    assert all(step.results[name] != 0 for name in "ABCD")


def test_cell_terms_are_those_of_the_network():
    """One unit: the four derived summands are lstm.cell_terms, each under its own name."""
    rng = np.random.default_rng(0)
    params = lstm.LSTMParams(*rng.normal(size=(4, 1, 2)), *rng.normal(size=(4, 1)))
    xs = rng.normal(size=(5, 1))
    traj = lstm.forward(params, xs, rng.normal(size=1), rng.normal(size=1))
    (U_f, W_f), (U_i, W_i), _, (U_c, W_c) = (W[0] for W in params[:4])
    x = xs[1:, 0]
    offsets = (W_f * x + params.b_f, W_i * x + params.b_i, W_c * x + params.b_c)
    weights = (np.full(4, U) for U in (U_f, U_i, U_c))
    derived = codegen.to_numpy(cells.four_terms())(traj.cs[1:-1, 0], traj.os[:-1, 0], *weights, *offsets)
    np.testing.assert_allclose(derived.c, traj.cs[2:, 0], rtol=1e-12)
    for name, term in lstm.cell_terms(params, traj)._asdict().items():
        np.testing.assert_allclose(getattr(derived, name), term[:, 0, 0], rtol=1e-12, atol=1e-15)
