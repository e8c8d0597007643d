"""The book's explorers, one file each: what sliders move, and the figure."""

from .balance import Balance
from .cell import Cell
from .chain import Chain, GateChain
from .components import Components
from .components_both import ComponentsBoth
from .diagonal import Diagonal
from .forget_gate import ForgetGate
from .four_terms import FourTerms
from .hero import Hero
from .network_rnn import NetworkRNN
from .paths import Paths
from .training import Training
from .unit_rnn import UnitRNN

__all__ = [
    "Balance",
    "Cell",
    "Chain",
    "Components",
    "ComponentsBoth",
    "Diagonal",
    "ForgetGate",
    "FourTerms",
    "GateChain",
    "Hero",
    "NetworkRNN",
    "Paths",
    "Training",
    "UnitRNN",
]
