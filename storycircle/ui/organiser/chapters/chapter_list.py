"""The chapters in the order that their author chose; each can be dragged to another place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import Chapter, ChapterKind
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.merge.compare import CHAPTER_KINDS
from storycircle.ui.commands import OF_A_LIST, has_key, is_pressed
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing

_ID = Qt.ItemDataRole.UserRole


class ChapterList(QListWidget):
    """Up and down go through the chapters. moved: another one is in hand, by its id.

    placed: one goes to a place from 0 among the others.
    """

    moved = Signal(str)
    placed = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._filling = theme, False
        self.setAccessibleName(_("Chapters"))
        self.setFont(theme.serif(17))
        self.setFrameShape(QFrame.Shape.NoFrame)
        ink, soft = theme.palette.ink, theme.palette.teal_soft
        self.setStyleSheet(
            "QListWidget { background: transparent; border: 0; outline: 0; }"
            f"QListWidget::item {{ padding: {theme.px(8)}px; color: {ink}; }}"
            f"QListWidget::item:selected {{ background: {soft}; color: {ink}; }}"
        )
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setTabKeyNavigation(False)
        self._ring = FocusRing(theme, self, 8)
        self.currentItemChanged.connect(lambda _now, _before: self._tell())
        self.model().rowsMoved.connect(self._dropped)

    @property
    def ids(self) -> list[str]:
        """The ids of the chapters, as they stand."""
        return [str(self.item(row).data(_ID)) for row in range(self.count())]

    @property
    def current(self) -> str:
        """The id of the chapter in hand; empty for none."""
        item = self.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def show_chapters(
        self, chapters: Sequence[Chapter], looks: frozenset[str], wanted: str = ""
    ) -> None:
        """Show these in this order. looks: those of which something is to be looked at."""
        before = wanted or self.current
        self._filling = True
        self.clear()
        for number, chapter in enumerate(chapters, 1):
            self.addItem(self._item(number, chapter, look=chapter.id in looks))
        ids = self.ids
        if ids:
            self.setCurrentRow(ids.index(before) if before in ids else 0)
        self._filling = False
        self._tell()

    def _item(self, number: int, chapter: Chapter, *, look: bool) -> QListWidgetItem:
        kind = "" if chapter.kind is ChapterKind.OWN else _(CHAPTER_KINDS[chapter.kind])
        empty = "" if chapter.text.strip() else _("empty")
        about = [one for one in (kind if kind != chapter.title else "", empty) if one]
        if look:
            about.append(_("look at it"))
        title = _("{number}  {title}", number=i18n.figures(number), title=chapter.title)
        said = f"{title}\n{i18n.joined(about, ', ')}" if about else title
        item = QListWidgetItem(said)
        item.setData(_ID, chapter.id)
        spoken = i18n.joined((chapter.title, *about), ", ")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _tell(self) -> None:
        if not self._filling:
            self.moved.emit(self.current)

    def _dropped(self) -> None:
        """A chapter was dropped: it goes where it lies now."""
        if not self._filling and self.current:
            self.placed.emit(self.current, self.ids.index(self.current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_pressed(event, keys.CHAPTER_UP, keys.CHAPTER_DOWN) and self.current:
            step = -1 if has_key(event, keys.CHAPTER_UP) else 1
            place = self.currentRow() + step
            if 0 <= place < self.count():
                self.placed.emit(self.current, place)
        elif event.key() in OF_A_LIST and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()
