"""The explorers and questions in a second engine: the tests of the first one, driven in Firefox."""

import itertools

import pytest
from playwright.sync_api import expect

from gradflow import explorers
from test_explorers import (  # noqa: F401
    PAGES,
    drawn,
    said,
    test_explorers_are_alive_from_a_file_too,
    test_page_keeps_the_contract,
)
from test_pictures import (  # noqa: F401
    test_a_fresh_picture_is_matplotlib_s_own,
    test_a_moved_picture_is_what_matplotlib_draws_of_numpy_s_series,
    test_the_headline_under_a_picture_is_of_its_position,
    test_the_number_beside_a_slider_is_where_it_stands,
    tour,
)
from test_question import (  # noqa: F401
    page,
    test_answers_are_told_by_keyboard,
    test_each_answer_is_told_its_own_by_mouse,
    test_nothing_is_told_before_an_answer_is_chosen,
)

pytestmark = pytest.mark.firefox


@pytest.fixture(scope="session")
def browser(firefox):
    """Drive what other modules drive in Chromium."""
    return firefox


def test_it_is_firefox(browser):
    assert browser.browser_type.name == "firefox"


@pytest.mark.parametrize(("kind", "name"), dict(PAGES).items(), ids=lambda value: getattr(value, "__name__", value))
def test_presets_move_picture_and_sentence(kind, name, visit):
    explorer = kind()
    figure = visit(f"book/{name}.html").page.locator(f"figure.explorer#{explorer.name}[data-ready]")
    figure.wait_for()
    shapes = []
    for preset in explorer.presets:
        button = figure.get_by_role("button", name=preset.name, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        values = {slider.name: value for slider, value in preset.values.items()}
        figure.get_by_role("button", name="Reset").click()
        button.click()
        text, number = explorer.headline(**values)
        shapes.append(drawn(figure)[0])
        assert drawn(figure)[1] == text
        assert number == said(figure)
    assert len(shapes) > 1
    assert all(one != other for one, other in itertools.pairwise(shapes))


def test_every_explorer_of_the_book_is_tried():
    assert {kind.__name__ for kind, _ in PAGES} == set(explorers.__all__)
