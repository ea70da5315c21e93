"""Where a circle was held and its counts of agencies: kept, carried, merged; no person's agency."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.afterwards.turn_counts import TurnCounts
from storycircle.core.consent.shareable import Leaves, leaving, lines_of, what_stays
from storycircle.core.formats.file_contents import inside
from storycircle.core.formats.json_document import read_document
from storycircle.core.lines.records import LineKind
from storycircle.core.meetings.next_meeting import first_meeting, new_line
from storycircle.core.model import AgencyCount, Circle, Event, Member, NamesOnPaper
from storycircle.core.versioned_record import Record
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import report_bytes
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library import Library
from tests.support.fresh import fresh_library

EVENT = Event("e", "A series", "2007-06-14")
CIRCLE = Circle(
    "c", 5, "e",
    members=tuple(Member(f"m{n}", f"Person {n}", agency="Zebra Trust") for n in range(6)),
    region="North", venue="Town Hall", date="2007-05-03", send_agencies=True,
)  # fmt: skip


def _sent(library: Library, circle: Circle, other: Library, path: Path) -> Circle:
    library.save_event(EVENT)
    library.save_circle(circle)
    export_circle(library, library.circle("c"), path)
    (merged,) = merge_files(other, [path])
    assert "newer" not in merged.line()
    return other.circle("c")


def test_they_are_kept_on_the_laptop(library: Library) -> None:
    library.save_circle(CIRCLE)
    assert library.circle("c") == CIRCLE
    assert library.circles() == [CIRCLE]
    plain = replace(CIRCLE, region="", venue="", date="", send_agencies=False)
    library.save_circle(plain)
    assert library.circle("c") == plain


TURNS = TurnCounts(5, 1, 2)


def test_how_turns_went_is_kept_and_carried_in_numbers(
    library: Library, other: Library, tmp_path: Path
) -> None:
    """Heard, passed and over time; said before it leaves, and whose they were is not in it."""
    timed = replace(CIRCLE, turns=TURNS)
    library.save_circle(timed)
    assert library.circle("c") == timed
    assert lines_of(timed)[Leaves.TURNS].startswith("How many turns were heard, passed and over")
    assert Leaves.TURNS not in lines_of(CIRCLE)
    said = inside(Leaves.TURNS, timed, EVENT, {}).texts
    assert said == ("Turns heard: 5", "Turns passed: 1", "Turns over time: 2")
    assert _sent(library, timed, other, tmp_path / "c.circle").turns == TURNS
    rows = circle_file.read(tmp_path / "c.circle").records
    kept = [one.fields["fields"] for one in rows if one.fields.get("sort") == "turns"]
    assert kept == ['{"heard": 5, "passed": 1, "over": 2}']


def test_of_a_learning_set_s_meeting_no_turn_is_said(library: Library) -> None:
    """It stays in its line, as all of the meeting does."""
    line = new_line("A set", kind=LineKind.LEARNING_SET)
    held = first_meeting(line, [Member("m1", "Ann"), Member("m2", "Bo")], on="2007-05-03")
    timed = replace(held, turns=TURNS)
    library.save_circle(timed)
    assert library.circle(held.id).turns == TURNS
    assert leaving(timed).circle.turns is None
    assert Leaves.TURNS not in lines_of(timed)
    sorts = {one.fields.get("sort") for one in library.leave(timed).records}
    assert "line" in sorts
    assert "turns" not in sorts


@pytest.mark.parametrize(
    "said",
    [{"heard": 1, "passed": 0, "over": 2}, {"heard": -1, "passed": 0, "over": -2}, {"heard": "x"},
     {"heard": 9_999, "passed": 0, "over": 0}],
)  # fmt: skip
def test_turns_that_make_no_sense_are_as_if_nothing_was_said(
    other: Library, tmp_path: Path, said: dict[str, object]
) -> None:
    """A file of strangers says what it likes; the circle is taken without."""
    record = Record(
        "addition", "c/turns", {"belongs": "c", "sort": "turns", "fields": json.dumps(said)},
        {"d": 1},
    )  # fmt: skip
    bare = Circle("c", 5, "e")
    with fresh_library(tmp_path / "own" / "library", other.clock) as own:
        own.save_event(EVENT)
        own.save_circle(bare)
        leave = own.leave(bare)
    circle_file.write(replace(leave, records=(*leave.records, record)), tmp_path / "c.circle")
    list(merge_files(other, [tmp_path / "c.circle"]))
    assert other.circle("c").turns is None


def test_a_file_carries_the_counts_and_nobody_s_agency(
    library: Library, other: Library, tmp_path: Path
) -> None:
    """The organiser reads where it was held and how many are of each; no member has an agency."""
    came = _sent(library, CIRCLE, other, tmp_path / "5.circle")
    assert (came.region, came.venue, came.date) == ("North", "Town Hall", "2007-05-03")
    assert came.agencies == (AgencyCount("Zebra Trust", 6),)
    assert {member.agency for member in came.members} == {""}
    report = json.loads(report_bytes(other.gathered(EVENT), ".json"))
    assert report["agencies"] == [{"agency": "Zebra Trust", "people": 6}]
    assert report["circles"][0]["region"] == "North"


def test_without_the_tick_no_word_of_them_leaves(
    library: Library, other: Library, tmp_path: Path
) -> None:
    """Not in the bytes of the file, also where they had been sent before and no longer are."""
    path = tmp_path / "5.circle"
    _sent(library, CIRCLE, other, path)
    assert b"Zebra" in path.read_bytes()
    path.unlink()
    came = _sent(library, replace(CIRCLE, send_agencies=False), other, path)
    assert b"Zebra" not in path.read_bytes()
    assert came.agencies == ()
    assert "agencies" not in json.loads(report_bytes(other.gathered(EVENT), ".json"))


def test_the_counts_follow_the_members(library: Library, other: Library, tmp_path: Path) -> None:
    """Also where nobody is of an agency any more."""
    path = tmp_path / "5.circle"
    _sent(library, CIRCLE, other, path)
    path.unlink()
    bare = replace(CIRCLE, members=tuple(replace(m, agency="") for m in CIRCLE.members))
    assert _sent(library, bare, other, path).agencies == ()


def test_a_circle_taken_up_on_another_laptop_keeps_its_counts(
    library: Library, other: Library, tmp_path: Path
) -> None:
    """There nobody's agency is known."""
    came = _sent(library, CIRCLE, other, tmp_path / "5.circle")
    other.save_circle(replace(came, theme="Another question"))
    assert other.circle("c").agencies == came.agencies
    assert other.circle("c").region == "North"


def test_they_travel_inside_paper_too(library: Library) -> None:
    """Where names are held to a rule: they name nobody."""
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    leave = library.leave(CIRCLE, NamesOnPaper.FIRST_WORD)
    ids = [record.id for record in leave.records if record.kind == "addition"]
    assert ids == ["c/agencies", "c/place"]


def test_the_list_of_what_leaves_says_so() -> None:
    """With the very words behind the line; else agencies are among what stays."""
    assert lines_of(CIRCLE)[Leaves.AGENCIES].startswith("The count of one agency")
    assert inside(Leaves.AGENCIES, CIRCLE, EVENT, {}).texts == ("Zebra Trust: 6",)
    assert "Who is of which agency" in what_stays(CIRCLE)
    kept = replace(CIRCLE, send_agencies=False)
    assert Leaves.AGENCIES not in lines_of(kept)
    assert "Agencies" in what_stays(kept)


@pytest.mark.parametrize(
    "said",
    [
        '{"send": 1, "counts": [["X"], 7, ["", 3], ["Y", -1], ["Z", "9"], null]}',
        '{"counts": {"X": 7}, "region": ["North"], "date": "2007-02-31", "venue": 5}',
    ],
)
def test_what_makes_no_sense_is_as_if_it_was_not_said(
    library: Library, other: Library, tmp_path: Path, said: str
) -> None:
    library.save_event(EVENT)
    bare = Circle("c", 5, "e", members=CIRCLE.members)
    library.save_circle(bare)
    leave = library.leave(bare)
    wrong = tuple(
        Record("addition", f"c/{s}", {"belongs": "c", "sort": s, "fields": said}, {"later": 1})
        for s in ("place", "agencies")
    )
    circle_file.write(Leave("c", (*leave.records, *wrong), ()), tmp_path / "x.circle")
    other.merge(circle_file.read(tmp_path / "x.circle"))
    came = other.circle("c")
    assert (came.region, came.venue, came.date, came.agencies) == ("", "", "", ())


def test_a_report_is_read_again_with_its_counts(library: Library, other: Library) -> None:
    """Fewer than five stay fewer than five, however often it is loaded and written."""
    few = replace(CIRCLE, members=CIRCLE.members[:4])
    for circle, counted in ((CIRCLE, {"people": 6}), (few, {"fewer_than": 5})):
        library.save_event(EVENT)
        library.save_circle(circle)
        first = report_bytes(library.gathered(EVENT), ".json")
        assert json.loads(first)["agencies"] == [{"agency": "Zebra Trust", **counted}]
        read = read_document(first, "x.json")
        other.load(read)
        assert report_bytes(other.gathered(read.event), ".json") == first
        other.erase_event(read.event.id)


def test_they_go_with_their_circle(library: Library) -> None:
    """No word of them is in the library's bytes after the circle was erased."""
    library.save_event(EVENT)
    library.save_circle(replace(CIRCLE, region="Xanadu"))
    library.erase_circle("c")
    library.erase_owed()
    said = library.path.read_bytes()
    assert b"Zebra" not in said
    assert b"Xanadu" not in said
