"""Dialogue: notes under each question, and the list of ideas.

Dialogue: notes under each question, ideas typed fast, hands counted.

The ideas in a pane: added by Enter, hands counted, committed or taken away by keys.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import actions, stories
from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.i18n import _, n_
from storycircle.core.model import QUESTIONS, Idea
from storycircle.ui.circle.drag_and_drop import Grip
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.commands import bind, by_code, has_key, is_pressed, press_of
from storycircle.ui.session import view_models
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.system.field_autosave import Draft, at, flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import (
    ContextMenu,
    Entry,
    MoreButton,
    copy_entry,
)
from storycircle.ui.widgets.controls.keycap import HintLine, KeyCap, with_caps
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.text_edit import Points
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.bars import StageBar
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import hint, section
from storycircle.ui.widgets.display.label import words as typed
from storycircle.ui.widgets.display.scroll_area import FoldingArea


class IdeaList(QWidget):
    """commitRequested: an idea is to become an action."""

    commitRequested = Signal(str)

    def __init__(self, theme: Theme, session: Session, *, committing: bool) -> None:
        super().__init__()
        self._theme, self._session, self._committing = theme, session, committing
        self._shown: tuple[Idea, ...] | None = None
        self._newest = ""  # the id of the idea that was typed last
        self.rows: list[IdeaRow] = []
        column = layouts.column(self, 8)
        asks = _("Add an idea, press {key}", key=keys.ADD_IDEA.cap)
        self.field = Field(theme, hint=asks, serif=True)
        self.field.setAccessibleName(asks)
        self.field.returnPressed.connect(self._add)
        self._draft = Draft(
            self.field,
            self._accept,
            at(session.library, session.state.circle.id, "idea"),
            entered=True,
            refusals=session.refused,
        )
        self._draft.turn_to("")
        if committing:  # a line that is written in takes the key for itself
            bind(self, keys.COMMIT_IDEA, self._commit_typed, when=self.field.hasFocus)
        column.addWidget(self.field)
        self._inner = QWidget()
        self._inner.setAccessibleName(_("Ideas"))
        read_as(self._inner, Role.List)
        self._list = layouts.column(self._inner, 0)
        self._list.addStretch(1)
        self.area = FoldingArea(self._inner)
        column.addWidget(self.area, 1)

    def refresh(self) -> None:
        ideas = self._session.state.circle.ideas
        if ideas == self._shown:
            return
        focus = next((row.idea for row in self.rows if row.hasFocus()), None)
        self._shown = ideas
        old, self.rows = (
            self.rows,
            [IdeaRow(self._theme, idea, self, self._committing) for idea in ideas],
        )
        for place, row in enumerate(self.rows):
            self._list.insertWidget(place, row)
            row.show()  # at once: only what is seen takes the focus
        if focus is not None:
            self._focus_again(focus)
        for row in old:  # last: Qt would give the focus of one that goes to the rail
            layouts.discard(row, self._list)

    def move_focus(self, row: "IdeaRow", places: int) -> None:
        """From one idea to the one before or after; above the first is the field."""
        at = self.rows.index(row) + places
        target = self.field if at < 0 else self.rows[min(at, len(self.rows) - 1)]
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def set_hands(self, idea: str, hands: int) -> None:
        self._session.act_on(actions.with_hands(self._session.state.circle, idea, hands))

    def take_away(self, idea: str) -> None:
        circle = actions.without_idea(self._session.state.circle, idea)
        self._session.act_on(circle, _("The idea is taken away."))

    def keep_typed(self) -> None:
        """An idea that was typed without Enter is an idea too."""
        if self.field.text().strip():
            self._add()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.DOWN) and self.field.hasFocus() and self.rows:
            self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _commit_typed(self) -> None:
        """The idea in the field, or the one that was typed there last, is to become an action."""
        self.keep_typed()
        ideas = self._session.state.circle.ideas
        if not self.field.text().strip() and any(idea.id == self._newest for idea in ideas):
            self.commitRequested.emit(self._newest)

    def _add(self) -> None:
        before = {idea.id for idea in self._session.state.circle.ideas}
        if self._draft.take():
            self.field.set_text("")  # undo takes the idea back, and not its words alone
            new = [i.id for i in self._session.state.circle.ideas if i.id not in before]
            self._newest = new[-1] if new else self._newest

    def _accept(self, text: str) -> bool:
        """Keep an idea; False where it was refused."""
        session = self._session
        return session.attempt(
            lambda: session.act_on(actions.with_idea(session.state.circle, text))
        )

    def _focus_again(self, idea: str) -> None:
        """An idea that is still there keeps the focus; else the list goes on from its top."""
        row = next((row for row in self.rows if row.idea == idea), None)
        target = row or (self.rows[0] if self.rows else self.field)
        target.setFocus(Qt.FocusReason.TabFocusReason)


_INSIDE = 8  # px between an idea and the frame that it has while it has the keyboard


class IdeaRow(QWidget):
    """One idea: its words, a dot for each hand, and its key."""

    def __init__(self, theme: Theme, idea: Idea, ideas: IdeaList, committing: bool) -> None:
        super().__init__()
        self.idea = idea.id
        self._text, self._hands = idea.text, idea.hands
        self.menu = ContextMenu(self, self._entries)
        self._theme, self._list, self._committing = theme, ideas, committing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if committing:
            Grip(self, "idea", idea.id)
        raised = n_("{idea}, {count} hand", "{idea}, {count} hands", idea.hands, idea=idea.text)
        self.setAccessibleName(raised if idea.hands else idea.text)
        press = partial(ideas.commitRequested.emit, idea.id) if committing else None
        read_as(self, Role.ListItem, press=press)
        self.setAccessibleDescription(_ways(committing=committing))
        column = layouts.column(self, _INSIDE, (_INSIDE, _INSIDE, _INSIDE, 0))
        row = layouts.row(spacing=8)
        row.addWidget(typed(theme, idea.text), 1)
        if idea.hands:
            row.addWidget(_Hands(theme, idea.hands))
            row.addWidget(hint(theme, str(idea.hands)))
        if committing:
            row.addWidget(KeyCap(theme, keys.COMMIT_IDEA.cap, act=press))
        row.addWidget(MoreButton(theme, self.menu, idea.text), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(Hairline(theme))

    def _entries(self, _at: QPoint | None) -> list[Entry]:
        """What can be done with the idea."""
        ideas, idea, hands = self._list, self.idea, self._hands
        entries = [
            Entry(_("One hand more"), lambda: ideas.set_hands(idea, hands + 1)),
            Entry(_("Take the idea away"), lambda: ideas.take_away(idea), keys.TAKE_IDEA_AWAY.cap),
            copy_entry(self._text),
        ]
        if self._committing:
            commit = keys.COMMIT_IDEA.cap
            entries.insert(
                0, Entry(_("Commit to it"), lambda: ideas.commitRequested.emit(idea), commit)
            )
        return entries

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = press_of(event)
        plain = not held & Qt.KeyboardModifier.ControlModifier
        moves: tuple[tuple[Command, Callable[[], None]], ...] = (
            (keys.UP, lambda: self._list.move_focus(self, -1)),
            (keys.DOWN, lambda: self._list.move_focus(self, 1)),
            (keys.TAKE_IDEA_AWAY, lambda: self._list.take_away(self.idea)),
        )
        act = by_code(moves).get(key)
        if self._committing and is_pressed(event, keys.COMMIT_IDEA):
            self._list.commitRequested.emit(self.idea)
        elif plain and act is not None:
            act()
        elif plain and not held and has_key(event, keys.NO_HANDS, keys.HANDS):
            self._list.set_hands(self.idea, int(chr(key)))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QEvent) -> None:  # noqa: ARG002 (where does not matter)
        if self._committing:
            self._list.commitRequested.emit(self.idea)

    def focusInEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.palette.teal), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)


def _ways(*, committing: bool) -> str:
    """What can be done with an idea, for whoever hears it."""
    none, most, away = keys.NO_HANDS.cap, keys.HANDS.caps[-1], keys.TAKE_IDEA_AWAY.cap
    if not committing:
        return _(
            "{none} to {most} notes hands, {away_key} takes it away.",
            none=none,
            most=most,
            away_key=away,
        )
    return _(
        "{commit_key} commits it, {none} to {most} notes hands, {away_key} takes it away.",
        commit_key=keys.COMMIT_IDEA.cap,
        none=none,
        most=most,
        away_key=away,
    )


class _Hands(QWidget):
    """A dot for each hand that went up."""

    def __init__(self, theme: Theme, hands: int) -> None:
        super().__init__()
        self._theme, self._hands = theme, hands
        self.setFixedSize(hands * 12, 24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.teal))
        for place in range(self._hands):
            painter.drawEllipse(place * 12 + 1, 8, 9, 9)


class DialogueScreen(StageScreen):
    """What the stories mean, and what might be done."""

    concerned = frozenset({Part.DIALOGUE, Part.IDEAS, Part.PLAN, Part.CLOCKS})

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self.notes: dict[str, Points] = {}
        self._drafts: dict[str, Draft] = {}
        self._build_main()
        self.pane.addLayout(self.pane_title(_("Ideas")))
        self.pane.addSpacing(8)
        self.ideas = IdeaList(theme, session, committing=False)
        self.folding(self.ideas.area)
        self.pane.addWidget(self.ideas, 1)
        hands = _(
            "{none} to {most} on an idea notes how many hands went up. It is a guide for you, "
            "never printed."
        )
        parts = with_caps(hands, none=keys.NO_HANDS.cap, most=keys.HANDS.caps[-1])
        self.pane.addWidget(HintLine(theme, parts))
        self.refresh()

    def _build_main(self) -> None:
        theme, session = self.theme, self.session
        self.main.addLayout(self.timed_title(_(session.state.words.talk)))
        self.main.addSpacing(8)
        self.bar = StageBar(theme, on_paper=True)
        self.main.addWidget(self.bar)
        event = session.state.event
        own = event.dialogue_questions if event else ()
        for question in own or QUESTIONS:
            shown = question if own else _(question)
            self.main.addSpacing(20)
            self.main.addWidget(section(theme, shown))
            self.main.addSpacing(4)
            points = Points(theme)
            points.setAccessibleName(shown)
            self._drafts[question] = Draft(
                points,
                partial(self._note, question),
                at(session.library, session.state.circle.id, f"dialogue {question}"),
                refusals=session.refused,
            )
            self.notes[question] = points
            self.main.addWidget(points, 1)
        self.main.addSpacing(16)
        turns = _("{key} turns the line you are on into an idea.")
        line = HintLine(theme, with_caps(turns, key=keys.LINE_TO_IDEA.cap), px=16)
        self.foot(line, _("To the actions"))
        bind(self, keys.LINE_TO_IDEA, self._line_to_idea)
        bind(self, keys.OTHER_SIDE, self._to_other_side)

    def entered(self) -> None:
        next(iter(self.notes.values())).setFocus()

    def refresh(self) -> None:
        kept = {note.question: note.notes for note in self.session.state.circle.dialogue}
        for question, draft in self._drafts.items():
            draft.fill(kept.get(question, ""))
        self.ideas.refresh()
        self.tick()

    def tick(self) -> None:
        self.bar.show_view(view_models.time_bar(self.session))
        self.show_start()

    def _note(self, question: str, text: str) -> bool:
        """Keep what was noted; False where it was refused."""
        session = self.session
        return session.attempt(
            lambda: session.write(stories.with_notes(session.state.circle, question, text))
        )

    def _line_to_idea(self) -> None:
        """The line the cursor is on, as an idea too; the note stays as it is."""
        flush_all(self)
        focus = QApplication.focusWidget()
        if isinstance(focus, Points):
            line = focus.textCursor().block().text()
            session = self.session
            session.attempt(lambda: session.act_on(actions.with_idea(session.state.circle, line)))

    def _to_other_side(self) -> None:
        if self.ideas.field.hasFocus():
            self.entered()
        else:
            self.ideas.field.setFocus()
