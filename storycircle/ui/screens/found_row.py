"""A word found in a story: its number, what it is, and what is to stand for it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from storycircle.core.masking import AGENCY, FORENAME
from storycircle.core.review import Found
from storycircle.core.text import turned_visible
from storycircle.ui.drafts import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.choice import Choice
from storycircle.ui.widgets.field import Field
from storycircle.ui.widgets.label import hint
from storycircle.ui.widgets.label import words as typed

_OWN, _LEAVE = "own", "leave"
_OPTIONS = [(FORENAME, FORENAME), (AGENCY, AGENCY), (_OWN, "own word"), (_LEAVE, "leave it")]
_SHORT = {FORENAME: "forename", AGENCY: "agency"}
_ORDER = [value for value, _ in _OPTIONS]
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_LARGE = 1.3  # of the text's scale: beyond it a word and what it is stand on two lines
ROOM = 12  # px round the row for its frame


class FoundRow(QWidget):
    """The row is one stop of the focus: 1 to 4 choose. answered: what stands, None leaves it.

    Own words are typed in a field below, and kept with Enter. moved: to the next row or the one
    before.
    """

    reopened = Signal(str)
    entered = Signal()
    moved = Signal(int)

    def __init__(
        self,
        theme: Theme,
        found: Found,
        answer: Callable[[str, str | None], bool],
        at: Callable[[], Place],
        told: SignalInstance | None = None,
    ) -> None:
        """answer: puts a word in the place of what was found; False where it is refused, which is
        told. at: where a word of one's own that was refused is kept.
        """
        super().__init__()
        self._answer = answer
        self._theme = theme
        self.found = found
        self._number = _Number(theme)
        self._what = hint(theme, "", right=True)
        self._word = typed(theme, turned_visible(found.text), 18)
        self.choice = Choice(theme, _OPTIONS, ticked=False)
        for part in self.choice.findChildren(QRadioButton):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choice.chosen.connect(self._chosen)
        self.own = Field(theme, hint="a word of your own, then Enter")
        self.own.setAccessibleName(f"Instead of {found.text}")
        self._draft = Draft(self.own, self._own_typed, at, entered=True, told=told)
        self.own.returnPressed.connect(self._draft.take)
        self.own.installEventFilter(self)
        self.own.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        if at().read() is not None:
            self._draft.turn_to("")
        self.show_found(found)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(self._theme.px(10))
        head.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._word, 1)
        head.addWidget(self._what, 1)
        self._head, self._column = head, QVBoxLayout(self)
        column = self._column
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(self._theme.px(8))
        column.addLayout(head)
        column.addWidget(self.choice)
        column.addWidget(self.own)
        for part in (self._word, self._what, self.choice):  # what is too high scrolls
            part.setMinimumHeight(part.sizeHint().height())

    def show_found(self, found: Found) -> None:
        """Show what stands for it."""
        self.found = found
        self._number.show_number(found.number, looked=found.answer is not None)
        self._what.setText(found.what)
        instead = found.answer.instead if found.answer else ""
        value = _LEAVE if instead is None else instead
        own = bool(value) and value not in _ORDER
        self.choice.set_value(_OWN if own else value)
        refused = self._draft.refused
        if own and not (self.own.hasFocus() or refused):
            self.own.setText(value)
        self.own.setVisible(own or refused or self.own.hasFocus())
        stands = found.text if instead is None else instead or "not looked at yet"
        self.setAccessibleName(f"{found.number}, {found.text}, {found.what}")
        self.setAccessibleDescription(stands)
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Shorter words where the pane is narrow, and what it is on a line of its own."""
        if narrow and self._theme.scale > _LARGE:
            self._column.insertWidget(1, self._what)
        else:
            self._head.addWidget(self._what, 1)
        for value, words in _OPTIONS:
            self.choice.set_label(value, _SHORT.get(value, words) if narrow else words)

    def _chosen(self, value: str) -> None:
        if value == _OWN:
            self.own.show()
            self.own.setFocus()
            return
        self._draft.let_go()
        self.own.hide()
        self._answer(self.found.text, None if value == _LEAVE else value)

    def _own_typed(self, text: str) -> bool:
        return self._answer(self.found.text, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and self.hasFocus() and 0 <= place < len(_ORDER):
            self.choice.set_value(_ORDER[place])
            self._chosen(_ORDER[place])
        elif plain and event.key() == Qt.Key.Key_Delete and self.found.answer is not None:
            self.reopened.emit(self.found.text)
        elif plain and event.key() in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the field leaves it as it was."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._draft.let_go()
            self.setFocus()
            self.show_found(self.found)
            return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, box = self._theme.palette, QRectF(self.rect())
        if self.hasFocus() or self.own.hasFocus():
            painter.setPen(QPen(QColor(palette.teal), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        else:
            painter.setPen(QPen(QColor(palette.line), 1))
            foot = box.bottom() - 0.5
            painter.drawLine(QPointF(ROOM, foot), QPointF(box.right() - ROOM, foot))
        painter.end()


class _Number(QWidget):
    """The number beside the word, as it stands in the story."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text, self._looked = "", False
        self.setFixedSize(theme.px(24), theme.px(26))

    def show_number(self, number: int, *, looked: bool) -> None:
        self._text, self._looked = str(number), looked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, looked = self._theme.palette, self._looked
        radius = self.width() / 2
        painter.setPen(QPen(QColor(palette.teal if looked else palette.warn), 1))
        painter.setBrush(QColor(palette.teal if looked else palette.warn_soft))
        painter.drawEllipse(QPointF(radius, self.height() / 2), radius - 0.5, radius - 0.5)
        painter.setFont(self._theme.sans(13, 600))
        painter.setPen(QColor(palette.on if looked else palette.warn))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
