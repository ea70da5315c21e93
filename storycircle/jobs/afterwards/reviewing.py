"""Reviews noted, the review sheet, and what is due."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.consent.shareable import leaving, leaving_all
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.looking_back.occasion import due_date
from storycircle.core.model import Action, Circle, Event, Gathered, new_id
from storycircle.core.reviews.deadline import said_of, understood
from storycircle.core.reviews.review import (
    WRITTEN,
    EnteredBy,
    Review,
    ReviewState,
    due_of,
    state_of,
    state_word,
    to_look_at,
)
from storycircle.core.size_limits import LINE, PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line
from storycircle.core.typed_input import parsed_day
from storycircle.jobs import documents
from storycircle.jobs.documents import Each, Made, Paper, Ready, check_ending, save
from storycircle.jobs.export import file_name
from storycircle.languages import spoken
from storycircle.paper.report.event_part import held_on
from storycircle.store.afterwards.review_store import Waits
from storycircle.store.library import Library

if TYPE_CHECKING:
    from storycircle.paper.typesetting.canvas import Printed

NO_WORD = "no word yet"
"""In place of a state, where nobody has reviewed: a code, for programs that read the lines."""


_STEP = "   "


class Told(Struct, frozen=True):
    """A review as it is typed. on: a date, or empty for today."""

    state: ReviewState
    happened: str = ""
    next: str = ""
    by: str = ""
    on: str = ""
    told_by: str = ""


def note_review(
    library: Library, event: Event | None, circle: Circle, number: int | None, told: Told
) -> str:
    """Save what an organiser was told of an action; what was understood of its new date, in words.

    number: of the action, from 1; where none is given, of the only one. Raises Refused.
    """
    action = action_of(circle, number)
    today = library.clock.now().date()
    on = parsed_day(told.on) or today.isoformat()
    review = Review(
        new_id(),
        told.state,
        on,
        bounded(cleaned(told.happened).strip(), PARAGRAPH, _("What happened")),
        bounded(cleaned(told.next).strip(), PARAGRAPH, _("The next step")),
        bounded(one_line(told.by), LINE, _("The new date")),
        bounded(one_line(told.told_by), LINE, _("The name")),
        EnteredBy.ORGANISER,
    )
    library.add_review(circle, action.id, review)
    return _understood(event, review.by, on, today)


def _understood(event: Event | None, text: str, said_on: str, today: date) -> str:
    """What was understood of a deadline, typed in an event's language, in the one in use; empty of
    nothing.
    """
    with spoken(event.language if event else ""):
        deadline = understood(text, said_on)
    return said_of(deadline, today) if text else ""


def action_of(circle: Circle, number: int | None) -> Action:
    """The action of a number, from 1; the only one where no number is asked. Raises Refused."""
    if not circle.actions:
        raise Refused("no-actions", number=circle.number)
    if number is None and len(circle.actions) > 1:
        raise Refused("which-action", number=circle.number)
    place = number or 1
    if not 1 <= place <= len(circle.actions):
        raise Refused("no-action", number=circle.number, action=place)
    return circle.actions[place - 1]


def lines_of(library: Library, event: Event | None, circle: Circle) -> Iterator[str]:
    """A circle's actions with all that was told of them, in lines to read."""
    today = library.clock.now().date()
    for number, action in enumerate(circle.actions, 1):
        yield _("{number}. {action}", number=number, action=action.text)
        due = due_of(action.by, _said_on(circle, event), action.reviews)
        if due.text:
            when = _understood(event, due.text, due.said_on, today)
            deadline = i18n.by_when(due.text)
            yield _STEP + _("{deadline}: {understood}", deadline=deadline, understood=when)
        for review in action.reviews:
            yield _STEP + review_line(review)
        if not action.reviews:
            yield _STEP + state_word(None)
        if to_look_at(action.reviews):
            yield _STEP + _("Nothing says which review of that day counts: note one more.")


def review_line(review: Review) -> str:
    """A review on one line: "under way (6 September 2007, Dawn G): Two have come. Next: ..."."""
    state, said = state_word(review.state), " ".join(review.happened.split())
    if review.next:
        following = " ".join(review.next.split())
        said = _("{happened} Next: {next}", happened=said, next=following).strip()
    when = i18n.joined([i18n.day(review.on), review.told_by], ", ")
    head = _("{state} ({when})", state=state, when=when) if when else state
    return _("{state}: {words}", state=head, words=said) if said else head


def _said_on(circle: Circle, event: Event | None) -> str:
    """The day on which a circle committed to its actions; empty where it is not known."""
    return held_on(circle, event) if event is not None else circle.date


class DueAction(Struct, frozen=True):
    """An action that is due on a date, YYYY-MM-DD. number: its circle's, whose id is circle. place:
    its number there, from 1. state: None where there is no word yet.
    """

    date: str
    number: int
    circle: str
    place: int
    text: str
    state: ReviewState | None


def due_row(due: DueAction) -> tuple[str, str, str, str]:
    """Date, circle, action and state, as a line for programs has them."""
    state = WRITTEN[due.state] if due.state else NO_WORD
    return due.date, str(due.number), one_line(due.text), state


class AllDue(Struct, frozen=True):
    """The actions that are due, by date, then by circle. undated: how many actions are waited for
    of which no date is known. every: how many actions there are.
    """

    actions: tuple[DueAction, ...]
    undated: int = 0
    every: int = 0

    @property
    def remark(self) -> str:
        """Why nothing is listed, and what is not, in a sentence; empty where all is said."""
        if self.actions:
            return ""
        if not self.every:
            return _("No circle here has an action yet.")
        if not self.undated:
            return _("Nothing is due: every action is done or let go.")
        return n_(
            "Nothing is due: of the {count} action that is waited for, no date is known.",
            "Nothing is due: of the {count} actions that are waited for, no date is known.",
            self.undated,
        )


def due(library: Library, event: Event | None = None) -> AllDue:
    """The actions of an event, or of all circles, that are neither done nor let go and of which a
    date is known.
    """
    events = {one.id: one for one in library.events()}
    found: list[DueAction] = []
    without = every = 0
    for event_id, actions in groupby(library.actions_to_do(event.id if event else None), _event):
        of = events.get(event_id)
        with spoken(of.language if of else ""):
            for one in actions:
                every += 1
                date = due_date(one.by, one.date or (of.date if of else ""), one.reviews)
                without += date == ""
                if date:
                    state = state_of(one.reviews)
                    due = DueAction(date, one.number, one.circle, one.place, one.text, state)
                    found.append(due)
    found.sort(key=lambda one: (one.date, one.number, one.circle, one.place))
    return AllDue(tuple(found), without, every)


def _event(action: Waits) -> str:
    return action.event


REVIEW_SHEETS, BECAME_LIST, LETTERS = "review-sheets", "became", "letters"
"""The keys of the papers of weeks after the day: sheets to fill in, the list, and letters."""


def papers_of_weeks_later(
    event: Event,
    circles: Sequence[Circle],
    acting: int,
    gathered: Callable[[], Gathered],
    now: datetime,
) -> list[Paper]:
    """What prints of an event weeks after it, where any circle has an action: the list of what
    became of the actions, a letter to each circle, and the review sheets.

    circles, gathered: read when the paper is made. acting: how many circles have an action.
    """
    if not acting:
        return []
    made = {
        BECAME_LIST: (
            _("the list of what became of them"),
            "what-became.pdf",
            partial(became_list, event, gathered, now),
        ),
        LETTERS: (
            n_("the letter to the circle", "a letter to each circle", acting),
            "letters-to-circles.pdf",
            partial(letters, event, circles, now),
        ),
        REVIEW_SHEETS: (
            _("the review sheets"),
            "review-sheets.pdf",
            partial(review_sheets, event, circles),
        ),
    }
    return [_paper(key, *one) for key, one in made.items()]


def _paper(key: str, what: str, name: str, make: Callable[[], Made]) -> Paper:
    ready = Ready(make)
    return Paper(key, what, name, lambda _size: ready)


def became_list(event: Event, gathered: Callable[[], Gathered], now: datetime) -> Made:
    """All actions of an event with what became of each, also where none was told of. Raises Refused
    where there is none that leaves its circle.
    """
    from storycircle.paper.afterwards.became_letter import (  # noqa: PLC0415 (when first used)
        draw_became_list,
    )
    from storycircle.paper.afterwards.what_became import standing_of  # noqa: PLC0415
    from storycircle.paper.report.content import Known, report_form  # noqa: PLC0415

    def draw() -> "Printed":
        form = report_form(leaving_all(gathered()), Known(made=now))
        if not form.entries:
            raise Refused("nothing-to-review")
        return draw_became_list(form.event, standing_of(form))

    return documents.made_in(event, draw)


def letters(event: Event, circles: Sequence[Circle], now: datetime) -> Made:
    """A letter to each circle that has an action, by its number. Raises Refused where none has one
    that leaves it.
    """
    from storycircle.paper.afterwards.became_letter import (  # noqa: PLC0415 (when first used)
        draw_letters,
    )

    by_number = sorted(circles, key=lambda circle: (circle.number, circle.id))
    forms = [form for form in map(leaving, by_number) if form.circle.actions]
    if not forms:
        raise Refused("nothing-to-review")
    return documents.made_in(event, partial(draw_letters, event, forms, now.date()))


def papers_of_review(event: Event | None, circle: Circle) -> list[Paper]:
    """What prints for a circle that looks back: its review sheet."""
    name = file_name(circle, " review.pdf", event)
    ready = Ready(partial(review_sheets, event, [circle]))
    return [Paper("review", _("the review sheet"), name, lambda _size: ready)]


def review_sheets(event: Event | None, circles: Sequence[Circle]) -> Made:
    """The review sheets of the circles that have actions. Raises Refused where none has."""
    from storycircle.paper.afterwards.review_sheet import (  # noqa: PLC0415 (when first used)
        draw_review_sheets,
    )

    forms = [form for form in Each(circles, leaving) if form.circle.actions]
    if not forms:
        raise Refused("nothing-to-review")
    return documents.made_in(event, partial(draw_review_sheets, event, forms))


def write_review_sheets(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write review sheets as a PDF file, whole or not at all. Raises Refused.

    Returns a sentence on letters that could not be set, empty where all were.
    """
    check_ending(path, [".pdf"])
    return save(path, review_sheets(event, circles))
