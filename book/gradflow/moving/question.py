"""Predict, then move: a question whose answers say at once whether, and why."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from html import escape

import ipywidgets as widgets

_MARKS = "i|b|em|strong|code|sub|sup"
_ESCAPED = re.compile(rf"&lt;(/?(?:{_MARKS}))&gt;")
_TAG = re.compile(rf"<(/?)({_MARKS})>")


def _marked(text: str) -> str:
    """Return a text as HTML; only the few marks keep their meaning."""
    return _ESCAPED.sub(r"<\1>", escape(text, quote=False))


def _plain(text: str) -> str:
    """Return a text without its marks."""
    return _TAG.sub("", text)


@dataclass(frozen=True)
class Answer:
    """One of the answers to a question.

    Parameters
    ----------
    text : str
        What the reader chooses.
    right : bool
    why : str
        What the reader is told then: why it is so, or which misconception
        leads there, and which move shows it.
    """

    text: str
    right: bool
    why: str

    @property
    def verdict(self) -> str:
        """The first words of what the reader is told."""
        return "Right." if self.right else "Not this one."

    @property
    def told(self) -> str:
        """What the reader is told, as HTML."""
        return f"<b>{self.verdict}</b> {_marked(self.why)}"


class Question:
    """A question with answers to choose from.

    In a built page it needs neither kernel nor script; where no style sheet of
    the book is, all of it reads as plain text. All texts may hold Unicode and
    the marks ``<i>``, ``<b>``, ``<em>``, ``<strong>``, ``<code>``, ``<sub>``
    and ``<sup>``; anything else stands as it is written.

    Parameters
    ----------
    name : str
        Unique in the book: lower-case words with hyphens between them.
    text : str
        What is asked.
    answers : list of Answer
        Exactly one of them is right.
    legend : str
        What stands above the question.

    Raises
    ------
    ValueError
        If the name cannot be one, there are fewer than two answers, not exactly
        one is right, two are the same, one has no ``why``, or a mark is not
        closed.
    """

    def __init__(
        self,
        name: str,
        text: str,
        answers: list[Answer],
        legend: str = "Before you move anything",
    ):
        self.name, self.text, self.legend = name, text, legend
        self.answers = tuple(answers)
        self._check()

    def _check(self):
        where = f"question {self.name!r}"
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", self.name):
            raise ValueError(
                f"name is {self.name!r}; it must be lower-case words with "
                "hyphens between them"
            )
        if (count := len(self.answers)) < 2:
            raise ValueError(f"{where} has {count} answers; it needs two")
        if (right := sum(answer.right for answer in self.answers)) != 1:
            raise ValueError(
                f"{where} has {right} right answers; exactly one must be"
            )
        times = Counter(answer.text for answer in self.answers)
        if twice := [text for text, count in times.items() if count > 1]:
            raise ValueError(f"{where} has the answer {twice[0]!r} twice")
        for answer in self.answers:
            if not answer.why.strip():
                raise ValueError(
                    f"{where} has no why for the answer {answer.text!r}"
                )
        parts = [(answer.text, answer.why) for answer in self.answers]
        for said in (self.legend, self.text, *sum(parts, ())):
            if (mark := _unclosed(said)) is not None:
                raise ValueError(f"{where} has <{mark}> not paired in {said!r}")

    def html(self) -> str:
        """Return the question as the page holds it."""
        choices = "\n".join(
            f'<div class="answer {"right" if answer.right else "wrong"}">\n'
            f'<label><input type="radio" name="question-{self.name}"> '
            f"<span>{_marked(answer.text)}</span></label>\n"
            f'<div aria-live="polite"><p>{answer.told}</p></div>\n</div>'
            for answer in self.answers
        )
        return (
            f'<fieldset class="question" id="question-{self.name}">\n'
            f"<legend><b>{_marked(self.legend)}</b> "
            f"<span>{_marked(self.text)}</span></legend>\n"
            f"{choices}\n</fieldset>"
        )

    @cached_property
    def widget(self) -> widgets.VBox:
        """The question in a live kernel, made when it is first asked for."""
        asked = widgets.HTML(
            f"<b>{_marked(self.legend)}</b><br>{_marked(self.text)}"
        )
        choice = widgets.RadioButtons(
            options=[(_plain(a.text), k) for k, a in enumerate(self.answers)],
            value=None,
            layout={"width": "auto"},
        )
        told = widgets.HTML()

        def tell(change):
            told.value = self.answers[change.new].told

        choice.observe(tell, "value")
        return widgets.VBox([asked, choice, told])

    def __repr__(self):
        answers = "".join(
            f"\n- {_plain(answer.text)} {answer.verdict} {_plain(answer.why)}"
            for answer in self.answers
        )
        return f"{_plain(self.legend)}: {_plain(self.text)}{answers}"

    def _repr_mimebundle_(self, **kwargs):
        return self.widget._repr_mimebundle_(**kwargs) | {
            "text/plain": repr(self),
            "text/html": self.html(),
        }


def _unclosed(text: str) -> str | None:
    """Return the first mark of a text that is not paired, or None."""
    opened = []
    for closes, mark in _TAG.findall(text):
        if not closes:
            opened.append(mark)
        elif not opened or opened.pop() != mark:
            return mark
    return opened[-1] if opened else None
