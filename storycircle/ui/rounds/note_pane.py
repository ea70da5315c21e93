"""Beside the ring in a round without stories: what was noted of a turn, or that nothing is."""

from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.core.model import Writer
from storycircle.core.rounds.named_round import NamedRound
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import Draft, Place, flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.text_edit import Points
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import hint, label, words


class RoundNotePane(QWidget):
    """Shows and keeps the note of one member's turn in the round that is on. member: whose."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self.member: str | None = None
        self._on: NamedRound | None = None  # the round whose note is shown
        column = layouts.column(self, theme.px(8))
        self._said = hint(theme, "")
        column.addWidget(self._said)
        self.field = Points(theme, _("Write as you listen, or not at all. Listening comes first."))
        self.field.setMinimumHeight(theme.px(120))
        column.addWidget(self.field, 1)
        self._before = QWidget()
        self._earlier = layouts.column(self._before, theme.px(4), (0, theme.px(12), 0, 0))
        column.addWidget(self._before)
        self._spare = QWidget()
        column.addWidget(self._spare, 1)
        self.draft = Draft(self.field, self._write, self._place, refusals=session.refused)

    @property
    def title(self) -> str:
        """What stands above it."""
        round_, name = self._on, i18n.short(self._session.state.name(self.member))
        if round_ is None:
            return name
        # For translators: a person's name, and the name of the round.
        return _("{name}: {round}", name=name, round=i18n.short(round_.name)) if name else ""

    @property
    def takes_notes(self) -> bool:
        """Whether notes are taken now: in this round, and in this circle."""
        writer = self._session.state.circle.writer
        return self._on is not None and self._on.notes and writer is not Writer.NO_ONE

    def writing(self) -> bool:
        """Whether the cursor is in the note, where plain keys are letters."""
        return QApplication.focusWidget() is self.field

    def show_member(self, member: str) -> None:
        """Show another member's note; what was being typed is saved to the one before."""
        flush_all(self)
        self.member, self._on = member, self._round()
        self.draft.turn_to(self._kept())
        self.refresh()

    def turn_to(self, places: int) -> None:
        """To the person so many seats on."""
        members = [member.id for member in self._session.state.circle.members]
        if self.member in members:
            self.show_member(members[(members.index(self.member) + places) % len(members)])

    def refresh(self) -> None:
        """Show the note as it is kept, and whether notes are taken now."""
        if (now := self._round()) is not None and now != self._on:
            self._turn_to_round(now)
        noted = self.takes_notes
        self.field.setVisible(noted)
        self._spare.setVisible(not noted)
        self.field.setAccessibleName(self.title)
        kept = _("It stays on this laptop: it is in no file and on no paper.")
        self._said.setText(kept if noted else _("No notes are taken in this round."))
        self.draft.fill(self._kept())
        self._show_earlier()

    def _turn_to_round(self, now: NamedRound) -> None:
        """Another round is on, or it is worded anew; what was typed belongs to the one before."""
        flush_all(self)
        same = self._on is not None and now.id == self._on.id
        self._on = now
        if not same:
            self.draft.turn_to(self._kept())

    def take_focus(self) -> None:
        """Put the cursor into the note, where notes are taken."""
        if not self.field.isHidden():
            self.field.setFocus()

    def _show_earlier(self) -> None:
        """What was noted of this person in the rounds before."""
        while (item := self._earlier.takeAt(0)) is not None:
            layouts.discard(item.widget())
        on = self._on
        notes = [
            note
            for note in self._session.state.circle.round_notes
            if note.member == self.member and note.text and (on is None or note.round != on.id)
        ]
        for note in notes:
            self._earlier.addWidget(label(self._theme, note.name))
            self._earlier.addWidget(words(self._theme, note.text))
        self._before.setVisible(bool(notes))

    def _round(self) -> NamedRound | None:
        round_ = self._session.state.round
        return round_.named if round_ is not None else None

    def _kept(self) -> str:
        round_ = self._on
        if round_ is None or self.member is None:
            return ""
        return self._session.state.circle.round_note(round_.id, self.member)

    def _place(self) -> Place | None:
        round_, session = self._on, self._session
        if round_ is None or self.member is None:
            return None
        part = f"round {round_.id} {self.member}"
        return Place(session.library, session.state.circle.id, part)

    def _write(self, text: str) -> bool:
        round_, member = self._on, self.member
        if round_ is None or member is None:
            return True
        return self._session.attempt(lambda: self._session.rounds.note(round_, member, text))
