"""What paper there is to choose from: of one circle, and of all circles this laptop has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from storycircle.core import words
from storycircle.core.model import Circle, Event
from storycircle.core.teller_slip import teller_slips
from storycircle.jobs import made
from storycircle.jobs.export import file_name
from storycircle.jobs.made import Made, Size
from storycircle.jobs.with_data import ENDING, sheet_with_data
from storycircle.store.library import Library

SHEET, WITH_DATA, ALL_SHEETS, SLIPS, ALL_SLIPS = "sheet", "data", "sheets", "slips", "all slips"
TELLERS, CARD, SIGN_IN, BLANK = "tellers", "card", "sign-in", "blank"


def _not_noted(path: Path) -> None:
    """Most paper leaves no mark in the library."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Paper with all it needs from the library: `make` may be called on any thread.

    saved: to be called once it lies in a file.
    """

    make: Callable[[], Made]
    saved: Callable[[Path], None] = _not_noted


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper. what: as it goes on after "Print"; name: of its file, to begin from.

    sized: whether it comes as A3 too. carries: what of it leaves besides the ink.
    """

    key: str
    what: str
    name: str
    ready: Callable[[Size], Ready]
    sized: bool = False
    carries: str = ""


def papers_of(library: Library, event: Event | None, circle: Circle) -> list[Paper]:
    """What can be printed beside a running circle, the sheet for the wall first."""
    own = partial(file_name, circle)
    circles = [
        circle if other.id == circle.id else other
        for other in (library.circles(event.id) if event else ())
    ]
    papers = [
        Paper(SHEET, "the sheet", own(".pdf"), _plain(made.sheets, event, [circle]), sized=True),
        Paper(SLIPS, "a slip for each person", own(" slips.pdf"), _slips(event, [circle])),
    ]
    if teller_slips(circle, event):
        ready = _any_size(partial(made.tellers, event, [circle]))
        papers.append(Paper(TELLERS, "the tellers’ slips", own(" tellers.pdf"), ready))
    if event is not None and len(circles) > 1:
        papers += of_all(event, circles)
    if event is not None:
        papers.append(_with_data(library, event, circle))
    card = _any_size(partial(made.card, event, circle))
    return [*papers, Paper(CARD, "the facilitator’s card", own(" card.pdf"), card), *_empty()]


def papers_of_event(event: Event, circles: Sequence[Circle]) -> list[Paper]:
    """What can be printed of an event by whoever has its circles."""
    papers = of_all(event, circles) if circles else []
    ready = _any_size(partial(made.sign_in, event, circles))
    return [*papers, Paper(SIGN_IN, "the sign-in sheets", "sign-in.pdf", ready), *_empty()]


def of_all(event: Event, circles: Sequence[Circle]) -> list[Paper]:
    """The sheets and the slips of all circles here, in the order of their numbers."""
    count = _count(len(circles))
    many = "" if len(circles) == 1 else "s"
    slips = "slips for everyone" if len(circles) > 1 else "a slip for each person"
    return [
        Paper(
            ALL_SHEETS,
            f"{count} sheet{many}",
            "all sheets.pdf",
            _plain(made.sheets, event, circles),
            sized=True,
        ),
        Paper(ALL_SLIPS, slips, "all slips.pdf", _slips(event, circles)),
    ]


def _count(circles: int) -> str:
    if circles == 1:
        return "the one"
    return "both" if circles == 2 else f"all {words.number(circles)}"


def _with_data(library: Library, event: Event, circle: Circle) -> Paper:
    def ready(size: Size) -> Ready:
        sheet = sheet_with_data(library, event, circle)
        return Ready(partial(sheet.made, size), partial(sheet.left, library))

    carries = "The circle file, inside the PDF"
    name = file_name(circle, ENDING)
    return Paper(WITH_DATA, "the sheet with data", name, ready, sized=True, carries=carries)


def _empty() -> list[Paper]:
    return [Paper(BLANK, "an empty sheet", "empty sheet.pdf", _any_size(made.blank))]


def _plain(
    make: Callable[[Event | None, Sequence[Circle], Size], Made],
    event: Event | None,
    circles: Sequence[Circle],
) -> Callable[[Size], Ready]:
    return lambda size: Ready(partial(make, event, circles, size))


def _slips(event: Event | None, circles: Sequence[Circle]) -> Callable[[Size], Ready]:
    return _any_size(partial(made.slips, event, circles))


def _any_size(make: Callable[[], Made]) -> Callable[[Size], Ready]:
    return lambda _size: Ready(make)
