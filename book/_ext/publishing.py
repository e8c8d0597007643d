"""What a published book has beside its pages, once its address is known.

The address comes from the variable ``BOOK_ADDRESS``, which the workflow sets
that publishes the book. Without it the parts that need one are left out.
"""

import os
import re
import shutil
import zipfile
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

PICTURE = "hero.png"
COPY = "why-gradients-vanish"
"""The name of the copy to take away, and of the folder in it."""

# A zip keeps times, and two builds of one commit are to be the same.
_TIME = (1980, 1, 1, 0, 0, 0)
_SITEMAP = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}
</urlset>
"""


def address() -> str:
    """Return where the book will be published, ending with "/", or "".

    Raises
    ------
    ValueError
        If the variable holds something else than the address of a site.
    """
    given = os.environ.get("BOOK_ADDRESS", "")
    if not given:
        return ""
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"BOOK_ADDRESS is {given!r}; it must be http(s)://…")
    return given.rstrip("/") + "/"


def configure(app, config):
    """Tell Sphinx the address, from which pages get their canonical one."""
    config.html_baseurl = address()


def shared(app, pagename, title, description) -> str:
    """Return what a page says of itself where a link to it is shared."""
    base, config = app.config.html_baseurl, app.config
    root = pagename == config.root_doc
    told = {
        "og:title": re.sub(r"<[^>]+>", "", title),
        "og:description": description,
        "og:type": "website" if root else "article",
        "og:site_name": config.html_title,
    }
    if base:
        target = app.builder.get_target_uri(pagename)
        told |= {
            "og:url": base + target,
            "og:image": f"{base}_static/{PICTURE}",
            "og:image:alt": "Influence against steps back: a plain network "
            "stands on a steep edge, the LSTM on a plateau.",
        }
    return "\n".join(
        f'<meta property="{name}" content="{escape(text)}">'
        for name, text in told.items()
    )


def offer_copy(app, pagename, templatename, context, doctree):
    """Put the copy to take away into the page's menu of downloads."""
    if not app.config.html_baseurl:
        return
    for group in context.get("header_buttons", []):
        if group.get("label") == "download-buttons":
            group["buttons"].append(
                {
                    "type": "link",
                    "url": f"{app.config.html_baseurl}{COPY}.zip",
                    "text": "offline copy",
                    "tooltip": "Download the whole book",
                    "icon": "fas fa-file-zipper",
                    "label": "download-copy-button",
                }
            )


def copy_picture(app):
    """Bring the picture that is shown where a link is shared."""
    if app.config.html_baseurl:
        folder = Path(app.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        source = Path(__file__).parent / "assets" / PICTURE
        shutil.copyfile(source, folder / PICTURE)


def publish(app, exception):
    """Write robots.txt; where the address is known also sitemap and copy."""
    if exception or app.builder.format != "html":
        return
    folder, base = Path(app.outdir), app.config.html_baseurl
    robots = "User-agent: *\nAllow: /\n"
    if base:
        robots += f"Sitemap: {base}sitemap.xml\n"
        pages = map(app.builder.get_target_uri, sorted(app.env.found_docs))
        lines = (
            f"<url><loc>{escape(base + page)}</loc></url>" for page in pages
        )
        sitemap = _SITEMAP.format("\n".join(lines))
        (folder / "sitemap.xml").write_text(sitemap, encoding="utf-8")
    (folder / "robots.txt").write_text(robots, encoding="utf-8")
    if base:
        pack(folder, folder / f"{COPY}.zip")


def pack(folder: Path, target: Path):
    """Write all files of a folder into a zip, but no zip.

    The same files give the same bytes, whenever and wherever it is made.
    """
    paths = sorted(
        (path.relative_to(folder).as_posix(), path)
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".zip"
    )
    with zipfile.ZipFile(target, "w") as copy:
        for name, path in paths:
            entry = zipfile.ZipInfo(f"{COPY}/{name}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            copy.writestr(entry, path.read_bytes(), compresslevel=9)


def setup(app):
    """Register with Sphinx; the copy is made after everything else."""
    app.connect("config-inited", configure)
    app.connect("builder-inited", copy_picture)
    app.connect("html-page-context", offer_copy, priority=950)
    app.connect("build-finished", publish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
