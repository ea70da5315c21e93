"""All paper there is to choose from, and each made whole in memory.

What paper there is to choose from: of one circle, and of all circles this laptop has.

Paper made whole in memory: the very bytes that are shown, printed and saved.

The sheet with data, for the organiser: its PDF carries the circle file.

The circles of which paper is made: read as it is made, on the thread that makes it, and let go
where that is stopped.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from msgspec import Struct

from storycircle import resources
from storycircle.core import i18n
from storycircle.core.consent.shareable import leaving, what_leaves
from storycircle.core.consent.teller_slip import teller_slips
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.model import Circle, Event, Gathered
from storycircle.core.text import shown_in_line
from storycircle.jobs.export import file_name, seal_of
from storycircle.jobs.progress import refuse_if_stopped
from storycircle.languages import spoken
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library import Library
from storycircle.store.safety.disk import write_bytes

if TYPE_CHECKING:
    from storycircle.paper.typesetting.canvas import Printed


Size = Literal["a4", "a3"]
SIZES: tuple[Size, ...] = ("a4", "a3")
_MOST_SHOWN = 6


class Made(Struct, frozen=True):
    """A finished PDF. note: a sentence on letters no font here has, empty where all were set."""

    pdf: bytes
    note: str = ""


_T = TypeVar("_T")


class _Read(Sequence[_T]):
    """A sequence whose items are found one by one; its reader is stopped between two."""

    def _one(self, at: int) -> _T:
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> _T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[_T]: ...

    def __getitem__(self, at: int | slice) -> _T | Sequence[_T]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        refuse_if_stopped()
        return self._one(at)


class CirclesToPrint(_Read[Circle]):
    """All circles of an event, of which the number is known, and the rest once it is asked for."""

    def __init__(
        self,
        read: Callable[[], Sequence[Circle]],
        count: int,
        gathered: Callable[[], Gathered],
    ) -> None:
        """read: called once at most, on whichever thread asks first. count: how many there are.
        gathered: reads the event with all that is known of it, each time it is asked for.
        """
        self._read, self._count, self.gathered = read, count, gathered
        self._circles: Sequence[Circle] | None = None
        self._lock = Lock()

    def __len__(self) -> int:
        return self._count if self._circles is None else len(self._circles)

    def _one(self, at: int) -> Circle:
        with self._lock:
            if self._circles is None:
                self._circles = self._read()
        return self._circles[at]


class Each(_Read[_T]):
    """What a circle becomes on paper, worked out for each as it is laid out."""

    def __init__(self, circles: Sequence[Circle], form: Callable[[Circle], _T]) -> None:
        self._circles, self._form = circles, form

    def __len__(self) -> int:
        return len(self._circles)

    def _one(self, at: int) -> _T:
        return self._form(self._circles[at])


def _leaving(circle: Circle) -> Circle:
    """What of a circle may leave."""
    return leaving(circle).circle


def sheets(event: Event | None, circles: Sequence[Circle], size: Size = "a4") -> Made:
    """The feedback sheets of circles, one after another: for the wall."""
    from storycircle.paper.sheets.circle_sheet import (  # noqa: PLC0415 (reportlab: when first used)
        draw_sheets,
    )

    return made_in(event, lambda: draw_sheets(event, Each(circles, leaving), size))


def slips(event: Event | None, circles: Sequence[Circle]) -> Made:
    """A slip for each member, four to a page."""
    from storycircle.paper.sheets.slips import (  # noqa: PLC0415 (reportlab: when first used)
        draw_slips,
    )

    return made_in(event, lambda: draw_slips(event, Each(circles, leaving)))


def tellers(event: Event | None, circles: Sequence[Circle]) -> Made:
    """A slip for the teller of each story that leaves."""
    from storycircle.paper.sheets.slips import draw_teller_slips  # noqa: PLC0415 (when first used)

    return made_in(
        event, lambda: draw_teller_slips([s for c in circles for s in teller_slips(c, event)])
    )


def blank(event: Event | None = None) -> Made:
    """An empty sheet to fill in by hand, in the language of an event."""
    from storycircle.paper.sheets.blank_forms import (  # noqa: PLC0415 (reportlab: when first used)
        draw_blank,
    )

    return made_in(event, draw_blank)


def facilitator_card(event: Event | None, circle: Circle | None = None) -> Made:
    """The facilitator's card, for one circle where it is given: names stand as they were typed."""
    from storycircle.paper.sheets.facilitator_card import (  # noqa: PLC0415 (reportlab: when first used)
        draw_card,
    )

    form = leaving(circle).circle if circle else None
    return made_in(event, lambda: draw_card(event, form))


def sign_in(event: Event | None, circles: Sequence[Circle]) -> Made:
    """A sign-in sheet, a page for each circle."""
    from storycircle.paper.sheets.blank_forms import draw_sign_in  # noqa: PLC0415 (when first used)

    return made_in(event, lambda: draw_sign_in(event, Each(circles, _leaving)))


def names(event: Event | None, circles: Sequence[Circle]) -> Made:
    """A list of names, a page for each circle."""
    from storycircle.paper.sheets.blank_forms import draw_names  # noqa: PLC0415 (when first used)

    return made_in(event, lambda: draw_names(event, Each(circles, _leaving)))


def checkout_slips(event: Event | None, circle: Circle | None = None) -> Made:
    """Slips on which each marks how it was, all alike, four to a page."""
    from storycircle.paper.afterwards.checkout_slips import (  # noqa: PLC0415 (when first used)
        draw_checkout,
    )

    return made_in(event, lambda: draw_checkout(event, circle))


GUIDES = ("facilitators", "organisers", "data-protection")
"""The short pages of the guide, by their names."""
IN_DETAIL = "detail"
"""The long one: all that can be done."""


def guide_pages(name: str = "") -> list[Path]:
    """The files of one page of the guide; of all of them, where none is named."""
    files = {one: resources.short_guide(one) for one in GUIDES} | {IN_DETAIL: resources.guide()}
    return [files[name]] if name else list(files.values())


def guide(name: str = "") -> Made:
    """A page of the guide as a PDF; all of it, where none is named."""
    from storycircle.paper.sheets.guide_pages import draw_guide  # noqa: PLC0415 (when first used)

    return finished(draw_guide(guide_pages(name)))


def save(path: Path, made: Made) -> str:
    """Write a PDF that was made, whole or not at all; what it has to say. Raises Refused."""
    check_ending(path, [".pdf"])
    write_bytes(path, made.pdf)
    return made.note


def made_in(event: Event | None, draw: Callable[[], "Printed"]) -> Made:
    """A document in its event's language; what is said of it is in the window's."""
    with spoken(event.language if event else ""):
        printed = draw()
    return finished(printed)


def finished(printed: "Printed") -> Made:
    """A document as its writer left it, with its sentence."""
    return Made(printed.pdf, boxes(printed.missing))


def boxes(missing: Sequence[str]) -> str:
    """A sentence on letters that no font here has; empty where there are none."""
    if not missing:
        return ""
    shown = i18n.listed([f"“{letter}”" for letter in missing[:_MOST_SHOWN]])
    left = len(missing) - _MOST_SHOWN
    if left > 0:
        return n_(
            "No font on this laptop has {letters} and {count} other: each stands as a box on "
            "paper.",
            "No font on this laptop has {letters} and {count} others: each stands as a box on "
            "paper.",
            left,
            letters=shown,
        )
    return n_(
        "No font on this laptop has {letters}: it stands as a box on paper.",
        "No font on this laptop has {letters}: each stands as a box on paper.",
        len(missing),
        letters=shown,
    )


def check_ending(path: Path, endings: Sequence[str]) -> None:
    """Refuse a name whose ending no writer here has."""
    if path.suffix.lower() not in endings:
        raise Refused("ending-unknown", name=path.name, endings=" ".join(endings))


ENDING = " with data.pdf"
"""How the name of such a sheet ends: people send PDFs to everyone, and viewers hide attachments."""


class SheetWithData(Struct, frozen=True):
    """What such a sheet carries, taken from the library; it is drawn on any thread."""

    event: Event
    circle: Circle
    leave: Leave
    data: bytes

    def made(self, size: Size = "a4") -> Made:
        """The sheet as a PDF."""
        from storycircle.paper.sheets.circle_sheet import (  # noqa: PLC0415 (when first used)
            Attachment,
            draw_sheet,
        )

        attached = Attachment(file_name(self.circle, ".circle"), self.data)
        form = leaving(self.circle)
        return made_in(self.event, lambda: draw_sheet(self.event, form, size, attached))

    def left(self, library: Library, path: Path) -> None:
        """Note that it was written: it counts as an export."""
        library.exported(self.leave, path, circle_file.root(self.leave))


def sheet_with_data(library: Library, event: Event, circle: Circle) -> SheetWithData:
    """Gather what the sheet carries: exactly what an export holds, but for names, which are as
    the event's rule says. Raises Refused.
    """
    seal = seal_of(library, circle)
    leave = library.leave(circle, event.names_on_paper, sealed=seal.closes)
    content = circle_file.content(leave, file_name(circle, ".circle"))
    return SheetWithData(event, circle, leave, seal.close(content))


def note_on_leaving(path: Path, circle: Circle) -> str:
    """In words, what a sheet with data that was written carries; and a name for it that says so."""
    left = "; ".join(line[:1].lower() + line[1:] for line in what_leaves(circle))
    note = _(
        "What leaves with {name}: {contents}. The circle file is inside the PDF.",
        name=shown_in_line(path.name),
        contents=left,
    )
    plain = path.stem.casefold().replace("-", " ").replace("_", " ")
    if "with data" not in plain:
        name = f"{shown_in_line(path.stem)}{ENDING}"
        advice = _("A name such as “{name}” tells whoever gets it what is inside.", name=name)
        note = f"{note} {advice}"
    return note


SHEET, WITH_DATA, ALL_SHEETS, SLIPS, ALL_SLIPS = "sheet", "data", "sheets", "slips", "all slips"
TELLERS, CARD, SIGN_IN, BLANK = "tellers", "card", "sign-in", "blank"
NAMES, CHECKOUT = "names", "checkout"


def _not_noted(path: Path) -> None:
    """Most paper leaves no mark in the library."""


class Ready(Struct, frozen=True):
    """Paper with all it needs from the library: `make` may be called on any thread.

    saved: to be called once it lies in a file.
    """

    make: Callable[[], Made]
    saved: Callable[[Path], None] = _not_noted


class Paper(Struct, frozen=True):
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
    circles: Sequence[Circle] = _beside(library, event, circle) if event else ()
    papers = [
        Paper(SHEET, _("the sheet"), own(".pdf"), _plain(sheets, event, [circle]), sized=True),
        Paper(SLIPS, _("a slip for each person"), own(" slips.pdf"), _slips(event, [circle])),
    ]
    if teller_slips(circle, event):
        ready = _any_size(partial(tellers, event, [circle]))
        papers.append(Paper(TELLERS, _("the tellers’ slips"), own(" tellers.pdf"), ready))
    if event is not None and len(circles) > 1:
        papers += of_all(event, circles)
    if event is not None:
        papers.append(_with_data(library, event, circle))
    card = _any_size(partial(facilitator_card, event, circle))
    return [
        *papers,
        _checkout(event, circle),
        Paper(CARD, _("the facilitator’s card"), own(" card.pdf"), card),
        *_empty(event),
    ]


def _beside(library: Library, event: Event, circle: Circle) -> CirclesToPrint:
    """The circles of an event, one as it is given: read where paper is made of them, on whichever
    thread that is.
    """

    def reader() -> Library:
        return Library(library.path, library.clock, reads=True, checked=True)

    def read() -> list[Circle]:
        found = []
        with reader() as beside:
            for one in beside.to_report(event.id):
                refuse_if_stopped()
                found.append(circle if one.id == circle.id else beside.circle(one.id))
        return found

    def gathered() -> Gathered:
        with reader() as beside:
            return beside.gathered(event)

    return CirclesToPrint(read, library.circle_counts().get(event.id, 0), gathered)


def papers_before(event: Event | None, circle: Circle) -> list[Paper]:
    """What can be printed for a circle that gathers, the list to sign first."""
    own = partial(file_name, circle)
    signed = _any_size(partial(sign_in, event, [circle]))
    listed = _any_size(partial(names, event, [circle]))
    card = _any_size(partial(facilitator_card, event, circle))
    here = [Paper(NAMES, _("the list of names"), own(" names.pdf"), listed)]
    return [
        Paper(SIGN_IN, _("the sign-in sheet"), own(" sign-in.pdf"), signed),
        *(here if circle.members else []),
        _checkout(event, circle),
        Paper(CARD, _("the facilitator’s card"), own(" card.pdf"), card),
        *_empty(event),
    ]


def papers_of_event(event: Event, circles: Sequence[Circle]) -> list[Paper]:
    """What can be printed of an event by whoever has its circles."""
    papers = of_all(event, circles) if circles else []
    signed = _any_size(partial(sign_in, event, circles))
    papers.append(Paper(SIGN_IN, _("the sign-in sheets"), "sign-in.pdf", signed))
    if circles:
        listed = _any_size(partial(names, event, circles))
        papers.append(Paper(NAMES, _("the lists of names"), "names.pdf", listed))
    card = _any_size(partial(facilitator_card, event))
    papers.append(_checkout(event, None))
    return [*papers, Paper(CARD, _("the facilitator’s card"), "card.pdf", card), *_empty(event)]


def papers_to_read(event: Event | None, circle: Circle) -> list[Paper]:
    """What can be printed of one circle by whoever has its file: its sheet first, and slips."""
    own = partial(file_name, circle)
    return [
        Paper(SHEET, _("its sheet"), own(".pdf"), _plain(sheets, event, [circle]), sized=True),
        Paper(SLIPS, _("a slip for each person"), own(" slips.pdf"), _slips(event, [circle])),
    ]


def papers_of_guide() -> list[Paper]:
    """The pages of the guide, each to be printed by itself, and all of them."""
    what = {
        "facilitators": _("the guide for facilitators"),
        "organisers": _("the guide for organisers"),
        "data-protection": _("the guide for a data-protection officer"),
        IN_DETAIL: _("the guide in detail"),
    }
    return [
        *(
            Paper(name, words, f"guide {name}.pdf", _any_size(partial(guide, name)))
            for name, words in what.items()
        ),
        Paper("all", _("the whole guide"), "guide.pdf", _any_size(guide)),
    ]


def of_all(event: Event, circles: Sequence[Circle]) -> list[Paper]:
    """The sheets and the slips of all circles here, in the order of their numbers."""
    count = len(circles)
    sheet = n_("the one sheet", "all {count} sheets", count)
    slips = _("slips for everyone") if count > 1 else _("a slip for each person")
    return [
        Paper(
            ALL_SHEETS,
            _("both sheets") if count == 2 else sheet,
            "all sheets.pdf",
            _plain(sheets, event, circles),
            sized=True,
        ),
        Paper(ALL_SLIPS, slips, "all slips.pdf", _slips(event, circles)),
    ]


def _with_data(library: Library, event: Event, circle: Circle) -> Paper:
    def ready(size: Size) -> Ready:
        sheet = sheet_with_data(library, event, circle)
        return Ready(partial(sheet.made, size), partial(sheet.left, library))

    carries = _("The circle file, inside the PDF")
    name = file_name(circle, ENDING)
    return Paper(WITH_DATA, _("the sheet with data"), name, ready, sized=True, carries=carries)


def _checkout(event: Event | None, circle: Circle | None) -> Paper:
    ready = _any_size(partial(checkout_slips, event, circle))
    name = file_name(circle, " check-out.pdf") if circle else "check-out.pdf"
    return Paper(CHECKOUT, _("slips for the check-out"), name, ready)


def _empty(event: Event | None) -> list[Paper]:
    ready = _any_size(partial(blank, event))
    return [Paper(BLANK, _("an empty sheet"), "empty sheet.pdf", ready)]


def _plain(
    make: Callable[[Event | None, Sequence[Circle], Size], Made],
    event: Event | None,
    circles: Sequence[Circle],
) -> Callable[[Size], Ready]:
    return lambda size: Ready(partial(make, event, circles, size))


def _slips(event: Event | None, circles: Sequence[Circle]) -> Callable[[Size], Ready]:
    return _any_size(partial(slips, event, circles))


def _any_size(make: Callable[[], Made]) -> Callable[[Size], Ready]:
    return lambda _size: Ready(make)
