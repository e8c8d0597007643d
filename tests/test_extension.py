"""The Sphinx extension: whose repository a page links to, and what a page is said to be."""

import subprocess
from types import SimpleNamespace

import pytest
from docutils import nodes

import static_book

REPOSITORY = "https://github.com/owner/a.book"


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """Return a function that makes a git repository with this remote address."""
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    def make(remote):
        for command in (["init", "--quiet"], ["remote", "add", "origin", remote]):
            subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
        return tmp_path

    return make


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/owner/a.book",
        "https://github.com/owner/a.book.git",
        "https://someone:secret@github.com/owner/a.book.git",
        "https://github.com/owner/a.book/",
        "git@github.com:owner/a.book.git",
        "ssh://git@github.com/owner/a.book.git",
    ],
)
def test_repository_of_a_github_clone(clone, remote):
    assert static_book.github_repository(clone(remote)) == REPOSITORY


@pytest.mark.parametrize(
    "remote", ["/srv/book.git", "https://example.org/owner/book.git", "https://notgithub.com/owner/book"]
)
def test_no_repository_of_another_clone(clone, remote):
    assert static_book.github_repository(clone(remote)) == ""


def test_no_repository_without_git(tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert static_book.github_repository(tmp_path) == ""


def test_repository_of_a_workflow_comes_first(clone, monkeypatch):
    folder = clone("https://github.com/someone/else.git")
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/a.book")
    assert static_book.github_repository(folder) == REPOSITORY


APP = SimpleNamespace(
    config=SimpleNamespace(html_title="A book"),
    env=SimpleNamespace(metadata={"own": {"description": "What the page says of itself."}}),
)


def test_description_is_the_page_s_own_or_its_first_words_without_formulas():
    page = nodes.section(
        "",
        nodes.paragraph("", "Move ", nodes.math("", "W_{rec}")),
        nodes.paragraph("", "Then look at\nthe curve."),
    )
    assert static_book.describe(APP, "own", page) == "What the page says of itself."
    assert static_book.describe(APP, "other", page) == "Then look at the curve."
    assert static_book.describe(APP, "search") == "A book: search"
