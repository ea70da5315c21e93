"""Check-outs as they are kept: merged, sealed, shown in groups for good, gone with their circle."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from storycircle.core.checkout.checkout import Checkout
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Event, Member, NamesOnPaper
from storycircle.jobs.documents import sheet_with_data
from storycircle.jobs.export import export_circle, export_pack, hand_on
from storycircle.jobs.import_event import load
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report
from storycircle.paper.report.formats import FORMATS
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.confirmation import Everything
from storycircle.store.library import Library
from storycircle.store.safety import restore
from tests.leaks.searching import found_in, found_in_folder
from tests.support.a_meeting import started
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of

NOON = datetime(2007, 6, 14, 12)  # noqa: DTZ001 (the room's own time)
EVENT = Event("e", "An event", "2007-06-14", statements=("It was long.",))


def said(*rows: tuple[int, int, int], words: tuple[str, ...] = ()) -> Checkout:
    return Checkout(max(map(sum, rows)), rows, words, EVENT.statements)


LARGE = said((5, 1, 0), words=("Largeword",))
SMALL = said((3, 0, 0), words=("Smallword",))
OTHER = said((0, 0, 2), words=("Otherword",))
WORDS = ("Smallword", "Otherword")


def circle(number: int, checkout: Checkout | None, **given: str) -> Circle:
    members = (Member(f"m{number}", f"Name{number}"),)
    whole = Circle(f"c{number}", number, "e", members=members, checkout=checkout)
    return replace(whole, region=given.get("region", ""))


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[list[Library]]:
    """A facilitator's, and two organisers'."""
    clock = SimulatedClock(NOON)
    with ExitStack() as stack:
        paths = [tmp_path / name / "library" for name in ("own", "first", "second")]
        made = [stack.enter_context(fresh_library(path, clock)) for path in paths]
        for one in made:
            one.save_event(EVENT)
        yield made


def report(library: Library, ending: str = ".json") -> bytes:
    path = library.path.with_name(f"report{ending}")
    write_report(path, library, EVENT)
    return path.read_bytes()


def sums(library: Library) -> dict[object, object]:
    """What the report's document says: each circle's answers, and those of several together."""
    document = json.loads(report(library))
    alone = {c["number"]: c["checkout"]["answers"] for c in document["circles"] if "checkout" in c}
    several = {tuple(g["circles"]): g["answers"] for g in document.get("checkouts", ())}
    return {**alone, **several}


def handed(library: Library, *numbers: int, sealed: bool = False) -> list[Path]:
    paths = []
    for number in numbers:
        path = library.path.with_name(f"circle {number}.circle")
        export_circle(library, library.circle(f"c{number}"), path, "a b c d" if sealed else "")
        paths.append(path)
    return paths


def test_it_is_kept_with_its_circle(library: Library) -> None:
    """Saved again as it is, changed, and taken back."""
    library.save_event(EVENT)
    whole = circle(1, LARGE)
    assert library.save_circle(whole) == whole == library.circle("c1")
    assert library.circles("e") == [whole]
    library.save_circle(replace(whole, checkout=SMALL))
    assert library.circle("c1").checkout == SMALL
    library.save_circle(replace(whole, checkout=None))
    left = library.circle("c1").checkout
    assert left is None or left.is_empty


def test_a_library_of_before_opens_and_has_none(library: Library) -> None:
    """Its step adds a table, and nothing else."""
    assert library.gathered(EVENT).checkouts == ()
    assert conn_of(library).execute("SELECT count(*) FROM checkout_group").fetchone()[0] == 0


def test_of_few_people_nothing_is_in_a_file_that_is_open(laptops: list[Library]) -> None:
    """Nor in paper, an event pack or an archive; and it can still be changed."""
    own, *_ = laptops
    own.save_circle(circle(1, SMALL))
    own.save_circle(circle(2, LARGE))
    folder = own.path.with_name("out")
    folder.mkdir()
    export_circle(own, own.circle("c1"), folder / "1.circle")
    export_circle(own, own.circle("c2"), folder / "2.circle")
    export_pack(own, EVENT, folder / "pack.circle")
    hand_on(own, folder / "all.zip")
    sheet = sheet_with_data(own, EVENT, own.circle("c1"))
    (folder / "1.pdf").write_bytes(sheet.made("a4").pdf)
    assert not found_in_folder(folder, WORDS)
    assert found_in_folder(folder, ("Largeword",))
    assert not own.is_checkout_fixed("c1")
    assert own.is_checkout_fixed("c2")


@pytest.mark.parametrize("rule", NamesOnPaper)
def test_a_large_circle_s_is_inside_paper_whatever_the_rule_for_names(
    laptops: list[Library], rule: NamesOnPaper
) -> None:
    own, *_ = laptops
    event = replace(EVENT, names_on_paper=rule)
    own.save_event(event)
    own.save_circle(circle(2, LARGE))
    leave = sheet_with_data(own, event, own.circle("c2")).leave
    assert [one.fields["sort"] for one in leave.records if one.kind == "addition"].count(
        "checkout"
    ) == 1


@pytest.mark.usefixtures("quick_seal")
def test_it_leaves_sealed_and_is_shown_with_another_such_circle_s(laptops: list[Library]) -> None:
    """Merged one by one: the first waits, both are one sum, and no report has either alone."""
    own, first, _second = laptops
    for number, checkout in ((1, SMALL), (2, OTHER), (3, LARGE)):
        own.save_circle(circle(number, checkout))
    list(merge_files(first, handed(own, 3, 1, sealed=True)))
    assert sums(first) == {3: [[5, 1, 0]]}
    for ending in (".json", ".md", ".html", ".csv", ".xlsx", ".docx", ".pdf"):
        assert not found_in(report(first, ending), WORDS), ending
    list(merge_files(first, handed(own, 2, sealed=True)))
    assert sums(first) == {3: [[5, 1, 0]], (1, 2): [[3, 0, 2]]}
    for ending in (".json", ".md", ".html", ".xlsx", ".docx"):
        assert found_in(report(first, ending), WORDS), ending
    text = report(first, ".md").decode()
    assert "eleven people in three circles" in text
    assert "| It was long. | 8 | 1 | 2 | 11 |" in text


def test_what_was_shown_does_not_change_any_more(laptops: list[Library]) -> None:
    """Neither by an edit, nor by a document, nor by a later file: the difference would be one
    person's answer.
    """
    own, first, _second = laptops
    own.save_circle(circle(2, LARGE))
    (path,) = handed(own, 2)
    list(merge_files(first, [path]))
    before = report(first)
    changed = replace(LARGE, answers=((4, 2, 0),))
    assert own.save_circle(circle(2, changed)).checkout == LARGE
    assert own.circle("c2").checkout == LARGE
    incoming = circle_file.read(path)
    records = [
        replace(
            one,
            version={**one.version, "other": 1},
            fields={
                **one.fields,
                "fields": str(one.fields["fields"]).replace("[5, 1, 0]", "[4, 2, 0]"),
            },
        )
        if one.id == "c2/checkout"
        else one
        for one in incoming.records
    ]
    first.merge(replace(incoming, records=records, digests={}))
    assert report(first) == before


@pytest.mark.usefixtures("quick_seal")
def test_a_group_stays_whole_whatever_comes_and_goes(laptops: list[Library]) -> None:
    """One of three goes: nothing is shown of the other two, with whomever. It comes back, and all
    three are shown as before. A fourth waits for a fifth.
    """
    own, first, _second = laptops
    checkouts = {1: SMALL, 2: OTHER, 3: OTHER, 4: SMALL, 5: OTHER}
    for number, checkout in checkouts.items():
        own.save_circle(circle(number, checkout))
    list(merge_files(first, handed(own, 1, 2, 3, sealed=True)))
    together = {(1, 2, 3): [[3, 0, 4]]}
    assert sums(first) == together
    list(merge_files(first, handed(own, 4, sealed=True)))
    assert sums(first) == together
    first.erase_circle("c3")
    assert sums(first) == {}
    list(merge_files(first, handed(own, 5, sealed=True)))
    assert sums(first) == {(4, 5): [[3, 0, 2]]}


@pytest.mark.parametrize("ending", sorted({*FORMATS, ".json"}))
def test_what_two_said_in_the_same_words_is_said_twice(library: Library, ending: str) -> None:
    """Words that are alike are one below the other in the same table of every format."""
    library.save_event(EVENT)
    for number in (1, 2):
        library.save_circle(circle(number, LARGE))
    made = report(library, ending)
    assert made
    if ending == ".pdf":
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
        assert text.count("Largeword") == 2
    elif ending in {".md", ".html", ".json"}:
        assert made.count(b"Largeword") == 2


def test_a_check_out_that_comes_later_corrects_nothing(laptops: list[Library]) -> None:
    """The circle was handed over before it, and its report says of no correction."""
    own, first, _second = laptops
    own.save_circle(circle(2, None))
    list(merge_files(first, handed(own, 2)))
    own.save_circle(circle(2, LARGE))
    list(merge_files(first, handed(own, 2)))
    assert first.circle("c2").checkout == LARGE
    assert not first.arrivals()["c2"].corrected


def test_an_archive_has_the_sum_in_place_of_the_circles(laptops: list[Library]) -> None:
    """Another organiser shows the same, and does not join any of them to others later."""
    _own, first, second = laptops
    first.save_circle(circle(1, SMALL))
    first.save_circle(circle(2, OTHER))
    first.save_circle(circle(3, SMALL))
    first.erase_circle("c3")
    assert sums(first) == {(1, 2): [[3, 0, 2]]}
    path = first.path.with_name("all.zip")
    hand_on(first, path)
    list(merge_files(second, [path]))
    list(merge_files(second, [path]))
    assert sums(second) == {(1, 2): [[3, 0, 2]]}
    assert second.circle("c1").checkout is None
    second.save_circle(circle(4, replace(SMALL, words=())))
    assert sums(second) == {(1, 2): [[3, 0, 2]]}
    back = second.path.with_name("back.zip")
    hand_on(second, back)
    list(merge_files(first, [back]))
    assert sums(first) == {(1, 2): [[3, 0, 2]]}
    second.erase_circle("c1")
    assert sums(second) == {}
    back.unlink()
    second.path.with_name("report.json").unlink()
    assert not found_in_folder(second.path.parent, ("Smallword",))


def test_two_organisers_groups_that_share_a_circle_are_never_both_shown(
    laptops: list[Library],
) -> None:
    """Three together here and two of them there: the difference would be the third."""
    _own, first, second = laptops
    for number in (1, 2, 3):
        first.save_circle(circle(number, SMALL))
    for number in (1, 2):
        second.save_circle(circle(number, SMALL))
    assert sums(first) == {(1, 2, 3): [[9, 0, 0]]}
    assert sums(second) == {(1, 2): [[6, 0, 0]]}
    path = first.path.with_name("all.zip")
    hand_on(first, path)
    list(merge_files(second, [path]))
    assert sums(second) == {(1, 2): [[6, 0, 0]]}


def test_a_document_is_loaded_with_the_same_sums(laptops: list[Library], tmp_path: Path) -> None:
    """Twice over, and by another organiser who has some of it."""
    _own, first, second = laptops
    for number, checkout in ((1, SMALL), (2, OTHER), (3, LARGE)):
        first.save_circle(circle(number, checkout))
    shown = sums(first)
    path = tmp_path / "report.json"
    path.write_bytes(report(first))
    load(second, path)
    load(second, path)
    event = next(one for one in second.events() if one.id != "e")
    out = tmp_path / "again.json"
    write_report(out, second, event)
    document = json.loads(out.read_bytes())
    assert {tuple(g["circles"]): g["answers"] for g in document["checkouts"]} == {
        (1, 2): shown[1, 2]
    }
    assert next(c for c in document["circles"] if c["number"] == 3)["checkout"] == {
        "people": 6,
        "answers": [[5, 1, 0]],
        "words": ["Largeword"],
    }


def test_going_back_to_an_older_copy_forgets_no_group(laptops: list[Library]) -> None:
    """What was shown since is shown in those groups and in no others."""
    _own, first, _second = laptops
    first.save_circle(circle(1, SMALL))
    first.save_circle(circle(2, OTHER))
    name = first.back_up()
    shown = sums(first)
    first.close()
    restore.restore(first.path, name, NOON)
    with Library(first.path, SimulatedClock(NOON)) as again:
        again.save_circle(circle(0, SMALL))
        assert sums(again) == shown


def test_a_circle_that_is_erased_leaves_no_word_of_its_own(library: Library) -> None:
    library.save_event(EVENT)
    library.save_circle(circle(1, SMALL))
    library.save_circle(circle(2, OTHER))
    report(library)
    library.erase_circle("c1")
    library.path.with_name("report.json").unlink()
    assert not found_in_folder(library.path.parent, ("Smallword",))
    assert found_in_folder(library.path.parent, ("Otherword",))


def test_what_is_being_counted_is_in_no_report_yet(library: Library) -> None:
    """A report made in the meantime would keep it as it is."""
    library.save_event(EVENT)
    half = Checkout(6, ((5, None, None),), (), EVENT.statements)
    library.save_circle(circle(1, half))
    assert sums(library) == {}
    library.save_circle(circle(1, LARGE))
    assert sums(library) == {1: [[5, 1, 0]]}


def test_a_learning_set_s_stays_in_it(library: Library) -> None:
    """Neither its file nor the report of its event has it."""
    library.save_event(EVENT)
    met = replace(started(), event="e", checkout=LARGE)
    library.save_circle(met)
    assert library.circle(met.id).checkout == LARGE
    assert sums(library) == {}
    leave = library.leave(library.circle(met.id), sealed=True)
    assert not [one for one in leave.records if one.fields.get("sort") == "checkout"]


@pytest.mark.parametrize(
    "content",
    [
        {"people": 6},
        {"people": "6", "answers": [[5, 1, 0]]},
        {"people": 6, "answers": [[5, 1]]},
        {"people": 6, "answers": [[5, 1, -1]]},
        {"people": 6, "answers": [[5, 1, True]]},
        {"people": 6, "answers": 7},
        {"people": 6, "answers": [[5, 1, 0]] * 9},
        {"people": 10**9, "answers": [[5, 1, 0]]},
    ],
)
def test_one_that_makes_no_sense_is_as_if_it_was_not_said(
    library: Library, content: dict[str, object]
) -> None:
    """A hostile file is merged, and nothing of it is shown or breaks a report."""
    library.save_event(EVENT)
    library.save_circle(circle(1, LARGE))
    leave = library.leave(library.circle("c1"))
    written = json.dumps({"asked": list(EVENT.statements), "words": [], **content})
    records = tuple(
        replace(one, fields={**one.fields, "fields": written}) if one.id == "c1/checkout" else one
        for one in leave.records
    )
    path = library.path.with_name("x.circle")
    circle_file.write(replace(leave, records=records), path)
    library.erase_circle("c1")
    library.merge(circle_file.read(path), accepted=Everything())
    assert library.circle("c1").members
    assert sums(library) == {}
