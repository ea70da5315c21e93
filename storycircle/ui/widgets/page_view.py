"""A page of a PDF as it prints: the very bytes, drawn by QtPdf, as large as the room allows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument


class PageView(QWidget):
    """White paper with a 1-px line round it, in the middle of its room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        self._page = 0
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pdf(self, data: bytes) -> None:
        """Show the first page of these bytes."""
        from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415 (the first paint needs no PDF)

        self.clear()
        buffer = QBuffer(self)
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(buffer)
        # The document reads from the buffer whenever it draws: both are kept.
        self._buffer, self._document = buffer, document
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        if self._document is not None:
            self._document.close()
            self._document.deleteLater()
        if self._buffer is not None:
            self._buffer.deleteLater()
        self._document = self._buffer = self._image = None
        self._page = 0
        self.update()

    def pages(self) -> int:
        """How many pages the bytes have; 0 where they are not a PDF."""
        return 0 if self._document is None else max(0, self._document.pageCount())

    def show_page(self, page: int) -> None:
        """Show another page, counted from 0."""
        if 0 <= page < self.pages() and page != self._page:
            self._page = page
            self._image = None
            self.update()

    def page_box(self) -> QRect:
        """Where the page lies, in px of this widget; empty without a page."""
        if self._document is None or not self.pages():
            return QRect()
        points = self._document.pagePointSize(self._page)
        size = points.scaled(
            self.width() - 2, self.height() - 2, Qt.AspectRatioMode.KeepAspectRatio
        )
        box = QRect(0, 0, int(size.width()), int(size.height()))
        box.moveCenter(self.rect().center())
        return box

    def sizeHint(self) -> QSize:
        return QSize(420, 594)

    def _render(self, box: QRect) -> QImage:
        ratio = self.devicePixelRatioF()
        size = QSize(round(box.width() * ratio), round(box.height() * ratio))
        if self._image is None or self._image.size() != size:
            # QtPdf leaves the ground transparent: paper is white, in the dark theme too.
            page = QImage(size, QImage.Format.Format_RGB32)
            page.fill(Qt.GlobalColor.white)
            if self._document is not None:
                painter = QPainter(page)
                painter.drawImage(QPointF(0, 0), self._document.render(self._page, size))
                painter.end()
            self._image = page
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        box = self.page_box()
        if box.isEmpty():
            return
        painter = QPainter(self)
        painter.drawImage(box, self._render(box))
        painter.setPen(QPen(QColor(self._theme.palette.line), 1))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()
