"""Checks at the door: arguments come in as what fits, and no nan goes out.

A check takes an argument's name and its value, and returns the value ready to
compute with, or raises ``ValueError`` with the name, what it got and what it wants.
"""

import operator
from collections.abc import Callable, Collection
from functools import wraps
from inspect import signature
from numbers import Real

import numpy as np


def _refuse(name: str, value, wanted: str):
    """Raise ``ValueError``; a long value is cut, and stands on one line."""
    shown = " ".join(repr(value).split())
    raise ValueError(f"{name} is {shown:.60}; it must be {wanted}") from None


def _reals(name: str, value, wanted: str) -> np.ndarray:
    """Return real numbers of any shape as a float64 array, or raise."""
    try:
        found = np.asarray(value)
        if found.dtype == object and all(
            isinstance(x, Real) for x in found.flat
        ):
            found = found.astype(float)
    except (TypeError, ValueError, OverflowError):
        _refuse(name, value, wanted)
    if found.dtype.kind == "c":
        raise ValueError(f"{name} is complex; it must be real {wanted}")
    if found.dtype.kind not in "biuf":
        _refuse(name, value, wanted)
    with np.errstate(over="ignore"):  # a number of more bits becomes inf
        return found.astype(float, copy=False)


def array(
    name: str, value, shape: tuple[int | str, ...], finite: bool = True
) -> np.ndarray:
    """Return ``value`` as a float64 array of the wanted shape.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like
    shape : tuple of int or str
        An integer fixes an axis. A letter leaves its length open, but not zero; twice
        the same letter is twice the same length. "..." in front is any further axes.
    finite : bool
        Whether every value must be finite.

    Raises
    ------
    ValueError
        If the shape differs, an axis is empty, or a value is not a real number or
        not finite. The message names the argument, what it got and what it wants.
    """
    result = _reals(name, value, f"numbers of shape {_written(shape)}")
    if result.shape != shape:
        _demand(name, result.shape, shape)
    if finite and not np.isfinite(result).all():
        first = result[~np.isfinite(result)][0]
        raise ValueError(f"{name} holds {first}; every value must be finite")
    return result


def _demand(name: str, got: tuple[int, ...], shape: tuple[int | str, ...]):
    """Raise ``ValueError`` if a shape is not the wanted one: see ``array``."""
    axes, same = shape, {}
    if shape[0] == "...":
        axes = (*got[: 1 - len(shape)], *shape[1:])
    if len(got) == len(axes):
        for want, has in zip(axes, got, strict=True):
            if isinstance(want, str) and axes.count(want) > 1:
                same.setdefault(want, has)
    axes = tuple(same.get(want, want) for want in axes)
    fits = len(got) == len(axes) and all(
        has > 0 and (isinstance(want, str) or has == want)
        for want, has in zip(axes, got, strict=True)
    )
    if not fits:
        wanted = _written(tuple(same.get(want, want) for want in shape))
        raise ValueError(
            f"{name} has shape {got}; it must be {wanted}, no axis empty"
        )


def _written(shape: tuple[int | str, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"


def whole(name: str, value, least: int = 1) -> int:
    """Return a whole number that is not below the least."""
    try:
        found = operator.index(value)
    except TypeError:
        found = None
    if found is None or found < least:
        _refuse(name, value, f"a whole number, at least {least}")
    return found


def number(
    name: str, value, above: float = -np.inf, finite: bool = True
) -> float:
    """Return a real number above a limit."""
    fits = isinstance(value, Real) and value > above
    if not fits or (finite and value == np.inf):
        wanted = "a finite number" if finite else "a number"
        _refuse(name, value, wanted + f" above {above}" * (above > -np.inf))
    return float(value)


def choice(name: str, value, choices: Collection[str]) -> str:
    """Return a name that is one of the choices."""
    if not isinstance(value, str) or value not in choices:
        _refuse(name, value, f"one of {(*choices,)}")
    return value


def instance(name: str, value, kind: type):
    """Return a value that is of the kind."""
    if not isinstance(value, kind):
        fields = ", ".join(getattr(kind, "_fields", ()))
        _refuse(
            name, value, f"a {kind.__name__}" + f" of {fields}" * bool(fields)
        )
    return value


def checked(check: Callable, keep_nan: bool = False) -> Callable:
    """Decorate a function so that it gets what ``check`` makes of its arguments.

    ``check`` takes the same arguments, all of them, in order, raises ``ValueError``
    for bad ones, and returns them ready to compute with. So the function itself is
    the mathematics alone. What overflows float64 on the way becomes inf, also where
    inf - inf or 0 · inf leaves nothing to say but that it is too large; a function
    whose nan has a meaning keeps it.

    Its attribute ``unchecked`` is the same for what is computed already.
    """

    def decorate(function):
        parameters = signature(function)

        @wraps(function)
        def unchecked(*arguments):
            with np.errstate(over="ignore", invalid="ignore"):
                result = function(*arguments)
            if keep_nan:
                return result
            for part in result if isinstance(result, tuple) else (result,):
                if isinstance(part, np.ndarray):
                    lost = np.isnan(part)
                    if lost.any():
                        part[lost] = np.inf
            return result

        @wraps(function)
        def guarded(*args, **kwargs):
            given = parameters.bind(*args, **kwargs)
            given.apply_defaults()
            return unchecked(*check(*given.args))

        guarded.unchecked = unchecked
        return guarded

    return decorate
