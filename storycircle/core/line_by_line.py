"""Of several lines the good ones are taken, whatever is wrong with another."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from storycircle.core.errors import Refused

S = TypeVar("S")
T = TypeVar("T")


def each(lines: Iterable[S], read: Callable[[S], T]) -> tuple[list[T], Refused | None]:
    """What could be read of the lines, and why the first that could not was refused."""
    found: list[T] = []
    why: Refused | None = None
    for line in lines:
        try:
            found.append(read(line))
        except Refused as refused:
            why = why or refused
    return found, why


def short_line(line: str, most: int) -> str:
    """The line, where it has at most so many letters. Raises Refused, naming the line."""
    if len(line) > most:
        raise Refused("line-too-long", line=f"{line[:40]} …", most=f"{most:,}")
    return line
