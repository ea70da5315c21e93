"""A window in a process of its own, with a turn running: made to be killed.

python -m tests.journeys.running_turn LIBRARY prints "begun" once the turn runs.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from storycircle.core.clock import SystemClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme


def main() -> int:
    """Open the window on a library, hold a circle of three, and start the first turn."""
    app = QApplication(sys.argv[:1])
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    clock = SystemClock()
    with Library(Path(sys.argv[1]), clock) as library:
        window = Window(theme, library, clock)
        window.show()
        window.start_circle()
        session = window.session
        if session is None:
            return 1
        session.members.set_names("Brian R\nDawn G\nSandra S")
        session.time.go(Stage.STORIES)
        session.turns.start_or_pause()
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        return app.exec()


if __name__ == "__main__":
    sys.exit(main())
