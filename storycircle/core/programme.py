"""A circle's plan, from its event's programme or from the lengths of June 2007."""

from datetime import datetime, timedelta

from storycircle.core.model import Event
from storycircle.core.timing import Span, Stage, StagePlan

LENGTHS = {  # minutes, as in the June 2007 programme (Annex 1)
    Stage.OPEN: 5,
    Stage.STORIES: 25,
    Stage.DIALOGUE: 20,
    Stage.COMMIT: 10,
    Stage.PLENARY: 20,
}
_BREAK = 10  # minutes to walk around and read, between Commit and Plenary


def has_times(event: Event) -> bool:
    """Whether an event says at what times of which day its circles are."""
    day = datetime(2000, 1, 1)  # noqa: DTZ001 (any day: only the programme's words are read)
    return bool(event.date) and _from_programme(event, day) is not None


def runs_backwards(event: Event) -> bool:
    """Whether a programme has times for story circles that cannot all be kept, in their order."""
    spans = _stages_found(event, datetime(2000, 1, 1))  # noqa: DTZ001 (any day)
    return spans is not None and not _in_order(spans)


def plan_for(event: Event | None, now: datetime) -> StagePlan:
    """The plan of a circle begun now: the programme's times on the day, else lengths from now.

    On any other day than the event's the programme's lengths hold, and begin in ten minutes.
    """
    found = _from_programme(event, now) if event else None
    if found is None:
        return _from_lengths(LENGTHS, _next_five(now + timedelta(minutes=10)), _BREAK)
    if event and event.date == now.date().isoformat():
        return StagePlan(found)
    first = found[Stage.GATHER].ends
    shift = _next_five(now + timedelta(minutes=10)) - first
    moved = {
        stage: Span(span.starts + shift if span.starts else None, span.ends + shift)
        for stage, span in found.items()
    }
    return StagePlan(moved)


def _from_lengths(lengths: dict[Stage, int], start: datetime, rest: int) -> StagePlan:
    spans = {Stage.GATHER: Span(None, start)}
    at = start
    for stage, minutes in lengths.items():
        if stage is Stage.PLENARY:
            at += timedelta(minutes=rest)
        spans[stage] = Span(at, at + timedelta(minutes=minutes))
        at = spans[stage].ends
    return StagePlan(spans)


def _from_programme(event: Event, now: datetime) -> dict[Stage, Span] | None:
    """The plan of a programme; None where it has no circles, or where its times run backwards."""
    spans = _stages_found(event, now)
    return spans if spans is not None and _in_order(spans) else None


def _stages_found(event: Event, now: datetime) -> dict[Stage, Span] | None:
    """Stages found in a programme by the words of its rows; None where it has no circles.

    A row for dialogue holds Commit too: its last third is for the actions.
    """
    rows: dict[Stage, tuple[datetime, datetime]] = {}
    for slot in event.programme:
        title = slot.title.casefold()
        if slot.ends is None:
            continue
        span = (_at(now, slot.starts), _at(now, slot.ends))
        if "dialogue" in title:
            rows.setdefault(Stage.DIALOGUE, span)
        elif "plenary" in title:
            rows.setdefault(Stage.PLENARY, span)
        elif "circle" in title and "intro" in title:
            rows.setdefault(Stage.OPEN, span)
        elif "circle" in title:
            rows.setdefault(Stage.STORIES, span)
    if Stage.STORIES not in rows:
        return None
    return _completed(rows)


def _completed(rows: dict[Stage, tuple[datetime, datetime]]) -> dict[Stage, Span]:
    starts, ends = rows[Stage.STORIES]
    opens = rows.get(Stage.OPEN, (starts - timedelta(minutes=LENGTHS[Stage.OPEN]), starts))
    both = LENGTHS[Stage.DIALOGUE] + LENGTHS[Stage.COMMIT]
    talk, done = rows.get(Stage.DIALOGUE, (ends, ends + timedelta(minutes=both)))
    parted = talk + (done - talk) * 2 // 3
    parted = parted.replace(second=0, microsecond=0)
    after = done + timedelta(minutes=_BREAK)
    plenary = rows.get(Stage.PLENARY, (after, after + timedelta(minutes=LENGTHS[Stage.PLENARY])))
    return {
        Stage.GATHER: Span(None, opens[0]),
        Stage.OPEN: Span(*opens),
        Stage.STORIES: Span(starts, ends),
        Stage.DIALOGUE: Span(talk, parted),
        Stage.COMMIT: Span(parted, done),
        Stage.PLENARY: Span(*plenary),
    }


def _in_order(spans: dict[Stage, Span]) -> bool:
    """Whether every stage ends after it begins, and none begins before the one before ended."""
    at = spans[Stage.GATHER].ends
    for stage in list(Stage)[1:]:
        span = spans[stage]
        if span.starts is None or span.starts < at or span.ends <= span.starts:
            return False
        at = span.ends
    return True


def _at(day: datetime, text: str) -> datetime:
    hours, minutes = text.split(":")
    return day.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)


def _next_five(when: datetime) -> datetime:
    """The next time of day that ends in a whole five minutes."""
    floor = when.replace(minute=when.minute // 5 * 5, second=0, microsecond=0)
    return floor if floor >= when else floor + timedelta(minutes=5)
