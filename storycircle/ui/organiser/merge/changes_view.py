"""What files would change, and the choices an organiser has.

What one file would change: what is here beside what takes its place, the differences marked.

Below the table of files: circles that need a word from the organiser, each with its choice.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_
from storycircle.core.merge.changes import Change, What
from storycircle.core.merge.compare import Piece, marked
from storycircle.core.model import CircleSummary, Event, made_without_pack
from storycircle.jobs.merge import MergeResult
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import JobKind, OrganiserState, Part, Whose
from storycircle.ui.organiser.reading.read_state import MOST_CHOICES, twins
from storycircle.ui.organiser.view_model import known_by
from storycircle.ui.system.field_autosave import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.chip import ChipKind, state_chip
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import ANY_SIZE, SentenceAndWays, scrolling
from storycircle.ui.widgets.display.scroll_area import FoldingArea
from storycircle.ui.widgets.display.text_marks import MarkedText
from storycircle.ui.widgets.display.tip import set_tip

_NAMED = 120  # px at 100 % for what a change is of
_SPLIT = 440  # px at 100 % from which that stands beside the change
_MOST = 60  # changes drawn; a file has a circle's worth, a forged one thousands
_NOTHING = N_("nothing here")
_GONE = N_("taken out")


class ChangesPane(QWidget):
    """A row for each change, below the table. Empty and hidden where a file changes nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._inside: FoldingArea | None = None
        self._whole = False
        self._column = layouts.column(self, theme.px(4))
        self._column.addWidget(Hairline(theme))
        self._title = label.part_title(theme, "")
        self._column.addWidget(self._title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(140))
        self.hide()

    def show_row(self, row: MergeResult | None) -> None:
        """The changes of one file; nothing for none."""
        layouts.discard(self._inside, self._column)
        self._inside = None
        changes = row.changes if row is not None else ()
        self.setVisible(bool(changes))
        if row is None or not changes:
            return
        title = _("{name}: what would change", name=row.name)
        if row.number is not None:
            title = _("Circle {number}: what would change", number=row.number)
        self._title.setText(title)
        area = FoldingArea(_Beside(self._theme, changes))
        area.set_whole(self._whole)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # long lists are scrolled by key
        read_as(area, Role.Pane)
        self._ring = FocusRing(self._theme, area, 4)
        area.setAccessibleName(title)
        self._inside = area
        self._column.addWidget(area, 1)

    def set_whole(self, whole: bool) -> None:
        """Whether all changes are shown, and the page scrolls."""
        self._whole = whole
        if self._inside is not None:
            self._inside.set_whole(whole)


class _Beside(QWidget):
    """Three columns: what it is, as it is here, as it is afterwards; what it is stands above the
    other two where there is little room.
    """

    def __init__(self, theme: Theme, changes: Sequence[Change]) -> None:
        super().__init__()
        self._theme = theme
        self._narrow: bool | None = None
        apart = all(change.what is What.LOOK for change in changes)
        after = _("In the file") if apart else _("Afterwards")
        # For translators: on this laptop; above what stands here, or of a circle that is here.
        self._heads = label.label(theme, _("Here")), label.label(theme, after)
        self._rows = [self._row(change) for change in changes[:_MOST]]
        self._more: Text | None = None
        if len(changes) > _MOST:
            more = n_("and {figures} more", "and {figures} more", len(changes) - _MOST)
            self._more = label.hint(theme, more)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, theme.px(8), 0)
        self._grid.setHorizontalSpacing(theme.px(20))
        self._grid.setVerticalSpacing(theme.px(8))
        self._lay(narrow=False)

    def _row(self, change: Change) -> tuple[Text, MarkedText, MarkedText]:
        theme = self._theme
        pair = [MarkedText(theme, pieces, theme.serif(17), 24) for pieces in _pieces(change)]
        for text in pair:
            text.set_partners(pair)
        return label.hint(theme, change.label), pair[0], pair[1]

    def _lay(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        grid, first = self._grid, 0 if narrow else 1
        while grid.count():
            grid.takeAt(0)
        for column in range(3):
            grid.setColumnStretch(column, 1 if first <= column < first + 2 else 0)
        grid.setColumnMinimumWidth(0, 0 if narrow else self._theme.px(_NAMED))
        for column, head in enumerate(self._heads, first):
            grid.addWidget(head, 0, column)
        line = 1
        for named, *pair in self._rows:
            named.setMinimumWidth(0 if narrow else self._theme.px(_NAMED))
            named.setMaximumWidth(ANY_SIZE if narrow else self._theme.px(_NAMED))
            grid.addWidget(named, line, 0, 1, 2 if narrow else 1, Qt.AlignmentFlag.AlignTop)
            line += narrow
            for column, text in enumerate(pair, first):
                grid.addWidget(text, line, column)
            line += 1
        if self._more is not None:
            grid.addWidget(self._more, line, 0, 1, 2)
        grid.setRowStretch(line + 1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(narrow=self.width() < self._theme.px(_SPLIT))


def _pieces(change: Change) -> tuple[Sequence[Piece], Sequence[Piece]]:
    nothing, gone = _(_NOTHING), _(_GONE)
    if change.what is What.NEW:
        return (Piece(nothing, differs=False),), (Piece(change.new or nothing, differs=True),)
    if change.what is What.WITHDRAWN:
        return (Piece(change.old or nothing, differs=False),), (Piece(gone, differs=True),)
    old, new = change.old or nothing, change.new or nothing
    return marked(old, new), marked(new, old)


_ROW = 57  # px at 100 % of a row, at least


class Choice(Struct, frozen=True):
    """A circle, and what can be done with it: adopted into an event, or given a free number.

    number: 0 where none is proposed.
    """

    circle: CircleSummary
    text: str
    into: Event | None = None
    number: int = 0


def choices(state: OrganiserState) -> list[Choice]:
    """What an organiser may do for an event: nothing of it is done without them."""
    event = state.event
    if event is None:
        return []
    return [*_strangers(state, event), *_aside(state, event), *_twins(state)][:MOST_CHOICES]


def _strangers(state: OrganiserState, event: Event) -> Iterator[Choice]:
    """Circles of no event, or of one that a laptop made for itself."""
    if made_without_pack(event):
        return
    for circle in state.strays[:MOST_CHOICES]:
        yield Choice(circle, _known_by(state, circle, _("No pack was used.")), into=event)


def _aside(state: OrganiserState, event: Event) -> Iterator[Choice]:
    """Circles that just came into another event, where they are few: perhaps another pack was
    opened by mistake.
    """
    for circle in state.aside:
        name = i18n.event_name(circle.title)[1]
        why = _("It came as a circle of “{event}”.", event=name)
        held_by = circle.facilitator
        summary = CircleSummary(circle.id, circle.number, circle.event, facilitator=held_by)
        yield Choice(summary, _known_by(state, summary, why), into=event)


def _twins(state: OrganiserState) -> Iterator[Choice]:
    """Circles of one number: each may have one that is free, and a person says which."""
    for circle in twins(state.circles)[:MOST_CHOICES]:
        text = _known_by(state, circle, _("This number is there twice."))
        yield Choice(circle, text, number=state.free)


def _known_by(state: OrganiserState, circle: CircleSummary, why: str) -> str:
    """By what a person knows a circle, and why it waits for a word, in sentences."""
    return known_by(state.whose.get(circle.id, Whose()), circle.facilitator, why)


class ChoiceRows(QWidget):
    """A row for each circle that needs a word from the organiser. A number that is refused stays
    in its field.
    """

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__()
        self._theme, self.session = theme, session
        self._rows: list[QWidget] = []
        self._found: list[Choice] = []
        self.buttons: list[Button] = []
        session.changed.connect(self._changed)
        self._whole = False
        self._inside = QWidget()
        self._box = layouts.column(self._inside, 0)
        column = layouts.column(self)
        column.addWidget(scrolling(self._inside))
        self._show(choices(session.state))
        self._hide_while_merging()

    def _changed(self, parts: frozenset[Part]) -> None:
        if parts & {Part.EVENT, Part.EVENTS, Part.CIRCLES, Part.ROWS}:
            self._show(choices(self.session.state))
        if parts & {Part.EVENT, Part.EVENTS, Part.CIRCLES, Part.ROWS, Part.RUNNING, Part.LOOKED}:
            self._hide_while_merging()

    def _hide_while_merging(self) -> None:
        """Files that were looked at come first."""
        state = self.session.state
        merging = state.looked or (state.running is not None and state.running.job is JobKind.MERGE)
        self.setVisible(bool(self._found) and not merging)

    def _show(self, found: list[Choice]) -> None:
        """Show these and no others."""
        if found == self._found:
            return
        self._found = found
        for row in self._rows:
            layouts.discard(row, self._box)
        self.buttons = []
        self._rows = [self._row(choice) for choice in found]
        for row in self._rows:
            self._box.addWidget(row)
        self._fit()

    def set_whole(self, whole: bool) -> None:
        """Whether all rows are shown, and the page scrolls."""
        self._whole = whole
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Later: what is asked for while the layout is at work is not heard.
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """As high as its rows, up to a bound where it scrolls by itself."""
        least = self._inside.minimumSizeHint().height()
        high = max(least, self._inside.heightForWidth(self.width()))
        self.setFixedHeight(high if self._whole else min(high, 3 * self._theme.px(_ROW)))

    def _row(self, choice: Choice) -> QWidget:
        theme = self._theme
        row, side = QWidget(), theme.px(8)
        column = layouts.column(row, 0)
        name = label.words(theme, _("Circle {number}", number=choice.circle.number), 17, 600)
        name.setFixedWidth(theme.px(84))
        chip = state_chip(theme, ChipKind.LOOK)
        said = label.hint(theme, choice.text)
        line = SentenceAndWays(theme, said, self._ways(choice), before=(name, chip), least=150)
        line.setContentsMargins(0, side, 0, side)
        column.addLayout(line)
        column.addStretch(1)
        column.addWidget(Hairline(theme))
        row.setMinimumHeight(theme.px(_ROW))
        return row

    def _ways(self, choice: Choice) -> list[QWidget]:
        """The button that does it, after the field of a number where there is one."""
        theme, ways = self._theme, list[QWidget]()
        if choice.into is not None:
            name = i18n.event_name(choice.into.title)[1]
            short = len(name) <= 24
            text = _("Adopt into {event}", event=name) if short else _("Adopt into this event")
            button = Button(theme, text, padding=12)
            said = _("Circle {number}, into {event}", number=choice.circle.number, event=name)
            button.set_about(said)
            act: Callable[[], object] = partial(self.session.adopt, choice.circle, choice.into)
        else:
            number = Field(theme, serif=False)
            said = _("Another number for circle {number}", number=choice.circle.number)
            number.setAccessibleName(said)
            number.setFixedWidth(theme.px(64))
            number.setMaxLength(5)
            ways.append(number)
            button = Button(theme, _("Renumber"), padding=12)
            draft = Draft(
                number,
                partial(self.session.renumber, choice.circle),
                partial(self._place, choice.circle),
                entered=True,
                refusals=self.session.refused,
            )
            draft.moved.connect(lambda: set_tip(number, draft.why))
            draft.turn_to(str(choice.number or ""))
            act = partial(self._take, draft)
            number.returnPressed.connect(act)
        button.clicked.connect(act)
        self.buttons.append(button)
        return [*ways, button]

    def _take(self, draft: Draft) -> None:
        draft.take()

    def _place(self, circle: CircleSummary) -> Place:
        """Where a number that was refused is kept."""
        return self.session.place(circle.event or "", f"number of {circle.id}")
