"""The settings page: each row shows what is set, and says what is changed."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.settings import Look, Movement, Settings
from storycircle.store.library import Library
from storycircle.ui.home.settings_rows import kept_in, room_screens
from storycircle.ui.home.settings_screen import SettingsScreen
from storycircle.ui.system.chime_player import NO_LOUDSPEAKER, Chime
from storycircle.ui.system.keep_awake import CANNOT, Awake
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.choice import Choice

SET = Settings(
    Look.DARK,
    150,
    90,
    10,
    chime=True,
    volume=35,
    room_calm=True,
    room_screen="HDMI-9",
    movement=Movement.NONE,
)


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> SettingsScreen:
    """The page as it comes, shown."""
    return _opened(qtbot, SettingsScreen(theme, library, clock, Chime(), None))


def _opened(qtbot: QtBot, made: SettingsScreen) -> SettingsScreen:
    qtbot.addWidget(made)
    made.resize(1024, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _press(choice: Choice, name: str) -> None:
    part = next(w for w in choice.findChildren(QWidget) if w.accessibleName() == name)
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)


def _last(qtbot: QtBot, screen: SettingsScreen, choice: Choice, name: str) -> Settings:
    with qtbot.waitSignal(screen.changed) as news:
        _press(choice, name)
    assert news.args is not None
    changed: Settings = news.args[0]
    return changed


def test_each_row_says_what_is_changed(qtbot: QtBot, screen: SettingsScreen) -> None:
    """Every choice arrives as the setting of its row, and the rest stays."""
    assert _last(qtbot, screen, screen.language, "Cymraeg").language == "cy"
    assert _last(qtbot, screen, screen.language, "As the system").language == ""
    assert _last(qtbot, screen, screen.look, "Dark").look is Look.DARK
    assert _last(qtbot, screen, screen.text_size, "150 %").text_size == 150
    assert _last(qtbot, screen, screen.breath, "After 10 s").breath == 10
    assert _last(qtbot, screen, screen.chime, "On").chime
    assert _last(qtbot, screen, screen.room, "Calm").room_calm
    changed = _last(qtbot, screen, screen.movement, "None")
    assert changed == Settings(
        Look.DARK, 150, breath=10, chime=True, room_calm=True, movement=Movement.NONE
    )
    with qtbot.waitSignal(screen.changed) as news:
        screen.volume.setFocus()
        QTest.keyClick(screen.volume, Qt.Key.Key_Right)
    assert news.args is not None
    assert news.args[0].volume == Settings().volume + 5


def test_what_is_set_is_shown(qtbot: QtBot, screen: SettingsScreen, library: Library) -> None:
    """Opened again, the page shows the library's settings, and changes none of them."""
    library.save_settings(SET)
    screen.hide()
    with qtbot.assertNotEmitted(screen.changed):
        screen.show()
    assert screen.language.value() == "system"
    assert screen.look.value() == "dark"
    assert screen.text_size.value() == "150"
    assert screen.shortest.text() == "1:30"
    assert screen.breath.value() == "10"
    assert screen.chime.value() == "on"
    assert screen.volume.value() == 35
    assert screen.room.value() == "on"
    assert screen.screen_.currentText() == "HDMI-9, not plugged in"
    assert screen.movement.value() == "none"


def test_the_shortest_turn_is_typed(qtbot: QtBot, screen: SettingsScreen) -> None:
    """As people write it; what cannot be taken stays to be mended, and says why."""
    screen.shortest.setFocus()
    screen.shortest.setText("soon")
    with qtbot.assertNotEmitted(screen.changed):
        QTest.keyClick(screen.shortest, Qt.Key.Key_Return)
    assert "as in 1:30" in screen.rows[3].message()
    assert screen.shortest.text() == "soon"
    screen.shortest.setText("90 s")
    with qtbot.waitSignal(screen.changed) as news:
        QTest.keyClick(screen.shortest, Qt.Key.Key_Return)
    assert news.args == [Settings(shortest_turn=90)]
    assert screen.shortest.text() == "1:30"
    assert screen.rows[3].message() == ""


def test_escape_takes_what_is_being_typed_and_goes_back(
    qtbot: QtBot, screen: SettingsScreen
) -> None:
    """A length typed and left with Esc is kept as if it had been left with Tab."""
    qtbot.waitUntil(screen.isActiveWindow)
    screen.shortest.setFocus()
    screen.shortest.setText("2:00")
    with qtbot.waitSignals([screen.changed, screen.backRequested]):
        QTest.keyClick(screen.shortest, Qt.Key.Key_Escape)


def test_the_chime_can_be_tried(screen: SettingsScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    """It plays as loud as it is set, on or off, and says why where nothing is heard."""
    played: list[int] = []
    monkeypatch.setattr(screen.player, "play", played.append)
    screen.volume.setValue(80)
    screen.try_it.click()
    assert played == [80]
    screen.player.silenced.emit(NO_LOUDSPEAKER)
    assert screen.chime_row.message() == NO_LOUDSPEAKER
    screen.player.silenced.emit("")
    assert screen.chime_row.message() == ""


def test_a_laptop_that_falls_asleep_is_told_here(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """Where the desktop refused to keep the screen on, the page says so."""
    awake = Awake()
    awake._know(works=False)
    screen = _opened(qtbot, SettingsScreen(theme, library, clock, Chime(), awake))
    assert CANNOT in [text.text() for text in screen.findChildren(QLabel) if text.isVisible()]


def test_the_folder_can_be_shown(
    screen: SettingsScreen, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the desktop's own program for folders; where there is none, its name is told."""
    opened: list[QUrl] = []

    def show(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    screen.show_folder.click()
    assert [Path(url.toLocalFile()) for url in opened] == [library.path.parent]
    assert screen.kept_row.message() == ""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    screen.show_folder.click()
    assert str(library.path.parent) in screen.kept_row.message()


def test_where_things_are_kept_in_words(
    library: Library, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder, the size and the last backup: its time today, else its day."""
    told = kept_in(library.path, clock.now())
    assert told.sentence.endswith("MB, no backup yet")
    assert told.sentence.startswith(str(library.path.parent))
    assert told.private or os.name == "nt"  # there by whose home it lies in
    library.back_up(empty=True)
    monkeypatch.setattr(Path, "home", lambda: library.path.parent.parent)
    told = kept_in(library.path, clock.now())
    assert told.private
    assert told.sentence.startswith("~/own, ")
    assert told.sentence.endswith("last backup 11.16")
    clock.forward(86_400)
    assert kept_in(library.path, clock.now()).sentence.endswith("last backup on 14 June 2007")


def test_who_can_read_the_library_is_said_truly(
    clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its own bits or a closed folder above it; on Windows, which has none, by whose folder it
    lies in.
    """
    with TemporaryDirectory() as folder:  # below no folder of this user's alone
        own = Path(folder)
        (own / "library").touch()
        bits = ((0o600, 0o755, True), (0o644, 0o700, True), (0o644, 0o755, False))
        for mode, folder_mode, private in bits if os.name == "posix" else ():
            (own / "library").chmod(mode)
            own.chmod(folder_mode)
            assert kept_in(own / "library", clock.now(), "posix").private is private
        for home, private in ((own.parent, True), (own / "other", False)):
            monkeypatch.setattr(Path, "home", lambda home=home: home)
            assert kept_in(own / "library", clock.now(), "nt").private is private


def test_screens_to_choose_from() -> None:
    """The second screen by itself, each by its name, and the chosen one though it is away."""
    assert room_screens(["eDP-1", "HDMI-1", ""], "HDMI-1") == [
        ("", "Second screen"),
        ("eDP-1", "eDP-1"),
        ("HDMI-1", "HDMI-1"),
    ]
    assert room_screens(["eDP-1"], "DP-3")[-1] == ("DP-3", "DP-3, not plugged in")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_off(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, scale: float
) -> None:
    """At 1024x700 every text has its height, and no control is wider than the page."""
    made = Theme(theme.palette, scale)
    screen = _opened(qtbot, SettingsScreen(made, library, clock, Chime(), None))

    def whole() -> bool:
        texts = [text for text in screen.findChildren(QLabel) if text.isVisible()]
        return all(text.height() >= text.heightForWidth(text.width()) for text in texts)

    qtbot.waitUntil(whole)
    for row in screen.rows:
        assert row.mapTo(screen, row.rect().topRight()).x() <= 1024


def test_every_control_has_a_name(screen: SettingsScreen) -> None:
    """What takes the keyboard says what it is to a screen reader."""
    for widget in screen.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName(), widget


def test_how_long_circles_are_kept_is_typed(qtbot: QtBot, screen: SettingsScreen) -> None:
    """Days or weeks; what is unclear stays in the field and says why, and nothing is changed."""
    assert screen.days.text() == "90 days"
    screen.days.setFocus()
    screen.days.setText("for ever")
    with qtbot.assertNotEmitted(screen.changed):
        QTest.keyClick(screen.days, Qt.Key.Key_Return)
    assert screen.days.text() == "for ever"
    screen.days.setText("2 weeks")
    with qtbot.waitSignal(screen.changed) as news:
        QTest.keyClick(screen.days, Qt.Key.Key_Return)
    assert news.args is not None
    assert news.args[0].keep_days == 14
    assert screen.days.text() == "14 days"


def test_all_names_stand_in_one_line_and_so_does_what_is_chosen(
    qtbot: QtBot, screen: SettingsScreen
) -> None:
    """However wide the window is: a row that is not filled would stand in the middle of its own."""
    screen.resize(1440, 900)
    qtbot.wait(1)
    rows = [row for row in screen.rows if row.isVisible()]
    assert len(rows) > 8
    assert len({row.name.mapTo(screen, QPoint(0, 0)).x() for row in rows}) == 1
    choices = [row.findChild(Choice) for row in rows]
    lefts = {one.mapTo(screen, QPoint(0, 0)).x() for one in choices if one is not None}
    assert len(lefts) == 1
