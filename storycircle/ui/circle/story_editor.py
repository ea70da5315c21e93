"""One story: written while listening, and its teller's choice.

The story side of Stories: written while listening, and its teller's choice.

The foot of the story side: its teller's choice, what it waits for, and Erase.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from storycircle.core import i18n, stories
from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP
from storycircle.core.consent.permission_to_leave import State, state
from storycircle.core.i18n import N_, _
from storycircle.core.model import Circle, Sharing, Story, Writer, new_id
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.rounds.note_pane import RoundNotePane
from storycircle.ui.system.field_autosave import Draft, Place, flush_all, tell_refused
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.controls.line_edit import Field, ThemeField, labelled, themes_of
from storycircle.ui.widgets.controls.text_edit import Points
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import app, hint, label
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.message import Answer, Message

_CHOICES = [
    (Sharing.STAYS.value, N_("Stays here")),
    (Sharing.ANONYMOUS.value, N_("Without names")),
    (Sharing.NAMED.value, N_("With name")),
]


class StoryLeave(QWidget):
    """chosen: another choice. settleRequested: what it waits for is to be done."""

    chosen = Signal(str)
    settleRequested = Signal()
    eraseRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = layouts.column(self, theme.px(2))
        head = QHBoxLayout()
        self._name = label(theme, _("May this story leave the circle?"))
        head.addWidget(self._name, 1)
        self.erase = Link(theme, _("Erase"), 14, act=self.eraseRequested)
        head.addWidget(self.erase)
        column.addLayout(head)
        self.choice = Choice(theme, [(value, _(words)) for value, words in _CHOICES])
        self.choice.setAccessibleName(_("May this story leave the circle?"))
        self._name.setBuddy(self.choice)
        self.choice.chosen.connect(self.chosen)
        column.addWidget(self.choice)
        foot = layouts.row(spacing=theme.px(12))
        self.status = hint(theme, "")
        foot.addWidget(self.status, 1)
        self.look = Link(theme, _("Look at them"), 14)
        self.again = Link(theme, _("Ask again"), 14)
        for link in (self.look, self.again):
            link.clicked.connect(self.settleRequested)
            foot.addWidget(link)
        column.addLayout(foot)

    def show_story(self, story: Story | None, circle: Circle, name: str) -> None:
        """Show the state of a story; None where nothing of it is written."""
        waits = state(story, circle) if story else State.STAYS
        self.choice.set_value((story.sharing if story else Sharing.STAYS).value)
        self.status.setText(_status_text(name, story, waits))
        self.look.setVisible(waits is State.NAMES)
        self.again.setVisible(waits in (State.ASK, State.CONFIRM))
        self.erase.setVisible(story is not None)
        self.erase.setAccessibleName(_("Erase {name}’s story", name=name))


def _status_text(name: str, story: Story | None, waits: State) -> str:
    if story is None:
        return _(_UNASKED, name=name)
    return _(_WAITING.get(waits, _CHOSEN[story.sharing, story.choice is not None]), name=name)


_WAITING = {
    State.NAMES: N_("Names to look at: it leaves once you have looked at each."),
    State.ASK: N_("To be asked again: its words changed since {name} heard them."),
    State.CONFIRM: N_("To be asked again: this opened from a copy, and a later no may be lost."),
}
_UNASKED = N_("Ask {name}. Until you hear a yes, nothing of it is printed or exported.")
_NAMELESS = N_("It leaves with something else in place of each name, and no teller.")
_NAMED = N_("It leaves with {name}’s name, under this circle.")
_CHOSEN = {
    (Sharing.STAYS, False): _UNASKED,
    (Sharing.STAYS, True): N_("{name} was asked: it stays. Nothing of it is printed or exported."),
    (Sharing.ANONYMOUS, False): _NAMELESS,
    (Sharing.ANONYMOUS, True): _NAMELESS,
    (Sharing.NAMED, False): _NAMED,
    (Sharing.NAMED, True): _NAMED,
}
"""What is said of a choice, and whether somebody was asked for it."""

_TITLES = (
    N_("{name}’s story"),
    N_("{name}’s second story"),
    N_("{name}’s third story"),
    N_("{name}’s fourth story"),
    N_("{name}’s fifth story"),
    N_("{name}’s sixth story"),
    N_("{name}’s further story"),
)
"""What stands above a person's first story, the second and so on; the last is for all others."""


class StoryPane:
    """Shows one story of one member at a time. member: whose; None before anybody's."""

    def __init__(self, screen: StageScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self.member: str | None = None
        self._story = ""  # the id of the story that is shown; empty for the latest, or the first
        self._message: Message | None = None
        theme, pane = screen.theme, screen.pane
        above = pane.count()
        another = _("{key} shows another story, or begins one more.")
        self._others = HintLine(theme, with_caps(another, key=keys.NEXT_STORY.cap))
        pane.addWidget(self._others)
        self.first_field = self.story_title = Field(theme)
        self.points = Points(theme, _("Write as you listen, or not at all. Listening comes first."))
        self.quote = Field(theme, italic=True)
        self.themes = ThemeField(theme)
        self.about = Field(theme)
        self._drafts = self._made_drafts()
        self._fields = (self.story_title, self.points, self.quote, self.themes, self.about)
        self.story_title.returnPressed.connect(self.points.setFocus)
        self.quote.returnPressed.connect(self.themes.setFocus)
        pane.addSpacing(8)
        pane.addWidget(labelled(theme, _("Title"), self.story_title))
        pane.addSpacing(12)
        pane.addWidget(labelled(theme, _("Key points"), self.points), 1)
        pane.addSpacing(12)
        own = labelled(theme, _("In their own words"), self.quote)
        pane.addWidget(own)
        self._after = labelled(theme, _("What this was about for us"), self.about)
        self._after.setContentsMargins(0, 12, 0, 0)
        pane.addWidget(self._after)
        pane.addSpacing(12)
        themes = self._beside(_("Themes"), self.themes)
        pane.addWidget(themes)
        self._folds = (own, themes)  # while a question is asked, which needs their room
        self.leave = StoryLeave(theme)
        self.sharing = self.leave.choice
        self.leave.chosen.connect(self._choose)
        self.sharing.chosenAgain.connect(self._choose)
        self.leave.settleRequested.connect(self._settle)
        self.leave.eraseRequested.connect(self._ask_to_erase)
        self._erasing = False
        pane.addSpacing(4)
        pane.addWidget(self.leave)
        items = [pane.itemAt(at) for at in range(above, pane.count())]
        self._widgets = [widget for item in items if item and (widget := item.widget())]

    def set_shown(self, shown: bool) -> None:
        """Show the story in its pane, or nothing of it: what was typed is saved before."""
        flush_all(self._screen)
        if not shown:
            self._close_message()
        for widget in self._widgets:
            widget.setVisible(shown)
        if shown:
            self.refresh()

    def _made_drafts(self) -> dict[str, Draft]:
        """What saves each field as it is typed, by the name of its part of the story."""
        at, refusals = partial(partial, self._place), self._session.refused
        return {
            "title": Draft(
                self.story_title,
                lambda text: self._write(title=text),
                at("title"),
                refusals=refusals,
            ),
            "points": Draft(
                self.points, lambda text: self._write(points=text), at("points"), refusals=refusals
            ),
            "quote": Draft(
                self.quote, lambda text: self._write(quote=text), at("quote"), refusals=refusals
            ),
            "tags": Draft(
                self.themes,
                lambda text: self._write(tags=themes_of(text)),
                at("tags"),
                refusals=refusals,
            ),
            "about": Draft(
                self.about, lambda text: self._write(about=text), at("about"), refusals=refusals
            ),
        }

    def _beside(self, name: str, field: QWidget) -> QWidget:
        """A field with its name before it: one line of the pane, not two."""
        box = QWidget()
        row = layouts.row(box, self._screen.theme.px(12))
        before = label(self._screen.theme, name)
        before.setBuddy(field)
        field.setAccessibleName(name)
        row.addWidget(before)
        row.addWidget(field, 1)
        return box

    def writing(self) -> bool:
        """Whether the focus is in this pane, where plain keys belong to what has it."""
        focus = QApplication.focusWidget()
        if focus is None or focus in self._fields:
            return focus is not None
        asked = self._message
        here = asked is not None and (asked is focus or asked.isAncestorOf(focus))
        return here or self.leave.isAncestorOf(focus)

    # Which story is shown.

    def show_member(self, member: str) -> None:
        """Show another member's story; what was being typed is saved to the one before.

        In a later round, whoever's turn it is begins a story of their own.
        """
        flush_all(self._screen)
        if member == self.member:
            self.refresh()
        else:
            self.member = member
            self._show("")
        self._begin_later_story()

    def _begin_later_story(self) -> None:
        round_, member = self._session.state.round, self.member
        if round_ is None or member is None or member != round_.current:
            return
        stories = self._session.state.circle.stories_of(member)
        if round_.tells and 0 < len(stories) < round_.rounds_of_stories:
            self._show(new_id())

    def turn_to(self, places: int) -> None:
        """To the story of the person so many seats on."""
        members = [member.id for member in self._session.state.circle.members]
        if self.member in members:
            self.show_member(members[(members.index(self.member) + places) % len(members)])

    def turn_story(self, places: int) -> None:
        """To the person's story so many on; behind the last is an empty one."""
        flush_all(self._screen)
        stories = [story.id for story in self._session.state.circle.stories_of(self.member or "")]
        at = stories.index(self._id()) if self._id() in stories else len(stories)
        to = at + places
        if 0 <= to < len(stories):
            self._show(stories[to])
        elif to == len(stories) and stories:
            self._show(new_id())

    def _show(self, story: str) -> None:
        flush_all(self._screen)
        self._story = story
        self._close_message()
        refused = self._session.library.typed(self._session.state.circle.id)
        for part, text in self._texts().items():
            self._drafts[part].turn_to(text, refused)
        self.refresh()
        if self._screen.isVisible():
            tell_refused(self._screen)

    def shown(self) -> Story | None:
        """The story that is shown, where something of it is written."""
        circle = self._session.state.circle
        return circle.story(self._story) if self._story else circle.story_of(self.member or "")

    def _id(self) -> str:
        story = self.shown()
        return story.id if story else self._story

    # What it shows.

    def refresh(self) -> None:
        session = self._session
        name, story = i18n.short(session.state.name(self.member)), self.shown()
        stories = [one.id for one in session.state.circle.stories_of(self.member or "")]
        place = stories.index(story.id) if story else len(stories) if self._story else 0
        title = _TITLES[min(place, len(_TITLES) - 1)]
        self._screen.title.setText(_(title, name=name) if name else "")
        self._others.setVisible(bool(place) or len(stories) > 1)
        for part, text in self._texts().items():
            self._drafts[part].fill(text)
        self.leave.show_story(story, session.state.circle, name)
        self._after.setVisible(self._was_heard(story) and self._message is None)
        noted = session.state.circle.writer is not Writer.NO_ONE
        for widget in (*self._fields, self.leave):
            widget.setEnabled(noted and not self._erasing)

    def _was_heard(self, story: Story | None) -> bool:
        """Whether it is time to say what the story was about: after it, not in it."""
        round_ = self._session.state.round
        heard = round_ is not None and self.member is not None and round_.has_told(self.member)
        return heard or bool(story and story.about)

    def _place(self, part: str) -> Place | None:
        """Where what cannot be taken of a part of this story is kept."""
        session, member = self._session, self.member
        if member is None:
            return None
        stories = [story.id for story in session.state.circle.stories_of(member)]
        at = stories.index(self._id()) if self._id() in stories else len(stories)
        return Place(session.library, session.state.circle.id, f"{member} {at} {part}")

    def _texts(self) -> dict[str, str]:
        """The words of the story that is shown, by field."""
        story = self.shown() or Story("", None)
        parts = ("title", "points", "quote", "about")
        texts = {part: str(getattr(story, part)) for part in parts}
        return texts | {"tags": ", ".join(story.tags)}

    def _write(
        self,
        title: str | None = None,
        points: str | None = None,
        quote: str | None = None,
        tags: tuple[str, ...] | None = None,
        about: str | None = None,
    ) -> bool:
        """Keep what was typed; False where it was refused, and stands in the field alone."""
        session, member = self._session, self.member
        if member is None:
            return True
        new = {"title": title, "points": points, "quote": quote, "about": about}
        story = self._story or None
        return session.attempt(
            lambda: session.write(
                stories.with_story(session.state.circle, member, story=story, tags=tags, **new)
            )
        )

    # The choice.

    def _choose(self, value: str) -> None:
        """A yes is given where the words are read out; a no counts at once."""
        flush_all(self._screen)
        story, sharing = self.shown(), Sharing(value)
        if story is None:
            self.sharing.set_value(Sharing.STAYS.value)
            self._session.refused.emit(_("There is nothing written yet that could leave."))
        elif sharing is Sharing.STAYS:
            self._session.consent.choose(story.id, sharing)
        else:
            self.sharing.set_value(story.sharing.value)
            self._screen.askRequested.emit((story.id,), sharing)

    def ask(self) -> None:
        """Ask the teller of the story that is shown."""
        flush_all(self._screen)
        if self.shown() is not None:
            self._screen.askRequested.emit((self._id(),), None)

    def _settle(self) -> None:
        flush_all(self._screen)
        self._screen.settleRequested.emit((self._id(),))

    # Erasing.

    def _ask_to_erase(self) -> None:
        flush_all(self._screen)
        self._close_message()
        answers = (Answer("", _("Keep it")), Answer("erase", _("Erase it")))
        name = i18n.short(self._session.state.name(self.member))
        title = _("Erase {name}’s story?", name=name)
        text = _("Its words go from this laptop and from its copies. This cannot be undone.")
        message = self._put(title, text, answers)
        message.answered.connect(self._erase_answered)
        message.closed.connect(self._close_message)
        message.setFocus()

    def _put(self, title: str, text: str, answers: tuple[Answer, ...]) -> Message:
        """A message in the place of the fields that give way to it."""
        message = self._message = Message(self._screen.theme, title, text, answers)
        for widget in (*self._folds, self._after):
            widget.hide()
        self._screen.pane.insertWidget(1, message)
        message.show()  # at once: only what is seen takes the focus
        return message

    def _erase_answered(self, value: str) -> None:
        story = self._id()
        self._close_message()
        self.points.setFocus()
        if value == "erase" and self._session.consent.erase_story(story):
            self._show("")
            self._put(_("Erasing …"), "", ()).setFocus()
            self._erasing = True
            self.refresh()

    def erased(self) -> None:
        """What was being erased is gone: there can be writing again."""
        if self._erasing and self._message is not None:
            had = self._message.hasFocus()
            self._close_message()
            if had:
                self.points.setFocus()

    def _close_message(self) -> None:
        if self._message is not None:
            layouts.discard(self._message)
            self._message, self._erasing = None, False
            for widget in self._folds:
                widget.show()
            self.refresh()


class TurnPane:
    """Fills the pane of the Stories screen: the story of a turn, or the note of one without.

    noting: whether it has a note, as in a named round without stories.
    """

    def __init__(self, screen: StageScreen) -> None:
        self._screen, self.noting = screen, False
        screen.pane.addLayout(screen.pane_title(""))
        self.story = StoryPane(screen)
        self.note = RoundNotePane(screen.theme, screen.session)
        self.note.hide()
        screen.pane.insertWidget(1, self.note, 1)

    def tells(self) -> bool:
        """Whether it has a story."""
        return not self.noting

    def written(self) -> bool:
        """Whether anything is written in it now: in a round without notes there is nothing."""
        return not self.noting or self.note.takes_notes

    def writing(self) -> bool:
        """Whether the cursor is in it, where plain keys are letters."""
        return self.note.writing() if self.noting else self.story.writing()

    def show_member(self, member: str) -> None:
        """Show another member's story, or the note of their turn."""
        self._turn()
        if self.noting:
            self.note.show_member(member)
            self._screen.title.setText(self.note.title)
        else:
            self.story.show_member(member)

    def turn_to(self, places: int) -> None:
        """To the person so many seats on."""
        if self.noting:
            self.note.turn_to(places)
            self._screen.title.setText(self.note.title)
        else:
            self.story.turn_to(places)

    def take_focus(self) -> None:
        """Put the cursor where something is written."""
        if self.noting:
            self.note.take_focus()
        else:
            self.story.story_title.setFocus()

    def refresh(self) -> None:
        """Show it as it is in the round that is on."""
        self._turn()
        if self.noting:
            self.note.refresh()
            self._screen.title.setText(self.note.title)
        else:
            self.story.refresh()

    def _turn(self) -> None:
        """From a story to a note, or back, with the same member."""
        round_ = self._screen.session.state.round
        noting = round_ is not None and not round_.tells
        if noting is self.noting:
            return
        flush_all(self._screen)
        self.noting = noting
        self.story.set_shown(not noting)
        self.note.setVisible(noting)
        member = self.note.member if not noting else self.story.member
        if member is not None:
            (self.note if noting else self.story).show_member(member)


_PADDING = 10  # px beside a button's words


class Nudge(QWidget):
    """The quiet line in the breath after a story: may it leave? It delays nothing, never takes the
    focus, and stands in the place of the hint below the controls.

    ask, later: what its two buttons, and their keys, do. What is not asked for then is asked for in
    Commit.
    """

    def __init__(self, theme: Theme, ask: Callable[[], None], later: Callable[[], None]) -> None:
        super().__init__()
        row = Flow(8, 4, self, centred=True)
        self.words = app(theme, "", second=True)
        self.ask = Button(theme, _("Ask"), keys.ASK_NOW.cap, "second", act=ask)
        self.later = Button(theme, _("Later"), keys.ASK_NOT_NOW.cap, "quiet", act=later)
        row.addWidget(self.words)
        for button in (self.ask, self.later):
            button.set_padding(_PADDING)
            row.addWidget(button)
        self._shown = ("", False)
        self.hide()

    def show_words(self, words: str, *, writing: bool) -> None:
        """Ask this; "" asks nothing. writing: its keys are letters of a text now."""
        before, self._shown = self._shown, (words, writing)
        if before == self._shown:
            return
        if words:
            self.words.setText(words)
            self.ask.set_about(words)
        self.ask.set_key(NO_CAP if writing else keys.ASK_NOW.cap)
        self.later.set_key(NO_CAP if writing else keys.ASK_NOT_NOW.cap)
        self.setVisible(bool(words))
