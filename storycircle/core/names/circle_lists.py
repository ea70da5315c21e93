"""Lists of invited names, a circle each, as a pack keeps them and as people write them."""

from collections.abc import Iterable

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Invited
from storycircle.core.names.pasted import read_names
from storycircle.core.names.reading import NamesRead
from storycircle.core.names.typed_list import read_typed
from storycircle.core.size_limits import LINE
from storycircle.core.text import cleaned
from storycircle.core.typed_input import each, short_line


def typed_invited(lists: Iterable[Invited]) -> str:
    """The lists as they would be typed: each circle's number above its names."""
    return "\n\n".join("\n".join([_("Circle {number}", number=i.number), *i.names]) for i in lists)


def readable_invited(text: str, event: str) -> tuple[tuple[Invited, ...], Refused | None]:
    """The lists of the lines as they are typed, and why the first that cannot be read is refused.

    A line with a number alone, or "Circle 5", begins a circle; a comma stands before an agency.
    Where the lines hold tabs they are rows of a table. What `typed_invited` gives is read as it
    was.
    """
    text = cleaned(text)
    read = read_names(text) if "\t" in text else read_typed(text.split("\n"))
    return invited_lists(read, event)


def invited_lists(read: NamesRead, event: str) -> tuple[tuple[Invited, ...], Refused | None]:
    """The lists of what was read, each person in the likeliest way, and why the first that has no
    place in them is refused.
    """
    found: dict[int, list[str]] = {}

    def take(at: int) -> None:
        person = read.people[at]
        if person.circle < 1:
            raise Refused("name-without-circle", line=person.written[:60])
        found.setdefault(person.circle, []).append(short_line(person.best.line, LINE))

    _taken, why = each(range(len(read.people)), take)
    return tuple(Invited(event, n, tuple(found[n])) for n in sorted(found)), why


def with_lists(kept: Iterable[Invited], new: Iterable[Invited]) -> tuple[Invited, ...]:
    """The lists that were kept with new ones, which take the place of those of their circles."""
    found = {invited.number: invited for invited in (*kept, *new)}
    return tuple(found[number] for number in sorted(found))
