"""Circle files to merge: as many as are asked for, each from a laptop of its own."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from msgspec.structs import replace

from benchmarks.kept import on_the_disk, place_of
from storycircle.core.model import Action, Circle, Event, Member, Sharing, Story, new_id
from storycircle.core.versioned_record import Record
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.rows import circle_records, event_record, words_fields
from storycircle.store.schema import PRIVATE

_WORDS = (
    "we sat with the families before the meeting and heard what the school had not been told so "
    "one visit took the place of three and nobody had to begin their story again from the start"
).split()
EVENT = Event("event-of-the-programme", "A regional programme", "2007-06-14")


def write_files(folder: Path, count: int) -> None:
    """Files of 7 members, 7 stories (three named, four without names) and 3 actions each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, circle in enumerate(gathered_circles(count), 1):
        path = folder / f"circle-{number:05}.circle"
        path.write_bytes(circle_file.content(_leave(circle), path.name))


@cache
def files_of(count: int) -> Path:
    """A folder of so many of them, made once."""
    folder = place_of(f"files-{count}") / "files"
    write_files(folder, count)
    on_the_disk()
    return folder


def gathered_circles(count: int) -> Iterator[Circle]:
    """So many circles of the event, each with people, stories and actions of its own."""
    chance = Random(2007)  # noqa: S311 (words to measure with)
    for number in range(1, count + 1):
        people = tuple(Member(new_id(), f"Zed{number}q{n}") for n in range(7))
        stories = tuple(
            Story(
                new_id(),
                member.id,
                _said(chance, 5),
                _said(chance, 30),
                _said(chance, 12),
                sharing=Sharing.NAMED if place < 3 else Sharing.ANONYMOUS,
                left_as=new_id(),
            )
            for place, member in enumerate(people)
        )
        actions = tuple(
            Action(new_id(), _said(chance, 14), (people[n].id,), "June") for n in range(3)
        )
        yield Circle(new_id(), number, EVENT.id, members=people, stories=stories, actions=actions)


def _leave(circle: Circle) -> Leave:
    """What the circle's laptop would hand over, no name standing in any story."""
    device = new_id()
    named = tuple(story for story in circle.stories if story.sharing is Sharing.NAMED)
    ready = [replace(event_record(EVENT), version={"organiser": 1})]
    ready += [
        replace(record, fields=_without(record), version={device: 1})
        for record in circle_records(replace(circle, stories=named))
    ]
    for story in circle.stories:
        if story.sharing is Sharing.ANONYMOUS:
            fields = {**words_fields(story), "event": EVENT.id}
            ready.append(Record("story", story.left_as, fields, {story.left_as: 1}))
    return Leave(circle.id, tuple(ready), ())


def _without(record: Record) -> dict[str, object]:
    private = PRIVATE.get(record.kind, ())
    return {key: value for key, value in record.fields.items() if key not in private}


def _said(chance: Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words))
