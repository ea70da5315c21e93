"""What a teller takes back is gone, wherever in a project's report it had been put: from the bytes
of the library and its copies, the archive for other organisers, reports and comparison in every
format.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from storycircle.core.afterwards.chapters import Chapter, StoryPlace
from storycircle.core.afterwards.stalls import Run
from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import with_sharing
from storycircle.core.model import Circle, Event, Member, Sharing, Story
from storycircle.jobs.afterwards.comparing import write_comparison
from storycircle.jobs.afterwards.demo_project import REPORTS
from storycircle.jobs.afterwards.projects import write_project_report
from storycircle.jobs.export import hand_on
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report
from storycircle.store.library import Library
from tests.leaks.circles import word
from tests.leaks.searching import found_in, found_in_folder
from tests.support.examples import examples

NIGHT = datetime.fromisoformat("2007-10-01T14:05:00")
EVENTS = tuple(
    Event(id_, title, day, headings=("First",), stalls=("Trees",), project="The year")
    for id_, title, day in (("j", "Winter", "2007-01-25"), ("u", "Summer", "2007-06-14"))
)
SPEAK = tuple(ending for ending in REPORTS if ending != "csv")
"""The formats that have stories at all; a table of CSV has figures alone."""


class Put(Enum):
    """Where an organiser put what was told."""

    NOWHERE = ("nowhere",)
    HEADING = ("heading",)
    CHAPTER = ("chapter",)
    BOTH = ("heading", "chapter")


class Said(Struct, frozen=True):
    """A story of a circle, or a quotation of a stall. sharing: with its speaker's name, or not."""

    event: int
    at_stall: bool
    sharing: Sharing
    put: Put


class There(Struct, frozen=True):
    """What was said, as it is in a library: its words, and the code that takes them back."""

    words: tuple[str, ...]
    code: str


SAID = st.builds(
    Said,
    st.integers(0, 1),
    st.booleans(),
    st.sampled_from([Sharing.ANONYMOUS, Sharing.NAMED]),
    st.sampled_from(Put),
)


@contextmanager
def told(every: Sequence[Said]) -> Iterator[tuple[Library, Path, list[There]]]:
    """A library in which all of that was told, and put where its organiser wanted it."""
    chance = Random(21)  # noqa: S311 (to make words, not to keep secrets)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "out").mkdir()
        with Library(folder / "own" / "library", SimulatedClock(NIGHT)) as library:
            for event in EVENTS:
                library.save_event(event)
                library.save_parts(event.id, [Run(f"run {event.id}", "Trees", 1, discussed="Sun")])
            found = [_say(library, one, at, chance) for at, one in enumerate(every)]
            for event in EVENTS:
                _put(library, event, [(f[0], e.put) for f, e in zip(found, every, strict=True)
                                      if EVENTS[e.event] == event])  # fmt: skip
            yield library, folder, [there for _id, there in found]


def _say(library: Library, one: Said, at: int, chance: Random) -> tuple[str, There]:
    """Say a thing; the id under which it leaves, and its words."""
    event = EVENTS[one.event]
    if one.at_stall:
        text = word(chance)
        run = library.parts(event.id).runs[0]
        code = library.add_quote(event, run, text, one.sharing)
        return library.parts(event.id).runs[0].quotes[-1].story, There((text,), code)
    title, points, quote = (word(chance) for _word in range(3))
    story = Story(f"story-{at}", f"m{at}", title.title(), f"{points} was there", quote)
    story = with_sharing(story, one.sharing)
    circle = Circle(
        f"c{at}", at + 1, event.id, members=(Member(f"m{at}", word(chance).title()),),
        stories=(story,),
    )  # fmt: skip
    library.save_circle(circle)
    kept = library.circle(circle.id).stories[0]
    id_ = kept.id if one.sharing is Sharing.NAMED else kept.left_as
    return id_, There((title, points, quote), kept.code)


def _put(library: Library, event: Event, every: Sequence[tuple[str, Put]]) -> None:
    places = [StoryPlace(id_, "First") for id_, put in every if "heading" in put.value]
    ids = [id_ for id_, put in every if "chapter" in put.value]
    text = "\n\n".join(("Before", *(f"[story](story:{id_})" for id_ in ids), "After"))
    library.save_parts(event.id, [*places, Chapter(f"ch {event.id}", "Ours", text=text)])


def all_out(library: Library, out: Path, event: Event) -> dict[str, bytes]:
    """Everything that leaves an organiser, made anew: the report of the project and that of one
    event, the comparison, the archive.
    """
    for ending in REPORTS:
        write_project_report(out / f"project.{ending}", library, "The year")
        write_report(out / f"event.{ending}", library, library.event(event.id) or event)
        if ending != "json":
            write_comparison(out / f"beside.{ending}", library, EVENTS)
    hand_on(library, out / "all.zip")
    return {path.name: path.read_bytes() for path in out.iterdir()}


def shareable(beside: bytes, event: int) -> int:
    """How many stories may be shared of an event, as the comparison says."""
    lines = beside.decode().splitlines()
    (row,) = (line for line in lines if line.startswith("| Stories that may be shared"))
    return int(row.split(" | ")[1 + event].split()[0].strip("|–") or 0)


@contextmanager
def merged(library: Library, folder: Path) -> Iterator[Library]:
    """An organiser's library that has what another one handed on, and no more."""
    hand_on(library, folder / "first.zip")
    with Library(folder / "other" / "library", SimulatedClock(NIGHT)) as other:
        list(merge_files(other, [folder / "first.zip"]))
        yield other


@settings(max_examples=examples(3), deadline=None)
@given(st.lists(SAID, min_size=1, max_size=4), st.data())
def test_what_is_taken_back_is_in_no_byte(every: list[Said], data: st.DataObject) -> None:
    """Before, each of its words is in all that speaks of it; after, in nothing at all, the library
    and its copies among it. What others told stands as it did, and the author is told of the gap.
    """
    with told(every) as (own, folder, there), merged(own, folder) as library:
        at = data.draw(st.integers(0, len(every) - 1))
        event = EVENTS[every[at].event]
        before = all_out(library, folder / "out", event)
        for one, words in zip(every, there, strict=True):
            for name in (f"project.{ending}" for ending in SPEAK):
                assert found_in(before[name], words.words) == set(words.words), (one, name)
            assert found_in_folder(folder / "other", words.words) == set(words.words)
        gone, stay = there[at], [one for one in there if one is not there[at]]
        library.back_up()
        library.withdraw(gone.code)
        after = all_out(library, folder / "out", event)
        assert {n: f for n, d in after.items() if (f := found_in(d, gone.words))} == {}
        assert found_in_folder(folder / "other", gone.words) == set()
        for other in stay:
            assert found_in(after["project.json"], other.words) == set(other.words)
        if not every[at].at_stall:
            place = every[at].event
            counts = [shareable(files["beside.md"], place) for files in (before, after)]
            assert counts[0] - counts[1] == 1
        note = write_project_report(folder / "out" / "again.md", library, "The year")
        in_chapter = "chapter" in every[at].put.value
        assert ("“Ours” may not be shared any more" in note) is in_chapter


@pytest.mark.slow
@settings(max_examples=examples(3), deadline=None)
@given(st.lists(SAID, min_size=1, max_size=3), st.data())
def test_a_code_reaches_whoever_merges_the_archive_after_it(
    every: list[Said], data: st.DataObject
) -> None:
    """The next archive of who was told the code takes it out elsewhere too: of the library, its
    copies and every report.
    """
    with told(every) as (own, folder, there), merged(own, folder) as other:
        gone = data.draw(st.sampled_from(there))
        assert found_in_folder(folder / "other", gone.words) == set(gone.words)
        own.withdraw(gone.code)
        hand_on(own, folder / "second.zip")
        list(merge_files(other, [folder / "second.zip"]))
        after = all_out(other, folder / "out", EVENTS[0])
        assert {n: f for n, d in after.items() if (f := found_in(d, gone.words))} == {}
        other.back_up()
        assert found_in_folder(folder / "other", gone.words) == set()
