"""The review of the names in a story that leaves without them: what was found, and the answers.

A word is found whole, whatever its case or accents (name_finder.py); each is answered once for a
story by how it is written, so that typing it again keeps the answer. What is new is open.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.consent.name_finder import (
    AGENCY,
    FORENAME,
    Find,
    Kind,
    Sought,
    finds,
    replaced,
)
from storycircle.core.consent.name_hints import around, hints
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.model import Answer, Circle, Story, Words, outside_name
from storycircle.core.size_limits import LINE, bounded
from storycircle.core.text import one_line

PARTS = ("title", "points", "quote", "tags")
"""The parts of a story that leave. Tags count as one text, each on a line."""
_MOST_ALSO = 500


class Place(Struct, frozen=True):
    """Where a found word stands: a part of the story, and letters from start up to end of it."""

    part: str
    start: int
    end: int


class Found(Struct, frozen=True):
    """One word found in a story, with all its places, as it is numbered on the screen from 1.

    what: what it is, in words. answer: None while nobody has looked at it.
    """

    number: int
    text: str
    what: str
    suggestion: str
    places: tuple[Place, ...]
    answer: Answer | None


class Review(Struct, frozen=True):
    """All that was found in a story, and its words as they would leave: answered where somebody
    answered, else as suggested.
    """

    found: tuple[Found, ...]
    words: Words

    @property
    def open(self) -> tuple[Found, ...]:
        """What nobody has looked at."""
        return tuple(found for found in self.found if found.answer is None)

    def to_do(self) -> str:
        """The sentence on names without an answer; empty where all have one."""
        numbers = [str(found.number) for found in self.open]
        if not numbers:
            return ""
        return n_(
            "{Count} name is still to be looked at: number {numbers}.",
            "{Count} names are still to be looked at: numbers {numbers}.",
            len(numbers),
            numbers=i18n.listed(numbers),
        )


def review(story: Story, circle: Circle) -> Review:
    """The names found in a story of a circle, and its words as they would leave."""
    sought = sought_in(circle)
    answers = _valid_answers(story, sought)
    texts = parts_of(story)
    found = {part: finds(text, sought) for part, text in texts.items()}
    replaced_parts = {part: replaced(text, found[part], answers) for part, text in texts.items()}
    return Review(_numbered(found, answers), _words(replaced_parts))


class Pointed(Struct, frozen=True):
    """A word to look at too, which need not be answered: with all its places.

    what: why it is pointed at, in words. before, after: what stands around its first place.
    """

    text: str
    what: str
    places: tuple[Place, ...]
    before: str
    after: str


def look_too(story: Story, circle: Circle) -> tuple[Pointed, ...]:
    """What in a story may say who somebody is beside the names found: each way of writing once,
    in the order it is read.
    """
    sought = sought_in(circle)
    first: dict[str, Pointed] = {}
    places: dict[str, list[Place]] = {}
    for part, text in parts_of(story).items():
        for hint in hints(text, sought, finds(text, sought)):
            places.setdefault(hint.text, []).append(Place(part, hint.start, hint.end))
            if hint.text not in first:
                beside = around(text, hint.start, hint.end)
                first[hint.text] = Pointed(hint.text, hint.what, (), *beside)
    return tuple(replace(one, places=tuple(places[text])) for text, one in first.items())


def masked(words: Words, story: Story, circle: Circle) -> Words:
    """Other words of a story, such as those read out, with all that its circle hides now."""
    sought = sought_in(circle)
    answers = _valid_answers(story, sought)
    texts = parts_of(words)
    return _words({part: replaced(t, finds(t, sought), answers) for part, t in texts.items()})


def text_of(story: Story | Words, part: str) -> str:
    """One part of a story as one text: what the places of a find count in."""
    return "\n".join(story.tags) if part == "tags" else str(getattr(story, part))


def parts_of(story: Story | Words) -> dict[str, str]:
    """The parts of a story that leave, each as one text, in the order they are read."""
    return {part: text_of(story, part) for part in PARTS}


def sought_in(circle: Circle) -> tuple[Sought, ...]:
    """All the words to find in a circle's stories: members now and before, the facilitator,
    agencies, words added.
    """
    here = [
        Sought(m.name, Kind.NAME, _("{name}, in the circle", name=m.name)) for m in circle.members
    ]
    left = [
        Sought(m.name, Kind.NAME, _("{name}, who left the circle", name=m.name))
        for m in circle.past
    ]
    host = circle.facilitator
    led = [Sought(host, Kind.NAME, _("{name}, who facilitates", name=host))] if host else []
    people = (*circle.members, *circle.past)
    agencies = [
        Sought(m.agency, Kind.AGENCY, _("an agency on your list")) for m in people if m.agency
    ]
    also = [Sought(word, Kind.WORD, _("a word on your list")) for word in circle.also]
    outside = [name for one in circle.actions for name in circle.named(one)[1]]
    outside += _of_the_line(circle)
    asked = [
        Sought(name, Kind.NAME, _("{name}, named with an action", name=name))
        for name in dict.fromkeys(outside)
    ]
    return (*here, *left, *led, *agencies, *also, *asked)


def _of_the_line(circle: Circle) -> list[str]:
    """The names that only a meeting knows: who left the line, and who is named with what follows
    from an inquiry.
    """
    if circle.meeting is None:
        return []
    gone = [one.name for one in circle.meeting.people if one.name]
    who = [w for one in circle.meeting.inquiries for action in one.actions for w in action.who]
    return [*gone, *filter(None, map(outside_name, who))]


def with_answer(circle: Circle, story: str, found: str, instead: str | None) -> Circle:
    """The circle with the replacement for a word found in a story; None leaves the word as it is.

    Raises Refused where a word of one's own is empty or contains a name too.
    """
    found_in = circle.story(story)
    if found_in is None:
        return circle
    if instead is not None:
        instead = bounded(one_line(instead), LINE, _("A word"))
        if not instead:
            raise Refused("no-own-word")
        if finds(instead, sought_in(circle)):
            raise Refused("own-word-names", word=instead)
    others = tuple(answer for answer in found_in.answers if answer.found != found)
    return _with(circle, replace(found_in, answers=(*others, Answer(found, instead))))


def without_answer(circle: Circle, story: str, found: str) -> Circle:
    """The circle with a found word of a story open again."""
    found_in = circle.story(story)
    if found_in is None:
        return circle
    answers = tuple(answer for answer in found_in.answers if answer.found != found)
    return _with(circle, replace(found_in, answers=answers))


def with_also(circle: Circle, typed: str) -> Circle:
    """The circle with more words to find, one a line or parted by commas. Raises Refused where they
    are too many: none is left out without a word.
    """
    cut = [one_line(word) for line in typed.split("\n") for word in line.split(",")]
    kept = tuple(dict.fromkeys(bounded(word, LINE, _("A word")) for word in cut if word))
    if len(kept) > _MOST_ALSO:
        raise Refused("too-many-words", count=len(kept), most=_MOST_ALSO)
    return replace(circle, also=kept)


def with_one_more(circle: Circle, word: str) -> Circle:
    """The circle with one more word to find, such as one that was pointed at."""
    return with_also(circle, "\n".join((*circle.also, one_line(word))))


def _with(circle: Circle, story: Story) -> Circle:
    stories = tuple(story if s.id == story.id else s for s in circle.stories)
    return replace(circle, stories=stories)


def _valid_answers(story: Story, sought: tuple[Sought, ...]) -> dict[str, str | None]:
    """The answers that are still valid: a replacement that has become a name is asked again."""
    return {
        answer.found: answer.instead
        for answer in story.answers
        if answer.instead in (None, FORENAME, AGENCY) or not finds(answer.instead or "", sought)
    }


def _numbered(
    found: Mapping[str, tuple[Find, ...]], answers: Mapping[str, str | None]
) -> tuple[Found, ...]:
    first: dict[str, Find] = {}
    places: dict[str, list[Place]] = {}
    for part, here in found.items():
        for find in here:
            first.setdefault(find.text, find)
            places.setdefault(find.text, []).append(Place(part, find.start, find.end))
    return tuple(
        Found(
            number,
            text,
            find.what,
            find.suggestion,
            tuple(places[text]),
            Answer(text, answers[text]) if text in answers else None,
        )
        for number, (text, find) in enumerate(first.items(), start=1)
    )


def _words(parts: Mapping[str, str]) -> Words:
    tags = tuple(parts["tags"].split("\n")) if parts["tags"] else ()
    return Words("", parts["title"], parts["points"], parts["quote"], tags)
