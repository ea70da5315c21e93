"""The very PDF of the paper that is chosen: what is shown is what prints, and what is saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.core.errors import Refused
from storycircle.jobs.made import Made, Size
from storycircle.jobs.papers import ALL_SHEETS, SHEET, Paper, Ready
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.choice import Choice
from storycircle.ui.widgets.label import app, page_title
from storycircle.ui.widgets.page_turner import PageTurner
from storycircle.ui.widgets.page_view import PageView
from storycircle.ui.widgets.pick import Pick
from storycircle.ui.work import Work

_WALL = "For the wall and the plenary. This is exactly what prints."
_OTHER = "This is exactly what prints."


class PaperView(QWidget):
    """A list of papers to choose from, and the pages of the one that is chosen.

    shown: another paper is chosen, or its pages are there. refused: why they cannot be made.
    """

    shown = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._papers: Sequence[Paper] = ()
        self._work: Work | None = None
        self.ready: Ready | None = None
        self.made: Made | None = None
        self.size_ = Choice(theme, [("a4", "A4"), ("a3", "A3")], ticked=False)
        self.size_.set_value("a4")
        self.size_.setFixedWidth(theme.px(140))
        self.size_.chosen.connect(self.draw)
        self.pick = Pick(theme)
        self.pick.setAccessibleName("What is shown and printed")
        self.pick.setMaximumWidth(theme.px(300))
        self.pick.chosen.connect(self.draw)
        self.turner = PageTurner(theme)
        self._said = app(theme, _WALL, second=True)
        self._missing = app(theme, "")
        self._missing.set_colour(theme.palette.warn)
        self._missing.hide()
        self.page = PageView(theme)
        self.turner.turned.connect(self.page.show_page)
        self._build(title)

    def _build(self, title: str) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page_title(theme, title))
        column.addWidget(self._said)
        column.addWidget(self._missing)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.pick, 1)
        row.addWidget(self.turner)
        row.addStretch(0)
        row.addWidget(self.size_, 0, Qt.AlignmentFlag.AlignRight)
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
        self.pick.set_options([(paper.key, words.sentence(paper.what)) for paper in papers])
        if any(paper.key == before for paper in papers):
            self.pick.set_value(before)
        self.draw()

    def choose(self, key: str) -> None:
        """Show this paper."""
        self.pick.set_value(key)
        self.draw()

    # Its pages.

    def draw(self) -> None:
        """Make the pages off the thread that draws, then show them."""
        paper, size = self.paper, self.size_wanted()
        self.wait()
        self.ready = self.made = None
        if paper is None:
            self.page.clear()
            return
        self.size_.setVisible(paper.sized)
        self._said.setText(_WALL if paper.key in (SHEET, ALL_SHEETS) else _OTHER)
        try:
            ready = self.ready = paper.ready(size)
        except Refused as refused:
            self.refused.emit(str(refused))
            return
        self._work = Work(lambda _work: (ready, ready.make()), self)
        self._work.done.connect(self._drawn)
        self._work.refused.connect(self.refused)
        self._work.start()
        self.shown.emit()

    def wait(self) -> None:
        """Until the paper that is being made is there; what was not shown yet never is."""
        if self._work is not None:
            self._work.wait()
            self._work.deleteLater()
            self._work = None

    def hideEvent(self, event: QHideEvent) -> None:
        """No work outlives the screen."""
        self.wait()
        super().hideEvent(event)

    def _drawn(self, done: tuple[Ready, Made]) -> None:
        ready, made = done
        if ready is not self.ready:
            return  # another paper was chosen meanwhile
        self.made = made
        self.page.show_pdf(made.pdf)
        self.turner.show_count(self.page.pages())
        self._missing.setText(made.said)
        self._missing.setVisible(bool(made.said))
        self.shown.emit()
