"""MathJax inside Python: one formula in, its drawing and its MathML out."""

import atexit
import functools
import json
from html import escape
from importlib.metadata import files
from pathlib import Path

from py_mini_racer import JSEvalException, MiniRacer

PACKAGE = "sphinx-mathjax-offline"
FOLDER = "sphinx-mathjax-offline/static/mathjax/"
PARTS = (
    "loader.js",
    "core.js",
    "adaptors/liteDOM.js",
    "input/tex-full.js",
    "output/svg.js",
    "output/svg/fonts/tex.js",
)

# What MathJax's files look for when they are read.
AROUND = "var MathJax = { loader: { load: [] } }; var setTimeout = () => 0;"


class FormulaError(ValueError):
    """A formula that cannot be typeset; the message says why."""


class Engine:
    """MathJax in an engine of its own.

    Attributes
    ----------
    glyphs : dict
        The outline of each sign that a formula has needed so far, by the name
        with which drawings refer to it.
    """

    def __init__(self):
        found = {
            file.as_posix().removeprefix(FOLDER): file
            for file in files(PACKAGE)
        }
        self._v8 = MiniRacer()
        self._v8.eval(AROUND)
        sources = [Path(found[part].locate()) for part in PARTS]
        for path in [*sources, Path(__file__).with_name("typeset.js")]:
            self._v8.eval(path.read_text(encoding="utf-8"))
        self.glyphs = {}

    def close(self):
        """Stop the engine."""
        self._v8.close()

    @functools.cache  # noqa: B019, one engine lives as long as the build
    def formula(self, tex: str, display: bool) -> str:
        """Return a formula as HTML.

        Raises
        ------
        FormulaError
            If MathJax does not know a command or a sign, or braces miss.
        """
        call = f"typeset({json.dumps(tex)}, {json.dumps(display)})"
        try:
            found = json.loads(self._v8.eval(call))
        except JSEvalException as error:
            raise FormulaError(_first_line(error)) from None
        if found["missing"]:
            signs = " ".join(found["missing"])
            raise FormulaError(f"MathJax's font has no sign for {signs}")
        self.glyphs |= found["glyphs"]
        kind = ' display="true"' if display else ""
        return (
            f'<mjx-container class="MathJax" jax="SVG"{kind}>{found["svg"]}'
            f"<mjx-assistive-mml>{found['mathml']}</mjx-assistive-mml>"
            "</mjx-container>"
        )

    def table(self, names: list[str]) -> str:
        """Return the outlines of glyphs as HTML that shows nothing."""
        paths = "".join(
            f'<path id="{escape(name)}" d="{self.glyphs[name]}"/>'
            for name in names
        )
        return (
            '<svg width="0" height="0" style="position: absolute" '
            f'aria-hidden="true"><defs>{paths}</defs></svg>'
        )


@functools.cache
def engine() -> Engine:
    """Return the build's engine, started when the first formula asks."""
    started = Engine()
    # Its thread would keep Python from ending.
    atexit.register(started.close)
    return started


def _first_line(error: JSEvalException) -> str:
    """Return what MathJax says of a formula, without the place in its code."""
    return str(error).partition("\n")[0].partition("Error: ")[2]
