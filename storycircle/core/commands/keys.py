"""The table of commands: which key does what, and where. A key is written here and nowhere else.

Buttons' caps, shortcuts, hints, sentences, the page of keys and the facilitator's card read it;
`ui/commands` joins it to Qt. A command is added as one constant, and bound with `commands.bind` or
looked for in a key handler.
"""

from storycircle.core.commands import after_the_day as after
from storycircle.core.commands import full_screen as full
from storycircle.core.commands import organising
from storycircle.core.commands.command import MORE_KEYS, ONE_TO_NINE, Command, Scope, Section
from storycircle.core.i18n import N_

# Anywhere.

HELP = Command(
    "help", ("F1",), Scope.ANYWHERE, N_("this page"), Section.EVERYWHERE, card=N_("all keys")
)
CHANGE_WORDS = Command(
    "change-words", ("F2",), Scope.OPEN, N_("in Open, change the words"), Section.EVERYWHERE
)
OTHER_SIDE = Command(
    "other-side", ("F6",), Scope.CIRCLE, N_("to the ring, or to the story"), Section.EVERYWHERE
)
TO_STAGE = Command(
    "to-stage",
    tuple(f"Ctrl+{number}" for number in range(1, 7)),
    Scope.CIRCLE,
    N_("to that stage"),
    Section.EVERYWHERE,
)
TIME_PLAN = Command(
    "time-plan", ("Ctrl+T",), Scope.CIRCLE, N_("the time plan of the circle"), Section.EVERYWHERE
)
ROUNDS = Command(
    "rounds", ("Ctrl+B",), Scope.CIRCLE, N_("the rounds of the circle"), Section.EVERYWHERE
)
ROUND_DOWN = Command("round-down", ("Alt+Down",), Scope.ROUNDS, N_("a round later"))
ROUND_UP = Command(
    "round-up",
    ("Alt+Up",),
    Scope.ROUNDS,
    N_("a round earlier, or later with {key}"),
    Section.EVERYWHERE,
    also=(ROUND_DOWN,),
)
OWN_NOTE = Command(
    "own-note",
    ("Ctrl+J",),
    Scope.CIRCLE,
    N_("a note of your own, for nobody else"),
    Section.EVERYWHERE,
)
GO_ON = Command(
    "go-on",
    ("Ctrl+Enter",),
    Scope.CIRCLE,
    N_("on to the next stage; while you write a story, the next person"),
    Section.EVERYWHERE,
)
UNDO = Command("undo", ("Ctrl+Z",), Scope.ANYWHERE, N_("undo"), Section.EVERYWHERE)
REDO = Command("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), Scope.ANYWHERE, N_("redo"), Section.EVERYWHERE)
NEW_CIRCLE = Command(
    "new-circle", ("Ctrl+N",), Scope.HOME, N_("new circle, on the first page"), Section.EVERYWHERE
)
NEXT_MEETING = after.NEXT_MEETING
LINE_FILE = after.LINE_FILE
HOLD_STALL = after.HOLD_STALL
NEW_SET = after.NEW_SET
MEETING = after.MEETING
OPEN_FILE = Command(
    "open-file", ("Ctrl+O",), Scope.HOME, N_("open, on the first page"), Section.EVERYWHERE
)
TO_ORGANISER = Command(
    "to-organiser", ("Ctrl+G",), Scope.HOME, N_("gather, on the first page"), Section.EVERYWHERE
)
SETTINGS = Command("settings", ("Ctrl+,",), Scope.ANYWHERE, N_("settings"), Section.EVERYWHERE)
TEXT_SMALLER = Command("text-smaller", ("Ctrl+-",), Scope.ANYWHERE, N_("smaller text"))
TEXT_LARGER = Command(
    "text-larger",
    tuple(f"Ctrl+{key}" for key in MORE_KEYS),
    Scope.ANYWHERE,
    N_("larger text, or smaller with {key}"),
    Section.EVERYWHERE,
    also=(TEXT_SMALLER,),
)
TEXT_USUAL = Command("text-usual", ("Ctrl+0",), Scope.ANYWHERE, N_("text as large as the system’s"))
SEARCH_FOCUS = Command(
    "search-focus", ("Ctrl+F",), Scope.ANYWHERE, N_("search what is listed"), Section.EVERYWHERE
)
MENU = Command("menu", ("F10",), Scope.ANYWHERE, N_("the menu"), Section.EVERYWHERE)
CLOSE = Command("close", ("Ctrl+W",), Scope.ANYWHERE, N_("close what is open, the window last"))
QUIT = Command("quit", ("Ctrl+Q",), Scope.ANYWHERE, N_("quit"))
METHOD = Command("method", (), Scope.ANYWHERE, N_("what a story circle is"))
GUIDE = Command("guide", (), Scope.ANYWHERE, N_("how all of it is done"))
BUILT = Command("built", (), Scope.ANYWHERE, N_("this app, its version and its licences"))
BACK = Command(
    "back", ("Esc",), Scope.ANYWHERE, N_("back, but not out of a running turn"), Section.EVERYWHERE
)
COPY = Command("copy", ("Ctrl+C",), Scope.ANYWHERE, N_("copy the words that are shown"))
CONTEXT_MENU = Command(
    "context-menu",
    ("Menu", "Shift+F10"),
    Scope.ANYWHERE,
    N_("what can be done with what has the focus"),
)
ENTER = Command("enter", ("Enter",), Scope.ANYWHERE, N_("the first answer, or what has the focus"))
TAB = Command("tab", ("Tab",), Scope.ANYWHERE, N_("to the next field"))
LEFT = Command("left", ("Left",), Scope.ANYWHERE, N_("to what stands at the left"))
RIGHT = Command("right", ("Right",), Scope.ANYWHERE, N_("to what stands at the right"))
UP = Command("up", ("Up",), Scope.ANYWHERE, N_("to what stands above"))
DOWN = Command("down", ("Down",), Scope.ANYWHERE, N_("to what stands below"))

# The ring.

START = Command(
    "start", ("Space",), Scope.RING, N_("start, pause"), Section.RING, card=N_("start, pause")
)
NEXT = Command(
    "next", ("Right",), Scope.RING, N_("next person"), Section.RING, card=N_("next person")
)
PREVIOUS = Command("previous", ("Left",), Scope.RING, N_("previous person"), Section.RING)
PASS = Command(
    "pass",
    ("P",),
    Scope.RING,
    N_("pass; asked again at the end"),
    Section.RING,
    card=N_("pass; asked again later"),
)
MORE = Command("more", MORE_KEYS, Scope.RING, N_("thirty seconds more"), Section.RING)
LESS = Command("less", ("-",), Scope.RING, N_("thirty seconds less"), Section.RING)
MINUTE_EACH = Command(
    "minute-each", ("M",), Scope.RING, N_("a minute more for everybody to come"), Section.RING
)
RESTART = Command("restart", ("R",), Scope.RING, N_("start this turn again"), Section.RING)
BEGUN_BEFORE = Command(
    "begun-before",
    ("Shift+Space",),
    Scope.RING,
    N_("it began when the last one ended"),
    Section.RING,
)
BEGAN_EARLIER = Command(
    "began-earlier", ("Shift+Left",), Scope.RING, N_("it began 15 s earlier"), Section.RING
)
BEGAN_LATER = Command(
    "began-later", ("Shift+Right",), Scope.RING, N_("it began 15 s later"), Section.RING
)
NEXT_ROUND = Command(
    "next-round", ("S",), Scope.RING, N_("the next round, once all are heard"), Section.RING
)
RING_UNDO = Command("ring-undo", ("U",), Scope.RING, N_("undo"), Section.RING)
RING_REDO = Command("ring-redo", ("Shift+U",), Scope.RING, N_("redo"), Section.RING)
SEAT_TEN = Command("seat-ten", ("0",), Scope.RING, N_("after 1, seat ten speaks next"))
CALL_SEAT = Command(
    "call-seat",
    ONE_TO_NINE,
    Scope.RING,
    N_("that seat speaks next; from ten on two digits"),
    Section.RING,
    also=(SEAT_TEN,),
)
ASK_NOT_NOW = Command(
    "ask-not-now", ("Shift+L",), Scope.RING, N_("the story just told is asked for later")
)
ASK_NOW = Command(
    "ask-now",
    ("L",),
    Scope.RING,
    N_("may the story just told leave? Later with {key}"),
    Section.RING,
    also=(ASK_NOT_NOW,),
)
AWAY = Command("away", ("A",), Scope.RING, N_("someone leaves, or is back"), Section.RING)
SEAT_BACK = Command("seat-back", ("Ctrl+Left",), Scope.SEATS, N_("move this seat back"))
SEAT_ON = Command(
    "seat-on",
    ("Ctrl+Right",),
    Scope.SEATS,
    N_("move this seat on, or back with {key}"),
    Section.RING,
    also=(SEAT_BACK,),
)
RENAME_SEAT = Command("rename-seat", ("F2",), Scope.SEATS, N_("put a name right"), Section.RING)

# While a text has the focus.

TIME = Command(
    "time",
    ("Ctrl+Space",),
    Scope.CIRCLE,
    N_("start, pause; the stage’s time too"),
    Section.WRITING,
    card=N_("start, pause"),
)
WRITING_BEGUN_BEFORE = Command(
    "writing-begun-before",
    ("Ctrl+Shift+Space",),
    Scope.STORIES,
    N_("it began when the last one ended"),
)
WRITING_NEXT = Command(
    "writing-next", ("Ctrl+Enter",), Scope.STORIES, N_("next person"), Section.WRITING
)
STORY_BELOW = Command(
    "story-below", ("Ctrl+Down",), Scope.STORIES, N_("next person’s story"), Section.WRITING
)
STORY_ABOVE = Command(
    "story-above", ("Ctrl+Up",), Scope.STORIES, N_("the one before"), Section.WRITING
)
POINT_OUT = Command("point-out", ("Alt+Left",), Scope.POINTS, N_("point further out"))
POINT_IN = Command(
    "point-in",
    ("Alt+Right",),
    Scope.POINTS,
    N_("point further in, or out with {key}"),
    Section.WRITING,
    also=(POINT_OUT,),
)
NEXT_STORY = Command(
    "next-story",
    ("Ctrl+Shift+Down",),
    Scope.STORIES,
    N_("the person’s next story, or one more"),
    Section.WRITING,
)
STORY_BEFORE = Command(
    "story-before", ("Ctrl+Shift+Up",), Scope.STORIES, N_("the person’s story before")
)
EIGHT = after.EIGHT
ASK_STORY = Command(
    "ask-story", ("Ctrl+L",), Scope.STORIES, N_("may this story leave?"), Section.WRITING
)
TO_RING = Command("to-ring", ("Esc",), Scope.STORIES, N_("back to the ring"), Section.WRITING)

# For the room.

SHOW_ROOM = Command(
    "show-room", ("F11",), Scope.REMOTE, N_("show the ring to the room"), Section.ROOM
)
REMOTE_SHOW = Command(
    "remote-show", ("F5",), Scope.REMOTE, N_("the same, but not in the plenary"), Section.ROOM
)
TELL_ROOM = Command(
    "tell-room", ("Ctrl+R",), Scope.CIRCLE, N_("tell the room something"), Section.ROOM
)
FIND_AN_END = Command("find-an-end", ("1",), Scope.TELLING, N_("please find an end"))
TEN_MINUTES = Command("ten-minutes", ("2",), Scope.TELLING, N_("ten minutes’ break"))
TAKE_WORDS_AWAY = Command(
    "take-words-away",
    ("Ctrl+Shift+R",),
    Scope.REMOTE,
    N_("take away what the room reads"),
    Section.ROOM,
)
REMOTE_ON = Command(
    "remote-on", ("PgDown",), Scope.REMOTE, N_("start, or next person; in a note too"), Section.ROOM
)
REMOTE_BACK = Command("remote-back", ("PgUp",), Scope.REMOTE, N_("previous person"), Section.ROOM)
CALM = Command("calm", ("B",), Scope.DISPLAY, N_("no digits, or with them again"), Section.ROOM)
REMOTE_CALM = Command(
    "remote-calm",
    (".",),
    Scope.DISPLAY,
    N_("the same; while you write, both are letters"),
    Section.ROOM,
)
LARGER = Command(
    "larger",
    tuple(f"Ctrl+{key}" for key in MORE_KEYS),
    Scope.DISPLAY,
    N_("larger in the room"),
    Section.ROOM,
)
SMALLER = Command("smaller", ("Ctrl+-",), Scope.DISPLAY, N_("smaller"), Section.ROOM)
USUAL_SIZE = Command(
    "usual-size", ("Ctrl+0",), Scope.DISPLAY, N_("as large as it was"), Section.ROOM
)

# Dialogue and Commit.

ADD_IDEA = Command("add-idea", ("Enter",), Scope.IDEAS, N_("add the idea"), Section.COMMIT)
HANDS = Command("hands", ONE_TO_NINE, Scope.IDEAS, N_("that many hands went up"), Section.COMMIT)
NO_HANDS = Command("no-hands", ("0",), Scope.IDEAS, N_("no hands went up"))
LINE_TO_IDEA = Command(
    "line-to-idea", ("Ctrl+I",), Scope.DIALOGUE, N_("make this line an idea"), Section.COMMIT
)
COMMIT_IDEA = Command(
    "commit-idea", ("Ctrl+Up",), Scope.IDEAS, N_("commit an idea"), Section.COMMIT
)
TO_IDEAS = Command(
    "to-ideas", ("Ctrl+Down",), Scope.ACTIONS, N_("back to the ideas"), Section.COMMIT
)
ACTION_DOWN = Command("action-down", ("Alt+Down",), Scope.ACTIONS, N_("an action down"))
ACTION_UP = Command(
    "action-up",
    ("Alt+Up",),
    Scope.ACTIONS,
    N_("an action up, or down with {key}"),
    Section.COMMIT,
    also=(ACTION_DOWN,),
)
TAKE_IDEA_AWAY = Command(
    "take-idea-away", ("Delete",), Scope.IDEAS, N_("take an idea away"), Section.COMMIT
)
ASK_TELLERS = Command(
    "ask-tellers",
    ("Ctrl+L",),
    Scope.CIRCLE,
    N_("may the stories leave? In Plenary too"),
    Section.COMMIT,
)
SWAP = Command("swap", tuple("123"), Scope.SWAP, N_("that action makes room"))

# May a story leave?

STAYS = Command("stays", ("Enter",), Scope.ASKING, N_("it stays here"), Section.LEAVING)
MAY_LEAVE = Command("may-leave", ("Y",), Scope.ASKING, N_("yes, it may leave"), Section.LEAVING)
NAMED = Command("named", ("2",), Scope.ASKING, N_("with name"))
NAMELESS = Command(
    "nameless", ("1",), Scope.ASKING, N_("without names, with name"), Section.LEAVING, also=(NAMED,)
)
STORY_ASKED_BEFORE = Command(
    "story-asked-before", ("Left",), Scope.ASKING, N_("back to the story before")
)
ASK_LATER = Command(
    "ask-later",
    ("Right",),
    Scope.ASKING,
    N_("on without an answer, or back with {key}"),
    Section.LEAVING,
    also=(STORY_ASKED_BEFORE,),
)
FOR_NAME = Command(
    "for-name", tuple("1234"), Scope.NAMES, N_("what to put in place of a name"), Section.LEAVING
)
NAME_AGAIN = Command(
    "name-again", ("Delete",), Scope.NAMES, N_("look at that name again"), Section.LEAVING
)
LET_LEAVE = Command("let-leave", ("Ctrl+Enter",), Scope.NAMES, N_("let it leave"))

# Check-out.

CHECK_OUT = after.CHECK_OUT
IN_PRIVATE = after.IN_PRIVATE
COUNT = after.COUNT
ONE_MORE = Command("one-more", MORE_KEYS, Scope.COUNTING, N_("one hand more"))
ONE_LESS = Command("one-less", ("-",), Scope.COUNTING, N_("one hand less"))
NOT_COUNTED = Command(
    "not-counted", ("Delete", "Backspace"), Scope.COUNTING, N_("not counted after all")
)
MARK = Command("mark", tuple("123"), Scope.MARKING, N_("yes, partly, no"))
MARK_BACK = Command("mark-back", ("Left",), Scope.MARKING, N_("back to the statement before"))

# Plenary, and paper.

PRINT_SHEET = Command(
    "print-sheet", ("Ctrl+P",), Scope.PLENARY, N_("print the sheet"), Section.PLENARY
)
SAVE_PDF = Command("save-pdf", ("Ctrl+Shift+S",), Scope.PAPER, N_("save as PDF"), Section.PLENARY)
EXPORT = Command(
    "export", ("Ctrl+E",), Scope.PLENARY, N_("export the circle file"), Section.PLENARY
)
NEXT_PAGE = Command(
    "next-page", ("PgDown",), Scope.PAPER, N_("the next page of what prints"), Section.PLENARY
)
PAGE_BEFORE = Command("page-before", ("PgUp",), Scope.PAPER, N_("the page before"))
PRESENT = Command("present", ("F5",), Scope.PLENARY, N_("present it full screen"), Section.PLENARY)
SHOW_GALLERY = Command(
    "show-gallery",
    ("Shift+F5",),
    Scope.PLENARY,
    N_("the gallery of all circles here"),
    Section.PLENARY,
)

STALL_ON, STALL_TIME, STALL_WORDS = after.STALL_ON, after.STALL_TIME, after.STALL_WORDS
LINE_TO_STEP, EXPORT_STALL = after.LINE_TO_STEP, after.EXPORT_STALL

TO_REVIEW = after.TO_REVIEW
REVIEW_STATE = after.REVIEW_STATE
REVIEW_QUESTION = after.REVIEW_QUESTION
PRINT_REVIEW = after.PRINT_REVIEW
PRINT_LIST = after.PRINT_LIST

PRINT_FOR_CIRCLE = Command(
    "print-for-circle", ("Ctrl+P",), Scope.GATHER, N_("in Gather, what prints before a circle")
)
PRINT_MEETING = after.PRINT_MEETING
PRINT_GUIDE = Command("print-guide", ("Ctrl+P",), Scope.GUIDE, N_("print the guide"))

# Full screen.

PRESENTING_START = full.PRESENTING_START
PRESENTING_ON = full.PRESENTING_ON
PRESENTING_BACK = full.PRESENTING_BACK
PRESENTING_RESTART = full.PRESENTING_RESTART
PRESENTING_MORE = full.PRESENTING_MORE
STOP_PRESENTING = full.STOP_PRESENTING
GALLERY_ON = full.GALLERY_ON
GALLERY_BACK = full.GALLERY_BACK

# By light, for another laptop's camera.

SHOW_BY_LIGHT = full.SHOW_BY_LIGHT
SHOW_PACK = full.SHOW_PACK
LIGHT_PAUSE = full.LIGHT_PAUSE
LIGHT_BEFORE = full.LIGHT_BEFORE
LIGHT_NEXT = full.LIGHT_NEXT
LIGHT_FASTER = full.LIGHT_FASTER
LIGHT_SLOWER = full.LIGHT_SLOWER
LIGHT_NOUGHT = full.LIGHT_NOUGHT
LIGHT_PART = full.LIGHT_PART
LIGHT_SEEN = full.LIGHT_SEEN
STOP_LIGHT = full.STOP_LIGHT

# The organiser.

TO_PLACE = Command(
    "to-place",
    tuple(f"Ctrl+{number}" for number in range(1, 7)),
    Scope.ORGANISER,
    N_("pack, gather, headings, report, what became, recommend"),
    Section.ORGANISER,
)
CHOOSE_FILES = Command(
    "choose-files", ("Ctrl+G",), Scope.ORGANISER, N_("choose files to gather"), Section.ORGANISER
)
READ_CAMERA = full.READ_CAMERA
READ_PACK = full.READ_PACK
COMPARE = Command(
    "compare", ("Ctrl+K",), Scope.ORGANISER, N_("compare two versions"), Section.ORGANISER
)
MOVE_CARD = organising.MOVE_CARD
SIDE_BY_SIDE = organising.SIDE_BY_SIDE
RENAME_HEADING = organising.RENAME_HEADING
SORT_FOUND = organising.SORT_FOUND
REMOVE_HEADING = organising.REMOVE_HEADING
ADD_HEADING = Command(
    "add-heading",
    ("Ctrl+H",),
    Scope.BOARD,
    N_("add a heading; {key} renames it"),
    Section.ORGANISER,
    also=(RENAME_HEADING,),
)
SEND_CARD = organising.SEND_CARD
PUT_DOWN = organising.PUT_DOWN
SORT_NOUGHT = organising.SORT_NOUGHT
SORT_TO = organising.SORT_TO
SORT_BACK = organising.SORT_BACK
SORT_LATER = organising.SORT_LATER
ONE_ALIKE_LESS = organising.ONE_ALIKE_LESS
ONE_ALIKE_MORE = organising.ONE_ALIKE_MORE
ALL_ALIKE = organising.ALL_ALIKE
SORT_UNDO = organising.SORT_UNDO
SORT_WORDING = organising.SORT_WORDING
TO_HEADINGS = organising.TO_HEADINGS
SAVE_REPORT = Command(
    "save-report", ("Ctrl+S",), Scope.ORGANISER, N_("save the report"), Section.ORGANISER
)
SAVE_PACK = Command(
    "save-pack", ("Ctrl+Shift+P",), Scope.ORGANISER, N_("save the event pack"), Section.ORGANISER
)
PRINT_ALL = Command(
    "print-all", ("Ctrl+P",), Scope.ORGANISER, N_("print all sheets and slips"), Section.ORGANISER
)
ROOM_CLOCK = organising.ROOM_CLOCK
ALL_GALLERY = Command(
    "all-gallery",
    ("Shift+F5",),
    Scope.ORGANISER,
    N_("the gallery of all circles"),
    Section.ORGANISER,
)
TELL_ALL = organising.TELL_ALL
TAKE_ALL_AWAY = organising.TAKE_ALL_AWAY
CIRCLE_PASSES = organising.CIRCLE_PASSES
NEXT_CIRCLE = organising.NEXT_CIRCLE
CIRCLE_BEFORE = organising.CIRCLE_BEFORE
CALL_CIRCLE = organising.CALL_CIRCLE
CLOCK_START = organising.CLOCK_START
CLOCK_ON = organising.CLOCK_ON
CLOCK_BACK = organising.CLOCK_BACK
CLOCK_RESTART = organising.CLOCK_RESTART
CLOCK_MORE = organising.CLOCK_MORE
NOTE_TOLD = after.NOTE_TOLD
KEEP_TOLD, MATCH_YES, CHAPTER_QUOTE = after.KEEP_TOLD, after.MATCH_YES, after.CHAPTER_QUOTE
ADVICE_ADD, ADVICE_WRITE, ADVICE_UP = after.ADVICE_ADD, after.ADVICE_WRITE, after.ADVICE_UP
ADVICE_MOVE, ADVICE_DOWN, ADVICE_TO = after.ADVICE_MOVE, after.ADVICE_DOWN, after.ADVICE_TO
ADVICE_FOLD = after.ADVICE_FOLD
ADVICE_LINK, ADVICE_AWAY, CHAPTERS = after.ADVICE_LINK, after.ADVICE_AWAY, after.CHAPTERS
CHAPTER_ADD, CHAPTER_WRITE, CHAPTER_UP = after.CHAPTER_ADD, after.CHAPTER_WRITE, after.CHAPTER_UP
CHAPTER_DOWN, CHAPTER_AWAY, MATCH_NO = after.CHAPTER_DOWN, after.CHAPTER_AWAY, after.MATCH_NO
CHAPTER_HEADING, TO_EVENTS = after.CHAPTER_HEADING, after.TO_EVENTS
CHAPTER_BULLETS, SAVE_COMPARISON = after.CHAPTER_BULLETS, after.SAVE_COMPARISON
NEXT_PLACE = Command("next-place", ("Ctrl+Enter",), Scope.ORGANISER, N_("merge, or the next place"))
NEW_EVENT = Command("new-event", ("Ctrl+N",), Scope.PACK, N_("a new event"))
TICK_FILE = organising.TICK_FILE
SORT_LIST = organising.SORT_LIST
SORT_LIST_BACK = organising.SORT_LIST_BACK
READ_CIRCLE = organising.READ_CIRCLE
CIRCLE_READ_BEFORE = Command(
    "circle-read-before", ("Left",), Scope.READING, N_("the circle before, to read")
)
CIRCLE_READ_NEXT = Command(
    "circle-read-next", ("Right",), Scope.READING, N_("the next circle, to read")
)
CHOOSE_COPY = organising.CHOOSE_COPY
KEEP_OUT = organising.KEEP_OUT

COMMANDS = tuple(made for made in tuple(globals().values()) if isinstance(made, Command))
"""All commands, as the page of keys orders those of one section."""


def commands_in(section: Section) -> tuple[Command, ...]:
    """The commands that have a row in a section of the page of keys, in order."""
    return tuple(command for command in COMMANDS if command.section is section)
