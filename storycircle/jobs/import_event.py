"""Importing an event from a JSON document into a library, all of it or nothing."""

from dataclasses import dataclass, replace
from pathlib import Path

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.json_document import MOST_MEGABYTES, read_document, write_document
from storycircle.core.model import Circle, Gathered
from storycircle.languages import shipped
from storycircle.store.exchange.sealed_file import check_recipients
from storycircle.store.library import Library
from storycircle.store.safety import live_files
from storycircle.store.safety.disk import explained


def read_file(path: Path) -> Gathered:
    """The event of a JSON file. Raises Refused, naming the place of what is wrong."""
    with explained(path, "cannot-read"):
        if not path.exists():
            raise Refused("not-there", name=path.name)
        if not path.is_file():
            raise Refused("not-a-file", name=path.name)
        if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            raise Refused("document-too-big", name=path.name, most=MOST_MEGABYTES)
        data = live_files.whole(path)
    return read_document(data, path.name)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a document held. left_out: how many of its stories are not taken from it, as they were
    withdrawn, taken out or are here already.
    """

    gathered: Gathered
    left_out: int = 0


def load(library: Library, path: Path) -> Loaded:
    """Load a file into a library and return its contents.

    What is there already and says the same is left as it is; what differs is refused, so that
    loading never overwrites what a circle wrote; a story that was withdrawn stays out. Raises
    Refused.
    """
    gathered = read_file(path)
    check_recipients(gathered.event.recipients)
    check_language(gathered.event.language)
    fresh = new_here(library, gathered)
    if fresh is None:
        library.note_opened(gathered.event.id)
        return Loaded(gathered)
    library.back_up()
    left_out = library.load(fresh)
    library.note_opened(gathered.event.id)
    return Loaded(gathered, left_out)


def check_language(code: str) -> None:
    """Refuse the code of a language that does not ship; empty is none."""
    if code and code not in shipped():
        raise Refused("language-unknown", code=code, codes=i18n.listed(shipped()))


def new_here(library: Library, gathered: Gathered) -> Gathered | None:
    """What of an event the library does not hold yet; None where it holds it all.

    Raises Refused where the library holds an event or a circle that differs.
    """
    here = library.event(gathered.event.id)
    if here is None:
        return gathered
    if here != gathered.event:
        raise Refused("event-differs", title=here.title)
    kept = library.gathered(here)
    known = {circle.id: circle for circle in kept.circles}
    for circle in gathered.circles:
        if circle.id in known and _content(kept, known[circle.id]) != _content(gathered, circle):
            raise Refused("circle-differs", number=circle.number)
    circles = tuple(c for c in gathered.circles if c.id not in known)
    words = {(story.title, story.points, story.quote) for story in kept.stories}
    stories = tuple(
        story for story in gathered.stories if (story.title, story.points, story.quote) not in words
    )
    if not circles and not stories:
        return None
    actions = {action.id for circle in circles for action in circle.actions}
    placements = {key: placed for key, placed in gathered.placements.items() if key in actions}
    return replace(gathered, circles=circles, placements=placements, stories=stories)


def _content(gathered: Gathered, circle: Circle) -> bytes:
    """The words of a circle, without ids, as a document."""
    alone = replace(gathered, circles=(circle,), stories=(), lines=())
    return write_document(alone, leave=False)
