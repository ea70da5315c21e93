"""Commit: one to three actions, and the swap for a fourth.

Commit: one to three actions; a fourth is refused kindly, with the swap.

The kind refusal of a fourth action: keep it as an idea, or say which of the three makes room.
"""

from functools import partial
from importlib import import_module

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from storycircle.core import actions
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, listed, n_, number
from storycircle.core.model import MOST_ACTIONS, may_commit
from storycircle.ui.circle.action_card import ActionCard
from storycircle.ui.circle.consent.what_leaves import MayLeave
from storycircle.ui.circle.dialogue_screen import IdeaList
from storycircle.ui.circle.drag_and_drop import Landing
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.commands import bind, codes, has_key, press_of
from storycircle.ui.session import view_models
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.system.first_paint import AfterFirstPaint
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.bars import StageBar
from storycircle.ui.widgets.display.card import Card
from storycircle.ui.widgets.display.label import app, hint, section
from storycircle.ui.widgets.display.label import words as typed
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.scroll_area import FoldingArea

OF_PLENARY = (
    *("core.formats.json_document", "jobs.report", "ui.room.slides", "ui.room.second_screen"),
    *("ui.room.presenter", "ui.circle.export_panel", "ui.light.showing", "ui.printing.output"),
    "ui.circle.plenary_screen",
)
"""What Plenary needs beside the stages before it: papers, the report, what the room sees. It is
loaded once Commit is painted, a piece at a time: a circle that is told holds none of it.
"""


class Swap(Card):
    """keepRequested: it stays an idea. swapRequested: the idea, and the place (from 0) it takes."""

    keepRequested = Signal()
    swapRequested = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_chosen(True)
        self.idea = ""
        body = self.body()
        body.setSpacing(8)
        body.addWidget(section(theme, str(Refused("three-is-the-most"))))
        self._choice = _(
            "You can swap this idea for one of the three, or keep it with the ideas. "
            "Nothing is lost either way."
        )
        body.addWidget(app(theme, self._choice))
        self._words = typed(theme, "", px=20)
        body.addWidget(self._words)
        row = Flow(8, 8)
        first, second, third = keys.SWAP.caps
        self._ask = _(
            "Press {first}, {second} or {third} to say which of them makes room.",
            first=first,
            second=second,
            third=third,
        )
        body.addWidget(hint(theme, self._ask))
        for place in range(3):
            key = keys.SWAP.cap_at(place)
            row.addWidget(
                Button(theme, _("Swap"), key, act=lambda _on=False, at=place: self._swap(at))
            )
        apart = QWidget()  # keeping it stands apart from the swaps
        apart.setFixedSize(0, 0)
        row.add(apart, 1)
        self.keep = Button(
            theme, _("Keep it as an idea"), keys.BACK.cap, "main", act=self.keepRequested
        )
        self.keep.set_about(str(Refused("three-is-the-most")))
        row.addWidget(self.keep)
        body.addLayout(row)

    def offer(self, idea: str, text: str, actions: list[str]) -> None:
        """Ask about an idea; `actions` are the words of the three, for the buttons' tips."""
        self.idea = idea
        self._words.setText(text)
        self.setAccessibleDescription("; ".join([text, *actions]))
        self.show()
        said = (str(Refused("three-is-the-most")), text, self._choice, self._ask, *actions)
        announce(self, "\n".join(said))
        self.keep.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.BACK, keys.ENTER):
            self.keepRequested.emit()
        elif has_key(event, keys.SWAP):
            self._swap(codes(keys.SWAP).index(press_of(event).key))
        else:
            super().keyPressEvent(event)

    def _swap(self, place: int) -> None:
        self.swapRequested.emit(self.idea, place)


class CommitScreen(StageScreen):
    """What the circle commits to."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self.cards: list[ActionCard] = []
        self._chosen: str | None = None
        self._build_main()
        self._build_pane()
        bind(self, keys.TO_IDEAS, self._back_to_ideas)
        bind(self, keys.OTHER_SIDE, self._to_other_side)
        self.refresh()
        loads = (partial(import_module, f"...{name}", __package__) for name in OF_PLENARY)
        AfterFirstPaint(self, loads)

    def _build_main(self) -> None:
        theme = self.theme
        self.main.addLayout(self.timed_title(_("What will we commit to?")))
        self.main.addSpacing(8)
        self.bar = StageBar(theme, on_paper=True)
        self.main.addWidget(self.bar)
        self.main.addSpacing(12)
        self.swap = Swap(theme)
        self.swap.keepRequested.connect(self._keep_idea)
        self.swap.swapRequested.connect(self._swap)
        self.swap.hide()
        self.main.addWidget(self.swap)
        inner = QWidget()
        inner.setAccessibleName(_("Actions"))
        read_as(inner, Role.List)
        self._column = layouts.column(inner, 16, (0, 4, 0, 4))
        choose = _("Choose an idea on the right, or type one there.")
        self._empty = app(theme, choose, second=True)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        area = self._area = self.folding(FoldingArea(inner))
        Landing(inner, ("idea", "action")).dropped.connect(self._dropped)
        # Its height is known only once its words are set: then what is written on comes in view.
        for scrolled in (area, *self.areas):
            scrolled.verticalScrollBar().rangeChanged.connect(self._keep_in_view)
        self.main.addWidget(area, 1)
        self._sentence = app(theme, "", second=True)
        self.foot(self._sentence, _(self.session.state.words.to_end))

    def _build_pane(self) -> None:
        theme = self.theme
        self.pane.addLayout(self.pane_title(_("Ideas")))
        self.pane.addSpacing(8)
        self.ideas = IdeaList(theme, self.session, committing=True)
        self.ideas.commitRequested.connect(self.commit)
        Landing(self.ideas, ("action",)).dropped.connect(
            lambda _kind, id_, _y: self._move_back(id_)
        )
        self.folding(self.ideas.area)
        self.pane.addWidget(self.ideas, 1)
        ways = _(
            "{commit_key} commits an idea, {back_key} on an action moves it back here. Or drag."
        )
        parts = with_caps(ways, commit_key=keys.COMMIT_IDEA.cap, back_key=keys.TO_IDEAS.cap)
        self.pane.addWidget(HintLine(theme, parts))
        self.pane.addSpacing(16)
        self.may_leave = MayLeave(theme, self.session)
        self.may_leave.askRequested.connect(self.askRequested)
        self.pane.addWidget(self.may_leave)
        bind(self, keys.ASK_TELLERS, self.may_leave.ask)

    def entered(self) -> None:
        if self.ideas.rows:
            self.ideas.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.ideas.field.setFocus()

    def refresh(self) -> None:
        circle = self.session.state.circle
        if [card.action for card in self.cards] != [action.id for action in circle.actions]:
            self._make_cards()
        for place, card in enumerate(self.cards):
            card.show_action(circle.actions[place], self.session)
        still = self.swap.idea in {idea.id for idea in circle.ideas}
        if not still or may_commit(len(circle.actions) + 1):
            self.swap.hide()
        self._empty.setVisible(not circle.actions)
        self._sentence.setText(_hint(len(circle.actions), self._nameless()))
        self.may_leave.refresh()
        self.ideas.refresh()
        self.tick()

    def tick(self) -> None:
        purpose = _("One to three actions that people here stand behind")
        self.bar.show_view(view_models.time_bar(self.session, purpose))
        self.show_start()

    def commit(self, idea: str, place: int = MOST_ACTIONS) -> None:
        """An idea becomes an action, or the swap is offered where there are three."""
        flush_all(self)
        circle = self.session.state.circle
        if may_commit(len(circle.actions) + 1):
            self.session.act_on(actions.committed(circle, idea, place))
        else:
            text = next(i.text for i in circle.ideas if i.id == idea)
            self.swap.offer(idea, text, [card.words() for card in self.cards])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.BACK) and any(card.has_focus() for card in self.cards):
            flush_all(self)
            self.entered()
            return
        super().keyPressEvent(event)

    def _make_cards(self) -> None:
        # Taken first: a card that is hidden saves its words, and asks for this once more.
        old, self.cards = self.cards, []
        focused = next((card.action for card in old if card.has_focus()), None)
        for card in old:
            layouts.discard(card, self._column)
        if self.cards:
            return
        for place, action in enumerate(self.session.state.circle.actions):
            card = ActionCard(self.theme, self.session, action.id, place + 1)
            card.openRequested.connect(partial(self.open_action, action.id))
            card.backRequested.connect(partial(self._move_back, action.id))
            self._column.insertWidget(place, card)
            self.cards.append(card)
            card.set_open(action.id == self._chosen)
            if action.id == focused != self._chosen:
                card.setFocus(Qt.FocusReason.TabFocusReason)

    def open_action(self, action: str) -> None:
        """One action is open for writing at a time."""
        self._chosen = action
        for card in self.cards:
            card.set_open(card.action == action)
            if card.action == action:
                QTimer.singleShot(0, card, partial(self.bring_in_view, card))

    def _keep_in_view(self) -> None:
        card = next((card for card in self.cards if card.has_focus()), None)
        if card is not None:
            self.bring_in_view(card)

    def _keep_idea(self) -> None:
        self.swap.hide()
        self.entered()

    def _swap(self, idea: str, place: int) -> None:
        self.swap.hide()
        flush_all(self)
        circle = self.session.state.circle
        if idea not in {i.id for i in circle.ideas} or place >= len(circle.actions):
            return
        circle = actions.swapped(self.session.state.circle, idea, place)
        self.session.act_on(circle, _("Swapped. The other one is with the ideas."))
        self.entered()

    def _back_to_ideas(self) -> None:
        card = next((card for card in self.cards if card.has_focus()), None)
        if card is not None:
            self._move_back(card.action)

    def _move_back(self, action: str) -> None:
        flush_all(self)
        circle = self.session.state.circle
        if action in {a.id for a in circle.actions}:
            message = _("The action is with the ideas again.")
            self.session.act_on(actions.moved_back(circle, action), message)
            self.entered()

    def _dropped(self, kind: str, id_: str, y: int) -> None:
        """An idea or an action was dropped among the actions: it goes to that place."""
        circle = self.session.state.circle
        if kind == "idea" and id_ in {idea.id for idea in circle.ideas}:
            self.commit(id_, sum(card.geometry().center().y() < y for card in self.cards))
        elif kind == "action" and id_ in {action.id for action in circle.actions}:
            flush_all(self)
            others = [card for card in self.cards if card.action != id_]
            to = sum(card.geometry().center().y() < y for card in others)
            at = [action.id for action in circle.actions].index(id_)
            if to != at:
                self.session.act_on(actions.moved_up(circle, id_, at - to))

    def _to_other_side(self) -> None:
        if any(card.has_focus() for card in self.cards) or not self.cards:
            self.entered()
        else:
            self.cards[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _nameless(self) -> list[str]:
        actions = self.session.state.circle.actions
        return [number(n) for n, a in enumerate(actions, 1) if not a.who and not a.by]


def _hint(actions: int, nameless: list[str]) -> str:
    """A gentle hint, never a gate."""
    if actions == 0:
        return _("One action is enough. Three is the most.")
    if nameless:
        # For translators: {numbers} is such as "two", or "one and three".
        return n_(
            "Action {numbers} names nobody and no time yet; that may be fine.",
            "Actions {numbers} name nobody and no time yet; that may be fine.",
            len(nameless),
            numbers=listed(nameless),
        )
    return _("Three is the most a circle commits to.")
