"""The language of the window: as set, else as the system has it, changed while it runs."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.i18n.language import ENGLISH, Language, language
from storycircle.core.settings import Settings
from storycircle.core.turns.schedule import Stage
from storycircle.languages import chosen, named
from storycircle.store.library import Library
from storycircle.ui.app import theme_switcher
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.spoken_language import speak
from storycircle.ui.circle.consent.read_aloud_page import ReadingPage
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.support.left_in_english import left_in_english
from tests.support.pseudo import LONG, LONG_TEXTS, RIGHT_TO_LEFT
from tests.support.windows import breathe, shown

UNREAD = "No speaker of this language has read this translation yet"


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock
) -> Iterator[Window]:
    """The window in English; so it is again afterwards."""
    apply_theme(qapp, Theme(LIGHT))
    made = shown(qtbot, Window(Theme(LIGHT), library, clock))
    yield made
    made.close()
    speak(qapp, ENGLISH)


def _set(window: Window, settings: Settings) -> None:
    window.screens.settings.changed.emit(settings)
    breathe(50)


def _speak(window: Window, monkeypatch: pytest.MonkeyPatch, spoken: Language) -> None:
    """Let the settings ask for a language that does not ship."""
    monkeypatch.setattr(theme_switcher, "language_for", lambda _settings: spoken)
    _set(window, Settings(volume=11))


def _said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.mark.slow
def test_a_language_that_is_chosen_is_spoken_at_once(window: Window) -> None:
    """Settings are the only way to it, and back to English."""
    before = window.home
    _set(window, Settings(language="cy"))
    assert language() is named("cy")
    assert window.home is not before
    window.screens.show_settings()
    assert window.screens.settings.language.value() == "cy"
    assert UNREAD in window.screens.settings.rows[0].message()
    _set(window, Settings(language="en"))
    assert language() is ENGLISH
    assert window.screens.settings.rows[0].message() == ""


def test_what_stands_in_a_field_stands_there_again(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.screens.show_settings()
    field = window.screens.settings.shortest
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "nine hours")
    _speak(window, monkeypatch, LONG)
    assert window.screens.settings.shortest is not field
    assert window.screens.settings.shortest.text() == "nine hours"
    assert LONG_TEXTS.gettext("Language") in _said(window.screens.settings)


@pytest.mark.slow
def test_nothing_stays_in_english(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the screens that need no circle; `python -m tests.tour` says it of all."""
    _speak(window, monkeypatch, LONG)
    for show in (
        window.go_home,
        window.screens.show_settings,
        window.screens.show_about,
        window.screens.show_keys,
        window.screens.show_organiser,
    ):
        show()
        assert list(left_in_english(window)) == []


def test_a_language_from_the_right_turns_the_window(
    window: Window, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    _speak(window, monkeypatch, RIGHT_TO_LEFT)
    assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert window.home.layoutDirection() is Qt.LayoutDirection.RightToLeft
    _speak(window, monkeypatch, LONG)
    _set(window, Settings(volume=12))
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


@pytest.mark.slow
def test_nobody_is_asked_for_consent_in_words_that_no_speaker_has_read(window: Window) -> None:
    """Without being told so: in Settings, on the page of the method, and where consent is asked."""
    window.start_circle()
    assert window.session is not None
    window.session.members.set_names("Mair\nDewi")
    window.session.time.go(Stage.OPEN)
    for spoken, says in (("cy", True), ("en", False)):
        _set(window, Settings(language=spoken))
        window.screens.show_about()
        view = window.circle.view
        assert view is not None
        asking = ReadingPage(window.theme, window.session)
        pages: tuple[QWidget, ...] = (window.screens.about, view.screen_of_stage(), asking)
        assert [UNREAD in _said(page) for page in pages] == [says] * 3


def test_what_is_set_comes_before_what_the_system_has() -> None:
    """A language of a later version of the app is as if none were set."""
    assert chosen("cy", lambda: ["en"]) is named("cy")
    assert chosen("en", lambda: ["cy"]) is ENGLISH
    assert chosen("", lambda: ["cy-GB", "en"]) is named("cy")
    assert chosen("fr", lambda: ["cy-GB"]) is named("cy")
    assert chosen("", lambda: ["zz", "C"]) is ENGLISH


@pytest.mark.slow
def test_english_loads_nothing() -> None:
    """Neither a catalogue nor Qt's words, and not a look at the disk."""
    program = (
        "import sys\n"
        "from storycircle import languages\n"
        "from storycircle.core.settings import Settings\n"
        "from storycircle.ui.app import main_window, startup\n"
        "from storycircle.ui.app.spoken_language import language_for, speak\n"
        "languages.shipped = None\n"
        "speak(None, language_for(Settings()))\n"
        "assert 'storycircle.ui.system.qt_words' not in sys.modules\n"
        "assert languages.named.cache_info().currsize <= 1"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
