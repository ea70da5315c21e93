"""Saving elsewhere: a whole library on another disk, while its own takes nothing in."""

from collections.abc import Iterable
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.core.model import Circle, new_id
from storycircle.store import consent_log
from storycircle.store.checking import is_sound
from storycircle.store.disk import DAMAGED, write_whole
from storycircle.store.library import Library
from storycircle.store.running import Standing
from storycircle.store.typed import Typed


def save_elsewhere(
    library: Library,
    path: Path,
    open_circle: tuple[Circle, Standing] | None,
    typed: Iterable[tuple[str, str, Typed | None]] = (),
) -> None:
    """Write a library of its own to a path: all that this one has on its disk, a circle as it is
    on screen, and what was typed and not taken, by owner and field. Whole or not at all, and
    looked at before it counts. Where its disk holds nothing sound any more, the last two alone.
    Raises Refused.
    """

    def make(temporary: Path) -> None:
        try:
            library.copy_to(temporary)
        except Refused as refused:
            if refused.key != "damaged-library" and refused.fields.get("why") != DAMAGED:
                raise
            temporary.write_bytes(b"")
        with Library(temporary, library.clock, passing=new_id()) as other:
            if open_circle is not None:
                other.save_circle(*open_circle)
            for row in typed:
                other.keep_typed(*row)
            if not is_sound(other._conn):  # noqa: SLF001 (the store's own)
                raise Refused("damaged-file", name=path.name)
        consent_log.path_of(temporary).unlink(missing_ok=True)  # it is made anew beside the library

    write_whole(path, make)
