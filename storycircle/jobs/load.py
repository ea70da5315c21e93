"""Putting an event from a JSON document into a library, all of it or nothing."""

from dataclasses import dataclass, replace
from pathlib import Path

from storycircle.core.document import MOST_MEGABYTES, read_document
from storycircle.core.document_out import write_document
from storycircle.core.errors import Refused
from storycircle.core.model import Circle, Gathered
from storycircle.store import live
from storycircle.store.disk import explained
from storycircle.store.library import Library
from storycircle.store.seal import check_recipients


def read_file(path: Path) -> Gathered:
    """The event of a JSON file. Raises Refused, naming the place of what is wrong."""
    with explained(path, "cannot-read"):
        if not path.exists():
            raise Refused("not-there", name=path.name)
        if not path.is_file():
            raise Refused("not-a-file", name=path.name)
        if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            raise Refused("document-too-big", name=path.name, most=MOST_MEGABYTES)
        data = live.whole(path)
    return read_document(data, path.name)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a document held. left_out: how many of its stories are not taken from it, as they were
    withdrawn, taken out or are here already.
    """

    gathered: Gathered
    left_out: int = 0


def load(library: Library, path: Path) -> Loaded:
    """Load a file into a library and return what it held.

    What is there already and says the same is left as it is; what differs is refused, so that
    loading never overwrites what a circle wrote; a story that was withdrawn stays out. Raises
    Refused.
    """
    gathered = read_file(path)
    check_recipients(gathered.event.recipients)
    fresh = new_here(library, gathered)
    if fresh is None:
        return Loaded(gathered)
    library.back_up()
    return Loaded(gathered, library.load(fresh))


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
        if circle.id in known and _said(kept, known[circle.id]) != _said(gathered, circle):
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


def _said(gathered: Gathered, circle: Circle) -> bytes:
    """All that is said in and of a circle, without ids."""
    alone = replace(gathered, circles=(circle,), stories=())
    return write_document(alone, leave=False)
