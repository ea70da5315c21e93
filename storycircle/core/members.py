"""Members from names typed, and remarks on their names and their time.

Names typed one a line, and the members they are: a person stays the same person.

While a list of names is being edited, each keystroke is read against the circle as it was when
the editing began. So a line cut and pasted, or a name half rubbed out, is nobody who left.

What is said, as a circle gathers, of names that are equal and of times that are odd.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.model import LARGEST, SMALLEST, Circle, Event, Member, new_id
from storycircle.core.names.one_person import typed_person
from storycircle.core.names.same_person import NameDoubt, likely_same, likeness, says_more
from storycircle.core.names.typed_list import typed_parts
from storycircle.core.size_limits import LINE, bounded
from storycircle.core.text import one_line
from storycircle.core.turns.circle_words import IN_CIRCLE, CircleWords
from storycircle.core.turns.fair_share import each_has
from storycircle.core.turns.schedule import Span, runs_backwards
from storycircle.core.typed_input import each, short_line

_SHOWN = 3  # names beyond the last that are told one by one
_MOST_MARKS = 6
"""Signs on one letter: more than any script heaps up."""
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = ("Cf", "Zs", "Mn", "Me")


class Known(Struct, frozen=True):
    """Whom the lines may mean.

    before: the members when the editing began. now: those as of the last keystroke. past: who
    left earlier. busy: ids of those who have spoken, told, or promised something.
    """

    before: Sequence[Member] = ()
    now: Sequence[Member] = ()
    past: Sequence[Member] = ()
    busy: Collection[str] = ()


def members_typed(text: str, known: Known) -> tuple[Member, ...]:
    """The members of lines such as "Dawn G, health visiting", in their order.

    A line with a known name is that member; one likely the same is that member, the name put
    right; one in the place of somebody who has done nothing yet is that member renamed; any other
    is new. Those who have done something stay although no line names them: whether they left is
    asked (see name_doubts). Raises Refused over 15 people.
    """
    lines = [_split(line) for line in _each_person(text)]
    typed = [(name, agency) for name, agency in lines if name]
    if len(typed) > LARGEST:
        raise Refused("too-many-people", count=len(typed))
    found = _found([name for name, _agency in typed], known)
    members = [
        replace(member or Member(new_id(), name), name=name, agency=agency)
        for member, (name, agency) in zip(found, typed, strict=True)
    ]
    _restore_busy(members, known)
    return tuple(members)


def name_doubts(text: str, known: Known) -> tuple[NameDoubt, ...]:
    """What is asked once a list is settled: of each who has taken part and whom no line names any
    more, whether they left, or are the newcomer in their place by another name.
    """
    names = [name for name in (_split(line)[0] for line in _each_person(text)) if name]
    found = _found(names, known)
    there = {member.id for member in found if member}
    doubts = []
    for place, member in enumerate(known.before):
        if member.id not in known.busy or member.id in there:
            continue
        at = place if len(names) == len(known.before) and _is_new(found[place], known) else None
        other = "" if at is None else names[at]
        doubts.append(NameDoubt(member.id, member.name, other))
    return tuple(doubts)


def _is_new(member: Member | None, known: Known) -> bool:
    """Whether a line names somebody who was not in the circle as the editing began."""
    return member is None or member not in (*known.before, *known.past)


def typed_lines(members: Sequence[Member]) -> str:
    """Members as they would be typed, one a line."""
    return "\n".join(f"{m.name}, {m.agency}" if m.agency else m.name for m in members)


def accepted_names(
    text: str, seated: Sequence[Member] = (), known: Known | None = None
) -> tuple[str, Refused | None]:
    """The lines that can be a circle's names, and why the first of the others cannot.

    Of more than a circle holds, those who are seated already stay, and then the first. known:
    whom the lines may mean, until the list is settled: who has done something has a seat then,
    named or not.
    """
    lines, why = each(_each_person(text), _checked)
    named = [line for line in lines if _split(line)[0]]
    here = {member.name.casefold() for member in seated}
    first = sorted(range(len(named)), key=lambda at: _split(named[at])[0].casefold() not in here)
    room = LARGEST
    while room and room + _unnamed([named[at] for at in sorted(first[:room])], known) > LARGEST:
        room -= 1
    inside, outside = sorted(first[:room]), sorted(first[room:])
    if outside:
        left = i18n.listed([i18n.short(_split(named[at])[0]) for at in outside[:_SHOWN]])
        more = len(outside) - _SHOWN
        if more > 0:
            left = n_("{names} and {figures} more", "{names} and {figures} more", more, names=left)
        unlisted = _unnamed(named, known)
        key = "too-many-with-seated" if unlisted else "too-many-names"
        why = Refused(key, count=f"{len(named) + unlisted:,}", names=left)
    return "\n".join(named[at] for at in inside), why


def _unnamed(lines: Sequence[str], known: Known | None) -> int:
    """How many of those who stay until the list is settled no line means."""
    if known is None:
        return 0
    found = {member.id for member in _found([_split(line)[0] for line in lines], known) if member}
    return sum(member.id in known.busy and member.id not in found for member in known.before)


def _each_person(text: str) -> list[str]:
    """The people of a text as written, a line each, or several where a line names several."""
    lines = filter(None, map(str.strip, text.splitlines()))
    return [part for line in lines for part in typed_parts(line)]


def _checked(line: str) -> str:
    person = typed_person(line)
    for part in (_seen(person.name), person.agency):
        short_line(part, LINE)
    return line


def _split(line: str) -> tuple[str, str]:
    person = typed_person(line)
    name = bounded(_seen(person.name), LINE, _("A name"))
    return name, bounded(person.agency, LINE, _("An agency"))


def _seen(name: str) -> str:
    """The name without bidirectional controls, with at most six combining marks per letter; empty
    where nothing visible is left.

    Marks that would turn the words after it round go, and so do signs heaped on one letter
    beyond what any script uses: they would run into the lines above and below.
    """
    kept: list[str] = []
    heaped = 0
    for letter in name:
        heaped = heaped + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if heaped <= _MOST_MARKS and letter not in _TURNING:
            kept.append(letter)
    if all(unicodedata.category(letter) in _UNSEEN for letter in kept):
        return ""
    return one_line("".join(kept))


def _found(names: Sequence[str], known: Known) -> list[Member | None]:
    """For each name the member it means, the surest first: by name, put right in its place, put
    right elsewhere, by place.
    """
    found: list[Member | None] = [None] * len(names)
    left = [*known.before, *known.past]
    places = range(min(len(names), len(known.before)))

    def take(place: int, member: Member | None) -> None:
        if found[place] is None and member is not None and member in left:
            left.remove(member)
            found[place] = member

    for place, name in enumerate(names):
        take(place, _named(name, left))
    for place in places:
        if likely_same(known.before[place].name, names[place]):
            take(place, known.before[place])
    for place, name in enumerate(names):
        take(place, _alike(name, [m for m in left if m in known.before]))
    for place in places:
        if known.before[place].id not in known.busy:
            take(place, known.before[place])
    _reuse(found, known)
    return found


def _reuse(found: list[Member | None], known: Known) -> None:
    """Who was typed since the editing began keeps their id from one keystroke to the next."""
    taken = {member.id for member in (*found, *known.before, *known.past) if member}
    fresh = [member for member in known.now if member.id not in taken]
    for place, member in enumerate(found):
        if member is None and fresh:
            found[place] = fresh.pop(0)


def _named(name: str, members: Iterable[Member]) -> Member | None:
    return next((m for m in members if m.name.casefold() == name.casefold()), None)


def _alike(name: str, members: Sequence[Member]) -> Member | None:
    """The member whose name is spelt most like this one, of those who are likely meant; away from
    their place a name that says another thing is somebody else's.
    """
    likely = [m for m in members if likely_same(m.name, name) and not says_more(m.name, name)]
    return max(likely, key=lambda member: likeness(member.name, name), default=None)


def _restore_busy(members: list[Member], known: Known) -> None:
    """Put back, on their seats, those who have done something and whom no line names now."""
    there = {member.id for member in members}
    for place, member in enumerate(known.before):
        if member.id in known.busy and member.id not in there:
            members.insert(min(place, len(members)), member)


_EQUAL_SHOWN = 3  # equal names listed one by one; of more, the first two and the last


class Remark(Struct, frozen=True):
    """What is so, and what follows from it: two sentences."""

    title: str
    text: str


def equal_names(circle: Circle) -> Remark | None:
    """That people are called the same, and how they are shown; None where all names differ."""
    shown = circle.shown_names()
    groups: dict[str, list[Member]] = {}
    for member in circle.members:
        groups.setdefault(member.name.casefold(), []).append(member)
    equal = [group for group in groups.values() if len(group) > 1]
    if not equal:
        return None
    shared: list[str] = []
    for group in equal:
        count, name = len(group), i18n.short(group[0].name)
        if shared:  # it goes on from a sentence about people
            shared.append(
                n_("{count} is called {name}", "{count} are called {name}", count, name=name)
            )
        else:
            shared.append(
                n_(
                    "{count} person is called {name}",
                    "{count} people are called {name}",
                    count,
                    name=name,
                )
            )
    pairs = [_listed([i18n.short(shown[member.id]) for member in group]) for group in equal]
    return Remark(
        f"{i18n.sentence(i18n.listed(shared))}.",
        _("They are shown as {names}. Add an initial if you like.", names="; ".join(pairs)),
    )


def short_time(people: int, seconds: float, floor: float, spared: int = 0) -> Remark | None:
    """That the time is too short for a story each; None where it is not, or nobody is there.

    seconds: of the whole stage. floor: the shortest turn, in seconds. spared: turns that small
    groups spare where each has one together.
    """
    if people < SMALLEST:
        return None
    each = each_has(people - spared, seconds)
    if each >= floor:
        return None
    time, who = _minutes(seconds), n_("{count} person", "{count} people", people)
    return Remark(
        _("Time is short: {time} for {people}.", time=time, people=who),
        _(
            "That is {length} each, and your shortest turn is {least}. "
            "Write a later time, or make two circles.",
            length=i18n.length(each),
            least=i18n.length(floor),
        ),
    )


def short_rounds(people: int, seconds: float, needed: float) -> Remark | None:
    """That the time is too short for the rounds of a circle; None where it is not, or nobody is
    there.

    seconds: of the whole stage. needed: what so many people need for them at least.
    """
    if people < SMALLEST or needed <= seconds:
        return None
    time, who = _minutes(seconds), n_("{count} person", "{count} people", people)
    return Remark(
        _("Time is short: {time} for {people}.", time=time, people=who),
        _(
            "The rounds need {needed}. Write a later time, or give the rounds fewer minutes.",
            needed=_minutes(needed),
        ),
    )


def past_time(stories: Span, now: datetime, words: CircleWords = IN_CIRCLE) -> Remark | None:
    """A remark that the time planned for stories is over; None where it is not."""
    if now < stories.ends:
        return None
    return Remark(
        _(words.ended_by_plan, time=i18n.clock(stories.ends)),
        _(words.time_again),
    )


def backward_programme(event: Event | None, stories: Span) -> Remark | None:
    """A remark that the event's programme is out of order, and which times are used instead; None
    where it is in order.

    stories: as the plan has them.
    """
    if event is None or not runs_backwards(event):
        return None
    return Remark(
        _("The times of the event's programme are not in order."),
        _(
            "So stories are planned for {times}. Write another time below if you like.",
            times=stories.shown(),
        ),
    )


def _minutes(seconds: float) -> str:
    whole = int(max(0.0, seconds) // 60)
    return n_("{figures} minute", "{figures} minutes", whole)


def _listed(names: list[str]) -> str:
    if len(names) <= _EQUAL_SHOWN:
        return i18n.listed(names)
    return f"{names[0]}, {names[1]} … {names[-1]}"


def copied(circle: Circle, number: int) -> Circle:
    """Another circle with the people and the actions of one, as new ones, and none of its stories:
    what was allowed of those was allowed there.
    """
    ids = {member.id: new_id() for member in circle.members}
    members = tuple(Member(ids[member.id], member.name) for member in circle.members)
    actions = tuple(
        replace(action, id=new_id(), who=tuple(ids.get(who, who) for who in action.who), story="")
        for action in circle.actions
    )
    return Circle(
        new_id(),
        number,
        circle.event,
        circle.theme,
        circle.facilitator,
        members=members,
        actions=actions,
    )
