"""The comparison of outputs: what a processor may change passes, and nothing else."""

import functools
import operator
import re
from decimal import Decimal
from typing import NamedTuple

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison import COORDINATE, LONG, RELATIVE, Output, Piece, difference, pieces, unpacked
from gradflow.drawing.still import image
from harness import ROOT

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000, places=3)


class Place(NamedTuple):
    """A stored output and one of its pieces."""

    output: str
    piece: Piece

    def __repr__(self):
        return f"{self.piece} in {self.output[:80]!r} …"

    def __call__(self, new):
        """Return the output with a number in the piece's place."""
        return f"{self.output[: self.piece.start]} {new} {self.output[self.piece.start + len(self.piece.text) :]}"


@functools.cache
def stored_outputs():
    """Return the texts of all outputs that are stored in the book, with pictures' bytes left out."""
    texts = []
    for path in sorted((ROOT / "book").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                texts += [text for kind, text in output.get("data", {}).items() if kind.startswith("text/")]
                texts += [output.text] if "text" in output else []
    return [re.sub("base64,[A-Za-z0-9+/=]+", "", unpacked(text)) for text in texts]


@functools.cache
def all_places():
    """Return all pieces of all outputs of the book."""
    return [Place(output, piece) for output in stored_outputs() for piece in pieces(output)]


@functools.cache
def places(wanted):
    """Return the places whose piece is ``wanted``."""
    return [place for place in all_places() if wanted(place.piece)]


def place_of(wanted):
    """Draw a place of the book's outputs."""
    return st.deferred(lambda: st.sampled_from(places(wanted)))


def is_decimal(piece):
    return piece.kind == "decimal" and not piece.whole


def is_printed(piece):
    return is_decimal(piece) and len(piece.value.as_tuple().digits) <= LONG


def is_long(piece):
    return is_decimal(piece) and not is_printed(piece) and piece.value != 0


def is_signed(piece):
    return is_decimal(piece) and piece.value != 0


def is_whole(piece):
    return piece.kind == "decimal" and piece.whole


def is_coordinate(piece):
    return piece.kind == "coordinate"


def is_curve(piece):
    return piece.kind == "text" and piece.text.startswith(' d="M')


def has_letters(piece):
    return piece.kind in ("text", "code") and re.search("[a-z]", piece.text)


SAME = [
    ("c_1 = 0.3634", "c_1 = 0.3635"),
    ("9.99e-05", "1.00e-04"),
    ("9.99e-05", "1.000e-04"),
    ("0.0001", "9.99e-05"),
    ("1e+03", "999"),
    ("[-0.0 1.0]", "[ 0.0 1.0]"),
    ("c =    1 |", "c = 0.999 |"),
    ("−0.25", "−0.26"),
    ('data-value="8.210970223011636e-06"', 'data-value="8.210970223011999e-06"'),
    ('data-value="1.0"', 'data-value="0.9999999999999998"'),
    ("<script>out[6] = 13.9065851936385*v4;</script>", "<script>out[6] = 13.9065851936384*v4;</script>"),
    ('<path d="M 65.136 182 \nL 385.8 -7000000.01"/>', '<path d="M 65.14 181.996 \nL 385.8 -7000000"/>'),
    ('<use x="12" transform="translate(3 0.016)"/>', '<use x="12.01" transform="translate(2.999 0.02)"/>'),
]
DIFFERENT = [
    ("c_1 = 0.3634", "c_1 = 0.3636"),
    ("9.91e-05", "1.00e-04"),
    ("0.1", "-0.1"),
    ("-2e-27", "2e-27"),
    ("7 of 12", "8 of 12"),
    ("lag 40.", "lag 41."),
    ("x = nan", "x = 0.5"),
    ("x = inf", "x = -inf"),
    ("beyond 1e308", "beyond 2e308"),
    ("−0.25", "0.25"),
    ("f(a)-0.0", "f(a)+0.0"),
    ("numpy 2.4.6", "numpy 2.5.6"),
    ("v1.5", "v1.6"),
    ("tanh 0.5", "relu 0.5"),
    ("0.5 0.5", "0.5 0.5 0.5"),
    ('style="stroke: #d55e00"', 'style="stroke: #d55e01"'),
    ('<g style="stroke-width: 1.8">', '<g style="stroke-width: 1.7">'),
    ('limit=<span class="mf">1.0</span>', 'limit=<span class="mf">1.1</span>'),
    ("<script>return 0.5 * z;</script>", "<script>return 0.6 * z;</script>"),
    ("<script>return 0.5 * z;</script>", "<script>return 0.50 * z;</script>"),
    ("<script>out[6] = 13.9065851936385*v4;</script>", "<script>out[6] = 13.9065861936385*v4;</script>"),
    ("<script>out[6] = 13.9065851936385*v4;</script>", "<script>out[6] = -13.9065851936385*v4;</script>"),
    ("<script>out[6] = 13.9065851936385*v4;</script>", "<script>out[7] = 13.9065851936385*v4;</script>"),
    ('data-value="8.210970223011636e-06"', 'data-value="8.2109703e-06"'),
    ('data-value="1.7064413298342e-142"', 'data-value="2.7064413298342e-142"'),
    ('<path d="M 65.136 182.068"/>', '<path d="M 65.136 182.168"/>'),
    ('<path d="M 65.136 -7000000.5"/>', '<path d="M 65.136 -7000001.5"/>'),
    ('<path d="M 65.136 182.068"/>', '<path d="M 65.136 182.068 L 1 1"/>'),
    ("xs=[0.25]", "ys=[0.25]"),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "computed"), SAME)
def test_what_a_processor_may_change_passes(stored, computed):
    assert operator.eq(Output(stored), Output(computed))
    assert not operator.ne(Output(stored), Output(computed))


@pytest.mark.parametrize(("stored", "computed"), DIFFERENT)
def test_what_no_processor_changes_fails(stored, computed):
    assert operator.ne(Output(stored), Output(computed))
    assert not operator.eq(Output(stored), Output(computed))


@given(DECIMALS, st.integers(-3, 3), st.sampled_from(["{:.3f}", "{:.4f}", "{:9.3e}", "{:.6e}"]))
def test_a_printed_decimal_may_move_by_one_unit(value, units, form):
    stored = form.format(value)
    computed = form.format(Decimal(stored) + units * Piece("decimal", stored, 0).unit)
    carried = Decimal(computed).as_tuple().exponent != Decimal(stored).as_tuple().exponent
    if not carried:  # 9.999e-01 and the next, 1.000e+00, have units of different size
        assert (Output(f"x = {stored}.") == Output(f"x = {computed}.")) == (abs(units) <= 1)


@given(place_of(is_printed), st.sampled_from([-1, 1]))
def test_in_the_book_one_unit_passes_and_two_fail(place, sign):
    one, two = (place(place.piece.value + sign * units * place.piece.unit) for units in (1, 2))
    assert difference(place.output, one) == []
    assert difference(place.output, two)


@given(place_of(is_long), st.sampled_from([-1, 1]))
def test_in_the_book_a_long_decimal_has_its_tolerance(place, sign):
    near, far = (1 + sign * factor * RELATIVE for factor in (Decimal("0.5"), 100))
    assert difference(place.output, place(place.piece.value * near)) == []
    assert difference(place.output, place(place.piece.value * far))


@given(place_of(is_coordinate), st.sampled_from([-1, 1]))
def test_in_the_book_a_coordinate_has_its_tolerance(place, sign):
    near, far = (place.piece.value + sign * factor * COORDINATE for factor in (Decimal("0.5"), 2))
    assert difference(place.output, place(near)) == []
    assert difference(place.output, place(far))


@given(place_of(is_signed))
def test_in_the_book_a_changed_sign_fails(place):
    assert difference(place.output, place(-place.piece.value))


@given(place_of(is_whole))
def test_in_the_book_a_changed_integer_fails(place):
    assert difference(place.output, place(place.piece.value + 1))


@given(place_of(has_letters), st.randoms())
def test_in_the_book_a_changed_letter_fails(place, random):
    index = place.piece.start + random.choice([found.start() for found in re.finditer("[a-z]", place.piece.text)])
    other = "b" if place.output[index] == "a" else "a"
    assert difference(place.output, place.output[:index] + other + place.output[index + 1 :])


@given(place_of(is_curve))
def test_in_the_book_a_missing_curve_fails(place):
    # The attribute d="…" is cut into pieces, and the first of them begins with its name.
    before, after = place.output[: place.piece.start], place.output[place.piece.start :]
    start, end = before.rindex("<path"), place.piece.start + after.index("/>") + 2
    assert difference(place.output, place.output[:start] + place.output[end:])
    assert difference(place.output, before + re.sub('d="[^"]*"', 'd=""', after, count=1))


def test_the_drawing_of_an_image_is_compared_as_one():
    """Not as the characters of an address."""
    line = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" aria-label="a line"><path d="M 1.5 %s"/></svg>'
    stored, near, far = (Output(unpacked(image(line % y))) for y in (2.5, 2.54, 2.6))
    assert "%22" in image(line)
    assert stored == near
    assert stored != far


def test_a_difference_says_where_and_which_numbers():
    what, stored, computed = difference("a = 1\nb = 0.3634 of it", "a = 1\nb = 0.3639 of it")
    assert what == "0.3634 is stored, 0.3639 computed; 0.0001 apart would pass"
    assert stored == r"stored   line 2, column 5: 'a = 1\nb = 0.3634 of it'"
    assert computed == r"computed line 2, column 5: 'a = 1\nb = 0.3639 of it'"
    assert difference("every word", "every ward")[1].startswith("stored   line 1, column 8:")
    assert difference("one 1", "one 1 more")[0] == "one output ends before the other"
