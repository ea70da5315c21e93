"""What a widget paints as text, and where: by a paint device of its own, so nothing escapes it."""

from contextlib import AbstractContextManager
from typing import Any
from unittest import mock

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import (
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QRegion,
    QTextItem,
)
from PySide6.QtWidgets import QWidget

from storycircle.ui.widgets.ring.painter import StillLayer

_ALONE = QWidget.RenderFlag(0)
"""A widget without those in it, and without its window's ground."""


class Piece(Struct, frozen=True):
    """A run of text on one line, or a small picture (text is "" then).

    ink: what of it is painted, within the widget. within: what the widget's painter let through.
    colour: of the pen.
    """

    text: str
    ink: QRectF
    within: QRectF
    colour: str


def pieces(widget: QWidget) -> list[Piece]:
    """All that a widget paints as text or as a small picture, without those in it."""
    device = _Device(widget.size())
    widget.render(device, QPoint(), QRegion(), _ALONE)
    return device.engine.found


def unlayered() -> AbstractContextManager[object]:
    """The ring paints its still layer straight away: from a picture no text could be read."""
    return mock.patch.object(
        StillLayer, "paint", lambda _layer, painter, _key, draw: draw(painter), spec=None
    )


class _Engine(QPaintEngine):
    """Keeps texts and pictures, and paints nothing."""

    def __init__(self, room: QRectF) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.found: list[Piece] = []
        self._room = room

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        pass

    def drawTextItem(self, at: Any, item: QTextItem) -> None:
        text = item.text()
        if text.strip():
            ink = QFontMetricsF(item.font()).tightBoundingRect(text)
            ink.setLeft(0.0)  # a run is as wide as it advances
            ink.setWidth(item.width())
            self._keep(text, ink.translated(at))

    def drawPixmap(self, box: Any, _picture: Any, _part: Any) -> None:
        if box.height() < self._room.height() or box.width() < self._room.width():
            self._keep("", QRectF(box))

    def _keep(self, text: str, ink: QRectF) -> None:
        painter = self.painter()
        moved = painter.deviceTransform()
        within = moved.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else self._room
        self.found.append(Piece(text, moved.mapRect(ink), within, painter.pen().color().name()))

    def drawPath(self, *_anything: Any) -> None:
        pass

    def drawImage(self, *_anything: Any, **_more: Any) -> None:
        pass

    drawTiledPixmap = drawPolygon = drawLines = drawPath
    drawRects = drawEllipse = drawPoints = drawPath


class _Device(QPaintDevice):
    """As large as a widget, at one pixel a px."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        room = QRectF(QRect(QPoint(), size))
        self.engine = _Engine(room)
        metric = QPaintDevice.PaintDeviceMetric
        self._metrics = {
            metric.PdmWidth: size.width(),
            metric.PdmHeight: size.height(),
            metric.PdmDepth: 32,
            metric.PdmNumColors: 1 << 24,
            metric.PdmDpiX: 96,
            metric.PdmDpiY: 96,
            metric.PdmPhysicalDpiX: 96,
            metric.PdmPhysicalDpiY: 96,
            metric.PdmWidthMM: size.width() * 254 // 960,
            metric.PdmHeightMM: size.height() * 254 // 960,
            metric.PdmDevicePixelRatioScaled: round(QPaintDevice.devicePixelRatioFScale()),
        }

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, wanted: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(wanted, 1)
