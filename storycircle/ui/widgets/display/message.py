"""Messages, questions and notices in place, and whether all is saved.

A message in place: what happened, what is safe, what to do; at most three buttons.

A question that is answered by typing: a code, a passphrase, the same passphrase again.

A question in place, asked once: it takes no focus; Enter in the ring gives the first answer.

A notice: one sentence for eight seconds, with one Undo; it never takes the keyboard, and never lies
on what can be pressed.

Whether what was written is safe: said in a word, at the pane's top right.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from storycircle.core.commands.command import NO_CAP, Cap
from storycircle.core.commands.keys import BACK, ENTER, RING_UNDO
from storycircle.core.i18n import N_, _
from storycircle.ui.commands import has_key
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as, read_quietly
from storycircle.ui.widgets.display.announcement import announce_notice, announce_question
from storycircle.ui.widgets.display.card import Card, antialiased, draw_disc, draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line
from storycircle.ui.widgets.display.free_place import free_place, pressed_within
from storycircle.ui.widgets.display.label import Text, app, words
from storycircle.ui.widgets.display.layouts import Flow


class Answer(Struct, frozen=True):
    """A button of a message; kind "" is main for the first and second for the others."""

    value: str
    label: str
    kind: str = ""
    key: Cap = NO_CAP


class _Disc(QWidget):
    """The sign at a message's left: ! for what needs a look, a tick for what is done."""

    def __init__(self, theme: Theme, sign: str) -> None:
        super().__init__()
        self._theme = theme
        self._sign = sign
        self.setFixedSize(theme.px(24), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            radius = self.width() / 2
            centre = QPointF(radius, self.height() / 2)
            if self._sign == "done":
                draw_disc(painter, "tick", centre, radius, palette.teal, palette.on)
            else:
                painter.setPen(QPen(QColor(palette.warn), 1))
                painter.setBrush(QColor(palette.warn_soft))
                painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
                draw_sign(painter, "look", centre, radius * 0.9, palette.warn, self._theme.px(2))


class Message(Card):
    """Enter gives the first answer, Esc closes; the sign is "look", "done" or ""."""

    answered = Signal(str)
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        answers: Sequence[Answer] = (),
        *,
        sign: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, padding=22, parent=parent)
        read_as(self, Role.Grouping)
        self._answers = tuple(answers)
        self._buttons: list[Button] = []
        row = layouts.row(spacing=theme.px(14))
        if sign:
            row.addWidget(_Disc(theme, sign), 0, Qt.AlignmentFlag.AlignTop)
        column = layouts.column(spacing=0)
        column.addWidget(label.words(theme, title, 19, 600))
        if text:
            column.addWidget(label.app(theme, text))
        if answers:
            column.addSpacing(theme.px(12))
            column.addLayout(self._make_buttons(theme))
        row.addLayout(column, 1)
        self.body().addLayout(row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        if self._buttons:
            self.setFocusProxy(self._buttons[0])
        self._said = False

    def showEvent(self, event: QShowEvent) -> None:
        """It is said once, and not before the title of a page that is come back to."""
        super().showEvent(event)
        if not self._said and not event.spontaneous():
            self._said = True
            answers = [answer.label for answer in self._answers]
            announce_question(self, self.accessibleName(), self.accessibleDescription(), answers)

    def _make_buttons(self, theme: Theme) -> Flow:
        flow = Flow(theme.px(8), theme.px(8))
        for index, answer in enumerate(self._answers):
            kind = answer.kind or ("second" if index else "main")
            key = answer.key or (ENTER.cap if kind == "main" else NO_CAP)
            button = Button(
                theme,
                answer.label,
                key,
                kind,
                act=lambda _on=False, value=answer.value: self.answered.emit(value),
            )
            self._buttons.append(button)
            flow.addWidget(button)
        return flow

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, BACK):
            self.closed.emit()
        elif has_key(event, ENTER) and self._answers:
            self.answered.emit(self._answers[0].value)
        else:
            super().keyPressEvent(event)


class AskCard(Card):
    """answered: what was typed, field by field. closed: nothing is answered."""

    answered = Signal(list)
    closed = Signal()

    def __init__(
        self, theme: Theme, title: str, text: str, fields: Sequence[str], do: str, *, hidden: bool
    ) -> None:
        """fields: their labels. do: the button's words. hidden: dots in place of letters."""
        from storycircle.ui.widgets.controls.line_edit import Field, labelled  # noqa: PLC0415

        super().__init__(theme, padding=22)
        read_as(self, Role.Dialog)
        body = self.body()
        body.setSpacing(theme.px(8))
        body.addWidget(words(theme, title, 19, 600))
        body.addWidget(app(theme, text))
        self.fields = [Field(theme, serif=False) for _name in fields]
        for name, field in zip(fields, self.fields, strict=True):
            if hidden:
                field.setEchoMode(QLineEdit.EchoMode.Password)
            field.installEventFilter(self)
            body.addWidget(labelled(theme, name, field))
        row = Flow(theme.px(8), theme.px(8))
        self.do = Button(theme, do, ENTER.cap, "main", act=self._answer)
        no = Button(theme, _("Not now"), BACK.cap, "quiet", act=self.closed)
        row.addWidget(self.do)
        row.addWidget(no)
        body.addLayout(row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFocusProxy(self.fields[0])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            announce_question(self, self.accessibleName(), self.accessibleDescription(), ())

    def _answer(self) -> None:
        self.answered.emit([field.text() for field in self.fields])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc is this card's while it is typed in, before it is the screen's."""
        early = event.type() == QEvent.Type.ShortcutOverride
        if early and isinstance(event, QKeyEvent) and has_key(event, BACK):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, BACK):
            self.closed.emit()
        elif has_key(event, ENTER):
            self._answer()
        else:
            super().keyPressEvent(event)


class QuestionCard(Card):
    """A title, a text and at most three answers. answered: the value of one. closed: put off."""

    answered = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=14, parent=parent)
        self._answers: tuple[Answer, ...] = ()
        self.buttons: list[Button] = []
        self._title = label.words(theme, "", 19, 600)
        self._text = label.app(theme, "")
        for ticking in (self._title, self._text):
            read_quietly(ticking)
        read_as(self, Role.Dialog, name=self._title.text, description=self._text.text)
        self._flow = Flow(theme.pad(8), theme.pad(8))
        self.setContentsMargins(0, 0, 0, theme.pad(14))  # what it stands above does not touch it
        body = self.body()
        body.setContentsMargins(*(theme.pad(14),) * 4)
        body.setSpacing(0)
        body.addWidget(self._title)
        body.addWidget(self._text)
        body.addSpacing(theme.pad(8))
        body.addLayout(self._flow)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_key)
        self.hide()

    def ask(self, title: str, text: str, answers: Sequence[Answer]) -> None:
        """Show a question; its words may change as time goes by, its answers keep the focus."""
        self._title.setText(title)
        self._text.setText(text)
        if tuple(answers) != self._answers:
            self._show_answers(tuple(answers))
        self._show_key()
        if self.isHidden():
            self.show()
            announce_question(self, title, text, [answer.label for answer in self._answers])

    def focusNextPrevChild(self, following: bool) -> bool:
        """Qt looks for another place for the focus as the card is hidden: its screen has one."""
        return self.isVisible() and super().focusNextPrevChild(following)

    def has_focus(self) -> bool:
        """Whether one of its answers has the focus."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def give_first(self) -> None:
        """Enter gives the first answer, which is the safe one."""
        if self._answers:
            self.answered.emit(self._answers[0].value)

    def takes_enter(self) -> bool:
        """Whether Enter gives the first answer: from the ring, or from the card itself."""
        from storycircle.ui.widgets.ring.ring import Ring  # noqa: PLC0415 (Home has none)

        return isinstance(QApplication.focusWidget(), Ring) or self.has_focus()

    def _show_key(self) -> None:
        """Enter stands on the first button while it does something."""
        if self.buttons:
            self.buttons[0].set_key(ENTER.cap if self.takes_enter() else NO_CAP)

    def take_focus(self) -> None:
        """For a question that the person at the laptop brought about."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_answers(self, answers: tuple[Answer, ...]) -> None:
        same = [a.value for a in answers] == [a.value for a in self._answers]
        self._answers = answers
        if same:
            for button, answer in zip(self.buttons, answers, strict=True):
                button.set_text(answer.label)
            return
        for button in self.buttons:
            layouts.discard(button, self._flow)
        self.buttons = [self._button(place, answer) for place, answer in enumerate(answers)]

    def _button(self, place: int, answer: Answer) -> Button:
        button = Button(
            self._theme,
            answer.label,
            kind="second" if place else "main",
            act=lambda: self.answered.emit(answer.value),
        )
        if not place:
            button.keep_room_for(ENTER.cap)
        self._flow.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, BACK):
            self.closed.emit()
        else:
            super().keyPressEvent(event)


_STAYS = 8_000  # ms
_LOOKS = 100  # ms until it looks again whether anything that can be pressed came under it
_AIR = 24  # px at its sides


class Notice(QWidget):
    """Lies near the foot of its parent, in the middle, on an ink ground, and on nothing that can be
    pressed, where there is such a place. crowded: whether there was none when it was last placed.
    """

    undoRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        read_as(self, Role.Notification)
        self._theme = theme
        self._beside = 0
        self._below: Callable[[], int] = lambda: 24
        self.crowded = False
        palette = theme.palette
        self._text = Text(theme, "", theme.sans(16), palette.paper, 24)
        self._undo = Button(theme, _("Undo"), RING_UNDO.cap, "notice", act=self._ask_undo)
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = layouts.row(
            self, theme.px(16), (theme.px(18), theme.px(10), theme.px(10), theme.px(10))
        )
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS)
        self._timer.timeout.connect(self.hide)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOKS)
        self._looking.timeout.connect(self._look)
        if isinstance(parent, QStackedWidget):
            parent.currentChanged.connect(self._lift)
        self.hide()

    def say(self, text: str, undo: bool = False, key: Cap = NO_CAP) -> None:
        """Show a sentence, and read it out; a second one takes the place of the first.

        key: that of the undo, where it is not the ring's.
        """
        others: list[Notice] = self.window().findChildren(Notice)
        for other in others:
            if other is not self:
                other.hide()  # one at a time: they would lie on each other
        self._text.setText(text)
        self._undo.setVisible(undo)
        self._undo.set_key(key or RING_UNDO.cap)
        said = f"{text} " + _("{key} undoes.", key=key or RING_UNDO.cap) if undo else text
        self.hide()  # what comes up is read, what only says something else is not
        self.setAccessibleName(said)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce_notice(self, said)

    def _lift(self) -> None:
        """A page that is turned to comes over all else; what was just said goes over the page."""
        self.raise_()

    def drop_undo(self) -> None:
        """Offer no undo any more: another act came after it."""
        if not self._undo.isHidden():
            self.hide()
            self._timer.stop()

    def keep_free(self, beside: int, below: Callable[[], int]) -> None:
        """Leave px free on the pane's side and below, for controls that it must not cover. below
        is asked whenever it takes its place.
        """
        self._beside, self._below = beside, below
        self._place()

    def _ask_undo(self) -> None:
        self.hide()
        self._timer.stop()
        self.undoRequested.emit()

    def _place(self) -> None:
        """Go where it lies on nothing that can be pressed: near the foot, as wide as its words
        need; else narrower. Where the page has no such place it lies above the ways on.
        """
        parent = self.parentWidget()
        if parent is None:
            return
        page = parent.rect()
        inside = page.adjusted(_AIR, 0, -_AIR, -self._below())
        room = max(160, inside.width() - self._beside)
        widest = min(room, self.sizeHint().width(), self._theme.px(560))
        whole = QSize(widest, self._high(widest))
        self.crowded = False
        self.setGeometry(QRect(self._wish(page, whole), whole))
        if not self._covers():
            return  # as nearly always: the rest of the page need not be known
        taken = pressed_within(parent, page, but=Notice)
        for wide in (widest, widest * 3 // 4, widest // 2):
            size = QSize(wide, self._high(wide))
            at = free_place(inside, size, taken, self._wish(page, size))
            if at is not None:
                self.setGeometry(QRect(at, size))
                return
        self.crowded = True

    def _high(self, wide: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(wide) if layout else self.sizeHint().height()

    def _wish(self, page: QRect, size: QSize) -> QPoint:
        """Where it lies best: in the middle beside the pane, above the controls."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = (page.width() - self._beside - size.width()) // 2
        high = max(0, page.height() - size.height() - self._below())
        return QPoint(left + (self._beside if mirrored else 0), high)

    def _look(self) -> None:
        """Go elsewhere if what it lies on can be pressed by now, as after scrolling."""
        if self._covers():
            self._place()

    def _covers(self) -> bool:
        """Whether it lies on anything that can be pressed."""
        parent = self.parentWidget()
        return parent is not None and bool(pressed_within(parent, self.geometry(), but=Notice))

    # While nobody sees it, it hears none of what it lies above: keys of whole pages come by there.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.installEventFilter(self)
        self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)
        self._looking.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._place)  # once what it lies above has its own place
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            rounded(painter, QRectF(self.rect()), 8, palette.ink, None)


class SavedState(StrEnum):
    """Whether what was written is on the disk."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_YET = "not_yet"


_SAVED = {
    SavedState.SAVED: N_("Saved"),
    SavedState.SAVING: N_("Saving …"),
    SavedState.NOT_YET: N_("Not saved yet"),
}


class Saved(QWidget):
    """Saving is said only after 300 ms: most saves are over before it could be read.

    words: other words for Saved, where the page has room for them.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, words: str = "") -> None:
        super().__init__(parent)
        read_as(self, Role.StaticText)
        self._theme = theme
        self._saved_text = words
        self._state = SavedState.SAVED
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(300)
        self._patience.timeout.connect(lambda: self._show(SavedState.SAVING))
        self.setAccessibleName(self._words(self._state))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: SavedState) -> None:
        """Say another state; "saving" waits a moment first."""
        if state == SavedState.SAVING:
            if not self._patience.isActive() and self._state != SavedState.SAVING:
                self._patience.start()
            return
        self._patience.stop()
        self._show(state)

    def _show(self, state: SavedState) -> None:
        if state != self._state:
            self._state = state
            self.setAccessibleName(self._words(state))
            self.update()

    def _words(self, state: SavedState) -> str:
        own = self._saved_text if state is SavedState.SAVED else ""
        return own or _(_SAVED[state])

    def sizeHint(self) -> QSize:
        # Room for the longest word, so that nothing beside it moves.
        metrics = QFontMetricsF(self._theme.sans(14))
        widest = max(metrics.horizontalAdvance(self._words(state)) for state in SavedState)
        return QSize(round(widest) + self._theme.px(20), self._theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            font = self._theme.sans(14)
            metrics = QFontMetricsF(font)
            late = self._state == SavedState.NOT_YET
            left = self.width() - metrics.horizontalAdvance(self._words(self._state))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                left = float(self._theme.px(20))
            middle = self.height() / 2
            sign = {SavedState.SAVED: "tick", SavedState.NOT_YET: "look"}.get(self._state)
            if sign:
                colour = palette.warn if late else palette.teal
                centre = QPointF(left - self._theme.px(12), middle)
                draw_sign(painter, sign, centre, self._theme.px(11), colour, self._theme.px(2))
            painter.setFont(font)
            painter.setPen(QColor(palette.warn if late else palette.ink_2))
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            draw_line(painter, QPointF(left, base), self._words(self._state))
