"""Pure edits of a circle's stories and dialogue notes.

Changes to what a circle writes: stories, dialogue notes, ideas and actions. All pure.
"""

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Circle, Note, Sharing, Story, new_id
from storycircle.core.rounds.named_round import NamedRound, RoundNote
from storycircle.core.size_limits import LINE, MOST_TAGS, NOTES, PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line


def with_story(
    circle: Circle,
    teller: str,
    *,
    story: str | None = None,
    title: str | None = None,
    points: str | None = None,
    quote: str | None = None,
    tags: tuple[str, ...] | None = None,
    about: str | None = None,
) -> Circle:
    """The circle with a member's story as written so far; what is None stays.

    story: the id of one of their stories, or a fresh id for one more; without it the latest, or
    the first. A story is there as soon as anything of it is. Raises Refused where a text is too
    long.
    """
    old = circle.story_of(teller) if story is None else circle.story(story)
    new = old or Story(story or new_id(), teller, left_as=new_id())
    if title is not None:
        new = replace(new, title=bounded(one_line(title), LINE, _("A title")))
    if points is not None:
        new = replace(new, points=bounded(cleaned(points).rstrip(), NOTES, _("A story")))
    if quote is not None:
        new = replace(new, quote=bounded(one_line(quote), PARAGRAPH, _("A quotation")))
    if tags is not None:
        new = replace(new, tags=_tags(tags))
    if about is not None:
        new = replace(
            new, about=bounded(cleaned(about).rstrip(), PARAGRAPH, _("What it was about"))
        )
    empty = not (new.title or new.points or new.quote or new.tags or new.about)
    return circle if old is None and empty else _with(circle, new)


def without_story(circle: Circle, story: str) -> Circle:
    """The circle with a story deleted; all of it goes when the library erases it."""
    return replace(circle, stories=tuple(s for s in circle.stories if s.id != story))


def without_kept_notes(circle: Circle) -> Circle:
    """The circle without the notes of stories that stay, whose telling is kept, of rounds, and of
    reviews.
    """
    stories = tuple(
        Story(s.id, s.teller, left_as=s.left_as) if s.sharing is Sharing.STAYS else s
        for s in circle.stories
    )
    return replace(circle, stories=stories, round_notes=(), review_notes=())


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Themes as they are kept: each once, whatever its case. Raises Refused for too many."""
    kept: dict[str, str] = {}
    for tag in filter(None, map(one_line, tags)):
        kept.setdefault(tag.casefold(), bounded(tag, LINE, _("A theme")))
    if len(kept) > MOST_TAGS:
        raise Refused("too-many-themes", most=MOST_TAGS)
    return tuple(kept.values())


def with_notes(circle: Circle, question: str, notes: str) -> Circle:
    """The circle with the notes of a question of the dialogue."""
    text = bounded(cleaned(notes).rstrip(), NOTES, _("The notes"))
    if any(note.question == question for note in circle.dialogue):
        dialogue = tuple(
            replace(note, notes=text) if note.question == question else note
            for note in circle.dialogue
        )
    else:
        dialogue = (*circle.dialogue, Note(question, text))
    return replace(circle, dialogue=dialogue)


def with_round_note(circle: Circle, round_: NamedRound, member: str, text: str) -> Circle:
    """The circle with what was noted of a member's turn in a round without stories. Raises Refused
    where it is too long.
    """
    said = bounded(cleaned(text).rstrip(), NOTES, _("The notes"))
    note = RoundNote(round_.id, member, said, round_.name)
    mine = [(one.round, one.member) == (round_.id, member) for one in circle.round_notes]
    if any(mine):
        pairs = zip(circle.round_notes, mine, strict=True)
        notes = tuple(note if is_it else one for one, is_it in pairs)
    else:
        notes = (*circle.round_notes, note) if said else circle.round_notes
    return replace(circle, round_notes=notes)


def _with(circle: Circle, story: Story) -> Circle:
    if any(s.id == story.id for s in circle.stories):
        stories = tuple(story if s.id == story.id else s for s in circle.stories)
    else:
        stories = (*circle.stories, story)
    return replace(circle, stories=stories)
