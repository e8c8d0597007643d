"""How the book draws: colours, pictures in the page's theme, shown source."""

from .listing import listing
from .picture import Picture
from .style import COLOURS, GRADIENT_RANGE, use_book_style

__all__ = ["COLOURS", "GRADIENT_RANGE", "Picture", "listing", "use_book_style"]
