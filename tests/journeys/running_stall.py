"""A window in a process of its own, with a run of a stall going on: made to be killed.

python -m tests.journeys.running_stall LIBRARY prints "begun" once all that is typed is kept.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from storycircle.core.afterwards.stalls import StallPlan
from storycircle.core.clock import SystemClock
from storycircle.core.model import Event
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.stall.stall_state import Part
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme

STALL = "Look Who’s Talking"
WORDS = "It fell down four times."


def main() -> int:
    """Hold a stall: planned for 20 minutes, nine people, notes and words somebody said."""
    app = QApplication(sys.argv[:1])
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    clock = SystemClock()
    with Library(Path(sys.argv[1]), clock) as library:
        plans = (StallPlan(STALL, "B", ("First steps",)),)
        library.save_event(
            Event("e", "An event", "2007-06-14", stalls=("One", STALL), stall_plans=plans)
        )
        window = Window(theme, library, clock)
        window.show()
        window.hold_stall("")
        screen = window.screens.stall
        session = screen.session
        session.choose(STALL)
        session.set_minutes(20)
        session.begin_run()
        session.count_people(9)
        screen.run.fields[Part.DISCUSSED].setPlainText("Bricks")
        screen.run.fields[Part.NEXT_STEPS].setPlainText("Roll it out")
        session.add_words(WORDS)
        flush_all(screen)
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        return app.exec()


if __name__ == "__main__":
    sys.exit(main())
