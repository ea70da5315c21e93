"""Text saved as it is typed: on a pause of 300 ms, on leaving the field, every 2 s at the most.

What cannot be taken stays in its field, and on the disk under the field's place, until it is
mended.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Protocol, cast, runtime_checkable
from weakref import WeakSet

from msgspec import Struct
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from storycircle.core.error_sentences import Refused
from storycircle.store.library import Library
from storycircle.store.refused_text import Typed

UNSETTLED = "unsettled"
"""What saving a text gives where not all of it is in effect yet: it is kept as it was typed too,
until it is settled, and stands in its field again whatever happens before."""
_PAUSE_MS = 300
_MOST_MS = 2_000


class Place(Struct, frozen=True):
    """Where the refused text of a field is kept: an owner in a library, and the field's name."""

    library: Library
    owner: str
    field: str

    @property
    def is_unsaved(self) -> bool:
        """Whether its text is on screen alone."""
        return (self.owner, self.field) in self.library.unsaved_texts

    def read(self, kept: Mapping[str, Typed] | None = None) -> Typed | None:
        """The refused text; None where there is none. kept: those of the owner, if read before."""
        if self.is_unsaved:
            return self.library.unsaved_texts[self.owner, self.field]
        return (self.library.typed(self.owner) if kept is None else kept).get(self.field)

    def keep(self, typed: Typed | None) -> bool:
        """Keep a refused text, or none any more; whether the disk took it.

        What it does not take is remembered by the library, whatever becomes of the field: closing
        asks, and a screen that is made anew shows it again.
        """
        self.library.unsaved_texts[self.owner, self.field] = typed
        if self.library.reads:
            return False
        try:
            self.library.keep_typed(self.owner, self.field, typed)
        except Refused:
            return False
        del self.library.unsaved_texts[self.owner, self.field]
        return True


class TextField(Protocol):
    """A widget that a text is typed in: of one line, or of many."""

    @property
    def textChanged(self) -> SignalInstance: ...

    @property
    def left(self) -> SignalInstance: ...

    def text(self) -> str: ...

    def set_text(self, text: str) -> None: ...


@runtime_checkable
class ShowsSaved(Protocol):
    """A screen that says whether all that stands in its fields is on the disk."""

    def show_saved(self) -> None: ...


@cache  # to look through a class takes longer than the letter that was typed takes to be drawn
def _shows_saved(kind: type) -> bool:
    return issubclass(kind, ShowsSaved)


class Draft(QObject):
    """Watches one field and hands its text on to be saved. moved: it waits to be, or was.

    refused: whether what is in the field was not taken, or not all of it: saving it raised
    Refused, or gave False and said the sentence by `refusals`. That sentence is then `why`.
    unsettled: whether it was taken, and is not all in effect yet: saving it gave UNSETTLED.
    """

    moved = Signal()

    def __init__(
        self,
        field: TextField,
        save: Callable[[str], object],
        at: Callable[[], Place | None],
        *,
        shown: Callable[[], str] | None = None,
        entered: bool = False,
        refusals: SignalInstance | None = None,
    ) -> None:
        """at: the place of what the field shows now; None where it shows nothing.

        shown: what is kept, as the field shows it once it is left. entered: taken at Enter alone,
        through `take`; what was typed and not entered is nobody's yet. refusals: carries the
        sentence to where it is read, where that is not beside the field.
        """
        widget = cast("QWidget", field)
        super().__init__(widget)
        self._field = field
        self._save = save
        self._at = at
        self._shown = shown
        self._entered = entered
        self._kept = self._text()  # as the circle has it, which may be tidier than the field
        self._kept_at: Place | None = None  # where the refused text of this field is kept
        self._refusals = refusals
        self._no_room = False  # the disk refused it, not its words
        self._opened = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._filling = False
        self._saving = False
        self.refused = self.unsettled = False
        self.why = ""
        field.textChanged.connect(self._typed)
        field.left.connect(self.leave)

    @property
    def waiting(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self._since.isValid()

    def fill(self, text: str) -> None:
        """Show what the circle has, where that has changed by something else than typing here.

        A space at the end of what is being typed, or words that were refused, stay in the field.
        """
        if not self._opened:
            self.turn_to(text)
            return
        changed = text != self._kept
        self._kept = text
        if changed and not (self.waiting or self._saving or self.refused or self.unsettled):
            self._show(text)

    def turn_to(self, text: str, kept: Mapping[str, Typed] | None = None) -> None:
        """Show something else: another person's words. What was typed is saved before, and what
        was refused there before stands in the field again. kept: as for `Place.read`.
        """
        if self._saving:  # it comes of saving this very field, whose text is judged just now
            self._kept = text
            return
        self.flush()
        self._opened = True
        self.refused, self.why, self._kept_at, self._no_room = False, "", None, False
        self.unsettled = False
        self._kept = text
        place = self._at()
        again = place.read(kept) if place is not None else None
        self._show(text if again is None else again.text)
        if place is not None and again is not None:  # to open a field is no wish to save that
            self._kept_at, self.refused, self.why = place, not again.unsettled, again.why
            self.unsettled = again.unsettled
            self._no_room = place.is_unsaved
            self._moved()

    def tell(self) -> None:
        """Repeat why the text in the field was not accepted, where that is not beside it."""
        if self.refused and self.why and self._refusals is not None:
            self._refusals.emit(self.why)

    def flush(self) -> None:
        """Save now what was typed, and try again what the disk alone refused."""
        if self._since.isValid() or self._no_room:
            self.take()

    def leave(self) -> None:
        """The field is left: it is saved, and what was taken is shown as it is kept."""
        self.flush()
        if self._shown is not None and not self.refused:
            self._kept = self._shown()
            self._show(self._kept)

    def enter(self) -> None:
        """Enter was pressed: what was refused is tried again too."""
        if self.refused:
            self.take()
        self.leave()

    def take(self) -> bool:
        """Save the text in the field, typed now or before; True if it was accepted."""
        self._timer.stop()
        self._since.invalidate()
        text, place, self._saving = self._text(), self._at(), True
        heard: list[str] = []
        listens = self._refusals.connect(heard.append) if self._refusals is not None else None
        try:
            taken = self._save(text)
            self.refused, self.unsettled = taken is False, taken == UNSETTLED
            self.why = heard[-1] if self.refused and heard else ""
            self._no_room = False
        except Refused as refused:
            self.refused, self.unsettled, self.why = True, False, str(refused)
            self._no_room = refused.key == "library-unsaved"
        finally:
            self._saving = False
            if listens is not None:
                QObject.disconnect(listens)
        self._keep_refused(place, text)
        self._moved()
        return not self.refused

    def discard(self) -> None:
        """Discard what was typed and not accepted: it was emptied, put back, or is settled."""
        self._timer.stop()
        self._since.invalidate()
        self.refused, self.why, self._no_room, self.unsettled = False, "", False, False
        self._keep_refused(None, "")
        self._moved()

    def _keep_refused(self, place: Place | None, text: str) -> None:
        """Keep what was refused or is not settled on the disk, and no more what is mended."""
        kept = self.refused or self.unsettled
        before, self._kept_at = self._kept_at, place if kept else None
        if self._kept_at is not None:
            self._kept_at.keep(Typed(text, self.why, self.unsettled))
        if before is not None and before != self._kept_at:
            before.keep(None)

    def _moved(self) -> None:
        if self.waiting or self.refused:
            _NOT_KEPT.add(self)
        else:
            _NOT_KEPT.discard(self)
        self.moved.emit()
        over = cast("QWidget", self._field).parentWidget()
        while over is not None:
            kind: type = type(over)
            if _shows_saved(kind):
                cast("ShowsSaved", over).show_saved()
            over = over.parentWidget()

    def _show(self, text: str) -> None:
        if self._text() == text:
            return
        self._filling = True
        self._field.set_text(text)
        self._filling = False

    def _typed(self) -> None:
        if self._filling or self._entered:
            return
        waited = self.waiting
        if not waited:
            self._since.start()
        left = _MOST_MS - self._since.elapsed()
        self._timer.start(max(0, min(_PAUSE_MS, left)))
        if not waited:  # else all that shows it knows: this is done at each key
            self._moved()

    def _text(self) -> str:
        return self._field.text()


_NOT_KEPT: WeakSet[Draft] = WeakSet()
"""The drafts that wait or were refused: few of all that a window has, and asked for at each key and
each second of a turn.
"""


def not_kept_in(widget: QWidget) -> list[Draft]:
    """The drafts of a screen's fields whose text waits to be saved or was refused."""
    found = [draft for draft in _NOT_KEPT if draft.waiting or draft.refused]
    return [draft for draft in found if isValid(draft) and _is_in(widget, draft)]


def _is_in(widget: QWidget, draft: Draft) -> bool:
    over: QObject | None = draft.parent()
    while over is not None and over is not widget:
        over = over.parent()
    return over is widget


def flush_all(widget: QWidget) -> None:
    """Save what was typed in any field of a screen."""
    for draft in widget.findChildren(Draft):
        draft.flush()


def save_unsaved_texts(library: Library) -> bool:
    """Keep on the disk what was refused and is on screen alone; whether all of it is kept."""
    for (owner, field), typed in [*library.unsaved_texts.items()]:
        Place(library, owner, field).keep(typed)
    return not library.unsaved_texts


def tell_refused(widget: QWidget) -> None:
    """Say again why the first field of a screen that holds refused text does."""
    for draft in refused_in(widget)[:1]:
        draft.tell()


def refused_in(widget: QWidget) -> list[Draft]:
    """The fields of a screen with something that was not taken."""
    return [draft for draft in widget.findChildren(Draft) if draft.refused]


def at(library: Library, owner: str, field: str) -> Callable[[], Place]:
    """A place that does not change."""
    return partial(Place, library, owner, field)
