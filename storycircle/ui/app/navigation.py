"""The window's screens, the way there and back, and where the keyboard was on each.

The modules of a screen are loaded as it is first made: none of them delays the first picture.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

import shiboken6
from msgspec import Struct
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from storycircle.core.clock import Clock
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.settings import Settings
from storycircle.store.library import Library
from storycircle.ui.commands import bind
from storycircle.ui.system.chime_player import Chime
from storycircle.ui.system.keep_awake import Awake
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts

if TYPE_CHECKING:
    from storycircle.ui.circle.stall.stall_screen import StallScreen
    from storycircle.ui.home.about_screen import AboutScreen
    from storycircle.ui.home.reading_screen import ReadingScreen
    from storycircle.ui.home.settings_screen import SettingsScreen
    from storycircle.ui.home.shortcuts_screen import KeysScreen
    from storycircle.ui.organiser.merge.camera_page import CameraPage
    from storycircle.ui.organiser.organiser_screen import OrganiserScreen
    from storycircle.ui.printing.paper_page import PaperPage


class FocusPlace(Struct, frozen=True):
    """A widget by what it is: its kind, its name, and which of those that share both."""

    kind: type[QWidget]
    name: str
    number: int

    def found_in(self, screen: QWidget) -> QWidget | None:
        """The same place on another screen of its kind."""
        same = _alike(screen, self.kind, self.name)
        return same[self.number] if self.number < len(same) else None


def focus_place(screen: QWidget, focus: QWidget) -> FocusPlace | None:
    """Where the focus is on a screen; None where it is on the screen itself, or elsewhere."""
    if focus is screen or not screen.isAncestorOf(focus):
        return None
    kind, name = type(focus), focus.accessibleName()
    return FocusPlace(kind, name, _alike(screen, kind, name).index(focus))


def _alike(screen: QWidget, kind: type[QWidget], name: str) -> list[QWidget]:
    found: list[QWidget] = screen.findChildren(kind)
    return [widget for widget in found if type(widget) is kind and widget.accessibleName() == name]


Stop = tuple[QWidget, QWidget | None]
"""A screen, and what had the keyboard on it."""


def _renewed(stop: Stop, anew: Mapping[QWidget, QWidget]) -> Stop:
    """The stop on the screen that was made in the place of its own."""
    screen, focus = stop
    place: FocusPlace | None = None
    if focus is not None and shiboken6.isValid(focus):
        place = focus_place(screen, focus)
    return anew[screen], place.found_in(anew[screen]) if place else None


_S_co = TypeVar("_S_co", bound=QWidget, covariant=True)


class _OnDemand(Generic[_S_co]):
    """A screen that is made when it is first needed. made: None before."""

    def __init__(self, make: Callable[[], _S_co]) -> None:
        self._make = make
        self.made: _S_co | None = None

    def get(self) -> _S_co:
        """The screen."""
        return self.made or self.make_again()

    def make_again(self) -> _S_co:
        """Another one in its place."""
        self.made = self._make()
        return self.made


class Navigation(QStackedWidget):
    """The screens of a window, of which one is shown; the way there and back.

    homeRequested: back, with nowhere to go back to. circleRequested: a circle is to be held.
    cameRead: the parts that were read from the camera, from the first page. titled: another title
    is shown, "" for the first screen. entered: a screen is shown that says by itself what is first
    on it. theme: of the screens that are made next.
    """

    homeRequested = Signal()
    circleRequested = Signal(str)
    cameRead = Signal(list)
    titled = Signal(str)
    entered = Signal(QWidget)
    settingsChanged = Signal(Settings)
    restoreRequested = Signal(str)
    deleteOwingRequested = Signal()

    def __init__(
        self, theme: Theme, library: Library, clock: Clock, chime: Chime, awake: Awake | None
    ) -> None:
        super().__init__()
        self.theme = theme
        self._library, self._clock = library, clock
        self._chime, self._awake = chime, awake
        self._stops: list[Stop] = []
        self.title = ""
        self.currentChanged.connect(self._look_at_title)
        self._keys = _OnDemand(self._make_keys)
        self._about = _OnDemand(self._make_about)
        self._organiser = _OnDemand(self._make_organiser)
        self._settings = _OnDemand(self._make_settings)
        self._guide = _OnDemand(self._make_guide)
        self._guide_paper = _OnDemand(self._make_guide_paper)
        self._built = _OnDemand(self._make_built)
        self._camera = _OnDemand(self._make_camera)
        self._stall = _OnDemand(self._make_stall)

    @property
    def keys(self) -> "KeysScreen":
        return self._keys.get()

    @property
    def about(self) -> "AboutScreen":
        return self._about.get()

    @property
    def organiser(self) -> "OrganiserScreen":
        return self._organiser.get()

    @property
    def settings(self) -> "SettingsScreen":
        return self._settings.get()

    @property
    def guide(self) -> "ReadingScreen":
        return self._guide.get()

    @property
    def guide_paper(self) -> "PaperPage":
        return self._guide_paper.get()

    @property
    def built(self) -> "ReadingScreen":
        return self._built.get()

    @property
    def camera(self) -> "CameraPage":
        return self._camera.get()

    @property
    def stall(self) -> "StallScreen":
        return self._stall.get()

    @property
    def busy(self) -> bool:
        """Whether the organiser is in the middle of something."""
        made = self._organiser.made
        return made is not None and made.busy

    def say_settings_saved(self, saved: bool) -> None:
        """Tell the screen of settings, where there is one, whether the last change is saved."""
        if self._settings.made is not None:
            self._settings.made.set_saved(saved)

    def refresh_settings(self) -> None:
        """Show the settings as they are, where their screen is made."""
        if self._settings.made is not None:
            self._settings.made.refresh()

    def refresh_organiser(self) -> None:
        """Show the organiser's events as they are, where their screen is made."""
        if self._organiser.made is not None:
            self._organiser.made.session.refresh()

    # The screens.

    def add(self, screen: QWidget) -> None:
        """Take a screen in; F1 shows the keys on it."""
        bind(screen, keys.HELP, self.show_keys)
        screen.windowTitleChanged.connect(self._look_at_title)
        self.addWidget(screen)

    def remove(self, screen: QWidget) -> None:
        """Take a screen out for good. Another is shown next: the one that Qt turns to meanwhile
        is not said.
        """
        with QSignalBlocker(self):
            self.removeWidget(screen)
        screen.deleteLater()

    def renew(self, theme: Theme) -> dict[QWidget, QWidget]:
        """Make the screens there are in another theme. Returns the new ones by the old."""
        self.theme = theme
        every: tuple[_OnDemand[QWidget], ...]
        every = (
            *(self._keys, self._about, self._organiser, self._settings),
            *(self._guide, self._guide_paper, self._built, self._camera, self._stall),
        )
        return {one.made: one.make_again() for one in every if one.made is not None}

    def replace(self, anew: Mapping[QWidget, QWidget]) -> None:
        """Let new screens stand in the place of others, on the way back too."""
        self._stops = [_renewed(stop, anew) for stop in self._stops]
        here = self.currentWidget()
        if here is not None:
            self._go_to(*_renewed((here, QApplication.focusWidget()), anew))
        for old in anew:
            self.remove(old)

    def finish(self) -> None:
        """The window closes."""
        if self._organiser.made is not None:
            self._organiser.made.close()
        if self._stall.made is not None:
            self._stall.made.close()

    def _make_keys(self) -> "KeysScreen":
        from storycircle.ui.home.shortcuts_screen import KeysScreen  # noqa: PLC0415 (see above)

        screen = KeysScreen(self.theme)
        screen.backRequested.connect(self._back)
        self.addWidget(screen)
        return screen

    def _make_about(self) -> "AboutScreen":
        from storycircle.ui.home.about_screen import AboutScreen  # noqa: PLC0415 (see above)

        screen = AboutScreen(self.theme)
        screen.backRequested.connect(self._back)
        screen.guideRequested.connect(self.show_guide)
        screen.builtRequested.connect(self.show_built)
        self.add(screen)
        return screen

    def _make_guide(self) -> "ReadingScreen":
        from storycircle.ui.home import reading_screen  # noqa: PLC0415 (see above)

        return self._reading(reading_screen.new_guide(self.theme))

    def _make_built(self) -> "ReadingScreen":
        from storycircle.ui.home import reading_screen  # noqa: PLC0415 (see above)

        return self._reading(reading_screen.new_about(self.theme))

    def _reading(self, screen: "ReadingScreen") -> "ReadingScreen":
        screen.backRequested.connect(self._back)
        screen.printRequested.connect(self.show_guide_paper)
        self.add(screen)
        return screen

    def _make_guide_paper(self) -> "PaperPage":
        from storycircle.jobs.documents import papers_of_guide  # noqa: PLC0415 (see above)
        from storycircle.ui.printing.paper_page import PaperPage  # noqa: PLC0415

        title = _("Print the guide")
        page = PaperPage(self.theme, title, self._library, papers_of_guide, keys.PRINT_GUIDE)
        page.closed.connect(self._back)
        page.paper.show_papers(papers_of_guide())  # another theme makes it anew as it is shown
        self.add(page)
        return page

    def _make_organiser(self) -> "OrganiserScreen":
        from storycircle.ui.organiser.organiser_screen import (  # noqa: PLC0415 (see above)
            OrganiserScreen,
        )
        from storycircle.ui.organiser.organiser_session import OrganiserSession  # noqa: PLC0415

        before = self._organiser.made
        screen = OrganiserScreen(self.theme, OrganiserSession(self._library, self._clock))
        screen.backRequested.connect(self.homeRequested)
        screen.circleRequested.connect(self.circleRequested)
        self.add(screen)
        if before is not None:
            screen.show_event(before.shown)
        return screen

    def _make_stall(self) -> "StallScreen":
        from storycircle.ui.circle.stall.stall_screen import StallScreen  # noqa: PLC0415 (see above)
        from storycircle.ui.circle.stall.stall_session import StallSession  # noqa: PLC0415

        before = self._stall.made  # in another theme the same stall goes on
        session = before.session if before else StallSession(self._library, self._clock, self)
        screen = StallScreen(self.theme, session)
        screen.backRequested.connect(self._back)
        self.add(screen)
        return screen

    def _make_settings(self) -> "SettingsScreen":
        from storycircle.ui.home.settings_screen import SettingsScreen  # noqa: PLC0415 (see above)

        screen = SettingsScreen(self.theme, self._library, self._clock, self._chime, self._awake)
        screen.backRequested.connect(self._back)
        screen.whyRequested.connect(self.show_about)
        screen.changed.connect(self.settingsChanged)
        screen.restoreRequested.connect(self.restoreRequested)
        screen.deleteOwingRequested.connect(self.deleteOwingRequested)
        self.add(screen)
        return screen

    def _make_camera(self) -> "CameraPage":
        from storycircle.ui.organiser.merge.camera_page import CameraPage  # noqa: PLC0415 (above)

        instead = _("Or ask for the pack as a file, and open that.")
        page = CameraPage(self.theme, _("Say so to whoever showed it."), instead)
        page.setWindowTitle(_("Read from the camera"))
        page.finished.connect(self._back)
        page.cameRead.connect(self.cameRead)
        bind(page, keys.BACK, page.finished)
        self.add(page)
        return page

    def _look_at_title(self) -> None:
        """Say which screen is shown, where it is another one than before."""
        here = self.currentWidget()
        before, self.title = self.title, here.windowTitle() if here else ""
        if self.title != before:
            self.titled.emit(self.title)

    # To a screen and back.

    def begin_at(self, screen: QWidget) -> None:
        """Show a screen from which no way leads back."""
        self._stops = []
        with layouts.turned_to(self, screen):
            self._look_at_title()

    def turn_to(self, screen: QWidget) -> None:
        """Show a screen; one that was come through already is gone back to."""
        here = self.currentWidget()
        if here is None or here is screen:
            return
        stops = [screen_ for screen_, _focus in self._stops]
        if screen in stops:
            del self._stops[stops.index(screen) :]
        else:
            self._stops.append((here, QApplication.focusWidget()))
        self._go_to(screen, None)

    def show_keys(self) -> None:
        self.turn_to(self.keys)

    def show_about(self) -> None:
        self.turn_to(self.about)

    def show_guide(self) -> None:
        """The guide, from any page and back to it."""
        self.turn_to(self.guide)

    def show_guide_paper(self) -> None:
        """What prints of the guide, from it and back to it."""
        self.turn_to(self.guide_paper)
        self.guide_paper.entered()

    def show_built(self) -> None:
        """*About Story Circle*: its version, what is built in, and the licences."""
        self.turn_to(self.built)

    def show_camera(self) -> None:
        """The camera, from the first page and back to it."""
        self.turn_to(self.camera)

    def show_settings(self) -> None:
        self.turn_to(self.settings)

    def show_stall(self, event: str | None) -> None:
        """Show the stalls of an event, to hold one; the way back leads where one came from."""
        self.stall.show_event(event)
        self.turn_to(self.stall)

    def show_organiser(self, event: str | None = None) -> None:
        """Show the organiser, at an event; at none where it is to be chosen."""
        self.organiser.show_event(event)
        with layouts.turned_to(self, self.organiser):
            pass  # its place has said which control is first

    def read_circle(self, circle: str, event: str | None) -> None:
        """Show a circle to be read, among those of its event."""
        self.show_organiser(event)
        self.organiser.places.read_circle(circle)

    def leave(self) -> None:
        """Leave the screen that is shown, by the way that was come."""
        self._back()

    def _back(self) -> None:
        """To the last screen come through, with the cursor where it was."""
        if self._stops:
            self._go_to(*self._stops.pop())
        else:
            self.homeRequested.emit()

    def _go_to(self, screen: QWidget, focus: QWidget | None) -> None:
        with layouts.turned_to(self, screen):
            if focus is not None and shiboken6.isValid(focus):
                focus.setFocus()
            else:
                self.entered.emit(screen)
            if screen is self._camera.made:
                self._camera.made.enter()
