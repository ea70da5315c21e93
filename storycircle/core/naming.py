"""Names typed one a line, and the members they are: renaming keeps a person the same person."""

from collections.abc import Sequence
from dataclasses import replace

from storycircle.core.errors import Refused
from storycircle.core.model import LARGEST, Member, new_id
from storycircle.core.text import LINE, bounded, one_line


def members_typed(text: str, known: Sequence[Member]) -> tuple[Member, ...]:
    """The members of lines such as "Dawn G, health visiting", in their order.

    A line with a known name is that member; a line that takes the place of one that is gone is
    that member renamed; any other is new. Raises Refused over 15 people.
    """
    lines = [_split(line) for line in text.splitlines()]
    typed = [(name, agency) for name, agency in lines if name]
    if len(typed) > LARGEST:
        raise Refused("too-many-people", count=len(typed))
    found = _same_names(typed, known)
    taken = {member.id for member in found if member}
    members = []
    for place, (name, agency) in enumerate(typed):
        member = found[place]
        if member is None and place < len(known) and known[place].id not in taken:
            member = known[place]
        member = member or Member(new_id(), name)
        taken.add(member.id)
        members.append(replace(member, name=name, agency=agency))
    return tuple(members)


def typed_lines(members: Sequence[Member]) -> str:
    """Members as they would be typed, one a line."""
    return "\n".join(f"{m.name}, {m.agency}" if m.agency else m.name for m in members)


def _split(line: str) -> tuple[str, str]:
    name, _, agency = line.partition(",")
    name = bounded(one_line(name), LINE, "A name")
    return name, bounded(one_line(agency), LINE, "An agency")


def _same_names(typed: Sequence[tuple[str, str]], known: Sequence[Member]) -> list[Member | None]:
    left = list(known)
    found: list[Member | None] = []
    for name, _ in typed:
        member = next((m for m in left if m.name.casefold() == name.casefold()), None)
        if member is not None:
            left.remove(member)
        found.append(member)
    return found
