"""Make every page of the book whole: no kernel, no server, no third party.

The extension brings the book's look, MathJax and the explorers' host into the
built book, takes out what a page would ask others for or never use, writes a
description into every page, and links to the book's repository where there is
one.
"""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from html import escape
from importlib.metadata import files
from pathlib import Path

from docutils import nodes
from markupsafe import Markup

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from gradflow.drawing.still import without_still  # noqa: E402
from gradflow.moving import composer  # noqa: E402

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"

MATHJAX_PACKAGE = "sphinx-mathjax-offline"
MATHJAX_FOLDER = "sphinx-mathjax-offline/static/mathjax/"
# The bundle, and the TeX extensions that it loads when a formula needs one.
MATHJAX_PARTS = ("tex-svg.js", "input/tex/extensions/")

ICON_SCRIPT = re.compile(r"<script[^>]*/fontawesome/[^>]*></script>")
# The line over what is folded names it up to the colon; a label would hide it.
FOLDED_LABEL = ' aria-label="Toggle hidden content">\n<p'
FOLDED_NAME = re.compile(r'(<p class="[\w ]*admonition-title">)([^:<]+:)')
FONT_PRELOAD = re.compile(r'<link rel="preload" as="font"[^>]*>')

ENTRY = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
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
    config.mathjax_path = "mathjax/tex-svg.js"
    # MathJax's menu loads parts when it is used, from wherever it likes.
    config.mathjax3_config = {"options": {"enableMenu": False}}

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


def copy_mathjax(app):
    """Copy the parts of MathJax that a page may load out of its package."""
    folder = Path(app.outdir) / "_static" / "mathjax"
    for file in files(MATHJAX_PACKAGE):
        part = file.as_posix().removeprefix(MATHJAX_FOLDER)
        if part.startswith(MATHJAX_PARTS):
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), folder / part)


def write_front_end(app):
    """Write the script and the style that move the explorers of a built page."""
    folder = Path(app.outdir) / "_static" / "explorer"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(composer.FRONT / "explorer.css", folder / "explorer.css")
    (folder / "host.js").write_text(composer.script(), encoding="utf-8")


def describe(app, pagename, doctree=None):
    """Return a page's own description, else its first words without math."""
    own = app.env.metadata.get(pagename, {}).get("description")
    if own:
        return own
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        if not any(paragraph.findall(nodes.math)):
            return textwrap.shorten(paragraph.astext(), 160, placeholder=" …")
    return f"{app.config.html_title}: {pagename}"


def without_icon_script(head):
    """Drop the theme's icon script, which its fonts replace, and preloads."""
    return Markup(FONT_PRELOAD.sub("", ICON_SCRIPT.sub("", head)))


def finish_page(app, pagename, templatename, context, doctree):
    """Give a page its description and the assets it needs, and no others."""
    scripts, body = context["script_files"], context.get("body") or ""
    body = without_still(body)
    scripts[:] = [
        file for file in scripts if file.attributes.get("type") != WIDGET_STATE
    ]
    if re.search(
        '<(figure|fieldset) class="(explorer|picture|question)"', body
    ):
        app.add_css_file("explorer/explorer.css", priority=850)
    if '<figure class="explorer"' in body:
        app.add_js_file("explorer/host.js", loading_method="defer")
    body = FOLDED_NAME.sub(r"\1<b>\2</b>", body.replace(FOLDED_LABEL, ">\n<p"))
    # Children of a list are items to a screen reader; this older role is none.
    context["body"] = body.replace('role="doc-biblioentry"', 'role="listitem"')
    description = escape(describe(app, pagename, doctree))
    context["metatags"] = (
        context.get("metatags", "")
        + f'\n<meta name="description" content="{description}">'
    )
    context["without_icon_script"] = without_icon_script


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
    app.connect("config-inited", configure)
    app.connect("builder-inited", copy_mathjax)
    app.connect("builder-inited", write_front_end)
    app.connect("html-page-context", finish_page, priority=900)
    app.connect("build-finished", write_entry)
    app.add_css_file("book.css", priority=900)
    app.add_js_file("book.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
