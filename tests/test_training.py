"""Tasks and training: what must learn learns, what must not does not, and all of it is repeatable."""

import numpy as np
import pytest
from autograd import grad
from autograd import numpy as anp

from gradflow.learning import tasks, training
from gradflow.learning.tasks import TASKS
from gradflow.learning.training import STARTS, Network
from gradflow.networks.lstm import LSTMParams
from gradflow.networks.rnn import RNNParams
from reference import assert_close, lstm_states, rnn_states


def test_remember_shows_the_class_once():
    xs, classes = tasks.remember(30, 400, np.random.default_rng(0))
    np.testing.assert_array_equal(xs[:, 0, :4].argmax(axis=1), classes)
    assert (xs[:, 0, :4].sum(axis=1) == 1).all()
    assert not xs[:, 1:, :4].any()
    assert xs[:, 1:, 4].std() == pytest.approx(1, rel=0.05)
    assert set(classes) == {0, 1, 2, 3}


def test_adding_asks_for_the_two_marked_numbers():
    xs, sums = tasks.adding(31, 4000, np.random.default_rng(0))
    np.testing.assert_allclose((xs[..., 0] * xs[..., 1]).sum(axis=1), sums)
    assert (xs[:, :15, 1].sum(axis=1) == 1).all()
    assert (xs[:, 15:, 1].sum(axis=1) == 1).all()


def test_always_answering_one_has_an_error_of_a_sixth():
    _, sums = tasks.adding(10, 200_000, np.random.default_rng(0))
    assert tasks.squared_error(np.ones((200_000, 1)), sums)[0] == pytest.approx(1 / 6, rel=0.02)


@pytest.mark.parametrize("name", TASKS)
def test_tasks_are_drawn_by_their_generator_alone(name):
    first, second = (TASKS[name].sample(10, 4, np.random.default_rng(7)) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


def error_of(task, outputs, targets):
    """Return the mean error, written for autograd."""
    if task == "adding":
        return anp.mean((outputs[:, 0] - targets) ** 2)
    logs = outputs - anp.log(anp.sum(anp.exp(outputs), axis=1, keepdims=True))
    return -anp.mean(logs[anp.arange(len(targets)), targets])


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("name", STARTS)
def test_the_whole_network_s_gradients_agree_with_autograd(name, task):
    rng = np.random.default_rng(1)
    chosen = TASKS[task]
    network = training.start(name, 3, chosen, 6, rng)
    network = network._replace(b_out=rng.normal(size=chosen.outputs))
    xs, targets = chosen.sample(6, 4, rng)
    loss, gradients = training.gradients(network, xs, targets, chosen)

    def error(parts):
        *cell, W_out, b_out = parts
        zero = np.zeros(3)
        states = [
            rnn_states(cell, x, zero)[-1] if name.startswith("RNN") else lstm_states(cell, x, zero, zero)[1][-1]
            for x in xs
        ]
        return error_of(task, anp.dot(anp.array(states), W_out.T) + b_out, targets)

    parts = (*network.cell, *network[1:])
    assert loss == pytest.approx(error(parts), rel=1e-12)
    for got, want in zip((*gradients.cell, *gradients[1:]), grad(error)(parts), strict=True):
        assert_close(got, want, 1e-12)


def test_starts_are_what_their_names_say():
    T, sizes = 50, {"RNN": 40, "RNN, radius 1": 40, "LSTM, b_f = 0": 40, "LSTM, b_f = 1": 40, "LSTM, chrono": 2000}
    rng = np.random.default_rng(0)
    found = {name: training.start(name, n, TASKS["remember"], T, rng) for name, n in sizes.items()}
    assert max(abs(np.linalg.eigvals(found["RNN, radius 1"].cell.W_rec))) == pytest.approx(1)
    assert max(abs(np.linalg.eigvals(found["RNN"].cell.W_rec))) < 0.8
    assert not found["LSTM, b_f = 0"].cell.b_f.any()
    assert (found["LSTM, b_f = 1"].cell.b_f == 1).all()
    chrono = found["LSTM, chrono"].cell
    np.testing.assert_array_equal(chrono.b_i, -chrono.b_f)
    memories = 1 + np.exp(chrono.b_f)
    assert (memories.min(), memories.mean(), memories.max()) == pytest.approx((2, (2 + T) / 2, T), rel=0.05)


def test_an_unknown_start_is_named():
    with pytest.raises(ValueError, match=r"name is 'GRU'; it must be one of \('RNN'"):
        training.train("GRU", 10, 0)


def test_clipping_keeps_the_direction():
    gradient = np.array([3.0, -4.0])
    np.testing.assert_allclose(training.clip(gradient, 1), gradient / 5)
    np.testing.assert_array_equal(training.clip(gradient, 6), gradient)
    np.testing.assert_array_equal(training.clip(np.zeros(2), 1), np.zeros(2))


def test_adam_s_first_steps():
    """The first step is the learning rate in every direction; the second follows Kingma and Ba's formulas."""
    adam, (g, h) = training.Adam(2, 0.1), np.array([[4.0, -0.5], [1.0, 2.0]])
    np.testing.assert_allclose(adam.step(g), [0.1, -0.1], rtol=1e-6)
    mean, square = (0.9 * 0.1 * g + 0.1 * h) / (1 - 0.9**2), (0.999 * 0.001 * g**2 + 0.001 * h**2) / (1 - 0.999**2)
    np.testing.assert_allclose(adam.step(h), 0.1 * mean / np.sqrt(square), rtol=1e-6)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_lstm_learns_across_twenty_steps(seed):
    run = training.train("LSTM, chrono", 20, seed, steps=200)
    assert run.solved
    assert run.records[0].loss > 1.2
    assert run.records[-1].loss < 0.3


@pytest.mark.parametrize("seed", [0, 1])
def test_the_rnn_does_not_learn_across_two_hundred(seed):
    """Of four equally frequent classes it finds at most two; the part from long ago stays dead."""
    run = training.train("RNN", 200, seed, steps=100)
    assert not run.solved
    assert min(record.loss for record in run.records) > 0.5
    assert max(record.reach for record in run.records) < 1e-6
    assert max(record.gradient for record in run.records) > 0.05


def test_training_is_repeatable():
    first, second = (training.train("RNN", 10, 3, steps=50) for _ in range(2))
    assert first.records == second.records


def test_networks_keep_their_shape_through_training():
    network = training.train("LSTM, b_f = 1", 5, 0, n=3, batch=2, steps=1).network
    assert isinstance(network, Network)
    assert isinstance(network.cell, LSTMParams)
    assert network.cell.W_f.shape == (3, 8)
    assert isinstance(training.train("RNN", 5, 0, n=3, batch=2, steps=1).network.cell, RNNParams)
