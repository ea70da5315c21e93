"""The facilitator's card, with its words.

The facilitator's card: the method, the times and the keys on one page, with names to tick.

Measures are points. Where an event's words need more room than the page has, type gets smaller,
down to 8; what is left then goes to a second page.

The words of the facilitator's card: the method in short.

After Roadside Theater's description of 1999, the Emory ETHOS guidelines and Annex 1 of the 2007
report, in words of our own.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _, n_, p_
from storycircle.core.model import GOOD_SIZE, QUESTIONS, Circle, Event
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.shapes.how_it_fits import how_it_fits
from storycircle.core.text import fingerprint
from storycircle.core.turns.circle_words import IN_CIRCLE, words_of
from storycircle.core.turns.fair_share import fair_share
from storycircle.core.turns.schedule import Stage, StagePlan, has_times, plan_for
from storycircle.paper.sheets.phrases import event_lines
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import A4, INK_2, MM, Pen, Printed
from storycircle.paper.typesetting.line_breaking import inset, width, wrapped

RING_KEYS = (keys.START, keys.NEXT, keys.PASS, keys.MORE, keys.RING_UNDO, keys.HELP)
WRITING_KEYS = (keys.TIME, keys.WRITING_NEXT, keys.TO_RING)
IF_IT_STOPS = N_(
    "Go on with a watch and the blank sheet: the circle matters, the laptop does not. When it "
    "starts again it opens where it was, paused."
)


class CardWords(Struct, frozen=True):
    """What the card says of a kind of circle, each a message.

    stages: what is done in each but the rounds. say: what is said at the start. questions: of the
    talk after the turns, where the event has none of its own.
    """

    about: str
    stages: Mapping[Stage, str]
    say: tuple[str, ...]
    talk: str
    questions: tuple[str, ...]
    commit: str


OF_CIRCLE = CardWords(
    about=N_(
        "People sit in a circle, and each tells a story of their own around one question, in turn, "
        "in the same time. It is as much about listening as about telling. You keep the time and "
        "the turn; you guide, and do not judge."
    ),
    stages={
        Stage.GATHER: N_("Names in, clockwise from your left"),
        Stage.OPEN: N_("Read the page out; ask if notes are fine"),
        Stage.DIALOGUE: N_("The questions below"),
        Stage.COMMIT: N_("One to three actions, by whom, by when"),
        Stage.PLENARY: N_("Each circle reads out its actions"),
    },
    say=(
        N_("Each of us has the same time. One voice at a time."),
        N_("No questions or comments until the dialogue."),
        N_("You may pass. You are asked again at the end; passing again is fine."),
        N_("Silence is welcome: leave a breath before the next story."),
        N_(
            "What is told here stays here, unless its teller says otherwise. Notes are written; "
            "nothing is recorded."
        ),
    ),
    talk=N_("Then the dialogue"),
    questions=QUESTIONS,
    commit=N_("One to three actions which people here commit to."),
)
OF_SET = CardWords(
    about=N_(
        "The same people meet again. In turn, and in the same time, each says what they did and "
        "learnt around a question of their own. It is as much about listening as about telling. "
        "You keep the time and the turn; you guide, and do not judge."
    ),
    stages={
        Stage.GATHER: N_("Who is here, who sent apologies"),
        Stage.OPEN: N_("Read the page out; ask if notes are fine"),
        Stage.DIALOGUE: N_("The questions below"),
        Stage.COMMIT: N_("One to three actions, by whom, by when"),
        Stage.PLENARY: N_("When you meet again; the progress report"),
    },
    say=(
        N_("Each of us has the same time. One voice at a time."),
        N_("No questions or comments until we are together."),
        N_("You may pass. You are asked again at the end; passing again is fine."),
        N_("Silence is welcome. Leave a breath between two turns."),
        N_(
            "What is told here stays in the set, unless whose question it is says otherwise. Notes "
            "are written; nothing is recorded."
        ),
    ),
    talk=N_("Then together"),
    questions=(N_("What do we see together?"), N_("What am I/are we going to do next?")),
    commit=N_("One to three actions for each question."),
)

_LEFT, _RIGHT = 18 * MM, A4[0] - 18 * MM
_MIDDLE = 295.0, 326.6
"""Where the left column ends and the right one begins."""
_TOP = 171.0
_FOOT = 781.0
_SIZES = (11.0, 10.0, 9.0, 8.0)
_SPARE_LINES = 2
_LEAST_LINES = 8


class Piece(Struct, frozen=True):
    """A part of a column: its height, and how it is drawn at a top."""

    height: float
    draw: Callable[[Pen, float], None]


class _Column(Struct, frozen=True):
    """Where a column stands, and the size of its type."""

    x: float
    right: float
    size: float

    @property
    def leading(self) -> float:
        return 1.37 * self.size

    def head(self, title: str) -> Piece:
        """A title above a hairline."""

        def draw(pen: Pen, top: float) -> None:
            pen.text(self.x, top + 15, title, fonts.SERIF_BOLD, 14.2)
            pen.line((self.x, top + 21.5), (self.right, top + 21.5))

        return Piece(28, draw)

    def text(
        self, words: str, at: float = 0.0, sign: str = "", face: str = fonts.SERIF, lead: str = ""
    ) -> Piece:
        """A paragraph `at` points in; a sign stands before it; its first words may be bold."""
        room = self.right - self.x - at
        indent = width(f"{lead} ", fonts.SERIF_BOLD, self.size) if lead else 0.0
        first = wrapped(words, face, self.size, room - indent)[:1] if lead else []
        rest = words[len(first[0]) :].strip() if first else words
        lines = first + wrapped(rest, face, self.size, room)

        def draw(pen: Pen, top: float) -> None:
            baseline = top + 0.8 * self.leading
            pen.text(
                self.x, baseline, sign, fonts.SANS_BOLD if lead or at > 50 else face, self.size
            )
            pen.text(self.x + at, baseline, lead, fonts.SERIF_BOLD, self.size)
            for place, line in enumerate(lines):
                x = self.x + at + (indent if lead and not place else 0)
                x += inset(line, face, self.size, room)
                pen.text(x, baseline + place * self.leading, line, face, self.size)

        return Piece(max(1, len(lines)) * self.leading + 0.28 * self.size, draw)

    def tick(self, name: str) -> Piece:
        """A box to tick, and a name on a line; a line alone to write on where there is none."""
        room = self.right - self.x - 19
        lines = wrapped(name, fonts.SERIF, self.size, room) or [""]

        def draw(pen: Pen, top: float) -> None:
            bottom = top + 7 + len(lines) * self.leading
            pen.box(self.x, bottom - 9, 9.5)
            for place, line in enumerate(lines):
                y = bottom - 3.5 - (len(lines) - 1 - place) * self.leading
                x = self.x + 19 + inset(line, fonts.SERIF, self.size, room)
                pen.text(x, y, line, fonts.SERIF, self.size)
            pen.line((self.x + 19, bottom), (self.right, bottom))

        return Piece(7 + len(lines) * self.leading, draw)


def draw_card(event: Event | None = None, circle: Circle | None = None) -> Printed:
    """The card of a circle, of an event, or of neither, as a PDF."""
    pen = Pen(_("The facilitator’s card"))
    room = _FOOT - 12 - _TOP
    for size in _SIZES:
        columns = _left(event, circle, size), _right(event, circle, size)
        if all(sum(piece.height for piece in column) <= room for column in columns):
            break
    pages = [_paged(column, room) for column in columns]
    for number in range(max(map(len, pages))):
        if number:
            pen.turn()
        _frame(pen, event, circle)
        for column in pages:
            top = _TOP
            for piece in column[number] if number < len(column) else ():
                piece.draw(pen, top)
                top += piece.height
    return pen.done()


def _said_of(circle: Circle | None) -> CardWords:
    """What the card says: of a learning set's meeting where it is of one."""
    return OF_SET if circle and not words_of(circle).stories else OF_CIRCLE


def _paged(column: Sequence[Piece], room: float) -> list[list[Piece]]:
    pages: list[list[Piece]] = [[]]
    for piece in column:
        used = sum(each.height for each in pages[-1])
        if pages[-1] and used + piece.height > room:
            pages.append([])
        pages[-1].append(piece)
    return pages


def _frame(pen: Pen, event: Event | None, circle: Circle | None) -> None:
    """The head and the foot of the page."""
    number = _("Circle {number}", number=circle.number) if circle else ""
    room = _RIGHT - _LEFT - 80
    named = event_lines(event.title, event.date)[-1] if event else ""
    pen.text(_LEFT, 54, _one_line(named, fonts.SANS, 10.5, room), fonts.SANS, 10.5, colour=INK_2)
    pen.text(_RIGHT, 54, number, fonts.SANS, 10.5, colour=INK_2, anchor=1)
    pen.text(_LEFT, 89.5, _("The facilitator’s card"), fonts.SERIF_BOLD, 32)
    for place, line in enumerate(
        wrapped(_(_said_of(circle).about), fonts.SERIF_ITALIC, 13.2, _RIGHT - _LEFT)
    ):
        pen.text(_LEFT, 118 + place * 17.6, line, fonts.SERIF_ITALIC, 13.2)
    asked = (circle.theme if circle else "") or (event.question if event else "")
    pen.line((_LEFT, _FOOT), (_RIGHT, _FOOT))
    asked = _one_line(asked, fonts.SANS, 10.5, _RIGHT - _LEFT)
    pen.text(_LEFT, _FOOT + 18, asked, fonts.SANS, 10.5, colour=INK_2)


def _one_line(text: str, face: str, size: float, room: float) -> str:
    """A text of one line, cut with dots: it is printed in full elsewhere."""
    lines = wrapped(text, face, size, room - 12)
    return "".join(lines) if len(lines) < 2 else f"{lines[0]} …"


def _left(event: Event | None, circle: Circle | None, size: float) -> list[Piece]:
    column = _Column(_LEFT, _MIDDLE[0], size)
    said = _said_of(circle)
    dash = [column.text(_(words), 14, "–") for words in said.say]
    asked = (event.dialogue_questions if event else ()) or tuple(map(_, said.questions))
    return [
        column.head(_("The times")),
        *(
            column.text(rest, 76, when, lead=f"{name}.")
            for when, name, rest in _times(event, circle)
        ),
        *_rounds(event, circle, column),
        _gap(),
        column.head(_("Say at the start")),
        *dash,
        _gap(),
        column.head(_(said.talk)),
        *(column.text(words, 14, "–") for words in (*asked, _(said.commit))),
    ]


def _rounds(event: Event | None, circle: Circle | None, column: _Column) -> list[Piece]:
    """The named rounds of the stories, each with its time and its prompt."""
    rounds = _named(event, circle)
    if not rounds:
        return []
    said = [column.text(one.prompt, 14, "–", lead=f"{_timed(one)}.") for one in rounds]
    return [_gap(), column.head(_("The rounds")), *said]


def _timed(one: NamedRound) -> str:
    if not one.seconds:
        return one.name
    # For translators: the name of a round, and how long each person has in it.
    return _("{round}, {time} each", round=one.name, time=i18n.length(one.seconds))


def _named(event: Event | None, circle: Circle | None) -> tuple[NamedRound, ...]:
    return (circle.rounds if circle else ()) or (event.rounds if event else ())


def _seals(event: Event | None, column: _Column) -> list[Piece]:
    """Whose key the circle's file is sealed to, to compare with what the organiser says."""
    keys = event.recipients if event else ()
    prints = [column.text(fingerprint(key), face=fonts.SANS) for key in keys]
    return [_gap(), column.head(_("The file is sealed to the key")), *prints] if prints else []


def _right(event: Event | None, circle: Circle | None, size: float) -> list[Piece]:
    column = _Column(_MIDDLE[1], _RIGHT, size)
    names = [member.name for member in circle.members] if circle else []
    lines = max(_LEAST_LINES, len(names) + _SPARE_LINES) - len(names)
    sans = fonts.SANS
    return [
        column.head(_("Keys at the ring")),
        *(column.text(_(on.card or on.words), 85, on.cap, sans) for on in RING_KEYS),
        _gap(),
        column.head(_("Keys while writing")),
        *(column.text(_(on.card or on.words), 85, on.cap, sans) for on in WRITING_KEYS),
        _gap(),
        column.head(_("Who is here")),
        *(column.tick(name) for name in (*names, *[""] * lines)),
        _gap(),
        column.head(_("If the laptop stops")),
        column.text(_(IF_IT_STOPS)),
        *_seals(event, column),
    ]


def _gap() -> Piece:
    return Piece(13, lambda _pen, _top: None)


def _times(event: Event | None, circle: Circle | None) -> list[tuple[str, str, str]]:
    """For each stage its time or length, its name and what is done."""
    timed = event is not None and has_times(event)
    day = date.fromisoformat(event.date) if event and event.date else date(2007, 6, 14)
    plan = plan_for(event if timed else None, datetime.combine(day, time()))
    named = (words_of(circle) if circle else IN_CIRCLE).named
    rows = []
    for stage in Stage:
        if stage is Stage.STORIES:
            words = _shares(plan, len(circle.members) if circle else 0, _named(event, circle))
        else:
            words = _(_said_of(circle).stages[stage])
        if stage is Stage.PLENARY and (walk := _walk(plan, timed=timed)):
            rows.append(walk)
        rows.append((_span(plan, stage, timed=timed), named(stage), words))
    return rows


def _span(plan: StagePlan, stage: Stage, *, timed: bool) -> str:
    span = plan.spans[stage]
    if not timed:
        minutes = round(plan.seconds(stage) / 60)
        return _minutes(minutes) if minutes else p_("of a stage: before the times begin", "before")
    ends = i18n.clock(span.ends)
    if not span.starts:
        return _("until {time}", time=ends)
    return f"{i18n.clock(span.starts)}–{ends}"


def _minutes(count: int) -> str:
    return n_("{figures} min", "{figures} min", count)


def _walk(plan: StagePlan, *, timed: bool) -> tuple[str, str, str] | None:
    """The time between committing and the plenary, to read the other circles' sheets."""
    starts, ends = plan.spans[Stage.COMMIT].ends, plan.spans[Stage.PLENARY].starts
    if ends is None or ends <= starts:
        return None
    minutes = round((ends - starts).total_seconds() / 60)
    when = f"{i18n.clock(starts)}–{i18n.clock(ends)}" if timed else _minutes(minutes)
    return when, _("Walk round"), _("Sheet on the wall, read the others")


def _shares(plan: StagePlan, people: int, rounds: Sequence[NamedRound]) -> str:
    """How long each person has, for the people here or for circles of a good size."""
    total = plan.seconds(Stage.STORIES)
    first, *others = [people] if people else list(GOOD_SIZE)[-2:]
    if rounds:
        return how_it_fits(rounds, first, total)
    time = i18n.length(fair_share(total, first))
    # For translators: how long each person has where so many people are there.
    words = n_("{time} each for {count}", "{time} each for {count}", first, time=time)
    more = [
        n_("{time} for {count}", "{time} for {count}", n, time=i18n.length(fair_share(total, n)))
        for n in others
    ]
    return ", ".join([words, *more])
