"""A library handed on whole: what may leave, both sides of what is apart, and what is gone."""

import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Gathered, Member, Sharing, Story
from storycircle.jobs.export import export_circle, hand_on
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import report_bytes
from storycircle.store.library import Library
from storycircle.store.schema import RECORDS
from tests.store.exchange.test_circle_file import FULL
from tests.support.inside import conn_of


def report(library: Library) -> bytes:
    return report_bytes(library.gathered(library.events()[0]), ".json")


@pytest.mark.slow
def test_another_organiser_knows_all_of_it(
    library: Library, example: Gathered, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Six circles, the event and the organiser's own wordings; a second time changes nothing."""
    library.load(example)
    assert hand_on(library, tmp_path / "all.zip") == 7
    with Library(tmp_path / "other" / "library", clock) as other:
        list(merge_files(other, [tmp_path / "all.zip"]))
        assert report(other) == report(library)
        assert {m.outcome for m in merge_files(other, [tmp_path / "all.zip"])} == {"same"}
        hand_on(other, tmp_path / "back.zip")
    assert {m.outcome for m in merge_files(library, [tmp_path / "back.zip"])} == {"same"}


def _asked_by_a_merge(archive: Path, place: Path, clock: SimulatedClock) -> int:
    """Statements about who brought what, as an archive is merged into an empty library."""
    asked: list[str] = []
    with Library(place / "library", clock) as other:
        conn_of(other).set_trace_callback(asked.append)
        list(merge_files(other, [archive]))
        conn_of(other).set_trace_callback(None)
    return sum("brought: " in one for one in asked)


def test_no_table_of_records_is_looked_through_for_a_merged_file(
    library: Library, example: Gathered, tmp_path: Path, clock: SimulatedClock
) -> None:
    """The twelfth file asks by what is indexed alone: else ten thousand take a hundred times what
    one thousand do.
    """
    library.load(example)
    paths = []
    for circle in library.circles():
        library.save_circle(replace(circle, region="North East", venue="Headland"))
        paths.append(tmp_path / f"{circle.number}.circle")
        export_circle(library, library.circle(circle.id), paths[-1])
    asked: list[str] = []
    with Library(tmp_path / "other" / "library", clock) as other:
        conn = conn_of(other)
        files = merge_files(other, paths)
        for _merged in paths[:-1]:
            next(files)
        conn.set_trace_callback(asked.append)
        assert next(files).outcome == "new"
        conn.set_trace_callback(None)
        assert next(files, None) is None
        reading = [one for one in asked if one.startswith(("SELECT", "WITH", "UPDATE", "DELETE"))]
        plans = [
            row["detail"] for one in reading for row in conn.execute(f"EXPLAIN QUERY PLAN {one}")
        ]
    scanned = {plan.split()[1] for plan in plans if plan.startswith("SCAN")}
    assert len(reading) > 5
    assert scanned.isdisjoint(RECORDS.keys() - {"event"}), scanned


def test_stories_without_names_are_noted_together(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """However many an event has: what came of it is one row, which is read and written once."""
    library.save_event(Event("e", "An event"))
    found = []
    for count in (2, 12):
        people = tuple(Member(f"{count}-{n}", f"Zed {n}") for n in range(count))
        stories = tuple(
            Story(f"s{one.id}", one.id, "Told", sharing=Sharing.ANONYMOUS, left_as=f"left{one.id}")
            for one in people
        )
        library.save_circle(Circle(f"c{count}", count, "e", members=people, stories=stories))
        with Library(tmp_path / f"of {count}" / "library", clock) as other:
            circle = tmp_path / f"{count}.circle"
            export_circle(library, library.circle(f"c{count}"), circle)
            list(merge_files(other, [circle]))
            hand_on(other, tmp_path / f"{count}.zip")
        found.append(_asked_by_a_merge(tmp_path / f"{count}.zip", tmp_path / str(count), clock))
    assert found[0] == found[1] > 0


def test_what_stays_in_a_circle_is_not_handed_on(library: Library, tmp_path: Path) -> None:
    """A facilitator's library hands on what an export would, and no word more."""
    library.save_event(Event("e", "An event"))
    library.save_circle(FULL)
    assert FULL.stories[0].sharing is Sharing.STAYS
    hand_on(library, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Named title" in inside
    assert b"SECRET" not in inside


def test_what_was_taken_out_is_taken_out_there_too(
    library: Library, example: Gathered, tmp_path: Path, clock: SimulatedClock
) -> None:
    """A name and an action that are gone do not stay with whoever had them."""
    library.load(example)
    hand_on(library, tmp_path / "before.zip")
    circle = library.circles()[0]
    library.save_circle(replace(circle, members=circle.members[1:], actions=circle.actions[:1]))
    hand_on(library, tmp_path / "after.zip")
    with Library(tmp_path / "other" / "library", clock) as other:
        list(merge_files(other, [tmp_path / "before.zip"]))
        list(merge_files(other, [tmp_path / "after.zip"]))
        assert report(other) == report(library)


def test_only_an_archive_holds_them_all(library: Library, tmp_path: Path) -> None:
    """One circle file holds one circle."""
    with pytest.raises(Refused, match=r"must end in \.zip"):
        hand_on(library, tmp_path / "all.circle")
    assert list(tmp_path.glob("all*")) == []


@pytest.mark.parametrize("year", [1970, 1979, 2108])
def test_a_clock_that_no_archive_can_hold_is_no_hindrance(
    library: Library, example: Gathered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    """The archive and the Word document are written, and say no time of writing."""
    library.load(example)
    gathered = library.gathered(example.event)
    usual = report_bytes(gathered, ".docx")
    monkeypatch.setattr(zipfile.time, "localtime", lambda *_: (year, 1, 2, 10, 0, 0, 0, 2, 0))  # type: ignore[attr-defined]
    assert hand_on(library, tmp_path / "all.zip") == 7
    assert report_bytes(gathered, ".docx") == usual
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
