"""Influence: how much a change of the state at one step moves the state at another.

It is the 2-norm of a product of Jacobians. Products are formed in float64 as they
stand: one that passes 1e308 on the way is reported as inf, one that falls below
1e-308 as 0, whatever later factors would have made of it.
"""

import numpy as np

from .checks import array, checked


def _matrices(matrices):
    return (array("matrices", matrices, ("...", "n", "n"), finite=False),)


def _jacobians(J):
    return (array("J", J, ("T", "n", "n")),)


@checked(_matrices)
def norm_2(matrices: np.ndarray) -> np.ndarray:
    """Return the 2-norm (largest singular value) of each matrix of a stack.

    Parameters
    ----------
    matrices : ndarray, shape (..., n, n)

    Returns
    -------
    ndarray, shape (...)
        inf where a product overflowed.

    Raises
    ------
    ValueError
        If they are not a non-empty stack of real square matrices.
    """
    finite = np.isfinite(matrices).all(axis=(-2, -1))
    usable = np.where(finite[..., None, None], matrices, 0)
    norms = np.linalg.norm(usable, ord=2, axis=(-2, -1))
    return np.where(finite, norms, np.inf)


@checked(_jacobians)
def reach(J: np.ndarray) -> np.ndarray:
    r"""Return :math:`\lVert\partial c_T/\partial c_{T-k}\rVert_2`, k = 0 … T.

    Parameters
    ----------
    J : ndarray, shape (T, n, n)
        ``J[t-1]`` is :math:`\partial c_t/\partial c_{t-1}`.

    Returns
    -------
    ndarray, shape (T+1,)
        Entry k is the norm of :math:`J_T J_{T-1} \cdots J_{T-k+1}`; entry 0 is 1.

    Raises
    ------
    ValueError
        If J is not a finite, non-empty stack of square matrices.
    """
    products = [np.eye(J.shape[-1])]
    for J_t in J[::-1]:
        products.append(products[-1] @ J_t)
    return norm_2(np.array(products))


@checked(_jacobians, keep_nan=True)
def components(J: np.ndarray) -> np.ndarray:
    r"""Return :math:`\lVert\partial c_k/\partial c_i\rVert_2` for all pairs of steps.

    Parameters
    ----------
    J : ndarray, shape (T, n, n)
        ``J[t-1]`` is :math:`\partial c_t/\partial c_{t-1}`.

    Returns
    -------
    ndarray, shape (T+1, T+1)
        Row k, column i: the norm of :math:`J_k J_{k-1} \cdots J_{i+1}` for k ≥ i,
        nan for k < i.

    Raises
    ------
    ValueError
        If J is not a finite, non-empty stack of square matrices.
    """
    T, n, _ = J.shape
    norms = np.full((T + 1, T + 1), np.nan)
    norms[0, 0] = 1.0
    products = np.eye(n)[None]
    for k in range(1, T + 1):
        products = np.concatenate([J[k - 1] @ products, np.eye(n)[None]])
        norms[k, : k + 1] = norm_2(products)
    return norms
