"""Networks whose weights the sliders move: NumPy's side of ``static/network.js``."""

from typing import NamedTuple

import numpy as np

from . import lstm, products, rnn
from .checks import array
from .symbolic import Cell, lstm_cell, rnn_cell


class Affine(NamedTuple):
    """An array that depends on sliders: base + Σ slider · direction."""

    base: np.ndarray
    directions: dict[str, np.ndarray]

    def at(self, values: dict) -> np.ndarray:
        """Return the array for these slider values."""
        return self.base + sum(values[name] * direction for name, direction in self.directions.items())


def moved(slider: str, direction: np.ndarray, base: np.ndarray | float = 0.0) -> Affine:
    """Return the array base + slider · direction, for a ``Network``'s weights."""
    direction = np.asarray(direction, dtype=float)
    return Affine(np.broadcast_to(np.asarray(base, dtype=float), direction.shape), {slider: direction})


class Gate(NamedTuple):
    """Recurrent weights U (n, n), input weights V (n, m) and bias b (n,) of one pre-activation."""

    U: Affine
    V: Affine
    b: Affine


class Network(NamedTuple):
    """A cell with weights, run over a fixed input from a fixed initial state.

    cell: "rnn" or "lstm"; activation: a name, or the name of the slider that chooses it.
    """

    cell: str
    gates: tuple[Gate, ...]
    xs: np.ndarray
    initial: tuple[np.ndarray, ...]
    activation: str = "tanh"

    def run(self, values: dict, wanted: list[str]) -> dict[str, np.ndarray]:
        """Return the wanted series for these slider values.

        Parameters
        ----------
        values : dict
            One value per slider.
        wanted : list of str
            "state": every component of every state, (T+1) n values, step by step;
            "reach": the norm of ds_T/ds_{T-k} against lag k, T+1 values;
            "growth": the norm of ds_k/ds_0 against k, T+1 values;
            "components": the norm of ds_k/ds_i, (T+1)² values row by row, nan for k < i.

        Returns
        -------
        dict of ndarray
        """
        states, J = self._simulate(values)
        series = {}
        for name in wanted:
            if name == "state":
                series[name] = states.ravel()
            elif name == "reach":
                series[name] = products.reach(J)
            elif name == "growth":
                series[name] = products.components(J)[:, 0]
            elif name == "components":
                series[name] = products.components(J).ravel()
            else:
                raise ValueError(f"wanted holds {name!r}; it may hold state, reach, growth and components")
        return series

    def cells(self, sliders: dict) -> list[Cell]:
        """Return the cells that the network may run with; ``sliders`` may choose the activation."""
        if self.cell == "lstm":
            return [lstm_cell()]
        chooser = sliders.get(self.activation)
        return [rnn_cell(name) for name in (chooser.options if chooser else [self.activation])]

    def _simulate(self, values: dict) -> tuple[np.ndarray, np.ndarray]:
        """Return the states (T+1, N) and the joint Jacobians (T, N, N)."""
        if self.cell == "lstm":
            gates = [[part.at(values) for part in gate] for gate in self.gates]
            params = lstm.LSTMParams(*(np.hstack([U, V]) for U, V, _ in gates), *(b for _, _, b in gates))
            traj = lstm.forward(params, self.xs, *self.initial[::-1])
            return np.hstack([traj.cs, traj.hs]), lstm.state_jacobians(params, traj)
        (gate,) = self.gates
        params = rnn.RNNParams(*(part.at(values) for part in gate))
        traj = rnn.forward(params, self.xs, self.initial[0], values.get(self.activation, self.activation))
        return traj.cs, rnn.state_jacobians(params, traj)

    def spec(self) -> dict:
        """Return the network as plain data for the page."""
        return {
            "cell": self.cell,
            "activation": self.activation,
            "gates": [{part: _plain(affine) for part, affine in gate._asdict().items()} for gate in self.gates],
            "xs": self.xs.tolist(),
            "initial": np.concatenate(self.initial).tolist(),
        }


def _fixed_or_moved(name: str, value, shape: tuple[int | str, ...]) -> Affine:
    if isinstance(value, Affine):
        array(name, value.base, shape)
        return value
    return Affine(array(name, value, shape), {})


def _plain(affine: Affine) -> dict:
    return {
        "base": affine.base.ravel().tolist() if affine.base.any() else 0,
        "size": affine.base.size,
        "directions": {slider: direction.ravel().tolist() for slider, direction in affine.directions.items()},
    }


def rnn_network(W_rec, W_in, b, xs, c_0, activation: str = "tanh") -> Network:
    """Return a recurrent network; each weight is an array or ``moved(...)`` by a slider."""
    c_0 = array("c_0", c_0, ("n",))
    n, xs = len(c_0), array("xs", xs, ("T", "m"))
    gate = Gate(
        _fixed_or_moved("W_rec", W_rec, (n, n)),
        _fixed_or_moved("W_in", W_in, (n, xs.shape[1])),
        _fixed_or_moved("b", b, (n,)),
    )
    return Network("rnn", (gate,), xs, (c_0,), activation)


def lstm_network(U, V, b, xs, h_0, c_0) -> Network:
    """Return an LSTM; U, V and b each hold four weights in the order f, i, o, c.

    Each weight is an array or ``moved(...)`` by a slider: U (n, n) acts on h, V (n, m) on x.
    """
    h_0 = array("h_0", h_0, ("n",))
    n, xs = len(h_0), array("xs", xs, ("T", "m"))
    c_0 = array("c_0", c_0, (n,))
    shapes = {"U": (n, n), "V": (n, xs.shape[1]), "b": (n,)}
    gates = tuple(
        Gate(*(_fixed_or_moved(f"{part}_{g}", value, shapes[part]) for part, value in zip("UVb", parts, strict=True)))
        for g, *parts in zip("fioc", U, V, b, strict=True)
    )
    return Network("lstm", gates, xs, (c_0, h_0))
