"""One style sheet, without the rules that no page of the book can use."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import tinycss2

SHEETS = (
    "basic.css",
    "styles/bootstrap.css",
    "styles/pydata-sphinx-theme.css",
    "vendor/fontawesome/*/css/all.min.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "copybutton.css",
    "togglebutton.css",
    "mystnb.*.css",
    "explorer/explorer.css",
    "book.css",
)
"""In the order in which pages would load them; later rules win."""

_CLASSES = re.compile(r'\bclass="([^"]*)"')
_IDS = re.compile(r'\bid="([^"]*)"')
_TAGS = re.compile(r"<([a-zA-Z][\w-]*)")
_WORDS = re.compile(r"[\w-]+")
_FILE = re.compile(r"url\((?![\"']?(?:data:|#))")
_VARIABLE = re.compile(
    r"(--[\w-]+)\s*:(?:\"[^\"]*\"|'[^']*'|url\([^\"')]*\)|[^;{}\"'])*;?"
)


class Used(NamedTuple):
    """The names that pages use, and those that scripts may give."""

    classes: set[str]
    ids: set[str]
    tags: set[str]

    @classmethod
    def by(cls, pages: Iterable[str], script: str) -> "Used":
        """Return what these pages use; each word of a script may be one."""
        words = set(_WORDS.findall(script))
        found = cls(set(words), set(words), {word.lower() for word in words})
        for page in pages:
            for names in _CLASSES.findall(page):
                found.classes.update(names.split())
            found.ids.update(_IDS.findall(page))
            found.tags.update(tag.lower() for tag in _TAGS.findall(page))
        return found


def needed(static: Path) -> list[Path]:
    """Return the sheets' files, or none where one of them is missing."""
    found = [sorted(static.glob(pattern)) for pattern in SHEETS]
    return [] if [] in found else [path for (path,) in found]


def whole_sheet(static: Path, used: Used) -> str:
    """Return all sheets as one, cut down to what is used."""
    sources = [path.read_text(encoding="utf-8") for path in needed(static)]
    return without_unused_variables("".join(kept(s, used) for s in sources))


def kept(css: str, used: Used) -> str:
    """Return the rules of a sheet that can match in some page."""
    rules = tinycss2.parse_rule_list(
        css, skip_comments=True, skip_whitespace=True
    )
    return "".join(_rule(rule, used) for rule in rules)


def _rule(rule, used: Used) -> str:
    """Return a rule as far as it can match, or "" if it never does.

    One that would load a file is left out: the theme's bullets of results.
    """
    if rule.type == "at-rule":
        return _at_rule(rule, used)
    if rule.type != "qualified-rule":
        raise ValueError(f"{rule.message} in a style sheet")
    selectors = [one for one in _split(rule.prelude) if _matches(one, used)]
    content = tinycss2.serialize(rule.content).strip()
    if not selectors or _FILE.search(content):
        return ""
    text = ",".join(tinycss2.serialize(one).strip() for one in selectors)
    return f"{text}{{{content}}}\n"


def _at_rule(rule, used: Used) -> str:
    """Return a group of rules; fonts are given otherwise, imports at hand."""
    name, prelude = rule.at_keyword, tinycss2.serialize(rule.prelude)
    if rule.content is None or name == "font-face":
        return ""
    content = tinycss2.serialize(rule.content)
    if name in ("media", "supports", "container", "layer"):
        content = kept(content, used)
    return f"@{name}{prelude}{{{content}}}\n" if content else ""


def _split(prelude: list) -> list[list]:
    """Return the selectors of a list."""
    found = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _matches(selector: list, used: Used) -> bool:
    """Whether every class, id and tag of a selector is used somewhere.

    What stands in brackets, as in ``:not(.x)``, is not asked for.
    """
    before = ""
    for token in selector:
        if token.type == "hash" and token.value not in used.ids:
            return False
        if token.type == "ident":
            if before == ".":
                names, name = used.classes, token.value
            elif before == ":":
                names, name = {token.value}, token.value
            else:
                names, name = used.tags, token.lower_value
            if name not in names:
                return False
        before = token.value if token.type == "literal" else ""
    return True


def without_unused_variables(sheet: str) -> str:
    """Return a sheet without the variables that nothing in it refers to.

    Those of the book's own have no prefix, and are also read elsewhere.
    """
    while True:
        asked = set(re.findall(r"var\(\s*(--[\w-]+)", sheet))

        def wanted(found: re.Match, asked=asked) -> str:
            theirs = found[1].startswith(("--bs-", "--pst-", "--sd-", "--fa-"))
            return "" if theirs and found[1] not in asked else found[0]

        shorter = _VARIABLE.sub(wanted, sheet)
        if shorter == sheet:
            return sheet
        sheet = shorter
