"""What a circle file holds, word by word: what each line of the list on screen stands for.

The lines are core/sharing.py's; here is what is behind each, computed from the same form.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from storycircle.core import words
from storycircle.core.model import Action, Circle, Event, NamesOnPaper, Placement, Story
from storycircle.core.sharing import Leaves, leaving
from storycircle.core.telling import Words

_NAMES = {
    NamesOnPaper.AS_TYPED: "as typed",
    NamesOnPaper.FIRST_WORD: "their first word",
    NamesOnPaper.NONE: "none",
}


@dataclass(frozen=True, slots=True)
class Inside:
    """stories: their very words. texts: all else, a line each."""

    stories: tuple[Words, ...] = ()
    texts: tuple[str, ...] = ()


def inside(
    what: Leaves, circle: Circle, event: Event | None, placements: Mapping[str, Placement]
) -> Inside:
    """All that a circle's file holds of one thing that leaves."""
    form = leaving(circle)
    names = circle.shown_names()
    if what is Leaves.NAMES:
        return Inside(texts=tuple(names.values()))
    if what is Leaves.ACTIONS:
        texts = [line for a in circle.actions for line in _action(a, names, placements)]
        return Inside(texts=tuple(texts))
    if what is Leaves.NAMED:
        return Inside(tuple(_words(s, names.get(s.teller or "", "")) for s in form.circle.stories))
    if what is Leaves.UNNAMED:
        return Inside(tuple(_words(story, "") for story in form.unnamed))
    if what is Leaves.FACILITATOR:
        return Inside(texts=tuple(filter(None, (circle.facilitator,))))
    asked = [f"The question of this circle: {circle.theme}"] if circle.theme else []
    return Inside(texts=(*asked, *(_event(event) if event else ())))


def _words(story: Story, teller: str) -> Words:
    return Words(teller, story.title, story.points, story.quote, story.tags)


def _action(
    action: Action, names: Mapping[str, str], placements: Mapping[str, Placement]
) -> tuple[str, ...]:
    placed = placements.get(action.id, Placement(action.id))
    who = words.listed([names[id_] for id_ in action.who if id_ in names])
    parts = (
        ("Who", who),
        ("By when", action.by),
        ("Heading", action.heading),
        ("Heading in the report", placed.heading),
        ("Wording in the report", placed.wording),
    )
    return (action.text, *(f"{name}: {said}" for name, said in parts if said))


def _event(event: Event) -> tuple[str, ...]:
    """What every circle of an event has in common."""
    programme = [" ".join(filter(None, (s.starts, s.ends, s.title))) for s in event.programme]
    parts: tuple[tuple[str, str], ...] = (
        ("The event", event.title),
        ("Date", event.date),
        ("Venue", event.venue),
        ("The question", event.question),
        *(("Question of the dialogue", asked) for asked in event.dialogue_questions),
        *(("Heading", heading) for heading in event.headings),
        *(("Stall", stall) for stall in event.stalls),
        *(("Programme", slot) for slot in programme),
        ("Circles expected", str(event.expected or "")),
        ("Source", event.source),
        ("Purpose", event.purpose),
        *(("Rule", rule) for rule in event.ground_rules),
        ("What happens to what we say", event.promise),
        ("Who gathers the circles", event.organisation),
        ("Kept until", event.keep_until),
        *(("Sealed to the key", key) for key in event.recipients),
        ("Names on paper", _NAMES[event.names_on_paper]),
    )
    return tuple(f"{name}: {said}" for name, said in parts if said)
