"""The story side of Stories: written while listening, and its teller's choice."""

from PySide6.QtWidgets import QApplication

from storycircle.core import writing
from storycircle.core.choosing import State, state
from storycircle.core.errors import Refused
from storycircle.core.model import Circle, Sharing, Story, Writer
from storycircle.ui.drafts import Draft, flush_all
from storycircle.ui.screens.stage import StageScreen
from storycircle.ui.widgets.choice import Choice
from storycircle.ui.widgets.field import Field, labelled
from storycircle.ui.widgets.label import hint
from storycircle.ui.widgets.points import Points

_CHOICES = [
    (Sharing.STAYS.value, "Stays here"),
    (Sharing.ANONYMOUS.value, "Without names"),
    (Sharing.NAMED.value, "With name"),
]


class StoryPane:
    """Fills the pane of the Stories screen; shows one member's story at a time."""

    def __init__(self, screen: StageScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._member: str | None = None
        theme, pane = screen.theme, screen.pane
        pane.addLayout(screen.pane_title(""))
        self.story_title = Field(theme)
        self.points = Points(theme, "Write as you listen, or not at all. Listening comes first.")
        self.quote = Field(theme, italic=True)
        self._drafts = {
            "title": Draft(self.story_title, lambda text: self._write(title=text)),
            "points": Draft(self.points, lambda text: self._write(points=text)),
            "quote": Draft(self.quote, lambda text: self._write(quote=text)),
        }
        pane.addSpacing(8)
        pane.addWidget(labelled(theme, "Title", self.story_title))
        pane.addSpacing(12)
        pane.addWidget(labelled(theme, "Key points", self.points), 1)
        pane.addSpacing(12)
        pane.addWidget(labelled(theme, "In their own words", self.quote))
        self.sharing = Choice(theme, _CHOICES)
        self.sharing.chosen.connect(self._choose)
        self.sharing.chosenAgain.connect(self._choose)
        self._ask = hint(theme, "")
        pane.addSpacing(12)
        pane.addWidget(labelled(theme, "May this story leave the circle?", self.sharing))
        pane.addSpacing(4)
        pane.addWidget(self._ask)

    def writing(self) -> bool:
        """Whether the focus is in this pane, where plain keys belong to what has it."""
        focus = QApplication.focusWidget()
        texts = (self.story_title, self.points, self.quote)
        return focus in texts or (focus is not None and self.sharing.isAncestorOf(focus))

    def show_member(self, member: str) -> None:
        """Show another member's story; what was being typed is saved to the one before."""
        if member != self._member:
            flush_all(self._screen)
            self._member = member
            for part, text in self._told().items():
                self._drafts[part].turn_to(text)
            self.refresh()

    def turn_to(self, places: int) -> None:
        """To the story of the person so many seats on."""
        members = [member.id for member in self._session.circle.members]
        if self._member in members:
            self.show_member(members[(members.index(self._member) + places) % len(members)])

    def refresh(self) -> None:
        session = self._session
        name = session.name(self._member)
        self._screen.title.setText(f"{name}’s story" if name else "")
        story = session.circle.story_of(self._member or "")
        for part, text in self._told().items():
            self._drafts[part].fill(text)
        self.sharing.set_value((story.sharing if story else Sharing.STAYS).value)
        self._ask.setText(_said(name, story, session.circle))
        noted = session.circle.writer is not Writer.NO_ONE
        for widget in (self.story_title, self.points, self.quote):
            widget.setEnabled(noted)

    def _told(self) -> dict[str, str]:
        """The words of the story that is shown, by field."""
        story = self._session.circle.story_of(self._member or "")
        parts = ("title", "points", "quote")
        return {part: getattr(story, part) if story else "" for part in parts}

    def _write(
        self, title: str | None = None, points: str | None = None, quote: str | None = None
    ) -> None:
        session, member = self._session, self._member
        if member is None:
            return
        try:
            told = writing.with_story(
                session.circle, member, title=title, points=points, quote=quote
            )
            session.write(told)
        except Refused as refused:
            session.refused.emit(str(refused))

    def _choose(self, value: str) -> None:
        session = self._session
        flush_all(self._screen)
        if self._member is None:
            return
        story = session.circle.story_of(self._member)
        if story is None:
            self.sharing.set_value(Sharing.STAYS.value)
            session.refused.emit("There is nothing written yet that could leave.")
            return
        if value == Sharing.STAYS.value:
            session.choose_sharing(story.id, Sharing.STAYS)
        else:
            self.sharing.set_value(story.sharing.value)
            self._screen.leaveRequested.emit(story.id, Sharing(value))


def _said(name: str, story: Story | None, circle: Circle) -> str:
    """What stands of the choice, and what it waits for."""
    if story is None or story.sharing is Sharing.STAYS:
        return f"Ask {name}. Until you hear a yes, nothing of it is printed or exported."
    found = state(story, circle)
    if found is State.NAMES:
        return "Names in it are still to be looked at. Choose again to see them."
    if found is State.ASK:
        return f"Other words would leave than {name} heard. Choose again to read them out."
    if story.sharing is Sharing.ANONYMOUS:
        return "It leaves with [forename] and [agency name] in place of names, and no teller."
    return f"It leaves with {name}’s name, under this circle."
