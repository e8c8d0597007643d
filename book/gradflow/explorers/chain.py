"""The explorers ``chain`` and ``gate-chain``: powers along a sentence."""

import sympy as sm

from ..formulas.activations import logistic, tanh
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Formula
from ..moving.sliders import Slider
from .example_networks import forget_bias
from .sentence_bars import bars, bracket
from .sentence_row import SUBJECT, VERB, sentence_row

LAGS = range(VERB - SUBJECT, -1, -1)
"""How far each word from subject to verb lies before the verb."""

LEFT = (
    (0.0005, "Next to nothing of a change at “keys” is left at “are”."),
    (0.995, "Of a change at “keys”, {share} is left at “are”."),
    (1.005, "All of a change at “keys” is left at “are”."),
    (1.995, "A change at “keys” has grown to {share} at “are”."),
    (None, "A change at “keys” has grown {value} times at “are”."),
)

MEMORY = "The gate’s memory is 1 + exp(b_f) = {value} steps:"


class _Powers(Explorer):
    """A factor's powers, over the words that they are steps away from.

    Parameters
    ----------
    factor : Expr
        What one step back multiplies by, in the slider's symbol.
    slider : Slider
    colour : str
    each : str
        The sentence on what each step multiplies by.
    memory : Formula, optional
        A span of steps that begins at the verb.
    **others
        As ``Explorer`` takes them.
    """

    def __init__(
        self,
        name: str,
        factor: sm.Expr,
        slider: Slider,
        colour: str,
        each: str,
        memory: Formula | None = None,
        **others,
    ):
        self.factor = Formula(factor, slider)
        self.influence = Formula([factor**lag for lag in LAGS], slider)
        readings = [
            Reading(self.factor, each),
            Reading(self.influence[0], LEFT),
        ]
        if memory:
            at_its_end = Formula(factor**memory.results, slider)
            readings.append(Reading(memory, MEMORY))
            readings.append(Reading(at_its_end, "after them {share} is left."))

        def drawn(upright: bool):
            row = sentence_row(upright, top=1.45 if upright else 1.55)
            shown, numbers = bars(row, colour)
            artists = {shown: self.influence}
            for k, number in enumerate(numbers):
                share = self.influence[k]
                artists[number] = row.both(None, share)
            if memory:
                span, head, words = bracket(row, colour, 1.38)
                ends = [sm.Integer(VERB), VERB - memory.results]
                # The first word's box ends half a step before its middle.
                past = memory.results - VERB - sm.Rational(1, 2)
                artists[span] = row.both(Formula(ends, slider), None)
                artists[head] = Formula(sm.Max(sm.sign(past), 0), slider)
                artists[words] = None, memory
            return row.figure, artists

        super().__init__(
            name,
            *drawn(upright=False),
            readings,
            [slider],
            narrow=drawn(upright=True),
            **others,
        )


class Chain(_Powers):
    """A plain network: each step back multiplies by weight times slope."""

    def __init__(self):
        W_rec = Slider(
            "W_rec",
            0.5,
            1.5,
            0.8,
            "weight; the slope is 1",
            0.01,
            "rnn",
        )
        z = sm.Symbol("z", real=True)
        slope = tanh(z).diff(z).subs(z, 0)
        super().__init__(
            "chain",
            W_rec.symbol * slope,
            W_rec,
            "rnn",
            "Weight × slope = {value}.",
            title="2. A plain network multiplies at every step",
            presets={
                "vanishes": {W_rec: 0.8},
                "knife’s edge": {W_rec: 1},
                "grows": {W_rec: 1.04},
            },
            alt="The sentence, a box for each word. A bar over each word from "
            "keys to are shows how much influence a change there still has at "
            "are: all of it at are itself, then less or more with every step "
            "back.",
        )


class GateChain(_Powers):
    """The LSTM's straight road: each step back multiplies by f."""

    def __init__(self):
        b_f = forget_bias(4, low=-2, colour="lstm")
        self.memory = Formula(1 + sm.exp(b_f.symbol), b_f)
        super().__init__(
            "gate-chain",
            logistic(b_f.symbol),
            b_f,
            "lstm",
            "f = {value}.",
            self.memory,
            title="3. The LSTM keeps a road on which only a gate multiplies",
            presets={f"b_f = {value}": {b_f: value} for value in (0, 1, 4)},
            alt="The same sentence. The bars fall, from are back to keys, by "
            "the forget gate's factor at each step; a span marks how many "
            "steps the gate's memory lasts, with an arrowhead where it runs "
            "out of the picture.",
        )
