"""The explorers: generated JavaScript against NumPy, and the contract of the built page."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gradflow import explorers
from gradflow.drawing.style import use_book_style
from gradflow.explorers import shared
from gradflow.moving.explorer import Explorer, Reading, spoken
from harness import ROOT

NAMES = [
    "hero", "unit_rnn", "network_rnn", "components",
    "four_terms", "forget_gate", "balance", "components_both", "training",
]  # fmt: skip
POSITIONS = 200

COMPUTE = """async (positions) => {
  const text = (kind) => document.querySelector(kind).textContent;
  const spec = JSON.parse(text(".explorer-spec"));
  const url = URL.createObjectURL(new Blob([text(".explorer-module")], {type: "text/javascript"}));
  const { compute } = await import(url);
  return positions.map((values) =>
    Object.entries(compute(spec, values)).map(([name, data]) => [name, Array.from(data, String)]));
}"""


@pytest.fixture(scope="module", params=NAMES)
def explorer(request) -> Explorer:
    """Make one of the book's explorers."""
    use_book_style()
    return getattr(explorers, request.param)()


def positions(explorer, count):
    """Return slider positions: every end with every end and choice, then random ones."""
    rng = np.random.default_rng(0)
    ends = [{}]
    for name, control in explorer.sliders.items():
        stops = control.options if hasattr(control, "options") else (control.min, 0.0, control.max)
        ends = [end | {name: stop} for end in ends for stop in stops]
    while len(ends) < count:
        ends.append(
            {
                name: str(rng.choice(c.options)) if hasattr(c, "options") else float(rng.uniform(c.min, c.max))
                for name, c in explorer.sliders.items()
            }
        )
    return ends


def test_javascript_agrees_with_numpy(explorer, browser):
    page = browser.new_page()
    page.set_content(explorer.html())
    places = positions(explorer, POSITIONS)
    for values, series in zip(places, page.evaluate(COMPUTE, places), strict=True):
        expected = explorer.series(**values)
        assert {name for name, _ in series} == set(expected)
        for name, numbers in series:
            got, want = np.array(numbers, dtype=float), expected[name]
            assert got.shape == want.shape
            np.testing.assert_array_equal(np.isfinite(got), np.isfinite(want), err_msg=f"{name} at {values}")
            seen = np.isfinite(want)
            error = np.abs(got - want)[seen] - 1e-10 * np.abs(want[seen])
            assert (error <= 1e-300).all(), f"{name} at {values}"
    page.close()


def test_largest_singular_value_in_the_page(browser):
    """Also where a pivot of the bisection is exactly zero, as for the first matrix."""
    rng = np.random.default_rng(0)
    matrices = [np.array([[2.0, 0, 0], [1, -2, 0], [0, -2, 1]]), np.zeros((2, 2)), np.eye(5), np.ones((1, 1))]
    matrices += [rng.integers(-2, 3, size=(n, n)).astype(float) for n in (2, 3, 4) for _ in range(200)]
    matrices += [rng.normal(size=(n, n)) * 10.0 ** rng.integers(-200, 200) for n in range(1, 33)]
    source = (ROOT / "book/gradflow/moving/front/norms.js").read_text() + "\nexport { norm2 };"
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
    source = (ROOT / "book/gradflow/moving/front/norms.js").read_text() + "\nexport { norm2 };"
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


def test_headline_in_the_page_is_python_s(explorer, browser):
    """Also at both ends of every slider, where it must be a sentence without NaN or undefined."""
    page = browser.new_page()
    page.set_content(explorer.html())
    say = COMPUTE.replace("compute }", "compute, headline }").replace(
        "Object.entries(compute(spec, values)).map(([name, data]) => [name, Array.from(data, String)])",
        "headline(spec, compute(spec, values), values).text",
    )
    places = positions(explorer, 60)
    for values, text in zip(places, page.evaluate(say, places), strict=True):
        assert text == explorer.headline(**values)[0]
        assert text.endswith(".")
        assert not any(word in text for word in ("NaN", "nan", "undefined", "inf", "{"))
    page.close()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (1.5, "1.50"), (-0.05604, "-0.0560"), (999.4, "999"), (999.6, "1.0\u00a0×\u00a010³"),
        (2.34e-7, "2.3\u00a0×\u00a010⁻⁷"), (np.inf, "beyond 10³⁰⁸"),
    ],
)  # fmt: skip
def test_numbers_are_spoken(value, text):
    assert spoken(value) == text


def test_a_series_that_nothing_provides_is_named():
    fig, ax = plt.subplots()
    (line,) = ax.plot([0, 1], [0, 1])
    with pytest.raises(ValueError, match=r"'lstm\.reach'; only \['rnn'\]"):
        Explorer(
            "x", fig, {"rnn": shared.random_rnn(2, 3, "tanh")}, {line: "lstm.reach"},
            [Reading("rnn.reach", -1, ((None, "."),))], "a line", W_rec=shared.slider(-1, 1, 0, "W_rec", "gain"),
        )  # fmt: skip
    plt.close(fig)


def test_what_b_f_does_to_the_hero():
    """From −4 to 6 the LSTM goes from dying within 3 steps to the whole sequence; the RNN stays dead."""
    hero = explorers.hero()
    forgetful, mindful = hero.series(b_f=-4.0), hero.series(b_f=6.0)
    assert forgetful["lstm.reach"][3] < 1e-2
    assert mindful["lstm.reach"][-1] > 0.1
    assert forgetful["rnn.reach"][-1] == mindful["rnn.reach"][-1] < 1e-3


def test_live_widget_moves_with_its_sliders():
    hero = explorers.hero()
    hero.sliders["W_rec"].value = 2.0
    assert hero.values == {"W_rec": 2.0, "b_f": 0.0}
    assert hero.headline()[1] == hero.series(W_rec=2.0)["rnn.reach"][-1]
    bundle = hero._repr_mimebundle_()
    assert {"text/html", "image/png", "application/vnd.jupyter.widget-view+json"} <= set(bundle)


PAGES = {
    "hero": "index",
    "unit-rnn": "01-run-a-recurrent-network",
    "network-rnn": "03-watch-gradients-vanish",
    "components": "02-backpropagate-through-time",
    "four-terms": "07-differentiate-the-cell-state",
    "forget-gate": "08-keep-the-gradient-alive",
    "balance": "08-keep-the-gradient-alive",
}


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


@pytest.mark.parametrize("name", PAGES)
def test_page_keeps_the_contract(name, visit):
    explorer = getattr(explorers, name.replace("-", "_"))()
    page = visit(f"book/{PAGES[name]}.html").page
    figure = page.locator(f"figure.explorer#{name}[data-ready]")
    figure.wait_for()
    figure.scroll_into_view_if_needed()
    first = drawn(figure)

    assert figure.locator("output[aria-live=polite]").text_content() == explorer.headline()[0]
    assert explorer.headline()[1] == said(figure)
    for key, control in explorer.sliders.items():
        if hasattr(control, "options"):
            options = figure.locator(f"select[name={key}] option").all_text_contents()
            assert options == list(control.options)
            continue
        slider = figure.locator(f"input[type=range][name={key}]")
        assert [float(slider.get_attribute(k)) for k in ("min", "max", "step")] == [
            control.min, control.max, control.step,
        ]  # fmt: skip
        for end in (control.min, control.max):
            slider.fill(str(end))
            shapes, text = drawn(figure)
            assert not any(word in "".join(map(str, shapes)) for word in ("NaN", "Infinity", "undefined"))
            assert text == explorer.headline(**{key: end})[0]
        figure.get_by_role("button", name="Reset").click()
        page.wait_for_function("(input) => input.value === input.defaultValue", arg=slider.element_handle())

    key, control = next(iter(explorer.sliders.items()))
    slider = figure.locator(f"input[name={key}]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    by_key, moved = drawn(figure), float(slider.input_value())
    assert by_key != first
    assert moved == pytest.approx(control.value + control.step)
    assert explorer.headline(**{key: moved})[1] == said(figure)

    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box["height"] >= 24
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, middle)
    page.mouse.up()
    assert float(slider.input_value()) == control.max
    assert drawn(figure)[0] != by_key[0]
    figure.get_by_role("button", name="Reset").click()
    page.wait_for_function("(input) => input.value === input.defaultValue", arg=slider.element_handle())
    assert drawn(figure) == first


def test_page_shows_the_stored_runs_that_are_chosen(visit):
    explorer = explorers.training()
    page = visit("book/09-train-both.html").page
    figure = page.locator("figure.explorer#training[data-ready]")
    figure.wait_for()
    first = drawn(figure)
    assert first[1] == explorer.headline()[0]
    for key, control in explorer.sliders.items():
        choice = figure.locator(f"select[name={key}]")
        assert choice.locator("option").all_text_contents() == list(control.options)
        for option in control.options:
            choice.select_option(option)
            shapes, text = drawn(figure)
            assert not any(word in "".join(map(str, shapes)) for word in ("NaN", "Infinity", "undefined"))
            assert text == explorer.headline(**{key: option})[0]
            assert explorer.headline(**{key: option})[1] == said(figure)
            assert (shapes == first[0]) == (option == control.value)
        figure.get_by_role("button", name="Reset").click()
        reset = [choice.element_handle(), control.value]
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
