"""The rail and its stages.

The rail: where the circle is, where it goes, and whether there is time.

One stage on the rail: a dot, its name and its times; pressed, it asks to go there.
"""

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from storycircle.core.i18n import N_, _
from storycircle.ui.commands import press_button
from storycircle.ui.theme import theme as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import antialiased, draw_disc
from storycircle.ui.widgets.display.direction import draw_line
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.tip import set_tip
from storycircle.ui.widgets.ring.painter import Mark


class StageState(StrEnum):
    DONE = "done"
    NOW = "now"
    TO_COME = "to_come"


_STATES = {
    StageState.DONE: N_("done"),
    StageState.NOW: N_("now"),
    StageState.TO_COME: N_("to come"),
}


class RailStage(Struct, frozen=True):
    """A stage; times as the rail writes them: "11.25–11.50" or "until 11.20".

    short: as the folded rail writes it, where that is shorter. runs: its time runs though another
    stage is open; the times say so then.
    """

    name: str
    times: str
    state: StageState
    short: str = ""
    runs: bool = False


_BEFORE_STOP = 5
"""Stages before the small stop."""
_LEAST_STOP = 8
_LEAST_DOT = 12
"""px at 100 % of a dot with its air, where the window is as low as can be and a bar lies above."""


class StageButton(SteadyPress, QAbstractButton):
    """58 px high, folded 72; measures at 100 %."""

    def __init__(
        self, theme: Theme, number: int, *, last: bool, parent: QWidget | None = None
    ) -> None:
        """number: 0 for a small stop between two stages, which has none."""
        super().__init__(parent)
        self._theme = theme
        self._number = str(number) if number else ""
        self._small = not number
        self._last = last
        self._folded = False
        self._bare = False
        self._stage = RailStage("", "", StageState.TO_COME)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus on the page
        self._ring = FocusRing(theme, self, 6)

    def show_stage(self, stage: RailStage) -> None:
        if stage != self._stage:
            self._stage = stage
            said = (stage.name, stage.times, _(_STATES[stage.state]))
            self.setAccessibleName(", ".join(part for part in said if part))
            if self._bare:
                set_tip(self, stage.name)
            self.update()

    def set_folded(self, *, folded: bool, bare: bool) -> None:
        """Show the words below the dot when folded; bare leaves them out."""
        self._folded, self._bare = folded, bare
        set_tip(self, self._stage.name if bare else "")
        # In a low window the dots come closer, so that the status below them is seen.
        down = QSizePolicy.Policy.Maximum if bare else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, down)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key presses another stage; where one is already, every key is the page's."""
        if self._stage.state == StageState.NOW:
            event.ignore()
        elif not press_button(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        height = 34 if self._bare else 72 if self._folded else 58
        if self._small:
            height = 22 if self._bare else 56 if self._folded else 54
        return QSize(self._theme.px(64), self._theme.px(height))

    def minimumSizeHint(self) -> QSize:
        least = _LEAST_STOP if self._small else _LEAST_DOT
        high = self._theme.px(least) if self._bare else self.sizeHint().height()
        return QSize(self._theme.px(32), high)

    def width_of_words(self) -> int:
        """Px that its words need where they stand below the dot; 0 where they are left out."""
        if self._bare:
            return 0
        stage, theme = self._stage, self._theme
        name = QFontMetricsF(theme.sans(14, 600)).horizontalAdvance(stage.name)
        times = QFontMetricsF(theme.sans(13)).horizontalAdvance(stage.short or stage.times)
        return round(max(name, times)) + 2

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            px = self._theme.px
            flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            if self._folded:
                top = px(8 if self._small else 15)
                centre = QPointF(self.width() / 2, min(top, self.height() / 2))
            else:
                centre = QPointF(self.width() - px(12) if flipped else px(12), px(16))
                self._paint_connector(painter, centre)
            self._paint_dot(painter, centre)
            if not self._bare:
                self._paint_words(painter, centre, flipped=flipped)

    def _paint_connector(self, painter: QPainter, centre: QPointF) -> None:
        if self._last:
            return
        palette, px = self._theme.palette, self._theme.px
        done = self._stage.state == StageState.DONE
        colour = palette.teal if done else palette.line
        top = centre.y() + px(11 if self._small else 16)
        painter.fillRect(QRectF(centre.x() - 1, top, 2, self.height() - top), QColor(colour))

    def _dot(self) -> float:
        """How wide the dot is, in px: smaller where the window is very low."""
        return min(float(self._theme.px(14 if self._small else 24)), self.height() - 4.0)

    def _paint_dot(self, painter: QPainter, centre: QPointF) -> None:
        palette, radius = self._theme.palette, self._dot() / 2
        if self._stage.runs:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.ember), 2))
            painter.drawEllipse(centre, radius - 1, radius - 1)
            radius -= 4
        if self._stage.state == StageState.DONE:
            draw_disc(painter, "tick", centre, radius, palette.teal, palette.on)
            return
        now = self._stage.state == StageState.NOW
        line = 1.5 if self._small else 1  # so small a ring lies between pixels, and would fade
        painter.setPen(Qt.PenStyle.NoPen if now else QPen(QColor(palette.edge), line))
        painter.setBrush(QColor(palette.ember if now else palette.surface))
        reach = radius if now else radius - line / 2
        painter.drawEllipse(centre, reach, reach)
        painter.setFont(faces.sans(26 * radius / 24, 600))
        painter.setPen(QColor(palette.on if now else palette.ink_2))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._number)

    def _paint_words(self, painter: QPainter, centre: QPointF, *, flipped: bool) -> None:
        theme, palette, stage = self._theme, self._theme.palette, self._stage
        now, to_come = stage.state == StageState.NOW, stage.state == StageState.TO_COME
        lifted = self.underMouse() and to_come
        ink = palette.ink_2 if to_come and not lifted else palette.ink
        weight = 600 if now else 400
        times = palette.ember_ink if stage.runs else palette.ink_2
        if self._folded:
            rows = (
                (stage.name, theme.sans(14, weight), ink, centre.y() + theme.px(22)),
                (
                    stage.short or stage.times,
                    theme.sans(13),
                    times,
                    centre.y() + theme.px(39),
                ),
            )
        else:
            rows = (
                (stage.name, theme.sans(16, weight), ink, centre.y()),
                (stage.times, theme.sans(14), times, centre.y() + theme.px(21)),
            )
        for text, font, colour, middle in rows:
            metrics = QFontMetricsF(font)
            room = self.width() - (0 if self._folded else theme.px(38))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            wide = metrics.horizontalAdvance(shown)
            left = float(theme.px(38))
            if self._folded:
                left = (self.width() - wide) / 2
            elif flipped:
                left = self.width() - theme.px(38) - wide
            painter.setFont(font)
            painter.setPen(QColor(colour))
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            draw_line(painter, QPointF(left, base), shown)


__all__ = ["Rail", "RailStage", "RailView", "StageState"]


class _Width(StrEnum):
    """How much room the rail takes."""

    FULL = "full"
    FOLDED = "folded"
    DOTS = "dots"


class RailView(Struct, frozen=True):
    """All the rail says. standing is "on time" or the like, foot the sentence below it."""

    title: str
    subtitle: str
    stages: tuple[RailStage, ...]
    clock: str
    pace: str
    foot: str
    stop: RailStage | None = None  # a small one after the fifth stage, which can be left out


_NEAR = 4  # px beside the words of a folded rail
_FOLDED = 72  # px of it, before it grows with the text


class Rail(QWidget):
    """216 wide; folded 72; dots only for very large text. stopRequested: to the small stop."""

    stageRequested = Signal(int)
    stopRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = self._wanted = _Width.FULL
        self._view: RailView | None = None
        self._longest = 0  # px that a word needed, since it was folded
        self.stages: list[StageButton] = []
        self.stop: StageButton | None = None
        self._column = layouts.column(self, 0)
        self._build_head()
        self._box = layouts.column(spacing=0)
        self._column.addLayout(self._box)
        self._column.addStretch(1)
        self._build_foot()
        self._arrange()

    def _build_head(self) -> None:
        theme, palette = self._theme, self._theme.palette
        self._mark = Mark(theme, 36)
        self._title = Text(theme, "", theme.serif(20, 600), palette.ink, 24, lines=1)
        self._subtitle = Text(theme, "", theme.sans(14), palette.ink_2, 20, lines=2)
        head = layouts.row(spacing=theme.px(8))
        head.addWidget(self._mark)
        head.addLayout(layouts.stack(self._title, self._subtitle), 1)
        self._head = head
        self._column.addLayout(head)

    def _build_foot(self) -> None:
        theme, palette = self._theme, self._theme.palette
        self._clock = Text(theme, "", theme.serif(36, 600), palette.ink, 40)
        # At 200 % the rail is dots only, and no wider than the folded clock needs at 165 %.
        clock = faces.serif(22, 600, scale=min(theme.scale, 1.65))
        self._clock_small = Text(theme, "", clock, palette.ink, 26, centred=True, lines=1)
        self._pace = Text(theme, "", theme.sans(14, 600), palette.ink, 20)
        self._pace_small = Text(theme, "", theme.sans(14), palette.ink_2, 20, centred=True)
        self._foot = Text(theme, "", theme.sans(14), palette.ink_2, 20)
        for text in self._foot_texts():
            self._column.addWidget(text)

    def _foot_texts(self) -> tuple[Text, ...]:
        small = (self._clock_small, self._pace_small)
        return (self._clock, self._pace, *small, self._foot)

    def show_view(self, view: RailView) -> None:
        """Show another state."""
        if view == self._view:
            return
        old, self._view = self._view, view
        self._title.setText(view.title)
        self._subtitle.setText(view.subtitle)
        for clock in (self._clock, self._clock_small):
            clock.setText(view.clock)
        for pace in (self._pace, self._pace_small):
            pace.setText(view.pace)
        self._show_pace()
        self._foot.setText(view.foot)
        if old is None or len(old.stages) != len(view.stages):
            self._build_stages(len(view.stages))
        for button, stage in zip(self.stages, view.stages, strict=True):
            button.show_stage(stage)
        if view.stop is not None and self.stop is not None:
            self.stop.show_stage(view.stop)
        before = (old.stages, old.pace, old.stop) if old is not None else None
        if before != (view.stages, view.pace, view.stop):
            self._fold()
            if self._width != _Width.FULL:
                self._fit()

    def _build_stages(self, count: int) -> None:
        for button in self._stops():
            self._box.removeWidget(button)
            button.deleteLater()
        self.stages, self.stop = [], None
        for index in range(count):
            button = StageButton(self._theme, index + 1, last=index == count - 1)
            button.clicked.connect(lambda _on=False, at=index: self.stageRequested.emit(at))
            self.stages.append(button)
            self._box.addWidget(button)
        if self._view is not None and self._view.stop is not None and count > _BEFORE_STOP:
            before, after = self.stages[_BEFORE_STOP - 1 : _BEFORE_STOP + 1]
            self.stop = StageButton(self._theme, 0, last=False)
            self.stop.clicked.connect(self.stopRequested)
            self._box.insertWidget(self._box.indexOf(after), self.stop)
            QWidget.setTabOrder(before, self.stop)
            QWidget.setTabOrder(self.stop, after)
        self._arrange()

    def _stops(self) -> list[StageButton]:
        """The stages, and the small stop where there is one."""
        return [*self.stages, *([self.stop] if self.stop is not None else [])]

    def setFolded(self, folded: bool) -> None:
        """Fold to 72 px, as windows below 1100 need it."""
        self._set_width(_Width.FOLDED if folded else _Width.FULL)

    def setDotsOnly(self, dots: bool) -> None:
        """Only the dots and the status, as text at 200 % needs it."""
        self._set_width(_Width.DOTS if dots else _Width.FULL)

    def _set_width(self, width: _Width) -> None:
        self._wanted = width
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Give it the width that is wanted; folded, the words below the dots are read or left out:
        dots alone where these have no room.
        """
        width = self._wanted
        if width is _Width.FOLDED and not self._words_fit():
            width = _Width.DOTS
        if width != self._width:
            self._width, self._longest = width, 0
            self._arrange()

    def _words_fit(self) -> bool:
        """Whether the folded rail is high enough for the stages' names and times, and its foot."""
        px, narrow = self._theme.px, round(_FOLDED * min(self._theme.scale, 1.55)) - 2 * _NEAR
        high = px(22 + 36 + 12) + px(72) * len(self.stages) + 20
        high += px(56) if self.stop is not None else 0
        high += self._clock_small.sizeHint().height() + self._pace_small.heightForWidth(narrow)
        return high <= self.height()

    def _show_pace(self) -> None:
        """Show the pace in its place, as wide as the rail is; none takes no line."""
        full, said = self._width is _Width.FULL, bool(self._view and self._view.pace)
        self._pace.setVisible(full and said)
        self._pace_small.setVisible(not full and said)

    def _arrange(self) -> None:
        theme, full = self._theme, self._width == _Width.FULL
        near, far = (theme.px(24), theme.px(8)) if full else (_NEAR, _NEAR)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        dots = self._width == _Width.DOTS
        self._column.setContentsMargins(near, theme.px(12 if dots else 22), far, 20)
        self._head.setContentsMargins(0, 0, 0, 0 if dots else theme.px(24 if full else 12))
        self._mark.setVisible(not dots)
        # The names' column is empty when folded; its share of the width would push the mark aside.
        self._head.setStretch(1, 1 if full else 0)
        self._head.setSpacing(theme.px(8) if full else 0)
        for text in (self._title, self._subtitle, self._clock, self._foot):
            text.setVisible(full)
        self._clock_small.setVisible(not full)
        self._show_pace()
        for button in self._stops():
            button.set_folded(folded=not full, bare=dots)
        if full:
            self.setFixedWidth(theme.px(216))
        else:
            self._fit()

    def _fit(self) -> None:
        """Be as wide as the folded rail is, or as the longest word in it; no narrower again, as the
        screen beside it would move with each word.
        """
        words = [button.width_of_words() for button in self._stops()]
        longest = max([self._pace_small.minimumSizeHint().width(), *words])
        self._longest = max(self._longest, longest + 2 * _NEAR)
        self.setFixedWidth(max(round(_FOLDED * min(self._theme.scale, 1.55)), self._longest))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.palette.sunk))
            if self._theme.palette.high_contrast:  # no tints there: a line parts it from the main
                at_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                x = 0 if at_left else self.width() - 1
                painter.fillRect(x, 0, 1, self.height(), QColor(self._theme.palette.line))
