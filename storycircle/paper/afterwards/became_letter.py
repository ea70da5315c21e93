"""A letter to each circle, weeks after the day: its actions, what was told of them, and what is
asked. And the list of all actions with what became of each.

Measures are points. A letter is one page in the largest type in which it is; else it goes on.
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.consent.shareable import Leaving, on_paper, rule_of
from storycircle.core.i18n import _, n_
from storycircle.core.model import Action, Circle, Event
from storycircle.core.reviews.deadline import in_words, says_the_day
from storycircle.core.reviews.review import (
    Review,
    ReviewState,
    due_of,
    is_overdue,
    newest,
    state_word,
)
from storycircle.paper.afterwards.pdf_what_became import groups, legend_and_bars
from storycircle.paper.afterwards.what_became import WhatBecame
from storycircle.paper.report.event_part import held_on
from storycircle.paper.sheets.phrases import event_lines, nameless, who_and_when
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2, Pen, Printed
from storycircle.paper.typesetting.line_breaking import width, wrapped
from storycircle.paper.typesetting.page_flow import BOTTOM, LEFT, RIGHT, Cell, Flow
from storycircle.paper.typesetting.shaping import joined

_WORDS_X = LEFT + 24
_SIZES = (12.5, 11.5, 10.5, 9.5)
_FIELD_X = LEFT + 130
_FIELD = 26.0
"""Height of a line to write on."""


def draw_became_list(event: str, chapter: WhatBecame) -> Printed:
    """All actions by heading, with what became of each, as pages of their own."""
    pen = Pen(joined([chapter.title, event], ": "))
    flow = Flow(pen, event, chapter.title)
    flow.text(event, fonts.SANS, 10, 14, colour=INK_2)
    flow.text(chapter.title, fonts.SERIF_BOLD, 22, 28)
    flow.text(chapter.about, fonts.SERIF_ITALIC, 11.3, 19, colour=INK_2)
    flow.space(9)
    legend_and_bars(flow, chapter)
    groups(flow, chapter)
    flow.number()
    return pen.done()


def draw_letters(event: Event, forms: Sequence[Leaving], today: date) -> Printed:
    """A letter to each circle, one after another, each on pages of its own. today: its date."""
    pen = Pen(_("Letters to the circles: {event}", event=event.title))
    for place, form in enumerate(forms):
        circle = on_paper(form, rule_of(event)).circle
        if place:
            pen.turn()
        letter = _Letter(event, circle, held_on(circle, event), today)
        size = next((s for s in _SIZES if _set(Pen(""), letter, s) == 1), _SIZES[-1])
        _set(pen, letter, size)
    return pen.done()


class _Letter(Struct, frozen=True):
    """What a letter is of. held: the day on which the circle took its actions on, or empty."""

    event: Event
    circle: Circle
    held: str
    today: date


def _set(pen: Pen, letter: _Letter, size: float) -> int:
    """Set a letter in a size of type, from the top of a page; how many pages it took."""
    event, circle = letter.event, letter.circle
    flow = Flow(pen, event.title, _("Circle {number}", number=circle.number))
    for line in event_lines(event.title, event.date):
        flow.text(line, fonts.SANS, 10, 14, colour=INK_2)
    flow.space(24)
    day = i18n.day(letter.today.isoformat())
    flow.row([Cell(RIGHT, [day], fonts.SERIF, size, anchor=1)], 1.4 * size)
    flow.text(_("To circle {number}", number=circle.number), fonts.SERIF_BOLD, 22, 28)
    flow.text(_people(circle), fonts.SERIF, size, 1.4 * size)
    flow.space(14)
    flow.text(_opening(letter), fonts.SERIF, size, 1.45 * size)
    flow.space(8)
    for number, action in enumerate(circle.actions, 1):
        _action(flow, letter, action, number, size)
    _request(flow, len(circle.actions), size)
    if flow.page > 1:
        flow.number()
    return flow.page


def _people(circle: Circle) -> str:
    """Whom the letter is to, as the event's rule of names says."""
    if nameless(circle):
        return n_("{Count} person", "{Count} people", len(circle.members))
    return i18n.listed([*circle.shown_names().values()])


def _opening(letter: _Letter) -> str:
    """What the circle took on, and how much of it was told."""
    actions, held = letter.circle.actions, letter.held
    count = len(actions)
    told = sum(1 for action in actions if action.reviews)
    if held:
        took = n_(
            "On {day} you said that you would do one thing.",
            "On {day} you said that you would do {count} things.",
            count,
            day=i18n.day(held),
        )
    else:
        took = n_(
            "You said that you would do one thing.",
            "You said that you would do {count} things.",
            count,
        )
    if not told:
        since = n_(
            "We have not heard yet what became of it.",
            "We have not heard yet what became of them.",
            count,
        )
    elif told == count:
        since = n_("This is what we know of it.", "This is what we know of them.", count)
    else:
        since = n_(
            "You have told of {count} of them; this is what we know.",
            "You have told of {count} of them; this is what we know.",
            told,
        )
    return f"{took} {since}"


def _action(flow: Flow, letter: _Letter, action: Action, number: int, size: float) -> None:
    """An action in the circle's own words, when it is due, and what was told of it last."""
    circle, today = letter.circle, letter.today
    words = wrapped(action.text, fonts.SERIF_BOLD, size, RIGHT - _WORDS_X)
    small, room = size - 1.5, RIGHT - _WORDS_X
    flow.need(1.35 * size * min(3, len(words)) + 3 * small)
    numeral = Cell(LEFT, [i18n.figures(number)], fonts.SERIF_BOLD, size)
    flow.row([numeral, Cell(_WORDS_X, words, fonts.SERIF_BOLD, size, room=room)], 1.35 * size)
    flow.text(
        who_and_when(circle, action), fonts.SANS, small, 1.4 * small, x=_WORDS_X, colour=INK_2
    )
    review = newest(action.reviews)
    due = due_of(action.by, letter.held, action.reviews)
    if due.date and (due.moved or not says_the_day(due.text, due.date)):
        late = is_overdue(due, review.state if review else None, today.isoformat())
        said = in_words(due.date, today)
        face = fonts.SANS_BOLD if late else fonts.SANS
        understood = _("We understand that as: {date}.", date=said)
        moved = _("The new date: {date}.", date=said)
        flow.text(moved if due.moved else understood, face, small, 1.4 * small, x=_WORDS_X)
    flow.text(_told(review), fonts.SERIF, size, 1.4 * size, x=_WORDS_X)
    flow.space(0.9 * size)


def _told(review: Review | None) -> str:
    """What was told of an action last, in a line."""
    if review is None:
        return i18n.sentence(f"{state_word(None)}.")
    following = _("Next: {next}", next=review.next) if review.next else ""
    when = joined([t for t in (i18n.day(review.on), review.told_by) if t], ", ")
    state = i18n.sentence(state_word(review.state))
    head = _("{state} ({told}).", state=state, told=when) if when else f"{state}."
    return " ".join(filter(None, (head, review.happened, following)))


def _request(flow: Flow, count: int, size: float) -> None:
    """What is asked, and lines on which whoever sends it writes where to tell it, and by when."""
    states = ", ".join(state_word(state) for state in ReviewState)
    asked = n_(
        "Please tell us how it stands today ({states}), what happened, and what is the next step. "
        "A few words are enough, also where it was let go.",
        "Please tell us how each stands today ({states}), what happened, and what is the next "
        "step. A few words are enough, also where it was let go.",
        count,
        states=states,
    )
    lines = wrapped(asked, fonts.SERIF, size, RIGHT - LEFT)
    fields = (_("To whom, and how"), _("By when"), _("With thanks"))
    flow.need(10 + len(lines) * 1.45 * size + len(fields) * _FIELD + 8)
    flow.rule(10)
    flow.text(asked, fonts.SERIF, size, 1.45 * size)
    flow.space(4)
    for label in fields:
        flow.y = min(flow.y + _FIELD, BOTTOM)
        fit = 10.0 * min(1.0, (_FIELD_X - LEFT - 6) / width(label, fonts.SANS, 10))
        flow.pen.text(LEFT, flow.y, label, fonts.SANS, fit, colour=INK_2)
        flow.pen.line((_FIELD_X, flow.y + 2), (RIGHT, flow.y + 2), 0.6, INK)
