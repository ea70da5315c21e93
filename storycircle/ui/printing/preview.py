"""A preview of the PDF that prints, page by page.

The very PDF of the paper that is chosen: what is shown is what prints, and what is saved.

A page of a PDF as it prints: the very bytes, drawn by QtPdf, as large as the room allows.

Which page of how many is shown, and the way to the one before and after; hidden for one.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _
from storycircle.jobs.documents import ALL_SHEETS, SHEET, Made, Paper, Ready, Size
from storycircle.jobs.progress import stoppable
from storycircle.ui.system.background import Work
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Choice, Pick
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import app, hint, page_title
from storycircle.ui.widgets.display.layouts import SentenceAndWays
from storycircle.ui.widgets.display.tip import set_tip

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
        self._waiting = app(theme, "", second=True)
        layouts.column(self).addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignCenter)
        self._waiting.hide()
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

    def clear(self, waiting: str = "") -> None:
        """Show no page. waiting: what is said in its place."""
        self._waiting.setText(waiting)
        self._waiting.setVisible(bool(waiting))
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
        return QSize(420, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(184), self._theme.px(260))

    def _render(self, box: QRect) -> QImage:
        ratio = self.devicePixelRatioF()
        size = QSize(round(box.width() * ratio), round(box.height() * ratio))
        if self._image is None or self._image.size() != size:
            # QtPdf leaves the ground transparent: paper is white, in the dark theme too.
            page = QImage(size, QImage.Format.Format_RGB32)
            page.fill(Qt.GlobalColor.white)
            if self._document is not None:
                with QPainter(page) as painter:
                    painter.drawImage(QPointF(0, 0), self._document.render(self._page, size))
            self._image = page
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        box = self.page_box()
        if box.isEmpty():
            return
        with QPainter(self) as painter:
            painter.drawImage(box, self._render(box))
            painter.setPen(QPen(QColor(self._theme.palette.line), 1))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))


class PageTurner(QWidget):
    """turned: to this page, counted from 0."""

    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._count = 0, 0
        self._caption = hint(theme, "")
        row = layouts.row(self, theme.px(8))
        row.addWidget(self._caption)
        self.buttons = []
        for sign, name, step in (("‹", _("The page before"), -1), ("›", _("The next page"), 1)):  # noqa: RUF001
            button = Button(theme, sign, act=lambda _checked=False, by=step: self.turn(by))
            button.setAccessibleName(name)
            set_tip(button, name)
            row.addWidget(button)
            self.buttons.append(button)
        self.hide()

    @property
    def page(self) -> int:
        """The page that is shown, counted from 0."""
        return self._page

    def show_count(self, count: int) -> None:
        """So many pages, the first of them shown."""
        self._page, self._count = 0, count
        self._tell()
        self.setVisible(count > 1)

    def turn(self, by: int) -> None:
        """So many pages on, or back."""
        page = min(max(0, self._page + by), self._count - 1)
        if page != self._page and self._count:
            self._page = page
            self._tell()
            self.turned.emit(page)

    def _tell(self) -> None:
        self._caption.setText(_("Page {page} of {total}", page=self._page + 1, total=self._count))


_WALL = N_("For the wall and the plenary. This is exactly what prints.")
_OTHER = N_("This is exactly what prints.")


_PICK = 300  # px at 100 % that the list of papers is wide, and more where a name needs it


class PaperView(QWidget):
    """A list of papers to choose from, and the pages of the one that is chosen.

    A title that is one paper's gives way to the name of another as long as that is chosen.

    shown: another paper is chosen, or its pages are there. refused: why they cannot be made.
    """

    shown = Signal()
    refused = Signal(str)

    def __init__(
        self, theme: Theme, title: str, parent: QWidget | None = None, *, of: str = ""
    ) -> None:
        """of: the key of the paper whose title it is; "" where it is the title of all of them."""
        super().__init__(parent)
        self._theme = theme
        self._title, self._titled = title, of
        self.heading = page_title(theme, title)
        self._papers: Sequence[Paper] = ()
        self._work: Work | None = None
        self.ready: Ready | None = None
        self._making: Ready | None = None
        self.made: Made | None = None
        self.size_ = Choice(theme, [("a4", "A4"), ("a3", "A3")], ticked=False)
        self.size_.set_value("a4")
        self.size_.setFixedWidth(theme.px(140))
        self.size_.chosen.connect(self.draw)
        self.pick = Pick(theme)
        self.pick.setAccessibleName(_("What is shown and printed"))
        self.pick.chosen.connect(self.draw)
        self.turner = PageTurner(theme)
        self._caption = app(theme, _(_WALL), second=True)
        self._missing = app(theme, "")
        self._missing.set_colour(theme.palette.warn)
        self._missing.hide()
        self.page = PageView(theme)
        self.turner.turned.connect(self.page.show_page)
        self._build()

    def _build(self) -> None:
        theme = self._theme
        column = layouts.column(self, 0)
        column.addWidget(self.heading)
        column.addWidget(self._caption)
        column.addWidget(self._missing)
        column.addSpacing(12)
        ways = (self.size_,)
        row = SentenceAndWays(theme, QWidget(), ways, before=(self.pick, self.turner))
        column.addLayout(row)
        column.addSpacing(12)
        column.addWidget(self.page, 1)

    # What is chosen.

    @property
    def paper(self) -> Paper | None:
        """The paper that is chosen."""
        return next((p for p in self._papers if p.key == self.pick.value()), None)

    def size_wanted(self) -> Size:
        """A4, or A3 where the paper comes as that and it is chosen."""
        sized = self.paper is not None and self.paper.sized
        return "a3" if sized and self.size_.value() == "a3" else "a4"

    def show_papers(self, papers: Sequence[Paper]) -> None:
        """What there is; the one that was chosen stays so, where it is still there."""
        before = self.pick.value()
        self._papers = papers
        self.pick.set_options([(paper.key, i18n.sentence(paper.what)) for paper in papers])
        self._fit_pick()
        if any(paper.key == before for paper in papers):
            self.pick.set_value(before)
        self.draw()

    def _fit_pick(self) -> None:
        """Be wide enough for every paper's name, in a wide enough page."""
        names = (self.pick.itemText(at) for at in range(self.pick.count()))
        letters = max(map(self.pick.fontMetrics().horizontalAdvance, names), default=0)
        wanted = max(self._theme.px(_PICK), letters + self._theme.px(56))
        self.pick.setFixedWidth(min(wanted, max(self.width(), self._theme.px(96))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pick()

    def choose(self, key: str) -> None:
        """Show this paper."""
        self.pick.set_value(key)
        self.draw()

    # Its pages.

    def draw(self) -> None:
        """Make the pages off the thread that draws, then show them."""
        paper, size = self.paper, self.size_wanted()
        self.ready = self.made = None
        self.turner.show_count(0)
        other = self._titled and paper is not None and paper.key != self._titled
        self.heading.setText(i18n.sentence(paper.what) if paper and other else self._title)
        if paper is None:
            self.page.clear()
            return
        self.page.clear(_("The pages are being made."))
        self.size_.setVisible(paper.sized)
        self._caption.setText(_(_WALL if paper.key in (SHEET, ALL_SHEETS) else _OTHER))
        try:
            ready = self.ready = paper.ready(size)
        except Refused as refused:
            self.page.clear()
            self.refused.emit(str(refused))
            return
        if self._work is None:
            self._make(ready)
        else:
            self._work.stop()
        self.shown.emit()

    def _make(self, ready: Ready) -> None:
        """Make pages on a thread of their own, one paper at a time."""
        self._making = ready

        def made(work: Work) -> tuple[Ready, Made]:
            with stoppable(lambda: work.stopped):
                return ready, ready.make()

        work = self._work = Work(made, self)
        work.done.connect(self._drawn)
        work.refused.connect(self._not_made)
        work.finished.connect(self._made_one)
        work.start()

    @Slot()
    def _made_one(self) -> None:
        """What was chosen while another paper was being made is made now."""
        work = self._work
        if work is None or not work.isFinished():
            return
        work.deleteLater()
        self._work = None
        if self.ready is not None and self.ready is not self._making:
            self._make(self.ready)

    @Slot(str, object)
    def _not_made(self, why: str, refusal: Refused) -> None:
        if self._making is self.ready and refusal.key != "stopped":
            self.page.clear()
            self.refused.emit(why)

    def wait(self) -> None:
        """Until no paper is being made; what was not shown yet never is."""
        if self._work is not None:
            self._work.stop()
            self._work.wait()
            self._work.deleteLater()
            self._work = None

    def hideEvent(self, event: QHideEvent) -> None:
        """No work outlives the screen. A window that is minimised works on."""
        if not event.spontaneous():
            self.wait()
        super().hideEvent(event)

    def _drawn(self, done: tuple[Ready, Made]) -> None:
        ready, made = done
        if ready is not self.ready:
            return  # another paper was chosen meanwhile
        self.made = made
        self.page.show_pdf(made.pdf)
        self.turner.show_count(self.page.pages())
        self._missing.setText(made.note)
        self._missing.setVisible(bool(made.note))
        self.shown.emit()
