"""The explorer ``components``."""

import matplotlib.pyplot as plt

from ..moving.explorer import Explorer, Reading
from .shared import bands, heat_map, random_rnn, slider


def components() -> Explorer:
    """Return the heat map of who hears whom: 8 units over 24 steps."""
    n, T = 8, 24
    fig, ax = plt.subplots(figsize=(5.0, 4.2))
    image = heat_map(ax, T)
    ax.set_ylabel("step that listens, $k$")
    fig.colorbar(
        image,
        ticks=range(-9, 4, 3),
        label=r"$\log_{10}\Vert\partial c_k/\partial c_i\Vert$",
        extend="both",
    )
    return Explorer(
        "components",
        fig,
        {"rnn": random_rnn(n, T, "tanh")},
        {image: "rnn.components"},
        [
            Reading(
                "rnn.components",
                -(T + 1),
                bands("The first state's gradient", T),
            )
        ],
        alt="A triangle of coloured cells: for every step i of a change and every later step k, how loud "
        "the change still is, as the logarithm of the norm of the gradient.",
        W_rec=slider(-4, 4, 0.7, "W_rec", "gain g of the recurrent weights gQ"),
    )
