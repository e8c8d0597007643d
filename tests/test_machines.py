"""The profiles that stand for other processors: in force where they say so, and refused where they are not."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import ROOT
from machines import __main__ as command
from profiles import LEVELS, PROFILES, Profile, nudge

# In one line, so that the command does not take this file for one of the mathematics.
THIRD = "import numpy as np, sympy as sm; from gradflow.formulas import Formulas, to_numpy; z = sm.Symbol('z'); "
THIRD += "f = to_numpy(Formulas('f', (z,), {'y': z / 3})); print(float(f(np.array([0.3])).y[0]), float(np.exp(0.3)))"

each_profile = pytest.mark.parametrize("name", PROFILES)


def start(seen, name, seed=0, **changed):
    """Generate a function in a process under a profile, some of whose variables may be changed."""
    environment = os.environ | PROFILES[name].environment(name, seen, seed) | changed
    return subprocess.run(
        [sys.executable, "-c", THIRD], cwd=ROOT / "book", env=environment, capture_output=True, text=True, check=False
    )


def wanted(name):
    """Return the profile of this name, where the processor has it."""
    if not PROFILES[name].is_here:
        pytest.skip("not on this processor")
    return PROFILES[name]


@each_profile
def test_a_profile_is_in_force(name, tmp_path):
    wanted(name)
    done = start(tmp_path, name)
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("variable", "fault"),
    [("NPY_DISABLE_CPU_FEATURES", "SSE only: NumPy uses"), ("OPENBLAS_CORETYPE", "SSE only: OpenBLAS uses")],
)
def test_a_profile_that_is_not_in_force_is_refused(variable, fault, tmp_path):
    wanted("sse")
    if not PROFILES["avx2"].is_here:
        pytest.skip("SSE is all that this processor has")
    done = start(tmp_path, "sse", **{variable: ""})
    assert f"RuntimeError: {fault}" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_noise_moves_generated_functions_and_numpy_s_own_by_one_unit(tmp_path):
    found = {start(tmp_path, "noise", seed).stdout for seed in range(4)}
    assert len(found) > 1
    for line in found:
        for noisy, exact in zip(map(float, line.split()), (0.3 / 3, np.exp(0.3)), strict=True):
            assert abs(noisy - exact) == np.spacing(min(noisy, exact))


@given(st.floats(), st.integers(0, 2**64 - 1))
def test_noise_is_one_unit_and_leaves_whole_and_tiny_numbers(value, seed):
    moved = nudge(value, seed)
    if np.isfinite(value) and not value.is_integer() and abs(value) >= np.finfo(float).tiny:
        assert moved in (np.nextafter(value, -np.inf), np.nextafter(value, np.inf))
    else:
        np.testing.assert_equal(moved, value)
    np.testing.assert_equal(nudge(np.array([[value, 0.1]]), seed)[0, 0], moved)


def test_noise_goes_both_ways_and_depends_on_the_seed():
    values = np.random.default_rng(0).normal(size=1000)
    first, second = nudge(values, 0) > values, nudge(values, 12345) > values
    assert 400 < first.sum() < 600
    assert 400 < (first != second).sum() < 600


def test_a_profile_that_the_processor_lacks_is_said_and_does_not_pass(monkeypatch, capsys):
    monkeypatch.setitem(PROFILES, "avx512", Profile("AVX-512", (*LEVELS, "X86_V9"), "SkylakeX"))
    assert command.main(["avx512"])
    assert capsys.readouterr().out.split(maxsplit=2) == ["AVX-512", "-", "not on this processor\n"]


def test_one_profile_that_fails_fails_the_command(monkeypatch, capsys):
    outcomes = {"sse": command.Outcome(True, "9 passed"), "noise": command.Outcome(False, "1 failed", "FAILED here")}
    monkeypatch.setattr(command, "run", lambda name, seed: outcomes[name])
    assert not command.main(["sse"])
    assert command.main(["sse", "noise"])
    assert "FAILED here" in capsys.readouterr().out


def test_the_command_runs_every_notebook_and_the_mathematics():
    notebooks = {path.name for path in (ROOT / "book").glob("*.ipynb") if command.uses_the_package(path)}
    assert notebooks == {path.name for path in (ROOT / "book").glob("*.ipynb")}
    tests = {path.name for path in (ROOT / "tests").glob("test_*.py") if command.uses_the_package(path)}
    assert {"test_rnn.py", "test_lstm.py", "test_symbolic.py", "test_training.py"} <= tests
    assert not {"test_machines.py", "test_book.py", "test_repository.py"} & tests


def test_an_unknown_profile_is_named(capsys):
    with pytest.raises(SystemExit):
        command.main(["neon"])
    assert "no such profile: neon; there are avx512, avx2, sse, noise" in capsys.readouterr().err
