"""Circles made by chance, every word of theirs to be known again wherever it turns up."""

import unicodedata
from datetime import datetime, timedelta
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.consent.name_review import review, with_also, with_answer
from storycircle.core.consent.permission_to_leave import State, state, with_choice
from storycircle.core.looking_back.leave import (
    in_their_words,
    noted,
    stories_of_notes,
    story_of,
    to_be_asked,
)
from storycircle.core.looking_back.notes import with_note
from storycircle.core.model import Action, Circle, Event, Idea, Member, Note, Sharing, Story, new_id
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.core.rounds.named_round import NamedRound, RoundNote
from storycircle.core.stories import with_story

EVENT = Event("e", "An event", "2007-06-14", organisation="The Board", keep_until="2007-12-31")
ROUNDS = (NamedRound("r", "Check-in", "How are you here?"), NamedRound("s", "S", stories=True))
OWN_NOTE = "hunvaldokrimbest"
"""What the facilitator has noted beside each of these circles, for nobody else."""
_NOON = datetime(2007, 6, 14, 12)  # noqa: DTZ001 (the room's own time)
_ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü"}


class Made(Struct, frozen=True):
    """A circle as its facilitator ends it. heard: members' ids in the order of their turns.

    hidden: names that are in no list that leaves, so that their bytes may be nowhere.
    """

    circle: Circle
    heard: tuple[str, ...]
    hidden: tuple[str, ...]


def word(chance: Random) -> str:
    """A word that no other text holds."""
    return "".join(chance.choice(pair) for pair in ["bdfgklmnprstvz", "aeiou"] * 6)


def made(chance: Random, *, every: Sharing | None = None) -> Made:
    """A circle of four to eight, its stories told in turn and chosen for by chance.

    every: the choice of all tellers, where it is not by chance.
    """
    members = tuple(_member(chance) for _ in range(chance.randint(4, 8)))
    past = (_member(chance),)
    nickname = _name(chance)
    start = Circle(
        new_id(),
        chance.randint(1, 99),
        event="e",
        facilitator=_name(chance),
        members=members,
        past=past,
        dialogue=(Note(word(chance), word(chance)),),
        ideas=(Idea(new_id(), word(chance)),),
        actions=(Action(new_id(), word(chance), (members[0].id,), "June"),),
        stories_here=chance.random() < 0.2,
        rounds=ROUNDS,
        round_notes=(RoundNote("r", members[1].id, word(chance), "Check-in"),),
    )
    circle = with_also(start, nickname)
    heard = tuple(chance.sample([m.id for m in members], len(members)))
    seconds = heard if chance.random() < 0.3 else ()
    for turn, teller in enumerate((*heard, *seconds[:2])):
        circle = _told(circle, teller, turn, chance, every)
    circle = _reviewed(circle, chance)
    hidden = (past[0].name, nickname, *(m.agency for m in members), past[0].agency)
    return Made(circle, heard, hidden)


def _reviewed(circle: Circle, chance: Random) -> Circle:
    """The circle with two reviews of its action, told by one of its members, and what was noted
    under the eight questions, of the action and of the circle.
    """
    action, first = circle.actions[0], new_id()
    told_by = circle.members[0].name
    reviews = (
        Review(first, ReviewState.UNDER_WAY, "2007-09-06", word(chance), word(chance)),
        Review(
            *(new_id(), ReviewState.DONE, "2007-10-06", word(chance), "", "June", told_by),
            knew=(first,),
        ),
    )
    notes = with_note((), action.id, 3, word(chance), on="2007-09-06")
    notes = with_note(notes, circle.id, chance.randint(1, 8), word(chance), on="2007-10-06")
    reviewed = (replace(action, reviews=reviews),)
    return asked_of_notes(replace(circle, actions=reviewed, review_notes=notes), chance)


def asked_of_notes(circle: Circle, chance: Random) -> Circle:
    """The circle asked, in two of three cases, whether what it noted as it looked back may leave;
    now and then a word is written on, and it has not been asked again.
    """
    if chance.random() < 0.3:
        return circle
    circle = to_be_asked(circle)
    for of in noted(circle):
        sharing, id_ = chance.choice(list(Sharing)), story_of(of)
        circle = with_choice(circle, id_, sharing, at=_NOON, event=EVENT)
        circle = with_choice(_looked_at(circle, id_, chance), id_, sharing, at=_NOON, event=EVENT)
    if chance.random() < 0.2:
        notes = with_note(circle.review_notes, circle.id, 7, word(chance), on="2007-10-06")
        circle = in_their_words(replace(circle, review_notes=notes))
    return circle


def review_words(circle: Circle) -> set[str]:
    """The words of all reviews: they leave with the circle's file and in reports."""
    told = (r for action in circle.actions for r in action.reviews)
    return {text for r in told for text in (r.happened, r.next) if text}


def newest_words(circle: Circle) -> set[str]:
    """The words of the reviews that count, which are in every format of the report."""
    return {action.reviews[-1].happened for action in circle.actions}


def secrets(circle: Circle) -> set[str]:
    """Every word that may be in no file that leaves."""
    found: set[str] = set()
    for story in told_in(circle):
        found |= set(story.about.split())
        if state(story, circle) is not State.LEAVES:
            found |= words_of(story)
    for note in circle.dialogue:
        found |= {note.question, note.notes}
    found |= {idea.text for idea in circle.ideas}
    found |= {note.text for note in circle.review_notes} - noted_to_leave(circle)
    found |= {note.text for note in circle.round_notes}
    return found | {member.role for member in circle.members}


def told_in(circle: Circle) -> list[Story]:
    """The stories that were told, without those that the circle's notes are."""
    of_notes = stories_of_notes(circle)
    return [story for story in circle.stories if story.id not in of_notes]


def noted_to_leave(circle: Circle) -> set[str]:
    """What was noted under the eight questions and leaves by the circle's leave."""
    told = {story.id for story in circle.stories if state(story, circle) is State.LEAVES}
    return {note.text for note in circle.review_notes if story_of(note.of) in told}


def words_of(story: Story) -> set[str]:
    """The words of a story that are its alone."""
    texts = (story.title, story.points, story.quote, *story.tags)
    return {
        w for text in texts for w in text.split() if w.isascii() and w.islower() and w.isalpha()
    }


def _told(circle: Circle, teller: str, turn: int, chance: Random, every: Sharing | None) -> Circle:
    """A story written in a few goes, asked for, and looked at as facilitators look."""
    id_ = new_id()
    for _ in range(chance.randint(1, 6)):
        circle = with_story(circle, teller, story=id_, title=word(chance))
    circle = with_story(
        circle,
        teller,
        story=id_,
        points="\n\t".join(_sentence(circle, chance) for _ in range(chance.randint(1, 3))),
        quote=_sentence(circle, chance) if chance.random() < 0.5 else "",
        tags=(word(chance),),
        about=word(chance),
    )
    sharing = every or chance.choice(list(Sharing))
    at = _NOON + timedelta(minutes=5 * turn)
    circle = with_choice(circle, id_, sharing, at=at, event=EVENT)
    if every is not None or chance.random() < 0.8:
        circle = _looked_at(circle, id_, chance)
        circle = with_choice(circle, id_, sharing, at=at, event=EVENT)
    if every is None and chance.random() < 0.1:
        circle = with_story(circle, teller, story=id_, quote=word(chance))
    return circle


def _looked_at(circle: Circle, id_: str, chance: Random) -> Circle:
    story = circle.story(id_)
    for found in review(story, circle).open if story else ():
        own = chance.random() < 0.2
        instead = f"someone {word(chance)}" if own else found.suggestion
        circle = with_answer(circle, id_, found.text, instead)
    return circle


def _sentence(circle: Circle, chance: Random) -> str:
    """Words with names in them, as people write names."""
    people = (*circle.members, *circle.past)
    one, other = chance.choice(people), chance.choice(people)
    names = [one.name, one.name.split()[0], one.name.upper(), _plain(one.name), other.agency]
    names += [f"{one.name}’s", unicodedata.normalize("NFD", one.name), *circle.also]
    parts = [word(chance), chance.choice(names), word(chance), chance.choice(names), word(chance)]
    return " ".join(parts)


def _member(chance: Random) -> Member:
    name = _name(chance)
    if chance.random() < 0.5:
        name = f"{name} {_name(chance)}"
    return Member(new_id(), name, word(chance), f"{_name(chance)} Centre")


def _name(chance: Random) -> str:
    name = word(chance)[:8].title()
    if chance.random() < 0.3:
        at = next(i for i, letter in enumerate(name) if letter in _ACCENTS)
        name = name[:at] + _ACCENTS[name[at]] + name[at + 1 :]
    return f"{name}-{word(chance)[:6].title()}" if chance.random() < 0.2 else name


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
