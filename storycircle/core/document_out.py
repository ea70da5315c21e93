"""The model as a JSON document storycircle/1: the same shape that document.py reads."""

import json

from storycircle.core.consent import yes_of
from storycircle.core.document import FORMAT
from storycircle.core.model import Action, Circle, Event, Gathered, NamesOnPaper, Sharing, Story


def write_document(gathered: Gathered, *, leave: bool = True) -> bytes:
    """A document of all that is given, as UTF-8; hand it the shareable form if it leaves.

    leave: with the ids and proofs by which a story that was withdrawn is known again.
    """
    document: dict[str, object] = {"format": FORMAT}
    if gathered.event.source:
        document["source"] = gathered.event.source
    document["event"] = _event(gathered.event)
    ordered = sorted(gathered.circles, key=lambda circle: (circle.number, circle.id))
    document["circles"] = [_circle(circle, gathered, leave=leave) for circle in ordered]
    numbers = {circle.id: circle.number for circle in gathered.circles}
    document["stories"] = [_of_the_event(story, numbers, leave=leave) for story in gathered.stories]
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _event(event: Event) -> dict[str, object]:
    opening = {
        "purpose": event.purpose,
        "ground_rules": list(event.ground_rules),
        "promise": event.promise,
    }
    rule = event.names_on_paper
    rules = {} if rule is NamesOnPaper.AS_TYPED else {"names_on_paper": rule.value}
    return {
        "title": event.title,
        "date": event.date,
        "venue": event.venue,
        "question": event.question,
        "dialogue_questions": list(event.dialogue_questions),
        "headings": list(event.headings),
        "stalls": list(event.stalls),
        "programme": [
            {"starts": slot.starts, "ends": slot.ends, "title": slot.title}
            for slot in event.programme
        ],
        **{key: words for key, words in opening.items() if words},
        **_given(
            organisation=event.organisation,
            keep_until=event.keep_until,
            recipients=list(event.recipients),
        ),
        **rules,
        **({"circles": event.expected} if event.expected else {}),
    }


def _circle(circle: Circle, gathered: Gathered, *, leave: bool) -> dict[str, object]:
    names = circle.shown_names()
    members = []
    for member in circle.members:
        entry = {"name": names[member.id], "role": member.role, "agency": member.agency}
        members.append({key: value for key, value in entry.items() if key == "name" or value})
    return {
        "number": circle.number,
        "theme": circle.theme,
        "facilitator": circle.facilitator,
        "members": members,
        "stories": [
            {
                "teller": names.get(story.teller or "", ""),
                **_words(story),
                "sharing": story.sharing.value,
                **(_leave(story) if leave and story.sharing is Sharing.NAMED else {}),
            }
            for story in circle.stories
        ],
        "dialogue": [{"question": n.question, "notes": n.notes} for n in circle.dialogue],
        "ideas": [{"text": idea.text} for idea in circle.ideas],
        "actions": [_action(action, names, gathered) for action in circle.actions],
    }


def _action(action: Action, names: dict[str, str], gathered: Gathered) -> dict[str, object]:
    placed = gathered.placements.get(action.id)
    rank = {"report_rank": placed.rank} if placed and placed.rank else {}
    return {
        "text": action.text,
        "who": [names[member] for member in action.who if member in names],
        "by": action.by,
        "heading": gathered.heading_of(action),
        "report_wording": gathered.wording_of(action),
        **_given(stall=action.stall),
        **rank,
    }


def _words(story: Story) -> dict[str, object]:
    return {
        "title": story.title,
        "points": story.points,
        "quote": story.quote,
        **_given(tags=list(story.tags), about=story.about),
    }


def _of_the_event(story: Story, numbers: dict[str, int], *, leave: bool) -> dict[str, object]:
    """A story that left without names; with its circle's number only where that chose so."""
    known_by = _leave(story) if leave else {}
    return _words(story) | _given(circle=numbers.get(story.under, 0)) | known_by


def _leave(story: Story) -> dict[str, object]:
    """The id under which a story leaves, and the proof of its withdrawal code."""
    yes = yes_of(story)
    return {"id": yes.id, **_given(proof=yes.proof)} if yes else {}


def _given(**values: object) -> dict[str, object]:
    """Keys that stand in a document only where something was given."""
    return {key: value for key, value in values.items() if value}
