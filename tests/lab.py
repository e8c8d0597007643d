"""A real JupyterLab for tests and benchmark: on this machine alone, with nothing of its user's."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

FOLDERS = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
}


@contextlib.contextmanager
def jupyterlab(folder: Path, notebooks: Path):
    """Serve the folder ``notebooks``, keep all of JupyterLab's own files in ``folder``, and give the way to an address.

    Yields
    ------
    callable
        ``address("NAME.ipynb")`` is where a notebook opens, with the token that lets one in.
    """
    token = secrets.token_hex(16)
    environment = os.environ | {key: str(folder / name) for key, name in FOLDERS.items()} | {"JUPYTER_TOKEN": token}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    command += [f"--ServerApp.root_dir={notebooks}", "--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not (found := list((folder / "runtime").glob("jpserver-*.json"))):
            if server.poll() is not None:
                raise RuntimeError(f"JupyterLab ended with {server.returncode}")
            time.sleep(0.1)
        base = json.loads(found[0].read_text(encoding="utf-8"))["url"]
        yield lambda name: f"{base}lab/tree/{name}?token={token}"
    finally:
        server.terminate()
        server.wait(30)
