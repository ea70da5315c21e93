"""What the order of rows says: nothing, in a library and in every file that leaves it."""

import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import with_choice
from storycircle.core.consent.retention import Handed
from storycircle.core.model import Action, Circle, Event, Member, Sharing, new_id
from storycircle.core.stories import with_story
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.core.versioned_record import Record
from storycircle.jobs.export import export_circle, hand_on
from storycircle.jobs.merge import merge_files
from storycircle.store import schema
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from tests.leaks.leaving import NOON

EVENT = Event("e", "An event")
CIRCLES, TOLD = 6, 6


def circle_of(number: int) -> Circle:
    """A circle whose stories all leave without names."""
    members = tuple(Member(new_id(), f"{number} {letter}") for letter in "ABCDEF"[:TOLD])
    actions = tuple(Action(new_id(), f"Do {count}") for count in range(2))
    circle = Circle(new_id(), number, "e", members=members, actions=actions)
    for member in members:
        story = new_id()
        circle = with_story(circle, member.id, story=story, title=f"circle {number} told this")
        circle = with_choice(circle, story, Sharing.ANONYMOUS, at=NOON, event=EVENT)
    return circle


def keep(library: Library, circles: list[Circle]) -> None:
    library.save_event(EVENT)
    for circle in circles:
        library.save_circle(circle)


def rowless(path: Path) -> set[str]:
    """The tables of a library whose rows have no number that counts up."""
    found = set()
    with closing(sqlite3.connect(path)) as conn:
        for name in (*schema.RECORDS, *schema.OTHER):
            try:
                conn.execute(f"SELECT rowid FROM [{name}]").fetchone()  # noqa: S608
            except sqlite3.OperationalError:
                found.add(name)
    return found


def test_no_table_of_a_library_numbers_its_rows(library: Library) -> None:
    """Two stories side by side there came together: a row's number would say so."""
    library.save_event(EVENT)
    library.close()
    assert rowless(library.path) == {*schema.RECORDS, *schema.OTHER}


def test_rows_of_a_circle_file_lie_by_their_ids(library: Library, tmp_path: Path) -> None:
    """Whatever order they were written down in here, and in the bytes of the file too."""
    circle = circle_of(1)
    keep(library, [circle])
    circle_file.write(library.leave(circle), tmp_path / "x.circle")
    with closing(sqlite3.connect(tmp_path / "x.circle")) as conn:
        for kind in schema.TRAVELLING:
            ids = [row[0] for row in conn.execute(f"SELECT id FROM [{kind}] ORDER BY rowid")]  # noqa: S608
            assert ids == sorted(ids), kind


def as_they_lie(archive: Path, folder: Path) -> list[list[Record]]:
    """The stories of each file of an archive, in the order of its rows."""
    files = []
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
        for name in opened.namelist():
            with closing(sqlite3.connect(folder / name)) as conn:
                rows = conn.execute("SELECT id FROM story ORDER BY rowid")
                order = [row[0] for row in rows]
            records = {record.id: record for record in circle_file.read(folder / name).records}
            files.append([records[id_] for id_ in order])
    return files


def side_by_side(stories: list[Record]) -> int:
    """How many neighbours were told in one circle."""
    told = [str(story.fields["title"]) for story in stories]
    return sum(one == other for one, other in pairwise(told))


def gathered(clock: SimulatedClock, folder: Path, *, held: int) -> Path:
    """What an organiser hands on, who has held some of the circles on the same laptop."""
    circles = [circle_of(number) for number in range(1, CIRCLES + 1)]
    with Library(folder / "organiser" / "library", clock) as organiser:
        organiser.save_event(EVENT)
        for circle in circles[:held]:
            organiser.save_circle(circle)
        for circle in circles[held:]:
            with Library(folder / f"laptop {circle.number}" / "library", clock) as laptop:
                keep(laptop, [circle])
                file = folder / f"{circle.number}.circle"
                export_circle(laptop, circle, file)
            list(merge_files(organiser, [file]))
        hand_on(organiser, folder / "all.zip")
        return folder / "all.zip"


@pytest.mark.slow
@pytest.mark.parametrize("held", [0, 2, CIRCLES])
def test_an_archive_does_not_say_which_stories_were_told_together(
    clock: SimulatedClock, tmp_path: Path, held: int
) -> None:
    """All lie in one file by their random ids, held here or not; of 35 neighbours 5 are of one
    circle by chance, and 18 or more once in a million times.
    """
    files = as_they_lie(gathered(clock, tmp_path, held=held), tmp_path / "out")
    (stories,) = [file for file in files if file]
    assert len(stories) == CIRCLES * TOLD
    assert [story.id for story in stories] == sorted(story.id for story in stories)
    assert side_by_side(stories) < 18


@pytest.mark.slow
def test_an_archive_that_was_merged_hands_on_the_same(
    clock: SimulatedClock, tmp_path: Path
) -> None:
    """What the next organiser hands on says no more, and holds no less."""
    archive = gathered(clock, tmp_path, held=2)
    with Library(tmp_path / "next" / "library", clock) as library:
        list(merge_files(library, [archive]))
        assert len(library.gathered(EVENT).stories) == CIRCLES * TOLD
        hand_on(library, tmp_path / "next.zip")
    first, then = (
        as_they_lie(path, tmp_path / path.stem) for path in (archive, tmp_path / "next.zip")
    )
    assert sorted(first, key=len) == sorted(then, key=len)


def test_a_story_taken_back_is_not_told_with_its_circle(library: Library, tmp_path: Path) -> None:
    """Its tombstone is in the last file, with those of every other circle."""
    circle = circle_of(1)
    keep(library, [circle])
    library.save_state(circle.id, SavedState(Stage.STORIES, None, plan_for(None, NOON), NOON))
    hand_on(library, tmp_path / "first.zip")
    story = circle.stories[0]
    circle = with_choice(circle, story.id, Sharing.STAYS, at=NOON, event=EVENT)
    keep(library, [circle])
    of_circle, _, last = library.handed_on()
    assert of_circle.removed == ()
    assert [record.id for record in last.removed] == [story.left_as]
    hand_on(library, tmp_path / "second.zip")
    with Library(tmp_path / "next" / "library", library.clock) as other:
        list(merge_files(other, [tmp_path / "first.zip", tmp_path / "second.zip"]))
        assert len(other.gathered(EVENT).stories) == TOLD - 1
        list(merge_files(other, [tmp_path / "first.zip"]))
        assert len(other.gathered(EVENT).stories) == TOLD - 1


def test_a_circle_that_was_handed_on_whole_is_handed_over(library: Library, tmp_path: Path) -> None:
    """Though its stories went in another file of the archive."""
    circle = circle_of(1)
    keep(library, [circle])
    library.save_state(circle.id, SavedState(Stage.STORIES, None, plan_for(None, NOON), NOON))
    hand_on(library, tmp_path / "all.zip")
    assert library.handing(circle).state is Handed.OVER


def test_stories_of_no_known_event_are_handed_on_too(library: Library, tmp_path: Path) -> None:
    """In a file of their own: they are of no circle either."""
    library.save_circle(circle_of(1))
    hand_on(library, tmp_path / "all.zip")
    with Library(tmp_path / "next" / "library", library.clock) as other:
        found = list(merge_files(other, [tmp_path / "all.zip"]))
        assert [m.why for m in found if m.name == "stories.circle"] == [
            "Six stories without names."
        ]
        other.save_event(EVENT)
        assert len(other.gathered(EVENT).stories) == TOLD


@pytest.mark.parametrize("year", [1970, 1979, 2026, 2108])
def test_an_archive_says_no_time_whatever_the_clock_says(tmp_path: Path, year: int) -> None:
    """Archives hold no date before 1980 or after 2107; a laptop's clock may."""
    with Library(tmp_path / "library", SimulatedClock(datetime(year, 1, 1, 12))) as library:  # noqa: DTZ001
        keep(library, [circle_of(1)])
        hand_on(library, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
