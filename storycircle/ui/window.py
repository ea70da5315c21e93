"""The one place that wires: screens' wishes to the session, the store and each other."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from storycircle.core.clocks import Clock
from storycircle.core.errors import Refused
from storycircle.core.settings import Settings
from storycircle.jobs.gather import gather
from storycircle.jobs.load import load
from storycircle.store.library import Library
from storycircle.ui.awake import Awake
from storycircle.ui.beginning import new_session, taken_up
from storycircle.ui.circle_view import CircleView
from storycircle.ui.dressing import Dressing
from storycircle.ui.files import ask_to_open
from storycircle.ui.paged_window import PagedWindow
from storycircle.ui.paper_out import finish_printing
from storycircle.ui.room.remote import Remote
from storycircle.ui.room.room import Room
from storycircle.ui.room.showing import is_shown
from storycircle.ui.screens.home import HomeScreen
from storycircle.ui.session import Session
from storycircle.ui.text_wheel import TextWheel
from storycircle.ui.theme.choosing import Desktop, desktop_like, next_size
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.notice import Notice

_OPEN_KINDS = "Circle files and event packs (*.circle *.pdf);;Events (*.json)"


class Window(PagedWindow):
    """The application's window, over one library."""

    def __init__(
        self,
        theme: Theme,
        library: Library,
        clock: Clock,
        desktop: Desktop | None = None,
        awake: Awake | None = None,
    ) -> None:
        """Without a desktop the theme is what it asks for; without awake the laptop may sleep."""
        super().__init__(theme, library, clock, awake)
        self._circle: CircleView | None = None
        self._remote: Remote | None = None
        self.setWindowTitle("Story Circle")
        self.setMinimumSize(800, 600)
        self.homeRequested.connect(self.go_home)
        self.settingsChanged.connect(self._save_settings)
        self._furnish()
        desktop = desktop or desktop_like(theme)
        self._dressing = Dressing(theme, desktop, library.settings, self._may_dress)
        self._dressing.dressed.connect(self._refurnish)
        self._wheel = TextWheel(self)
        self._wheel.turned.connect(self._resize_text)
        QShortcut(QKeySequence("Ctrl+,"), self).activated.connect(self._show_settings)
        if awake is not None:
            awake.refused.connect(self._say_in_circle)
        self.go_home()

    def _furnish(self) -> None:
        """Make the first page; the others are made when they are first needed."""
        self.notice = Notice(self._theme, self._stack)
        self.home = HomeScreen(self._theme, self._library, self._clock)
        self._stack.addWidget(self.home)
        home = self.home
        home.startRequested.connect(self.start_circle)
        home.openRequested.connect(self._ask_to_open)
        home.gatherRequested.connect(self._gather)
        home.circleRequested.connect(self.carry_on)
        home.eventRequested.connect(self._gather_event)
        home.removeRequested.connect(self.remove_circle)
        home.keysRequested.connect(self._show_keys)
        home.aboutRequested.connect(self._show_about)
        home.settingsRequested.connect(self._show_settings)

    def _may_dress(self) -> bool:
        busy = "organiser" in self._made() and self.organiser.busy
        return not busy and not is_shown()

    @property
    def session(self) -> Session | None:
        """The circle that is open, if one is."""
        return self._circle.session if self._circle else None

    def start_circle(self) -> None:
        """A new circle, with names to be typed."""
        self._show_circle(new_session(self._library, self._clock))

    def carry_on(self, circle: str) -> None:
        """A circle where it stood, paused."""
        kept = self._library.circle(circle)
        self._show_circle(taken_up(self._library, self._clock, kept))

    def open_file(self, path: Path) -> None:
        """Open an event pack, a circle file or an event document. What is refused is said."""
        try:
            if path.suffix.lower() == ".json":
                held = load(self._library, path)
                self.notice.say(f"{held.event.title} is on this laptop now.")
            else:
                merged = next(iter(gather(self._library, [path])))
                self.notice.say(merged.why if merged.refused else f"{path.name}: {merged.outcome}.")
        except Refused as refused:
            self.notice.say(str(refused))
        self.home.refresh()

    def go_home(self) -> None:
        """Home; a circle that was open is kept where it stands."""
        self._leave_circle()
        self._trail.clear()
        self.home.refresh()
        self._stack.setCurrentWidget(self.home)

    def remove_circle(self, circle: str) -> None:
        """Erase a circle from this laptop; it was asked before."""
        self.go_home()
        try:
            self._library.erase_circle(circle)
            self.notice.say("Removed from this laptop. It cannot come back.")
        except Refused as refused:
            self.notice.say(str(refused))
        self.home.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """All that was typed is saved, and the circle stands where it was, paused."""
        self._leave_circle()
        if "organiser" in self._made():
            self.organiser.close()
        finish_printing()
        self._dressing.finish()
        self.chime.finish()
        if self._awake is not None:
            self._awake.finish()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wheel.watch(self)

    def _show_circle(self, session: Session) -> None:
        self._leave_circle()
        self._circle = self._view_of(session)
        session.chimeDue.connect(self._ring)
        self._open_room(session)
        if self._awake is not None:
            self._awake.hold()
        self._stack.setCurrentWidget(self._circle)
        self._circle.screen_of_stage().entered()

    def _view_of(self, session: Session) -> CircleView:
        view = CircleView(self._theme, session)
        view.homeRequested.connect(self.go_home)
        view.removeRequested.connect(lambda: self.remove_circle(view.session.circle.id))
        view.roomRequested.connect(self._toggle_room)
        view.chimeRequested.connect(self._ring)
        self._help_on(view)
        self._stack.addWidget(view)
        return view

    def _open_room(self, session: Session) -> None:
        """The room's display; one that is being shown to the room is shown in the new theme."""
        shown = self._remote is not None and self._remote.room.shown()
        if self._remote is not None:
            self._remote.leave()
        room = Room(self._theme, session, self, self._library.settings)
        room.screenGone.connect(self._say_in_circle)
        self._remote = Remote(session, room)
        if shown:
            room.open()

    def _ring(self) -> None:
        """The soft chime, as loud as it is set."""
        self.chime.play(self._library.settings().volume)

    def _toggle_room(self) -> None:
        if self._remote is not None:
            self._remote.room.toggle()

    def _say_in_circle(self, sentence: str) -> None:
        if self._circle is not None:
            self._circle.notice.say(sentence)

    def _leave_circle(self) -> None:
        if self._circle is None:
            return
        if self._remote is not None:
            self._remote.leave()
            self._remote = None
        if self._awake is not None:
            self._awake.release()
        self._circle.leave()
        self._circle.session.leave_off()
        self._stack.removeWidget(self._circle)
        self._circle.deleteLater()
        self._circle = None

    def _ask_to_open(self) -> None:
        title = "Open an event pack or a circle"
        ask_to_open(self, title, _OPEN_KINDS, lambda paths: self.open_file(paths[0]))

    def _gather(self) -> None:
        self._gather_event(None)

    def _gather_event(self, event: str | None) -> None:
        self.organiser.show_event(event)
        self._stack.setCurrentWidget(self.organiser)
        self.organiser.setFocus()

    # The settings, and what they change at once.

    def _save_settings(self, settings: Settings) -> None:
        try:
            self._library.save_settings(settings)
        except Refused as refused:
            self._say_settings_saved(False)
            self.notice.say(str(refused))
            return
        self._say_settings_saved(True)
        if self.session is not None:
            self.session.take_settings(settings)
        self._dressing.look_again()

    def _say_settings_saved(self, saved: bool) -> None:
        if "settings" in self._made():
            self.settings.set_saved(saved)

    def _resize_text(self, notches: int) -> None:
        """Ctrl and the wheel: the next size of text."""
        size = next_size(self._theme.scale, notches)
        self._save_settings(replace(self._library.settings(), text_size=size))
        if "settings" in self._made():
            self.settings.refresh()

    def _refurnish(self, theme: Theme) -> None:
        """Make all screens again in another theme. A circle that is open runs on meanwhile."""
        self._theme = theme
        old, notice, made = self._screens(), self.notice, self._made()
        event = self.organiser.shown if "organiser" in made else None
        for name in made:
            del vars(self)[name]
        self._furnish()
        for name in made:
            getattr(self, name)
        if "organiser" in made:
            self.organiser.show_event(event)
        if self._circle is not None:
            self._circle.leave()
            self._circle = self._view_of(self._circle.session)
            self._open_room(self._circle.session)
        self._trail.renew(dict(zip(old, self._screens(), strict=True)))
        for widget in (*old, notice):
            self._stack.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _screens(self) -> list[QWidget]:
        """The screens there are, in one order."""
        pages = [self.home, *(vars(self)[name] for name in self._made())]
        return [*pages, self._circle] if self._circle is not None else [*pages]
