"""Reading circles from the camera: a film of another screen, and the same preview as any file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.shareable import leaving
from storycircle.core.formats import light_code, sheet_code
from storycircle.core.model import Gathered
from storycircle.jobs.light.sending import ToShow, circle_to_show
from storycircle.paper.sheets.qr_codes import symbol
from storycircle.store.library import Library
from storycircle.ui.light import camera as cameras
from storycircle.ui.organiser.merge import camera_page as camera_page_module
from storycircle.ui.organiser.merge.camera_page import CameraPage
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.by_light.camera import Camera, Condition
from tests.by_light.films import as_frame
from tests.support.no_camera import NoCamera

GOOD = Condition((1280, 720), 30, (5, -4, 3), 0.85, 0.4, 0.03, 0.9, 0, 0, 0, 0, 1)
POOR = Condition((640, 480), 30, (0, 0, 0), 0.95, 0.3, 0, 1, 0, 0, 0, 0, 1)


@pytest.fixture
def screen(
    qtbot: QtBot,
    qapp: QApplication,
    library: Library,
    clock: SimulatedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[OrganiserScreen]:
    """An organiser with nothing yet, and two cameras."""
    apply_theme(qapp, Theme(LIGHT, still=True))
    monkeypatch.setattr(cameras, "Camera", NoCamera)
    monkeypatch.setattr(NoCamera, "opened", [])
    made = OrganiserScreen(Theme(LIGHT, still=True), OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def camera_page(screen: OrganiserScreen) -> CameraPage:
    """The page, opened by its key."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(screen, Qt.Key.Key_G, held)
    page = screen.places.currentWidget()
    assert isinstance(page, CameraPage)
    return page


def held_before(
    qtbot: QtBot, page: CameraPage, codes: list[tuple[bytes, ...]], condition: Condition = GOOD
) -> None:
    """One frame of each code, each waited for."""
    for code in codes:
        ((_, picture),) = Camera(condition, [code], 1).frames(1 / condition.rate)
        play(qtbot, page, as_frame(picture))


def play(qtbot: QtBot, page: CameraPage, image: QImage) -> None:
    assert page.sink is not None
    assert page.reader is not None
    with qtbot.waitSignal(page.reader.read, timeout=20_000):
        page.sink.setVideoFrame(QVideoFrame(image))


@pytest.fixture
def five(
    example: Gathered, clock: SimulatedClock, tmp_path_factory: pytest.TempPathFactory
) -> ToShow:
    """Circle 5, as another laptop shows it."""
    other = Library(tmp_path_factory.mktemp("other") / "library", clock)
    other.load(example)
    return circle_to_show(other, other.circles()[4])


def said(page: CameraPage) -> str:
    message = page.slot.message
    return f"{message.accessibleName()} {message.accessibleDescription()}" if message else ""


def answer(page: CameraPage) -> None:
    """Enter: the first answer."""
    assert page.slot.message is not None
    QTest.keyClick(page.slot.message, Qt.Key.Key_Return)


@pytest.mark.slow
def test_a_circle_comes_by_the_camera_and_is_looked_at_as_a_file_is(
    qtbot: QtBot, screen: OrganiserScreen, five: ToShow, library: Library
) -> None:
    """How much is there, and what is missing; a tick, the preview, and the next circle."""
    page = camera_page(screen)
    codes = list(five.symbols)
    count = len(codes)
    held_before(qtbot, page, codes[:3] + codes[4:-1])
    assert page.progress.text() == f"{count - 2} of {count}"
    assert page.hint.text() == f"Missing: parts 4 and {count}."
    assert said(page) == ""
    held_before(qtbot, page, [codes[3], codes[-1]])
    assert said(page).startswith("Here, and whole.")
    assert library.circles() == []
    with qtbot.waitSignal(screen.session.ended, timeout=60_000):
        answer(page)
    assert NoCamera.opened[-1] == "off"
    assert screen.session.state.looked
    assert library.circles() == []
    with qtbot.waitSignal(screen.session.ended, timeout=60_000):
        QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (circle,) = library.circles()
    assert circle.number == 5
    message = screen.main.slot.message
    assert message is not None
    QTest.keyClick(message, Qt.Key.Key_Return)
    assert isinstance(screen.places.currentWidget(), CameraPage)
    assert NoCamera.opened[-1] == "a"


@pytest.mark.slow
def test_a_sheet_held_to_the_camera_is_read_too(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, example: Gathered
) -> None:
    """With another beside it: several at once."""
    page = camera_page(screen)
    for circle in example.circles[:2]:
        content = sheet_code.content_of(example.event, leaving(circle).circle)
        (code,) = sheet_code.cut(sheet_code.packed(content), 1)
        held_before(qtbot, page, [symbol(code)])
    assert said(page).startswith("Two are here, and whole.")
    with qtbot.waitSignal(screen.session.ended, timeout=60_000):
        answer(page)
    with qtbot.waitSignal(screen.session.ended, timeout=60_000):
        QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [circle.number for circle in library.circles()] == [1, 2]


@pytest.mark.slow
def test_the_camera_is_open_only_here(qtbot: QtBot, screen: OrganiserScreen, five: ToShow) -> None:
    """Esc, another place or a closed window: it is off, and what was half read is forgotten."""
    assert NoCamera.opened == []
    page = camera_page(screen)
    assert NoCamera.opened[-1] == "a"
    held_before(qtbot, page, list(five.symbols[:3]))
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert NoCamera.opened[-1] == "off"
    assert page.reader is None
    again = camera_page(screen)
    held_before(qtbot, again, list(five.symbols[3:5]))
    assert again.progress.text() == f"2 of {len(five.symbols)}"
    screen.close()
    assert NoCamera.opened[-1] == "off"


@pytest.mark.parametrize(("scale", "size"), [(1.0, (320, 200)), (2.0, (640, 400))])
def test_the_picture_grows_with_the_text(qtbot: QtBot, scale: float, size: tuple[int, int]) -> None:
    """Whoever needs large text holds the camera by a large picture."""
    page = CameraPage(Theme(LIGHT, scale, still=True), "", "")
    qtbot.addWidget(page)
    assert (page.picture.width(), page.picture.height()) == size


def test_another_camera_is_chosen(screen: OrganiserScreen) -> None:
    """By its name."""
    page = camera_page(screen)
    QTest.keyClick(page.pick, Qt.Key.Key_Down)
    assert NoCamera.opened[-1] == "b"


@pytest.mark.parametrize(
    "why",
    [
        *(cameras.NO_CAMERA, cameras.NOT_ALLOWED, cameras.NO_SYSTEM),
        *cameras.FORBIDDEN.values(),
        cameras.NO_PICTURE.format(camera="The lid's"),
    ],
)
def test_why_there_is_no_picture(
    screen: OrganiserScreen, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """One sentence, and a way to try again."""
    monkeypatch.setattr(NoCamera, "why", why)
    monkeypatch.setattr(cameras, "can_see", lambda: why != cameras.NO_SYSTEM)
    page = camera_page(screen)
    assert why in said(page)
    assert "Or gather the circle file." in said(page)
    before = len(NoCamera.opened)
    monkeypatch.setattr(NoCamera, "why", "")
    monkeypatch.setattr(cameras, "can_see", lambda: True)
    answer(page)
    assert len(NoCamera.opened) == before + 1
    assert said(page) == ""


def test_few_dots_and_nothing_to_read_are_said(
    qtbot: QtBot, screen: OrganiserScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A camera of 640 by 480, a film of something else, half a screen."""
    monkeypatch.setattr(camera_page_module, "NOTHING_MS", 50)
    page = camera_page(screen)
    wall = QImage(640, 480, QImage.Format.Format_Grayscale8)
    wall.fill(120)
    play(qtbot, page, wall)
    assert "640 × 480 dots, which is few" in page.hint.text()  # noqa: RUF001
    qtbot.waitUntil(lambda: page.hint.text().startswith("No code is read."), timeout=20_000)


@pytest.mark.slow
def test_parts_of_two_versions_are_kept_apart_and_said(
    qtbot: QtBot,
    screen: OrganiserScreen,
    example: Gathered,
    clock: SimulatedClock,
    tmp_path: Path,
) -> None:
    """An older and a newer circle 5: nothing is half merged, and the newer comes whole."""
    (tmp_path / "other").mkdir()
    other = Library(tmp_path / "other" / "library", clock)
    other.load(example)
    old = circle_to_show(other, other.circles()[4]).symbols
    other.save_circle(replace(other.circles()[4], theme="Another theme"))
    new = circle_to_show(other, other.circles()[4]).symbols
    page = camera_page(screen)
    held_before(qtbot, page, [old[0], new[0], old[1]])
    assert "Parts of one other thing were seen" in page.hint.text()
    assert page.progress.text() == f"2 of {len(old)}"
    held_before(qtbot, page, list(new[1:]))
    assert said(page).startswith("Here, and whole.")
    with qtbot.waitSignal(screen.session.ended, timeout=60_000):
        answer(page)
    (row,) = screen.session.state.rows
    assert (row.outcome, row.number) == ("new", 5)
    assert screen.session.state.looked


@pytest.mark.slow
def test_a_hostile_sequence_is_said_and_brings_nothing(
    qtbot: QtBot, screen: OrganiserScreen, library: Library
) -> None:
    """Counts that change each time are things of their own, never whole; what announces more than
    is unpacked comes whole and is refused by name.
    """
    page = camera_page(screen)
    parts = [sheet_code.cut(bytes([at]) * 900, at + 3, sheet_code.LIGHT)[0] for at in range(4)]
    held_before(qtbot, page, [symbol(part, level="L") for part in parts])
    assert "Parts of three other things were seen" in page.hint.text()
    assert said(page) == ""
    burst = light_code.whole(bytes(light_code.MOST_UNPACKED + 1), lambda data: data)
    codes = [symbol(part, level="L", version=12) for part in light_code.shown(burst)]
    with qtbot.waitSignal(page.cameRead, timeout=600_000):
        held_before(qtbot, page, codes)
        answer(page)
    qtbot.waitUntil(lambda: screen.main.slot.message is not None, timeout=60_000)
    message = screen.main.slot.message
    assert message is not None
    assert "larger than is unpacked" in message.accessibleName()
    assert library.circles() == []


def test_a_film_of_half_the_screen_is_no_circle(
    qtbot: QtBot, screen: OrganiserScreen, five: ToShow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says how to hold it, and is quiet again once the code is in view."""
    monkeypatch.setattr(camera_page_module, "NOTHING_MS", 50)
    page = camera_page(screen)
    qtbot.wait(150)  # a camera that is slow to start
    ((_, picture),) = Camera(GOOD, [five.symbols[0]], 1).frames(1 / 30)
    half = picture.copy()
    half.paste(70, (640, 0, 1280, 720))
    play(qtbot, page, as_frame(half))
    qtbot.waitUntil(lambda: page.hint.text().startswith("No code is read."), timeout=20_000)
    held_before(qtbot, page, [five.symbols[0]])
    assert page.progress.text() == f"1 of {len(five.symbols)}"
    assert not page.hint.text().startswith("No code is read.")
