"""What the report's place says of each circle: expected, received, corrected. No Qt."""

from dataclasses import dataclass
from datetime import datetime

from storycircle.core import words
from storycircle.core.model import Circle, Event
from storycircle.jobs.gather import Merged
from storycircle.store.desk import Arrival
from storycircle.store.library import Library
from storycircle.ui.screens.organiser_reading import CORRECTED, HERE, MISSING, event_so_far

FORMATS = (
    (".pdf", "PDF", "To print and to send."),
    (".docx", "Word", "To go on writing."),
    (".xlsx", "Excel", "Circles, members, actions, each on its sheet."),
    (".csv", "CSV", "The actions as one table."),
    (".md", "Markdown", "Plain text with headings."),
    (".json", "JSON", "All of it, for other programs."),
)
_MOST_ROWS = 2_000  # missing circles named one by one


@dataclass(frozen=True)
class Standing:
    """Each circle in a row, and in a sentence how many are here."""

    rows: list[Merged]
    said: str


def standing(library: Library, event: Event | None) -> Standing:
    """How the circles of an event stand."""
    if event is None:
        return Standing([], "There is no event here yet.")
    circles = library.circles(event.id)
    arrivals = library.arrivals()
    rows = [_row(circle, arrivals.get(circle.id)) for circle in circles]
    there = {circle.number for circle in circles}
    missing = [number for number in range(1, event.expected + 1) if number not in there]
    rows += [
        Merged("", MISSING, "Expected, and not gathered yet.", number)
        for number in missing[:_MOST_ROWS]
    ]
    rows.sort(key=lambda row: row.number or 0)
    return Standing(rows, _said(library, event, len(missing)))


def _row(circle: Circle, arrival: Arrival | None) -> Merged:
    people, actions = len(circle.members), len(circle.actions)
    outcome, said = HERE, "Held on this laptop."
    if arrival is not None:
        outcome, said = HERE, f"Received {_when(arrival.at)}."
        if arrival.corrected:
            outcome = CORRECTED
            said = f"Received {_when(arrival.at)}, corrected {_when(arrival.corrected)}."
    return Merged("", outcome, said, circle.number, people, actions)


def _said(library: Library, event: Event, missing: int) -> str:
    so_far = event_so_far(library, event)
    if not so_far.circles:
        return "No circle has come yet."
    if event.expected:
        here = max(0, event.expected - missing)
        said = f"{words.sentence(words.number(here))} of {words.number(event.expected)} "
        said += f"circle{'' if event.expected == 1 else 's'} expected {_are(here)} here."
        extra = so_far.circles - here
        return said + (f" {words.sentence(words.number(extra))} more came." if extra > 0 else "")
    here = so_far.circles
    return f"{words.sentence(words.counted(here, 'circle'))} {_are(here)} here."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _when(iso: str) -> str:
    """A moment as people say it: "14 June 2007, 13.20"."""
    moment = datetime.fromisoformat(iso)
    return f"{words.day(moment.date().isoformat())}, {words.clock(moment)}"


def waiting_said(count: int) -> str:
    """How many stories are in no report since the library opened from a copy; empty for none."""
    if not count:
        return ""
    stories = words.sentence(words.counted(count, "story", "stories"))
    verb, they = ("waits", "it is") if count == 1 else ("wait", "they are")
    return (
        f"{stories} {verb}: this library opened from a copy, and a later no may be lost. Until you "
        f"have asked, {they} in no report."
    )


def apart_said(count: int, out: int) -> str:
    """How many things wait to be compared. out: those of them that came after a withdrawal."""
    if out == count:
        said = "One story was" if count == 1 else f"{count:,} stories were"
        return f"{said} withdrawn and came again. In no report until you have looked."
    said = "One thing was" if count == 1 else f"{count:,} things were"
    return f"{said} changed on two laptops. The report uses one until you choose."
