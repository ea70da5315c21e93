"""Where files are dropped or chosen, how far their gathering is, and what is said of it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _, figures, n_
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Card, antialiased, dashed, rounded
from storycircle.ui.widgets.display.label import Text

if TYPE_CHECKING:
    from storycircle.ui.widgets.display.message import Answer, Message

Counting = Callable[[int, int], str]
"""Says that so many files of so many are done."""
_PATIENCE = 500  # ms before a job says that it is at work
_EMPTY = N_("Nothing gathered yet")
_BESIDE = 280  # px at 100 % for the words of the drop area, beside its button
_DROP = N_("Drop circle files, sheets as PDF, photographs or a whole stick here")


class Droppable(QWidget):
    """A screen that files and folders can be dropped on, anywhere.

    heldOver: whether something that would be taken is held over it.
    """

    dropped = Signal(list)
    heldOver = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def takes_drops(self) -> bool:
        """Whether something can be dropped now."""
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event.mimeData()) and self.takes_drops():
            self.heldOver.emit(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        self.heldOver.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.heldOver.emit(False)
        event.acceptProposedAction()
        self.dropped.emit(paths_of(event.mimeData()))


def paths_of(data: QMimeData) -> list[Path]:
    """The files and folders of this laptop that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class FileDrops(QObject):
    """Takes the files that are dropped anywhere on a window, before any field in it does: else
    one would write their paths. dropped: files over no screen that takes them for itself.
    """

    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._held_over: Droppable | None = None
        window.setAcceptDrops(True)

    def watch(self) -> None:
        """Watch the window; call it once that is shown."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):  # as those of entering and moving are
            paths = paths_of(event.mimeData())
            if paths:
                self._dragged(event, paths)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self._hold(None)
        return super().eventFilter(watched, event)

    def _dragged(self, event: QDropEvent, paths: list[Path]) -> None:
        taker = self._taker(event.position().toPoint())
        copies = Qt.DropAction.CopyAction  # a file that were moved would be gone
        event.setDropAction(copies)
        event.accept()
        if event.type() != QEvent.Type.Drop:
            self._hold(taker)
            return
        self._hold(None)
        (self.dropped if taker is None else taker.dropped).emit(paths)

    def _taker(self, at: QPoint) -> Droppable | None:
        """The screen under the pointer that takes files for itself now."""
        here = self._window.childAt(at)
        while here is not None:
            if isinstance(here, Droppable) and here.takes_drops():
                return here
            here = here.parentWidget()
        return None

    def _hold(self, taker: Droppable | None) -> None:
        if taker is not self._held_over:
            if self._held_over is not None and shiboken6.isValid(self._held_over):
                self._held_over.heldOver.emit(False)
            if taker is not None:
                taker.heldOver.emit(True)
        self._held_over = taker


class DropArea(QWidget):
    """A dashed field; the screen around it takes what is dropped."""

    chooseRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lit = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(88))
        self.choose = Button(theme, _("Choose"), keys.CHOOSE_FILES.cap, act=self.chooseRequested)
        self.choose.set_about(_("Choose circle files to gather"))
        self._title = label.section(theme, _(_EMPTY))
        texts = layouts.column(spacing=0)
        texts.addStretch(1)
        texts.addWidget(self._title)
        texts.addWidget(Text(theme, _(_DROP), theme.sans(16), theme.palette.ink_2, 24))
        texts.addStretch(1)
        self._row = layouts.row(self, theme.px(20), (theme.px(20), 12, theme.px(20), 12))
        self._row.addStretch(1)
        self._row.addLayout(texts)
        self._row.addWidget(self.choose)
        self._row.addStretch(1)
        self._lent: QLayout | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stands below the words where they would be squeezed beside it."""
        super().resizeEvent(event)
        room = self.width() - self.choose.sizeHint().width()
        direction = QBoxLayout.Direction
        beside = room >= self._theme.px(_BESIDE)
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._row.setSpacing(self._theme.px(20 if beside else 8))

    def lend_button(self, line: QLayout | None) -> None:
        """Let the button stand in another line while the area is not shown; None: here again."""
        if self._lent is line:
            return
        focused = self.choose.hasFocus()
        (self._lent or self._row).removeWidget(self.choose)
        if line is None:
            self._row.insertWidget(2, self.choose)
        else:
            line.addWidget(self.choose)
        self._lent = line
        self.choose.show()
        if focused:
            self.choose.setFocus()

    def set_empty(self, empty: bool) -> None:
        """Whether nothing has come yet, which is then said here."""
        self._title.setVisible(empty)

    def set_lit(self, lit: bool) -> None:
        """Files are held over the window."""
        self.lit = lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            pen = QPen(QColor(palette.teal), 2) if self.lit else dashed(palette.edge, 1.5, 4, 3)
            rounded(painter, QRectF(self.rect()), 12, palette.teal_soft if self.lit else "", pen)


def _gathered(done: int, of: int) -> str:
    return n_(
        "Gathering {done} of {figures} files",
        "Gathering {done} of {figures} files",
        of,
        done=figures(done),
    )


class ProgressCard(Card):
    """Comes only when a job takes longer than a moment, so that nothing flickers."""

    stopRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        from storycircle.ui.widgets.display.bars import StageBar  # noqa: PLC0415 (no job, no bar)

        super().__init__(theme, padding=20, parent=parent)
        self._text = label.app(theme, "")
        self._counting: Counting | None = None
        self._bar = StageBar(theme)
        self.stop = Button(theme, _("Stop"), keys.BACK.cap, act=self.stopRequested)
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self.stop)
        self.body().addLayout(row)
        self.body().addWidget(self._bar)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self.show)
        self.hide()

    def begin(self, text: str, *, stoppable: bool, counting: Counting | None = _gathered) -> None:
        """A job begins; counting says how far it is with one file after another, if it has any."""
        self._text.setText(text)
        self._counting = counting
        self.stop.setVisible(stoppable)
        self._bar.hide()
        self._timer.start()

    def advance(self, done: int, of: int) -> None:
        """So many files of so many are done; of none, they are still being looked for."""
        from storycircle.ui.widgets.display import bars  # noqa: PLC0415

        if of and self._counting is not None:
            self._text.setText(self._counting(done, of))
        used = done / of if of else 0.0
        self._bar.show_view(bars.BarView((bars.Piece(bars.PieceState.WORK, used),)))
        self._bar.show()

    def end(self) -> None:
        self._timer.stop()
        self.hide()


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


class MessageSlot(QWidget):
    """A place for one message; the next takes the place of the last.

    `home` has the keyboard again when a message that had it is gone.
    """

    answered = Signal(str)

    def __init__(self, theme: Theme, home: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._home = home
        self.message: Message | None = None
        self._box = layouts.column(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(self, title: str, text: str, answers: "Sequence[Answer]", sign: str) -> None:
        """Show a message, and give it the keyboard where it has an answer."""
        from storycircle.ui.widgets.display.message import Message  # noqa: PLC0415 (as it asks)

        self.clear()
        message = self.message = Message(self._theme, title, text, answers, sign=sign)
        message.answered.connect(self._answer)
        message.closed.connect(self.clear)
        self._box.addWidget(message)
        self.show()
        if answers:
            message.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Take the message away."""
        if self.message is not None:
            if _has_focus(self.message):
                self._home.setFocus(Qt.FocusReason.OtherFocusReason)
            layouts.discard(self.message, self._box)
            self.message = None
            self.hide()

    def _answer(self, value: str) -> None:
        self.clear()
        self.answered.emit(value)
