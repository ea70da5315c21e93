"""Settings that take effect at once, in the running window, with a circle open or not."""

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Event, new_id
from storycircle.core.settings import Look, Settings
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.system.keep_awake import CANNOT, Awake
from storycircle.ui.theme.palette import CONTRAST_LIGHT, DARK, LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.support.windows import breathe

pytestmark = pytest.mark.slow

CTRL = Qt.KeyboardModifier.ControlModifier
NAMES = "Brian R\nDawn G\nSandra S"


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock
) -> Iterator[Window]:
    """The window in the light theme."""
    theme = Theme(LIGHT)
    apply_theme(qapp, theme)
    made = Window(theme, library, clock)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def _set(window: Window, settings: Settings) -> None:
    """Change settings as the page does, and let the window follow."""
    window.screens.settings.changed.emit(settings)
    breathe(50)


def _here(window: Window) -> QWidget:
    here = window.screens.currentWidget()
    assert here is not None
    return here


def _speaking(window: Window) -> None:
    """A circle in which somebody speaks."""
    window.start_circle()
    session = window.session
    assert session is not None
    window.setFocus()  # leaves the field of names
    session.members.set_names(NAMES)
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()


def _turn_wheel(window: Window, notches: int, held: Qt.KeyboardModifier = CTRL) -> None:
    at = QPointF(300, 300)
    handle = window.windowHandle()
    assert handle is not None
    turned = QWheelEvent(
        at, handle.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(handle, turned)
    breathe(50)


def test_ctrl_comma_opens_settings_and_escape_goes_back(window: Window) -> None:
    """From home, from a circle, and from the keys, with the cursor where it was."""
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    assert _here(window) is window.screens.settings
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert _here(window) is window.home
    window.start_circle()
    circle, focus = _here(window), QApplication.focusWidget()
    QTest.keyClick(window, Qt.Key.Key_F1)
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    assert _here(window) is window.screens.settings
    for page in (window.screens.keys, circle):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        assert _here(window) is page
    assert QApplication.focusWidget() is focus


def test_a_page_stands_once_on_the_way_back(window: Window) -> None:
    """However often one goes to and fro between pages, Esc leads out of them."""
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
        QTest.keyClick(window, Qt.Key.Key_F1)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert _here(window) is window.screens.settings
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert _here(window) is window.home


def test_why_leads_to_the_reason_and_back(window: Window) -> None:
    """The page that says why no sound is recorded, and back to the settings."""
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    window.screens.settings.whyRequested.emit()
    assert _here(window) is window.screens.about
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert _here(window) is window.screens.settings


def test_a_look_takes_effect_at_once(window: Window, library: Library, qapp: QApplication) -> None:
    """The page one is on stays, with the keyboard on the choice just made; it is saved."""
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    dark = next(
        part for part in window.screens.settings.look.findChildren(QWidget)
        if part.accessibleName() == "Dark"
    )  # fmt: skip
    dark.setFocus()
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    breathe(50)
    assert library.settings().look is Look.DARK
    assert window.theme.palette is DARK
    assert qapp.palette().window().color().name().upper() == DARK.paper
    assert _here(window) is window.screens.settings
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Dark"
    assert window.screens.settings.isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert _here(window) is window.home


def test_an_open_circle_runs_on(window: Window, clock: SimulatedClock) -> None:
    """In the new theme the same session runs, unpaused, on the same stage; no view is doubled."""
    _speaking(window)
    session, before = window.session, _here(window)
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    _set(window, Settings(Look.HIGH_CONTRAST))
    clock.forward(30)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert window.theme.palette is CONTRAST_LIGHT
    assert window.session is session
    assert session is not None
    assert session.state.round is not None
    assert session.state.round.running
    assert session.state.round.elapsed(clock.reading()) == pytest.approx(30)
    here = _here(window)
    assert isinstance(here, CircleView)
    assert here is not before
    assert not shiboken6.isValid(before)
    session.turns.next()
    assert len(window.findChildren(CircleView)) == 1


def test_what_is_being_typed_is_kept(window: Window) -> None:
    """A name half typed as the wheel turns is on its seat, and the cursor in its field."""
    window.start_circle()
    focused = QApplication.focusWidget()
    assert focused is not None
    field = type(focused), focused.accessibleName()
    for key in (Qt.Key.Key_A, Qt.Key.Key_N, Qt.Key.Key_N):
        QTest.keyClick(focused, key)
    _turn_wheel(window, 1)
    session = window.session
    assert session is not None
    assert [member.name.casefold() for member in session.state.circle.members] == ["ann"]
    again = QApplication.focusWidget()
    assert again is not None
    assert again is not focused
    assert (type(again), again.accessibleName()) == field
    assert window.theme.scale == pytest.approx(1.5)


@pytest.mark.parametrize(
    "stage",
    [s if s is Stage.STORIES else pytest.param(s, marks=pytest.mark.slow) for s in Stage],
)
def test_every_stage_can_be_made_anew(window: Window, stage: Stage) -> None:
    """On whatever stage the circle is, it is still there in the new theme, and goes on."""
    _speaking(window)
    session = window.session
    assert session is not None
    session.time.go(stage)
    _set(window, Settings(Look.DARK, text_size=150))
    here = _here(window)
    assert isinstance(here, CircleView)
    assert session.state.stage is stage
    assert here.screen_of_stage().isVisible()
    session.time.go(Stage.DIALOGUE)
    session.time.go(Stage.STORIES)
    session.turns.next()
    assert session.state.round is not None
    assert len(session.state.round.heard) == 1


def test_ctrl_and_the_wheel_change_the_size_of_text(window: Window, library: Library) -> None:
    """Up and down through the sizes, on any page; without Ctrl the wheel only scrolls."""
    _turn_wheel(window, 1)
    assert library.settings().text_size == 150
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    _turn_wheel(window, 2)
    assert library.settings().text_size == 200
    assert window.screens.settings.text_size.value() == "200"
    assert window.theme.scale == pytest.approx(2)
    _turn_wheel(window, -1)
    _turn_wheel(window, -1, Qt.KeyboardModifier.NoModifier)
    assert library.settings().text_size == 150


def test_the_organiser_stays_where_it_was(window: Window, library: Library) -> None:
    """The event that was shown is shown in the new theme, and while files come it waits."""
    first = Event(new_id(), "First", "2007-06-14")
    library.save_event(first)
    library.save_event(Event(new_id(), "Second", "2007-11-01"))
    window.home.eventRequested.emit(first.id)
    _set(window, Settings(Look.DARK))
    here = _here(window)
    assert here is window.screens.organiser
    assert isinstance(here, OrganiserScreen)
    assert here.shown == first.id


def test_a_busy_organiser_is_let_finish(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While files are gathered the screen is not taken away; afterwards it is made anew."""
    busy = window.screens.organiser
    monkeypatch.setattr(OrganiserScreen, "busy", True)
    _set(window, Settings(Look.DARK))
    assert window.screens.organiser is busy
    monkeypatch.setattr(OrganiserScreen, "busy", False)
    qtbot.waitUntil(lambda: window.theme.palette is DARK)
    assert window.screens.organiser is not busy


def test_the_desktop_turning_dark_is_followed(window: Window, qapp: QApplication) -> None:
    """In the evening, unless a look was chosen."""
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    breathe(50)
    assert window.theme.palette is DARK
    _set(window, Settings(Look.LIGHT))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    breathe(50)
    assert window.theme.palette is LIGHT


def test_settings_that_cannot_be_saved_say_so(
    window: Window, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing changes, and the page says that it is not saved yet."""

    def full(_settings: Settings) -> None:
        raise Refused("no-room")

    monkeypatch.setattr(library, "save_settings", full)
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    _set(window, Settings(Look.DARK))
    assert window.screens.settings._saved.accessibleName() == "Not saved yet"
    assert window.notice.accessibleName() == str(Refused("no-room"))
    assert window.theme.palette is LIGHT


class Shown(QObject):
    """Notes every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


def test_no_piece_flies_past(window: Window, qapp: QApplication) -> None:
    """While screens are made anew no part of one is shown as a window: it would take the focus."""
    _speaking(window)
    shown = Shown()
    qapp.installEventFilter(shown)
    _set(window, Settings(Look.DARK))
    qapp.removeEventFilter(shown)
    assert shown.windows == []
    assert window.isActiveWindow()


@pytest.mark.slow
def test_old_screens_do_not_pile_up(window: Window) -> None:
    """Changes of look leave one set of screens, and make none that nobody has asked for."""
    assert window.screens.organiser is not None
    for place in range(4):
        _set(window, Settings((Look.DARK, Look.LIGHT)[place % 2]))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert len(window.findChildren(OrganiserScreen)) == 1
    assert window.screens.count() == 3, "home, the organiser, and the settings that were changed"


class Asked(Awake):
    """Notes when it is held."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def hold(self) -> None:
        self.asked.append("hold")

    def release(self) -> None:
        self.asked.append("release")

    def finish(self) -> None:
        self.asked.append("finish")


def test_the_laptop_stays_awake_while_a_circle_is_open(
    qtbot: QtBot, library: Library, clock: SimulatedClock, qapp: QApplication
) -> None:
    """Held as a circle opens, whatever the look does; let go as it is left; ended with the window.

    Where the desktop refuses, a notice says so.
    """
    theme, awake = Theme(LIGHT), Asked()
    apply_theme(qapp, theme)
    window = Window(theme, library, clock, awake=awake)
    qtbot.addWidget(window)
    window.show()
    assert awake.asked == []
    _speaking(window)
    awake._know(works=False)
    view = _here(window)
    assert isinstance(view, CircleView)
    assert view.notice.accessibleName() == CANNOT
    _set(window, Settings(Look.DARK))
    assert awake.asked == ["hold"]
    window.go_home()
    assert awake.asked == ["hold", "release"]
    window.close()
    assert awake.asked[-1] == "finish"
