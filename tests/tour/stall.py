"""The tour's pictures of a market stall: stall B of 14 June 2007. Its title, themes and next steps
are the report's, in our own words; what was said and by whom is made up.
"""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QSize

from storycircle.core.afterwards.stalls import StallPlan
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Event, Sharing
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.stall.stall_state import Part

Take = Callable[[str, Window], None]
_THEMES = (
    "Integrated working between health, education and social care",
    "First steps to break down the barriers",
    "Looking to the future across the town",
)
_DISCUSSED = (
    "We built good working together out of bricks: the more complex, the sooner it fell.",
    "A strong base, and the child in the middle.",
    "Ways in and ways out; services that can be moved.",
)
_CHALLENGES = ("Time for it", "How differently we see each other’s roles")
_FELL = "It fell down four times. Then someone held the bottom."


def walk_through_stall(window: Window, event: Event, size: QSize, take: Take) -> None:
    """Stall B from Home to its file."""
    title = event.stalls[1]
    plan = StallPlan(title, "B", _THEMES, ("Denise W", "Gareth P"))
    window.library.save_event(replace(event, stall_plans=(plan,)))
    window.resize(size)
    window.show()
    window.go_home()
    window.hold_stall("")
    screen = window.screens.stall
    session = screen.session
    session.choose(title)
    take("35-stall-ready", window)
    session.begin_run()
    run = session.state.run
    assert run is not None
    session.write(run.id, Part.DISCUSSED, "\n".join(_DISCUSSED))
    session.write(run.id, Part.CHALLENGES, "\n".join(_CHALLENGES))
    session.to_next_steps("Roll it out to all primary schools in the town")
    session.count_people(12)
    session.add_words(_FELL)
    session.add_words("We were all talking about the same child, said Dawn.")
    session.let_leave(_FELL, Sharing.ANONYMOUS)
    clock = window.library.clock
    assert isinstance(clock, SimulatedClock)
    clock.forward(14 * 60)
    screen.tick()
    screen.notice.hide()
    take("35-stall", window)
    session.end_run()
    session.end_run()
    take("35-stall-hand-over", window)
    window.close()
