"""The commands of what comes after stories: check-out, meetings that go on, the review of actions.

The table of all commands (core/commands/keys.py) has each of them at its place.
"""

from storycircle.core.commands.command import Command, Scope, Section
from storycircle.core.i18n import N_

_EIGHT = tuple("Alt+1 Alt+2 Alt+3 Alt+4 Alt+5 Alt+6 Alt+7 Alt+8".split())

NEXT_MEETING = Command(
    "next-meeting",
    ("Ctrl+Shift+N",),
    Scope.ANYWHERE,
    N_("the next meeting of these people"),
    Section.EVERYWHERE,
)
LINE_FILE = Command(
    "line-file", (), Scope.HOME, N_("go on with a line of meetings that was handed on")
)
NEW_SET = Command(
    "new-set", ("Ctrl+Shift+L",), Scope.HOME, N_("a new learning set, on the first page")
)
MEETING = Command(
    "meeting",
    ("Ctrl+Shift+M",),
    Scope.CIRCLE,
    N_("a meeting: who is there, and what was open"),
    Section.EVERYWHERE,
)
EIGHT = Command(
    "eight",
    _EIGHT,
    Scope.STORIES,
    N_("in a learning set, that one of the eight questions"),
    Section.WRITING,
)
TO_REVIEW = Command(
    "to-review", ("Ctrl+7",), Scope.CIRCLE, N_("to the review of the actions"), Section.REVIEW
)
REVIEW_STATE = Command(
    "review-state",
    tuple("12345"),
    Scope.REVIEW,
    N_("not started, under way, done, changed, let go"),
    Section.REVIEW,
)
REVIEW_QUESTION = Command(
    "review-question",
    _EIGHT,
    Scope.REVIEW,
    N_("that one of the eight questions"),
    Section.REVIEW,
)
PRINT_REVIEW = Command(
    "print-review", ("Ctrl+P",), Scope.REVIEW, N_("print the review sheet"), Section.REVIEW
)
PRINT_MEETING = Command(
    "print-meeting", ("Ctrl+P",), Scope.PAPER, N_("print what there is of a meeting")
)
CHECK_OUT = Command(
    "check-out", ("Ctrl+K",), Scope.CIRCLE, N_("how was it? The check-out"), Section.PLENARY
)
IN_PRIVATE = Command(
    "in-private",
    ("Ctrl+R",),
    Scope.CHECKOUT,
    N_("check-out: the laptop goes round"),
    Section.PLENARY,
)
COUNT = Command("count", tuple("0123456789"), Scope.COUNTING, N_("that many hands went up"))
NOTE_TOLD = Command(
    "note-told",
    ("Ctrl+T",),
    Scope.BECAME,
    N_("note a review told on the telephone"),
    Section.ORGANISER,
)
PRINT_LIST = Command(
    "print-list", ("Ctrl+P",), Scope.BECAME, N_("print the list of what became of them")
)
KEEP_TOLD = Command("keep-told", ("Ctrl+Enter",), Scope.BECAME, N_("note what was told"))
HOLD_STALL = Command(
    "hold-stall",
    ("Ctrl+Shift+B",),
    Scope.HOME,
    N_("hold a market stall, on the first page"),
    Section.EVERYWHERE,
)
STALL_ON = Command(
    "stall-on", ("Ctrl+Enter",), Scope.STALL, N_("begin a run of a stall, or end it")
)
STALL_TIME = Command("stall-time", ("Ctrl+Space",), Scope.STALL, N_("the run’s time, or pause"))
LINE_TO_STEP = Command(
    "line-to-step",
    ("Ctrl+I",),
    Scope.STALL,
    N_("at a stall, make this line a next step"),
    Section.WRITING,
)
STALL_WORDS = Command("stall-words", ("F6",), Scope.STALL, N_("to their own words, and back"))
EXPORT_STALL = Command("export-stall", ("Ctrl+E",), Scope.STALL, N_("export the stall’s file"))
ADVICE_ADD = Command("advice-add", ("N",), Scope.ADVICE, N_("one recommendation more, below it"))
ADVICE_WRITE = Command("advice-write", ("Enter",), Scope.ADVICE, N_("write on a recommendation"))
ADVICE_DOWN = Command("advice-down", ("Alt+Down",), Scope.ADVICE, N_("a recommendation down"))
ADVICE_UP = Command(
    "advice-up",
    ("Alt+Up",),
    Scope.ADVICE,
    N_("a recommendation up, or down with {key}"),
    Section.ORGANISER,
    also=(ADVICE_DOWN,),
)
ADVICE_MOVE = Command(
    "advice-move", ("M",), Scope.ADVICE, N_("a recommendation to another heading, by its number")
)
ADVICE_TO = Command("advice-to", tuple("123456789"), Scope.ADVICE, N_("to that heading"))
ADVICE_FOLD = Command("advice-fold", ("F",), Scope.ADVICE, N_("fold a heading, or open it"))
ADVICE_LINK = Command("advice-link", ("L",), Scope.ADVICE, N_("link an action or a stall to it"))
ADVICE_AWAY = Command("advice-away", ("Delete",), Scope.ADVICE, N_("take a recommendation out"))
CHAPTERS = Command(
    "chapters",
    ("Ctrl+Shift+W",),
    Scope.ORGANISER,
    N_("write the chapters of the report"),
    Section.ORGANISER,
)
CHAPTER_ADD = Command("chapter-add", ("N",), Scope.CHAPTERS, N_("one chapter more, below it"))
CHAPTER_WRITE = Command("chapter-write", ("Enter",), Scope.CHAPTERS, N_("write on a chapter"))
CHAPTER_DOWN = Command("chapter-down", ("Alt+Down",), Scope.CHAPTERS, N_("a chapter later"))
CHAPTER_UP = Command("chapter-up", ("Alt+Up",), Scope.CHAPTERS, N_("a chapter earlier"))
CHAPTER_AWAY = Command("chapter-away", ("Delete",), Scope.CHAPTERS, N_("take a chapter out"))
CHAPTER_HEADING = Command("chapter-heading", ("Ctrl+H",), Scope.CHAPTERS, N_("chapter: a heading"))
CHAPTER_BULLETS = Command(
    "chapter-bullets", ("Ctrl+Shift+L",), Scope.CHAPTERS, N_("chapter: bullets")
)
CHAPTER_QUOTE = Command("chapter-quote", ("Ctrl+I",), Scope.CHAPTERS, N_("chapter: a quotation"))
SAVE_COMPARISON = Command(
    "save-comparison", ("Ctrl+Shift+S",), Scope.EVENTS, N_("save events side by side")
)
MATCH_YES = Command("match-yes", ("Y",), Scope.EVENTS, N_("two headings stand for one"))
MATCH_NO = Command("match-no", ("N",), Scope.EVENTS, N_("they stand for two"))
TO_EVENTS = Command(
    "to-events", ("Ctrl+7",), Scope.ORGANISER, N_("compare events"), Section.ORGANISER
)
