"""A page that shows what prints, with the ways out of it: onto a printer, into a file, back."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.i18n import _
from storycircle.jobs.documents import Paper
from storycircle.ui.commands import bind, has_key
from storycircle.ui.printing.output import KeepsSettings, PaperOut
from storycircle.ui.printing.preview import PaperView
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.layouts import Flow, scrolling
from storycircle.ui.widgets.display.message import Answer, Message

_PAGE = 300  # px at 100 % that a page of paper is high at least
_SIDE = 32


class PaperPage(QWidget):
    """Shows the very PDF, with the ways out below it. closed: back to where it was opened."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        kept: KeepsSettings,
        papers: Callable[[], list[Paper]],
        print_key: Command,
    ) -> None:
        """papers: what there is, asked for whenever the page is come to. print_key: prints it."""
        super().__init__()
        self.setWindowTitle(title)
        self._theme, self._papers = theme, papers
        self._message: Message | None = None
        inside = QWidget()
        self._column = layouts.column(inside, theme.px(8))
        self.paper = PaperView(theme, title)
        self.paper.page.setMinimumHeight(theme.px(_PAGE))
        self.paper.shown.connect(self._tell)
        self.paper.refused.connect(lambda why: self._say(_("Not made."), why, (), "look"))
        self.out = PaperOut(self.paper, kept, self)
        self.out.reported.connect(self._say)
        self._column.addWidget(self.paper, 1)
        self.area = scrolling(inside)
        outer = layouts.column(self, 0)
        outer.addWidget(self.area, 1)
        self._foot = Flow(8, 8)
        self.print_ = Button(
            theme, _("Print"), print_key.cap, "main", tall=True, act=self.out.print_
        )
        self.save = Button(theme, _("Save as PDF"), keys.SAVE_PDF.cap, tall=True, act=self.out.save)
        self.back = Button(theme, _("Back"), keys.BACK.cap, "quiet", tall=True, act=self.closed)
        for way in (self.print_, self.save, self.back):
            self._foot.addWidget(way)
        outer.addLayout(self._foot)
        turn = self.paper.turner.turn
        bind(self, print_key, self.out.print_)
        bind(self, keys.SAVE_PDF, self.out.save)
        bind(self, keys.NEXT_PAGE, lambda: turn(1))
        bind(self, keys.PAGE_BEFORE, lambda: turn(-1))

    def entered(self) -> None:
        """Show the papers as they are now; the keyboard is at the way out."""
        self._drop()
        self.paper.show_papers(self._papers())
        self.print_.setFocus()

    def _tell(self) -> None:
        if self.paper.paper is not None:
            self.print_.set_text(_("Print {paper}", paper=self.paper.paper.what))

    def _say(self, title: str, text: str, answers: tuple[Answer, ...], sign: str) -> None:
        """Say something above the pages, in the place of what was said before."""
        self._drop()
        message = self._message = Message(self._theme, title, text, answers, sign=sign)
        message.answered.connect(self._answered)
        message.closed.connect(self._close)
        self._column.insertWidget(0, message)
        message.show()
        if answers:
            message.setFocus()

    def _answered(self, value: str) -> None:
        self._close()
        self.out.answer(value)

    def _close(self) -> None:
        self._drop()
        self.print_.setFocus()

    def _drop(self) -> None:
        layouts.discard(self._message, self._column)
        self._message = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.BACK):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No work outlives the page."""
        self.paper.wait()
        self.out.wait()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = _SIDE if self.width() > self._theme.px(600) else 12
        self._column.setContentsMargins(side, 24, side, 12)
        self._foot.setContentsMargins(side, 8, side, 24)
        super().resizeEvent(event)
