"""Buttons: main, second or quiet, as a hint, and as a link.

The button: one main a screen, the others second or quiet, each with its key cap inside.

A button as quiet as a hint, with its key: "Change the words  F2".

A link: teal, underlined, and a button to the keyboard.
"""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from storycircle.core.commands.command import NO_CAP, Cap
from storycircle.core.i18n import p_
from storycircle.ui.commands import PRESSES, held_with, press_button
from storycircle.ui.theme.palette import Palette, blend
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.keycap import cap_size, draw_cap
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.display.card import antialiased, dashed, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import TextLine, break_lines
from storycircle.ui.widgets.display.tip import set_tip

Act = Callable[..., object] | SignalInstance
"""What a button does: a function, or the signal that it gives on to."""
_GAP = 10  # px between the words and the cap
_LINK_LINE = 22  # px at 100 % between the lines of a link
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class _Colours(Struct, frozen=True):
    """Colours of one kind: ground, ground under the pointer, words, line, cap's line."""

    ground: str
    hover: str
    words: str
    line: str
    cap: str


def _colours(kind: str, palette: Palette) -> _Colours:
    if kind == "main":
        hover = blend(palette.teal, palette.ink, 0.08)
        soft = palette.on if palette.high_contrast else blend(palette.teal, palette.on, 0.65)
        return _Colours(palette.teal, hover, palette.on, "", soft)
    if kind == "quiet":
        soft = palette.teal if palette.high_contrast else blend(palette.teal, palette.paper, 0.3)
        return _Colours("", palette.sunk, palette.teal, "", soft)
    if kind == "notice":  # on the ink ground of a notice, where paper is the ink
        return _Colours("", blend(palette.ink, palette.paper, 0.15), *(palette.paper,) * 3)
    return _Colours(palette.surface, palette.sunk, palette.ink, palette.edge, palette.ink_2)


class Button(SteadyPress, QPushButton):
    """Height 40, or 48 if tall; wide has its words at the left and the cap at the right.

    Where it cannot be pressed now it stays in the focus order, and refused carries the reason.
    """

    refused = Signal(str)

    def __init__(
        self,
        theme: Theme,
        text: str,
        key: Cap = NO_CAP,
        kind: str = "second",
        *,
        tall: bool = False,
        wide: bool = False,
        padding: int = 0,
        act: Act | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """act: what a click does."""
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self._key = key
        self._kept = NO_CAP  # a key that comes and goes: its room stays
        self._measured: tuple[tuple[Cap, Cap, int] | None, float] = (None, 0.0)
        self._why = self._about = ""
        self._wide = wide
        self._leaves_arrows = False
        self._colours = _colours(kind, theme.palette)
        self._height = theme.px(20) + theme.pad(28 if tall else 12 if kind == "notice" else 20)
        self._padding = theme.pad(padding or (18 if tall else 16))
        self.setFont(theme.sans(16, 600))
        across = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Fixed
        down = QSizePolicy.Policy.Minimum if wide else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(across, down)
        policy.setHeightForWidth(wide)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._ring = FocusRing(theme, self, 8)
        self.set_text(text)
        self._describe()
        if act is not None:
            self.clicked.connect(act)

    def leave_arrows(self) -> None:
        """Leave the arrow keys to the page: Qt would go to the next button by them."""
        self._leaves_arrows = True

    @property
    def not_now(self) -> bool:
        """Whether it cannot be pressed at present."""
        return bool(self._why)

    def set_not_now(self, why: str) -> None:
        """Say why it cannot be pressed now, as a sentence; "" makes it a button again."""
        if why == self._why:
            return
        self._why = why
        set_tip(self, why)
        self._describe()
        shape = Qt.CursorShape.ArrowCursor if why else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        self.update()

    def set_about(self, about: str) -> None:
        """Say to a screen reader what its words leave out, as what it opens; before its key."""
        self._about = about
        self._describe()

    def _describe(self) -> None:
        """For a screen reader: the key on the cap; where it cannot be pressed, the reason why."""
        said = self._why or self._about
        if self._key and not self._why:
            # For translators: of a button: what it is about, then the key that presses it.
            about_and_key = p_("a button", "{about} {key}", about=self._about, key=self._key)
            said = about_and_key if self._about else self._key
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def set_padding(self, padding: int) -> None:
        """Give way at narrow windows: px at 100 %, left and right."""
        room = self._theme.px(padding)
        if room != self._padding:
            self._padding = room
            self.updateGeometry()
            self.update()

    def set_key(self, key: Cap) -> None:
        """The key on the cap; NO_CAP for none, as while writing."""
        if key != self._key:
            self._key = key
            self._describe()
            self.updateGeometry()
            self.update()

    def keep_room_for(self, key: Cap) -> None:
        """Be as wide with this key as without it."""
        self._kept = key
        self.updateGeometry()

    def set_text(self, text: str) -> None:
        """Other words; an ampersand is a letter here, not an access key."""
        if text != self._words:
            self._words = text
            self.setText(text.replace("&", "&&"))
            self.setAccessibleName(text)
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """A press that cannot be now goes no further than the reason why."""
        pressed = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            pressed = event.key() in PRESSES and not held_with(event)
            if self._leaves_arrows and event.key() in _ARROWS:
                event.ignore()
                return False
        if pressed and self._why:
            self.refused.emit(self._why)
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event):
            super().keyPressEvent(event)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def width_with(self, words: str) -> int:
        """The px that it would ask for with these words."""
        wide = QFontMetricsF(self.font()).horizontalAdvance(words) + self._beside_words()
        return round(wide) + 1

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self._words) + self._beside_words()
        return QSize(round(width) + 1, self._height)

    def minimumSizeHint(self) -> QSize:
        if not self._wide:
            return self.sizeHint()
        longest = max(
            map(QFontMetricsF(self.font()).horizontalAdvance, self._words.split() or [""])
        )
        return QSize(round(longest + self._beside_words()) + 1, self._height)

    def heightForWidth(self, width: int) -> int:
        """As high as its words need to be; a width for all of them keeps it one line high."""
        lines = len(self._lines(width))
        return self._height + (lines - 1) * self._theme.px(20)

    def _beside_words(self) -> float:
        """The px that all but the words take: both sides, and the key with its gap."""
        measured = self._key, self._kept, self._padding
        if measured != self._measured[0]:
            self._measured = measured, self._measure_beside()
        return self._measured[1]

    def _measure_beside(self) -> float:
        if not (self._key or self._kept):
            return 2 * self._padding
        cap = cap_size(self._theme, self._key)[0] if self._key else 0.0
        if self._kept and self._kept != self._key:
            cap = max(cap, cap_size(self._theme, self._kept)[0])
        return 2 * self._padding + cap + self._theme.pad(_GAP)

    def _lines(self, width: float) -> list[TextLine]:
        """Its words at a width: one line where they fit, further ones where they do not."""
        metrics = QFontMetricsF(self.font())
        whole = metrics.horizontalAdvance(self._words)
        room = width - self._beside_words()
        if whole <= room:
            return [TextLine(self._words, whole)]
        return break_lines(self._words, self.font(), room)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            self._paint_ground(painter)
            if self.isDown() and not self._why:
                painter.translate(0, 1)
            palette = self._theme.palette
            ink, cap = (
                (palette.ink_2,) * 2 if self._why else (self._colours.words, self._colours.cap)
            )
            metrics = QFontMetricsF(self.font())
            key = cap_size(self._theme, self._key)[0] if self._key else 0.0
            gap = self._theme.pad(_GAP) if self._key else 0
            lines = self._lines(self.width())
            words = lines[0].width if len(lines) == 1 else max([line.width for line in lines])
            left = float(self._padding) if self._wide else (self.width() - words - gap - key) / 2
            middle = self.height() / 2
            painter.setFont(self.font())
            painter.setPen(QColor(ink))
            step = self._theme.px(20)
            base = middle + (metrics.ascent() - metrics.descent() - step * (len(lines) - 1)) / 2
            whole, mirrored = self.width(), is_mirrored(self)
            for number, line in enumerate(lines):
                at = mirror(left, line.width, whole, mirrored=True) if mirrored else left
                draw_line(painter, QPointF(at, base + number * step), line.text, of=self._words)
            if self._key:
                at = self.width() - self._padding - key if self._wide else left + words + gap
                at = mirror(at, key, whole, mirrored=True) if mirrored else at
                draw_cap(painter, self._theme, self._key, at, middle, ink, cap)

    def _paint_ground(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        palette = self._theme.palette
        if self._why:
            rounded(painter, rect, 8, "", dashed(palette.edge))
            return
        ground = self._colours.hover if self.underMouse() else self._colours.ground
        pen = QPen(QColor(self._colours.line), 1) if self._colours.line else None
        if self.isDown():
            rect.translate(0, 1)
            rect.setHeight(rect.height() - 1)
        rounded(painter, rect, 8, ground, pen)


_HINT_GAP = 8  # px between the words and the cap


class HintButton(SteadyPress, QAbstractButton):
    """Words in ink-2, underlined under the pointer, then a cap."""

    def __init__(self, theme: Theme, text: str, key: Cap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self.setFont(theme.sans(14))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(theme, self, 4)
        self.set_words(text, key)

    def set_words(self, text: str, key: Cap) -> None:
        """Say something else, and show the key that does it."""
        self._key = key
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.font()).horizontalAdvance(self.accessibleName())
        cap = cap_size(self._theme, self._key)[0]
        return QSize(round(words + self._theme.px(_HINT_GAP) + cap) + 1, self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            font = self.font()
            font.setUnderline(self.underMouse())
            metrics = QFontMetricsF(font)
            middle = self.height() / 2
            cap = cap_size(self._theme, self._key)[0]
            painter.setFont(font)
            painter.setPen(QColor(palette.ink if self.underMouse() else palette.ink_2))
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            words = metrics.horizontalAdvance(self.accessibleName())
            whole, mirrored = self.width(), is_mirrored(self)
            at = mirror(0, words, whole, mirrored=mirrored)
            draw_line(painter, QPointF(at, base), self.accessibleName())
            left = mirror(whole - cap - 1, cap, whole, mirrored=mirrored)
            draw_cap(painter, self._theme, self._key, left, middle, palette.ink_2, palette.edge)


class Link(SteadyPress, QAbstractButton):
    """px is its text size at 100 %."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        px: float = 16,
        parent: QWidget | None = None,
        *,
        act: Act | None = None,
        wraps: bool = False,
    ) -> None:
        """act: what a click does. wraps: its words go on in further lines where there is no room
        for them beside each other.
        """
        super().__init__(parent)
        self._theme = theme
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setFont(theme.sans(px))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        size = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if wraps:
            size = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            size.setHeightForWidth(True)
        self.setSizePolicy(size)
        self._ring = FocusRing(theme, self, 4)
        if act is not None:
            self.clicked.connect(act)

    def set_text(self, text: str) -> None:
        """Other words; an ampersand is a letter here, not an access key."""
        if text != self._words:
            self._words = text
            self.setText(text.replace("&", "&&"))
            self.setAccessibleName(text)
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        return QSize(round(width) + 1, self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        if not self.hasHeightForWidth():
            return self.sizeHint()
        metrics = QFontMetricsF(self.font())
        longest = max(map(metrics.horizontalAdvance, self._words.split()), default=0)
        return QSize(round(longest) + 1, self._theme.px(32))

    def hasHeightForWidth(self) -> bool:
        return self.sizePolicy().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        further = len(self._lines(width)) - 1
        return self._theme.px(32) + further * self._theme.px(_LINK_LINE)

    def _lines(self, width: int) -> list[TextLine]:
        if self.hasHeightForWidth() and width < self.sizeHint().width():
            return break_lines(self._words, self.font(), max(1, width))
        return [TextLine(self._words, QFontMetricsF(self.font()).horizontalAdvance(self._words))]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            metrics, mirrored = QFontMetricsF(self.font()), is_mirrored(self)
            lines, step = self._lines(self.width()), self._theme.px(_LINK_LINE)
            high = self.height() - (len(lines) - 1) * step
            base = (high + metrics.ascent() - metrics.descent()) / 2
            colour = QColor(self._theme.palette.teal)
            painter.setFont(self.font())
            for line in lines:
                painter.setPen(colour)
                whole = len(lines) == 1
                wide = self.width() if whole else line.width
                left = 0 if whole else mirror(0, wide, self.width(), mirrored=mirrored)
                draw_line(painter, QPointF(left, base), line.text, of=self._words)
                painter.setPen(QPen(colour, 2 if self.underMouse() else 1))
                below = round(base + metrics.descent() * 0.65) + 0.5
                painter.drawLine(QPointF(left, below), QPointF(left + wide, below))
                base += step
