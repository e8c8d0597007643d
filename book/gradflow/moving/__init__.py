"""What sliders move: networks, their series, the explorer; and questions."""

from .question import Answer, Question

__all__ = ["Answer", "Question"]
