"""Paper made whole in memory: the very bytes that are shown, printed and saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from storycircle.core import words
from storycircle.core.errors import Refused
from storycircle.core.model import Circle, Event
from storycircle.core.sharing import leaving
from storycircle.core.teller_slip import teller_slips
from storycircle.store.disk import write_bytes

if TYPE_CHECKING:
    from storycircle.paper.pen import Printed

Size = Literal["a4", "a3"]
SIZES: tuple[Size, ...] = ("a4", "a3")
_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF. said: a sentence on letters no font here has, empty where all were set."""

    pdf: bytes
    said: str = ""


def sheets(event: Event | None, circles: Sequence[Circle], size: Size = "a4") -> Made:
    """The feedback sheets of circles, one after another: for the wall."""
    from storycircle.paper.sheet import draw_sheets  # noqa: PLC0415 (reportlab: when first used)

    return finished(draw_sheets(event, [leaving(circle) for circle in circles], size))


def slips(event: Event | None, circles: Sequence[Circle]) -> Made:
    """A slip for each member, four to a page."""
    from storycircle.paper.slips import draw_slips  # noqa: PLC0415 (reportlab: when first used)

    return finished(draw_slips(event, [leaving(circle) for circle in circles]))


def tellers(event: Event | None, circles: Sequence[Circle]) -> Made:
    """A slip for the teller of each story that leaves."""
    from storycircle.paper.teller_slip import draw_teller_slips  # noqa: PLC0415 (when first used)

    return finished(draw_teller_slips([s for c in circles for s in teller_slips(c, event)]))


def blank() -> Made:
    """An empty sheet to fill in by hand."""
    from storycircle.paper.blank import draw_blank  # noqa: PLC0415 (reportlab: when first used)

    return finished(draw_blank())


def card(event: Event | None, circle: Circle | None = None) -> Made:
    """The facilitator's card, for one circle where it is given: names stand as they were typed."""
    from storycircle.paper.card import draw_card  # noqa: PLC0415 (reportlab: when first used)

    return finished(draw_card(event, leaving(circle).circle if circle else None))


def sign_in(event: Event | None, circles: Sequence[Circle]) -> Made:
    """A sign-in sheet, a page for each circle."""
    from storycircle.paper.sign_in import draw_sign_in  # noqa: PLC0415 (when first used)

    return finished(draw_sign_in(event, [leaving(circle).circle for circle in circles]))


def save(path: Path, made: Made) -> str:
    """Write a PDF that was made, whole or not at all; what it has to say. Raises Refused."""
    check_ending(path, [".pdf"])
    write_bytes(path, made.pdf)
    return made.said


def finished(printed: "Printed") -> Made:
    """A document as its writer left it, with its sentence."""
    return Made(printed.pdf, boxes(printed.missing))


def boxes(missing: Sequence[str]) -> str:
    """A sentence on letters that no font here has; empty where there are none."""
    if not missing:
        return ""
    shown = words.listed([f"“{letter}”" for letter in missing[:_MOST_SHOWN]])
    left = len(missing) - _MOST_SHOWN
    more = f" and {words.counted(left, 'other')}" if left > 0 else ""
    many = len(missing) > 1
    return (
        f"No font on this laptop has {shown}{more}: "
        f"{'each stands as a box' if many else 'it stands as a box'} on paper."
    )


def check_ending(path: Path, endings: Sequence[str]) -> None:
    """Refuse a name whose ending no writer here has."""
    if path.suffix.lower() not in endings:
        raise Refused("ending-unknown", name=path.name, endings=" ".join(endings))
