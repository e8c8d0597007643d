"""What is asked of a built page: each check returns a line for every fault, with the page and what is wrong there."""

import functools
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

WORDS = ("alt", "aria-label", "aria-labelledby")


@functools.cache
def read(path: Path) -> BeautifulSoup:
    """Return a page's elements."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@functools.cache
def anchors(path: Path) -> set:
    """Return the ids that a link can point to in a page."""
    return {element["id"] for element in read(path).find_all(id=True)}


def addresses(path: Path) -> list[str]:
    """Return everything that a page links to or loads."""
    return [tag[key] for key in ("href", "src") for tag in read(path).find_all(**{key: True})]


def is_broken(html: Path, page: Path, address: str) -> bool:
    """Whether an address in a page leads nowhere in the built book."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return False
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_file() or html not in target.parents:
        return True
    return bool(parts.fragment) and unquote(parts.fragment) not in anchors(target)


def broken_addresses(html: Path, name: str) -> list[str]:
    """Return the links and assets of a page that lead nowhere."""
    page = html / name
    found = [address for address in addresses(page) if address != "#" and is_broken(html, page, address)]
    return [f"{name}: {address} leads nowhere" for address in found]


def foreign_addresses(html: Path, name: str) -> list[str]:
    """Return what a page would load from elsewhere."""
    page = read(html / name)
    loaded = [tag["src"] for tag in page.find_all(src=True)]
    loaded += [tag["href"] for tag in page.find_all("link", href=True)]
    return [f"{name}: {address} is loaded from elsewhere" for address in loaded if urlsplit(address).netloc]


def wordless_pictures(html: Path, name: str) -> list[str]:
    """Return the pictures of a page that have no words for who cannot see them."""
    main = read(html / name).find("main")
    pictures = main.find_all("img") + main.select("svg[role=img], figure svg")
    return [f"{name}: {str(picture)[:200]} has no words" for picture in pictures if not any(map(picture.get, WORDS))]
