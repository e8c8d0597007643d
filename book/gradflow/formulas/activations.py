"""The activations in SymPy, with derivatives that stay accurate when saturated."""

import sympy as sm
from sympy.codegen.cfunctions import expm1


class Named(sm.Function):
    """A function of one real argument that keeps its name through differentiation.

    ``stable`` gives the expression that is computed: SymPy's own derivative of
    tanh, 1 - tanh(x)**2, rounds to zero from |x| = 19 on, although the true value
    there is 1.2e-16 and still has sixteen digits.
    """

    nargs = 1
    symbol = ""

    def _eval_is_real(self):
        return self.args[0].is_real

    def _latex(self, printer, exp=None):
        power = "" if exp is None else f"^{{{exp}}}"
        return (
            rf"{self.symbol}{power}\left({printer._print(self.args[0])}\right)"
        )


class logistic_prime(Named):
    r"""Derivative of the logistic function, σ′(x) = σ(x) σ(-x), at most ¼."""

    symbol = r"\sigma'"

    def fdiff(self, argindex=1):
        """σ″(x) = σ′(x) (1 - 2σ(x))."""
        x = self.args[0]
        return logistic_prime(x) * (1 - 2 * logistic(x))

    def stable(self):
        """Return e / (1 + e)² with e = exp(-|x|), accurate relative to itself."""
        e = sm.exp(-sm.Abs(self.args[0]))
        return e / (1 + e) ** 2


class logistic(Named):
    r"""Logistic function σ(x) = 1 / (1 + exp(-x)), the activation of every gate."""

    symbol = r"\sigma"

    def fdiff(self, argindex=1):
        """σ′(x)."""
        return logistic_prime(self.args[0])

    def stable(self):
        """Return 1 / (1 + e) for x > 0, else e / (1 + e), with e = exp(-|x|).

        The larger of the two with the sign of x on the first: no branch, no overflow,
        and one exponential, which the derivative needs too.
        """
        x = self.args[0]
        e = sm.exp(-sm.Abs(x))
        return sm.Max(sm.sign(x) / (1 + e), e / (1 + e), evaluate=False)


def _half_gap(x: sm.Expr) -> tuple[sm.Expr, sm.Expr]:
    """Return v = exp(2|x|) - 1 and a = 1 / (2 + v), half of what tanh(|x|) lacks to 1.

    From |x| = 350 on both stand still, where v is 1e304 and tanh′ 4e-304.
    """
    v = expm1(2 * sm.Min(sm.Abs(x), 350))
    return v, 1 / (2 + v)


class tanh_prime(Named):
    r"""Derivative of the hyperbolic tangent, tanh′(x) = sech²(x), at most 1."""

    symbol = r"\tanh'"

    def fdiff(self, argindex=1):
        """tanh″(x) = -2 tanh(x) tanh′(x)."""
        x = self.args[0]
        return -2 * tanh(x) * tanh_prime(x)

    def stable(self):
        """Return 4a (1 - a), (1 - tanh) (1 + tanh) without a cancellation."""
        _, a = _half_gap(self.args[0])
        return 4 * a * (1 - a)


class tanh(Named):
    r"""Hyperbolic tangent, the activation of the candidate and of many RNNs."""

    symbol = r"\tanh"

    def fdiff(self, argindex=1):
        """tanh′(x)."""
        return tanh_prime(self.args[0])

    def stable(self):
        """Return v a with the sign of x: one exponential serves the derivative too.

        The libraries' own tanh takes longer than this and shares nothing.
        """
        x = self.args[0]
        v, a = _half_gap(x)
        return sm.sign(x) * v * a


class relu_prime(Named):
    r"""Derivative of ReLU: 1 where x > 0, else 0 (at x = 0 by convention)."""

    symbol = r"\mathrm{relu}'"

    def fdiff(self, argindex=1):
        """Zero wherever it exists."""
        return sm.Integer(0)

    def stable(self):
        """Return the sign of x, or 0 where that is negative."""
        return sm.Max(sm.sign(self.args[0]), 0)


class relu(Named):
    r"""Rectifier, relu(x) = max(x, 0)."""

    symbol = r"\mathrm{relu}"

    def fdiff(self, argindex=1):
        """relu′(x)."""
        return relu_prime(self.args[0])

    def stable(self):
        """Return max(x, 0)."""
        return sm.Max(self.args[0], 0)


def identity(x):
    """Return x: the linear network."""
    return x


ACTIVATIONS = {
    "tanh": tanh,
    "logistic": logistic,
    "relu": relu,
    "identity": identity,
}
"""The activations by the name that the NumPy modules and the sliders take."""

GAMMA = {"tanh": 1.0, "logistic": 0.25, "relu": 1.0, "identity": 1.0}
"""γ = max |σ′| of each activation (Pascanu, Mikolov & Bengio 2013, section 2.1)."""
