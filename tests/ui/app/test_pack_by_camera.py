"""Home's way to an event pack on the organiser's screen: read, compared aloud, then taken."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.core.settings import Look, Settings
from storycircle.core.text import fingerprint
from storycircle.jobs.light.sending import circle_to_show, pack_to_show
from storycircle.store.exchange.sealed_file import make_key
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.light import camera as cameras
from storycircle.ui.organiser.merge.camera_page import CameraPage
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.message import Message
from tests.by_light.camera import Camera, Condition
from tests.by_light.films import as_frame
from tests.support.no_camera import NoCamera

GOOD = Condition((1280, 720), 30, (5, -4, 3), 0.85, 0.4, 0.03, 0.9, 0, 0, 0, 0, 1)
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(
    qtbot: QtBot,
    qapp: QApplication,
    library: Library,
    clock: SimulatedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:
    """A facilitator's laptop with nothing yet, and two cameras."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    monkeypatch.setattr(cameras, "Camera", NoCamera)
    monkeypatch.setattr(NoCamera, "opened", [])
    made = Window(theme, library, clock)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def organiser(
    example: Gathered, clock: SimulatedClock, tmp_path_factory: pytest.TempPathFactory
) -> Library:
    """Another laptop, with June 2007."""
    other = Library(tmp_path_factory.mktemp("organiser") / "library", clock)
    other.load(example)
    return other


def camera_page(window: Window) -> CameraPage:
    """The page, opened by its key."""
    QTest.keyClick(window, Qt.Key.Key_G, HELD)
    page = window.screens.currentWidget()
    assert isinstance(page, CameraPage)
    return page


def read(qtbot: QtBot, page: CameraPage, symbols: Sequence[Sequence[bytes]]) -> None:
    """Each code before the camera, and then the first answer."""
    for symbol in symbols:
        ((_, picture),) = Camera(GOOD, [symbol], 1).frames(1 / GOOD.rate)
        assert page.sink is not None
        assert page.reader is not None
        with qtbot.waitSignal(page.reader.read, timeout=20_000):
            page.sink.setVideoFrame(QVideoFrame(as_frame(picture)))
    assert page.slot.message is not None
    said = page.slot.message.accessibleDescription()
    assert "Say so to whoever showed it." in said
    assert "next circle" not in said
    QTest.keyClick(page.slot.message, Qt.Key.Key_Return)


def asked(window: Window) -> Message:
    """What is asked on the first page."""
    (message,) = asking(window)
    return message


def asking(window: Window) -> list[Message]:
    return [one for one in window.home.findChildren(Message) if one.isVisible()]


def told(message: Message) -> str:
    return f"{message.accessibleName()} {message.accessibleDescription()}"


@pytest.mark.slow
@pytest.mark.usefixtures("quick_seal")
def test_a_pack_is_taken_once_its_key_was_compared(
    qtbot: QtBot, window: Window, organiser: Library, library: Library
) -> None:
    """Both screens have its fingerprint; until somebody says so, nothing is taken."""
    key = make_key(organiser.path, "kestrel over the moor")
    shown = pack_to_show(organiser, organiser.events()[0])
    read(qtbot, camera_page(window), shown.symbols)
    assert window.screens.currentWidget() is window.home
    assert NoCamera.opened[-1] == "off"
    message = asked(window)
    assert f"sealed to this key:\n{fingerprint(key)}\n" in told(message)
    assert fingerprint(key) in shown.keys
    assert library.events() == []
    QTest.keyClick(message, Qt.Key.Key_Return)
    (event,) = library.events()
    assert event.recipients == (key,)
    assert window.notice.accessibleName() == "Whole System Event is on this laptop now."
    assert asking(window) == []


def test_another_key_is_not_taken(
    qtbot: QtBot, window: Window, organiser: Library, library: Library
) -> None:
    """Esc, and the second answer: nothing was taken; a pack without a key says so."""
    symbols = pack_to_show(organiser, organiser.events()[0]).symbols
    read(qtbot, camera_page(window), symbols)
    assert "It has no key: circle files of it will not be sealed." in told(asked(window))
    QTest.keyClick(asked(window), Qt.Key.Key_Escape)
    assert asking(window) == []
    assert library.events() == []


@pytest.mark.slow
@pytest.mark.usefixtures("quick_seal")
def test_another_key_for_an_event_that_is_here_is_ticked_where_files_are(
    qtbot: QtBot, window: Window, organiser: Library, library: Library
) -> None:
    """As of any file: it waits in the table for a person."""
    event = organiser.events()[0]
    read(qtbot, camera_page(window), pack_to_show(organiser, event).symbols)
    QTest.keyClick(asked(window), Qt.Key.Key_Return)
    make_key(organiser.path, "kestrel over the moor")
    read(qtbot, camera_page(window), pack_to_show(organiser, event).symbols)
    message = asked(window)
    with qtbot.waitSignal(window.screens.organiser.session.ended, timeout=60_000):
        QTest.keyClick(message, Qt.Key.Key_Return)
    (row,) = window.screens.organiser.session.state.rows
    assert row.waiting
    assert library.events()[0].recipients == ()


@pytest.mark.slow
def test_a_circle_is_looked_at_where_circles_are_gathered(
    qtbot: QtBot, window: Window, organiser: Library, library: Library
) -> None:
    """Whoever reads a circle on the first page sees the preview that any file has."""
    shown = circle_to_show(organiser, organiser.circles()[4])
    read(qtbot, camera_page(window), shown.symbols)
    session = window.screens.organiser.session
    qtbot.waitUntil(lambda: session.state.looked, timeout=60_000)
    assert library.circles() == []
    assert window.screens.currentWidget() is window.screens.organiser


def test_the_camera_is_open_only_on_its_page(window: Window) -> None:
    """The link opens it; Esc, the page of keys and a closed window close it."""
    window.home.cameraRequested.emit()
    page = window.screens.currentWidget()
    assert isinstance(page, CameraPage)
    assert NoCamera.opened[-1] == "a"
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert NoCamera.opened[-1] == "off"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.screens.currentWidget() is page
    assert NoCamera.opened[-1] == "a"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.screens.currentWidget() is window.home
    assert NoCamera.opened[-1] == "off"
    assert window.screens.title == ""
    camera_page(window)
    window.close()
    assert NoCamera.opened[-1] == "off"


def test_another_theme_opens_it_again(qtbot: QtBot, window: Window) -> None:
    """The page is made anew, and its camera with it."""
    before = camera_page(window)
    window.screens.settingsChanged.emit(Settings(look=Look.DARK))
    qtbot.waitUntil(lambda: window.theme.dark)
    page = window.screens.currentWidget()
    assert isinstance(page, CameraPage)
    assert page is not before
    assert page.reader is not None
    assert NoCamera.opened[-1] == "a"


def test_where_nothing_can_be_written_no_camera_is_opened(
    window: Window, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window has the library: it says so at once, not after the reading."""
    monkeypatch.setattr(library, "reads", True)
    window.home.cameraRequested.emit()
    assert window.screens.currentWidget() is window.home
    assert window.notice.accessibleName()
    assert NoCamera.opened == []


def test_without_a_camera_the_facilitator_is_told_a_way(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way is theirs: a facilitator opens the pack as a file, and gathers nothing."""
    monkeypatch.setattr(NoCamera, "why", cameras.NO_CAMERA)
    message = camera_page(window).slot.message
    assert message is not None
    said = f"{message.accessibleName()} {message.accessibleDescription()}"
    assert "No camera was found on this laptop. Plug one in." in said
    assert "Or ask for the pack as a file, and open that." in said
    assert "gather" not in said
