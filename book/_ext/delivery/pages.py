"""A page as a whole: what it loads, and what it is allowed to run."""

import base64
import hashlib
import re

SHEET, SCRIPT, SEARCH = "pages.css", "pages.js", "search.js"

# The sheets and scripts of Sphinx and the theme; what an author writes is left.
_LINK = re.compile(
    r'\s*<link\b(?=[^>]*\brel="(?:stylesheet|preload)")'
    r'[^>]*\bhref="(?:\.\./)*_static/[^>]*>'
)
_LOADED = re.compile(
    r'\s*<script\b[^>]*\bsrc="(?:\.\./)*(?:_static/|searchindex\.js)[^"]*"'
    r"[^>]*></script>"
)
_INLINE = re.compile(r"<script>(.*?)</script>", re.S)
_COMMENT = re.compile(r"\s*<!-- .*? -->")
_WRITTEN = re.compile(
    r"<script>\s*document\.write\(`(.*?)`\);\s*</script>", re.S
)
# Names, punctuation and blanks of code, which have the colour of the text.
_PLAIN = re.compile(r'<span class="(?:n|nn|nx|p|w)">([^<]*)</span>')
_CLASS = re.compile(r'class="', re.S)
# Settings that stand in the one script, and what the page's own script does.
_SETTINGS = re.compile(
    r'\s*<script(?: data-cfasync="false")?>(?:\s*(?:let toggle|var toggle|'
    r"DOCUMENTATION_OPTIONS|document\.documentElement\.dataset|"
    r"// Activate the search field).*?)</script>",
    re.S,
)
_HANDLERS = {
    'onclick="window.print()"': 'data-run="print"',
    'onclick="toggleFullScreen()"': 'data-run="fullscreen"',
}

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""What a page may load and run: its own files, and formulas from a Blob."""


def finished(page: str, root: str) -> str:
    """Return a page that loads one style sheet and one script.

    Parameters
    ----------
    page : str
        The page as the theme writes it.
    root : str
        The way from the page to the book's first folder: "" or "../".
    """
    searching = "searchindex.js" in page
    page = _PLAIN.sub(r"\1", _COMMENT.sub("", page)).replace(
        "<span></span>", ""
    )
    page = _LOADED.sub("", _LINK.sub("", _SETTINGS.sub("", page)))
    page = _WRITTEN.sub(_shown_by_script, page)
    for handler, run in _HANDLERS.items():
        page = page.replace(handler, run)
    static = f"{root}_static/"
    head = [f'<link rel="stylesheet" href="{static}{SHEET}">']
    names = [f"{static}{SCRIPT}"]
    if searching:
        names += [f"{static}{SEARCH}", f"{root}searchindex.js"]
    head += [f'<script defer src="{name}"></script>' for name in names]
    page = page.replace("</head>", "\n".join([*head, "</head>"]), 1)
    return page.replace("<head>", f"<head>\n{policy(page)}", 1)


def _shown_by_script(found: re.Match) -> str:
    """Return what a script would write; without scripts it is not shown."""
    return _CLASS.sub('class="by-script ', found[1], count=1)


def policy(page: str) -> str:
    """Return the element that holds a page to its policy.

    The scripts that stand in the page are allowed by their digests, so no
    other text of it can ever run.
    """
    digests = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in _INLINE.findall(page)
    ]
    allowed = "".join(f" 'sha256-{digest}'" for digest in digests)
    rules = POLICY | {"script-src": POLICY["script-src"] + allowed}
    content = "; ".join(f"{name} {value}" for name, value in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'
