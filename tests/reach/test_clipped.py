"""The measure of clipped text finds what a person could not read, and nothing else."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display.label import hint
from storycircle.ui.widgets.display.layouts import scrolling
from storycircle.ui.widgets.ring.ring import Ring
from storycircle.ui.widgets.ring.ring_model import RingView, SeatView
from tests.reach.clipped import Clipped, clipped
from tests.support.windows import shown

WORDS = "Everyone who is here tells one story, as short as they like."
Rows = Callable[[QWidget], list[Clipped]]


@pytest.fixture
def theme() -> Theme:
    return Theme(LIGHT, still=True)


@pytest.fixture
def rows(qtbot: QtBot) -> Rows:
    """What is clipped in a widget, in a window of 400 by 300 px."""
    window = QWidget()

    def found(widget: QWidget) -> list[Clipped]:
        widget.setParent(window)
        shown(qtbot, window, 400, 300)
        return clipped(window)

    return found


def _whys(found: list[Clipped]) -> list[tuple[str, str]]:
    return [(row.widget, row.why) for row in found]


def test_what_fits_is_not_found(rows: Rows, theme: Theme) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(hint(theme, WORDS))
    column.addWidget(Button(theme, "Go on"))
    column.addWidget(Field(theme, "a name", hint="your name"))
    column.addWidget(Writing(theme, "as many lines as you like"))
    page.resize(400, 300)
    assert rows(page) == []


def test_a_label_made_too_small(rows: Rows, theme: Theme) -> None:
    text = hint(theme, WORDS)
    text.setGeometry(0, 0, 100, 30)
    (row,) = rows(text)
    assert row.why == "cut"
    assert row.laid[1] > row.visible[1]


def test_a_label_of_qt_made_too_small(rows: Rows) -> None:
    text = QLabel(WORDS)
    text.setGeometry(0, 0, 100, 30)
    (row,) = rows(text)
    assert (row.widget, row.why) == ("QLabel", "cut")
    assert row.laid[0] > row.visible[0] == 100


def test_a_squeezed_card(rows: Rows, theme: Theme) -> None:
    """Its button has room, but the card round it has none."""
    card = QWidget()
    Button(theme, "Keep it as an idea", parent=card).resize(300, 40)
    card.setGeometry(0, 0, 300, 12)
    assert _whys(rows(card)) == [("Button", "cut")]


def test_a_button_that_is_too_low_for_its_words(rows: Rows, theme: Theme) -> None:
    """They stand in two lines where one is too narrow for them."""
    button = Button(theme, "Keep it as an idea")
    button.resize(90, 40)
    assert _whys(rows(button)) == [("Button", "cut")]


def test_words_that_go_on_by_themselves_are_whole(rows: Rows, theme: Theme) -> None:
    button = Button(theme, "Save elsewhere …")
    button.resize(button.sizeHint())
    assert rows(button) == []


def test_a_text_with_another_widget_on_it(rows: Rows, theme: Theme) -> None:
    page = QWidget()
    page.resize(400, 300)
    under = hint(theme, "under it")
    under.setParent(page)
    under.setGeometry(10, 10, 200, 30)
    Button(theme, "over it", parent=page).setGeometry(30, 5, 150, 40)
    assert _whys(rows(page)) == [("Text", "covered")]


def test_a_widget_that_paints_nothing_covers_nothing(rows: Rows, theme: Theme) -> None:
    page = QWidget()
    page.resize(400, 300)
    under = hint(theme, "under it")
    under.setParent(page)
    under.setGeometry(10, 10, 200, 30)
    QWidget(page).setGeometry(0, 0, 400, 300)
    assert rows(page) == []


class _Twice(QWidget):
    """Paints two names on the same place."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with QPainter(self) as painter:
            painter.drawText(QPointF(10, 40), "Sandra S")
            painter.drawText(QPointF(20, 44), "Simon R")


def test_two_texts_on_each_other(rows: Rows) -> None:
    names = _Twice()
    names.resize(200, 100)
    assert _whys(rows(names)) == [("_Twice", "overlaps")]


def test_what_a_scroll_bar_brings_in_is_seen(rows: Rows, theme: Theme) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    for _ in range(30):
        column.addWidget(hint(theme, WORDS))
    area = scrolling(page)
    area.resize(400, 300)
    assert rows(area) == []


def test_a_pane_that_scrolls_through_a_slit(rows: Rows, theme: Theme) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    for _ in range(30):
        column.addWidget(hint(theme, WORDS))
    area = scrolling(page)
    area.resize(400, 40)
    assert ("ScrollArea", "slit") in _whys(rows(area))


def test_what_is_wider_than_a_pane_that_scrolls_down_only(rows: Rows, theme: Theme) -> None:
    button = Button(theme, "Keep it as an idea, and come back to it afterwards")
    area = scrolling(button)
    area.resize(120, 300)
    assert _whys(rows(area)) == [("Button", "cut")]


def test_a_control_outside_of_the_window(rows: Rows) -> None:
    button = QPushButton()
    button.setGeometry(600, 290, 120, 40)
    assert _whys(rows(button)) == [("QPushButton", "out of reach")]


def test_a_value_that_is_longer_than_its_field(rows: Rows, qtbot: QtBot) -> None:
    """It is found where it is only shown, and moves under the caret where it is being typed."""
    page = QWidget()
    page.resize(400, 300)
    first, second = QLineEdit("a name", page), QLineEdit(WORDS, page)
    second.setGeometry(0, 50, 80, 40)
    first.setFocus()
    assert _whys(rows(page)) == [("QLineEdit", "cut")]
    second.setFocus()
    qtbot.waitUntil(second.hasFocus)
    assert clipped(page.window()) == []


def test_a_hint_that_is_longer_than_its_field(rows: Rows, theme: Theme) -> None:
    field = Field(theme, hint="your name, if you like")
    field.resize(80, 40)
    assert rows(field) == [], "its tip says all of it"
    field.setToolTip("")
    assert _whys(clipped(field.window())) == [("Field", "elided")]


def test_a_text_that_runs_out_of_its_cell(rows: Rows) -> None:
    table = QTableWidget(3, 2)
    table.resize(400, 300)
    table.setColumnWidth(0, 60)
    table.setItem(0, 0, QTableWidgetItem(WORDS))
    table.setItem(1, 0, QTableWidgetItem("short"))
    found = rows(table)
    assert _whys(found) == [("QTableWidget", "elided")]


def test_a_text_that_ends_early_may_do_so_where_its_tip_says_the_whole(
    rows: Rows, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where it is among the exceptions; a line that no tip completes is found."""
    ring = Ring(theme)
    seats = tuple(SeatView(str(at), "Featherstonehaugh-Cholmondeley") for at in range(6))
    ring.resize(400, 300)
    ring.show_view(RingView(seats))
    assert rows(ring) == []
    ring.show_view(RingView(seats, name="Bartholomew Featherstonehaugh-Cholmondeley", time="1:48"))
    assert clipped(ring.window()) == []
    monkeypatch.setattr(Ring, "_named_in_middle", lambda *_given: "")
    assert _whys(clipped(ring.window())) == [("Ring", "elided")]


def test_all_sizes_are_told_in_px(rows: Rows) -> None:
    text = QLabel(WORDS)
    text.setGeometry(0, 0, 100, 30)
    (row,) = rows(text)
    wide = QFontMetricsF(text.font()).horizontalAdvance(WORDS)
    assert abs(row.laid[0] - wide) <= 1
