"""One text through every field of every screen, pasted as a person pastes it."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from msgspec import Struct

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from storycircle.core.text import cleaned
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.battery.holding import clock, fill
from tests.support.windows import breathe

Typed = QLineEdit | QTextEdit | QPlainTextEdit
_ORDERS = (
    "time",
    "share",
    "shortest",
    "days",
    "number",
    "circles",
    "date",
    "until",
    "programme",
)  # fields that take an order and not words: they keep what it means, or say a sentence


def every_field(place: Path, text: str) -> tuple[str, int]:
    """Why it did not hold, empty where it did; and how many fields there were."""
    app = QApplication.instance() or QApplication([])
    theme = Theme(LIGHT, still=True)
    if isinstance(app, QApplication):
        apply_theme(app, theme)
    met: list[BaseException] = []

    def caught(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        met.append(error)

    hook, sys.excepthook = sys.excepthook, caught
    count = 0
    try:
        with Library(place / "library", clock()) as library:
            fill(library, clock())
            window = Window(theme, library, clock())
            window.resize(1440, 900)
            window.show()
            for name, widget in _screens(window):
                for why in _pasted(window, library, widget, text):
                    count += 1
                    if met or why:
                        return f"{name}: {why or repr(met[0])}", count
            window.close()
            window.deleteLater()
            breathe(1)
    finally:
        sys.excepthook = hook
    return "", count


def _screens(window: Window) -> Iterator[tuple[str, QWidget]]:
    """Every screen with fields, one after another."""
    window.carry_on("c1")
    session = window.session
    if session is None:
        raise RuntimeError("no circle is open")
    for stage in Stage:
        session.time.go(stage)
        breathe(1)
        yield f"stage {stage.name.lower()}", window
    view = window.circle.view
    if view is not None:
        for story in session.state.circle.stories[:2]:
            view.leaving.settle((story.id,))
            breathe(1)
            yield "what is looked at before a story leaves", window
    window.go_home()
    window.screens.show_settings()
    yield "settings", window.screens.settings
    window.screens.show_organiser("e")
    for place in (Place.PACK, Place.HEADINGS, Place.REPORT):
        window.screens.organiser.places.go(place)
        breathe(1)
        yield f"organiser {place.name.lower()}", window.screens.organiser


def _pasted(window: Window, library: Library, screen: QWidget, text: str) -> Iterator[str]:
    kinds: tuple[type[QWidget], ...] = (QLineEdit, QTextEdit, QPlainTextEdit)
    found = [one for kind in kinds for one in screen.findChildren(kind)]
    for field in [one for one in found if one.isVisible() and one.isEnabled()]:
        if not _is_there(field) or not isinstance(field, Typed) or field.isReadOnly():
            continue
        name = field.accessibleName()
        before = _shown(field)
        said = _sentences(window)
        field.setFocus()
        field.selectAll()
        _insert(field, text)
        typed = _shown(field)  # Qt writes a lone half of a letter as it can
        flush_all(window)
        QTest.keyClick(field, Qt.Key.Key_Tab)
        breathe(1)
        window.circle.save_typed()
        words = _plain(typed)
        order = any(part in name.lower() for part in _ORDERS)
        there = words in _plain(_all_words(library)) or bool(_sentences(window) - said)
        held = there or order or not words
        yield "" if held else f"{name!r} was {before[:20]!a}: not kept, not said"


def _is_there(field: QWidget) -> bool:
    import shiboken6

    return shiboken6.isValid(field) and field.isVisible()


def _insert(field: Typed, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.insert(text)
    else:
        field.insertPlainText(text)


def _shown(field: Typed) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _sentences(window: Window) -> Counter[str]:
    """All sentences that are said anywhere on screen, and in how many places each."""
    shown = [one.accessibleName() for one in window.findChildren(QWidget) if one.isVisible()]
    return Counter(said for said in shown if said.endswith((".", "”")) and " " in said)


def _plain(text: str) -> str:
    """Without what a field may set in order: spaces, and the commas between themes."""
    return "".join(cleaned(text).replace(",", " ").split())


def _all_words(library: Library) -> str:
    held = [library.event("e"), *library.circles(), library.opening("c1"), library.settings()]
    return "\n".join(word for one in held for word in _words(one))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _words(getattr(value, name))
    elif isinstance(value, tuple | list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _words(one)
