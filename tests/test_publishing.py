"""The book as it is published: its address, the copy to take away, and the same bytes from the same commit."""

import zipfile
from xml.etree import ElementTree

import pytest
import yaml

import publishing
from harness import ROOT, STRICT, build
from page_checks import read
from test_book import PAGES, each_page

ADDRESS = "https://example.org/book/"
NAME = "why-gradients-vanish"
DOCUMENTS = [name for name in PAGES if name != "search.html"]


def contents(folder):
    """Return the bytes of every file of a folder, by its path in it."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items()}


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Build the book once more, elsewhere, where sets and dictionaries of names are in another order."""
    return build(tmp_path_factory.mktemp("other"), *STRICT, PYTHONHASHSEED="7")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Build the book as the workflow does that publishes it."""
    return build(tmp_path_factory.mktemp("published"), *STRICT, BOOK_ADDRESS=ADDRESS.rstrip("/"))


def differing(one, two):
    """Return the files of two folders that are not the same."""
    left, right = contents(one), contents(two)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def test_two_builds_are_the_same_byte_by_byte(book, other):
    assert other.succeeded, other.log
    assert len(contents(book.html)) > 20
    assert differing(book.html, other.html) == []


def test_building_again_changes_nothing(book, other):
    again = build(other.html.parents[1], PYTHONHASHSEED="8")
    assert again.succeeded, again.log
    assert differing(book.html, again.html) == []


def test_without_an_address_nothing_is_said_that_needs_one(book):
    assert (book.html / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    assert not (book.html / "sitemap.xml").exists()
    assert not list(book.html.glob("*.zip"))
    assert not read(book.html / PAGES[0]).select("[rel=canonical], [property='og:url'], [property='og:image']")


@each_page
def test_page_says_what_is_shown_where_it_is_shared(book, name):
    told = {tag["property"]: tag["content"] for tag in read(book.html / name).select("meta[property]")}
    assert set(told) == {"og:title", "og:description", "og:type", "og:site_name"}
    assert told["og:type"] == ("website" if name == PAGES[0] else "article")
    assert "<" not in told["og:title"]


def test_the_published_book_has_an_address_a_picture_and_a_sitemap(published):
    assert published.succeeded, published.log
    for name in DOCUMENTS:
        page = read(published.html / name)
        assert [tag["href"] for tag in page.select("link[rel=canonical]")] == [ADDRESS + name]
        assert page.select_one("meta[property='og:url']")["content"] == ADDRESS + name
        picture = page.select_one("meta[property='og:image']")["content"]
        assert (published.html / picture.removeprefix(ADDRESS)).read_bytes().startswith(b"\x89PNG")
    places = ElementTree.fromstring((published.html / "sitemap.xml").read_text()).iter()
    assert sorted(place.text for place in places if place.tag.endswith("loc")) == sorted(
        ADDRESS + name for name in DOCUMENTS
    )
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (published.html / "robots.txt").read_text()


def test_the_published_book_carries_a_copy_of_itself(published, tmp_path, browser):
    """Whole; it is offered in each page's menu, and works where it is unpacked."""
    with zipfile.ZipFile(published.html / f"{NAME}.zip") as copy:
        copy.extractall(tmp_path)
    there = contents(published.html)
    assert there.pop(f"{NAME}.zip")
    assert contents(tmp_path / NAME) == there
    offered = [tag["href"] for tag in read(published.html / DOCUMENTS[1]).select(".dropdown-menu a")]
    assert f"{ADDRESS}{NAME}.zip" in offered

    page, errors = browser.new_page(), []
    page.on("console", lambda said: said.type == "error" and errors.append(said.text))
    page.goto((tmp_path / NAME / "index.html").as_uri())
    page.wait_for_url("**/book/index.html")
    page.locator("figure.explorer#hero[data-ready]").wait_for()
    page.close()
    assert errors == []


def test_the_same_files_make_the_same_zip(tmp_path):
    folders = [tmp_path / "one", tmp_path / "two"]
    for k, folder in enumerate(folders):
        folder.mkdir()
        for name in "ab" if k else "ba":
            (folder / name).write_text(name)
        publishing.pack(folder, tmp_path / f"{k}.zip")
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()


@pytest.mark.parametrize(
    ("given", "found"),
    [("", ""), ("https://a.org/b", "https://a.org/b/"), ("http://a.org/", "http://a.org/")],
)
def test_an_address_ends_with_a_slash(given, found, monkeypatch):
    monkeypatch.setenv("BOOK_ADDRESS", given)
    assert publishing.address() == found


@pytest.mark.parametrize("given", ["a.org/b", "/srv/book", "javascript:alert(1)", "https://"])
def test_what_is_no_address_is_refused(given, monkeypatch):
    monkeypatch.setenv("BOOK_ADDRESS", given)
    with pytest.raises(ValueError, match=r"BOOK_ADDRESS is .* it must be http\(s\)://"):
        publishing.address()


def test_the_workflow_that_publishes_gives_the_address():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["publish"]["steps"]
    (build_step,) = [k for k, step in enumerate(steps) if "jupyter-book build" in step.get("run", "")]
    named = [step.get("id") for step in steps[:build_step]]
    assert "pages" in named
    assert steps[build_step]["env"] == {"BOOK_ADDRESS": "${{ steps.pages.outputs.base_url }}"}
