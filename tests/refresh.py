"""Run the book's notebooks in place: ``python tests/refresh.py [notebook ...]``.

Without names every notebook of the book is run, two at a time. What is stored does
not change from one run to the next: widget views, widget state and timestamps are
left out, and cells keep their ids.
"""

import hashlib
import platform
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

BOOK = Path(__file__).parents[1] / "book"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def language(notebook):
    """Return what JupyterLab notes of the kernel's language when it opens a notebook; other words would modify it.

    The version stays the one that is stored, whatever Python runs.
    """
    version = notebook.metadata.get("language_info", {}).get("version", platform.python_version())
    return LANGUAGE | {"version": version}


def clean(notebook):
    """Return the notebook without anything that a re-run or another machine changes."""
    kept = {"description": notebook.metadata["description"]} if "description" in notebook.metadata else {}
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": language(notebook)} | kept)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    seen = set()
    for index, cell in enumerate(notebook.cells):
        if not cell.get("id") or cell.id in seen:
            cell.id = hashlib.sha256(f"{index} {cell.source}".encode()).hexdigest()[:8]
        seen.add(cell.id)
        for key in ("execution", "trusted", "collapsed"):
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            output.get("metadata", {}).pop(WIDGET_VIEW, None)
    return notebook


def dumps(notebook):
    """Return the text of a notebook's file."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def refresh(path):
    """Run one notebook, with ``book/`` as working folder, and store it clean."""
    notebook = nbformat.read(path, as_version=4)
    stored = language(notebook)
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,  # how a stream is cut into pieces differs from run to run
        resources={"metadata": {"path": str(BOOK)}},
    ).execute()
    notebook.metadata["language_info"] = stored  # the client notes the version that ran
    path.write_text(dumps(clean(notebook)), encoding="utf-8")
    print(f"refreshed {path.name}", flush=True)


def main(names):
    """Refresh the named notebooks, or all of them."""
    paths = [Path(name) for name in names] or sorted(BOOK.glob("*.ipynb"))
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(refresh, paths))


if __name__ == "__main__":
    main(sys.argv[1:])
