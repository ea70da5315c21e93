"""Lines of meetings at the command line: handed on within, gone on with, merged by nobody."""

from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.meetings.inquiries import reworded, with_inquiry_note
from storycircle.core.meetings.next_meeting import next_meeting
from storycircle.store.library import Library
from tests.cli.test_cli_names import run, said
from tests.leaks.leaving import NOON
from tests.support.a_meeting import meeting, started
from tests.support.fresh import fresh_library

pytestmark = pytest.mark.usefixtures("weak_seal")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with two meetings of a learning set."""
    monkeypatch.setenv("STORYCIRCLE_PASSPHRASE", "three old doors")
    path = tmp_path / "home" / "library"
    with fresh_library(path, SimulatedClock(NOON)) as opened:
        opened.save_circle(started())
        opened.save_circle(next_meeting([started()], on="2007-04-19"))
    return path


def test_a_set_is_handed_on_and_goes_on_at_a_second_laptop(library: Path, tmp_path: Path) -> None:
    out, second = tmp_path / "set.circle", tmp_path / "second" / "library"
    written = run(library, "export", "--members-only", "-o", out)
    assert written.exit_code == 0
    assert "In it: two meetings of “Learning set”" in written.output
    assert "Not in it: stories" in written.output
    assert run(library, "export", "--members-only", "-o", out).exit_code == 0  # over its own
    went = run(second, "go-on", out)
    assert went.exit_code == 0
    assert "“Learning set” goes on here: two meetings are on this laptop." in went.output
    with Library(second, SimulatedClock(NOON)) as opened:
        assert [circle.number for circle in opened.meetings("line")] == [1, 2]


def test_nobody_merges_it_and_it_says_what_it_is(library: Path, tmp_path: Path) -> None:
    out, organiser = tmp_path / "set.circle", tmp_path / "org" / "library"
    assert run(library, "export", "--members-only", "-o", out).exit_code == 0
    for words in (("merge", out), ("merge", "--dry-run", out), ("merge", tmp_path)):
        refused = said(run(organiser, *words))
        assert "for members of a line of meetings only" in refused
    with Library(organiser, SimulatedClock(NOON)) as opened:
        assert opened.circles() == []
        assert opened.lines() == []


def test_what_earlier_meetings_are_missing_is_said(library: Path, tmp_path: Path) -> None:
    out, second = tmp_path / "set.circle", tmp_path / "second" / "library"
    with Library(library, SimulatedClock(NOON)) as opened:
        opened.erase_circle("c1")
    assert run(library, "export", "--members-only", "-o", out).exit_code == 0
    assert "Not here is meeting 1: ask whoever has it" in run(second, "go-on", out).output


def test_what_two_laptops_changed_apart_waits_and_is_said(library: Path, tmp_path: Path) -> None:
    """Where nothing waits, nothing is said of it."""
    out, second = tmp_path / "set.circle", tmp_path / "second" / "library"
    assert run(library, "export", "--members-only", "-o", out).exit_code == 0
    assert "had not met" not in run(second, "go-on", out).output
    for path in (library, second):
        with Library(path, SimulatedClock(NOON)) as opened:
            noted = with_inquiry_note(opened.circle("c1"), "q", 1, path.parent.name, on="")
            opened.save_circle(reworded(noted, "q", f"As {path.parent.name} asks?", "2007-03-08"))
    assert run(library, "export", "--members-only", "-o", out).exit_code == 0
    went = run(second, "go-on", out)
    assert "One thing was changed on two laptops that had not met." in went.output
    with Library(second, SimulatedClock(NOON)) as opened:
        assert [one.kind for one in opened.conflicts()] == ["inquiry"]
        (inquiry,) = meeting(opened.circle("c1")).inquiries
        assert {"home", "second"} <= {note.text for note in inquiry.notes}


def test_what_is_no_such_line_or_file_is_one_sentence(library: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.circle"
    wrong = ("export", "--members-only", "--line", "Other", "-o", out)
    assert "no line of meetings called “Other”" in said(run(library, *wrong))
    out.write_bytes(b"something else")
    assert "x.circle" in said(run(library, "export", "--members-only", "-o", out))
    assert out.read_bytes() == b"something else"
    assert "no file for members of a line" in said(run(library, "go-on", out))
    empty = tmp_path / "empty" / "library"
    (empty.parent).mkdir()
    assert "no line of meetings in this library" in said(
        run(empty, "export", "--members-only", "-o", tmp_path / "y.circle")
    )


def test_what_prints_of_a_meeting_is_written_by_its_kind(library: Path, tmp_path: Path) -> None:
    """The progress report by itself, of the last meeting; the others by their name."""
    for words in ((), ("--number", 1), ("--paper", "who"), ("--paper", "blank")):
        out = tmp_path / f"{len(words)}{words[-1:]}.pdf"
        assert run(library, "meeting", *words, "-o", out).exit_code == 0
        assert out.read_bytes().startswith(b"%PDF")
    assert "No meeting of this line" in said(run(library, "meeting", "--number", 7, "-o", out))
