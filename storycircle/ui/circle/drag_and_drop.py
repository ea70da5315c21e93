"""Ideas and actions that are dragged: from the pane to the actions, back, or up and down."""

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

_KINDS = {"idea": "application/x-storycircle-idea", "action": "application/x-storycircle-action"}


def carried(kind: str, id_: str) -> QMimeData:
    """An idea or an action in hand."""
    data = QMimeData()
    data.setData(_KINDS[kind], QByteArray(id_.encode()))
    return data


class Grip(QObject):
    """Lets a widget be dragged: an idea or an action, by its id."""

    def __init__(self, widget: QWidget, kind: str, id_: str) -> None:
        super().__init__(widget)
        self._widget, self._kind, self._id = widget, kind, id_
        self._from: QPoint | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if not isinstance(event, QMouseEvent):
            return False
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            left = event.button() == Qt.MouseButton.LeftButton
            self._from = at if left else None
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._from = None
        elif event.type() == QEvent.Type.MouseMove and self._from is not None:
            far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
            if far:
                self._carry()
                return True
        return False

    def _carry(self) -> None:
        drag = QDrag(self._widget)
        drag.setMimeData(carried(self._kind, self._id))
        drag.setPixmap(self._widget.grab())
        drag.setHotSpot(self._from or QPoint())
        self._from = None
        drag.exec(Qt.DropAction.MoveAction)


class Landing(QObject):
    """Lets ideas or actions be dropped on a widget. dropped: its kind, its id, and where (y)."""

    dropped = Signal(str, str, int)

    def __init__(self, widget: QWidget, kinds: tuple[str, ...]) -> None:
        super().__init__(widget)
        self._kinds = kinds
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if not isinstance(event, QDropEvent):
            return False
        kind = next((k for k in self._kinds if event.mimeData().hasFormat(_KINDS[k])), "")
        if not kind:
            return False
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        if event.type() == QEvent.Type.Drop and not isinstance(event, QDragMoveEvent):
            id_ = bytes(event.mimeData().data(_KINDS[kind]).data()).decode()
            self.dropped.emit(kind, id_, round(event.position().y()))
        return True
