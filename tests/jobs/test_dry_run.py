"""What merging would do, said before it is done; and a merge taken back until the next change."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.merge.changes import Change, What, counted
from storycircle.core.model import Action, Circle, Event, Member, Sharing, Story
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import MergeResult, looked_at, merge_files, merged_batch
from storycircle.jobs.merge_sources import batch_of
from storycircle.jobs.progress import Progress
from storycircle.jobs.report import report_bytes, write_report
from storycircle.store.library import Library
from storycircle.store.safety import backups
from tests.support.inside import conn_of

EVENT = Event("e", "An event", "2007-06-14")
CIRCLE = Circle(
    "c",
    5,
    event="e",
    members=(Member("m1", "Al"), Member("m2", "Bo")),
    stories=(Story("s1", "m1", "A bridge", "over water", sharing=Sharing.NAMED),),
    actions=(Action("a1", "Walk to school", ("m1",), "June"), Action("a2", "Write to Jo")),
)
LATER = replace(
    CIRCLE,
    members=(*CIRCLE.members, Member("m3", "Cy")),
    stories=(),
    actions=(replace(CIRCLE.actions[0], text="Walk to work", who=("m1", "m3")),),
)


def exported(library: Library, circle: Circle, path: Path) -> Path:
    library.save_circle(circle)
    export_circle(library, library.circle(circle.id), path)
    return path


@pytest.fixture
def files(library: Library, tmp_path: Path) -> list[Path]:
    """A circle as it was first handed over, and as it was corrected."""
    library.save_event(EVENT)
    first = exported(library, CIRCLE, tmp_path / "first.circle")
    return [first, exported(library, LATER, tmp_path / "later.circle")]


def whole(library: Library) -> list[str]:
    """All rows but the running number of the copies."""
    return [row for row in conn_of(library).iterdump() if "'copies'" not in row]


def report(library: Library) -> bytes:
    return report_bytes(library.gathered(EVENT), ".json")


def test_a_trial_says_what_the_merge_then_does(organiser: Library, files: list[Path]) -> None:
    """The same words before and after; and a circle that comes twice in one batch is new once."""
    batch = [*files, files[0], files[1]]
    tried = list(merge_files(organiser, batch[:1], keep=False))
    assert organiser.circles() == []
    assert tried == list(merge_files(organiser, batch[:1]))
    tried = list(merge_files(organiser, batch[1:], keep=False))
    assert [m.outcome for m in tried] == ["updated", "same", "same"]
    assert tried == list(merge_files(organiser, batch[1:]))


def test_a_trial_changes_no_byte(organiser: Library, files: list[Path]) -> None:
    """Neither in the library nor beside it."""
    list(merge_files(organiser, files[:1]))
    before, folder = organiser.path.read_bytes(), organiser.path.parent
    beside = sorted(path.name for path in folder.rglob("*"))
    list(merge_files(organiser, files, keep=False))
    assert organiser.path.read_bytes() == before
    assert sorted(path.name for path in folder.rglob("*")) == beside


def test_old_stands_beside_new(organiser: Library, files: list[Path]) -> None:
    """Every change of a circle that was here, and nothing that stays as it is."""
    list(merge_files(organiser, files[:1]))
    (merged,) = merge_files(organiser, files[1:], keep=False)
    assert set(merged.changes) == {
        Change(What.NEW, "member", "", "Cy", "m3"),
        Change(What.WITHDRAWN, "story", "A bridge", "", "s1"),
        Change(What.UPDATED, "action", "Walk to school", "Walk to work", "a1"),
        Change(What.UPDATED, "action", "Al", "Al, Cy", "a1", "Who"),
        Change(What.WITHDRAWN, "action", "Write to Jo", "", "a2"),
    }
    assert counted(merged.changes) == (
        "One name added, one action changed, one story taken out and one action taken out."
    )
    assert "Action: “Walk to school” → “Walk to work”" in merged.line()
    assert merged.line().startswith("later.circle: updated: ")
    assert "\n" not in merged.line()


def test_what_two_laptops_said_stands_side_by_side(
    organiser: Library, files: list[Path], tmp_path: Path, clock: SimulatedClock
) -> None:
    """Ours, then theirs, whichever of them the rule shows first."""
    with Library(tmp_path / "scribe" / "library", clock) as scribe:
        for library in (organiser, scribe):
            list(merge_files(library, files[:1]))
        for library, said in ((organiser, "Walk a lot"), (scribe, "Walk often")):
            circle = library.circle("c")
            actions = (replace(circle.actions[0], text=said), *circle.actions[1:])
            exported(library, replace(circle, actions=actions), tmp_path / f"{said}.circle")
    (there,) = merge_files(organiser, [tmp_path / "Walk often.circle"], keep=False)
    assert there.outcome == "look"
    assert there.changes == (Change(What.LOOK, "action", "Walk a lot", "Walk often", "a1"),)


def test_single_files_are_left_out(organiser: Library, files: list[Path]) -> None:
    """What was looked at and not ticked is not written."""
    with batch_of(files, organiser) as batch:
        looked = list(looked_at(organiser, batch))
        assert [(m.at, m.outcome) for m in looked] == [(0, "new"), (1, "updated")]
        merged = list(merged_batch(organiser, batch.without({1})))
    assert [m.outcome for m in merged] == ["new"]
    assert organiser.circle("c").actions[0].text == "Walk to school"


# Taking back.


def test_a_merge_is_taken_back(organiser: Library, files: list[Path]) -> None:
    """The report is byte for byte what it was, and all else too."""
    organiser.save_event(EVENT)
    empty, before = report(organiser), whole(organiser)
    list(merge_files(organiser, files[:1]))
    assert report(organiser) != empty
    assert organiser.can_take_back()
    organiser.take_back()
    assert report(organiser) == empty
    assert whole(organiser) == before
    assert not organiser.can_take_back()


def test_the_last_of_two_merges_is_taken_back(organiser: Library, files: list[Path]) -> None:
    """One step, not two; and what is taken back can be merged again."""
    list(merge_files(organiser, files[:1]))
    between = report(organiser)
    (merged,) = merge_files(organiser, files[1:])
    assert "Story taken out" in merged.line()
    organiser.take_back()
    after = organiser.circle("c")
    assert after.actions == CIRCLE.actions
    # A teller took the story back: its words are gone from the copies too.
    assert after.stories == ()
    assert b"A bridge" in between
    (again,) = merge_files(organiser, files[1:])
    assert again.outcome == "updated"


def test_after_the_next_change_nothing_is_taken_back(organiser: Library, files: list[Path]) -> None:
    """Whoever has worked on since does not lose it."""
    list(merge_files(organiser, files))
    organiser.save_event(replace(EVENT, venue="The hall"))
    assert not organiser.can_take_back()
    before = whole(organiser)
    with pytest.raises(Refused, match="no merge to take back"):
        organiser.take_back()
    assert whole(organiser) == before


def test_a_merge_that_brought_nothing_leaves_the_last_to_be_taken_back(
    organiser: Library, files: list[Path]
) -> None:
    """The same stick twice is no change."""
    organiser.save_event(EVENT)
    empty = report(organiser)
    list(merge_files(organiser, files))
    assert {m.outcome for m in merge_files(organiser, files)} == {"same"}
    organiser.take_back()
    assert report(organiser) == empty


def test_without_its_copy_a_merge_stays(organiser: Library, files: list[Path]) -> None:
    """A copy that is gone or damaged is not gone back to."""
    list(merge_files(organiser, files))
    (name,) = backups.names(organiser.path)
    copy = backups.folder(organiser.path) / name
    data = copy.read_bytes()
    before = whole(organiser)
    os.truncate(copy, len(data) // 2)
    with pytest.raises(Refused):
        organiser.take_back()
    copy.unlink()
    assert not organiser.can_take_back()
    assert whole(organiser) == before


def test_a_line_is_one_line(organiser: Library, files: list[Path]) -> None:
    """However long and many its changes are."""
    changes = tuple(Change(What.NEW, "member", "", "x\n" * 90) for _ in range(9))
    line = MergeResult("x.circle", "updated", "", changes=changes).line()
    assert "and five more" in line
    assert len(line) < 500
    assert line.count("\n") == 0
    assert files
    assert organiser.circles() == []


def test_a_file_named_twice_is_the_same(organiser: Library, files: list[Path]) -> None:
    """It is no conflict with itself, and never counted twice."""
    assert [m.outcome for m in merge_files(organiser, [files[0], files[0]])] == ["new", "same"]


def _only(most: int) -> Progress:
    """Stop after so many steps."""
    return lambda done, _of, _what: done < most


def test_a_report_that_is_stopped_is_not_written(library: Library, tmp_path: Path) -> None:
    """Neither before it is begun nor once it is made: nothing half, and nothing noted."""
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    for ending in (".json", ".pdf"):
        for most in (0, 1):
            path = tmp_path / f"report{ending}"
            with pytest.raises(Refused, match="Nothing was written"):
                write_report(path, library, EVENT, _only(most))
            assert not path.exists()
    assert library.carriers("s1") == ()
