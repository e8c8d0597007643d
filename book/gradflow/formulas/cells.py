"""The cells, once, in SymPy, and what differentiation makes of them.

Every activation, gate and slope that the package computes is generated from the
expressions of this module: NumPy and JavaScript by ``codegen``. The cells are
written for one unit. Gates and activations act elementwise, so the same formulas
hold for n units; the recurrent weights enter only through the pre-activations
``z``, which are matrix products.
"""

from typing import NamedTuple

import sympy as sm

from .activations import ACTIVATIONS, logistic, tanh
from .codegen import Formulas


class Cell(NamedTuple):
    """One step of a recurrence, elementwise.

    gates: pre-activations, each with weights, input weights and a bias of its own.
    state: components of the previous state; the last one is fed back through the
    weights.
    next_state: their values one step later, in terms of ``gates`` and ``state``.
    """

    name: str
    gates: tuple[sm.Symbol, ...]
    state: tuple[sm.Symbol, ...]
    next_state: tuple[sm.Expr, ...]

    def step(self) -> Formulas:
        """Return the next state and, by differentiation, all its partial derivatives.

        First each component of the next state; then, for each of them, its
        derivatives with respect to the gates and to the previous state
        (pre-activations held fixed).
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
    r"""Return the RNN's cell, :math:`c_t = \sigma(z_t)`, one pre-activation (R1).

    Raises
    ------
    ValueError
        If ``activation`` is not one of ``ACTIVATIONS``.
    """
    if not isinstance(activation, str) or activation not in ACTIVATIONS:
        names = ", ".join(ACTIVATIONS)
        raise ValueError(
            f"activation is {activation!r}; it must be one of {names}"
        )
    z, c_prev = _reals("z c_prev")
    c = ACTIVATIONS[activation](z)
    return Cell(f"rnn_{activation}", (z,), (c_prev,), (c,))


def rnn_step(activation: str = "tanh") -> Formulas:
    r"""Return :math:`c_t` and its slope :math:`\sigma'(z_t)` (R1, R5)."""
    cell = rnn_cell(activation)
    (z,), (c,) = cell.gates, cell.next_state
    return Formulas(cell.name, (z,), {"c": c, "dc_dz": sm.diff(c, z)})


def leaky_step() -> Formulas:
    r"""Return :math:`c_t` of a leaky unit, and its two slopes.

    :math:`c_t = a\,c_{t-1} + (1 - a)\tanh(z_t)` with the constant
    :math:`a = \sigma(b_a)`: what an LSTM's cell would be with one gate that reads
    nothing. :math:`1 - a` is written :math:`\sigma(-b_a)`, which keeps its digits.
    """
    z, c_prev, b_a = _reals("z c_prev b_a")
    c = logistic(b_a) * c_prev + logistic(-b_a) * tanh(z)
    slopes = {
        f"dc_d{argument}": sm.diff(c, argument) for argument in (z, c_prev)
    }
    return Formulas("leaky_step", (z, c_prev, b_a), {"c": c} | slopes)


def lstm_cell() -> Cell:
    r"""Return the LSTM's cell (L2 to L5).

    :math:`c_t = c_{t-1}\,\sigma(z_f) + \tanh(z_c)\,\sigma(z_i)` and
    :math:`h_t = \sigma(z_o)\tanh(c_t)`.
    """
    z_f, z_i, z_o, z_c, c_prev, h_prev = _reals("z_f z_i z_o z_c c_prev h_prev")
    c = c_prev * logistic(z_f) + tanh(z_c) * logistic(z_i)
    h = logistic(z_o) * tanh(c)
    return Cell("lstm", (z_f, z_i, z_o, z_c), (c_prev, h_prev), (c, h))


def diagonal_cell() -> Cell:
    r"""Return the cell state alone, for gates that read only :math:`x_t`.

    :math:`c_t = c_{t-1}\,\sigma(z_f) + \tanh(z_c)\,\sigma(z_i)`, as the LSTM has it
    (L5). Its pre-activations hold nothing that the state adds, so an output gate
    and an output may stand behind it, but not in it.
    """
    lstm = lstm_cell()
    z_f, z_i, _, z_c = lstm.gates
    return Cell(
        "diagonal", (z_f, z_i, z_c), lstm.state[:1], lstm.next_state[:1]
    )


def lstm_output() -> Formulas:
    """Return :math:`h_t` from :math:`z_o` and :math:`c_t`, with derivatives (L4)."""
    z_o, c = _reals("z_o c")
    o, h = logistic(z_o), logistic(z_o) * tanh(c)
    results = {
        "o": o,
        "h": h,
        "dh_dz_o": sm.diff(h, z_o),
        "dh_dc": sm.diff(h, c),
    }
    return Formulas("lstm_output", (z_o, c), results)


def lstm_step() -> Formulas:
    r"""Return the gates, :math:`c_t` and :math:`h_t`, and their slopes (L2 to L5).

    The slopes are those of :math:`c_t` by its pre-activations and by
    :math:`c_{t-1}` (which is f), and those of :math:`h_t` by :math:`z_o` and by
    :math:`c_t`: all that the gradients need.
    """
    cell = lstm_cell()
    z_f, z_i, _, z_c = cell.gates
    c_prev, c = cell.state[0], cell.next_state[0]
    gates = {
        "f": logistic(z_f),
        "i": logistic(z_i),
        "c_tilde": tanh(z_c),
        "c": c,
    }
    slopes = {f"dc_d{z}": sm.diff(c, z) for z in (z_f, z_i, z_c)}
    c_t = sm.Symbol("c", real=True)
    output = {
        name: value.subs(c_t, c)
        for name, value in lstm_output().results.items()
    }
    return Formulas("lstm_step", (*cell.gates, c_prev), gates | slopes | output)


def four_terms() -> Formulas:
    r"""Return :math:`c_t` of one unit and the four summands of its derivative.

    The derivative is :math:`dc_t/dc_{t-1}` (L9, L10). First f, i and c̃ are left
    open, as functions of :math:`c_{t-1}`, so that differentiation gives the product
    rule's four summands; a summand gets its name from the factor that was
    differentiated in it. Then the definitions are put in:
    :math:`z_\bullet = U_\bullet h_{t-1} + r_\bullet`, where r is what :math:`x_t`
    and the bias add, and :math:`h_{t-1} = o_{t-1}\tanh(c_{t-1})` with
    :math:`o_{t-1}` held fixed.

    Returns
    -------
    Formulas
        With the results c, A (through f), B (the direct path), C (through i) and D
        (through c̃).
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
        name = next((names[d] for d in names if summand.has(d)), "B")
        terms[name] += summand.subs(definitions).doit()
    return Formulas("four_terms", arguments, {"c": c.subs(definitions)} | terms)


def gru_cell() -> Cell:
    r"""Return the GRU's cell, with the reset gate behind the recurrent product.

    :math:`h_t = u_t h_{t-1} + (1 - u_t)\,\tilde h_t` with the update gate
    :math:`u_t = \sigma(z_u)`, and the candidate
    :math:`\tilde h_t = \tanh(z_h + r_t a_h)` with the reset gate
    :math:`r_t = \sigma(z_r)`. :math:`z_h` is what the input and the bias add and
    :math:`a_h = U_h h_{t-1}` what the state adds, so that nothing but elementwise
    work stands behind the products. :math:`1 - u_t` is written
    :math:`\sigma(-z_u)`, which keeps its digits where the gate is open.

    Notes
    -----
    Cho et al. 2014, equations 5 to 8, where r stands before the product.
    """
    z_r, z_u, z_h, a_h, h_prev = _reals("z_r z_u z_h a_h h_prev")
    u = logistic(z_u)
    h = u * h_prev + logistic(-z_u) * tanh(z_h + logistic(z_r) * a_h)
    return Cell("gru", (z_r, z_u, z_h, a_h), (h_prev,), (h,))


def gru_step() -> Formulas:
    r"""Return the gates and :math:`h_t` of the GRU, and the slopes of :math:`h_t`."""
    cell = gru_cell()
    (z_r, z_u, z_h, a_h), (h,) = cell.gates, cell.next_state
    gates = {
        "r": logistic(z_r),
        "u": logistic(z_u),
        "h_tilde": tanh(z_h + logistic(z_r) * a_h),
        "h": h,
    }
    slopes = {f"dh_d{z}": sm.diff(h, z) for z in cell.gates}
    return Formulas("gru_step", (*cell.gates, *cell.state), gates | slopes)
