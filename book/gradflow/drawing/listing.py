"""Source code as the chapters show it."""

import ast
import inspect
import textwrap
from collections.abc import Callable

from IPython.display import Code


def listing(function: Callable) -> Code:
    """Return a function's source for display, without its docstring.

    The chapter says in prose and formulas what the docstring says for ``help``.

    Parameters
    ----------
    function : Callable
        Written in Python, in a file.
    """
    source = inspect.getsource(function)
    docstring = ast.parse(textwrap.dedent(source)).body[0].body[0]
    if isinstance(docstring, ast.Expr) and isinstance(
        docstring.value, ast.Constant
    ):
        lines = source.splitlines(keepends=True)
        source = "".join(
            lines[: docstring.lineno - 1] + lines[docstring.end_lineno :]
        )
    return Code(source, language="python")
