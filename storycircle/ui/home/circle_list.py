"""The circles on this laptop, and until when they are kept.

The right of the home screen: what is on this laptop, or how a story circle goes.

The foot of what is on this laptop: until when it is kept, and what is past its time.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _, n_, p_
from storycircle.ui.commands import bind
from storycircle.ui.home.rows.row_drawing import RING, ROOM
from storycircle.ui.home.rows.row_list import RowList, words_of
from storycircle.ui.home.view_model import Kept, OnThisLaptop, Row
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.controls.context_menu import Entry, copy_entry
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline, antialiased
from storycircle.ui.widgets.display.label import Text, hint
from storycircle.ui.widgets.display.layouts import SidePane
from storycircle.ui.widgets.display.scroll_area import FoldingArea

if TYPE_CHECKING:
    from storycircle.ui.widgets.controls.search_bar import SearchField
    from storycircle.ui.widgets.display.message import Message

GONE = N_("All of it goes from this laptop and from its copies. This cannot be undone.")


class Keeping(QWidget):
    """Reminds of circles to be removed, and asks before anything is deleted. removeRequested: a
    circle's id, asked already.
    """

    removeRequested = Signal(str)
    changeRequested = Signal()

    def __init__(
        self, theme: Theme, shown: OnThisLaptop, left_behind: Callable[[str], str]
    ) -> None:
        """left_behind: says of a circle, by its id, what of it is elsewhere."""
        super().__init__()
        self._theme = theme
        self._past, self._left_behind = shown.past, left_behind
        self._message: Message | None = None
        self._column = layouts.column(self, theme.px(8))
        row = layouts.row(spacing=theme.px(6))
        self.summary = hint(theme, summary_text(shown))
        row.addWidget(self.summary, 1)
        look_or_change = p_("button", "Look") if shown.past else p_("button", "Change")
        self.link = Link(theme, look_or_change, 14)
        if shown.past:
            self.link.clicked.connect(self._ask)
        else:
            self.link.setAccessibleDescription(_("How long circles are kept"))
            self.link.clicked.connect(self.changeRequested)
        row.addWidget(self.link)
        self._column.addLayout(row)

    def _ask(self) -> None:
        """One circle after another; nothing goes without an answer."""
        from storycircle.ui.widgets.display.message import Answer, Message  # noqa: PLC0415 (as it asks)

        if self._message is not None or not self._past:
            return
        past = self._past[0]
        day = i18n.day(past.until.isoformat())
        kept = _("It was to be kept until {day}.", day=day)
        answers = (Answer("", _("Keep it")), Answer("erase", _("Remove it")))
        title = _("Remove Circle {number} from this laptop?", number=past.number)
        text = " ".join((kept, self._left_behind(past.circle), _(GONE)))
        self._message = Message(self._theme, title, text, answers)
        self._message.answered.connect(self._answered)
        self._message.closed.connect(self._close)
        self._column.insertWidget(0, self._message)
        self._message.setFocus()

    def _answered(self, value: str) -> None:
        past, self._past = self._past[0], self._past[1:]
        self._close()
        if value == "erase":
            self.removeRequested.emit(past.circle)

    def _close(self) -> None:
        layouts.discard(self._message)
        self._message = None
        self.link.setFocus()
        self.link.setVisible(bool(self._past))


def summary_text(shown: OnThisLaptop) -> str:
    """Until when circles are kept here, or which are past their time."""
    if not shown.past:
        if shown.until is None:
            return ""
        return _("Kept until {day}.", day=i18n.day(shown.until.isoformat()))
    first: Kept = shown.past[0]
    more = len(shown.past) - 1
    day = i18n.day(first.until.isoformat())
    if not more:
        return _("Circle {number} was to be kept until {day}.", number=first.number, day=day)
    return n_(
        "Circle {number} and {count} other were to be kept until {day}.",
        "Circle {number} and {count} others were to be kept until {day}.",
        more,
        number=first.number,
        day=day,
    )


_STEPS = (
    (N_("Sit in a circle"), N_("Five to seven people works best. Each has the same time.")),
    (N_("Tell, in turn"), N_("One voice at a time. Anyone may pass. We listen, we do not debate.")),
    (N_("Talk it over"), N_("What does this mean for us? What are we going to do next?")),
    (N_("Commit"), N_("One to three actions, on one sheet for the wall.")),
)


class _StepNumber(QWidget):
    """A number in a circle of 24 px."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme = theme
        self._number = str(number)
        self.setFixedSize(theme.px(24), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, radius = self._theme.palette, self.width() / 2
            painter.setPen(QPen(QColor(palette.edge), 1))
            painter.drawEllipse(QPointF(radius, self.height() / 2), radius - 0.5, radius - 0.5)
            painter.setFont(self._theme.sans(13, 600))
            painter.setPen(QColor(palette.ink_2))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)


class Laptop(SidePane):
    """The pane at the right. removeRequested: a circle is to go, and that was asked.

    reviewRequested: a circle is to be looked back on. changeRequested: how long circles are kept.
    askedToRemove: a circle is to go, not asked yet; askedToRemoveEvent: an event. askedToRename: an
    event is to have another name. startRequested: a circle is to begin in an event. nextRequested:
    the next meeting of a line, or of the people of a circle; setRequested: these begin a learning
    set. lineRequested: a line is opened to its meetings, or folded; handOnRequested: it is handed
    on within. stallRequested: a stall of an event is to be held.
    """

    stallRequested = Signal(str)
    circleRequested = Signal(str)
    reviewRequested = Signal(str)
    askedToRemove = Signal(str)
    askedToRemoveEvent = Signal(str)
    askedToRename = Signal(str)
    startRequested = Signal(str)
    nextRequested = Signal(str)
    setRequested = Signal(str)
    lineRequested = Signal(str)
    handOnRequested = Signal(str)
    eventRequested = Signal(str)
    removeRequested = Signal(str)
    changeRequested = Signal()
    searched = Signal(str)
    searchWanted = Signal()

    def __init__(
        self,
        theme: Theme,
        shown: OnThisLaptop,
        left_behind: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._shown, self._left_behind = shown, left_behind
        self.list: RowList | None = None
        self.search: SearchField | None = None
        self._area: FoldingArea | None = None
        self._outer = layouts.column(self, 0)
        if shown.rows:
            self._list()
        else:
            self._four_steps()

    def set_whole(self, whole: bool, most: int) -> None:
        """Show the list whole, where the page scrolls as one; else it scrolls by itself. most: px
        that a long list is high on such a page.
        """
        if self.list is not None:
            self.list.set_whole(whole, most)
        elif self._area is not None:
            self._area.set_whole(whole)

    def set_room(self, side: int, top: int) -> None:
        """Margins at the sides and the top, in px."""
        side -= ROOM + RING
        # The name at the left stands lower than its line begins: the title here meets it.
        top += self._theme.px(14)
        self._outer.setContentsMargins(side, top, side, 16)

    def _list(self) -> None:
        theme = self._theme
        head = layouts.row(margins=(ROOM + RING, 0, 0, 0))
        head.addWidget(label.section(theme, _("On this laptop")))
        self._outer.addLayout(head)
        self._outer.addSpacing(theme.px(8))
        if self._shown.searched:
            self._outer.addLayout(self._search_line())
            self._outer.addSpacing(theme.px(8))
        made = self.list = RowList(theme, self._entries)
        made.opened.connect(self._open)
        self._none = label.hint(theme, _("Nothing here is called that."))
        self._none_in = self._inset(self._none)
        self._none_in.setContentsMargins(ROOM + RING, 0, ROOM, 0)
        self._none.hide()
        self._outer.addLayout(self._none_in)
        self._outer.addSpacing(RING - theme.px(2))
        self._outer.addWidget(made, 1)
        self.show_rows(self._shown.rows)
        if self._shown.past or self._shown.until:
            self.keeping = Keeping(theme, self._shown, self._left_behind)
            self.keeping.removeRequested.connect(self.removeRequested)
            self.keeping.changeRequested.connect(self.changeRequested)
            foot = self._inset(self.keeping)
            foot.setContentsMargins(ROOM + RING, 0, ROOM + RING, 0)
            self._outer.addLayout(foot)

    def _search_line(self) -> QHBoxLayout:
        """The field; Down goes to the first row that was found."""
        from storycircle.ui.widgets.controls.search_bar import SearchField  # noqa: PLC0415

        field = self.search = SearchField(self._theme, _("A circle, an event, a name"))
        field.searched.connect(self.searched)
        field.left.connect(self._to_first)
        bind(self, keys.SEARCH_FOCUS, self._focus_search)
        row = layouts.row(margins=(ROOM + RING, 0, ROOM + RING, 0))
        row.addWidget(field)
        return row

    def _focus_search(self) -> None:
        if self.search is not None:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
            self.searchWanted.emit()

    def _to_first(self) -> None:
        if self.list is not None:
            self.list.begin()

    @property
    def searched_for(self) -> str:
        """What stands in the search field."""
        return self.search.text() if self.search is not None else ""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows and no others."""
        if self.list is not None:
            self._none.setVisible(not rows)
            self.list.show_rows(rows)

    @property
    def current(self) -> Row | None:
        """The row that the keyboard is at, or was last."""
        place = self.list.currentIndex().row() if self.list is not None else -1
        return self.list.rows[place] if self.list is not None and place >= 0 else None

    def _open(self, row: Row) -> None:
        if row.is_line:
            self.lineRequested.emit(row.id)
        elif row.review:
            self.reviewRequested.emit(row.id)
        else:
            (self.eventRequested if row.is_event else self.circleRequested).emit(row.id)

    def _entries(self, row: Row) -> list[Entry]:
        """What can be done with a row."""
        open_ = Entry(p_("button", "Open"), lambda: self._open(row), keys.ENTER.cap)
        remove = Entry(_("Remove it …"), lambda: self.askedToRemove.emit(row.id))
        copied = copy_entry(words_of(row))
        if row.review:
            look = Entry(_("Look back on it"), lambda: self._open(row), keys.ENTER.cap)
            return [look, copied]
        next_ = Entry(
            _("Next meeting"), lambda: self.nextRequested.emit(row.id), keys.NEXT_MEETING.cap
        )
        if row.is_line:
            shows = _("Fold its meetings") if row.open else _("Show its meetings")
            to_members = _("Hand it on to its next facilitator …")
            return [
                next_,
                Entry(shows, lambda: self._open(row), keys.ENTER.cap),
                Entry(to_members, lambda: self.handOnRequested.emit(row.id)),
                copied,
            ]
        if row.inside:
            return [open_, next_, copied, remove]
        if not row.is_event:
            set_ = Entry(_("Go on as a learning set …"), lambda: self.setRequested.emit(row.id))
            return [open_, next_, set_, copied, remove]
        return [
            Entry(_("Start a circle in it"), lambda: self.startRequested.emit(row.id)),
            Entry(
                _("Hold one of its stalls"),
                lambda: self.stallRequested.emit(row.id),
                keys.HOLD_STALL.cap,
            ),
            open_,
            Entry(_("Rename it …"), lambda: self.askedToRename.emit(row.id)),
            copied,
            Entry(_("Remove it …"), lambda: self.askedToRemoveEvent.emit(row.id)),
        ]

    def _inset(self, widget: QWidget) -> QHBoxLayout:
        box = layouts.row(margins=(ROOM, 0, ROOM, 0))
        box.addWidget(widget)
        return box

    def _four_steps(self) -> None:
        theme = self._theme
        inside = QWidget()
        column = layouts.column(inside, 0, (ROOM + RING, 0, ROOM, 0))
        column.addWidget(label.section(theme, _("Nothing on this laptop yet")))
        column.addSpacing(theme.px(4))
        line = _("Circles you hold and events you open will be listed here, and nowhere else.")
        column.addWidget(Text(theme, line, theme.serif(18), theme.palette.ink_2, 26))
        column.addSpacing(theme.px(32))
        column.addWidget(Hairline(theme))
        column.addSpacing(theme.px(28))
        column.addWidget(label.label(theme, _("A story circle, in four steps")))
        column.addSpacing(theme.px(16))
        for number, (title, about) in enumerate(_STEPS, 1):
            column.addLayout(self._step(number, _(title), _(about)))
            column.addSpacing(theme.px(20))
        column.addStretch(1)
        self._area = FoldingArea(inside)
        self._outer.addWidget(self._area, 1)

    def _step(self, number: int, title: str, about: str) -> QHBoxLayout:
        theme = self._theme
        row = layouts.row(spacing=theme.px(16))
        row.addWidget(_StepNumber(theme, number), 0, Qt.AlignmentFlag.AlignTop)
        about_it = Text(theme, about, theme.sans(15), theme.palette.ink_2, 22)
        row.addLayout(layouts.stack(label.words(theme, title, 18, 600), about_it), 1)
        return row
