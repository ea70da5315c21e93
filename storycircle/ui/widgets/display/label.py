"""Text to read: the type styles, exact line heights, and remarks.

The type styles of the design, one small factory each.

A label with exact line heights, for plain text only: what people typed is never markup.

A remark in place, quieter than a message: what is so, and beneath it what follows.
"""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from storycircle.ui.theme import theme as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import ContextMenu, copy_entry, offered_around
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored

_WIDTHS = 8  # for which a text's lines are kept


class TextLine(Struct, frozen=True):
    """One laid line and its width in px."""

    text: str
    width: float


def break_lines(text: str, font: QFont, width: float) -> list[TextLine]:
    """Text broken at words (and inside a word only if it must be) to lines of at most width px."""
    metrics = QFontMetricsF(font)
    lines: list[TextLine] = []
    for paragraph in text.split("\n"):
        for line in _laid(paragraph, font, width):
            piece = paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip()
            lines.append(TextLine(piece, metrics.horizontalAdvance(piece)))
        if not paragraph:
            lines.append(TextLine("", 0))
    return lines


def _laid(paragraph: str, font: QFont, width: float) -> Iterator[QTextLine]:
    """The lines of a paragraph, each laid as it is asked for."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(paragraph, font)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        yield line
    layout.endLayout()


def _needs_more(text: str, font: QFont, width: float, count: int) -> bool:
    """Whether a text needs more than so many lines at a width."""
    for paragraph in text.split("\n"):
        count -= max(1, sum(1 for _ in islice(_laid(paragraph, font, width), count + 1)))
        if count < 0:
            return True
    return False


def balanced_width(text: str, font: QFont, width: float) -> float:
    """The smallest width in px that needs no more lines than this one: even lines, no orphan."""
    count = len(break_lines(text, font, width))
    low, high = width / max(1, count), width
    while high - low > 2:
        middle = (low + high) / 2
        if _needs_more(text, font, middle, count):
            low = middle
        else:
            high = middle
    return high


class Text(QLabel):
    """Wrapped plain text; line is the line height in px at 100 %, lines the most shown (0: all).

    copies: whether a right click offers to copy it; not where it only names a control.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        font: QFont,
        colour: str,
        line: float,
        *,
        centred: bool = False,
        right: bool = False,
        balanced: bool = False,
        lines: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme, self._font = theme, font
        self._colour = colour
        self._line = line * theme.scale
        self._widest = theme.px(160)  # of a word that is not broken
        self._centred = centred
        self._right = right
        self._balanced = balanced
        self._most = lines
        self._laid: dict[float, list[TextLine]] = {}
        self.copies = True
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWordWrap(True)  # else a label of Qt asks for the same height at every width
        self.setFont(font)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text; the layout is asked for room again only if it differs."""
        if text != self.text():
            faces.load_fonts_for(text)
            self._laid.clear()
            super().setText(text)
            self.updateGeometry()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click copies the text, where nothing around it has a menu of its own."""
        if not self.copies or not self.text().strip() or offered_around(self):
            super().contextMenuEvent(event)
            return
        menu = ContextMenu(self, lambda _at: [copy_entry(self.text())])
        menu.open(event.pos())
        event.accept()

    def set_face(self, font: QFont, line: float) -> None:
        """Show the text in another size or face; line: the line's height, px at 100 %."""
        self._font, self._line = font, line * self._theme.scale
        self._laid.clear()
        self.setFont(font)
        self.updateGeometry()
        self.update()

    def set_colour(self, colour: str) -> None:
        self._colour = colour
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(self._line * max(1, len(self._lines(width))))

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font)
        parts = self.text().split("\n")
        width = max(map(metrics.horizontalAdvance, parts)) + 1
        return QSize(int(width) + 1, round(self._line * len(parts)))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font)
        longest = max(map(metrics.horizontalAdvance, self.text().split()), default=0)
        return QSize(int(min(longest, self._widest)) + 1, round(self._line))

    def _lines(self, width: float) -> list[TextLine]:
        """Its lines at a width. A layout asks for the same few widths over and over."""
        laid = self._laid.get(width)
        if laid is None:
            if len(self._laid) > _WIDTHS:  # a window's edge was drawn along
                self._laid.clear()
            laid = self._laid[width] = self._lay(width)
        return laid

    def _lay(self, width: float) -> list[TextLine]:
        if self._balanced:
            width = balanced_width(self.text(), self._font, width)
        lines = break_lines(self.text(), self._font, width)
        if not self._most or len(lines) <= self._most:
            return lines
        metrics = QFontMetricsF(self._font)
        rest = " ".join(line.text for line in lines[self._most - 1 :])
        cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return [*lines[: self._most - 1], TextLine(cut, metrics.horizontalAdvance(cut))]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with QPainter(self) as painter:
            painter.setFont(self._font)
            painter.setPen(QColor(self._colour))
            metrics = QFontMetricsF(self._font)
            lines = self._lines(self.width())
            # The middle of a line is the middle of its x-height and capitals, not of its descent.
            rise = (self._line + metrics.ascent() - metrics.descent()) / 2
            top = max(0.0, (self.height() - self._line * len(lines)) / 2)
            flipped = is_mirrored(self)
            for index, line in enumerate(lines):
                spare = self.width() - line.width
                left = spare / 2 if self._centred else spare if self._right != flipped else 0.0
                at = QPointF(left, top + index * self._line + rise)
                draw_line(painter, at, line.text, of=self.text())


_TITLES_STOP_AT = 1.5  # large titles grow to 150 % and no further


def _title(theme: Theme, text: str, px: float, line: float, *, balanced: bool = False) -> Text:
    scale = min(theme.scale, _TITLES_STOP_AT)
    font = faces.serif(px, 600, scale=scale)
    height = line * scale / theme.scale  # Text multiplies by the theme's own scale
    return _heading(Text(theme, text, font, theme.palette.ink, height, balanced=balanced))


def _heading(text: Text) -> Text:
    """A screen reader goes from heading to heading, and says that it is one."""
    read_as(text, Role.Heading)
    return text


def product_name(theme: Theme, text: str) -> Text:
    return _title(theme, text, 44, 52)


def page_title(theme: Theme, text: str) -> Text:
    return _title(theme, text, 28, 36)


def board_title(theme: Theme, text: str) -> Text:
    return _title(theme, text, 24, 32)


def question(theme: Theme, text: str, *, narrow: bool = False) -> Text:
    """The question in Stories, its lines of even length; narrow below 1100 px."""
    px, line = (21, 28) if narrow else (24, 32)
    return _title(theme, text, px, line, balanced=True)


def reading(theme: Theme, text: str) -> Text:
    """To read aloud."""
    return Text(theme, text, theme.serif(22), theme.palette.ink, 33)


def reading_question(theme: Theme, text: str) -> Text:
    return _title(theme, text, 32, 42, balanced=True)


def section(theme: Theme, text: str) -> Text:
    """A section's, a pane's or an action's title."""
    return _heading(Text(theme, text, theme.serif(20, 600), theme.palette.ink, 28))


def label(theme: Theme, text: str) -> Text:
    """The name of a field."""
    made = Text(theme, text, theme.sans(14, 600), theme.palette.ink_2, 20)
    made.copies = False
    return made


def hint(theme: Theme, text: str, *, centred: bool = False, right: bool = False) -> Text:
    return Text(theme, text, theme.sans(14), theme.palette.ink_2, 20, centred=centred, right=right)


def app(theme: Theme, text: str, *, second: bool = False, strong: bool = False) -> Text:
    """The app's own sentences; second is ink-2, strong is semi-bold."""
    colour = theme.palette.ink_2 if second else theme.palette.ink
    return Text(theme, text, theme.sans(16, 600 if strong else 400), colour, 24)


def words(
    theme: Theme,
    text: str,
    px: float = 17,
    weight: int = 400,
    *,
    italic: bool = False,
    second: bool = False,
    parent: QWidget | None = None,
) -> Text:
    """People's words; a line is half as high again as its letters, as in the design."""
    colour = theme.palette.ink_2 if second else theme.palette.ink
    line = round(px * (1.27 if px < 17 else 1.5 if px < 20 else 1.4))
    font = theme.serif(px, weight, italic=italic)
    return Text(theme, text, font, colour, line, parent=parent)


def part_title(theme: Theme, text: str, px: float = 18) -> Text:
    """A title smaller than a section's, in people's face: of a part of a page."""
    return _heading(words(theme, text, px, 600))


class RemarkLine(QWidget):
    """Shows one remark; takes no space where there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        read_as(self, Role.Grouping)
        self._shown = ("", "")
        column = layouts.column(self, 0, (0, theme.px(8), 0, 0))
        self._title = app(theme, "", strong=True)
        self._text = hint(theme, "")
        column.addWidget(self._title)
        column.addWidget(self._text)
        self.hide()

    def show_remark(self, title: str, text: str = "") -> None:
        """Say this, or nothing where it has no title; the same again changes nothing."""
        if (title, text) == self._shown:
            return
        self._shown = (title, text)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())
        self.setVisible(bool(title))

    @property
    def title(self) -> str:
        """What is said first; empty where nothing is said."""
        return self._shown[0]
