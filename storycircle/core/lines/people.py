"""The people of a line: who a name typed is, and the id that runs through all meetings.

The id of somebody new follows from the line and the name: two laptops that seat the same newcomer,
and know nothing of each other, give one id. A name put right later changes no id, and somebody who
comes back is who they were.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from storycircle.core.lines.records import Attendance, Came

_NAMESPACE = uuid5(NAMESPACE_URL, "storycircle:line")


class Person(Struct, frozen=True):
    """Somebody of a line. names: all they were called, the latest one first. left: whether they
    have left for good.
    """

    id: str
    names: tuple[str, ...]
    left: bool = False

    @property
    def name(self) -> str:
        return self.names[0] if self.names else ""


def people_of(meetings: Iterable[tuple[Iterable[Attendance], Mapping[str, str]]]) -> list[Person]:
    """The people of a line, in the order in which they came to it.

    meetings: of each, the earliest first, who was there, and the members' names by their ids.
    """
    names: dict[str, list[str]] = {}
    left: dict[str, bool] = {}
    for people, seats in meetings:
        for one in people:
            known = names.setdefault(one.person, [])
            name = seats.get(one.member) or one.name
            if name:
                known[:] = [name, *(other for other in known if other != name)]
            left[one.person] = one.came is Came.LEFT
    return [Person(id_, tuple(known), left[id_]) for id_, known in names.items()]


def called(people: Sequence[Person], name: str, seated: Collection[str] = ()) -> list[Person]:
    """The people whom a name may mean, but for those who are seated: by what they are called now,
    else by what they were called before.
    """
    free = [person for person in people if person.id not in seated]
    wanted = _folded(name)
    now = [person for person in free if _folded(person.name) == wanted]
    return now or [one for one in free if wanted in map(_folded, one.names)]


def person_for(line: str, people: Sequence[Person], name: str, seated: Collection[str] = ()) -> str:
    """The id of the person of a name who takes a seat: of somebody known, else a new one's."""
    known = called(people, name, seated)
    if known:
        return min(known, key=lambda person: person.left).id
    taken = {person.id for person in people} | {*seated}
    for number in count(1):
        id_ = _id(line, name, number)
        if id_ not in taken:
            return id_
    raise AssertionError


def _id(line: str, name: str, number: int) -> str:
    return str(uuid5(_NAMESPACE, f"{line}\n{_folded(name)}\n{number}"))


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
