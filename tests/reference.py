"""The networks written once more, for autograd: the independent derivative of tests and benchmark."""

import autograd.numpy as anp
import numpy as np


def logistic(z):
    """Return the logistic function, written through tanh."""
    return 0.5 * (1 + anp.tanh(0.5 * z))


ACTIVATIONS = {
    "tanh": anp.tanh,
    "logistic": logistic,
    "relu": lambda z: anp.maximum(z, 0),
    "identity": lambda z: z,
}


def rnn_states(params, xs, c_0, activation="tanh", nudge=None):
    """Return the list c_1 … c_T; ``nudge(t, c)`` may put another state in the place of c_t."""
    W_rec, W_in, b = params
    states, c = [], c_0
    for t, x in enumerate(xs, start=1):
        c = ACTIVATIONS[activation](anp.dot(W_rec, c) + anp.dot(W_in, x) + b)
        if nudge:
            c = nudge(t, c)
        states.append(c)
    return states


def leaky_states(params, xs, c_0, b_a=5.0):
    """Return the list c_1 … c_T of units that keep the share σ(b_a) of their state."""
    W_rec, W_in, b = params
    states, c, a = [], c_0, logistic(b_a)
    for x in xs:
        c = a * c + (1 - a) * anp.tanh(anp.dot(W_rec, c) + anp.dot(W_in, x) + b)
        states.append(c)
    return states


def lstm_states(params, xs, h_0, c_0, nudge=None):
    """Return the lists c_1 … c_T and h_1 … h_T; ``nudge(t, c, h)`` may replace c_t and h_t."""
    W_f, W_i, W_o, W_c, b_f, b_i, b_o, b_c = params
    cs, hs, c, h = [], [], c_0, h_0
    for t, x in enumerate(xs, start=1):
        joined = anp.concatenate([h, x])
        f, i, o = (logistic(anp.dot(W, joined) + b) for W, b in ((W_f, b_f), (W_i, b_i), (W_o, b_o)))
        c = c * f + anp.tanh(anp.dot(W_c, joined) + b_c) * i
        h = o * anp.tanh(c)
        if nudge:
            c, h = nudge(t, c, h)
        cs.append(c)
        hs.append(h)
    return cs, hs


def gru_states(params, xs, h_0):
    """Return the list h_1 … h_T of a GRU whose reset gate stands behind the product."""
    W_r, W_u, W_h, b_r, b_u, b_h = params
    states, h, n = [], h_0, len(h_0)
    for x in xs:
        joined = anp.concatenate([h, x])
        r, u = (logistic(anp.dot(W, joined) + b) for W, b in ((W_r, b_r), (W_u, b_u)))
        h_tilde = anp.tanh(anp.dot(W_h[:, n:], x) + b_h + r * anp.dot(W_h[:, :n], h))
        h = u * h + (1 - u) * h_tilde
        states.append(h)
    return states


def weighted_error(states, weights):
    """Return E = Σ_t weights_t · state_t, whose immediate derivatives are the weights."""
    return sum(anp.dot(weight, state) for weight, state in zip(weights, states, strict=True))


def central_differences(error, arrays, h=1e-5):
    """Return dE/d(array) for each of the arrays, by moving every entry by ±h."""
    gradients = []
    for k, array in enumerate(arrays):
        gradient = np.empty_like(array)
        for index in np.ndindex(array.shape):
            ends = []
            for side in (h, -h):
                moved = [a.copy() for a in arrays]
                moved[k][index] += side
                ends.append(error(*moved))
            gradient[index] = (ends[0] - ends[1]) / (2 * h)
        gradients.append(gradient)
    return gradients


def assert_close(got, want, tolerance):
    """Assert that no entry differs by more than the tolerance times the largest entry (at least 1)."""
    np.testing.assert_allclose(got, want, rtol=0, atol=tolerance * max(1, np.abs(want).max()))
