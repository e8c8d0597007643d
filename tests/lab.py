"""A real JupyterLab for tests and benchmark: on this machine alone, with nothing of its user's."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

from harness import ROOT

FOLDERS = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
}
# All cells of a notebook stand in the page, not only those in sight; and no question about news.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
COMMAND = [
    sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0",
    "--LabApp.expose_app_in_browser=True",
]  # fmt: skip


@contextlib.contextmanager
def jupyterlab(folder: Path, notebooks: Path):
    """Serve a folder of notebooks, with the book's package at hand, and keep all of JupyterLab's own files in another.

    Yields
    ------
    callable
        ``address("NAME.ipynb")`` is where a notebook opens, alone, with the token that lets one in. The page holds the
        application as ``jupyterapp``.
    """
    for name, values in SETTINGS.items():
        file = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    token = secrets.token_hex(16)
    environment = os.environ | {key: str(folder / name) for key, name in FOLDERS.items()}
    environment |= {"PYTHONPATH": str(ROOT / "book"), "JUPYTER_TOKEN": token}
    command = [*COMMAND, f"--ServerApp.root_dir={notebooks}"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not (found := list((folder / "runtime").glob("jpserver-*.json"))):
            if server.poll() is not None:
                raise RuntimeError(f"JupyterLab ended with {server.returncode}")
            time.sleep(0.1)
        base = json.loads(found[0].read_text(encoding="utf-8"))["url"]
        yield lambda name: f"{base}lab/tree/{name}?token={token}&reset"
    finally:
        server.terminate()
        server.wait(30)
