"""The explorers: generated JavaScript against NumPy, and the contract of the built page."""

import numpy as np
import pytest

from gradflow import explorers
from gradflow.drawing.style import use_book_style
from gradflow.moving import composer
from gradflow.moving.explorer import Explorer
from gradflow.moving.sliders import Choice
from harness import ROOT

FRONT = ROOT / "book" / "gradflow" / "moving" / "front"
POSITIONS = 200

# The front end as a module of one page's explorer; what it gives of each position is a plain list.
RUN = """async ([front, positions]) => {
  const imported = (source) => import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  const text = (kind) => document.querySelector(kind).textContent;
  const spec = JSON.parse(text(".explorer-spec")), formulas = await imported(text(".explorer-formulas"));
  const { series_module: { seriesAt }, headline_module: { headline } } = await imported(front);
  return positions.map((values) => {
    const series = seriesAt(spec, formulas, values);
    return [series.map((data) => [data].flat(2).map(String)), headline(spec, series, values).text];
  });
}"""


@pytest.fixture(scope="module", params=explorers.__all__)
def explorer(request) -> Explorer:
    """Make one of the book's explorers."""
    use_book_style()
    return getattr(explorers, request.param)()


def positions(explorer, count):
    """Return slider positions: every end with every end and choice, then random ones."""
    rng = np.random.default_rng(0)
    ends = [{}]
    for slider in explorer.sliders:
        stops = slider.options if isinstance(slider, Choice) else (slider.low, 0.0, slider.high)
        ends = [end | {slider.name: stop} for end in ends for stop in stops]
    while len(ends) < count:
        ends.append(
            {
                s.name: str(rng.choice(s.options)) if isinstance(s, Choice) else float(rng.uniform(s.low, s.high))
                for s in explorer.sliders
            }
        )
    return ends


def run(browser, explorer, places):
    """Return all numbers and the headline that the front end gives at each position."""
    page = browser.new_page()
    page.set_content(explorer.page.html())
    front = composer.composed("explorer") + "export { series_module, headline_module };"
    found = page.evaluate(RUN, [front, places])
    page.close()
    return found


def test_javascript_agrees_with_numpy(explorer, browser):
    """All series of the page, also those that others are made of."""
    places = positions(explorer, POSITIONS)
    for values, (in_page, _) in zip(places, run(browser, explorer, places), strict=True):
        position = explorer.at(**values)
        for series, numbers in zip(explorer.page.series, in_page, strict=True):
            got, want = np.array(numbers, dtype=float), np.ravel(series.data(position))
            np.testing.assert_array_equal(np.isfinite(got), np.isfinite(want), err_msg=f"{series} at {values}")
            seen = np.isfinite(want)
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
    source = (FRONT / "drawing.js").read_text(encoding="utf-8")
    page = browser.new_page()
    found = page.evaluate(
        """async (source) => {
          const { pathThrough } = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
          const axes = {x: {log: false, offset: 1, factor: 2}, y: {log: true, offset: 50, factor: -10}};
          return [[[0, 1, 2, 3, 4], [1, 10, NaN, 0.1, 100]], [[3], [1, 10, 0]]].map((xy) => pathThrough(axes, ...xy));
        }""",
        source,
    )
    page.close()
    assert found == ["M1.00 50.00L3.00 40.00M7.00 60.00L9.00 30.00", "M7.00 50.00L7.00 40.00L7.00 10000.00"]


def test_headline_in_the_page_is_python_s(explorer, browser):
    """Also at both ends of every slider, where it must be a sentence without NaN or undefined."""
    places = positions(explorer, 60)
    for values, (_, text) in zip(places, run(browser, explorer, places), strict=True):
        assert text == explorer.headline(**values)[0]
        assert text.endswith(".")
        assert not any(word in text for word in ("NaN", "nan", "undefined", "inf", "{"))


def test_what_b_f_does_to_the_hero():
    """From −4 to 6 the LSTM goes from dying within 3 steps to the whole sequence; the RNN stays dead."""
    hero = explorers.Hero()
    assert hero.lstm.reach.at(b_f=-4.0)[3] < 1e-2
    assert hero.lstm.reach[-1].at(b_f=6.0) > 0.1
    assert hero.rnn.reach[-1].at() < 1e-3


def test_live_widget_moves_with_its_sliders():
    hero = explorers.Hero()
    W_rec, b_f = hero.sliders
    hero.widget.controls[W_rec].value = 2.0
    assert hero.values == {W_rec: 2.0, b_f: 0.0}
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
    (explorers.UnitRNN, "01-run-a-recurrent-network"),
    (explorers.NetworkRNN, "03-watch-gradients-vanish"),
    (explorers.Components, "02-backpropagate-through-time"),
    (explorers.FourTerms, "07-differentiate-the-cell-state"),
    (explorers.ForgetGate, "08-keep-the-gradient-alive"),
    (explorers.Balance, "08-keep-the-gradient-alive"),
]


def drawn(figure):
    """Return what the picture draws now, and the headline."""
    shapes = figure.locator("svg").evaluate(
        "svg => [...svg.querySelectorAll('path, image, use')].map((e) => "
        "[e.getAttribute('d'), e.getAttribute('x'), e.getAttribute('y'), e.getAttribute('xlink:href')].join())"
    )
    return shapes, figure.locator("output").text_content()


def said(figure):
    """Return the headline's number."""
    return pytest.approx(float(figure.locator("output").get_attribute("data-value")), rel=1e-10)


@pytest.mark.parametrize(("kind", "name"), PAGES, ids=lambda value: getattr(value, "__name__", value))
def test_page_keeps_the_contract(kind, name, visit):
    explorer = kind()
    page = visit(f"book/{name}.html").page
    figure = page.locator(f"figure.explorer#{explorer.name}[data-ready]")
    figure.wait_for()
    figure.scroll_into_view_if_needed()
    first = drawn(figure)

    assert figure.locator("output[aria-live=polite]").text_content() == explorer.headline()[0]
    assert explorer.headline()[1] == said(figure)
    for slider in explorer.sliders:
        if isinstance(slider, Choice):
            options = figure.locator(f"select[name={slider.name}] option").all_text_contents()
            assert options == list(slider.options)
            continue
        control = figure.locator(f"input[type=range][name={slider.name}]")
        assert [float(control.get_attribute(k)) for k in ("min", "max", "step")] == [
            slider.low, slider.high, slider.step,
        ]  # fmt: skip
        for end in (slider.low, slider.high):
            control.fill(str(end))
            shapes, text = drawn(figure)
            assert not any(word in "".join(map(str, shapes)) for word in ("NaN", "Infinity", "undefined"))
            assert text == explorer.headline(**{slider.name: end})[0]
        figure.get_by_role("button", name="Reset").click()
        page.wait_for_function("(input) => input.value === input.defaultValue", arg=control.element_handle())

    slider = explorer.sliders[0]
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
    figure.get_by_role("button", name="Reset").click()
    page.wait_for_function("(input) => input.value === input.defaultValue", arg=control.element_handle())
    assert drawn(figure) == first


def test_page_shows_the_stored_runs_that_are_chosen(visit):
    explorer = explorers.Training()
    page = visit("book/09-train-both.html").page
    figure = page.locator("figure.explorer#training[data-ready]")
    figure.wait_for()
    first = drawn(figure)
    assert first[1] == explorer.headline()[0]
    for slider in explorer.sliders:
        choice = figure.locator(f"select[name={slider.name}]")
        assert choice.locator("option").all_text_contents() == list(slider.options)
        for option in slider.options:
            choice.select_option(option)
            shapes, text = drawn(figure)
            assert not any(word in "".join(map(str, shapes)) for word in ("NaN", "Infinity", "undefined"))
            assert text == explorer.headline(**{slider.name: option})[0]
            assert explorer.headline(**{slider.name: option})[1] == said(figure)
            assert (shapes == first[0]) == (option == slider.value)
        figure.get_by_role("button", name="Reset").click()
        reset = [choice.element_handle(), slider.value]
        page.wait_for_function("([select, value]) => select.value === value", arg=reset)
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
