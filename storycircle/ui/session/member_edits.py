"""The members of the circle, and the details of the circle itself.

Names that the organiser's pack knows before the day, as the members of a circle.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from storycircle.core import i18n
from storycircle.core.consent import permission_to_leave
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.members import Known, members_typed, typed_lines
from storycircle.core.model import LARGEST, Circle, Member, Writer
from storycircle.core.size_limits import LINE, PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line
from storycircle.store.library import Library
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

    def type_names(self, text: str) -> None:
        """Take the names as typed so far. Nobody who has done something leaves until they are
        settled.
        """
        self._take(text, settled=False)

    def set_names(self, text: str) -> bool:
        """Take the names as they are to be, one a line; a round takes in who comes and who goes.

        Typing has its own undo in its field. False where they are refused.
        """
        done = self._take(text, settled=True)
        self._before = None
        return done

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

    def known(self) -> Known:
        """Whom a list of names may mean, as it is being edited."""
        state = self._host.state
        circle = state.circle
        before = circle.members if self._before is None else self._before
        return Known(before, circle.members, circle.past, _busy(state))

    def _take(self, text: str, *, settled: bool) -> bool:
        state = self._host.state
        circle, known = state.circle, self.known()
        before = known.before
        try:
            members = members_typed(text, known, settled=settled)
        except Refused as refused:
            self._host.refuse(refused)
            return False
        here = {member.id for member in members}
        left = [m for m in (*circle.past, *circle.members) if m.id not in here]
        past = tuple({member.id: member for member in left}.values())
        changed = replace(circle, members=members, past=past)
        if settled:
            changed = _asked_anew(changed, before)
            self._notice_who_left(
                [m.name for m in before if m.id in known.busy and m.id not in here]
            )
        if changed != circle:
            self._host.apply(self._seated(replace(state, circle=changed)), undoable=False)
        return True

    def _notice_who_left(self, names: Sequence[str]) -> None:
        if names:
            left = n_(
                "No longer in the circle: {names}. Type the name again to bring them back.",
                "No longer in the circle: {names}. Type the name again to bring them back.",
                len(names),
                names=i18n.listed(names),
            )
            self._host.notice(left)

    def _seated(self, state: SessionState) -> SessionState:
        """A state with its members on the seats of its round, where it has one."""
        if state.round is None:
            return state
        seats = tuple(member.id for member in state.circle.members)
        now = self._host.clock.reading()
        return replace(state, round=reseated(state.round, seats, now))

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
        busy |= {turn.member for turn in (*round_.earlier, *round_.heard)}
        busy |= {*round_.away, *round_.asked_again, *round_.again}
        busy |= {round_.current if round_.begun else None}
    return frozenset(member for member in busy if member is not None)


def _asked_anew(circle: Circle, before: Sequence[Member]) -> Circle:
    """A story may leave by leave of one person: under another name they are asked again."""
    names = {member.id: member.name for member in before}
    for member in circle.members:
        if names.get(member.id, member.name) != member.name:
            circle = permission_to_leave.taken_back(circle, member.id)
    return circle
