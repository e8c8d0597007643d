"""The explorer ``cell``."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np
import sympy as sm

from ..formulas.activations import logistic, tanh
from ..formulas.cells import lstm_cell, lstm_output
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Formula
from ..moving.toggles import switches
from .cell_picture import NARROW, WIDE, cell_picture

STEPS = 10
SYMBOL, NOISE = 0.8, 0.5


class Flows(NamedTuple):
    """Formulas of what flows in the cell, by step; a row holds all steps.

    Attributes
    ----------
    written, kept, shown : dict of int to Formula
        What passes each gate; nothing is kept at step 1.
    states, heads : dict of int to Formula
        c_t, and tanh(c_t), which arrives at the output gate.
    row, influence : Formula
        All states, and what is left at each step of a change of c_1.
    """

    written: dict[int, Formula]
    kept: dict[int, Formula]
    shown: dict[int, Formula]
    states: dict[int, Formula]
    heads: dict[int, Formula]
    row: Formula
    influence: Formula


class Cell(Explorer):
    """One LSTM unit over 10 steps, whose gates the reader opens and shuts.

    It starts empty. Its candidates are a symbol at step 1 and noise after it.
    """

    def __init__(self):
        steps = range(1, STEPS + 1)
        write = switches("write", "the new", steps, {1}, "input")
        keep = switches("keep", "the old", steps[1:], steps[1:], "forget")
        show = switches("show", "the state", steps, {STEPS}, "output")
        rng = np.random.default_rng(244)
        noise = rng.uniform(-NOISE, NOISE, STEPS - 1).round(1)
        self.candidates = [SYMBOL, *noise.tolist()]
        self.gates = write, keep, show
        self.flows = _flows(self.candidates, *self.gates)

        def preset(written=(1,), lost=(), shown=(STEPS,)) -> dict:
            on = (written, set(steps) - set(lost), shown)
            return {
                toggle: int(step in steps_on)
                for row, steps_on in zip(self.gates, on, strict=True)
                for step, toggle in row.items()
            }

        state, output = self.flows.states[STEPS], self.flows.shown[STEPS]
        of_it = "of a change of the state at step 1 is left at step 10."
        left = (
            (0.5, f"Nothing {of_it}"),
            (None, f"All {of_it}"),
        )
        shows = "and the output shows {value}."
        tells = (
            (-1e-9, shows),
            (1e-9, "and the output shows 0."),
            (None, shows),
        )
        super().__init__(
            "cell",
            *cell_picture(self, WIDE),
            [
                Reading(self.flows.influence[-1], left),
                Reading(state, "The state there is {value},"),
                Reading(output, tells),
            ],
            [toggle for row in self.gates for toggle in row.values()],
            alt="One LSTM unit as a row of ten steps. At each step a wire "
            "comes from the candidate through the input gate, one from the "
            "state before through the forget gate, and one leads through the "
            "output gate to the output; each is as thick as what flows in it. "
            "Below, bars for the state at each step, and for what is left "
            "there of a change of the state at step 1.",
            title="What does each gate do?",
            presets={
                "write, keep, show": preset(),
                "forget at 6": preset(lost={6}),
                "overwrite at 6": preset(written={1, 6}, lost={6}),
                "write everything": preset(written=steps),
            },
            narrow=cell_picture(self, NARROW),
        )


def _flows(candidates: list[float], write, keep, show) -> Flows:
    """Put toggles in the place of the gates in the LSTM's own formulas."""
    z_f, z_i, z_o, z_c = lstm_cell().gates
    c, before = lstm_cell().next_state[0], lstm_cell().state[0]
    h, state = lstm_output().results["h"], lstm_output().arguments[1]
    f = sm.diff(c, before)

    found, states, influence = defaultdict(dict), [sm.Integer(0)], []
    for step, candidate in enumerate(candidates, 1):
        rows = (logistic(z_f), keep), (logistic(z_i), write)
        rows += ((logistic(z_o), show),)
        open_ = {gate: row[step].symbol for gate, row in rows if step in row}
        open_[tanh(z_c)] = sm.Float(candidate)
        if step in keep:
            found["kept"][step] = f.subs(open_) * states[-1]
        influence.append(influence[-1] * f.subs(open_) if influence else 1)
        found["written"][step] = c.subs(before, 0).subs(open_)
        states.append(c.subs(open_).subs(before, states[-1]))
        found["states"][step] = states[-1]
        found["heads"][step] = tanh(states[-1])
        found["shown"][step] = h.subs(open_).subs(state, states[-1])

    toggles = [*write.values(), *keep.values(), *show.values()]

    def formula(results) -> Formula:
        free = sm.Tuple(*np.atleast_1d(results)).free_symbols
        return Formula(results, *(t for t in toggles if t.symbol in free))

    found = {
        name: {step: formula(one) for step, one in by_step.items()}
        for name, by_step in found.items()
    }
    return Flows(**found, row=formula(states[1:]), influence=formula(influence))
