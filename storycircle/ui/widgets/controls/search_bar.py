"""A field to search a list by, and chips of which one says what of the list is shown."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.commands import bind, has_key
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.chip import PressChip
from storycircle.ui.widgets.controls.keycap import cap_size, draw_cap
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display.card import antialiased, draw_sign
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.layouts import Flow

ALL = ""
"""The chip of the whole list."""
_LENS = 34  # px at 100 % before the words
_WIDE = 240  # px at 100 %
_SIGN = 14  # px at 100 %


class SearchField(Field):
    """What is typed is searched for at once. Esc empties it; Down or Enter goes to what was found.

    searched: another text is searched for. left: the keyboard goes to the list.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, serif=False, parent=parent)
        self._words = hint
        self.setAccessibleName(hint)
        self._fit()
        self.textChanged.connect(self.searched)
        bind(self, keys.BACK, self.clear, when=lambda: self.hasFocus() and bool(self.text()))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDE), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.DOWN, keys.ENTER) and not event.modifiers() & _HELD:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Room for the lens before what is typed, and for the key after it."""
        cap = round(cap_size(self._theme, keys.SEARCH_FOCUS.cap)[0]) + self._theme.px(8)
        lens = self._theme.px(_LENS) - 12
        left, right = (cap, lens) if is_mirrored(self) else (lens, cap)
        self.setTextMargins(left, 0, right, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with antialiased(self) as painter:
            px, palette, middle = self._theme.px, self._theme.palette, self.height() / 2
            mirrored, size = is_mirrored(self), px(_SIGN)
            at = QPointF(mirror(px(20), 0, self.width(), mirrored=mirrored), middle)
            draw_sign(painter, "lens", at, size, palette.ink_2, px(2))
            cap, theme = keys.SEARCH_FOCUS.cap, self._theme
            wide, _high = cap_size(theme, cap)
            left = mirror(self.width() - wide - px(10), wide, self.width(), mirrored=mirrored)
            draw_cap(painter, theme, cap, left, middle, palette.ink_2, palette.edge)
            if not self.text():
                painter.setFont(theme.sans(16))
                painter.setPen(QColor(palette.ink_2))
                room = self.width() - px(_LENS) - wide - px(18)
                words = QFontMetricsF(theme.sans(16)).elidedText(
                    self._words, Qt.TextElideMode.ElideRight, room
                )
                begin = QFontMetricsF(theme.sans(16)).horizontalAdvance(words)
                at = QPointF(
                    mirror(px(_LENS), begin, self.width(), mirrored=mirrored), self._base()
                )
                draw_line(painter, at, words)

    def _base(self) -> float:
        """Where the hint's line stands."""
        metrics = QFontMetricsF(self._theme.sans(16))
        return (self.height() + metrics.ascent() - metrics.descent()) / 2


_HELD = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class SearchBar(QWidget):
    """The field, and after it the chips. changed: what is searched for, and the chip that is on.

    wanted: the field has the keyboard: what is searched may be made ready.
    """

    changed = Signal(str, str)
    wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self.field = SearchField(theme, hint)
        self.chips: dict[str, PressChip] = {}
        self.chosen = ALL
        self._row = Flow(theme.px(8), theme.px(8))
        self.setLayout(self._row)
        self._row.addWidget(self.field)
        self.field.searched.connect(self._say)
        self.field.left.connect(self.left)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.field.text()

    def focus(self) -> None:
        """Ctrl F: what is there is typed over."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        QTimer.singleShot(0, self.wanted.emit)

    def reset(self) -> None:
        """Search for nothing, and show the whole list."""
        self._turn_on(ALL)
        self.field.clear()

    def show_counts(self, counts: Mapping[str, tuple[str, int]]) -> None:
        """A chip for each of these, with its words and how many rows it has."""
        for value in [value for value in self.chips if value not in counts]:
            chip = self.chips.pop(value)
            self._row.removeWidget(chip)
            chip.deleteLater()
        for value, (words, count) in counts.items():
            chip = self.chips.get(value) or self._chip(value)
            chip.set_text(f"{words} {i18n.figures(count)}")
            chip.setAccessibleName(_("{what}: {count}", what=words, count=i18n.figures(count)))
        if self.chosen not in self.chips:
            self.chosen = ALL
        self._turn_on(self.chosen)

    def _chip(self, value: str) -> PressChip:
        chip = self.chips[value] = PressChip(self._theme, "")
        chip.clicked.connect(lambda: self.choose(value))
        self._row.addWidget(chip)
        return chip

    def choose(self, value: str) -> None:
        """Show one part of the list; pressed again, it stays."""
        self._turn_on(value)
        self._say()

    def _turn_on(self, value: str) -> None:
        self.chosen = value
        for other, chip in self.chips.items():
            chip.setChecked(other == value)

    def _say(self) -> None:
        self.changed.emit(self.text, self.chosen)
