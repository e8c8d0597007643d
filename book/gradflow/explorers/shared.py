"""What the explorers share: sliders, sentences, axes, and example networks."""

import ipywidgets as widgets
import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage

from ..drawing.style import COLOURS, GRADIENT_RANGE, LOUDNESS, loudness_colours
from ..formulas.activations import ACTIVATIONS
from ..moving.simulation import Network, lstm_network, moved, rnn_network

STEPS = 30
UNITS = 16


def slider(
    low: float,
    high: float,
    value: float,
    name: str,
    meaning: str,
    step: float = 0.05,
) -> widgets.FloatSlider:
    """Return a slider whose meaning stands beside its name in the page."""
    layout = {
        "style": {"description_width": "6rem"},
        "layout": {"width": "34rem"},
    }
    return widgets.FloatSlider(
        value,
        min=low,
        max=high,
        step=step,
        description=name,
        tooltip=meaning,
        **layout,
    )


def b_f_slider(value: float) -> widgets.FloatSlider:
    """Return the slider that every LSTM of the book shares."""
    return slider(-4, 6, value, "b_f", "bias of the forget gate")


def activation_choice() -> widgets.Dropdown:
    """Return the choice among the book's activations."""
    return widgets.Dropdown(
        options=list(ACTIVATIONS),
        description="activation",
        tooltip="of the state",
    )


def _directions(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return a random matrix whose largest eigenvalue has modulus 1, to three decimals."""
    Q = rng.normal(size=(n, n))
    return (Q / np.abs(np.linalg.eigvals(Q)).max()).round(3)


def random_rnn(n: int, T: int, activation: str) -> Network:
    """Return an RNN with W_rec = gQ, g the slider W_rec, and small inputs and initial state."""
    rng = np.random.default_rng(64)
    Q = _directions(n, rng)
    W_in = (0.1 * rng.normal(size=(n, 1))).round(3)
    xs = rng.normal(size=(T, 1)).round(3)
    c_0 = (0.1 * rng.normal(size=n)).round(3)
    return rnn_network(
        moved("W_rec", Q), W_in, np.zeros(n), xs, c_0, activation
    )


def random_lstm(n: int, T: int) -> Network:
    """Return an LSTM with small weights, whose forget-gate bias is the slider b_f in every unit."""
    rng = np.random.default_rng(1)
    U = (0.3 * rng.normal(size=(4, n, n)) / np.sqrt(n)).round(3)
    V = (0.1 * rng.normal(size=(4, n, 1))).round(3)
    b = [moved("b_f", np.ones(n)), np.zeros(n), np.zeros(n), np.zeros(n)]
    xs = rng.normal(size=(T, 1)).round(3)
    return lstm_network(
        U, V, b, xs, np.zeros(n), (0.1 * rng.normal(size=n)).round(3)
    )


def gradient_axis(ax: Axes, xlabel: str, ylabel: str):
    """Set up the logarithmic axis that all gradients share, with the line norm = 1."""
    ax.set(yscale="log", ylim=GRADIENT_RANGE, xlabel=xlabel, ylabel=ylabel)
    ax.set_yticks([1e-20, 1e-15, 1e-10, 1e-5, 1, 1e5, 1e10])
    ax.axhline(1, color=COLOURS["reference"], linestyle="--", linewidth=1)


def bands(what: str, steps: int) -> tuple[tuple[float | None, str], ...]:
    """Return the sentences for a gradient's norm, from vanishing to exploding."""
    return (
        (1e-6, f"{what} vanishes: over {steps} steps it shrinks to {{value}}."),
        (0.1, f"{what} fades: over {steps} steps it shrinks to {{value}}."),
        (10, f"{what} holds: after {steps} steps it is {{value}}."),
        (None, f"{what} explodes: over {steps} steps it grows to {{value}}."),
    )


def heat_map(ax: Axes, T: int) -> AxesImage:
    """Draw the empty map of log10 of the components, one colour range for all of them."""
    ax.grid(visible=False)
    ax.set_xlabel("step of the change, $i$")
    low, high = LOUDNESS
    empty = np.zeros((T + 1, T + 1))
    return ax.imshow(
        empty,
        loudness_colours(),
        vmin=low,
        vmax=high,
        interpolation="none",
        aspect="auto",
    )


def unit_lstm(T: int, U: tuple[float, ...], c_0: float, **keywords) -> Network:
    """Return one LSTM unit that takes a push of 1 at step 1; sliders b_f and U (scale of the weights U)."""
    xs = np.zeros((T, 1))
    xs[0] = 1
    return lstm_network(
        [moved("U", [[u]]) for u in U],
        [[[0.2]], [[0.5]], [[0.3]], [[1.0]]],
        [moved("b_f", [1]), [-1], [0], [0]],
        xs,
        [0],
        [c_0],
        **keywords,
    )
