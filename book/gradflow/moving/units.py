"""Networks of one unit that sliders move, with what only one is measured by."""

from ..formulas.cells import four_terms, lstm_output
from .measures import UnitMeasures, UnitRNNMeasures
from .simulation import LSTMSimulation, RNNSimulation


class UnitRNNSimulation(RNNSimulation, UnitRNNMeasures):
    """An RNN of one unit."""


class UnitLSTMSimulation(LSTMSimulation, UnitMeasures):
    """An LSTM of one unit."""

    formulas = (lstm_output(), four_terms())
