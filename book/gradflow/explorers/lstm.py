"""The explorers of the LSTM, and of both networks side by side."""

import matplotlib.pyplot as plt
import numpy as np
import sympy as sm

from ..activations import logistic
from ..explorer import Explorer, Reading
from ..parts import STEPS, UNITS, b_f_slider, bands, gradient_axis, heat_map, random_lstm, random_rnn, slider, unit_lstm
from ..style import COLOURS, GRADIENT_RANGE


def hero() -> Explorer:
    """Return the landing page's explorer: how far back an RNN and an LSTM still hear."""
    fig, ax = plt.subplots()
    lags = np.arange(STEPS + 1)
    left = "what is left of a change\n" r"$\Vert\partial s_T/\partial s_{T-k}\Vert$, 2-norm"
    gradient_axis(ax, "steps back, $k$", left)
    (rnn_line,) = ax.plot(lags, np.ones(STEPS + 1), color=COLOURS["rnn"], label="RNN")
    (lstm_line,) = ax.plot(lags, np.ones(STEPS + 1), color=COLOURS["lstm"], linestyle="-.", label="LSTM")
    fig.legend(loc="outside upper left", ncols=2, labelcolor="linecolor")
    return Explorer(
        "hero",
        fig,
        {"rnn": random_rnn(UNITS, STEPS, "tanh"), "lstm": random_lstm(UNITS, STEPS)},
        {rnn_line: "rnn.reach", lstm_line: "lstm.reach"},
        [
            Reading("rnn.reach", -1, bands("The RNN's gradient", STEPS)),
            Reading("lstm.reach", -1, bands("The LSTM's gradient", STEPS)),
        ],
        alt="Two curves over the number of steps back: the norm of the gradient of the last state with "
        "respect to an earlier one, for an RNN and for an LSTM, on a logarithmic axis.",
        W_rec=slider(-4, 4, 0.7, "W_rec", "strength of the RNN's recurrent weights"),
        b_f=b_f_slider(0),
    )


def four_terms() -> Explorer:
    """Return one LSTM unit over 12 steps: the four summands of each step's derivative, and the product."""
    T = 12
    fig, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(5.4, 4.6), height_ratios=(3, 2))
    steps = np.arange(2, T + 1)
    looks = {
        "A": ("forget", "none", r"$A_t$ through $f_t$"),
        "B": ("forget", COLOURS["forget"], r"$B_t = f_t$"),
        "C": ("input", COLOURS["input"], r"$C_t$ through $i_t$"),
        "D": ("candidate", COLOURS["candidate"], r"$D_t$ through $\tilde{c}_t$"),
    }
    bars = {}
    for k, (name, (colour, face, label)) in enumerate(looks.items()):
        look = {"facecolor": face, "edgecolor": COLOURS[colour], "linewidth": 0.8, "label": label}
        container = above.bar(steps + (k - 1.5) * 0.2, np.ones(T - 1), 0.2, **look)
        bars[container] = f"unit.{name}"
    above.axhline(1, color=COLOURS["reference"], linestyle="--", linewidth=1)
    above.axhline(0, color=COLOURS["ink"], linewidth=0.8)
    above.set(ylim=(-0.6, 1.6), ylabel="each of the four")
    gradient_axis(below, "step, $t$", r"$|\prod (A+B+C+D)|$")
    (product,) = below.plot(np.arange(1, T + 1), np.ones(T), color=COLOURS["lstm"], marker="o", markersize=3)
    fig.legend(loc="outside upper left", ncols=4, columnspacing=1, handlelength=1.2, fontsize=9)
    return Explorer(
        "four-terms",
        fig,
        {"unit": unit_lstm(T, (1.0, 0.7, 0.5, 0.8), 1.0)},
        bars | {product: "unit.product"},
        [
            Reading("unit.product", -1, bands("The product", T - 1)),
            Reading("unit.B", -1, ((None, f"In step {T} the forget gate is {{value}}."),)),
        ],
        alt="Above, for each step, four bars: the parts of the derivative of the cell state that pass through "
        "the forget gate, the direct path, the input gate and the candidate. Below, the product of their "
        "sums so far, on a logarithmic axis.",
        b_f=b_f_slider(1),
        U=slider(0, 6, 1, "U", "scale of the recurrent weights"),
    )


def forget_gate() -> Explorer:
    """Return the LSTM's gradient against lag, beside the forget gate's power and its memory."""
    fig, ax = plt.subplots()
    lags = np.arange(STEPS + 1)
    b_f, lag = sm.symbols("b_f lag", real=True)
    gradient_axis(ax, "steps back, $k$", r"$\Vert\partial s_T/\partial s_{T-k}\Vert$, 2-norm")
    ax.set_xlim(-1, STEPS + 1)
    (exact,) = ax.plot(lags, np.ones(STEPS + 1), color=COLOURS["lstm"], label="LSTM")
    (gate,) = ax.plot([0, STEPS], [1, 1], color=COLOURS["forget"], linestyle="--", label=r"$f^k$, $f=\sigma(b_f)$")
    (memory,) = ax.plot([2, 2], GRADIENT_RANGE, color=COLOURS["forget"], linestyle=":", label=r"memory $1+e^{b_f}$")
    (point,) = ax.plot([1], [1], color=COLOURS["forget"], marker="D", markersize=5, linestyle="none")
    fig.legend(loc="outside upper left", ncols=3, labelcolor="linecolor", columnspacing=1)
    return Explorer(
        "forget-gate",
        fig,
        {"lstm": random_lstm(UNITS, STEPS)},
        {exact: "lstm.reach", gate: "gate", memory: ("memory", None), point: ("lag", "kept")},
        [
            Reading("lstm.reach", -1, bands("The LSTM's gradient", STEPS)),
            Reading("memory", 0, ((None, "Memory: {value} steps."),)),
            Reading("lstm.reach", "lag", ((None, "At lag {lag} the gradient is {value},"),)),
            Reading("kept", 0, ((None, "and the forget gate alone keeps {value}."),)),
        ],
        alt="The norm of the gradient of an LSTM's last state with respect to an earlier one against the number "
        "of steps back, beside the forget gate's power, with the gate's memory as a vertical line.",
        formulas={
            "gate": [sm.Integer(1), logistic(b_f) ** STEPS],
            "memory": 1 + sm.exp(b_f),
            "lag": lag,
            "kept": logistic(b_f) ** lag,
        },
        b_f=b_f_slider(0),
        lag=slider(1, STEPS, 10, "lag", "steps back to read", step=1),
    )


def balance() -> Explorer:
    """Return partial sums of late subgradients, before and after the forget gate's update."""
    asked_from, b_f_before = 15, 0.0
    network = unit_lstm(STEPS, (0.5, 0.5, 0.5, 0.5), 0.5, asked_from=asked_from)
    steps = np.arange(1, STEPS + 1)
    before = network.run({"b_f": b_f_before, "U": 1.0}, ["sums"])["sums"]
    fig, ax = plt.subplots()
    ax.set(ylim=(-0.3, 14), xlabel="step, $k$", ylabel=r"$S^{(0)}_k = \sum_{t\leq k}\,dE_t/dc_0$")
    ax.axvline(asked_from, color=COLOURS["reference"], linestyle=":", linewidth=1)
    ax.plot(steps, before, color=COLOURS["reference"], linestyle="--", label="before, $b_f = 0$, $U = 1$")
    (after,) = ax.plot(steps, before, color=COLOURS["lstm"], label="after, from the sliders")
    fig.legend(loc="outside upper left", ncols=2, labelcolor="linecolor")
    return Explorer(
        "balance",
        fig,
        {"unit": network},
        {after: "unit.sums"},
        [
            Reading(
                "unit.sums",
                -1,
                (
                    (0.1, f"The sum stays small: {{value}} after {STEPS} steps."),
                    (1, f"The sum no longer vanishes: {{value}} after {STEPS} steps."),
                    (None, f"The sum is well alive: {{value}} after {STEPS} steps."),
                ),
            )
        ],
        alt="Partial sums over the steps of the derivatives of errors asked from step 15 on with respect to the "
        "first cell state: flat at zero before, and after the forget gate's update as the slider sets it.",
        b_f=b_f_slider(0),
        U=slider(0, 2, 1, "U", "scale of the recurrent weights"),
    )


def components_both() -> Explorer:
    """Return the heat maps of who hears whom, RNN and LSTM side by side: 6 units over 20 steps."""
    n, T = 6, 20
    fig, axes = plt.subplots(1, 2, figsize=(5.4, 3.4), sharey=True)
    images = [heat_map(ax, T) for ax in axes]
    for ax, name in zip(axes, ("rnn", "lstm"), strict=True):
        ax.set_title(name.upper(), color=COLOURS[name])
    axes[0].set_ylabel("step that listens, $k$")
    fig.colorbar(
        images[1],
        ax=axes,
        ticks=range(-9, 4, 3),
        label=r"$\log_{10}\Vert\partial s_k/\partial s_i\Vert$",
        extend="both",
        location="bottom",
        aspect=40,
    )
    return Explorer(
        "components-both",
        fig,
        {"rnn": random_rnn(n, T, "tanh"), "lstm": random_lstm(n, T)},
        {images[0]: "rnn.components", images[1]: "lstm.components"},
        [
            Reading("lstm.components", -(T + 1), bands("The LSTM's gradient", T)),
            Reading("rnn.components", -(T + 1), bands("The RNN's gradient", T)),
        ],
        alt="Two triangles of coloured cells, for an RNN and for an LSTM: for every step i of a change and every "
        "later step k, how loud the change still is, as the logarithm of the norm of the gradient.",
        W_rec=slider(-4, 4, 0.7, "W_rec", "gain g of the RNN's recurrent weights gQ"),
        b_f=b_f_slider(0),
    )
