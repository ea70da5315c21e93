"""The records of a story circle.

The records of a story circle, and the rule of one to three actions.

All records are frozen: a change makes a new one. Ids are UUIDs as text. Texts are plain,
already cleaned by core/text.py. The order of a tuple is the order people see.

Events: one that a circle makes for itself where no organiser's pack was opened.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import sha256
from uuid import uuid4

from msgspec import Struct, field
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import Chapter, StoryPlace
from storycircle.core.afterwards.matches import HeadingMatch
from storycircle.core.afterwards.recommendations import Recommendation
from storycircle.core.afterwards.stalls import Run, StallPlan
from storycircle.core.afterwards.turn_counts import TurnCounts
from storycircle.core.checkout.checkout import Checkout
from storycircle.core.checkout.shown import Together
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _
from storycircle.core.i18n.language import ENGLISH, speaking
from storycircle.core.lines.records import AtMeeting, Line, Meeting
from storycircle.core.reviews.review import Review, ReviewNote
from storycircle.core.rounds.named_round import NamedRound, RoundNote


class Words(Struct, frozen=True):
    """The very words of a story that would leave. `teller` is a name, empty without names."""

    teller: str = ""
    title: str = ""
    points: str = ""
    quote: str = ""
    tags: tuple[str, ...] = ()


class Choice(Struct, frozen=True):
    """A teller's choice, as it was asked and answered.

    words: what was read out. at: when, as ISO time of the laptop. asked_by: the facilitator's
    name. organisation, keep_until (YYYY-MM-DD): who was to have it and until when, as the event
    pack said. It never leaves the laptop.
    """

    words: Words
    at: str
    asked_by: str = ""
    organisation: str = ""
    keep_until: str = ""


class Answer(Struct, frozen=True):
    """What stands for a word found in a story, as it was written there; None leaves it as it is."""

    found: str
    instead: str | None


MOST_ACTIONS = 3
"""A circle commits to one to three actions (Annex 1 of the 2007 report)."""
GOOD_SIZE = range(5, 8)
"""The June 2007 circles were of five to seven; the method allows 2 to 15 here."""
SMALLEST, LARGEST = 2, 15


def may_commit(count: int) -> bool:
    """Whether a circle may commit to so many actions: the one rule, asked by every way to a
    circle. A session refuses one more, a document and a code too many, a merge leaves one out
    until it is accepted, and a library that has more shows the others as ideas.
    """
    return count <= MOST_ACTIONS


class Sharing(StrEnum):
    """What its teller allows a story: a new one stays in the circle until they say otherwise."""

    STAYS = "stays"
    ANONYMOUS = "anonymous"
    NAMED = "named"


class Writer(StrEnum):
    """Who takes notes; listeners sit without notepads (Roadside)."""

    FACILITATOR = "facilitator"
    SCRIBE = "scribe"
    NO_ONE = "no_one"


class NamesOnPaper(StrEnum):
    """How members' names stand on what is printed, and in what travels inside it."""

    AS_TYPED = "as_typed"
    FIRST_WORD = "first_word"
    NONE = "none"


class Slot(Struct, frozen=True):
    """One row of an event's programme. Times are "HH:MM"; the last row may have no end."""

    starts: str
    ends: str | None
    title: str


class Event(Struct, frozen=True):
    """What an organiser decides before the day, and every circle of the event shares.

    organisation: who gathers what may leave. keep_until: YYYY-MM-DD, until when they keep it.
    recipients: public keys that circle files are sealed to; none leaves them open. language: the
    code of that in which its paper and reports are made; empty is that of the window. statements:
    what its circles' check-outs ask; none leaves it to the method's own. rounds: those of its
    circles' stories; none is one round of stories, and a second one where it is wanted.
    stall_plans: what more than its title is said of a stall.
    """

    id: str
    title: str
    date: str = ""  # YYYY-MM-DD, or empty where none was given
    venue: str = ""
    question: str = ""
    dialogue_questions: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    stalls: tuple[str, ...] = ()
    programme: tuple[Slot, ...] = ()
    expected: int = 0  # how many circles are expected; 0 where nobody has said
    source: str = ""
    # What is read out as a circle opens; empty means the app's own (core/turns/opening_words.py).
    purpose: str = ""
    ground_rules: tuple[str, ...] = ()
    promise: str = ""  # what happens to what we say
    organisation: str = ""
    keep_until: str = ""
    recipients: tuple[str, ...] = ()
    names_on_paper: NamesOnPaper = NamesOnPaper.AS_TYPED
    language: str = ""
    statements: tuple[str, ...] = ()
    rounds: tuple[NamedRound, ...] = ()
    stall_plans: tuple[StallPlan, ...] = ()
    project: str = ""  # the title of the project that it is of


def latest_first(events: Iterable[Event]) -> list[Event]:
    """Events as they are listed: the latest date first, then by title; always in one order."""
    by_id = sorted(events, key=lambda event: event.id)
    return sorted(by_id, key=lambda event: (event.date, event.title), reverse=True)


class Member(Struct, frozen=True):
    """A person in a circle. Role and agency never leave the laptop."""

    id: str
    name: str
    role: str = ""
    agency: str = ""


class Story(Struct, frozen=True):
    """A story as noted while listening; a person may have several.

    `left_as` is the random id under which it leaves without names; it and `code`, by which its
    teller can withdraw it, are minted anew at each change of sharing, so that copies that left
    earlier cannot be linked to later ones. Where it came from another laptop it has `proof` in
    place of the code. `under` is the circle that a story without names is printed under, where
    that circle chose so. What it was about for the circle, the choice, the answers, the code and
    whether it is unconfirmed never leave.
    """

    id: str
    teller: str | None  # a member's id
    title: str = ""
    points: str = ""  # one point a line, a tab before it for each step it is indented
    quote: str = ""
    sharing: Sharing = Sharing.STAYS
    left_as: str = ""
    tags: tuple[str, ...] = ()  # themes
    about: str = ""  # "what this was about for us", written after the telling
    choice: Choice | None = None
    answers: tuple[Answer, ...] = ()  # to the names found in it
    code: str = ""
    proof: str = ""
    under: str = ""
    unconfirmed: bool = False  # a later no may have been lost with a damaged library


class Note(Struct, frozen=True):
    """What was said to one question of the dialogue; it stays on this laptop."""

    question: str
    notes: str = ""


class Idea(Struct, frozen=True):
    """Something the circle might do; `hands` is a guide for the facilitator, never printed.

    Who, by, heading and where it arose stay with an action that was moved back.
    """

    id: str
    text: str
    hands: int = 0
    who: tuple[str, ...] = ()
    by: str = ""
    heading: str = ""
    stall: str = ""
    story: str = ""


class Action(Struct, frozen=True):
    """What a circle commits to, in its own words, which never change after.

    It may arise from one of the event's market stalls, or from a story told here (its id, which
    never leaves: that would say of what was told in the circle). Reviews say what became of it; the
    one that counts is the last.
    """

    id: str
    text: str
    who: tuple[str, ...] = ()  # members' ids, in seat order, then names from outside the circle
    by: str = ""  # free text or a date, as it was said
    heading: str = ""  # the circle's own choice, of the event's headings or its own
    stall: str = ""
    story: str = ""
    reviews: tuple[Review, ...] = ()


class Placement(Struct, frozen=True):
    """The organiser's editing of one action: its heading, its place there, the report's wording.

    A record of its own, so that a late fix by a facilitator never fights with it. `rank` is a
    text that sorts between its neighbours' (core/headings.py); empty where nobody chose a place.
    """

    action: str  # the action's id
    heading: str = ""
    wording: str = ""
    rank: str = ""


class Invited(Struct, frozen=True):
    """Who is known before the day to come to one circle of an event: it travels in packs alone."""

    event: str  # the event's id
    number: int
    names: tuple[str, ...] = ()  # as they are typed in Gather: "Dawn G, health visiting"


class AgencyCount(Struct, frozen=True):
    """How many people of one agency there are; its name as it was typed first. Of an event, 0 says
    that they are fewer than are counted out.
    """

    agency: str
    people: int


class Circle(Struct, frozen=True):
    """One circle, with all its facilitator's laptop knows of it.

    region, venue, date (YYYY-MM-DD): where and when it was held, in a series whose circles are held
    apart; empty where its event says it. send_agencies: the facilitator lets the counts of agencies
    leave. agencies: such counts as they left another laptop; on the facilitator's own they are
    computed from the members (core/consent/agencies.py). meeting: what it has as a meeting of its
    line, where it is of one. review_notes: what it noted as it looked back; they stay here. rounds:
    its own named rounds, else its event's hold; round_notes: what was noted in those without
    stories. turns: how those of its stories went, in numbers; None where none was timed.
    """

    id: str
    number: int
    event: str | None = None  # the event's id
    theme: str = ""  # the question this circle brings stories to, where it has its own
    facilitator: str = ""
    writer: Writer = Writer.FACILITATOR
    consent: bool = False  # asked aloud: everyone is content that notes are written
    members: tuple[Member, ...] = ()  # clockwise from the facilitator's left
    past: tuple[Member, ...] = ()  # who left; kept here, so that their names are still found
    stories: tuple[Story, ...] = ()
    dialogue: tuple[Note, ...] = ()
    ideas: tuple[Idea, ...] = ()
    actions: tuple[Action, ...] = ()
    also: tuple[str, ...] = ()  # words to look for in stories without names: nicknames, places
    stories_here: bool = False  # stories without names may be printed under this circle
    region: str = ""
    venue: str = ""
    date: str = ""
    send_agencies: bool = False
    agencies: tuple[AgencyCount, ...] = ()
    meeting: Meeting | None = None
    checkout: Checkout | None = None  # how it was; what may be shown of it, Gathered says
    review_notes: tuple[ReviewNote, ...] = ()
    rounds: tuple[NamedRound, ...] = ()
    round_notes: tuple[RoundNote, ...] = ()
    turns: TurnCounts | None = None

    def __post_init__(self) -> None:
        if not may_commit(len(self.actions)):
            raise Refused("too-many-actions", number=self.number, count=len(self.actions))

    @property
    def apologies(self) -> tuple[str, ...]:
        """The members of a meeting who send apologies, in the order of seats."""
        if self.meeting is None:
            return ()
        absent = self.meeting.absent()
        return tuple(member.id for member in self.members if member.id in absent)

    @property
    def present(self) -> int:
        """How many people are in the room."""
        return len(self.members) - len(self.apologies)

    def member(self, id_: str) -> Member:
        """The member with this id. Raises KeyError."""
        for member in self.members:
            if member.id == id_:
                return member
        raise KeyError(id_)

    def named(self, action: Action) -> tuple[list[str], list[str]]:
        """Names, as people see them, of those who are named with an action: members, and people
        outside the circle.
        """
        shown = self.shown_names()
        ours = [shown[id_] for id_ in action.who if id_ in shown]
        return ours, list(filter(None, map(outside_name, action.who)))

    def story_of(self, member: str) -> Story | None:
        """The latest story of a member, if one was noted."""
        return next((s for s in reversed(self.stories) if s.teller == member), None)

    def story(self, id_: str) -> Story | None:
        """The story with this id, if it is here."""
        return next((s for s in self.stories if s.id == id_), None)

    def round_note(self, round_: str, member: str) -> str:
        """What was noted of a member's turn in a round without stories; "" where nothing was."""
        found = (n.text for n in self.round_notes if (n.round, n.member) == (round_, member))
        return next(found, "")

    def stories_of(self, member: str) -> tuple[Story, ...]:
        """All stories of a member, in the order they were begun."""
        return tuple(s for s in self.stories if s.teller == member)

    def shown_names(self) -> dict[str, str]:
        """Members' ids with the names people see: equal names are numbered, as "Chris (2)"."""
        shown = told_apart([member.name for member in self.members])
        return {member.id: name for member, name in zip(self.members, shown, strict=True)}


def told_apart(names: Sequence[str]) -> list[str]:
    """The names as people see them: equal ones are numbered, as "Chris (2)"."""
    typed = {name.casefold() for name in names}
    taken: set[str] = set()
    shown = []
    for own in names:
        name, again = own, 1
        while name.casefold() in taken or (again > 1 and name.casefold() in typed):
            again += 1
            name = f"{own} ({again})"
        taken.add(name.casefold())
        shown.append(name)
    return shown


class CircleSummary(Struct, frozen=True):
    """What lists and counts show of a circle, without a word of what was told in it.

    placed: how many of its actions stand under a heading. came, corrected: when it was first
    gathered here, and when a later file changed it; ISO, or empty. stage: where it was left on this
    laptop, as a number; None where it was never open here. left: when that was; ISO, or empty.
    region, venue, date: where and when it was held, in a series.
    """

    id: str
    number: int
    event: str | None = None
    theme: str = ""
    facilitator: str = ""
    people: int = 0
    actions: int = 0
    placed: int = 0
    came: str = ""
    corrected: str = ""
    stage: int | None = None
    left: str = ""
    region: str = ""
    venue: str = ""
    date: str = ""


class Gathered(Struct, frozen=True):
    """An event with its circles: what is merged, reported and written as JSON.

    `stories` are those that left without names: of the event, sorted by their random ids.
    agencies: the event's sums of the counts that may leave. lines: those of which its
    circles are meetings. checkouts: what may be shown of its circles' check-outs. runs: what was
    noted at its stalls. story_places: headings under which its organiser put stories. matches: its
    headings that stand for another event's. membership: where it is a learning set, what a document
    said of how many its members were, meeting by meeting.
    """

    event: Event
    circles: tuple[Circle, ...] = ()
    placements: dict[str, Placement] = field(default_factory=dict)  # by action id
    stories: tuple[Story, ...] = ()
    agencies: tuple[AgencyCount, ...] = ()
    lines: tuple[Line, ...] = ()
    checkouts: tuple[Together, ...] = ()
    runs: tuple[Run, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    story_places: tuple[StoryPlace, ...] = ()
    matches: tuple[HeadingMatch, ...] = ()
    membership: tuple[AtMeeting, ...] = ()

    def heading_of(self, action: Action) -> str:
        """Where an action stands: the organiser's placement, else the circle's own choice."""
        placed = self.placements.get(action.id)
        return (placed.heading if placed else "") or action.heading

    def wording_of(self, action: Action) -> str:
        """The report's wording of an action: the editor's, else the circle's own words."""
        placed = self.placements.get(action.id)
        return (placed.wording if placed else "") or action.text

    def people(self) -> int:
        return sum(len(circle.members) for circle in self.circles)

    def actions(self) -> int:
        return sum(len(circle.actions) for circle in self.circles)


_OUTSIDE = "name:"
"""Before the name of somebody who is in no circle, among the ids of *who* commits."""


def outside(name: str) -> str:
    """Somebody outside the circle, as one of those who commit to an action."""
    return f"{_OUTSIDE}{name}"


def outside_name(who: str) -> str:
    """The name of one of those who commit, where it is somebody outside; empty for a member."""
    return who.removeprefix(_OUTSIDE) if who.startswith(_OUTSIDE) else ""


def new_id() -> str:
    """A fresh random id."""
    return str(uuid4())


QUESTIONS = (N_("What does this mean for me/us?"), N_("What am I/are we going to do next?"))
"""The dialogue's questions where an event has none of its own (Annex 1)."""


def own_event(day: str) -> Event:
    """An event for circles of a day (YYYY-MM-DD) that were begun without a pack, its words in the
    language in use.
    """
    plain = _plain(new_id(), day)
    return replace(plain, id=_made_id(plain))


def made_without_pack(event: Event) -> bool:
    """Whether an event is one that a laptop made for its own circles, in whatever language, and
    nobody changed since.
    """
    rest = Event(event.id, event.title, event.date, dialogue_questions=event.dialogue_questions)
    with speaking(ENGLISH):  # the ids of the first ones say nothing
        first = _plain(event.id, event.date)
    return event == first or (event == rest and event.id == _made_id(event))


def _plain(id_: str, day: str) -> Event:
    title = _("Story circle, {day}", day=i18n.day(day))
    return Event(id_, title, day, dialogue_questions=tuple(map(_, QUESTIONS)))


def _made_id(event: Event) -> str:
    """The id of an event that a laptop made: its end follows from its beginning and the words."""
    begin = event.id[:18]
    words = "\n".join((begin, event.title, event.date, *event.dialogue_questions))
    end = sha256(words.encode()).hexdigest()
    return f"{begin}-{end[:4]}-{end[4:16]}"
