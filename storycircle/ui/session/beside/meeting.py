"""What is changed of a circle as a meeting of its line: who is missing, the inquiries, what became
of the actions from last time, the next date.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.core.lines.people import Person
from storycircle.core.lines.records import Inquiry, Line, LineKind, Meeting, Ticked
from storycircle.core.meetings import inquiries, next_meeting
from storycircle.core.meetings.presence import with_presence
from storycircle.core.model import Circle, Sharing
from storycircle.core.reviews.review import ReviewState
from storycircle.core.typed_input import parsed_day
from storycircle.store.library import Library
from storycircle.ui.session.host import Host
from storycircle.ui.session.state import SessionState, reseated


def seated_in_line(library: Library, circle: Circle) -> Circle:
    """A meeting in which everybody on a seat is a person of its line; any other circle as it is."""
    if circle.meeting is None or circle.meeting.of_file:
        return circle
    return next_meeting.with_people(circle, library.meetings(circle.meeting.line.id))


class MeetingEdits:
    """Changes the meeting; each method but those that ask raises Refused."""

    def __init__(self, host: Host, library: Library) -> None:
        self._host, self._library = host, library

    @property
    def here(self) -> Meeting | None:
        """The circle as a meeting; None where it is of no line."""
        meeting = self._host.state.circle.meeting
        return meeting if meeting is not None and not meeting.of_file else None

    @property
    def of_set(self) -> bool:
        """Whether it is a meeting of a learning set, in which each question has an owner."""
        return self.here is not None and self.here.line.kind is LineKind.LEARNING_SET

    @property
    def today(self) -> str:
        """The day of now, YYYY-MM-DD."""
        return self._host.clock.now().date().isoformat()

    def earlier(self) -> list[Circle]:
        """The meetings of the line before this one that are on this laptop, the earliest first."""
        meeting = self.here
        if meeting is None:
            return []
        held = self._library.meetings(meeting.line.id)
        return [one for one in held if one.meeting and one.meeting.number < meeting.number]

    def missing(self) -> list[int]:
        """The numbers of the meetings before this one that are not on this laptop."""
        meeting = self.here
        if meeting is None:
            return []
        return next_meeting.missing([*self.earlier(), self._host.state.circle])

    def people(self) -> list[Person]:
        """The people of the line, in the order in which they came to it."""
        return next_meeting.people_in([*self.earlier(), self._host.state.circle])

    def names(self) -> dict[str, str]:
        """The name by which each person of the line is shown."""
        shown, meeting = self._host.state.circle.shown_names(), self.here
        seats = {one.person: one.member for one in meeting.people} if meeting else {}
        return {one.id: shown.get(seats.get(one.id, ""), one.name) for one in self.people()}

    def person(self, member: str | None) -> str:
        """The id within the line of who sits on a seat; empty for nobody."""
        found = self.here.of_member(member) if self.here and member else None
        return found.person if found else ""

    # Who is there.

    def set_apologies(self, member: str, *, sent: bool, buddy: str = "") -> None:
        """Note that somebody sends apologies, or comes after all; in a round, they wait for no
        turn meanwhile. buddy: the seat of the one who tells them what was said.
        """
        state = self._host.state
        circle = next_meeting.with_apologies(state.circle, member, sent=sent, buddy=buddy)
        round_, now = state.round, self._host.clock.reading()
        if round_ is not None:
            round_ = with_presence(round_, circle, member, now)
        self._host.apply(replace(state, circle=circle, round=round_), undoable=False)

    def leave_for_good(self, member: str, reason: str = "") -> None:
        """Note that somebody has left the line, with their reason."""
        state, now = self._host.state, self._host.clock.reading()
        name = state.name(member)
        circle = next_meeting.with_left(state.circle, member, reason)
        round_ = state.round
        if round_ is not None:
            round_ = reseated(round_, tuple(one.id for one in circle.members), now)
        self._host.apply(replace(state, circle=circle, round=round_), undoable=False)
        left = _(
            "{name} has left for good. Typed again in the list of names, they are who they were.",
            name=i18n.short(name),
        )
        self._host.notice(left)

    def tick(self, ticked: Iterable[Ticked]) -> None:
        """Say what of this meeting may leave its line."""
        self._keep(next_meeting.with_ticked(self._host.state.circle, ticked))

    def set_next(self, text: str) -> None:
        """Set the date of the next meeting, as it is typed; empty takes it away."""
        meeting = self.here
        if meeting is None:
            return
        line = next_meeting.with_line(meeting.line, next_on=parsed_day(text))
        self._host.apply(self._with_line(line), undoable=False)
        self._library.save_line(line)

    def _with_line(self, line: Line) -> SessionState:
        state, meeting = self._host.state, self.here
        if meeting is None:
            return state
        changed = replace(state.circle, meeting=replace(meeting, line=line))
        return replace(state, circle=changed)

    # Who speaks together.

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The seats of each small group of the set: of the owners of one inquiry."""
        return inquiries.small_groups(self._host.state.circle)

    @property
    def by_group(self) -> bool:
        """Whether small groups have one turn each."""
        return self._host.state.round is not None and bool(self._host.state.round.together)

    # What was open from last time.

    def set_state(self, action: str, state: ReviewState | None) -> None:
        """Say what became of an action from last time."""
        self._keep(next_meeting.with_state(self._host.state.circle, action, state))

    # The inquiries.

    def inquiries_of(self, person: str) -> list[Inquiry]:
        """The inquiries that a person owns, alone or with others."""
        return [one for one in self.here.inquiries if person in one.owners] if self.here else []

    def begin_inquiry(self, owners: Iterable[str], question: str, id_: str) -> None:
        """Begin an inquiry of one person, or of a small group. id_: that it is to have."""
        circle = self._host.state.circle
        self._keep(inquiries.with_inquiry(circle, owners, question, id_=id_))

    def reword(self, inquiry: str, question: str) -> None:
        """Word a question anew, as it stands in its field."""
        self._keep(inquiries.typed_over(self._host.state.circle, inquiry, question, self.today))

    def set_owners(self, inquiry: str, owners: Iterable[str]) -> None:
        """Say whose inquiry it is."""
        self._keep(inquiries.with_owners(self._host.state.circle, inquiry, owners))

    def note(self, inquiry: str, under: int, text: str) -> None:
        """Note something of an inquiry. under: one of the eight questions; 0 for none."""
        circle = self._host.state.circle
        self._keep(inquiries.with_inquiry_note(circle, inquiry, under, text, on=self.today))

    def commit(
        self, inquiry: str, text: str, *, who: Iterable[str] = (), by: str = "", action: str = ""
    ) -> None:
        """Add an action to an inquiry, or write one over. action: the id of that one."""
        circle = self._host.state.circle
        self._keep(inquiries.with_inquiry_action(circle, inquiry, text, who=who, by=by, id_=action))

    def take_away(self, inquiry: str) -> None:
        """Take an inquiry away, with the leave that was given for it."""
        self._keep(inquiries.without_inquiry(self._host.state.circle, inquiry))

    def choose(self, inquiry: str, owner: str, sharing: Sharing) -> None:
        """Note what one owner of an inquiry says of its leaving."""
        state = self._host.state
        self._keep(
            inquiries.with_leave(
                state.circle, inquiry, owner, sharing, at=self._host.clock.now(), event=state.event
            )
        )

    def _keep(self, circle: Circle) -> None:
        self._host.apply(replace(self._host.state, circle=circle), undoable=False)
