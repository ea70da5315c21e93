"""How the chapter in hand prints: its pages of the report, made anew once its author pauses."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import Chapter
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.jobs.afterwards.report_around import ReportAround, chapter_pages
from storycircle.jobs.documents import Made
from storycircle.ui.organiser.background_jobs import Lane
from storycircle.ui.printing.preview import PageTurner, PageView
from storycircle.ui.system.background import Work
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as

_TALL = 1.42  # of a page and the line round it, for its width
_PAUSE_MS = 500  # without a key, until the pages are made


class PrintedPane(QWidget):
    """The pages of one chapter, made off the drawing thread and never while somebody types."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._around: ReportAround | None = None
        self._chapter: Chapter | None = None
        self._wanted: object = None  # what the pages are made of, or are to be
        self._made: object = None
        self.made: Made | None = None
        self._lane = Lane(self)
        self._lane.ended.connect(self._ended)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._make)
        column = layouts.column(self, theme.px(8))
        self.turner = PageTurner(theme)
        self.turner.turned.connect(self._turn)
        column.addWidget(self.turner)
        self.page = PageView(theme)
        read_as(self.page, Role.Graphic)
        column.addWidget(self.page)
        self.note = label.hint(theme, "")
        column.addWidget(self.note)
        self.about = label.hint(theme, "")
        column.addWidget(self.about)
        column.addStretch(1)

    def show_chapter(self, chapter: Chapter | None, around: ReportAround | None) -> None:
        """Show how a chapter prints, once nobody types; None for no chapter."""
        other = chapter is None or self._chapter is None or chapter.id != self._chapter.id
        if other or around is not self._around:
            self._clear()  # of another chapter, or with a story that may be gone
        self._chapter, self._around = chapter, around
        if chapter is None or around is None:
            reads = _("The report is being read.")
            said = reads if chapter else _("How a chapter of yours prints is shown here.")
            self._pause.stop()
            self._clear()
            self.about.setText(said)
            return
        wanted = (chapter.id, chapter.title, chapter.text, id(around))
        if wanted != self._wanted:
            self._wanted = wanted
            self._pause.start(_PAUSE_MS if self._made is not None else 0)

    def _clear(self) -> None:
        """Show no page until there is one of what is wanted."""
        self._wanted = self._made = self.made = None
        self.page.clear()
        self.page.setAccessibleName(_("How a chapter of yours prints is shown here."))
        self.turner.show_count(0)
        self.note.hide()

    def put_off(self) -> None:
        """Somebody types: no pages are made before they pause."""
        if self._pause.isActive():
            self._pause.start(_PAUSE_MS)

    def _make(self) -> None:
        chapter, around, wanted = self._chapter, self._around, self._wanted
        if chapter is None or around is None or wanted == self._made or self._lane.busy:
            return  # what is wanted meanwhile is made once this is done

        def act(_work: Work) -> tuple[object, Made]:
            return wanted, chapter_pages(around, chapter)

        self._lane.begin(act)

    @Slot(object, object)
    def _ended(self, done: tuple[object, Made] | None, why: Refused | None) -> None:
        if why:
            self.about.setText(str(why))
        elif done is not None and done[0] == self._wanted:
            self._show(*done)
        elif self._wanted is not None:
            self._pause.start(_PAUSE_MS if self._made is not None else 0)

    def _show(self, of: object, made: Made) -> None:
        before = self.turner.page if _same(of, self._made) else 0
        self._made, self.made = of, made
        self.page.show_pdf(made.pdf)
        self.turner.show_count(self.page.pages())
        self.turner.turn(min(before, self.page.pages() - 1))
        self._turn(self.turner.page)
        self.note.setText(made.note)
        self.note.setVisible(bool(made.note))
        self.about.setText(
            _(
                "What you write shows here once you pause. In the report, the pages are numbered "
                "through."
            )
        )

    @Slot(int)
    def _turn(self, page: int) -> None:
        self.page.show_page(page)
        said = _(
            "The chapter as it prints, page {page} of {total}. It says what stands in the field.",
            page=i18n.figures(page + 1),
            total=i18n.figures(self.page.pages()),
        )
        self.page.setAccessibleName(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.page.setFixedHeight(round(self.width() * _TALL))

    def stop_and_wait(self) -> None:
        """Come back when no pages are being made."""
        self._pause.stop()
        self._lane.wait()


def _same(one: object, other: object) -> bool:
    """Whether both are of one chapter."""
    return isinstance(one, tuple) and isinstance(other, tuple) and one[:1] == other[:1]
