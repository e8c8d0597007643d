"""What a reader moves: colours, toggles, presets and titles, in a built page and in a live kernel."""

import ipywidgets as widgets
import matplotlib.pyplot as plt
import pytest

from gradflow.drawing import COLOURS
from gradflow.drawing.style import SETTINGS
from gradflow.moving import composer
from gradflow.moving.explorer import Explorer
from gradflow.moving.readings import Reading
from gradflow.moving.series import Formula, Table
from gradflow.moving.sliders import Choice, Slider
from gradflow.moving.toggles import Toggle, switches
from gradflow.moving.wires import Wire
from harness import settle

STYLE = (composer.FRONT / "explorer.css").read_text(encoding="utf-8")


def made(presets=None, **keywords):
    """Return an explorer with a slider and a toggle, whose headline says write · w."""
    w = Slider("w", -2, 2, 0.5, "factor of a step", step=0.1, colour="rnn")
    write = Toggle("write", "let the input in", 1, colour="input")
    kept = Formula(write.symbol * w.symbol, w, write)
    fig, ax = plt.subplots()
    (line,) = ax.plot([0, 1], [0, 0])
    places = presets(w, write) if presets else None
    return Explorer("small", fig, {line: kept}, [Reading(kept, "{value} at {w}, {write}.")], [w, write],
                    "a line", presets=places, **keywords)  # fmt: skip


def three(w, write):
    return {"vanishes": {w: 0.3}, "knife's edge": {w: 1.0}, "shut": {w: 0.3, write: 0}}


@pytest.fixture
def page(browser):
    """Open a page with one explorer, brought to life."""
    page = browser.new_page()
    html = made(three, title="Does w < 1 fade?").page.html()
    page.set_content(f"<style>{STYLE}</style><main>{html}</main>")
    page.add_script_tag(content=composer.script())
    page.locator("figure[data-ready]").wait_for()
    yield page
    page.close()


def pressed(page):
    return page.locator("button[aria-pressed=true]").all_text_contents()


def said(page):
    return page.locator("output").text_content()


def test_a_preset_moves_sliders_picture_and_sentence(page):
    d = "document.querySelector('#small-artist-0 path').getAttribute('d')"
    first = page.evaluate(d)
    assert pressed(page) == []
    page.get_by_role("button", name="knife's edge").click()
    assert page.locator("input[name=w]").input_value() == "1"
    assert said(page) == "1.00 at 1.0, 1."
    assert page.evaluate(d) != first
    assert pressed(page) == ["knife's edge"]


def test_a_preset_is_pressed_by_keyboard_and_released_by_a_move(page):
    page.get_by_role("button", name="shut").focus()
    page.keyboard.press("Enter")
    assert pressed(page) == ["vanishes", "shut"]
    page.locator("input[name=write]").check()
    assert pressed(page) == ["vanishes"]
    page.locator("input[name=w]").press("ArrowRight")
    assert pressed(page) == []
    for _ in range(6):
        page.locator("input[name=w]").press("ArrowRight")
    assert pressed(page) == ["knife's edge"]


def test_a_sentence_in_the_page_holds_a_true_minus(page):
    page.locator("input[name=w]").fill("-1.2")
    assert said(page) == "−1.20 at −1.2, 1."


def test_a_toggle_is_a_checkbox(page):
    box = page.locator("input[type=checkbox][name=write]")
    assert box.is_checked()
    box.press("Space")
    assert said(page) == "0 at 0.5, 0."
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("document.querySelector('[name=write]').checked")
    settle(page)
    assert said(page) == "0.500 at 0.5, 1."


@pytest.fixture
def chosen(browser):
    """Open a page with a choice among buttons and one in a menu, brought to life."""
    use = Choice("use", ("1", "2", "3"), "of the weight", "2", "rnn", buttons=True)
    kind = Choice("kind", ("a", "b"), "of cell")
    table = Table([[11, 12], [21, 22], [31, 32]], use, kind)
    with plt.rc_context(SETTINGS):
        fig, ax = plt.subplots()
        text = ax.text(0, 0, "is {value}")
        explorer = Explorer("chosen", fig, {text: table}, [Reading(table, "{use}{kind}: {value}.")], [use, kind],
                            "a number", presets={"first": {use: "1"}, "last": {use: "3", kind: "b"}})  # fmt: skip
    page = browser.new_page()
    page.set_content(f"<style>{STYLE}</style><main>{explorer.page.html()}</main>")
    page.add_script_tag(content=composer.script())
    page.locator("figure[data-ready]").wait_for()
    yield page
    page.close()


def test_a_choice_among_buttons_is_a_group_of_radios(chosen):
    """By pointer, by keyboard, by a preset and by Reset; all else of the page follows."""
    group = chosen.get_by_role("radiogroup", name="use of the weight")

    def shown():
        words = chosen.locator("svg text").last.text_content()
        return said(chosen), group.locator(":checked").input_value(), words

    assert shown() == ("2a: 21.0.", "2", "is 21.0")
    group.get_by_role("radio", name="3").click()
    assert shown() == ("3a: 31.0.", "3", "is 31.0")
    group.locator(":checked").press("ArrowRight")
    assert shown() == ("1a: 11.0.", "1", "is 11.0")
    assert pressed(chosen) == ["first"]
    chosen.get_by_role("button", name="last").click()
    assert shown() == ("3b: 32.0.", "3", "is 32.0")
    assert chosen.locator("select").input_value() == "b"
    chosen.get_by_role("button", name="Reset").click()
    chosen.wait_for_function("document.querySelector('[value=\"2\"]').checked")
    settle(chosen)
    assert shown() == ("2a: 21.0.", "2", "is 21.0")
    for button in group.locator("label").all():
        assert button.bounding_box()["height"] >= 24


def test_marks_stand_where_the_thumb_does(browser):
    """Below the slider, at the middle of the thumb; the input stays one as all others."""
    w = Slider("w", -4, 4, 1, "gain", marks=((-1, ""), (1, "radius 1")))
    kept = Formula(w.symbol, w)
    fig, ax = plt.subplots()
    explorer = Explorer("marked", fig, {ax.plot([0, 1])[0]: kept}, [Reading(kept, "{value}.")], [w], "a line")
    page = browser.new_page()
    page.set_content(f"<style>{STYLE}</style><main>{explorer.page.html()}</main>")
    page.add_script_tag(content=composer.script())
    control = page.locator("input[type=range][name=w]")
    control.wait_for()
    track = control.bounding_box()
    for mark, value in zip(page.locator(".explorer-marks > span").all(), (-1, 1), strict=True):
        box, share = mark.bounding_box(), (value + 4) / 8
        assert box["x"] + box["width"] / 2 == pytest.approx(track["x"] + 13 + share * (track["width"] - 26), abs=0.6)
    assert page.locator(".explorer-marks").text_content() == "radius 1"
    control.fill("-2")
    assert said(page) == "−2.00."
    assert page.locator(".explorer-value").text_content() == "−2.00"
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("document.querySelector('[name=w]').value === '1'")
    settle(page)
    assert said(page) == "1.00."
    page.close()
    live, _, _ = explorer.widget.children
    assert isinstance(live.children[0], widgets.FloatSlider)
    assert "1.00: radius 1" in live.children[1].value


@pytest.fixture
def rows(browser):
    """Open a page with two rows of toggles, brought to life."""
    write = switches("write", "the new", range(1, 5), {1}, "input")
    keep = switches("keep", "the old", range(2, 5), {2, 3, 4}, "forget")
    toggles = [*write.values(), *keep.values()]
    kept = Formula(sum(toggle.symbol for toggle in toggles), *toggles)
    fig, ax = plt.subplots()
    wire = ax.add_line(Wire([0, 1], [0, 0], 2, 9))
    explorer = Explorer("rows", fig, {wire: kept}, [Reading(kept, "{value}.")], toggles, "a wire",
                        presets={"none": dict.fromkeys(toggles, 0), "all": dict.fromkeys(toggles, 1)})  # fmt: skip
    page = browser.new_page()
    page.set_content(f"<style>{STYLE}</style><main>{explorer.page.html()}</main>")
    page.add_script_tag(content=composer.script())
    page.locator("figure[data-ready]").wait_for()
    yield page
    page.close()


def on(page):
    """Return the names of the toggles that are on, and how thick the wire is."""
    names = page.locator("input:checked").evaluate_all("all => all.map((input) => input.name)")
    return names, page.locator("#rows-artist-0 path").evaluate("path => path.style.strokeWidth")


def test_a_row_of_toggles_is_a_group_in_columns(rows):
    """Each in the column of its number, whatever the row begins with, and large enough for a thumb."""
    write = rows.get_by_role("group", name="write the new").get_by_role("checkbox")
    keep = rows.get_by_role("group", name="keep the old").get_by_role("checkbox")
    assert (write.count(), keep.count()) == (4, 3)
    places = [[box.bounding_box()["x"] for box in row.all()] for row in (write, keep)]
    assert places[0][1:] == pytest.approx(places[1], abs=0.5)
    assert all(min(box.bounding_box()[side] for side in ("width", "height")) >= 24 for box in write.all())
    assert on(rows) == (["write_1", "keep_2", "keep_3", "keep_4"], "8")
    rows.get_by_role("checkbox", name="write at step 3").click()
    assert on(rows) == (["write_1", "write_3", "keep_2", "keep_3", "keep_4"], "9")
    rows.get_by_role("button", name="none").click()
    assert on(rows) == ([], "0.001")
    assert pressed(rows) == ["none"]
    rows.get_by_role("button", name="Reset").click()
    rows.wait_for_function("document.querySelector('[name=write_1]').checked")
    settle(rows)
    assert on(rows) == (["write_1", "keep_2", "keep_3", "keep_4"], "8")


def test_for_the_keyboard_a_row_is_one_place_and_arrows_lead_along_it(rows):
    focused = lambda: rows.evaluate("document.activeElement.name")  # noqa: E731
    rows.locator("[name=write_1]").focus()
    found = []
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight", "Space", "End", "ArrowRight", "Home", "ArrowRight", "Tab"):
        rows.keyboard.press(key)
        found.append(focused())
    assert found == [f"write_{k}" for k in (1, 2, 3, 3, 4, 4, 1, 2)] + ["keep_2"]
    assert on(rows)[0] == ["write_1", "write_3", "keep_2", "keep_3", "keep_4"]
    rows.keyboard.press("Shift+Tab")
    assert focused() == "write_2"


def test_live_toggles_of_a_row_stand_side_by_side():
    write = switches("write", "the new", range(1, 4), {2})
    alone = Toggle("alone", "alone", 1)
    kept = Formula(sum(toggle.symbol for toggle in write.values()) * alone.symbol, *write.values(), alone)
    fig, ax = plt.subplots()
    explorer = Explorer("live", fig, {ax.plot([0, 1])[0]: kept}, [Reading(kept, "{value}.")], [*write.values(), alone],
                        "a line")  # fmt: skip
    row, other, _, _ = explorer.widget.children
    label, *buttons = row.children
    assert label.value == "<code>write</code> the new"
    assert [(button.description, button.value) for button in buttons] == [("1", False), ("2", True), ("3", False)]
    assert isinstance(other, widgets.Checkbox)
    buttons[0].value = True
    assert explorer.headline() == ("2.00.", 2)


def test_a_control_follows_the_model(chosen):
    """Whoever moves it: here it is none of the form's own inputs."""
    source = composer.composed("controls") + "export const { createForm, createModel } = controls_module;"
    stands = chosen.evaluate(
        """async (source) => {
          const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
          const { createForm, createModel } = await import(url);
          const sliders = [
            { name: "w", meaning: "", min: 0, max: 1, step: 0.1, value: 0.5, digits: 1 },
            { name: "on", meaning: "", toggle: true, value: 0 },
            { name: "menu", meaning: "", options: ["a", "b"], value: 0 },
            { name: "row", meaning: "", options: ["a", "b"], value: 0, buttons: true },
          ];
          const model = createModel(Object.fromEntries(sliders.map(({ name, value }) => [name, value])));
          const { form } = createForm({ sliders }, model);
          let heard = 0;
          model.on("change:w", () => heard++);
          for (const value of [0.5, 0.7, 0.7]) model.set("w", value);
          for (const name of ["on", "menu", "row"]) model.set(name, 1);
          const { w, on, menu, row } = form.elements;
          return [w.value, on.checked, menu.value, row.value, form.querySelector(".explorer-value").textContent, heard];
        }""",
        source,
    )
    assert stands == ["0.7", True, "b", "b", "0.7", 1]


def test_a_live_choice_among_buttons_is_one_too():
    use = Choice("use", ("1", "2", "3"), "of the weight", "2", buttons=True)
    fig, ax = plt.subplots()
    table = Table([1, 2, 3], use)
    explorer = Explorer("live", fig, {ax.text(0, 0, ""): table}, [Reading(table, "{value}.")], [use], "a number")
    control = explorer.widget.controls[use]
    assert isinstance(control, widgets.ToggleButtons)
    control.index = 2
    assert explorer.values == {use: "3"}


def test_a_slider_wears_the_colour_of_what_it_moves(page):
    fill = "(name) => getComputedStyle(document.querySelector(`[name=${name}]`)).getPropertyValue('--fill').trim()"
    assert page.evaluate(fill, "w") == COLOURS["rnn"].lower()
    assert page.evaluate(fill, "write") == COLOURS["input"].lower()


def test_controls_can_be_hit_and_stand_below_the_question(page):
    for control in page.locator("input, button").all():
        assert control.bounding_box()["height"] >= 24
    caption = page.locator("figure > :first-child")
    assert caption.evaluate("e => e.tagName") == "FIGCAPTION"
    assert caption.text_content() == "Does w < 1 fade?"


def test_without_title_and_presets_there_is_neither(browser):
    html = made().page.html()
    assert "figcaption" not in html
    assert made().page.spec["presets"] == []


def test_live_presets_move_the_controls():
    explorer = made(three, title="Does w < 1 fade?")
    widget = explorer.widget
    w, write = explorer.sliders
    assert isinstance(widget.controls[write], widgets.Checkbox)
    assert widget.controls[w].style.handle_color == COLOURS["rnn"]
    assert "w &lt; 1" in widget.children[0].value
    styles = lambda: [button.button_style for button in widget.buttons.values()]  # noqa: E731
    assert styles() == ["", "", ""]
    [*widget.buttons.values()][2].click()
    assert explorer.values == {w: 0.3, write: 0.0}
    assert explorer.headline()[0] == "0 at 0.3, 0."
    assert styles() == ["primary", "", "primary"]
    widget.controls[w].value = 1.0
    assert styles() == ["", "primary", ""]


def test_live_controls_say_what_they_mean_and_can_be_put_back():
    explorer = made(three)
    widget = explorer.widget
    w, write = explorer.sliders
    for slider, control in widget.controls.items():
        assert control.description == f"<code>{slider.name}</code> {slider.meaning}"
        assert control.description_allow_html
        control.value = not slider.value
    assert widget.controls[w].readout_format == ".1f"
    assert explorer.values == {w: 0, write: 0}
    widget.reset.click()
    assert explorer.values == {slider: slider.value for slider in explorer.sliders}
    assert widget.reset in widget.children[-2].children


def test_the_picture_of_a_live_toggle_moves(browser):
    """A checkbox's value is true or false there."""
    picture = made().widget.picture
    state = {name: getattr(picture, name) for name in ("spec", "html", "w", "write")}
    page = browser.new_page()
    text = page.evaluate(
        """async ([source, state]) => {
          const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
          const { default: { render } } = await import(url);
          const el = document.body.appendChild(document.createElement("div"));
          render({ model: { get: (name) => state[name], on() {}, off() {} }, el });
          return el.querySelector("output").textContent;
        }""",
        [picture._esm, state],
    )
    page.close()
    assert state["write"] is True
    assert text == "0.500 at 0.5, 1."


other = Slider("other", 0, 1, 0, "elsewhere")
kind = Choice("kind", ("a", "b"), "of cell", colour="lstm")

SLIPS = [
    (lambda: Slider("w", 0, 1, 0, "", colour="red"), "colour of w is 'red'; it must be one of rnn, lstm"),
    (lambda: Choice("w", ("a",), "", colour="red"), "colour of w is 'red'"),
    (lambda: Slider("w", 0, 1, 0, "", marks=((2, "far"),)), "a mark of slider w is 2; it must lie between 0 and 1"),
    (lambda: Toggle("write", "", 0.5), "write is 0.5; it must be 0 or 1"),
    (lambda: made().at(write=2), "write is 2; it must be 0 or 1"),
    (lambda: made(lambda w, write: {"one": {w: 1.0}}), r"presets are \['one'\]; there must be two to four"),
    (lambda: made(lambda w, _: {str(k): {w: 0} for k in range(5)}), "there must be two to four"),
    (lambda: made(lambda w, _: {"a": {w: 1}, "b": {other: 1}}), r"preset 'b' moves \['other'\]; the sliders are"),
    (lambda: made(lambda w, _: {"a": {w: 1}, "b": {"w": 1}}), r"preset 'b' moves \['w'\]"),
    (lambda: made(lambda w, _: {"a": {w: 1}, "b": {}}), "preset 'b' moves nothing"),
    (lambda: made(lambda w, _: {"a": {w: 1}, "b": {w: 3}}), "preset 'b' moves w to 3; it moves from -2 to 2"),
    (lambda: made(lambda w, _: {"a": {w: 1}, "b": {w: 0.25}}), "in steps of 0.1"),
    (lambda: made(lambda w, write: {"a": {w: 1}, "b": {write: 0.5}}), "write is 0.5"),
]  # fmt: skip


@pytest.mark.parametrize(("slip", "said"), SLIPS, ids=[said for *_, said in SLIPS])
def test_a_slip_is_an_error_that_says_what_is_wanted(slip, said):
    with pytest.raises(ValueError, match=said):
        slip()
    plt.close("all")
