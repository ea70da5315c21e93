"""The field in which a chapter is written: headings, bullets and quotations look as they print.

What stands in it is blocks of the core's small form, and nothing else: a text shown and read again
is the same text. Each block of Qt's document is one block, or one bullet of a list; lines within a
paragraph or a quotation are parted by Qt's own line separator.
"""

from collections.abc import Callable, Iterable
from enum import IntEnum

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)

from storycircle.core.afterwards.chapter_text import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Quotation,
    Told,
    blocks_of,
    text_of,
)
from storycircle.core.commands.keys import ENTER
from storycircle.core.i18n import _
from storycircle.ui.commands import AFTER, BEFORE, has_key, held_with
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display.card import antialiased
from storycircle.ui.widgets.display.direction import is_mirrored, mirror

_KIND = QTextFormat.Property.UserProperty.value
_STORY, _BEGINS = _KIND + 1, _KIND + 2
_LINE = "\u2028"  # Qt's separator of lines within a block
_INDENT = 24  # px at 100 %


class Look(IntEnum):
    """What a block of the document is."""

    PARAGRAPH = 0
    HEADING = 1
    DEEPER = 2
    BULLET = 3
    QUOTATION = 4
    TOLD = 5


class ChapterField(Writing):
    """Plain text in and out, in the core's small form. told: the words of a story, by its id."""

    def __init__(self, theme: Theme, told: Callable[[str], str]) -> None:
        self._told = told
        super().__init__(theme, px=17, line=26)
        self.setAccessibleName(_("The text of the chapter"))

    # Text in and out.

    def text(self) -> str:
        """What is written, in the small form."""
        return text_of(self.blocks())

    def blocks(self) -> tuple[Block, ...]:
        """What is written, block by block."""
        found: list[Block] = []
        block = self.document().begin()
        joined = False
        while block.isValid():
            made = self._block(block)
            last = found[-1] if found else None
            begins = bool(block.blockFormat().property(_BEGINS))
            if isinstance(made, Bullets) and isinstance(last, Bullets) and joined and not begins:
                found[-1] = Bullets((*last.items, *made.items))
                made = None
            if made is not None:
                found.append(made)
            joined = isinstance(found[-1], Bullets) if found else False
            block = block.next()
        return tuple(found)

    @staticmethod
    def _block(block: QTextBlock) -> Block | None:
        """What one block of the document is; None for an empty one."""
        look = look_of(block)
        if look is Look.TOLD:
            return Told(str(block.blockFormat().property(_STORY)))
        lines = tuple(filter(None, (" ".join(line.split()) for line in block.text().split(_LINE))))
        if not lines:
            return None
        if look in (Look.HEADING, Look.DEEPER):
            return Heading(" ".join(lines), deep=look is Look.DEEPER)
        if look is Look.BULLET:
            return Bullets((" ".join(lines),))
        return Quotation(lines) if look is Look.QUOTATION else Paragraph(lines)

    def set_text(self, text: str, *, force: bool = False) -> None:
        """Show a text. The same text leaves the cursor and the undo steps as they are."""
        blocks = blocks_of(text)
        if blocks == self.blocks() and not force:
            return
        super().set_text("", force=True)
        self._insert(blocks)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _insert(self, blocks: Iterable[Block]) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        first = True
        for block in blocks:
            for look, words, story, begins in self._pieces(block):
                if not first:
                    cursor.insertBlock()
                first = False
                self._dress(cursor, look, story, begins=begins)
                cursor.insertText(words, self._letters(look))

    def _pieces(self, block: Block) -> list[tuple[Look, str, str, bool]]:
        """The blocks of the document that a block is: look, words, story, and whether it begins."""
        if isinstance(block, Heading):
            return [(Look.DEEPER if block.deep else Look.HEADING, block.text, "", False)]
        if isinstance(block, Bullets):
            return [(Look.BULLET, item, "", not at) for at, item in enumerate(block.items)]
        if isinstance(block, Told):
            return [(Look.TOLD, self._told(block.story), block.story, False)]
        look = Look.QUOTATION if isinstance(block, Quotation) else Look.PARAGRAPH
        return [(look, _LINE.join(block.lines), "", False)]

    # How blocks look.

    def _dress(
        self, cursor: QTextCursor, look: Look, story: str = "", *, begins: bool = False
    ) -> None:
        made = self.block_format()
        made.setProperty(_KIND, int(look))
        made.setProperty(_STORY, story)
        made.setProperty(_BEGINS, begins)
        px = self._theme.px
        if look in (Look.BULLET, Look.QUOTATION, Look.TOLD):
            made.setLeftMargin(px(_INDENT))
        made.setTopMargin(px(12 if look in (Look.HEADING, Look.DEEPER) else 0))
        made.setBottomMargin(px(4 if look is Look.BULLET else 10))
        cursor.setBlockFormat(made)
        cursor.setBlockCharFormat(self._letters(look))

    def _letters(self, look: Look) -> QTextCharFormat:
        theme, made = self._theme, QTextCharFormat()
        font: QFont = theme.serif(17)
        if look is Look.HEADING:
            font = theme.serif(20, 600)
        elif look is Look.DEEPER:
            font = theme.serif(17, 600)
        elif look in (Look.QUOTATION, Look.TOLD):
            font = theme.serif(17, italic=True)
        made.setFont(font)
        if look is Look.TOLD:
            made.setForeground(QColor(theme.palette.ink_2))
        return made

    # What is done.

    @property
    def look(self) -> Look:
        """What the block with the cursor is."""
        return look_of(self.textCursor().block())

    def turn_into(self, look: Look) -> None:
        """Let the blocks that are marked be this, or paragraphs where they are already."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        block = self.document().findBlock(start)
        wanted = Look.PARAGRAPH if look_of(block) is look else look
        cursor.beginEditBlock()
        while block.isValid() and block.position() <= end:
            if look_of(block) is not Look.TOLD:
                one = QTextCursor(block)
                self._dress(one, wanted)
                one.movePosition(
                    QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                one.setCharFormat(self._letters(wanted))
            block = block.next()
        cursor.endEditBlock()
        self.setCurrentCharFormat(self._letters(self.look))

    def tell(self, story: str) -> None:
        """Put a story in below the block with the cursor."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if cursor.block().text():
            cursor.insertBlock()
        self._dress(cursor, Look.TOLD, story)
        cursor.insertText(self._told(story), self._letters(Look.TOLD))
        cursor.insertBlock()
        self._dress(cursor, Look.PARAGRAPH)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.look is Look.TOLD and self._is_edit(event):
            if event.key() in (BEFORE, AFTER):
                self._take_story_out()
            elif has_key(event, ENTER):
                self._below()
            return
        if has_key(event, ENTER) and not held_with(event):
            self._below()
        elif has_key(event, ENTER) and held_with(event) == Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertText(_LINE)
        elif event.key() == BEFORE and self._at_start_of_look():
            self.turn_into(self.look)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_edit(event: QKeyEvent) -> bool:
        """Whether a press would change the words that the cursor is in."""
        if has_key(event, ENTER):
            return not held_with(event)
        return event.key() in (BEFORE, AFTER) or (bool(event.text()) and event.text().isprintable())

    def _at_start_of_look(self) -> bool:
        """Whether the cursor is before the first letter of a heading, a bullet or a quotation."""
        cursor = self.textCursor()
        plain = self.look is Look.PARAGRAPH
        return cursor.atBlockStart() and not cursor.hasSelection() and not plain

    def _below(self) -> None:
        """A new block: a bullet after a bullet, else a paragraph. On an empty bullet the list
        ends.
        """
        look, cursor = self.look, self.textCursor()
        if look is Look.BULLET and not cursor.block().text():
            self.turn_into(Look.BULLET)
            return
        if look is Look.TOLD:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock()
        self._dress(cursor, Look.BULLET if look is Look.BULLET else Look.PARAGRAPH)
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(self._letters(self.look))
        self.ensureCursorVisible()

    def _take_story_out(self) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        end = QTextCursor.MoveOperation.EndOfBlock
        cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._dress(cursor, Look.PARAGRAPH)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste and drop bring words only, each line a paragraph."""
        if not source.hasText() or self.look is Look.TOLD:
            return
        text = source.text().replace("\r\n", "\n").replace("\r", "\n")
        self.textCursor().insertText(text, self._letters(self.look))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        layout, palette, px = self.document().documentLayout(), self._theme.palette, self._theme.px
        scrolled = self.verticalScrollBar().value()
        wide, mirrored = self.viewport().width(), is_mirrored(self)
        block = self.cursorForPosition(event.rect().topLeft()).block()
        with antialiased(self.viewport()) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.edge))
            while block.isValid():
                box = layout.blockBoundingRect(block)
                top = box.top() - scrolled
                if top > event.rect().bottom():
                    break
                look = look_of(block)
                left = mirror(px(9), 0, wide, mirrored=mirrored)
                if look is Look.BULLET:
                    centre = QPointF(left, top + self._line / 2)
                    painter.drawEllipse(centre, px(3), px(3))
                elif look in (Look.QUOTATION, Look.TOLD):
                    painter.drawRect(QRectF(left, top, px(2), box.height()))
                block = block.next()


def look_of(block: QTextBlock) -> Look:
    """What a block of the document is."""
    kind = block.blockFormat().property(_KIND)
    return Look(kind) if isinstance(kind, int) else Look.PARAGRAPH
