"""The edge of the facilitator's window: a quiet line that asks whether someone has begun."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.flow import Flow
from storycircle.ui.widgets.text import Text

_SIDE = 24  # px at its left and right


@dataclass(frozen=True)
class EdgeView:
    """Whether someone has begun, for how long nobody's time has run, and the two starts."""

    question: str
    since: str
    from_now: str
    from_before: str
    keys: tuple[str, str]


class EdgeBar(QWidget):
    """Lies along the foot of its parent, in one row or two, and takes no focus."""

    fromNow = Signal()
    fromBefore = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: EdgeView | None = None
        self._right = 0
        palette = theme.palette
        self._question = Text(theme, "", theme.serif(17, 600), palette.ink, 24, lines=1)
        self._since = Text(theme, "", theme.sans(14), palette.ink_2, 20, lines=1)
        self._now = self._button("main", self.fromNow)
        self._before = self._button("second", self.fromBefore)
        said = QHBoxLayout()
        said.setSpacing(theme.px(12))
        said.addWidget(self._question)
        said.addWidget(self._since, 1)
        doing = Flow(theme.px(12), theme.px(8))
        doing.addWidget(self._now)
        doing.addWidget(self._before)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(_SIDE, theme.pad(8), _SIDE, theme.pad(8))
        self._halves.addLayout(said, 1)
        self._halves.addLayout(doing)
        parent.installEventFilter(self)
        self.hide()

    def _button(self, kind: str, asked: object) -> Button:
        button = Button(self._theme, "", "", kind, padding=12)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(asked)
        return button

    def show_view(self, view: EdgeView | None) -> None:
        """Ask, or ask no more."""
        if view == self._view:
            return
        self._view = view
        if view is None:
            self.hide()
            return
        self._question.setText(view.question)
        self._since.setText(view.since)
        self._now.set_text(view.from_now)
        self._before.set_text(view.from_before)
        self._now.set_key(view.keys[0])
        self._before.set_key(view.keys[1])
        self.setAccessibleName(view.question)
        self._place()
        if self.isHidden():
            self.show()
            self.raise_()

    def keep_free(self, right: int) -> None:
        """Leave px free at the right, where the pane stands."""
        self._right = right
        self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            wide = parent.width() - self._right
            beside = self._needed() <= wide - 2 * _SIDE
            direction = QBoxLayout.Direction
            self._halves.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
            self._halves.setSpacing(self._theme.pad(24 if beside else 6))
            high = self._halves.totalHeightForWidth(wide)
            self.setGeometry(0, parent.height() - high, wide, high)

    def _needed(self) -> int:
        """The width in px at which all of it stands beside each other."""
        words = self._question.sizeHint().width() + self._since.sizeHint().width()
        doing = self._now.sizeHint().width() + self._before.sizeHint().width()
        return words + doing + 2 * self._theme.px(12) + self._theme.pad(24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        palette = self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.ember_soft))
        painter.fillRect(QRectF(0, 0, self.width(), 2), QColor(palette.ember))
        painter.end()
