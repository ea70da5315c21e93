"""An organiser of hundreds of circles: what is read and drawn is bounded by what is shown."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event as Gate
from threading import current_thread
from time import sleep
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.shareable import Leaving, leaving
from storycircle.core.model import Action, Circle, CircleSummary, Event, Member
from storycircle.jobs import documents
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import FileOutcome, MergeResult
from storycircle.store import rows, tables
from storycircle.store.circles import read_circle
from storycircle.store.library import Library
from storycircle.ui.organiser import room_clock_page
from storycircle.ui.organiser.background_jobs import Jobs
from storycircle.ui.organiser.merge import file_table
from storycircle.ui.organiser.merge.file_row import CIRCLE, FILE, PEOPLE, WORDS
from storycircle.ui.organiser.merge.file_table import FileTable
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import OrganiserState, Part
from storycircle.ui.organiser.reading import read_state
from storycircle.ui.organiser.reading.list_foot import in_sight
from storycircle.ui.organiser.view_model import CircleRow, Place
from storycircle.ui.system.background import Job, Work
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.label import Text
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.slow

_MANY = 40
_WORDS = 30
"""Records of the event itself and what little stands beside its circles."""


def _fill(library: Library, count: int) -> None:
    library.save_event(Event("e", "A year of circles", "2007-06-14", expected=count))
    for number in range(1, count + 1):
        people = tuple(Member(f"{number}-{n}", f"Zed{number} Q{n}") for n in range(3))
        actions = (Action(f"{number}-a", f"Do {number}", ("x",)),)
        library.save_circle(
            Circle(f"c{number}", number, "e", facilitator="Ada", members=people, actions=actions)
        )


@pytest.fixture
def screen(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> Iterator[OrganiserScreen]:
    _fill(library, _MANY)
    made = OrganiserScreen(theme, OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()


def _records(act: Callable[[], object]) -> int:
    """How many records were read and compared with their digest while something was done."""
    with patch.object(tables, "digest", side_effect=rows.digest) as compared:
        act()
        QApplication.processEvents()
    return compared.call_count


def test_no_place_reads_circles_whole_for_what_lists_show(screen: OrganiserScreen) -> None:
    """Gather, Report and Pack read what they show; the board alone reads each action, once."""
    for place in (Place.REPORT, Place.GATHER, Place.PACK, Place.GATHER):
        assert _records(lambda at=place: screen.go(at)) <= _WORDS  # type: ignore[misc]
    whole = 2 * _MANY + _WORDS
    assert _records(lambda: screen.go(Place.HEADINGS)) <= whole
    assert _records(screen.session.refresh) <= _WORDS
    screen.go(Place.GATHER)
    assert screen.session.state.board is None


def test_a_change_elsewhere_is_shown(
    screen: OrganiserScreen, library: Library, clock: SimulatedClock
) -> None:
    """A command beside the window renumbers a circle: coming back shows it."""
    with Library(library.path, clock) as other:
        other.renumber(Circle("c3", 3, "e"), 99)
    screen.go(Place.REPORT)
    assert [row.number for row in screen.places.report.table.rows()][-1] == 99


def test_many_rows_are_one_line_each_and_only_few_are_whole(screen: OrganiserScreen) -> None:
    """All of one height, the words whole in the tip; the drop area makes room for them."""
    table = screen.main.table
    heights = {table.rowHeight(row) for row in range(_MANY)}
    assert len(heights) == 1
    assert screen.main.bar.isVisible()
    assert not screen.main.drop.isVisible()
    assert screen.main.drop.choose.isVisible()
    few = tuple(MergeResult(f"{n}.circle", FileOutcome.NEW, "x", n, 7, 3) for n in range(1, 4))
    screen.session.apply(replace(screen.session.state, rows=few))
    assert not screen.main.bar.isVisible()
    assert screen.main.drop.isVisible()
    assert screen.main.drop.isAncestorOf(screen.main.drop.choose)


def test_rows_that_were_few_are_as_low_as_the_others_once_they_are_many(
    qtbot: QtBot, theme: Theme
) -> None:
    """Whether they came all at once or one after another, and back."""
    table = FileTable(theme)
    qtbot.addWidget(table)
    table.resize(600, 500)
    table.show()
    few, many = _files(3), _files(20)
    for at_once in (True, False):
        table.show_rows(few)
        high = [table.rowHeight(at) for at in range(3)]
        if at_once:
            table.show_rows(many)
        else:
            table.add_rows(many[3:])
        assert len({table.rowHeight(at) for at in range(20)}) == 1
        table.show_rows(few)
        assert [table.rowHeight(at) for at in range(3)] == high


def test_people_and_numbers_are_found(qtbot: QtBot, screen: OrganiserScreen) -> None:
    """Ctrl F, a name or a number in any order of words; Esc shows all again, Down goes there."""
    main = screen.main
    QTest.keyClick(screen, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert main.bar.field.hasFocus()
    qtbot.waitUntil(lambda: screen.session.state.people is not None)
    QTest.keyClicks(main.bar.field, "q1 ZED17")
    assert [row.number for row in main.table.found] == [17]
    QTest.keyClick(main.bar.field, Qt.Key.Key_Down)
    assert main.table.hasFocus()
    assert main.table.currentIndex().row() == 0
    main.bar.focus()
    QTest.keyClick(main.bar.field, Qt.Key.Key_Escape)
    assert len(main.table.found) == _MANY
    QTest.keyClicks(main.bar.field, "nobody of this name")
    assert main.table.found == []
    assert "0 of 40 are shown." in [label.text() for label in main.findChildren(Text)]


def _files(count: int) -> tuple[MergeResult, ...]:
    kinds = (FileOutcome.NEW, FileOutcome.REFUSED, FileOutcome.LOOK, FileOutcome.UPDATED)
    return tuple(
        MergeResult(f"f{n}.circle", kinds[n % 4], f"Why {n}.", n, n % 5, 1, at=n)
        for n in range(count)
    )


def test_what_needs_a_person_stands_first_and_each_part_alone(screen: OrganiserScreen) -> None:
    """The chips have the figures; a head that is pressed sorts, again the other way round."""
    main, files = screen.main, _files(20)
    screen.session.apply(replace(screen.session.state, rows=files, came="13.20"))
    shown = [row.outcome for row in main.table.found]
    assert shown == sorted(shown, key=["look", "refused", "updated", "new"].index)
    assert [chip.text() for chip in main.bar.chips.values()] == [
        "All 20",
        "Needs a look 5",
        "Refused 5",
        "Updated 5",
        "New 5",
    ]
    main.bar.chips[FileOutcome.REFUSED].click()
    assert {row.outcome for row in main.table.found} == {"refused"}
    assert len(main.table.rows()) == 20
    head = main.table.horizontalHeader()
    head.sectionClicked.emit(PEOPLE)
    people = [row.people for row in main.table.found]
    assert people == sorted(people)
    head.sectionClicked.emit(PEOPLE)
    assert [row.people for row in main.table.found] == sorted(people, reverse=True)
    tip = main.table.model().index(0, WORDS).data(Qt.ItemDataRole.ToolTipRole)
    assert main.table.model().index(0, WORDS).data() in tip
    main.table.setFocus()
    main.table.selectRow(3)  # by keys, where no tip comes: its words stand below, whole
    assert main.whole.isVisible()
    assert main.whole.text() == main.table.model().index(3, WORDS).data()
    narrow = FileTable(Theme(LIGHT))  # all below each other: its tip has all
    narrow.resize(320, 400)
    narrow.show_rows(files)
    tip = narrow.model().index(3, FILE).data(Qt.ItemDataRole.ToolTipRole)
    assert narrow.isColumnHidden(WORDS)
    assert narrow.model().index(3, FILE).data() in tip
    assert narrow.model().index(3, WORDS).data() in tip


def test_lists_are_sorted_by_keys_and_say_so(screen: OrganiserScreen) -> None:
    """S goes from column to column and back to how the rows came, Shift S turns round; the foot,
    the head and the table say how they stand, and a reader is told.
    """
    main = screen.main
    screen.session.apply(replace(screen.session.state, rows=_files(20), came="13.20"))
    main.table.setFocus()
    assert "What needs you is first." in main.foot.text()
    given, told = [row.name for row in main.table.found], []
    with patch.object(file_table, "announce", side_effect=lambda _w, text: told.append(text)):
        QTest.keyClick(main.table, Qt.Key.Key_S)
        names = [row.name for row in main.table.found]
        assert names == sorted(names)
        QTest.keyClick(main.table, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
        assert [row.name for row in main.table.found] == sorted(names, reverse=True)
        words = "Sorted by “File”, from its end."
        assert told == ["Sorted by “File”.", words]
        assert words in main.foot.text()
        assert words in main.table.accessibleDescription()
        head = QAccessible.queryAccessibleInterface(main.table).child(FILE)
        assert words in head.text(QAccessible.Text.Description) or words in str(
            main.table.model().headerData(
                FILE, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleDescriptionRole
            )
        )
        for _column in range(6):
            QTest.keyClick(main.table, Qt.Key.Key_S)
    assert [row.name for row in main.table.found] == given
    assert told[-1] == "In the order in which they came."
    assert main.table.currentIndex().row() == 0


def test_the_foot_says_which_rows_are_in_sight(screen: OrganiserScreen) -> None:
    """From the first to the last that is seen whole, wherever it is rolled to and whatever was
    searched; below a short list nothing is said. In Gather and in the report.
    """
    for place in (Place.GATHER, Place.REPORT):
        screen.go(place)
        page = screen.main if place is Place.GATHER else screen.places.report
        table, foot = page.table, page.foot
        QApplication.processEvents()
        first, last = in_sight(table)
        assert (first, foot.text().startswith(f"1 to {last} of 40.")) == (1, True)
        bottom = table.rowViewportPosition(last - 1) + table.rowHeight(last - 1)
        assert bottom <= table.viewport().height() < bottom + table.rowHeight(0)
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert foot.text().split(".")[0].endswith("to 40 of 40")
        assert in_sight(table)[0] > 1
        page.bar.field.setText("ada 12")
        assert foot.text().startswith("1 to 1 of 1.")
        page.bar.field.setText("nobody")
        assert not foot.isVisible()
        page.bar.field.clear()
    screen.go(Place.GATHER)
    few = tuple(MergeResult(f"{n}.circle", FileOutcome.NEW, "x", n, 7, 3) for n in range(1, 4))
    screen.session.apply(replace(screen.session.state, rows=few))
    assert not screen.main.foot.isVisible()


def test_files_are_found_by_the_people_of_their_circle(
    qtbot: QtBot, screen: OrganiserScreen
) -> None:
    """A file says its circle's number, and the circle says whose it is."""
    main = screen.main
    screen.session.apply(replace(screen.session.state, rows=_files(20), came="13.20"))
    main.bar.focus()
    qtbot.waitUntil(lambda: screen.session.state.people is not None)
    QTest.keyClicks(main.bar.field, "zed7 q2")
    assert [row.name for row in main.table.found] == ["f7.circle"]


def test_a_tick_stays_with_its_file_whatever_is_searched(screen: OrganiserScreen) -> None:
    """What was unticked stays out though it is not shown, and nothing else does."""
    main, files = screen.main, _files(20)
    screen.session.apply(replace(screen.session.state, rows=files, looked=True))
    main.bar.field.setText("f19")
    main.table.turn(0)
    assert main.table.left_out() == {19}
    main.bar.field.clear()
    assert main.table.left_out() == {19}
    assert main.table.count_ticked() == 14  # three of four kinds change something


@pytest.mark.parametrize("number", [9, 3_517, 98_765])
def test_figures_are_never_cut(qtbot: QtBot, screen: OrganiserScreen, number: int) -> None:
    """Each figure has the room that it needs, in one line where all of them fit."""
    figures = screen.pane.figures
    figures.show_counts(((number, "circles"), (number * 7, "people"), (number * 3, "actions")))

    def whole() -> bool:
        labels: list[Text] = figures.findChildren(Text)
        return all(
            label.width() >= label.fontMetrics().horizontalAdvance(label.text()) for label in labels
        )

    qtbot.waitUntil(whole)


def test_a_circles_number_is_never_cut(screen: OrganiserScreen) -> None:
    """However high it is, beside chips and words."""
    table = screen.main.table
    wanted = table.fontMetrics().horizontalAdvance("Circle 40")
    assert table.columnWidth(CIRCLE) > wanted


def test_the_reports_circles_are_searched_too(screen: OrganiserScreen) -> None:
    """By a facilitator; Esc first empties the field, then leaves."""
    screen.go(Place.REPORT)
    page = screen.places.report
    QTest.keyClick(screen, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.bar.field, "ada 12")
    assert [row.number for row in page.table.found] == [12]
    assert page.status.text() == "1 of 40 are shown."
    QTest.keyClick(page.bar.field, Qt.Key.Key_Escape)
    assert len(page.table.found) == _MANY
    assert screen.places.place is Place.REPORT


def test_the_rooms_clock_reads_whom_it_shows(
    screen: OrganiserScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many circles there are, a page of them is drawn; it follows whose turn it is, another
    can be turned to, and what is pressed there is called. Shown to the room, one circle is read.
    """
    monkeypatch.setattr(room_clock_page, "SHOWN", 15)
    one = _records(lambda: screen.session.read_circle("c1"))
    assert _records(screen.places.open_clock) <= _WORDS
    place = screen.places.clock
    keys = Keyboard(screen)

    def shown() -> list[str]:
        QApplication.processEvents()
        return [row.accessibleName().split(",")[0] for row in place.queue.rows]

    assert shown() == [f"Circle {n}" for n in range(1, 16)]
    assert _records(place.toggle) <= 3 * one
    place.toggle()
    place.queue.turner.turn(2)
    assert shown() == [f"Circle {n}" for n in range(31, 41)]
    place.queue.rows[0].click()
    assert place.reporting.round.current == "31 0"
    keys.press("Space", "Right")
    assert place.reporting.round.current == "1 0"
    assert shown() == [f"Circle {n}" for n in range(1, 16)]
    assert _records(place.show_gallery) <= 2 * one


def test_paper_of_all_circles_is_read_where_it_is_made_and_let_go_at_once(
    qtbot: QtBot, screen: OrganiserScreen
) -> None:
    """Nothing of it is read as the page opens, another paper does not wait for the one before, and
    leaving the page waits for no sheet.
    """
    laid: list[int] = []
    waits = Gate()

    def slow(circle: Circle) -> Leaving:
        laid.append(circle.number)
        if len(laid) == 3:
            waits.set()
        if len(laid) >= 3:
            sleep(0.02)
        return leaving(circle)

    here = current_thread()
    read: list[str] = []

    def noted(library: Library, id_: str) -> Circle:
        assert current_thread() is not here
        read.append(id_)
        return read_circle(library._conn, id_)

    with patch.object(Library, "circle", noted), patch.object(documents, "leaving", slow):
        with patch.object(Library, "circles", side_effect=AssertionError):
            screen.places.open_paper()
        paper = screen.places.paper.paper
        assert waits.wait(10)
        screen.places.back()
        assert len(laid) < _MANY
        assert paper.made is None
    assert len(read) == _MANY
    screen.places.open_paper()
    paper.choose("names")  # the sheets that are being made are let go
    qtbot.waitUntil(lambda: paper.made is not None, timeout=20_000)
    assert paper.page.pages() == _MANY
    assert screen.places.paper.slot.message is None


# Of a very large event the first circles come at once, and the others from another thread.


@pytest.fixture
def large(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library whose event has more circles than are read as it is opened."""
    monkeypatch.setattr(read_state, "AT_ONCE", 20)
    monkeypatch.setattr(read_state, "_FIRST", 15)
    _fill(library, _MANY)
    return library


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Open it, and what was read on the other thread comes."""
    made, rest = Gate(), Jobs.rest

    def late(jobs: Jobs, state: OrganiserState, listed: Sequence[CircleSummary] | None) -> Job:
        read = rest(jobs, state, listed)

        def act(work: Work) -> object:
            found = read(work)
            made.wait(10)
            return found

        return act

    monkeypatch.setattr(Jobs, "rest", late)
    yield made
    made.set()


@pytest.fixture
def opened(
    qtbot: QtBot, theme: Theme, large: Library, clock: SimulatedClock, gate: Gate
) -> Iterator[OrganiserScreen]:
    made = OrganiserScreen(theme, OrganiserSession(large, clock))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    yield made
    gate.set()
    made.close()


def _words(screen: OrganiserScreen) -> list[str]:
    return [label.text() for label in screen.findChildren(Text) if not label.isHidden()]


def test_the_first_circles_come_at_once_with_how_many_there_are(
    qtbot: QtBot, opened: OrganiserScreen, gate: Gate
) -> None:
    """Until all of them are read nothing is said to be missing, or to be counted; then all is, and
    what was searched for meanwhile is found among all.
    """
    screen, session = opened, opened.session
    screen.show()
    assert [row.number for row in screen.main.table.rows()] == list(range(1, 16))
    assert _words(screen).count("40 circles are being read.") == 2
    assert "0 people, 0 actions" not in _words(screen)
    assert session.state.counted.people == 0
    assert screen.pane.save.not_now
    screen.main.bar.field.setText("ada 3")
    screen.go(Place.REPORT)
    assert screen.places.report.status.text() == "40 circles are being read."
    assert [row.outcome for row in screen.places.report.table.rows()] == ["here"] * 15
    gate.set()
    qtbot.waitUntil(lambda: session.state.reading == 0)
    assert screen.places.report.status.text() == "Forty of forty circles expected are here."
    screen.go(Place.GATHER)
    assert session.state.counted.people == 3 * _MANY
    assert [row.number for row in screen.main.table.rows()] == list(range(1, _MANY + 1))
    assert len(screen.main.table.found) == 13  # 3, 13, 23 and 30 to 39
    assert "40 circles are being read." not in _words(screen)
    assert not screen.pane.save.not_now


def test_of_a_usual_event_nothing_is_shown_in_part(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """Twelve circles are read as it opens: no figure appears twice."""
    _fill(library, 12)
    session = OrganiserSession(library, clock)
    assert session.state.reading == 0
    changes: list[frozenset[Part]] = []
    session.changed.connect(changes.append)
    made = OrganiserScreen(theme, session)
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    assert not [parts for parts in changes if Part.CIRCLES in parts]
    assert len(made.main.table.rows()) == 12
    made.close()


def test_what_changes_while_circles_are_read_is_shown(
    qtbot: QtBot, opened: OrganiserScreen, large: Library, clock: SimulatedClock, gate: Gate
) -> None:
    """By this window or by another: what was read before that is not shown for what is there."""
    session = opened.session
    assert session.state.reading == _MANY
    with Library(large.path, clock) as other:
        other.renumber(Circle("c3", 3, "e"), 99)
    gate.set()
    qtbot.waitUntil(lambda: session.state.reading == 0)
    assert session.state.circles[-1].number == 99
    assert session.renumber(session.state.circles[-1], "98")
    assert session.state.circles[-1].number == 98


def test_another_event_is_chosen_while_circles_are_read(
    qtbot: QtBot, opened: OrganiserScreen, large: Library, gate: Gate
) -> None:
    """A small one stays whole whatever comes in later; a large one is read next."""
    session = opened.session
    for name, count in (("small", 2), ("large", 30)):
        large.save_event(Event(name, name.title()))
        for number in range(1, count + 1):
            large.save_circle(Circle(f"{name}-{number}", number, name))
    session.show_event("large")
    assert session.state.reading == 30
    session.show_event("small")
    assert len(session.state.circles) == 2
    gate.set()
    qtbot.waitUntil(lambda: not session._off_thread.busy)
    assert len(session.state.circles) == 2
    session.show_event("e")
    session.show_event("large")  # while "e" is read
    qtbot.waitUntil(lambda: session.state.reading == 0)
    assert {circle.event for circle in session.state.circles} == {"large"}
    assert len(session.state.circles) == 30


def test_a_merge_while_circles_are_read(
    qtbot: QtBot,
    large: Library,
    clock: SimulatedClock,
    tmp_path: Path,
    gate: Gate,
) -> None:
    """What it brought is there with all else, and what was read before it changes nothing."""
    file = tmp_path / "41.circle"
    event = large.event("e")
    assert event is not None
    with Library(tmp_path / "elsewhere", clock) as other:
        other.save_event(event)
        circle = Circle("c41", 41, "e", facilitator="Ada", members=(Member("m", "Zed41"),))
        other.save_circle(circle)
        export_circle(other, circle, file)

    session = OrganiserSession(large, clock)
    session.merging.look([file])
    qtbot.waitUntil(lambda: session.state.looked)
    assert session.state.reading == _MANY
    session.merging.merge()
    qtbot.waitUntil(lambda: session.state.running is None)
    assert session.state.reading == 0
    assert len(session.state.circles) == _MANY + 1
    gate.set()
    qtbot.waitUntil(lambda: not session._off_thread.busy)
    assert len(session.state.circles) == _MANY + 1


def test_the_window_is_left_or_closes_while_circles_are_read(
    qtbot: QtBot, opened: OrganiserScreen, large: Library, gate: Gate
) -> None:
    """Left, they are read as it is come back to; closed, nobody asks the library any more."""
    session = opened.session
    opened.show()
    assert session.state.reading == _MANY
    gate.set()
    opened.hide()
    assert session.state.reading == _MANY
    opened.show()
    qtbot.waitUntil(lambda: session.state.reading == 0)
    large.save_event(Event("other", "Other"))
    session.show_event("other")
    session.show_event("e")
    assert session.state.reading == _MANY
    opened.close()
    large.close()
    qtbot.waitUntil(lambda: not session._off_thread.busy)
    assert session.state.reading == _MANY


def test_a_covered_place_is_drawn_as_it_is_come_to(screen: OrganiserScreen) -> None:
    """A key of the board draws no list of circles that nobody sees; come to, it says the same."""
    screen.go(Place.HEADINGS)
    board = screen.session.board
    with patch.object(FileTable, "show_rows", side_effect=AssertionError):
        assert board.add_heading("H")
        assert board.sort([card.action for card in board.cards[:7]], "H")
    screen.go(Place.GATHER)
    rows = [row for row in screen.main.table.rows() if isinstance(row, CircleRow)]
    assert sum(row.circle.placed for row in rows if row.circle) == 7
