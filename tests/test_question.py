"""Questions: their own feedback for each answer, by mouse and keyboard, with neither script nor style needed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from gradflow.moving import Answer, Question, composer

STYLE = (composer.FRONT / "explorer.css").read_text(encoding="utf-8")
ANSWERS = [
    Answer("It doubles.", right=False, why="The detours carry <i>U</i>; the road does not."),
    Answer("Hardly: f<sub>t</sub> < 1.", right=True, why="B is f itself."),
    Answer("It vanishes.", right=False, why="A road has no slope."),
]


def question(*answers, name="road", text="What happens to <code>B</code> & why?"):
    return Question(name, text, list(answers) or ANSWERS)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(browser, request):
    """Open a page with one question, with JavaScript or without."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.set_content(
        f"<!doctype html><html lang='en'><title>q</title><style>{STYLE}</style><main>{question().html()}</main></html>"
    )
    yield page
    context.close()


def told(page):
    return [text for text in page.locator(".answer p").all() if text.is_visible()]


def test_nothing_is_told_before_an_answer_is_chosen(page):
    assert told(page) == []
    assert page.locator("legend").inner_text().split("\n")[1] == "What happens to B & why?"


@pytest.mark.parametrize("k", range(3))
def test_each_answer_is_told_its_own_by_mouse(page, k):
    page.get_by_text(["It doubles.", "Hardly: ft < 1.", "It vanishes."][k]).click()
    (said,) = told(page)
    plain = ["The detours carry U; the road does not.", "B is f itself.", "A road has no slope."][k]
    assert said.inner_text() == ["Not this one. ", "Right. ", "Not this one. "][k] + plain


def test_answers_are_told_by_keyboard(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert told(page)[0].inner_text().startswith("Not this one. The detours")
    page.keyboard.press("ArrowDown")
    (said,) = told(page)
    assert said.inner_text() == "Right. B is f itself."


def test_an_answer_can_be_hit(page):
    assert all(label.bounding_box()["height"] >= 24 for label in page.locator("label").all())


def test_a_question_is_accessible(browser):
    page = browser.new_page()
    page.set_content(f"<html lang='en'><title>q</title><style>{STYLE}</style><main>{question().html()}</main></html>")
    for chosen in (None, 0, 1):
        if chosen is not None:
            page.get_by_role("radio").nth(chosen).check()
        assert Axe().run(page).response["violations"] == [] or [
            v["id"] for v in Axe().run(page).response["violations"]
        ] == ["page-has-heading-one"]
    group = page.get_by_role("group", name="What happens to B & why?")
    assert group.get_by_role("radio", name="Hardly: ft < 1.").is_checked()
    page.close()


def test_without_style_all_of_it_reads(browser):
    page = browser.new_page()
    page.set_content(question().html())
    text = page.locator("body").inner_text()
    page.close()
    assert all(answer.verdict in text for answer in ANSWERS)
    assert "A road has no slope." in text


def test_live_question_tells_at_once():
    asked, choice, said = question().widget.children
    assert "<code>B</code> &amp; why?" in asked.value
    assert [text for text, _ in choice.options][1] == "Hardly: ft < 1."
    assert said.value == ""
    choice.value = 1
    assert said.value == "<b>Right.</b> B is f itself."
    choice.value = 0
    assert said.value.startswith("<b>Not this one.</b> The detours carry <i>U</i>")


def test_a_question_has_every_form():
    bundle = question()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain", "application/vnd.jupyter.widget-view+json"}
    assert bundle["text/plain"].splitlines() == [
        "Before you move anything: What happens to B & why?",
        "- It doubles. Not this one. The detours carry U; the road does not.",
        "- Hardly: ft < 1. Right. B is f itself.",
        "- It vanishes. Not this one. A road has no slope.",
    ]


def test_only_the_right_answer_looks_right():
    assert re.findall(r'class="answer (\w+)"', question().html()) == ["wrong", "right", "wrong"]


def test_only_the_known_marks_are_marks():
    html = question(text="<script>a</script> <i>b</i> <b onclick=x>").html()
    assert "&lt;script&gt;a&lt;/script&gt; <i>b</i> &lt;b onclick=x&gt;" in html


right, wrong = Answer("a", right=True, why="so"), Answer("b", right=False, why="no")
SLIPS = [
    (lambda: question(right), "'road' has 1 answers; it needs two"),
    (lambda: question(wrong, Answer("c", right=False, why="no")), "has 0 right answers; exactly one must be"),
    (lambda: question(right, Answer("c", right=True, why="so")), "has 2 right answers"),
    (lambda: question(right, wrong, wrong), "has the answer 'b' twice"),
    (lambda: question(right, Answer("c", right=False, why=" ")), "has no why for the answer 'c'"),
    (lambda: question(name="The road"), "name is 'The road'; it must be lower-case words"),
    (lambda: question(text="<i>so"), "has <i> not paired in '<i>so'"),
    (lambda: question(right, Answer("c</sub>", right=False, why="x")), "has <sub> not paired"),
]


@pytest.mark.parametrize(("slip", "said"), SLIPS, ids=[said for _, said in SLIPS])
def test_a_slip_is_an_error_that_says_what_is_wrong(slip, said):
    with pytest.raises(ValueError, match=said):
        slip()
