"""The organiser's screen: gathering, what is missing, the report, and threads that end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from storycircle.core.clock import Clock, SimulatedClock
from storycircle.core.model import Circle, Event, Gathered, Member, new_id
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import MergeResult
from storycircle.jobs.report import report_bytes
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import JobKind
from storycircle.ui.organiser.save_dialogs import suggested
from storycircle.ui.organiser.view_model import event_so_far, results_of, row_words
from storycircle.ui.system.background import Work
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display.rail import StageButton
from storycircle.ui.widgets.display.text_marks import MarkedText
from tests.journeys.keyboard import Keyboard
from tests.support.inside import dump

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stick(tmp_path: Path, clock: SimulatedClock, example: Gathered) -> Path:
    """A memory stick with the six circles of June 2007, made on another laptop."""
    folder = tmp_path / "STICK"
    folder.mkdir()
    with Library(tmp_path / "elsewhere" / "library", clock) as other:
        other.load(replace(example, placements={}))  # a facilitator's laptop edits no report
        for circle in example.circles:
            export_circle(other, circle, folder / f"circle-{circle.number}.circle")
    return folder


@pytest.fixture
def screen(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> Iterator[OrganiserScreen]:
    """The screen, open."""
    made = OrganiserScreen(theme, OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def _looked(qtbot: QtBot, screen: OrganiserScreen, *paths: Path) -> list[MergeResult]:
    """What gathering would do; nothing is written."""
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        screen.gather(list(paths))
    return results_of(screen.main.table.rows())


def _gathered(qtbot: QtBot, screen: OrganiserScreen, *paths: Path) -> list[MergeResult]:
    """Looked at, and all of it merged."""
    _looked(qtbot, screen, *paths)
    if screen.session.state.looked:
        with qtbot.waitSignal(screen.session.ended, timeout=20_000):
            QTest.keyClick(screen, Qt.Key.Key_Return, CTRL)
    return results_of(screen.main.table.rows())


def _said(screen: OrganiserScreen) -> str:
    return "\n".join(text.text() for text in screen.findChildren(QLabel) if text.isVisible())


def _dialog(qtbot: QtBot, screen: OrganiserScreen) -> QFileDialog:
    qtbot.waitUntil(lambda: bool(screen.findChildren(QFileDialog)))
    return screen.findChildren(QFileDialog)[0]


def test_a_stick_becomes_an_event(qtbot: QtBot, screen: OrganiserScreen, stick: Path) -> None:
    """All six circles come in, each a row; the pane counts them and nothing is missing."""
    assert "Nothing gathered yet" in _said(screen)
    rows = _gathered(qtbot, screen, stick)
    assert [row.outcome for row in rows] == ["new"] * 6
    said = _said(screen)
    assert "Six files, 11.16." in said
    assert "Nothing. All six circles are here." in said
    assert "Whole System Event" in said
    assert "36 people, 16 actions" in said


def test_gathering_again_counts_nothing_twice(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path
) -> None:
    """The same stick a second time is the same as before, and the numbers stay."""
    _gathered(qtbot, screen, stick)
    rows = _gathered(qtbot, screen, stick)
    assert [row.outcome for row in rows] == ["same"] * 6
    assert not screen.session.state.looked  # there is nothing to write, and nothing is asked
    assert "36 people, 16 actions" in _said(screen)


def test_a_missing_circle_is_named(qtbot: QtBot, screen: OrganiserScreen, stick: Path) -> None:
    """Without circle 4 the pane says so."""
    (stick / "circle-4.circle").unlink()
    _gathered(qtbot, screen, stick)
    assert "Circle 4." in _said(screen)
    assert "circle 4 to come" in _said(screen)


def test_a_file_that_is_no_circle_is_refused_alone(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path
) -> None:
    """A stray file is refused in its own row; the others come in."""
    (stick / "holiday.circle").write_bytes(b"a photograph, perhaps")
    rows = _gathered(qtbot, screen, stick)
    assert [row.outcome for row in rows] == ["new"] * 6 + ["refused"]
    assert row_words(rows[-1]) == "This file is not a circle file. A text. Nothing was changed."


def test_a_folder_without_circles_is_answered_in_place(
    qtbot: QtBot, screen: OrganiserScreen, tmp_path: Path
) -> None:
    """A message says that there is none; Esc closes it, a second Esc goes back."""
    (tmp_path / "PHOTOS").mkdir()
    _gathered(qtbot, screen, tmp_path / "PHOTOS")
    assert "There is no circle file in PHOTOS." in _said(screen)
    with qtbot.assertNotEmitted(screen.backRequested):
        QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert screen.main.slot.message is None
    with qtbot.waitSignal(screen.backRequested):
        QTest.keyClick(screen, Qt.Key.Key_Escape)


def test_ctrl_g_chooses_files(qtbot: QtBot, screen: OrganiserScreen, stick: Path) -> None:
    """The files chosen in the dialog are gathered."""
    QTest.keyClick(screen, Qt.Key.Key_G, CTRL)
    dialog = _dialog(qtbot, screen)
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        dialog.filesSelected.emit([str(stick / "circle-2.circle")])
        dialog.reject()
    assert [row.name for row in screen.main.table.rows()] == ["circle-2.circle"]


def test_files_can_be_dropped(qtbot: QtBot, screen: OrganiserScreen, stick: Path) -> None:
    """A stick held over the window lights the field; dropped, it is gathered."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(stick))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(300, 300), copy, data, left, none)
    screen.dragEnterEvent(entering)
    assert entering.isAccepted()
    assert screen.main.drop.lit
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        screen.dropEvent(QDropEvent(QPointF(300, 300), copy, data, left, none))
    assert len(screen.main.table.rows()) == 6
    assert not screen.main.drop.lit


def test_escape_stops_and_what_came_is_kept(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path
) -> None:
    """Esc while files are merged stops after the file at hand, says so, and stays here."""
    _looked(qtbot, screen, stick)
    with (
        qtbot.assertNotEmitted(screen.backRequested),
        qtbot.waitSignal(screen.session.ended, timeout=20_000),
    ):
        screen.main.merge()
        QTest.keyClick(screen, Qt.Key.Key_Escape)
    count = len(screen.main.table.rows())
    assert count < 6
    assert f"{count} of 6 files are gathered, and safe." in _said(screen)


def test_escape_while_looking_writes_nothing(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, stick: Path
) -> None:
    """Stopped or put away, what was only looked at leaves no trace."""
    before = dump(library)
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        screen.gather([stick])
        QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert "Stopped." in _said(screen)
    _looked(qtbot, screen, stick)
    assert "What this would change" in _said(screen)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert "Gather the circles" in _said(screen)
    assert not screen.busy
    assert dump(library) == before
    assert not list(library.path.parent.glob(".storycircle-*"))


@pytest.mark.slow
def test_what_is_not_ticked_stays_out(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, stick: Path
) -> None:
    """By Space and by the pointer; with nothing ticked there is nothing to merge."""
    (stick / "holiday.circle").write_bytes(b"a photograph, perhaps")
    _looked(qtbot, screen, stick)
    table = screen.main.table
    assert table.hasFocus()
    assert table.count_ticked() == 6
    QTest.keyClick(table, Qt.Key.Key_Space)
    box = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    table.turn(6)  # what is refused has no box
    assert table.count_ticked() == 4
    assert screen.main.look.merge.accessibleName() == "Merge four files"
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        screen.main.look.merge.click()
    assert [circle.number for circle in library.circles()] == [3, 4, 5, 6]
    for row in range(6):
        table.turn(row)
    _looked(qtbot, screen, stick)
    for row in range(2):
        table.turn(row)
    screen.main.merge()
    assert not screen.session.state.running
    assert screen.main.look.merge.not_now


def test_old_stands_beside_new_before_it_is_written(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, stick: Path
) -> None:
    """The row says how much changes, and below the table both wordings are to be read."""
    _gathered(qtbot, screen, stick)
    with Library(stick.parent / "elsewhere" / "library", screen.session.clock) as other:
        circle = other.circles()[1]
        action = replace(circle.actions[0], text="Another wording.")
        other.save_circle(replace(circle, actions=(action, *circle.actions[1:])))
        export_circle(other, other.circle(circle.id), stick / "circle-2.circle")
    (row,) = _looked(qtbot, screen, stick / "circle-2.circle")
    assert row_words(row) == "One action changed."
    shown = [text.accessibleName() for text in screen.main.changes.findChildren(MarkedText)]
    assert shown == [circle.actions[0].text, "Another wording."]
    assert library.circles()[1].actions == circle.actions


@pytest.mark.slow
def test_a_merge_is_taken_back_in_place(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, stick: Path
) -> None:
    """The link is there until the next change, and everything is as it was."""
    _gathered(qtbot, screen, stick / "circle-1.circle")
    before = report_bytes(library.gathered(library.events()[0]), ".json")
    _gathered(qtbot, screen, stick)
    qtbot.waitUntil(screen.main.done.back.isVisible)
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        QTest.keyClick(screen.main.done.back, Qt.Key.Key_Space)
    assert report_bytes(library.gathered(library.events()[0]), ".json") == before
    assert "One circle is here already." in _said(screen)
    assert not screen.main.done.back.isVisible()


def _changed_elsewhere(stick: Path, clock: Clock) -> Path:
    """A true file of circle 2, in which the event has another title."""
    with Library(stick.parent / "elsewhere" / "library", clock) as other:
        other.save_event(replace(other.events()[0], title="Another day"))
        export_circle(other, other.circles()[1], stick / "circle-2.circle")
    return stick / "circle-2.circle"


@pytest.mark.slow
def test_what_waits_comes_with_its_tick_alone_and_can_be_taken_back(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, stick: Path
) -> None:
    """A box below the table, its sentence beside it: ticked by the keyboard, merged, undone."""
    _gathered(qtbot, screen, stick)
    title = library.events()[0].title
    path = _changed_elsewhere(stick, screen.session.clock)
    (row,) = _gathered(qtbot, screen, path)
    said = f"the event “{title}” would be called “Another day”"
    assert row_words(row) == f"Left out without its tick: {said}."
    assert "--accept" not in screen.session.merging.summary(results_of(screen.main.table.rows()))
    assert library.events()[0].title == title
    assert not screen.main.waiting.isVisible()
    _looked(qtbot, screen, path)
    (box,) = screen.main.waiting.boxes
    assert box.accessibleName() == f"circle-2.circle: {said}."
    qtbot.waitUntil(box.isVisible)
    assert not box.isChecked()
    QTest.keyClick(screen.main.table, Qt.Key.Key_Tab)
    assert box.hasFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        QTest.keyClick(box, Qt.Key.Key_Return, CTRL)
    assert library.events()[0].title == "Another day"
    qtbot.waitUntil(screen.main.done.back.isVisible)
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        QTest.keyClick(screen.main.done.back, Qt.Key.Key_Space)
    assert library.events()[0].title == title


@pytest.mark.slow
def test_nothing_of_a_file_that_stays_out_can_be_ticked(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, stick: Path
) -> None:
    """A tick is for one file: the same words in another are not taken with it."""
    _gathered(qtbot, screen, stick)
    title = library.events()[0].title
    path = _changed_elsewhere(stick, screen.session.clock)
    twice = path.with_name("twice.circle")
    twice.write_bytes(path.read_bytes())
    _looked(qtbot, screen, path, twice)
    first, second = screen.main.waiting.boxes
    first.click()
    screen.main.table.turn(0)
    assert (first.isEnabled(), second.isEnabled()) == (False, True)
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        screen.main.merge()
    assert library.events()[0].title == title
    assert [row.name for row in screen.main.table.rows()] == ["twice.circle"]


@pytest.mark.slow
def test_a_removed_circle_is_offered_with_a_tick(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, stick: Path
) -> None:
    """With all other files of the stick: only it stays out."""
    _gathered(qtbot, screen, stick)
    library.erase_circle(library.circles()[4].id)
    _looked(qtbot, screen, stick)
    (box,) = screen.main.waiting.boxes
    said = "circle-5.circle: circle 5 was removed from this laptop and would come back."
    assert box.accessibleName() == said
    box.click()
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        screen.main.merge()
    assert [circle.number for circle in library.circles()] == [1, 2, 3, 4, 5, 6]


def test_the_summary_is_read_copied_and_saved(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path, tmp_path: Path
) -> None:
    """One text for all of them, a line for each file."""
    (stick / "holiday.circle").write_bytes(b"a photograph, perhaps")
    _gathered(qtbot, screen, stick)
    screen.main.done.copy.click()
    text = QApplication.clipboard().text()
    assert "Seven files: six new and one refused." in text
    assert "circle-5.circle (Circle 5): new" in text
    assert "holiday.circle: refused: holiday.circle is not a circle file." in text
    screen.main.save_summary([tmp_path / "gathered.txt"])
    assert (tmp_path / "gathered.txt").read_text(encoding="utf-8") == text
    screen.main.save_summary([tmp_path / "nowhere" / "gathered.txt"])
    assert "its folder is not there" in screen.notice.accessibleName()


def test_progress_comes_only_when_it_takes_long(qtbot: QtBot, screen: OrganiserScreen) -> None:
    """The card is not there at once, then says how many of how many."""
    card = screen.main.progress
    card.begin("Looking for circle files", stoppable=True)
    card.advance(412, 1000)
    assert not card.isVisible()
    qtbot.waitUntil(card.isVisible)
    assert "Gathering 412 of 1,000 files" in _said(screen)
    card.end()
    assert not card.isVisible()


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".pdf", ".md", ".json"])
def test_ctrl_s_saves_the_report(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path, tmp_path: Path, ending: str
) -> None:
    """The report is written in the kind its name ends in; rail and message say so."""
    _gathered(qtbot, screen, stick)
    QTest.keyClick(screen, Qt.Key.Key_S, CTRL)
    dialog = _dialog(qtbot, screen)
    assert dialog.selectedFiles()[0].endswith("Whole System Event, report.pdf")
    path = tmp_path / f"report{ending}"
    with qtbot.waitSignal(screen.session.ended, timeout=30_000):
        dialog.filesSelected.emit([str(path)])
        dialog.reject()
    assert path.stat().st_size > 1000
    said = _said(screen)
    assert "Saved." in said
    assert f"“report{ending}”" in said
    assert "Written at 11.16." in said


@pytest.mark.slow
def test_the_kind_chosen_gives_the_name_its_ending(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path
) -> None:
    """Choosing Word in the dialog turns the name to .docx."""
    _gathered(qtbot, screen, stick)
    QTest.keyClick(screen, Qt.Key.Key_S, CTRL)
    dialog = _dialog(qtbot, screen)
    word = next(kind for kind in dialog.nameFilters() if "docx" in kind)
    dialog.filterSelected.emit(word)
    assert dialog.selectedFiles()[0].endswith("report.docx")
    dialog.reject()


def test_without_circles_the_report_says_why_not(screen: OrganiserScreen) -> None:
    """Ctrl+S with nothing gathered asks for nothing, and says what to do first."""
    QTest.keyClick(screen, Qt.Key.Key_S, CTRL)
    assert not screen.findChildren(QFileDialog)
    assert "There is no event here yet" in _said(screen)


@pytest.mark.slow
def test_a_report_that_cannot_be_written_says_so(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path, tmp_path: Path
) -> None:
    """A folder in the way is told kindly, with another place to choose."""
    _gathered(qtbot, screen, stick)
    (tmp_path / "report.pdf").mkdir()
    with qtbot.waitSignal(screen.session.ended, timeout=30_000):
        screen.session.write(JobKind.REPORT, tmp_path / "report.pdf")
    assert screen.pane.slot.message is not None
    assert "Choose another place" in [
        button.accessibleName() for button in screen.pane.slot.message.findChildren(Button)
    ]
    assert "Saved." not in _said(screen)


def test_a_pack_holds_the_event_without_circles(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path, tmp_path: Path
) -> None:
    """Ctrl+Shift+P writes a circle file that holds no circle."""
    _gathered(qtbot, screen, stick)
    QTest.keyClick(screen, Qt.Key.Key_P, CTRL | SHIFT)
    dialog = _dialog(qtbot, screen)
    path = tmp_path / "event.circle"
    with qtbot.waitSignal(screen.session.ended, timeout=20_000):
        dialog.filesSelected.emit([str(path)])
        dialog.reject()
    incoming = circle_file.read(path)
    assert incoming.circle() is None
    assert "not yet written" in screen.rail.findChildren(StageButton)[3].accessibleName()


def test_leaving_the_screen_ends_its_thread(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path
) -> None:
    """Hidden while it gathers, the screen waits for the file at hand: no thread outlives it."""
    screen.gather([stick])
    (work,) = screen.findChildren(Work)
    screen.hide()
    assert work.isFinished()
    qtbot.waitUntil(lambda: not screen.session.state.running)


def test_of_several_events_one_is_picked(
    screen: OrganiserScreen, library: Library, example: Gathered
) -> None:
    """Two events: the one asked for is shown, with the circles it has, and can be changed."""
    library.load(example)
    library.save_event(Event(new_id(), "Follow-up", "2007-11-01"))
    screen.show_event(example.event.id)
    assert screen.pane.pick.isVisible()
    assert "Six circles are here already." in _said(screen)
    screen.pane.pick.setFocus()
    QTest.keyClick(screen.pane.pick, Qt.Key.Key_Up)
    assert "No circle has come yet." in _said(screen)


@pytest.mark.slow
def test_the_event_i_work_on_stays_in_front_of_files_of_another(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, stick: Path
) -> None:
    """It is said where the files went, and Enter goes there; read, a row is the circle it says."""
    library.save_event(Event("f", "Follow-up", "2007-11-01"))
    library.save_circle(Circle("mine", 5, "f"))
    screen.show_event("f")
    _gathered(qtbot, screen, stick)
    assert event_so_far(screen.session.state).name == "Follow-up"
    message = screen.main.slot.message
    assert message is not None
    assert "Whole System Event" in message.accessibleName()
    rows = screen.main.table.rows()
    (fifth,) = [row for row in rows if row.number == 5]
    screen.main.table.rowOpened.emit(fifth)
    read = screen.places.reading.read
    assert read is not None
    assert read.circle.id != "mine"
    Keyboard(screen).press("Esc")
    message.setFocus()
    Keyboard(screen).press("Enter")
    assert event_so_far(screen.session.state).name == "Whole System Event"


@pytest.mark.slow
def test_a_change_on_two_laptops_needs_a_look(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, stick: Path
) -> None:
    """Both are kept, the row and the pane say so, and the report can be written meanwhile."""
    _gathered(qtbot, screen, stick)
    here = library.circles()[4]
    with Library(stick.parent / "elsewhere" / "library", screen.session.clock) as other:
        there = other.circles()[4]
        for at, circle, words in ((other, there, "One wording."), (library, here, "Another.")):
            action = replace(circle.actions[0], text=words)
            at.save_circle(replace(circle, actions=(action, *circle.actions[1:])))
        export_circle(other, other.circle(there.id), stick / "circle-5.circle")
    rows = _gathered(qtbot, screen, stick / "circle-5.circle")
    assert rows[-1].outcome == "look"
    assert "Two laptops changed the same thing." in _said(screen)
    assert not screen.pane.save.not_now


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ([1], "Nothing. The one circle is here."),
        ([1, 2], "Nothing. Both circles are here."),
        ([2, 5], "Circles 1, 3 and 4."),
        ([1, 1_000_000_000], "999,999,998 circles, of 1 to 1,000,000,000."),
        ([0], "Nothing. The one circle is here."),
    ],
)
def test_what_is_missing_in_words(
    session: OrganiserSession, library: Library, numbers: list[int], missing: str
) -> None:
    """Numbers that are not there are named, and a number typed wrong stops nothing."""
    event = Event(new_id(), "An event")
    circles = tuple(Circle(new_id(), number, event.id) for number in numbers)
    library.load(Gathered(event, circles))
    session.refresh()
    assert event_so_far(session.state).missing == missing


def test_two_circles_of_one_number_need_a_look(session: OrganiserSession, library: Library) -> None:
    """Two laptops that both said Circle 1 are told apart by a person."""
    event = Event(new_id(), "An event")
    library.load(Gathered(event, (Circle(new_id(), 1, event.id), Circle(new_id(), 1, event.id))))
    session.refresh()
    assert event_so_far(session.state).look == "Two circles have the number 1."


def test_names_of_files_fit_every_disk() -> None:
    """A title with letters that disks refuse still gives a name."""
    event = Event(new_id(), 'Who: "us"? \u202e<2007>')
    assert suggested(event, "report", ".pdf") == "Who- -us-- -2007-, report.pdf"
    assert suggested(Event(new_id(), "..."), "report", ".pdf") == "report.pdf"


def test_the_table_draws_and_takes_the_keyboard(
    qtbot: QtBot, screen: OrganiserScreen, stick: Path
) -> None:
    """Narrow and wide, in focus and not, every kind of row can be drawn."""
    _gathered(qtbot, screen, stick)
    table = screen.main.table
    for outcome in ("same", "updated", "look", "refused", "here"):
        table.add_rows([MergeResult("a file " * 12, outcome, "Why. " * 20)])
    for width in (1440, 1024, 700):
        screen.resize(width, 700)
        assert not table.grab().isNull()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    assert table.rowHeight(table.model().rowCount() - 1) > 56


def test_people_are_counted_from_the_library(
    qtbot: QtBot, screen: OrganiserScreen, library: Library
) -> None:
    """One person is a person, and one circle a circle."""
    event = Event(new_id(), "An event")
    library.load(Gathered(event, (Circle(new_id(), 1, event.id, members=(Member("m", "Ann"),)),)))
    screen.show_event(event.id)
    qtbot.waitUntil(lambda: "person" in _said(screen))
    assert "1 person, 0 actions" in _said(screen)
