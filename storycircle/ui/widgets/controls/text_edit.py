"""Several lines to write in: plain text, key points, names.

Several lines to write in: plain text, even line heights, as high as its text if wished.

Key points: Enter makes the next one, Alt and an arrow set it further in or out. A dot stands before
each. Tab leaves them, as it does any field.

Ctrl+Z undoes typing in the focused field; when there is none left, the circle's last act.

Names, one a line; what stands after the first comma (an agency) is quieter.
"""

import re
from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from storycircle.core.commands.keys import ENTER, POINT_IN, POINT_OUT
from storycircle.core.i18n import _
from storycircle.ui.commands import has_key, held_with, is_letter, is_pressed, leaves_to_circle
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import copied
from storycircle.ui.widgets.display.direction import is_mirrored
from storycircle.ui.widgets.display.scroll_area import give_viewport

_EDGE, _SIDES = 8, 16
"""Px between the widget's edges and the text, above and below and at both sides, as the style
sheet sets them.
"""


_HINT_RIGHT = 4  # px at the right of a hint
_BREAKS = re.compile("[\t\n\u2028\u2029]")  # what becomes a space in a field of one line
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
"""How the focus comes where nobody points: by a key, or as a page is shown."""
_LEAST_LINES = 2  # that a field with a height of its own shows, however little room there is


class Writing(QTextEdit):
    """px is the size and line the line height at 100 %; single: Enter makes no new line.

    left: the focus goes elsewhere. asks_first: is asked of each press that may be more than a
    letter, and says whether it took it.

    Nothing of Python's hears all of its events: each costs a tenth of what drawing a letter does,
    and a key is a dozen. What is to be done at one of them has a handler of its own in Qt.
    """

    enterPressed = Signal()
    left = Signal()
    asks_first: Callable[[QKeyEvent], bool] | None = None

    def __init__(
        self,
        theme: Theme,
        hint: str = "",
        *,
        px: float = 17,
        line: float = 26,
        weight: int = 400,
        italic: bool = False,
        serif: bool = True,
        grows: bool = False,
        single: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._take_viewport()
        self._untouched = True  # nobody has been in the text that is shown
        self._heights: dict[int, float] = {}  # px of the text as it is now, by width
        self._measured_dress: tuple[object, ...] = ()  # font and form of the text they are for
        self._theme = theme
        self._hint = hint
        self._line = line * theme.scale
        self._grows = grows
        self._single = single
        voice = theme.serif if serif else theme.sans
        self.setFont(voice(px, weight, italic=italic))
        self.setAcceptRichText(False)
        self.setCursorWidth(2)
        self.setTabChangesFocus(True)
        self.setAccessibleDescription(hint)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(theme.px(5))
        self.set_text("", force=True)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
            self.document().documentLayout().documentSizeChanged.connect(self._follow_text)

    def _take_viewport(self) -> None:
        """Have a viewport of ours, with all that Qt gave to its own."""
        viewport = give_viewport(self)
        viewport.setCursor(Qt.CursorShape.IBeamCursor)
        viewport.setMouseTracking(True)
        viewport.setAcceptDrops(True)
        self.document().documentLayout().setPaintDevice(viewport)

    def text(self) -> str:
        """What is written, a line for each paragraph."""
        return self.toPlainText()

    def set_text(self, text: str, *, force: bool = False) -> None:
        """Show a text. The same text leaves the cursor and the undo steps as they are."""
        if text == self.text() and not force:
            return
        self.setPlainText(text)
        self._untouched = not self.hasFocus()
        if not self._untouched:
            self.moveCursor(QTextCursor.MoveOperation.End)
        self._set_format(QTextCursor(self.document()))
        # Dressing is not something a person did: it is not theirs to undo.
        self.document().clearUndoRedoStacks()

    def block_format(self) -> QTextBlockFormat:
        """How every paragraph is set; widgets built on this one add to it."""
        block = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        block.setLineHeight(self._line, fixed.value)
        return block

    def _set_format(self, cursor: QTextCursor) -> None:
        blocked = self.blockSignals(True)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(self.block_format())
        self.blockSignals(blocked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is typed goes on behind what stands there; a click says itself where."""
        super().focusInEvent(event)
        if self._untouched and event.reason() in _BY_KEY and not self.isReadOnly():
            self.moveCursor(QTextCursor.MoveOperation.End)
        self._untouched = False

    def createMimeDataFromSelection(self) -> QMimeData:
        """Qt's own copying, cutting and dragging of what is marked: it stays on this laptop."""
        return copied(self.textCursor().selection().toPlainText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste and drop bring words only: no fonts, no pictures, no links."""
        if source.hasText():
            text = source.text().replace("\r\n", "\n").replace("\r", "\n")
            self.textCursor().insertText(_BREAKS.sub(" ", text) if self._single else text)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The text's ground is its own: else all that lies below is painted anew with each letter.
        # The style has taken that away as it dressed the field.
        self.viewport().setAutoFillBackground(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.left.emit()
        super().focusOutEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """What wrote a letter is done with: else all that the field lies in hears it let go."""
        if not is_letter(event):
            super().keyReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = is_letter(event) and not self.isReadOnly()
        if not letter and self.asks_first is not None and self.asks_first(event):
            return
        if letter:
            # What Qt found of the paragraph as it set the letter, it draws by; else it would do it
            # all over again, for each line and for the cursor: a third of what a letter takes.
            self.textCursor().block().layout().setCacheEnabled(True)
        if letter or not self.takes(event):
            super().keyPressEvent(event)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a press was dealt with that is no letter: it is not Qt's any more."""
        enter = has_key(event, ENTER)
        text = self.document()
        undo, redo = text.isUndoAvailable(), text.isRedoAvailable()
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # Ctrl+Enter is the screen's: next person, or on
        elif leaves_to_circle(event, undo=undo, redo=redo):
            event.ignore()
        elif enter and self._single:
            self.enterPressed.emit()
        elif enter and not held_with(event):
            # On an empty line Qt would take the paragraph's form away: its height, and its dot.
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            return False
        return True

    def _follow_text(self) -> None:
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shapes = self._grows or bool(self._hint)  # the height that is asked for hangs on the width
        if shapes and event.oldSize().width() != event.size().width():
            # Later: what is asked for while the layout is at work is not heard.
            QTimer.singleShot(0, self, self.updateGeometry)

    def sizeHint(self) -> QSize:
        if not self._grows:
            return QSize(self._theme.px(240), self.minimumSizeHint().height())
        return QSize(self._theme.px(240), self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return self._grows

    def heightForWidth(self, width: int) -> int:
        """The height of the whole text, or of its hint, set as wide as it will be, in px."""
        high = max(round(self._text_height(width - _SIDES)) + _EDGE, self._with_hint(0, width))
        return max(self._theme.px(40), high)

    def _text_height(self, width: int) -> float:
        """Px of the whole text at a width of the viewport; measured once until it changes.

        A layout asks for the height of the same words many times: each would copy all of them.
        """
        document = self.document()
        direction = document.defaultTextOption().textDirection()
        dress = (
            document.defaultFont(),
            direction,
            document.documentMargin(),
            document.revision(),
        )
        if dress != self._measured_dress:
            self._heights.clear()
            self._measured_dress = dress
        if width not in self._heights:
            measured = _copy_of(document)
            measured.setTextWidth(max(1, width))
            self._heights[width] = measured.size().height()
        return self._heights[width]

    def minimumSizeHint(self) -> QSize:
        if self._grows:
            return QSize(self._theme.px(96), self.sizeHint().height())
        lines = round(_LEAST_LINES * self._line)
        return QSize(self._theme.px(96), self._with_hint(lines, self.width()))

    def _with_hint(self, lines: int, width: float) -> int:
        """The height of so many px of lines, or of a hint that is higher, with what is around."""
        if self._hint:
            lines = max(lines, self._hint_height(width - _SIDES))
        return lines + 2 * round(self.document().documentMargin()) + _EDGE

    def _hint_height(self, width: float) -> int:
        """Px that the hint needs at a width of the viewport."""
        room = max(float(self._theme.px(96)), width - self.hint_left() - _HINT_RIGHT)
        metrics = QFontMetricsF(self._theme.sans(16))
        box = metrics.boundingRect(QRectF(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap, self._hint)
        return ceil(box.height() + max(0.0, (self._line - metrics.height()) / 2))

    def hint_left(self) -> float:
        """Where the hint begins, in px of the viewport."""
        return self.document().documentMargin()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty() and self._hint:
            with QPainter(self.viewport()) as painter:
                painter.setFont(self._theme.sans(16))
                painter.setPen(QColor(self._theme.palette.ink_2))
                left = _HINT_RIGHT if is_mirrored(self) else self.hint_left()
                # In the middle of the first line, where the letters will be.
                spare = (self._line - painter.fontMetrics().height()) / 2
                top = self.document().documentMargin() + max(0.0, spare)
                across = self.viewport().width() - self.hint_left() - _HINT_RIGHT
                room = QRectF(
                    left, top, across, max(self._line * 3, self.viewport().height() - top)
                )
                painter.drawText(room, Qt.TextFlag.TextWordWrap, self._hint)


def _copy_of(document: QTextDocument) -> QTextDocument:
    """The same words, set the same way, to be measured. A clone of Qt's would be owned by nobody:
    with all it says it would stay in memory until the app ends.
    """
    copy = QTextDocument()
    copy.setUndoRedoEnabled(False)
    copy.setDefaultFont(document.defaultFont())
    copy.setDefaultTextOption(document.defaultTextOption())
    copy.setDocumentMargin(document.documentMargin())
    cursor, block = QTextCursor(copy), document.begin()
    cursor.setBlockFormat(block.blockFormat())
    cursor.insertText(block.text())
    while (block := block.next()).isValid():
        cursor.insertBlock(block.blockFormat())
        cursor.insertText(block.text())
    return copy


_DEEPEST = 3
_NO_PEN, _SMOOTH = Qt.PenStyle.NoPen, QPainter.RenderHint.Antialiasing
_LEFTWARDS = Qt.LayoutDirection.LeftToRight


class Points(Writing):
    """Plain text in and out: one point a line, a leading tab for each step in."""

    def __init__(self, theme: Theme, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, hint, parent=parent)
        self._dot, self._radius = QColor(theme.palette.edge), theme.px(3)
        self.document().setIndentWidth(theme.px(24))
        ways = _(
            "{in_key} sets a point further in, {out_key} further out.",
            in_key=POINT_IN.cap,
            out_key=POINT_OUT.cap,
        )
        self.setAccessibleDescription(f"{hint} {ways}".strip())

    def text(self) -> str:
        """The points, a line each; a tab before one for each step it stands further in."""
        lines = []
        block = self.document().begin()
        while block.isValid():
            lines.append("\t" * block.blockFormat().indent() + block.text())
            block = block.next()
        return "\n".join(lines)

    def set_text(self, text: str, *, force: bool = False) -> None:
        """Show the points. The same text leaves the cursor as it is."""
        if text == self.text() and not force:
            return
        lines = text.split("\n")
        super().set_text("\n".join(line.lstrip("\t") for line in lines), force=True)
        for number, line in enumerate(lines):
            depth = min(_DEEPEST, len(line) - len(line.lstrip("\t")))
            if depth:
                self._indent(self.document().findBlockByNumber(number), depth)
        self.document().clearUndoRedoStacks()

    def block_format(self) -> QTextBlockFormat:
        block = super().block_format()
        block.setLeftMargin(self._theme.px(24))
        if is_mirrored(self):  # a point may be in either script there
            block.setRightMargin(self._theme.px(24))
        block.setBottomMargin(self._theme.px(8))
        return block

    def hint_left(self) -> float:
        return super().hint_left() + self._theme.px(24)

    def _indent(self, block: QTextBlock, depth: int) -> None:
        changed = QTextBlockFormat(block.blockFormat())
        changed.setIndent(depth)
        QTextCursor(block).setBlockFormat(changed)

    def _shift(self, steps: int) -> bool:
        """Move the point with the cursor in or out; False where it can go no further."""
        block = self.textCursor().block()
        depth = block.blockFormat().indent() + steps
        if not 0 <= depth <= _DEEPEST:
            return False
        self._indent(block, depth)
        self.textChanged.emit()
        return True

    def _ends_depth(self, event: QKeyEvent) -> bool:
        """Whether Enter is pressed on an empty point: one that stands further in comes out by a
        step.
        """
        plain = not held_with(event)
        return has_key(event, ENTER) and plain and not self.textCursor().block().text()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a press was one that sets a point further in or out, or another of a field's."""
        cursor = self.textCursor()
        at_start = cursor.atBlockStart() and not cursor.hasSelection()
        back = event.key() == Qt.Key.Key_Backspace and at_start
        if is_pressed(event, POINT_IN):
            self._shift(1)
        elif is_pressed(event, POINT_OUT):
            self._shift(-1)
        elif not ((back or self._ends_depth(event)) and self._shift(-1)):
            return super().takes(event)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        part, layout = event.rect(), self.document().documentLayout()
        scrolled = self.verticalScrollBar().value()
        # Of a point that begins lower no dot is in the part.
        bottom = part.bottom() + 2 + scrolled - self._line * 0.54 + self._radius
        block = self._first_below(part.top() + 1 + scrolled)
        top = layout.blockBoundingRect(block).top()
        if top > bottom:
            return
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(_SMOOTH)
            painter.setPen(_NO_PEN)
            painter.setBrush(self._dot)
            while block.isValid() and top <= bottom:
                self._draw_dot(painter, block, top - scrolled)
                block = block.next()
                top = layout.blockBoundingRect(block).top()

    def _draw_dot(self, painter: QPainter, block: QTextBlock, top: float) -> None:
        """Draw the dot of a point whose text begins so many px below the viewport's top."""
        radius, document = self._radius, self.document()
        depth = block.blockFormat().indent()
        left = document.documentMargin() + self._theme.px(4 + 24 * depth) + radius
        # In a window from right to left there is room for it at either side.
        if is_mirrored(self) and (document.isEmpty() or block.textDirection() != _LEFTWARDS):
            left = self.viewport().width() - left
        painter.drawEllipse(QPointF(left, top + self._line * 0.54), radius, radius)

    def _first_below(self, y: float) -> QTextBlock:
        """The first point that does not end above a height of the text: of hundreds, only those
        that are to be painted are looked at. To ask Qt what stands at a place would set its
        letters anew. As a letter is typed, it is the point with the cursor.
        """
        document, layout = self.document(), self.document().documentLayout()
        here = self.textCursor().block()
        before = layout.blockBoundingRect(here.previous()).bottom()  # 0 of no point
        if before < y <= layout.blockBoundingRect(here).bottom():
            return here
        first, last = 0, document.blockCount() - 1
        while first < last:
            middle = (first + last) // 2
            if layout.blockBoundingRect(document.findBlockByNumber(middle)).bottom() < y:
                first = middle + 1
            else:
                last = middle
        return document.findBlockByNumber(first)


class _AfterComma(QSyntaxHighlighter):
    """Colours the rest of a line behind its first comma."""

    def __init__(self, colour: str, document: QTextDocument) -> None:
        super().__init__(document)
        self._format = QTextCharFormat()
        self._format.setForeground(QColor(colour))

    def highlightBlock(self, text: str) -> None:
        comma = text.find(",")
        if comma >= 0:
            self.setFormat(comma + 1, len(text) - comma - 1, self._format)


class Lines(Writing):
    """A list of names to type or to paste. pasted: takes a pasted text; False where it is to be
    written as it is.
    """

    def __init__(
        self,
        theme: Theme,
        hint: str = "",
        *,
        grows: bool = False,
        pasted: Callable[[str], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, hint, line=26 if grows else 32, grows=grows, parent=parent)
        self._pasted = pasted
        self._dimmed = _AfterComma(theme.palette.ink_2, self.document())

    def to_new_line(self) -> None:
        """Take the focus on an empty line behind the names: the next name is nobody else's."""
        self.setFocus()
        self.moveCursor(QTextCursor.MoveOperation.End)
        cursor, text = self.textCursor(), self.document()
        if cursor.block().text().strip():
            typed = text.isUndoAvailable() or text.isRedoAvailable()
            blocked = self.blockSignals(True)
            cursor.insertBlock()
            self.blockSignals(blocked)
            if not typed:  # the line is not something a person did
                text.clearUndoRedoStacks()
            self.ensureCursorVisible()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A list that is pasted or dropped is looked at first, where somebody does that."""
        if self._pasted is None or not source.hasText() or not self._pasted(source.text()):
            super().insertFromMimeData(source)
