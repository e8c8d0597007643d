"""The one bridge: elementwise SymPy formulas become NumPy functions and JavaScript source."""

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
        """Return the step with these results alone."""
        return self._replace(
            results={name: self.results[name] for name in names}
        )


def _computable(expr: sm.Expr) -> sm.Expr:
    """Replace the named functions by the stable forms they are computed with."""
    return sm.sympify(expr).replace(
        lambda e: isinstance(e, Named), lambda e: e.stable()
    )


def to_numpy(step: Formulas) -> Callable:
    """Return ``step`` as a vectorised NumPy function.

    Parameters
    ----------
    step : Formulas
        Formulas in the symbols ``step.arguments``.

    Returns
    -------
    Callable
        Takes one array per argument, all of one shape, and returns a named tuple of
        arrays of that shape, with the fields of ``step.results``.
    """
    fields = namedtuple(step.name, step.results)
    expressions = [_computable(e) for e in step.results.values()]
    function = sm.lambdify(
        step.arguments, expressions, modules="numpy", cse=True
    )

    def evaluate(*arrays):
        shape = np.shape(arrays[0])
        return fields(
            *(
                v if np.shape(v) == shape else np.full(shape, float(v))
                for v in function(*arrays)
            )
        )

    return evaluate


def to_javascript(step: Formulas) -> str:
    """Return ``step`` as the source of a JavaScript function.

    The function takes two arrays: the arguments, in the order of ``step.arguments``, and
    ``out``, into which it writes the results in the order of ``step.results``.
    """
    expressions = [_computable(e) for e in step.results.values()]
    shared, results = sm.cse(expressions, symbols=sm.numbered_symbols("v"))
    lines = [
        f"  const {name} = a[{k}];" for k, name in enumerate(step.arguments)
    ]
    lines += [f"  const {name} = {jscode(value)};" for name, value in shared]
    lines += [
        f"  out[{k}] = {jscode(value)};" for k, value in enumerate(results)
    ]
    return f"function {step.name}(a, out) {{\n" + "\n".join(lines) + "\n}\n"
