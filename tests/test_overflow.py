"""What is too large or too small for float64: infinite or right, and never a warning."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import CELLS, SEEDS, SIZES, example
from gradflow import influence, rnn
from gradflow.learning import optimiser, tasks


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
    length = np.linalg.norm(gradient)
    with warnings.catch_warnings(action="error"):
        clipped, found = optimiser.clip(gradient * 10.0**power, 2.0), optimiser.length(gradient * 10.0**power)
    assert found == pytest.approx(length * 10.0**power, rel=1e-12)
    np.testing.assert_allclose(clipped, gradient * min(10.0**power, 2 / length), rtol=1e-12)


def test_a_gradient_whose_length_is_no_float_is_clipped_too():
    with warnings.catch_warnings(action="error"):
        assert optimiser.length(np.full(4, 1.7e308)) == np.inf
        np.testing.assert_allclose(optimiser.clip(np.full(4, -1.7e308), 1.0), np.full(4, -0.5), rtol=1e-12)


@given(seed=SEEDS, power=st.integers(-5, 307))
def test_adam_steps_alike_however_long_the_gradients_are(seed, power):
    """Where ε is negligible their scale cancels."""
    gradients = np.random.default_rng(seed).uniform(0.5, 1, (3, 4)) * [1, -1, 1, -1]
    with warnings.catch_warnings(action="error"):
        plain, scaled = optimiser.Adam(4, 0.1), optimiser.Adam(4, 0.1)
        for gradient in gradients:
            np.testing.assert_allclose(scaled.step(gradient * 10.0**power), plain.step(gradient), rtol=1e-2)


@pytest.mark.parametrize("kind", CELLS)
def test_an_influence_through_weights_that_overflow_is_infinite(kind):
    """Or a number; on itself, at the same step, a state's influence is 1 whatever the weights."""
    params, xs, starts, _ = example(kind, (2, 1, 3), 0)
    params = type(params)(*(np.full_like(weights, 1e308) for weights in params))
    with warnings.catch_warnings(action="error"):
        traj = CELLS[kind].module.forward(params, 0 * xs, *starts)
        components = CELLS[kind].module.temporal_components(params, traj)
    assert (np.diag(components) == 1).all()
    assert not np.isnan(components[np.tril_indices(4)]).any()


def test_sure_outputs_and_far_sums_beyond_floats():
    with warnings.catch_warnings(action="error"):
        loss, derivative = tasks.cross_entropy([[1.7e308, -1.7e308], [0, 0]], [0, 1])
        assert loss == pytest.approx(np.log(2) / 2)
        np.testing.assert_allclose(derivative, [[0, 0], [0.25, -0.25]], rtol=1e-15)
        assert tasks.cross_entropy([[1.7e308, -1.7e308]], [1])[0] == np.inf
        loss, derivative = tasks.squared_error([[1e200], [-1e200]], [0, 0])
    assert loss == np.inf
    np.testing.assert_array_equal(derivative, [[1e200], [-1e200]])
