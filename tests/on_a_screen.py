"""Opens the real window on a real screen for a moment: python -m tests.on_a_screen (in Xvfb, say).

Exits 0 when the window was shown and closed by itself.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from storycircle.core.clock import SystemClock
from storycircle.core.settings import Settings
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.system.keep_awake import Awake
from storycircle.ui.theme.theme import apply_theme, desktop_of, theme_for


def main() -> int:
    """Show the window, begin a circle in it, close it."""
    app = QApplication([])
    desktop = desktop_of(app)
    theme = theme_for(desktop, Settings())
    apply_theme(app, theme)
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "l", clock) as library:
        window = Window(theme, library, clock, desktop, Awake())
        window.show()
        QTimer.singleShot(500, window.start_circle)
        QTimer.singleShot(1500, window.close)
        status = app.exec()
        return status if window.session is None else 1


if __name__ == "__main__":
    sys.exit(main())
