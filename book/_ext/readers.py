"""Mend each page for readers without JavaScript, with a screen reader, and on paper."""

import json
import re
from html import escape

from markupsafe import Markup

FIRST_EXPLORER = re.compile(r'<figure class="explorer" id="([^"]+)">')
SPEC = re.compile(
    '(?=<script type="application/json" class="explorer-spec">(.*?)</script>)'
)
SOLUTION = re.compile(
    r'class="([\w -]*\bdropdown\b[\w -]*)">\n'
    r'(?=<p class="admonition-title">\s*Solution)'
)

# Faults of the theme: its sidebar is no landmark, and a label hides a key.
SIDEBAR = Markup('<div class="bd-sidebar-primary')
REGION = Markup(
    '<div role="region" aria-label="Book" class="bd-sidebar-primary'
)
SEARCH_LABEL = Markup(' aria-label="Search" data-bs-placement')
SEARCH = Markup(" data-bs-placement")


def missing(spec):
    """Return the line that stands in an explorer where no script runs.

    Parameters
    ----------
    spec : dict
        What the front end needs of the explorer; a row of toggles is one.
    """
    moved = [slider.get("row") or slider for slider in spec["sliders"]]
    meanings = {one["name"]: one["meaning"] for one in moved}
    names = ", ".join(
        f"<code>{escape(name)}</code> ({escape(meaning)})"
        for name, meaning in meanings.items()
    )
    return (
        f'<noscript><p class="explorer-missing">Here you would move {names}. '
        "That needs JavaScript, which does not run here: the picture stands "
        "where it starts.</p></noscript>\n"
    )


def mend_body(body):
    """Say in explorers what is missing, name solutions, drop empty headers."""
    body = SPEC.sub(lambda found: missing(json.loads(found[1])), body)
    body = SOLUTION.sub(r'class="\1 solution">' + "\n", body)
    return body.replace("<th></th>", "<td></td>")


def mended(content):
    """Return the page around the text without the theme's two faults."""
    return content.replace(SIDEBAR, REGION).replace(SEARCH_LABEL, SEARCH)


def finish_page(app, pagename, templatename, context, doctree):
    """Mend a page's text, and hand the layout what it needs for the rest."""
    body = mend_body(context.get("body") or "")
    first = FIRST_EXPLORER.search(body)
    context |= {
        "body": body,
        "first_explorer": first[1] if first else "",
        "mended": mended,
    }


def configure(app, config):
    """Leave what is folded as the reader left it, on paper too."""
    config.togglebutton_open_on_print = False


def setup(app):
    """Register with Sphinx."""
    app.connect("config-inited", configure)
    app.connect("html-page-context", finish_page, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
