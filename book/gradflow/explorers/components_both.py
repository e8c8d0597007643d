"""The explorer ``components-both``."""

import matplotlib.pyplot as plt

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer, Reading
from .shared import b_f_slider, bands, heat_map, random_lstm, random_rnn, slider


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
            Reading(
                "lstm.components", -(T + 1), bands("The LSTM's gradient", T)
            ),
            Reading("rnn.components", -(T + 1), bands("The RNN's gradient", T)),
        ],
        alt="Two triangles of coloured cells, for an RNN and for an LSTM: for every step i of a change and every "
        "later step k, how loud the change still is, as the logarithm of the norm of the gradient.",
        W_rec=slider(
            -4, 4, 0.7, "W_rec", "gain g of the RNN's recurrent weights gQ"
        ),
        b_f=b_f_slider(0),
    )
