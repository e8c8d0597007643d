"""Networks that sliders move: NumPy's side of ``front/networks.js``.

One class for each cell says how its weights become parameters; what is measured
of the runs stands in ``measures``.
"""

from typing import NamedTuple

import numpy as np

from ..formulas.cells import (
    Cell,
    Formulas,
    lstm_cell,
    rnn_cell,
)
from ..networks import lstm, rnn
from ..networks.checks import array
from .affine import Affine
from .measures import GatedMeasures, Measures, RNNMeasures, Run
from .position import Position
from .sliders import Choice


class Gate(NamedTuple):
    """The weights of one pre-activation: U (n, n), V (n, m) and b (n,)."""

    U: Affine
    V: Affine
    b: Affine

    @classmethod
    def of(cls, names: str, values, n: int, m: int) -> "Gate":
        """Return a gate of three weights, fixed ones and ones that move.

        Raises
        ------
        ValueError
            If a shape does not fit or a value is not finite; ``names`` holds
            the three names for the message.
        """
        shapes, parts = ((n, n), (n, m), (n,)), []
        for name, value, shape in zip(
            names.split(), values, shapes, strict=True
        ):
            if isinstance(value, Affine):
                array(name, value.base, shape)
                parts.append(value)
            else:
                parts.append(Affine(array(name, value, shape), {}))
        return cls(*parts)


class Simulation(Measures):
    """A network run over a fixed input from a fixed state.

    Parameters
    ----------
    gates : sequence of Gate
        In the order of the cell's gates.
    xs : ndarray, shape (T, m)
    initial : sequence of ndarray, shape (n,)
        In the order of the cell's state.
    cells : dict of str to Cell
        By the option of ``choice`` that they stand for.
    choice : Choice, optional
        Chooses the cell; without it there is one.
    """

    formulas: tuple[Formulas, ...] = ()
    """What the page needs beside the cells to measure the runs."""

    def __init__(
        self,
        gates,
        xs: np.ndarray,
        initial,
        cells: dict[str, Cell],
        choice: Choice | None = None,
    ):
        self.gates, self.xs, self.initial = tuple(gates), xs, tuple(initial)
        self.cells, self.choice = cells, choice

    @property
    def sliders(self) -> tuple:
        """All sliders that move a weight, and the choice of the cell."""
        moving = [
            s for gate in self.gates for part in gate for s in part.sliders
        ]
        chosen = [] if self.choice is None else [self.choice]
        return tuple(dict.fromkeys(moving + chosen))

    def run(self, position: Position) -> Run:
        """Return the run at a position of the sliders."""
        raise NotImplementedError

    def _weights(self, position: Position) -> list[list[np.ndarray]]:
        """Return U, V and b of every gate."""
        return [[part.at(position) for part in gate] for gate in self.gates]

    def plain(self) -> dict:
        """Return the network as data for the page."""
        return {
            "cells": {
                option: {
                    "step": cell.name,
                    "gates": len(cell.gates),
                    "states": len(cell.state),
                }
                for option, cell in self.cells.items()
            },
            "choice": self.choice and self.choice.name,
            "gates": [
                {name: part.plain() for name, part in gate._asdict().items()}
                for gate in self.gates
            ],
            "xs": self.xs.tolist(),
            "initial": np.concatenate(self.initial).tolist(),
        }


class RNNSimulation(Simulation, RNNMeasures):
    """A recurrent network that sliders move.

    Parameters
    ----------
    W_rec, W_in, b : Affine or array_like, shapes (n, n), (n, m) and (n,)
    xs : array_like, shape (T, m)
    c_0 : array_like, shape (n,)
    activation : str or Choice
        One of ``ACTIVATIONS``, or a choice among some of them.

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or an activation is
        unknown.
    """

    def __init__(self, W_rec, W_in, b, xs, c_0, activation="tanh"):
        c_0, xs = array("c_0", c_0, ("n",)), array("xs", xs, ("T", "m"))
        gate = Gate.of("W_rec W_in b", (W_rec, W_in, b), len(c_0), xs.shape[1])
        choice = activation if isinstance(activation, Choice) else None
        names = choice.options if choice else (activation,)
        cells = {name: rnn_cell(name) for name in names}
        super().__init__([gate], xs, [c_0], cells, choice)
        self.activation = activation

    def run(self, position: Position) -> Run:
        """Return the run at a position of the sliders."""
        params = rnn.RNNParams(*self._weights(position)[0])
        name = position[self.choice] if self.choice else self.activation
        traj = rnn.forward(params, self.xs, self.initial[0], name)
        return Run(rnn, params, traj, traj.cs)


class LSTMSimulation(Simulation, GatedMeasures):
    """An LSTM that sliders move; U, V and b hold four weights: f, i, o, c.

    Parameters
    ----------
    U, V, b : sequence of four Affine or array_like
        Of shapes (n, n), which acts on h, (n, m), which acts on x, and (n,).
    xs : array_like, shape (T, m)
    h_0, c_0 : array_like, shape (n,)

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or U, V or b does not
        hold four weights.
    """

    def __init__(self, U, V, b, xs, h_0, c_0):
        h_0, xs = array("h_0", h_0, ("n",)), array("xs", xs, ("T", "m"))
        c_0 = array("c_0", c_0, (len(h_0),))
        for name, four in zip("UVb", (U, V, b), strict=True):
            if len(four) != 4:
                raise ValueError(
                    f"{name} holds {len(four)} weights; "
                    "it must hold four, for f, i, o and c"
                )
        gates = [
            Gate.of(f"U_{gate} V_{gate} b_{gate}", parts, len(h_0), xs.shape[1])
            for gate, *parts in zip("fioc", U, V, b, strict=True)
        ]
        super().__init__(gates, xs, [c_0, h_0], {"lstm": lstm_cell()})

    def run(self, position: Position) -> Run:
        """Return the run at a position of the sliders."""
        weights = self._weights(position)
        Ws = [np.hstack([U, V]) for U, V, _ in weights]
        params = lstm.LSTMParams(*Ws, *(b for _, _, b in weights))
        c_0, h_0 = self.initial
        traj = lstm.forward(params, self.xs, h_0=h_0, c_0=c_0)
        return Run(lstm, params, traj, traj.cs)
