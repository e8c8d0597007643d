"""The picture is right, not only different: what stands in the page is what Matplotlib draws of NumPy's series."""

import importlib
import inspect
import json
import math
import pkgutil
import re
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
import pytest
from bs4 import BeautifulSoup
from ipywidgets import embed

from gradflow import explorers
from gradflow.drawing import svg
from gradflow.moving import composer, drawn
from gradflow.moving.explorer import Explorer
from gradflow.moving.readings import Reading
from gradflow.moving.simulation import RNNSimulation
from gradflow.moving.sliders import Choice, Slider
from gradflow.moving.toggles import Toggle
from harness import settle
from seen import READ, Made, Shape, apart, corners, made, parts, rendered, seen, shades_apart, wanted, watched

NEAR = 0.02
"""SVG points: a 72nd of an inch; the page writes two decimals."""

CLIPPED = 0.2
"""SVG points: where a line towards 0 on a logarithmic axis, or towards infinity, leaves its axes.

Matplotlib draws such a 0 as 10 to the -1000, the page 10000 points away; both draw the line all but upright.
"""

AWAY = 2000
"""SVG points: only such a 0, or what is infinite or all but that, stands so far away."""

SHADES = 12
"""Of 255: the page has 64 of a heat map's 256 colours."""

# Moves every input as a reader does, and tells of each position what then stands in the page.
TOUR = f"""([places, ids]) => JSON.stringify(places.map((place) => {{
  const figure = document.querySelector("figure.explorer"), stands = {{}}, beside = {{}};
  const named = (name, more = "") => figure.querySelector(`[name="${{name}}"]${{more}}`);
  for (const [name, value] of Object.entries(place)) {{
    const button = named(name, `[type=radio][value="${{value}}"]`), input = button ?? named(name);
    const before = [input.value, input.checked].join();
    if (button) button.checked = true;
    else if (input.type === "checkbox") input.checked = value === 1;
    else input.value = value;
    if ([input.value, input.checked].join() === before) continue;
    input.dispatchEvent(new Event("input", {{ bubbles: true }}));
  }}
  for (const name of Object.keys(place)) {{
    const input = named(name, "[type=radio]:checked") ?? named(name);
    stands[name] = input.type === "checkbox" ? Number(input.checked) : input.value;
    beside[name] = input.closest(".explorer-control").querySelector(".explorer-value")?.textContent ?? null;
  }}
  const output = figure.querySelector("output");
  const shapes = ({READ})(figure, ids);
  return {{ stands, beside, said: output.textContent, number: output.dataset.value, shapes }};
}}))"""

# The least of what a notebook's page does with widgets: models that tell of changes, and jslink between them.
LIVE = f"""async ([state, picture, moves, ids]) => {{
  const models = Object.fromEntries(Object.entries(state).map(([id, {{ state }}]) => {{
    const values = {{ ...state }}, listeners = [];
    return [id, {{
      get: (name) => values[name],
      set(name, value) {{
        if (values[name] === value) return;
        values[name] = value;
        for (const [event, listener] of listeners) if (event === `change:${{name}}`) listener();
      }},
      on: (event, listener) => listeners.push([event, listener]),
    }}];
  }}));
  for (const {{ model_name, state: {{ source, target }} }} of Object.values(state)) {{
    if (model_name !== "LinkModel") continue;
    const ends = [source, target].map(([model, name]) => [models[model.slice("IPY_MODEL_".length)], name]);
    for (const [[from, read], [to, write]] of [ends, ends.toReversed()]) {{
      from.on(`change:${{read}}`, () => to.set(write, from.get(read)));
    }}
  }}
  const source = new Blob([models[picture].get("_esm")], {{ type: "text/javascript" }});
  const {{ default: {{ render }} }} = await import(URL.createObjectURL(source));
  const el = document.body.appendChild(document.createElement("div"));
  render({{ model: models[picture], el }});
  return moves.map((changes) => {{
    for (const [id, name, value] of changes) models[id].set(name, value);
    const values = Object.entries(state).flatMap(([id, {{ state }}]) =>
      ["value", "index"].filter((name) => name in state).map((name) => [id, name, models[id].get(name)]));
    return [({READ})(el, ids), el.querySelector("output").textContent, values];
  }});
}}"""


class Stop(NamedTuple):
    """A position, by the sliders' names, and what stood in the page there."""

    values: dict
    beside: dict[str, str]
    said: str
    number: str
    shapes: list[Shape]


class Tour(NamedTuple):
    """An explorer's picture as the page holds it, after moves, and as the front end redraws it when it is reset."""

    of: Made
    stored: list[Shape]
    redrawn: list[Shape]
    stops: list[Stop]


def ids(of: Made) -> list[str]:
    """Return the elements that show the artists in a page."""
    return [f"{name}-{artist.get_gid()}" for name, (_, artists) in of.drawings.items() for artist in parts(artists)]


def stops(slider) -> list:
    """Return a choice's options; both ends of a slider, and 0, where recurrent weights vanish."""
    if isinstance(slider, Choice):
        return list(slider.options)
    return [float(slider.low), *([0.0] if slider.low < 0 < slider.high else []), float(slider.high)]


def at_random(slider, rng):
    """Return an option, or a value where a step of the slider ends."""
    if isinstance(slider, Choice):
        return str(rng.choice(slider.options))
    steps = round((slider.high - slider.low) / slider.step)
    return round(slider.low + float(rng.integers(steps + 1)) * slider.step, 9) + 0.0


def places(explorer: Explorer, count: int) -> list[dict]:
    """Return every end with every end and option, and as many random positions as are asked for."""
    rng, names = np.random.default_rng(7), [slider.name for slider in explorer.sliders]
    found = [dict(zip(names, ends, strict=True)) for ends in corners([stops(slider) for slider in explorer.sliders])]
    return found + [{slider.name: at_random(slider, rng) for slider in explorer.sliders} for _ in range(count)]


def toured(browser, of: Made, count: int, script: str) -> Tour:
    """Open an explorer's page, bring it to life by a script, and move it about."""
    page, errors = browser.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(of.explorer.page.html())
    picture = page.query_selector("figure.explorer")
    stored = seen(picture.evaluate(READ, ids(of)))
    page.add_script_tag(content=script)
    page.wait_for_selector("figure.explorer[data-ready]", timeout=5000)
    where = places(of.explorer, count)
    found = json.loads(page.evaluate(TOUR, [where, ids(of)]))
    page.click("[type=reset]")
    settle(page)
    redrawn = seen(picture.evaluate(READ, ids(of)))
    page.close()
    assert not errors
    for values, stop in zip(where, found, strict=True):
        stood = {
            name: value if isinstance(values[name], str) else float(value) for name, value in stop.pop("stands").items()
        }
        assert stood == values, "the page's inputs reach every step of a slider"
    return Tour(
        of, stored, redrawn, [Stop(v, **s | {"shapes": seen(s["shapes"])}) for v, s in zip(where, found, strict=True)]
    )


def check_shapes(of: Made, shapes: list[Shape], values: dict, clipped: float = CLIPPED):
    """Assert that the shapes are what Matplotlib draws of NumPy's series at a position."""
    for artist, shape, want in zip(parts(of.artists), shapes, wanted(of, of.explorer.at(**values)), strict=True):
        where = f"{artist.get_gid()} of {of.explorer.name} at {values or 'its first values'}"
        far, off = apart(shape, want), shades_apart(shape, want)
        near = clipped if np.abs(want.outline).max(initial=0) > AWAY else NEAR
        assert far <= near, f"{where} is {far:.3g} points apart"
        assert off <= SHADES, f"{where} is {off} shades apart"


def check(tour: Tour):
    """Assert that the picture was right wherever the tour stopped."""
    for stop in tour.stops:
        check_shapes(tour.of, stop.shapes, stop.values)


@pytest.fixture(scope="module", params=explorers.__all__)
def tour(request, browser) -> Tour:
    """Take one of the book's explorers to all its ends and options, and to 50 random positions."""
    return toured(browser, made(request.param), 50, composer.script())


def test_no_explorer_is_forgotten():
    modules = [
        importlib.import_module(f"gradflow.explorers.{found.name}")
        for found in pkgutil.iter_modules(explorers.__path__)
    ]
    kinds = {
        name
        for module in modules
        for name, kind in vars(module).items()
        if inspect.isclass(kind) and issubclass(kind, Explorer) and kind is not Explorer and name[0] != "_"
    }
    assert kinds == set(explorers.__all__)


def test_a_fresh_picture_is_matplotlib_s_own(tour, browser):
    """As stored, as the front end redraws it, and as Matplotlib writes the figure now: where transData says."""
    check_shapes(tour.of, tour.stored, {})
    check_shapes(tour.of, tour.redrawn, {})
    page = browser.new_page()
    for values in ({}, tour.stops[0].values):
        for name, drawing in tour.of.drawings.items():
            page.set_content(rendered(*drawing, tour.of.explorer.at(**values)))
            names = [artist.get_gid() for artist in parts(drawing[1])]
            one = tour.of._replace(drawings={name: drawing})
            check_shapes(one, seen(page.query_selector("body").evaluate(READ, names)), values)
    page.close()


def test_a_moved_picture_is_what_matplotlib_draws_of_numpy_s_series(tour):
    check(tour)


def test_the_number_beside_a_slider_is_where_it_stands(tour):
    for stop in tour.stops:
        for slider in tour.of.explorer.sliders:
            value, text = stop.values[slider.name], stop.beside[slider.name]
            if isinstance(slider, Toggle):
                assert text == (None if slider.place else ["off", "on"][int(value)])
                continue
            if isinstance(slider, Choice):
                assert text == ""
                continue
            assert float(text.replace("−", "-")) == pytest.approx(value, abs=1e-9)
            assert len(text.partition(".")[2]) == len(f"{slider.step:.12f}".rstrip("0").partition(".")[2])


def test_the_headline_under_a_picture_is_of_its_position(tour):
    for stop in tour.stops:
        text, number = tour.of.explorer.headline(**stop.values)
        assert stop.said == text
        assert text.endswith(".")
        assert not re.search(r"\b(nan|inf|undefined)\b|\{", text, re.I)
        assert float(stop.number) == pytest.approx(number, rel=1e-10)


@pytest.mark.parametrize("name", explorers.__all__)
def test_at_a_band_s_limit_the_next_band_speaks(name, browser):
    """In Python and in the page: below a limit its own sentence, from the limit on the next one."""
    explorer = made(name).explorer
    shown = {slider.name: slider.shown(slider.value) for slider in explorer.sliders}
    cases, said = [], []
    for k, reading in enumerate(explorer.readings):
        sentences = [text for _, text in reading.bands]
        for band, (limit, sentence) in enumerate(reading.bands):
            if limit is None:
                values = [(math.inf, sentence)]
            else:
                below, above = np.nextafter(limit, [-np.inf, np.inf]).tolist()
                after = sentences[band + 1]
                values = [(below, sentence), (limit, after), (above, after)]
            cases += [(k, value if math.isfinite(value) else "Infinity", text) for value, text in values]
            said += [reading.sentence(value, shown) for value, _ in values]
    page = browser.new_page()
    in_page = page.evaluate(
        """async ([source, spec, cases, values]) => {
          const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
          const { headline } = (await import(url)).headline_module;
          return cases.map(([k, value]) => {
            const reading = spec.readings[k];
            return headline({ ...spec, readings: [reading] }, { [reading.series]: Number(value) }, values).text;
          });
        }""",
        [
            composer.composed("headline") + "export { headline_module };",
            explorer.page.spec,
            cases,
            {slider.name: slider.value for slider in explorer.sliders},
        ],
    )
    page.close()
    assert in_page == said
    for (_, value, sentence), text in zip(cases, said, strict=True):
        pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(sentence))
        assert re.fullmatch(pattern, text), f"at {value}"


@pytest.mark.parametrize("name", explorers.__all__)
def test_who_cannot_see_the_picture_hears_what_its_author_wrote(name):
    of = made(name)
    pictures = BeautifulSoup(of.explorer.page.html(), "html.parser").select("figure svg")
    assert len(pictures) == len(of.drawings)
    for picture in pictures:
        assert picture["aria-label"] == of.alt
        assert picture["role"] == "img"


@pytest.mark.parametrize("name", explorers.__all__)
def test_a_live_slider_and_the_picture_s_trait_are_linked(name, browser):
    """Python's slider moves what Python says; the browser's moves the picture, and back; its message moves Python."""
    of = made(name)
    explorer, widget = of.explorer, of.explorer.widget
    state = embed.dependency_state(widget, drop_defaults=False)
    links = [found["state"] for found in state.values() if found["model_name"] == "LinkModel"]
    picture = widget.picture.model_id
    ends = {
        s: (control.model_id, "index" if isinstance(s, Choice) else "value") for s, control in widget.controls.items()
    }
    assert sorted((link["source"], link["target"]) for link in links) == sorted(
        ([f"IPY_MODEL_{control}", linked], [f"IPY_MODEL_{picture}", slider.name])
        for slider, (control, linked) in ends.items()
    )

    def sent(slider, value):
        if isinstance(slider, Choice):
            return slider.options.index(value)
        return bool(value) if isinstance(slider, Toggle) else value

    where = places(explorer, 2)[-4:]
    by_slider = [[[*ends[s], sent(s, place[s.name])] for s in explorer.sliders] for place in where]
    by_picture = [[[picture, s.name, sent(s, place[s.name])] for s in explorer.sliders] for place in where]
    page = browser.new_page()
    found = page.evaluate(LIVE, [state, picture, by_slider + by_picture, ids(of)])
    page.close()
    for place, (shapes, said, stands) in zip(where * 2, found, strict=True):
        check_shapes(of, seen(shapes), place)
        assert said == explorer.headline(**place)[0]
        for slider, end in ends.items():
            assert [*end, sent(slider, place[slider.name])] in stands

    starts = explorer.values
    for place in where:
        for slider, control in widget.controls.items():
            control.value = bool(place[slider.name]) if isinstance(slider, Toggle) else place[slider.name]
        assert {slider.name: value for slider, value in explorer.values.items()} == place
        assert explorer.headline() == explorer.headline(**place)
    for slider, control in widget.controls.items():
        control.set_state({ends[slider][1]: sent(slider, starts[slider])})  # as the browser's message does
    assert explorer.values == starts


# Beyond what the book shows: exact zeros, infinities, axes that end


def extremes(start: float) -> Explorer:
    """Make an explorer whose network's weight reaches from −10²⁰⁰ to 10²⁰⁰."""
    g, activation = Slider("g", -1, 1, start, "times 10²⁰⁰", step=0.5), Choice("activation", ("relu", "identity"), "")
    rnn = RNNSimulation(g * [[1e200]], [[1]], [0], [[1], [0], [0.5], [-1]], [0.25], activation)
    figure, ((above, right), (below, last)) = plt.subplots(2, 2)
    steps = np.arange(5)
    above.set(yscale="log", ylim=(1e-5, 1e5))
    (growth,) = above.plot(steps, np.ones(5), marker="o")
    below.set(ylim=(2, -2))  # upside down
    (states,) = below.plot(steps, np.zeros(5), marker="s", linestyle="none")
    image = right.imshow(np.zeros((5, 5)), vmin=-3, vmax=3, interpolation="none")
    bars = last.bar(steps, np.ones(5), 0.5)
    last.set_ylim(-1, 3)
    return Explorer(
        "extremes",
        figure,
        {growth: rnn.growth, states: rnn.states, image: rnn.components, bars: rnn.growth},
        [Reading(rnn.growth[-1], "{value}.")],
        [g, activation],
        alt='0 < α & "∞" > β',
    )


@pytest.mark.parametrize("start", [0, 0.5])
def test_zeros_and_infinities_leave_the_axes_on_their_side(start, browser):
    """Also in the picture that is stored, wherever it starts."""
    of = watched(lambda: extremes(start))
    tour = toured(browser, of, 0, composer.script())
    check_shapes(of, tour.stored, {}, clipped=1.2)  # Matplotlib is given 10³⁰⁰ for an infinity
    check_shapes(of, tour.redrawn, {})
    check(tour)
    shown = set(of.artists.values())
    numbers = np.concatenate([s.data(of.explorer.at(**stop.values)).ravel() for s in shown for stop in tour.stops])
    assert (numbers == 0).any()
    assert np.isinf(numbers).any()


def test_words_for_the_picture_are_escaped():
    html = watched(lambda: extremes(0)).explorer.page.html()
    assert 'aria-label="0 &lt; α &amp; &quot;∞&quot; &gt; β"' in html


# What the first edition's tests let pass


SEEDS = [
    ("a mirrored curve", "Hero", "axes.y, ys[k] ?? ys[0]", "axes.y, ys.at(-1 - k) ?? ys[0]"),
    ("inverted colours", "Components", "colours[Math.round(share", "colours[Math.round((1 - share)"),
    ("flat bars", "FourTerms", "to = position(along, series[y][k])", "to = from"),
    ("a lost logarithm", "Hero", "map.log ? Math.log10(value) : value", "value"),
    ("markers that stand still", "UnitRNN", 'marker.setAttribute("y"', 'marker.setAttribute("data-y"'),
    ("a heat map upside down", "Components", "rows.flat()", "rows.toReversed().flat()"),
]


@pytest.mark.parametrize(("fault", "name", "old", "new"), SEEDS, ids=[fault for fault, *_ in SEEDS])
def test_a_seeded_fault_of_the_front_end_is_seen(fault, name, old, new, browser):
    script = composer.script()
    assert script.count(old) >= 1
    broken = toured(browser, made(name), 3, script.replace(old, new))
    with pytest.raises(AssertionError, match=r"(points|shades) apart"):
        check(broken)


def test_an_unflipped_y_axis_is_seen(browser, monkeypatch):
    """The flip stands in Python, where data become SVG points."""
    source, flipped = inspect.getsource(svg.axis_maps), "height - corners"
    assert source.count(flipped) == 1
    exec(source.replace(flipped, "corners"), unflipped := dict(vars(svg)))
    monkeypatch.setattr(drawn, "axis_maps", unflipped["axis_maps"])
    broken = toured(browser, watched(explorers.Hero), 3, composer.script())
    with pytest.raises(AssertionError, match="points apart"):
        check(broken)
