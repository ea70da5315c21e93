"""What a worker does: it reads circle files from their bytes, and checks all of each.

It knows no library, no key and no disk. What it refuses is told as a key with its fields, and said
in words where a person reads it.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from storycircle import __version__
from storycircle.core.error_sentences import Refused
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.apply_merge import Incoming


class NotSound(Struct, frozen=True):
    """A file that was refused, as it is told from one process to another."""

    key: str
    fields: Mapping[str, object]

    def refusal(self) -> Refused:
        """As it is said here."""
        return Refused(self.key, **self.fields)


Checked = Incoming | NotSound
"""What a worker found in a file."""


def check_files(files: Sequence[tuple[str, bytes]]) -> list[Checked]:
    """What is in each of some open circle files. files: names, with their bytes."""
    return [_checked(name, data) for name, data in files]


def version_here() -> str:
    """Which version of the app a worker has."""
    return __version__


def _checked(name: str, data: bytes) -> Checked:
    try:
        return circle_file.read_bytes(data, name)
    except Refused as refused:
        return NotSound(refused.key, refused.fields)
