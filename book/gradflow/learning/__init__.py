"""Learning: two tasks, networks that learn them, training, and the stored sweep."""

from .learner import STARTS, Learner, gradients, start
from .optimiser import Adam, clip
from .training import train

__all__ = ["STARTS", "Adam", "Learner", "clip", "gradients", "start", "train"]
