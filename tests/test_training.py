"""Training: what must learn learns, what must not does not, and all of it is repeatable."""

import inspect
import warnings

import numpy as np
import pytest
from autograd import grad, jacobian
from autograd import numpy as anp

from examples import sequences
from gradflow import gru, leaky, lstm, rnn
from gradflow.learning import learner, training
from gradflow.learning.learner import STARTS, Learner
from gradflow.learning.runs import SETTINGS
from gradflow.learning.tasks import TASKS
from gradflow.networks.gru import GRUParams
from gradflow.networks.lstm import LSTMParams
from gradflow.networks.rnn import RNNParams
from reference import assert_close, gru_states, leaky_states, lstm_states, rnn_states

STATES = {rnn: rnn_states, leaky: leaky_states, gru: gru_states}


def last_state(cell, params, xs, start):
    """Return the last state, c or (c, h), after one sequence from a start: by autograd's twin of the network."""
    if cell in STATES:
        return STATES[cell](params, xs, start)[-1]
    n = len(start) // 2
    cs, hs = lstm_states(params, xs, start[n:], start[:n])
    return anp.concatenate([cs[-1], hs[-1]])


def error_of(task, outputs, targets):
    """Return the mean error, written for autograd."""
    if task == "adding":
        return anp.mean((outputs[:, 0] - targets) ** 2)
    logs = outputs - anp.log(anp.sum(anp.exp(outputs), axis=1, keepdims=True))
    return -anp.mean(logs[anp.arange(len(targets)), targets])


def loss_of(parts, cell, xs, targets, task, n):
    """Return the mean error of a batch for a network's parts (*params, W_out, b_out), written for autograd."""
    *params, W_out, b_out = parts
    start = np.zeros(2 * n if cell is lstm else n)
    lasts = [last_state(cell, params, x, start)[-n:] for x in sequences(xs)]
    return error_of(task, anp.dot(anp.array(lasts), W_out.T) + b_out, targets)


@pytest.mark.parametrize("network", [rnn, lstm, gru], ids=lambda it: it.__name__)
def test_a_start_draws_every_weight_evenly_up_to_one_over_root_n_and_no_bias(network):
    for weights in network.start(16, 9, np.random.default_rng(0)):
        if weights.ndim == 1:
            assert (weights == 0).all()
        else:
            assert_close([weights.min(), np.median(weights), weights.max()], [-0.25, 0, 0.25], 0.04)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("name", STARTS)
def test_the_whole_network_s_gradients_agree_with_autograd(name, task):
    rng = np.random.default_rng(1)
    chosen = TASKS[task]
    network = learner.start(name, 3, chosen, 6, rng)
    network = network._replace(b_out=rng.normal(size=chosen.outputs))
    xs, targets = chosen.sample(6, 4, rng)
    loss, gradients = learner.gradients(network, xs, targets, chosen)
    parts, cell = tuple(network.weights), network.cell
    assert loss == pytest.approx(loss_of(parts, cell, xs, targets, task, 3), rel=1e-12)
    for got, want in zip(gradients.weights, grad(loss_of)(parts, cell, xs, targets, task, 3), strict=True):
        assert_close(got, want, 1e-12)


def geometric_mean_of_norms(matrices):
    """Return the geometric mean of the matrices' 2-norms."""
    return np.exp(np.mean([np.log(np.linalg.norm(M, 2)) for M in matrices]))


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("name", STARTS)
def test_every_field_of_a_record_is_what_it_says(name, task):
    """Computed once more by autograd, from the network that the last evaluation saw.

    With ``enough=0`` the second evaluation ends the run before a further step, so it saw what is returned.
    The limit is far below the gradient: what is recorded is the norm before clipping.
    """
    n, T, batch, seed, chosen = 3, 5, 4, 7, TASKS[task]
    run = training.train(name, T, seed, task, n=n, batch=batch, every=2, enough=0, limit=1e-3)
    record, parts, cell = run.records[-1], tuple(run.learner.weights), run.learner.cell
    assert (len(run.records), record.step) == (2, 2)

    rng, fresh = (np.random.default_rng([seed, k]) for k in (0, 1))
    learner.start(name, n, chosen, T, rng)
    for _ in range(3):
        trained_on = chosen.sample(T, batch, rng)
    gradient = grad(loss_of)(parts, cell, *trained_on, task, n)
    assert record.gradient == pytest.approx(np.sqrt(sum(np.sum(part**2) for part in gradient)), rel=1e-10)
    assert record.gradient > 1e-3

    for _ in range(2):
        xs, targets = chosen.sample(T, 128, fresh)
    assert record.loss == pytest.approx(loss_of(parts, cell, xs, targets, task, n), rel=1e-10)
    of_state = {"reach": [], "last": []}
    for x in sequences(xs)[:8]:
        starts = [np.zeros(2 * n if cell is lstm else n)]
        for t in range(T):
            starts.append(last_state(cell, run.learner.params, x[t : t + 1], starts[-1]))
        for field, t in (("reach", 1), ("last", T - 1)):
            of_state[field].append(
                jacobian(lambda s, x=x, t=t: last_state(cell, run.learner.params, x[t:], s))(starts[t])
            )
    assert record.reach == pytest.approx(geometric_mean_of_norms(of_state["reach"]), rel=1e-10)
    assert record.last == pytest.approx(geometric_mean_of_norms(of_state["last"]), rel=1e-10)

    *params, W_out, b_out = parts
    answers = [W_out @ last_state(cell, params, x, starts[0])[-n:] + b_out for x in sequences(xs)]
    assert record.score == chosen.score(np.array(answers), targets)
    if cell is not lstm:
        assert record.b_f is None
    else:
        assert record.b_f == pytest.approx(run.learner.params.b_f.mean(), rel=1e-12)
        assert record.b_f != run.records[0].b_f


@pytest.mark.parametrize(
    ("scores", "evaluations"),
    [
        ([0.5, 0.96, 0.5, 0.96, 0.96, 0.96], 5),
        ([0.96, 0.96, 0.96], 2),
        ([0.5, 0.95, 0.95, 0.5], 3),
        ([0.96, 0.5, 0.949, 0.96, 0.949], None),
    ],
)
def test_a_run_ends_after_two_good_evaluations_in_a_row(monkeypatch, scores, evaluations):
    script = iter(scores)
    monkeypatch.setitem(TASKS, "scripted", TASKS["remember"]._replace(score=lambda *_: next(script)))
    steps_between = 3
    last = steps_between * (len(scores) - 1)
    run = training.train("RNN", 4, 0, "scripted", n=2, batch=2, steps=last, every=steps_between)
    assert run.solved == (evaluations is not None)
    assert [record.score for record in run.records] == scores[:evaluations]
    assert [record.step for record in run.records] == [steps_between * k for k in range(evaluations or len(scores))]


def test_training_is_by_default_that_of_the_stored_runs():
    defaults = inspect.signature(training.train).parameters
    assert {name: defaults[name].default for name in SETTINGS} == SETTINGS


def test_a_gradient_that_is_dead_has_a_reach_all_but_zero():
    """No logarithm of zero is taken: there would be a warning, and no geometric mean with others."""
    rng = np.random.default_rng(0)
    network = learner.start("RNN", 3, TASKS["remember"], 6, rng)
    dead = network._replace(params=network.params._replace(W_rec=np.zeros((3, 3))))
    with warnings.catch_warnings(action="error"):
        record = training.evaluate(dead, TASKS["remember"], 6, 0, 1.0, rng)
    assert 0 < record.reach < 1e-290
    assert 0 < record.last < 1e-290


def test_different_seeds_differ():
    firsts = [training.train("LSTM, chrono", 5, seed, n=3, batch=4, steps=0).records[0] for seed in range(4)]
    for field in ("loss", "gradient", "reach", "last", "b_f"):
        assert len({getattr(first, field) for first in firsts}) == 4


def test_an_unknown_start_is_named():
    with pytest.raises(ValueError, match=r"name is 'CNN'; it must be one of \('RNN'"):
        training.train("CNN", 10, 0)


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


def test_adam_s_epsilon_is_added_to_the_size():
    np.testing.assert_allclose(training.Adam(2, 0.1).step(np.array([1e-8, -3e-8])), [0.05, -0.075], rtol=1e-12)


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


def test_learners_keep_their_shape_through_training():
    for name, kind in (("LSTM, b_f = 1", LSTMParams), ("RNN", RNNParams), ("GRU", GRUParams)):
        trained = training.train(name, 5, 0, n=3, batch=2, steps=1).learner
        assert isinstance(trained, Learner)
        assert isinstance(trained.params, kind)
        assert [part.shape for part in trained.weights] == [
            part.shape for part in learner.start(name, 3, TASKS["remember"], 5, np.random.default_rng(0)).weights
        ]
