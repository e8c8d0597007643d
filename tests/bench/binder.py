"""What Binder makes of the repository, by repo2docker's own detection: it builds nothing and needs no Docker.

In an environment of its own, ``pip install jupyter-repo2docker==2026.4.0``, then ``python tests/bench/binder.py``.
"""

import os
from pathlib import Path

from repo2docker.app import Repo2Docker

ROOT = Path(__file__).parents[2]


def main():
    """Print how Binder would build the repository, and stop with an error where that is not what is meant."""
    os.chdir(ROOT)
    app = Repo2Docker()
    found = next(pack for pack in (kind(app.base_image) for kind in app.buildpacks) if pack.detect())
    installs = [script for _, script in found.get_assemble_scripts() if "requirements.txt" in script]
    print(f"{type(found).__name__}, Python {found.python_version}, from {found.binder_dir}/")
    print(*installs, sep="\n")
    assert (type(found).__name__, found.binder_dir, found.python_version) == ("PythonBuildPack", ".binder", "3.12")
    # Once the whole repository is there, since the file refers to the one above it.
    assert len(installs) == 1


if __name__ == "__main__":
    main()
