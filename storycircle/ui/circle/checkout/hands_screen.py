"""Check-out by a show of hands: each line is read out, the hands are counted, numbers typed."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.checkout.checkout import ANSWERS
from storycircle.core.checkout.shown import is_small
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.checkout.statement_row import (
    BESIDE_NUMBERS,
    BETWEEN,
    LEAST_WIDE,
    MOST_WIDE,
    STATE,
    Heads,
    StatementRow,
)
from storycircle.ui.circle.checkout.stepper import Stepper
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.commands import bind
from storycircle.ui.session.beside.checking_out import CheckingOut
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import RemarkLine, app, hint, label, page_title
from storycircle.ui.widgets.display.label import words as spoken
from storycircle.ui.widgets.display.layouts import Flow

_HANDS, _PRIVATE = "hands", "private"
NOTHING_APART = N_(
    "Where fewer than five people answer, nothing is shown apart: it counts only together with "
    "another such circle, and the lines are mixed with theirs."
)
ALL_THE_SAME = N_("That all said the same can be seen, of five people or more.")
FIXED = N_(
    "It has left, or stands in a report. It does not change any more: the difference would be one "
    "person’s answer."
)


class HandsScreen(StageScreen):
    """Numbers for each statement, a few lines of words, how many people there are.

    privateRequested: the laptop is to go round.
    """

    privateRequested = Signal()
    concerned: ClassVar[frozenset[Part]] = frozenset({Part.CHECKOUT, Part.MEMBERS, Part.STAGE})

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self.rows: list[StatementRow] = []
        self._asked: tuple[str, ...] = ()
        self._lines: tuple[str, ...] = ()
        self._shown_fixed = False
        self._build_main()
        self._build_pane()
        bind(self, keys.IN_PRIVATE, self._in_private)
        self.refresh()

    @property
    def _part(self) -> CheckingOut:
        return self.session.checking_out

    def _build_main(self) -> None:
        theme = self.theme
        head = Flow(theme.px(16), theme.px(8))
        head.add(page_title(theme, _("How was it?")), 1)
        ways = [(_HANDS, _("Show of hands")), (_PRIVATE, _("In private"))]
        self.ways = Choice(theme, ways, keys={_PRIVATE: keys.IN_PRIVATE.cap})
        self.ways.setAccessibleName(_("How it is asked"))
        self.ways.set_value(_HANDS)
        self.ways.chosen.connect(self._way)
        head.addWidget(self.ways)
        self.main.addLayout(head)
        how = _("Read each line out, count the hands. No names, only numbers.")
        self.main.addWidget(app(theme, how, second=True))
        self.main.addSpacing(theme.px(12))
        self.heads = Heads(theme)
        self.main.addWidget(self.heads)
        self._rows = layouts.column(spacing=0)
        self.main.addLayout(self._rows)
        self.main.addSpacing(theme.px(8))
        said = _("A number goes to the next place by itself. {more} {less} count.")
        parts = with_caps(said, more=keys.ONE_MORE.cap, less=keys.ONE_LESS.cap)
        self.main.addWidget(HintLine(theme, parts))
        self.main.addSpacing(theme.px(16))
        self._build_words()
        self.main.addStretch(1)
        self.foot(hint(theme, _("It can be left out. Nothing of it names anyone.")), "")

    def _build_words(self) -> None:
        theme = self.theme
        name = _("A line of words, from whoever likes")
        self._spoken = QVBoxLayout()
        self._spoken.setSpacing(theme.px(6))
        self.main.addWidget(label(theme, name))
        self.main.addSpacing(theme.px(4))
        self.main.addLayout(self._spoken)
        self.words = Field(theme, hint=_("One line, then {key}", key=keys.ENTER.cap))
        self.words.setAccessibleName(name)
        self.words.returnPressed.connect(self._add_words)
        self.main.addWidget(self.words)
        self._remark = RemarkLine(theme)
        self.main.addWidget(self._remark)
        self.main.addSpacing(theme.px(16))

    def _build_pane(self) -> None:
        theme = self.theme
        self.pane.addLayout(self.pane_title(_("Counted")))
        self.pane.addSpacing(theme.px(12))
        self.people = Stepper(theme, _("People in the circle"))
        self.people.counted.connect(self._part.count_people)
        self.people.moved.connect(lambda _right, _down: self._first().setFocus())
        self.people.done.connect(lambda: self._first().setFocus())
        row = Flow(theme.px(12), theme.px(4))
        row.addWidget(labelled(theme, _("People in the circle"), self.people))
        row.add(hint(theme, _("As in the ring. Change it if someone has gone.")), 1)
        self.pane.addLayout(row)
        self.pane.addSpacing(theme.px(16))
        self.pane.addWidget(Hairline(theme))
        self.pane.addSpacing(theme.px(16))
        self.pane.addWidget(label(theme, _("What becomes of it")))
        goes = _("The organiser gets the numbers and the lines, without names.")
        self.pane.addWidget(app(theme, goes))
        self.pane.addSpacing(theme.px(8))
        self._apart = hint(theme, "")
        self.pane.addWidget(self._apart)
        self._fixed = RemarkLine(theme)
        self.pane.addWidget(self._fixed)
        self.pane.addStretch(1)
        self.pane.addSpacing(theme.px(16))
        self.pane.addWidget(Hairline(theme))
        self.pane.addSpacing(theme.px(12))
        self.pane.addWidget(label(theme, _("Rather in private?")))
        self.pane.addWidget(hint(theme, _("The laptop goes round; each marks alone.")))
        self.pane.addSpacing(theme.px(8))
        self.round = Button(theme, _("Pass it round"), keys.IN_PRIVATE.cap, act=self._in_private)
        self.pane.addWidget(self.round)

    def set_room(self, width: int) -> None:
        super().set_room(width)
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        if not hasattr(self, "heads"):
            return
        sides = self.main.contentsMargins()
        room = self.width() - self.pane_width - sides.left() - sides.right()
        people = self._part.said.people
        end = max([self.theme.px(STATE), *(row.state.most_wide(people) for row in self.rows)])
        words = max((row.least_wide() for row in self.rows), default=0)
        between = (len(ANSWERS) + 1) * self.theme.pad(BETWEEN)
        beside = max(BESIDE_NUMBERS * self.theme.scale, words + end + between)
        each = int((room - beside) / self.theme.scale / len(ANSWERS))
        narrow, wide = each < LEAST_WIDE, min(each, MOST_WIDE)
        self.heads.setVisible(not narrow)
        self.heads.fit(max(wide, LEAST_WIDE), end)
        for row in self.rows:
            row.fit(narrow=narrow, wide=wide, end=end)

    # What is shown.

    def entered(self) -> None:
        """The first number that is not typed yet has the keyboard."""
        self.refresh()
        empty = (s for row in self.rows for s in row.steppers if s.value is None)
        (next(empty, self._first()) if not self._part.is_fixed else self.way_on).setFocus()

    def refresh(self) -> None:
        said, fixed = self._part.said, self._part.is_fixed
        if self._asked != self._part.statements:
            self._make_rows()
        for row, counts in zip(self.rows, said.answers, strict=True):
            row.show_row(said, counts, fixed=fixed)
        self.people.show_count(said.people, self._largest())
        self.people.setEnabled(not fixed)
        self._show_lines(said.words, fixed=fixed)
        self.words.setEnabled(not fixed)
        self.round.setEnabled(not fixed)
        self.ways.setEnabled(not fixed)
        self._fixed.show_remark(_(FIXED) if fixed else "")
        self._give_way()
        few = not said.is_empty and is_small(said)
        told = (NOTHING_APART,) if few else (NOTHING_APART, ALL_THE_SAME)
        self._apart.setText("\n".join(_(sentence) for sentence in told))
        self.way_on.set_text(self._way_on())
        self.show_saved()

    def _way_on(self) -> str:
        """Where the way on leads: to the plenary, or back to where one came from."""
        state = self.session.state
        if state.reviewing:
            return _("Back to the review")
        back = state.stage is Stage.PLENARY
        return _(state.words.back_to_end if back else state.words.to_end)

    def _largest(self) -> int:
        """How many people there might be: from ten on a second digit is waited for."""
        return max(9, self._part.said.people, len(self.session.state.circle.members))

    def _make_rows(self) -> None:
        self._asked = self._part.statements
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.rows = []
        for place, statement in enumerate(self._asked):
            row = StatementRow(self.theme, statement)
            row.counted.connect(lambda answer, count, at=place: self._counted(at, answer, count))
            row.done.connect(lambda answer, at=place: self._go(at, answer + 1, wrap=True))
            row.moved.connect(
                lambda answer, right, down, at=place: self._go(at + down, answer + right)
            )
            self.rows.append(row)
            self._rows.addWidget(row)
            self._rows.addWidget(Hairline(self.theme))
        self._give_way()

    def _show_lines(self, lines: tuple[str, ...], *, fixed: bool) -> None:
        if (lines, fixed) == (self._lines, self._shown_fixed):
            return
        self._lines, self._shown_fixed = lines, fixed
        while (item := self._spoken.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line in lines:
            self._spoken.addWidget(self._spoken_line(line, fixed=fixed))

    def _spoken_line(self, line: str, *, fixed: bool) -> QWidget:
        box = QWidget()
        row = Flow(self.theme.px(12), 0, box)
        row.add(spoken(self.theme, line), 1)
        if not fixed:
            away = Link(
                self.theme,
                _("take away"),
                14,
                act=lambda: self._part.take_words_away(line),
            )
            away.setAccessibleName(_("Take away: {line}", line=i18n.short(line)))
            row.addWidget(away)
        return box

    # What is done.

    def _first(self) -> Stepper:
        return self.rows[0].steppers[0]

    def _counted(self, statement: int, answer: int, count: int) -> None:
        before = self.rows[statement].state.words
        self._part.count(statement, answer, None if count < 0 else count)
        now = self.rows[statement].state.words
        if now != before:
            announce(self.rows[statement], now)

    def _go(self, row: int, answer: int, *, wrap: bool = False) -> None:
        """The keyboard to another number; past the last one, to the words. wrap: on to the next
        row at the end of one, past what the row has no hand for.
        """
        if wrap and 0 <= row < len(self.rows):
            left = self.rows[row].steppers[answer:]
            following = next((s for s in left if s.value is None), None)
            if following is not None:
                following.setFocus()
                return
            row, answer = row + 1, 0
        if row >= len(self.rows):
            self.words.setFocus()
        elif row >= 0 and 0 <= answer < len(self.rows[row].steppers):
            self.rows[row].steppers[answer].setFocus()

    def _add_words(self) -> None:
        """Take the line, or say why not; nothing of it is lost."""
        try:
            self._part.add_words(self.words.text())
        except Refused as refused:
            self._remark.show_remark(str(refused))
            self.bring_in_view(self._remark)
            return
        self._remark.show_remark("")
        self.words.set_text("")

    def finish(self) -> None:
        """Keep the line that stands in the field."""
        if self.words.text().strip() and not self._part.is_fixed:
            self._add_words()

    def _way(self, way: str) -> None:
        if way == _PRIVATE:
            self._in_private()

    def _in_private(self) -> None:
        self.ways.set_value(_HANDS)
        if self.session.attempt(self._part.refuse_changes):
            self.finish()
            self.privateRequested.emit()
