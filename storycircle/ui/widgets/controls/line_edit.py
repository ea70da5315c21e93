"""One line to write in, and the field for themes.

One line to write in, 40 high, and the label that stands above a field.

Themes of a story, in one quiet field: a comma or Enter ends each.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from storycircle.core.commands.keys import ENTER
from storycircle.core.i18n import _
from storycircle.ui.commands import has_key, held_with, leaves_to_circle
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import copied_by_key
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.tip import set_tip


class Field(QLineEdit):
    """People's words are serif, times and numbers sans; the hint is always the app's voice.

    left: the focus goes elsewhere.
    """

    left = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        hint: str = "",
        *,
        serif: bool = True,
        italic: bool = False,
        flat: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """flat: without a box, as a word of a table that can be typed over."""
        super().__init__(text, parent)
        self._theme = theme
        self.setProperty("flat", flat)
        self._hint = ""
        self.setFont(theme.serif(17, italic=italic) if serif else theme.sans(16))
        self.setFixedHeight(theme.px(40))
        self.set_hint(hint)

    def set_text(self, text: str) -> None:
        """Show a text, as a field of many lines does."""
        self.setText(text)

    def set_hint(self, hint: str) -> None:
        """A word on what may be written, shown while nothing is."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self._tell_whole()
        self.update()

    def _tell_whole(self) -> None:
        """Where the hint is too long for the field, its tip says all of it."""
        wide = QFontMetricsF(self._theme.sans(16)).horizontalAdvance(self._hint)
        set_tip(self, self._hint if wide > self.width() - 25 else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._hint:
            self._tell_whole()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.left.emit()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        undo, redo = self.isUndoAvailable(), self.isRedoAvailable()
        if leaves_to_circle(event, undo=undo, redo=redo):
            event.ignore()
            return
        cut = None if self.isReadOnly() else self.del_
        shown = self.echoMode() is QLineEdit.EchoMode.Normal
        if not copied_by_key(event, self.selectedText() if shown else "", cut=cut):
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(48), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.text() or not self._hint:
            return
        with QPainter(self) as painter:
            painter.setFont(self._theme.sans(16))
            painter.setPen(QColor(self._theme.palette.ink_2))
            inside = self.rect().adjusted(13, 0, -12, 0)
            words = painter.fontMetrics().elidedText(
                self._hint, Qt.TextElideMode.ElideRight, inside.width()
            )
            painter.drawText(
                inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words
            )


def labelled(theme: Theme, text: str, widget: QWidget) -> QWidget:
    """The widget under its label; the label names it to a screen reader too."""
    box = QWidget()
    column = layouts.column(box, theme.px(4))
    name = label.label(theme, text)
    name.setBuddy(widget)
    widget.setAccessibleName(text)
    column.addWidget(name)
    column.addWidget(widget, 1)
    return box


class ThemeField(Field):
    """Its text is the themes with commas between."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, hint=_("with commas between"), parent=parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = has_key(event, ENTER)
        if not enter or held_with(event):
            super().keyPressEvent(event)
        elif self.text().strip() and not self.text().rstrip().endswith(","):
            self.end(False)
            self.insert(", ")


def themes_of(text: str) -> tuple[str, ...]:
    """The themes of such a field's text."""
    return tuple(filter(None, (theme.strip() for theme in text.split(","))))
