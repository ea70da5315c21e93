"""The commands of what is shown full screen: the plenary, the gallery, codes for another laptop's
camera; and of reading them.

The table of all commands (core/commands/keys.py) has each of them at its place.
"""

from storycircle.core.commands.command import MORE_KEYS, Command, Scope, Section
from storycircle.core.i18n import N_

PRESENTING_START = Command(
    "presenting-start",
    ("Space",),
    Scope.PRESENTING,
    N_("start, pause; the gallery too"),
    Section.PRESENTING,
)
PRESENTING_ON = Command(
    "presenting-on",
    ("PgDown", "Down"),
    Scope.PRESENTING,
    N_("start, then action by action"),
    Section.PRESENTING,
)
PRESENTING_BACK = Command(
    "presenting-back", ("PgUp", "Up"), Scope.PRESENTING, N_("one back"), Section.PRESENTING
)
PRESENTING_RESTART = Command(
    "presenting-restart",
    ("R",),
    Scope.PRESENTING,
    N_("the time from its beginning"),
    Section.PRESENTING,
)
PRESENTING_MORE = Command(
    "presenting-more", MORE_KEYS, Scope.PRESENTING, N_("thirty seconds more"), Section.PRESENTING
)
STOP_PRESENTING = Command(
    "stop-presenting", ("Esc", "F5"), Scope.PRESENTING, N_("back to the window"), Section.PRESENTING
)
GALLERY_ON = Command("gallery-on", ("PgDown", "Right"), Scope.GALLERY, N_("the next circle"))
GALLERY_BACK = Command("gallery-back", ("PgUp", "Left"), Scope.GALLERY, N_("the circle before"))

# By light.

SHOW_BY_LIGHT = Command(
    "show-by-light",
    ("Ctrl+Shift+E",),
    Scope.PLENARY,
    N_("show it to the organiser’s camera"),
    Section.PLENARY,
)
SHOW_PACK = Command(
    "show-pack",
    ("Ctrl+Shift+E",),
    Scope.PACK,
    N_("show the event pack to laptops’ cameras"),
    Section.ORGANISER,
)
LIGHT_PAUSE = Command(
    "light-pause", ("Space",), Scope.BY_LIGHT, N_("pause, go on"), Section.BY_LIGHT
)
LIGHT_BEFORE = Command("light-before", ("Left", "PgUp"), Scope.BY_LIGHT, N_("the part before"))
LIGHT_NEXT = Command(
    "light-next",
    ("Right", "PgDown"),
    Scope.BY_LIGHT,
    N_("the next part, or the one before with {key}"),
    Section.BY_LIGHT,
    also=(LIGHT_BEFORE,),
)
LIGHT_SLOWER = Command("light-slower", ("-",), Scope.BY_LIGHT, N_("slower"))
LIGHT_FASTER = Command(
    "light-faster",
    MORE_KEYS,
    Scope.BY_LIGHT,
    N_("faster, or slower with {key}"),
    Section.BY_LIGHT,
    also=(LIGHT_SLOWER,),
)
LIGHT_NOUGHT = Command("light-nought", ("0",), Scope.BY_LIGHT, N_("the second digit of a part"))
LIGHT_PART = Command(
    "light-part",
    tuple("123456789"),
    Scope.BY_LIGHT,
    N_("that part; from ten on two digits"),
    Section.BY_LIGHT,
)
LIGHT_SEEN = Command(
    "light-seen", ("Y",), Scope.BY_LIGHT, N_("its screen shows the tick"), Section.BY_LIGHT
)
STOP_LIGHT = Command("stop-light", ("Esc",), Scope.BY_LIGHT, N_("back to the window"))
READ_CAMERA = Command(
    "read-camera",
    ("Ctrl+Shift+G",),
    Scope.ORGANISER,
    N_("read circles from the camera"),
    Section.ORGANISER,
)
READ_PACK = Command(
    "read-pack",
    ("Ctrl+Shift+G",),
    Scope.HOME,
    N_("read an event pack from the camera, on the first page"),
    Section.EVERYWHERE,
)
