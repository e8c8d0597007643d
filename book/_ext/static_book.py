"""Make every page of the book whole: no kernel, no server, no third party.

The extension typesets formulas, brings the book's look and the explorers' host
into the built book, takes out what a page would ask others for or never use,
writes a description into every page, and links to the book's repository where
there is one.
"""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from html import escape
from pathlib import Path

from docutils import nodes

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import publishing  # noqa: E402
from gradflow.drawing.still import without_still  # noqa: E402
from gradflow.moving import composer  # noqa: E402

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"

# The line over what is folded names it up to the colon; a label would hide it.
FOLDED_LABEL = ' aria-label="Toggle hidden content">\n<p'
FOLDED_NAME = re.compile(r'(<p class="[\w ]*admonition-title">)([^:<]+:)')

ENTRY = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={page}">
<meta name="description" content="{description}">
<title>{title}</title>
<link rel="icon" href="_static/{icon}" type="image/svg+xml">
</head>
<body>
<main><h1>{title}</h1><p><a href="{page}">Open the book</a></p></main>
</body>
</html>
"""


def github_repository(folder):
    """Return the address of the book's GitHub repository, or "" without one.

    Parameters
    ----------
    folder : path of the book's sources; its git remote ``origin`` counts when
        the variable ``GITHUB_REPOSITORY`` is not set.

    Only owner and name are taken, so no credential of a remote's URL gets into
    a page.
    """
    name = os.environ.get("GITHUB_REPOSITORY", "")
    if not name:
        command = ["git", "-C", str(folder), "remote", "get-url", "origin"]
        try:
            remote = subprocess.run(
                command, capture_output=True, text=True, check=False
            ).stdout
        except OSError:
            return ""
        found = re.search(
            r"(?:^|@|//)github\.com[:/](.+?)(?:\.git)?/?\s*$", remote
        )
        name = found[1] if found else ""
    return (
        f"https://github.com/{name}"
        if re.fullmatch(r"[\w.-]+/[\w.-]+", name)
        else ""
    )


def configure(app, config):
    """Point Sphinx at local files and the theme at the repository."""
    config.templates_path.append(str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "static"))
    config.html_math_renderer = "typeset"

    config.html_context["default_mode"] = (
        "light"  # for readers without JavaScript
    )
    theme = config.html_theme_options
    theme["repository_url"] = github_repository(app.srcdir)
    if theme["repository_url"]:
        theme.update(
            use_repository_button=True,
            use_edit_page_button=True,
            use_issues_button=True,
        )
    else:
        theme.pop("launch_buttons", None)


def write_front_end(app):
    """Put the explorers' style beside the others."""
    folder = Path(app.outdir) / "_static" / "explorer"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(composer.FRONT / "explorer.css", folder / "explorer.css")


def describe(app, pagename, doctree=None):
    """Return a page's own description, else its first words without math."""
    own = app.env.metadata.get(pagename, {}).get("description")
    if own:
        return own
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        if not any(paragraph.findall(nodes.math)):
            return textwrap.shorten(paragraph.astext(), 160, placeholder=" …")
    return f"{app.config.html_title}: {pagename}"


def finish_page(app, pagename, templatename, context, doctree):
    """Give a page its description, and names to what the theme leaves mute."""
    scripts, body = context["script_files"], context.get("body") or ""
    body = without_still(body)
    scripts[:] = [
        file for file in scripts if file.attributes.get("type") != WIDGET_STATE
    ]
    body = FOLDED_NAME.sub(r"\1<b>\2</b>", body.replace(FOLDED_LABEL, ">\n<p"))
    # Children of a list are items to a screen reader; this older role is none.
    context["body"] = body.replace('role="doc-biblioentry"', 'role="listitem"')
    description = describe(app, pagename, doctree)
    title = context.get("title") or pagename
    context["metatags"] = (
        context.get("metatags", "")
        + f'\n<meta name="description" content="{escape(description)}">\n'
        + publishing.shared(app, pagename, title, description)
    )


def write_entry(app, exception):
    """Write index.html, which leads to the book's first page."""
    if exception or app.builder.format != "html":
        return
    root, config = app.config.root_doc, app.config
    values = {
        "language": config.language,
        "page": app.builder.get_target_uri(root),
        "description": describe(app, root),
        "title": config.html_title,
        "icon": Path(config.html_favicon).name,
    }
    entry = ENTRY.format(
        **{key: escape(value) for key, value in values.items()}
    )
    (Path(app.outdir) / "index.html").write_text(entry, encoding="utf-8")


def setup(app):
    """Register the extension with Sphinx."""
    app.setup_extension("typeset")
    app.setup_extension("delivery")
    app.setup_extension("publishing")
    app.connect("config-inited", configure)
    app.connect("builder-inited", write_front_end)
    app.connect("html-page-context", finish_page, priority=900)
    app.connect("build-finished", write_entry)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
