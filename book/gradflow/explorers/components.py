"""The explorer ``components``."""

import matplotlib.pyplot as plt

from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.sliders import Slider
from .axes import colour_bar, heat_map
from .example_networks import MAPPED, random_rnn
from .sentences import fate_or_nothing


class Components(Explorer):
    """The heat map of influence in the example RNN, over the first 20 steps."""

    def __init__(self):
        T = MAPPED
        W_rec = Slider(
            "W_rec",
            -4,
            4,
            0.7,
            "gain g of the weights gQ",
            colour="rnn",
        )
        self.rnn = random_rnn(W_rec, first=T)

        fig, ax = plt.subplots(figsize=(5.0, 4.2))
        image = heat_map(ax, T)
        ax.set_ylabel("later step, $k$")
        colour_bar(image, ax, r"$\partial c_k/\partial c_i$")

        first = self.rnn.components[-1, 0]
        super().__init__(
            "components",
            fig,
            {image: self.rnn.components},
            [Reading(first, fate_or_nothing("The first state’s influence", T))],
            [W_rec],
            alt="A triangle of coloured cells: for every step i of a change "
            "and every later step k, how much influence the change still has, as the "
            "logarithm of a norm.",
            title="Which change still matters at which later step?",
            presets={
                "vanishes": {W_rec: 0.5},
                "knife’s edge": {W_rec: 1},
                "grows": {W_rec: 2},
            },
        )
