"""Stalls, recommendations and chapters through every way out: what stays is in none of them, what
the organiser wrote goes to organisers alone, and what a speaker takes back is nowhere.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random

from msgspec import Struct

from storycircle.core.afterwards.chapters import Chapter, StoryPlace
from storycircle.core.afterwards.matches import HeadingMatch
from storycircle.core.afterwards.recommendations import Recommendation
from storycircle.core.afterwards.stalls import Run, runs_of
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Action, Circle, Event, Member, Sharing
from storycircle.jobs.afterwards.stalls_held import Noted, export_stall, note_run
from storycircle.jobs.export import export_circle, export_pack, hand_on
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report, write_sheet, write_sheet_with_data, write_slips
from storycircle.store.library import Library
from tests.leaks.circles import word
from tests.leaks.searching import found_in, found_in_folder

EVENT = Event("e", "An event", "2007-06-14", headings=("First",), stalls=("A: Bees", "Trees"))
NOON = datetime(2007, 6, 14, 12)  # noqa: DTZ001 (the room's own time)
SPEAK = ("pdf", "html", "docx", "xlsx", "md", "json")


class Words(Struct):
    """What was said, each word in one place. told: with leave, and the codes for it."""

    stays: set[str]
    told: dict[str, str]
    noted: set[str]
    written: set[str]


def stall_leaks(seed: int, folder: Path) -> list[str]:
    """What leaked of the stalls of a seed: nothing, or where each word was found."""
    chance = Random(seed)  # noqa: S311 (to make words, not to keep secrets)
    out = folder / "out"
    out.mkdir(parents=True)
    clock = SimulatedClock(NOON)
    with (
        Library(folder / "own" / "library", clock) as own,
        Library(folder / "organiser" / "library", clock) as organiser,
    ):
        own.save_event(EVENT)
        words = _held(own, chance)
        said = list(_from_the_stall(own, words, out))
        for file in sorted(out.glob("stall *.circle")):
            list(merge_files(organiser, [file]))
        words.written |= _written(organiser, chance)
        said += _from_the_organiser(organiser, words, out)
        gone = chance.choice(sorted(words.told))
        organiser.back_up()
        organiser.withdraw(words.told[gone])
        said += _after(organiser, gone, out)
    left = found_in_folder(folder / "organiser", [gone])
    return said + [f"left at the organiser’s: {one}" for one in left]


def _held(own: Library, chance: Random) -> Words:
    """Both stalls are held once or twice, with quotations of both kinds."""
    words = Words(set(), {}, set(), set())
    for stall in EVENT.stalls:
        for place in range(1, chance.randint(1, 2) + 1):
            noted = [word(chance) for _ in range(3)]
            words.noted.update(noted)
            typed = Noted(chance.randint(2, 20), 25, noted[0], (noted[1],), (noted[2],))
            run = note_run(own, EVENT, stall, place, typed)
            for sharing in (Sharing.STAYS, Sharing.ANONYMOUS, Sharing.NAMED):
                text = word(chance)
                code = own.add_quote(EVENT, run, text, sharing)
                run = _again(own, run)
                if code:
                    words.told[text] = code
                else:
                    words.stays.add(text)
    member = Member("m", word(chance).title())
    own.save_circle(Circle("c", 1, "e", members=(member,), actions=(Action("a", word(chance)),)))
    return words


def _again(own: Library, run: Run) -> Run:
    return next(r for r in runs_of(own.parts("e").runs, run.stall) if r.id == run.id)


def _from_the_stall(own: Library, words: Words, out: Path) -> Iterator[str]:
    """Every file that leaves the laptop of a stall."""
    for number, stall in enumerate(EVENT.stalls):
        export_stall(own, EVENT, stall, out / f"stall {number}.circle")
    whole = set().union(
        *(found_in(path.read_bytes(), {*words.told, *words.noted}) for path in out.iterdir())
    )
    if whole != {*words.told, *words.noted}:
        yield "a stall’s file: what leaves is not found"
    hand_on(own, out / "own.zip")
    for ending in (*SPEAK, "csv"):
        write_report(out / f"own.{ending}", own, EVENT)
    circle = own.circle("c")
    write_sheet_with_data(out / "data.pdf", own, EVENT, circle)
    write_sheet(out / "sheet.pdf", EVENT, [circle])
    write_slips(out / "slips.pdf", EVENT, [circle])
    yield from _in_files(out.iterdir(), words.stays)
    alone = out / "alone"
    alone.mkdir()
    export_circle(own, circle, alone / "c.circle")
    export_pack(own, EVENT, alone / "pack.circle")
    inner = {*words.told, *words.noted, *words.stays}
    yield from _in_files([*alone.iterdir(), out / "data.pdf", out / "sheet.pdf"], inner)


def _written(organiser: Library, chance: Random) -> set[str]:
    """What the organiser writes, with all quotations in a chapter and some under a heading."""
    ids = [quote.story for run in organiser.parts("e").runs for quote in run.quotes]
    text, title, advice, point = (word(chance) for _ in range(4))
    told = "\n\n".join(f"[story](story:{id_})" for id_ in ids)
    organiser.save_parts(
        "e",
        [
            Chapter("ch", title, text=f"{text}\n\n{told}"),
            Recommendation("re", "First", advice, (point,)),
            HeadingMatch("First", word(chance)),
            *(StoryPlace(id_, "First") for id_ in ids if chance.random() < 0.5),
        ],
    )
    return {text, title, advice, point}


def _from_the_organiser(organiser: Library, words: Words, out: Path) -> Iterator[str]:
    """The archive has all of it, the reports show it, and a pack has none."""
    hand_on(organiser, out / "all.zip")
    every = {*words.told, *words.noted, *words.written}
    for ending in SPEAK:
        path = out / f"report.{ending}"
        write_report(path, organiser, EVENT)
        lost = every - found_in(path.read_bytes(), every)
        yield from (f"report.{ending}: {one} is not found" for one in lost)
    export_pack(organiser, EVENT, out / "pack.circle")
    yield from _in_files([out / "pack.circle"], every)
    yield from _in_files(out.glob("*.*"), words.stays)


def _after(organiser: Library, gone: str, out: Path) -> Iterator[str]:
    """Made anew after the speaker's no, nothing has the words any more."""
    hand_on(organiser, out / "all.zip")
    for ending in SPEAK:
        write_report(out / f"report.{ending}", organiser, EVENT)
    files = [out / "all.zip", *(out / f"report.{ending}" for ending in SPEAK)]
    yield from _in_files(files, {gone})
    for file in sorted(out.glob("stall *.circle")):
        list(merge_files(organiser, [file]))
    write_report(out / "report.json", organiser, EVENT)
    yield from _in_files([out / "report.json"], {gone})


def _in_files(paths: Iterable[Path], words: set[str]) -> Iterator[str]:
    for path in sorted(paths):
        if path.is_file():
            yield from (f"{path.name}: {one}" for one in found_in(path.read_bytes(), words))
