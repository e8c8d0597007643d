"""The explorer ``unit-rnn``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.simulation import RNNSimulation
from ..moving.sliders import Slider
from .axes import gradient_axis
from .example_networks import STEPS, any_activation
from .sentences import fate


class UnitRNN(Explorer):
    """One unit over 30 steps: its state, and the influence of its start."""

    def __init__(self):
        W_rec = Slider(
            "W_rec",
            -8,
            8,
            0.9,
            "the unit's weight on its own state",
            colour="rnn",
        )
        W_in = Slider("W_in", -3, 3, 1, "its weight on the input")
        activation = any_activation()
        xs = np.zeros((STEPS, 1))
        xs[0], xs[15] = 1, -1
        self.rnn = RNNSimulation(
            W_rec * [[1]], W_in * [[1]], [0], xs, [0], activation
        )

        fig, (above, below) = plt.subplots(
            2, 1, sharex=True, figsize=(5.4, 4.2), height_ratios=(2, 3)
        )
        steps = np.arange(STEPS + 1)
        look = {"color": COLOURS["rnn"], "marker": "o", "markersize": 3}
        above.set(ylim=(-1.15, 1.15), ylabel="state $c_k$")
        (state,) = above.plot(steps, np.zeros(STEPS + 1), **look)
        gradient_axis(below, "step, $k$", r"$|\partial c_k/\partial c_0|$")
        (gradient,) = below.plot(steps, np.ones(STEPS + 1), **look)

        outside = "The state runs out of the picture, to {value}."
        says = (
            (-1.15, outside),
            (1.15, "The state ends at {value}."),
            (None, outside),
        )
        super().__init__(
            "unit-rnn",
            fig,
            {state: self.rnn.states, gradient: self.rnn.growth},
            [
                Reading(self.rnn.growth[-1], fate("The influence", STEPS)),
                Reading(self.rnn.states[-1, 0], says),
            ],
            [W_rec, W_in, activation],
            alt="Above, the state of one unit over 30 steps, which takes a "
            "push of +1 at step 1 and of -1 at step 16. Below, the gradient of "
            "each state with respect to the first, on a logarithmic axis.",
            title="What is left of a change after 30 steps of one unit?",
            presets={
                "vanishes": {W_rec: 0.5, activation: "tanh"},
                "saturates": {W_rec: 4, activation: "tanh"},
                "knife's edge": {W_rec: 1, activation: "identity"},
                "explodes": {W_rec: 1.2, activation: "identity"},
            },
        )
