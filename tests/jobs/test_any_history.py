"""Any history on two to five laptops: one report in the end, and no edit lost on the way.

Through real files and real libraries: what laptops wrote, exported and passed on is gathered one
by one, in heaps, from folders and from archives, in any order, as often as one likes.
"""

import zipfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.revocation import yes_in
from storycircle.core.model import Placement
from storycircle.core.versioned_record import Order, Record, compare
from storycircle.jobs.export import export_circle, hand_on
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import report_bytes
from storycircle.store import tables
from storycircle.store.consent import consent_state, withdrawals
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.confirmation import Everything
from storycircle.store.library import Library
from storycircle.store.rows import comparable
from tests.store.exchange.test_apply_merge import EVENT, START, edited
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of

ALL = Everything()
NOON = datetime(2007, 6, 14, 12, 0)  # noqa: DTZ001 (the room's own time)
EDITS = ["theme", "rename", "add member", "remove member", "action", "add action", "share"]
STEP = st.tuples(st.integers(0, 4), st.sampled_from([*EDITS, "place", "merge", "merge"]))


class Room(Struct):
    """A folder, its laptops, and the files that were handed over so far."""

    folder: Path
    stack: ExitStack
    files: list[Path]
    made: int = 0

    def library(self) -> Library:
        self.made += 1
        path = self.folder / f"laptop-{self.made}" / "library"
        return self.stack.enter_context(fresh_library(path, SimulatedClock(NOON)))

    def hand_over(self, library: Library) -> None:
        """A file of the circle, as the library knows it."""
        path = self.folder / f"{len(self.files):03}.circle"
        export_circle(library, library.circle("c"), path)
        self.files.append(path)


def play(room: Room, laptops: int, steps: Sequence[tuple[int, str]], chance: Random) -> None:
    """Let laptops edit apart, pass files on, and hand over after each step."""
    three = [room.library() for _ in range(laptops)]
    three[0].save_event(EVENT)
    three[0].save_circle(START)
    room.hand_over(three[0])
    for other in three[1:]:
        list(merge_files(other, room.files[:1]))
    for place, (who, what) in enumerate(steps):
        library = three[who % laptops]
        if what == "merge":
            list(
                merge_files(
                    library, chance.sample(room.files, min(2, len(room.files))), accepted=ALL
                )
            )
        elif what == "place":
            library.save_placements([Placement("a1", f"Heading {place}", f"Wording {place}")])
        else:
            library.save_circle(edited(library.circle("c"), what, f"w{place}"))
        room.hand_over(library)


def gathered_in_any_way(room: Room, chance: Random) -> Library:
    """A new organiser's library, with all files in it, in heaps of any size and kind."""
    library, order = room.library(), chance.sample(room.files, len(room.files))
    order += chance.sample(room.files, chance.randrange(len(room.files) + 1))
    while order:
        size = chance.randrange(1, len(order) + 1)
        heap, order = order[:size], order[size:]
        list(
            merge_files(
                library,
                chance.choice([_as_files, _as_folder, _as_archive])(heap, room),
                accepted=ALL,
            )
        )
    return library


def _as_files(heap: list[Path], _room: Room) -> list[Path]:
    return heap


def _as_folder(heap: list[Path], room: Room) -> list[Path]:
    room.made += 1
    folder = room.folder / f"stick-{room.made}" / "deep"
    folder.mkdir(parents=True)
    for place, path in enumerate(heap):
        (folder / f"{place}.circle").write_bytes(path.read_bytes())
    return [folder.parent]


def _as_archive(heap: list[Path], room: Room) -> list[Path]:
    room.made += 1
    archive = room.folder / f"stick-{room.made}.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for place, path in enumerate(heap):
            file.write(path, f"{place}/{path.name}")
    return [archive]


def report(library: Library) -> bytes:
    return report_bytes(library.gathered(EVENT), ".json")


def lost(library: Library, files: Sequence[Path]) -> list[Record]:
    """What files said that the library neither says, nor shows beside, nor superseded knowingly."""
    return [
        record
        for path in files
        for record in _all_of(path)
        if not _has_ended(library, record)
        and not any(_accounts_for(copy, record) for copy in _copies(library, record))
    ]


def _has_ended(library: Library, record: Record) -> bool:
    """Whether a record says that a yes ended, or is a story by such a yes, and it is known here."""
    known = consent_state.all_ended(conn_of(library))
    gone = withdrawals.ended_in(record)
    if gone is not None:
        return gone.yes in known
    return record.kind == "story" and not record.removed and yes_in(record) in known


def _all_of(path: Path) -> list[Record]:
    incoming = circle_file.read(path)
    return [*incoming.records, *incoming.removed]


def _copies(library: Library, record: Record) -> list[Record]:
    kept = tables.read(conn_of(library), record.kind, record.id)
    beside = tables.read_conflicting(conn_of(library), record.id)
    return [*([comparable(kept)] if kept is not None else []), *beside]


def _accounts_for(copy: Record, record: Record) -> bool:
    """A copy that says the same, or knew it; a removal wins over all that was said apart."""
    if copy.removed or copy.content() == record.content():
        return True
    return compare(record.version, copy.version) in (Order.SAME, Order.NEWER)


def halves_meet(room: Room, chance: Random, whole: Library) -> None:
    """Two organisers with some files each hand all of it to each other: both know all."""
    two, files = [room.library(), room.library()], chance.sample(room.files, len(room.files))
    cut = chance.randrange(len(files) + 1)
    for library, heap in zip(two, (files[:cut], files[cut:]), strict=True):
        list(merge_files(library, heap, accepted=ALL))
    archives = [room.folder / f"all-{room.made}-{place}.zip" for place in range(2)]
    for library, archive in zip(two, archives, strict=True):
        hand_on(library, archive)
    for library, archive in zip(two, archives[::-1], strict=True):
        list(merge_files(library, [archive], accepted=ALL))
        assert report(library) == report(whole)
        assert lost(library, room.files) == []
        assert [a.id for a in library.conflicts()] == [a.id for a in whole.conflicts()]


def holds(laptops: int, steps: Sequence[tuple[int, str]], chance: Random) -> None:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        room = Room(Path(folder), stack, [])
        play(room, laptops, steps, chance)
        organisers = [gathered_in_any_way(room, chance) for _ in range(3)]
        assert len({report(library) for library in organisers}) == 1
        assert len({tuple(a.id for a in library.conflicts()) for library in organisers}) == 1
        for library in organisers:
            assert lost(library, room.files) == []
            assert {m.outcome for m in merge_files(library, room.files, accepted=ALL)} == {"same"}
        halves_meet(room, chance, organisers[0])
        for apart in organisers[0].conflicts():  # what a person settles stands everywhere
            organisers[0].settle(apart, dict(apart.copies[-1].fields))
        room.hand_over(organisers[0])
        ends = set()
        for library in organisers:
            list(merge_files(library, room.files[-1:], accepted=ALL))
            ends.add(report(library))
            assert len(library.conflicts()) == 0
        assert len(ends) == 1


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 5), st.lists(STEP, max_size=8), st.randoms(use_true_random=False))
def test_any_history_ends_in_one_report_and_loses_nothing(
    laptops: int, steps: list[tuple[int, str]], chance: Random
) -> None:
    """Byte for byte, in whatever order and heaps it is gathered."""
    holds(laptops, steps, chance)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 5), st.lists(STEP, max_size=20), st.randoms(use_true_random=False))
def test_longer_histories_too(laptops: int, steps: list[tuple[int, str]], chance: Random) -> None:
    """The same, with more edits and more often."""
    holds(laptops, steps, chance)


def test_the_test_would_notice_a_lost_edit(tmp_path: Path) -> None:
    """A file that was not gathered is an edit lost, and the check says so."""
    with ExitStack() as stack:
        room = Room(tmp_path, stack, [])
        play(room, 2, [(0, "action"), (1, "action"), (1, "share")], Random(7))  # noqa: S311
        library = room.library()
        list(merge_files(library, room.files[:2]))
        assert lost(library, room.files[:2]) == []
        assert lost(library, room.files)
