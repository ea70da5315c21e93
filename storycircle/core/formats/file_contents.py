"""What a circle file holds, word by word: what each line of the list on screen stands for.

The lines are core/consent/shareable.py's; here is what is behind each, computed from the same form.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.checkout.in_words import every_line
from storycircle.core.consent.shareable import NAMES_IN_WORDS, Leaves, leaving, leaving_checkout
from storycircle.core.i18n import _
from storycircle.core.lines.records import Came, Meeting
from storycircle.core.model import (
    Action,
    Circle,
    Event,
    Placement,
    Story,
    Words,
    outside_name,
)
from storycircle.core.reviews.review import Review, state_word
from storycircle.core.rounds.named_round import NamedRound


class Inside(Struct, frozen=True):
    """stories: their very words. texts: all else, a line each."""

    stories: tuple[Words, ...] = ()
    texts: tuple[str, ...] = ()


def inside(
    what: Leaves, circle: Circle, event: Event | None, placements: Mapping[str, Placement]
) -> Inside:
    """The contents of a circle's file for one thing that leaves."""
    form = leaving(circle)
    names = form.circle.shown_names()
    if what is Leaves.NAMED:
        return Inside(tuple(_words(s, names.get(s.teller or "", "")) for s in form.circle.stories))
    if what is Leaves.UNNAMED:
        return Inside(tuple(_words(story, "") for story in form.unnamed))
    texts: Iterable[str] = ()
    if what is Leaves.NAMES:
        texts = names.values()
    elif what is Leaves.ACTIONS:
        texts = (line for a in form.circle.actions for line in _action(a, names, placements))
    elif what is Leaves.REVIEWS:
        texts = (line for a in form.circle.actions for r in a.reviews for line in _review(a, r))
    elif what in (Leaves.TURNS, Leaves.AGENCIES):
        texts = _counted(what, form.circle)
    elif what is Leaves.FACILITATOR:
        texts = filter(None, (form.circle.facilitator,))
    elif what is Leaves.CHECKOUT:
        said = leaving_checkout(circle)
        texts = every_line(said) if said is not None else ()
    elif what is Leaves.LINE:
        texts = _meeting(form.circle.meeting) if form.circle.meeting else ()
    else:
        texts = (*_of_circle(form.circle), *(_event(event) if event else ()))
    return Inside(texts=tuple(texts))


def _counted(what: Leaves, circle: Circle) -> Iterator[str]:
    """What a file holds as numbers, each after its label: of agencies, or of turns."""
    if what is Leaves.AGENCIES:
        return _labelled((one.agency, i18n.figures(one.people)) for one in circle.agencies)
    counts = circle.turns
    if counts is None:
        return iter(())
    return _labelled(
        (
            (_("Turns heard"), i18n.figures(counts.heard)),
            (_("Turns passed"), i18n.figures(counts.passed)),
            (_("Turns over time"), i18n.figures(counts.over)),
        )
    )


def _of_circle(circle: Circle) -> Iterator[str]:
    """The circle's own question, and where and when it was held."""
    own = (
        (_("The question of this circle"), circle.theme),
        (_("Region"), circle.region),
        (_("Venue of this circle"), circle.venue),
        (_("Date of this circle"), circle.date),
        *_rounds(circle.rounds),
    )
    return _labelled(own)


def _rounds(rounds: Iterable[NamedRound]) -> Iterator[tuple[str, str]]:
    """The names and prompts of rounds, each after its label."""
    for one in rounds:
        yield _("Round"), one.name
        yield _("Prompt"), one.prompt


def _meeting(meeting: Meeting) -> Iterator[str]:
    """What a file holds of a circle as a meeting of its line."""
    yield from _labelled(
        (
            (_("The line"), meeting.line.title),
            (_("Meeting"), i18n.figures(meeting.number)),
            (_("The question"), meeting.line.question),
        )
    )
    for one in meeting.people:
        away = one.came is Came.APOLOGIES
        yield _("Apologies: {name}", name=one.name) if away else _("Left: {name}", name=one.name)
        yield from _labelled(((_("Buddy"), one.buddy), (_("Reason"), one.reason)))


def _words(story: Story, teller: str) -> Words:
    return Words(teller, story.title, story.points, story.quote, story.tags)


def _action(
    action: Action, names: Mapping[str, str], placements: Mapping[str, Placement]
) -> tuple[str, ...]:
    placed = placements.get(action.id, Placement(action.id))
    named = (names.get(one) or outside_name(one) for one in action.who)
    who = i18n.listed(list(filter(None, named)))
    parts = (
        (_("Who"), who),
        (_("By when"), action.by),
        (_("Heading"), action.heading),
        (_("Heading in the report"), placed.heading),
        (_("Wording in the report"), placed.wording),
    )
    return (action.text, *_labelled(parts))


def _review(action: Action, review: Review) -> Iterator[str]:
    """What a review says, below the action it is of."""
    yield action.text
    yield state_word(review.state)
    parts = (
        (_("On"), i18n.day(review.on)),
        (_("What happened"), review.happened),
        (_("Next step"), review.next),
        (_("New date"), review.by),
        (_("Told by"), review.told_by),
    )
    yield from _labelled(parts)


def _event(event: Event) -> tuple[str, ...]:
    """What every circle of an event has in common."""
    programme = [" ".join(filter(None, (s.starts, s.ends, s.title))) for s in event.programme]
    parts: tuple[tuple[str, str], ...] = (
        (_("The event"), event.title),
        (_("Date"), event.date),
        (_("Venue"), event.venue),
        (_("The question"), event.question),
        *((_("Question of the dialogue"), asked) for asked in event.dialogue_questions),
        *((_("Heading"), heading) for heading in event.headings),
        *((_("Stall"), stall) for stall in event.stalls),
        *((_("Programme"), slot) for slot in programme),
        (_("Circles expected"), str(event.expected or "")),
        (_("Source"), event.source),
        (_("Purpose"), event.purpose),
        *((_("Rule"), rule) for rule in event.ground_rules),
        (_("What happens to what we say"), event.promise),
        (_("Who gathers the circles"), event.organisation),
        (_("Kept until"), event.keep_until),
        *((_("Sealed to the key"), key) for key in event.recipients),
        (_("Names on paper"), _(NAMES_IN_WORDS[event.names_on_paper])),
        (_("Language of its paper"), event.language),
        *((_("Statement of the check-out"), one) for one in event.statements),
        *_rounds(event.rounds),
    )
    return tuple(_labelled(parts))


def _labelled(parts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What has a value, each after its label."""
    for label, value in parts:
        if value:
            yield _("{label}: {value}", label=label, value=value)
