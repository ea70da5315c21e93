"""What an organiser does with chapters: their order, and the stories that may be told in them."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import (
    MOST_CHAPTERS,
    Chapter,
    ChapterKind,
    gone_from,
    in_order,
)
from storycircle.core.error_sentences import Refused
from storycircle.core.headings import ranks_after_move
from storycircle.core.i18n import _
from storycircle.core.model import Gathered, Story, new_id
from storycircle.core.size_limits import LINE, bounded
from storycircle.core.text import one_line


class StoryToTell(Struct, frozen=True):
    """A story or quotation that may be shared. id: under which it leaves. words: the first of it.
    where: from which circle, and whether with a name.
    """

    id: str
    words: str
    where: str


def stories_of(shareable: Gathered) -> tuple[StoryToTell, ...]:
    """All stories and quotations of an event in its shareable form, with their first words."""
    found = []
    for circle in shareable.circles:
        names = circle.shown_names()
        number = i18n.figures(circle.number)
        for story in circle.stories:
            where = _("circle {number}, {teller}", number=number, teller=names[story.teller or ""])
            found.append(StoryToTell(story.id, _words(story), where))
    quoted = {one.story for run in shareable.runs for one in run.quotes}
    for story in shareable.stories:
        at_stall = story.id in quoted
        where = _("at a market stall") if at_stall else _("without names")
        found.append(StoryToTell(story.id, _words(story), where))
    return tuple(one for one in found if one.words)


def _words(story: Story) -> str:
    return one_line(story.quote or story.title or story.points)


def lost(chapters: Iterable[Chapter], here: Iterable[StoryToTell]) -> frozenset[str]:
    """The ids of the chapters into which a story was put that may not be shared any more."""
    return frozenset(one.id for one in gone_from(chapters, (story.id for story in here)))


def added(
    every: Sequence[Chapter], kind: ChapterKind, title: str, after: str = ""
) -> tuple[Chapter, list[Chapter]]:
    """A new chapter, and all that are to be kept for it. after: the id of the one below which it
    stands; empty for the end. Raises Refused where there are too many.
    """
    if len(every) >= MOST_CHAPTERS:
        raise Refused("too-many-chapters", most=MOST_CHAPTERS)
    new = Chapter(new_id(), title, kind)
    order = list(in_order(every))
    places = [at for at, one in enumerate(order, 1) if one.id == after]
    order.insert(places[0] if places else len(order), new)
    changed = _ranked(order, order.index(new))
    return next(one for one in changed if one.id == new.id), changed


def moved(every: Sequence[Chapter], id_: str, place: int) -> list[Chapter]:
    """Those to be kept as one goes to a place from 0 among the others; none where it is there."""
    before = list(in_order(every))
    one = next((known for known in before if known.id == id_), None)
    if one is None:
        return []
    order = [known for known in before if known.id != id_]
    order.insert(max(0, min(place, len(order))), replace(one, rank=""))
    if [known.id for known in order] == [known.id for known in before]:
        return []
    return _ranked(order, [known.id for known in order].index(id_))


def titled(one: Chapter, text: str) -> Chapter:
    """A chapter with another title. Raises Refused for none, and for one that is too long."""
    title = bounded(one_line(text), LINE, _("A title"))
    if not title:
        raise Refused("words-needed", what=_("A title"))
    return replace(one, title=title)


def _ranked(order: Sequence[Chapter], place: int) -> list[Chapter]:
    ranks = ranks_after_move([one.rank for one in order], place)
    return [replace(order[at], rank=rank) for at, rank in ranks.items()]
