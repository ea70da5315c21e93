"""What a program answered, and how two answers differ."""

from msgspec import Struct


class Answer(Struct, frozen=True):
    """The exit status of a command, and what it said."""

    status: int
    out: str
    err: str


def differences(what: str, one: Answer, other: Answer) -> list[str]:
    """How the answer of a bundle differs from that of the source; empty where it does not."""
    if one == other:
        return []
    return [f"{what}: from source {one}, from the bundle {other}"]
