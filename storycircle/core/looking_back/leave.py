"""Leave for what a circle noted as it looked back: once it is asked, the notes of an action, or of
the circle, are a story of nobody's too, and leave, are looked through for names, withdrawn and
erased as every story is. There is no second rule.

Its words say the questions as they are in the language in use. Where notes are written on, its
words are others, and the circle is asked again.
"""

from collections.abc import Iterator
from uuid import UUID, uuid5

from msgspec.structs import replace

from storycircle.core.i18n import _
from storycircle.core.lines.records import EIGHT_QUESTIONS
from storycircle.core.looking_back.notes import notes_of
from storycircle.core.model import Circle, Story, new_id

_NAMES = UUID("6d2f4f0e-6a0c-4a52-9a36-5c3f0f0f6b1d")
"""For ids of such stories: of one action there is one, on whatever laptop it is asked for."""


def story_of(of: str) -> str:
    """The id of the story that the notes of an action, or of a circle, are."""
    return str(uuid5(_NAMES, of))


def noted(circle: Circle) -> tuple[str, ...]:
    """Of what there are notes: ids of actions in their order, and last that of the circle."""
    every = (*(action.id for action in circle.actions), circle.id)
    there = {note.of for note in circle.review_notes}
    return tuple(of for of in every if of in there)


def stories_of_notes(circle: Circle) -> frozenset[str]:
    """The ids of the stories that notes of this circle are, or would be."""
    return frozenset(map(story_of, (*(action.id for action in circle.actions), circle.id)))


def to_be_asked(circle: Circle) -> Circle:
    """The circle with the story of each of its notes, in their words as they are now."""
    for of in noted(circle):
        circle = _with_story(circle, of)
    return circle


def in_their_words(circle: Circle) -> Circle:
    """The circle with the stories of its notes that were asked for in the words as they are now;
    where nothing is noted any more, there is none.
    """
    there = {story.id for story in circle.stories}
    for of in (*(action.id for action in circle.actions), circle.id):
        if story_of(of) in there:
            circle = _with_story(circle, of)
    return circle


def _with_story(circle: Circle, of: str) -> Circle:
    id_ = story_of(of)
    points = "\n".join(_points(circle, of))
    known = circle.story(id_)
    if not points:
        stories = tuple(story for story in circle.stories if story.id != id_)
        return replace(circle, stories=stories)
    base = known or Story(id_, None, left_as=new_id())
    story = replace(base, title=_title(circle, of), points=points)
    if known is None:
        return replace(circle, stories=(*circle.stories, story))
    stories = tuple(story if one.id == id_ else one for one in circle.stories)
    return replace(circle, stories=stories)


def _title(circle: Circle, of: str) -> str:
    action = next((one for one in circle.actions if one.id == of), None)
    if action is not None:
        return action.text
    return _("Looking back")


def _points(circle: Circle, of: str) -> Iterator[str]:
    for under, text in notes_of(circle.review_notes, of).items():
        yield _(EIGHT_QUESTIONS[under - 1])
        yield from (f"\t{line}" for line in text.split("\n"))
