"""The commands of the room's clock: its time, and the circles as they read out.

The table of all commands (core/commands/keys.py) has each of them at its place.
"""

from storycircle.core.commands.command import MORE_KEYS, ONE_TO_NINE, Command, Scope, Section
from storycircle.core.i18n import N_

ROOM_CLOCK = Command(
    "room-clock",
    ("F5",),
    Scope.ORGANISER,
    N_("the room’s clock; again, to the room"),
    Section.ORGANISER,
)
TELL_ALL = Command("tell-all", ("Ctrl+R",), Scope.CLOCK, N_("tell the room something"))
TAKE_ALL_AWAY = Command(
    "take-all-away", ("Ctrl+Shift+R",), Scope.CLOCK, N_("take away what the room reads")
)
CIRCLE_PASSES = Command("circle-passes", ("P",), Scope.CLOCK, N_("this circle passes"))
NEXT_CIRCLE = Command(
    "next-circle",
    ("Right",),
    Scope.CLOCK,
    N_("room’s clock: next circle, or it passes"),
    Section.ORGANISER,
    also=(CIRCLE_PASSES,),
)
CIRCLE_BEFORE = Command("circle-before", ("Left",), Scope.CLOCK, N_("the circle before"))
CALL_CIRCLE = Command("call-circle", ONE_TO_NINE, Scope.CLOCK, N_("that circle is next"))
CLOCK_START = Command("clock-start", ("Space",), Scope.CLOCK, N_("start, pause"))
CLOCK_ON = Command("clock-on", ("PgDown",), Scope.CLOCK, N_("start, then action by action"))
CLOCK_BACK = Command("clock-back", ("PgUp",), Scope.CLOCK, N_("one back"))
CLOCK_RESTART = Command("clock-restart", ("R",), Scope.CLOCK, N_("the time from its beginning"))
CLOCK_MORE = Command("clock-more", MORE_KEYS, Scope.CLOCK, N_("thirty seconds more"))
