"""The explorer of the stored training runs."""

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..learning import sweep
from ..moving.explorer import Explorer, Reading
from ..moving.table import curves, lags
from .shared import gradient_axis


def training() -> Explorer:
    """Return the learning curves of the stored sweep: an RNN and an LSTM, a line for each seed."""
    stored = sweep.load()
    settings = stored["settings"]
    rnns = {"as drawn": "RNN", "largest eigenvalue 1": "RNN, radius 1"}
    lstms = {
        "b_f = 0": "LSTM, b_f = 0",
        "b_f = 1": "LSTM, b_f = 1",
        "chrono": "LSTM, chrono",
    }
    tables = {
        "rnn": curves(stored, rnns, "W_rec"),
        "lstm": curves(stored, lstms, "b_f"),
    }
    steps = np.arange(0, settings["steps"] + 1, settings["every"])
    fig, (above, below) = plt.subplots(
        2, 1, sharex=True, figsize=(5.4, 4.6), height_ratios=(2, 3)
    )
    above.axhline(1, color=COLOURS["reference"], linestyle="--", linewidth=1)
    above.set(
        xlim=(-10, settings["steps"] + 10),
        ylim=(0, 1.08),
        ylabel="answered rightly",
    )
    gradient_axis(
        below, "training step", r"$\Vert\partial s_T/\partial s_1\Vert$, 2-norm"
    )
    artists = {}
    for network, style in (("rnn", "-"), ("lstm", "-.")):
        for seed in range(sweep.SEEDS):
            for ax, field in ((above, "score"), (below, "reach")):
                label = network.upper() if (ax is above and seed == 0) else None
                look = {
                    "color": COLOURS[network],
                    "linestyle": style,
                    "linewidth": 1.1,
                    "label": label,
                }
                (line,) = ax.plot(steps, np.ones(len(steps)), **look)
                artists[line] = f"{network}.{field}-{seed}"
    fig.legend(loc="outside upper left", ncols=2, labelcolor="linecolor")
    options = {
        "style": {"description_width": "6rem"},
        "layout": {"width": "34rem"},
    }
    return Explorer(
        "training",
        fig,
        tables,
        artists,
        [
            Reading("lstm.solved", 0, _counted("LSTM runs")),
            Reading("rnn.solved", 0, _counted("RNN runs")),
            Reading(
                "lstm.left",
                0,
                ((None, "At the end the LSTM's long-range part is {value},"),),
            ),
            Reading("rnn.left", 0, ((None, "the RNN's {value}."),)),
        ],
        alt="Learning curves of five RNNs and five LSTMs. Above, the share of fresh sequences answered rightly "
        "against the training step; below, the norm of the gradient of the last state with respect to the "
        "first, on a logarithmic axis.",
        lag=widgets.Dropdown(
            options=lags(stored),
            value="20",
            description="lag",
            tooltip="length T of the sequences",
            **options,
        ),
        W_rec=widgets.Dropdown(
            options=list(rnns),
            description="W_rec",
            tooltip="how the RNN starts",
            **options,
        ),
        b_f=widgets.Dropdown(
            options=list(lstms),
            description="b_f",
            tooltip="how the LSTM starts",
            **options,
        ),
    )


def _counted(what: str) -> tuple[tuple[float | None, str], ...]:
    """Return the sentences for a count of solved runs, from none to all five."""
    words = ("None", "One", "Two", "Three", "Four")
    counts = [
        (k + 0.5, f"{word} of the five {what} solved the task.")
        for k, word in enumerate(words)
    ]
    return (*counts, (None, f"All five {what} solved the task."))
