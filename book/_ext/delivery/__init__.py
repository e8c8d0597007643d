"""How pages are delivered: one style sheet, one script, and nothing unused.

Each page is finished where its templates are filled in. When all pages are
there, the sheets and scripts of Sphinx, the theme and the book become one file
each, without what no page uses, and what is left over is taken away.
"""

import hashlib
import re
from pathlib import Path

from .icons import with_icons
from .pages import SCRIPT, SHEET
from .scripts import SEARCH, search_script, whole_script
from .styles import Used, needed, whole_sheet

_VERSION = re.compile(r"(_static/(?:pages|search)\.(?:css|js))(?:\?v=\w*)?")
_STATIC = re.compile(r"_static/([\w./-]+)")


def bring(app, exception):
    """Bring the files that Sphinx does not when no page has changed."""
    if exception or app.builder.format != "html":
        return
    if not needed(Path(app.outdir) / "_static"):
        app.builder.prepare_writing(set())
        app.builder.copy_static_files()


def deliver(app, exception):
    """Write the one style sheet and the one script, and tidy up."""
    static = Path(app.outdir) / "_static"
    if exception or app.builder.format != "html":
        return
    paths = sorted(Path(app.outdir).rglob("*.html"))
    paths = [path for path in paths if static not in path.parents]
    pages = {path: path.read_text(encoding="utf-8") for path in paths}

    script = whole_script(static, app.config)
    sheet = whole_sheet(static, Used.by(pages.values(), script))
    written = {
        SCRIPT: script,
        SEARCH: search_script(static),
        SHEET: with_icons(sheet, static),
    }
    digests = {}
    for name, text in written.items():
        (static / name).write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        digests[f"_static/{name}"] = digest
    for path, text in pages.items():
        new = _VERSION.sub(lambda m: f"{m[1]}?v={digests[m[1]]}", text)
        if new != text:
            path.write_text(new, encoding="utf-8")
    tidy(static, {*written, *_STATIC.findall("".join(pages.values()))})


def tidy(static: Path, kept: set[str]):
    """Take away the files that no page asks for, and empty folders."""
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(static).as_posix() not in kept:
            path.unlink()


def setup(app):
    """Register with Sphinx, before and after its builder does its work."""
    app.config.template_bridge = "delivery.bridge.Bridge"
    # Before the theme writes the colours of code for both themes, and after it.
    app.connect("build-finished", bring, priority=100)
    app.connect("build-finished", deliver, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
