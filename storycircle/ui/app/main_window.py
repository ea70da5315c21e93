"""The one place that wires: screens' wishes to the session, the store and each other."""

from contextlib import suppress
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
from storycircle.store.exchange.sealed_file import looks_sealed
from storycircle.store.library import Library
from storycircle.store.refused_text import COMPARE, WORDING
from storycircle.ui.app.close_reminder import ClosingCard, FootCard, waiting
from storycircle.ui.app.lines.meetings import Meetings
from storycircle.ui.app.menu_bar import MenuBar
from storycircle.ui.app.navigation import Navigation
from storycircle.ui.app.open_circle import OpenCircle, Practice, new_session, resumed_session
from storycircle.ui.app.theme_switcher import Dressing, TextSize, TextWheel
from storycircle.ui.app.unsaved_changes import SETTINGS, LettingGo, third_begun
from storycircle.ui.commands import bind, window_keys
from storycircle.ui.home.home_screen import HomeScreen
from storycircle.ui.light.pack_reading import PackReading
from storycircle.ui.organiser.merge.drop_area import FileDrops
from storycircle.ui.system.background import Erasing
from storycircle.ui.system.chime_player import Chime
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.system.keep_awake import Awake
from storycircle.ui.theme.theme import Desktop, Theme, desktop_like, load_script_fonts
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.message import Answer, Notice
from storycircle.ui.widgets.display.scroll_area import FocusInSight, scroll_shown

if TYPE_CHECKING:
    from storycircle.core.formats.sheet_code import Part
    from storycircle.jobs.import_event import Side
    from storycircle.ui.session.session import Session

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
        self._removing = Erasing(library.path, clock, self)
        self._removing.ended.connect(self._removed)
        self.meetings = self._made_meetings()
        self.pack_reading = self._made_pack_reading()
        self._reminds = reminds
        self.letting_go = LettingGo(library, self.circle.save_typed, self.circle.has_unsaved, self)
        self.letting_go.lookRequested.connect(self._look_at)
        self.circle.saved.connect(self.letting_go.saved)
        self.settings_card: FootCard | None = None  # asks whose settings of an event stand
        self._name = _("Story Circle")
        self.setWindowTitle(self._name)
        self.screens.titled.connect(self._show_title)
        self.setMinimumSize(800, 600)
        self.screens.homeRequested.connect(self._wish_home)
        self.screens.circleRequested.connect(self.carry_on)
        self.screens.settingsChanged.connect(self._save_settings)
        self.circle.removeRequested.connect(self.remove_circle)
        self._furnish()
        self._dress(theme, desktop or desktop_like(theme))
        self.drops = FileDrops(self)
        self._bind_keys()
        FocusInSight(self)
        self.go_home()

    def _made_meetings(self) -> Meetings:
        """What is done with lines of meetings; the next one is begun from a circle too."""
        made = Meetings(self.library, self._clock, self._shown_home, self)
        made.said.connect(self.say)
        made.beginning.connect(self.circle.open)
        made.resumed.connect(self.carry_on)
        made.compareRequested.connect(self._compare)
        self.circle.nextRequested.connect(self._next_meeting)
        return made

    def _made_pack_reading(self) -> PackReading:
        """What is done with what the camera read on the first page."""
        made = PackReading(self.library, lambda: self.home, self)
        made.said.connect(self.say)
        made.lookRequested.connect(self._look_at_read)
        self.screens.cameRead.connect(made.take)
        return made

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
            flush_all(self)
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
            (keys.LINE_FILE, self.meetings.choose_file),
        ]
        self.menu = MenuBar(self, self.theme.scale, window_keys(self), acts)
        self._above.insertWidget(0, self.menu)
        self.menu.fold_as_needed()  # what another parent takes in is hidden until later
        self.notice = Notice(self.theme, self.screens)
        self.home = home = HomeScreen(self.theme, self.library, self._clock)
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
        home.nextRequested.connect(self.meetings.next)
        home.setRequested.connect(self.meetings.begin_set_with)
        home.newSetRequested.connect(self.meetings.new_set)
        home.handOnRequested.connect(self.meetings.hand_on)
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

    def open_file(self, path: Path) -> None:
        """Open an event pack, a circle file or an event document. What is refused is said.

        A sealed file is opened where its passphrase can be asked for, and what of a file waits for
        a person is shown where it can be ticked.
        """
        from storycircle.jobs.merge import BECAME, merge_files  # noqa: PLC0415 (when first needed)
        from storycircle.jobs.merge_sources import may_hold_several  # noqa: PLC0415

        if looks_sealed(path) or may_hold_several(path):
            self._gather([path])
            return
        try:
            if path.suffix.lower() == ".json":
                self._load(path)
            else:
                merged = next(iter(merge_files(self.library, [path])))
                if merged.waiting:  # all else of it is merged; this is asked where it can be ticked
                    self._gather([path])
                    return
                if merged.refused_in_part:
                    self.say(merged.why)
                else:
                    self.say(_(BECAME[merged.outcome], name=path.name))
        except Refused as refused:
            self.say(str(refused))
        self.home.refresh()

    def _load(self, path: Path, side: "Side | None" = None) -> None:
        """Load an event document. Whose settings stand, where they differ, is asked: Esc, and
        nothing of it is loaded. Raises Refused.
        """
        from storycircle.jobs.import_event import Side, load  # noqa: PLC0415 (when first needed)

        self._put_away_settings()
        try:
            held = load(self.library, path, side).gathered
        except Refused as refused:
            if refused.key != "event-differs":
                raise
            answers = (
                Answer(Side.HERE, _("Keep those here"), "main"),
                Answer(Side.FILE, _("Take those of the file"), "second"),
            )
            both = refused.fields["both"]
            said = _("{differences} New circles of the file come in either way.", differences=both)
            self.settings_card = FootCard(self.theme, refused.title, said, answers, self)
            self.settings_card.answered.connect(lambda value: self._settled(path, Side(value)))
            self.settings_card.closed.connect(self._put_away_settings)
        else:
            self.say(_("{event} is on this laptop now.", event=held.event.title))

    def _settled(self, path: Path, side: "Side") -> None:
        """A person said whose settings of an event stand."""
        try:
            self._load(path, side)
        except Refused as refused:
            self.say(str(refused))
        self.home.refresh()
        self.screens.refresh_organiser()

    def _put_away_settings(self) -> None:
        if self.settings_card is not None:
            self.settings_card.put_away()
            self.settings_card = None

    def open_files(self, paths: list[Path]) -> None:
        """Open files that came together: one as it is opened alone, several at the organiser's."""
        if self.screens.busy:
            self.say(_("Files are being gathered. Bring these again once that is done."))
        elif len(paths) == 1:
            self.open_file(paths[0])
        else:
            self._gather(paths)

    def _gather(self, paths: list[Path]) -> None:
        if self.library.reads:
            self.say(str(Refused("only-reads")))
            return
        self.screens.show_organiser()
        self.screens.organiser.gather(paths)

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
        self._removing.wait()
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
        flush_all(self)
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
        flush_all(self)
        self._put_away_settings()
        home, notice = self.home, self.notice
        anew = self.screens.renew(theme)
        self._furnish()
        self.screens.replace({home: self.home, **anew, **self.circle.renew()})
        notice.hide()
        notice.deleteLater()
        self.furnished.emit(theme)
        self._text.say()
