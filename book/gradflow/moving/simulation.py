"""Networks whose weights the sliders move: NumPy's side of ``front/network.js``."""

from typing import NamedTuple

import numpy as np

from ..formulas.cells import (
    Cell,
    Formulas,
    four_terms,
    lstm_cell,
    lstm_output,
    rnn_cell,
)
from ..networks import influence, lstm, rnn
from ..networks.checks import array

_BY_TERMS = {"A", "B", "C", "D", "product"}


class Affine(NamedTuple):
    """An array that depends on sliders: base + Σ slider · direction."""

    base: np.ndarray
    directions: dict[str, np.ndarray]

    def at(self, values: dict) -> np.ndarray:
        """Return the array for these slider values."""
        return self.base + sum(
            values[name] * direction
            for name, direction in self.directions.items()
        )


def moved(
    slider: str, direction: np.ndarray, base: np.ndarray | float = 0.0
) -> Affine:
    """Return the array base + slider · direction, for a ``Network``'s weights."""
    direction = np.asarray(direction, dtype=float)
    return Affine(
        np.broadcast_to(np.asarray(base, dtype=float), direction.shape),
        {slider: direction},
    )


class Gate(NamedTuple):
    """Recurrent weights U (n, n), input weights V (n, m) and bias b (n,) of one pre-activation."""

    U: Affine
    V: Affine
    b: Affine


class Network(NamedTuple):
    """A cell with weights, run over a fixed input from a fixed initial state.

    cell: "rnn" or "lstm"; initial: (c_0,) or (c_0, h_0); activation: a name, or the name of the slider that chooses it;
    asked_from: the first step whose output is asked for, for the measure "sums".
    """

    cell: str
    gates: tuple[Gate, ...]
    xs: np.ndarray
    initial: tuple[np.ndarray, ...]
    activation: str = "tanh"
    asked_from: int = 1

    def run(self, values: dict, wanted: list[str]) -> dict[str, np.ndarray]:
        """Return the wanted series for these slider values.

        Parameters
        ----------
        values : dict
            One value per slider.
        wanted : list of str
            "state": every unit's c at every step, (T+1) n values, step by step;
            "reach": the norm of ds_T/ds_{T-k} against lag k, T+1 values;
            "growth": the norm of ds_k/ds_0 against k, T+1 values;
            "components": the norm of ds_k/ds_i, (T+1)² values row by row, nan for k < i.
            For one LSTM unit also "A", "B", "C", "D" at steps 2 … T; "product", the modulus of the
            product of their sums up to step k = 1 … T; and "sums", the sum of dh_t/dc_0 over the
            steps asked for up to k = 1 … T.

        Returns
        -------
        dict of ndarray

        Raises
        ------
        ValueError
            If a wanted name is none of these.
        """
        params, traj = self._forward(values)
        J = (rnn if self.cell == "rnn" else lstm).state_jacobians(params, traj)
        measures = {
            "state": lambda: traj.cs.ravel(),
            "reach": lambda: influence.reach(J),
            "growth": lambda: influence.components(J)[:, 0],
            "components": lambda: influence.components(J).ravel(),
        }
        if self.cell == "lstm" and J.shape[1] == 2:
            terms = {
                name: term[:, 0, 0]
                for name, term in lstm.cell_terms(params, traj)
                ._asdict()
                .items()
            }
            measures |= {
                name: lambda term=term: term for name, term in terms.items()
            }
            measures["product"] = lambda: np.abs(
                np.cumprod([1, *sum(terms.values())])
            )
            measures["sums"] = lambda: self._sums(J)
        if unknown := set(wanted) - set(measures):
            raise ValueError(
                f"wanted holds {sorted(unknown)}; this network has {sorted(measures)}"
            )
        return {name: measures[name]() for name in wanted}

    def _forward(self, values: dict) -> tuple:
        """Return the parameters for these slider values, and the trajectory."""
        gates = [[part.at(values) for part in gate] for gate in self.gates]
        if self.cell == "lstm":
            params = lstm.LSTMParams(
                *(np.hstack([U, V]) for U, V, _ in gates),
                *(b for _, _, b in gates),
            )
            return params, lstm.forward(params, self.xs, *self.initial[::-1])
        params = rnn.RNNParams(*gates[0])
        return params, rnn.forward(
            params,
            self.xs,
            self.initial[0],
            values.get(self.activation, self.activation),
        )

    def _sums(self, J: np.ndarray) -> np.ndarray:
        heard = [np.array([1.0, 0.0])]
        for J_t in J:
            heard.append(J_t @ heard[-1])
        asked = np.arange(1, len(J) + 1) >= self.asked_from
        return np.cumsum(np.array(heard)[1:, 1] * asked)

    def cells(self, sliders: dict) -> list[Cell]:
        """Return the cells that the network may run with; ``sliders`` may choose the activation."""
        if self.cell == "lstm":
            return [lstm_cell()]
        chooser = sliders.get(self.activation)
        return [
            rnn_cell(name)
            for name in (chooser.options if chooser else [self.activation])
        ]

    def steps(self, wanted: list[str]) -> list[Formulas]:
        """Return the formulas beside the cells that the page needs for the wanted series."""
        return [lstm_output(), four_terms()] if _BY_TERMS & set(wanted) else []

    def spec(self) -> dict:
        """Return the network as plain data for the page."""
        return {
            "cell": self.cell,
            "activation": self.activation,
            "gates": [
                {
                    part: _plain(affine)
                    for part, affine in gate._asdict().items()
                }
                for gate in self.gates
            ],
            "xs": self.xs.tolist(),
            "initial": np.concatenate(self.initial).tolist(),
            "asked_from": self.asked_from,
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
        "directions": {
            slider: direction.ravel().tolist()
            for slider, direction in affine.directions.items()
        },
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


def lstm_network(U, V, b, xs, h_0, c_0, asked_from: int = 1) -> Network:
    """Return an LSTM; U, V and b each hold four weights in the order f, i, o, c.

    Each weight is an array or ``moved(...)`` by a slider: U (n, n) acts on h, V (n, m) on x.

    Raises
    ------
    ValueError
        If a shape does not fit, or U, V or b does not hold four weights.
    """
    h_0 = array("h_0", h_0, ("n",))
    n, xs = len(h_0), array("xs", xs, ("T", "m"))
    c_0 = array("c_0", c_0, (n,))
    shapes = {"U": (n, n), "V": (n, xs.shape[1]), "b": (n,)}
    for part, four in zip("UVb", (U, V, b), strict=True):
        if len(four) != 4:
            raise ValueError(
                f"{part} holds {len(four)} weights; it must hold four, for f, i, o and c"
            )
    gates = tuple(
        Gate(
            *(
                _fixed_or_moved(f"{part}_{g}", value, shapes[part])
                for part, value in zip("UVb", parts, strict=True)
            )
        )
        for g, *parts in zip("fioc", U, V, b, strict=True)
    )
    return Network("lstm", gates, xs, (c_0, h_0), asked_from=asked_from)
