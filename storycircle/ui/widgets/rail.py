"""The rail: where the circle is, where it goes, and whether there is time."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.ui.theme import type as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.mark import Mark
from storycircle.ui.widgets.rail_stage import RailStage, StageButton, StageState
from storycircle.ui.widgets.text import Text

__all__ = ["Rail", "RailStage", "RailView", "StageState"]


class _Width(StrEnum):
    """How much room the rail takes."""

    FULL = "full"
    FOLDED = "folded"
    DOTS = "dots"


@dataclass(frozen=True)
class RailView:
    """All the rail says. standing is "on time" or the like, foot the sentence below it."""

    title: str
    subtitle: str
    stages: tuple[RailStage, ...]
    clock: str
    standing: str
    foot: str


class Rail(QWidget):
    """216 wide; folded 72; dots only for very large text."""

    stageRequested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = _Width.FULL
        self._view: RailView | None = None
        self._stages: list[StageButton] = []
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._build_head()
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        self._column.addLayout(self._box)
        self._column.addStretch(1)
        self._build_foot()
        self._arrange()

    def _build_head(self) -> None:
        theme, palette = self._theme, self._theme.palette
        self._mark = Mark(theme, 36)
        self._title = Text(theme, "", theme.serif(20, 600), palette.ink, 24, lines=1)
        self._subtitle = Text(theme, "", theme.sans(14), palette.ink_2, 20, lines=2)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._mark)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        head.addLayout(names, 1)
        self._head = head
        self._column.addLayout(head)

    def _build_foot(self) -> None:
        theme, palette = self._theme, self._theme.palette
        self._clock = Text(theme, "", theme.serif(36, 600), palette.ink, 40)
        # At 200 % the rail is dots only, and no wider than the folded clock needs at 165 %.
        clock = faces.serif(22, 600, scale=min(theme.scale, 1.65))
        self._clock_small = Text(theme, "", clock, palette.ink, 26, centred=True, lines=1)
        self._standing = Text(theme, "", theme.sans(14, 600), palette.ink, 20)
        self._standing_small = Text(theme, "", theme.sans(14), palette.ink_2, 20, centred=True)
        self._foot = Text(theme, "", theme.sans(14), palette.ink_2, 20)
        for text in self._foot_texts():
            self._column.addWidget(text)

    def _foot_texts(self) -> tuple[Text, ...]:
        small = (self._clock_small, self._standing_small)
        return (self._clock, self._standing, *small, self._foot)

    def show_view(self, view: RailView) -> None:
        """Show another state."""
        if view == self._view:
            return
        old, self._view = self._view, view
        self._title.setText(view.title)
        self._subtitle.setText(view.subtitle)
        for clock in (self._clock, self._clock_small):
            clock.setText(view.clock)
        for standing in (self._standing, self._standing_small):
            standing.setText(view.standing)
        self._foot.setText(view.foot)
        if old is None or len(old.stages) != len(view.stages):
            self._build_stages(len(view.stages))
        for button, stage in zip(self._stages, view.stages, strict=True):
            button.show_stage(stage)

    def _build_stages(self, count: int) -> None:
        for button in self._stages:
            self._box.removeWidget(button)
            button.deleteLater()
        self._stages = []
        for index in range(count):
            button = StageButton(self._theme, index + 1, last=index == count - 1)
            button.clicked.connect(lambda _=False, at=index: self.stageRequested.emit(at))
            self._stages.append(button)
            self._box.addWidget(button)
        self._arrange()

    def setFolded(self, folded: bool) -> None:
        """Fold to 72 px, as windows below 1100 need it."""
        self._set_width(_Width.FOLDED if folded else _Width.FULL)

    def setDotsOnly(self, dots: bool) -> None:
        """Only the dots and the status, as text at 200 % needs it."""
        self._set_width(_Width.DOTS if dots else _Width.FULL)

    def _set_width(self, width: _Width) -> None:
        if width != self._width:
            self._width = width
            self._arrange()

    def _arrange(self) -> None:
        theme, full = self._theme, self._width == _Width.FULL
        near, far = (theme.px(24), theme.px(8)) if full else (4, 4)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        dots = self._width == _Width.DOTS
        self._column.setContentsMargins(near, theme.px(12 if dots else 22), far, 20)
        self._head.setContentsMargins(0, 0, 0, 0 if dots else theme.px(24 if full else 12))
        self._mark.setVisible(not dots)
        # The names' column is empty when folded; its share of the width would push the mark aside.
        self._head.setStretch(1, 1 if full else 0)
        self._head.setSpacing(theme.px(8) if full else 0)
        for text in (self._title, self._subtitle, self._clock, self._standing, self._foot):
            text.setVisible(full)
        for text in (self._clock_small, self._standing_small):
            text.setVisible(not full)
        for button in self._stages:
            button.set_folded(folded=not full, bare=dots)
        self.setFixedWidth(theme.px(216) if full else round(72 * min(theme.scale, 1.55)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.palette.sunk))
        if self._theme.palette.high_contrast:  # no tints there: a line parts it from the main
            at_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = 0 if at_left else self.width() - 1
            painter.fillRect(x, 0, 1, self.height(), QColor(self._theme.palette.line))
        painter.end()
