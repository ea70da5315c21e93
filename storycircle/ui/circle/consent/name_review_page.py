"""Reviewing names before a story leaves without them.

Names to look at before a story leaves without them.

A word found in a story: its number, what it is, and what is to stand for it.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.consent.name_finder import AGENCY, FORENAME
from storycircle.core.consent.name_review import (
    Found,
    Pointed,
    Review,
    look_too,
    parts_of,
    review,
)
from storycircle.core.i18n import N_, _, p_
from storycircle.core.model import Sharing
from storycircle.core.text import turned_visible
from storycircle.ui.circle.consent.hints_list import MOVES, HintRow, HintsList
from storycircle.ui.circle.stage_screen import WIDE, StageScreen
from storycircle.ui.commands import bind, codes, has_key, press_of
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import Draft, Place, at, flush_all, tell_refused
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import Card, Hairline, antialiased
from storycircle.ui.widgets.display.label import app, hint, label, page_title, section
from storycircle.ui.widgets.display.label import words as typed
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.scroll_area import FoldingArea
from storycircle.ui.widgets.display.text_marks import Mark, Marks, StoryWords

_OWN, _LEAVE = "own", "leave"
_OPTIONS = {FORENAME: FORENAME, AGENCY: AGENCY, _OWN: N_("own word"), _LEAVE: N_("leave it")}
"""What may stand for a name, as it is offered; the two marks are the very ones that are printed."""
_SHORT = {**_OPTIONS, FORENAME: N_("forename"), AGENCY: N_("agency")}
_ORDER = list(_OPTIONS)
_LARGE = 1.3  # of the text's scale: beyond it a word and what it is stand on two lines
ROOM = 12  # px round the row for its frame


class FoundRow(QWidget):
    """The row is one stop of the focus: 1 to 4 choose. answered: what stands, None leaves it.

    Own words are typed in a field below, and kept with Enter. moved: to the next row or the one
    before.
    """

    reopened = Signal(str)
    entered = Signal()
    moved = Signal(int)

    def __init__(
        self,
        theme: Theme,
        found: Found,
        answer: Callable[[str, str | None], bool],
        at: Callable[[], Place],
        refusals: SignalInstance | None = None,
    ) -> None:
        """answer: puts a word in the place of what was found; False where it is refused, which is
        told. at: where a word of one's own that was refused is kept.
        """
        super().__init__()
        self._answer = answer
        self._theme = theme
        self.found = found
        self._number = _Number(theme)
        self._what = hint(theme, "", right=True)
        self._word = typed(theme, turned_visible(found.text), 18)
        options = [(value, _(words)) for value, words in _OPTIONS.items()]
        self.choice = Choice(theme, options, ticked=False)
        for part in self.choice.findChildren(QRadioButton):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choice.chosen.connect(self._chosen)
        self.own = Field(theme, hint=_("a word of your own, then {key}", key=keys.ENTER.cap))
        self.own.setAccessibleName(_("Instead of {name}", name=found.text))
        self._draft = Draft(self.own, self._own_typed, at, entered=True, refusals=refusals)
        self.own.returnPressed.connect(self._draft.take)
        self.own.installEventFilter(self)
        self.own.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        read_as(self, Role.ListItem, chosen=self.hasFocus)
        self._lay_out()
        if at().read() is not None:
            self._draft.turn_to("")
        self.show_found(found)

    def _lay_out(self) -> None:
        head = layouts.row(spacing=self._theme.px(10))
        head.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._word, 1)
        head.addWidget(self._what, 1)
        self._head, self._column = head, QVBoxLayout(self)
        column = self._column
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(self._theme.px(8))
        column.addLayout(head)
        column.addWidget(self.choice)
        column.addWidget(self.own)
        for part in (self._word, self._what, self.choice):  # what is too high scrolls
            part.setMinimumHeight(part.sizeHint().height())

    def show_found(self, found: Found) -> None:
        """Show the replacement of the word."""
        self.found = found
        self._number.show_number(found.number, looked=found.answer is not None)
        self._what.setText(found.what)
        instead = found.answer.instead if found.answer else ""
        value = _LEAVE if instead is None else instead
        own = bool(value) and value not in _ORDER
        self.choice.set_value(_OWN if own else value)
        refused = self._draft.refused
        if own and not (self.own.hasFocus() or refused):
            self.own.setText(value)
        self.own.setVisible(own or refused or self.own.hasFocus())
        answer = found.text if instead is None else instead or _("not looked at yet")
        self.setAccessibleName(f"{found.number}, {found.text}, {found.what}")
        caps = keys.FOR_NAME.caps
        self.setAccessibleDescription(
            # For translators: of a name in a story: what stands for it, then what the keys do.
            _(
                "{answer}. {first} to {last} choose, {again_key} looks at it again.",
                answer=answer,
                first=caps[0],
                last=caps[-1],
                again_key=keys.NAME_AGAIN.cap,
            )
        )
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Shorter words where the pane is narrow, and what it is on a line of its own."""
        if narrow and self._theme.scale > _LARGE:
            self._column.insertWidget(1, self._what)
        else:
            self._head.addWidget(self._what, 1)
        for value, words in (_SHORT if narrow else _OPTIONS).items():
            self.choice.set_label(value, _(words))

    def _chosen(self, value: str) -> None:
        if value == _OWN:
            self.own.show()
            self.own.setFocus()
            return
        self._draft.discard()
        self.own.hide()
        self._answer(self.found.text, None if value == _LEAVE else value)

    def _own_typed(self, text: str) -> bool:
        return self._answer(self.found.text, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        numbers = codes(keys.FOR_NAME)
        key, held = press_of(event)
        plain = not held
        if plain and self.hasFocus() and key in numbers:
            value = _ORDER[numbers.index(key)]
            self.choice.set_value(value)
            self._chosen(value)
        elif plain and has_key(event, keys.NAME_AGAIN) and self.found.answer is not None:
            self.reopened.emit(self.found.text)
        elif plain and key in MOVES:
            self.moved.emit(MOVES[key])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the field leaves it as it was."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and has_key(event, keys.BACK):
            self._draft.discard()
            self.setFocus()
            self.show_found(self.found)
            return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, box = self._theme.palette, QRectF(self.rect())
            if self.hasFocus() or self.own.hasFocus():
                painter.setPen(QPen(QColor(palette.teal), 2))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
            else:
                painter.setPen(QPen(QColor(palette.line), 1))
                foot = box.bottom() - 0.5
                painter.drawLine(QPointF(ROOM, foot), QPointF(box.right() - ROOM, foot))


class _Number(QWidget):
    """The number beside the word, as in the story."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text, self._looked = "", False
        self.setFixedSize(theme.px(24), theme.px(26))

    def show_number(self, number: int, *, looked: bool) -> None:
        self._text, self._looked = str(number), looked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, looked = self._theme.palette, self._looked
            radius = self.width() / 2
            painter.setPen(QPen(QColor(palette.teal if looked else palette.warn), 1))
            painter.setBrush(QColor(palette.teal if looked else palette.warn_soft))
            painter.drawEllipse(QPointF(radius, self.height() / 2), radius - 0.5, radius - 0.5)
            painter.setFont(self._theme.sans(13, 600))
            painter.setPen(QColor(palette.on if looked else palette.warn))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


_PAGE_LARGE = 1.5
"""From here on the text's scale alone makes the words large enough."""
_PANE, _NARROW = 432, 380  # px of the pane at 100 %; below the second, shorter choices
_RAIL = 160  # px beside a folded page: the rail and the margins


class NamesPage(StageScreen):
    """Marks what was found, and shows the story as it will be printed.

    lookedAt: each is answered, and the person goes on. closed: it is left for later.
    """

    lookedAt = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._story = ""
        self._narrow = False
        self.rows: list[FoundRow] = []
        self._build_main()
        self._build_pane()
        bind(self, keys.LET_LEAVE, self._let)

    def _build_main(self) -> None:
        theme = self.theme
        self.main.addWidget(page_title(theme, _("Names to look at before this story leaves")))
        self._intro = app(theme, "", second=True)
        self.main.addWidget(self._intro)
        self.main.addSpacing(20)
        inside = QWidget()
        column = layouts.column(inside, 0)
        large = theme.scale > _PAGE_LARGE
        card = Card(theme, padding=16 if large else 32)
        self.marked = StoryWords(theme, *((17, 28) if large else (20, 34)))
        card.body().addWidget(self.marked)
        column.addWidget(card)
        column.addSpacing(28)
        column.addWidget(label(theme, _("What leaves, as it will be printed")))
        column.addSpacing(8)
        printed = layouts.row(spacing=theme.px(32))
        printed.addWidget(Hairline(theme, upright=True))
        self.printed = StoryWords(theme, 17, 26)
        printed.addWidget(self.printed, 1)
        column.addLayout(printed)
        column.addStretch(1)
        self.text_area = self.folding(FoldingArea(inside))
        self.main.addWidget(self.text_area, 1)
        self.main.addSpacing(16)
        self._open = app(self.theme, "", second=True)
        self._later = Button(
            self.theme, _("Later"), keys.BACK.cap, "quiet", tall=True, act=self.closed
        )
        self._later.leave_arrows()
        self.let = Button(
            self.theme, _("Let it leave"), keys.LET_LEAVE.cap, "main", tall=True, act=self._let
        )
        self.let.leave_arrows()
        self.let.refused.connect(self.session.refused)
        self.foot_of(self._open, self._later, self.let)

    def _build_pane(self) -> None:
        theme, session = self.theme, self.session
        head = Flow(6, 0)
        head.setContentsMargins(ROOM, 0, ROOM, 0)
        head.add(section(theme, _("What was found")), 1)
        self.count = hint(theme, "", right=True)
        head.addWidget(self.count)
        self.pane.addLayout(head)
        self.pane.addSpacing(4)
        inner = QWidget()
        inner.setAccessibleName(_("What was found"))
        read_as(inner, Role.List)
        self._list = layouts.column(inner, 0)
        self.hints = HintsList(theme, self._find_too)
        self.hints.entered.connect(self._hint_entered)
        self.hints.moved.connect(self._move)
        self._list.addWidget(self.hints)
        self._list.addStretch(1)
        self._area = self.folding(FoldingArea(inner))
        self.pane.addWidget(self._area, 1)
        below = layouts.column(spacing=12, margins=(ROOM, 8, ROOM, 0))
        chooses, caps = _("{first}–{last} chooses, {down} goes to the next."), keys.FOR_NAME.caps
        parts = with_caps(chooses, first=caps[0], last=caps[-1], down=keys.DOWN.cap)
        below.addWidget(HintLine(theme, parts))
        self.also = Field(theme, hint=_("nicknames, places, schools …"))
        self._also = Draft(
            self.also,
            session.consent.look_for,
            at(session.library, session.state.circle.id, "also"),
            refusals=session.refused,
        )
        below.addWidget(labelled(theme, _("Also look for"), self.also))
        self.pane.addLayout(below)

    def look_at(self, story: str) -> None:
        """Show a story, with the first name without an answer in focus."""
        self._story = story
        self._also.turn_to(", ".join(self.session.state.circle.also))
        self.refresh()
        tell_refused(self)
        self._to_open()

    def refresh(self) -> None:
        circle = self.session.state.circle
        story = circle.story(self._story)
        if story is None:
            return
        reviewed = review(story, circle)
        self._show_rows(reviewed)
        self.hints.show_hints(look_too(story, circle))
        self.marked.show_parts(parts_of(story), _marks(reviewed))
        self.printed.show_parts(parts_of(reviewed.words))
        intro = _("It leaves once you have looked at each name that was found.")
        if story.sharing is Sharing.ANONYMOUS:
            intro = f"{_said_yes(self.session.state.name(story.teller))} {intro}"
        self._intro.setText(intro)
        done, whole = len(reviewed.found) - len(reviewed.open), len(reviewed.found)
        looked = _("{done} of {all} looked at", done=done, all=whole)
        self.count.setText(looked if whole else p_("names that were found", "nothing"))
        self._open.setText(reviewed.to_do() or _(_READY))
        self.let.set_not_now(reviewed.to_do())
        self._also.fill(", ".join(circle.also))

    def set_room(self, width: int) -> None:
        """A wider pane than the other stages have: four answers in a row need their room."""
        super().set_room(width)
        scale = self.theme.scale
        if not self.folded:
            wide = _PANE if width >= WIDE else self.pane_width / scale
            self.pane_width = min(round(wide * scale), width * 9 // 20)
            self._pane.setFixedWidth(self.pane_width)
        side = self.pane.contentsMargins()
        self.pane.setContentsMargins(side.left() - ROOM, 24, side.right() - ROOM, 24)
        self._narrow = (self.pane_width or width - _RAIL) < _NARROW * scale
        for row in getattr(self, "rows", ()):
            row.set_narrow(self._narrow)

    def writing(self) -> bool:
        return self.also.hasFocus() or any(row.own.hasFocus() for row in self.rows)

    def _show_rows(self, reviewed: Review) -> None:
        if [row.found.text for row in self.rows] != [found.text for found in reviewed.found]:
            self._make_rows(reviewed)
        for row, found in zip(self.rows, reviewed.found, strict=True):
            row.show_found(found)

    def _make_rows(self, reviewed: Review) -> None:
        old, self.rows = self.rows, []
        had = any(row.hasFocus() or row.own.hasFocus() for row in old)
        for row in old:
            layouts.discard(row, self._list)
        for place, found in enumerate(reviewed.found):
            refusals = self.session.refused
            row = FoundRow(self.theme, found, self._answered, self._place(found.text), refusals)
            row.set_narrow(self._narrow)
            row.reopened.connect(self._reopened)
            row.moved.connect(self._move)
            row.entered.connect(partial(self._row_entered, row))
            self._list.insertWidget(place, row)
            self.rows.append(row)
        if had:
            self._to_open()

    def _row_entered(self, row: FoundRow) -> None:
        self._to_sight(row, row.found)

    def _hint_entered(self, row: HintRow) -> None:
        self._to_sight(row, row.pointed)

    def _to_sight(self, row: QWidget, shown: Found | Pointed) -> None:
        """The row is seen, and where its word stands in the story, without a mouse."""
        QTimer.singleShot(0, row, partial(self.bring_in_view, row))
        inside = self.text_area.widget()
        if shown.places and inside is not None:
            place = shown.places[0]
            line = self.marked.line_of(place.part, place.start)
            at = self.marked.mapTo(inside, line.center())
            self.text_area.ensureVisible(at.x(), at.y(), 0, self.theme.px(60))

    def _find_too(self, word: str) -> None:
        """Have a word found too: where it is now asked about takes the focus."""
        asked = {row.found.text for row in self.rows}
        if self.session.consent.look_for_too(word):
            new = next((row for row in self.rows if row.found.text not in asked), None)
            if new is not None:
                new.setFocus()
            else:
                self._to_open()

    def _place(self, found: str) -> Callable[[], Place]:
        """Where a refused word for something found is kept: with its teller's texts."""
        session = self.session
        story = session.state.circle.story(self._story)
        teller = (story.teller if story else None) or ""
        return at(
            session.library, session.state.circle.id, f"{teller} {self._story} instead {found}"
        )

    def _answered(self, found: str, instead: str | None) -> bool:
        """Answer for what was found; False where it is refused."""
        done = self.session.consent.answer_name(self._story, found, instead)
        if done:
            row = next((row for row in self.rows if row.found.text == found), None)
            if row is not None:
                row.setFocus()
                row.show_found(row.found)
        return done

    def _reopened(self, found: str) -> None:
        self.session.consent.open_name_again(self._story, found)

    def _let(self) -> None:
        flush_all(self)
        if self.let.not_now:
            self.session.refused.emit(self.let.accessibleDescription())
            self._to_open()
        else:
            self.lookedAt.emit()

    def _to_open(self) -> None:
        """To the first that nobody has looked at, else to the way on."""
        for row in self.rows:
            if row.found.answer is None:
                row.setFocus()
                return
        self.let.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.BACK):
            flush_all(self)
            self.closed.emit()
        elif has_key(event, keys.UP) and self.let.hasFocus():
            self._move(-1)
        else:
            super().keyPressEvent(event)

    def _move(self, places: int) -> None:
        """To the next row, or the one before; then what to look at too; behind it the way on."""
        hinted = [row.find_it for row in self.hints.rows]
        stops: list[QWidget] = [*self.rows, *hinted, self.let]
        at = next((n for n, stop in enumerate(stops) if stop.hasFocus()), len(stops) - 1)
        stops[max(0, min(at + places, len(stops) - 1))].setFocus()


_READY = N_("Each name is looked at. Read it once more: the app finds only what it was told of.")


def _said_yes(name: str) -> str:
    if name:
        return _("{name} said yes, without names.", name=name)
    return _("The teller said yes, without names.")


def _marks(reviewed: Review) -> Marks:
    """The places of all that was found, by part, in order."""
    marks: dict[str, list[Mark]] = {}
    for found in reviewed.found:
        for place in found.places:
            mark = Mark(place.start, place.end, found.number, found.answer is None)
            marks.setdefault(place.part, []).append(mark)
    return {part: sorted(here, key=lambda mark: mark.start) for part, here in marks.items()}
