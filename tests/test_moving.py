"""What sliders move: arrays and series by arithmetic, slips that do not pass, and the composed front end."""

import shutil
import subprocess

import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy as sm

from gradflow.formulas import gru_cell
from gradflow.moving import composer
from gradflow.moving.combined import Chosen, Plus, Scaled, Times
from gradflow.moving.diagonal import DiagonalSimulation
from gradflow.moving.explorer import Explorer
from gradflow.moving.levels import HIGHEST, Levels
from gradflow.moving.measures import Run, UnitMeasures, UnitRNNMeasures, measure
from gradflow.moving.model import Model
from gradflow.moving.parts import Parts
from gradflow.moving.readings import Reading, short, spoken
from gradflow.moving.series import Formula, Option, Sums, Table
from gradflow.moving.simulation import Gate, LSTMSimulation, RNNSimulation, Simulation
from gradflow.moving.sliders import Choice, Slider
from gradflow.moving.units import UnitLSTMSimulation
from gradflow.networks import gru

IMPORT = "async (text) => import(URL.createObjectURL(new Blob([text], {type: 'text/javascript'})))"
MODULES = sorted(path.stem for path in composer.FRONT.glob("*.js"))
NODE = shutil.which("node")

g = Slider("g", -1, 1, 0.5, "gain")
lag = Slider("lag", 0, 3, 2, "steps back", step=1)
start = Choice("start", ("zero", "one"), "where it starts")


def network(W_rec, **keywords):
    """Return two units over three steps."""
    return RNNSimulation(W_rec, [[0.3], [0.1]], [0.1, -0.2], [[1], [0.5], [-1]], [0.2, 0], **keywords)


def test_weights_are_built_from_sliders_by_arithmetic():
    Q, Q0, R = np.arange(4.0).reshape(2, 2), np.ones((2, 2)), np.eye(2)
    other = Slider("other", 0, 2, 1, "another")
    values = {g: 3.0, other: -2.0}
    for moved, want in [
        (g * Q, 3 * Q), (Q * g, 3 * Q), (g * Q.tolist(), 3 * Q), (Q0 + g * Q, Q0 + 3 * Q), (g * Q + Q0, Q0 + 3 * Q),
        (g * Q + other * R, 3 * Q - 2 * R), (g * Q + g * R, 3 * (Q + R)), (1 + g * Q, 1 + 3 * Q),
    ]:  # fmt: skip
        np.testing.assert_array_equal(moved.at(values), want)
    assert (g * Q + other * R).sliders == (g, other)


def test_series_give_what_the_network_gives():
    Q = np.array([[0.5, -0.3], [0.2, 0.9]])
    moved, fixed = network(g * Q), network(0.7 * Q)
    np.testing.assert_array_equal(moved.reach.at(g=0.7), fixed.reach.at())
    np.testing.assert_array_equal(moved.reach.at(), moved.reach.at(g=0.5))
    assert moved.components[-1, 0].at(g=0.7) == fixed.components.at()[3, 0] == fixed.growth.at()[-1]
    assert moved.states.at().shape == (4, 2)
    assert moved.reach[lag].at(lag=3) == moved.reach.at()[3]
    # JupyterLab's own slider stands at 9.999999999999998 for 10.
    assert moved.reach[lag].at(lag=np.nextafter(3, 0)) == moved.reach.at()[3]
    assert moved.reach == moved.reach
    assert moved.reach[-1] == moved.reach[-1] != moved.reach[0]


class GRUSimulation(Simulation):
    """A third cell: what h and what x add to the candidate meet behind the reset gate."""

    def __init__(self, U, V, b, xs, h_0):
        n, m = len(h_0), xs.shape[1]
        nothing = np.zeros((n, n)), np.zeros((n, m)), np.zeros(n)
        weights = [*zip(U[:2], V[:2], b[:2], strict=True), (nothing[0], V[2], b[2]), (U[2], *nothing[1:])]
        gates = [Gate.of("U V b", parts, n, m) for parts in weights]
        super().__init__(gates, xs, [h_0], {"gru": gru_cell()})

    def run(self, position):
        """Return the run at a position of the sliders."""
        (U_r, V_r, b_r), (U_u, V_u, b_u), (_, V_h, b_h), (U_h, _, _) = self._weights(position)
        Ws = (np.hstack(parts) for parts in ((U_r, V_r), (U_u, V_u), (U_h, V_h)))
        params = gru.GRUParams(*Ws, b_r, b_u, b_h)
        traj = gru.forward(params, self.xs, self.initial[0])
        return Run(gru, params, traj, traj.hs)


def test_a_third_cell_is_one_small_class(browser):
    rng, n, T = np.random.default_rng(0), 3, 7
    U = [g * rng.normal(size=(n, n)), rng.normal(size=(n, n)), g * rng.normal(size=(n, n))]
    moved = GRUSimulation(U, rng.normal(size=(3, n, 2)), rng.normal(size=(3, n)), rng.normal(size=(T, 2)), np.ones(n))
    shown = [moved.states, moved.reach, moved.growth]
    for numbers, series in zip(found_by(browser, shown, g=0.8), shown, strict=True):
        np.testing.assert_allclose(numbers, series.at(g=0.8), rtol=1e-10)


def found_by(browser, shown, **values):
    """Return what the front end makes of series at these values."""
    parts = Parts()
    for series in shown:
        parts.series(series)
    spec = {"sliders": [g.plain()], "series": parts.plain_series, "networks": parts.plain_networks}
    page = browser.new_page()
    front = composer.composed("series") + composer.wrapped("formulas", parts.module(()))
    front += "export const at = (spec, values) => series_module.seriesAt(spec, formulas_module, values);"
    at = f"async ([text, spec, values]) => (await ({IMPORT})(text)).at(spec, values)"
    found = page.evaluate(at, [front, spec, values])
    page.close()
    return found


def test_factors_that_are_negative_have_a_product_of_a_size(browser):
    """In the book's own units no factor is below 0, and a lost modulus would not be seen."""
    U, b = [[[0.0]], [[0.0]], [[0.0]], g * [[-9.0]]], [[-4.0], [1.0], [0.0], [2.0]]
    unit = UnitLSTMSimulation(U, np.zeros((4, 1, 1)), b, np.zeros((6, 1)), [0.1], [0.2])
    factors, product = found_by(browser, [unit.factors, unit.product], g=1)
    assert min(factors) < 0 < min(product)
    np.testing.assert_allclose(product, unit.product.at(g=1), rtol=1e-10)


def test_without_recurrent_weights_an_lstm_s_cell_is_the_diagonal_network():
    rng, n, m, T = np.random.default_rng(1), 3, 2, 6
    V, b, xs, c_0 = rng.normal(size=(4, n, m)), rng.normal(size=(4, n)), rng.normal(size=(T, m)), rng.normal(size=n)
    whole = LSTMSimulation(np.zeros((4, n, n)), [g * V[0], *V[1:]], b, xs, rng.normal(size=n), c_0)
    alone = DiagonalSimulation([g * V[0], V[1], V[3]], b[[0, 1, 3]], xs, c_0)
    np.testing.assert_allclose(alone.states.at(g=0.3), whole.states.at(g=0.3), rtol=1e-12)
    np.testing.assert_array_equal(alone.road.at(g=0.3), whole.road.at(g=0.3))
    np.testing.assert_allclose(alone.reach.at(g=0.3), alone.road.at(g=0.3), rtol=1e-12)
    np.testing.assert_allclose(alone.beyond.at(g=0.3), 1, rtol=1e-12)
    assert alone.road.at(g=0.3)[0] == 1 > alone.road.at(g=0.3)[1] > alone.road.at(g=0.3)[-1] > 0


def test_formulas_tables_and_sums():
    x = g.symbol
    assert Formula(x**2, g).at(g=-0.5) == pytest.approx(0.25, rel=1e-15)
    np.testing.assert_allclose(Formula([sm.Integer(1), x], g).at(), [1, 0.5], rtol=1e-15)
    table = Table([[0, 1, 2], [1, 2, 3]], start)
    np.testing.assert_array_equal(table.at(start="one"), [1, 2, 3])
    np.testing.assert_array_equal(Times(table, table).at(start="one"), [1, 4, 9])
    np.testing.assert_array_equal(Plus(table, table).at(start="one"), [2, 4, 6])
    assert Times(table, Formula([x, x, x], g)).sliders == (start, g)
    np.testing.assert_array_equal(Times(table, table[2]).at(start="one"), [3, 6, 9])
    assert [Option(start).at(start=one) for one in start.options] == [0, 1]
    np.testing.assert_array_equal(Sums(table, first=1).at(start="one"), [2, 5])


def test_many_numbers_are_kept_at_levels_and_given_as_text():
    """A level is at most half a step away; what is lower stands at the lowest, and nan has a character of its own."""
    levels = Levels([[0, 0.9, np.nan], [-70, -2.5, 43.3]], start, lowest=-2, step=0.5)
    np.testing.assert_array_equal(levels.at(start="zero"), [0, 1, np.nan])
    np.testing.assert_array_equal(levels.at(start="one"), [-2, -2.5 + 0.5, 43.5])
    given = levels.plain(None)
    assert given.pop("rows") == ["') ", "##~"]
    assert given == {"kind": "levels", "choices": ["start"], "lowest": -2, "step": 0.5}
    many = np.linspace(0, HIGHEST, 40)
    assert np.abs(Levels([many, many], start, lowest=0, step=1).at() - many).max() <= 0.5


def test_a_choice_picks_a_series_and_a_number_is_scaled():
    """The options may be given in another order than the choice has them."""
    picked = Chosen({"one": Formula([g.symbol, 2 * g.symbol], g), "zero": Table([[0, 1], [2, 3]], start)}, start)
    assert picked.sliders == (start, g)
    np.testing.assert_array_equal(picked.at(start="zero"), [0, 1])
    np.testing.assert_array_equal(picked.at(start="one", g=3), [3, 6])
    tripled = Scaled(picked[1], 3)
    assert tripled.sliders == (start, g)
    assert tripled.at(start="one", g=3) == 18
    assert tripled.at() == 3


def test_a_run_and_a_series_are_computed_once_at_a_position(monkeypatch):
    moved, runs = network(g * np.eye(2)), []
    run = RNNSimulation.run
    monkeypatch.setattr(RNNSimulation, "run", lambda *arguments: runs.append(1) or run(*arguments))
    Model([g], [moved.reach, moved.growth], [Reading(moved.reach[-1], "{value}")]).headline()
    assert len(runs) == 2  # once when it is made, once for the headline


def model(series, *sliders, says="{value}"):
    """Make a model that says one thing."""
    return Model(sliders, [series], [Reading(series, says)])


SLIPS = [
    (lambda: Slider("b f", 0, 1, 0, ""), ValueError, "name is 'b f'"),
    (lambda: Slider("b_f", 0, 1, 2, ""), ValueError, "value of slider b_f is 2; it must lie between 0 and 1"),
    (lambda: Choice("start", ("a",), "", "b"), ValueError, "start is 'b'; it must be one of a"),
    (lambda: network(g * np.eye(3)), ValueError, r"W_rec has shape \(3, 3\)"),
    (lambda: network(np.eye(2), activation="tan"), ValueError, "activation is 'tan'"),
    (lambda: network(g * np.eye(2)).reech, AttributeError, "reech"),
    (lambda: network(g * np.eye(2)).A, AttributeError, "A"),
    (lambda: network(g * np.eye(2)).reach.at(h=1), TypeError, "named 'h'; there are g"),
    (lambda: Table([0, 1], start).at(start="two"), ValueError, "start is 'two'; it must be one of zero, one"),
    (lambda: Table([0, 1, 2], start), ValueError, r"shape \(3,\); it must begin with \(2,\)"),
    (lambda: Levels([[0], [92]], start, lowest=0, step=1), ValueError, "rows reach 92.0; the highest level is 91"),
    (lambda: Chosen({"one": lag}, start), ValueError, r"options are \['one'\]; those of start are \['one', 'zero'\]"),
    (lambda: Formula(sm.Symbol("h", real=True), g), ValueError, "results hold h; the sliders are g"),
    (lambda: LSTMSimulation([1], [1], [1], [[0]], [0], [0]), ValueError, "U holds 1 weights; it must hold four"),
    (lambda: DiagonalSimulation([1], [1], [[0]], [0]), ValueError, "V holds 1 weights; it must hold three"),
    (lambda: DiagonalSimulation([[[1]]] * 3, [[0]] * 4, [[0]], [0]), ValueError, "b holds 4 weights"),
    (lambda: DiagonalSimulation([[[1]]] * 3, [[0]] * 3, [[0, 1]], [0]), ValueError, r"V_f has shape \(1, 1\)"),
    (lambda: Reading(Formula(g.symbol, g), ((1, "small"),)), ValueError, "1 as its last limit; it must be None"),
    (lambda: model(Formula(g.symbol, g), g, lag), ValueError, r"\['lag'\] move nothing"),
    (lambda: model(Formula(g.symbol, g)), ValueError, r"depend on \['g'\], too"),
    (lambda: model(Formula(g.symbol, g), g, says="{h}"), ValueError, r"holds \['h'\] in braces"),
    (lambda: model(network(g * np.eye(2)).reach, g), ValueError, r"has shape \(4,\); it must be one number"),
    (lambda: model(network(g * np.eye(2)).reach[7], g), IndexError, "7"),
    (lambda: model(Formula(g.symbol, g), g, Slider("g", 0, 1, 0, "")), ValueError, "each needs a name of its own"),
]


@pytest.mark.parametrize(("slip", "error", "said"), SLIPS, ids=[said for *_, said in SLIPS])
def test_a_slip_is_an_error_that_says_what_is_wanted(slip, error, said):
    with pytest.raises(error, match=said):
        slip()


def test_an_explorer_of_the_front_end_s_own_kinds_alone():
    fig, ax = plt.subplots()
    arrow = ax.arrow(0, 0, 1, 1)
    can = "Line2D, AxesImage, BarContainer, Annotation, Text, Wire, Frame can"
    with pytest.raises(TypeError, match=f"a FancyArrow cannot be moved; {can}"):
        Explorer("x", fig, {arrow: Formula(g.symbol, g)}, [Reading(Formula(g.symbol, g), ".")], [g], "an arrow")
    plt.close(fig)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (1.5, "1.50"), (-0.05604, "−0.0560"), (999.4, "999"), (999.6, "1.0\u00a0×\u00a010³"),
        (2.34e-7, "2.3\u00a0×\u00a010⁻⁷"), (np.inf, "beyond 10³⁰⁸"), (0.001, "0.00100"), (999.5, "1.0\u00a0×\u00a010³"),
        (0.000999, "1.0\u00a0×\u00a010⁻³"), (-1234, "−1.2\u00a0×\u00a010³"), (123, "123"), (np.nan, "beyond 10³⁰⁸"),
    ],
)  # fmt: skip
def test_numbers_are_spoken(value, text):
    assert spoken(value) == text


SHORT = [
    (0, "0"), (0.189, "0.19"), (-0.189, "−0.19"), (0.0112, "0.011"), (0.00096, "0.00096"), (0.000996, "0.0010"),
    (0.0009, "≈\u00a00"), (-1e-9, "≈\u00a00"), (0.125, "0.13"), (0.0996, "0.10"), (0.996, "1.0"), (1.25, "1.3"),
    (9.96, "10"), (24.4, "24"), (99.4, "99"), (100.4, "100"), (12345, "1.2\u00a0×\u00a010⁴"), (np.inf, "beyond 10³⁰⁸"),
]  # fmt: skip


def test_numbers_on_a_picture_are_short(browser):
    """Two digits, and the same in the page."""
    assert [short(value) for value, _ in SHORT] == [text for _, text in SHORT]
    page = browser.new_page()
    source = composer.composed("headline") + "export const { short, spoken } = headline_module;"
    call = f"async ([text, values]) => {{ const {{ short }} = await ({IMPORT})(text); return values.map(short); }}"
    finite = [value for value, _ in SHORT if np.isfinite(value)]
    assert page.evaluate(call, [source, finite]) == [short(value) for value in finite]
    page.close()


def test_at_its_limit_a_band_no_longer_speaks():
    reading = Reading(Formula(g.symbol, g), ((0.5, "low"), (1, "high at {value}, g = {g}"), (None, "more")))
    assert [reading.sentence(value, {"g": "0.50"}) for value in (0.49, 0.5, 1)] == [
        "low",
        "high at 0.500, g = 0.50",
        "more",
    ]
    assert reading.fields == {"value", "g"}


@pytest.mark.parametrize(("step", "digits"), [(0.05, 2), (0.1, 1), (0.5, 1), (1, 0), (20, 0)])
def test_a_slider_shows_the_decimals_of_its_steps(step, digits):
    assert Slider("s", 0, 100, 50, "", step=step).digits == digits


def test_a_sentence_holds_a_true_minus_and_an_option_s_words():
    table = Table([[0], [1]], start)
    both = Formula(g.symbol, g)
    said = Model([g, start], [both, table], [Reading(both, "{value} at {g}, {start}")]).headline(g=-0.5, start="one")
    assert said == ("−0.500 at −0.50, one", pytest.approx(-0.5, rel=1e-15))


def test_sliders_and_arrays_are_plain_data_for_the_page():
    assert lag.plain() == {
        "name": "lag", "meaning": "steps back", "min": 0, "max": 3, "step": 1, "value": 2, "digits": 0,
        "colour": None,
    }  # fmt: skip
    chosen = Choice("start", ("zero", "one"), "where it starts", "one").plain()
    assert (chosen["name"], chosen["meaning"], chosen["options"], chosen["value"]) == (
        "start", "where it starts", ("zero", "one"), 1,
    )  # fmt: skip
    directions = {"g": [0.0, 1.0, 2.0, 3.0]}
    Q = np.arange(4.0).reshape(2, 2)
    assert (g * Q).plain() == {"base": 0, "size": 4, "directions": directions}
    assert (Q.T + g * Q).plain() == {"base": [0.0, 2.0, 1.0, 3.0], "size": 4, "directions": directions}


def test_a_value_beyond_a_slider_s_ends_moves_it_but_another_name_does_not():
    assert Formula(2 * g.symbol, g).at(g=7) == 14
    Slider("s", 0, 1, 0, ""), Slider("s", 0, 1, 1, "")  # a slider may start at both ends


@pytest.mark.parametrize(("scale", "low"), [("log", 1e-3), ("linear", 0)])
def test_what_an_axis_cannot_show_is_drawn_beyond_it(scale, low):
    """A negative number, zero's logarithm and infinity are finite and outside, so that no line breaks off."""
    fig, ax = plt.subplots()
    ax.set(yscale=scale, ylim=(low, 10))
    (line,) = ax.plot([0, 1, 2], [1, 1, 1])
    table = Table([[-5, np.inf, 2], [0, 1, 2]], start)
    explorer = Explorer("far", fig, {line: table}, [Reading(table[2], ".")], [start], "a line")
    below, above, inside = line.get_ydata()
    assert below < low < inside == 2 < 10 < above < np.inf
    assert explorer.page.spec["artists"] == [{"kind": "line", "id": "far-artist-0", "x": [0, 1, 2], "y": 0, "axes": 0}]


def test_the_page_knows_every_measure_by_its_name(browser):
    page = browser.new_page()
    source = composer.composed("measures") + "export const names = Object.keys(measures_module.MEASURES);"
    in_page = page.evaluate(f"async (text) => (await ({IMPORT})(text)).names", source)
    page.close()
    classes = {*UnitMeasures.__mro__, *UnitRNNMeasures.__mro__}
    assert sorted(in_page) == sorted(
        name for kind in classes for name, value in vars(kind).items() if type(value) is measure
    )


def test_composed_modules_keep_their_own_names():
    script = composer.wrapped("a", "const x = 1;\nexport function f() {\n  return x;\n}\n")
    script += composer.wrapped("b", 'import { f } from "./a.js";\nexport const x = f() + 1;\n')
    assert "export" not in script
    assert "import" not in script
    assert script.splitlines()[:2] == ["const a_module = (() => {", "const x = 1;"]
    assert "const { f } = a_module;" in script


@pytest.mark.parametrize("line", ['import norm2 from "./norms.js";', "export default f;", "export { f };"])
def test_a_module_that_cannot_be_composed_is_named(line):
    with pytest.raises(ValueError, match=r"a\.js holds '(im|ex)port"):
        composer.wrapped("a", line + "\n")


def test_the_script_of_the_pages_holds_every_module_once():
    script = composer.script()
    assert sorted(name for name in MODULES for _ in range(script.count(f"const {name}_module ="))) == MODULES


@pytest.mark.skipif(NODE is None, reason="no node found: install one (Debian: apt-get install nodejs)")
@pytest.mark.parametrize("name", [name for name in MODULES if name != "host"])
def test_a_module_runs_in_node_as_it_is(name):
    """All but the one that looks for explorers in a page."""
    code = f"import {(composer.FRONT / f'{name}.js').as_uri()!r};"
    done = subprocess.run([NODE, "--input-type=module", "-e", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
