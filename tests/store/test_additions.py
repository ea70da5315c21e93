"""What a later version of this format adds: merged, kept, passed on, and gone with its record."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Action, Circle, Event, Member
from storycircle.core.versioned_record import Record
from storycircle.jobs.merge import merge_files
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library import Library
from tests.store.exchange.test_circle_file import HEAD, forged

CIRCLE = Circle("c", 5, event="e", members=(Member("m", "Al"),), actions=(Action("a", "Walk"),))


def addition(belongs: str, said: str, count: int, **more: object) -> Record:
    """Something a later Story Circle says of a record."""
    fields = {"belongs": belongs, "sort": "effort", "fields": f'{{"effort": "{said}"}}', **more}
    return Record("addition", f"{belongs}/effort", fields, {"later": count})


def newer_file(library: Library, path: Path, *additions: Record) -> Path:
    """A circle's file as a later version of this format writes it."""
    leave = library.leave(library.circle("c"))
    ours = tuple(record for record in leave.records if record.kind != "addition")
    circle_file.write(Leave("c", (*ours, *additions), leave.removed), path)
    return path


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    library.save_event(Event("e", "An event"))
    library.save_circle(CIRCLE)
    added = addition("a", "little", 1, circle="c"), addition("e", "much", 1, event="e")
    return newer_file(library, tmp_path / "newer.circle", *added)


def kept(path: Path) -> list[tuple[str, object]]:
    found = circle_file.read(path).records
    return [(r.id, r.fields["fields"]) for r in found if r.kind == "addition"]


def test_a_newer_file_of_the_same_format_merges_and_says_so(library: Library, file: Path) -> None:
    """The known parts are used, and the person is told that there is more."""
    (merged,) = merge_files(library, [file])
    assert merged.outcome == "updated"
    assert "newer Story Circle" in merged.line()
    assert library.circle("c") == CIRCLE


def test_what_is_not_understood_is_passed_on(library: Library, file: Path, tmp_path: Path) -> None:
    """Through a laptop that does not know it, to one that may."""
    list(merge_files(library, [file]))
    circle_file.write(library.leave(library.circle("c")), tmp_path / "on.circle")
    assert kept(tmp_path / "on.circle") == [
        ("a/effort", '{"effort": "little"}'),
        ("e/effort", '{"effort": "much"}'),
    ]
    circle_file.write(library.pack(Event("e", "An event")), tmp_path / "pack.circle")
    assert kept(tmp_path / "pack.circle") == [("e/effort", '{"effort": "much"}')]


def test_what_was_added_goes_with_its_action(library: Library, file: Path, tmp_path: Path) -> None:
    """Nothing is said of an action that is gone, and an old file does not bring it back."""
    list(merge_files(library, [file]))
    library.save_circle(replace(CIRCLE, actions=()))
    list(merge_files(library, [file]))
    circle_file.write(library.leave(library.circle("c")), tmp_path / "on.circle")
    assert kept(tmp_path / "on.circle") == [("e/effort", '{"effort": "much"}')]


def test_two_additions_made_apart_ask_nobody_here(
    library: Library, file: Path, tmp_path: Path
) -> None:
    """Both are kept for a version that understands them; this one has nothing to show."""
    list(merge_files(library, [file]))
    other = replace(addition("a", "huge", 1, circle="c"), version={"another": 1})
    incoming = circle_file.read(newer_file(library, tmp_path / "b.circle", other))
    library.merge(incoming)
    assert len(library.conflicts()) == 0
    assert library.conflicts() == []
    assert library.merge(incoming) is Outcome.SAME


@pytest.mark.parametrize("fields", ["[]", "7", "{", "{" * 100_000, '"x"'])
def test_an_addition_that_is_no_object_is_refused(tmp_path: Path, fields: str) -> None:
    """What is passed on can be read by whoever knows it."""
    bad = Record("addition", "x", {"belongs": "c", "sort": "s", "fields": fields}, {})
    assert "damaged" in forged(tmp_path / "x.circle", Record("circle", "c", HEAD, {}), bad)
