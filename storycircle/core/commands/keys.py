"""The table of commands: which key does what, and where. A key is written here and nowhere else.

Buttons' caps, shortcuts, hints, sentences, the page of keys and the facilitator's card read it;
`ui/commands` joins it to Qt. A command is added as one constant, and bound with `commands.bind` or
looked for in a key handler.
"""

from storycircle.core.commands.command import Command, Scope, Section

_ONE_TO_NINE = tuple("123456789")
_MORE_KEYS = ("+", "=")  # one key, with and without Shift

# Anywhere.

HELP = Command("help", ("F1",), Scope.ANYWHERE, "this sheet", Section.EVERYWHERE, card="all keys")
CHANGE_WORDS = Command(
    "change-words", ("F2",), Scope.OPEN, "in Open, change the words", Section.EVERYWHERE
)
OTHER_SIDE = Command("other-side", ("F6",), Scope.CIRCLE, "ring, story", Section.EVERYWHERE)
TO_STAGE = Command(
    "to-stage",
    tuple(f"Ctrl+{number}" for number in range(1, 7)),
    Scope.CIRCLE,
    "to a stage",
    Section.EVERYWHERE,
)
GO_ON = Command(
    "go-on",
    ("Ctrl+Enter",),
    Scope.CIRCLE,
    "on to the next stage; in Stories, the next person",
    Section.EVERYWHERE,
)
UNDO = Command("undo", ("Ctrl+Z",), Scope.ANYWHERE, "undo", Section.EVERYWHERE)
REDO = Command("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), Scope.ANYWHERE, "redo", Section.EVERYWHERE)
NEW_CIRCLE = Command(
    "new-circle", ("Ctrl+N",), Scope.HOME, "new circle, on the first page", Section.EVERYWHERE
)
OPEN_FILE = Command(
    "open-file", ("Ctrl+O",), Scope.HOME, "open, on the first page", Section.EVERYWHERE
)
TO_ORGANISER = Command(
    "to-organiser", ("Ctrl+G",), Scope.HOME, "gather, on the first page", Section.EVERYWHERE
)
SETTINGS = Command("settings", ("Ctrl+,",), Scope.ANYWHERE, "settings", Section.EVERYWHERE)
BACK = Command("back", ("Esc",), Scope.ANYWHERE, "back, always", Section.EVERYWHERE)
ENTER = Command("enter", ("Enter",), Scope.ANYWHERE, "the first answer, or what has the focus")
LEFT = Command("left", ("Left",), Scope.ANYWHERE, "to what stands at the left")
RIGHT = Command("right", ("Right",), Scope.ANYWHERE, "to what stands at the right")
UP = Command("up", ("Up",), Scope.ANYWHERE, "to what stands above")
DOWN = Command("down", ("Down",), Scope.ANYWHERE, "to what stands below")

# The ring.

START = Command("start", ("Space",), Scope.RING, "start, pause", Section.RING, card="start, pause")
NEXT = Command("next", ("Right",), Scope.RING, "next person", Section.RING, card="next person")
PREVIOUS = Command("previous", ("Left",), Scope.RING, "previous person", Section.RING)
PASS = Command(
    "pass",
    ("P",),
    Scope.RING,
    "pass; asked again at the end",
    Section.RING,
    card="pass; asked again later",
)
MORE = Command("more", _MORE_KEYS, Scope.RING, "thirty seconds more", Section.RING)
LESS = Command("less", ("-",), Scope.RING, "thirty seconds less", Section.RING)
RESTART = Command("restart", ("R",), Scope.RING, "start this turn again", Section.RING)
BEGUN_BEFORE = Command(
    "begun-before", ("Shift+Space",), Scope.RING, "begun when the last one ended", Section.RING
)
BEGAN_EARLIER = Command(
    "began-earlier", ("Shift+Left",), Scope.RING, "it began 15 s earlier", Section.RING
)
BEGAN_LATER = Command(
    "began-later", ("Shift+Right",), Scope.RING, "it began 15 s later", Section.RING
)
SECOND_ROUND = Command(
    "second-round", ("S",), Scope.RING, "a second round, once all are heard", Section.RING
)
RING_UNDO = Command("ring-undo", ("U",), Scope.RING, "undo", Section.RING)
RING_REDO = Command("ring-redo", ("Shift+U",), Scope.RING, "redo", Section.RING)
CALL_SEAT = Command("call-seat", _ONE_TO_NINE, Scope.RING, "that seat speaks next", Section.RING)
AWAY = Command("away", ("A",), Scope.RING, "someone leaves, or is back", Section.RING)
SEAT_BACK = Command("seat-back", ("Ctrl+Left",), Scope.SEATS, "move this seat back")
SEAT_ON = Command(
    "seat-on",
    ("Ctrl+Right",),
    Scope.SEATS,
    "move this seat on, or back with {}",
    Section.RING,
    also=(SEAT_BACK,),
)

# While a text has the focus.

TIME = Command(
    "time",
    ("Ctrl+Space",),
    Scope.CIRCLE,
    "start, pause; the stage’s time too",
    Section.WRITING,
    card="start, pause",
)
WRITING_BEGUN_BEFORE = Command(
    "writing-begun-before",
    ("Ctrl+Shift+Space",),
    Scope.STORIES,
    "begun when the last one ended",
)
WRITING_NEXT = Command(
    "writing-next", ("Ctrl+Enter",), Scope.STORIES, "next person", Section.WRITING
)
STORY_BELOW = Command(
    "story-below", ("Ctrl+Down",), Scope.STORIES, "next person’s story", Section.WRITING
)
STORY_ABOVE = Command("story-above", ("Ctrl+Up",), Scope.STORIES, "the one before", Section.WRITING)
POINT_IN = Command("point-in", ("Tab",), Scope.POINTS, "point further in", Section.WRITING)
LEAVE_POINTS = Command(
    "leave-points",
    ("Ctrl+Tab",),
    Scope.POINTS,
    "from the points to the next field",
    Section.WRITING,
)
NEXT_STORY = Command(
    "next-story",
    ("Ctrl+Shift+Down",),
    Scope.STORIES,
    "the person’s next story, or one more",
    Section.WRITING,
)
STORY_BEFORE = Command(
    "story-before", ("Ctrl+Shift+Up",), Scope.STORIES, "the person’s story before"
)
ASK_STORY = Command(
    "ask-story", ("Ctrl+L",), Scope.STORIES, "may this story leave?", Section.WRITING
)
TO_RING = Command("to-ring", ("Esc",), Scope.STORIES, "back to the ring", Section.WRITING)

# For the room.

SHOW_ROOM = Command("show-room", ("F11",), Scope.REMOTE, "show the ring to the room", Section.ROOM)
REMOTE_SHOW = Command(
    "remote-show", ("F5",), Scope.REMOTE, "the same, but not in the plenary", Section.ROOM
)
REMOTE_ON = Command(
    "remote-on",
    ("PgDown",),
    Scope.REMOTE,
    "start, or next person; in a note too",
    Section.ROOM,
)
REMOTE_BACK = Command("remote-back", ("PgUp",), Scope.REMOTE, "previous person", Section.ROOM)
CALM = Command("calm", ("B",), Scope.DISPLAY, "no digits, or with them again", Section.ROOM)
REMOTE_CALM = Command(
    "remote-calm",
    (".",),
    Scope.DISPLAY,
    "the same; while you write, both are letters",
    Section.ROOM,
)
LARGER = Command(
    "larger",
    tuple(f"Ctrl+{key}" for key in _MORE_KEYS),
    Scope.DISPLAY,
    "larger in the room",
    Section.ROOM,
)
SMALLER = Command("smaller", ("Ctrl+-",), Scope.DISPLAY, "smaller", Section.ROOM)
USUAL_SIZE = Command("usual-size", ("Ctrl+0",), Scope.DISPLAY, "as large as it was", Section.ROOM)

# Dialogue and Commit.

ADD_IDEA = Command("add-idea", ("Enter",), Scope.IDEAS, "add the idea", Section.COMMIT)
HANDS = Command("hands", _ONE_TO_NINE, Scope.IDEAS, "hands that went up", Section.COMMIT)
NO_HANDS = Command("no-hands", ("0",), Scope.IDEAS, "no hands went up")
LINE_TO_IDEA = Command(
    "line-to-idea", ("Ctrl+I",), Scope.DIALOGUE, "make this line an idea", Section.COMMIT
)
COMMIT_IDEA = Command("commit-idea", ("Ctrl+Up",), Scope.IDEAS, "commit an idea", Section.COMMIT)
TO_IDEAS = Command("to-ideas", ("Ctrl+Down",), Scope.ACTIONS, "back to the ideas", Section.COMMIT)
ACTION_DOWN = Command("action-down", ("Alt+Down",), Scope.ACTIONS, "an action down")
ACTION_UP = Command(
    "action-up",
    ("Alt+Up",),
    Scope.ACTIONS,
    "an action up, or down with {}",
    Section.COMMIT,
    also=(ACTION_DOWN,),
)
TAKE_IDEA_AWAY = Command(
    "take-idea-away", ("Delete",), Scope.IDEAS, "take an idea away", Section.COMMIT
)
ASK_TELLERS = Command(
    "ask-tellers",
    ("Ctrl+L",),
    Scope.CIRCLE,
    "may the stories leave? In Plenary too",
    Section.COMMIT,
)
SWAP = Command("swap", tuple("123"), Scope.SWAP, "that action makes room")

# May a story leave?

STAYS = Command("stays", ("Enter",), Scope.ASKING, "it stays here", Section.LEAVING)
MAY_LEAVE = Command("may-leave", ("Y",), Scope.ASKING, "yes, it may leave", Section.LEAVING)
NAMED = Command("named", ("2",), Scope.ASKING, "with name")
NAMELESS = Command(
    "nameless",
    ("1",),
    Scope.ASKING,
    "without names, with name",
    Section.LEAVING,
    also=(NAMED,),
)
STORY_ASKED_BEFORE = Command(
    "story-asked-before", ("Left",), Scope.ASKING, "back to the story before"
)
ASK_LATER = Command(
    "ask-later",
    ("Right",),
    Scope.ASKING,
    "on without an answer, or back with {}",
    Section.LEAVING,
    also=(STORY_ASKED_BEFORE,),
)
FOR_NAME = Command(
    "for-name",
    tuple("1234"),
    Scope.NAMES,
    "what stands for a name that was found",
    Section.LEAVING,
)
NAME_AGAIN = Command(
    "name-again", ("Delete",), Scope.NAMES, "look at that name again", Section.LEAVING
)
LET_LEAVE = Command("let-leave", ("Ctrl+Enter",), Scope.NAMES, "let it leave")

# Plenary, and paper.

PRINT_SHEET = Command("print-sheet", ("Ctrl+P",), Scope.PLENARY, "print the sheet", Section.PLENARY)
SAVE_PDF = Command("save-pdf", ("Ctrl+Shift+S",), Scope.PAPER, "save as PDF", Section.PLENARY)
EXPORT = Command("export", ("Ctrl+E",), Scope.PLENARY, "export the circle file", Section.PLENARY)
NEXT_PAGE = Command(
    "next-page", ("PgDown",), Scope.PAPER, "the next page of what prints", Section.PLENARY
)
PAGE_BEFORE = Command("page-before", ("PgUp",), Scope.PAPER, "the page before")
PRESENT = Command("present", ("F5",), Scope.PLENARY, "present it full screen", Section.PLENARY)
SHOW_GALLERY = Command(
    "show-gallery",
    ("Shift+F5",),
    Scope.PLENARY,
    "the gallery of all circles here",
    Section.PLENARY,
)

# Full screen.

PRESENTING_START = Command(
    "presenting-start",
    ("Space",),
    Scope.PRESENTING,
    "start, pause; the gallery stands",
    Section.PRESENTING,
)
PRESENTING_ON = Command(
    "presenting-on",
    ("PgDown", "Down"),
    Scope.PRESENTING,
    "start, then action by action",
    Section.PRESENTING,
)
PRESENTING_BACK = Command(
    "presenting-back", ("PgUp", "Up"), Scope.PRESENTING, "one back", Section.PRESENTING
)
PRESENTING_RESTART = Command(
    "presenting-restart",
    ("R",),
    Scope.PRESENTING,
    "the time from its beginning",
    Section.PRESENTING,
)
PRESENTING_MORE = Command(
    "presenting-more", _MORE_KEYS, Scope.PRESENTING, "thirty seconds more", Section.PRESENTING
)
STOP_PRESENTING = Command(
    "stop-presenting", ("Esc", "F5"), Scope.PRESENTING, "back to the window", Section.PRESENTING
)
GALLERY_ON = Command("gallery-on", ("PgDown", "Right"), Scope.GALLERY, "the next circle")
GALLERY_BACK = Command("gallery-back", ("PgUp", "Left"), Scope.GALLERY, "the circle before")

# The organiser.

TO_PLACE = Command(
    "to-place",
    tuple(f"Ctrl+{number}" for number in range(1, 5)),
    Scope.ORGANISER,
    "pack, gather, headings, report",
    Section.ORGANISER,
)
CHOOSE_FILES = Command(
    "choose-files", ("Ctrl+G",), Scope.ORGANISER, "choose files to gather", Section.ORGANISER
)
COMPARE = Command(
    "compare", ("Ctrl+K",), Scope.ORGANISER, "compare two versions", Section.ORGANISER
)
MOVE_CARD = Command("move-card", ("M",), Scope.CARD, "move a card, or a heading", Section.ORGANISER)
SIDE_BY_SIDE = Command(
    "side-by-side", ("A",), Scope.CARD, "a card beside one alike", Section.ORGANISER
)
RENAME_HEADING = Command("rename-heading", ("F2",), Scope.CARD, "rename a heading")
REMOVE_HEADING = Command("remove-heading", ("Delete",), Scope.CARD, "take a heading away")
ADD_HEADING = Command(
    "add-heading",
    ("Ctrl+H",),
    Scope.BOARD,
    "add a heading; {} renames it",
    Section.ORGANISER,
    also=(RENAME_HEADING,),
)
SEND_CARD = Command("send-card", _ONE_TO_NINE, Scope.CARRYING, "the card goes to that heading")
PUT_DOWN = Command("put-down", ("Enter", "M", "Esc"), Scope.CARRYING, "put down what is carried")
SAVE_REPORT = Command(
    "save-report", ("Ctrl+S",), Scope.ORGANISER, "save the report", Section.ORGANISER
)
SAVE_PACK = Command(
    "save-pack", ("Ctrl+Shift+P",), Scope.ORGANISER, "save the event pack", Section.ORGANISER
)
PRINT_ALL = Command(
    "print-all", ("Ctrl+P",), Scope.ORGANISER, "print all sheets and slips", Section.ORGANISER
)
ROOM_CLOCK = Command(
    "room-clock",
    ("F5",),
    Scope.ORGANISER,
    "the room’s clock; again, to the room",
    Section.ORGANISER,
)
ALL_GALLERY = Command(
    "all-gallery", ("Shift+F5",), Scope.ORGANISER, "the gallery of all circles", Section.ORGANISER
)
CIRCLE_PASSES = Command("circle-passes", ("P",), Scope.CLOCK, "this circle passes")
NEXT_CIRCLE = Command(
    "next-circle",
    ("Right",),
    Scope.CLOCK,
    "there: next circle, or it passes",
    Section.ORGANISER,
    also=(CIRCLE_PASSES,),
)
CIRCLE_BEFORE = Command("circle-before", ("Left",), Scope.CLOCK, "the circle before")
CALL_CIRCLE = Command("call-circle", _ONE_TO_NINE, Scope.CLOCK, "that circle is next")
CLOCK_START = Command("clock-start", ("Space",), Scope.CLOCK, "start, pause")
CLOCK_ON = Command("clock-on", ("PgDown",), Scope.CLOCK, "start, then action by action")
CLOCK_BACK = Command("clock-back", ("PgUp",), Scope.CLOCK, "one back")
CLOCK_RESTART = Command("clock-restart", ("R",), Scope.CLOCK, "the time from its beginning")
CLOCK_MORE = Command("clock-more", _MORE_KEYS, Scope.CLOCK, "thirty seconds more")
NEXT_PLACE = Command("next-place", ("Ctrl+Enter",), Scope.ORGANISER, "merge, or the next place")
NEW_EVENT = Command("new-event", ("Ctrl+N",), Scope.PACK, "a new event")
TICK_FILE = Command("tick-file", ("Space",), Scope.FILES, "tick a file, or untick it")
CHOOSE_COPY = Command("choose-copy", _ONE_TO_NINE, Scope.COMPARE, "this version stands")
KEEP_OUT = Command("keep-out", ("S",), Scope.COMPARE, "it stays out")

COMMANDS = tuple(made for made in tuple(globals().values()) if isinstance(made, Command))
"""All commands, as the page of keys orders those of one section."""


def commands_in(section: Section) -> tuple[Command, ...]:
    """The commands that have a row in a section of the page of keys, in order."""
    return tuple(command for command in COMMANDS if command.section is section)
