"""The two tasks: what their sequences hold, and how answers are judged."""

import warnings

import numpy as np
import pytest

from gradflow.learning import tasks
from gradflow.learning.tasks import TASKS


def test_remember_shows_the_class_once():
    xs, classes = tasks.remember(30, 400, np.random.default_rng(0))
    first, *later = xs
    np.testing.assert_array_equal(first[:, :4].argmax(axis=1), classes)
    assert (first[:, :4].sum(axis=1) == 1).all()
    assert not np.array(later)[..., :4].any()
    assert np.array(later)[..., 4].std() == pytest.approx(1, rel=0.05)
    assert set(classes) == {0, 1, 2, 3}


def test_adding_asks_for_the_two_marked_numbers():
    xs, sums = tasks.adding(31, 4000, np.random.default_rng(0))
    numbers, marks = np.moveaxis(xs, -1, 0)
    np.testing.assert_allclose((numbers * marks).sum(axis=0), sums)
    assert (marks[:15].sum(axis=0) == 1).all()
    assert (marks[15:].sum(axis=0) == 1).all()


@pytest.mark.parametrize("T", [2, 7, 10])
def test_marks_fall_on_every_step_of_both_halves_alike(T):
    xs, _ = tasks.adding(T, 20_000, np.random.default_rng(0))
    share, half = xs[..., 1].mean(axis=1), T // 2
    assert share[:half] == pytest.approx(1 / half, rel=0.1)
    assert share[half:] == pytest.approx(1 / (T - half), rel=0.1)


def test_always_answering_one_has_an_error_of_a_sixth():
    _, sums = tasks.adding(10, 200_000, np.random.default_rng(0))
    assert tasks.squared_error(np.ones((200_000, 1)), sums)[0] == pytest.approx(1 / 6, rel=0.02)


@pytest.mark.parametrize("name", TASKS)
def test_tasks_are_drawn_by_their_generator_alone(name):
    first, second = (TASKS[name].sample(10, 4, np.random.default_rng(7)) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(("answer", "loss"), [(0, 0), (1, 2000), (2, 1000), (3, 1000)])
def test_cross_entropy_of_sure_outputs(answer, loss):
    """Right or wrong, it is finite and exact; nothing overflows (a warning would be an error here)."""
    outputs, wanted = np.array([[1000.0, -1000.0, 0.0, 0.0]] * 2), np.eye(4)[answer]
    with warnings.catch_warnings(action="error"):
        found, derivative = tasks.cross_entropy(outputs, np.array([answer, 0]))
    assert found == loss / 2
    np.testing.assert_array_equal(derivative, [([1, 0, 0, 0] - wanted) / 2, np.zeros(4)])


@pytest.mark.parametrize(("off", "right"), [(0.09, 1), (-0.09, 1), (0.11, 0), (-0.11, 0)])
def test_a_sum_within_a_tenth_is_right(off, right):
    sums = np.array([0.5, 1.0, 1.7])
    assert TASKS["adding"].score(sums[:, None] + off, sums) == right
    assert TASKS["adding"].score((sums + np.array([off, 0, 1]))[:, None], sums) == (right + 1) / 3


def test_the_largest_output_is_the_answer():
    outputs = np.array([[0.1, 0.2, -5, 0], [-1, -2, -3, -0.5], [3, 2, 1, 0]])
    assert TASKS["remember"].score(outputs, np.array([1, 3, 1])) == 2 / 3
