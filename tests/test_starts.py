"""The twelve starts: each is what its name says, and those of a kind see the same sequences."""

import numpy as np
import pytest

from gradflow import gru, leaky, lstm, rnn
from gradflow.learning import STARTS, learner
from gradflow.learning.tasks import TASKS
from reference import assert_close

TASK = TASKS["remember"]
RNNS = ["RNN", "RNN, radius 1", "RNN, orthogonal", "RNN, identity", "leaky"]
LSTMS = [
    "LSTM, b_f = 0", "LSTM, b_f = 1", "LSTM, b_f = log(T−1)", "LSTM, ±log(T−1)", "LSTM, spread", "LSTM, chrono",
]  # fmt: skip


def drawn(name, n=40, T=50, seed=0):
    """Return the parameters of a start."""
    return learner.start(name, n, TASK, T, np.random.default_rng(seed)).params


def test_there_are_twelve_of_four_cells():
    assert [*STARTS] == [*RNNS, "GRU", *LSTMS]
    cells = [cell for cell, _ in STARTS.values()]
    assert cells == [rnn] * 4 + [leaky, gru] + [lstm] * 6


def test_rnns_differ_in_their_recurrent_weights_alone():
    plain, radius, orthogonal, identity, leak = (drawn(name) for name in RNNS)
    for other in (radius, orthogonal, identity, leak):
        np.testing.assert_array_equal(other.W_in, plain.W_in)
        assert not other.b.any()
    assert max(abs(np.linalg.eigvals(plain.W_rec))) < 0.8
    assert max(abs(np.linalg.eigvals(radius.W_rec))) == pytest.approx(1)
    assert_close(radius.W_rec / plain.W_rec, np.full((40, 40), (radius.W_rec / plain.W_rec)[0, 0]), 1e-10)
    assert_close(np.linalg.svd(orthogonal.W_rec, compute_uv=False), np.ones(40), 1e-12)
    np.testing.assert_array_equal(identity.W_rec, np.eye(40))
    np.testing.assert_array_equal(leak.W_rec, plain.W_rec)


def test_the_orthogonal_matrix_is_the_one_whose_triangle_has_a_positive_diagonal():
    """So it is unique: no other routine would give another."""
    for n in (1, 2, 7):
        plain, Q = drawn("RNN", n).W_rec, drawn("RNN, orthogonal", n).W_rec
        R = Q.T @ plain
        assert_close(R, np.triu(R), 1e-14)
        assert (np.diag(R) > 0).all()


@pytest.mark.parametrize("T", [2, 50])
def test_lstms_differ_in_their_biases_alone(T):
    zero, one, log, both = (drawn(name, T=T) for name in LSTMS[:4])
    assert not any(bias.any() for bias in zero[4:])
    for other, moved in ((one, {"b_f"}), (log, {"b_f"}), (both, {"b_f", "b_i"})):
        for name in {*lstm.LSTMParams._fields} - moved:
            np.testing.assert_array_equal(getattr(other, name), getattr(zero, name))
    assert (one.b_f == 1).all()
    for told in (log, both):
        assert_close(1 + np.exp(told.b_f), np.full(40, float(T)), 1e-12)
    np.testing.assert_array_equal(both.b_i, -both.b_f)


@pytest.mark.parametrize("T", [2, 50])
def test_chrono_spreads_memories_up_to_the_length_and_shuts_the_input_gates(T):
    spread, chrono = (drawn(name, 2000, T) for name in LSTMS[4:])
    assert not any(bias.any() for bias in (spread.b_i, *spread[6:], *chrono[6:]))
    np.testing.assert_array_equal(chrono.b_i, -chrono.b_f)
    np.testing.assert_array_equal(chrono.b_f, spread.b_f)
    memories = 1 + np.exp(chrono.b_f)
    assert (memories.min(), memories.mean(), memories.max()) == pytest.approx((2, (2 + T) / 2, T), rel=0.05)


@pytest.mark.parametrize("name", STARTS)
def test_weights_are_drawn_from_both_signs_up_to_one_over_the_root_of_n(name):
    found = learner.start(name, 64, TASK, 10, np.random.default_rng(0))
    for field, weights in [*found.params._asdict().items(), ("W_out", found.W_out)]:
        if weights.ndim == 2 and (field, name in RNNS[1:4]) != ("W_rec", True):
            assert (weights.min(), weights.max()) == pytest.approx((-1 / 8, 1 / 8), rel=0.05)
            assert abs(weights.mean()) < 0.01


@pytest.mark.parametrize("kind", [RNNS, LSTMS[:4], LSTMS[4:]])
def test_starts_of_a_kind_see_the_same_sequences(kind):
    """Nothing more is drawn for what is changed: what follows from the generator is the same."""
    following = []
    for name in kind:
        rng = np.random.default_rng(5)
        learner.start(name, 8, TASK, 10, rng)
        following.append(rng.integers(2**60))
    assert len(set(following)) == 1
