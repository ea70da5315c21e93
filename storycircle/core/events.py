"""Events: one that a circle makes for itself where no organiser's pack was opened."""

from storycircle.core import words
from storycircle.core.model import Event, new_id

QUESTIONS = ("What does this mean for me/us?", "What am I/are we going to do next?")
"""The dialogue's questions where an event has none of its own (Annex 1)."""


def own_event(day: str) -> Event:
    """An event for circles of a day (YYYY-MM-DD) that were begun without a pack."""
    return Event(id=new_id(), title=_title(day), date=day, dialogue_questions=QUESTIONS)


def made_without_pack(event: Event) -> bool:
    """Whether an event is one that a laptop made for its own circles."""
    plain = Event(event.id, _title(event.date), event.date, dialogue_questions=QUESTIONS)
    return event == plain


def _title(day: str) -> str:
    return f"Story circle, {words.day(day)}"
