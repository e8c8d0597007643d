"""Arguments that are checked in one way: the error names the argument, what it got, what it wants."""

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
        If the shape differs, an axis is empty, or a value is complex or not finite.
    """
    if np.iscomplexobj(value):
        raise ValueError(f"{name} is complex; it must be real")
    result = np.asarray(value, dtype=float)
    wanted = f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"
    fits = result.ndim == len(shape) and all(
        got == want if isinstance(want, int) else got > 0
        for got, want in zip(result.shape, shape, strict=True)
    )
    if not fits:
        raise ValueError(
            f"{name} has shape {result.shape}; it must be {wanted}, no axis empty"
        )
    if not np.isfinite(result).all():
        raise ValueError(
            f"{name} holds {result[~np.isfinite(result)][0]}; every value must be finite"
        )
    return result
