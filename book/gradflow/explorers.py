"""The book's explorers: each a figure, its networks, and what the sliders move."""

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np

from .activations import ACTIVATIONS
from .explorer import Explorer, Reading
from .network import Network, lstm_network, moved, rnn_network
from .style import COLOURS, GRADIENT_RANGE

STEPS = 30
UNITS = 16


def _slider(low: float, high: float, value: float, name: str, meaning: str) -> widgets.FloatSlider:
    layout = {"style": {"description_width": "6rem"}, "layout": {"width": "34rem"}}
    return widgets.FloatSlider(value, min=low, max=high, step=0.05, description=name, tooltip=meaning, **layout)


def _activation_choice() -> widgets.Dropdown:
    return widgets.Dropdown(options=list(ACTIVATIONS), description="activation", tooltip="of the state")


def _directions(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return a random matrix whose largest eigenvalue has modulus 1, to three decimals."""
    Q = rng.normal(size=(n, n))
    return (Q / np.abs(np.linalg.eigvals(Q)).max()).round(3)


def _random_rnn(n: int, T: int, activation: str) -> Network:
    """Return an RNN with W_rec = gQ, g the slider W_rec, and small inputs and initial state."""
    rng = np.random.default_rng(64)
    Q = _directions(n, rng)
    W_in = (0.1 * rng.normal(size=(n, 1))).round(3)
    xs = rng.normal(size=(T, 1)).round(3)
    c_0 = (0.1 * rng.normal(size=n)).round(3)
    return rnn_network(moved("W_rec", Q), W_in, np.zeros(n), xs, c_0, activation)


def _random_lstm(n: int, T: int) -> Network:
    """Return an LSTM with small weights, whose forget-gate bias is the slider b_f in every unit."""
    rng = np.random.default_rng(1)
    U = (0.3 * rng.normal(size=(4, n, n)) / np.sqrt(n)).round(3)
    V = (0.1 * rng.normal(size=(4, n, 1))).round(3)
    b = [moved("b_f", np.ones(n)), np.zeros(n), np.zeros(n), np.zeros(n)]
    xs = rng.normal(size=(T, 1)).round(3)
    return lstm_network(U, V, b, xs, np.zeros(n), (0.1 * rng.normal(size=n)).round(3))


def _gradient_axis(ax, xlabel: str, ylabel: str):
    """Set up the logarithmic axis that all gradients share, with the line norm = 1."""
    ax.set(yscale="log", ylim=GRADIENT_RANGE, xlabel=xlabel, ylabel=ylabel)
    ax.set_yticks([1e-20, 1e-15, 1e-10, 1e-5, 1, 1e5, 1e10])
    ax.axhline(1, color=COLOURS["reference"], linestyle="--", linewidth=1)


def _bands(what: str, steps: int) -> tuple[tuple[float | None, str], ...]:
    return (
        (1e-6, f"{what} vanishes: over {steps} steps a change shrinks to {{value}} of its size."),
        (0.1, f"{what} fades: over {steps} steps a change shrinks to {{value}} of its size."),
        (10, f"{what} holds: over {steps} steps a change keeps {{value}} of its size."),
        (None, f"{what} explodes: over {steps} steps a change grows by a factor {{value}}."),
    )


def hero() -> Explorer:
    """Return the landing page's explorer: how far back an RNN and an LSTM still hear."""
    fig, ax = plt.subplots()
    lags = np.arange(STEPS + 1)
    _gradient_axis(ax, "steps back, $k$", r"$\Vert\partial s_T/\partial s_{T-k}\Vert$, 2-norm")
    (rnn_line,) = ax.plot(lags, np.ones(STEPS + 1), color=COLOURS["rnn"], label="RNN")
    (lstm_line,) = ax.plot(lags, np.ones(STEPS + 1), color=COLOURS["lstm"], linestyle="-.", label="LSTM")
    fig.legend(loc="outside upper left", ncols=2, labelcolor="linecolor")
    return Explorer(
        "hero",
        fig,
        {"rnn": _random_rnn(UNITS, STEPS, "tanh"), "lstm": _random_lstm(UNITS, STEPS)},
        {rnn_line: "rnn.reach", lstm_line: "lstm.reach"},
        [
            Reading("rnn.reach", -1, _bands("The RNN's gradient", STEPS)),
            Reading("lstm.reach", -1, _bands("The LSTM's", STEPS)),
        ],
        alt="Two curves over the number of steps back: the norm of the gradient of the last state with "
        "respect to an earlier one, for an RNN and for an LSTM, on a logarithmic axis.",
        W_rec=_slider(-4, 4, 0.7, "W_rec", "gain g of the RNN's recurrent weights gQ"),
        b_f=_slider(-4, 6, 0, "b_f", "bias of the LSTM's forget gate"),
    )


def unit_rnn() -> Explorer:
    """Return one unit over 30 steps: its state above, what still hears of its start below."""
    fig, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(5.4, 4.2), height_ratios=(2, 3))
    steps = np.arange(STEPS + 1)
    above.set(ylim=(-1.15, 1.15), ylabel="state $c_k$")
    (state,) = above.plot(steps, np.zeros(STEPS + 1), color=COLOURS["rnn"], marker="o", markersize=3)
    _gradient_axis(below, "step, $k$", r"$|\partial c_k/\partial c_0|$")
    (gradient,) = below.plot(steps, np.ones(STEPS + 1), color=COLOURS["rnn"], marker="o", markersize=3)
    xs = np.zeros((STEPS, 1))
    xs[0], xs[15] = 1, -1
    network = rnn_network(moved("W_rec", [[1]]), moved("W_in", [[1]]), [0], xs, [0], "activation")
    return Explorer(
        "unit-rnn",
        fig,
        {"unit": network},
        {state: "unit.state", gradient: "unit.growth"},
        [
            Reading("unit.growth", -1, _bands("The gradient", STEPS)),
            Reading("unit.state", -1, ((None, "The state ends at {value}."),)),
        ],
        alt="Above, the state of one unit over 30 steps, which takes a push of +1 at step 1 and of -1 at "
        "step 20. Below, the gradient of each state with respect to the first, on a logarithmic axis.",
        W_rec=_slider(-8, 8, 0.9, "W_rec", "the unit's weight on its own state"),
        W_in=_slider(-3, 3, 1, "W_in", "its weight on the input"),
        activation=_activation_choice(),
    )


def network_rnn() -> Explorer:
    """Return 16 units: how the gradient changes with every step back."""
    fig, ax = plt.subplots()
    lags = np.arange(STEPS + 1)
    _gradient_axis(ax, "steps back, $k$", r"$\Vert\partial c_T/\partial c_{T-k}\Vert$, 2-norm")
    (line,) = ax.plot(lags, np.ones(STEPS + 1), color=COLOURS["rnn"])
    return Explorer(
        "network-rnn",
        fig,
        {"rnn": _random_rnn(UNITS, STEPS, "activation")},
        {line: "rnn.reach"},
        [Reading("rnn.reach", -1, _bands("The gradient", STEPS))],
        alt="The norm of the gradient of the last state of 16 units with respect to the state k steps "
        "earlier, against k, on a logarithmic axis, with the line norm = 1.",
        W_rec=_slider(-4, 4, 0.7, "W_rec", "gain g of the recurrent weights gQ"),
        activation=_activation_choice(),
    )


def components() -> Explorer:
    """Return the heat map of who hears whom: 8 units over 24 steps."""
    n, T = 8, 24
    fig, ax = plt.subplots(figsize=(5.0, 4.2))
    image = ax.imshow(
        np.zeros((T + 1, T + 1)), cmap="viridis", vmin=-10, vmax=2, interpolation="none", origin="upper"
    )
    ax.set(xlabel="step of the change, $i$", ylabel="step that listens, $k$")
    ax.grid(visible=False)
    fig.colorbar(image, label=r"$\log_{10}\Vert\partial c_k/\partial c_i\Vert$", extend="both")
    return Explorer(
        "components",
        fig,
        {"rnn": _random_rnn(n, T, "tanh")},
        {image: "rnn.components"},
        [Reading("rnn.components", -(T + 1), _bands("The first state's voice", T))],
        alt="A triangle of coloured cells: for every step i of a change and every later step k, how loud "
        "the change still is, as the logarithm of the norm of the gradient.",
        W_rec=_slider(-4, 4, 0.7, "W_rec", "gain g of the recurrent weights gQ"),
    )
