"""A hundred actions and more: one key a card, several at once, all undone, the view at rest."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.store.library import Library
from storycircle.ui import commands
from storycircle.ui.organiser.board.cards import carrying, drag_of
from storycircle.ui.organiser.board.columns import LISTED_FROM
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.sorting.acts import SortingPlace
from storycircle.ui.organiser.sorting.place import HeadingsPlace
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.scroll_area import ScrollArea
from tests.journeys.keyboard import Keyboard
from tests.support.many_actions import HEADINGS, many
from tests.support.windows import shown

COUNT = 120


@pytest.fixture
def place(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> Iterator[HeadingsPlace]:
    """The headings of an event of forty circles, nothing placed yet."""
    library.load(many(COUNT)[0])
    made = shown(qtbot, HeadingsPlace(theme, OrganiserSession(library, clock)), 1368, 860)
    made.refresh()
    made.enter()
    QApplication.processEvents()
    yield made
    made.close()


@pytest.fixture
def page(place: HeadingsPlace) -> SortingPlace:
    return place.sorting


@pytest.fixture
def keys(place: HeadingsPlace) -> Keyboard:
    return Keyboard(place)


def under(library: Library) -> dict[str, str]:
    """The heading of each action, read from the disk anew; those under none are left out."""
    held = library.gathered(library.events()[0])
    every = (action for circle in held.circles for action in circle.actions)
    return {one.id: held.heading_of(one) for one in every if held.heading_of(one)}


def lone(page: SortingPlace) -> str:
    """The card that is shown, with nothing that goes with it."""
    while page.ticked:
        page.tick_all()
    return page.stream.current


def sort_all(page: SortingPlace, keys: Keyboard, belongs: dict[str, str]) -> int:
    """A person sorts all that waits, and counts: what goes wrongly together is unticked, by A or
    one by one; what is right goes with a digit.
    """
    clicks = 0
    while page.stream.current:
        heading = belongs[page.stream.current]
        wrong = [id_ for id_ in page.ticked if belongs[id_] != heading]
        right = len(page.ticked) - len(wrong)
        if wrong and right > len(wrong):
            for id_ in wrong:
                page.toggle(id_)
            clicks += len(wrong)
        elif wrong:
            keys.press("A")
            if page.ticked:  # all of them were not ticked yet
                keys.press("A")
        keys.press(str(HEADINGS.index(heading) + 1))
    return keys.presses + clicks


@pytest.mark.parametrize(
    ("count", "left"), [(COUNT, 45), pytest.param(1449, 1449, marks=pytest.mark.slow)]
)
def test_an_action_takes_a_key_and_a_third_at_most(
    place: HeadingsPlace, keys: Keyboard, library: Library, count: int, left: int
) -> None:
    """And each stands where it belongs: with a third of all that only seem to go together."""
    gathered, belongs = many(count)
    library.load(gathered)
    place.session.refresh()
    for heading in HEADINGS:
        before = (id_ for id_ in list(belongs)[left:] if belongs[id_] == heading)
        place.session.board.sort(before, heading)
    page = place.sorting
    pressed = sort_all(page, keys, belongs)
    assert under(library) == belongs
    assert pressed <= 1.3 * left, pressed / left
    assert page.send.isVisible()
    assert page.send.words == "To the report"


def test_a_digit_sends_the_card_and_nothing_jumps(
    page: SortingPlace, keys: Keyboard, library: Library
) -> None:
    """The next one comes by itself; the card, the headings and the keyboard stay where they are."""
    first = lone(page)
    order = page.stream.order
    before = [row.geometry() for row in page.targets.rows]
    card = page.card.mapTo(page, QPoint(0, 0))
    keys.press("3")
    assert under(library) == {first: HEADINGS[2]}
    assert page.stream.current == order[1]
    assert [row.geometry() for row in page.targets.rows] == before
    assert page.card.mapTo(page, QPoint(0, 0)) == card
    assert QApplication.focusWidget() is page.card
    assert "1 of 120" in page.summary.accessibleName()


@pytest.mark.slow
@pytest.mark.parametrize(("wide", "high"), [(1287, 705), (1368, 860)])
def test_headings_stand_still_whatever_they_say(
    place: HeadingsPlace, keys: Keyboard, wide: int, high: int
) -> None:
    """Once they have two figures, and where some much like the card are: the mouse that stands on
    a heading stands on it for the next card too.
    """
    page = place.sorting
    place.resize(wide, high)
    QApplication.processEvents()
    stood: set[tuple[tuple[int, int], ...]] = set()
    said: set[bool] = set()
    for number in range(30):
        lone(page)
        keys.press(str(number % 2 * 4 + 1))
        QApplication.processEvents()
        stood.add(tuple((row.y(), row.height()) for row in page.targets.rows))
        said.update(bool(row.view.alike) for row in page.targets.rows)
    assert said == {True, False}
    assert max(row.view.count or 0 for row in page.targets.rows) >= 10
    assert len(stood) == 1


@pytest.mark.slow
def test_those_much_like_it_go_along_in_one_act(
    page: SortingPlace, keys: Keyboard, library: Library
) -> None:
    """Likely ones are ticked; A ticks all or none; U takes all back, and the card comes again."""
    while not page.ticked:
        keys.press("Down")
    card, before = page.stream.current, under(library)
    page.toggle(page.ticked[0])
    keys.press("A")
    assert set(page.ticked) == {one.action for one in page.company}
    keys.press("A")
    assert page.ticked == ()
    keys.press("A")
    together = {card, *page.ticked}
    keys.press("1")
    assert under(library) == before | dict.fromkeys(together, HEADINGS[0])
    keys.press("U")
    assert under(library) == before
    assert page.stream.current == card
    keys.press("Ctrl+Z")
    assert page.notice.accessibleName() == "There is nothing to undo."
    keys.press("Ctrl+Y")
    assert under(library) == dict.fromkeys(together, HEADINGS[0])


@pytest.mark.slow
def test_shift_down_takes_one_more_of_those_that_come(page: SortingPlace, keys: Keyboard) -> None:
    """First of those alike, then of the next ones; Shift Up gives the last one back."""
    lone(page)
    rows = [one.action for one in (*page.company, *page.next.rows.cards)]
    more = len(page.company) + 2
    keys.press(*["Shift+Down"] * more)
    assert list(page.ticked) == rows[:more]
    keys.press("Shift+Up")
    assert list(page.ticked) == rows[: more - 1]
    keys.press("2")
    assert page.stream.current == rows[more - 1], "the one that was given back comes"


@pytest.mark.slow
def test_the_first_act_can_be_taken_back_by_mouse(page: SortingPlace, library: Library) -> None:
    """The button says so with the next card, and no longer once nothing is left to take back."""
    lone(page)
    page.send_to(HEADINGS[0])
    assert not page.undo.not_now
    page.undo.click()
    assert under(library) == {}
    assert page.undo.not_now


@pytest.mark.slow
def test_every_act_of_a_long_day_is_taken_back(library: Library, clock: SimulatedClock) -> None:
    """More acts than a history holds elsewhere, the last one first; several at once are one."""
    library.load(many(3)[0])
    board = OrganiserSession(library, clock).board
    board.sort(["1-0", "1-1", "1-2"], HEADINGS[5])
    for number in range(510):
        board.sort(["1-0"], HEADINGS[number % 2])
    for _ in range(510):
        board.undo()
    assert set(under(library).values()) == {HEADINGS[5]}
    board.undo()
    assert under(library) == {}
    assert not board.can_undo


@pytest.mark.slow
def test_later_and_back(page: SortingPlace, keys: Keyboard, library: Library) -> None:
    """One that was placed is looked at again, and goes elsewhere by another digit."""
    first = lone(page)
    keys.press("4", "Down", "Up", "Up")
    assert page.stream.current == first
    assert page.targets.rows[3].view.here
    keys.press("5")
    assert under(library)[first] == HEADINGS[4]
    assert page.stream.current != first


@pytest.mark.slow
def test_two_digits_from_ten_headings_on(
    qtbot: QtBot, page: SortingPlace, keys: Keyboard, library: Library
) -> None:
    """One that begins no other is taken at once; Enter or a moment ends the others, Esc none."""
    for number in range(7, 13):
        page.editor.add_heading(f"Heading {number}")
    card = lone(page)
    keys.press("2")
    assert under(library)[card] == HEADINGS[1]
    card = lone(page)
    keys.press("1", "2")
    assert under(library)[card] == "Heading 12"
    card = lone(page)
    keys.press("1")
    assert card not in under(library)
    assert [row.view.number for row in page.targets.rows if row.view.meant] == [1, 10, 11, 12]
    assert page.back()
    keys.press("1", "Enter")
    assert under(library)[card] == HEADINGS[0]
    card = lone(page)
    keys.press("1")
    qtbot.waitUntil(lambda: card in under(library), timeout=2_000)
    assert under(library)[card] == HEADINGS[0]
    card = lone(page)
    keys.press("0")
    assert card not in under(library)


@pytest.mark.slow
def test_a_key_that_is_held_down_sorts_one_card(page: SortingPlace, library: Library) -> None:
    """What repeats by itself was not meant for a card that nobody has read."""
    lone(page)
    plain = Qt.KeyboardModifier.NoModifier
    window = page.window()
    for repeats in (False, True, True):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, Qt.Key.Key_1, plain, "1", repeats)
            event.ignore()
            QApplication.sendEvent(window, event)
    assert len(under(library)) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("later", "sorted_"), [(0, 1), (40, 3)])
def test_a_held_key_that_x11_gives_as_pressed_again_sorts_one_card(
    page: SortingPlace, library: Library, later: int, sorted_: int
) -> None:
    """On a busy laptop Qt does not know it for a repetition: it was let go and pressed at one
    moment. What was let go before, however fast, was pressed by a person.
    """
    plain = Qt.KeyboardModifier.NoModifier
    with patch.object(commands, "QGuiApplication") as system:
        system.platformName.return_value = "xcb"
        for press in range(3):
            lone(page)
            at = 1_000 + 660 * press
            if press:
                _send(page, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_1, plain, "1"), at - later)
            for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
                _send(page, QKeyEvent(kind, Qt.Key.Key_1, plain, "1"), at)
    assert len(under(library)) == sorted_


def _send(page: SortingPlace, event: QKeyEvent, at: int) -> None:
    event.setTimestamp(at)
    event.ignore()
    QApplication.sendEvent(page.window(), event)


@pytest.mark.slow
def test_keys_of_the_headings(page: SortingPlace, keys: Keyboard, library: Library) -> None:
    """Right goes to them, arrows and Enter choose, F2 renames, Delete takes an empty one away."""
    card = lone(page)
    keys.press("Right")
    assert page.targets.in_focus
    keys.press("Down", "Down", "Enter")
    assert card in under(library)
    assert QApplication.focusWidget() is page.card
    keys.press("Ctrl+H")
    keys.write("New things\n")
    assert page.headings[-1] == "New things"
    page.targets.focus_heading("New things")
    keys.press("F2")
    page.naming.field.selectAll()
    keys.write("Newer things\n")
    assert page.headings[-1] == "Newer things"
    page.targets.focus_heading("Newer things")
    keys.press("Delete")
    assert page.headings == HEADINGS
    keys.press("U")
    assert page.headings[-1] == "Newer things"


@pytest.mark.slow
def test_the_reports_wording_is_written_on_the_card(
    page: SortingPlace, keys: Keyboard, library: Library
) -> None:
    """F2; digits are letters there, Esc goes back, and the circle's own words stand below."""
    card = page.stream.current
    keys.press("F2")
    assert page.card.writing
    page.card.wording.selectAll()
    keys.write("In 3 other words")
    assert page.stream.current == card
    assert page.back()
    placed = library.gathered(library.events()[0]).placements[card]
    assert placed.wording == "In 3 other words"
    assert page.card.words.text() == "In 3 other words"
    assert QApplication.focusWidget() is page.card
    keys.press("F2")
    page.card.wording.selectAll()
    keys.write("Said again")
    page.choose(page.stream.to_come[0])
    assert library.gathered(library.events()[0]).placements[card].wording == "Said again"


@pytest.mark.slow
def test_a_click_on_a_heading_places_the_card_and_a_second_one_does_not(
    page: SortingPlace, library: Library
) -> None:
    """A double click is one wish."""
    card = lone(page)
    row = page.targets.rows[1]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert under(library) == {card: HEADINGS[1]}
    lone(page)
    at, left = QPointF(row.rect().center()), Qt.MouseButton.LeftButton
    QTest.mouseDClick(row, left, pos=at.toPoint())
    assert len(under(library)) <= 2
    assert QApplication.focusWidget() is page.card


def test_those_alike_are_unticked_and_ticked_again_by_the_mouse(
    page: SortingPlace, keys: Keyboard
) -> None:
    """They come ticked: a press unticks them all, the next ticks them all; the card keeps keys."""
    while not page.ticked:
        keys.press("Down")
    assert page.tick.accessibleName() == "Tick none"
    QTest.mouseClick(page.tick, Qt.MouseButton.LeftButton)
    assert page.ticked == ()
    assert page.tick.accessibleName() == "Tick all"
    QTest.mouseClick(page.tick, Qt.MouseButton.LeftButton)
    assert set(page.ticked) == {one.action for one in page.company}
    assert page.tick.accessibleName() == "Tick none"
    assert QApplication.focusWidget() is page.card


def test_a_reader_hears_that_a_heading_takes_the_card(page: SortingPlace, keys: Keyboard) -> None:
    """Said of each heading but the one under which the card stands; the page says it above them."""
    said = [row.accessibleDescription() for row in page.targets.rows]
    assert all(one.endswith("A press places the card here.") for one in said)
    shown_words = [one.text() for one in page.where.findChildren(QLabel)]
    assert "Press a heading or its number, or drag the card here" in shown_words
    lone(page)
    keys.press("1")
    keys.press("Up")
    assert page.targets.rows[0].accessibleDescription() == "This card stands here."


@pytest.mark.slow
def test_rows_are_pressed_by_the_mouse(page: SortingPlace) -> None:
    """One alike is ticked or not; one of the next comes now, and the other waits on."""
    while not page.company:
        page.put_off()
    first = page.company[0].action
    ticked = first in page.ticked
    spot = page.alike.visualRect(page.alike.rows.index(0, 0)).center()
    QTest.mouseClick(page.alike.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (first in page.ticked) is not ticked
    wanted, before = page.next.rows.cards[1].action, page.stream.current
    spot = page.next.visualRect(page.next.rows.index(1, 0)).center()
    QTest.mouseClick(page.next.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.stream.current == wanted
    assert before in page.stream.to_come


@pytest.mark.slow
def test_a_dragged_card_covers_nothing_of_where_it_goes(
    page: SortingPlace, library: Library, theme: Theme
) -> None:
    """It shows its first line, below and beside the pointer; let go, it stands there with all that
    is ticked.
    """
    page.one_more()
    cards = [one for one in map(page.editor.card, page.together) if one is not None]
    drag = drag_of(page.card, theme, cards)
    assert drag.hotSpot().x() < 0 > drag.hotSpot().y()
    assert drag.pixmap().height() / drag.pixmap().devicePixelRatio() < 40
    row, together = page.targets.rows[3], set(page.together)
    _drop(row, carrying(cards))
    assert under(library) == dict.fromkeys(together, HEADINGS[3])
    later = page.next.rows.cards[2]
    current = page.stream.current
    _drop(row, carrying([later]))
    assert under(library)[later.action] == HEADINGS[3]
    assert page.stream.current == current, "another row was dragged, and the card is still to come"


def _drop(row: object, data: QMimeData) -> None:
    left, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    row.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), move, data, left, held))  # type: ignore[attr-defined]
    row.dropEvent(QDropEvent(QPointF(9, 9), move, data, left, held))  # type: ignore[attr-defined]
    QApplication.processEvents()


@pytest.mark.slow
def test_headings_are_read_in_full(page: SortingPlace) -> None:
    """However long one is: its row grows, and ends nowhere early."""
    long = "A heading of many words that goes on and on, " * 5
    page.editor.add_heading(long)
    QApplication.processEvents()
    row = page.targets.rows[-1]
    assert row.height() >= row.heightForWidth(row.width()) > page.targets.rows[0].height()
    assert long.strip() in row.accessibleName()


@pytest.mark.slow
def test_all_are_looked_through_and_what_is_found_goes_together(
    place: HeadingsPlace, keys: Keyboard, library: Library
) -> None:
    """Ctrl F, words, Enter, S and a digit: all that was found, in one act."""
    page, board = place.sorting, place.board
    keys.press("Ctrl+F")
    assert place.currentWidget() is board
    assert QApplication.focusWidget() is board.ground.search
    keys.write("lunch MONTH")
    found = [card.action for column in board.ground.columns for card in column.list.cards.cards]
    assert 1 < len(found) < 40
    assert all("lunch" in library_words(library)[id_] for id_ in found)
    keys.press("Enter", "S")
    assert place.currentWidget() is page
    assert set(page.together) == set(found)
    keys.press("3")
    assert under(library) == dict.fromkeys(found, HEADINGS[2])
    keys.press("U")
    assert under(library) == {}


def library_words(library: Library) -> dict[str, str]:
    """The words of each action."""
    held = library.gathered(library.events()[0])
    return {action.id: action.text for circle in held.circles for action in circle.actions}


@pytest.mark.slow
def test_escape_goes_from_the_search_to_the_stream(place: HeadingsPlace, keys: Keyboard) -> None:
    """First the words that were searched for, then the list, then the place itself is left."""
    current = place.sorting.stream.current
    keys.press("Ctrl+F")
    keys.write("nothing has these words")
    assert place.board.summary.accessibleName() == "None found"
    assert place.chosen == ""
    assert place.back()
    assert place.board.ground.search.text() == ""
    assert place.back()
    assert place.currentWidget() is place.sorting
    assert place.sorting.stream.current == current
    assert QApplication.focusWidget() is place.sorting.card
    assert not place.back()


@pytest.mark.slow
def test_a_card_is_carried_among_those_that_were_found(
    place: HeadingsPlace, keys: Keyboard
) -> None:
    """Its place is that among all cards, not among the few that a search shows."""
    place.session.board.sort([f"{n}-0" for n in range(1, 41)], HEADINGS[0])
    keys.press("Ctrl+F")
    keys.write("lunch")
    place.board.ground.focus_into(HEADINGS[0])
    first, second, *_rest = place.board.ground.columns[0].list.cards.cards
    keys.press("M", "Down", "Enter")
    whole = next(c for c in place.session.board.columns if c.heading == HEADINGS[0])
    ids = [card.action for card in whole.cards]
    assert ids.index(first.action) == ids.index(second.action) + 1
    assert len(ids) == 40


@pytest.mark.slow
def test_a_day_of_few_actions_is_a_board_and_so_is_one_that_is_done(
    place: HeadingsPlace, library: Library
) -> None:
    """The stream is there while a hundred and more are here, and some wait."""
    place.session.board.sort(place.sorting.stream.order, HEADINGS[0])
    assert place.currentWidget() is place.sorting, "nothing changes under one's hands"
    place.refresh()
    assert place.currentWidget() is place.board
    assert place.board.ground.listed
    assert place.board.sort.isHidden()
    library.load(many(LISTED_FROM - 1)[0])
    place.session.board.undo()


@pytest.mark.slow
def test_another_event_begins_its_own_stream(place: HeadingsPlace, library: Library) -> None:
    """And an event of which nothing is here yet makes every key harmless."""
    from storycircle.core.model import Event

    event = Event("other", "Another", headings=("A",))
    library.save_event(event)
    place.session.show_event(event.id)
    page = place.sorting
    assert page.stream.current == ""
    for act in (page.put_off, page.go_back, page.take_back, page.tick_all, page.one_more):
        act()
    page.digit(1)
    assert page.later.not_now


@pytest.mark.slow
def test_in_little_room_the_card_and_its_headings_are_seen_together(
    qtbot: QtBot, place: HeadingsPlace, keys: Keyboard
) -> None:
    """All is below each other there: with each new card it stands at the head of what is seen."""
    page = place.sorting
    place.resize(620, 520)
    for _ in range(2):
        keys.press("1")
        qtbot.waitUntil(lambda: 0 <= page.card.mapTo(page, QPoint(0, 0)).y() < 20)
        below = page.targets.rows[1]
        assert below.mapTo(page, QPoint(0, below.height())).y() < page.height()


@pytest.mark.slow
@pytest.mark.parametrize(("wide", "high"), [(1287, 705), (1368, 705), (1368, 860), (1287, 640)])
def test_whatever_goes_along_the_page_stands_in_the_window(
    qtbot: QtBot, place: HeadingsPlace, keys: Keyboard, wide: int, high: int
) -> None:
    """With many cards much like it and with none: nothing is below the edge, and no scroll bar
    comes and goes and moves what is to be pressed.
    """
    page = place.sorting
    place.resize(wide, high)
    (area,) = (one for one in page.findChildren(ScrollArea) if one.widget() is page.ground)

    def whole() -> bool:
        return area.verticalScrollBar().maximum() == 0 and area.height() == page.height() == high

    seen = set()
    for _ in range(6):
        qtbot.waitUntil(whole)
        seen.add(bool(page.company))
        keys.press("Down")
    assert seen == {True, False}
