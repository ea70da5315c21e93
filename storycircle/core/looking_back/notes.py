"""What a circle notes as it looks back, under the eight questions: of one action, or of all of it.

The questions are those of an inquiry (`core/lines/records`): a circle that meets once asks itself
the same. A note stays in its circle. Where the circle gives leave, what was noted leaves as a story
of nobody's (`core/consent/review_leave`).
"""

from collections.abc import Iterable

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.lines.records import EIGHT_QUESTIONS
from storycircle.core.reviews.review import ReviewNote
from storycircle.core.size_limits import NOTES, bounded
from storycircle.core.text import cleaned


def notes_of(notes: Iterable[ReviewNote], of: str) -> dict[int, str]:
    """What was noted of an action, or of the circle, by the question, in the questions' order."""
    return {one.under: one.text for one in sorted(notes, key=_place) if one.of == of}


def with_note(
    notes: tuple[ReviewNote, ...], of: str, under: int, text: str, *, on: str
) -> tuple[ReviewNote, ...]:
    """The notes with this under a question; an empty text takes it out. Raises Refused."""
    if not 1 <= under <= len(EIGHT_QUESTIONS):
        raise Refused("number-unclear")
    said = bounded(cleaned(text).strip(), NOTES, _("The notes"))
    here = next((one for one in notes if (one.of, one.under) == (of, under)), None)
    others = tuple(one for one in notes if one is not here)
    if here is not None and here.text == said:
        return notes
    if not said:
        return others
    if here is None:
        # One id for each place: two laptops that note under one question note in one record.
        here = ReviewNote(f"{of}/asked/{under}", of, on, under, said)
    return tuple(sorted((*others, replace(here, on=on, text=said)), key=_place))


def _place(one: ReviewNote) -> tuple[str, int, str]:
    return one.of, one.under, one.id
