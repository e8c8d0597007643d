"""Norms of products, where they are easy to know and where they over- or underflow."""

import numpy as np
import pytest

from gradflow import influence


def test_norm_2_is_the_largest_singular_value():
    matrices = np.random.default_rng(0).normal(size=(50, 6, 6)) * np.logspace(-200, 200, 50)[:, None, None]
    np.testing.assert_allclose(influence.norm_2(matrices), np.linalg.norm(matrices, 2, axis=(1, 2)), rtol=1e-13)


def test_norm_2_of_nothing_and_of_too_much():
    matrices = np.array([np.zeros((2, 2)), np.full((2, 2), np.inf), [[np.nan, 1], [1, 1]], np.eye(2)])
    assert influence.norm_2(matrices).tolist() == [0, np.inf, np.inf, 1]


def test_products_have_the_latest_factor_on_the_left():
    J = np.random.default_rng(1).normal(size=(3, 4, 4))
    components, reach = influence.components(J), influence.reach(J)
    assert components[3, 0] == pytest.approx(np.linalg.norm(J[2] @ J[1] @ J[0], 2))
    assert components[2, 0] == pytest.approx(np.linalg.norm(J[1] @ J[0], 2))
    np.testing.assert_allclose(reach, components[3, ::-1], rtol=1e-12)


def test_explosion_beyond_floats_is_infinite():
    J = np.full((5, 2, 2), 1e100)
    assert influence.reach(J).tolist()[-1] == np.inf
    assert influence.components(J)[5, 0] == np.inf


@pytest.mark.parametrize("J", [np.zeros((0, 2, 2)), np.zeros((3, 2, 4)), np.zeros((2, 2)), np.full((1, 1, 1), np.nan)])
def test_bad_jacobians_are_named(J):
    for measure in (influence.reach, influence.components):
        with pytest.raises(ValueError, match=r"^J (has|holds) "):
            measure(J)
