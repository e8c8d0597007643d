"""What an explorer says: sentences that depend on numbers."""

from dataclasses import dataclass
from string import Formatter

import numpy as np

from .series import Series

HAIR = 1 + 1e-12
Bands = tuple[tuple[float | None, str], ...]


@dataclass(frozen=True)
class Reading:
    """One sentence of the headline.

    Parameters
    ----------
    series : Series
        Of one number: ``rnn.reach[-1]``.
    says : str or tuple of (float or None, str)
        The sentence, or (limit, sentence) with rising limits, the last None:
        the first whose limit lies above the number speaks. It may hold
        ``{value}``, ``{share}``, ``{short}`` or ``{count}``, and the sliders'
        names, in braces.

    Raises
    ------
    ValueError
        If a number may lie above all limits.
    """

    series: Series
    says: str | Bands

    def __post_init__(self):
        if (limit := self.bands[-1][0]) is not None:
            raise ValueError(
                f"says has {limit} as its last limit; it must be None"
            )

    @property
    def bands(self) -> Bands:
        """The sentences with their limits, also where there is only one."""
        return ((None, self.says),) if isinstance(self.says, str) else self.says

    @property
    def fields(self) -> set[str]:
        """All that the sentences hold in braces."""
        texts = [text for _, text in self.bands]
        return {
            field for text in texts for _, field, *_ in Formatter().parse(text)
        } - {None}

    def sentence(self, value: float, sliders: dict[str, str]) -> str:
        """Return the sentence for a number; ``sliders`` holds shown values."""
        text = next(
            text for limit, text in self.bands if limit is None or value < limit
        )
        return said(text, value, **sliders)


def said(text: str, value: float, **sliders: str) -> str:
    """Return a text with a number, and sliders, in the place of its braces."""
    ways = {name: say(value) for name, say in WAYS.items()}
    return text.format(**ways, **sliders)


def spoken(value: float) -> str:
    """Return a number as it is said: 0.0312, −1.50, 2.3 × 10⁻⁷, beyond 10³⁰⁸."""
    if not np.isfinite(value):
        return "beyond 10³⁰⁸"
    if value == 0:
        return "0"
    sign, size = _signed(value)
    if 0.001 <= size < 999.5:
        return sign + f"{size:#.3g}".removesuffix(".")
    digits, exponent = f"{size:.1e}".split("e")
    return f"{sign}{digits}\u00a0×\u00a010" + str(int(exponent)).translate(
        str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    )


def short(value: float) -> str:
    """Return a number for a picture: two digits, 0.19, −1.5, 24, ≈ 0."""
    if value == 0:
        return "0"
    sign, size = _signed(value)
    if size < 0.00095:
        return "≈\u00a00"
    if size >= 99.5:
        return spoken(value)
    return sign + _rounded(size, max(0, 1 - _exponent(size)))


def _signed(value: float) -> tuple[str, float]:
    """Return a true minus or nothing, and the size."""
    return "−" * bool(value < 0), abs(value)


def _exponent(size: float) -> int:
    """Return the power of ten of a number that is rounded to two digits."""
    return int(f"{size * HAIR:.1e}".split("e")[1])


def share(value: float) -> str:
    """Return what is left of a whole, in short: 0.2 %, 13 %, 105 %, 5.2×."""
    if value < 0.0005:
        return "≈\u00a00"
    if value < 0.0995:
        return f"{_rounded(100 * value, 1)}\u00a0%"
    if value < 1.995:
        return f"{_rounded(100 * value, 0)}\u00a0%"
    if value < 999.5:
        return f"{_rounded(value, int(value < 9.95))}×"
    return "≫\u00a01"


def _rounded(value: float, digits: int) -> str:
    """Return a positive number to some digits, as the page does.

    Halves go up, and so does what is a half but for the last bits, which differ
    between processors: f³ = 0.125 at b_f = 0.
    """
    scale = 10**digits
    return f"{np.floor(value * scale * HAIR + 0.5) / scale:.{digits}f}"


def count(value: float) -> str:
    """Return a whole number: 7, 20."""
    return f"{value:.0f}" if np.isfinite(value) else spoken(value)


WAYS = {"value": spoken, "share": share, "short": short, "count": count}
"""What a text may hold in braces for the number itself."""
