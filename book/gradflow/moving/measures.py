"""What a run is measured by: NumPy's side of ``front/measures.js``."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..networks import influence
from .position import Position
from .series import Series


class Run:
    """One run of a network, and what several measures need of it.

    Parameters
    ----------
    network : module
        ``rnn``, ``lstm`` or another that has ``state_jacobians``.
    params, traj
        The network's parameters and what its ``forward`` returned for them.
    states : ndarray, shape (T+1, n)
        The first component of the state: c, or a GRU's h.
    """

    def __init__(self, network, params, traj, states: np.ndarray):
        self.network, self.params, self.traj = network, params, traj
        self.states = states

    @cached_property
    def jacobians(self) -> np.ndarray:
        """Every step's Jacobian of the whole state, in order: (T, N, N)."""
        return self.network.state_jacobians(self.params, self.traj)

    @cached_property
    def reach(self) -> np.ndarray:
        """The norm of ds_T/ds_{T-k} against lag k = 0 … T: (T+1,)."""
        return influence.reach(self.jacobians)

    @cached_property
    def unit_terms(self):
        """The four terms of one LSTM unit at steps 2 … T: each (T-1,)."""
        terms = self.network.cell_terms(self.params, self.traj)
        return terms._make(term[:, 0, 0] for term in terms)


class measure:
    """A function of a run, as attribute of a ``Simulation`` the series of it.

    With ``@measure def reach(run)`` in the class, ``rnn.reach`` is a series.
    """

    def __init__(self, function):
        self.function, self.__doc__ = function, function.__doc__

    def __set_name__(self, owner, name: str):
        self.name = name

    def __get__(self, simulation, owner=None):
        return self if simulation is None else Measured(simulation, self)


@dataclass(frozen=True)
class Measured(Series):
    """The series that a measure makes of a simulation's runs."""

    simulation: "Measures"
    measure: measure

    @property
    def sliders(self) -> tuple:
        """The simulation's."""
        return self.simulation.sliders

    def compute(self, position: Position) -> np.ndarray:
        """Return the measure of the run at this position."""
        run = position.once(self.simulation, self.simulation.run)
        return self.measure.function(run)

    def plain(self, parts) -> dict:
        """Return the network's number and the measure's name."""
        network = parts.network(self.simulation)
        return {
            "kind": "measure",
            "network": network,
            "name": self.measure.name,
        }


class Measures:
    """The measures of every network."""

    @measure
    def states(run):
        """Return c_k at every step k = 0 … T: (T+1, n)."""
        return run.states

    @measure
    def reach(run):
        """Return the norm of ds_T/ds_{T-k} against lag k = 0 … T: (T+1,)."""
        return run.reach

    @measure
    def growth(run):
        """Return the norm of ds_k/ds_0 against step k = 0 … T: (T+1,)."""
        return influence.components(run.jacobians)[:, 0]

    @measure
    def components(run):
        """Return the norm of ds_k/ds_i, nan for k < i: (T+1, T+1)."""
        return influence.components(run.jacobians)


class RNNMeasures(Measures):
    """Those of an RNN, too."""

    @measure
    def drives(run):
        """Return the pre-activations z_t at steps 1 … T: (T, n)."""
        return run.traj.zs

    @measure
    def activations(run):
        """Return c_t = σ(z_t) at steps 1 … T: (T, n)."""
        return run.traj.cs[1:]

    @measure
    def slopes(run):
        """Return σ′(z_t) at steps 1 … T: (T, n)."""
        return run.traj.slopes


class UnitRNNMeasures(RNNMeasures):
    """Those of one RNN unit, too; what belongs to a step stands in its row."""

    @measure
    def passes(run):
        """Return dc_t/dc_{t-1} at steps t = 0 … T, at step 0 a 1: (T+1,)."""
        return np.array([1, *run.jacobians[:, 0, 0]])

    @measure
    def immediate(run):
        """Return ∂⁺c_i/∂W_rec at steps i = 0 … T, at step 0 a 0: (T+1,)."""
        return np.array([0, *(run.traj.slopes * run.states[:-1])[:, 0]])

    @measure
    def uses(run):
        """Return the terms of dc_T/dW_rec, one for the use at each step: (T+1,).

        Term i is ∂⁺c_i/∂W_rec times what all later steps pass.
        """
        terms, later = np.zeros(len(run.states)), 1.0
        for i in range(len(terms) - 1, 0, -1):
            terms[i] = later * run.traj.slopes[i - 1, 0] * run.states[i - 1, 0]
            later *= run.jacobians[i - 1, 0, 0]
        return terms


class GatedMeasures(Measures):
    """Those of networks with forget gates, too."""

    @measure
    def road(run):
        """Return the largest product of one unit's forget gates, by lag: (T+1,).

        It is the 2-norm of what the direct path alone carries from step T-k to T.
        """
        products = np.cumprod(run.traj.fs[::-1], axis=0)
        return np.array([1, *products.max(axis=1)])

    @measure
    def beyond(run):
        """Return the reach over the road, against lag k = 0 … T: (T+1,)."""
        return run.reach / GatedMeasures.road.function(run)


class UnitMeasures(GatedMeasures):
    """Those of one LSTM unit, too."""

    @measure
    def A(run):
        """Return what passes through the forget gate, steps 2 … T: (T-1,)."""
        return run.unit_terms.A

    @measure
    def B(run):
        """Return what takes the direct path, which is f_t: (T-1,)."""
        return run.unit_terms.B

    @measure
    def C(run):
        """Return what passes through the input gate: (T-1,)."""
        return run.unit_terms.C

    @measure
    def D(run):
        """Return what passes through the candidate: (T-1,)."""
        return run.unit_terms.D

    @measure
    def factors(run):
        """Return A+B+C+D of every step 2 … T: (T-1,)."""
        return sum(run.unit_terms)

    @measure
    def product(run):
        """Return the modulus of ∏(A+B+C+D) up to step 1 … T: (T,)."""
        return np.abs(np.cumprod([1, *sum(run.unit_terms)]))

    @measure
    def outputs(run):
        """Return dh_t/dc_0 at steps t = 1 … T: (T,)."""
        derivative, found = np.array([1.0, 0.0]), []
        for J_t in run.jacobians:
            derivative = J_t @ derivative
            found.append(derivative[1])
        return np.array(found)
