"""Layouts that give way: nothing in them is narrower than its words, or loses some of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.commands import keys
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.display.bars import BarView, StageBar
from storycircle.ui.widgets.display.label import Text, section
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.scroll_area import FoldingArea, ScrollArea
from tests.support.windows import breathe, shown

_FIXTURES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(params=[1.0, 2.0])
def scaled(request: pytest.FixtureRequest, theme: Theme) -> Theme:
    """Text at 100 and at 200 %."""
    assert theme is not None
    return Theme(LIGHT, request.param, still=True)


@_FIXTURES
@given(width=st.integers(360, 1600), end=st.booleans())
def test_words_stand_beside_their_button_or_above_it(theme: Theme, width: int, end: bool) -> None:
    """Never narrower than two fifths of the row, never on each other, never outside."""
    box = QWidget()
    row = Flow(16, 4, box, end=end)
    title = section(theme, "Three is the most a circle commits to, and one is enough for it")
    buttons = [Button(theme, words) for words in ("Swap", "Keep it as an idea")]
    row.add(title, 1)
    for button in buttons:
        row.addWidget(button)
    high = row.heightForWidth(width)
    row.setGeometry(QRect(0, 0, width, high))
    places = [part.geometry() for part in (title, *buttons)]
    assert all(QRect(0, 0, width, high).contains(place) for place in places)
    assert not any(a.intersects(b) for a in places for b in places if a is not b)
    assert title.width() >= min(title.sizeHint().width(), width * 2 // 5)
    assert title.height() >= title.heightForWidth(title.width())
    assert all(button.width() == button.sizeHint().width() for button in buttons)


@pytest.mark.parametrize("width", [120, 180, 260, 900])
def test_a_button_that_is_too_narrow_has_more_lines(
    scaled: Theme, qtbot: QtBot, width: int
) -> None:
    """All of its words and its key are on it, whatever the width."""
    box = QWidget()
    flow = Flow(8, 8, box)
    button = Button(scaled, "Export the circle file", keys.EXPORT.cap)
    flow.addWidget(button)
    shown(qtbot, box, 900, 600, front=False)
    flow.setGeometry(QRect(0, 0, width, flow.heightForWidth(width)))
    assert button.height() == button.heightForWidth(button.width())
    lines = button._lines(button.width())
    assert " ".join(line.text for line in lines).replace(" ", "") == "Exportthecirclefile"
    assert len(lines) * scaled.px(20) <= button.height()


@pytest.mark.parametrize("rightwards", [False, True])
def test_a_choice_stands_upright_where_it_has_no_width(
    scaled: Theme, qtbot: QtBot, *, rightwards: bool
) -> None:
    """Each option is as wide as its words; the page gives it the height of all."""
    page = QWidget()
    if rightwards:
        page.setLayoutDirection(page.layoutDirection().RightToLeft)
    column = QVBoxLayout(page)
    choice = Choice(scaled, [("a", "Stays here"), ("b", "Without names"), ("c", "With name")])
    column.addWidget(choice)
    column.addStretch(1)
    shown(qtbot, page, 1200, 500, front=False)
    for width in (1200, round(230 * scaled.scale)):
        page.resize(width, 500)
        breathe(30)
        parts = choice.findChildren(QRadioButton)
        assert all(part.width() >= part.minimumSizeHint().width() for part in parts)
        assert all(choice.rect().contains(part.geometry()) for part in parts)
        upright = len({part.x() for part in parts}) == 1
        assert upright is (width < 1200)


def test_what_a_stage_says_goes_on_to_a_second_line(scaled: Theme, qtbot: QtBot) -> None:
    """The words beside the bar end in no dots: below each other they are whole."""
    page = QWidget()
    column = QVBoxLayout(page)
    bar = StageBar(scaled)
    bar.show_view(BarView((), "One to three actions that people here stand behind", "10 min left"))
    column.addWidget(bar)
    column.addStretch(1)
    shown(qtbot, page, 2000, 400, front=False)
    wide = bar.height()
    page.resize(round(320 * scaled.scale), 400)
    breathe(30)
    assert bar.height() >= wide + scaled.px(20)


def test_a_whole_area_grows_with_what_is_inside_and_the_page_scrolls(
    theme: Theme, qtbot: QtBot
) -> None:
    """One bar scrolls all of it; and by itself it scrolls again where it is not whole."""
    inside, page = QWidget(), QWidget()
    column, outer = QVBoxLayout(inside), QVBoxLayout(page)
    area = FoldingArea(inside)
    area.set_whole(True)
    outer.addWidget(area, 1)
    around = shown(qtbot, ScrollArea(page), 400, 300, front=False)
    for _ in range(12):
        column.addWidget(section(theme, "A line that is long enough for two lines of this width"))
    qtbot.waitUntil(lambda: around.verticalScrollBar().maximum() > 300)
    assert area.height() == inside.height()
    assert area.verticalScrollBar().maximum() == 0
    last = page.findChildren(Text)[-1]
    around.ensureWidgetVisible(last)
    assert around.rect().contains(last.mapTo(around, QPoint(0, last.height() // 2)))
    area.set_whole(False)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert around.verticalScrollBar().maximum() == 0
