"""The records of a line: circles that continue one another, with the same people.

All of it but what is ticked, and what the owners of an inquiry give leave for, stays in the line.
A person has an id within the line, beside that of a member's record in each circle; it is in no
report and in no file that leaves the line.
"""

from enum import StrEnum

from msgspec import Struct

from storycircle.core.i18n import N_


class LineKind(StrEnum):
    """What a line is. In a learning set a question has owners, and leaves by their leave alone."""

    LINE = "line"
    LEARNING_SET = "learning_set"


class Came(StrEnum):
    """How a person stands to a meeting."""

    THERE = "there"
    APOLOGIES = "apologies"
    LEFT = "left"  # for good, before or at this meeting


class Ticked(StrEnum):
    """What stays in a line unless it is ticked for a meeting."""

    APOLOGIES = "apologies"
    BUDDIES = "buddies"
    REASONS = "reasons"
    QUESTION = "question"  # of a learning set; a line's leaves with its circles


class Line(Struct, frozen=True):
    """Circles that continue one another. question: the one over all. next: the date of the next
    meeting, YYYY-MM-DD, or empty.
    """

    id: str
    title: str
    question: str = ""
    kind: LineKind = LineKind.LINE
    next: str = ""
    ground_rules: tuple[str, ...] = ()


class AtMeeting(Struct, frozen=True):
    """How many members a learning set had at one meeting. month: YYYY-MM; empty where nobody said
    it, or it stays. people: None where that stays.
    """

    month: str
    people: int | None


class Attendance(Struct, frozen=True):
    """How a person of the line stands to one meeting.

    person: their id within the line. member: the id of their seat, empty for who left. name: as it
    was last, for who has no seat. buddy: the person who tells them what was said. reason: why they
    left, in their words.
    """

    person: str
    member: str = ""
    name: str = ""
    came: Came = Came.THERE
    buddy: str = ""
    reason: str = ""


class Wording(Struct, frozen=True):
    """An older wording of a question. on: the last day on which it stood, YYYY-MM-DD, or empty."""

    on: str
    question: str


class InquiryNote(Struct, frozen=True):
    """What was noted of an inquiry on one day. under: which of the eight questions, 0 for none."""

    id: str
    on: str
    under: int
    text: str


class InquiryAction(Struct, frozen=True):
    """What follows from an inquiry. who: persons of the line, or "name:" with one from outside."""

    id: str
    text: str
    who: tuple[str, ...] = ()
    by: str = ""
    heading: str = ""
    stall: str = ""


class OwnersChoice(Struct, frozen=True):
    """What one owner of an inquiry chose, as it was read out. sharing: the code of the choice.

    teller, title, points, tags: the very words. at: when, as ISO time of the laptop; empty where it
    came with a document.
    """

    owner: str
    sharing: str
    teller: str = ""
    title: str = ""
    points: str = ""
    tags: tuple[str, ...] = ()
    at: str = ""


class Inquiry(Struct, frozen=True):
    """One question with its owners, as it stood at one meeting.

    thread: the id that it has at every meeting of its line. owners: persons. kind: what it is
    about, such as working practices. worded: its older wordings, the oldest first. notes, actions:
    those of this meeting. choices: what its owners said of its leaving the line; they never leave
    this laptop.
    """

    id: str
    thread: str
    owners: tuple[str, ...]
    question: str
    kind: str = ""
    worded: tuple[Wording, ...] = ()
    notes: tuple[InquiryNote, ...] = ()
    actions: tuple[InquiryAction, ...] = ()
    choices: tuple[OwnersChoice, ...] = ()


class FromLastTime(Struct, frozen=True):
    """An action of an earlier meeting that was still open. who: names, as they were. thread: that
    of its inquiry, empty where it was everybody's. state: the code of what became of it, as it was
    said last at a meeting; empty where nothing was.
    """

    id: str
    text: str
    who: tuple[str, ...] = ()
    by: str = ""
    thread: str = ""
    state: str = ""


class Meeting(Struct, frozen=True):
    """What a circle has as a meeting of its line.

    number: which meeting of the line it is, from 1. stays: whether nothing of the circle leaves
    without its owner's leave, as in a learning set. left_as: the stories that are inquiries, where
    they came from another laptop or are about to leave. of_file: whether it is no more than what
    leaves, or has left, in a circle file.
    """

    line: Line
    number: int
    stays: bool = False
    people: tuple[Attendance, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    last_time: tuple[FromLastTime, ...] = ()
    ticked: frozenset[Ticked] = frozenset()
    left_as: frozenset[str] = frozenset()
    of_file: bool = False

    def inquiry(self, id_: str) -> Inquiry | None:
        """The inquiry with this id, if it is here."""
        return next((one for one in self.inquiries if one.id == id_), None)

    def absent(self) -> frozenset[str]:
        """The members who send apologies."""
        return frozenset(one.member for one in self.people if one.came is Came.APOLOGIES)

    def of_person(self, person: str) -> Attendance | None:
        """How a person stands to this meeting; None for somebody it does not know."""
        return next((one for one in self.people if one.person == person), None)

    def of_member(self, member: str) -> Attendance | None:
        """How the person on a seat stands to this meeting."""
        return next((one for one in self.people if one.member == member), None)


EIGHT_QUESTIONS = (
    N_("What I did, and what happened"),
    N_("What was different from what I expected"),
    N_("What surprised me"),
    N_("What I did not do, and did instead"),
    N_("What I learnt from this"),
    N_("What others can learn from it"),
    N_("What the issue is now"),
    N_("What comes first now, and what I can do"),
)
"""What an inquiry is followed by; any of them may be noted under, and none has to be."""
