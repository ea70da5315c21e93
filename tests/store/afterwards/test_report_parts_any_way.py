"""Stalls, recommendations, chapters and matches of two to five organisers: whatever each changes,
and however their archives are merged, all end with the same, and nothing is lost unasked.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.afterwards.chapters import Chapter, StoryPlace
from storycircle.core.afterwards.matches import HeadingMatch
from storycircle.core.afterwards.stalls import Run, StallPlan
from storycircle.core.clock import SimulatedClock
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Sharing
from storycircle.store.afterwards.report_parts import Part
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library import Library
from tests.store.afterwards.test_report_parts import ADVICE, CHAPTER_1, EVENT, MATCH, PLAN, RUN
from tests.store.exchange.test_apply_merge import NOON
from tests.support.examples import examples
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of

Edit = Callable[[Library], None]
Files = list[Incoming]


class Organisers(Struct, frozen=True):
    """Libraries that all begin with one event, and what was in each before anybody changed it."""

    all: list[Library]
    folder: Path
    before: frozenset[tuple[str, str]]


@contextmanager
def organisers(count: int) -> Iterator[Organisers]:
    """So many organisers who have the same event, with one part of each kind."""
    clock = SimulatedClock(NOON)
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        made = [
            stack.enter_context(fresh_library(folder / str(n) / "library", clock))
            for n in range(count)
        ]
        made[0].save_event(EVENT)
        made[0].save_parts("e", [RUN, CHAPTER_1, ADVICE, MATCH, StoryPlace("s", "First")])
        files = archive(made[0], folder)
        for library in made[1:]:
            merge(library, files)
        yield Organisers(made, folder, frozenset(words_in(made[0])))


def archive(library: Library, folder: Path) -> Files:
    """What another organiser reads of all that a library hands on."""
    return [_read(leave, folder) for leave in library.handed_on()]


def stall_file(library: Library, stall: str, folder: Path) -> Files:
    return [_read(library.stall_leave("e", stall), folder)]


def _read(leave: Leave, folder: Path) -> Incoming:
    path = folder / "one.circle"
    circle_file.write(leave, path)
    return circle_file.read(path)


def merge(library: Library, files: Files) -> list[Outcome]:
    return [library.merge(one) for one in files]


def kept(library: Library) -> str:
    """The event, all that was added to it, what may leave of what was said, and each copy that
    waits for a person.
    """
    conn = conn_of(library)
    event = conn.execute("SELECT title, headings, stalls FROM event").fetchall()
    added = conn.execute(
        "SELECT id, sort, fields FROM addition WHERE sort != 'stall_kept' ORDER BY id"
    ).fetchall()
    two = conn.execute("SELECT id, kind, fields FROM conflicts ORDER BY id, digest").fetchall()
    said = [(story.id, story.quote) for story in library.gathered(EVENT).stories]
    return json.dumps([[list(row) for row in (*event, *added, *two)], sorted(said)], indent=1)


def words_in(library: Library) -> set[tuple[str, str]]:
    """What each part says on a laptop, in any copy of it."""
    conn = conn_of(library)
    found = {(row["id"], row["fields"]) for row in conn.execute("SELECT id, fields FROM addition")}
    for row in conn.execute("SELECT id, fields FROM conflicts WHERE kind = 'addition'"):
        found.add((row["id"], json.loads(row["fields"])["fields"]))
    return found


def saved(part: Part) -> Edit:
    return lambda library: library.save_parts("e", [part])


def removed(part: Part) -> Edit:
    return lambda library: library.remove_part("e", part)


def planned(word: str) -> Edit:
    """Another theme for a stall, and a stall more, as an organiser plans them."""
    plan = replace(PLAN, themes=(word,))
    stalls = (*EVENT.stalls, f"Stall {word}")
    return lambda library: library.save_event(
        replace(EVENT, stalls=stalls, stall_plans=(plan, StallPlan(stalls[-1], "", (word,))))
    )


def told(word: str) -> Edit:
    """Something said at a stall that its speaker gives leave for."""

    def tell(library: Library) -> None:
        runs = library.parts("e").runs
        if runs:
            library.add_quote(EVENT, runs[0], f"Somebody said {word}", Sharing.ANONYMOUS)

    return tell


WORDS = st.sampled_from(["one", "two", "three"])
PARTS: st.SearchStrategy[Part] = st.one_of(
    WORDS.map(lambda w: replace(CHAPTER_1, text=w)),
    WORDS.map(lambda w: Chapter(f"new {w}", w)),
    WORDS.map(lambda w: replace(ADVICE, text=w)),
    WORDS.map(lambda w: replace(ADVICE, rank=w)),
    WORDS.map(lambda w: replace(RUN, discussed=w)),
    WORDS.map(lambda w: Run(f"run {w}", "Trees", 2, discussed=w)),
    WORDS.map(lambda w: HeadingMatch("First", w)),
    WORDS.map(lambda w: StoryPlace("s", w)),
)
GONE: st.SearchStrategy[Part] = st.sampled_from([CHAPTER_1, ADVICE, RUN, MATCH])
SAVED: st.SearchStrategy[Edit] = st.builds(saved, PARTS)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    SAVED,
    st.builds(removed, GONE),
    WORDS.map(planned),
    WORDS.map(told),
)
CHANGES = st.lists(st.lists(EDITS, max_size=3), min_size=2, max_size=5)


def change(libraries: Sequence[Library], changes: Sequence[Sequence[Edit]]) -> None:
    for library, edits in zip(libraries, changes, strict=True):
        for edit in edits:
            edit(library)


@settings(max_examples=examples(5), deadline=None)
@given(CHANGES, st.data())
def test_any_order_ends_the_same_and_nothing_is_lost(
    changes: list[list[Edit]], data: st.DataObject
) -> None:
    """Each gets all others' archives in an order of its own. What anybody last said is there, in
    one copy or another, or the part was taken out by who had read it.
    """
    with organisers(len(changes)) as those:
        change(those.all, changes)
        wanted = set().union(*map(words_in, those.all)) - those.before
        archives = [archive(library, those.folder) for library in those.all]
        for library in those.all:
            for place in data.draw(st.permutations(range(len(those.all)))):
                merge(library, archives[place])
        assert len({kept(library) for library in those.all}) == 1
        assert wanted <= words_in(those.all[0])


@settings(max_examples=examples(5), deadline=None)
@given(CHANGES)
def test_merged_again_nothing_changes(changes: list[list[Edit]]) -> None:
    """Idempotent: whatever is merged a second time is the same, and changes not a letter."""
    with organisers(len(changes)) as those:
        change(those.all, changes)
        archives = [archive(library, those.folder) for library in those.all]
        first = those.all[0]
        for files in archives:
            merge(first, files)
        once = kept(first)
        again = [outcome for files in archives for outcome in merge(first, files)]
        assert kept(first) == once
        assert set(again) <= {Outcome.SAME, Outcome.LOOK}


@settings(max_examples=examples(5), deadline=None)
@given(CHANGES)
def test_it_is_the_same_who_merges_whose(changes: list[list[Edit]]) -> None:
    """Associative: archives handed from one to the next, each merging before it hands on, come to
    the same as all of them merged by the last.
    """
    with organisers(len(changes) + 1) as those:
        *all_, last = those.all
        change(all_, changes)
        apart = [archive(library, those.folder) for library in all_]
        for files in apart:
            merge(last, files)
        for earlier, later in pairwise(all_):
            merge(later, archive(earlier, those.folder))
        assert kept(all_[-1]) == kept(last)


@settings(max_examples=examples(5), deadline=None)
@given(CHANGES, st.data())
def test_what_one_of_them_settles_stands_with_all(
    changes: list[list[Edit]], data: st.DataObject
) -> None:
    """The first merges all, answers each question that a person has to, and hands on: all end with
    that, and nobody is asked again.
    """
    with organisers(len(changes)) as those:
        change(those.all, changes)
        archives = [archive(library, those.folder) for library in those.all]
        first = those.all[0]
        for files in archives:
            merge(first, files)
        while asked := first.conflicts():
            copies = asked[0].copies
            chosen = data.draw(st.sampled_from(range(len(copies))))
            first.settle(asked[0], dict(copies[chosen].fields))
        settled = archive(first, those.folder)
        for library in those.all[1:]:
            merge(library, settled)
            assert library.conflicts() == []
            assert kept(library) == kept(first)


@settings(max_examples=examples(5), deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=2), min_size=2, max_size=5), st.data())
def test_files_of_stalls_come_in_any_order_and_again(
    held: list[list[str]], data: st.DataObject
) -> None:
    """Each laptop held its stall, and said a thing there; two organisers get the files, some of
    them twice, and end with the same.
    """
    with organisers(len(held) + 2) as those:
        *laptops, one, other = those.all
        files = []
        for number, (library, texts) in enumerate(zip(laptops, held, strict=True)):
            for text in texts:
                run = Run(f"run {number}", EVENT.stalls[number % 2], number + 1, discussed=text)
                library.save_parts("e", [run])
                library.add_quote(EVENT, run, f"{text} {number}", Sharing.ANONYMOUS)
                files.append(stall_file(library, run.stall, those.folder))
        for organiser in (one, other):
            for place in data.draw(st.permutations([*range(len(files)), 0])):
                merge(organiser, files[place])
        assert kept(one) == kept(other)
        assert len(one.parts("e").runs) == len(held) + 1
