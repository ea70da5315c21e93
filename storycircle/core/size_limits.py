"""How many and how much one thing may hold.

How many and how much one thing may hold: the same for documents, files and what is typed.
"""

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Event
from storycircle.core.rounds.named_round import MOST_ROUNDS

MOST_NUMBER = 99_999
"""Of a circle, and of circles that are expected."""
MOST_QUESTIONS = 20
MOST_HEADINGS = 100
MOST_STALLS = 200
MOST_ROWS = 200
"""Rows of a programme."""
MOST_STATEMENTS = 4
"""Statements of a check-out, which takes two minutes."""
STATEMENT = 120
"""Letters of one of them: it is read aloud, and answered by a show of hands."""
MOST_KEYS = 20
"""Public keys of one event."""
MOST_PARTS = 500
"""Stories, ideas, names or actions of one circle; so places are below it."""
MOST_CIRCLES = 10_000
MOST_INQUIRIES = 50
"""Of one meeting: each member's own, and those of small groups."""
MOST_LAST_TIME = 200
"""Actions of earlier meetings that are still open."""
MOST_RULES_OF_LINE = 20
MOST_COUNT = 2**31 - 1
"""Changes of one device to one record."""


def refuse_too_many(event: Event) -> None:
    """Raise Refused where an event has more of something than any file of it may hold."""
    lists = (
        (_("event: dialogue questions"), event.dialogue_questions, MOST_QUESTIONS),
        (_("event: headings"), event.headings, MOST_HEADINGS),
        (_("event: stalls"), event.stalls, MOST_STALLS),
        (_("event: programme"), event.programme, MOST_ROWS),
        (_("event: statements of the check-out"), event.statements, MOST_STATEMENTS),
        (_("event: keys"), event.recipients, MOST_KEYS),
        (_("event: rounds"), event.rounds, MOST_ROUNDS),
    )
    for place, items, most in lists:
        if len(items) > most:
            raise Refused("too-many", place=place, count=len(items), most=most)
    if event.expected > MOST_NUMBER:
        raise Refused("count-unclear")


LINE = 500
"""Letters of a title, a name, a heading, a deadline."""
PARAGRAPH = 5_000
"""Letters of an action, an idea, a question, a quotation."""
NOTES = 100_000
"""Letters of key points and of dialogue notes."""
MOST_TAGS = 20
"""Themes of a story."""


MOST_OUTSIDE = 5
"""People outside the circle whom one action names."""


def bounded(text: str, most: int, what: str) -> str:
    """The text if it is at most `most` letters. Raises Refused, naming what it is."""
    if len(text) > most:
        raise Refused("too-long", what=what, most=f"{most:,}")
    return text
