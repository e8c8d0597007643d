"""Formulas typeset while the book is built, so that a page waits for nothing.

Each formula is a drawing, with MathML beside it for those who hear it. The
outlines of the signs stand once in a page, and all its formulas share them.
"""

import re
from html import escape

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from .engine import FormulaError, engine

_GLYPH = re.compile(r'href="#(mjx-[\w-]+)"')
_BODY = re.compile(r"<body[^>]*>")
_FOLLOWING = re.compile(r"^[,.;:!?)\]’”]+")
_LEADING = re.compile(r"(?:(?<=\s)|^)[(\[‘“]+$")


class UnsetFormula(SphinxError):
    """A formula of the book that cannot be typeset."""

    category = "Formula"


def lines(tex: str) -> str:
    r"""Return a display's formula as Sphinx understands it.

    An empty line parts two formulas that stand under each other, and a line
    break needs no environment of its own.
    """
    parts = [part for part in tex.split("\n\n") if part.strip()]
    split = [
        rf"\begin{{split}}{part}\end{{split}}" if r"\\" in part else part
        for part in parts
    ]
    if len(split) == 1:
        return split[0]
    together = r"\\".join(split)
    return rf"\begin{{aligned}}{together}\end{{aligned}}"


def typeset(translator, node, tex: str, display: bool) -> str:
    """Return a formula of a page as HTML, or end the build with its place."""
    try:
        return engine().formula(tex, display)
    except FormulaError as error:
        place = translator.builder.current_docname
        raise UnsetFormula(f"in {place}: {error}: {tex.strip()}") from None


def visit_math(translator, node):
    """Write a formula in a line of text."""
    tag = translator.starttag(node, "span", "", CLASS="math notranslate")
    formula = typeset(translator, node, node.astext(), False)
    leading, following = (
        escape(node.get(side, "")) for side in ("leading", "following")
    )
    translator.body.append(f"{tag}{leading}{formula}{following}</span>")
    raise nodes.SkipNode


def keep_together(app, doctree, docname):
    """Give a formula in a text the signs that stand before and after it.

    A drawing may be parted from them at the end of a line, a word may not.
    """
    if app.builder.format != "html":
        return
    for node in doctree.findall(nodes.math):
        # By its place: an earlier text may be equal to this one.
        siblings, here = node.parent, node.parent.index(node)
        for side, place, signs in (
            ("leading", here - 1, _LEADING),
            ("following", here + 1, _FOLLOWING),
        ):
            if not 0 <= place < len(siblings):
                continue
            text = siblings[place]
            if isinstance(text, nodes.Text) and (found := signs.search(text)):
                node[side] = found[0]
                rest = text[: found.start()] + text[found.end() :]
                siblings[place] = nodes.Text(rest)


def visit_math_block(translator, node):
    """Write a formula on a line of its own, and its number."""
    write = translator.body.append
    write(translator.starttag(node, "div", CLASS="math notranslate"))
    if node["number"] and not node["nowrap"]:
        number = get_node_equation_number(translator, node)
        write(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        write("</span>")
    tex = node.astext()
    write(
        typeset(translator, node, tex if node["nowrap"] else lines(tex), True)
    )
    write("</div>\n")
    raise nodes.SkipNode


def with_glyphs(html: str) -> str:
    """Return a whole page with the outlines that its formulas refer to."""
    names = sorted(set(_GLYPH.findall(html)))
    if not names:
        return html
    table = engine().table(names)
    return _BODY.sub(lambda tag: f"{tag[0]}\n{table}", html, count=1)


def setup(app):
    """Register the renderer with Sphinx."""
    app.add_html_math_renderer(
        "typeset", (visit_math, None), (visit_math_block, None)
    )
    app.connect("doctree-resolved", keep_together)
    # One engine typesets for all pages, and does not live on in a fork.
    return {"parallel_read_safe": True, "parallel_write_safe": False}
