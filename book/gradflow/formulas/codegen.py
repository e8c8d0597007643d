"""The one bridge from SymPy: formulas become NumPy functions and JavaScript."""

from collections import namedtuple
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import sympy as sm
from sympy.printing.jscode import jscode

from .activations import Named


class Formulas(NamedTuple):
    """A bundle of named elementwise expressions, ready to be generated."""

    name: str
    arguments: tuple[sm.Symbol, ...]
    results: dict[str, sm.Expr]

    def only(self, *names: str) -> "Formulas":
        """Return the bundle with these results alone."""
        return self._replace(
            results={name: self.results[name] for name in names}
        )


def _computable(expr: sm.Expr) -> sm.Expr:
    """Replace the named functions by the stable forms that are computed."""
    return sm.sympify(expr).replace(
        lambda e: isinstance(e, Named), lambda e: e.stable()
    )


def to_numpy(formulas: Formulas) -> Callable:
    """Return ``formulas`` as a vectorised NumPy function.

    Returns
    -------
    Callable
        Takes one array per argument, all of one shape, and returns a named tuple
        of arrays of that shape, with the names of ``formulas.results``. That
        type is its attribute ``fields``.
    """
    fields = namedtuple(formulas.name, formulas.results)
    expressions = [_computable(e) for e in formulas.results.values()]
    function = sm.lambdify(
        formulas.arguments, expressions, modules="numpy", cse=True
    )

    constant = [not expression.free_symbols for expression in expressions]

    def evaluate(*arrays):
        values = function(*arrays)
        if any(
            constant
        ):  # as the slope of the identity: a number, not an array
            shape = np.shape(arrays[0])
            values = (
                np.full(shape, float(value)) if alone else value
                for value, alone in zip(values, constant, strict=True)
            )
        return fields(*values)

    evaluate.fields = fields
    return evaluate


def _js(expr: sm.Expr) -> str:
    return jscode(expr, user_functions={"expm1": "Math.expm1"})


def to_javascript(formulas: Formulas) -> str:
    """Return ``formulas`` as the source of a JavaScript function.

    The function takes two arrays: the arguments, in the order of
    ``formulas.arguments``, and ``out``, into which it writes the results in the
    order of ``formulas.results``.
    """
    expressions = [_computable(e) for e in formulas.results.values()]
    shared, results = sm.cse(expressions, symbols=sm.numbered_symbols("v"))
    lines = [
        f"  const {name} = a[{k}];" for k, name in enumerate(formulas.arguments)
    ]
    lines += [f"  const {name} = {_js(value)};" for name, value in shared]
    lines += [f"  out[{k}] = {_js(value)};" for k, value in enumerate(results)]
    body = "\n".join(lines)
    return f"function {formulas.name}(a, out) {{\n{body}\n}}\n"
