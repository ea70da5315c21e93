"""The one place that wires: screens' wishes to the session, the store and each other.

What answers a wish is made, and its modules are loaded, as the first one comes: none of it delays
the first picture, and nothing is lost that is wished before it is there.
"""

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from storycircle.core.clock import Clock
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.settings import Settings
from storycircle.store.library import Library
from storycircle.store.refused_text import COMPARE, WORDING
from storycircle.ui.app.menu_bar import MenuBar
from storycircle.ui.app.navigation import Navigation
from storycircle.ui.app.open_circle import OpenCircle, Practice, new_session, resumed_session
from storycircle.ui.app.theme_switcher import Dressing, TextSize, TextWheel
from storycircle.ui.commands import bind, window_keys
from storycircle.ui.home.home_screen import HomeScreen
from storycircle.ui.organiser.merge.drop_area import FileDrops
from storycircle.ui.system.chime_player import Chime
from storycircle.ui.system.keep_awake import Awake
from storycircle.ui.theme.theme import Desktop, Theme, desktop_like, load_script_fonts
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.scroll_area import FocusInSight, scroll_shown

if TYPE_CHECKING:
    from storycircle.core.formats.sheet_code import Part
    from storycircle.ui.app.close_reminder import FootCard
    from storycircle.ui.app.files.file_opening import FileOpening
    from storycircle.ui.app.lines.meetings import Meetings
    from storycircle.ui.app.unsaved_changes import LettingGo
    from storycircle.ui.light.pack_reading import PackReading
    from storycircle.ui.session.session import Session
    from storycircle.ui.system.background import Erasing
    from storycircle.ui.widgets.display.message import Notice

_ONCE_SHOWN = 100  # ms after which the first picture is there


class Window(QMainWindow):
    """The application's window, over one library. furnished: all screens are new."""

    furnished = Signal(Theme)

    def __init__(
        self,
        theme: Theme,
        library: Library,
        clock: Clock,
        desktop: Desktop | None = None,
        awake: Awake | None = None,
        *,
        reminds: bool = False,
    ) -> None:
        """Without a desktop the theme is what it asks for; without awake the laptop may sleep.

        reminds: closing with a finished circle that is not handed over is asked about, once.
        """
        super().__init__()
        self.library, self._clock, self._awake = library, clock, awake
        self._chime = Chime(self)
        self.screens = Navigation(theme, library, clock, self._chime, awake)
        self.setCentralWidget(self.screens)
        self._top = QWidget()
        self._above = layouts.column(self._top, 0)
        self.setMenuWidget(self._top)
        self._bar: QWidget | None = None
        self.circle = OpenCircle(self, self.screens, library, self._chime, awake)
        self._reminds = reminds
        self.circle.nextRequested.connect(self._next_meeting)
        self._name = _("Story Circle")
        self.setWindowTitle(self._name)
        self.screens.titled.connect(self._show_title)
        self.setMinimumSize(800, 600)
        self.screens.homeRequested.connect(self._wish_home)
        self.screens.circleRequested.connect(self.carry_on)
        self.screens.cameRead.connect(lambda parts: self.pack_reading.take(parts))  # noqa: PLW0108
        self.screens.settingsChanged.connect(self._save_settings)
        self.circle.removeRequested.connect(self.remove_circle)
        self._furnish()
        self._dress(theme, desktop or desktop_like(theme))
        self.drops = FileDrops(self)
        self._bind_keys()
        FocusInSight(self)
        self.go_home()

    # What answers wishes, each made with the first.

    @cached_property
    def meetings(self) -> "Meetings":
        """What is done with lines of meetings; the next one is begun from a circle too."""
        from storycircle.ui.app.lines.meetings import Meetings  # noqa: PLC0415 (when first needed)

        made = Meetings(self.library, self._clock, self._shown_home, self)
        made.said.connect(self.say)
        made.beginning.connect(self.circle.open)
        made.resumed.connect(self.carry_on)
        made.compareRequested.connect(self._compare)
        return made

    @cached_property
    def pack_reading(self) -> "PackReading":
        """What is done with what the camera read on the first page."""
        from storycircle.ui.light.pack_reading import PackReading  # noqa: PLC0415 (as above)

        made = PackReading(self.library, lambda: self.home, self)
        made.said.connect(self.say)
        made.lookRequested.connect(self._look_at_read)
        return made

    @cached_property
    def letting_go(self) -> "LettingGo":
        """What is asked before something on screen is let go."""
        from storycircle.ui.app.unsaved_changes import LettingGo  # noqa: PLC0415 (as above)

        circle = self.circle
        made = LettingGo(self.library, circle.save_typed, circle.has_unsaved, self)
        made.lookRequested.connect(self._look_at)
        circle.saved.connect(made.saved)
        return made

    @cached_property
    def notice(self) -> "Notice":
        """Where it is said what came of something, while no circle is open."""
        from storycircle.ui.widgets.display.message import Notice  # noqa: PLC0415 (as above)

        return Notice(self.theme, self.screens)

    @cached_property
    def _removing(self) -> "Erasing":
        from storycircle.ui.system.background import Erasing  # noqa: PLC0415 (as above)

        made = Erasing(self.library.path, self._clock, self)
        made.ended.connect(self._removed)
        return made

    def _is_made(self, name: str) -> bool:
        return name in vars(self)

    def _flush(self) -> None:
        """Save what stands in fields."""
        from storycircle.ui.system.field_autosave import flush_all  # noqa: PLC0415 (as above)

        flush_all(self)

    def _dress(self, theme: Theme, desktop: Desktop) -> None:
        """Follow the wishes of the desktop and of whoever sizes the text."""
        self._dressing = Dressing(theme, desktop, self.library.settings, self._may_dress)
        self._dressing.dressed.connect(self._refurnish)
        self._wheel = TextWheel(self)
        self._text = TextSize(self._dressing, self.library.settings)
        self._text.wanted.connect(self._save_settings)
        self._text.wanted.connect(self.screens.refresh_settings)
        self._text.said.connect(self.say)
        self._wheel.turned.connect(self._text.turn)

    def _bind_keys(self) -> None:
        """What is done by key, and in the menu, on every page."""
        bind(self, keys.SETTINGS, self.screens.show_settings)
        bind(self, keys.MENU, lambda: self.menu.open_first())  # noqa: PLW0108 (made again)
        bind(self, keys.CLOSE, self._close_page)
        bind(self, keys.NEXT_MEETING, self._next_meeting, offered=self._has_people)
        bind(self, keys.QUIT, self.close)
        text, hidden = self._text, self.circle.hidden_from_room
        bind(self, keys.TEXT_LARGER, lambda: text.turn(1), when=hidden)
        bind(self, keys.TEXT_SMALLER, lambda: text.turn(-1), when=hidden)
        bind(self, keys.TEXT_USUAL, lambda: text.set_size(0), when=hidden)

    def _close_page(self) -> None:
        """The page is left, or the window where no way leads back from it."""
        if self.screens.currentWidget() is self.home:
            self.close()
        else:
            self._flush()
            self.screens.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nothing took, wherever the focus is, scrolls the page that is shown."""
        page = self.screens.currentWidget()
        if page is None or not scroll_shown(page, event):
            super().keyPressEvent(event)

    def show_bar(self, bar: QWidget) -> None:
        """Let a bar stand above every page, below the menus, in the place of the one before."""
        layouts.discard(self._bar, self._above)
        self._bar = bar
        self._above.addWidget(bar)

    def _furnish(self) -> None:
        """Make the first screen and the menus; the others are made when they are first needed."""
        layouts.discard(getattr(self, "menu", None), self._above)
        screens = self.screens
        acts = [
            (keys.METHOD, screens.show_about),
            (keys.GUIDE, screens.show_guide),
            (keys.BUILT, screens.show_built),
            (keys.LINE_FILE, lambda: self.meetings.choose_file()),  # noqa: PLW0108 (when needed)
        ]
        self.menu = MenuBar(self, self.theme.scale, window_keys(self), acts)
        self._above.insertWidget(0, self.menu)
        self.menu.fold_as_needed()  # what another parent takes in is hidden until later
        self.home = home = HomeScreen(self.theme, self.library, self._clock)
        if self._is_made("_removing"):
            home.set_going(self._removing.going)
        self.screens.addWidget(home)
        home.startRequested.connect(self.start_circle)
        home.openRequested.connect(self._ask_to_open)
        home.cameraRequested.connect(self._open_camera)
        home.gatherRequested.connect(self.screens.show_organiser)
        home.circleRequested.connect(self.open_circle)
        home.reviewRequested.connect(self.review_circle)
        home.eventRequested.connect(self.screens.show_organiser)
        home.removeRequested.connect(self.remove_circle)
        home.startInRequested.connect(self.start_circle_in)
        home.stallRequested.connect(self.hold_stall)
        home.practiceRequested.connect(self.practise)
        home.removeEventRequested.connect(self.remove_event)
        # Slots of what is made when it is needed: each is found as the wish comes.
        home.nextRequested.connect(lambda line: self.meetings.next(line))  # noqa: PLW0108
        home.setRequested.connect(lambda id_: self.meetings.begin_set_with(id_))  # noqa: PLW0108
        home.newSetRequested.connect(lambda: self.meetings.new_set())  # noqa: PLW0108
        home.handOnRequested.connect(lambda line: self.meetings.hand_on(line))  # noqa: PLW0108
        home.refused.connect(self.say)
        home.keysRequested.connect(self.screens.show_keys)
        home.aboutRequested.connect(self.screens.show_about)
        home.settingsRequested.connect(self.screens.show_settings)

    def set_name(self, name: str) -> None:
        """Show another name than the app's own in the window's title."""
        self._name = name
        self._show_title(self.screens.title)

    def _show_title(self, title: str) -> None:
        """Name the screen in the window's title, and to a screen reader before all else there."""
        named = _("{screen} – {app}", screen=title, app=self._name) if title else self._name
        self.setWindowTitle(named)
        announce(self, title or self._name)

    def _may_dress(self) -> bool:
        from storycircle.ui.room.second_screen import is_shown  # noqa: PLC0415 (when first needed)

        return not self.screens.busy and not is_shown()

    def start_circle(self) -> None:
        """A new circle, with names to be typed."""
        if self.library.reads:
            self.say(str(Refused("only-reads")))
            return
        self.circle.open(new_session(self.library, self._clock))

    def practise(self, times: int) -> None:
        """A practice circle, so many times as fast; it is thrown away once it is left."""
        if self.library.reads:
            self.say(str(Refused("only-reads")))
            return
        try:
            practice = Practice(self.library, self._clock, times)
        except Refused as refused:
            self.say(str(refused))
            return
        self.circle.open(practice.session, practice.close)

    def _has_people(self) -> bool:
        """Whether a circle is open or chosen that can meet again."""
        page = self.screens.currentWidget()
        if self.session is None:
            return page is self.home and bool(self.home.chosen)
        return page is self.circle.view and not self.session.practice

    def _next_meeting(self) -> None:
        """The next meeting: of the circle that is open, else of what is chosen at first."""
        session = self.session
        if session is None:
            if self.screens.currentWidget() is self.home:
                self.meetings.next_of(self.home.chosen)
        elif session.practice:
            self.say(str(Refused("practice-stays")))
        elif self.circle.may_leave():
            circle = session.state.circle.id
            self.go_home()
            self.meetings.next(circle)

    def _compare(self) -> None:
        """What was changed on two laptops, side by side."""
        self.screens.show_organiser()
        self.screens.organiser.compare("")

    def _shown_home(self) -> HomeScreen:
        """The first page; it is gone to where another one is shown."""
        if self.screens.currentWidget() is not self.home and self.session is None:
            self.screens.begin_at(self.home)
        return self.home

    def start_circle_in(self, event: str) -> None:
        """A new circle in an event, which those after it are of too."""
        if self.library.reads:
            self.say(str(Refused("only-reads")))
            return
        self.library.note_opened(event)
        self.circle.open(new_session(self.library, self._clock, self.library.event(event)))

    def hold_stall(self, event: str) -> None:
        """A market stall of an event; of the latest that has any where none is named."""
        if self.library.reads:
            self.say(str(Refused("only-reads")))
        else:
            self.screens.show_stall(event or None)

    def open_circle(self, circle: str) -> None:
        """A circle of a list: one that came by a file is read, and no other laptop's circle is
        held by being looked at; any other goes on where it stood.
        """
        if self.library.is_anothers(circle):
            self.screens.read_circle(circle, self.library.circle(circle).event)
        else:
            self.carry_on(circle)

    def carry_on(self, circle: str) -> None:
        """A circle where it stood, paused."""
        kept = self.library.circle(circle)
        self.circle.open(resumed_session(self.library, self._clock, kept))
        with suppress(Refused):  # one that is known from paper alone was never handed over
            handed = self.library.handing(kept).opened_again(self._clock.now())
            if handed:
                self.say(handed)

    def review_circle(self, circle: str) -> None:
        """A circle that was held here, where it looks back on its actions."""
        session = resumed_session(self.library, self._clock, self.library.circle(circle))
        session.reviews.open()
        self.circle.open(session)

    @cached_property
    def files(self) -> "FileOpening":
        """What is done with files that are opened, dropped or double-clicked."""
        from storycircle.ui.app.files.file_opening import FileOpening  # noqa: PLC0415 (as above)

        made = FileOpening(self.library, self.screens, self)
        made.said.connect(self.say)
        made.changed.connect(lambda: self.home.refresh())  # noqa: PLW0108 (made again)
        return made

    def open_file(self, path: Path) -> None:
        """Open an event pack, a circle file or an event document. What is refused is said."""
        self.files.open_one(path)

    def open_files(self, paths: list[Path]) -> None:
        """Open files that came together: one as it is opened alone, several at the organiser's."""
        self.files.open_all(paths)

    @property
    def settings_card(self) -> "FootCard | None":
        """What asks whose settings of an event stand, while it does."""
        return self.files.card

    def _open_camera(self) -> None:
        """Read an event pack from the organiser's screen; not where nothing can be taken in."""
        if self.library.reads:
            self.say(str(Refused("only-reads")))
        elif self.screens.busy:
            self.say(_("Files are being gathered. Bring these again once that is done."))
        else:
            self.screens.show_camera()

    def _look_at_read(self, parts: "list[Part]") -> None:
        self.screens.show_organiser()
        self.screens.organiser.places.gather.camera.look(parts)

    def go_home(self) -> None:
        """Home; a circle that was open is kept where it stands."""
        self.circle.leave()
        self.home.refresh()
        self.screens.begin_at(self.home)

    def remove_circle(self, circle: str) -> None:
        """Erase a circle from this laptop; it was asked before."""
        practice = self.session is not None and self.session.practice
        self.go_home()
        if practice:  # it is gone as it was left
            return
        self.library.forget_unsaved_texts(circle)
        self._removing.begin(circle, lambda library: library.erase_circle(circle))
        self.home.set_going(self._removing.going)
        self.notice.say(_("Erasing …"))

    def remove_event(self, event: str) -> None:
        """Erase an event and the circles in it from this laptop; it was asked before."""
        self.go_home()
        for circle in self.library.to_report(event):
            self.library.forget_unsaved_texts(circle.id)
        self.library.forget_unsaved_texts(event)
        self._removing.begin(event, lambda library: library.erase_event(event))
        self.home.set_going(self._removing.going)
        self.notice.say(_("Erasing …"))

    def _removed(self, _circle: str, why: str) -> None:
        self.home.set_going(self._removing.going)
        self.notice.say(why or _("Removed from this laptop. It cannot come back."))

    def closeEvent(self, event: QCloseEvent) -> None:
        """All that was typed is saved, and the circle stands where it was, paused."""
        from storycircle.ui.printing.output import finish_printing  # noqa: PLC0415 (at the end)

        reminds = self._reminds and self._remind()
        if reminds or not self.letting_go.may(self.close, self.theme, closing=True):
            event.ignore()
            return
        self.circle.leave()
        if self._is_made("_removing"):
            self._removing.wait()
        if self._is_made("meetings"):
            self.meetings.wait()
        self.screens.finish()
        finish_printing()
        self._dressing.finish()
        self._chime.finish()
        if self._awake is not None:
            self._awake.finish()
        super().closeEvent(event)

    def _wish_home(self) -> None:
        if self.letting_go.may(self._wish_home, self.theme, closing=False):
            self.go_home()

    def _look_at(self, owner: str) -> None:
        """Go to where text stands that was not taken."""
        from storycircle.ui.app.unsaved_changes import SETTINGS, third_begun  # noqa: PLC0415 (as above)

        if owner == SETTINGS:
            self.screens.show_settings()
        elif owner == COMPARE:
            self.screens.show_organiser()
            self.screens.organiser.compare(third_begun(self.library))
        elif self.library.places_of([owner]):
            if all(field.endswith(WORDING) for field in self.library.typed(owner)):
                self.screens.show_organiser(self.library.circle(owner).event)
            else:
                self.carry_on(owner)
        else:
            self.screens.show_organiser(owner if self.library.event(owner) else None)

    def _remind(self) -> bool:
        """Whether there is something to remind of before closing."""
        from storycircle.ui.app.close_reminder import ClosingCard, waiting  # noqa: PLC0415 (as above)

        self._flush()
        if self.library.reads:
            return False
        circles = waiting(self.library)
        try:
            for one in circles:
                self.library.note_reminded(one.circle, one.digest)
        except Refused:
            return False  # it could not be said once alone, and nobody is kept from closing
        if circles:
            card = ClosingCard(self.theme, circles, self.screens)
            card.exportRequested.connect(self.carry_on)
            card.closeRequested.connect(self.close)
        return bool(circles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.menu.fold_as_needed()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowStateChange:
            self.menu.fold_as_needed()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wheel.watch(self)
        self.drops.watch()
        QTimer.singleShot(_ONCE_SHOWN, load_script_fonts)

    @property
    def theme(self) -> Theme:
        return self.screens.theme

    @property
    def session(self) -> "Session | None":
        """The circle that is open, if one is."""
        return self.circle.session

    def say(self, sentence: str) -> None:
        """Say something wherever one is."""
        if self.circle.view is not None:
            self.circle.view.tell(sentence)
        else:
            self.notice.say(sentence)

    def _ask_to_open(self) -> None:
        from storycircle.ui.system.file_dialogs import ask_to_open  # noqa: PLC0415 (as above)

        title = _("Open an event pack or a circle")
        circles = _("Circle files and event packs ({pattern})", pattern="*.circle *.pdf")
        events = _("Events ({pattern})", pattern="*.json")
        kinds = f"{circles};;{events}"
        ask_to_open(self, title, kinds, self.open_files)

    def follow_motion(self, still: bool) -> None:
        """Let nothing move, or let it: the system asks for it, and the settings may say another."""
        self._dressing.set_still(still)

    # The settings, and what they change at once.

    def _save_settings(self, settings: Settings) -> None:
        try:
            self.library.save_settings(settings)
        except Refused as refused:
            self.screens.say_settings_saved(False)
            self.notice.say(str(refused))
            return
        self.screens.say_settings_saved(True)
        if self.session is not None:
            self.session.take_settings(settings)
        self._dressing.look_again()

    def _refurnish(self, theme: Theme) -> None:
        """Make all screens again in another theme or language. A circle that is open runs on
        meanwhile, and what stands in a field stands there again.
        """
        self._flush()
        if self._is_made("files"):
            self.files.put_away()
        home, notice = self.home, vars(self).pop("notice", None)
        anew = self.screens.renew(theme)
        self._furnish()
        self.screens.replace({home: self.home, **anew, **self.circle.renew()})
        if notice is not None:
            notice.hide()
            notice.deleteLater()
        self.furnished.emit(theme)
        self._text.say()
