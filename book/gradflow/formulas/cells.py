"""The two cells, once, in SymPy, and what differentiation makes of them.

Every activation, gate and slope that the package computes is generated from the
expressions of this module: NumPy and JavaScript by ``codegen``. The cells
are written for one unit. Gates and activations act elementwise, so the same formulas
hold for n units; the recurrent weights enter only through the pre-activations ``z``,
which are matrix products.
"""

from typing import NamedTuple

import sympy as sm

from .activations import ACTIVATIONS, logistic, tanh
from .codegen import Formulas


class Cell(NamedTuple):
    """One step of a recurrence, elementwise.

    gates: pre-activations, each with weights, input weights and a bias of its own.
    state: components of the previous state; the last one is fed back through the weights.
    next_state: their values one step later, in terms of ``gates`` and ``state``.
    """

    name: str
    gates: tuple[sm.Symbol, ...]
    state: tuple[sm.Symbol, ...]
    next_state: tuple[sm.Expr, ...]

    def step(self) -> Formulas:
        """Return the next state and, by differentiation, all its partial derivatives.

        First each component of the next state; then, for each of them, its derivatives
        with respect to the gates and to the previous state (pre-activations held fixed).
        """
        names = [str(symbol).removesuffix("_prev") for symbol in self.state]
        arguments = self.gates + self.state
        results = dict(zip(names, self.next_state, strict=True))
        for name, value in zip(names, self.next_state, strict=True):
            results |= {
                f"d{name}_d{argument}": sm.diff(value, argument)
                for argument in arguments
            }
        return Formulas(self.name, arguments, results)


def _reals(names: str) -> tuple[sm.Symbol, ...]:
    return sm.symbols(names, real=True, seq=True)


def rnn_cell(activation: str = "tanh") -> Cell:
    r"""Return the RNN's cell, :math:`c_t = \sigma(z_t)` with one pre-activation (R1).

    Raises
    ------
    ValueError
        If ``activation`` is not one of ``ACTIVATIONS``.
    """
    if activation not in ACTIVATIONS:
        raise ValueError(
            f"activation is {activation!r}; it must be one of {', '.join(ACTIVATIONS)}"
        )
    z, c_prev = _reals("z c_prev")
    return Cell(
        f"rnn_{activation}", (z,), (c_prev,), (ACTIVATIONS[activation](z),)
    )


def rnn_state(activation: str = "tanh") -> Formulas:
    r"""Return :math:`c_t` and its slope :math:`\sigma'(z_t)`: all that the RNN's gradients need (R5)."""
    cell = rnn_cell(activation)
    (z,), (c,) = cell.gates, cell.next_state
    return Formulas(cell.name, (z,), {"c": c, "dc_dz": sm.diff(c, z)})


def lstm_cell() -> Cell:
    r"""Return the LSTM's cell (L2 to L5).

    :math:`c_t = c_{t-1}\,\sigma(z_f) + \tanh(z_c)\,\sigma(z_i)` and
    :math:`h_t = \sigma(z_o)\tanh(c_t)`.
    """
    z_f, z_i, z_o, z_c, c_prev, h_prev = _reals("z_f z_i z_o z_c c_prev h_prev")
    c = c_prev * logistic(z_f) + tanh(z_c) * logistic(z_i)
    h = logistic(z_o) * tanh(c)
    return Cell("lstm", (z_f, z_i, z_o, z_c), (c_prev, h_prev), (c, h))


def lstm_state() -> Formulas:
    """Return the gates and :math:`c_t` with its derivatives: the first half of the LSTM's step (L5)."""
    cell = lstm_cell()
    z_f, z_i, _, z_c = cell.gates
    c_prev, c = cell.state[0], cell.next_state[0]
    gates = {
        "f": logistic(z_f),
        "i": logistic(z_i),
        "c_tilde": tanh(z_c),
        "c": c,
    }
    arguments = (z_f, z_i, z_c, c_prev)
    return Formulas(
        "lstm_state",
        arguments,
        gates | {f"dc_d{a}": sm.diff(c, a) for a in arguments},
    )


def lstm_output() -> Formulas:
    """Return :math:`h_t` from :math:`z_o` and :math:`c_t`, with its derivatives: the second half (L4)."""
    z_o, c = _reals("z_o c")
    o, h = logistic(z_o), logistic(z_o) * tanh(c)
    return Formulas(
        "lstm_output",
        (z_o, c),
        {"o": o, "h": h, "dh_dz_o": sm.diff(h, z_o), "dh_dc": sm.diff(h, c)},
    )


def four_terms() -> Formulas:
    r"""Return :math:`c_t` of one unit and the four summands of :math:`dc_t/dc_{t-1}` (L9, L10).

    First f, i and c̃ are left open, as functions of :math:`c_{t-1}`, so that differentiation gives the
    product rule's four summands; a summand gets its name from the factor that was differentiated in it. Then
    the definitions are put in: :math:`z_\bullet = U_\bullet h_{t-1} + r_\bullet`, where r is what
    :math:`x_t` and the bias add, and :math:`h_{t-1} = o_{t-1}\tanh(c_{t-1})` with :math:`o_{t-1}` held fixed.

    Returns
    -------
    Formulas
        With the results c, A (through f), B (the direct path), C (through i) and D (through c̃).
    """
    arguments = _reals("c_prev o_prev U_f U_i U_c r_f r_i r_c")
    c_prev, o_prev, U_f, U_i, U_c, r_f, r_i, r_c = arguments
    f, i, c_tilde = (
        sm.Function(name)(c_prev) for name in ("f", "i", "c_tilde")
    )
    h_prev = o_prev * tanh(c_prev)
    definitions = {
        f: logistic(U_f * h_prev + r_f),
        i: logistic(U_i * h_prev + r_i),
        c_tilde: tanh(U_c * h_prev + r_c),
    }
    c = c_prev * f + c_tilde * i
    names = {
        f.diff(c_prev): "A",
        i.diff(c_prev): "C",
        c_tilde.diff(c_prev): "D",
    }
    terms = dict.fromkeys("ABCD", sm.Integer(0))
    for summand in sm.Add.make_args(sm.diff(c, c_prev)):
        name = next(
            (name for factor, name in names.items() if summand.has(factor)), "B"
        )
        terms[name] += summand.subs(definitions).doit()
    return Formulas("four_terms", arguments, {"c": c.subs(definitions)} | terms)
