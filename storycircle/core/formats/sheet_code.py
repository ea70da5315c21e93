"""What the square code on a sheet holds: a circle's event, number, members and actions.

Packed it is compact JSON, deflated, and cut into parts, each behind a header of ours: which code
it belongs to, which part of how many it is, and a checksum. A code never holds more than the
ink beside it shows.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.model import (
    LARGEST,
    Action,
    Circle,
    Event,
    Member,
    may_commit,
    outside,
    outside_name,
)
from storycircle.core.size_limits import LINE, MOST_OUTSIDE, PARAGRAPH
from storycircle.core.text import cleaned, one_line

HEADER = 13
"""Bytes before each part: three of ours and the form's version, four that name the code, the
part and how many there are, four of checksum."""
MOST_PARTS = 99
PAPER, LIGHT = b"SC1", b"SL1"
"""How a part begins: of what a sheet holds, and of a whole circle file that a screen shows."""
_MOST_BYTES = 200_000  # of a code unpacked: 15 names and three actions are less
_NAMESPACE = uuid5(NAMESPACE_URL, "storycircle:paper")


class Promise(Struct, frozen=True):
    """An action as a code holds it: `who` are places in the list of members, from 0, and names of
    people outside the circle.
    """

    text: str
    who: tuple[int | str, ...] = ()
    by: str = ""


class Content(Struct, frozen=True):
    """The contents of a code. letters: 0, or how many of each action are there at most. review: of
    the code on a review sheet, which says whose it is and no more, the number of actions on it.
    """

    circle: str
    number: int
    event: str = ""
    title: str = ""
    date: str = ""
    members: tuple[str, ...] = ()
    actions: tuple[Promise, ...] = ()
    letters: int = 0
    review: int = 0

    def shortened(self, letters: int) -> "Content":
        """The same with the first letters of each action alone."""
        cut = tuple(replace(action, text=action.text[:letters]) for action in self.actions)
        return replace(self, actions=cut, letters=letters)


class Part(Struct, frozen=True):
    """One code as read: part `number` of `count` of the code with this name. mark: what it is a
    part of.
    """

    code: bytes
    number: int
    count: int
    data: bytes
    mark: bytes = PAPER


def content_of(event: Event | None, circle: Circle) -> Content:
    """What a code holds of a circle as paper shows it: where it has no names, nobody is named."""
    named = any(member.name for member in circle.members)
    shown = circle.shown_names() if named else {}
    places = {id_: place for place, id_ in enumerate(shown)}
    return Content(
        circle.id,
        circle.number,
        event.id if event else "",
        event.title if event else "",
        event.date if event else "",
        tuple(shown.values()),
        tuple(Promise(a.text, _who(a, places, named=named), a.by) for a in circle.actions),
    )


def review_content(event: Event | None, circle: Circle) -> Content:
    """What the code on a review sheet holds: whose sheet it is."""
    own = event.id if event else ""
    return Content(circle.id, circle.number, own, review=len(circle.actions))


def circle_of(content: Content) -> Circle:
    """The circle a code tells of. Ids of members and actions follow from the circle's own."""
    members = tuple(
        Member(_id(content, f"member {place}"), name) for place, name in enumerate(content.members)
    )
    actions = tuple(
        Action(
            _id(content, f"action {place}"),
            action.text,
            tuple(outside(at) if isinstance(at, str) else members[at].id for at in action.who),
            action.by,
        )
        for place, action in enumerate(content.actions)
    )
    return Circle(
        content.circle, content.number, content.event or None, members=members, actions=actions
    )


def packed(content: Content) -> bytes:
    """A content as few bytes."""
    rows = [[a.text, list(a.who), a.by] for a in content.actions]
    whole = [
        *(_short(content.circle), content.number, _short(content.event), content.title),
        *(content.date, list(content.members), rows, content.letters),
        *((content.review,) if content.review else ()),
    ]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    deflate = zlib.compressobj(9, wbits=-15)
    return deflate.compress(text.encode()) + deflate.flush()


def unpacked(data: bytes, name: str) -> Content:
    """The content of a code read in the file `name`.

    Raises Refused where it is not a valid circle.
    """
    try:
        inflate = zlib.decompressobj(wbits=-15)
        text = inflate.decompress(data, _MOST_BYTES)
        if not inflate.eof:
            raise Refused("code-damaged", name=name)
        content = _content(json.loads(text))
    except (zlib.error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused("code-damaged", name=name) from error
    return content


def cut(data: bytes, count: int, mark: bytes = PAPER) -> list[bytes]:
    """Packed content in a number of parts of nearly equal size, each with its header. mark: of what
    they are parts.
    """
    size = -(-len(data) // count)
    name = zlib.crc32(data).to_bytes(4)
    parts = []
    for place in range(count):
        piece = data[place * size : (place + 1) * size]
        head = mark + name + bytes([place + 1, count])
        parts.append(head + zlib.crc32(head + piece).to_bytes(4) + piece)
    return parts


def part(read: bytes) -> Part | None:
    """A part of a code of ours; None where what was read is none, or was read wrongly."""
    head, check, piece = read[:9], read[9:HEADER], read[HEADER:]
    if not head.startswith((PAPER, LIGHT)) or len(read) <= HEADER:
        return None
    number, count = head[7], head[8]
    sound = check == zlib.crc32(head + piece).to_bytes(4) and 1 <= number <= count <= MOST_PARTS
    return Part(head[3:7], number, count, piece, head[:3]) if sound else None


def join_parts(parts: Iterable[Part]) -> tuple[dict[bytes, bytes], dict[bytes, list[Part]]]:
    """Whole codes by name, packed; and the parts of codes of which others were not read."""
    found: dict[bytes, dict[int, Part]] = {}
    for each in parts:
        found.setdefault(each.code, {})[each.number] = each
    whole, lacking = {}, {}
    for name, there in found.items():
        ordered = [there[number] for number in sorted(there)]
        data = b"".join(each.data for each in ordered)
        if len(ordered) == ordered[0].count and zlib.crc32(data).to_bytes(4) == name:
            whole[name] = data
        else:
            lacking[name] = ordered
    return whole, lacking


def _content(whole: Any) -> Content:
    """What was written by `packed`, every type and bound checked. Raises ValueError, TypeError."""
    circle, number, event, title, date, members, rows, letters, *more = whole
    review = more.pop() if more else 0
    if type(rows) is not list or not may_commit(len(rows)):
        raise ValueError(rows)
    content = Content(
        _long(_line(circle)),
        number,
        _long(_line(event)),
        _line(title),
        _line(date),
        tuple(_line(name) for name in _list(members, LARGEST)),
        tuple(_promise(row, len(members)) for row in rows),
        letters,
        review,
    )
    counts = (type(number) is int and 1 <= number < 1_000_000, type(letters) is int)
    if more or type(review) is not int or not may_commit(review) or (review and (members or rows)):
        raise ValueError(whole)
    if not all(counts) or letters < 0 or not content.circle or not all(content.members):
        raise ValueError(whole)
    return content


def _promise(row: Any, members: int) -> Promise:
    text, who, by = _list(row, 3)
    if type(text) is not str or len(text) > PARAGRAPH or not text.strip() or cleaned(text) != text:
        raise ValueError(text)
    named = _list(who, LARGEST + MOST_OUTSIDE)
    places = [one for one in named if not isinstance(one, str)]
    if any(type(place) is not int or not 0 <= place < members for place in places):
        raise ValueError(who)
    beside = [_line(one) for one in named if isinstance(one, str)]
    if not all(beside):
        raise ValueError(who)
    return Promise(text, tuple(dict.fromkeys([*places, *beside])), _line(by))


def _who(action: Action, places: Mapping[str, int], *, named: bool) -> tuple[int | str, ...]:
    """Who commits to an action, as a code says it. named: whether it names people at all."""
    ours = [places[one] for one in action.who if one in places]
    beside = [name for one in action.who if (name := outside_name(one))] if named else []
    return (*ours, *beside)


def _line(value: Any) -> str:
    if type(value) is not str or len(value) > LINE + 10 or one_line(value) != value:
        raise ValueError(value)
    return value


def _list(value: Any, most: int) -> Sequence[Any]:
    if type(value) is not list or len(value) > most:
        raise ValueError(value)
    return value


def _id(content: Content, what: str) -> str:
    return str(uuid5(_NAMESPACE, f"{content.circle} {what}"))


def _short(id_: str) -> str:
    """An id without its dashes, which follow from the rest."""
    try:
        return id_.replace("-", "") if str(UUID(id_)) == id_ else id_
    except ValueError:
        return id_


def _long(short: str) -> str:
    try:
        return str(UUID(short)) if len(short) == 32 else short
    except ValueError:
        return short
