"""One stage on the rail: a dot, its name and its times; pressed, it asks to go there."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.focus_ring import FocusRing
from storycircle.ui.widgets.sign import draw_disc
from storycircle.ui.widgets.tip import set_tip


class StageState(StrEnum):
    DONE = "done"
    NOW = "now"
    TO_COME = "to come"


@dataclass(frozen=True)
class RailStage:
    """A stage; times as the rail writes them: "11.25–11.50" or "until 11.20"."""

    name: str
    times: str
    state: StageState


def short_times(times: str) -> str:
    """Times for the folded rail: when it starts, or "to 11.20"."""
    if times.startswith("until "):
        return f"to {times.removeprefix('until ')}"
    return times.partition("–")[0]


class StageButton(QAbstractButton):
    """58 px high, folded 72; measures at 100 %."""

    def __init__(
        self, theme: Theme, number: int, *, last: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = str(number)
        self._last = last
        self._folded = False
        self._bare = False
        self._stage = RailStage("", "", StageState.TO_COME)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(theme, self, 6)

    def show_stage(self, stage: RailStage) -> None:
        if stage != self._stage:
            self._stage = stage
            self.setAccessibleName(f"{stage.name}, {stage.times}, {stage.state}")
            if self._bare:
                set_tip(self, stage.name)
            self.update()

    def set_folded(self, *, folded: bool, bare: bool) -> None:
        """Folded stands the words below the dot; bare leaves them out."""
        self._folded, self._bare = folded, bare
        set_tip(self, self._stage.name if bare else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = 34 if self._bare else 72 if self._folded else 58
        return QSize(self._theme.px(64), self._theme.px(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(32), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._theme.px
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._folded:
            centre = QPointF(self.width() / 2, px(15))
        else:
            centre = QPointF(self.width() - px(12) if flipped else px(12), px(16))
            self._paint_connector(painter, centre)
        self._paint_dot(painter, centre)
        if not self._bare:
            self._paint_words(painter, centre, flipped=flipped)
        painter.end()

    def _paint_connector(self, painter: QPainter, centre: QPointF) -> None:
        if self._last:
            return
        palette, px = self._theme.palette, self._theme.px
        done = self._stage.state == StageState.DONE
        colour = palette.teal if done else palette.line
        top = centre.y() + px(16)
        painter.fillRect(QRectF(centre.x() - 1, top, 2, self.height() - top), QColor(colour))

    def _paint_dot(self, painter: QPainter, centre: QPointF) -> None:
        palette, radius = self._theme.palette, self._theme.px(24) / 2
        if self._stage.state == StageState.DONE:
            draw_disc(painter, "tick", centre, radius, palette.teal, palette.on)
            return
        now = self._stage.state == StageState.NOW
        painter.setPen(Qt.PenStyle.NoPen if now else QPen(QColor(palette.edge), 1))
        painter.setBrush(QColor(palette.ember if now else palette.surface))
        reach = radius if now else radius - 0.5
        painter.drawEllipse(centre, reach, reach)
        painter.setFont(self._theme.sans(13, 600))
        painter.setPen(QColor(palette.on if now else palette.ink_2))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._number)

    def _paint_words(self, painter: QPainter, centre: QPointF, *, flipped: bool) -> None:
        theme, palette, stage = self._theme, self._theme.palette, self._stage
        now, to_come = stage.state == StageState.NOW, stage.state == StageState.TO_COME
        lifted = self.underMouse() and to_come
        ink = palette.ink_2 if to_come and not lifted else palette.ink
        weight = 600 if now else 400
        if self._folded:
            rows = (
                (stage.name, theme.sans(14, weight), ink, centre.y() + theme.px(22)),
                (
                    short_times(stage.times),
                    theme.sans(13),
                    palette.ink_2,
                    centre.y() + theme.px(39),
                ),
            )
        else:
            rows = (
                (stage.name, theme.sans(16, weight), ink, centre.y()),
                (stage.times, theme.sans(14), palette.ink_2, centre.y() + theme.px(21)),
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
            painter.drawText(QPointF(left, base), shown)
