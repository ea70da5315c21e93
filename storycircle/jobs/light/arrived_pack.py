"""An event pack that came by light: what it is, before anybody takes it, and taking it.

Whoever takes it compares its keys aloud first: circle files are sealed to them from then on.
"""

import json
from collections.abc import Sequence

from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.core.formats import light_code
from storycircle.core.formats.sheet_code import LIGHT, Part
from storycircle.core.text import fingerprint
from storycircle.jobs.merge import MergeResult, merged_batch
from storycircle.jobs.merge_sources import batch_of
from storycircle.store.afterwards import report_parts
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.sealed_file import is_sealed
from storycircle.store.library import Library


class ArrivedPack(Struct, frozen=True):
    """An event pack that is not taken yet. title: the event's. keys: the fingerprints of those to
    which it has circle files sealed.
    """

    title: str
    keys: tuple[str, ...]


def pack_in(parts: Sequence[Part]) -> ArrivedPack | None:
    """The event pack that these parts are of; None where they are of anything else, of something
    beside it, or damaged. It is read as a stranger's file is, in memory alone.
    """
    whole, lacking = light_code.files(parts)
    if lacking or len(whole) != 1 or any(part.mark != LIGHT for part in parts):
        return None
    (data,) = whole.values()
    if is_sealed(data):
        return None
    try:
        incoming = circle_file.read_bytes(light_code.inflated(data, ""), "")
    except Refused:
        return None
    event = next((record for record in incoming.records if record.kind == "event"), None)
    held = any(one.kind == "circle" or report_parts.is_run(one) for one in incoming.records)
    if held or event is None:
        return None
    keys = json.loads(str(event.fields["recipients"]))
    return ArrivedPack(str(event.fields["title"]), tuple(map(fingerprint, keys)))


def take(library: Library, parts: Sequence[Part]) -> MergeResult:
    """Take a pack into a library as its file would be; what of it waits for a person is left out.
    Raises Refused where nothing can be unpacked beside the library.
    """
    with batch_of([], library, read=parts) as batch:
        (row,) = merged_batch(library, batch)
    return row
