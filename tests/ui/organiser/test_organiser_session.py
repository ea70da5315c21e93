"""The organiser's session without any window: what it shows, does, refuses and says."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Event, Gathered, Invited, new_id, own_event
from storycircle.jobs.export import export_circle
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.sealed_file import public_key
from storycircle.store.library import Library
from storycircle.store.organiser.conflicts import Conflict
from storycircle.ui.organiser import background_jobs
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import JobKind, Outcome, Part
from storycircle.ui.organiser.view_model import row_words
from tests.support.bundles import bundle


class Heard:
    """What a session said. parts: of each change, in order."""

    def __init__(self, session: OrganiserSession) -> None:
        self.parts: list[frozenset[Part]] = []
        self.refused: list[str] = []
        self.noticed: list[str] = []
        self.ended: list[Outcome] = []
        session.changed.connect(self.parts.append)
        session.refused.connect(self.refused.append)
        session.noticed.connect(self.noticed.append)
        session.ended.connect(self.ended.append)


@pytest.fixture
def session(
    library: Library, clock: SimulatedClock, example: Gathered, qapp: QApplication
) -> Iterator[OrganiserSession]:
    """An organiser's session with the event of June 2007."""
    assert qapp is not None
    library.load(example)
    session = OrganiserSession(library, clock)
    yield session
    session.stop_and_wait()  # else its thread opens a library that is gone


@pytest.fixture
def heard(session: OrganiserSession) -> Heard:
    return Heard(session)


@pytest.fixture
def files(tmp_path: Path, clock: SimulatedClock, example: Gathered) -> Path:
    """A folder with two circles of another event, made on another laptop."""
    folder = tmp_path / "STICK"
    folder.mkdir()
    event = Event("f", "Follow-up")
    with Library(tmp_path / "elsewhere" / "library", clock) as other:
        other.save_event(event)
        for circle in example.circles[:2]:
            mine = replace(circle, id=new_id(), event="f", members=(), stories=(), actions=())
            other.save_circle(mine)
            export_circle(other, mine, folder / f"circle-{circle.number}.circle")
    return folder


def _dump(library: Library) -> list[str]:
    with closing(sqlite3.connect(library.path)) as conn:
        return list(conn.iterdump())


def _run(qtbot: QtBot, session: OrganiserSession, begin: Callable[[], object]) -> Outcome:
    """Begin a job; what it came to."""
    with qtbot.waitSignal(session.ended, timeout=30_000) as ended:
        begin()
    assert ended.args is not None
    outcome: Outcome = ended.args[0]
    return outcome


def test_the_latest_event_is_shown_first(
    session: OrganiserSession, library: Library, example: Gathered
) -> None:
    """With its circles and its board; nothing runs, and nothing waits."""
    state = session.state
    assert state.event == example.event
    assert state.circles == tuple(library.summaries(example.event.id))
    assert tuple(session.to_print()) == example.circles
    assert not state.busy
    assert state.conflicts == ()


def test_a_change_says_its_parts_and_nothing_else(
    session: OrganiserSession, heard: Heard, example: Gathered
) -> None:
    """A venue concerns the event alone; the same again concerns nobody."""
    event = replace(example.event, venue="The Town Hall")
    session.write_event(event)
    session.write_event(event)
    session.refresh()
    assert heard.parts == [{Part.EVENT, Part.EVENTS}]


def test_a_new_event_is_a_draft_until_it_has_a_title(
    session: OrganiserSession, library: Library, heard: Heard
) -> None:
    """Then it is the one that is shown."""
    before = library.events()
    session.begin_event()
    draft = session.state.in_form
    session.write_event(replace(draft, venue="The hall"))
    assert library.events() == before
    assert session.state.event == before[0]
    session.write_event(replace(session.state.in_form, title="Follow-up"))
    assert session.state.event == Event(draft.id, "Follow-up", venue="The hall")
    assert session.state.draft is None
    assert heard.parts[0] == {Part.DRAFT}


def test_names_are_those_of_the_event_in_the_form(
    session: OrganiserSession, example: Gathered
) -> None:
    """A new event has none of the one before."""
    lists = (Invited(example.event.id, 5, ("Ann", "Bob")),)
    session.save_invited(example.event.id, lists)
    assert session.state.invited == lists
    session.begin_event()
    assert not session.state.invited


def test_what_is_refused_is_said_and_changes_nothing(
    session: OrganiserSession, heard: Heard
) -> None:
    """A number that is taken: one sentence, and the state as it was."""
    before = session.state
    assert not session.renumber(session.state.circles[0], "3")
    assert session.state == before
    assert "Circle 3 is here already" in heard.refused[0]
    assert session.renumber(session.state.circles[0], "8")
    assert heard.noticed == ["What was circle 1 is circle 8."]
    assert [circle.number for circle in session.state.circles] == [2, 3, 4, 5, 6, 8]


def test_a_circle_without_a_pack_is_adopted(
    session: OrganiserSession, library: Library, example: Gathered
) -> None:
    """It stands among all that is here first, then among the event's own."""
    own = own_event("2007-06-14")
    library.save_event(own)
    library.save_circle(Circle("stray", 7, own.id))
    session.show_event(example.event.id)
    (stray,) = [circle for circle in session.state.strays if circle.id == "stray"]
    assert session.adopt(stray, example.event)
    assert session.state.circles[-1].id == "stray"


def test_files_are_looked_at_merged_and_taken_back(
    qtbot: QtBot, session: OrganiserSession, library: Library, files: Path, heard: Heard
) -> None:
    """Looking writes nothing; merging leaves the event in front; undone, all is as it was."""
    event, before = session.state.shown, _dump(library)
    assert _run(qtbot, session, lambda: session.merging.look([files])) == Outcome(JobKind.LOOK)
    assert session.state.looked
    assert [row.outcome for row in session.state.rows] == ["new", "new"]
    assert _dump(library) == before
    outcome = _run(qtbot, session, session.merging.merge)
    assert (outcome.merged, outcome.wanted, outcome.stopped) == (2, 2, False)
    assert session.state.shown == event
    assert [row.aside for row in session.state.rows] == [("Follow-up",), ("Follow-up",)]
    assert len(library.circles("f")) == 2
    qtbot.waitUntil(lambda: session.state.merge_to_undo)
    assert not session.state.busy
    assert _run(qtbot, session, session.merging.undo_merge) == Outcome(JobKind.UNDO_MERGE)
    after = session.state
    assert after.shown == event
    assert not after.merge_to_undo
    assert heard.noticed[-1].startswith("Taken back.")


def test_what_was_looked_at_is_put_away(
    qtbot: QtBot, session: OrganiserSession, library: Library, files: Path
) -> None:
    """Nothing of it is written, and nothing of it stays on the disk."""
    before = _dump(library)
    _run(qtbot, session, lambda: session.merging.look([files]))
    session.merging.put_away()
    session.merging.merge()
    assert not session.state.busy
    assert session.state.rows == ()
    assert _dump(library) == before
    assert not list(library.path.parent.glob(".storycircle-*"))


def test_a_file_that_is_left_out_stays_out(
    qtbot: QtBot, session: OrganiserSession, files: Path
) -> None:
    """By its place in the batch."""
    _run(qtbot, session, lambda: session.merging.look([files]))
    place = session.state.rows[0].at
    _run(qtbot, session, lambda: session.merging.merge({place}))
    session.show_event("f")
    assert [circle.number for circle in session.state.circles] == [2]


def test_files_of_another_event_and_double_numbers_are_marked_before_anything_is_written(
    qtbot: QtBot, session: OrganiserSession, library: Library, files: Path, clock: SimulatedClock
) -> None:
    """In the preview already, and first: those of another event, and both files of one number, be
    the other here or in the same heap.
    """
    event = session.state.event
    assert event is not None
    with Library(files.parent / "twins" / "library", clock) as other:
        other.save_event(event)
        for id_, number in (("one", 9), ("two", 9), ("three", 5), ("four", 7)):
            other.save_circle(Circle(id_, number, event.id))
            export_circle(other, other.circle(id_), files / f"{id_}.circle")
    _run(qtbot, session, lambda: session.merging.look([files]))
    rows = {row.name: row for row in session.state.rows}
    assert {name: (row.aside, row.twice) for name, row in rows.items()} == {
        "circle-1.circle": (("Follow-up",), ()),
        "circle-2.circle": (("Follow-up",), ()),
        "one.circle": ((), (9,)),
        "two.circle": ((), (9,)),
        "three.circle": ((), (5,)),
        "four.circle": ((), ()),
    }
    assert session.state.rows[-1].name == "four.circle"
    assert row_words(rows["circle-1.circle"]).startswith("Of another event: “Follow-up”.")
    assert row_words(rows["one.circle"]).startswith("Another circle has the number 9 too.")
    assert library.circle_counts() == {event.id: 6}
    session.stop_and_wait()


def test_one_job_with_files_runs_at_a_time(
    qtbot: QtBot, session: OrganiserSession, files: Path, tmp_path: Path
) -> None:
    """Whatever else is asked for meanwhile is not begun; stopped, the first says so."""
    with qtbot.waitSignal(session.ended, timeout=30_000) as ended:
        session.merging.look([files])
        session.write(JobKind.REPORT, tmp_path / "report.md")
        session.merging.undo_merge()
        assert session.state.running is not None
        assert session.state.running.job is JobKind.LOOK
        session.stop()
    assert ended.args == [Outcome(JobKind.LOOK, stopped=True)]
    assert not session.state.looked
    assert not (tmp_path / "report.md").exists()


@pytest.mark.slow
def test_the_report_is_written_and_when_is_known(
    qtbot: QtBot, session: OrganiserSession, tmp_path: Path
) -> None:
    """What could not be written was not, and says why."""
    path = tmp_path / "report.md"
    assert _run(qtbot, session, lambda: session.write(JobKind.REPORT, path)) == Outcome(
        JobKind.REPORT, path=path
    )
    assert path.exists()
    assert session.state.report_written == "11.16"
    outcome = _run(
        qtbot, session, lambda: session.write(JobKind.REPORT, tmp_path / "none" / "r.md")
    )
    assert outcome.why
    assert outcome.path is None


@pytest.mark.slow
def test_the_report_of_many_circles_is_written_by_another_process(
    qtbot: QtBot, session: OrganiserSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the same to the byte; stopped, it is ended and nothing is there; where no process of
    ours begins it is written here.
    """
    here, there, other = (tmp_path / name for name in ("here.docx", "there.docx", "other.docx"))
    write = partial(session.write, JobKind.REPORT)
    assert _run(qtbot, session, lambda: write(here)).path == here
    monkeypatch.setattr(background_jobs, "FROM", 1)
    assert _run(qtbot, session, lambda: write(there)).path == there
    assert there.read_bytes() == here.read_bytes()

    def begin_and_stop() -> None:
        write(other)
        session.stop()

    outcome = _run(qtbot, session, begin_and_stop)
    assert outcome.refusal is not None
    assert outcome.refusal.key == "stopped"
    assert not other.exists()
    bundle(monkeypatch, tmp_path, "raise SystemExit(1)")
    assert _run(qtbot, session, lambda: write(other)).path == other
    assert other.read_bytes() == here.read_bytes()


@pytest.mark.usefixtures("quick_seal")
def test_a_key_is_made_of_a_passphrase_that_was_typed_twice(
    qtbot: QtBot, session: OrganiserSession, library: Library, heard: Heard
) -> None:
    """A slip of the hand makes none."""
    assert _run(qtbot, session, lambda: session.make_key("kestrel", "kestral")).why
    assert not session.state.key_made
    outcome = _run(qtbot, session, lambda: session.make_key("kestrel", "kestrel"))
    assert not outcome.why
    made = session.state
    assert made.key_made
    assert made.key in outcome.text
    assert public_key(library.path)
    assert {Part.KEY} in heard.parts


def test_what_is_no_code_takes_nothing_out(qtbot: QtBot, session: OrganiserSession) -> None:
    """And says so."""
    before = session.state
    outcome = _run(qtbot, session, lambda: session.withdraw("please"))
    assert "is not a withdrawal code" in outcome.why
    assert session.state == before


@pytest.fixture
def conflict(
    session: OrganiserSession, library: Library, tmp_path: Path, clock: SimulatedClock
) -> Conflict:
    """An action that was worded on two laptops."""
    circle, path = library.circles()[4], tmp_path / "x.circle"
    with Library(tmp_path / "scribe", clock) as scribe:
        export_circle(library, circle, path)
        scribe.merge(circle_file.read(path))
        for at, words in ((scribe, "Scribe’s words."), (library, "Facilitator’s words.")):
            _word(at, circle.id, words)
        export_circle(scribe, scribe.circle(circle.id), path)
    library.merge(circle_file.read(path))
    session.refresh()
    (found,) = session.state.conflicts
    return found


def _word(library: Library, circle: str, words: str) -> None:
    held = library.circle(circle)
    action = replace(held.actions[0], text=words)
    library.save_circle(replace(held, actions=(action, *held.actions[1:])))


def test_a_conflict_is_settled(session: OrganiserSession, conflict: Conflict) -> None:
    """The copy that is to stand is the circle's from then on, and nothing waits."""
    assert session.settle(conflict, dict(conflict.copies[1].fields))
    assert session.state.conflicts == ()
    actions = [action for circle in session.to_print() for action in circle.actions]
    (kept,) = [action for action in actions if action.id == conflict.id]
    assert kept.text == conflict.copies[1].fields["text"]


def test_a_conflict_that_changed_meanwhile_is_read_again(
    session: OrganiserSession, library: Library, conflict: Conflict, heard: Heard
) -> None:
    """Nobody chooses between words that are no longer all there are."""
    _word(library, session.state.circles[4].id, "Third words.")
    assert not session.settle(conflict, dict(conflict.copies[1].fields))
    assert "changed in the meantime" in heard.refused[0]
    assert session.circle_of(conflict) == library.circle(session.state.circles[4].id)


def test_another_event_has_an_undo_of_its_own(
    session: OrganiserSession, library: Library, heard: Heard
) -> None:
    """What was done on one board is never undone on another."""
    assert session.board.add_heading("New things")
    library.save_event(Event("f", "Follow-up", headings=("A",)))
    session.show_event("f")
    session.board.undo()
    assert heard.refused == ["There is nothing to undo."]
    assert session.state.event is not None
    assert session.state.event.headings == ("A",)
