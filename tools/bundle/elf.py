"""Reads of a library for Linux what a system reads as it loads it: its parts, and what it needs."""

import struct
from collections.abc import Iterator

from msgspec import Struct

_MAGIC = b"\x7fELF\x02\x01"  # of 64 bits, and the lowest byte first
_LOADED, _DYNAMIC = 1, 2  # kinds of parts
_NEEDED, _STRINGS = 1, 5  # kinds of what the second of them says


class _Part(Struct, frozen=True):
    """A part of a library as its table has it, in bytes."""

    kind: int
    in_file: int
    in_memory: int
    size: int
    page: int


def is_loadable(library: bytes) -> bool:
    """Whether a library's parts lie where a system can load them: at the same place of a page in
    the file and in memory. True of what is no library of 64 bits.
    """
    return not any(
        part.kind == _LOADED and part.page > 1 and (part.in_file - part.in_memory) % part.page
        for part in _parts(library)
    )


def needed(library: bytes) -> list[str]:
    """The file names of the libraries that one is linked with itself, and not by way of another.
    Empty where it is no library of 64 bits.
    """
    parts = list(_parts(library))
    names, strings = [], 0
    for part in parts:
        if part.kind == _DYNAMIC:
            for place in range(part.in_file, part.in_file + part.size, 16):
                kind, value = struct.unpack_from("<QQ", library, place)
                if kind == 0:
                    break
                if kind == _NEEDED:
                    names.append(value)
                elif kind == _STRINGS:
                    strings = _in_file(value, parts)
    return [_string(library, strings + name) for name in names]


def _parts(library: bytes) -> Iterator[_Part]:
    if not library.startswith(_MAGIC):
        return
    (table,) = struct.unpack_from("<Q", library, 32)
    size, count = struct.unpack_from("<HH", library, 54)
    for place in range(table, table + size * count, size):
        kind, _flags, in_file, in_memory = struct.unpack_from("<IIQQ", library, place)
        long, _in_memory, page = struct.unpack_from("<QQQ", library, place + 32)
        yield _Part(kind, in_file, in_memory, long, page)


def _in_file(address: int, parts: list[_Part]) -> int:
    """Where in the file that lies which is at an address in memory."""
    for part in parts:
        if part.kind == _LOADED and 0 <= address - part.in_memory < part.size:
            return address - part.in_memory + part.in_file
    raise ValueError("a library names no place of its strings")


def _string(library: bytes, place: int) -> str:
    return library[place : library.index(b"\0", place)].decode()
