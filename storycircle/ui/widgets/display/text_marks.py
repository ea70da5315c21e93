"""Text with marked stretches, and a story to be read.

Text in which stretches are marked, underlined and tinted both: where two copies differ.

A story to be read: title, points, quotation and themes, with marks where names were found.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QMimeData, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from storycircle.core.i18n import _
from storycircle.core.text import turned_visible
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import copied
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.direction import is_mirrored, runs

_LINE_SEPARATOR = "\u2028"  # what a text layout breaks at


class Stretch(Protocol):
    """A stretch of a text, and whether another copy says it otherwise."""

    @property
    def text(self) -> str: ...

    @property
    def differs(self) -> bool: ...


class MarkedText(QWidget):
    """Wraps; a marked stretch is bold, on warn-soft, with a line of 2 px below it."""

    def __init__(self, theme: Theme, pieces: Sequence[Stretch], font: QFont, line: float) -> None:
        super().__init__()
        read_as(self, Role.StaticText)
        self._theme = theme
        self._line = theme.px(line)
        self._font = font
        self._layout = QTextLayout()
        self._ranges: list[tuple[int, int]] = []
        self._partners: tuple[MarkedText, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._set(pieces)

    def _set(self, pieces: Sequence[Stretch]) -> None:
        text = "".join(piece.text for piece in pieces)
        self.setAccessibleName(text)
        marked = [piece.text.strip() for piece in pieces if piece.differs and piece.text.strip()]
        said = _("Differs: {words}", words="; ".join(marked)) if marked else ""
        self.setAccessibleDescription(said)
        formats, at = [], 0
        for piece in pieces:
            if piece.differs:
                self._ranges.append((at, len(piece.text)))
                found_format = QTextCharFormat()
                found_format.setFontWeight(600)
                found_format.setBackground(QColor(self._theme.palette.warn_soft))
                stretch = QTextLayout.FormatRange()
                stretch.start, stretch.length, stretch.format = at, len(piece.text), found_format
                formats.append(stretch)
            at += len(piece.text)
        self._layout.setFont(self._font)
        self._layout.setText(text.replace("\n", _LINE_SEPARATOR))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(runs(text, mirrored=is_mirrored(self)))
        if is_mirrored(self):
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._layout.setTextOption(option)
        self._layout.setFormats(formats)

    def _lay(self, width: float) -> int:
        """Lay the text out in a width; its height in px."""
        self._layout.beginLayout()
        count = 0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, count * self._line + (self._line - line.height()) / 2))
            count += 1
        self._layout.endLayout()
        return max(1, count) * self._line

    def set_partners(self, others: Sequence["MarkedText"]) -> None:
        """Texts that stand beside this one: all are as high as the highest."""
        self._partners = tuple(other for other in others if other is not self)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._lay(width), *(other._lay(width) for other in self._partners), 0)  # noqa: SLF001 (their own kind)

    def sizeHint(self) -> QSize:
        return QSize(240, self._lay(self.width() or 240))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._line)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        self._lay(self.width())
        with QPainter(self) as painter:
            painter.setPen(QColor(self._theme.palette.ink))
            self._layout.draw(painter, QPointF(0, 0))
            for start, length in self._ranges:
                self._underline(painter, start, start + length)

    def _underline(self, painter: QPainter, start: int, end: int) -> None:
        text = self._layout.text()
        for place in range(self._layout.lineCount()):
            line = self._layout.lineAt(place)
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            last -= len(text[first:last]) - len(text[first:last].rstrip())
            if first < last:
                left, right = (_x(line.cursorToX(at)) for at in (first, last))
                foot = round(line.y() + line.height()) - 1
                box = QRectF(min(left, right), foot, abs(right - left), 2)
                painter.fillRect(box, QColor(self._theme.palette.warn))


def _x(found: object) -> float:
    """PySide gives the place alone, or with the cursor's own."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


_STEP = 24  # px at 100 % for each step a point is indented


class Mark(Struct, frozen=True):
    """Letters of a part, from start up to end, with their number; open: nobody looked at it."""

    start: int
    end: int
    number: int
    open: bool


Marks = Mapping[str, Sequence[Mark]]


class StoryWords(QTextEdit):
    """Plain words, as high as they are. px is the size and line the line height at 100 %."""

    def __init__(self, theme: Theme, px: float, line: float) -> None:
        super().__init__()
        self._theme = theme
        self._px, self._line = px, line
        self._shown: tuple[object, ...] = ()
        self._texts: Mapping[str, str] = {}
        self._begins: list[tuple[str, int, int]] = []  # a part, a letter of it, its place here
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextEdit { border: 0; background: transparent; padding: 0; }")
        self.viewport().setAutoFillBackground(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def copied(self) -> str:
        """What is marked, or all of it where nothing is: for the clipboard."""
        marked = self.textCursor().selection().toPlainText()
        return marked or self.toPlainText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Qt's own copying and dragging of what is marked."""
        return copied(self.textCursor().selection().toPlainText())

    def show_parts(self, parts: Mapping[str, str], marks: Marks | None = None) -> None:
        """Show the parts of a story, one below the other.

        parts: the text of each, by its name: "title", "points", "quote", "tags".
        """
        marks = marks or {}
        wanted = tuple((text, tuple(marks.get(part, ()))) for part, text in parts.items())
        if wanted == self._shown:
            return
        self._shown, self._texts, self._begins = wanted, dict(parts), []
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # set once, not after each word
        for part, text in parts.items():
            self._write_part(cursor, part, text, marks.get(part, ()))
        cursor.endEditBlock()
        self.setAccessibleName("\n".join(filter(None, parts.values())))
        self._fit()

    def line_of(self, part: str, letter: int) -> QRect:
        """The line in which a letter of a part stands, as it is laid out here."""
        at = 0
        for of, start, place in self._begins:
            if of == part and start <= letter:
                at = place + len(turned_visible(self._texts[part][start:letter]))
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        return self.cursorRect(cursor)

    def _write_part(self, cursor: QTextCursor, part: str, text: str, marks: Sequence[Mark]) -> None:
        letters = self._letters(part)
        for start, end in _lines(text):
            inside = len(text[start:end]) - len(text[start:end].lstrip("\t"))
            if part == "tags" and start:
                cursor.insertText(" · ", letters)
            else:
                self._new_block(cursor, part, inside)
            self._write_line(cursor, part, (start + inside, end), marks)

    def _new_block(self, cursor: QTextCursor, part: str, depth: int) -> None:
        block = QTextBlockFormat()
        line = self._line * self._theme.scale
        block.setLineHeight(line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setLeftMargin(self._theme.px(_STEP) * depth)
        block.setBottomMargin(round(line * (0.3 if part in ("title", "points") else 0.2)))
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)

    def _write_line(
        self, cursor: QTextCursor, part: str, line: tuple[int, int], marks: Sequence[Mark]
    ) -> None:
        letters = self._letters(part)
        for start, end, mark in _pieces(line, marks):
            self._begins.append((part, start, cursor.position()))
            words = turned_visible(self._texts[part][start:end])
            cursor.insertText(words, self._marked(letters, mark) if mark else letters)
            if mark and mark.end == end:
                cursor.insertText(str(mark.number), self._numbered(mark))

    def _letters(self, part: str) -> QTextCharFormat:
        theme, px = self._theme, self._px
        fonts: dict[str, QFont] = {
            "title": theme.serif(px * 1.12, 600),
            "quote": theme.serif(px, italic=True),
            "tags": theme.serif(px * 0.85),
        }
        letters = QTextCharFormat()
        letters.setFont(fonts.get(part, theme.serif(px)))
        colour = theme.palette.ink_2 if part == "tags" else theme.palette.ink
        letters.setForeground(QBrush(QColor(colour)))
        return letters

    def _marked(self, letters: QTextCharFormat, mark: Mark) -> QTextCharFormat:
        """Tinted and underlined: never by colour alone."""
        palette = self._theme.palette
        marked = QTextCharFormat(letters)
        marked.setBackground(QBrush(QColor(palette.warn_soft if mark.open else palette.teal_soft)))
        marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        marked.setUnderlineColor(QColor(palette.warn if mark.open else palette.teal))
        return marked

    def _numbered(self, mark: Mark) -> QTextCharFormat:
        palette = self._theme.palette
        number = QTextCharFormat()
        number.setFont(self._theme.sans(19, 600))
        number.setForeground(QBrush(QColor(palette.warn if mark.open else palette.teal)))
        number.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return number

    def _fit(self) -> None:
        """As high as its words, so that what it stands in scrolls, not this."""
        self.document().setTextWidth(max(1, self.viewport().width()))
        self.setFixedHeight(round(self.document().size().height()) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self.height())


def _pieces(line: tuple[int, int], marks: Sequence[Mark]) -> Iterator[tuple[int, int, Mark | None]]:
    """The stretches of a line that are marked, and those that are not, in order."""
    at, end = line
    for mark in marks:
        if mark.start < end and mark.end > at:  # a name may go on in the next line
            yield at, max(at, mark.start), None
            yield max(at, mark.start), min(mark.end, end), mark
            at = min(mark.end, end)
    yield at, end, None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text that hold something begin and end."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1
