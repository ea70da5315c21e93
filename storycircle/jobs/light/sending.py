"""What a screen shows of a circle or an event pack, for the camera of another laptop."""

from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.formats import light_code
from storycircle.core.model import Circle, Event
from storycircle.core.text import fingerprint, free_name
from storycircle.jobs.export import file_name, seal_of, with_key
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.exchange.sealed_file import OPEN, Seal, check_recipients, key_files
from storycircle.store.library import Library


class ToShow(Struct, frozen=True, dict=True):
    """A circle file as codes to be shown one after another, each as rows of modules, 1 where it is
    dark. name: of the file. sealed: nobody but the organiser can open it. keys: the fingerprints of
    those to which an event pack has circle files sealed.
    """

    name: str
    sealed: bool
    parts: tuple[bytes, ...]
    leave: Leave
    digest: str
    keys: tuple[str, ...] = ()

    @cached_property
    def symbols(self) -> tuple[tuple[bytes, ...], ...]:
        """The codes, all of one size."""
        from storycircle.paper.sheets.qr_codes import symbol  # noqa: PLC0415 (with what prints)

        return tuple(symbol(part, level="L", version=light_code.VERSION) for part in self.parts)


def circle_to_show(library: Library, circle: Circle) -> ToShow:
    """A circle's file as codes, sealed to the keys its event carries. Nothing is noted of it yet.
    Raises Refused.
    """
    seal = seal_of(library, circle)
    check_recipients(seal.recipients)
    leave = library.leave(circle, sealed=seal.closes)
    taken = library.names_exported(but=circle.id)
    name = free_name(file_name(circle, ".circle", library.event(circle.event)), taken)
    return _to_show(leave, name, seal)


def pack_to_show(library: Library, event: Event) -> ToShow:
    """An event pack as codes; where there is a key, it has circle files sealed to it, as one that
    is saved as a file has. Raises Refused: then nothing is changed.
    """
    if key_files(library.path)[1].exists():
        sealing = with_key(library, event)
        if sealing != event:
            _to_show(library.pack(sealing), event.title, OPEN)  # or it is refused, and not kept
            library.save_event(sealing)
        event = sealing
    shown = _to_show(library.pack(event), event.title, OPEN)
    return replace(shown, keys=tuple(map(fingerprint, event.recipients)))


def note_seen(library: Library, shown: ToShow) -> None:
    """Note that a circle was handed over, as a person saw that the other laptop has it."""
    library.exported(shown.leave, Path(shown.name), shown.digest, shown=True)


def _to_show(leave: Leave, name: str, seal: Seal) -> ToShow:
    data = light_code.whole(circle_file.content(leave, name), seal.close)
    parts = tuple(light_code.shown(data))
    return ToShow(name, seal.closes, parts, leave, circle_file.root(leave))
