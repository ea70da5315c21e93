"""The organiser's event pack and its form.

The organiser's event pack: what facilitators open before the day.

The form of the event pack: each row a label, a field and, where something is unclear, why.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _, n_
from storycircle.core.model import Event
from storycircle.core.names.circle_lists import (
    invited_lists,
    readable_invited,
    typed_invited,
    with_lists,
)
from storycircle.core.names.pasted import read_names
from storycircle.core.names.reading import NamesRead, PersonRead
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.size_limits import NOTES, bounded
from storycircle.core.text import fingerprint
from storycircle.jobs.names_file import ENDINGS
from storycircle.ui.commands import bind
from storycircle.ui.light.pack_showing import PackByLight
from storycircle.ui.light.showing import SHOW
from storycircle.ui.names.check import NamesCheck
from storycircle.ui.organiser.merge.drop_area import MessageSlot
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import JobKind, Outcome, Part
from storycircle.ui.organiser.pack_fields import ROWS, FormRow, Shape
from storycircle.ui.organiser.page import Page
from storycircle.ui.organiser.reading.read_state import PACK
from storycircle.ui.rounds.event_rounds import EventRounds, RoundsRow
from storycircle.ui.system.field_autosave import Draft, Place, flush_all, refused_in
from storycircle.ui.system.file_dialogs import ask_to_open
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.text_edit import Lines, Writing
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.layouts import SidePane
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_LABEL = 224  # px at 100 %


class PickField(Pick):
    """A choice of one that is kept as text is that was typed. left: the focus goes elsewhere."""

    textChanged = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.chosen.connect(self.textChanged)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.left.emit()
        super().focusOutEvent(event)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """List these, and leave chosen what is."""
        value = self.value()
        self.set_options(options)
        self.set_value(value)

    def text(self) -> str:
        return self.value()

    def set_text(self, text: str) -> None:
        self.set_value(text)


class RowField(QWidget):
    """One row. save is given what was typed, and raises Refused with why it cannot be kept."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        hint: str,
        field: Field | Writing | PickField,
        save: Callable[[str], None],
        *,
        at: Callable[[], Place],
        shown: Callable[[], str],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._tip = hint
        self._save = save
        self.field = field
        field.setAccessibleName(name)
        field.setAccessibleDescription(hint)
        self._named = QWidget()
        told = layouts.column(self._named, 0, (0, theme.px(8), 0, 0))
        title = label.label(theme, name)
        title.setBuddy(field)
        self.hint = label.hint(theme, hint)
        if not hint:
            self.hint.hide()  # shown before it has a parent it would be a window of its own
        told.addWidget(title)
        told.addWidget(self.hint)
        told.addStretch(1)
        self._named.setFixedWidth(theme.px(_LABEL))
        self.beside = layouts.column(spacing=theme.px(8))
        self.beside.addWidget(field)
        self._box = layouts.row(self, theme.px(24), (0, theme.px(10), 0, theme.px(10)))
        self._box.addWidget(self._named)
        column = QVBoxLayout()
        column.addLayout(self.beside)
        column.addStretch(1)
        self._box.addLayout(column, 1)
        self.draft = Draft(field, self._keep, at, shown=shown)

    def show_text(self, text: str) -> None:
        """Show what is kept, unless it is being typed."""
        self.draft.fill(text)
        self.say(self.draft.why)

    def turn_to(self, text: str) -> None:
        """Show another event's text, from its beginning."""
        self.draft.turn_to(text)
        if isinstance(self.field, Field):
            self.field.setCursorPosition(0)
        self.say(self.draft.why)

    def say(self, why: str) -> None:
        """Why what was typed is not kept yet, in the place of the hint; empty for nothing."""
        self.hint.setText(why or self._tip)
        self.hint.setVisible(bool(why or self._tip))
        self.hint.set_colour(self._theme.palette.warn if why else self._theme.palette.ink_2)

    def set_narrow(self, narrow: bool) -> None:
        """The label above the field where there is little room."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._box.setSpacing(self._theme.px(4 if narrow else 24))
        wide = self._theme.px(720 if narrow else _LABEL)
        self._named.setMinimumWidth(0 if narrow else wide)
        self._named.setMaximumWidth(wide)

    def _keep(self, text: str) -> None:
        try:
            self._save(text)
        except Refused as refused:
            self.say(str(refused))
            raise
        self.say("")


class PackForm(QWidget):
    """The rows of an event, each saved as it is typed through `save`."""

    def __init__(
        self,
        theme: Theme,
        rows: tuple[FormRow, ...],
        save: Callable[[FormRow, str], None],
        at: Callable[[str], Place],
    ) -> None:
        """at: the place of a row's refused text, by its key."""
        super().__init__()
        self._event = Event("", "")
        self._rows: list[tuple[FormRow, RowField]] = []
        self._column = layouts.column(self, 0)
        for row in rows:
            field = _field(theme, row)
            place, kept = partial(at, row.key), partial(self._kept, row)
            name, hint = _(row.label), row.hint and _(row.hint)
            shown = RowField(theme, name, hint, field, partial(save, row), at=place, shown=kept)
            if row.shape is Shape.SHORT:
                shown.beside.setAlignment(field, Qt.AlignmentFlag.AlignLeft)
            self._rows.append((row, shown))
            self._column.addWidget(shown)
            self._column.addWidget(Hairline(theme))

    def fields(self) -> dict[str, RowField]:
        """The rows by their keys."""
        return {row.key: field for row, field in self._rows}

    def show_event(self, event: Event, *, another: bool) -> None:
        """Show an event; another than before takes the place of all that stands in the fields."""
        self._event = event
        for row, field in self._rows:
            if isinstance(field.field, PickField):
                field.field.offer(row.options(event))
            (field.turn_to if another else field.show_text)(row.read(event))

    def note(self, event: Event) -> None:
        """Know of what was kept; a field shows it once it is left."""
        self._event = event

    def _kept(self, row: FormRow) -> str:
        return row.read(self._event)

    def set_narrow(self, narrow: bool) -> None:
        for _row, field in self._rows:
            field.set_narrow(narrow)


def _field(theme: Theme, row: FormRow) -> Field | Writing | PickField:
    if row.shape is Shape.CHOICE:
        return PickField(theme)
    if row.shape is Shape.SHORT:
        short = Field(theme, serif=False)
        short.setFixedWidth(theme.px(220))
        return short
    if row.shape is Shape.LINE:  # one line of text, on as many as it needs
        return Writing(theme, grows=True, single=True, px=17, line=22)
    return Writing(theme, grows=True, px=17, line=26)


_NAMES = N_("Where they are known: Circle 5, and below it one name on each line. Or paste a table.")
_FOR = N_(
    "Facilitators open the pack before the day. Every circle made from it belongs to this event."
)
_ASKED = 3  # names from which on a pasted text is a list
_NO_TITLE = N_("Give the event a title first: a pack without one says nothing.")


class PackPlace(Page):
    """The form of an event's pack. saveRequested: the pack is to be written."""

    saveRequested = Signal()
    shows = frozenset({Part.EVENT, Part.DRAFT, Part.INVITED, Part.KEY})

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, session, parent)
        self._event = Event("", "")  # the one that stands in the form
        self._check: NamesCheck | None = None
        self._writing = False  # what changes is what was typed here
        self.form = PackForm(theme, ROWS, self._write, self._place)
        source = EventRounds(lambda: self._event.rounds, self._write_rounds)
        self.rounds = RoundsRow(theme, source, self._place)
        self.names = RowField(
            theme,
            _("Names"),
            _(_NAMES),
            Lines(theme, grows=True, pasted=self._pasted),
            self._write_names,
            at=partial(self._place, "names"),
            shown=self._names_kept,
        )
        self.from_file = Button(theme, _("From a file"), act=self._ask_names)
        self.names.beside.addWidget(self.from_file)
        self.save = Button(
            theme,
            _("Save the pack"),
            keys.SAVE_PACK.cap,
            "main",
            tall=True,
            padding=12,
            act=self.save_pack,
        )
        self.holds = label.app(theme, "")
        self.by_light = PackByLight(theme, self, session.pack_codes, self._in_words)
        self.fresh = Button(theme, _("A new event"), keys.NEW_EVENT.cap, act=self.begin_event)
        for button in (self.save, self.fresh):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.why = label.hint(theme, "")
        self._lay_out()
        self.save.refused.connect(self.why.setText)
        session.ended.connect(self._ended)
        bind(self, keys.NEW_EVENT, self.begin_event)
        bind(self, keys.SHOW_PACK, self.show_pack)
        self._join_light()

    def _join_light(self) -> None:
        light = self.by_light
        light.button.clicked.connect(self.show_pack)
        light.said.connect(self.slot.say)
        light.made.connect(self.session.refresh)
        self.slot.answered.connect(lambda answer: light.show() if answer == SHOW else None)

    def _lay_out(self) -> None:
        theme = self._theme
        inside = QWidget()
        self._column = column = layouts.column(inside, 0)
        column.addWidget(label.page_title(theme, _("The event pack")))
        column.addWidget(label.app(theme, _(_FOR), second=True))
        column.addSpacing(theme.px(12))
        column.addWidget(self.form)
        column.addWidget(self.rounds)
        column.addWidget(Hairline(theme))
        column.addWidget(self.names)
        column.addStretch(1)
        side = SidePane(theme)
        pane = layouts.column(side, theme.px(8), (25, 24, 24, 24))
        self.slot = MessageSlot(theme, self.save)
        pane.addWidget(self.slot)
        pane.addWidget(label.section(theme, _("In the pack")))
        pane.addWidget(self.holds)
        pane.addStretch(1)
        pane.addWidget(self.why)
        pane.addWidget(self.save)
        pane.addWidget(self.by_light.button)
        pane.addWidget(self.fresh)
        self._stand(self._folding(FoldingArea(inside)), column, side)

    # What is shown.

    def _show_changed(self) -> None:
        """What is typed here is changed by it: a field shows it once it is left. What another page
        or a file changed is shown at once, but for what is being typed.
        """
        event = self.session.state.in_form
        if event.id == self._event.id:
            if self._writing or event == self._event:
                self.form.note(event)
            else:
                self.form.show_event(event, another=False)
            self._event = event
            self.rounds.editor.refresh()
            self._say()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Show the event that is shown, or a new one where there is none yet."""
        flush_all(self)
        state = self.session.state  # what was just kept is in it
        another = state.in_form.id != self._event.id
        if another:
            self._put_back()
        self._event = state.in_form
        self.form.show_event(self._event, another=another)
        self.rounds.editor.refresh()
        show = self.names.turn_to if another else self.names.show_text
        show(typed_invited(state.invited))
        self._say()

    def _place(self, key: str) -> Place:
        """Where what cannot be taken in a row is kept."""
        return self.session.place(self._event.id, f"{PACK}{key}")

    def _names_kept(self) -> str:
        return typed_invited(self.session.state.invited)

    def begin_event(self) -> None:
        """An empty form: the event is kept once it has a title."""
        flush_all(self)
        self.session.begin_event()
        self.refresh()
        self.enter()

    def enter(self) -> None:
        """Take the keyboard, at the first row."""
        self.form.fields()["title"].field.setFocus()

    def _say(self) -> None:
        self.holds.setText(self._in_words())
        self.save.set_not_now("" if self._event.title else _(_NO_TITLE))
        self.why.setText("")

    def _in_words(self) -> str:
        """What is in the pack."""
        event, lists = self._event, self.session.state.invited
        said = [_("The event, with its question and programme.")]
        if event.expected:
            said.append(n_("{Count} circle expected.", "{Count} circles expected.", event.expected))
        if lists:
            count = sum(len(invited.names) for invited in lists)
            said.append(
                _(
                    "The names of {people} in {circles}; no other file carries them.",
                    people=n_("{count} person", "{count} people", count),
                    circles=n_("{count} circle", "{count} circles", len(lists)),
                )
            )
        else:
            said.append(_("No names: facilitators type them."))
        own = self.session.state.key
        keys = [own] if own else list(map(fingerprint, event.recipients))
        if keys:
            listed = i18n.listed(keys)
            said.append(_("Circle files made from it are sealed to the key {keys}.", keys=listed))
        return " ".join(said)

    # What is written.

    def _write_rounds(self, rounds: tuple[NamedRound, ...]) -> None:
        self._keep(replace(self._event, rounds=rounds))
        self._needs_title("rounds")

    def _write(self, row: FormRow, text: str) -> None:
        before = self._event
        changed, why = row.write(before, text)
        self._keep(changed)
        if changed.title and not before.title:
            self._take_again()
        if why is not None:
            raise why
        self._needs_title(text)

    def _keep(self, changed: Event) -> None:
        before = self._event
        if changed != before:
            self._writing = True
            try:
                self.session.write_event(changed)
            finally:
                self._writing = False
            self._event = changed
            self.form.note(changed)
            self._say()

    def _needs_title(self, text: str) -> None:
        """Before an event has its title, what is typed of it is kept as typed, and says so."""
        if text.strip() and not self._event.title:
            raise Refused("title-first")

    def _take_again(self) -> None:
        """The event has a title: what was typed before it is taken."""
        for draft in refused_in(self):
            draft.take()

    def _write_names(self, text: str) -> None:
        self._needs_title(text)
        bounded(text, NOTES, _("The list of names"))
        lists, why = readable_invited(text, self._event.id)
        self.session.save_invited(self._event.id, lists)
        self._say()
        if why is not None:
            raise why

    def save_pack(self) -> None:
        """Ask for the pack to be written, with all that was typed."""
        flush_all(self)
        if self.save.not_now:
            self.why.setText(self.save.toolTip())
        else:
            self.saveRequested.emit()

    def show_pack(self) -> None:
        """Ask whether to show the pack to cameras, with all that was typed."""
        flush_all(self)
        if self.save.not_now:
            self.why.setText(self.save.toolTip())
        else:
            self.by_light.ask()

    # Names from a file.

    def _ask_names(self) -> None:
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        kinds = _("Lists of names") + f" ({endings})"
        ask_to_open(self, _("Names from a file"), kinds, self.read_names)

    def read_names(self, paths: list[Path]) -> None:
        """Read the names of a file, and ask whether they were read right."""
        if paths:
            self.session.read_names(paths[0], self._event.id)

    def _ended(self, outcome: Outcome) -> None:
        if outcome.job is not JobKind.NAMES:
            return
        if outcome.why:
            self.names.say(outcome.why)
        elif outcome.names is not None:
            self.ask_about(outcome.names)

    def _pasted(self, text: str) -> bool:
        """Ask about a list that was pasted, unless it is a name or two for a circle typed here."""
        read = read_names(text)
        if len(read.people) < _ASKED and not read.unsure and not read.columns:
            return False
        self.ask_about(read)
        return True

    def ask_about(self, read: NamesRead) -> None:
        """Show what was read of a list, to be taken or put back; until then nothing changes."""
        flush_all(self)
        self._put_back()
        self._check = check = NamesCheck(self._theme, read, circles=True)
        check.taken.connect(self._take_names)
        check.putBack.connect(self._put_back)
        self.names.hide()
        self._column.insertWidget(self._column.indexOf(self.names), check)
        check.show()
        check.take_focus()

    def _take_names(self, people: list[PersonRead]) -> None:
        lists, why = invited_lists(NamesRead(tuple(people)), self._event.id)
        kept = with_lists(self.session.state.invited, lists)
        self._put_back()
        self.session.save_invited(self._event.id, kept)
        self.names.turn_to(self._names_kept())
        self._say()
        if why is not None:
            self.names.say(str(why))

    def _put_back(self) -> None:
        if self._check is None:
            return
        layouts.discard(self._check, self._column)
        self._check = None
        self.names.show()
        self.names.field.setFocus()

    def stop_and_wait(self) -> None:
        """Come back when nothing is running, and all that was typed is kept."""
        flush_all(self)
        self.session.wait_for_names()
        self.by_light.close()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.by_light.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self._fit()
        narrow = (self.width() - wide) / self._theme.scale < 620
        self.form.set_narrow(narrow)
        self.rounds.set_narrow(narrow)
        self.names.set_narrow(narrow)
