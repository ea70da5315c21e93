"""The page of a merged circle, to read: what is in it, and from which files it came."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.model import CircleSummary
from storycircle.store.organiser.conflicts import Conflict
from storycircle.ui.commands import bind
from storycircle.ui.organiser.compare_page import telling
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.organiser.page import Page
from storycircle.ui.organiser.reading.view_model import (
    CircleRead,
    Kind,
    Paragraph,
    as_text,
    belongs_to,
    how_it_came,
    order_of,
    paragraphs,
    title_of,
)
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.chip import Chip, ChipKind, state_chip
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.context_menu import copied, copy_text
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.layouts import SentenceAndWays, SidePane
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_LEAST = 200  # px at 100 % of the words, where the page scrolls as one
_LINE = 122  # per cent of a line's own height
_STEP = 24  # px at 100 % by which points stand in
_PANE = (352, 300)  # px at 100 %, where the page is wide and where it is not


class CircleText(QTextEdit):
    """The words of a circle: read, chosen and copied, and never written."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(theme.px(_LEAST))
        self.document().setDocumentMargin(0)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Qt's own copying and dragging of what is marked: it stays on this laptop."""
        return copied(self.textCursor().selection().toPlainText())

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(_LEAST))

    def show_paragraphs(self, found: Sequence[Paragraph]) -> None:
        """Show these words from their beginning."""
        document = QTextDocument(self)
        document.setDefaultFont(self._theme.serif(17))
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        for one in found:
            shape, letters = self._style(one)
            if cursor.position():
                cursor.insertBlock(shape, letters)
            else:
                cursor.setBlockFormat(shape)
            cursor.insertText(one.text, letters)
        self.setDocument(document)
        self.verticalScrollBar().setValue(0)

    def _style(self, one: Paragraph) -> tuple[QTextBlockFormat, QTextCharFormat]:
        theme, palette, kind = self._theme, self._theme.palette, one.kind
        shape, letters = QTextBlockFormat(), QTextCharFormat()
        colour, font, above = palette.ink, theme.serif(17), 0
        if kind in (Kind.LABEL, Kind.ABOUT):
            font = theme.sans(14, 600 if kind is Kind.LABEL else 400)
            colour, above = palette.ink_2, 10 if kind is Kind.LABEL else 2
        elif kind is Kind.HEADING:
            shape.setHeadingLevel(2)
            font, above = theme.sans(16, 600), 26
        elif kind in (Kind.ACTION, Kind.STORY):
            shape.setHeadingLevel(3)
            font, above = theme.serif(20 if kind is Kind.ACTION else 18, 600), 14
        elif kind in (Kind.QUESTION, Kind.QUOTE):
            font, above = theme.serif(17, italic=True), 2
        elif kind is Kind.POINT:
            shape.setLeftMargin(theme.px(_STEP) * one.step)
        letters.setFont(font)
        letters.setForeground(QColor(colour))
        shape.setTopMargin(theme.px(above))
        shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return shape, letters


class CirclePage(Page):
    """One circle after another, in the order of the list one came from.

    holdRequested: a copy of it is to be held, which is another circle. sheetRequested: its sheet
    is to be printed. compareRequested: both sides of a record in it, by its id, are to be seen.
    """

    holdRequested = Signal(str)
    sheetRequested = Signal()
    compareRequested = Signal(str)
    shows = frozenset({Part.CIRCLES, Part.EVENT, Part.CONFLICTS})

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__(theme, session)
        self._ids: Sequence[str] = ()
        self.read: CircleRead | None = None
        self.text = CircleText(theme)
        self._title = label.page_title(theme, "")
        self._about = label.app(theme, "", second=True)
        self.before = Button(theme, "", keys.CIRCLE_READ_BEFORE.cap, act=lambda: self.go(-1))
        self.after = Button(theme, "", keys.CIRCLE_READ_NEXT.cap, act=lambda: self.go(1))
        self.copy = Button(theme, _("Copy"), keys.COPY.cap, act=self._copy)
        sheet = _("Print its sheet")
        self.sheet = Button(theme, sheet, keys.PRINT_ALL.cap, act=self.sheetRequested)
        self.apart: tuple[Conflict, ...] = ()  # what of it waits to be settled
        self.links: list[Link] = []  # to both sides of each
        self.hold = Button(theme, _("Hold a copy of it"), wide=True, act=self._hold)
        self.into = Pick(theme)
        self.into.setAccessibleName(_("Another event"))
        self.bring = Button(theme, _("Move it to that event"), wide=True, act=self._move)
        self._moving = QWidget()
        self._came: QWidget | None = None
        main = QWidget()
        self._stand(main, self._words(main), self._side())
        self.setFocusProxy(self.text)
        bind(self, keys.CIRCLE_READ_NEXT, lambda: self.go(1))
        bind(self, keys.CIRCLE_READ_BEFORE, lambda: self.go(-1))
        bind(self, keys.UNDO, session.undo, offered=lambda: session.can_undo)
        bind(self, keys.COPY, self._copy, when=lambda: not self.text.textCursor().hasSelection())

    def _words(self, main: QWidget) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(main, theme.px(12))
        titles = QWidget()
        titles.setLayout(layouts.stack(self._title, self._about))
        chip = Chip(theme, _("To read"), ChipKind.OUTLINE)
        ways = (chip, self.before, self.after)
        column.addLayout(SentenceAndWays(theme, titles, ways, least=160))
        column.addWidget(Hairline(theme))
        column.addWidget(self.text, 1)
        way = label.hint(theme, _("{key} goes back to the list.", key=keys.BACK.cap))
        column.addLayout(SentenceAndWays(theme, way, (self.copy, self.sheet)))
        return column

    def _side(self) -> QWidget:
        theme = self._theme
        pane, inside = SidePane(theme), QWidget()
        self._steps = layouts.column(inside, theme.px(8), (25, 24, 24, 8))
        self._steps.addWidget(label.section(theme, _("How it came")))
        self._steps.addStretch(1)
        foot = layouts.column(spacing=theme.px(8), margins=(25, 0, 24, 24))
        foot.addWidget(Hairline(theme))
        said = _("To change something, hold it yourself: the circle’s copy stays as it came.")
        foot.addWidget(label.hint(theme, said))
        foot.addWidget(self.hold)
        moving = layouts.column(self._moving, theme.px(8))
        moving.addWidget(Hairline(theme))
        moving.addWidget(label.hint(theme, _("Was it held under the wrong pack?")))
        moving.addWidget(self.into)
        moving.addWidget(self.bring)
        foot.addWidget(self._moving)
        column = layouts.column(pane, 0)
        column.addWidget(self._folding(FoldingArea(inside)), 1)
        column.addLayout(foot)
        return pane

    # What is shown.

    def show_circle(self, id_: str, ids: Sequence[str]) -> bool:
        """Show a circle, one of these by their ids in order; False where it is not here."""
        read = self.session.read_circle(id_)
        if read is None:
            return False
        self._ids = ids
        self._show(read)
        return True

    def refresh(self) -> None:
        """Show the circle as it is now."""
        if self.read is not None:
            read = self.session.read_circle(self.read.circle.id)
            if read is not None and (read != self.read or self._waiting(read) != self.apart):
                self._show(read)

    def _waiting(self, read: CircleRead) -> tuple[Conflict, ...]:
        """What of a circle waits to be settled."""
        found = ((one, self.session.circle_of(one)) for one in self.session.state.conflicts)
        return tuple(one for one, of in found if of is not None and of.id == read.circle.id)

    def _show(self, read: CircleRead) -> None:
        self.read = read
        title = title_of(read)
        self._title.setText(title)
        self.setWindowTitle(title)
        self._about.setText(belongs_to(read))
        self.text.setAccessibleName(title)
        self.text.show_paragraphs(paragraphs(read))
        numbers = {circle.id: circle.number for circle in self.session.state.circles}
        beside = order_of(self._ids, read.circle.id)
        for button, id_ in zip((self.before, self.after), beside, strict=True):
            button.setVisible(bool(id_))
            if id_:
                button.set_text(_("Circle {number}", number=numbers.get(id_, 0)))
        self.hold.setVisible(not read.own)
        others = [event for event in self.session.state.events if event != read.event]
        self.into.set_options([(e.id, i18n.event_name(e.title)[1]) for e in others])
        self._moving.setVisible(bool(others))
        self._show_steps(read)

    def _show_steps(self, read: CircleRead) -> None:
        theme, steps = self._theme, how_it_came(read)
        layouts.discard(self._came, self._steps)
        came = self._came = QWidget()
        column = layouts.column(came, theme.px(8))
        self.apart, self.links = self._waiting(read), []
        for one in self.apart:
            said = telling(read.circle, one)
            title, chip = (
                label.app(theme, said.title, strong=True),
                state_chip(theme, ChipKind.LOOK),
            )
            column.addLayout(SentenceAndWays(theme, title, (chip,), least=80))
            column.addWidget(label.hint(theme, said.about))
            both = _("See both") if len(one.copies) <= 2 else _("See all of them")
            act = partial(self.compareRequested.emit, one.id)
            self.links.append(Link(theme, both, 14, act=act))
            self.links[-1].setAccessibleDescription(said.title)
            column.addWidget(self.links[-1], 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(Hairline(theme))
        if not steps:
            column.addWidget(label.hint(theme, _("Held on this laptop.")))
        for step in steps:
            name = label.app(theme, step.title, strong=True)
            chip = state_chip(theme, step.kind)
            column.addLayout(SentenceAndWays(theme, name, (chip,), least=80))
            column.addWidget(label.hint(theme, step.about))
            column.addWidget(Hairline(theme))
        self._steps.insertWidget(1, came)

    def go(self, way: int) -> None:
        """The circle before or after in the list; at its end nothing."""
        if self.read is not None:
            before, after = order_of(self._ids, self.read.circle.id)
            id_ = after if way > 0 else before
            if id_:
                self.show_circle(id_, self._ids)

    def enter(self) -> None:
        """The keyboard is in the words."""
        self.text.setFocus()

    def _copy(self) -> None:
        if self.read is not None:
            copy_text(as_text(self.read))
            self.session.notice(_("Copied."))

    def _hold(self) -> None:
        """A copy is another circle, held here from its beginning."""
        if self.read is not None:
            made = self.session.hold_copy(self.read.circle.id)
            if made:
                self.holdRequested.emit(made)

    def _move(self) -> None:
        """Bring it home: held under the wrong pack, it is of the event that was chosen."""
        wanted = [event for event in self.session.state.events if event.id == self.into.value()]
        if self.read is not None and wanted:
            circle = self.read.circle
            summary = CircleSummary(circle.id, circle.number, circle.event)
            self.session.adopt(summary, wanted[0])
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(_PANE)
