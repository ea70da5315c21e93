"""A line's first meeting, the next one, and who was there: all pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.lines.people import Person, people_of, person_for
from storycircle.core.lines.records import (
    Attendance,
    Came,
    FromLastTime,
    Inquiry,
    Line,
    LineKind,
    Meeting,
    Ticked,
)
from storycircle.core.model import LARGEST, SMALLEST, Circle, Member, new_id, outside_name
from storycircle.core.reviews.review import ENDED, ReviewState, state_of
from storycircle.core.size_limits import (
    LINE,
    MOST_LAST_TIME,
    MOST_NUMBER,
    MOST_RULES_OF_LINE,
    PARAGRAPH,
    bounded,
)
from storycircle.core.text import one_line

_NAMESPACE = uuid5(NAMESPACE_URL, "storycircle:line of a circle")


def new_line(
    title: str,
    *,
    question: str = "",
    kind: LineKind = LineKind.LINE,
    ground_rules: Iterable[str] = (),
    id_: str = "",
) -> Line:
    """A line that begins by itself. Raises Refused without a title, or where a text is too long."""
    return with_line(
        Line(id_ or new_id(), "", kind=kind), title=title, question=question, rules=ground_rules
    )


def with_line(
    line: Line,
    *,
    title: str | None = None,
    question: str | None = None,
    kind: LineKind | None = None,
    next_on: str | None = None,
    rules: Iterable[str] | None = None,
) -> Line:
    """The line changed; what is None stays. next_on: YYYY-MM-DD, or empty. Raises Refused."""
    if title is not None:
        line = replace(line, title=bounded(one_line(title), LINE, _("A title")))
        if not line.title:
            raise Refused("line-untitled")
    if question is not None:
        line = replace(line, question=bounded(one_line(question), PARAGRAPH, _("A question")))
    if kind is not None:
        line = replace(line, kind=kind)
    if next_on is not None:
        line = replace(line, next=_day(next_on))
    if rules is not None:
        kept = tuple(bounded(r, PARAGRAPH, _("A rule")) for r in map(one_line, rules) if r)
        if len(kept) > MOST_RULES_OF_LINE:
            raise Refused("too-many-rules", count=len(kept), most=MOST_RULES_OF_LINE)
        line = replace(line, ground_rules=kept)
    return line


def _day(typed: str) -> str:
    """A day as YYYY-MM-DD, or empty. Raises Refused for one that cannot be."""
    text = typed.strip()
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise Refused("not-a-day", text=text) from None


def line_from(circle: Circle, title: str, *, kind: LineKind = LineKind.LINE) -> Circle:
    """A circle as the first meeting of a line; the same line on every laptop that begins it so.

    The circle itself stays what its people were told it is: where it is of an event, it leaves as
    before. Raises Refused where it is in a line already.
    """
    if circle.meeting is not None:
        raise Refused("already-in-line", title=circle.meeting.line.title)
    line = new_line(title, question=circle.theme, kind=kind, id_=str(uuid5(_NAMESPACE, circle.id)))
    stays = kind is LineKind.LEARNING_SET and circle.event is None
    return with_people(replace(circle, meeting=Meeting(line, 1, stays)), ())


def first_meeting(line: Line, members: Sequence[Member] = (), *, on: str = "") -> Circle:
    """The first meeting of a line that begins by itself."""
    stays = line.kind is LineKind.LEARNING_SET
    circle = Circle(
        new_id(),
        1,
        members=tuple(members),
        theme=line.question,
        date=_day(on),
        meeting=Meeting(line, 1, stays),
    )
    return with_people(circle, ())


def next_meeting(meetings: Sequence[Circle], *, on: str = "", done: Collection[str] = ()) -> Circle:
    """The next meeting of a line: the same people on the same seats, its question, its inquiries as
    they were last worded, and as *From last time* the actions that are still open.

    meetings: all that are here, in any order. done: the ids of actions that are done or let go,
    beside those of which a review says so. Raises Refused where there is none, or the line has as
    many as can be counted.
    """
    held = in_order(meetings)
    last = held[-1] if held else None
    if last is None or last.meeting is None:
        raise Refused("no-meeting-here")
    before = last.meeting
    if before.number >= MOST_NUMBER:
        raise Refused("number-unclear")
    line = before.line
    gone = {person.id for person in people_in(held) if person.left}
    members, people = _seated_again(last, gone)
    circle = Circle(
        new_id(),
        before.number + 1,
        theme=line.question or last.theme,
        facilitator=last.facilitator,
        writer=last.writer,
        members=members,
        past=_left(held, {member.name for member in members}),
        also=last.also,
        region=last.region,
        venue=last.venue,
        date=_day(on),
        rounds=last.rounds,
        meeting=Meeting(
            line,
            before.number + 1,
            line.kind is LineKind.LEARNING_SET,
            people,
            tuple(filter(None, (_carried(one, gone) for one in before.inquiries))),
            still_open(last, {*done, *_ended(held)}),
        ),
    )
    return with_people(circle, held)


def in_order(meetings: Iterable[Circle]) -> list[Circle]:
    """Meetings of a line, the earliest first."""

    def place(circle: Circle) -> tuple[int, str, str]:
        return circle.meeting.number if circle.meeting else 0, circle.date, circle.id

    return sorted(meetings, key=place)


def missing(meetings: Iterable[Circle]) -> list[int]:
    """The numbers of the earlier meetings of a line that are not here."""
    return missing_between(circle.meeting.number for circle in meetings if circle.meeting)


def missing_between(numbers: Iterable[int]) -> list[int]:
    """The numbers of meetings that are not among these, up to the last of them."""
    here = {*numbers}
    return [number for number in range(1, max(here, default=0)) if number not in here]


def people_in(meetings: Iterable[Circle]) -> list[Person]:
    """The people of a line's meetings, in the order in which they came to it."""
    return people_of(
        (circle.meeting.people, {m.id: m.name for m in circle.members})
        for circle in in_order(meetings)
        if circle.meeting
    )


def _seated_again(
    last: Circle, gone: Collection[str]
) -> tuple[tuple[Member, ...], tuple[Attendance, ...]]:
    """Everybody who has not left, on the seats of the last meeting."""
    members, people = [], []
    for member in last.members:
        known = last.meeting.of_member(member.id) if last.meeting else None
        if known is None or known.person not in gone:
            members.append(replace(member, id=new_id()))
            if known is not None:
                buddy = "" if known.buddy in gone else known.buddy
                people.append(Attendance(known.person, members[-1].id, buddy=buddy))
    return tuple(members), tuple(people)


def _left(meetings: Iterable[Circle], here: Collection[str]) -> tuple[Member, ...]:
    """Who was in an earlier meeting and is not in this one: names are still looked for."""
    found = {
        member.name: Member(new_id(), member.name)
        for circle in meetings
        for member in (*circle.past, *circle.members)
        if member.name not in here
    }
    return tuple(found.values())


def _carried(inquiry: Inquiry, gone: Collection[str]) -> Inquiry | None:
    """An inquiry as the next meeting begins with it; None where all its owners have left."""
    owners = tuple(owner for owner in inquiry.owners if owner not in gone)
    if inquiry.owners and not owners:
        return None
    fresh = replace(inquiry, id=new_id(), owners=owners)
    return replace(fresh, notes=(), actions=(), choices=())


def _ended(meetings: Iterable[Circle]) -> set[str]:
    """The ids of the actions that were done or let go, as their reviews say."""
    actions = (action for circle in meetings for action in circle.actions)
    return {action.id for action in actions if state_of(action.reviews) in ENDED}


def still_open(circle: Circle, done: Collection[str] = ()) -> tuple[FromLastTime, ...]:
    """The actions of a meeting and of those before it that are still open, the newest first."""
    names = {**(names_in(circle) if circle.meeting else {}), **circle.shown_names()}

    def shown(who: Iterable[str]) -> tuple[str, ...]:
        return tuple(filter(None, (names.get(one) or outside_name(one) for one in who)))

    meeting = circle.meeting
    found = [FromLastTime(a.id, a.text, shown(a.who), a.by) for a in circle.actions]
    if meeting is not None:
        found += [
            FromLastTime(a.id, a.text, shown(a.who), a.by, one.thread)
            for one in meeting.inquiries
            for a in one.actions
        ]
        found += meeting.last_time
    ended = {one.id for one in found if one.state in ENDED} | {*done}
    once = {one.id: one for one in reversed(found) if one.id not in ended}
    return tuple(once[one.id] for one in found if one.id in once)[:MOST_LAST_TIME]


def names_in(circle: Circle) -> dict[str, str]:
    """Names by person, as people see them at this meeting."""
    shown = circle.shown_names()
    people = circle.meeting.people if circle.meeting else ()
    return {one.person: shown.get(one.member) or one.name for one in people}


# Who was there.


def with_people(circle: Circle, earlier: Iterable[Circle]) -> Circle:
    """A meeting in which everybody on a seat is a person of the line: somebody known, else new.

    earlier: the other meetings that are here. A seat whose name was put right is the same person;
    who was taken off the list without having left is not of this meeting.
    """
    meeting = circle.meeting
    if meeting is None:
        return circle
    known = people_in([*(one for one in earlier if one.id != circle.id), circle])
    seats = {member.id for member in circle.members}
    kept = [one for one in meeting.people if one.member in seats or one.came is Came.LEFT]
    seated = {one.person for one in kept if one.came is not Came.LEFT}
    found = {one.member: one for one in kept if one.member}
    for member in circle.members:
        if member.id not in found:
            person = person_for(meeting.line.id, known, member.name, seated)
            seated.add(person)
            found[member.id] = Attendance(person, member.id)
    gone = [one for one in kept if one.came is Came.LEFT and one.person not in seated]
    gone.sort(key=lambda one: one.person)
    people = (*(found[member.id] for member in circle.members), *gone)
    return circle if people == meeting.people else _with(circle, people=people)


def with_apologies(circle: Circle, member: str, *, sent: bool = True, buddy: str = "") -> Circle:
    """A meeting to which somebody sends apologies, or comes after all.

    buddy: the seat of the one who tells them what was said, if any. Raises Refused where that is
    the person themself.
    """
    if sent and buddy == member:
        raise Refused("own-buddy")
    beside = circle.meeting.of_member(buddy) if circle.meeting and buddy else None
    told_by = beside.person if sent and beside else ""
    came = Came.APOLOGIES if sent else Came.THERE
    return _with_one(circle, member, came=came, buddy=told_by)


def with_left(circle: Circle, member: str, reason: str = "") -> Circle:
    """A meeting that somebody has left for good; their name stays here, to be found in texts."""
    said = bounded(one_line(reason), PARAGRAPH, _("A reason"))
    seat = circle.member(member)
    circle = _with_one(circle, member, came=Came.LEFT, reason=said, name=seat.name, buddy="")
    meeting = circle.meeting
    if meeting is None:
        return circle
    left = meeting.of_member(member)
    people = tuple(replace(one, member="") if one is left else one for one in meeting.people)
    members = tuple(m for m in circle.members if m.id != member)
    without = replace(circle, members=members, past=(*circle.past, seat))
    return with_people(_with(without, people=people), ())


def with_come(circle: Circle, name: str, earlier: Iterable[Circle]) -> Circle:
    """A meeting to which somebody comes who was not on its list: for the first time, later than the
    others, or again after having left. Raises Refused where it is full.
    """
    typed = bounded(one_line(name), LINE, _("A name"))
    if not typed:
        return circle
    if len(circle.members) >= LARGEST:
        raise Refused("too-many-people", count=len(circle.members) + 1)
    members = (*circle.members, Member(new_id(), typed))
    return with_people(replace(circle, members=members), earlier)


def check_size(circle: Circle) -> None:
    """Raise Refused where too few came for a meeting, or more than one circle holds."""
    absent = [
        one
        for one in (circle.meeting.people if circle.meeting else ())
        if one.member and one.came is not Came.THERE
    ]
    if len(circle.members) > LARGEST:
        raise Refused("too-many-people", count=len(circle.members))
    if (there := len(circle.members) - len(absent)) < SMALLEST:
        raise Refused("meeting-too-small", count=there)


def with_state(circle: Circle, action: str, state: ReviewState | None) -> Circle:
    """A meeting at which it was said what became of an action from last time. One that is done or
    let go is not asked about again. state: None takes back what was said.
    """
    meeting = circle.meeting
    if meeting is None:
        return circle
    code = state.value if state is not None else ""
    last = tuple(replace(o, state=code) if o.id == action else o for o in meeting.last_time)
    return replace(circle, meeting=replace(meeting, last_time=last))


def with_ticked(circle: Circle, ticked: Iterable[Ticked]) -> Circle:
    """A meeting of which these may leave its line, beside what owners give leave for."""
    meeting = circle.meeting
    if meeting is None:
        return circle
    return replace(circle, meeting=replace(meeting, ticked=frozenset(ticked)))


def _with_one(
    circle: Circle,
    member: str,
    *,
    came: Came,
    buddy: str = "",
    reason: str = "",
    name: str = "",
) -> Circle:
    people = tuple(
        replace(one, came=came, buddy=buddy, reason=reason, name=name)
        if one.member == member
        else one
        for one in (circle.meeting.people if circle.meeting else ())
    )
    return _with(circle, people=people)


def _with(circle: Circle, *, people: tuple[Attendance, ...]) -> Circle:
    if circle.meeting is None:
        return circle
    return replace(circle, meeting=replace(circle.meeting, people=people))
