"""How a notebook's stored output is compared with a computed one: number by number.

Processors differ in the last bits of ``exp``, ``tanh`` and a matrix product, so an output
may differ in its text where it does not in its numbers. The text between numbers has to
be the same, and so have words and integers. Apart from that,

- a printed decimal may differ by one unit of its last digit: 0.3634 from 0.3635, 9.99e-05
  from 1.00e-04; but not 0.3634 from 0.3636, nor 0.1 from -0.1;
- a decimal of more than seven significant digits, which stands for the float itself, may
  also differ by ``RELATIVE`` of its size or by ``ABSOLUTE``;
- a coordinate of a drawing may differ by ``COORDINATE``, however far out it lies.

Blanks around a number, which set it in its column, are not compared. The digits of a name,
a colour, a style or of code are words: ``shape-3``, ``#d55e00``, ``1e308``, ``limit=1.0``;
but a long decimal of code is a float there too, a weight of a network in a generated formula.
A drawing that is the address of an image is compared as the drawing.

The module is a plugin of pytest: it gives the cells that nbval collects this comparison.
"""

import os
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import count, zip_longest
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from nbval.plugin import IPyNbCell

LONG = 7
RELATIVE = Decimal("1e-9")
# Only where a float has hardly a digit left: gradients of 1e-200 are compared like others.
ABSOLUTE = Decimal("1e-300")
# In points. The thinnest line is 0.6 points wide, and a pixel of a fine screen 0.3.
COORDINATE = Decimal("0.05")

PLACES = "d|transform|points|x|y|x1|y1|x2|y2|cx|cy|r|width|height"
CODE = r'<span class="m\w">[^<]*</span>|<script(?![^>]*json).*?</script>|<style.*?</style>'
DIGITS = r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]\d+)?"
# A sign is a number's own unless it joins the number to something: 0.5-0.3, shape-3.
NUMBER = rf"(?:(?<![\w.)\]])[-+−])?(?<![\w.]){DIGITS}(?!\w|\.\d)"
TOKEN = re.compile(
    rf'(?P<code>{CODE}|\s(?:style|viewBox)="[^"]*")|(?P<drawing>\s(?:{PLACES})="[^"]*")|(?P<decimal> *{NUMBER} *)',
    re.DOTALL,
)
IMAGE = re.compile(r'(?<=src=")data:image/svg\+xml,[^"]*')
COORDINATES = re.compile(rf" *-?{DIGITS} *")
FLOATS = re.compile(rf" *(?<![\w.])(?=(?:\d\.?){{{LONG + 1}}}){DIGITS}(?![\w.]) *")


class Piece(NamedTuple):
    """A piece of an output: its text, where it starts, and whether it is text or what number."""

    kind: str
    text: str
    start: int

    @property
    def value(self) -> Decimal:
        """The number that the piece is."""
        return Decimal(self.text.strip().replace("−", "-"))

    @property
    def unit(self) -> Decimal:
        """One unit of the last digit."""
        return Decimal((0, (1,), self.value.as_tuple().exponent))

    @property
    def whole(self) -> bool:
        """Whether it is written as an integer; numpy's ``5.`` is one."""
        return self.text.strip().lstrip("-+−").rstrip(".").isdigit()


def unpacked(text: str) -> str:
    """Return an output with the drawings in its images' addresses as they are."""
    return IMAGE.sub(lambda found: unquote(found[0]), text)


def cut(text: str, pattern: re.Pattern, kind: str | None = None, start: int = 0) -> Iterator[Piece]:
    """Cut a text into what ``pattern`` matches, of ``kind`` or the group's name, and what stands between."""
    end = 0
    for found in pattern.finditer(text):
        if found.start() > end:
            yield Piece("text", text[end : found.start()], start + end)
        yield Piece(kind or found.lastgroup, found[0], start + found.start())
        end = found.end()
    if end < len(text):
        yield Piece("text", text[end:], start + end)


def pieces(text: str) -> Iterator[Piece]:
    """Cut an output into texts, decimals and coordinates."""
    for piece in cut(text, TOKEN):
        if piece.kind == "drawing":
            yield from cut(piece.text, COORDINATES, "coordinate", piece.start)
        elif piece.kind == "code":
            yield from cut(piece.text, FLOATS, "decimal", piece.start)
        else:
            yield piece


def allowed(stored: Piece, computed: Piece) -> Decimal:
    """Return how far two numbers may be apart."""
    if stored.kind == "coordinate":
        return COORDINATE
    if stored.whole and computed.whole:
        return Decimal(0)
    # The smaller unit: 9.99e-05 and 1.00e-04 are neighbours, 9.91e-05 and 1.00e-04 are not.
    unit = min(stored.unit, computed.unit)
    if max(len(piece.value.as_tuple().digits) for piece in (stored, computed)) <= LONG:
        return unit
    return max(unit, RELATIVE * max(abs(stored.value), abs(computed.value)), ABSOLUTE)


def place(text: str, index: int) -> str:
    """Say where in a text an index is, with the words around it."""
    line, column = text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
    return f"line {line}, column {column}: {text[max(index - 40, 0) : index + 40]!r}"


def difference(stored: str, computed: str) -> list[str]:
    """Return the first difference between two outputs in words; none when they are the same."""
    if str.__eq__(stored, computed):
        return []
    for a, b in zip_longest(pieces(stored), pieces(computed)):
        if a and b and (a.kind, a.text) == (b.kind, b.text):
            continue
        if a is None or b is None:
            at = [len(stored), b.start] if a is None else [a.start, len(computed)]
            what = "one output ends before the other"
        elif a.kind != b.kind or a.kind == "text":
            same = next(k for k in count() if a.text[k : k + 1] != b.text[k : k + 1])
            at = [a.start + same, b.start + same]
            what = "the text differs"
        elif abs(a.value - b.value) <= allowed(a, b):
            continue
        else:
            at = [piece.start + len(piece.text) - len(piece.text.lstrip()) for piece in (a, b)]
            what = f"{a.text.strip()} is stored, {b.text.strip()} computed; {allowed(a, b)} apart would pass"
        return [what, f"stored   {place(stored, at[0])}", f"computed {place(computed, at[1])}"]
    return []


class Output(str):
    """An output's text, equal to one that differs from it by no more than a processor may."""

    __slots__ = ()
    __hash__ = None  # what is equal need not have the same characters

    def __eq__(self, other):
        return not difference(self, other) if isinstance(other, Output) else NotImplemented

    def __ne__(self, other):
        return not self == other


def pytest_configure():
    """Let notebooks multiply in one thread: a second one gains nothing on 32 rows, and spins while it waits."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_itemcollected(item):
    """Let a notebook's cell compare outputs by their numbers."""
    if isinstance(item, IPyNbCell):
        sanitized = item.sanitize
        item.sanitize = lambda value: Output(unpacked(sanitized(value))) if isinstance(value, str) else value


@pytest.hookimpl(tryfirst=True)
def pytest_assertrepr_compare(left, right):
    """Say where two outputs differ, and by which numbers."""
    return difference(left, right) if isinstance(left, Output) and isinstance(right, Output) else None
