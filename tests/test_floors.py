"""The package's floors: what may import what."""

import ast
from graphlib import TopologicalSorter

import pytest

from harness import ROOT

PACKAGE = ROOT / "book" / "gradflow"
MAY_USE = {
    "formulas": set(),
    "networks": {"formulas"},
    "learning": {"formulas", "networks"},
    "drawing": set(),
    "moving": {"formulas", "networks", "drawing"},
    "explorers": {"formulas", "networks", "learning", "drawing", "moving"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path) -> set[tuple[str, ...]]:
    """Return the package's modules that a module imports, as parts of their paths."""
    here, found = path.relative_to(PACKAGE).parts[:-1], set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not [alias.name for alias in node.names if alias.name.startswith("gradflow")], f"{path}: be relative"
        if not isinstance(node, ast.ImportFrom):
            continue
        assert node.level or not node.module.startswith("gradflow"), f"{path}: be relative"
        if node.level:
            base = (*here[: len(here) + 1 - node.level], *(node.module or "").split("."))
            base = tuple(part for part in base if part)
            for alias in node.names:
                whole = (*base, alias.name)
                found.add(whole if PACKAGE.joinpath(*whole).with_suffix(".py").exists() else base)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_floor_uses_only_floors_below(path):
    floor, *rest = path.relative_to(PACKAGE).parts
    used = {other[0] for other in imported(path) if other}
    assert not rest or used <= MAY_USE[floor] | {floor}


def test_no_modules_import_each_other_in_a_circle():
    names = {path: path.relative_to(PACKAGE).with_suffix("").parts for path in MODULES}
    TopologicalSorter({name: imported(path) - {name} for path, name in names.items()}).prepare()
