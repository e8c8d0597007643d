"""One script: the explorers first, then what Sphinx and the theme bring."""

import json
from pathlib import Path

from gradflow.moving import composer

from .pages import SEARCH

SCRIPTS = (
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "clipboard.min.js",
    "copybutton.js",
    "scripts/sphinx-book-theme.js",
    "togglebutton.js",
    "scripts/pydata-sphinx-theme.js",
    "menus.js",
    "book.js",
)
"""In the order in which they run, after the explorers' host.

The theme also brings Bootstrap's script, 80 kB, which opens menus and marks the
section that is read: ``menus.js`` does that.
"""

SEARCH_SCRIPTS = ("language_data.js", "searchtools.js")
"""What the search page has beside the others."""

# The theme measures every text and table of a page at once, and again after each
# change in it; ``book.js`` does so once, and when the window changes.
MEASURES = (
    '"complete"===document.readyState?T():window.addEventListener("load",T)'
)

__all__ = ["SEARCH", "search_script", "whole_script"]


def joined(static: Path, names: tuple[str, ...]) -> str:
    """Return scripts one after the other, without the way to their maps."""
    sources = [(static / name).read_text(encoding="utf-8") for name in names]
    lines = "\n;\n".join(sources).splitlines()
    kept = [line for line in lines if not line.startswith("//# source")]
    return "\n".join(kept) + "\n"


def settings(config) -> str:
    """Return what the theme's scripts read and a page would say itself."""
    values = {
        "toggleHintShow": config.togglebutton_hint,
        "toggleHintHide": config.togglebutton_hint_hide,
        "toggleOpenOnPrint": str(config.togglebutton_open_on_print).lower(),
        "togglebuttonSelector": config.togglebutton_selector,
    }
    pairs = (f"{key} = {json.dumps(value)}" for key, value in values.items())
    return f"var {', '.join(pairs)};\n"


def whole_script(static: Path, config) -> str:
    """Return the script of all pages.

    Raises
    ------
    ValueError
        If the theme's script is another one than is known here.
    """
    scripts = joined(static, SCRIPTS)
    if scripts.count(MEASURES) != 1:
        raise ValueError(f"the theme's scripts do not hold {MEASURES} once")
    scripts = scripts.replace(MEASURES, "0")
    return composer.script() + settings(config) + scripts


def search_script(static: Path) -> str:
    """Return what only the search page needs."""
    return joined(static, SEARCH_SCRIPTS)
