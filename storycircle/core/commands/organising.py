"""The commands of the organiser's lists, board, stream of actions, comparison and room's clock.

The table of all commands (core/commands/keys.py) has each of them at its place.
"""

from storycircle.core.commands.command import MORE_KEYS, ONE_TO_NINE, Command, Scope, Section
from storycircle.core.i18n import N_

MOVE_CARD = Command(
    "move-card", ("M",), Scope.CARD, N_("move a card, or a heading"), Section.ORGANISER
)
SIDE_BY_SIDE = Command(
    "side-by-side",
    ("A",),
    Scope.CARD,
    N_("beside a card like it; sorting: all like it"),
    Section.ORGANISER,
)
RENAME_HEADING = Command("rename-heading", ("F2",), Scope.CARD, N_("rename a heading"))
SORT_FOUND = Command("sort-found", ("S",), Scope.CARD, N_("sort what was found"))
REMOVE_HEADING = Command("remove-heading", ("Delete",), Scope.CARD, N_("take a heading away"))
SEND_CARD = Command("send-card", ONE_TO_NINE, Scope.CARRYING, N_("the card goes to that heading"))
PUT_DOWN = Command(
    "put-down", ("Enter", "M", "Esc"), Scope.CARRYING, N_("put down what is carried")
)
SORT_NOUGHT = Command("sort-nought", ("0",), Scope.SORTING, N_("the second digit of a heading"))
SORT_TO = Command(
    "sort-to",
    ONE_TO_NINE,
    Scope.SORTING,
    N_("sorting: to that heading; from ten on two digits"),
    Section.ORGANISER,
)
SORT_BACK = Command("sort-back", ("Up",), Scope.SORTING, N_("back to the card before"))
SORT_LATER = Command(
    "sort-later",
    ("Down",),
    Scope.SORTING,
    N_("that card later, or back with {key}"),
    Section.ORGANISER,
    also=(SORT_BACK,),
)
ONE_ALIKE_LESS = Command("one-alike-less", ("Shift+Up",), Scope.SORTING, N_("one less with it"))
ONE_ALIKE_MORE = Command("one-alike-more", ("Shift+Down",), Scope.SORTING, N_("one more with it"))
ALL_ALIKE = Command("all-alike", ("A",), Scope.SORTING, N_("all that are much like it, or none"))
SORT_UNDO = Command("sort-undo", ("U",), Scope.SORTING, N_("undo"))
SORT_WORDING = Command("sort-wording", ("F2",), Scope.SORTING, N_("the report’s wording"))
TO_HEADINGS = Command("to-headings", ("Right",), Scope.SORTING, N_("from the card to the headings"))
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
TICK_FILE = Command("tick-file", ("Space",), Scope.FILES, N_("tick a file, or untick it"))
SORT_LIST = Command(
    "sort-list", ("S",), Scope.FILES, N_("sort by the next column"), Section.ORGANISER
)
SORT_LIST_BACK = Command(
    "sort-list-back", ("Shift+S",), Scope.FILES, N_("sort from the other end"), Section.ORGANISER
)
READ_CIRCLE = Command("read-circle", ("Enter",), Scope.FILES, N_("read the circle of that row"))
CHOOSE_COPY = Command("choose-copy", ONE_TO_NINE, Scope.COMPARE, N_("this version stands"))
KEEP_OUT = Command("keep-out", ("S",), Scope.COMPARE, N_("it stays out"))
