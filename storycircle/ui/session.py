"""One running circle, as a thin QObject: all that joins the core and the store to the views.

State flows one way. A view calls a method here; this asks the core for the next state, has the
store save it, then says what changed. Views draw what they are given. So a whole circle can be
held, undone, saved and tested without any window.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from storycircle.core import choosing, words
from storycircle.core.gathering import each_has
from storycircle.core.model import Circle, Member, Writer
from storycircle.core.naming import Known, members_typed
from storycircle.core.text import LINE, PARAGRAPH, bounded, cleaned, one_line
from storycircle.ui.kept_circle import reseated
from storycircle.ui.known_names import seated_as_known
from storycircle.ui.sharing_circle import SharingCircle


class Session(SharingCircle):
    """The running circle, with what a facilitator can do in it."""

    _before: tuple[Member, ...] | None = None  # the members as the editing of names began

    # What views read.

    def question(self) -> str:
        """The question of this circle: its own, else the event's."""
        return self.circle.theme or (self.at_event.question if self.at_event else "")

    def share(self) -> float:
        """Seconds for each person, of the whole time; once turns have begun, of what is left.

        Before they have, it may be less than the shortest turn.
        """
        round_, people = self.round, len(self.circle.members)
        if round_ is None or not round_.started:
            return each_has(people, self.time_for_stories() - people * self.second)
        if round_.over:
            return each_has(people, round_.budget - people * self.second)
        now = self.clock.reading()
        return round_.share_after(now) or round_.next_share(now)

    # Who sits in the circle.

    def begin_names(self) -> None:
        """The list of names is about to be edited: what follows is read against this moment."""
        self._before = self.circle.members

    def type_names(self, text: str) -> None:
        """The names as typed so far. Nobody who has done something leaves until it is settled."""
        self.attempt(lambda: self._typed_names(text, settled=False))

    def set_names(self, text: str) -> bool:
        """The names as they are to be, one a line; a round takes in who comes and who goes.

        Typing has its own undo in its field. False where they are refused.
        """
        done = self.attempt(lambda: self._typed_names(text, settled=True))
        self._before = None
        return done

    def move_seat(self, member: str, places: int) -> None:
        """Move a seat clockwise by so many places."""
        members = list(self.circle.members)
        at = next((i for i, m in enumerate(members) if m.id == member), None)
        if at is None:
            return
        moved = members.pop(at)
        members.insert((at + places) % (len(members) + 1), moved)
        self.act({"members": tuple(members)} | self._seats(tuple(members)))

    def _typed_names(self, text: str, *, settled: bool) -> None:
        circle, known = self.circle, self.known()
        before = known.before
        members = members_typed(text, known, settled=settled)
        here = {member.id for member in members}
        left = [m for m in (*circle.past, *circle.members) if m.id not in here]
        past = tuple({member.id: member for member in left}.values())
        changed = replace(circle, members=members, past=past)
        if settled:
            changed = self._asked_anew(changed, before)
            self._say_who_left(before, here)
        if changed != circle:
            self.round = self._seats(members).get("round", self.round)
            self.write(changed)

    def known(self) -> Known:
        """Whom a list of names may mean, as it is being edited."""
        before = self.circle.members if self._before is None else self._before
        return Known(before, self.circle.members, self.circle.past, self._busy())

    def _busy(self) -> frozenset[str]:
        """Who has spoken, told, passed, stepped out or promised something: they never leave by a
        slip of the hand.
        """
        busy = {story.teller for story in self.circle.stories}
        busy |= {member for action in self.circle.actions for member in action.who}
        if self.round is not None:
            busy |= {turn.member for turn in (*self.round.earlier, *self.round.heard)}
            busy |= {*self.round.away, *self.round.asked_again, *self.round.again}
            busy |= {self.round.current if self.round.begun else None}
        return frozenset(member for member in busy if member is not None)

    def _asked_anew(self, circle: Circle, before: Sequence[Member]) -> Circle:
        """A story may leave by leave of one person: under another name they are asked again."""
        names = {member.id: member.name for member in before}
        for member in circle.members:
            if names.get(member.id, member.name) != member.name:
                circle = choosing.taken_back(circle, member.id)
        return circle

    def _say_who_left(self, before: Sequence[Member], here: set[str]) -> None:
        gone = [m.name for m in before if m.id not in here and m.id in self._busy()]
        if gone:
            back = "Type the name again to bring them back."
            self.noticed.emit(f"No longer in the circle: {words.listed(gone)}. {back}", False)

    def _seats(self, members: tuple[Member, ...]) -> dict[str, Any]:
        """The round with these members on its seats, where there is a round."""
        if self.round is None:
            return {}
        seats = tuple(member.id for member in members)
        return {"round": reseated(self.round, seats, self.clock.reading())}

    def set_details(
        self,
        *,
        theme: str | None = None,
        facilitator: str | None = None,
        number: int | None = None,
        writer: Writer | None = None,
        consent: bool | None = None,
    ) -> bool:
        """Change what is said of the circle; what is None stays. False where it is refused."""
        done = self.attempt(lambda: self._detail(theme, facilitator))
        changes: dict[str, Any] = {"number": number, "writer": writer, "consent": consent}
        given = {key: value for key, value in changes.items() if value is not None}
        before = self.circle.number
        circle = replace(self.circle, **given)
        if circle.number != before and self.round is None:
            circle = seated_as_known(self.library, circle, before)
        self.write(circle)
        return done

    def _detail(self, theme: str | None, facilitator: str | None) -> None:
        circle = self.circle
        if theme is not None:
            own = bounded(cleaned(theme).strip(), PARAGRAPH, "The question")
            asked = self.at_event.question if self.at_event else ""
            circle = replace(circle, theme="" if own == asked else own)
        if facilitator is not None:
            name = bounded(one_line(facilitator), LINE, "A name")
            circle = replace(circle, facilitator=name)
        self.write(circle)
