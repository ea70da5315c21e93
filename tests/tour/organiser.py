"""The organiser's part of the tour: pack, gather, headings with 16, 40 and 120 actions, the stream,
compare, report. Cards beyond the sixteen of 2007 are made up of their words.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.clock import Clock
from storycircle.core.model import Action, Circle, Event, Invited, Member, new_id, own_event
from storycircle.jobs.demo import play
from storycircle.jobs.export import export_circle
from storycircle.jobs.import_event import read_file
from storycircle.jobs.light.sending import circle_to_show, pack_to_show
from storycircle.jobs.merge import FileOutcome, MergeResult
from storycircle.resources import example_event
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.sealed_file import make_key
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.light import camera as cameras
from storycircle.ui.organiser.merge.camera_page import SEE, CameraPage
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.theme import Theme
from tests.by_light.camera import Camera, Condition
from tests.by_light.films import as_frame
from tests.support.many_actions import many
from tests.support.no_camera import NoCamera
from tests.tour.waiting import until

HELD = Condition((1280, 720), 30, (6, -5, 3), 0.85, 0.4, 0.03, 0.9, 0, 0, 0, 0, 1)
"""How the camera of the tour sees another screen."""
Picture = Callable[[str, QWidget], None]
NAMES = ("Brian R", "Dawn G, health visiting", "Sandra S, youth service")


def many_files(count: int) -> tuple[MergeResult, ...]:
    """Rows of so many files: most are new, a few need a person."""
    kinds = {3: FileOutcome.REFUSED, 11: FileOutcome.UPDATED, 17: FileOutcome.LOOK}
    said = "It ends in the middle. Copy it again from the laptop it was written on."
    rows = []
    for number in range(1, count + 1):
        kind = kinds.get(number % 97, FileOutcome.NEW)
        why = said if kind is FileOutcome.REFUSED else "Three actions, two stories."
        known = None if kind is FileOutcome.REFUSED else number
        rows.append(MergeResult(f"circle-{number}.circle", kind, why, known, 6, 3, at=number))
    return tuple(rows)


class OrganiserTour:
    """Walks an organiser's own window from the first files to the report."""

    def __init__(self, theme: Theme, clock: Clock, place: Path, size: QSize) -> None:
        self.theme, self.clock, self.place, self.size = theme, clock, place, size

    def walk(self, picture: Picture) -> None:
        """All places of the rail."""
        for _step in play(self.place / "demo"):
            pass
        files = self.place / "demo" / "circles"
        (files / "holiday.circle").write_text("not a circle file", encoding="utf-8")
        with Library(self.place / "organiser", self.clock) as library:
            window = self._window(library)
            window.home.gatherRequested.emit()
            self._gather(window, files)
            picture("10-gather-circles", window)
            self._camera(window, picture)
            self._pack(window, library, picture)
            self._pack_by_light(picture)
            self._apart(window, files, picture)
            picture("10-gather-choices", window)
            window.screens.organiser.places.open_compare()
            picture("12-compare", window)
            self._many(window, picture)
            window.screens.organiser.go(Place.REPORT)
            picture("report-place", window)
            self._room(window, picture)
            window.close()
        for count in (16, 40, 120):
            self._board(count, picture)
        self._sorting(picture)

    def _many(self, window: Window, picture: Picture) -> None:
        """A circle to be read; then files by the hundred, and those of them that were refused."""
        organiser, session = window.screens.organiser, window.screens.organiser.session
        organiser.go(Place.GATHER)
        organiser.places.read_circle(session.state.circles[0].id)
        picture("39-read-circle", window)
        organiser.go(Place.GATHER)
        session.apply(replace(session.state, rows=many_files(600), came="13.20"))
        picture("41-gather-600", window)
        organiser.main.bar.choose(FileOutcome.REFUSED)
        organiser.main.bar.focus()
        picture("41-gather-refused", window)
        organiser.main.bar.reset()
        session.show_event(session.state.shown)

    def _camera(self, window: Window, picture: Picture) -> None:
        """Codes held before the camera: some parts of one circle, and another one whole."""
        places = window.screens.organiser.places
        with patch.object(cameras, "Camera", NoCamera):
            places.gather.camera.open()
            page = places.currentWidget()
            assert isinstance(page, CameraPage)
            with Library(self.place / "demo" / "laptops" / "5" / "library", self.clock) as other:
                symbols = circle_to_show(other, other.circles()[0]).symbols
            self._held_before(page, symbols[:-3])
            picture("10-gather-camera", window)
            self._held_before(page, symbols)
            until(lambda: page.slot.message is not None)
            picture("10-gather-camera-whole", window)
            places.go(Place.GATHER)

    def _held_before(self, page: CameraPage, symbols: Sequence[Sequence[bytes]]) -> None:
        """Each code before the camera, until it is read."""
        for symbol in symbols:
            ((_, frame),) = Camera(HELD, [symbol], 1).frames(1 / HELD.rate)
            read: list[object] = []
            assert page.reader is not None
            assert page.sink is not None
            page.reader.read.connect(lambda *seen, read=read: read.append(seen))
            page.sink.setVideoFrame(QVideoFrame(as_frame(frame)))
            until(lambda read=read: bool(read))  # type: ignore[misc]

    def _room(self, window: Window, picture: Picture) -> None:
        """The room's clock, led through two circles; and the paper of all circles."""
        places = window.screens.organiser.places
        places.open_clock()
        report = places.clock.reporting
        report.start_or_pause()
        report.next_circle()
        report.pass_circle()
        report.start_or_pause()
        picture("room-clock", window)
        places.open_paper()
        until(lambda: places.paper.paper.made is not None)
        picture("organiser-paper", window)

    def _window(self, library: Library) -> Window:
        window = Window(self.theme, library, self.clock)
        window.resize(self.size)
        window.show()
        return window

    def _look(self, window: Window, path: Path) -> None:
        window.screens.organiser.gather([path])
        self._wait(window)

    def _gather(self, window: Window, path: Path) -> None:
        self._look(window, path)
        window.screens.organiser.main.merge()
        self._wait(window)

    def _wait(self, window: Window) -> None:
        while window.screens.organiser.session.state.running:
            QApplication.processEvents()

    def _pack(self, window: Window, library: Library, picture: Picture) -> None:
        event = library.events()[0]
        library.save_event(replace(event, expected=7))
        library.save_invited(event.id, [Invited(event.id, 5, NAMES)])
        window.screens.organiser.show_event(event.id)
        window.screens.organiser.go(Place.PACK)
        picture("pack", window)
        window.screens.organiser.go(Place.GATHER)

    def _pack_by_light(self, picture: Picture) -> None:
        """The pack on the organiser's screen, with its key; on the first page of another laptop
        the camera that reads it, and the question before it is taken.
        """
        with Library(self.place / "packs", self.clock) as library:
            library.load(read_file(example_event()))
            make_key(library.path, "six chairs in a ring")
            window = self._window(library)
            window.home.gatherRequested.emit()
            window.screens.organiser.go(Place.PACK)
            by_light = window.screens.organiser.places.pack.by_light
            by_light.ask()
            picture("pack-by-light-asked", window)
            by_light.show()
            until(lambda: by_light.showing.screen is not None)
            codes = by_light.showing.screen
            assert codes is not None
            codes.showNormal()
            codes.resize(self.size)
            picture("pack-by-light", codes)
            window.close()
            shown = pack_to_show(library, library.events()[0])
        with (
            Library(self.place / "facilitator", self.clock) as library,
            patch.object(cameras, "Camera", NoCamera),
        ):
            window = self._window(library)
            window.screens.show_camera()
            page = window.screens.camera
            self._held_before(page, shown.symbols[:-2])
            picture("01-home-camera", window)
            self._held_before(page, shown.symbols)
            until(lambda: page.slot.message is not None)
            page.slot.answered.emit(SEE)
            picture("01-home-pack-by-camera", window)
            window.close()

    def _apart(self, window: Window, files: Path, picture: Picture) -> None:
        """A late correction of circle 5 from two laptops, a second circle 4, and a stranger."""
        first = self.place / "demo" / "laptops" / "5" / "library"
        with Library(first, self.clock) as one, Library(self.place / "s", self.clock) as scribe:
            circle = one.circles()[0]
            export_circle(one, circle, files / "circle-5.circle")
            scribe.merge(circle_file.read(files / "circle-5.circle"))
            end = ", and bring it to the next meeting."
            for name, library, tail in (("a", one, "."), ("b", scribe, end)):
                held = library.circle(circle.id)
                words = "Individuals to map their own circle of influence" + tail
                by = "12 July" if name == "a" else "next meeting"
                action = replace(held.actions[1], text=words, by=by)
                actions = (held.actions[0], action, *held.actions[2:])
                library.save_circle(replace(held, actions=actions))
                export_circle(library, library.circle(circle.id), files / f"{name}.circle")
            own, pack = own_event("2007-06-14"), one.event(circle.event)
            assert pack is not None
            scribe.save_event(own)
            for event, number in ((own, 1), (pack, 4)):
                other = Circle(new_id(), number, event.id, members=_people("Jo", "Sam", "Ash"))
                scribe.save_circle(other)
                export_circle(scribe, other, files / f"other-{number}.circle")
        self._gather(window, files / "a.circle")
        self._look(window, files)
        table = window.screens.organiser.main.table
        table.selectRow(next(at for at, row in enumerate(table.rows()) if row.changes))
        picture("10-gather-look", window)
        for name in ("b", "other-1", "other-4"):
            self._gather(window, files / f"{name}.circle")

    def _board(self, count: int, picture: Picture) -> None:
        """The event of 2007 under its five headings, and as many more actions as are wanted."""
        held = read_file(example_event())
        with Library(self.place / f"board-{count}", self.clock) as library:
            library.load(held)
            texts = [action.text for circle in held.circles for action in circle.actions]
            for circle in made_up(held.event, texts, count):
                library.save_circle(circle)
            window = self._window(library)
            window.home.gatherRequested.emit()
            window.screens.organiser.go(Place.HEADINGS)
            board = window.screens.organiser.places.board
            board.ground.focus_beside(held.event.headings[0], 1, 0)
            picture(f"11-headings-board-{count}", window)
            if count == len(texts):
                board.pick_up()
                picture("11-headings-board-carrying", window)
                board.back()
                board.naming.add()
                picture("11-headings-board-naming", window)
            window.close()

    def _sorting(self, picture: Picture) -> None:
        """The stream: at its beginning, with a number begun, a wording, a search, what it found."""
        with Library(self.place / "sorting", self.clock) as library:
            library.load(many(120)[0])
            window = self._window(library)
            window.home.gatherRequested.emit()
            window.screens.organiser.go(Place.HEADINGS)
            headings = window.screens.organiser.places.headings
            page = headings.sorting
            for place in (0, 1, 0, 2):
                page.send_to(page.headings[place])
            picture("42-board-sorting", window)
            page.card.begin_wording()
            picture("42-board-sorting-wording", window)
            page.back()
            headings.look_through()
            headings.board.ground.search.setText("lunch")
            picture("42-board-sorting-search", window)
            headings.sort(headings.board.found_waiting())
            picture("42-board-sorting-found", window)
            page.editor.sort(page.stream.order, page.headings[4])
            picture("42-board-sorting-done", window)
            window.close()


def made_up(event: Event, texts: list[str], count: int) -> list[Circle]:
    """Circles from number 8 on, until there are so many actions in all."""
    circles: list[Circle] = []
    left = count - len(texts)
    for place in range(0, left, 3):
        actions = tuple(
            Action(new_id(), texts[n % len(texts)], heading=event.headings[n * 3 % 5 - n % 2])
            for n in range(place, min(place + 3, left))
        )
        circles.append(
            Circle(new_id(), 8 + place // 3, event.id, members=_people("Ann"), actions=actions)
        )
    return circles


def _people(*names: str) -> tuple[Member, ...]:
    return tuple(Member(new_id(), name) for name in names)
