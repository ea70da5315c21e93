"""Files that no app wrote: each is refused, waits for a person, or does nothing in silence.

Forged as an attacker would: from a true file, with digests and the manifest made anew.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pyrage import x25519

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Action, Event, Gathered, NamesOnPaper, Placement, Sharing, Story
from storycircle.core.text import fingerprint
from storycircle.core.versioned_record import Record
from storycircle.jobs.documents import sheet_with_data
from storycircle.jobs.export import export_circle
from storycircle.jobs.files.contents import contents_of
from storycircle.jobs.files.kinds import Kind
from storycircle.jobs.merge import MergeResult, merge_files
from storycircle.store.exchange import circle_file, record_checks
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.exchange.sealed_file import Seal
from storycircle.store.library import Library
from storycircle.store.rows import comparable
from storycircle.store.safety import backups
from storycircle.store.schema import TRAVELLING
from storycircle.store.tables import read_all, write
from tests.store.exchange.test_apply_merge import EVENT, NOON, START
from tests.support.examples import examples
from tests.support.fresh import fresh_library
from tests.support.inside import change, conn_of, dump, fill
from tests.support.strategies import gathereds

IDENTITY = x25519.Identity.generate()
KEY, STRANGE = str(IDENTITY.to_public()), str(x25519.Identity.generate().to_public())
SEALED = replace(EVENT, recipients=(KEY,))
TOLD = Story("s2", "m2", "Bo's own", "words", sharing=Sharing.NAMED)
CIRCLE = replace(START, stories=(TOLD,))
Forge = Callable[[Leave], Leave]


def unsealed(data: bytes, _name: str) -> bytes:
    return bytes(pyrage.decrypt(data, [IDENTITY]))


class Stage:
    """A facilitator's true file, already merged by an organiser, and a forger who has it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        clock = SimulatedClock(NOON)
        self.folder = folder
        self.home = stack.enter_context(fresh_library(folder / "home" / "library", clock))
        self.here = stack.enter_context(fresh_library(folder / "here" / "library", clock))
        self.home.save_event(SEALED)
        self.home.save_circle(CIRCLE)
        self.home.save_placements([Placement("a1", "A heading", "Said better")])
        self.true = self.home.leave(self.home.circle("c"))
        self.write(self.true)
        list(merge_files(self.here, [folder / "x.circle"]))

    def write(self, leave: Leave) -> None:
        with closing(sqlite3.connect(":memory:")) as conn:
            fill(conn, leave)
            (self.folder / "x.circle").write_bytes(conn.serialize())

    def merge(self, leave: Leave, *accepted: str) -> MergeResult:
        self.write(leave)
        (merged,) = merge_files(self.here, [self.folder / "x.circle"], accepted=accepted)
        return merged

    def records(self) -> dict[str, Record]:
        kinds = ("event", "circle", "member", "story", "action", "placement")
        return {r.id: comparable(r) for kind in kinds for r in read_all(conn_of(self.here), kind)}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with ExitStack() as stack:
        yield Stage(tmp_path, stack)


def changed(kind: str, **fields: object) -> Forge:
    """A file in which the records of a kind say something else, as a later change."""

    def forge(leave: Leave) -> Leave:
        records = tuple(
            replace(r, fields={**r.fields, **fields}, version={**r.version, "forger": 1})
            if r.kind == kind
            else r
            for r in leave.records
        )
        return replace(leave, records=records)

    return forge


def removing(kind: str, id_: str, circle: str | None = "c", **version: int) -> Forge:
    """A file with one tombstone more, in the place of what it is of."""

    def forge(leave: Leave) -> Leave:
        old = next((r.version for r in leave.records if r.id == id_), {})
        fields = {"circle": circle} if circle else {}
        gone = Record(kind, id_, fields, {**old, **(version or {"forger": 1})}, removed=True)
        records = tuple(r for r in leave.records if r.id != id_)
        return replace(leave, records=records, removed=(gone,))

    return forge


def alone(forge: Forge) -> Forge:
    """The same tombstones in a file without a circle."""
    return lambda leave: replace(forge(leave), records=())


def counting(count: int) -> Forge:
    def forge(leave: Leave) -> Leave:
        records = [replace(r, version={**r.version, "forger": count}) for r in leave.records]
        return replace(leave, records=tuple(records))

    return forge


def also(record: Record) -> Forge:
    return lambda leave: replace(leave, records=(*leave.records, record))


def under_its_own_circle(record: Record) -> Forge:
    """A file of a circle of the forger's, which says it holds a record of this one."""
    head = {"number": 9, "theme": "", "facilitator": ""}
    return lambda _leave: Leave("d", (Record("circle", "d", head, {"forger": 1}), record), ())


V = {"forger": 1}
MEMBER = {"circle": "d", "place": 0, "name": "Al"}
ACTION = {"circle": "d", "place": 0, "text": "x", "who": "[]", "by": "", "heading": ""}
PLACED = {"action": "a1", "heading": "h", "wording": "w", "rank": "m"}
REFUSED = {
    "a tombstone of the circle": removing("circle", "c", None),
    "a tombstone of the circle, alone": alone(removing("circle", "c", None)),
    "a tombstone of the circle as a member": alone(removing("member", "c")),
    "a tombstone of the circle as a story": alone(removing("story", "c", None)),
    "a tombstone of the event": removing("event", "e", None),
    "a tombstone of a placement": removing("placement", "a1/placement", None),
    "a tombstone without a circle": removing("member", "m1", None),
    "a tombstone of nothing here without a circle": alone(removing("member", "m9", None)),
    "a tombstone of another circle": alone(removing("member", "m1", "d")),
    "a tombstone of an action as a member": alone(removing("member", "a1")),
    "a count of 10^15": counting(10**15),
    "a count just over": counting(2**31),
    "places of -9": changed("action", place=-9),
    "a place too far": changed("member", place=500),
    "a circle in an event of no id": changed("circle", event="e" * 301),
    "a story whose teller is a page": changed("story", teller="m" * 301),
    "a number too great": changed("circle", number=100_000),
    "as many circles": changed("event", expected=100_000),
    "a key that is none": changed("event", recipients='["age1nonsense"]'),
    "keys that are no list": changed("event", recipients='{"a": 1}'),
    "too many keys": changed("event", recipients=json.dumps([KEY] * 21)),
    "100,000 headings": changed("event", headings=json.dumps(["h"] * 100_000)),
    "101 headings": changed("event", headings=json.dumps(["h"] * 101)),
    "201 stalls": changed("event", stalls=json.dumps(["s"] * 201)),
    "21 questions": changed("event", dialogue_questions=json.dumps(["q"] * 21)),
    "201 rows": changed("event", programme=json.dumps([["10:00", None, "x"]] * 201)),
    "a row of a long title": changed("event", programme=json.dumps([["10:00", None, "x" * 6_000]])),
    "a day that is none": changed("event", date="1 April"),
    "a title too long": changed("event", title="x" * 501),
    "a title of two lines": changed("event", title="An event\n5.circle: new"),
    "a name too long": changed("member", name="x" * 501),
    "an action too long": changed("action", text="x" * 5_001),
    "words too long": changed("story", points="x" * 100_001),
    "too many themes": changed("story", tags=json.dumps(["t"] * 21)),
    "an id of two kinds": also(Record("member", "e", {**MEMBER, "circle": "c"}, V)),
    "two events": also(Record("event", "f", {}, V)),
    "names known in a circle's file": also(
        Record("invited", "e/invited/5", {"event": "e", "number": 5, "names": "[]"}, V)
    ),
    "a placement of another's id": also(Record("placement", "p", PLACED, V)),
    "its member in another circle": under_its_own_circle(Record("member", "m1", MEMBER, V)),
    "its action in another circle": under_its_own_circle(Record("action", "a1", ACTION, V)),
    "its action worded by another": under_its_own_circle(
        Record("placement", "a1/placement", PLACED, V)
    ),
    "its circle as a member": under_its_own_circle(Record("member", "c", MEMBER, V)),
}


@pytest.mark.parametrize("forge", REFUSED.values(), ids=REFUSED)
def test_what_no_writer_writes_is_refused_and_changes_nothing(stage: Stage, forge: Forge) -> None:
    """In one sentence that names the file; the true file is then known as before."""
    before = dump(stage.here)
    merged = stage.merge(forge(stage.true))
    assert merged.refused, merged.line()
    assert "x.circle" in merged.why
    assert dump(stage.here) == before
    assert stage.merge(stage.true).outcome == Outcome.SAME


def test_a_count_of_4300_digits_is_refused(stage: Stage) -> None:
    """It is no number that a laptop counts to; no traceback comes of it."""
    assert stage.merge(counting(10**4_299)(stage.true)).refused


WAITING = {
    "another title": (changed("event", title="Another"), "Another"),
    "a stranger's key": (
        changed("event", recipients=json.dumps([STRANGE])),
        fingerprint(STRANGE),
    ),
    "a second key": (
        changed("event", recipients=json.dumps([KEY, STRANGE])),
        f"{fingerprint(KEY)}|{fingerprint(STRANGE)}",
    ),
    "no key any more": (changed("event", recipients="[]"), "An event"),
    "a circle moved to no event that is known": (changed("circle", event="nowhere"), "circle 5"),
    "a name taken away": (removing("member", "m1"), "Al"),
    "an action taken away": (removing("action", "a1"), "Own words"),
}


@pytest.mark.parametrize(("forge", "accept"), WAITING.values(), ids=WAITING)
def test_what_a_person_has_to_accept_waits_and_comes_with_the_tick(
    stage: Stage, forge: Forge, accept: str
) -> None:
    """The rest is merged, the line says what waits and how to take it; the same file brings it."""
    before = stage.records()
    file = forge(stage.true)
    file = changed("placement", wording="The rest of it")(file)
    merged = stage.merge(file)
    assert merged.outcome == Outcome.LOOK
    for word in accept.split("|"):
        assert f'--accept "{word}"' in merged.line()
    after = stage.records()
    assert after.pop("a1/placement").fields["wording"] == "The rest of it"
    before.pop("a1/placement")
    assert after == before
    assert stage.merge(file).outcome == Outcome.LOOK
    assert stage.merge(file, "something else").outcome == Outcome.LOOK
    assert stage.merge(file, *accept.split("|")).outcome == Outcome.UPDATED
    assert stage.records() != {**before, "a1/placement": stage.records()["a1/placement"]}
    assert stage.merge(file).outcome == Outcome.SAME


FULL = tuple(Action(f"a{n}", f"Action {n}") for n in (1, 2, 3))


def adding(*actions: Record) -> Forge:
    return lambda leave: replace(leave, records=(*leave.records, *actions))


def foreign(id_: str, place: int, text: str = "Theirs") -> Record:
    return Record("action", id_, {**ACTION, "circle": "c", "place": place, "text": text}, V)


def test_an_action_more_than_a_circle_can_have_pushes_none_out_in_silence(stage: Stage) -> None:
    """Of one to three the third would go: it waits, and the sentence says which it would be."""
    stage.home.save_circle(replace(stage.home.circle("c"), actions=FULL))
    true = stage.home.leave(stage.home.circle("c"))
    stage.merge(true)
    before = stage.here.circle("c").actions
    assert [action.text for action in before] == ["Action 1", "Action 2", "Action 3"]
    file = adding(foreign("f", 0))(true)
    merged = stage.merge(file)
    assert merged.outcome == Outcome.LOOK
    said = "circle 5 has its three actions: “Theirs” would come in, and “Action 3” would go out"
    assert said in merged.line()
    assert stage.here.circle("c").actions == before
    assert stage.merge(file, "Theirs").outcome == Outcome.UPDATED
    assert "Theirs" in [action.text for action in stage.here.circle("c").actions]


def test_actions_come_as_long_as_there_is_room(stage: Stage) -> None:
    """One is here: two come, the third waits. An old tombstone makes no room."""
    merged = stage.merge(adding(*(foreign(f"f{n}", n, f"F{n}") for n in (1, 2, 3)))(stage.true))
    assert [waiting.accepted_by for waiting in merged.waiting] == [("F3",)]
    assert [a.text for a in stage.here.circle("c").actions] == ["Own words", "F1", "F2"]
    old = Record("action", "f1", {"circle": "c"}, {"other": 1}, removed=True)
    with change(stage.here):
        known = Record("action", "f1", foreign("f1", 1, "F1").fields, {"forger": 1, "other": 2})
        write(conn_of(stage.here), known)
    file = replace(adding(foreign("g", 0, "G"))(stage.true), removed=(old,))
    assert [waiting.accepted_by for waiting in stage.merge(file).waiting] == [("G",)]


def test_a_facilitator_puts_one_action_in_the_place_of_another(stage: Stage) -> None:
    """Three before, three after: nobody is asked."""
    stage.home.save_circle(replace(stage.home.circle("c"), actions=FULL))
    stage.merge(stage.home.leave(stage.home.circle("c")))
    swapped = (*FULL[1:], Action("a4", "Another"))
    stage.home.save_circle(replace(stage.home.circle("c"), actions=swapped))
    assert stage.merge(stage.home.leave(stage.home.circle("c"))).outcome == Outcome.UPDATED
    assert [a.id for a in stage.here.circle("c").actions] == ["a2", "a3", "a4"]


def test_a_move_names_the_event_that_comes_in_the_same_file(stage: Stage) -> None:
    """It is not said that a circle leaves its event where it would go to another."""
    (event,) = (record for record in stage.true.records if record.kind == "event")
    other = replace(event, id="f", fields={**event.fields, "title": "Elsewhere"}, version=V)
    moved = changed("circle", event="f")(stage.true)
    records = tuple(r for r in moved.records if r.kind != "event")
    merged = stage.merge(replace(moved, records=(*records, other)))
    assert "circle 5 would move to “Elsewhere”" in merged.line()
    assert merged.waiting[0].accepted_by == ("Elsewhere",)


@pytest.mark.parametrize("some", [True, False])
def test_a_file_of_which_all_is_left_out_changes_nothing(stage: Stage, *, some: bool) -> None:
    """No copy is kept for it, and there is no merge to take back; of one that brings more, is."""
    stage.here.save_event(Event("z", "Another day"))
    stage.here.back_up()
    before, copies = dump(stage.here), backups.names(stage.here.path)
    file = changed("event", title="Another")(stage.true)
    if some:
        file = changed("placement", wording="The rest of it")(file)
    assert stage.merge(file).outcome == Outcome.LOOK
    assert stage.here.can_take_back() is some
    assert (dump(stage.here) == before) is not some
    assert backups.names(stage.here.path) == copies


def test_the_laptop_that_wrote_a_name_takes_it_away_without_asking(stage: Stage) -> None:
    """A correction by the circle's own facilitator is merged as it always was."""
    circle = stage.home.circle("c")
    stage.home.save_circle(replace(circle, members=circle.members[:1], stories=()))
    assert stage.merge(stage.home.leave(stage.home.circle("c"))).outcome == Outcome.UPDATED
    assert [member.name for member in stage.here.circle("c").members] == ["Al"]


def test_a_withdrawal_is_done_at_once(stage: Stage) -> None:
    """A no waits for nobody, whoever hands it over."""
    merged = stage.merge(removing("story", "s2", None)(stage.true))
    assert merged.outcome == Outcome.UPDATED
    assert "Story taken out" in merged.line()
    assert not stage.here.circle("c").stories


def test_a_false_tombstone_does_not_keep_a_circle_from_coming(stage: Stage) -> None:
    """The id of a circle is on its sheet before its file is here: it comes none the less."""
    with change(stage.here):
        sql = "INSERT INTO removed VALUES ('z', 'story', NULL, '{\"forger\": 9}')"
        conn_of(stage.here).execute(sql)
    head = Record("circle", "z", {"number": 7, "theme": "", "facilitator": ""}, {"other": 1})
    assert stage.merge(Leave("z", (head,), ())).outcome == Outcome.NEW
    assert stage.here.circle("z").number == 7


KINDS = ("event", "circle", "member", "story", "action", "placement")
FIELDS: tuple[str, ...] = (
    "title",
    "recipients",
    "headings",
    "event",
    "circle",
    "number",
    "name",
    "place",
    "text",
)
FIELDS += ("who", "wording", "action", "sharing", "teller", "under", "proof", "theme", "expected")
VALUES = st.one_of(st.integers(-(10**18), 10**18), st.text(max_size=8), st.none())
VALUES |= st.sampled_from([json.dumps([STRANGE]), "[]", "c", "d", "e", "m1", "a1", "named", 3])


@settings(max_examples=examples(20))
@given(st.sampled_from(KINDS), st.sampled_from(FIELDS), VALUES, st.integers(0, 2**40))
def test_no_record_is_changed_in_silence(kind: str, field: str, value: object, count: int) -> None:
    """One field of a true file changed in any way: refused, waiting, or said in its line."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        stage = Stage(Path(folder), stack)
        before = stage.records()
        (old, *_) = (record for record in stage.true.records if record.kind == kind)
        fields = {k: v for k, v in {**old.fields, field: value}.items() if v is not None}
        new = replace(old, fields=fields, version={**old.version, "forger": count})
        records = tuple(new if record is old else record for record in stage.true.records)
        try:
            merged = stage.merge(replace(stage.true, records=records))
        except (sqlite3.Error, OverflowError):
            return  # the format itself has no room for it
        after = stage.records()
        if merged.refused:
            assert after == before
            return
        said = {record.kind for id_, record in after.items() if before.get(id_) != record}
        assert after.keys() >= before.keys()
        if any(after[id_].fields != before[id_].fields for id_ in before):
            assert merged.outcome in (Outcome.UPDATED, Outcome.LOOK)
        assert after["e"].fields["title"] == before["e"].fields["title"]
        assert after["e"].fields["recipients"] == before["e"].fields["recipients"]
        assert after["c"].fields.get("event") == before["c"].fields.get("event")
        assert said <= {kind}


@pytest.mark.slow
@settings(max_examples=examples(8))
@given(gathereds(), st.integers(0, 999))
def test_every_writers_file_is_one_of_the_kinds(gathered: Gathered, seed: int) -> None:
    """Circle, pack, circles handed on, further copies, withdrawals: the reader takes each."""
    chance = Random(seed)  # noqa: S311 (to draw a history, not to keep secrets)
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder, clock = Path(name), SimulatedClock(NOON)
        home = stack.enter_context(fresh_library(folder / "home" / "library", clock))
        here = stack.enter_context(fresh_library(folder / "here" / "library", clock))
        home.load(gathered)
        for circle in home.circles():
            export_circle(home, circle, folder / f"{circle.id}.circle")
        list(merge_files(here, sorted(folder.glob("*.circle"))))
        for library in (home, here):
            for circle in library.circles():
                fewer = chance.randrange(len(circle.members) + 1)
                theme = f"{circle.theme} {chance.random()}"
                stories = circle.stories[:1]
                library.save_circle(
                    replace(circle, theme=theme, members=circle.members[:fewer], stories=stories)
                )
        for circle in home.circles():
            export_circle(home, circle, folder / f"{circle.id}.circle")
        list(merge_files(here, sorted(folder.glob("*.circle"))))
        for library in (home, here):
            leaves = [*library.handed_on(), *map(library.pack, library.events())]
            leaves += [library.leave(circle) for circle in library.circles()]
            sheets = [
                sheet_with_data(library, replace(event, names_on_paper=names), circle)
                for event in library.events()
                for circle in library.circles(event.id)
                for names in NamesOnPaper
            ]
            for leave in (*leaves, *(sheet.leave for sheet in sheets)):
                circle_file.write(leave, folder / "x")
                held = circle_file.read(folder / "x")
                record_checks.check(held.records, held.removed)


@pytest.mark.parametrize("names", NamesOnPaper)
def test_the_file_in_a_sheets_pdf_is_one_of_the_kinds(stage: Stage, names: NamesOnPaper) -> None:
    """Whatever the rule for names on paper; to whom it is sealed, it opens."""
    event = replace(SEALED, names_on_paper=names)
    sheet = sheet_with_data(stage.home, event, stage.home.circle("c"))
    path = stage.folder / "sheet.pdf"
    path.write_bytes(sheet.made().pdf)
    (attached,) = contents_of(path, Kind.PDF, stage.folder).circles
    held = circle_file.read(attached, unsealed)
    record_checks.check(held.records, held.removed)
    assert (held.circle() or SEALED).id == "c"
    shown = {r.fields["name"] for r in held.records if r.kind == "member"}
    assert ("Al" in shown) is (names is not NamesOnPaper.NONE)


@pytest.mark.parametrize("kind", ["", "nothing", "note", "addition"])
def test_a_sealed_file_with_a_tombstone_of_no_kind_is_refused(
    stage: Stage, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seal says whom it is for, not that an app wrote it."""
    gone = Record(kind, "x", {"circle": "c"}, V, removed=True)
    with monkeypatch.context() as patched:
        if kind not in TRAVELLING:  # a forger orders what no writer of ours has an order for
            order = {known: place for place, known in enumerate((*TRAVELLING, kind))}
            patched.setattr(circle_file, "_order", lambda record: (order[record.kind], record.id))
        stage.write(replace(stage.true, removed=(gone,)))
    path = stage.folder / "x.circle"
    path.write_bytes(Seal((KEY,)).close(path.read_bytes()))
    before = dump(stage.here)
    (merged,) = merge_files(stage.here, [path], unseal=unsealed)
    assert merged.refused
    assert "x.circle" in merged.why
    assert dump(stage.here) == before


def test_an_event_with_more_than_a_file_holds_is_not_kept(library: Library) -> None:
    """What could not leave this laptop again is refused where it is typed."""
    with pytest.raises(Refused, match="101 entries"):
        library.save_event(Event("e", "An event", headings=("h",) * 101))
