"""The arguments that the cells share, made to fit; all raise ``ValueError``."""

import numpy as np

from .checks import array, instance, whole


def drawn(n, m, rng) -> tuple[int, int, np.random.Generator]:
    """Return the arguments by which parameters are drawn."""
    return (
        whole("n", n),
        whole("m", m),
        instance("rng", rng, np.random.Generator),
    )


def parts(params, kind: type) -> tuple:
    """Return ``params`` as the named tuple ``kind``."""
    try:
        return kind(*params)
    except TypeError:
        wanted = ", ".join(kind._fields)
        raise ValueError(
            f"params is {params!r:.60}; it must hold {wanted}"
        ) from None


def gated(params, kind: type, n: int | None, m: int | None) -> tuple:
    """Return the parameters of a cell with gates as arrays that fit.

    Parameters
    ----------
    params : named tuple
        First the weights (n, n+m) of each gate, then their biases (n,).
    kind : type
        The named tuple that they become.
    n, m : int or None
        None where the first weights say it.
    """
    params, first = parts(params, kind), kind._fields[0]
    rows, columns = array(first, params[0], (n or "n", "n+m")).shape
    n, m = rows, m or columns - rows
    if m < 1:
        raise ValueError(
            f"{first} has shape {(rows, columns)}; it must be (n, n+m), m not 0"
        )
    gates = len(params) // 2
    shapes = [(n, n + m)] * gates + [(n,)] * gates
    return kind(*map(array, kind._fields, params, shapes))


def sequences(xs, m: int) -> np.ndarray:
    """Return the inputs of one sequence, (T, m), or of a batch, (T, B, m)."""
    return array("xs", xs, ("T", "B", m) if _axes(xs) == 3 else ("T", m))


def initial(name: str, state, xs: np.ndarray, n: int) -> np.ndarray:
    """Return an initial state for the sequences xs: zero, shared, or one for each.

    Parameters
    ----------
    state : array_like, shape (n,) or, with a batch, (B, n); or None for zero

    Returns
    -------
    ndarray, shape (n,) or (B, n)
    """
    shape = (*xs.shape[1:-1], n)
    if state is None:
        return np.zeros(shape)
    state = array(name, state, shape if _axes(state) == len(shape) else (n,))
    return np.broadcast_to(state, shape)


def errors(name: str, dE, shape: tuple[int, ...]) -> np.ndarray:
    """Return an error's immediate derivatives, zero for None."""
    return np.zeros(shape) if dE is None else array(name, dE, shape)


def single(traj):
    """Return the trajectory of one sequence, not of a batch."""
    if traj.xs.ndim > 2:
        raise ValueError(
            f"traj holds a batch, xs {traj.xs.shape}; it must be of one sequence"
        )
    return traj


def _axes(value) -> int:
    """Return how many axes a value has, 0 for what is no array."""
    try:
        return np.ndim(value)
    except ValueError:
        return 0
