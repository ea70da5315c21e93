"""Files that are opened: chosen, dropped on the window, or double-clicked."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.store.exchange.sealed_file import looks_sealed
from storycircle.store.library import Library
from storycircle.ui.app.close_reminder import FootCard
from storycircle.ui.app.navigation import Navigation
from storycircle.ui.widgets.display.message import Answer

if TYPE_CHECKING:
    from storycircle.jobs.import_event import Side


class FileOpening(QObject):
    """Opens files. said: what came of it, in a sentence. changed: the library may hold more."""

    said = Signal(str)
    changed = Signal()

    def __init__(self, library: Library, screens: Navigation, over: QWidget) -> None:
        """over: the window, at whose foot it is asked whose settings of an event stand."""
        super().__init__(over)
        self._library, self._screens, self._over = library, screens, over
        self.card: FootCard | None = None

    def open_one(self, path: Path) -> None:
        """Open an event pack, a circle file or an event document. What is refused is said.

        A sealed file is opened where its passphrase can be asked for, and what of a file waits for
        a person is shown where it can be ticked.
        """
        from storycircle.jobs.merge import BECAME, merge_files  # noqa: PLC0415 (when first needed)
        from storycircle.jobs.merge_sources import may_hold_several  # noqa: PLC0415

        if looks_sealed(path) or may_hold_several(path):
            self._gather([path])
            return
        try:
            if path.suffix.lower() == ".json":
                self._load(path)
            else:
                merged = next(iter(merge_files(self._library, [path])))
                if merged.waiting:  # all else of it is merged; this is asked where it can be ticked
                    self._gather([path])
                    return
                if merged.refused_in_part:
                    self.said.emit(merged.why)
                else:
                    self.said.emit(_(BECAME[merged.outcome], name=path.name))
        except Refused as refused:
            self.said.emit(str(refused))
        self.changed.emit()

    def _load(self, path: Path, side: "Side | None" = None) -> None:
        """Load an event document. Whose settings stand, where they differ, is asked: Esc, and
        nothing of it is loaded. Raises Refused.
        """
        from storycircle.jobs.import_event import Side, load  # noqa: PLC0415 (when first needed)

        self.put_away()
        try:
            held = load(self._library, path, side).gathered
        except Refused as refused:
            if refused.key != "event-differs":
                raise
            answers = (
                Answer(Side.HERE, _("Keep those here"), "main"),
                Answer(Side.FILE, _("Take those of the file"), "second"),
            )
            both = refused.fields["both"]
            said = _("{differences} New circles of the file come in either way.", differences=both)
            self.card = FootCard(self._screens.theme, refused.title, said, answers, self._over)
            self.card.answered.connect(lambda value: self._settled(path, Side(value)))
            self.card.closed.connect(self.put_away)
        else:
            self.said.emit(_("{event} is on this laptop now.", event=held.event.title))

    def _settled(self, path: Path, side: "Side") -> None:
        """A person said whose settings of an event stand."""
        try:
            self._load(path, side)
        except Refused as refused:
            self.said.emit(str(refused))
        self.changed.emit()
        self._screens.refresh_organiser()

    def put_away(self) -> None:
        """Ask no more."""
        if self.card is not None:
            self.card.put_away()
            self.card = None

    def open_all(self, paths: list[Path]) -> None:
        """Open files that came together: one as it is opened alone, several at the organiser's."""
        if self._screens.busy:
            self.said.emit(_("Files are being gathered. Bring these again once that is done."))
        elif len(paths) == 1:
            self.open_one(paths[0])
        else:
            self._gather(paths)

    def _gather(self, paths: list[Path]) -> None:
        if self._library.reads:
            self.said.emit(str(Refused("only-reads")))
            return
        self._screens.show_organiser()
        self._screens.organiser.gather(paths)
