"""What Python runs first in every process under a profile, in the kernels of notebooks too.

The profile is checked, and the noise added, as soon as the module that generates the
book's functions is there: before any other has taken a function from it.
"""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder

CODEGEN = "gradflow.formulas.codegen"


class Entrance(MetaPathFinder):
    """Finds the one module, and has the profile entered when it has run."""

    def find_spec(self, name, path, target=None):
        """Return the spec of the module, or None for every other."""
        if name != CODEGEN:
            return None
        spec = PathFinder.find_spec(name, path, target)
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            # Only now: NumPy would slow down every process that has no use for it.
            import profiles

            profiles.enter(module)

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Entrance())
