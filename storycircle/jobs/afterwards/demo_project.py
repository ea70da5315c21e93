"""A whole project played without a window, as that of 2006 and 2007: the meetings of its learning
set, two events with their circles and stalls, reviews, comparison, and the report of it all.

What is real, what is in our own words and what is made up is said in the document that is played,
and in the last lines of the report.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.afterwards.stalls import Run, letters_of, runs_of
from storycircle.core.clock import SimulatedClock
from storycircle.core.i18n import _, n_
from storycircle.core.lines.records import Came
from storycircle.core.model import Circle, Gathered, Sharing, new_id
from storycircle.jobs.afterwards.comparing import write_comparison
from storycircle.jobs.afterwards.projects import write_project_report
from storycircle.jobs.afterwards.stalls_held import Noted, export_stall, note_quote, note_run
from storycircle.jobs.demo import (
    Step,
    anew,
    circle_held,
    claim,
    file_name,
    fresh,
    placed,
    size_of,
)
from storycircle.jobs.export import export_circle, export_pack
from storycircle.jobs.import_event import read_events
from storycircle.jobs.meetings.meetings_played import meeting_held
from storycircle.jobs.meetings.papers import PROGRESS, write_of_meeting
from storycircle.jobs.merge import FileOutcome, merge_files
from storycircle.resources import example_project
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.safety.disk import explained

REPORTS = ("pdf", "html", "docx", "xlsx", "csv", "md", "json")
LEARNING_SET = "learning-set"
_STORY = "The stories of the day were told, not written down.\nThis one stands in its place."
_WRITTEN = "2007-10-01T14:05:00"
"""When the report is written, as the one of 2007 was in October."""


class _Day(Struct, frozen=True):
    """One event of the script, and the folder that it is played into."""

    script: Gathered
    folder: Path
    library: Path

    @property
    def pack(self) -> Path:
        return self.folder / "event.circle"

    def clock(self, at: str = "") -> SimulatedClock:
        return SimulatedClock(datetime.fromisoformat(at or f"{self.script.event.date}T11:16:00"))

    def laptop(self, name: object) -> Path:
        return self.folder / "laptops" / str(name) / "library"

    def stall_file(self, letter: str) -> Path:
        return self.folder / "stalls" / f"stall-{letter.lower()}.circle"

    @property
    def where(self) -> str:
        return self.folder.name


def play_project(folder: Path) -> Iterator[Step]:
    """Play the project into a folder, step by step, in the order of its days. Raises Refused."""
    scripts = read_events(example_project())
    library = folder / "organiser" / "library"
    days = [_Day(one, folder / _folder(one), library) for one in scripts]
    claim(folder, ["organiser/library", *(day.where for day in days)])
    with explained(folder):
        library.parent.mkdir(parents=True, exist_ok=True)
        for day in days:
            day.folder.mkdir(exist_ok=True)
    with fresh(library, days[0].clock()):
        pass
    yield from _as_it_happened(days)
    for day in days:
        if not _is_set(day.script):
            yield from _reviews(day)
    yield from _report(folder, library, days)


def _folder(script: Gathered) -> str:
    return LEARNING_SET if _is_set(script) else script.event.date


def _is_set(script: Gathered) -> bool:
    return bool(script.circles) and all(circle.meeting for circle in script.circles)


def _as_it_happened(days: Sequence[_Day]) -> Iterator[Step]:
    """Meetings and events, by their dates."""
    order: list[tuple[str, _Day, Circle | None]] = []
    for day in days:
        if _is_set(day.script):
            order += [(circle.date, day, circle) for circle in day.script.circles]
        else:
            order.append((day.script.event.date, day, None))
    for _date, day, meeting in sorted(order, key=lambda one: one[0]):
        yield from [_meeting(day, meeting)] if meeting is not None else _event(day)


def _meeting(day: _Day, script: Circle) -> Step:
    """One meeting of the learning set, with the progress report for those who could not come."""
    clock = day.clock(f"{script.date}T13:30:00")
    with Library(day.library, clock) as library:
        event = replace(day.script.event, expected=0)
        library.save_event(event)
        line = script.meeting.line.id if script.meeting else ""
        held = meeting_held(library, event, script, library.meetings(line), clock)
        paper = day.folder / f"meeting-{script.number}.pdf"
        write_of_meeting(paper, held, PROGRESS)
    people = held.meeting.people if held.meeting else ()
    away = sum(1 for one in people if one.came is Came.APOLOGIES)
    gone = sum(1 for one in people if one.came is Came.LEFT)
    said = [n_("{figures} member", "{figures} members", len(held.members))]
    said += [n_("{figures} sent apologies", "{figures} sent apologies", away)] if away else []
    said += [n_("{figures} has left", "{figures} have left", gone)] if gone else []
    what = _("Meeting {number}, {day}", number=script.number, day=i18n.day(script.date))
    return Step(what, i18n.listed(said), paper)


def _event(day: _Day) -> Iterator[Step]:
    """An event: its pack, its circles and stalls on laptops of their own, and the merge."""
    for name in ("circles", "sheets", "stalls"):
        (day.folder / name).mkdir(exist_ok=True)
    with Library(day.library, day.clock()) as library:
        library.save_event(day.script.event)
        export_pack(library, day.script.event, anew(day.pack))
    yield Step(_("Event pack"), i18n.day(day.script.event.date), day.pack)
    date = day.script.event.date
    for circle in day.script.circles:
        yield circle_held(circle, day.pack, day.folder, date, _STORY)
    event = day.script.event
    for title, letter in letters_of(event.stalls, event.stall_plans).items():
        if runs := runs_of(day.script.runs, title):
            yield _stall(day, letter, title, runs)
    yield _merged(day, day.clock(f"{date}T15:00:00"))
    with Library(day.library, day.clock(f"{date}T15:30:00")) as library:
        library.save_placements(placed(day.script, library.gathered(event)))


def _stall(day: _Day, letter: str, title: str, runs: Sequence[Run]) -> Step:
    """One market stall on its own laptop: each run noted, quotations asked for, its file."""
    event, quotes = day.script.event, {story.id: story.quote for story in day.script.stories}
    clock = day.clock(f"{event.date}T10:00:00")
    with fresh(day.laptop(f"stall-{letter.lower()}"), clock) as library:
        library.merge(circle_file.read(day.pack))
        for run in runs:
            clock.forward(30 * 60)
            noted = Noted(run.people, run.minutes, run.discussed, run.challenges, run.next_steps)
            mine = note_run(library, event, title, run.place, noted)
            for one in run.quotes:
                note_quote(library, event, mine, quotes[one.story], Sharing.ANONYMOUS)
        file = anew(day.stall_file(letter))
        export_stall(library, event, title, file)
    people = i18n.listed([i18n.figures(run.people) for run in runs])
    said = _("{runs}, {people} people", runs=n_("{figures} run", "{figures} runs", len(runs)),
             people=people)  # fmt: skip
    return Step(_("Stall {letter}", letter=letter), said, file)


def _merged(day: _Day, clock: SimulatedClock) -> Step:
    """All files of an event, merged by the organiser."""
    files = [day.folder / file_name(circle) for circle in day.script.circles]
    files += sorted((day.folder / "stalls").glob("*.circle"))
    with Library(day.library, clock) as library:
        found = list(merge_files(library, files))
    new = sum(1 for one in found if one.outcome is FileOutcome.NEW)
    updated = sum(1 for one in found if one.outcome is FileOutcome.UPDATED)
    said = [n_("{figures} file", "{figures} files", len(found))]
    said += [n_("{figures} new", "{figures} new", new)] if new else []
    said += [n_("{figures} updated", "{figures} updated", updated)] if updated else []
    return Step(_("Merged"), ", ".join(said), day.library)


def _reviews(day: _Day) -> Iterator[Step]:
    """The circles that looked back, each on its own laptop, and their files merged once more."""
    for script in day.script.circles:
        dates = sorted({review.on for action in script.actions for review in action.reviews})
        for on in dates:
            yield _looked_back(day, script, on)
    yield _merged(day, day.clock("2007-09-28T09:00:00"))


def _looked_back(day: _Day, script: Circle, on: str) -> Step:
    count = 0
    with Library(day.laptop(script.number), day.clock(f"{on}T16:00:00")) as library:
        held = library.circles(day.script.event.id)[0]
        for action, told in zip(held.actions, script.actions, strict=True):
            for review in told.reviews:
                if review.on == on:
                    held = library.add_review(
                        held, action.id, replace(review, id=new_id(), knew=())
                    )
                    count += 1
        file = day.folder / file_name(script)
        export_circle(library, held, file)
    said = n_("{figures} action told of", "{figures} actions told of", count)
    what = _("Circle {number} looks back, {day}", number=script.number, day=i18n.day(on))
    return Step(what, said, file)


def _report(folder: Path, path: Path, days: Sequence[_Day]) -> Iterator[Step]:
    """What the organiser adds, the two events side by side, and the report in every format."""
    with Library(path, SimulatedClock(datetime.fromisoformat(_WRITTEN))) as library:
        for day in days:
            _save_parts(library, day.script)
        events = [day.script.event for day in days if not _is_set(day.script)]
        beside = folder / "comparison.pdf"
        write_comparison(beside, library, [library.event(one.id) or one for one in events])
        yield Step(_("Side by side"), size_of(beside), beside)
        for ending in REPORTS:
            report = folder / f"report.{ending}"
            write_project_report(report, library, days[0].script.event.project)
            yield Step(_("Report as {ending}", ending=ending), size_of(report), report)


def _save_parts(library: Library, script: Gathered) -> None:
    """An event's chapters, recommendations and matched headings, as the script has them."""
    ours = _actions(library.gathered(script.event), script)
    advice = [
        replace(one, actions=tuple(ours[id_] for id_ in one.actions if id_ in ours))
        for one in script.recommendations
    ]
    library.save_parts(script.event.id, [*script.chapters, *advice, *script.matches])


def _actions(here: Gathered, script: Gathered) -> Mapping[str, str]:
    """The ids of the actions that were held, by those of the script."""
    numbers = {circle.number: circle for circle in here.circles}
    return {
        told.id: action.id
        for circle in script.circles
        if circle.number in numbers
        for told, action in zip(circle.actions, numbers[circle.number].actions, strict=True)
    }
