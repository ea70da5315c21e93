"""Key caps: each control shows the key that does the same."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from string import Formatter
from typing import Literal

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.core.commands.command import Cap
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import antialiased, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror

HintPart = str | tuple[Literal["key"], Cap]
"""Words, or ("key", the cap of a command)."""


def with_caps(message: str, **caps: Cap) -> tuple[HintPart, ...]:
    """The parts of a whole message in which the caps are fields: "{key} goes on"."""
    parts: list[HintPart] = []
    for words, field, _spec, _conversion in Formatter().parse(message):
        parts.append(words)
        if field is not None:
            parts.append(("key", caps[field]))
    return tuple(parts)


@lru_cache(maxsize=128)  # layouts ask for the same few over and over
def cap_size(theme: Theme, key: Cap) -> tuple[float, float]:
    """Width and height of a cap in px."""
    width = QFontMetricsF(theme.sans(13, 600)).horizontalAdvance(key)
    height = theme.px(20)
    return max(float(height), width + 2 * theme.px(6.5)), float(height)


def draw_cap(  # noqa: PLR0917 (a drawing and its measures)
    painter: QPainter, theme: Theme, key: Cap, left: float, middle: float, colour: str, edge: str
) -> None:
    """Draw a cap with its left side at left and its centre at the height middle."""
    width, height = cap_size(theme, key)
    # On whole pixels: a 1-px line between two pixels is a grey smear.
    rect = QRectF(round(left), round(middle - height / 2), round(width), height)
    rounded(painter, rect, 4, "", QPen(QColor(edge), 1))
    painter.setFont(theme.sans(13, 600))
    painter.setPen(QColor(colour))
    window = painter.layoutDirection()
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # Ctrl comes first, as on the keys
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
    painter.setLayoutDirection(window)


class KeyCap(QWidget):
    """One cap by itself; beside what it does it can be pressed too, as it looks like a button."""

    def __init__(
        self,
        theme: Theme,
        key: Cap,
        parent: QWidget | None = None,
        *,
        act: Callable[[], object] | None = None,
    ) -> None:
        """act: what its key does, where a click does the same."""
        super().__init__(parent)
        read_as(self, Role.StaticText)
        self._act, self._pressed = act, False
        if act is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width, height = cap_size(self._theme, self._key)
        return QSize(round(width), round(height))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.button() == Qt.MouseButton.LeftButton
        super().mousePressEvent(event)  # it goes on to what can be dragged by it

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click of two does nothing more: it may be on the next row's cap already."""
        if self._act is None:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, False
        super().mouseReleaseEvent(event)
        if self._act is not None and pressed and self.rect().contains(event.position().toPoint()):
            self._act()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            draw_cap(
                painter, self._theme, self._key, 0, self.height() / 2, palette.ink_2, palette.edge
            )


class _Token(Struct, frozen=True):
    """A word or a cap, its width and the space before it, in px."""

    text: str
    cap: bool
    width: float
    space: float


class HintLine(QWidget):
    """A sentence with key caps in it; wraps between words. px is its text size at 100 %."""

    def __init__(
        self,
        theme: Theme,
        parts: Sequence[HintPart] = (),
        *,
        centred: bool = False,
        px: float = 14,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        read_as(self, Role.StaticText)
        self._theme = theme
        self._centred = centred
        self._font = theme.sans(px)
        self._line = theme.px(24)
        self._tokens: list[_Token] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_parts(parts)

    def set_parts(self, parts: Sequence[HintPart]) -> None:
        """Show other words and caps."""
        metrics = QFontMetricsF(self._font)
        blank = metrics.horizontalAdvance(" ")
        tokens: list[_Token] = []
        for part in parts:
            if isinstance(part, tuple):
                width = cap_size(self._theme, part[1])[0]
                tokens.append(_Token(part[1], cap=True, width=width, space=blank))
                continue
            for index, word in enumerate(part.split()):
                # "(Ctrl →)," keeps its comma at the cap: no space where none was typed.
                tight = index == 0 and not part.startswith(" ")
                space = 0.0 if tight and word[0] in ",.;:" else blank
                width = metrics.horizontalAdvance(word)
                tokens.append(_Token(word, cap=False, width=width, space=space))
        if tokens != self._tokens:
            self._tokens = tokens
            self.setAccessibleName(" ".join(token.text for token in tokens))
            self.updateGeometry()
            self.update()

    def _rows(self, width: float) -> list[tuple[float, list[tuple[float, _Token]]]]:
        """Rows as (their width, their tokens each with its left side)."""
        rows: list[tuple[float, list[tuple[float, _Token]]]] = [(0.0, [])]
        for token in self._tokens:
            used, row = rows[-1]
            left = used + token.space if row else 0.0
            if row and left + token.width > width:
                rows.append((token.width, [(0.0, token)]))
            else:
                row.append((left, token))
                rows[-1] = (left + token.width, row)
        return rows

    def heightForWidth(self, width: int) -> int:
        return self._line * len(self._rows(width))

    def sizeHint(self) -> QSize:
        return QSize(int(self._rows(1e6)[0][0]) + 2, self._line)

    def minimumSizeHint(self) -> QSize:
        widest = max((token.width for token in self._tokens), default=0)
        return QSize(int(widest) + 2, self._line)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            metrics = QFontMetricsF(self._font)
            whole, mirrored = self.width(), is_mirrored(self)
            for index, (used, row) in enumerate(self._rows(self.width())):
                start = (self.width() - used) / 2 if self._centred else 0.0
                middle = (index + 0.5) * self._line
                base = middle + (metrics.ascent() - metrics.descent()) / 2
                for place, token in row:
                    left = mirror(start + place, token.width, whole, mirrored=mirrored)
                    if token.cap:
                        ink, edge = palette.ink_2, palette.edge
                        draw_cap(painter, self._theme, Cap(token.text), left, middle, ink, edge)
                    else:
                        painter.setFont(self._font)
                        painter.setPen(QColor(palette.ink_2))
                        draw_line(painter, QPointF(left, base), token.text)
