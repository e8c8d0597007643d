"""Source code as the chapters show it."""

import ast
import inspect
import textwrap
from collections.abc import Callable

from IPython.display import Markdown


def listing(source: Callable | str, language: str = "python") -> Markdown:
    """Return source code for display.

    Of a function it is what the chapter talks about: no decorator, and no
    docstring, which says to ``help`` what the chapter says in prose.

    Parameters
    ----------
    source : Callable or str
        A function written in Python, in a file; or the text itself.
    language : str
        The text's language, by which it is coloured.
    """
    text = source if isinstance(source, str) else _definition(source)
    return Markdown(f"```{language}\n{text.rstrip()}\n```")


def _definition(function: Callable) -> str:
    source = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(source).body[0]
    lines = source.splitlines()
    if ast.get_docstring(definition) is not None:
        docstring = definition.body[0]
        del lines[docstring.lineno - 1 : docstring.end_lineno]
    return "\n".join(lines[definition.lineno - 1 :])
