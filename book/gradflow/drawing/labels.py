"""A figure's labels as text: in the page's own font, found, and read aloud.

Matplotlib would place every sign of a formula by the metrics of its own font.
Here a label stays one text with one anchor, so that any font sets it well and a
style sheet may enlarge it. The little TeX that labels need is known here; what
is not known is drawn as shapes.
"""

import re
from typing import NamedTuple
from unicodedata import lookup
from xml.etree.ElementTree import Element, SubElement

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex

_GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "eta", "kappa", "mu", "rho",
    "sigma", "tau",
)  # fmt: skip
_SIGNS = {
    "Vert": "‖", "|": "‖", "{": "{", "}": "}", "partial": "∂", "prod": "∏",
    "sum": "∑", "sqrt": "√", "leq": "≤", "geq": "≥", "approx": "≈", "cdot": "·",
    "times": "×", "infty": "∞", "to": "→", "odot": "⊙", "log": "log",
    "exp": "exp", "tanh": "tanh", "max": "max", ",": "\u2009", ";": " ",
    "quad": "\u2003", "lambda": "λ", "ell": "ℓ",
} | {name: lookup(f"greek small letter {name}") for name in _GREEK}  # fmt: skip
_ACCENTS = {"tilde": "\u0303", "hat": "\u0302", "bar": "\u0304"}
_STYLES = {"mathrm", "mathdefault", "mathit", "mathbf", "text"}
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|.")

_SVG = "{http://www.w3.org/2000/svg}"
_SCALE, _BELOW, _ABOVE = 0.78, 0.2, -0.36
_ANCHORS = {
    "left": (0, "start"),
    "center": (0.5, "middle"),
    "right": (1, "end"),
}


class Run(NamedTuple):
    """Signs of one look; ``level`` lists "_" and "^" from the line outwards."""

    text: str
    slanted: bool = False
    level: str = ""


def runs(label: str) -> list[Run]:
    r"""Return the parts of a label with its formulas between ``$``.

    Raises
    ------
    ValueError
        If a formula holds a command that is not known here.
    """
    found = []
    for k, part in enumerate(re.split(r"(?<!\\)\$", label)):
        if k % 2:
            _read(_TOKEN.findall(part), found, "", upright=False)
        elif part:
            found.append(Run(part.replace(r"\$", "$")))
    merged = []
    for run in found:
        if merged and merged[-1][1:] == run[1:]:
            run = Run(merged.pop().text + run.text, *run[1:])
        merged.append(run)
    return merged


def _read(tokens: list[str], found: list[Run], level: str, upright: bool):
    """Move a formula's tokens, up to a closing brace, into ``found``."""
    while tokens and tokens[0] != "}":
        token = tokens.pop(0)
        if token in ("_", "^"):
            _argument(tokens, found, level + token, upright)
        elif token == "{":
            tokens.insert(0, token)
            _argument(tokens, found, level, upright)
        elif (name := token[1:]) in _STYLES and token[0] == "\\":
            _argument(tokens, found, level, name not in ("mathit",))
        elif name in _ACCENTS:
            _argument(tokens, found, level, upright)
            last = found.pop()
            found.append(last._replace(text=last.text + _ACCENTS[name]))
        elif name in _SIGNS:
            found.append(Run(_SIGNS[name], False, level))
        elif name:
            raise ValueError(f"{token} is not known in labels")
        elif token != " ":
            sign = {"-": "−", "*": "∗", "'": "′"}.get(token, token)
            if sign in "=+≤≥≈→":
                sign = f" {sign} " if not level else sign
            found.append(Run(sign, token.isalpha() and not upright, level))


def _argument(tokens: list[str], found: list[Run], level: str, upright: bool):
    """Move one sign, or what stands in braces, into ``found``."""
    if tokens[:1] == ["{"]:
        tokens.pop(0)
        _read(tokens, found, level, upright)
        tokens.pop(0)
    elif tokens:
        _read([tokens.pop(0)], found, level, upright)


class Renderer(RendererSVG):
    """Writes each label as one ``<text>`` that holds its source."""

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        """Write a label with its anchor, or shapes where that cannot be."""
        source = s if ismath else s.replace("$", r"\$")
        try:
            runs(source)
        except (ValueError, IndexError):
            known = False
        else:
            known = mpl.rcParams["svg.fonttype"] == "none" and ismath != "TeX"
        if not known:
            with mpl.rc_context({"svg.fonttype": "path"}):
                super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        share, anchor = _ANCHORS[
            mtext.get_ha() if mtext and not angle else "center"
        ]
        width, turn = self._width(s, prop, ismath), np.deg2rad(angle)
        x += share * width * np.cos(turn)
        y -= share * width * np.sin(turn)
        style = {
            "fill": to_hex(gc.get_rgb()),
            "font-size": f"calc({prop.get_size():g}px * var(--label, 1))",
            "text-anchor": anchor,
        }
        if prop.get_weight() not in ("normal", 400):
            style["font-weight"] = prop.get_weight()
        if prop.get_style() != "normal":
            style["font-style"] = prop.get_style()
        turned = {"transform": f"rotate({-angle:g} {x:.3f} {y:.3f})"}
        self.writer.element(
            "text",
            source,
            x=f"{x:.3f}",
            y=f"{y:.3f}",
            style="; ".join(f"{key}: {value}" for key, value in style.items()),
            attrib=turned if angle else {},
        )

    def _width(self, s, prop, ismath) -> float:
        return self.get_text_width_height_descent(s, prop, ismath)[0]


def set_label(text: Element):
    """Put the parts of the label that a ``<text>`` holds into its place."""
    parts, text.text, height = runs(text.text or ""), None, 0.0
    for part in parts:
        raised = sum(_BELOW if sign == "_" else _ABOVE for sign in part.level)
        scale = _SCALE if part.level else 1
        look = {"font-style": "italic"} if part.slanted else {}
        if scale != 1:
            look["font-size"] = f"{scale}em"
        if raised != height:
            look["dy"] = f"{(raised - height) / scale:.3f}em"
        height = raised
        if look:
            SubElement(text, f"{_SVG}tspan", look).text = part.text
        elif len(text):
            text[-1].tail = (text[-1].tail or "") + part.text
        else:
            text.text = (text.text or "") + part.text
