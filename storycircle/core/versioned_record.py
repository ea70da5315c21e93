"""A record as it is kept and merged, and its version vector.

Version vectors: which of two copies of a record knew the other. No clock decides.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

Version = Mapping[str, int]
"""For each device that changed a record, how many changes of that device it holds."""


class Order(StrEnum):
    """How a version stands to another."""

    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    CONCURRENT = "concurrent"


def compare(ours: Version, theirs: Version) -> Order:
    """The order of two versions: `theirs` is newer if it knows all of our changes and more."""
    ahead = any(count > ours.get(device, 0) for device, count in theirs.items())
    behind = any(count > theirs.get(device, 0) for device, count in ours.items())
    if ahead and behind:
        return Order.CONCURRENT
    if ahead:
        return Order.NEWER
    return Order.OLDER if behind else Order.SAME


def bumped(version: Version, device: str) -> dict[str, int]:
    """The version after one more change on a device."""
    return {**version, device: version.get(device, 0) + 1}


def joined(ours: Version, theirs: Version) -> dict[str, int]:
    """The least version that knows both."""
    devices = sorted({*ours, *theirs})
    return {device: max(ours.get(device, 0), theirs.get(device, 0)) for device in devices}


class Record(Struct, frozen=True):
    """One row that travels: its kind, id, fields as JSON-like values, and version.

    A removed record has no fields.
    """

    kind: str
    id: str
    fields: Mapping[str, object]
    version: Version
    removed: bool = False

    def content(self) -> str:
        """What it says as one text, for a fixed choice between two.

        A story's place says nothing: in a file it is counted among the stories that leave.
        """
        fields = {k: v for k, v in self.fields.items() if (self.kind, k) != ("story", "place")}
        inner = repr(sorted((key, repr(value)) for key, value in fields.items()))
        return f"{self.removed:d}{inner}"
