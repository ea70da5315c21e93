"""One action of Commit: its words, who, by when, and its heading.

One action of Commit: its words, who commits, by when, and its heading.

By when an action is to be done, under which heading it goes, and from what it arose.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import actions, i18n
from storycircle.core.afterwards.stalls import lettered, letters_of
from storycircle.core.commands import keys
from storycircle.core.i18n import _, p_
from storycircle.core.model import Action
from storycircle.ui.circle.drag_and_drop import Grip
from storycircle.ui.commands import has_key, is_pressed
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import Draft, Place, at, flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.chip import Chip, ChipKind, PressChip
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.context_menu import (
    ContextMenu,
    Entry,
    MoreButton,
    copy_entry,
)
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import Card
from storycircle.ui.widgets.display.label import hint, label
from storycircle.ui.widgets.display.label import words as typed
from storycircle.ui.widgets.display.layouts import Flow

OWN = "\0own"
"""The choice of a heading of one's own; no heading is called that."""
_STALL, _STORY = "stall ", "story "
_NAME, _WHEN = 64, 160  # px of a name before its field, and of a time in it

Change = Callable[..., bool]
Places = Callable[[str], Callable[[], Place]]


class ActionTerms(QWidget):
    """Rows of an open action. Calls `change` with by, heading or arising."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        change: Change,
        at: Places,
    ) -> None:
        super().__init__()
        self._theme, self._session, self._change, self._at = theme, session, change, at
        self._own_shown = False
        event = session.state.event
        self._headings = event.headings if event else ()
        self._stalls = event.stalls if event else ()
        self._letters = letters_of(self._stalls, event.stall_plans if event else ())
        column = layouts.column(self, 12)
        column.addLayout(self._when_row())
        self.own = Field(theme, serif=False)
        self.own.setAccessibleName(_("A heading of our own"))
        refusals = session.refused
        self._own = Draft(
            self.own, lambda text: self._change(heading=text), at("heading"), refusals=refusals
        )
        self._own_row = self._row(_("Our own") if self._headings else _("Heading"), self.own)
        column.addWidget(self._own_row)
        self.arising = Pick(theme)
        self.arising.setAccessibleName(_("Arising from a stall or a story"))
        self.arising.chosen.connect(self._arose)
        self._from_row = self._row(p_("what an action arose from", "From"), self.arising)
        column.addWidget(self._from_row)

    def _when_row(self) -> Flow:
        theme = self._theme
        row = Flow(8, 12)
        self.by = Field(theme, serif=False)
        self.by.setAccessibleName(_("By when"))
        self.by.setMinimumWidth(theme.px(_WHEN) + 30)
        refusals = self._session.refused
        self._by = Draft(
            self.by, lambda text: self._change(by=text), self._at("by"), refusals=refusals
        )
        row.add(self._row(_("By when"), self.by), 2)
        self.heading = Pick(theme)
        self.heading.setAccessibleName(_("Heading"))
        self.heading.chosen.connect(self._picked)
        self._heading_row = self._row(_("Heading"), self.heading, fixed=False)
        row.add(self._heading_row, 3)
        own = (OWN, p_("a heading", "one of our own"))
        choices = [("", _("no heading yet")), *((name, name) for name in self._headings), own]
        self.heading.set_options(choices)
        if not self._headings:
            self._heading_row.hide()
        return row

    def _row(self, name: str, field: QWidget, *, fixed: bool = True) -> QWidget:
        """A field with its name before it, or above it where both have no room; fixed: its name is
        as wide as that of other rows.
        """
        made = QWidget()
        row = Flow(8, 4, made)
        row.addWidget(self._named(name) if fixed else label(self._theme, name))
        row.add(field, 1)
        return made

    def _named(self, text: str) -> QWidget:
        named = label(self._theme, text)
        named.setFixedWidth(self._theme.px(_NAME))
        return named

    def show_action(self, action: Action) -> None:
        """Show an action as it is now; no change comes of it."""
        self._by.fill(action.by)
        own = bool(action.heading) and action.heading not in self._headings
        self._own_shown = own or (self._own_shown and not action.heading)
        self._own.fill(action.heading if own else "")
        self.heading.set_value(OWN if self._own_shown else action.heading)
        self._show_own()
        options = self._sources()
        self.arising.set_options(options)
        value = f"{_STORY}{action.story}" if action.story else f"{_STALL}{action.stall}"
        self.arising.set_value(value if value in dict(options) else "")
        self._from_row.setVisible(len(options) > 1)

    def _sources(self) -> list[tuple[str, str]]:
        """The stalls of the event, then the stories told here, by their tellers."""
        circle, names = self._session.state.circle, self._session.state.circle.shown_names()
        stalls = [(f"{_STALL}{one}", lettered(one, self._letters)) for one in self._stalls if one]
        sources = [("", _("nothing noted")), *stalls]
        for story in circle.stories:
            title = story.title or _("a story")
            teller = names.get(story.teller or "")
            sources.append((f"{_STORY}{story.id}", f"{teller}: {title}" if teller else title))
        return sources

    def _show_own(self) -> None:
        """The field for a heading of one's own, where there is none to choose or it is chosen."""
        self._own_row.setVisible(self._own_shown or not self._headings)

    def _picked(self, value: str) -> None:
        self._own_shown = value == OWN
        self._show_own()
        if self._own_shown:
            self.own.setFocus()
        else:
            self._change(heading=value)

    def _arose(self, value: str) -> None:
        stall = value.removeprefix(_STALL) if value.startswith(_STALL) else ""
        story = value.removeprefix(_STORY) if value.startswith(_STORY) else ""
        self._change(arising=(stall, story))


class ActionCard(Card):
    """openRequested: this action is to be written on. Enter opens it, Esc leaves it.

    backRequested: it is to be an idea again.
    """

    openRequested = Signal()
    backRequested = Signal()

    def __init__(self, theme: Theme, session: Session, action: str, place: int) -> None:
        super().__init__(theme, pressable=True)
        self.action = action
        self._theme, self._session = theme, session
        self._text = ""
        self._filling = False
        row = layouts.row(spacing=16)
        numeral = typed(theme, str(place), px=30, weight=600)
        numeral.set_colour(theme.palette.teal)
        numeral.setFixedWidth(theme.px(28))
        row.addWidget(numeral, 0, Qt.AlignmentFlag.AlignTop)
        column = layouts.column(spacing=8)
        row.addLayout(column, 1)
        self.menu = ContextMenu(self, self._entries)
        self._more = layouts.row(spacing=0)
        row.addLayout(self._more)
        self.body().addLayout(row)
        self._build_closed(column)
        self._build_open(column)
        self.pressed.connect(self.openRequested)
        Grip(self, "action", action)

    def _build_closed(self, column: QVBoxLayout) -> None:
        theme = self._theme
        self._words = typed(theme, "", px=20, weight=600)
        self._summary = QWidget()
        self._chips = Flow(8, 8, self._summary)
        column.addWidget(self._words)
        column.addWidget(self._summary)

    def _build_open(self, column: QVBoxLayout) -> None:
        theme = self._theme
        self._open = QWidget()
        inner = layouts.column(self._open, 12)
        self.text = Writing(theme, px=20, line=28, weight=600, grows=True, single=True)
        self.text.setAccessibleName(_("The action"))
        refusals = self._session.refused
        self._draft = Draft(
            self.text, lambda text: self._change(text=text), self._at("text"), refusals=refusals
        )
        inner.addWidget(self.text)
        people = QHBoxLayout()
        people.addWidget(self._named(_("Who")), 0, Qt.AlignmentFlag.AlignTop)
        self._people = QWidget()
        flow = Flow(8, 8, self._people)
        names = self._session.state.circle.shown_names()
        self.who = {id_: PressChip(theme, name) for id_, name in names.items()}
        self.everyone = PressChip(theme, _("Everyone"))
        self.everyone.toggled.connect(self._all)
        flow.addWidget(self.everyone)
        for chip in self.who.values():
            chip.toggled.connect(self._who)
            flow.addWidget(chip)
        people.addWidget(self._people, 1)
        inner.addLayout(people)
        inner.addLayout(self._build_outside())
        self.terms = ActionTerms(theme, self._session, self._change, self._at)
        inner.addWidget(self.terms)
        column.addWidget(self._open)

    def _build_outside(self) -> Flow:
        """The field for people outside the circle, below its members."""
        self.outside = Field(self._theme, hint=_("someone outside the circle, if you wish"))
        self.outside.setAccessibleName(_("Who else, from outside the circle"))
        self._outside = Draft(
            self.outside,
            lambda text: self._change(others=text),
            self._at("outside"),
            refusals=self._session.refused,
        )
        row = Flow(8, 12)
        row.add(self._named(p_("and somebody outside", "And")), 0)
        row.add(self.outside, 1)
        return row

    def _named(self, text: str) -> QWidget:
        named = label(self._theme, text)
        named.setFixedWidth(self._theme.px(64))
        return named

    def words(self) -> str:
        return self._text

    def _entries(self, _at: QPoint | None) -> list[Entry]:
        """What can be done with the action."""
        place = [one.id for one in self._session.state.circle.actions].index(self.action)
        last = len(self._session.state.circle.actions) - 1
        entries = [Entry(_("Write on it"), self.openRequested.emit, keys.ENTER.cap)]
        if place:
            entries.append(Entry(_("Move up"), lambda: self._move(1), keys.ACTION_UP.cap))
        if place < last:
            entries.append(Entry(_("Move down"), lambda: self._move(-1), keys.ACTION_DOWN.cap))
        entries.append(Entry(_("Back to the ideas"), self.backRequested.emit, keys.TO_IDEAS.cap))
        return [*entries, copy_entry(self._text)]

    def _move(self, places: int) -> None:
        """Up the list of actions by so many places, or down."""
        flush_all(self)
        self._session.act_on(actions.moved_up(self._session.state.circle, self.action, places))

    def has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def set_open(self, on: bool) -> None:
        """Show the fields, or the action as it stands."""
        self._open.setVisible(on)
        self._words.setVisible(not on)
        self._summary.setVisible(not on)
        self.set_chosen(on)
        if on:
            self.text.setFocus()
            self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    def show_action(self, action: Action, session: Session) -> None:
        """Show an action as it is now."""
        self._filling = True
        self._text = action.text
        self._words.setText(action.text)
        self.setAccessibleName(action.text)
        if not self._more.count():
            self._more.addWidget(
                MoreButton(self._theme, self.menu, action.text), 0, Qt.AlignmentFlag.AlignTop
            )
        self._draft.fill(action.text)
        ours, others = session.state.circle.named(action)
        self._outside.fill(", ".join(others))
        self.terms.show_action(action)
        for id_, chip in self.who.items():
            chip.setChecked(id_ in action.who)
        self.everyone.setChecked(bool(self.who) and all(id_ in action.who for id_ in self.who))
        self._filling = False
        who = i18n.who(ours, len(session.state.circle.members), others)
        self._show_summary(action, i18n.sentence(who) if ours else who)

    def _show_summary(self, action: Action, who: str) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            layouts.discard(item.widget())
        theme = self._theme
        if who:
            self._chips.addWidget(Chip(theme, who, ChipKind.DONE))
        if action.by:
            self._chips.addWidget(Chip(theme, i18n.by_when(action.by), ChipKind.PLAIN))
        line = i18n.joined((action.heading, self._arose(action)), " · ")
        if line:
            self._chips.addWidget(hint(theme, line))
        by = i18n.by_when(action.by) if action.by else ""
        ways = _(
            "{open_key} opens it, {up_key} and {down_key} move it, {back_key} takes it back to the "
            "ideas.",
            open_key=keys.ENTER.cap,
            up_key=keys.ACTION_UP.cap,
            down_key=keys.ACTION_DOWN.cap,
            back_key=keys.TO_IDEAS.cap,
        )
        said = i18n.joined((who, by, line, ways), " · ")
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
        self._chips.invalidate()

    def _arose(self, action: Action) -> str:
        """From what an action arose, in words."""
        story = self._session.state.circle.story(action.story)
        if story is not None:
            teller = self._session.state.name(story.teller)
            named = _("from a story of {name}", name=teller)
            return named if teller else _("from a story")
        event = self._session.state.event
        letters = letters_of(event.stalls, event.stall_plans) if event is not None else {}
        stall = lettered(action.stall, letters)
        return _("from {stall}", stall=stall) if action.stall else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_pressed(event, keys.ACTION_UP, keys.ACTION_DOWN):
            self._move(1 if has_key(event, keys.ACTION_UP) else -1)
            return
        super().keyPressEvent(event)

    def _who(self) -> None:
        if not self._filling:
            chosen = tuple(id_ for id_, chip in self.who.items() if chip.isChecked())
            self._change(who=chosen)

    def _all(self, on: bool) -> None:
        if not self._filling:
            self._change(who=tuple(self.who) if on else ())

    def _change(
        self,
        *,
        text: str | None = None,
        who: tuple[str, ...] | None = None,
        by: str | None = None,
        heading: str | None = None,
        arising: tuple[str, str] | None = None,
        others: str | None = None,
    ) -> bool:
        """Keep a change; False where it was refused."""
        session = self._session
        if self._filling or self.action not in {a.id for a in session.state.circle.actions}:
            return True
        return session.attempt(
            lambda: session.act_on(
                actions.with_action(
                    session.state.circle,
                    self.action,
                    text=text,
                    who=who,
                    by=by,
                    heading=heading,
                    arising=arising,
                    others=others,
                )
            )
        )

    def _at(self, part: str) -> Callable[[], Place]:
        """Where what cannot be taken of a part of this action is kept."""
        return at(self._session.library, self._session.state.circle.id, f"{self.action} {part}")
