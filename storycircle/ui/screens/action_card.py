"""One action of Commit: its words, who commits, by when, and its heading."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import words, writing
from storycircle.core.errors import Refused
from storycircle.core.model import Action
from storycircle.ui.drafts import Draft, Place, at, flush_all
from storycircle.ui.screens.action_terms import ActionTerms
from storycircle.ui.screens.commit_drag import Grip
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.chip import Chip, ChipKind, PressChip
from storycircle.ui.widgets.flow import Flow
from storycircle.ui.widgets.label import hint, label
from storycircle.ui.widgets.label import words as typed
from storycircle.ui.widgets.writing import Writing


class ActionCard(Card):
    """openRequested: this action is to be written on. Enter opens it, Esc leaves it."""

    openRequested = Signal()

    def __init__(self, theme: Theme, session: Session, action: str, place: int) -> None:
        super().__init__(theme, pressable=True)
        self.action = action
        self._theme, self._session = theme, session
        self._text = ""
        self._filling = False
        row = QHBoxLayout()
        row.setSpacing(16)
        numeral = typed(theme, str(place), px=30, weight=600)
        numeral.set_colour(theme.palette.teal)
        numeral.setFixedWidth(theme.px(28))
        row.addWidget(numeral, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        row.addLayout(column, 1)
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
        inner = QVBoxLayout(self._open)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        self.text = Writing(theme, px=20, line=28, weight=600, grows=True, single=True)
        self.text.setAccessibleName("The action")
        told = self._session.refused
        self._draft = Draft(
            self.text, lambda text: self._change(text=text), self._at("text"), told=told
        )
        inner.addWidget(self.text)
        people = QHBoxLayout()
        people.addWidget(self._named("Who"), 0, Qt.AlignmentFlag.AlignTop)
        self._people = QWidget()
        flow = Flow(8, 8, self._people)
        names = self._session.state.circle.shown_names()
        self.who = {id_: PressChip(theme, name) for id_, name in names.items()}
        self.everyone = PressChip(theme, "Everyone")
        self.everyone.toggled.connect(self._all)
        flow.addWidget(self.everyone)
        for chip in self.who.values():
            chip.toggled.connect(self._who)
            flow.addWidget(chip)
        people.addWidget(self._people, 1)
        inner.addLayout(people)
        self.terms = ActionTerms(theme, self._session, self._change, self._at)
        inner.addWidget(self.terms)
        column.addWidget(self._open)

    def _named(self, text: str) -> QWidget:
        named = label(self._theme, text)
        named.setFixedWidth(self._theme.px(64))
        return named

    def words(self) -> str:
        return self._text

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
        self._draft.fill(action.text)
        self.terms.show_action(action)
        for id_, chip in self.who.items():
            chip.setChecked(id_ in action.who)
        self.everyone.setChecked(bool(self.who) and all(id_ in action.who for id_ in self.who))
        self._filling = False
        self._show_summary(action, session)

    def _show_summary(self, action: Action, session: Session) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        names = [session.state.name(id_) for id_ in action.who]
        who = words.sentence(words.who(names, len(session.state.circle.members)))
        theme = self._theme
        if who:
            self._chips.addWidget(Chip(theme, who, ChipKind.DONE))
        if action.by:
            self._chips.addWidget(Chip(theme, words.by_when(action.by), ChipKind.PLAIN))
        said = " · ".join(filter(None, (action.heading, self._arose(action))))
        if said:
            self._chips.addWidget(hint(theme, said))
        self._chips.invalidate()

    def _arose(self, action: Action) -> str:
        """From what an action arose, in words."""
        story = self._session.state.circle.story(action.story)
        if story is not None:
            teller = self._session.state.name(story.teller)
            return f"from a story of {teller}" if teller else "from a story"
        return f"from {action.stall}" if action.stall else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        up = Qt.Key.Key_Up, Qt.Key.Key_Down
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in up:
            flush_all(self)
            places = 1 if event.key() == Qt.Key.Key_Up else -1
            self._session.act_on(writing.moved_up(self._session.state.circle, self.action, places))
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
    ) -> bool:
        """Keep a change; False where it was refused."""
        session = self._session
        if self._filling or self.action not in {a.id for a in session.state.circle.actions}:
            return True
        try:
            changed = writing.with_action(
                session.state.circle,
                self.action,
                text=text,
                who=who,
                by=by,
                heading=heading,
                arising=arising,
            )
        except Refused as refused:
            session.refused.emit(str(refused))
            return False
        session.act_on(changed)
        return True

    def _at(self, part: str) -> Callable[[], Place]:
        """Where what cannot be taken of a part of this action is kept."""
        return at(self._session.library, self._session.state.circle.id, f"{self.action} {part}")
