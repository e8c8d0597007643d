"""The explorers: generated JavaScript against NumPy, and the contract of the built page."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from gradflow import explorers, parts
from gradflow.explorer import Explorer, Reading, spoken
from gradflow.style import use_book_style

NAMES = [
    "hero", "unit_rnn", "network_rnn", "components",
    "four_terms", "forget_gate", "balance", "components_both",
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
        (0, "0"), (1.5, "1.50"), (-0.05604, "-0.0560"), (999.4, "999"), (999.6, "1.0 × 10³"),
        (2.34e-7, "2.3 × 10⁻⁷"), (np.inf, "beyond 10³⁰⁸"),
    ],  # fmt: skip
)
def test_numbers_are_spoken(value, text):
    assert spoken(value) == text


def test_a_series_that_nothing_provides_is_named():
    fig, ax = plt.subplots()
    (line,) = ax.plot([0, 1], [0, 1])
    with pytest.raises(ValueError, match=r"'lstm\.reach'; only \['rnn'\]"):
        Explorer(
            "x", fig, {"rnn": parts.random_rnn(2, 3, "tanh")}, {line: "lstm.reach"},
            [Reading("rnn.reach", -1, ((None, "."),))], "a line", W_rec=parts.slider(-1, 1, 0, "W_rec", "gain"),
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
