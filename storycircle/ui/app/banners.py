"""Bars above everything: what is not saved, and a library that is only read.

What is on screen and not on the disk: said above everything until it is, with a way out.

A window that only looks, and a bar at the top that says why.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.jobs.export import file_name
from storycircle.store.library import Library
from storycircle.store.safety.recovery import save_elsewhere
from storycircle.ui.app.crash_handler import Unexpected
from storycircle.ui.app.main_window import Window
from storycircle.ui.system.file_dialogs import ask_to_save
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.bars import TopBar


class Unsaved(QObject):
    """Shows a bar at the top of a window while its circle is not saved."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.bar = self._bar_in(window.theme)
        window.furnished.connect(self._renew)
        window.circle.saved.connect(self._look)
        window.letting_go.elsewhereRequested.connect(self.ask)

    def _bar_in(self, theme: Theme) -> TopBar:
        again = (_("Try again"), self._window.circle.save_typed)
        bar = TopBar(theme, (again, (_("Save elsewhere …"), self.ask)), calm=False)
        self._window.show_bar(bar)
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
        kinds = _("Story Circle library ({pattern})", pattern="*.library")
        ask_to_save(self._window, _("Save elsewhere"), name, kinds, chosen)

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
        circle = (session.state.circle, session.paused_state()) if session is not None else None
        try:
            save_elsewhere(self._window.library, path, circle, self._window.circle.unsaved_texts())
        except Refused as refused:
            self._window.say(str(refused))
            return
        self._window.say(_("All of it is saved in {name}, and checked.", name=path.name))


class ReadingOnly(QObject):
    """Stands by a window whose library only reads."""

    def __init__(self, window: Window, library: Library, said: str) -> None:
        """said: the message that says why."""
        super().__init__(window)
        self._window, self._said = window, said
        window.set_name(_("Story Circle, read-only"))
        self.bar = self._bar_in(window.theme)
        window.furnished.connect(self._bar_in)
        window.drops.dropped.connect(window.open_files)
        self.unexpected = Unexpected(library.path.parent, library.clock, lambda: True, self)
        self.unexpected.said.connect(window.say)
        self.unexpected.stand_by()

    def _bar_in(self, theme: Theme) -> TopBar:
        self.bar = TopBar(theme, [(_("Close"), self._window.close)], calm=True)
        self._window.show_bar(self.bar)
        self.bar.say(_(self._said))
        return self.bar
