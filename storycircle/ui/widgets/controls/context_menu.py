"""What can be done with a thing on screen, as a menu: by right click, Menu key, Shift F10 or ⋯.

The entries are made as the menu is asked for, from the same acts as the keys have; their keys
stand beside them, and are not bound a second time.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from storycircle.core.commands.command import NO_CAP, Cap
from storycircle.core.commands.keys import CONTEXT_MENU
from storycircle.core.i18n import _, p_
from storycircle.ui.commands import bind
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.display.tip import set_tip

_OFFERS = "offers a menu"
"""The property of a widget that has a menu: a text within it leaves the right click to it."""


class Entry(Struct, frozen=True):
    """A line of a menu: its words, what it does, and the key that does it as well."""

    words: str
    act: Callable[[], object]
    key: Cap = NO_CAP


Entries = Callable[[QPoint | None], Sequence[Entry]]
"""What can be done at a point of the widget, or where none is given with what has the focus."""


def copy_entry(text: str, key: Cap = NO_CAP) -> Entry:
    """Copies a text."""
    return Entry(p_("button", "Copy"), lambda: copy_text(text), key)


_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_STAYS_HERE = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): bytes(4),
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    "x-kde-passwordManagerHint": b"secret",
}
"""What managers of clipboards are told: keep no history of this, and send it nowhere."""


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setMimeData(copied(text))


def copied(text: str) -> QMimeData:
    """A text for the clipboard, with the wish that it stays on this laptop: Windows keeps a history
    of what is copied and may send it to other machines, and other systems have the like.
    """
    data = QMimeData()
    data.setText(text)
    for kind, value in _STAYS_HERE.items():
        data.setData(kind, value)
    return data


def copied_by_key(event: QKeyEvent, text: str, *, cut: Callable[[], object] | None = None) -> bool:
    """Copy a text where the keys of copying were pressed, or of cutting where that can be done;
    whether they were. Qt's own copying would tell the history of the clipboard.
    """
    cuts = cut is not None and event.matches(QKeySequence.StandardKey.Cut)
    if not cuts and not event.matches(QKeySequence.StandardKey.Copy):
        return False
    if text:
        copy_text(text)
        if cut is not None and cuts:
            cut()
    return True


class CopiesStay(QObject):
    """Has whatever this program puts on the clipboard say that it stays on this laptop: also what
    Qt copies by itself, from a menu of its own or a list that opens.

    is_ours: whether this program put there what is there; not every system can say so.
    """

    def __init__(
        self, parent: QObject, is_ours: Callable[[QClipboard.Mode], bool] | None = None
    ) -> None:
        super().__init__(parent)
        self._is_ours = is_ours or _is_ours
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.changed.connect(self._say)

    @Slot(QClipboard.Mode)
    def _say(self, mode: QClipboard.Mode) -> None:
        if mode is not QClipboard.Mode.FindBuffer and self._is_ours(mode):
            data: QMimeData | None = self._clipboard.mimeData(mode)
            if data is None or not data.hasText():
                return
            if not all(data.hasFormat(kind) for kind in _STAYS_HERE):
                self._clipboard.setMimeData(copied(data.text()), mode)


def _is_ours(mode: QClipboard.Mode) -> bool:
    clipboard = QGuiApplication.clipboard()
    chosen = mode is QClipboard.Mode.Selection
    return clipboard.ownsSelection() if chosen else clipboard.ownsClipboard()


def offered_around(widget: QWidget) -> bool:
    """Whether something around a widget has a menu of its own."""
    around = widget.parentWidget()
    while around is not None:
        if around.property(_OFFERS):
            return True
        around = around.parentWidget()
    return False


class ContextMenu(QObject):
    """The menu of a widget, that lives as long as that. menu: the one that is open, or None.

    place: where it opens when it is asked for by key; in the widget's middle without one.
    """

    def __init__(
        self,
        widget: QWidget,
        entries: Entries,
        place: Callable[[], QPoint] | None = None,
    ) -> None:
        super().__init__(widget)
        self._widget, self._entries, self._place = widget, entries, place
        self.menu: QMenu | None = None
        widget.setProperty(_OFFERS, True)
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(self.open)
        bind(widget, CONTEXT_MENU, self.open_by_key)

    def open_by_key(self) -> None:
        """Open the menu of what has the focus."""
        self.open(None)

    def open(self, at: QPoint | None) -> None:
        """Open the menu at a point of the widget; without one, as a key does."""
        if self.menu is not None:
            return
        entries = self._entries(at)
        if not entries:
            return
        menu = self.menu = QMenu(self._widget)
        for entry in entries:
            words = entry.words.replace("&", "&&")
            action = menu.addAction(f"{words}\t{entry.key}" if entry.key else words)
            action.triggered.connect(lambda _on=False, act=entry.act: act())
        menu.aboutToHide.connect(self._closed)
        if at is None:
            place = self._place() if self._place is not None else self._widget.rect().center()
        else:
            place = at
        menu.popup(self._widget.mapToGlobal(place))
        if at is None:  # who asked by key goes on by key
            menu.setActiveAction(menu.actions()[0])

    def _closed(self) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
            self.menu = None


class MoreButton(SteadyPress, QToolButton):
    """⋯, for those who do not think of the right click. It is no stop of Tab."""

    def __init__(self, theme: Theme, menu: ContextMenu, name: str) -> None:
        super().__init__()
        self.setText("⋯")
        self.setFont(theme.sans(16, 600))
        self.setFixedSize(max(32, theme.px(28)), max(32, theme.px(28)))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        palette = theme.palette
        self.setStyleSheet(
            f"QToolButton {{ border: 0; border-radius: 6px; color: {palette.ink_2}; }}"
            f"QToolButton:hover {{ background: {palette.sunk}; color: {palette.ink}; }}"
        )
        said = _("What can be done with {name}", name=name)
        self.setAccessibleName(said)
        set_tip(self, said)
        self.clicked.connect(lambda: menu.open(self.geometry().bottomLeft()))
