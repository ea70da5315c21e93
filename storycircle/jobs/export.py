"""Exporting a circle, a pack or the whole library, and the report after a withdrawal.

Handing a circle over: its circle file, its event pack, and what the library notes of it.

Handing a whole library on to another organiser: one archive of circle files.

What is said when a story was withdrawn by its code.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.lines.records import Line
from storycircle.core.model import Circle, Event, made_without_pack
from storycircle.core.text import free_name, safe_name, shown_in_line
from storycircle.core.versioned_record import Record
from storycircle.store.afterwards import report_parts
from storycircle.store.erasure_store import Withdrawn
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.exchange.sealed_file import (
    Ask,
    Opener,
    Seal,
    check_recipients,
    public_key,
)
from storycircle.store.library import Library
from storycircle.store.lines import members_file
from storycircle.store.lines.line_store import GoesOn
from storycircle.store.safety.disk import explained, write_whole

ENDING = ".circle"
_MOST_TITLE = 120  # bytes of an event's title in a file's name, so that the date behind it stays


def export_circle(library: Library, circle: Circle, path: Path, passphrase: str = "") -> None:
    """Write a circle's file, read it back, and note that it left. Raises Refused.

    It is sealed to the keys its event carries, or with a passphrase.
    """
    check_ending(path)
    seal = seal_of(library, circle, passphrase)
    check_recipients(seal.recipients)  # said of the key, before the file that names it is refused
    leave = library.leave(circle, sealed=seal.closes)
    check_place(library, leave, path)
    digest = circle_file.write(leave, path, seal)
    library.exported(leave, path, digest)


def seal_of(library: Library, circle: Circle, passphrase: str = "") -> Seal:
    """How a circle's file is to be sealed."""
    event = library.event(circle.event)
    return Seal(event.recipients if event else (), passphrase)


def export_pack(library: Library, event: Event, path: Path) -> None:
    """Write an event pack: the event without circles. Raises Refused."""
    check_ending(path)
    leave = library.pack(event)
    check_place(library, leave, path)
    circle_file.write(leave, path)


def check_place(library: Library, leave: Leave, path: Path) -> None:
    """Raise Refused where a file of another circle or event is there, which would be gone.

    One that is sealed is taken for this circle's where one of this name was written here for it.
    """
    with explained(path):
        if not path.is_file():
            return
    try:
        there = circle_file.read(path)
    except Refused as refused:
        if refused.key == "sealed" and path.name not in library.names_of(leave.circle):
            raise Refused("sealed-there", name=path.name) from None
        if refused.key == "newer-file":
            raise
        return
    if _whose(there.records) != _whose(leave.records):
        raise Refused("another-circle", name=path.name)


def _whose(records: Iterable[Record]) -> str:
    """The id of the circle that a file is of, else of its event, with the stall it is of."""
    records = list(records)
    ids = {record.kind: record.id for record in records}
    stalls = {report_parts.stall_of(one) for one in records if report_parts.is_run(one)} - {""}
    of = ids.get("circle") or ids.get("event", "")
    return " ".join([of, *sorted(stalls)])


def export_sealing_pack(
    library: Library, event: Event, path: Path, spare: Sequence[str] = ()
) -> None:
    """Write an event pack that has circle files sealed to the organiser's key, and to spare ones.

    Raises Refused where there is no key, or one of the spare ones is none.
    """
    check_ending(path)
    sealing = with_key(library, event, spare)
    check_place(library, library.pack(event), path)
    library.save_event(sealing)
    export_pack(library, sealing, path)


def with_key(library: Library, event: Event, spare: Sequence[str] = ()) -> Event:
    """An event that has circle files sealed to the organiser's key, and to spare ones; it is not
    saved. Raises Refused where there is no key, or one of the spare ones is none.
    """
    keys = (public_key(library.path), *spare)
    check_recipients(keys)
    return replace(event, recipients=tuple(dict.fromkeys(keys)))


def choose_event(library: Library, wanted: str | None) -> Event:
    """The event asked for by title or id; the only one where nothing was asked. Raises Refused."""
    events = library.events()
    if wanted is not None:
        for event in events:
            if wanted.casefold() in (event.title.casefold(), event.id):
                return event
        raise Refused("event-unknown", wanted=wanted)
    if not events:
        raise Refused("no-event")
    if len(events) > 1:
        titles = json.dumps([e.title for e in events], ensure_ascii=False)[1:-1]
        raise Refused("which-event", titles=titles)
    return events[0]


def choose_circle(library: Library, event: Event | None, number: int | None) -> Circle:
    """The circle of a number; the only one where no number is asked. Raises Refused."""
    circles = library.circles(event.id if event else None)
    if number is None:
        if len(circles) == 1:
            return circles[0]
        raise Refused("which-circle" if circles else "no-circles")
    found = [circle for circle in circles if circle.number == number]
    if not found:
        raise Refused("no-circle", number=number)
    if len(found) > 1:
        raise Refused("two-circles", number=number)
    return found[0]


def file_name(circle: Circle, ending: str, event: Event | None = None) -> str:
    """A name for a circle's file that every disk takes, memory sticks too. The event's day is in it
    once: as its title says it, else in figures.
    """
    parts = [f"circle {circle.number}"]
    if event is not None:
        title = safe_name(event.title.encode()[:_MOST_TITLE].decode(errors="ignore"))
        says_day = not i18n.day_beside(title, event.date) or made_without_pack(event)
        parts += [title if event.title else "", "" if event.date and says_day else event.date]
    return safe_name(", ".join(part for part in parts if part), ending)


def check_ending(path: Path, ending: str = ENDING) -> None:
    """Raise Refused where a file's name ends in another way."""
    if path.suffix.lower() != ending:
        raise Refused("ending-unknown", name=path.name, endings=ending)


def choose_line(library: Library, wanted: str | None) -> Line:
    """The line asked for by title or id; the only one where nothing was asked. Raises Refused."""
    lines = library.lines()
    if wanted is not None:
        found = [line for line in lines if wanted.casefold() in (line.title.casefold(), line.id)]
        if len(found) == 1:
            return found[0]
        raise Refused("line-unknown" if not found else "two-lines", wanted=wanted)
    if len(lines) == 1:
        return lines[0]
    raise Refused("which-line" if lines else "no-lines")


def export_for_members(library: Library, line: Line, path: Path, passphrase: str) -> None:
    """Write a line's file for members only, read it back, always sealed. Raises Refused."""
    check_ending(path)
    with explained(path):
        there = path.exists()
    if there and path.name not in library.names_of(line.id):
        raise Refused("sealed-there", name=path.name)
    members_file.write(library.for_members(line.id), path, passphrase)
    library.handed_on_within(line.id, path.name)


def members_lines(library: Library, line: Line) -> Iterator[str]:
    """What is in a file for members only, and what is not there, in words: before it is written,
    and where it is opened.
    """
    meetings = library.meetings(line.id)
    yield n_(
        "In it: {count} meeting of “{title}”, with who was there, apologies, buddies and reasons, "
        "the inquiries with all that was noted, and the actions with what became of them.",
        "In it: {count} meetings of “{title}”, with who was there, apologies, buddies and reasons, "
        "the inquiries with all that was noted, and the actions with what became of them.",
        len(meetings),
        title=line.title,
    )
    yield _(
        "Not in it: stories, notes of the dialogue, ideas, roles, agencies, and what owners said "
        "of an inquiry’s leaving. These stay on the laptop on which they were told."
    )


def go_on_from(library: Library, path: Path, ask: Ask) -> GoesOn:
    """Go on with a line of meetings from its file for members only; the library is copied before.
    ask: for the file's passphrase. Raises Refused.
    """
    came = members_file.read(path, Opener(library.path, ask).open)
    library.back_up()
    return library.go_on(came)


def went_on(done: GoesOn) -> Iterator[str]:
    """What came of a file for members only, in words."""
    yield n_(
        "“{title}” goes on here: {count} meeting is on this laptop.",
        "“{title}” goes on here: {count} meetings are on this laptop.",
        done.meetings,
        title=done.line.title,
    )
    if done.missing:
        yield n_(
            "Not here is meeting {numbers}: ask whoever has it for their file for members only.",
            "Not here are meetings {numbers}: ask whoever has them for their file for members "
            "only.",
            len(done.missing),
            numbers=i18n.listed([i18n.figures(number) for number in done.missing]),
        )
    if done.apart:
        yield n_(
            "{Count} thing was changed on two laptops that had not met. Both are kept until you "
            "choose in the window.",
            "{Count} things were changed on laptops that had not met. All are kept until you "
            "choose in the window.",
            done.apart,
        )


WHOLE_ENDING = ".zip"


def hand_on(library: Library, path: Path) -> int:
    """Write all circles of a library to an archive that merges anywhere; how many files it holds.

    Nothing in it is sealed: it is for somebody who may read all of it. Raises Refused.
    """
    check_ending(path, WHOLE_ENDING)
    leaves = library.handed_on()
    write_whole(path, partial(_write, leaves))
    for id_ in sorted({leave.circle for leave in leaves if leave.circle}):
        if library.is_held(id_):  # all of it left, whichever file a part is in
            whole = library.leave(library.circle(id_))
            library.exported(whole, path, circle_file.root(whole))
    return len(leaves)


def _write(leaves: list[Leave], path: Path) -> None:
    names: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for leave in leaves:
            names.append(free_name(_name(leave), names))
            # Of no time: the archive says no more than its files do, and takes no date but these.
            entry = zipfile.ZipInfo(names[-1])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, circle_file.content(leave, names[-1]))


def _name(leave: Leave) -> str:
    head = next((record for record in leave.records if record.kind == "circle"), None)
    event = any(record.kind == "event" for record in leave.records)
    story = any(record.kind == "story" for record in leave.records)
    alone = "event" if event else "stories" if story else "taken out"
    stem = f"circle {head.fields['number']}" if head else alone
    return safe_name(stem, ".circle")


def withdrawn_lines(withdrawn: Withdrawn) -> Iterator[str]:
    """What was done, which files carry the story already, and what to do next."""
    if withdrawn.later:
        yield _(
            "Withdrawn: this yes had ended already. Its teller was asked again since and said yes, "
            "so the story may still leave. Ask them, and let it stay in its circle if they wish."
        )
    elif withdrawn.circle:
        yield _(
            "Withdrawn: this story stays in its circle. Export the circle again, and it is taken "
            "out wherever that file is merged."
        )
    else:
        yield _("Withdrawn: this story is gone from this library and from its copies.")
    for at, name in withdrawn.carriers:
        when = datetime.fromisoformat(at)
        carries = _(
            "{name}, of {day}, {time}, carries it.",
            name=shown_in_line(name),
            day=i18n.day(when.date().isoformat()),
            time=i18n.clock(when),
        )
        yield f"  {carries}"
    if withdrawn.carriers:
        yield _("Take these back where you can, and make them anew.")
