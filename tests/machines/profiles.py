"""Other processors on this one: what a profile sets before Python starts, and what is then in force.

NumPy picks the code of ``exp`` and ``tanh`` by the processor's features, and OpenBLAS that
of a matrix product; both can be told to do without some. A processor that cannot be had
this way, such as an ARM one, is stood for by noise: every result of a generated function,
and of ``exp`` and ``tanh`` themselves, is moved to one of the two floats beside it.
"""

import os
from functools import wraps
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
from threadpoolctl import threadpool_info

# The variables that a process under a profile finds in its environment.
PROFILE, SEED, SEEN = "GRADFLOW_PROFILE", "GRADFLOW_NOISE_SEED", "GRADFLOW_PROFILE_SEEN"
# NumPy's functions that the chapters call themselves and that processors compute differently.
USED = ("exp", "tanh", "cosh", "sinh")
# NumPy's names of SSE4.2, AVX2 and AVX-512.
LEVELS = ("X86_V2", "X86_V3", "X86_V4")


class Profile(NamedTuple):
    """A kind of processor: its name, its levels of vector instructions, and OpenBLAS's code for it."""

    title: str
    levels: tuple[str, ...] = ()
    blas: str = ""

    @property
    def is_here(self) -> bool:
        """Whether this processor has what the profile wants."""
        return all(__cpu_features__.get(level) for level in self.levels)

    def environment(self, name: str, seen: Path, seed: int) -> dict[str, str]:
        """Return the variables that put the profile of this name in force when a process starts.

        ``seen`` is a folder in which every process leaves a file once the profile is in
        force there, and ``seed`` that of the noise.
        """
        paths = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        variables = {PROFILE: name, SEED: str(seed), SEEN: str(seen), "PYTHONPATH": os.pathsep.join(paths)}
        if self.levels:
            beyond = [feature for feature in __cpu_dispatch__ if feature not in self.levels]
            if self.levels == LEVELS:
                beyond = []  # newer AVX-512 belongs to the highest level
            # NumPy complains of a feature that is to be left out and is not there.
            variables["NPY_DISABLE_CPU_FEATURES"] = " ".join(f for f in beyond if __cpu_features__[f])
            variables["OPENBLAS_CORETYPE"] = self.blas
        return variables

    def check(self):
        """Raise an error unless the profile is in force in this process."""
        if not self.levels:
            return
        found = tuple(level for level in LEVELS if __cpu_features__.get(level))
        if found != self.levels:
            raise RuntimeError(f"{self.title}: NumPy uses {found}, not {self.levels}")
        blas = {info["architecture"] for info in threadpool_info() if info["internal_api"] == "openblas"}
        if blas != {self.blas}:
            raise RuntimeError(f"{self.title}: OpenBLAS uses {blas}, not {self.blas}")


PROFILES = {
    "avx512": Profile("AVX-512", LEVELS, "SkylakeX"),
    "avx2": Profile("AVX2", LEVELS[:2], "Haswell"),
    "sse": Profile("SSE only", LEVELS[:1], "Nehalem"),
    "noise": Profile("one-ulp noise"),
}


def nudge(values, seed):
    """Move each value to one of its two neighbours, the same one whenever the value comes up.

    So a noisy function is still a function, as on every processor. Whole numbers stay: they
    are results that no processor misses, such as tanh(0) or the slope of ReLU. So do numbers
    below 2.2e-308, for which a unit in the last place is not small.
    """
    values = np.asarray(values)
    if values.dtype != np.float64:
        return values[()]
    row = values.reshape(-1)  # numbers by themselves would warn of the overflow that is meant here
    # Fibonacci hashing: the top bit of the product depends on all bits of the value.
    scattered = (row.view(np.uint64) ^ np.uint64(seed)) * np.uint64(0x9E3779B97F4A7C15)
    neighbours = np.nextafter(row, np.where(scattered >> np.uint64(63), np.inf, -np.inf))
    stays = ~np.isfinite(row) | (row == np.rint(row)) | (np.abs(row) < np.finfo(float).tiny)
    return np.where(stays, row, neighbours).reshape(values.shape)[()]


def nudged(function, seed):
    """Return a function of NumPy whose result is off by one unit in the last place."""
    return wraps(function)(lambda *args, **kwargs: nudge(function(*args, **kwargs), seed))


def nudged_formulas(to_numpy, seed):
    """Return ``to_numpy`` such that the results of what it makes are off by one unit in the last place."""

    @wraps(to_numpy)
    def noisy_to_numpy(step):
        function = to_numpy(step)

        @wraps(function)  # with its attribute ``fields``
        def evaluate(*arrays):
            results = function(*arrays)
            return type(results)(*(nudge(values, seed) for values in results))

        return evaluate

    return noisy_to_numpy


def enter(codegen):
    """Put this process's profile in force for ``codegen``, the module that generates functions."""
    name, seed = os.environ[PROFILE], int(os.environ[SEED])
    PROFILES[name].check()
    if name == "noise":
        codegen.to_numpy = nudged_formulas(codegen.to_numpy, seed)
        for used in USED:
            setattr(np, used, nudged(getattr(np, used), seed))
    Path(os.environ[SEEN], str(os.getpid())).touch()
