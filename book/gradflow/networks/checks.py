"""Checks at the door: arguments come in as arrays that fit, and no nan goes out."""

from collections.abc import Callable
from functools import wraps

import numpy as np


def array(name: str, value, shape: tuple[int | str, ...]) -> np.ndarray:
    """Return ``value`` as a float64 array of the wanted shape.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like
    shape : tuple of int or str
        An integer fixes an axis; a letter leaves its length open, but not zero.

    Raises
    ------
    ValueError
        If the shape differs, an axis is empty, or a value is not a finite real
        number. The message names the argument, what it got and what it wants.
    """
    wanted = f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"
    if np.iscomplexobj(value):
        raise ValueError(
            f"{name} is complex; it must be real, of shape {wanted}"
        )
    try:
        result = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} is {value!r:.60}; it must be numbers of shape {wanted}"
        ) from None
    fits = result.ndim == len(shape) and all(
        got == want if isinstance(want, int) else got > 0
        for got, want in zip(result.shape, shape, strict=True)
    )
    if not fits:
        raise ValueError(
            f"{name} has shape {result.shape}; it must be {wanted}, no axis empty"
        )
    if not np.isfinite(result).all():
        first = result[~np.isfinite(result)][0]
        raise ValueError(f"{name} holds {first}; every value must be finite")
    return result


def parameters(params, kind: type) -> tuple:
    """Return ``params`` as the named tuple ``kind``, or raise ``ValueError``."""
    try:
        return kind(*params)
    except TypeError:
        wanted = ", ".join(kind._fields)
        raise ValueError(
            f"params is {params!r:.60}; it must hold {wanted}"
        ) from None


def gated(
    params, kind: type, n: int | None = None, m: int | None = None
) -> tuple[tuple, int, int]:
    """Return the parameters of a cell with gates as arrays that fit, with n and m.

    Parameters
    ----------
    params : named tuple
        First the weights (n, n+m) of each gate, then their biases (n,).
    kind : type
        The named tuple that they become.
    n, m : int, optional
        Where a trajectory fixes them; else the first weights do.

    Raises
    ------
    ValueError
        If a shape does not fit, or a value is not a finite real number.
    """
    params = parameters(params, kind)
    if n is None:
        n, columns = array(kind._fields[0], params[0], ("n", "n+m")).shape
        m = columns - n
    gates = len(params) // 2
    shapes = [(n, n + m)] * gates + [(n,)] * gates
    arrays = kind(*map(array, kind._fields, params, shapes))
    if m < 1:
        raise ValueError(
            f"{kind._fields[0]} has shape {arrays[0].shape}; it must be (n, n+m)"
        )
    return arrays, n, m


def sequences(name: str, xs, m: int | str = "m") -> np.ndarray:
    """Return one sequence (T, m), or a batch (T, B, m); raises like ``array``."""
    return array(name, xs, ("T", "B", m) if np.ndim(xs) == 3 else ("T", m))


def initial(name: str, state, xs: np.ndarray, n: int) -> np.ndarray:
    """Return an initial state for the sequences xs: zero, shared, or one for each.

    Parameters
    ----------
    state : array_like, shape (n,) or, with a batch, (B, n); or None for zero

    Returns
    -------
    ndarray, shape (n,) or (B, n)
        Raises like ``array``.
    """
    shape = (*xs.shape[1:-1], n)
    if state is None:
        return np.zeros(shape)
    state = array(name, state, shape if np.ndim(state) == len(shape) else (n,))
    return np.broadcast_to(state, shape)


def errors(name: str, dE, shape: tuple[int, ...]) -> np.ndarray:
    """Return an error's immediate derivatives, zero for None; raises like ``array``."""
    return np.zeros(shape) if dE is None else array(name, dE, shape)


def checked(check: Callable) -> Callable:
    """Decorate a function so that it gets what ``check`` makes of its arguments.

    ``check`` takes the same arguments, raises ``ValueError`` for bad ones, and
    returns them all, in order, ready to compute with. So the function itself is the
    mathematics alone. What overflows float64 on the way becomes inf, also where
    inf - inf or 0 · inf leaves nothing to say but that it is too large.
    """

    def decorate(function):
        @wraps(function)
        def guarded(*args, **kwargs):
            arguments = check(*args, **kwargs)
            with np.errstate(over="ignore", invalid="ignore"):
                result = function(*arguments)
            parts = [result] if isinstance(result, np.ndarray) else result
            for part in parts:
                if isinstance(part, np.ndarray) and np.isnan(part).any():
                    part[np.isnan(part)] = np.inf
            return result

        return guarded

    return decorate
