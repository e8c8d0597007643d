"""The activations as named SymPy functions whose derivatives stay accurate when saturated."""

import sympy as sm


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
        """Return e / (1 + e)² with e = exp(-|x|): accurate relative to itself everywhere."""
        e = sm.exp(-sm.Abs(self.args[0]))
        return e / (1 + e) ** 2


class logistic(Named):
    r"""Logistic function σ(x) = 1 / (1 + exp(-x)), the activation of every gate."""

    symbol = r"\sigma"

    def fdiff(self, argindex=1):
        """σ′(x)."""
        return logistic_prime(self.args[0])

    def stable(self):
        """Return exp(min(x, 0)) / (1 + exp(-|x|)), with min(x, 0) = (x - |x|) / 2: never overflows."""
        x = self.args[0]
        return sm.exp((x - sm.Abs(x)) / 2) / (1 + sm.exp(-sm.Abs(x)))


class tanh_prime(Named):
    r"""Derivative of the hyperbolic tangent, tanh′(x) = sech²(x), at most 1."""

    symbol = r"\tanh'"

    def fdiff(self, argindex=1):
        """tanh″(x) = -2 tanh(x) tanh′(x)."""
        x = self.args[0]
        return -2 * tanh(x) * tanh_prime(x)

    def stable(self):
        """Return 4e / (1 + e)² with e = exp(-2|x|): accurate relative to itself everywhere."""
        e = sm.exp(-2 * sm.Abs(self.args[0]))
        return 4 * e / (1 + e) ** 2


class tanh(Named):
    r"""Hyperbolic tangent, the activation of the candidate and of many RNNs."""

    symbol = r"\tanh"

    def fdiff(self, argindex=1):
        """tanh′(x)."""
        return tanh_prime(self.args[0])

    def stable(self):
        """Return the libraries' own tanh, accurate on both sides."""
        return sm.tanh(self.args[0])


class relu_prime(Named):
    r"""Derivative of ReLU: 1 where x > 0, else 0 (at x = 0 by convention)."""

    symbol = r"\mathrm{relu}'"

    def fdiff(self, argindex=1):
        """Zero wherever it exists."""
        return sm.Integer(0)

    def stable(self):
        """Return (s + |s|) / 2 with s = sign(x)."""
        s = sm.sign(self.args[0])
        return (s + sm.Abs(s)) / 2


class relu(Named):
    r"""Rectifier, relu(x) = max(x, 0)."""

    symbol = r"\mathrm{relu}"

    def fdiff(self, argindex=1):
        """relu′(x)."""
        return relu_prime(self.args[0])

    def stable(self):
        """Return (x + |x|) / 2, which is max(x, 0) without a branch."""
        x = self.args[0]
        return (x + sm.Abs(x)) / 2


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
