"""Check-outs of an event through every way out: what few people said is in none of them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random

import pyrage
from msgspec.structs import replace

from storycircle.core.checkout.checkout import Checkout, Row
from storycircle.core.checkout.shown import is_small
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Event, Member
from storycircle.jobs.export import export_circle, export_pack, hand_on
from storycircle.jobs.report import write_report, write_sheet, write_sheet_with_data
from storycircle.paper.report.event_part import By, Only, choices
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from tests.leaks.circles import word
from tests.leaks.searching import found_in

EVENT = Event("e", "An event", "2007-06-14", statements=("It was long.", "It was loud."))
NOON = datetime(2007, 6, 14, 12)  # noqa: DTZ001 (the room's own time)
ENDINGS = ("pdf", "html", "docx", "xlsx", "csv", "md", "json")
SPEAK = ("pdf", "html", "docx", "xlsx", "md", "json")
"""The formats that have the lines of words: CSV has a row an action, and nothing else."""


def checkout_leaks(seed: int, folder: Path) -> list[str]:
    """What leaked of the check-outs of a seed: nothing, or where each word was found."""
    chance = Random(seed)  # noqa: S311 (to make circles, not to keep secrets)
    circles = [_circle(number, chance) for number in range(1, chance.randint(3, 7))]
    out = folder / "out"
    out.mkdir(parents=True)
    clock = SimulatedClock(NOON)
    few = {word for circle in circles if _is_few(circle) for word in _words(circle)}
    said = []
    with (
        Library(folder / "own" / "library", clock) as own,
        Library(folder / "organiser" / "library", clock) as organiser,
    ):
        own.save_event(EVENT)
        for circle in circles:
            own.save_circle(circle)
        _from_facilitators(own, circles, out)
        said += [f"{path.name}: {w}" for path in _files(out) for w in _in(path, few)]
        for circle in circles:
            private = folder / f"{circle.number}.circle"
            circle_file.write(own.leave(circle, sealed=True), private)
            organiser.merge(circle_file.read(private))
            private.unlink()
            said += _reported(organiser, out, few)
        hand_on(organiser, out / "all.zip")
        said += [f"all.zip: {w}" for w in _in(out / "all.zip", few - _shown(organiser))]
        said += _unseen(organiser, circles, out)
    return said


def _reported(organiser: Library, out: Path, few: set[str]) -> Iterator[str]:
    """Write every report there is now, the whole and each part; what is in one that may not be."""
    for ending in ENDINGS:
        path = out / f"report.{ending}"
        write_report(path, organiser, EVENT)
        yield from (f"{path.name}: {w}" for w in _in(path, few - _shown(organiser)))
    gathered = organiser.gathered(EVENT)
    for region in choices(gathered, By.REGION):
        here = {circle.id for circle in gathered.circles if circle.region == region}
        whole = [group for group in gathered.checkouts if here.issuperset(group.circles)]
        path = out / "part.json"
        write_report(path, organiser, EVENT, only=Only(By.REGION, region))
        inside = {w for group in whole for w in group.said.words}
        yield from (f"part {region}: {w}" for w in _in(path, few - inside))


def _from_facilitators(own: Library, circles: list[Circle], out: Path) -> None:
    """What leaves the laptops on which the circles were held: open, sealed, and on paper."""
    for circle in circles:
        export_circle(own, circle, out / f"{circle.number}.circle")
        write_sheet_with_data(out / f"{circle.number} data.pdf", own, EVENT, circle)
        write_sheet(out / f"{circle.number}.pdf", EVENT, [circle])
    export_pack(own, EVENT, out / "pack.circle")
    hand_on(own, out / "own.zip")
    key = str(pyrage.x25519.Identity.generate().to_public())
    own.save_event(replace(EVENT, recipients=(key,)))
    for circle in circles:
        export_circle(own, circle, out / f"{circle.number} sealed.circle")
    own.save_event(EVENT)


def _unseen(organiser: Library, circles: list[Circle], out: Path) -> Iterator[str]:
    """Words that do leave and are not found: where the search would be blind."""
    shown = _shown(organiser)
    for ending in SPEAK:
        if _in(out / f"report.{ending}", shown) != shown:
            yield f"report.{ending}: what leaves is not found"
    for circle in circles:
        if not _is_few(circle) and not _in(out / f"{circle.number}.circle", _words(circle)):
            yield f"{circle.number}.circle: what leaves is not found"


def _shown(organiser: Library) -> set[str]:
    return {w for group in organiser.gathered(EVENT).checkouts for w in group.said.words}


def _in(path: Path, words: set[str]) -> set[str]:
    return found_in(path.read_bytes(), words)


def _files(out: Path) -> list[Path]:
    return sorted(path for path in out.iterdir() if path.is_file())


def _is_few(circle: Circle) -> bool:
    return circle.checkout is not None and is_small(circle.checkout)


def _words(circle: Circle) -> set[str]:
    return set(circle.checkout.words) if circle.checkout else set()


def _circle(number: int, chance: Random) -> Circle:
    """A circle of one to seven, who answer by chance and say a line that no other text holds."""
    people = chance.randint(1, 7)
    rows = tuple(_row(people, chance) for _statement in EVENT.statements)
    said = Checkout(people, rows, (word(chance), word(chance)), EVENT.statements)
    members = (Member(f"m{number}", word(chance).title()),)
    region = chance.choice(("North", "South"))
    return Circle(f"c{number}", number, "e", members=members, region=region, checkout=said)


def _row(people: int, chance: Random) -> Row:
    answered = people if chance.random() < 0.8 else chance.randint(0, people)
    yes = chance.randint(0, answered)
    partly = chance.randint(0, answered - yes)
    return yes, partly, answered - yes - partly
