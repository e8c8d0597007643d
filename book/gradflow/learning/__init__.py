"""Learning: two tasks, networks that learn them, training, and the stored sweeps."""

from .learner import STARTS, Learner, gradients, start
from .optimiser import Adam, clip
from .rates import differ, fisher, wilson
from .training import train

__all__ = [
    "STARTS",
    "Adam",
    "Learner",
    "clip",
    "differ",
    "fisher",
    "gradients",
    "start",
    "train",
    "wilson",
]
