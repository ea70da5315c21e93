"""Events side by side: figures with their circles, headings that a person matches, cautions."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import in_order
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.model import Event
from storycircle.core.text import safe_name
from storycircle.jobs.afterwards.comparing import ComparisonRead
from storycircle.paper.afterwards.parts import ENDINGS, Bullets, Paragraph, Rows, Title
from storycircle.ui.commands import bind
from storycircle.ui.organiser.events.comparison_table import Table
from storycircle.ui.organiser.events.matches_pane import MatchesPane
from storycircle.ui.organiser.events.sentence_pane import SentencePane
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.organiser.page import Page
from storycircle.ui.organiser.report_parts.kept_parts import Kind
from storycircle.ui.system.file_dialogs import ask_to_save
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import RemarkLine
from storycircle.ui.widgets.display.layouts import Flow, SidePane
from storycircle.ui.widgets.display.scroll_area import FoldingArea


class EventsPlace(Page):
    """The event that is shown beside others; what is matched here is undone here.

    chapterRequested: the comparison stands in the report, in the chapter of this id.
    """

    chapterRequested = Signal(str)

    shows = frozenset({Part.EVENT, Part.EVENTS, Part.CIRCLES, Part.PLACEMENTS})

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, session, parent)
        self._parts = session.report_parts
        self._others: tuple[str, ...] = ()
        self.read: ComparisonRead | None = None
        self._of = ""  # the event that is shown
        self._again = False
        self._tables: QWidget | None = None
        self._rows: list[tuple[Table, int]] = []  # each row: its table, and its place there
        self._parts.compared.connect(self._compared)
        self._parts.written.connect(self._written)
        self._parts.changed.connect(self._parts_changed)
        main = QWidget()
        self._stand(main, self._main(main), self._side())
        parts, of = self._parts, Kind.MATCHES
        bind(self, keys.UNDO, lambda: parts.undo(of), offered=lambda: parts.can_undo(of))
        bind(self, keys.REDO, lambda: parts.redo(of), offered=lambda: parts.can_redo(of))
        bind(self, keys.MATCH_YES, partial(self.matches.answer, True), when=self.matches.asks)
        bind(self, keys.MATCH_NO, partial(self.matches.answer, False), when=self.matches.asks)
        bind(self, keys.SAVE_COMPARISON, self.save, when=lambda: self.read is not None)

    def _main(self, main: QWidget) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(main, theme.px(12))
        column.addWidget(label.page_title(theme, _("Events side by side")))
        about = _("No figure without its number of circles.")
        column.addWidget(label.app(theme, about, second=True))
        row = Flow(theme.px(12), theme.px(8))
        self.pick = Pick(theme)
        self.pick.setAccessibleName(_("Set an event beside it"))
        self.pick.chosen.connect(self._add)
        row.add(self.pick, 1)
        column.addLayout(row)
        self._chosen = layouts.column(spacing=0)
        column.addLayout(self._chosen)
        self._names: QWidget | None = None
        self.remark = RemarkLine(theme)
        column.addWidget(self.remark)
        inside = QWidget()
        self._place = layouts.column(inside, 0)
        self._place.addStretch(1)
        column.addWidget(self._folding(FoldingArea(inside)), 1)
        return column

    def _side(self) -> QWidget:
        theme = self._theme
        inside = QWidget()
        column = layouts.column(inside, theme.px(8), (25, 24, 24, 24))
        column.addWidget(label.section(theme, _("Headings of two events")))
        self.matches = MatchesPane(theme, self._parts)
        column.addWidget(self.matches)
        column.addWidget(Hairline(theme))
        self.sentences = SentencePane(theme)
        self.sentences.moved.connect(self._mark)
        self.sentences.putRequested.connect(self._put)
        self.sentences.copied.connect(self._copied)
        column.addWidget(self.sentences)
        column.addWidget(Hairline(theme))
        column.addWidget(label.section(theme, _("With care")))
        self.cautions = label.app(theme, "")
        column.addWidget(self.cautions)
        column.addStretch(1)
        cap = keys.NEXT_PLACE.cap
        self.into = Button(
            theme, _("Into the report"), cap, "main", wide=True, act=self.into_report
        )
        column.addWidget(self.into)
        cap = keys.SAVE_COMPARISON.cap
        self.save_button = Button(theme, _("Save it as …"), cap, wide=True, act=self.save)
        column.addWidget(self.save_button)
        side = SidePane(theme)
        row = layouts.row(side, margins=(1, 0, 0, 0))
        row.addWidget(self._folding(FoldingArea(inside)))
        return side

    # What is shown.

    def refresh(self) -> None:
        """Show which events can be chosen, and read those that are."""
        state = self.session.state
        if (state.shown or "") != self._of:
            self._of, self._others, self.read = state.shown or "", (), None
            self._show_read()
        here = {event.id: event for event in state.events}
        self._others = tuple(id_ for id_ in self._others if id_ in here)
        free = [e for e in state.events if e.id != self._of and e.id not in self._others]
        options = [(event.id, _named(event)) for event in free]
        self.pick.set_options([("", _("set an event beside it")), *options])
        self.pick.set_value("")
        self.pick.setVisible(bool(free))
        self._show_names([here[id_] for id_ in self._others])
        why = ""
        if len(state.events) < 2:
            why = _("One event is no comparison: open the file of another one first.")
        elif not self._others:
            why = _("Choose an event to set beside this one.")
        self.remark.show_remark(why)
        for button in (self.save_button, self.into):
            button.set_not_now(why)
        self._read()

    def _read(self) -> None:
        if self._others and not self._parts.compare(self._others):
            self._again = True  # something is being read: once more after it

    def _show_names(self, events: list[Event]) -> None:
        layouts.discard(self._names, self._chosen)
        held = self._names = QWidget()
        row = Flow(self._theme.px(12), self._theme.px(4), held)
        for event in events:
            words = _("{what} ×", what=_named(event))  # noqa: RUF001 (a sign)
            link = Link(self._theme, words, 16, act=partial(self._leave_out, event.id))
            link.setAccessibleName(_("Take away: {line}", line=_named(event)))
            row.addWidget(link)
        self._chosen.addWidget(held)

    @Slot(object)
    def _compared(self, read: ComparisonRead) -> None:
        again, self._again = self._again, False
        if read.events == (self._of, *self._others):
            self.read = read
            self._show_read()
        elif self._others:
            again = True
        if again:
            self._read()

    def _show_read(self) -> None:
        """Show the tables, the cautions, and the headings that are matched or may be."""
        layouts.discard(self._tables, self._place)
        self._tables = None
        self.matches.show_read(self.read, self._others)
        self._rows = []
        self.cautions.setText("")
        if self.read is None:
            self.sentences.show_rows((), ())
            return
        theme = self._theme
        held = self._tables = QWidget()
        column = layouts.column(held, theme.px(10))
        said: list[str] = []
        sentences: list[tuple[str, str]] = []
        for block in self.read.part.blocks:
            if isinstance(block, Title):
                column.addWidget(label.part_title(theme, block.text))
            elif isinstance(block, Rows):
                sentences += [
                    (row[0], words) for row, words in zip(block.rows, block.said, strict=True)
                ]
                column.addWidget(self._table(block))
            elif isinstance(block, Paragraph):
                column.addWidget(label.hint(theme, block.text))
            elif isinstance(block, Bullets):
                said += block.items
        self._place.insertWidget(0, held)
        self.cautions.setText("\n".join(said))
        self.sentences.show_rows(sentences, in_order(self._parts.parts.chapters))

    def _table(self, rows: Rows) -> Table:
        """A table, each row of which can be taken in hand with the mouse."""
        made, first = Table(self._theme, rows), len(self._rows)
        self._rows += [(made, at) for at in range(len(rows.rows))]
        made.rowPressed.connect(lambda at: self.sentences.go_to(first + at))
        return made

    def _mark(self) -> None:
        """The row in hand stands out in its table."""
        at = self.sentences.at
        chosen, place = self._rows[at] if 0 <= at < len(self._rows) else (None, -1)
        for table in dict.fromkeys(table for table, _place in self._rows):
            table.set_chosen(place if table is chosen else -1)

    # What is done.

    def enter(self) -> None:
        """Take the keyboard."""
        (self.pick if self.pick.isVisible() else self.save_button).setFocus()

    def _add(self, event: str) -> None:
        if event:
            self._others = (*self._others, event)
            self.refresh()

    def _leave_out(self, event: str) -> None:
        self._others = tuple(id_ for id_ in self._others if id_ != event)
        self.read = None
        self._show_read()
        self.refresh()
        self.enter()

    def _copied(self) -> None:
        self.remark.show_remark(_("Copied."))

    def _put(self, sentence: str, chapter: str) -> None:
        """A sentence is put into a chapter; undo takes it out again."""
        title = self.read.part.title if self.read is not None else ""
        put = self._parts.put_sentence(sentence, chapter, title)
        if put is not None:
            self.remark.show_remark(_("It stands in “{title}” now.", title=i18n.short(put.title)))

    def into_report(self) -> bool:
        """Let the report have the comparison as a chapter, and go there; whether there is one."""
        if self.read is None:
            return False
        put = self._parts.put_comparison(self.read)
        if put is not None:
            self.chapterRequested.emit(put.id)
        return True

    def _parts_changed(self) -> None:
        if self.isVisible():
            self._read()

    def save(self) -> None:
        """Ask where the comparison goes, in one of the formats."""
        if self.read is None:
            return
        name = safe_name(_("Events side by side"), ".xlsx")
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        kinds = _("Workbooks, documents ({endings})", endings=endings)
        title = _("Save events side by side")
        ask_to_save(self, title, name, kinds, lambda paths: self.save_to(paths[0]))

    def save_to(self, path: Path) -> None:
        """Write the comparison to a file."""
        self._parts.save_comparison(self._others, path)

    @Slot(object)
    def _written(self, path: Path) -> None:
        folder = path.parent.name or str(path.parent)
        said = _("“{name}” is in {folder}.", name=path.name, folder=folder)
        self.remark.show_remark(_("Saved."), said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _named(event: Event) -> str:
    """An event by its name and its day."""
    return i18n.joined((i18n.event_name(event.title)[1], i18n.day(event.date)), ", ")
