"""The front end's ES modules, composed into one script.

A page opened from a file may not import files, so the modules of ``front/`` are
put into one text: each becomes a function that is called once and returns what
it exports, and an import reads from what was returned. They are written for it:
every import and export begins a line, as in
``import { norm2 } from "./norms.js";`` and ``export function norm2``.
"""

import re
from graphlib import TopologicalSorter
from pathlib import Path

FRONT = Path(__file__).parent / "front"
"""The folder of the modules."""

_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) (\w+))", re.M)

_WIDGET = """\
export default {
  render({ model, el }) {
    return explorer_module.render({ model, el, formulas: formulas_module });
  },
};
"""


def wrapped(name: str, source: str) -> str:
    """Return an ES module as a constant, ``NAME_module``.

    Raises
    ------
    ValueError
        If an import or export is written in another way than the above.
    """
    exports = ", ".join(_EXPORT.findall(source))
    body = _IMPORT.sub(r"const { \1 } = \2_module;", _EXPORT.sub("", source))
    if other := re.search(r"^(?:import|export)\b.*", body, re.M):
        raise ValueError(
            f"{name}.js holds {other[0]!r}; it must be like others"
        )
    body += f"return {{ {exports} }};\n"
    return f"const {name}_module = (() => {{\n{body}}})();\n"


def composed(entry: str) -> str:
    """Return a module of ``front/`` and all that it needs, as statements.

    Raises
    ------
    ValueError
        If modules import each other in a circle, or like ``wrapped``.
    """
    sources, waiting, order = {}, [entry], TopologicalSorter()
    while waiting:
        if (name := waiting.pop()) in sources:
            continue
        sources[name] = (FRONT / f"{name}.js").read_text(encoding="utf-8")
        needed = [found for _, found in _IMPORT.findall(sources[name])]
        order.add(name, *needed)
        waiting += needed
    return "".join(
        wrapped(name, sources[name]) for name in order.static_order()
    )


def script() -> str:
    """Return the front end of the built pages, as one classic script."""
    return f'(() => {{\n"use strict";\n{composed("host")}}})();\n'


def module(formulas: str) -> str:
    """Return the front end of one live widget, as anywidget wants it.

    Parameters
    ----------
    formulas : str
        The explorer's generated formulas, as an ES module.
    """
    return composed("explorer") + wrapped("formulas", formulas) + _WIDGET
