"""Keys of a screen: they count while the keyboard is anywhere in it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def add_keys(widget: QWidget, keys: Iterable[tuple[str, Callable[[], object]]]) -> None:
    """Let keys such as "Ctrl+G" do something wherever the cursor is in a widget."""
    for key, act in keys:
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
