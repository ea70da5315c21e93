"""Importing an event from a JSON document into a library, all of it or nothing."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import Chapter
from storycircle.core.afterwards.recommendations import Recommendation
from storycircle.core.afterwards.stalls import Run
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.afterwards.project_document import read_documents
from storycircle.core.formats.json_document import (
    MOST_MEGABYTES,
    read_document,
    write_document,
)
from storycircle.core.i18n import _, n_
from storycircle.core.merge.compare import differences
from storycircle.core.model import Circle, Event, Gathered
from storycircle.core.rounds.named_round import without_ids
from storycircle.languages import shipped
from storycircle.store.exchange import event_details
from storycircle.store.exchange.sealed_file import check_recipients
from storycircle.store.library import Library
from storycircle.store.safety import live_files
from storycircle.store.safety.disk import explained


def read_file(path: Path) -> Gathered:
    """The event of a JSON file. Raises Refused, naming the place of what is wrong."""
    return read_document(_data(path), path.name)


def read_events(path: Path) -> tuple[Gathered, ...]:
    """The events of a JSON file: its one, or all of its project's. Raises Refused."""
    return read_documents(_data(path), path.name)


def _data(path: Path) -> bytes:
    with explained(path, "cannot-read"):
        if not path.exists():
            raise Refused("not-there", name=path.name)
        if not path.is_file():
            raise Refused("not-a-file", name=path.name)
        if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            raise Refused("document-too-big", name=path.name, most=MOST_MEGABYTES)
        return live_files.whole(path)


_Ranked = TypeVar("_Ranked", Recommendation, Chapter)


class Loaded(Struct, frozen=True):
    """What a document held. left_out: how many of its stories are not taken from it, as they were
    withdrawn, taken out or are here already.
    """

    gathered: Gathered
    left_out: int = 0


class Side(StrEnum):
    """Whose settings of an event stand where those here and those of a file differ."""

    HERE = "here"
    FILE = "file"


def load(library: Library, path: Path, side: Side | None = None) -> Loaded:
    """Load a file into a library and return its contents.

    What is there already and says the same is left as it is. Where the event has other settings
    here, a person says which stand, as `side`; without it that is refused, with both sides. A
    circle that differs is refused, so that loading never overwrites what a circle wrote; a story
    that was withdrawn stays out. Raises Refused.
    """
    return _load(library, read_file(path), side)


def load_all(library: Library, path: Path, side: Side | None = None) -> list[Loaded]:
    """Load all events of a file, one or a project's, and return the contents of each. What would
    be refused of any is refused before anything is loaded. Raises Refused.
    """
    events = read_events(path)
    if len(events) > 1:
        for one in events:
            _to_load(library, one, side)
    return [_load(library, one, side) for one in events]


def _load(library: Library, gathered: Gathered, side: Side | None) -> Loaded:
    gathered, fresh = _to_load(library, gathered, side)
    if fresh is None:
        library.note_opened(gathered.event.id)
        return Loaded(gathered)
    library.back_up()
    left_out = library.load(fresh)
    library.note_opened(gathered.event.id)
    return Loaded(gathered, left_out)


def _to_load(
    library: Library, gathered: Gathered, side: Side | None
) -> tuple[Gathered, Gathered | None]:
    """An event with the settings that stand, and what of it is to be loaded. Raises Refused."""
    check_recipients(gathered.event.recipients)
    check_language(gathered.event.language)
    here = library.event(gathered.event.id)
    if here is not None and _says(here) == _says(gathered.event):
        gathered = replace(gathered, event=here)
    if here is not None and here != gathered.event:
        if side is None:
            title = i18n.short(i18n.event_name(here.title)[1])
            raise Refused("event-differs", title=title, both=_both(here, gathered.event))
        gathered = replace(gathered, event=here if side is Side.HERE else gathered.event)
    return gathered, new_here(library, gathered, side)


def _says(event: Event) -> Event:
    """An event without the ids of its rounds, which nobody gave them who wrote it."""
    return replace(event, rounds=without_ids(event.rounds))


_MOST_SAID, _MOST_LETTERS = 3, 40
"""Settings that are said of those that differ, and letters of each side of one."""


def _both(here: Event, file: Event) -> str:
    """In what the settings of an event differ, both sides said, in sentences."""
    found = differences(event_details.whole(here), event_details.whole(file))
    said = [
        _(
            "{setting}: here {here}, in the file {there}.",
            setting=one.label,
            here=_quoted(one.one),
            there=_quoted(one.other),
        )
        for one in found[:_MOST_SAID]
    ]
    more = len(found) - len(said)
    if more:
        said.append(n_("{Count} more setting differs.", "{Count} more settings differ.", more))
    return " ".join(said)


def _quoted(text: str) -> str:
    line = i18n.short(" ".join(text.split()), _MOST_LETTERS)
    return _("“{words}”", words=line) if line else _("nothing")


def check_language(code: str) -> None:
    """Refuse the code of a language that does not ship; empty is none."""
    if code and code not in shipped():
        raise Refused("language-unknown", code=code, codes=i18n.listed(shipped()))


def new_here(library: Library, gathered: Gathered, side: Side | None = None) -> Gathered | None:
    """What of an event, its settings too, the library does not hold yet; None where it holds it
    all. side: whose words stand where a chapter, a recommendation or a run of a stall differs.

    Raises Refused where the library holds a circle that differs.
    """
    here = library.event(gathered.event.id)
    if here is None:
        return gathered
    kept = replace(library.gathered(here), event=gathered.event)
    known = {circle.id: circle for circle in kept.circles}
    for circle in gathered.circles:
        if circle.id in known and _content(kept, known[circle.id]) != _content(gathered, circle):
            raise Refused("circle-differs", number=circle.number)
    circles = tuple(c for c in gathered.circles if c.id not in known)
    words = {(story.title, story.points, story.quote) for story in kept.stories}
    parts = _new_parts(kept, gathered, side)
    at_new_runs = {one.story for run in parts.runs for one in run.quotes}
    stories = tuple(
        story
        for story in gathered.stories
        if story.id in at_new_runs or (story.title, story.points, story.quote) not in words
    )
    if not circles and not stories and here == gathered.event and not _has_parts(parts):
        return None
    actions = {action.id for circle in circles for action in circle.actions}
    placements = {key: placed for key, placed in gathered.placements.items() if key in actions}
    return replace(parts, circles=circles, placements=placements, stories=stories)


def _has_parts(gathered: Gathered) -> bool:
    some = (gathered.runs, gathered.recommendations, gathered.chapters)
    return any((*some, gathered.story_places, gathered.matches))


def _new_parts(kept: Gathered, gathered: Gathered, side: Side | None) -> Gathered:
    """The event with what the library does not hold of stalls, recommendations and chapters. Raises
    Refused where it holds one of them in other words and nobody says whose stand.
    """
    stalls = {run.id: run for run in kept.runs}
    advice = {one.id: one for one in kept.recommendations}
    chapters = {one.id: one for one in kept.chapters}
    # What was said at a run that is here, and by whose leave, is no document's to change.
    runs = [_with_its_quotes(run, stalls) for run in gathered.runs]
    recommendations = [_in_its_place(one, advice) for one in gathered.recommendations]
    written = [_in_its_place(one, chapters) for one in gathered.chapters]
    titles = [i18n.short(run.stall) for run in runs if stalls.get(run.id, run) != run]
    titles += [i18n.short(o.text) for o in recommendations if advice.get(o.id, o) != o]
    titles += [i18n.short(one.title) for one in written if chapters.get(one.id, one) != one]
    if titles and side is None:
        raise Refused("part-differs", title=titles[0])
    of_file = side is Side.FILE
    return replace(
        gathered,
        runs=tuple(r for r in runs if _comes(r, stalls.get(r.id), of_file=of_file)),
        recommendations=tuple(
            one for one in recommendations if _comes(one, advice.get(one.id), of_file=of_file)
        ),
        chapters=tuple(o for o in written if _comes(o, chapters.get(o.id), of_file=of_file)),
        story_places=tuple(set(gathered.story_places) - set(kept.story_places)),
        matches=tuple(set(gathered.matches) - set(kept.matches)),
    )


def _comes(one: object, here: object, *, of_file: bool) -> bool:
    """Whether a part of a document is taken: it is new here, or stands in the place of another."""
    return here is None or (of_file and here != one)


def _with_its_quotes(run: Run, here: Mapping[str, Run]) -> Run:
    old = here.get(run.id)
    return run if old is None else replace(run, quotes=old.quotes, kept=old.kept)


def _in_its_place(one: _Ranked, here: Mapping[str, _Ranked]) -> _Ranked:
    """A part in the place that it has here: which place it has in a document says nothing."""
    old = here.get(one.id)
    return one if old is None else replace(one, rank=old.rank)


def _content(gathered: Gathered, circle: Circle) -> bytes:
    """The words of a circle, without ids, as a document."""
    alone = replace(
        gathered,
        circles=(circle,),
        stories=(),
        lines=(),
        runs=(),
        recommendations=(),
        chapters=(),
        story_places=(),
        matches=(),
    )
    return write_document(alone, leave=False)
