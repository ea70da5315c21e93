"""Lines of meetings in the JSON document: read into circles, and written from them.

A person of a line is known by name in a document, as their id stays in the line. Which meeting of
its line a circle is follows from the circles' dates and numbers.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.consent.inquiry_leave import (
    LeftInquiry,
    agreed,
    in_its_words,
    left_inquiries,
    names_by_person,
    read_back,
    with_owners_choice,
)
from storycircle.core.consent.permission_to_leave import with_sharing
from storycircle.core.consent.revocation import yes_of
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.decoder import Fields
from storycircle.core.i18n import _
from storycircle.core.lines.people import person_for
from storycircle.core.lines.records import (
    EIGHT_QUESTIONS,
    AtMeeting,
    Attendance,
    Came,
    Inquiry,
    InquiryAction,
    InquiryNote,
    Line,
    LineKind,
    Meeting,
    Wording,
)
from storycircle.core.meetings.next_meeting import people_in, with_people
from storycircle.core.model import (
    LARGEST,
    SMALLEST,
    Circle,
    Member,
    Sharing,
    Story,
    may_commit,
    outside,
    outside_name,
)
from storycircle.core.size_limits import (
    MOST_CIRCLES,
    MOST_INQUIRIES,
    MOST_OUTSIDE,
    MOST_PARTS,
    NOTES,
    PARAGRAPH,
)

_NAMESPACE = uuid5(NAMESPACE_URL, "storycircle:document of a line")
KINDS = {LineKind.LINE: "line", LineKind.LEARNING_SET: "learning set"}
"""How a document writes what a line is."""
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_FINISH = ("apologies", "left", "inquiries")


class _Inquiry(Struct, frozen=True):
    """An inquiry of a document: its owners and who commits are names still."""

    owners: tuple[str, ...]
    inquiry: Inquiry
    who: tuple[tuple[str, ...], ...]
    sharing: Sharing
    given: bool
    proof: str


class OfLine(Struct, frozen=True):
    """What a document says of a circle as a meeting. place: where, in words."""

    place: str
    line: str
    apologies: tuple[tuple[str, str], ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    inquiries: tuple[_Inquiry, ...] = ()


def lines_of_document(top: Fields) -> dict[str, Line]:
    """The lines that a document names under its project, by their ids. Raises Refused."""
    if "project" not in top.left:
        return {}
    project = top.inner("project", "project")
    found: dict[str, Line] = {}
    for at, item in enumerate(project.items("lines", MOST_CIRCLES), 1):
        f = Fields.of(item, _("project, line {number}", number=at))
        line = _line(f, found)
        f.no_more()
        found[line.id] = line
    project.no_more()
    return found


def _line(f: Fields, before: Collection[str]) -> Line:
    line = Line(
        f.id("id"), f.needed("title"), f.text("question", PARAGRAPH), _kind(f), f.date("next")
    )
    if not line.id:
        raise Refused("missing", place=f"{f.place}: id")
    if line.id in before:
        raise Refused("line-twice", place="project", id=line.id)
    return line


def lines_of_project(project: Fields) -> tuple[dict[str, Line], dict[str, tuple[AtMeeting, ...]]]:
    """The lines of a whole project, and what is said of how many people each had, meeting by
    meeting; both by the line's id. Raises Refused.
    """
    found: dict[str, Line] = {}
    told: dict[str, tuple[AtMeeting, ...]] = {}
    for at, item in enumerate(project.items("lines", MOST_CIRCLES), 1):
        f = Fields.of(item, _("project, line {number}", number=at))
        line = _line(f, found)
        found[line.id] = line
        if members := _members(f):
            told[line.id] = members
        f.no_more()
    return found, told


def _members(f: Fields) -> tuple[AtMeeting, ...]:
    """How many people a line had at each meeting, and in which month it was, where that is said."""
    counts = f.items("members", MOST_CIRCLES)
    months = f.lines("months", MOST_CIRCLES)
    if months and len(months) != len(counts):
        raise Refused("months-unequal", place=f.place, months=len(months), members=len(counts))
    found = []
    for place, many in enumerate(counts, 1):
        if many is not None and (type(many) is not int or not 1 <= many <= LARGEST):
            where = _("{place}: members {number}", place=f.place, number=place)
            wanted = _("a whole number from 1 to {most}, or null", most=LARGEST)
            raise Refused("wrong-type", place=where, wanted=wanted)
        month = months[place - 1] if months else ""
        if month and not _is_month(month):
            where = _("{place}: months {number}", place=f.place, number=place)
            raise Refused("wrong-type", place=where, wanted=_("a month as YYYY-MM"))
        found.append(AtMeeting(month, many))
    return tuple(found)


def _is_month(text: str) -> bool:
    return bool(_MONTH.fullmatch(text))


def members_out(told: Sequence[AtMeeting]) -> dict[str, object]:
    """How many people a line had, as a document has it beside the line."""
    if not told:
        return {}
    months = [one.month for one in told]
    return {"members": [one.people for one in told], **({"months": months} if any(months) else {})}


def _kind(f: Fields) -> LineKind:
    said = f.line("kind")
    kinds = {text: kind for kind, text in KINDS.items()}
    if said and said not in kinds:
        raise Refused("wrong-line-kind", place=f"{f.place}: kind")
    return kinds.get(said, LineKind.LINE)


def of_line(f: Fields, circle: str, lines: Collection[str]) -> OfLine | None:
    """What the object of a circle says of its line; None where nothing. circle: its id. Raises
    Refused.
    """
    line = f.id("line")
    if not line:
        for key in _FINISH:
            if key in f.left:
                raise Refused("no-line-named", place=f.place, key=key)
        return None
    if line not in lines:
        raise Refused("no-such-line", place=f"{f.place}: line", id=line)
    return OfLine(
        f.place,
        line,
        _pairs(f, "apologies", "buddy"),
        _pairs(f, "left", "reason"),
        tuple(
            _inquiry(
                Fields.of(item, _("{circle}, inquiry {number}", circle=f.place, number=at)),
                str(uuid5(_NAMESPACE, f"{circle} inquiry {at}")),
            )
            for at, item in enumerate(f.items("inquiries", MOST_INQUIRIES), 1)
        ),
    )


def _pairs(f: Fields, key: str, other: str) -> tuple[tuple[str, str], ...]:
    found = []
    for at, item in enumerate(f.items(key, MOST_PARTS), 1):
        inner = Fields.of(item, f"{f.place}: {key} {at}")
        found.append((inner.needed("name"), inner.line(other)))
        inner.no_more()
    return tuple(found)


def _inquiry(f: Fields, made: str) -> _Inquiry:
    owners = tuple(filter(None, f.lines("owners", LARGEST)))
    if not owners:
        raise Refused("missing", place=f"{f.place}: owners")
    items = f.items("actions", 1_000)
    if not may_commit(len(items)):
        raise Refused("too-many-of-inquiry", place=f.place, count=len(items))
    given, proof = f.id("id"), f.proof("proof")
    id_ = given or made
    actions = [
        _action(Fields.of(item, _("{circle}, action {number}", circle=f.place, number=at)), id_, at)
        for at, item in enumerate(items, 1)
    ]
    inquiry = Inquiry(
        id_,
        id_,
        (),
        f.needed("question", PARAGRAPH),
        f.line("kind"),
        tuple(_worded(f)),
        tuple(_notes(f, id_)),
        tuple(action for action, _who in actions),
    )
    sharing = f.sharing("sharing")
    f.no_more()
    return _Inquiry(owners, inquiry, tuple(w for _a, w in actions), sharing, bool(given), proof)


def _worded(f: Fields) -> list[Wording]:
    found = []
    for at, item in enumerate(f.items("worded", MOST_PARTS), 1):
        inner = Fields.of(item, f"{f.place}: worded {at}")
        found.append(Wording(inner.date("on"), inner.needed("question", PARAGRAPH)))
        inner.no_more()
    return found


def _notes(f: Fields, inquiry: str) -> list[InquiryNote]:
    found = []
    for at, item in enumerate(f.items("notes", MOST_PARTS), 1):
        inner = Fields.of(item, f"{f.place}: notes {at}")
        under = inner.number("under") if "under" in inner.left else 0
        if under > len(EIGHT_QUESTIONS):
            raise Refused("under-unclear", place=f"{inner.place}: under")
        on, text = inner.date("on"), inner.text("text", NOTES)
        if not text:
            raise Refused("missing", place=f"{inner.place}: text")
        found.append(InquiryNote(str(uuid5(_NAMESPACE, f"{inquiry} note {at}")), on, under, text))
        inner.no_more()
    return found


def _action(f: Fields, inquiry: str, at: int) -> tuple[InquiryAction, tuple[str, ...]]:
    who = tuple(filter(None, f.lines("who", LARGEST + MOST_OUTSIDE)))
    action = InquiryAction(
        str(uuid5(_NAMESPACE, f"{inquiry} action {at}")),
        f.needed("text", PARAGRAPH),
        (),
        f.line("by"),
        f.line("heading"),
        f.line("stall"),
    )
    f.no_more()
    return action, who


# Joined to the circles.


def as_meetings(
    circles: Sequence[Circle], said: Mapping[str, OfLine], lines: Mapping[str, Line]
) -> tuple[Circle, ...]:
    """The circles of a document, those of lines as meetings. said: by the circle's id. Raises
    Refused.
    """
    met: dict[str, list[Circle]] = {}
    for circle in sorted(circles, key=lambda one: (one.date, one.number)):
        if circle.id in said:
            of = said[circle.id]
            earlier = met.setdefault(of.line, [])
            earlier.append(_meeting(circle, of, lines[of.line], earlier))
    found = {circle.id: circle for held in met.values() for circle in held}
    return tuple(found.get(circle.id, circle) for circle in circles)


def _meeting(circle: Circle, of: OfLine, line: Line, earlier: Sequence[Circle]) -> Circle:
    there = {member.name: member for member in circle.members}
    absent = [name for name, _buddy in of.apologies if name not in there]
    for name in dict.fromkeys(absent):
        id_ = str(uuid5(_NAMESPACE, f"{circle.id} member {name}"))
        there[name] = Member(id_, name)
    # Of a learning set a report names only those who gave leave for it.
    if line.kind is LineKind.LINE and len(there) < SMALLEST:
        raise Refused("meeting-of-too-few", place=of.place, count=len(there))
    if len(there) > LARGEST:
        raise Refused("too-many", place=of.place, count=len(there), most=LARGEST)
    stays = line.kind is LineKind.LEARNING_SET
    met = replace(
        circle,
        members=tuple(there.values()),
        meeting=Meeting(line, len(earlier) + 1, stays),
    )
    met = _with_absent(with_people(met, earlier), of, earlier)
    for one in of.inquiries:
        met = _with_inquiry(met, one, of.place, earlier)
    return met


def _with_absent(circle: Circle, of: OfLine, earlier: Sequence[Circle]) -> Circle:
    """A meeting with who sent apologies and who left. Raises Refused for a buddy who is nobody of
    it, and for who has left and is there.
    """
    meeting = _of(circle)
    seats = {member.name: member.id for member in circle.members}
    persons = {one.member: one.person for one in meeting.people}
    people = {one.person: one for one in meeting.people}
    for name, buddy in of.apologies:
        if buddy and buddy not in seats:
            raise Refused("not-of-the-line", place=of.place, name=buddy)
        person = persons[seats[name]]
        told = persons[seats[buddy]] if buddy else ""
        people[person] = replace(people[person], came=Came.APOLOGIES, buddy=told)
    for name, reason in of.left:
        if name in seats:
            raise Refused("left-and-there", place=of.place, name=name)
        known = people_in([*earlier, circle])
        person = person_for(meeting.line.id, known, name, people)
        people[person] = Attendance(person, "", name, Came.LEFT, "", reason)
    here = [one for one in people.values() if one.member]
    gone = sorted((one for one in people.values() if not one.member), key=lambda one: one.person)
    return replace(circle, meeting=replace(meeting, people=(*here, *gone)))


def _with_inquiry(circle: Circle, one: _Inquiry, place: str, earlier: Sequence[Circle]) -> Circle:
    meeting = _of(circle)
    persons = {name: person for person, name in names_by_person(circle).items()}
    for name in one.owners:
        if name not in persons:
            raise Refused("not-of-the-line", place=place, name=name)
    actions = tuple(
        replace(action, who=tuple(persons.get(name) or outside(name) for name in who))
        for action, who in zip(one.inquiry.actions, one.who, strict=True)
    )
    owners = tuple(dict.fromkeys(persons[name] for name in one.owners))
    inquiry = replace(one.inquiry, owners=owners, actions=actions)
    inquiry = replace(inquiry, thread=_thread(inquiry, earlier))
    if one.sharing is not Sharing.STAYS:
        for owner in owners:
            inquiry = with_owners_choice(circle, inquiry, owner, one.sharing, None)
    circle = replace(circle, meeting=replace(meeting, inquiries=(*meeting.inquiries, inquiry)))
    return circle if one.sharing is Sharing.STAYS else _with_leave(circle, inquiry, one)


def _with_leave(circle: Circle, inquiry: Inquiry, one: _Inquiry) -> Circle:
    """A meeting with the leave that a document gives for an inquiry, as it does for a story."""
    circle = in_its_words(circle, inquiry.id)

    def allowed(story: Story) -> Story:
        story = with_sharing(replace(story, left_as=""), one.sharing)
        if one.sharing is Sharing.NAMED or one.given or one.proof:
            return replace(story, code="", proof=one.proof)
        return story

    stories = tuple(allowed(s) if s.id == inquiry.id else s for s in circle.stories)
    return replace(circle, stories=stories)


def _thread(inquiry: Inquiry, earlier: Sequence[Circle]) -> str:
    """The thread of an inquiry: that of an earlier one of the same question, as it is worded now or
    was before; else its own.
    """
    asked = {inquiry.question, *(old.question for old in inquiry.worded)}
    for circle in reversed(earlier):
        for other in _of(circle).inquiries:
            if other.question in asked and set(other.owners) & set(inquiry.owners):
                return other.thread
    return inquiry.id


def _of(circle: Circle) -> Meeting:
    if circle.meeting is None:
        raise Refused("not-a-meeting")
    return circle.meeting


# Written.


def line_out(line: Line) -> dict[str, object]:
    """A line as a document has it under its project."""
    said = {"id": line.id, "title": line.title, "question": line.question}
    said |= {"kind": KINDS[line.kind], "next": line.next}
    return {key: value for key, value in said.items() if value}


def meeting_out(circle: Circle, *, leave: bool) -> dict[str, object]:
    """What a document says of a circle as a meeting of its line; nothing for any other. leave: with
    the ids and proofs by which an inquiry that was withdrawn is known again.
    """
    meeting = circle.meeting
    if meeting is None:
        return {}
    names = names_by_person(circle)
    told = {
        one: (one.name or names.get(one.person, ""), _buddy(one, names)) for one in meeting.people
    }
    away = [one for one in meeting.people if one.came is Came.APOLOGIES]
    gone = [one for one in meeting.people if one.came is Came.LEFT]
    said: dict[str, object] = {
        "line": meeting.line.id,
        "apologies": [{"name": told[one][0], **_given(buddy=told[one][1])} for one in away],
        "left": [{"name": told[one][0], **_given(reason=one.reason)} for one in gone],
        "inquiries": _inquiries_out(circle, meeting, leave=leave),
    }
    return {key: value for key, value in said.items() if value}


def _buddy(one: Attendance, names: Mapping[str, str]) -> str:
    """The name of somebody's buddy; from another laptop it came as a name already."""
    return names.get(one.buddy, "") if one.person else one.buddy


def other_stories(circle: Circle) -> tuple[Story, ...]:
    """The stories of a circle that are no inquiries of it."""
    asked = left_inquiries(circle.meeting, circle.stories)
    return tuple(story for story in circle.stories if story.id not in asked)


def _inquiries_out(circle: Circle, meeting: Meeting, *, leave: bool) -> list[dict[str, object]]:
    names = names_by_person(circle)
    found = []
    for inquiry in meeting.inquiries:
        story = circle.story(inquiry.id)
        shared = story is not None and agreed(circle, inquiry) is not None
        owners = tuple(names.get(owner, "") for owner in inquiry.owners)
        left = LeftInquiry(inquiry.id, owners, _by_name(inquiry, names))
        found.append(_inquiry_out(left, story if shared else None, leave=leave))
    shown = circle.shown_names()
    for story in circle.stories:
        if story.id in meeting.left_as and meeting.inquiry(story.id) is None:
            read = read_back(story, shown.get(story.teller or "", ""))
            found.append(_inquiry_out(read, story, leave=leave))
    return found


def _by_name(inquiry: Inquiry, names: Mapping[str, str]) -> Inquiry:
    """An inquiry with names in place of persons."""
    actions = tuple(
        replace(one, who=tuple(outside(names[w]) if w in names else w for w in one.who))
        for one in inquiry.actions
    )
    return replace(inquiry, actions=actions)


def _inquiry_out(left: LeftInquiry, story: Story | None, *, leave: bool) -> dict[str, object]:
    inquiry = left.inquiry
    yes = yes_of(story) if story is not None and leave else None
    actions = [
        {
            "text": one.text,
            "who": [name for who in one.who if (name := outside_name(who))],
            **_given(by=one.by, heading=one.heading, stall=one.stall),
        }
        for one in inquiry.actions
    ]
    return {
        "owners": list(left.owners),
        "question": inquiry.question,
        **_given(
            kind=inquiry.kind,
            worded=[{**_given(on=old.on), "question": old.question} for old in inquiry.worded],
            notes=[
                {**_given(on=note.on, under=note.under), "text": note.text}
                for note in inquiry.notes
            ],
            actions=actions,
        ),
        "sharing": (story.sharing if story is not None else Sharing.STAYS).value,
        **(_given(id=yes.id, proof=yes.proof) if yes else {}),
    }


def _given(**values: object) -> dict[str, object]:
    """Keys that are written only where something was given."""
    return {key: value for key, value in values.items() if value}
