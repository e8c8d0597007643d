"""Sequences alone or in batches: (T, k) or (B, T, k) outside, always (T, B, k) inside the loops."""

import numpy as np

from .checks import array


def batch_of(xs) -> tuple[int, ...]:
    """Return () for one sequence (T, m), and (B,) for a batch of them (B, T, m)."""
    return np.shape(xs)[:1] if np.ndim(xs) == 3 else ()


def sequences(name: str, value, m: int | str) -> np.ndarray:
    """Return one sequence (T, m), or a batch (B, T, m), as an array; raises like ``array``."""
    return array(
        name, value, ("B", "T", m) if np.ndim(value) == 3 else ("T", m)
    )


def initial(
    name: str, value, batch: tuple[int, ...], n: int | str = "n"
) -> np.ndarray:
    """Return an initial state as an array: (n,), with a batch also (B, n); raises like ``array``."""
    return array(name, value, (*batch, n) if np.ndim(value) > 1 else (n,))


def time_first(rows: np.ndarray) -> np.ndarray:
    """Return (T, k) or (B, T, k) as (T, B, k), with B = 1 for one sequence: each step in one piece of memory."""
    return np.ascontiguousarray(
        rows.reshape(-1, *rows.shape[-2:]).swapaxes(0, 1)
    )


def batch_first(rows: np.ndarray, batch: tuple[int, ...]) -> np.ndarray:
    """Return (T, B, k) as a view (T, k) for one sequence, (B, T, k) for a batch."""
    return rows.swapaxes(0, 1).reshape(*batch, len(rows), -1)


def summed_outer(lefts: np.ndarray, rights: np.ndarray) -> np.ndarray:
    """Return the sum over steps and batch of left · rightᵀ: (T, B, k) and (T, B, m) give (k, m)."""
    return lefts.reshape(-1, lefts.shape[-1]).T @ rights.reshape(
        -1, rights.shape[-1]
    )
