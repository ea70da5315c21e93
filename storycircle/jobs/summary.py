"""What a merge did, as a text that can be read, copied and saved: one form for all three."""

from collections.abc import Sequence
from datetime import datetime

from storycircle.core import words
from storycircle.jobs.gather import Merged

_ORDER = ("new", "updated", "needs a look", "same", "refused")
_SAID = {"same": "the same"}


def figures(rows: Sequence[Merged]) -> str:
    """How many files came to what: "nine files: six new, one updated and two refused"."""
    outcomes = [row.outcome for row in rows]
    said = [f"{words.number(outcomes.count(o))} {_SAID.get(o, o)}" for o in _ORDER if o in outcomes]
    files = words.counted(len(rows), "file")
    return f"{files}: {words.listed(said)}" if said else files


def summary(rows: Sequence[Merged], event: str, now: datetime) -> str:
    """The whole text: what was gathered and when, then a line for each file."""
    when = f"{words.day(now.date().isoformat())}, {words.clock(now)}"
    head = [event or "Story Circle", f"Gathered on {when}", words.sentence(figures(rows)) + "."]
    lines = [_line(row) for row in rows]
    return "\n".join([*head, "", *lines, ""])


def _line(row: Merged) -> str:
    circle = f" (Circle {row.number})" if row.number is not None else ""
    said = row.line(options=False).removeprefix(row.name)
    return f"{row.name}{circle}{said}"
