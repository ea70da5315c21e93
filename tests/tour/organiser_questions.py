"""The tour's pictures of an organiser with nothing yet, and of all that is asked of one: a code, a
key, a passphrase, what of a file waits, and what is refused.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import model
from storycircle.core.clock import Clock
from storycircle.core.model import Circle, Member
from storycircle.jobs.export import export_circle, export_pack
from storycircle.jobs.merge import looked_at, merge_files
from storycircle.store.exchange.sealed_file import make_key
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.codes_and_keys import OrganiserAsking
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_state import JobKind
from storycircle.ui.organiser.save_dialogs import ask_where
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.message import AskCard
from tests.tour.dialogs import file_dialog
from tests.tour.waiting import until

Take = Callable[[str, QWidget], None]
EVENT = model.Event("e", "Whole System Event", venue="The Borough Hall", question="What helps?")
CIRCLE = Circle("c", 5, "e", members=(Member("a", "Al"), Member("b", "Bo")))
PASSPHRASE = "kestrel on a wire"  # noqa: S105 (of nobody)


class OrganiserQuestionsTour:
    """Walks an organiser's empty window, and then through what it asks.

    place: a folder of its own. size: width and height of the window in px.
    """

    def __init__(
        self, theme: Theme, clock: Clock, place: Path, size: tuple[int, int], take: Take
    ) -> None:
        self._clock, self._place, self._take = clock, place / "asking", take
        self._library = Library(self._place / "organiser" / "library", clock)
        self._window = Window(theme, self._library, clock)
        self._window.resize(*size)
        self._window.show()

    def walk(self) -> None:
        """All of it."""
        self._window.screens.show_organiser()
        self._stop("10-gather-nothing")
        self._empty()
        self._codes()
        self._sealed()
        self._slow()
        self._waits()
        self._window.close()
        self._library.close()

    @property
    def _screen(self) -> OrganiserScreen:
        return self._window.screens.organiser

    @property
    def _asking(self) -> OrganiserAsking:
        (asking,) = self._screen.findChildren(OrganiserAsking)
        return asking

    def _stop(self, name: str, widget: QWidget | None = None) -> None:
        self._take(name, widget or self._window)

    def _empty(self) -> None:
        """An event of which nothing is there: its pack, board, report, clock and paper."""
        self._library.save_event(EVENT)
        self._screen.show_event(EVENT.id)
        for place, name in (
            (Place.PACK, "pack-new"),
            (Place.HEADINGS, "11-headings-nothing"),
            (Place.REPORT, "report-nothing"),
        ):
            self._screen.go(place)
            self._stop(name)
        self._screen.places.open_clock()
        self._stop("room-clock-nothing")
        ask_where(self._screen, self._screen.session, JobKind.REPORT)
        with file_dialog() as dialog:
            self._stop("report-dialog", dialog)

    def _codes(self) -> None:
        """A teller's code, one that is none, and the passphrase of a key."""
        self._screen.go(Place.GATHER)
        asking = self._asking
        asking.ask_code()
        self._stop("10-code")
        self._card().answered.emit(["please"])
        until(lambda: asking.slot.message is not None)
        self._stop("10-code-refused")
        asking.slot.clear()
        asking.ask_key()
        self._stop("10-key")
        asking.close_prompt()

    def _sealed(self) -> None:
        """A sealed file asks for its passphrase; with another it stays closed."""
        path = self._place / "circle-5.circle"
        with Library(self._place / "laptop" / "library", self._clock) as laptop:
            laptop.save_event(EVENT)
            laptop.save_circle(CIRCLE)
            export_circle(laptop, laptop.circle("c"), path, PASSPHRASE)
        self._screen.gather([path])
        until(lambda: bool(self._cards()))
        self._stop("10-passphrase")
        self._card().answered.emit([PASSPHRASE[:-2]])
        self._wait()
        self._stop("10-passphrase-wrong")

    def _slow(self) -> None:
        """Files of which one takes a while."""
        folder = self._place / "many"
        folder.mkdir()
        for number in range(12):
            (folder / f"{number}.circle").write_text("{}", encoding="utf-8")
        really, goes_on = looked_at, Event()

        def slowly(*given: Any, **named: Any) -> Iterator[Any]:
            for place, row in enumerate(really(*given, **named)):
                yield row
                if place == 7:
                    goes_on.wait(20)

        with patch("storycircle.ui.organiser.background_jobs.looked_at", slowly):
            self._screen.gather([folder])
            until(self._screen.main.progress.isVisible)
            self._stop("10-gather-at-work")
            goes_on.set()
            self._wait()
        self._stop("10-gather-refused")

    def _waits(self) -> None:
        """An organiser's pack that would change an event here, and seal its files."""
        path = self._place / "pack.circle"
        with Library(self._place / "other" / "library", self._clock) as other:
            key = make_key(other.path, PASSPHRASE)
            export_pack(self._library, EVENT, path)
            list(merge_files(other, [path]))
            other.save_event(replace(EVENT, title="Moved", venue="The Hall", recipients=(key,)))
            (event,) = other.events()
            export_pack(other, event, path)
        self._screen.gather([path])
        self._wait()
        self._stop("10-gather-waits")
        self._screen.choose()
        with file_dialog() as dialog:
            self._stop("10-choose-dialog", dialog)

    def _cards(self) -> list[AskCard]:
        return [card for card in self._screen.findChildren(AskCard) if card.isVisible()]

    def _card(self) -> AskCard:
        (card,) = self._cards()
        return card

    def _wait(self) -> None:
        while self._screen.session.state.running:
            QApplication.processEvents()
