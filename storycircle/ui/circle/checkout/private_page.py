"""A check-out in private: the pages that one person after another sees alone.

Nothing of them is an autosaved field, and nothing is left of what was marked once the laptop is
passed on: the marks go into sums, the line of words too, and the pages are empty before the next
person has them.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from storycircle.core.checkout.checkout import FEWEST_SHOWN
from storycircle.core.checkout.private_round import PrivateRound
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.size_limits import LINE
from storycircle.core.text import one_line
from storycircle.ui.circle.checkout.hands_screen import ALL_THE_SAME, NOTHING_APART
from storycircle.ui.circle.checkout.mark_page import Column, MarkPage
from storycircle.ui.commands import codes, has_key, is_held, is_pressed, keep_keys, press_of
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.label import app, page_title


class _Plain(Column):
    """A page with a title and sentences, the way on in its foot."""

    def __init__(self, theme: Theme, title: str, ways: Sequence[QWidget]) -> None:
        super().__init__(theme)
        self.title = page_title(theme, title)
        self.body.addWidget(self.title)
        self.body.addSpacing(theme.px(16))
        self.text = layouts.column(spacing=theme.px(12))
        self.body.addLayout(self.text)
        self.body.addStretch(1)
        said = QWidget()
        self.foot.add(said, 1)
        for way in ways:
            self.foot.addWidget(way)

    def say(self, sentences: Sequence[str]) -> None:
        """Say these, a paragraph each."""
        while (item := self.text.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for sentence in sentences:
            self.text.addWidget(app(self.theme, sentence))
        self.setAccessibleDescription(" ".join(sentences))


class PrivatePage(QWidget):
    """The laptop goes round. ended: all have marked, and these are the sums. closed: it was broken
    off, and nothing is kept.
    """

    ended = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, refuse_names: Callable[[str], None]) -> None:
        """refuse_names: raises Refused where a line of words names somebody."""
        super().__init__()
        self._theme, self._refuse_names = theme, refuse_names
        self._private = PrivateRound(())
        self._statements: tuple[str, ...] = ()
        self._marks: list[int | None] = []
        self._at = 0
        self._stack = QStackedWidget()
        layouts.column(self, 0).addWidget(self._stack)
        self.begin = Button(theme, _("Begin"), keys.ENTER.cap, "main", tall=True, act=self._mine)
        hands = Button(theme, _("Rather by hands"), keys.BACK.cap, "quiet", act=self._close)
        self._start = _Plain(theme, _("In private"), (hands, self.begin))
        self.page = MarkPage(theme)
        self.page.on.clicked.connect(self._on)
        self.have = Button(theme, _("I have it"), keys.ENTER.cap, "main", tall=True, act=self._mine)
        self.all_ = Button(theme, _("All have marked"), tall=True, act=self._end)
        self._between = _Plain(theme, _("Pass the laptop on"), (self.all_, self.have))
        stay = Button(theme, _("Go on"), keys.ENTER.cap, "main", tall=True, act=self._go_on)
        off = Button(theme, _("Break it off"), kind="quiet", act=self._close)
        self.stay, self.off = stay, off
        self._ask = _Plain(theme, _("This is for the facilitator"), (off, stay))
        for page in (self._start, self.page, self._between, self._ask):
            self._stack.addWidget(page)
        self._before: QWidget = self._start
        keep_keys(self)

    @property
    def shown(self) -> QWidget:
        """The page that is shown now."""
        return self._stack.currentWidget() or self

    @property
    def began(self) -> bool:
        """Whether anybody has the laptop."""
        return self.shown is not self._start

    def open(
        self, private: PrivateRound, statements: Sequence[str], *, people: int, replaces: bool
    ) -> None:
        """Explain it before anybody has the laptop. replaces: numbers that are there already."""
        self._private, self._statements = private, tuple(statements)
        self._forget()
        said = [
            _("The laptop goes round. Each marks alone, and passes it on."),
            _(
                "Nothing keeps who marked what, or in what order. The numbers come all at once, "
                "after the last one."
            ),
            _(ALL_THE_SAME),
            _(NOTHING_APART),
        ]
        if people < FEWEST_SHOWN:
            few = n_(
                "You are {count}: nothing of it is shown apart.",
                "You are {count}: nothing of it is shown apart.",
                people,
            )
            said = [*said[:2], few, _(NOTHING_APART)]
        if replaces:
            said.append(_("The numbers and lines that are there now are replaced at its end."))
        self._start.say(said)
        self._show(self._start, self.begin)

    def ask_facilitator(self) -> None:
        """Ask whether it is to be broken off; nothing of what was marked is to be seen."""
        if self.shown is self._ask:
            return
        if self.shown is self._start:
            self._close()
            return
        self._before = self.shown
        self._ask.say(
            [
                _("If it is broken off, nothing that was marked so far is kept."),
                _("Whoever has the laptop goes on where they were."),
            ]
        )
        self._show(self._ask, self.stay)

    def fit(self, width: float) -> None:
        self.page.fit(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 mark; Enter goes on; Esc asks the facilitator. All else ends here."""
        writes = self.page.words.hasFocus()
        if has_key(event, keys.ENTER) and is_held(self, event):
            pass
        elif has_key(event, keys.BACK):
            self._go_on() if self.shown is self._ask else self.ask_facilitator()
        elif has_key(event, keys.ENTER):
            self._enter()
        elif self.shown is self.page and not writes:
            if is_pressed(event, keys.MARK):
                self.page.mark(codes(keys.MARK).index(press_of(event).key))
            elif is_pressed(event, keys.MARK_BACK):
                self._back()
        event.accept()

    def _enter(self) -> None:
        if self.shown is self.page:
            self._on()
        elif self.shown is self._ask:
            self._go_on()
        else:
            self._mine()

    def _mine(self) -> None:
        """The next person has it: the first statement, and nothing marked."""
        self._forget()
        self._ask_at(0)

    def _ask_at(self, at: int) -> None:
        self._at = at
        self._stack.setCurrentWidget(self.page)
        self.page.fit(self.width())
        self.page.ask(self._statements[at], at, len(self._statements), self._marks[at])

    def _on(self) -> None:
        self._marks[self._at] = self.page.marked
        if self._at + 1 < len(self._statements):
            self._ask_at(self._at + 1)
            return
        words = one_line(self.page.words.text())[:LINE]
        try:
            self._refuse_names(words)
        except Refused as refused:  # on this person's own screen, and nobody else's
            self.page.refuse(str(refused))
            return
        self._private.pass_on(self._marks, words)
        self._forget()
        self._between.say(
            [
                _("What you marked is gone from this screen."),
                _("Whoever has it next presses {key} once nobody looks over.", key=keys.ENTER.cap),
                _("Once all have marked, the facilitator presses the other button."),
            ]
        )
        self.have.set_not_now(_("Nobody more can mark.") if self._private.is_full else "")
        self._show(self._between, self.have)

    def _back(self) -> None:
        if self._at:
            self._marks[self._at] = self.page.marked
            self._ask_at(self._at - 1)

    def _go_on(self) -> None:
        before = self._before
        self._show(before, self.page.on if before is self.page else self.have)

    def _end(self) -> None:
        private = self._private
        self._private = PrivateRound(())
        self._forget()
        self.ended.emit(private)

    def _close(self) -> None:
        self._private = PrivateRound(())
        self._forget()
        self.closed.emit()

    def _forget(self) -> None:
        """Nothing is marked, and no word stands in the field, nor in what its Undo has."""
        self._marks = [None] * len(self._statements)
        self._at = 0
        self.page.mark(None)
        self.page.refuse("")
        self.page.words.clear()
        self.page.words.set_text("")

    def _show(self, page: _Plain | QWidget, focus: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        focus.setFocus()
        if isinstance(page, _Plain):
            page.begin()
            announce(self, f"{page.title.text()}. {page.accessibleDescription()}")
