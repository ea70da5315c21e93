"""The headings board by keys and by dragging: undone, saved at once, no circle’s word changed."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Action, Circle, Event, Gathered
from storycircle.store.library import Library
from storycircle.ui.organiser.board.cards import CARRIED
from storycircle.ui.organiser.board.columns import LISTED_FROM
from storycircle.ui.organiser.board.page import BoardPlace
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.journeys.keyboard import Keyboard

NEEDS, SHARE, EXCHANGE, FORUMS, CULTURE = range(5)


@pytest.fixture
def board(
    qtbot: QtBot,
    qapp: QApplication,
    library: Library,
    clock: SimulatedClock,
    example: Gathered,
) -> Iterator[BoardPlace]:
    """The board of June 2007, open, the first card chosen."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    library.load(example)
    made = BoardPlace(theme, OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.resize(1368, 900)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.refresh()
    made.enter()
    QApplication.processEvents()
    yield made
    made.close()


@pytest.fixture
def keys(board: BoardPlace) -> Keyboard:
    return Keyboard(board)


def _kept(library: Library) -> list[list[str]]:
    """The report's wordings under each heading, read from the disk anew."""
    from storycircle.core.headings import columns_of

    gathered = library.gathered(library.events()[0])
    return [[card.wording for card in column.cards] for column in columns_of(gathered)]


def _counts(library: Library) -> list[int]:
    return [len(wordings) for wordings in _kept(library)]


def _chosen(board: BoardPlace) -> str:
    card = board.editor.card(board.chosen)
    return card.wording if card else ""


def test_arrows_go_from_card_to_card(board: BoardPlace, keys: Keyboard, library: Library) -> None:
    """Across the five columns and down one; the foot shows both wordings of the chosen card."""
    assert _counts(library) == [1, 1, 7, 4, 3]
    keys.press("Right")
    assert _chosen(board).startswith("Produce a short glossary")
    assert board.foot.own.text().startswith("Collate short glossary")
    assert board.foot.wording.text() == _chosen(board)
    keys.press("Right", "Down", "Down")
    assert _chosen(board).startswith("Free up at least an hour")
    keys.press("Left")
    assert _chosen(board).startswith("Produce a short glossary")


def test_m_and_a_number_move_a_card(board: BoardPlace, keys: Keyboard, library: Library) -> None:
    """It stands at the end of that heading, on the disk at once, and keeps the keyboard."""
    first = _chosen(board)
    keys.press("M", "5")
    assert _counts(library) == [0, 1, 7, 4, 4]
    assert _kept(library)[CULTURE][-1] == first
    assert _chosen(board) == first
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName().startswith("Promote organisational")


def test_a_card_is_carried_by_arrows(board: BoardPlace, keys: Keyboard, library: Library) -> None:
    """M picks it up, arrows carry it across and down, Enter puts it down; then arrows go about."""
    first = _chosen(board)
    keys.press("M", "Right", "Down", "Enter")
    assert _kept(library)[SHARE][1] == first
    keys.press("Up")
    assert _chosen(board) != first
    assert _kept(library)[SHARE][1] == first


def test_a_move_is_undone_and_done_again(
    board: BoardPlace, keys: Keyboard, library: Library
) -> None:
    """Ctrl+Z and Ctrl+Shift+Z; what was worded in between stays."""
    before = _kept(library)
    keys.press("M", "2")
    moved = _kept(library)
    keys.press("Ctrl+Z")
    assert _kept(library) == before
    keys.press("Ctrl+Shift+Z")
    assert _kept(library) == moved
    board.editor.word(board.chosen, "Another wording.")
    keys.press("Ctrl+Z")
    assert _kept(library)[NEEDS] == ["Another wording."]
    keys.press("Ctrl+Z")
    assert board.notice.accessibleName() == "There is nothing to undo."


def test_the_reports_wording_is_typed(
    board: BoardPlace, keys: Keyboard, library: Library, example: Gathered
) -> None:
    """Enter goes to its field, Esc back to the card; the circles' own words are as they were."""
    keys.press("Enter")
    board.foot.wording.selectAll()
    keys.write("In other words.")
    assert board.back()
    assert _kept(library)[NEEDS] == ["In other words."]
    assert library.gathered(example.event).circles == example.circles
    assert QApplication.focusWidget() is not board.foot.wording


@pytest.mark.slow
def test_a_heading_is_added_named_moved_and_taken_away(
    board: BoardPlace, keys: Keyboard, library: Library
) -> None:
    """All by keys: Ctrl+H, F2, M and arrows, Delete."""
    keys.press("Ctrl+H")
    keys.write("New things\n")
    assert library.events()[0].headings[-1] == "New things"
    keys.press("F2")
    board.naming.field.selectAll()
    keys.write("Newer things\n")
    assert library.events()[0].headings[-1] == "Newer things"
    keys.press("M", "Left", "Left", "Enter")
    assert library.events()[0].headings[3] == "Newer things"
    keys.press("Delete")
    assert "Newer things" not in library.events()[0].headings
    keys.press("Ctrl+Z")
    assert library.events()[0].headings[3] == "Newer things"


def test_a_heading_in_use_is_not_taken_away(
    board: BoardPlace, keys: Keyboard, library: Library
) -> None:
    """Up from the first card is its heading; Delete there says to move the cards first."""
    keys.press("Up", "Delete")
    assert "move them first" in board.notice.accessibleName()
    assert len(library.events()[0].headings) == 5
    keys.press("Down")
    assert QApplication.focusWidget() is board.ground.columns[0].list


def test_a_card_is_dropped_between_two_others(board: BoardPlace, library: Library) -> None:
    """Where it is let go is where it stands."""
    action = board.editor.columns[NEEDS].cards[0]
    target = board.ground.columns[FORUMS].list
    second = target.visualRect(target.cards.index(1, 0))
    data = QMimeData()
    data.setData(CARRIED, action.action.encode())
    _drop(target, data, second.top() + 4)
    assert _kept(library)[FORUMS][1] == action.wording
    head = board.ground.columns[CULTURE].head
    _drop(head, data, 5)
    assert _kept(library)[CULTURE][0] == action.wording


def _drop(target: QWidget, data: QMimeData, y: int) -> None:
    event = QDropEvent(
        QPointF(40, y),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)
    QApplication.processEvents()


def test_sixteen_cards_stand_in_full(qtbot: QtBot, board: BoardPlace) -> None:
    """All visible at 1440x900; at a small window all go to two lines and the rest is counted."""
    qtbot.wait(20)
    columns = board.ground.columns
    assert not any(column.list.drawing.compact for column in columns)
    assert not any(column.more.text() for column in columns)
    board.resize(1000, 620)
    qtbot.waitUntil(lambda: all(column.list.drawing.compact for column in columns))
    qtbot.waitUntil(lambda: columns[EXCHANGE].more.text().endswith("more below"))
    assert not board.grab().isNull()


def _more(library: Library, count: int, text: str = "Do thing") -> None:
    """Circles of three actions each, under the event's first heading."""
    event = library.events()[0]
    for n in range(count):
        actions = tuple(
            Action(f"{n}-{k}", f"{text} {n} {k}", heading=event.headings[0]) for k in range(3)
        )
        library.save_circle(Circle(f"more-{n}", 10 + n, event.id, actions=actions))


def test_a_hundred_actions_become_a_list_of_headings(
    board: BoardPlace, keys: Keyboard, library: Library, example: Gathered
) -> None:
    """One heading's cards beside it; keys go between the two, and a number still moves a card."""
    _more(library, 30)
    board.session.refresh()
    assert sum(_counts(library)) >= LISTED_FROM
    assert board.ground.listed
    assert len(board.ground.columns) == 1
    board.enter()
    keys.press("Left", "Down")
    assert board.ground.columns[0].heading == example.event.headings[SHARE]
    keys.press("Enter")
    moved = _chosen(board)
    assert moved.startswith("Produce a short glossary")
    keys.press("M", "5")
    assert _kept(library)[CULTURE][-1] == moved
    assert board.ground.columns[0].heading == example.event.headings[CULTURE]


def test_more_than_six_headings_scroll_sideways(
    qtbot: QtBot, board: BoardPlace, keys: Keyboard
) -> None:
    """Columns keep their width, and the chosen card's column comes into sight."""
    for name in ("Six", "Seven", "Eight"):
        board.editor.add_heading(name)
    qtbot.wait(20)
    assert all(column.width() >= 216 for column in board.ground.columns)
    bar = board.ground.area.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    keys.press("M", "8")
    qtbot.waitUntil(lambda: bar.value() > 0)


def test_alike_actions_are_suggested_and_never_joined(
    board: BoardPlace, keys: Keyboard, library: Library, example: Gathered
) -> None:
    """A puts the card beside the one that says the same, only when it is pressed; it is undone."""
    same = replace(
        Circle("twin", 9, example.event.id),
        actions=(Action("same", "Organise an exchange of student placements"),),
    )
    library.save_circle(same)
    board.session.refresh()
    board.choose("same")
    board.enter()
    assert board.foot.about.text() == "Much like circle 6’s."
    before = _kept(library)
    keys.press("A")
    exchange = _kept(library)[EXCHANGE]
    assert exchange[-1] == "Organise an exchange of student placements"
    assert exchange[-2].startswith("Organise")
    assert not board.foot.beside.isVisible()
    keys.press("Ctrl+Z")
    assert _kept(library) == before


def test_unplaced_actions_are_a_first_column(
    board: BoardPlace, keys: Keyboard, library: Library, example: Gathered
) -> None:
    """Only while there are any; a number never sends a card back to none."""
    library.save_circle(Circle("late", 9, example.event.id, actions=(Action("l", "Late one"),)))
    board.session.refresh()
    assert board.ground.columns[0].heading == ""
    assert board.ground.keys()[example.event.headings[0]] == "1"
    board.choose("l")
    board.enter()
    keys.press("M", "1")
    assert len(board.ground.columns) == 5
    assert _kept(library)[NEEDS][-1] == "Late one"


def test_an_event_without_actions_says_what_to_do(board: BoardPlace, library: Library) -> None:
    """Nothing can be moved, and every key is harmless."""
    event = Event("empty", "Nothing yet", headings=("A",))
    library.save_event(event)
    board.session.show_event(event.id)
    assert board.foot.move_button.not_now
    for key in (Qt.Key.Key_M, Qt.Key.Key_A, Qt.Key.Key_Left, Qt.Key.Key_Escape):
        QTest.keyClick(board, key)
    board.pick_up()
    assert "gather" in board.summary.accessibleName()
