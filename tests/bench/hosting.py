"""What the benches of pages share: the two books, a host as one on the net is, and the npm tool Lighthouse."""

import contextlib
import gzip
import shutil
import subprocess
import tempfile
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from importlib.metadata import files
from io import BytesIO
from pathlib import Path

from harness import ROOT, QuietHandler, build

MATHJAX = ("https://cdn.jsdelivr.net/npm/mathjax@3/es5/", "sphinx-mathjax-offline/static/mathjax/")
TEXT = (".html", ".css", ".js", ".svg", ".json", ".txt", ".xml")
LIGHTHOUSE = "lighthouse@12.8.2"


class Host(QuietHandler):
    """Sends text compressed, and keeps connections, as static hosts do."""

    protocol_version = "HTTP/1.1"

    def send_head(self):
        """Answer with the head, and return what follows it."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in TEXT or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        return BytesIO(body)


@contextlib.contextmanager
def hosted(folder: Path):
    """Serve a folder on this machine alone, compressed, and give its address, which ends with a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder))) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()


def longest_chapter(html: Path) -> str:
    """Return the name of the built book's heaviest page, without its ending."""
    return max(html.glob("book/*.html"), key=lambda path: path.stat().st_size).stem


def untouched(folder: Path, *chapters: str) -> Path:
    """Build the landing page and chapters with a title and a table of contents alone; return the HTML folder."""
    source = folder / "untouched"
    html = source / "_build" / "html"
    if html.exists():
        return html
    source.mkdir()
    shutil.copytree(ROOT / "book" / "gradflow", source / "gradflow", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("index", *chapters):
        shutil.copy(ROOT / "book" / f"{name}.ipynb", source)
    listed = "".join(f"  - file: {name}\n" for name in chapters)
    (source / "_config.yml").write_text("title: Untouched\n")
    (source / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{listed}")
    book = build(source, source=source)
    if not book.succeeded:
        raise SystemExit(book.log)
    return book.html


def with_mathjax(html: Path) -> Path:
    """Return a copy of an untouched book that has MathJax at hand, so that no third party has to be asked."""
    copy = html.with_name("with-mathjax")
    if copy.exists():
        return copy
    shutil.copytree(html, copy)
    for file in files("sphinx-mathjax-offline"):
        name = file.as_posix()
        if name.startswith(MATHJAX[1]) and name.endswith((".js", ".woff")):
            target = copy / "mathjax" / name.removeprefix(MATHJAX[1])
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), target)
    for page in copy.glob("*.html"):
        page.write_text(page.read_text(encoding="utf-8").replace(MATHJAX[0], "mathjax/"), encoding="utf-8")
    return copy


def lighthouse() -> Path:
    """Return Lighthouse's program, installed by npm into the machine's temporary folder when it is not there."""
    folder = Path(tempfile.gettempdir()) / LIGHTHOUSE.replace("@", "-")
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        folder.mkdir(exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder, LIGHTHOUSE]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"npm could not install {LIGHTHOUSE}: {done.stderr}")
    return program
