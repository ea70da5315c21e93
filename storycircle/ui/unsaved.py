"""What is on screen and not on the disk: said above everything until it is, with a way out."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from storycircle.core.errors import Refused
from storycircle.jobs.export import file_name
from storycircle.store.elsewhere import save_elsewhere
from storycircle.ui.files import ask_to_save
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.top_bar import TopBar
from storycircle.ui.window import Window

_KIND = "Story Circle library (*.library)"


class Unsaved(QObject):
    """Shows a bar at the top of a window while its circle is not saved."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.bar = self._bar_in(window.theme)
        window.furnished.connect(self._renew)
        window.circleSaved.connect(self._look)
        window.letting_go.elsewhereRequested.connect(self.ask)

    def _bar_in(self, theme: Theme) -> TopBar:
        deeds = (("Try again", self._window.save_typed), ("Save elsewhere …", self.ask))
        bar = TopBar(theme, deeds, calm=False)
        self._window.setMenuWidget(bar)
        return bar

    def _renew(self, theme: Theme) -> None:
        self.bar = self._bar_in(theme)
        self._look()

    def _look(self) -> None:
        session = self._window.session
        if session is None or not session.autosave.unsaved:
            self.bar.hide()
        elif self.bar.isHidden() or self.bar.accessibleName() != session.autosave.unsaved:
            self.bar.say(session.autosave.unsaved)

    def ask(self) -> None:
        """Ask for another place."""
        session = self._window.session
        name = "Story Circle.library"
        if session is not None:
            name = file_name(session.state.circle, ".library", session.state.event)
        chosen = partial(self._chosen, self._open())
        ask_to_save(self._window, "Save elsewhere", name, _KIND, chosen)

    def _open(self) -> str:
        """The circle that is open, by its id; empty where none is."""
        session = self._window.session
        return session.state.circle.id if session is not None else ""

    def _chosen(self, circle: str, paths: list[Path]) -> None:
        if self._open() == circle:
            self.save_to(paths[0])

    def save_to(self, path: Path) -> None:
        """Keep all there is in a library of its own at a path."""
        session = self._window.session
        circle = (session.state.circle, session.as_it_stands()) if session is not None else None
        try:
            save_elsewhere(self._window.library, path, circle, self._window.loose())
        except Refused as refused:
            self._window.say(str(refused))
            return
        self._window.say(f"All of it is saved in {path.name}, and read back.")
