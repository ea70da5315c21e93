"""The language that the application speaks: as set, else as the system has it."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from storycircle.core.i18n.language import Language, language, use
from storycircle.core.settings import Settings
from storycircle.languages import chosen


def language_for(settings: Settings) -> Language:
    """The language that settings ask for."""
    return chosen(settings.language, QLocale.system().uiLanguages)


def speak(app: QApplication, wanted: Language) -> None:
    """Let the application speak a language from here on: its own words and Qt's, from the side at
    which the language begins. Widgets that are there keep the words they have.
    """
    if wanted is language():
        return
    from storycircle.ui.system.qt_words import translate_qt  # noqa: PLC0415 (never for English)

    use(wanted)
    sides = Qt.LayoutDirection
    app.setLayoutDirection(sides.RightToLeft if wanted.right_to_left else sides.LeftToRight)
    translate_qt(app)
