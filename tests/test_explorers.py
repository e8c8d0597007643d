"""The explorers: generated JavaScript against NumPy, and the contract of the built page."""

import json

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gradflow import explorers, lstm, rnn
from gradflow.explorers import four_terms
from gradflow.explorers.cell_picture import HIGHEST
from gradflow.explorers.hero import RANGE
from gradflow.explorers.sentence_bars import bars
from gradflow.explorers.sentence_row import sentence_row
from gradflow.formulas.activations import GAMMA
from gradflow.moving import composer
from gradflow.moving.explorer import Explorer
from gradflow.moving.readings import share, spoken
from gradflow.moving.sliders import Choice, Slider
from gradflow.moving.toggles import Toggle
from harness import ROOT, settle, until
from seen import corners, made, parts

FRONT = ROOT / "book" / "gradflow" / "moving" / "front"
POSITIONS = 100

# The front end as a module of one page's explorer; what it gives of each position is a plain list.
RUN = """async ([front, positions]) => {
  const imported = (source) => import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  const text = (kind) => document.querySelector(kind).textContent;
  const spec = JSON.parse(text(".explorer-spec")), formulas = await imported(text(".explorer-formulas"));
  const { series_module: { seriesAt } } = await imported(front);
  const plain = (data) => [data].flat(2).map((value) => (Number.isFinite(value) ? value : String(value)));
  return JSON.stringify(positions.map((values) => seriesAt(spec, formulas, values).map(plain)));
}"""


@pytest.fixture(scope="module", params=explorers.__all__)
def explorer(request) -> Explorer:
    """Make one of the book's explorers."""
    return made(request.param).explorer


def positions(explorer, count):
    """Return slider positions: every end with every end and choice, then random ones."""
    rng = np.random.default_rng(0)
    names = [slider.name for slider in explorer.sliders]
    ends = [dict(zip(names, place, strict=True)) for place in corners([stops(slider) for slider in explorer.sliders])]
    while len(ends) < count:
        ends.append({slider.name: anywhere(slider, rng) for slider in explorer.sliders})
    return ends


def stops(slider):
    """Return a choice's options; both ends of a slider, and 0, also where it lies beyond them."""
    if isinstance(slider, Choice):
        return slider.options
    return (0, 1) if isinstance(slider, Toggle) else (slider.low, 0.0, slider.high)


def anywhere(slider, rng):
    """Return one of the options, or a value of a slider, between its steps too."""
    if isinstance(slider, Choice | Toggle):
        return rng.choice(stops(slider)).item()
    return float(rng.uniform(slider.low, slider.high))


def run(browser, explorer, places):
    """Return all numbers that the front end gives at each position."""
    page = browser.new_page()
    page.set_content(explorer.page.html())
    front = composer.composed("explorer") + "export { series_module };"
    found = json.loads(page.evaluate(RUN, [front, places]))
    page.close()
    return found


def test_javascript_agrees_with_numpy(explorer, browser):
    """All series of the page, also those that others are made of."""
    places = positions(explorer, POSITIONS)
    for values, in_page in zip(places, run(browser, explorer, places), strict=True):
        position = explorer.at(**values)
        for series, numbers in zip(explorer.page.series, in_page, strict=True):
            got, want = np.array(numbers, dtype=float), np.ravel(series.data(position))
            seen = np.isfinite(want)
            assert (np.isfinite(got) == seen).all(), f"{series} at {values}"
            error = np.abs(got - want)[seen] - 1e-10 * np.abs(want[seen])
            assert (error <= 1e-300).all(), f"{series} at {values}"


def test_largest_singular_value_in_the_page(browser):
    """Also where a pivot of the bisection is exactly zero, as for the first matrix."""
    rng = np.random.default_rng(0)
    matrices = [np.array([[2.0, 0, 0], [1, -2, 0], [0, -2, 1]]), np.zeros((2, 2)), np.eye(5), np.ones((1, 1))]
    matrices += [rng.integers(-2, 3, size=(n, n)).astype(float) for n in (2, 3, 4) for _ in range(200)]
    matrices += [rng.normal(size=(n, n)) * 10.0 ** rng.integers(-200, 200) for n in range(1, 33)]
    source = (FRONT / "norms.js").read_text(encoding="utf-8")
    page = browser.new_page()
    found = page.evaluate(
        """async ([source, matrices]) => {
          const { norm2 } = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
          return matrices.map((M) => norm2(Float64Array.from(M.flat()), M.length));
        }""",
        [source, [M.tolist() for M in matrices]],
    )
    want = [np.linalg.norm(M, 2) for M in matrices]
    np.testing.assert_allclose(np.array(found, dtype=float), want, rtol=1e-13)
    page.close()


def test_a_matrix_beyond_floats_has_an_infinite_norm_in_the_page(browser):
    """As in Python: also where inf − inf left a nan beside it."""
    source = (FRONT / "norms.js").read_text(encoding="utf-8")
    page = browser.new_page()
    found = page.evaluate(
        """async (source) => {
          const { norm2 } = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
          const matrices = [[Infinity], [1, 0, 0, -Infinity], [Infinity, 1, 1, NaN], [NaN, 0, 0, 0], [1e308, 0, 0, 1]];
          return matrices.map((M) => String(norm2(Float64Array.from(M), Math.sqrt(M.length))));
        }""",
        source,
    )
    assert found == ["Infinity"] * 4 + ["1e+308"]
    page.close()


def test_a_path_has_a_gap_where_a_value_is_not_a_number(browser):
    """Not only at its end, where training stops; and a lone x serves all points."""
    source = composer.composed("drawing") + "export { drawing_module };"
    page = browser.new_page()
    found = page.evaluate(
        """async (source) => {
          const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
          const { pathThrough } = (await import(url)).drawing_module;
          const axes = {x: {log: false, offset: 1, factor: 2}, y: {log: true, offset: 50, factor: -10}};
          return [[[0, 1, 2, 3, 4], [1, 10, NaN, 0.1, 100]], [[3], [1, 10, 0]]].map((xy) => pathThrough(axes, ...xy));
        }""",
        source,
    )
    page.close()
    assert found == ["M1.00 50.00L3.00 40.00M7.00 60.00L9.00 30.00", "M7.00 50.00L7.00 40.00L7.00 10000.00"]


def test_the_rnn_of_the_hero_stands_on_an_edge_and_the_lstm_on_a_plateau():
    """A tenth of W_rec on either side makes 200 times; b_f from 3 to 6 less than 4 times, from 4 on less than 2."""
    hero = explorers.Hero()
    under, on, over = (hero.rnn.reach[-1].at(W_rec=gain) for gain in (0.9, 1.0, 1.1))
    assert under < 0.05 < 0.99 < on < 1.1 < 10 < over
    assert over / under > 200
    plateau = [hero.lstm.reach[-1].at(b_f=bias) for bias in np.linspace(3, 6, 13)]
    assert 0.5 < min(plateau) < max(plateau) < 2
    assert max(plateau[4:]) / min(plateau[4:]) < 2
    assert hero.lstm.reach[-1].at(b_f=0.0) < 1e-8


def test_the_hero_shows_every_value_that_its_sliders_reach():
    hero = explorers.Hero()
    for slider, series in zip(hero.sliders, (hero.rnn.reach, hero.lstm.reach), strict=True):
        found = np.array([series.at(**{slider.name: value}) for value in np.linspace(slider.low, slider.high, 21)])
        assert found.min() > RANGE[0]
        assert found.max() < RANGE[1]


def test_the_example_pair_is_one_in_every_explorer_of_16_units():
    """The RNN and the LSTM read the same numbers, too."""
    hero, gate, network = explorers.Hero(), explorers.ForgetGate(), explorers.NetworkRNN()
    np.testing.assert_array_equal(hero.rnn.xs, hero.lstm.xs)
    np.testing.assert_array_equal(hero.lstm.reach.at(b_f=2.0), gate.lstm.reach.at(b_f=2.0))
    np.testing.assert_array_equal(hero.rnn.reach.at(W_rec=1.3), network.rnn.reach.at(W_rec=1.3))


def test_without_h_the_influence_is_the_product_of_the_gates_and_in_the_lstm_it_is_more():
    """The gates' product, from the forward pass, is the norm of the Jacobians' product; it is not f^k, as x moves f."""
    explorer, steps = explorers.Diagonal(), np.arange(31)
    for bias in np.linspace(0, 6, 13):
        reach, road = (series.at(b_f=bias) for series in (explorer.diagonal.reach, explorer.diagonal.road))
        np.testing.assert_allclose(reach, road, rtol=1e-12)
        constant = (1 / (1 + np.exp(-bias))) ** steps
        np.testing.assert_allclose(road, constant, rtol=0.2)
        assert np.abs(road / constant - 1).max() > 1e-4
        beyond = explorer.lstm.beyond.at(b_f=bias)
        assert beyond[0] == 1
        assert (beyond[1:] > 1.1).all()
        assert 2 < beyond[-1] < 4
        np.testing.assert_allclose(beyond * explorer.lstm.road.at(b_f=bias), explorer.lstm.reach.at(b_f=bias))
    np.testing.assert_array_equal(explorer.diagonal.xs, explorer.lstm.xs)
    np.testing.assert_array_equal(explorer.lstm.reach.at(b_f=2.0), explorers.Hero().lstm.reach.at(b_f=2.0))


def test_the_chain_multiplies_and_says_so_on_either_side_of_one():
    chain, gate = explorers.Chain(), explorers.GateChain()
    steps = np.arange(9, -1, -1)
    np.testing.assert_allclose(chain.influence.at(W_rec=1.2), 1.2**steps)
    np.testing.assert_allclose(gate.influence.at(b_f=0.0), 0.5**steps)
    assert gate.memory.at(b_f=0.0) == pytest.approx(2)
    assert np.sum((1 - 1 / gate.memory.at(b_f=1.0)) ** np.arange(1000)) == pytest.approx(1 + np.e)
    ends = {0.8: "13\xa0% is left", 1.0: "All of", 1.05: "has grown to 155\xa0%", 1.2: "has grown 5.16 times"}
    for weight, said in ends.items():
        assert said in chain.headline(W_rec=weight)[0]
    assert "Next to nothing" in gate.headline(b_f=-2.0)[0]
    assert "1 + exp(b_f) = 2.00 steps: after them 25\xa0% is left." in gate.headline(b_f=0.0)[0]


def test_numbers_on_a_picture_stand_at_their_bars_and_within_it(visit):
    """Also on a phone, where the bars lie, and at the end where they are longer than the picture."""
    for width, upright in ((1280, False), (390, True)):
        figure = visit("book/index.html", width=width).page.locator("figure#chain[data-ready]")
        for weight in (0.5, 0.8, 1.5):
            figure.locator("input[name=W_rec]").fill(str(weight))
            texts = figure.locator(f".for-{'narrow' if upright else 'wide'} svg text").evaluate_all(
                "texts => texts.map((t) => [t.textContent, t.getBoundingClientRect().toJSON()])"
            )
            numbers = [(text, box) for text, box in texts if text[0].isdigit()]
            assert [text for text, _ in numbers] == [share(weight**k) for k in range(9, -1, -1)]
            frame = figure.bounding_box()
            assert all(frame["x"] <= box["left"] and box["right"] <= frame["x"] + frame["width"] for _, box in numbers)
            places = [box["left"] if upright else -box["top"] for _, box in numbers]
            assert places == sorted(places, reverse=weight > 1)


@pytest.mark.parametrize(("upright", "top"), [(False, 1.55), (True, 1.45)])
def test_a_bar_longer_than_the_picture_is_torn_off_and_no_other(upright, top):
    row = sentence_row(upright, top)
    for bar in bars(row, "rnn")[0]:
        seen = bar.get_clip_path().get_fully_transformed_path()
        middle = (bar.get_y() + bar.get_height() / 2) if upright else (bar.get_x() + bar.get_width() / 2)
        for away, share_seen in ((0.02, 1), (1, 1), (top - 0.08, 1), (top - 0.03, 0.5), (top + 0.01, 0)):
            across = middle + np.linspace(-0.3, 0.3, 62)[1:-1]
            points = row.axes.transData.transform([row.place(along, away) for along in across])
            assert np.mean(seen.contains_points(points)) == pytest.approx(
                share_seen, abs=0.2 if 0 < share_seen < 1 else 0
            )
    plt.close(row.figure)


def test_the_paths_add_up_to_the_gradient_of_the_weight():
    """Each term is its way's product, and all of them are what backpropagation and differences give."""
    paths = explorers.Paths()
    for W_rec in (0.0, 0.35, 1.0, 1.7, 2.0):
        params = rnn.RNNParams([[W_rec]], [[1.0]], [0.0])
        xs, c_0 = [[1.0]] + 5 * [[0.0]], [0.3]
        traj = rnn.forward(params, xs, c_0)
        whole = rnn.backward(params, traj, [[0.0]] * 5 + [[1.0]]).dW_rec[0, 0]
        h = 1e-6
        ends = [rnn.forward(params._replace(W_rec=[[W_rec + d]]), xs, c_0).cs[-1, 0] for d in (h, -h)]
        assert paths.sums[-1].at(W_rec=W_rec) == pytest.approx(whole, rel=1e-12, abs=1e-300)
        assert whole == pytest.approx((ends[0] - ends[1]) / (2 * h), abs=1e-8)
        factors, immediate = (series.at(W_rec=W_rec) for series in (paths.rnn.passes, paths.rnn.immediate))
        for step, term in enumerate(paths.uses.at(W_rec=W_rec)):
            assert term == pytest.approx(immediate[step] * np.prod(factors[step + 1 :]), rel=1e-12, abs=1e-300)
            if step:
                assert paths.headline(W_rec=W_rec, use=str(step))[1] == pytest.approx(term, rel=1e-12, abs=1e-300)
    assert "step 3 adds 0.189 to" in paths.headline()[0]
    assert "adds nothing" in paths.headline(W_rec=0)[0]


def of(series, place):
    """Return the part of a position that a series depends on."""
    return {slider.name: place[slider.name] for slider in series.sliders}


def test_the_cell_is_an_lstm_whose_gates_are_shut_or_open():
    """All flows are those of a unit with pre-activations of ±40, whose gates all but reach 0 and 1."""
    cell, rng = explorers.Cell(), np.random.default_rng(0)
    write, keep, show = cell.gates
    weights = [np.array([[0.0, *row]]) for row in np.eye(4)]
    params = lstm.LSTMParams(*weights, *np.zeros((4, 1)))
    for _ in range(20):
        place = {toggle.name: int(rng.integers(2)) for toggle in cell.sliders}
        gates = np.array([[place[row[k].name] if k in row else 0 for row in (keep, write, show)] for k in range(1, 11)])
        xs = np.column_stack([80 * gates - 40, np.arctanh(cell.candidates)])
        traj = lstm.forward(params, xs, h_0=[0.0], c_0=[0.0])
        want = {
            "row": traj.cs[1:, 0],
            "influence": np.cumprod([1, *traj.fs[1:, 0]]),
            "states": traj.cs[1:, 0],
            "heads": np.tanh(traj.cs[1:, 0]),
            "shown": traj.hs[1:, 0],
            "written": (traj.is_ * traj.c_tildes)[:, 0],
            "kept": (traj.fs * traj.cs[:-1])[1:, 0],
        }
        for name, series in cell.flows._asdict().items():
            found = [one.at(**of(one, place)) for one in (series.values() if isinstance(series, dict) else [series])]
            np.testing.assert_allclose(np.ravel(found), want[name], rtol=1e-12, atol=1e-12, err_msg=name)


def test_each_gate_of_the_cell_does_one_thing():
    """Writing and showing change no influence; a forget gate that is shut once ends it for good."""
    cell = explorers.Cell()
    said = {}
    for preset in cell.presets:
        place = {toggle.name: value for toggle, value in preset.values.items()}
        assert set(place) == {toggle.name for toggle in cell.sliders}
        said[preset.name] = cell.headline(**place)
    assert [left for _, left in said.values()] == [1, 0, 0, 1]
    assert said["write, keep, show"] == cell.headline()
    assert "The state there is 0.800, and the output shows 0.664." in cell.headline()[0]
    assert "The state there is 0, and the output shows 0." in said["forget at 6"][0]
    assert "The state there is −0.300, and the output shows −0.291." in said["overwrite at 6"][0]
    assert "The state there is −0.800, and the output shows −0.664." in said["write everything"][0]
    assert "the output shows 0." in cell.headline(show_10=0)[0]
    assert cell.headline(keep_2=0)[1] == 0


def test_the_cell_s_bars_hold_every_state():
    """Also the largest and the smallest that any gates make: all that is of one sign, from where a gate was shut."""
    candidates = np.array(explorers.Cell().candidates)
    largest = max(candidates.clip(0).sum(), -candidates.clip(max=0).sum())
    assert largest < HIGHEST


def test_the_bound_lies_above_the_network_s_curve_and_is_what_it_says():
    """(γ‖W_rec‖)^k at every lag, for every activation; and it says whether growth is ruled out."""
    network = explorers.NetworkRNN()
    (gate,) = network.rnn.gates
    (Q,) = gate.U.directions.values()
    for name, gamma in GAMMA.items():
        for gain in (-4.0, -0.7, 0.0, 0.3, 0.7, 1.0, 2.0):
            at = {"W_rec": gain, "activation": name}
            bound = network.bound.at(**at)
            np.testing.assert_allclose(bound, (gamma * np.linalg.norm(gain * Q, 2)) ** np.arange(31), rtol=1e-12)
            assert (network.rnn.reach.at(**at) <= bound * (1 + 1e-9)).all()
            assert ("would allow growth" in network.headline(**at)[0]) == (bound[-1] > 0.995)
            radius = np.abs(np.linalg.eigvals(gain * Q)).max()
            assert f"spectral radius {spoken(radius)} and norm" in network.headline(**at)[0]
    loose = network.headline()[0]
    assert "vanishes" in loose
    assert "would allow growth" in loose
    (gain,) = dict(network.sliders[0].marks)
    assert np.abs(np.linalg.eigvals(gain * Q)).max() == pytest.approx(1, abs=1e-5)


def test_the_points_of_the_unit_lie_on_its_activation_curve():
    """At the heights of its states; the slope is the curve's there."""
    unit = explorers.UnitRNN()
    for name in GAMMA:
        for weight in (-8.0, 0.9, 2.0, 8.0):
            at = {"W_rec": weight, "W_in": 1.0, "activation": name}
            drives, heights = (series.at(**at)[:, 0] for series in (unit.rnn.drives, unit.rnn.activations))
            want = rnn.STEPS[name](drives)
            np.testing.assert_allclose(heights, want.c, rtol=1e-12)
            np.testing.assert_array_equal(heights, unit.rnn.states.at(**at)[1:, 0])
            np.testing.assert_allclose(unit.rnn.slopes.at(**at)[:, 0], want.dc_dz, rtol=1e-12)
            assert f"where the slope is {spoken(want.dc_dz[-1])}." in unit.headline(**at)[0]


def test_the_four_parts_stand_on_each_other_within_the_picture():
    """None is negative, wherever the sliders stand; together they are the step's factor."""
    four = explorers.FourTerms()
    lstm_unit, tops = four.lstm, []
    for bias in np.linspace(-4, 6, 11):
        for scale in np.linspace(0, 6, 13):
            at = {"b_f": bias, "U": scale}
            terms = [getattr(lstm_unit, name).at(**at) for name in "BACD"]
            assert np.min(terms) >= 0
            np.testing.assert_allclose(np.sum(terms, axis=0), lstm_unit.factors.at(**at), rtol=1e-12)
            tops.append([lstm_unit.factors.at(**at).max(), lstm_unit.product.at(**at).max()])
    assert (np.max(tops, axis=0) < [four_terms.HIGHEST, four_terms.MOST]).all()
    start = [getattr(lstm_unit, name)[0].at() for name in "BACD"]
    assert min(start) > 0.05  # road and detours are all to be seen
    assert "1.09 times" in four.headline()[0]


def test_the_picture_of_the_paths_holds_every_term_and_the_sum():
    paths = made("Paths")
    for _, artists in paths.drawings.values():
        axes = {artist.axes: None for artist in parts(artists)}
        for W_rec in np.linspace(0, 2, 41):
            uses, whole = paths.explorer.uses.at(W_rec=W_rec), paths.explorer.sums[-1].at(W_rec=W_rec)
            assert uses.max() < [ax.get_ylim()[1] for ax in axes][1]
            assert whole < [ax.get_xlim()[1] for ax in axes][2] * 0.8  # its number stands behind it


def test_a_bias_changed_at_one_step_keeps_and_at_all_steps_restores():
    """The factor of step 21 comes to 1 and moves alone; only from the start on is what was lost brought back."""
    balance = explorers.Balance()
    before, steps = balance.factors.at(b_f=-1.0), np.arange(2, 41)
    once = balance.factors.at()
    assert once[steps == 21] == pytest.approx(1, abs=0.01)
    np.testing.assert_allclose(once[steps < 21], before[steps < 21], rtol=1e-12)
    assert np.abs(once / before - 1)[steps > 21].max() < 0.05
    np.testing.assert_allclose(balance.sums.at()[:5], balance.sums.at(b_f=-1.0)[:5], rtol=1e-12)
    times = [balance.times.at(b_f=1.05, where=where) for where in balance.sliders[1].options]
    assert 1.02 < times[0] < 1.05 < 1.4 < times[1] < 1.6 < 5e4 < times[2] < 7e4
    assert balance.times.at(b_f=6.0) < 1.1
    for where in balance.sliders[1].options:
        assert balance.times.at(b_f=-1.0, where=where) == pytest.approx(1, rel=1e-12)
    always = [balance.sums[-1].at(b_f=b_f, where="at all steps") for b_f in (-1, 0.5, 2, 6)]
    assert always[0] < always[3] < always[2] < always[1]


def test_every_position_of_the_balance_is_seen():
    """The factors stay on their axes, and so do the sums; each move of the bias moves a factor by a hair's breadth."""
    balance = explorers.Balance()
    for where in balance.sliders[1].options:
        places = [(balance.factors.at(b_f=b, where=where), balance.sums.at(b_f=b, where=where)) for b in range(-1, 7)]
        factors, sums = (np.array(numbers) for numbers in zip(*places, strict=True))
        assert 0 < factors.min() < factors.max() < 1.4
        assert 2e-6 < sums.min() < sums.max() < 10
        assert (np.diff(factors[:6, 19]) > 0.005).all() or where == "at all steps"


@pytest.mark.parametrize(
    "value", [0, 4e-4, 0.0005, 0.0625, 0.09949, 0.125, 0.99, 1, 1.994, 1.995, 9.949, 9.95, 999, 1e9]
)
def test_a_share_is_the_same_in_the_page(value, browser):
    page = browser.new_page()
    front = composer.composed("headline") + "export const { share } = headline_module;"
    found = page.evaluate(
        """async ([source, value]) =>
          (await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})))).share(value)""",
        [front, value],
    )
    page.close()
    assert found == share(value)


@pytest.mark.parametrize(("half", "said"), [(0.0625, "6.3\u00a0%"), (0.125, "13\u00a0%"), (10.5, "11×")])
def test_a_half_is_rounded_up_whatever_its_last_bit(half, said):
    assert [share(value) for value in (np.nextafter(half, 0), half, np.nextafter(half, 99))] == [said] * 3


def test_live_widget_moves_with_its_sliders():
    hero = explorers.Hero()
    W_rec, b_f = hero.sliders
    hero.widget.controls[W_rec].value = 2.0
    assert hero.values == {W_rec: 2.0, b_f: 4.0}
    assert hero.headline()[1] == hero.rnn.reach[-1].at(W_rec=2.0)
    bundle = hero._repr_mimebundle_()
    assert {"text/html", "image/png", "application/vnd.jupyter.widget-view+json"} <= set(bundle)


def test_the_live_widget_draws_by_the_same_front_end(browser):
    """Its module, as anywidget calls it: redraws with a trait, and lets go of every listener."""
    hero = explorers.Hero()
    picture = hero.widget.picture
    state = {name: getattr(picture, name) for name in ("spec", "html", "W_rec", "b_f")}
    page = browser.new_page()
    said, listeners = page.evaluate(
        """async ([source, state]) => {
          const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
          const { default: { render } } = await import(url);
          const listeners = new Map(), el = document.body.appendChild(document.createElement("div"));
          const model = { get: (name) => state[name], on: (event, f) => listeners.set(event, f),
                          off: (event, f) => listeners.get(event) === f && listeners.delete(event) };
          const stop = render({ model, el });
          state.b_f = 6;
          listeners.get("change:b_f")();
          const said = el.querySelector("output").textContent;
          stop();
          return [said, listeners.size];
        }""",
        [picture._esm, state],
    )
    page.close()
    assert said == hero.headline(b_f=6)[0]
    assert listeners == 0


PAGES = [
    (explorers.Hero, "index"),
    (explorers.Chain, "index"),
    (explorers.GateChain, "index"),
    (explorers.UnitRNN, "01-run-a-recurrent-network"),
    (explorers.Paths, "02-send-the-error-back"),
    (explorers.Components, "02-send-the-error-back"),
    (explorers.NetworkRNN, "03-watch-it-vanish-and-explode"),
    (explorers.UnitRNN, "03-watch-it-vanish-and-explode"),
    (explorers.Cell, "04-look-inside-the-lstm"),
    (explorers.FourTerms, "05-follow-the-gradient-through-the-cell"),
    (explorers.ComponentsBoth, "05-follow-the-gradient-through-the-cell"),
    (explorers.ForgetGate, "06-keep-the-gradient-alive"),
    (explorers.Balance, "06-keep-the-gradient-alive"),
    (explorers.Training, "07-train-both"),
    (explorers.Diagonal, "08-where-it-led"),
]


def drawn(figure):
    """Return what the picture draws now, and the headline."""
    shapes = figure.evaluate(
        "figure => [...figure.querySelectorAll('svg :is(path, image, use, text)')].map((e) => "
        "[e.getAttribute('d'), e.getAttribute('x'), e.getAttribute('y'), e.href?.baseVal].join()).join('\\n')"
    )
    return shapes, figure.locator("output").text_content()


def said(figure):
    """Return the headline's number."""
    return pytest.approx(float(figure.locator("output").get_attribute("data-value")), rel=1e-10)


def moves(figure, slider):
    """Find a slider's input in the page as the contract has it, move it, and yield where it then stands."""
    if isinstance(slider, Toggle):
        control = figure.locator(f"input[type=checkbox][name={slider.name}]")
        for value in (1 - slider.value, slider.value):
            control.press("Space")
            yield value
    elif isinstance(slider, Choice) and slider.buttons:
        radios = figure.locator(f"[role=radiogroup] input[type=radio][name={slider.name}]")
        assert radios.evaluate_all("all => all.map((input) => input.value)") == list(slider.options)
        for option in slider.options:
            figure.locator(f"input[name={slider.name}]:checked").press("ArrowRight")
            yield slider.options[
                (slider.options.index(slider.value) + slider.options.index(option) + 1) % len(slider.options)
            ]
    elif isinstance(slider, Choice):
        menu = figure.locator(f"select[name={slider.name}]")
        assert menu.locator("option").all_text_contents() == list(slider.options)
        for option in slider.options:
            menu.select_option(option)
            yield option
    else:
        control = figure.locator(f"input[type=range][name={slider.name}]")
        assert [float(control.get_attribute(k)) for k in ("min", "max", "step")] == [
            slider.low, slider.high, slider.step,
        ]  # fmt: skip
        for end in (slider.low, slider.high):
            control.fill(f"{end:g}")
            yield end


def put_back(page, figure, slider):
    """Press Reset, and wait until it is read."""
    figure.get_by_role("button", name="Reset").click()
    stands = """([figure, name]) => [...figure.querySelectorAll(`[name="${name}"]`)].every((input) =>
      input.options ? input.selectedOptions[0].defaultSelected
      : input.type === "range" ? input.value === input.defaultValue : input.checked === input.defaultChecked)"""
    until(page, stands, [figure.element_handle(), slider.name])
    settle(page)


@pytest.mark.parametrize(("kind", "name"), PAGES, ids=lambda value: getattr(value, "__name__", value))
def test_page_keeps_the_contract(kind, name, visit):
    explorer = made(kind.__name__).explorer
    page = visit(f"book/{name}.html").page
    figure = page.locator(f"figure.explorer#{explorer.name}[data-ready]")
    figure.wait_for()
    figure.scroll_into_view_if_needed()
    assert figure.locator("output[aria-live=polite]").text_content() == explorer.headline()[0]
    assert explorer.headline()[1] == said(figure)
    # What is stored has Matplotlib's digits; the same picture drawn by the page has its own.
    for _ in moves(figure, explorer.sliders[0]):
        pass
    put_back(page, figure, explorer.sliders[0])
    first = drawn(figure)
    assert first[1] == explorer.headline()[0]
    for slider in explorer.sliders:
        for value in moves(figure, slider):
            shapes, text = drawn(figure)
            assert not any(word in shapes for word in ("NaN", "Infinity", "undefined"))
            assert text == explorer.headline(**{slider.name: value})[0]
            assert explorer.headline(**{slider.name: value})[1] == said(figure)
        put_back(page, figure, slider)
        assert drawn(figure) == first

    slider = next((slider for slider in explorer.sliders if type(slider) is Slider), None)
    if not slider:
        return
    control = figure.locator(f"input[name={slider.name}]")
    control.focus()
    page.keyboard.press("ArrowRight")
    by_key, moved = drawn(figure), float(control.input_value())
    assert by_key != first
    assert moved == pytest.approx(slider.value + slider.step)
    assert explorer.headline(**{slider.name: moved})[1] == said(figure)

    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box["height"] >= 24
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, middle)
    page.mouse.up()
    assert float(control.input_value()) == slider.high
    assert drawn(figure)[0] != by_key[0]
    put_back(page, figure, slider)
    assert drawn(figure) == first


def test_explorers_are_alive_from_a_file_too(visit):
    found = visit("book/index.html", origin="file")
    figure = found.page.locator("figure.explorer#hero[data-ready]")
    figure.wait_for()
    before = drawn(figure)
    figure.locator("input[name=b_f]").fill("6")
    assert drawn(figure) != before
    assert not found.errors
    assert not found.outside
