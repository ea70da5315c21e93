"""By when an action is to be done, under which heading it goes, and from what it arose."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.model import Action
from storycircle.ui.drafts import Draft, Place
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.field import Field
from storycircle.ui.widgets.label import label
from storycircle.ui.widgets.pick import Pick

OWN = "\0own"
"""The choice of a heading of one's own; no heading is called that."""
_STALL, _STORY = "stall ", "story "
_NAME = 64  # px of a name before its field

Change = Callable[..., bool]
Places = Callable[[str], Callable[[], Place]]


class ActionTerms(QWidget):
    """Rows of an open action. Calls `change` with by, heading or arising."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        change: Change,
        at: Places,
    ) -> None:
        super().__init__()
        self._theme, self._session, self._change, self._at = theme, session, change, at
        self._own_shown = False
        event = session.state.event
        self._headings = event.headings if event else ()
        self._stalls = event.stalls if event else ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._when_row())
        self.own = Field(theme, serif=False)
        self.own.setAccessibleName("A heading of our own")
        told = session.refused
        self._own = Draft(
            self.own, lambda text: self._change(heading=text), at("heading"), told=told
        )
        self._own_row = self._row("Our own" if self._headings else "Heading", self.own)
        column.addWidget(self._own_row)
        self.arising = Pick(theme)
        self.arising.setAccessibleName("Arising from a stall or a story")
        self.arising.chosen.connect(self._arose)
        self._from_row = self._row("From", self.arising)
        column.addWidget(self._from_row)

    def _when_row(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        self.by = Field(theme, serif=False)
        self.by.setAccessibleName("By when")
        told = self._session.refused
        self._by = Draft(self.by, lambda text: self._change(by=text), self._at("by"), told=told)
        row.addWidget(self._named("By when"))
        row.addWidget(self.by, 2)
        self._heading_name = label(theme, "Heading")
        row.addWidget(self._heading_name)
        self.heading = Pick(theme)
        self.heading.setAccessibleName("Heading")
        self.heading.chosen.connect(self._picked)
        row.addWidget(self.heading, 3)
        own = (OWN, "one of our own")
        choices = [("", "no heading yet"), *((name, name) for name in self._headings), own]
        self.heading.set_options(choices)
        if not self._headings:
            self.heading.hide()
            self._heading_name.hide()
        return row

    def _row(self, name: str, field: QWidget) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._named(name))
        row.addWidget(field, 1)
        return made

    def _named(self, text: str) -> QWidget:
        named = label(self._theme, text)
        named.setFixedWidth(self._theme.px(_NAME))
        return named

    def show_action(self, action: Action) -> None:
        """Show an action as it is now; no change comes of it."""
        self._by.fill(action.by)
        own = bool(action.heading) and action.heading not in self._headings
        self._own_shown = own or (self._own_shown and not action.heading)
        self._own.fill(action.heading if own else "")
        self.heading.set_value(OWN if self._own_shown else action.heading)
        self._show_own()
        options = self._sources()
        self.arising.set_options(options)
        value = f"{_STORY}{action.story}" if action.story else f"{_STALL}{action.stall}"
        self.arising.set_value(value if value in dict(options) else "")
        self._from_row.setVisible(len(options) > 1)

    def _sources(self) -> list[tuple[str, str]]:
        """The stalls of the event, then the stories told here, by their tellers."""
        circle, names = self._session.state.circle, self._session.state.circle.shown_names()
        sources = [("", "nothing noted"), *((f"{_STALL}{s}", s) for s in self._stalls if s)]
        for story in circle.stories:
            told = story.title or "a story"
            teller = names.get(story.teller or "")
            sources.append((f"{_STORY}{story.id}", f"{teller}: {told}" if teller else told))
        return sources

    def _show_own(self) -> None:
        """The field for a heading of one's own, where there is none to choose or it is chosen."""
        self._own_row.setVisible(self._own_shown or not self._headings)

    def _picked(self, value: str) -> None:
        self._own_shown = value == OWN
        self._show_own()
        if self._own_shown:
            self.own.setFocus()
        else:
            self._change(heading=value)

    def _arose(self, value: str) -> None:
        stall = value.removeprefix(_STALL) if value.startswith(_STALL) else ""
        story = value.removeprefix(_STORY) if value.startswith(_STORY) else ""
        self._change(arising=(stall, story))
