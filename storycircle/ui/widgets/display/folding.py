"""Parts of a page that give way where there is little room: none is squeezed or out of reach.

A page's ground scrolls as one where its parts cannot be any lower. A scroll of its own beside
others is rolled out where they stand below each other, so that nothing scrolls inside what scrolls.
A sentence and the ways on from it stand in one row, or the ways below the sentence.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QScrollArea, QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.layouts import scrolling


class Ground(QWidget):
    """What a page stands on: as low as its parts can be, and higher where there is room."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return -1 if layout is None else layout.minimumHeightForWidth(width)


def grounded(page: QWidget) -> Ground:
    """The ground of a page, which it fills, and which scrolls where the page is too low for it."""
    ground = Ground()
    layouts.column(page, 0).addWidget(scrolling(ground))
    return ground


class Roll(QScrollArea):
    """Scrolls by itself; rolled out it is as high as what is in it, and the page scrolls.

    least: px that it is high at least where it scrolls.
    """

    def __init__(self, inside: QWidget, least: int) -> None:
        super().__init__()
        self._inside, self._least = inside, least
        self._out = False
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside takes the focus
        self.setWidget(inside)
        self.roll_out(out=False)

    def roll_out(self, *, out: bool) -> None:
        """Whether it is as high as what is in it."""
        self._out = out
        across = QSizePolicy.Policy.Preferred
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred if out else across)
        policy.setHeightForWidth(out)
        self.setSizePolicy(policy)
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        inside = self._inside
        wanted = inside.heightForWidth(width) if inside.hasHeightForWidth() else -1
        return max(wanted, inside.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        least = self._inside.minimumSizeHint()
        return QSize(least.width(), least.height() if self._out else self._least)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it wants to be higher or lower: rolled out, it tells its own layout."""
        if self._out and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class SentenceAndWays(QLayout):
    """A sentence with the ways on at its right, each as wide as it asks to be; where that leaves
    too little for the sentence the ways stand below it, in as many rows as they need.

    before: what stands before the sentence, and above it where it has a row of its own. least: px
    at 100 % that the sentence has beside them at least, where it needs as much.
    """

    def __init__(
        self,
        theme: Theme,
        sentence: QWidget,
        ways: Sequence[QWidget],
        *,
        before: Sequence[QWidget] = (),
        least: int = 200,
    ) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self._gap, self._down = theme.px(12), theme.px(8)
        self._least = theme.px(least)
        self._before = len(before)
        self._items: list[QLayoutItem] = []
        for widget in (*before, sentence, *ways):
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

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

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inside = QRect(0, 0, width - margins.left() - margins.right(), 0)
        return self._arrange(inside, move=False) + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() + self._gap for size in shown) - self._gap
        high = max((size.height() for size in shown), default=0)
        return QSize(wide, high).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Lay the items into the rectangle, each in the middle of its row; the height in px."""
        y = rect.top()
        for row in self._rows(rect.width()):
            high = max(_height(item, wide) for item, wide in row)
            x = 0
            for item, wide in row if move else ():
                own = min(high, _height(item, wide))
                most = min(wide, item.maximumSize().width())
                left = rect.right() + 1 - x - most if self._mirrored() else rect.left() + x
                item.setGeometry(QRect(left, y + (high - own) // 2, most, own))
                x += wide + self._gap
            y += high + self._down if high else 0
        return max(0, y - self._down - rect.top())

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        """The items row by row, each with its width."""
        sentence = self._items[self._before]
        before = self._wide(self._items[: self._before], width)
        ways = self._wide(self._items[self._before + 1 :], width)
        if sentence.isEmpty():
            return self._flowing([*before, *ways], width)
        left = width - sum(wide + self._gap for _item, wide in (*before, *ways))
        if left >= min(self._least, sentence.sizeHint().width()):
            return [[*before, (sentence, left), *ways]]
        return [*self._flowing(before, width), [(sentence, width)], *self._flowing(ways, width)]

    @staticmethod
    def _wide(items: Sequence[QLayoutItem], width: int) -> list[tuple[QLayoutItem, int]]:
        return [(i, min(width, i.sizeHint().width())) for i in items if not i.isEmpty()]

    def _flowing(
        self, items: Sequence[tuple[QLayoutItem, int]], width: int
    ) -> list[list[tuple[QLayoutItem, int]]]:
        rows: list[list[tuple[QLayoutItem, int]]] = []
        for item, wide in items:
            used = sum(w + self._gap for _item, w in rows[-1]) if rows else 0
            if not rows or used + wide > width:
                rows.append([])
            rows[-1].append((item, wide))
        return rows

    def _mirrored(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
