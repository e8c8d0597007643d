"""The icon font, cut to the icons of the book and put into the style sheet."""

import base64
import io
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = {
    "fa-solid-900": ("Font Awesome 6 Free", 900),
    "fa-regular-400": ("Font Awesome 6 Free", 400),
    "fa-brands-400": ("Font Awesome 6 Brands", 400),
}
"""The theme's fonts, with the family and weight that its rules ask for."""

# The theme names the font of an older version, too.
OLDER = r"Font Awesome\ 5 Free", '"Font Awesome 6 Free"'
# The private range in which the fonts have their icons, as a rule writes it.
_ICON = re.compile(r"content:\s*[\"'](?:\\([ef][0-9a-f]{3})|([\ue000-\uf8ff]))")
_FACE = (
    "@font-face{{font-family:'{0}';font-style:normal;font-weight:{1};"
    "src:url(data:font/woff;base64,{2}) format('woff')}}\n"
)


def used_icons(sheet: str) -> set[int]:
    """Return the code points of the icons that a sheet's rules show."""
    return {
        int(code, 16) if code else ord(sign)
        for code, sign in _ICON.findall(sheet)
    }


def cut(path: Path, icons: set[int]) -> bytes:
    """Return a font that holds these of its icons alone, or b"" for none."""
    font = TTFont(path, recalcTimestamp=False)
    held = icons & set(font.getBestCmap())
    if not held:
        return b""
    options = subset.Options(
        layout_features=[], name_IDs=[], notdef_outline=False, hinting=False
    )
    smaller = subset.Subsetter(options)
    smaller.populate(unicodes=held)
    smaller.subset(font)
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def with_icons(sheet: str, static: Path) -> str:
    """Return a style sheet that brings its icons with it."""
    icons, faces = used_icons(sheet), ""
    for path in sorted(static.glob("vendor/fontawesome/*/webfonts/*.ttf")):
        family, weight = FONTS.get(path.stem, ("", 0))
        if family and (font := cut(path, icons)):
            text = base64.b64encode(font).decode()
            faces += _FACE.format(family, weight, text)
    return faces + sheet.replace(*OLDER)
