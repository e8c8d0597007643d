"""What is broken makes the second command fail, with a line that says where.

A small book with the real configuration is broken in every way, and the real checks of
the second command are run on it.
"""

import re
import shutil
import subprocess
import sys

import nbformat
import pytest
import yaml

from harness import ROOT, STRICT, build
from page_checks import broken_addresses, foreign_addresses, wordless_pictures

ENTRY = """# An entry
[](second.md)
"""
SECOND = """# A page
An {eq}`eq-missing`, a {ref}`missing-label`, a {cite}`missing2026`.

![A picture](missing.png)

```{raw} html
<a href="third.html">a page that is not there</a>
<a href="index.html#nowhere">a place that is not there</a>
<img src="https://elsewhere.example/picture.png" alt="a foreign picture">
<img src="../_static/book.css">
<script src="//elsewhere.example/script.js"></script>
```
"""


@pytest.fixture(scope="module")
def broken_book(tmp_path_factory):
    """Build a book of two pages, the second of which is broken."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copy(ROOT / "_config.yml", root)
    for part in ("book/_ext", "book/gradflow"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "book" / "references.bib", root / "book")
    toc = {"format": "jb-book", "root": "book/index", "chapters": [{"file": "book/second"}]}
    (root / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    (root / "book" / "index.md").write_text(ENTRY, encoding="utf-8")
    (root / "book" / "second.md").write_text(SECOND, encoding="utf-8")
    return build(root / "output", *STRICT, source=root)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (2, "equation not found: eq-missing"),
        (2, "undefined label: 'missing-label'"),
        (2, 'could not find bibtex key "missing2026"'),
        (4, "image file not readable: book/missing.png"),
    ],
)
def test_a_broken_reference_or_a_missing_picture_fails_the_build(broken_book, line, fault):
    assert not broken_book.succeeded
    assert re.search(rf"book[\\/]second\.md:{line}: WARNING: {re.escape(fault)}", broken_book.log), broken_book.log


@pytest.mark.parametrize("address", ["third.html", "index.html#nowhere"])
def test_a_dead_link_is_found(broken_book, address):
    assert f"book/second.html: {address} leads nowhere" in broken_addresses(broken_book.html, "book/second.html")


def test_a_missing_asset_is_found(broken_book):
    assert broken_addresses(broken_book.html, "book/index.html") == []
    (broken_book.html / "_static" / "pages.css").rename(broken_book.html / "pages.css")
    (line,) = broken_addresses(broken_book.html, "book/index.html")
    (broken_book.html / "pages.css").rename(broken_book.html / "_static" / "pages.css")
    assert re.fullmatch(r"book/index\.html: \.\./_static/pages\.css\S* leads nowhere", line)


def test_a_foreign_address_is_found(broken_book):
    assert foreign_addresses(broken_book.html, "book/index.html") == []
    assert foreign_addresses(broken_book.html, "book/second.html") == [
        "book/second.html: https://elsewhere.example/picture.png is loaded from elsewhere",
        "book/second.html: //elsewhere.example/script.js is loaded from elsewhere",
    ]


def test_a_picture_without_words_is_found(broken_book):
    (line,) = wordless_pictures(broken_book.html, "book/second.html")
    assert line.startswith('book/second.html: <img src="../_static/book.css"')


CELLS = {  # what a cell does, and what is stored of it
    "print('c = 0.3634, in 12 steps')": "c = 0.3635, in 12 steps\n",  # what a processor may change
    "print('c = 0.3634,', 'in 12 steps')": "c = 0.3636, in 12 steps\n",
    "print('the loss is -0.5')": "the loss is 0.5\n",
    "print('an LSTM')": "an RNN\n",
    "raise ArithmeticError('the sum is lost')": "",
    "print('nothing is stored')": None,
}


@pytest.fixture(scope="module")
def notebook_log(tmp_path_factory):
    """Run the second command on a notebook whose cells, but for the first, are broken."""
    path = tmp_path_factory.mktemp("notebook") / "chapter.ipynb"
    cells = [
        nbformat.v4.new_code_cell(
            source,
            execution_count=number,
            outputs=[] if not stored else [nbformat.v4.new_output("stream", text=stored)],
        )
        for number, (source, stored) in enumerate(CELLS.items(), 1)
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    options = [
        "--config-file",
        ROOT / "pyproject.toml",
        "--rootdir",
        path.parent,
        "-p",
        "no:cacheprovider",
        "--color=no",
        "--numprocesses=0",
        "-rA",
    ]
    command = [sys.executable, "-m", "pytest", *options, path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return re.sub(r"\x1b\[[\d;]*m", "", done.stdout)


def test_only_the_broken_cells_of_a_notebook_fail(notebook_log):
    outcomes = re.findall(r"^(PASSED|FAILED) \S*chapter\.ipynb::Cell (\d)", notebook_log, re.MULTILINE)
    assert sorted(outcomes, key=lambda outcome: outcome[1]) == [
        ("PASSED", "0"),
        *(("FAILED", str(k)) for k in range(1, 6)),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "0.3636 is stored, 0.3634 computed; 0.0001 apart would pass",
        "stored   line 1, column 5: 'c = 0.3636, in 12 steps\\n'",
        "0.5 is stored, -0.5 computed; 0.1 apart would pass",
        "stored   line 1, column 4: 'an RNN\\n'",
        "ArithmeticError: the sum is lost",
        "Unexpected output fields from running code: {'stdout'}",
    ],
)
def test_a_broken_cell_says_where(notebook_log, line):
    assert line in notebook_log
