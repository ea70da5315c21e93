"""The very words that would leave, to be read before the teller chooses.

What a teller is shown before they choose: the very words that would leave, large.

Exactly what a circle file would hold of one thing that leaves: to be read, not changed.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.consent import permission_to_leave
from storycircle.core.consent.name_review import parts_of, review
from storycircle.core.consent.shareable import Leaves, lines_of
from storycircle.core.formats.file_contents import Inside, inside
from storycircle.core.i18n import N_, _
from storycircle.core.i18n.unread import remark_on_translation
from storycircle.core.looking_back.leave import stories_of_notes
from storycircle.core.model import Event, Sharing, Story
from storycircle.core.text import turned_visible
from storycircle.ui.commands import bind, by_code, has_key, press_of
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.controls.context_menu import copy_text
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import Card
from storycircle.ui.widgets.display.label import app, hint, page_title
from storycircle.ui.widgets.display.label import words as typed
from storycircle.ui.widgets.display.layouts import Flow, scrolling
from storycircle.ui.widgets.display.scroll_area import scrolled
from storycircle.ui.widgets.display.text_marks import StoryWords

_WIDE, _LOW = 760, 600  # px at 100 % of the column, and of the height below which it gives way
_WAYS = [(Sharing.ANONYMOUS.value, N_("Without names")), (Sharing.NAMED.value, N_("With name"))]
_KEYS = {Sharing.ANONYMOUS.value: keys.NAMELESS.cap, Sharing.NAMED.value: keys.NAMED.cap}


class ReadingPage(QWidget):
    """Enter gives the safe answer. answered: whether a story may leave, and how.

    moved: on or back by so many stories, without an answer. closed: no more are to be asked.
    """

    answered = Signal(str, Sharing)
    moved = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self.story = ""
        inside = QWidget()
        self._page = layouts.column(inside, 0)
        self._place = hint(theme, "")
        self.title = page_title(theme, "")
        self.ways = Choice(theme, [(way, _(words)) for way, words in _WAYS], keys=_KEYS)
        self.ways.setAccessibleName(_("How it may leave"))
        self.ways.chosen.connect(lambda _value: self._show_words())
        self.ways.setMaximumWidth(theme.px(420))
        self._page.addWidget(self._place)
        self._page.addWidget(self.title)
        self._page.addSpacing(theme.px(16))
        self._page.addWidget(self.ways)
        self._page.addSpacing(theme.px(16))
        self._page.addWidget(self._card())
        self._page.addStretch(1)
        self.kept = app(theme, "")
        self.care = hint(theme, "")
        outer = layouts.column(self, 0)
        self.area = scrolling(inside)
        outer.addWidget(self.area, 1)
        self._foot = layouts.column(spacing=theme.px(8))
        self._foot.addLayout(self._answers())
        goes = _("{on_key} goes on without an answer, {back_key} stops asking.")
        parts = with_caps(goes, on_key=keys.ASK_LATER.cap, back_key=keys.BACK.cap)
        self._foot.addWidget(HintLine(theme, parts))
        remark = remark_on_translation()
        self._remark = hint(theme, remark) if remark else None
        if self._remark is not None:
            self._foot.addWidget(self._remark)
        outer.addLayout(self._foot)
        bind(self, keys.COPY, self._copy)

    def _copy(self) -> None:
        """The very words, for the clipboard."""
        teller = self._teller.text() if self._teller.isVisible() else ""
        copy_text("\n".join(filter(None, (teller, self.words.copied()))))

    def _card(self) -> Card:
        theme = self._theme
        card = Card(theme, padding=32)
        self._teller = typed(theme, "", 20, second=True)
        self.words = StoryWords(theme, 22, 33)
        card.body().addWidget(self._teller)
        card.body().addWidget(self.words)
        return card

    def _answers(self) -> Flow:
        row = Flow(self._theme.pad(8), self._theme.pad(8))
        self.stays = Button(
            self._theme,
            _("It stays here"),
            keys.STAYS.cap,
            "main",
            tall=True,
            act=lambda: self._answer(Sharing.STAYS),
        )
        self.may = Button(
            self._theme,
            _("Yes, it may leave"),
            keys.MAY_LEAVE.cap,
            tall=True,
            act=lambda: self._answer(Sharing(self.ways.value())),
        )
        for button in (self.stays, self.may):
            button.leave_arrows()
            row.addWidget(button)
        return row

    def ask(self, story: Story, sharing: Sharing, place: str) -> None:
        """Ask for a story; place: "Story 2 of 6", or empty."""
        self.story = story.id
        name = self._session.state.name(story.teller)
        named = _("May {name}’s story leave the circle?", name=name)
        of_notes = story.id in stories_of_notes(self._session.state.circle)
        nobodys = _("May the teller’s story leave the circle?")
        if of_notes:
            nobodys = _("May what you noted together leave the circle?")
        self.title.setText(named if name else nobodys)
        guide = _("Read this out, or turn the screen. These are the very words that would leave.")
        self._place.setText(f"{place} · {guide}" if place else guide)
        self.ways.set_value(sharing.value)
        self._show_words()
        self.area.verticalScrollBar().setValue(0)
        self.stays.setFocus()

    def refresh(self) -> None:
        """The circle has changed: the words too, maybe."""
        self._show_words()

    def _show_words(self) -> None:
        circle = self._session.state.circle
        story = circle.story(self.story)
        if story is None:
            return
        sharing = Sharing(self.ways.value())
        words = permission_to_leave.words_to_leave(story, circle, sharing)
        self._teller.setText(words.teller)
        self._teller.setVisible(bool(words.teller))
        self.words.show_parts(parts_of(words))
        self.kept.setText(_kept(self._session.state.event))
        self.care.setText(_care(self._session, story, sharing))

    def _answer(self, sharing: Sharing) -> None:
        self.answered.emit(self.story, sharing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        handlers: tuple[tuple[Command, Callable[[], object]], ...] = (
            (keys.NAMELESS, lambda: self._way(Sharing.ANONYMOUS)),
            (keys.NAMED, lambda: self._way(Sharing.NAMED)),
            (keys.MAY_LEAVE, self.may.click),
            (keys.STAYS, self.stays.click),
            (keys.ASK_LATER, lambda: self.moved.emit(1)),
            (keys.STORY_ASKED_BEFORE, lambda: self.moved.emit(-1)),
            (keys.BACK, lambda: self.closed.emit()),  # noqa: PLW0108 (Qt's emit has no type)
        )
        key, held = press_of(event)
        handler = by_code(handlers).get(key)
        if scrolled(self.area, event):
            return
        if handler is None or held:
            super().keyPressEvent(event)
        else:
            handler()

    def _way(self, sharing: Sharing) -> None:
        self.ways.set_value(sharing.value)
        self._show_words()

    def _make_room(self) -> None:
        """Where there is little height, what is said beside the words scrolls below them."""
        scrolls = self.height() < _LOW * self._theme.scale
        place, at = (self._page, self._page.count() - 1) if scrolls else (self._foot, 0)
        if place.indexOf(self.care) < 0:
            for widget in (self.care, self.kept):
                place.insertWidget(at, widget)
            if self._remark is not None:
                place.addWidget(self._remark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(24, (self.width() - self._theme.px(_WIDE)) // 2)
        high = self.height() >= 760
        self._make_room()
        self._page.setContentsMargins(side, 48 if high else 20, side, 12)
        self._foot.setContentsMargins(side, 12, side, 24 if high else 12)
        super().resizeEvent(event)


def _kept(event: Event | None) -> str:
    """Who is to have it, and until when."""
    who = event.organisation if event else ""
    if event and event.keep_until:
        until = i18n.day(event.keep_until)
        if who:
            return _("{organisation} keeps it until {day}.", organisation=who, day=until)
        return _("Whoever gathers the circles keeps it until {day}.", day=until)
    if who:
        return _("{organisation} keeps it. How long, nobody has said yet.", organisation=who)
    return _("Whoever gathers the circles keeps it. How long, nobody has said yet.")


def _care(session: Session, story: Story, sharing: Sharing) -> str:
    """What to say beside the words."""
    if sharing is not Sharing.ANONYMOUS:
        return _("It is printed under this circle, with the name.")
    sentences = [_("It says nothing of who told it, or when.")]
    looked = review(story, session.state.circle)
    if looked.open:
        sentences += [looked.to_do(), _("Until then it waits here.")]
    sentences.append(permission_to_leave.few_with(session.state.circle, story))
    return " ".join(filter(None, sentences))


_LOOK_WIDE = 760  # px at 100 % of the column


class LookPage(QWidget):
    """closed: back to where it was asked for."""

    closed = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._what = Leaves.NAMES
        self._shown: Inside | None = None
        self._list: QWidget | None = None
        inner = QWidget()
        self._page = layouts.column(inner, 0)
        self._page.addWidget(hint(theme, _("These are the very words in the circle file.")))
        self.title = page_title(theme, "")
        self._page.addWidget(self.title)
        self._page.addSpacing(theme.px(16))
        self._page.addStretch(1)
        outer = layouts.column(self, 0)
        self.area = scrolling(inner)
        outer.addWidget(self.area, 1)
        self._foot = QHBoxLayout()
        self.back = Button(theme, _("Back"), keys.BACK.cap, "main", tall=True, act=self.closed)
        self.back.leave_arrows()
        self._foot.addWidget(self.back)
        self._foot.addStretch(1)
        outer.addLayout(self._foot)
        bind(self, keys.COPY, self._copy)

    def _copy(self) -> None:
        """All that is shown, for the clipboard."""
        if self._shown is None:
            return
        stories = [
            "\n".join(filter(None, (story.teller, *parts_of(story).values())))
            for story in self._shown.stories
        ]
        copy_text("\n\n".join((*stories, *self._shown.texts)))

    def look_at(self, what: Leaves) -> None:
        """Show one thing that leaves."""
        self._what = what
        self.refresh()
        self.area.verticalScrollBar().setValue(0)
        self.back.setFocus()

    def refresh(self) -> None:
        """Show it as it is in the circle that is open."""
        session = self._session
        lines = lines_of(session.state.circle)
        self.title.setText(lines.get(self._what, _("Nothing of it leaves")))
        placed = session.library.placements_of(session.state.circle)
        now = inside(self._what, session.state.circle, session.state.event, placed)
        if now == self._shown:
            return
        self._shown = now
        layouts.discard(self._list)
        self._list = QWidget()
        column = layouts.column(self._list, self._theme.px(16))
        for story in now.stories:
            card = Card(self._theme, padding=32)
            if story.teller:
                card.body().addWidget(typed(self._theme, story.teller, 20, second=True))
            shown = StoryWords(self._theme, 20, 30)
            card.body().addWidget(shown)
            column.addWidget(card)
            shown.show_parts(parts_of(story))
        for text in now.texts:
            column.addWidget(typed(self._theme, turned_visible(text), 20))
        self._page.insertWidget(3, self._list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.BACK, keys.ENTER):
            self.closed.emit()
        elif not scrolled(self.area, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(24, (self.width() - self._theme.px(_LOOK_WIDE)) // 2)
        high = self.height() >= 760
        self._page.setContentsMargins(side, 48 if high else 20, side, 12)
        self._foot.setContentsMargins(side, 12, side, 24 if high else 12)
        super().resizeEvent(event)
