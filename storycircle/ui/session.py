"""One running circle, as a thin QObject: all that joins the core and the store to the views.

State flows one way. A view calls a method here; this asks the core for the next state, has the
store save it, then says what changed. Views draw what they are given. So a whole circle can be
held, undone, saved and tested without any window.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from storycircle.core import seating, words, writing
from storycircle.core.errors import Refused
from storycircle.core.model import SMALLEST, Circle, Member, Sharing, Writer
from storycircle.core.naming import Known, members_typed
from storycircle.core.plan_text import ends_at
from storycircle.core.text import LINE, PARAGRAPH, bounded, cleaned, one_line
from storycircle.core.timing import Stage
from storycircle.core.turns import Round, new_round
from storycircle.ui.kept_circle import KeptCircle, reseated
from storycircle.ui.known_names import seated_as_known

_MORE = 30  # seconds that + and - give and take


class Session(KeptCircle):
    """The running circle, with what a facilitator can do in it."""

    _before: tuple[Member, ...] | None = None  # the members as the editing of names began

    # What views read.

    def question(self) -> str:
        """The question of this circle: its own, else the event's."""
        return self.circle.theme or (self.at_event.question if self.at_event else "")

    def share(self) -> float:
        """Seconds for each person: of the whole time, or of what is left once turns have begun."""
        if self.round is not None and (self.round.heard or self.round.begun):
            now = self.clock.reading()
            return self.round.share_after(now) or self.round.next_share(now)
        seats = tuple(member.id for member in self.circle.members)
        return new_round(seats, self.plan.seconds(Stage.STORIES)).next_share(0)

    # The stages.

    def go(self, stage: Stage) -> None:
        """Open a stage; nothing locks. Stories make the round, for two people or more."""
        if stage is Stage.STORIES and len(self.circle.members) < SMALLEST:
            self.refused.emit(str(Refused("too-few")))
            return
        changes: dict[str, Any] = {"stage": stage}
        if stage is Stage.STORIES and self.round is None:
            seats = tuple(member.id for member in self.circle.members)
            changes["round"] = new_round(seats, self.plan.seconds(Stage.STORIES))
        if stage is not self.stage:
            self.entered = self.clock.reading()
            self.act(changes)
            self.stageChanged.emit()

    def set_time(self, text: str) -> bool:
        """Set when the stories end: "25 min" or "until 11.50". False where it is refused."""
        starts = self.plan.spans[Stage.STORIES].starts or self.clock.now()
        try:
            self.plan = self.plan.moved(Stage.STORIES, ends_at(text, starts))
        except Refused as refused:
            self.refused.emit(str(refused))
            return False
        if self.round is not None:
            budget = self.plan.seconds(Stage.STORIES)
            self.round = replace(self.round, budget=budget)
        self.keep()
        self.changed.emit()
        return True

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
        circle = self.circle
        before = circle.members if self._before is None else self._before
        known = Known(before, circle.members, circle.past, self._busy())
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

    def _busy(self) -> frozenset[str]:
        """Who has spoken, told or promised something: they never leave by a slip of the hand."""
        busy = {story.teller for story in self.circle.stories}
        busy |= {member for action in self.circle.actions for member in action.who}
        if self.round is not None:
            busy |= {turn.member for turn in self.round.heard}
            busy |= {self.round.current if self.round.begun else None}
        return frozenset(member for member in busy if member is not None)

    def _asked_anew(self, circle: Circle, before: Sequence[Member]) -> Circle:
        """A story may leave by leave of one person: under another name they are asked again."""
        names = {member.id: member.name for member in before}
        for member in circle.members:
            if names.get(member.id, member.name) != member.name:
                circle = writing.with_choice(circle, member.id, Sharing.STAYS)
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
    ) -> None:
        """Change what is said of the circle; what is None stays."""
        self.attempt(lambda: self._detail(theme, facilitator))
        changes: dict[str, Any] = {"number": number, "writer": writer, "consent": consent}
        given = {key: value for key, value in changes.items() if value is not None}
        before = self.circle.number
        circle = replace(self.circle, **given)
        if circle.number != before and self.round is None:
            circle = seated_as_known(self.library, circle, before)
        self.write(circle)

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

    # The turns.

    def start_or_pause(self) -> None:
        """Space: begin the turn, let it stand, or go on."""
        self._turn(lambda r, now: r.pause(now) if r.running else r.start(now))

    def next_turn(self) -> None:
        """The turn is over; the breath before the next begins."""
        self._turn(lambda r, now: r.next(now))

    def previous_turn(self) -> None:
        self._turn(lambda r, now: r.previous(now))

    def pass_turn(self) -> None:
        """The person passes; they are asked again at the end, and may pass again."""
        if self.round is None or self.round.current is None:
            return
        who = self.round.current
        again = who not in self.round.asked_again
        self._turn(lambda r, now: r.pass_turn(now))
        said = "passed, and is asked again at the end." if again else "passed. That is fine."
        self.noticed.emit(f"{self.name(who)} {said}", True)

    def more(self, seconds: float = _MORE) -> None:
        """Give the turn 30 s more, or take them."""
        self._turn(lambda r, now: r.more(seconds, now))

    def restart_turn(self) -> None:
        self._turn(lambda r, now: r.restart(now))

    def call(self, member: str) -> None:
        """Let this person be next."""
        self._turn(lambda r, _now: r.call(member))

    def step_out_or_in(self, member: str) -> None:
        """Someone is away for a while, or is back."""
        self._turn(
            lambda r, _now: (
                seating.step_in(r, member) if member in r.away else seating.step_out(r, member)
            )
        )

    def _turn(self, command: Callable[[Round, float], Round]) -> None:
        if self.round is None:
            return
        now = self.clock.reading()
        round_ = self.round
        self.attempt(lambda: self.act({"round": command(round_, now)}))
