"""The explorer of the stored runs: its table, its curves, and a click that chooses."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gradflow import explorers
from gradflow.drawing.style import SETTINGS
from gradflow.explorers.training import Runs
from gradflow.explorers.training_picture import END, HIGHEST, LOWEST
from gradflow.learning import runs
from gradflow.learning.rates import wilson
from gradflow.learning.training import Record
from gradflow.moving import composer, levels
from gradflow.moving.explorer import Explorer
from gradflow.moving.frames import Frame
from gradflow.moving.readings import Reading, share
from gradflow.moving.series import Option, Table
from gradflow.moving.sliders import Choice, Slider
from harness import settle


def run(name, T, seed, scores, solved=True):
    """Return a run as ``load`` gives it, with an influence of a tenth of each score."""
    return {
        "name": name,
        "T": T,
        "seed": seed,
        "solved": solved,
        "records": [Record(25 * k, 0, score, 0, score / 10, 0, 0) for k, score in enumerate(scores)],
    }


SETTING = {"steps": 50, "every": 25}
GROWN = {
    "settings": SETTING,
    "runs": [
        run("LSTM, chrono", 50, 0, [0.5, 1, 0.257]),
        run("RNN", 20, 1, [0.26, 0.5], solved=False),
        run("RNN", 20, 0, [0.5, 1, 1]),
        run("LSTM, chrono", 20, 0, [0.2]),
        run("RNN", 50, 3, [0.1, 0.1, 0.1], solved=False),
        run("RNN", 100, 3, [0.1, 0.1, 0.1], solved=False),
    ],
}
LONGER = {
    "settings": {"steps": 80, "every": 20},
    "runs": [run("RNN", 20, 0, [0.5] * 5, solved=False), run("LSTM, chrono", 20, 0, [1, 1])],
}


def test_whatever_runs_are_stored_have_rows_columns_and_numbers():
    """In the order of the starts; a lag that some start lacks is left out, and so is what follows a run's end."""
    shown = Runs({"remember": GROWN, "adding": LONGER}, "remember 20", "RNN")
    assert shown.start.options == ("RNN", "LSTM, chrono")
    assert shown.task.options == ("remember 20", "remember 50", "adding 20")
    assert shown.groups == {"remember": [20, 50], "adding": [20]}
    assert shown.colours == ("rnn", "lstm")
    at = {"task": "remember 20", "start": "RNN"}
    assert (shown.solved.at(**at), shown.seeds.at(**at), shown.most) == (1, 2, 2)
    assert (shown.low.at(**at), shown.high.at(**at)) == pytest.approx(wilson(1, 2))
    gap = [np.nan] * 3
    np.testing.assert_array_equal(shown.scores.at(**at), [50, 100, 100, *gap, 26, 50, np.nan, *gap])
    decades = np.log10([0.05, 0.1, 0.1, *gap, 0.026, 0.05, np.nan, *gap])
    np.testing.assert_allclose(shown.reaches.at(**at), decades, atol=0.1 + 1e-12)
    assert shown.left.at(**at) == pytest.approx((0.1 * 0.05) ** 0.5)
    at = {"task": "remember 50", "start": "LSTM, chrono"}
    np.testing.assert_array_equal(shown.scores.at(**at), [50, 100, 26, *9 * [np.nan]])
    at = {"task": "adding 20", "start": "RNN"}
    np.testing.assert_array_equal(shown.scores.at(**at), [*5 * [50], *7 * [np.nan]])


def test_each_task_s_training_has_the_whole_axis():
    shown = Runs({"remember": GROWN, "adding": LONGER}, "remember 20", "RNN")
    for task, part in (("remember 50", 1 / 2), ("adding 20", 1 / 4)):
        times = shown.times.at(task=task).reshape(2, -1)
        np.testing.assert_allclose(times, END * part * np.arange(6)[None].repeat(2, axis=0))


def test_an_influence_of_nothing_is_stored_as_one_below_the_picture():
    none = {"settings": SETTING, "runs": [run("RNN", 20, 0, [0, 0.5])]}
    shown = Runs({"remember": none}, "remember 20", "RNN")
    zero, some, *gap = shown.reaches.at()
    assert zero < LOWEST
    assert some == pytest.approx(np.log10(0.05), abs=0.1)
    assert np.isnan(gap).all()


def test_the_explorer_shows_the_stored_runs():
    """Each as far as it was trained, to a tenth of a decade and 1 %."""
    explorer = explorers.Training()
    shown = explorer.runs
    assert shown.groups == {task: list(plan.lags) for task, plan in runs.PLANS.items()}
    assert shown.start.options == runs.NAMES
    for task, plan in runs.PLANS.items():
        every, by_cell = plan.settings["every"], {}
        for one in runs.load(plan.stored)["runs"]:
            by_cell.setdefault((one["T"], one["name"]), {})[one["seed"]] = one
        for (T, start), seeds in by_cell.items():
            found = [seeds[seed] for seed in sorted(seeds)]
            at = {"task": f"{task} {T}", "start": start}
            solved = sum(one["solved"] for one in found)
            assert (shown.seeds.at(**at), shown.solved.at(**at)) == (len(found), solved)
            low, high = map(share, wilson(solved, len(found)))
            said = (
                f"{solved} of {len(found)} runs solved the task; the 95 % interval for its chance is {low} to {high}."
            )
            assert explorer.headline(**at)[0].startswith(f"{start}, {task} {T}: {said}")
            for curves, field, near in ((shown.scores, "score", 1), (shown.reaches, "reach", 0.1)):
                rows = curves.at(**at).reshape(len(found), -1)
                assert np.isnan(rows[:, -1]).all()
                for row, one in zip(rows, found, strict=True):
                    points = row[~np.isnan(row)]
                    assert len(points) == one["records"][-1].step // every + 1
                    values = [getattr(record, field) for record in one["records"]]
                    want = np.multiply(values, 100) if field == "score" else np.log10(values)
                    seen = want >= LOWEST
                    np.testing.assert_allclose(points[seen], want[seen], atol=near + 1e-9)
                    assert (points[~seen] < LOWEST + near).all()
            assert np.nanmax(shown.reaches.at(**at)) < HIGHEST


@pytest.fixture
def table(browser):
    """Open a page with a small table and its frame, brought to life."""
    column, row = Choice("column", ("a", "b", "c"), "", buttons=True), Choice("row", ("p", "q"), "", "q")
    number = Table([[11, 12], [21, 22], [31, 32]], column, row)
    with plt.rc_context(SETTINGS):
        fig, ax = plt.subplots()
        ax.set(xlim=(-0.5, 2.5), ylim=(1.5, -0.5))
        frame = ax.add_patch(Frame(edgecolor="k"))
        explorer = Explorer("table", fig, {frame: (Option(column), Option(row))}, [Reading(number, "{count}")],
                            [column, row], "a table")  # fmt: skip
    page = browser.new_page()
    style = (composer.FRONT / "explorer.css").read_text(encoding="utf-8")
    page.set_content(f"<style>{style}</style><main>{explorer.page.html()}</main>")
    page.add_script_tag(content=composer.script())
    page.locator("figure[data-ready]").wait_for()
    yield page, explorer
    page.close()


def place(page, explorer, column, row):
    """Return where the middle of a cell stands on the screen."""
    (axes,) = explorer.page.spec["axes"]
    at = [axes[letter]["offset"] + axes[letter]["factor"] * number for letter, number in (("x", column), ("y", row))]
    to_screen = "(svg, at) => (({x, y}) => [x, y])(new DOMPoint(...at).matrixTransform(svg.getScreenCTM()))"
    return page.locator("svg").evaluate(to_screen, at)


def test_a_click_into_a_table_chooses_the_cell(table):
    """Both controls follow, and the frame; a click beside the table moves nothing."""
    page, explorer = table
    said, radio = page.locator("output"), page.locator("[name=column]:checked")
    assert said.text_content() == "12"
    beside = (2.7, 0), (-0.7, 0), (0, -0.7), (2, 1.7)
    clicks = ((1, 1, 22), *((*at, 22) for at in beside), (0.4, 1.4, 12), (1.6, -0.4, 31), (2, 0, 31))
    for column, row, number in clicks:
        page.mouse.click(*place(page, explorer, column, row))
        assert said.text_content() == str(number)
        assert radio.input_value() == "abc"[number // 10 - 1]
        assert page.locator("select").input_value() == "pq"[number % 10 - 1]
    box, (x, y) = page.locator("#table-artist-0 path").bounding_box(), place(page, explorer, 2, 0)
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((x, y), abs=0.6)
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("document.querySelector('[value=a]').checked")
    settle(page)
    assert said.text_content() == "12"


def test_a_click_moves_a_live_model_and_tells_the_kernel(table, browser):
    """As anywidget's: a change is saved; and no listener stays."""
    _, explorer = table
    picture = explorer.widget.picture
    state = {name: getattr(picture, name) for name in ("spec", "html", "column", "row")}
    page = browser.new_page()
    found = page.evaluate(
        """async ([source, state]) => {
          const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
          const { default: { render } } = await import(url);
          const el = document.body.appendChild(document.createElement("div")), done = [];
          const model = { get: (name) => state[name], on() {}, off() {},
                          set: (name, value) => done.push([name, value]), save_changes: () => done.push("saved") };
          const stop = render({ model, el });
          const svg = el.querySelector("svg"), { x, y } = state.spec.axes[0];
          const at = (map, k) => map.offset + map.factor * k;
          const { x: clientX, y: clientY } = new DOMPoint(at(x, 2), at(y, 0)).matrixTransform(svg.getScreenCTM());
          const click = () => svg.dispatchEvent(new MouseEvent("click", { clientX, clientY }));
          click();
          stop();
          click();
          return done;
        }""",
        [picture._esm, state],
    )
    page.close()
    assert found == [["column", 2], ["row", 0], "saved"]


def test_the_page_reads_every_level(browser):
    """Those whose character means something to HTML or JSON, too."""
    k = Slider("k", 0, levels.HIGHEST, 1, "which", step=1)
    stored = levels.Levels(np.arange(levels.HIGHEST + 1) * 0.2 - 14, lowest=-14, step=0.2)
    with plt.rc_context(SETTINGS):
        explorer = Explorer("levels", plt.figure(), {}, [Reading(stored[k], "{value}")], [k], "levels")
    page = browser.new_page()
    page.set_content(explorer.page.html())
    page.add_script_tag(content=composer.script())
    page.locator("figure[data-ready]").wait_for()
    for number in range(levels.HIGHEST, -1, -1):
        page.locator("[name=k]").fill(str(number))
        settle(page)
        assert float(page.locator("output").get_attribute("data-value")) == stored.at()[number]
    page.close()
