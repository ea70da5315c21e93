"""A whole circle file as parts that a screen shows one after another, and a camera reads.

The file is deflated, and then sealed where it is to be: sealed bytes do not deflate. A digest
stands before it, so that parts of two files never make a third. Each part has the header of the
codes on paper, with a mark of its own.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.core.formats import sheet_code
from storycircle.core.formats.sheet_code import LIGHT, Part
from storycircle.core.i18n import figures

VERSION = 12
"""Of the codes on the screen: 65 modules a side. Larger ones take longer to read than they save."""
A_SECOND = 3
"""Codes shown, at most: more flashes than three a second may harm people."""
MOST_UNPACKED = 16_000_000
"""Bytes of a file that is unpacked."""
_EACH = 365 - sheet_code.HEADER  # bytes that a code of this version holds, at its lowest correction
_DEFLATED = b"SCZ1"
_DIGEST = 16  # bytes
_MOST_CODES = 8  # of which parts are kept while others are missing
_MOST_DONE = 64


def whole(file: bytes, seal: Callable[[bytes], bytes]) -> bytes:
    """A circle file as it is shown: deflated, then sealed. seal: closes it, or leaves it open."""
    deflate = zlib.compressobj(9, wbits=-15)
    data = seal(_DEFLATED + deflate.compress(file) + deflate.flush())
    return sha256(data).digest()[:_DIGEST] + data


def shown(data: bytes) -> list[bytes]:
    """What `whole` made, as the contents of one code after another. Raises Refused where there
    would be too many: then a file is the shorter way.
    """
    count = -(-len(data) // _EACH)
    if count > sheet_code.MOST_PARTS:
        minutes = figures(-(-count // (A_SECOND * 60)))
        raise Refused("too-long-by-light", minutes=minutes, count=figures(count))
    return sheet_code.cut(data, count, LIGHT)


def is_deflated(data: bytes) -> bool:
    """Whether data is a file that was deflated to be shown."""
    return data.startswith(_DEFLATED)


def inflated(data: bytes, name: str) -> bytes:
    """The file that was deflated. name: of it, for a refusal. Raises Refused where it is damaged,
    or would be larger than is unpacked.
    """
    inflate = zlib.decompressobj(wbits=-15)
    if not is_deflated(data):
        raise Refused("light-damaged", name=name)
    try:
        file = inflate.decompress(data[len(_DEFLATED) :], MOST_UNPACKED)
    except zlib.error as error:
        raise Refused("light-damaged", name=name) from error
    if not inflate.eof or inflate.unused_data:
        raise Refused("light-damaged", name=name)
    return file


class Gathering(Struct, frozen=True):
    """How much of one thing is there. there: the numbers of its parts, of so many. parts: all of
    them, once it is whole.
    """

    code: bytes
    mark: bytes
    count: int
    there: frozenset[int]
    parts: tuple[Part, ...] = ()

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the parts that are not there yet."""
        return tuple(n for n in range(1, self.count + 1) if n not in self.there)

    @property
    def is_whole(self) -> bool:
        return bool(self.parts)


_Key = tuple[bytes, bytes, int]


class Collector:
    """Puts parts together, in whatever order they come and however often: of sheets, and of files
    that a screen shows. What belongs to different things is kept apart; of what is never finished
    the oldest is dropped.
    """

    def __init__(self) -> None:
        self._waiting: dict[_Key, dict[int, Part]] = {}
        self._done: dict[_Key, Gathering] = {}

    @property
    def waiting(self) -> int:
        """Of how many things some parts are there and others missing."""
        return len(self._waiting)

    def take(self, read: bytes) -> Gathering | None:
        """How much is there of what this code is a part of; None where it is no part of ours, or
        was read wrongly. It is whole only once.
        """
        part = sheet_code.part(read)
        if part is None:
            return None
        key = part.mark, part.code, part.count
        if key in self._done:
            return self._done[key]
        there = self._waiting.pop(key, {})
        there[part.number] = part
        self._waiting[key] = there  # the one met last is the last to be dropped
        while len(self._waiting) > _MOST_CODES:
            del self._waiting[next(iter(self._waiting))]
        if len(there) < part.count:
            return Gathering(part.code, part.mark, part.count, frozenset(there))
        del self._waiting[key]
        parts = tuple(there[number] for number in sorted(there))
        if not _agree(parts):  # parts of several things that call themselves one
            return Gathering(part.code, part.mark, part.count, frozenset())
        found = Gathering(part.code, part.mark, part.count, frozenset(there))
        self._done[key] = found
        while len(self._done) > _MOST_DONE:
            del self._done[next(iter(self._done))]
        return Gathering(part.code, part.mark, part.count, frozenset(there), parts)


def files(parts: Iterable[Part]) -> tuple[dict[bytes, bytes], dict[bytes, tuple[int, int]]]:
    """Files by the name of their code, deflated or sealed; of those that lack parts, how many are
    there and how many there should be.
    """
    found: dict[tuple[bytes, int], dict[int, Part]] = {}
    for part in parts:
        if part.mark == LIGHT:
            found.setdefault((part.code, part.count), {})[part.number] = part
    there, lacking = {}, {}
    for (code, count), each in found.items():
        ordered = tuple(each[number] for number in sorted(each))
        if len(ordered) == count and _agree(ordered):
            there[code] = b"".join(part.data for part in ordered)[_DIGEST:]
        else:
            lacking[code] = len(ordered), count
    return there, {code: of for code, of in lacking.items() if code not in there}


def _agree(parts: Sequence[Part]) -> bool:
    """Whether parts, all of one count and in order, are of one thing."""
    data = b"".join(part.data for part in parts)
    if zlib.crc32(data).to_bytes(4) != parts[0].code:
        return False
    own = sha256(data[_DIGEST:]).digest()[:_DIGEST]
    return parts[0].mark != LIGHT or (len(data) > _DIGEST and data[:_DIGEST] == own)
