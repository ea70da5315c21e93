"""The room's display, offscreen: where the focus goes, and what is painted when."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.commands import keys
from storycircle.core.turns.schedule import Stage
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.room.display import SIZES, RoomDisplay
from storycircle.ui.room.second_screen import GONE, Room
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.message import Notice
from tests.support import as_read
from tests.support.windows import shown

pytestmark = pytest.mark.slow

FIFTEEN = "\n".join(f"Person of a long name {letter}" for letter in "ABCDEFGHIJKLMNO")


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        self.count += event.type() == QEvent.Type.Paint
        return False


def _opened(qtbot: QtBot, room: Room) -> RoomDisplay:
    room.open()
    assert room.display is not None
    qtbot.waitUntil(room.display.isActiveWindow)
    return room.display


def _note(window: Window) -> QWidget:
    screen = window.findChild(StoriesScreen)
    assert screen is not None
    return screen.story.points


def test_f11_shows_the_room_and_escape_returns_to_the_note(
    qtbot: QtBot, window: Window, room: Room
) -> None:
    """On one screen the display has the keyboard; after it the cursor is where it was."""
    note = _note(window)
    note.setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_F11)
    display = room.display
    assert display is not None
    assert display.isFullScreen()
    qtbot.waitUntil(display.isActiveWindow)
    QTest.keyClick(display, Qt.Key.Key_Escape)
    assert not room.shown()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is focus)
    QTest.keyClick(focus, Qt.Key.Key_F11)
    assert room.shown()
    QTest.keyClick(QApplication.focusWidget() or focus, Qt.Key.Key_F11)
    assert not room.shown()


def test_the_keys_of_the_ring_work_in_the_display(
    qtbot: QtBot, session: Session, room: Room, clock: SimulatedClock
) -> None:
    """Where the display covers the window, the circle can be led from it."""
    display = _opened(qtbot, room)
    assert session.state.round is not None
    first = session.state.round.current
    QTest.keyClick(display, Qt.Key.Key_Space)
    assert session.state.round.running
    clock.forward(20)
    QTest.keyClick(display, Qt.Key.Key_Right)
    assert session.state.round.current != first
    QTest.keyClick(display, Qt.Key.Key_U)
    assert session.state.round.current == first
    QTest.keyClick(display, Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier)
    assert session.state.round.current != first
    QTest.keyClick(display, Qt.Key.Key_4)
    assert session.state.round.current == session.state.circle.members[3].id


def test_in_other_stages_the_keys_of_the_ring_do_nothing(
    qtbot: QtBot, session: Session, room: Room
) -> None:
    """Space in the dialogue's display starts no turn."""
    session.time.go(Stage.DIALOGUE)
    display = _opened(qtbot, room)
    QTest.keyClick(display, Qt.Key.Key_Space)
    assert session.state.round is not None
    assert not session.state.round.begun


def test_it_follows_the_session(qtbot: QtBot, session: Session, room: Room) -> None:
    """What is done in the circle is seen at once, by nothing but the session's word."""
    display = _opened(qtbot, room)
    seats = as_read.parts(as_read.read(display.ring), as_read.Role.ListItem)
    assert not any("speaking" in as_read.name(seat) for seat in seats)
    session.turns.start_or_pause()
    assert as_read.name(seats[0]) == "1, Brian R, speaking"
    session.time.go(Stage.PLENARY)
    assert not display.ring.isVisible()


def test_what_has_not_changed_is_not_painted_again(
    qtbot: QtBot, session: Session, room: Room, clock: SimulatedClock
) -> None:
    """Twenty ticks in which nothing visible moves paint nothing; a new second paints once."""
    session.turns.start_or_pause()
    display = _opened(qtbot, room)
    qtbot.wait(100)
    ring, question = Paintings(display.ring), Paintings(display)
    for _ in range(20):
        display.refresh()
        QApplication.processEvents()
    assert (ring.count, question.count) == (0, 0)
    clock.forward(1.5)
    display.refresh()
    QApplication.processEvents()
    assert ring.count == 1


def test_the_projector_is_unplugged(
    qtbot: QtBot, window: Window, session: Session, room: Room
) -> None:
    """The display goes, a sentence says so, the turn runs on, and F11 shows it here."""
    session.turns.start_or_pause()
    display = _opened(qtbot, room)
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.screenRemoved.emit(display.screen())
    assert not room.shown()
    circle = window.findChild(CircleView)
    assert circle is not None
    notices = [notice.accessibleName() for notice in circle.findChildren(Notice)]
    assert GONE.format(key=keys.SHOW_ROOM.cap) in notices
    assert session.state.round is not None
    assert session.state.round.running
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert room.display is not None


def test_the_display_goes_with_its_circle(qtbot: QtBot, window: Window, room: Room) -> None:
    """Home or a closed window leaves nothing behind on the projector, nor any key of the room."""
    display = _opened(qtbot, room)
    window.go_home()
    assert not display.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert [w for w in QApplication.topLevelWidgets() if isinstance(w, RoomDisplay)] in (
        [],
        [display],
    )
    assert not display.isVisible()


def test_the_desktop_may_close_it(qtbot: QtBot, room: Room) -> None:
    """Closed by the desktop's own key it is put away, and F11 shows it again."""
    _opened(qtbot, room).close()
    assert not room.shown()
    room.toggle()
    assert room.shown()


def test_the_pointer_hides_after_a_while(
    qtbot: QtBot, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A still pointer is not seen over the ring; one that moves is."""
    monkeypatch.setattr("storycircle.ui.room.display._POINTER_STAYS_MS", 40)
    display = _opened(qtbot, room)
    qtbot.waitUntil(lambda: display.cursor().shape() == Qt.CursorShape.BlankCursor)
    at, none = QPointF(9, 9), Qt.MouseButton.NoButton
    plain = Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, plain)
    QApplication.sendEvent(display, moved)
    assert display.cursor().shape() != Qt.CursorShape.BlankCursor


def _inside(display: RoomDisplay) -> bool:
    """Whether the ring with all its names is inside the screen."""
    labels = display.ring._labels
    width, height = display.ring.width(), display.ring.height()
    whole = all(
        label.box.left >= 0
        and label.box.top >= 0
        and label.box.right <= width
        and label.box.bottom <= height
        for label in labels
    )
    return whole and display.rect().contains(display.ring.geometry())


@pytest.mark.parametrize(
    "names", ["Al\nBo", "\n".join(f"Person of a long name {i}" for i in range(15))]
)
@pytest.mark.parametrize(
    "steps",
    [n if n in (-4, 0, 3) else pytest.param(n, marks=pytest.mark.slow) for n in range(-4, 4)],
)
def test_every_size_is_inside_the_screen(
    qtbot: QtBot, theme: Theme, session: Session, names: str, steps: int
) -> None:
    """Smaller or larger by any step, two people or fifteen: nothing is cut off."""
    session.time.go(Stage.OPEN)
    session.members.set_names(names)
    display = shown(qtbot, RoomDisplay(theme, session), 1280, 720, front=False)
    display.set_size(steps)
    qtbot.waitUntil(partial(_inside, display))


def test_control_and_plus_change_the_size(qtbot: QtBot, window: Window, room: Room) -> None:
    """Ctrl and plus, minus and 0, from the display and from the window; never past the ends."""
    display = _opened(qtbot, room)
    usual = display.ring._ring
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(len(SIZES) + 2):
        QTest.keyClick(display, Qt.Key.Key_Plus, control)
    assert display.ring._ring.name > usual.name
    for _ in range(2 * len(SIZES)):
        QTest.keyClick(window, Qt.Key.Key_Minus, control)
    assert display.ring._ring.s < 0.7 * usual.s
    QTest.keyClick(display, Qt.Key.Key_0, control)
    assert display.ring._ring == usual


def test_the_display_is_left_by_mouse_too(qtbot: QtBot, room: Room) -> None:
    """On one screen it covers all that could be pressed: a right click offers the way out."""
    display = _opened(qtbot, room)
    display.customContextMenuRequested.emit(QPoint(40, 40))
    assert display.menu.menu is not None
    (close,) = display.menu.menu.actions()
    assert close.text() == "Close\tEsc"
    close.trigger()
    assert not room.shown()
