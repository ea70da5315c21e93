"""What the comparing screen says of a record in two versions: no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass

from storycircle.core import words
from storycircle.core.merging import Record
from storycircle.core.model import Circle
from storycircle.store.desk import Apart
from storycircle.store.library import Library

ASKED_AGAIN = "Its teller was asked again"
STAYS_OUT = "It stays out"
_KINDS = {
    "action": "one action",
    "member": "one name",
    "story": "one story",
    "circle": "one circle",
    "event": "the event",
    "placement": "one action in the report",
    "invited": "one list of names",
}


@dataclass(frozen=True)
class Telling:
    """The title, the sentence below it, and members' names by their ids."""

    title: str
    about: str
    names: Mapping[str, str]


def telling(library: Library, apart: Apart) -> Telling:
    """What two copies or more are of."""
    if apart.out:
        circle = _circle(library, apart)
        where = f"{_where(circle, apart)}: a" if circle else "A"
        about = (
            f"{where} story came with a yes that does not know it was withdrawn. It is in no "
            "report until somebody who knows says that its teller was asked again."
        )
        return Telling("Asked again after the withdrawal?", about, {})
    count = words.sentence(words.number(len(apart.copies)))
    title = f"{count} wordings of {_KINDS.get(apart.kind, 'one record')}"
    circle = _circle(library, apart)
    about = "Changed on two laptops that had not met. Both are kept until you choose, and after."
    if len(apart.copies) > 2:
        about = "Changed on laptops that had not met. All are kept until you choose, and after."
    where = _where(circle, apart)
    if where:
        about = f"{where}, was changed{about.removeprefix('Changed')}"
    return Telling(title, about, circle.shown_names() if circle else {})


def card_title(library: Library, copy: Record, place: int, *, out: bool) -> tuple[str, str]:
    """What stands above a copy: whose it is, and whether it is the one in use. out: none is."""
    if out:
        return "The story as it came", "Kept beside the report"
    ours = copy.version.get(library.device, 0)
    last = "This laptop’s" if ours and sum(copy.version.values()) == ours else ""
    title = last or ("One laptop’s" if place == 0 else "Another laptop’s")
    used = "In the report until you choose" if place == 0 else "Kept beside it"
    return title, used


def _circle(library: Library, apart: Apart) -> Circle | None:
    fields = apart.copies[0].fields
    id_ = apart.id if apart.kind == "circle" else fields.get("circle")
    if apart.kind == "placement":
        action = fields.get("action")
        found = (c for c in library.circles() if any(a.id == action for a in c.actions))
        return next(found, None)
    if not isinstance(id_, str):
        return None
    return next((circle for circle in library.circles() if circle.id == id_), None)


def _where(circle: Circle | None, apart: Apart) -> str:
    if apart.kind == "invited":
        return f"The names known for circle {apart.copies[0].fields.get('number')}"
    if circle is None:
        return ""
    wanted = apart.copies[0].fields.get("action") if apart.kind == "placement" else apart.id
    for place, action in enumerate(circle.actions, 1):
        if action.id == wanted:
            return f"Circle {circle.number}, action {place}"
    return f"Circle {circle.number}"
