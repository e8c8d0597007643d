"""What the series of a page are made of, each part once, numbered."""

import sympy as sm

from ..formulas.codegen import Formulas, to_javascript
from .series import Series
from .simulation import Simulation


class Parts:
    """Gathers what series need: a series' ``plain`` asks for it by ``parts``.

    Attributes
    ----------
    numbered : list of Series
        A series' number is its place here.
    plain_series, plain_networks : list of dict
        Data for the page; a number is a place in one of these lists.
    """

    def __init__(self):
        self.numbered, self.plain_series, self.plain_networks = [], [], []
        self._numbers, self._expressions, self._bundles = {}, [], {}

    def series(self, series: Series) -> int:
        """Return a series' number; what it is made of comes before it."""
        if series not in self._numbers:
            self.plain_series.append(series.plain(self))
            self.numbered.append(series)
            self._numbers[series] = len(self.numbered) - 1
        return self._numbers[series]

    def network(self, simulation: Simulation) -> int:
        """Return a network's number, and note the formulas that it needs."""
        if simulation not in self._numbers:
            self.plain_networks.append(simulation.plain())
            self._numbers[simulation] = len(self.plain_networks) - 1
            steps = [cell.step() for cell in simulation.cells.values()]
            for bundle in (*simulation.formulas, *steps):
                self._bundles[bundle.name] = bundle
        return self._numbers[simulation]

    def expression(self, expression: sm.Expr) -> int:
        """Return the place of an expression in sliders' symbols."""
        self._expressions.append(expression)
        return len(self._expressions) - 1

    def module(self, symbols: tuple[sm.Symbol, ...]) -> str:
        """Return all formulas as an ES module, the expressions as one function.

        Parameters
        ----------
        symbols : tuple of Symbol
            The arguments of ``expressions``.
        """
        bundles = list(self._bundles.values())
        if self._expressions:
            named = {f"value_{k}": e for k, e in enumerate(self._expressions)}
            bundles.append(Formulas("expressions", symbols, named))
        return "".join(f"export {to_javascript(bundle)}" for bundle in bundles)
