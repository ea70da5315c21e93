"""Saving elsewhere: a whole library on another disk, while its own takes nothing in."""

from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.core.model import Circle, new_id
from storycircle.store import consent_log
from storycircle.store.checking import is_sound
from storycircle.store.disk import DAMAGED, write_whole
from storycircle.store.library import Library
from storycircle.store.running import Standing


def save_elsewhere(library: Library, path: Path, circle: Circle, standing: Standing) -> None:
    """Write a library of its own to a path: all that this one has on its disk, and a circle as it
    is on screen. Whole or not at all, and looked at before it counts. Where its disk holds nothing
    sound any more, the circle alone. Raises Refused.
    """

    def make(temporary: Path) -> None:
        try:
            library.copy_to(temporary)
        except Refused as refused:
            if refused.key != "damaged-library" and refused.fields.get("why") != DAMAGED:
                raise
            temporary.write_bytes(b"")
        with Library(temporary, library.clock, passing=new_id()) as other:
            other.save_circle(circle, standing)
            if not is_sound(other._conn):  # noqa: SLF001 (the store's own)
                raise Refused("damaged-file", name=path.name)
        consent_log.path_of(temporary).unlink(missing_ok=True)  # it is made anew beside the library

    write_whole(path, make)
