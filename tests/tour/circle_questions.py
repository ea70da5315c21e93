"""The tour's pictures of a circle that is not like the usual one, and of all that it asks: many
names and odd times, its words changed, a narrow window, and the plenary's cards and dialogs.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from storycircle.core import actions, stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.i18n import _
from storycircle.core.model import Sharing
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.import_event import read_file
from storycircle.resources import example_event
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.open_screen import OpenScreen
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.session import Session
from storycircle.ui.system import printer as printing
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.display.message import AskCard
from tests.tour.dialogs import file_dialog, list_of, menu_of, show, tip_of
from tests.tour.waiting import until

Take = Callable[[str, QWidget], None]
MANY = """Bartholomew Featherstonehaugh-Cholmondeley, children's social care
Dawn G
Dawn G
Sandra S
John R
Simon R
Andrew H
Rukhsana Begum
Ngozi Okonjo
Aoife Ní Dhomhnaill
Jo"""
PASSPHRASE = "kestrel on a wire"  # noqa: S105 (of nobody)


class CircleQuestionsTour:
    """Walks a small circle, in a window of its own, through what it asks.

    place: a folder of its own. size: width and height of the window in px.
    """

    def __init__(self, theme: Theme, place: Path, size: tuple[int, int], take: Take) -> None:
        self._place, self._size, self._take = place, size, take
        clock = SimulatedClock(datetime(2007, 6, 14, 11, 16))  # noqa: DTZ001
        self._library = Library(place / "questions" / "library", clock)
        self._library.save_event(read_file(example_event()).event)
        self._window = Window(theme, self._library, clock)
        self._window.resize(*size)
        self._window.show()

    def walk(self) -> None:
        """All of it."""
        self._window.start_circle()
        self._gather()
        self._open()
        self._stories()
        self._plenary()
        self._window.go_home()
        self._settings()
        self._window.close()
        self._library.close()

    @property
    def _session(self) -> Session:
        session = self._window.session
        assert session is not None
        return session

    def _screen(self) -> StageScreen:
        (view,) = self._window.findChildren(CircleView)
        return view.screen_of_stage()

    def _stop(self, name: str, widget: QWidget | None = None) -> None:
        self._take(name, widget or self._window)

    def _gather(self) -> None:
        """Eleven names, two of them alike, and a time that is too short for them."""
        self._window.setFocus()  # out of the names, which else stand as they were typed
        self._session.members.set_details(number=6)
        self._session.members.set_names(MANY)
        self._session.time.set_time("11.32")
        self._stop("02-gather-many-names")
        screen = self._screen()
        assert isinstance(screen, GatherScreen)
        with tip_of(screen.ring, MANY.partition(",")[0]) as tip:
            self._stop("02-gather-tip", tip)
        self._session.time.set_time("11.50")

    def _open(self) -> None:
        self._session.time.go(Stage.OPEN)
        screen = self._screen()
        assert isinstance(screen, OpenScreen)
        screen.turn()
        self._stop("03-open-words-changed")
        screen.turn()

    def _stories(self) -> None:
        """Where there is room for one side at a time; what a right click offers; and a story."""
        session = self._session
        session.time.go(Stage.STORIES)
        self._window.resize(self._window.minimumSize())
        self._stop("04-stories-narrow")
        screen = self._screen()
        assert isinstance(screen, StoriesScreen)
        QTest.keyClick(screen, Qt.Key.Key_F6)
        self._stop("04-stories-narrow-story")
        QTest.keyClick(screen, Qt.Key.Key_Escape)
        self._window.resize(*self._size)
        with menu_of(screen.story.story_title) as menu:
            self._stop("04-stories-menu", menu)
        for member, sharing in zip(session.state.circle.members, Sharing, strict=False):
            points = f"The shared assessment visit\n{sharing.value}"
            told = stories.with_story(session.state.circle, member.id, points=points)
            session.write(told)
            session.consent.choose(session.state.circle.stories[-1].id, sharing)
        session.act_on(actions.with_idea(session.state.circle, "Joint lunch once a term"))
        idea = session.state.circle.ideas[0].id
        session.act_on(actions.committed(session.state.circle, idea))

    def _plenary(self) -> None:
        self._session.time.go(Stage.PLENARY)
        screen = self._screen()
        assert isinstance(screen, PlenaryScreen)
        self._stop("08-plenary-many-names")
        screen.finish.click()
        self._stop("08-finish-question")
        self._look(screen)
        self._passphrase(screen)
        self._print(screen)
        screen.hand_over.export()
        with file_dialog() as dialog:
            self._stop("08-export-dialog", dialog)
        before = screen.message
        screen.hand_over.export_to(self._place / "circle-6.circle")
        until(lambda: screen.message not in (None, before))
        self._stop("08-exported")
        assert screen.message is not None
        screen.message.answered.emit("remove")
        self._stop("08-remove-question")
        screen.message.answered.emit("notes")
        asked = screen.message
        until(lambda: screen.message not in (None, asked))
        self._stop("08-erased")

    def _look(self, screen: PlenaryScreen) -> None:
        """The very words behind a line of what leaves."""
        link = next(link for link in screen.findChildren(Link) if link.text() == _("look"))
        link.click()
        self._stop("08-words-that-leave")
        (view,) = self._window.findChildren(CircleView)
        view.leaving.ended.emit()

    def _passphrase(self, screen: PlenaryScreen) -> None:
        """Asked for, typed, and refused as the second is another."""
        screen.hand_over.seal.click()
        self._stop("08-passphrase")
        (card,) = (card for card in screen.findChildren(AskCard) if card.isVisible())
        QTest.keyClicks(card.fields[0], PASSPHRASE)
        QTest.keyClicks(card.fields[1], PASSPHRASE[:-2])
        self._stop("08-passphrase-typed")
        card.answered.emit([PASSPHRASE, PASSPHRASE[:-2]])
        self._stop("08-passphrase-refused")

    def _print(self, screen: PlenaryScreen) -> None:
        """No printer is there; then the dialog of one that prints to a file."""
        with patch.object(printing, "no_printer", lambda: True):
            screen.out.print_()
        self._stop("08-no-printer")
        printer = printing.new_printer("a4")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._place / "printed.pdf"))
        printing.ask_for_printer(self._window, printer, 3, lambda _printer: None)
        with file_dialog() as dialog:
            self._stop("08-print-dialog", dialog)

    def _settings(self) -> None:
        """The backups there are, the question before going back; the screens for the room."""
        self._library.back_up()
        self._window.screens.show_settings()
        settings = self._window.screens.settings
        with list_of(settings.screen_) as choices:
            self._stop("15-settings-screens", choices)
        settings.copies.go_back.click()
        show(settings.copies)
        self._stop("15-settings-go-back")
