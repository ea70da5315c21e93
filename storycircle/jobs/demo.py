"""A whole event played without a window: from six laptops to the merged report.

The circles, members, actions, headings and wordings are those of the event document (June 2007:
sections 5.4, Annex 1 and Annex 2 of the report). Its stories were never written down, so each
person's story here is a plain stand-in that says so; most stay in the circle, as new ones do. How
it was is made up too, and says so in the words; one went early from each circle of five, so that
what these say leaves in none of their files, which are not sealed, and is in no figure.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.actions import commit
from storycircle.core.checkout.checkout import FEWEST_SHOWN, STATEMENTS, Checkout, Row
from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import with_sharing
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _, n_
from storycircle.core.model import (
    Circle,
    Event,
    Gathered,
    Member,
    Placement,
    Sharing,
    Story,
    new_id,
)
from storycircle.core.turns.queue import Round, new_round
from storycircle.core.turns.round import turn_counts
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.export import export_circle, export_pack
from storycircle.jobs.import_event import read_file
from storycircle.jobs.merge import FileOutcome, merge_files
from storycircle.jobs.report import write_report, write_sheet
from storycircle.resources import example_event
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.safety import backups, held_files, live_files
from storycircle.store.safety.disk import explained
from storycircle.store.saved_state import SavedState

_BREATH = 8  # seconds of silence between two stories
_SHORT, _OVER = 300, 12  # seconds of a share that is short, and by how many a turn goes over it
_SAID = (
    N_("Made up for this demonstration: I know now whom to ring."),
    N_("Made up for this demonstration: there was not much time."),
    N_("Made up for this demonstration: I was glad to be asked."),
)
_TOLD = "The stories of June 2007 were told, not written down.\nThis one stands in its place."
MARKER = "made-by-demo.txt"
"""Lies in a folder whose libraries and files the demonstration may play over."""
REPORTS = ("pdf", "docx", "xlsx", "csv", "md", "json")


class Step(Struct, frozen=True):
    """One line of the demonstration's table: what was made, how it went, and where it is."""

    what: str
    how: str
    where: Path


def play(folder: Path) -> Iterator[Step]:
    """Play the June 2007 event into a folder, step by step. Raises Refused."""
    script = read_file(example_event())
    _claim(folder, script)
    with explained(folder):
        for name in ("circles", "sheets", "organiser"):
            (folder / name).mkdir(parents=True, exist_ok=True)
    pack = folder / "event.circle"
    yield _make_pack(script.event, folder, pack)
    for part in script.circles:
        made = replace(part, checkout=_how_it_was(part))
        yield circle_held(made, pack, folder, script.event.date, _TOLD)
    yield from _gather(script, folder)


def _claim(folder: Path, script: Gathered) -> None:
    """Mark a folder as the demonstration's own. Raises Refused where it holds other circles."""
    theirs = ["event.circle", "organiser/library"]
    for circle in script.circles:
        theirs += [file_name(circle), f"laptops/{circle.number}/library"]
    claim(folder, theirs)


def claim(folder: Path, names: Iterable[str]) -> None:
    """Mark a folder as a demonstration's own. names: of what it would play over. Raises Refused
    where one of them is there and no demonstration made it.
    """
    if not (folder / MARKER).exists():
        for name in names:
            if (folder / name).exists():
                raise Refused("not-a-demo", name=folder.name or str(folder), found=name)
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).write_text(
            _("Played by “storycircle demo”: it may play over what is in this folder.") + "\n",
            encoding="utf-8",
            newline="\n",
        )


def file_name(circle: Circle) -> str:
    """Where a circle's file lies in the folder of its event."""
    return f"circles/circle-{circle.number}.circle"


def clock_of(event: Event) -> SimulatedClock:
    """A clock that stands at the beginning of an event's circles."""
    return SimulatedClock(datetime.fromisoformat(f"{event.date}T11:16:00"))


def fresh(path: Path, clock: SimulatedClock) -> Library:
    """A new library at a path; one of an earlier demonstration is moved aside with its copies: what
    is nowhere but in copies is not new.
    """
    copies = (backups.folder(path) / name for name in backups.names(path))
    with explained(path):
        for old in (path, *(path.with_name(path.name + end) for end in live_files.BESIDE), *copies):
            held_files.remove(old)
    return Library(path, clock)


def _make_pack(event: Event, folder: Path, pack: Path) -> Step:
    with fresh(folder / "organiser" / "library", clock_of(event)) as library:
        library.save_event(event)
        export_pack(library, event, anew(pack))
    return Step(_("Event pack"), _("made by the organiser before the day"), pack)


def circle_held(script: Circle, pack: Path, folder: Path, day: str, told: str) -> Step:
    """Run one circle on its own laptop: opened from the pack, held, exported. script: its members,
    actions, check-out, and those of its stories that somebody wrote. told: what stands in the
    place of each other one; where none was written, the first of these may leave without names.
    """
    path = folder / "laptops" / str(script.number) / "library"
    clock = SimulatedClock(datetime.fromisoformat(f"{day}T11:16:00"))
    with fresh(path, clock) as library:
        library.merge(circle_file.read(pack))
        event = library.events()[0]
        plan = plan_for(event, clock.now())
        names = {member.id: Member(new_id(), member.name) for member in script.members}
        circle = Circle(
            id=new_id(), number=script.number, event=event.id, members=tuple(names.values())
        )
        clock.forward(9 * 60)
        round_ = new_round(tuple(m.id for m in circle.members), plan.seconds(Stage.STORIES))
        library.save_circle(circle, SavedState(Stage.STORIES, round_, plan, clock.now()))
        written = {names[s.teller].id: s for s in script.stories if s.teller in names}
        circle, round_ = _tell(library, circle, round_, clock, _Told(told, written))
        for action in script.actions:
            who = tuple(names[id_].id if id_ in names else id_ for id_ in action.who)
            bare = replace(action, id=new_id(), heading="", who=who, reviews=())
            circle = commit(circle, bare)
            library.save_circle(circle)
        circle = replace(circle, checkout=script.checkout, turns=turn_counts(round_))
        library.save_circle(circle, SavedState(Stage.PLENARY, round_, plan, clock.now()))
        export_circle(library, circle, anew(folder / file_name(circle)))
        sheet = folder / "sheets" / f"circle-{circle.number}.pdf"
        write_sheet(sheet, event, [circle])
    used = round(sum(turn.used for turn in round_.heard) / 60)
    how = _(
        "{people}, {turns} in {minutes}, {actions}",
        people=n_("{figures} person", "{figures} people", len(circle.members)),
        turns=n_("{figures} turn", "{figures} turns", len(round_.heard)),
        minutes=n_("{figures} minute", "{figures} minutes", used),
        actions=n_("{figures} action", "{figures} actions", len(circle.actions)),
    )
    return Step(_("Circle {number}", number=script.number), how, sheet)


def _tell(
    library: Library, circle: Circle, round_: Round, clock: SimulatedClock, told: "_Told"
) -> tuple[Circle, Round]:
    """Every person's turn through the real queue: one passes first and comes back; the last is
    given thirty seconds more, or where time is short goes over it unasked.
    """
    passing, slow = circle.members[2].id, circle.members[-1].id
    while (speaker := round_.current) is not None:
        if speaker == passing and speaker not in round_.asked_again:
            round_ = round_.pass_turn(clock.reading())
            continue
        round_ = round_.start(clock.reading())
        share, late = round_.next_share(clock.reading()), 0
        if speaker == slow and share > _SHORT:
            round_ = round_.more(30, clock.reading())
        elif speaker == slow:
            late = _BREATH + _OVER
        clock.forward(round_.next_share(clock.reading()) - _BREATH + late)
        circle = replace(circle, stories=(*circle.stories, _story(circle, speaker, told)))
        round_ = round_.next(clock.reading())
        clock.forward(_BREATH)
        library.save_circle(circle)
    return circle, round_


def _how_it_was(circle: Circle) -> Checkout:
    """A made-up check-out by show of hands; of a circle of five or fewer, one had to go before."""
    there = len(circle.members)
    people = there - 1 if there <= FEWEST_SHOWN else there
    rows: list[Row] = []
    for place in range(len(STATEMENTS)):
        partly, no = (circle.number + place) % 3, int((circle.number + place) % 4 == 0)
        rows.append((people - partly - no, partly, no))
    words = _(_SAID[circle.number % len(_SAID)])
    return Checkout(people, tuple(rows), (words,))


class _Told(Struct, frozen=True):
    """What is told in a circle. written: stories by the ids of their tellers. stands_in: the points
    of every other one.
    """

    stands_in: str
    written: Mapping[str, Story]


def _story(circle: Circle, speaker: str, told: _Told) -> Story:
    """A story that was written, or what stands in the place of one."""
    written = told.written.get(speaker)
    if written is not None:
        return with_sharing(replace(written, id=new_id(), teller=speaker), Sharing.ANONYMOUS)
    place = next(i for i, m in enumerate(circle.members) if m.id == speaker)
    story = Story(
        id=new_id(),
        teller=speaker,
        title="A story for this demonstration",
        points=told.stands_in,
    )
    shared = place == 0 and not told.written
    return with_sharing(story, Sharing.ANONYMOUS if shared else Sharing.STAYS)


def _gather(script: Gathered, folder: Path) -> Iterator[Step]:
    """The organiser's afternoon: all files merged, headings and wordings given, reports written."""
    path = folder / "organiser" / "library"
    with Library(path, clock_of(script.event)) as library:
        files = [folder / file_name(circle) for circle in script.circles]
        found = list(merge_files(library, files))
        count = sum(1 for merged in found if merged.outcome == FileOutcome.NEW)
        how = n_("{figures} circle file, each new", "{figures} circle files, each new", count)
        yield Step(_("Merged"), how, path)
        event = library.events()[0]
        library.save_placements(placed(script, library.gathered(event)))
        for ending in REPORTS:
            report = folder / f"report.{ending}"
            write_report(report, library, event)
            yield Step(_("Report as {ending}", ending=ending), size_of(report), report)


def placed(script: Gathered, here: Gathered) -> Iterator[Placement]:
    """The organiser's heading and wording for each merged action, found by the circle's words."""
    for circle in here.circles:
        scripted = next(c for c in script.circles if c.number == circle.number)
        for action in circle.actions:
            same = next(a for a in scripted.actions if a.text == action.text)
            heading, wording = script.heading_of(same), script.wording_of(same)
            yield Placement(action.id, heading, wording)


def size_of(path: Path) -> str:
    """How large a file is, in words."""
    return f"{path.stat().st_size / 1000:.0f} kB"


def anew(path: Path) -> Path:
    """The place of a file, without what the demonstration before wrote there: of other circles."""
    held_files.remove(path)
    return path
