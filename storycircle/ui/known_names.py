"""Names that the organiser's pack knows before the day, as the members of a circle."""

from dataclasses import replace

from storycircle.core.model import LARGEST, Circle
from storycircle.core.naming import Known, members_typed, typed_lines
from storycircle.store.library import Library


def seated_as_known(library: Library, circle: Circle, before: int = 0) -> Circle:
    """The circle with the members its pack knows, where nobody has typed any.

    before: the number it had; whom the pack knew for that one go with it.
    """
    known = {invited.number: invited.names for invited in library.invited(circle.event or "")}
    here = typed_lines(circle.members).splitlines()
    if here and here != list(known.get(before, ())[:LARGEST]):
        return circle
    names = known.get(circle.number, ())[:LARGEST]
    return replace(circle, members=members_typed("\n".join(names), Known()))
