"""The members of the circle, the details of the circle itself, and the event that it is of.

Names that the organiser's pack knows before the day, as the members of a circle.
"""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.consent import permission_to_leave
from storycircle.core.error_sentences import Refused
from storycircle.core.event_choice import is_of_day
from storycircle.core.i18n import _
from storycircle.core.members import Known, members_typed, name_doubts, typed_lines
from storycircle.core.model import (
    LARGEST,
    Circle,
    Event,
    Member,
    Writer,
    made_without_pack,
    own_event,
)
from storycircle.core.names.same_person import NameDoubt, says_more
from storycircle.core.size_limits import LINE, PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.core.turns.time_prompts import Reply
from storycircle.core.typed_input import parsed_day
from storycircle.store.library import Library
from storycircle.ui.session.beside.meeting import seated_in_line
from storycircle.ui.session.host import Host
from storycircle.ui.session.state import SessionState, reseated


def seated_as_known(library: Library, circle: Circle, before: int = 0) -> Circle:
    """The circle with the members its pack knows, where nobody has typed any.

    before: the number it had; whom the pack knew for that one go with it.
    """
    known = {invited.number: invited.names for invited in library.invited(circle.event or "")}
    here = typed_lines(circle.members).splitlines()
    if here and here != list(known.get(before, ())[:LARGEST]):
        return circle
    names = known.get(circle.number, ())[:LARGEST]
    return replace(circle, members=members_typed("\n".join(names), Known()))


class Members:
    """Changes the members, their seats, and the circle's details."""

    def __init__(self, host: Host, library: Library) -> None:
        self._host, self._library = host, library
        self._before: tuple[Member, ...] | None = None  # as the editing of names began

    def begin_names(self) -> None:
        """Note that the list of names is about to be edited: what follows is read against this
        moment.
        """
        self._before = self._host.state.circle.members

    def type_names(self, text: str) -> bool:
        """Take the names as typed so far; whether one of them is not in effect yet. Until the list
        is settled nobody who has done something leaves, and whoever was here before keeps the name
        they had: what is half typed is no name, and nobody was asked under it.
        """
        if self._before is None:
            self.begin_names()
        self._take(text)
        return bool(self._host.state.renaming)

    def ask_who_left(self, text: str) -> None:
        """Ask of each who has taken part, and whom no line names, whether they left: there is no
        room for all who are named until somebody says so.
        """
        state = self._host.state
        doubts = tuple(replace(one, other="") for one in name_doubts(text, self.known()))
        self._host.apply(replace(state, name_doubts=doubts), undoable=False, save=False)

    def set_names(self, text: str) -> bool:
        """Take the names as they are to be, one a line; a round takes in who comes.

        Nobody who has taken part leaves without a word: it is asked. Typing has its own undo in
        its field. False where they are refused.
        """
        known = self.known()
        try:
            doubts = name_doubts(text, known)
        except Refused as refused:
            self._host.refuse(refused)
            return False
        done = self._take(text, doubts, settled=True)
        self._before = None
        return done

    def answer(self, doubt: NameDoubt, reply: Reply) -> None:
        """Take the answer to a question about a name: who left goes, and who is the same person
        by another name bears it.
        """
        state = self._host.state
        circle = state.circle
        member = next((m for m in circle.members if m.id == doubt.member), None)
        rest = tuple(one for one in state.name_doubts if one != doubt)
        newcomer = next((m for m in circle.members if m.name == doubt.other), None)
        if member is None or reply is Reply.KEEP:
            self._host.apply(replace(state, name_doubts=rest), undoable=False, save=False)
            return
        going = member
        members = tuple(m for m in circle.members if m.id != member.id)
        if reply is Reply.SAME and newcomer is not None:
            going, same = newcomer, replace(member, name=newcomer.name, agency=newcomer.agency)
            members = tuple(same if m is newcomer else m for m in members)
        # Who has taken part under the other name since then keeps what they said.
        gone = going is newcomer and going.id not in _busy(state)
        past = circle.past if gone else (*circle.past, going)
        circle = _asked_anew(replace(circle, members=members, past=past), (member,))
        new = self._seated(replace(state, circle=circle, name_doubts=rest))
        self._host.apply(new, undoable=False)
        if self._before is not None:  # a list that is being edited is read against this from now on
            self.begin_names()
        if going is member:
            left = _(
                "{name} has left the circle. Type the name again to bring them back.",
                name=i18n.short(member.name),
            )
            self._host.notice(left)

    def rename(self, member: str, text: str) -> bool:
        """Put a person's name right, as it would be in the list of names: where it is not sure that
        it is the same person, it is asked. False where it is refused.
        """
        members = self._host.state.circle.members
        lines = [text if one.id == member else typed_lines([one]) for one in members]
        self.begin_names()
        try:
            named = members_typed(text, Known())
        except Refused as refused:
            self._host.refuse(refused)
            return False
        if len(named) != 1:
            self._host.refuse(Refused("one-name"))
            return False
        return self.set_names("\n".join(lines))

    def move_seat(self, member: str, places: int) -> None:
        """Move a seat clockwise by so many places."""
        state = self._host.state
        members = list(state.circle.members)
        at = next((i for i, m in enumerate(members) if m.id == member), None)
        if at is None:
            return
        moved = members.pop(at)
        members.insert((at + places) % (len(members) + 1), moved)
        circle = replace(state.circle, members=tuple(members))
        self._host.apply(self._seated(replace(state, circle=circle)))

    def set_details(
        self,
        *,
        theme: str | None = None,
        facilitator: str | None = None,
        number: int | None = None,
        writer: Writer | None = None,
        consent: bool | None = None,
    ) -> bool:
        """Change the details of the circle; None keeps one. False where it is refused."""
        done = self._attempt_texts(theme, facilitator)
        changes: dict[str, Any] = {"number": number, "writer": writer, "consent": consent}
        given = {key: value for key, value in changes.items() if value is not None}
        state = self._host.state
        circle = replace(state.circle, **given)
        if circle.number != state.circle.number and state.round is None:
            circle = seated_as_known(self._library, circle, state.circle.number)
        self._host.apply(replace(state, circle=circle), undoable=False)
        return done

    def set_place(self, key: str, text: str) -> None:
        """Say where or when the circle was held, where its event does not say it of all. key: its
        region, its venue or its date. Raises Refused.
        """
        value = parsed_day(text) if key == "date" else bounded(one_line(text), LINE, _("A place"))
        change: dict[str, Any] = {key: value}
        state = self._host.state
        new = replace(state, circle=replace(state.circle, **change))
        self._host.apply(new, undoable=False)

    def known(self) -> Known:
        """Whom a list of names may mean, as it is being edited."""
        state = self._host.state
        circle = state.circle
        before = circle.members if self._before is None else self._before
        return Known(before, circle.members, circle.past, _busy(state))

    def _take(
        self, text: str, doubts: tuple[NameDoubt, ...] = (), *, settled: bool = False
    ) -> bool:
        state = self._host.state
        circle, known = state.circle, self.known()
        try:
            members = members_typed(text, known)
        except Refused as refused:
            self._host.refuse(refused)
            return False
        typed, members = members, members if settled else _as_before(members, known.before)
        renaming = tuple(new for new, now in zip(typed, members, strict=True) if new != now)
        here = {member.id for member in members}
        left = [m for m in (*circle.past, *circle.members) if m.id not in here]
        past = tuple({member.id: member for member in left}.values())
        seated = replace(circle, members=members, past=past)
        if settled:  # in one act with the names: no kill comes between them and the leave
            seated = _asked_anew(seated, known.before)
        changed = replace(state, circle=seated, name_doubts=doubts, renaming=renaming)
        if changed != state:
            self._host.apply(self._seated(changed, settled=settled), undoable=False)
        return True

    def _seated(self, state: SessionState, *, settled: bool = True) -> SessionState:
        """A state with its members on the seats of its round, where it has one; of a meeting each
        is a person of its line. settled: not in the middle of typing: a half typed name is nobody.
        """
        if settled:
            state = replace(state, circle=seated_in_line(self._library, state.circle))
        now, wall = self._host.clock.reading(), self._host.clock.now()
        if state.round is None:
            return state.following_each(now, wall)
        seats = tuple(member.id for member in state.circle.members)
        seated = replace(state, round=reseated(state.round, seats, now))
        return seated.following_each(now, wall)

    def _attempt_texts(self, theme: str | None, facilitator: str | None) -> bool:
        state = self._host.state
        circle = state.circle
        try:
            if theme is not None:
                own = bounded(cleaned(theme).strip(), PARAGRAPH, _("The question"))
                asked = state.event.question if state.event else ""
                circle = replace(circle, theme="" if own == asked else own)
            if facilitator is not None:
                name = bounded(one_line(facilitator), LINE, _("A name"))
                circle = replace(circle, facilitator=name)
        except Refused as refused:
            self._host.refuse(refused)
            return False
        self._host.apply(replace(state, circle=circle), undoable=False)
        return True


def _busy(state: SessionState) -> frozenset[str]:
    """Members who must not be removed by an accidental edit of the list: who has spoken, told,
    passed, stepped out or promised something.
    """
    busy = {story.teller for story in state.circle.stories}
    busy |= {member for action in state.circle.actions for member in action.who}
    round_ = state.round
    if round_ is not None:
        busy |= {one for turn in (*round_.earlier, *round_.heard) for one in turn.members}
        busy |= {*round_.away, *round_.asked_again, *round_.again}
        current = round_.current if round_.begun else None
        busy |= {*round_.group_of(current)} if current is not None else set()
    return frozenset(member for member in busy if member is not None)


def _as_before(members: Sequence[Member], before: Sequence[Member]) -> tuple[Member, ...]:
    """The members, those who were here before under the name they had then."""
    had = {member.id: member for member in before}
    return tuple(
        replace(one, name=had[one.id].name, agency=had[one.id].agency) if one.id in had else one
        for one in members
    )


def _asked_anew(circle: Circle, before: Sequence[Member]) -> Circle:
    """A story may leave with the name its teller had: where that says another thing now, they are
    asked again.
    """
    names = {member.id: member.name for member in before}
    for member in circle.members:
        if says_more(names.get(member.id, member.name), member.name):
            circle = permission_to_leave.asked_anew(circle, member.id)
    return circle


def own_event_of_today(library: Library, clock: Clock) -> Event:
    """The event of this laptop's own circles of today, which is made where there is none."""
    today = clock.now().date().isoformat()
    for event in library.events():
        if made_without_pack(event) and event.date == today:
            return event
    made = own_event(today)
    library.save_event(made)
    return made


def next_number(library: Library, event: Event, but: str = "") -> int:
    """The number of a circle that comes into an event now. but: a circle that does not count."""
    taken = [circle.number for circle in library.summaries(event.id) if circle.id != but]
    return max(taken, default=0) + 1


class EventOfCircle:
    """Says which events the circle may be of, and puts it into another one: as it was begun there,
    with the next number, the programme and, where nobody has typed any, the names known there.
    """

    def __init__(self, host: Host, library: Library) -> None:
        self._host, self._library = host, library

    def choices(self) -> list[Event]:
        """The events that the circle may be of: its own first, then those of today or to come."""
        here, today = self._host.state.event, self._today()
        events = [
            event
            for event in self._library.events()
            if not made_without_pack(event) or event.date == today or event == here
        ]
        return sorted(events, key=lambda event: (event != here, not is_of_day(event, today)))

    def has_own_day(self) -> bool:
        """Whether the event of this laptop's own circles of today is among the choices."""
        today = self._today()
        return any(made_without_pack(one) and one.date == today for one in self._library.events())

    def choose(self, event_id: str) -> bool:
        """Put the circle into an event (its id), or into one of its own day (""); whether it is
        there. An event that was made for this circle alone goes.
        """
        if self._library.reads:
            self._host.refuse(Refused("only-reads"))
            return False
        try:
            event = self._library.event(event_id)
            return self._put_into(event or own_event_of_today(self._library, self._host.clock))
        except Refused as refused:
            self._host.refuse(refused)
            return False

    def _put_into(self, event: Event) -> bool:
        state, before = self._host.state, self._host.state.event
        if before is not None and event.id == before.id:
            return True
        number = next_number(self._library, event, but=state.circle.id)
        moved = replace(state.circle, event=event.id, number=number)
        if state.round is None:
            blank = seated_as_known(self._library, replace(state.circle, members=()))
            if typed_lines(blank.members) == typed_lines(moved.members):  # nobody has typed them
                moved = seated_as_known(self._library, replace(moved, members=()))
        new = replace(state, circle=moved, event=event)
        if state.stage <= Stage.OPEN and state.round is None:
            new = replace(new, plan=plan_for(event, self._host.clock.now()))
        self._host.apply(new, undoable=False)
        self._library.note_opened(event.id)
        if before is not None:
            self._library.drop_unused_event(before.id)
        return True

    def _today(self) -> str:
        return self._host.clock.now().date().isoformat()
