"""A choice of one: segments, or a longer list.

A choice of one: joined segments, the chosen one teal with a tick.

One of a longer list, opened by its field: a heading, a printer, a language.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLayout,
    QLayoutItem,
    QListView,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from storycircle.core.commands.command import NO_CAP, Cap
from storycircle.ui.commands import press_button
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.keycap import cap_size, draw_cap
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import antialiased, draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.tip import set_tip


class _Segment(SteadyPress, QRadioButton):
    """A radio button that looks like a part of a bar: Qt's own arrow keys and reading aloud."""

    def __init__(
        self, theme: Theme, text: str, key: Cap, *, ticked: bool, across: bool = False
    ) -> None:
        super().__init__()
        self._across = across
        self._theme = theme
        self._words = ""
        self._key = key
        self._cap = cap_size(theme, key)[0] + theme.px(10) if key else 0.0  # px with its gap
        self._ticked = ticked
        self._high = theme.px(20) + theme.pad(20)
        self.first = False
        self.last = False
        self.stacked = self.bare = False
        self.setFont(theme.sans(14, 600) if ticked else theme.sans(14.5, 600))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(key)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._across and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        elif not press_button(self, event, enter=False):
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos) or super().hitButton(pos)

    def _parts(self) -> tuple[float, float, float]:
        """Widths in px of the tick with its gap, the words, and the cap with its gap."""
        tick = self._theme.px(20) if self._ticked and self.isChecked() else 0
        words = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        return tick, words, 0 if self.bare else self._cap

    def least_bare(self) -> int:
        """Px that it needs without its cap."""
        tick, words, _cap = self._parts()
        return round(words + tick) + self._theme.pad(14)

    def sizeHint(self) -> QSize:
        _, words, cap = self._parts()
        tick = self._theme.px(20) if self._ticked else 0
        return QSize(round(words + cap + tick) + self._theme.pad(24), self._high)

    def minimumSizeHint(self) -> QSize:
        tick, words, _shown = self._parts()
        return QSize(round(words + self._cap + tick) + self._theme.pad(14), self._high)

    def _outline(self, rect: QRectF, radius: float) -> QPainterPath:
        """The box, round only at the ends of the whole bar."""
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        square = QPainterPath()
        if self.stacked:
            if not self.first:
                square.addRect(QRectF(rect.left(), rect.top(), rect.width(), radius))
            if not self.last:
                square.addRect(QRectF(rect.left(), rect.bottom() - radius, rect.width(), radius))
            return path.united(square)
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        leftmost, rightmost = (self.last, self.first) if flipped else (self.first, self.last)
        if not leftmost:
            square.addRect(QRectF(rect.left(), rect.top(), radius, rect.height()))
        if not rightmost:
            square.addRect(QRectF(rect.right() - radius, rect.top(), radius, rect.height()))
        return path.united(square)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            on = self.isChecked()
            # Neighbours share one line: each but the first is drawn a pixel further left.
            flipped = is_mirrored(self)
            left = 0.5 if self.stacked or (self.last if flipped else self.first) else -0.5
            top = -0.5 if self.stacked and not self.first else 0.5
            rect = QRectF(self.rect()).adjusted(left, top, -0.5, -0.5)
            ground = palette.teal if on else palette.sunk if self.underMouse() else palette.paper
            painter.setPen(QPen(QColor(palette.edge), 1))
            painter.setBrush(QColor(ground))
            painter.drawPath(self._outline(rect, 7.5))
            ink = palette.on if on else palette.ink
            tick, words, cap = self._parts()
            at = (self.width() - tick - words - cap) / 2
            middle = self.height() / 2
            whole = self.width()
            if tick:
                beside = mirror(at + self._theme.px(7), 0, whole, mirrored=flipped)
                centre = QPointF(beside, middle)
                draw_sign(painter, "tick", centre, self._theme.px(12), ink, self._theme.px(2))
            metrics = QFontMetricsF(self.font())
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.setFont(self.font())
            painter.setPen(QColor(ink))
            left = mirror(at + tick, words, whole, mirrored=flipped)
            draw_line(painter, QPointF(left, base), self._words)
            if cap:
                edge = ink if on else palette.ink_2
                start = at + tick + words + self._theme.px(10)
                start = mirror(start, cap - self._theme.px(10), whole, mirrored=flipped)
                draw_cap(painter, self._theme, self._key, start, middle, ink, edge)


class _Bar(QLayout):
    """Segments beside each other, equally wide where that is enough for each; one below the other
    where the width is not enough for all. drops_caps: they leave out their keys before that.
    """

    def __init__(self, parent: QWidget, *, drops_caps: bool = False) -> None:
        super().__init__(parent)
        self._drops_caps = drops_caps
        self._items: list[QLayoutItem] = []
        self._asked: tuple[list[int], QSize] | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        """A segment has other words."""
        self._asked = None
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._asked = None

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None past the end, as Qt asks for."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def _leasts(self) -> tuple[list[int], QSize]:
        """The least width of each segment, and the least size of one that holds any of them."""
        if self._asked is None:
            wide, size = [], QSize()
            for item in self._items:
                least = item.minimumSize()
                wide.append(least.width())
                size = size.expandedTo(least)
            self._asked = wide, size
        return self._asked

    def _bare(self) -> list[int]:
        """The least width of each segment without its key."""
        parts = (item.widget() for item in self._items)
        return [part.least_bare() for part in parts if isinstance(part, _Segment)]

    def _way(self, least: list[int], width: int) -> tuple[bool, bool]:
        """Whether segments stand below each other, and whether they leave out their keys."""
        if sum(least) <= width:
            return False, False
        bare = self._drops_caps and sum(self._bare()) <= width
        return not bare, bare

    def heightForWidth(self, width: int) -> int:
        least, size = self._leasts()
        fits = sum(least) <= width or not self._way(least, width)[0]
        return size.height() if fits else size.height() * len(least)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items]
        wide = max((size.width() for size in sizes), default=0) * len(sizes)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        return self._leasts()[1]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        least = self._leasts()[0]
        stacked, bare = self._way(least, rect.width())
        parent = self.parentWidget()
        rightwards = Qt.LayoutDirection.RightToLeft
        mirrored = parent is not None and parent.layoutDirection() == rightwards
        least = self._bare() if bare else least
        wide = [rect.width()] * self.count() if stacked else self._widths(least, rect.width())
        high = self.minimumSize().height()
        x = 0
        y = (rect.height() - high * (self.count() if stacked else 1)) // 2
        for item, width in zip(self._items, wide, strict=True):
            segment = item.widget()
            if isinstance(segment, _Segment):
                segment.stacked, segment.bare = stacked, bare
            left = rect.width() - x - width if mirrored else x
            item.setGeometry(QRect(rect.left() + left, rect.top() + y, width, high))
            x, y = (0, y + high) if stacked else (x + width, 0)

    @staticmethod
    def _widths(least: list[int], width: int) -> list[int]:
        """Equal widths; a segment that needs more has it, and the others share what is left."""
        wide = [0] * len(least)
        open_ = list(range(len(least)))
        while open_:
            share = (width - sum(wide)) // len(open_)
            large = [at for at in open_ if least[at] > share]
            for at in large or open_:
                wide[at] = least[at] if large else share
            open_ = [at for at in open_ if not wide[at]]
        if wide:
            wide[-1] += width - sum(wide)
        return wide


class Choice(QWidget):
    """Options as (value, label); arrow keys move, each move chooses.

    The options stand one below the other where there is no room for all beside each other.

    chosenAgain: what was chosen already was pressed once more.
    """

    chosen = Signal(str)
    chosenAgain = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[str, str]],
        *,
        ticked: bool = True,
        keys: Mapping[str, Cap] | None = None,
        across: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """across: only left and right move, up and down are the page's; and before the options
        stand below each other, they leave out their keys.
        """
        super().__init__(parent)
        read_as(self, Role.Grouping)
        self._segments: dict[str, _Segment] = {}
        self._before = ""  # what was chosen as a segment was pressed
        row = _Bar(self, drops_caps=across)
        for index, (value, label) in enumerate(options):
            segment = _Segment(
                theme, label, (keys or {}).get(value, NO_CAP), ticked=ticked, across=across
            )
            segment.first = index == 0
            segment.last = index == len(options) - 1
            segment.toggled.connect(lambda on, value=value: self._report(on, value))
            segment.toggled.connect(segment.updateGeometry)  # the tick needs room
            segment.pressed.connect(self._note)
            segment.clicked.connect(lambda _on, value=value: self._again(value))
            self._segments[value] = segment
            row.addWidget(segment)
            # Round the whole bar: the segments leave no room between them.
            FocusRing(theme, segment, 8, around=self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if options:
            self.setFocusProxy(self._segments[options[0][0]])

    def _report(self, on: bool, value: str) -> None:
        if on:
            self.setFocusProxy(self._segments[value])
            self.chosen.emit(value)

    def _note(self) -> None:
        self._before = self.value()

    def _again(self, value: str) -> None:
        if value == self._before:
            self.chosenAgain.emit(value)

    def value(self) -> str:
        """The chosen value; "" while none is."""
        return next((value for value, part in self._segments.items() if part.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show a value as chosen, without a signal; "" shows none."""
        if value == self.value():
            return
        for key, segment in self._segments.items():
            segment.blockSignals(True)
            segment.setAutoExclusive(False)
            segment.setChecked(key == value)
            segment.setAutoExclusive(True)
            segment.blockSignals(False)
            segment.updateGeometry()
            segment.update()
        if value in self._segments:
            self.setFocusProxy(self._segments[value])

    def set_label(self, value: str, label: str) -> None:
        """Other words for one option."""
        self._segments[value].set_words(label)


class Pick(QComboBox):
    """40 high; options as (value, label)."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[str, str]] = (),
        *,
        serif: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.serif(17) if serif else theme.sans(16))
        self.setFixedHeight(theme.px(40))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        view = self.view()
        if isinstance(view, QListView):  # a long choice is seen whole where the list is opened
            view.setWordWrap(True)
            view.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.currentIndexChanged.connect(lambda _place: self._tell_whole())
        self.set_options(options)
        self.activated.connect(lambda _: self.chosen.emit(self.value()))

    def showPopup(self) -> None:
        """Open the list, which a screen reader finds under the name of the field."""
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel rolls the page: it chooses nothing that nobody looked at."""
        event.ignore()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Another list; the first is shown, without a signal."""
        self.clear()
        for value, label in options:
            self.addItem(label, value)

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show a value, without the signal chosen; one that is not listed shows none."""
        self.setCurrentIndex(self.findData(value))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self._theme.px(40))

    def _room_for_words(self) -> QRect:
        return self.rect().adjusted(12, 0, -self._theme.px(32), 0)

    def _tell_whole(self) -> None:
        """Where the choice is too long for the field, its tip says all of it."""
        text = self.currentText()
        whole = self.fontMetrics().horizontalAdvance(text) <= self._room_for_words().width()
        set_tip(self, "" if whole else text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            focus = self.hasFocus()
            pen = QPen(QColor(palette.teal), 2) if focus else QPen(QColor(palette.edge), 1)
            rounded(painter, QRectF(self.rect()), 6, palette.paper, pen)
            painter.setFont(self.font())
            painter.setPen(QColor(palette.ink))
            inside = self._room_for_words()
            words = painter.fontMetrics().elidedText(
                self.currentText(), Qt.TextElideMode.ElideRight, inside.width()
            )
            painter.drawText(
                inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words
            )
            at = QPointF(self.width() - self._theme.px(18), self.height() / 2)
            draw_sign(painter, "below", at, self._theme.px(12), palette.ink, self._theme.px(2))
