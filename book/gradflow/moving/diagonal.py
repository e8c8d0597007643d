"""A network whose gates read only the input, for sliders to move."""

from functools import cached_property

import numpy as np

from ..formulas.cells import diagonal_cell
from ..networks import lstm
from ..networks.checks import array
from .measures import GatedMeasures, Run
from .position import Position
from .simulation import Gate, Simulation


class DiagonalRun(Run):
    """A run of an LSTM without recurrent weights, whose cell is all its state."""

    @cached_property
    def jacobians(self) -> np.ndarray:
        """Every step's Jacobian of the cell state, in order: (T, n, n)."""
        n = self.states.shape[-1]
        return lstm.state_jacobians(self.params, self.traj)[:, :n, :n]


class DiagonalSimulation(Simulation, GatedMeasures):
    """A gated diagonal recurrence; V and b hold three weights: f, i, c.

    Parameters
    ----------
    V, b : sequence of three Affine or array_like
        Of shapes (n, m), which acts on x, and (n,).
    xs : array_like, shape (T, m)
    c_0 : array_like, shape (n,)

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or V or b does not hold
        three weights.
    """

    def __init__(self, V, b, xs, c_0):
        c_0, xs = array("c_0", c_0, ("n",)), array("xs", xs, ("T", "m"))
        for name, three in zip("Vb", (V, b), strict=True):
            if len(three) != 3:
                raise ValueError(
                    f"{name} holds {len(three)} weights; "
                    "it must hold three, for f, i and c"
                )
        n, m = len(c_0), xs.shape[1]
        no_U = np.zeros((n, n))
        gates = [
            Gate.of(f"U_{gate} V_{gate} b_{gate}", (no_U, *parts), n, m)
            for gate, *parts in zip("fic", V, b, strict=True)
        ]
        super().__init__(gates, xs, [c_0], {"diagonal": diagonal_cell()})

    def run(self, position: Position) -> DiagonalRun:
        """Return the run at a position of the sliders."""
        f, i, c = self._weights(position)
        o = [np.zeros_like(part) for part in f]  # shows the cell, feeds nothing
        weights = f, i, o, c
        Ws = [np.hstack([U, V]) for U, V, _ in weights]
        params = lstm.LSTMParams(*Ws, *(b for _, _, b in weights))
        (c_0,) = self.initial
        traj = lstm.forward(params, self.xs, h_0=np.zeros_like(c_0), c_0=c_0)
        return DiagonalRun(lstm, params, traj, traj.cs)
