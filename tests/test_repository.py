"""The repository: its two commands, its stored notebooks, its style."""

import os
import re
import runpy
import subprocess
import sys

import nbformat
import pytest
import yaml

import refresh
from harness import ROOT

NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))
COMMANDS = [
    "pip install -r requirements.txt && jupyter-book build .",
    "pip install -r tests/requirements.txt && pytest",
]
SECOND_ENGINE = "pytest -m firefox tests/test_firefox.py"
# One of them is another machine than the one that CI runs on.
OTHER_MACHINES = "python tests/machines sse noise"

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_readme_and_ci_give_the_same_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    said = re.search(r"^```sh\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)[1].splitlines()
    run = re.findall(r"^\((.+)\)$", script, re.MULTILINE)
    assert said == COMMANDS
    assert run == [*COMMANDS, SECOND_ENGINE, OTHER_MACHINES]
    assert f"\n{SECOND_ENGINE}\n" in readme
    assert f"`{OTHER_MACHINES}`" in readme


def test_workflow_runs_the_ci_script_on_every_python_and_every_system():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["tests"]
    machines = [(machine["os"], machine["python"]) for machine in job["strategy"]["matrix"]["include"]]
    assert {python for os, python in machines if os.startswith("ubuntu")} == {"3.11", "3.12", "3.13"}
    assert {os.split("-")[0] for os, _ in machines} == {"ubuntu", "macos", "windows"}
    assert job["runs-on"] == "${{ matrix.os }}"
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert job["defaults"]["run"]["shell"] == "bash"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_every_dependency_is_pinned():
    lines = [
        line
        for name in ("requirements.txt", "tests/requirements.txt", "tests/mutation/requirements.txt")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
    ]
    pinned = re.compile(r"[\w.-]+==[\w.]+|-r \.\./requirements\.txt")
    assert [line for line in lines if not pinned.fullmatch(line)] == []


@each_notebook
def test_notebook_is_stored_as_refresh_stores_it(path):
    stored = path.read_text(encoding="utf-8")
    assert refresh.dumps(refresh.clean(nbformat.reads(stored, as_version=4))) == stored


@each_notebook
def test_notebook_was_run_from_top_to_bottom(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert "error" not in {output.output_type for output in outputs}
    assert "stderr" not in {output.get("name") for output in outputs}


@each_notebook
def test_notebook_has_a_description(path):
    assert nbformat.read(path, as_version=4).metadata.get("description")


def test_each_fault_of_the_front_end_names_text_that_stands_there_once():
    faults = runpy.run_path(str(ROOT / "tests" / "mutation" / "faults.py"))["FAULTS"]
    front = ROOT / "book" / "gradflow" / "moving" / "front"
    found = {(name, text): (front / name).read_text(encoding="utf-8").count(text) for name, text, *_ in faults}
    assert [fault for fault, count in found.items() if count != 1] == []


def test_ruff_finds_nothing():
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
