"""Stalls, recommendations and chapters: kept, merged in any order, and in no file but their own."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.afterwards.chapters import CHAPTER, Chapter, ChapterKind, StoryPlace
from storycircle.core.afterwards.matches import HeadingMatch
from storycircle.core.afterwards.recommendations import Recommendation
from storycircle.core.afterwards.stalls import Run, StallPlan
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Action, Circle, Event, Member, Sharing
from storycircle.core.versioned_record import Record
from storycircle.jobs.export import export_circle, export_pack, hand_on
from storycircle.jobs.import_event import Side, load
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import report_bytes
from storycircle.store.afterwards.report_parts import Part, Parts
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library import Library
from tests.leaks.searching import found_in, found_in_folder
from tests.store.exchange.test_apply_merge import NOON
from tests.store.exchange.test_circle_file import forged
from tests.support.examples import examples
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of

PLAN = StallPlan("Trees", "B", ("Oaks",), ("Ann",))
EVENT = Event(*("e", "An event", "2007-06-14"), stalls=("A: Bees", "Trees"), stall_plans=(PLAN,))
CIRCLE = Circle(
    "c", 5, "e", members=(Member("m", "Mair"),), actions=(Action("a", "Dig", stall="Trees"),)
)
RUN = Run("r", "Trees", 1, 9, 25, "Shade", ("Money",), ("Ask",))
CHAPTER_1 = Chapter("ch", "Foreword", ChapterKind.FOREWORD, "Zebra words", "i")
ADVICE = Recommendation("re", "First", "Plant", ("soon",), ("a",), ("Trees",), "i", from_set=True)
MATCH = HeadingMatch("First", "Other")


@pytest.fixture
def full(library: Library) -> Library:
    """A library with one of each."""
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    library.save_parts("e", [RUN, CHAPTER_1, ADVICE, MATCH, StoryPlace("s", "First")])
    return library


def run_of(library: Library) -> Run:
    (run,) = library.parts("e").runs
    return run


def handed_on(library: Library, path: Path, to: Library) -> list[str]:
    """Hand all of a library on, and say what became of each file."""
    hand_on(library, path)
    return [str(row.outcome) for row in merge_files(to, [path])]


def test_what_is_kept_is_read_again(full: Library) -> None:
    """Each kind, and what the pack says of a stall."""
    found = full.parts("e")
    assert found == Parts((RUN,), (ADVICE,), (CHAPTER_1,), (StoryPlace("s", "First"),), (MATCH,))
    assert full.event("e") == EVENT
    gathered = full.gathered(EVENT)
    assert (gathered.runs, gathered.chapters) == ((RUN,), (CHAPTER_1,))
    assert not full.is_empty_event("e")


def test_a_part_is_changed_and_taken_out(full: Library) -> None:
    """What is gone is gone; what is saved again is there again."""
    full.save_parts("e", [replace(CHAPTER_1, text="Other")])
    assert full.parts("e").chapters[0].text == "Other"
    for part in (CHAPTER_1, ADVICE, RUN, MATCH):
        full.remove_part("e", part)
    assert full.parts("e") == Parts(story_places=(StoryPlace("s", "First"),))
    full.save_parts("e", [ADVICE])
    assert full.parts("e").recommendations == (ADVICE,)


def test_a_chapter_that_is_too_long_is_refused_whole(full: Library) -> None:
    """In a sentence, and the old one stands."""
    with pytest.raises(Refused, match="200,000"):
        full.save_parts("e", [replace(CHAPTER_1, text="x" * (CHAPTER + 1))])
    assert full.parts("e").chapters == (CHAPTER_1,)
    full.save_parts("e", [replace(CHAPTER_1, text="x" * CHAPTER)])


def test_no_circle_file_and_no_pack_has_any_of_it(full: Library, tmp_path: Path) -> None:
    """It is between organisers; what the pack says of stalls goes to all."""
    export_circle(full, CIRCLE, tmp_path / "c.circle")
    export_pack(full, EVENT, tmp_path / "p.circle")
    for name in ("c.circle", "p.circle"):
        data = (tmp_path / name).read_bytes()
        assert found_in(data, ["Zebra", "Plant", "Shade", "Oaks"]) == {"Oaks"}


def test_another_organiser_gets_all_of_it(full: Library, other: Library, tmp_path: Path) -> None:
    """And once more changes nothing."""
    full.add_quote(EVENT, RUN, "I love oaks", Sharing.ANONYMOUS)
    assert "refused" not in handed_on(full, tmp_path / "all.zip", other)
    assert other.parts("e") == full.parts("e")
    assert other.gathered(EVENT) == full.gathered(EVENT)
    assert set(handed_on(full, tmp_path / "all.zip", other)) == {"same"}


def test_what_was_taken_out_goes_elsewhere_too(
    full: Library, other: Library, tmp_path: Path
) -> None:
    """By the next archive."""
    handed_on(full, tmp_path / "all.zip", other)
    full.remove_part("e", CHAPTER_1)
    handed_on(full, tmp_path / "all.zip", other)
    assert other.parts("e").chapters == ()
    assert handed_on(other, tmp_path / "back.zip", full) == ["same", "same"]


def test_two_organisers_who_wrote_apart_are_asked(
    full: Library, other: Library, tmp_path: Path
) -> None:
    """Both wordings are kept, one is shown, and what a person chooses stands everywhere."""
    handed_on(full, tmp_path / "all.zip", other)
    full.save_parts("e", [replace(CHAPTER_1, text="Mine")])
    other.save_parts("e", [replace(CHAPTER_1, text="Theirs")])
    assert "look" in handed_on(other, tmp_path / "b.zip", full)
    (conflict,) = full.conflicts()
    assert conflict.kind == "chapter"
    assert {copy.fields["text"] for copy in conflict.copies} == {"Mine", "Theirs"}
    full.settle(conflict, {**conflict.copies[0].fields, "text": "Both"})
    assert (full.conflicts(), full.parts("e").chapters[0].text) == ([], "Both")
    handed_on(full, tmp_path / "c.zip", other)
    assert (other.conflicts(), other.parts("e").chapters[0].text) == ([], "Both")


def test_a_run_that_is_settled_keeps_its_quotations(
    full: Library, other: Library, tmp_path: Path
) -> None:
    """What nobody was asked about stays."""
    full.add_quote(EVENT, RUN, "I love oaks", Sharing.ANONYMOUS)
    handed_on(full, tmp_path / "all.zip", other)
    full.save_parts("e", [replace(run_of(full), discussed="Sun")])
    other.save_parts("e", [replace(run_of(other), discussed="Rain", people=8)])
    handed_on(other, tmp_path / "b.zip", full)
    (conflict,) = full.conflicts()
    full.settle(conflict, dict(conflict.copies[1].fields))
    assert len(run_of(full).quotes) == 1
    assert run_of(full).discussed in ("Sun", "Rain")


# A stall, held on a laptop.


def stall_file(library: Library, path: Path) -> Path:
    circle_file.write(library.stall_leave("e", "Trees"), path)
    return path


def test_a_stall_leaves_as_a_file_of_its_own_kind(
    full: Library, other: Library, tmp_path: Path
) -> None:
    """Its runs and what may leave of what was said; nothing of the report, nothing kept back."""
    assert full.add_quote(EVENT, RUN, "I love oaks", Sharing.ANONYMOUS)
    assert full.add_quote(EVENT, run_of(full), "Not for you", Sharing.STAYS) == ""
    full.save_parts("e", [Run("x", "A: Bees", discussed="Honey")])
    file = stall_file(full, tmp_path / "B.circle")
    words = ["oaks", "not for you", "Zebra", "Plant", "Honey", "Mair", "Shade"]
    assert found_in(file.read_bytes(), words) == {"oaks", "Shade"}
    (row,) = merge_files(other, [file])
    assert (row.outcome, row.why) == ("new", "One run of a market stall.")
    assert run_of(other).discussed == "Shade"
    assert [s.quote for s in other.gathered(EVENT).stories] == ["I love oaks"]
    (again,) = merge_files(other, [file])
    assert again.outcome == "same"


def test_what_stays_is_in_no_archive_and_no_report(full: Library, tmp_path: Path) -> None:
    """And a file that has it was written by nobody of ours."""
    full.add_quote(EVENT, RUN, "Not for you", Sharing.STAYS)
    assert run_of(full).kept == ("Not for you",)
    hand_on(full, tmp_path / "all.zip")
    assert not found_in((tmp_path / "all.zip").read_bytes(), ["not for you"])
    for ending in (".json", ".md", ".html", ".csv", ".docx", ".xlsx", ".pdf"):
        assert not found_in(report_bytes(full.gathered(EVENT), ending), ["not for you"])
    (row,) = conn_of(full).execute("SELECT * FROM addition WHERE sort = 'stall_kept'").fetchall()
    fields = {"belongs": "e", "sort": row["sort"], "fields": row["fields"]}
    event = next(r for r in full.pack(EVENT).records if r.kind == "event")
    kept = Record("addition", row["id"], fields, {"d": 1})
    assert "damaged" in forged(tmp_path / "x.circle", event, kept)


def test_a_speaker_s_no_takes_the_words_away_everywhere(
    full: Library, other: Library, tmp_path: Path
) -> None:
    """By the code, where it came; then in the raw bytes of the library and its copies."""
    code = full.add_quote(EVENT, RUN, "I love zebras", Sharing.ANONYMOUS)
    file = stall_file(full, tmp_path / "B.circle")
    (story,) = full.gathered(EVENT).stories
    merge_files_all(other, file)
    other.save_parts("e", [replace(CHAPTER_1, text=f"[story](story:{story.id})")])
    other.back_up()
    other.withdraw(code)
    assert other.gathered(EVENT).stories == ()
    for ending in (".json", ".md", ".html", ".docx", ".pdf"):
        assert not found_in(report_bytes(other.gathered(EVENT), ending), ["zebras"])
    merge_files_all(other, file)
    assert other.gathered(EVENT).stories == ()
    other.close()
    assert not found_in_folder(tmp_path / "other", ["zebras"])


def merge_files_all(library: Library, path: Path) -> None:
    for row in merge_files(library, [path]):
        assert not row.refused, row.line()


def test_a_quotation_taken_back_at_the_stall_goes_by_its_next_file(
    full: Library, other: Library, tmp_path: Path
) -> None:
    """The speaker need not know who has it."""
    full.add_quote(EVENT, RUN, "I love zebras", Sharing.ANONYMOUS)
    first = stall_file(full, tmp_path / "B.circle")
    merge_files_all(other, first)
    run = run_of(full)
    full.exported(full.stall_leave("e", "Trees"), first, "d")
    full.take_quote_back(run.quotes[0].story)
    merge_files_all(other, stall_file(full, tmp_path / "C.circle"))
    assert other.gathered(EVENT).stories == ()
    merge_files_all(other, first)
    assert other.gathered(EVENT).stories == ()


def test_a_run_that_is_taken_out_takes_its_quotations_with_it(
    full: Library, other: Library, tmp_path: Path
) -> None:
    """No words without their place, here and where the stall came."""
    full.add_quote(EVENT, RUN, "I love zebras", Sharing.ANONYMOUS)
    merge_files_all(other, stall_file(full, tmp_path / "B.circle"))
    full.remove_part("e", run_of(full))
    assert (full.parts("e").runs, full.gathered(EVENT).stories) == ((), ())
    merge_files_all(other, stall_file(full, tmp_path / "B.circle"))
    assert (other.parts("e").runs, other.gathered(EVENT).stories) == ((), ())


def test_an_event_that_is_erased_takes_all_of_it(full: Library) -> None:
    """Also from the copies."""
    full.add_quote(EVENT, RUN, "I love zebras", Sharing.STAYS)
    full.back_up()
    full.erase_event("e")
    full.close()
    assert not found_in_folder(full.path.parent, ["zebras", "Zebra words", "Shade"])


def test_a_document_loads_all_of_it_once(full: Library, other: Library, tmp_path: Path) -> None:
    """Loaded again it changes nothing; with other words it is refused by name."""
    path = tmp_path / "x.json"
    path.write_bytes(report_bytes(full.gathered(EVENT), ".json"))
    load(other, path)
    event = other.events()[0]
    assert other.parts(event.id).chapters == (CHAPTER_1,)
    assert report_bytes(other.gathered(event), ".json") == path.read_bytes()
    load(other, path)
    document = json.loads(path.read_bytes())
    document["event"]["chapters"][0]["text"] = "Others"
    path.write_text(json.dumps(document))
    with pytest.raises(Refused, match="Foreword"):
        load(other, path)
    assert other.parts(event.id).chapters == (CHAPTER_1,)
    load(other, path, Side.HERE)
    assert other.parts(event.id).chapters == (CHAPTER_1,)
    load(other, path, Side.FILE)
    assert other.parts(event.id).chapters == (replace(CHAPTER_1, text="Others"),)
    load(other, path)


# Several organisers, in any order.


@contextmanager
def laptops(count: int) -> Iterator[list[Library]]:
    """Libraries of several organisers that all have the event."""
    clock = SimulatedClock(NOON)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        made = []
        for number in range(count):
            path = Path(folder) / str(number) / "library"
            made.append(stack.enter_context(fresh_library(path, clock)))
        made[0].save_event(EVENT)
        made[0].save_parts("e", [RUN, CHAPTER_1, ADVICE, MATCH])
        for library in made[1:]:
            for leave in made[0].handed_on():
                library.merge(circle_file_of(leave, Path(folder)))
        yield made


def circle_file_of(leave: Leave, folder: Path) -> Incoming:
    """What another laptop reads of a file with this content."""
    path = folder / "one.circle"
    circle_file.write(leave, path)
    return circle_file.read(path)


words = st.sampled_from(["one", "two", "three"])
edits = st.one_of(
    words.map(lambda w: replace(CHAPTER_1, text=w)),
    words.map(lambda w: Chapter(f"new {w}", w)),
    words.map(lambda w: replace(ADVICE, text=w)),
    words.map(lambda w: replace(RUN, discussed=w)),
    words.map(lambda w: HeadingMatch("First", w)),
    words.map(lambda w: StoryPlace("s", w)),
    st.just(None),  # the chapter is taken out
)


@settings(max_examples=examples(6), deadline=None)
@given(st.lists(st.lists(edits, max_size=3), min_size=2, max_size=5), st.data())
def test_organisers_end_the_same_in_whatever_order(
    changes: list[list[Part | None]], data: st.DataObject
) -> None:
    """Each edits by itself, then each gets all others' archives in an order of its own: all end
    with the same records, and no wording is lost without somebody being asked.
    """
    with laptops(len(changes)) as made, TemporaryDirectory() as folder:
        before = set(_last_words(made[0]))
        for library, edit in zip(made, changes, strict=True):
            for part in edit:
                if part is None:
                    library.remove_part("e", CHAPTER_1)
                else:
                    library.save_parts("e", [part])
        wanted = {row for library in made for row in _last_words(library)} - before
        archives = [library.handed_on() for library in made]
        for library in made:
            for place in data.draw(st.permutations(range(len(made)))):
                for leave in archives[place]:
                    library.merge(circle_file_of(leave, Path(folder)))
        ends = {json.dumps(_all_of(library)) for library in made}
        assert len(ends) == 1
        assert wanted <= set(_last_words(made[0]))


def _all_of(library: Library) -> list[list[str]]:
    """The additions, and their conflicting copies, as they are kept."""
    conn = conn_of(library)
    shown = conn.execute("SELECT id, fields FROM addition ORDER BY id")
    beside = conn.execute("SELECT id, fields FROM conflicts ORDER BY id, digest")
    return [[str(cell) for cell in row] for rows in (shown, beside) for row in rows.fetchall()]


def _last_words(library: Library) -> list[tuple[str, str]]:
    """What each part says on a laptop, in any copy."""
    conn = conn_of(library)
    rows = conn.execute("SELECT id, fields FROM addition").fetchall()
    found = [(row["id"], row["fields"]) for row in rows]
    beside = conn.execute("SELECT id, fields FROM conflicts").fetchall()
    found += [(row["id"], json.loads(row["fields"])["fields"]) for row in beside]
    return found


def test_the_order_of_a_stalls_files_says_nothing(tmp_path: Path) -> None:
    """Three laptops each held the stall once."""
    with laptops(4) as (organiser, *holders):
        files = []
        for number, library in enumerate(holders):
            run = Run(f"run {number}", "Trees", number + 1, discussed=f"Time {number}")
            library.save_parts("e", [run])
            files.append(stall_file(library, tmp_path / f"{number}.circle"))
        ends = set()
        for order in permutations(files):
            for file in order:
                assert organiser.merge(circle_file.read(file)) in set(Outcome)
            ends.add(json.dumps(_all_of(organiser)))
        assert len(ends) == 1
        assert len(organiser.parts("e").runs) == 4


def test_what_a_merge_changes_is_said(full: Library, other: Library, tmp_path: Path) -> None:
    """A chapter that came, one that was taken out, and one that needs a look."""
    handed_on(full, tmp_path / "all.zip", other)
    full.save_parts("e", [Chapter("new", "Thanks")])
    full.remove_part("e", ADVICE)
    full.save_parts("e", [replace(CHAPTER_1, title="Mine")])
    other.save_parts("e", [replace(CHAPTER_1, title="Theirs")])
    hand_on(full, tmp_path / "b.zip")
    lines = " ".join(row.line() for row in merge_files(other, [tmp_path / "b.zip"]))
    assert "Chapter added: “Thanks”" in lines
    assert "Recommendation taken out: “Plant”" in lines
    assert "“Mine”" in lines
    assert "“Theirs”" in lines
