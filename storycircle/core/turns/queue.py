"""All commands on a round: turns, seats, corrected starts, and time asleep.

The turn-taking queue: a pure state machine; every command returns a new Round.

The rules are the method's: turns run clockwise from the facilitator's left, one voice at a
time; anyone may pass, and is asked again at the end of the round; passing again is fine
(People's Parish; Emory). Between two stories there is a breath: the next turn is shown, but its
time starts only when the facilitator starts it (Roadside).

Times are seconds; `now` is a reading of a monotonic clock. A Round never asks for the time.

Who sits in the circle: someone comes, leaves, is away or moves. None touches a running clock.

Each takes a Round and gives a new one. A seat is counted clockwise; 0 is at the facilitator's left.

A turn's start, moved: for a facilitator who pressed too late, or too early.

Moving a start takes from the breath before the turn, or gives to it; the time gone stays what
it is, and the shares are worked out again.

A gap in which the laptop slept or was off: it counts for the turn, or for nobody.

Either way the time is gone, so that the stage still ends as planned; the shares to come are
worked out from what is left.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.turns.fair_share import FLOOR
from storycircle.core.turns.round import Pass, RoundState, Turn

_OVER = 1.0
"""Seconds beyond its share from which a turn was over time."""


class Round(RoundState, frozen=True):
    """A round and the facilitator's commands on it."""

    def start(self, now: float, ago: float = 0.0) -> "Round":
        """Begin the current turn, or resume it.

        ago: the turn in truth began so many seconds ago, within the breath before it. The very
        first turn may have begun earlier than the stage's clock.
        """
        self._someone()
        if self.running:
            return self
        if self.begun:
            return replace(self._settled(now), since=now)
        ready = replace(self._settled(now), gone_past=())
        used = max(0.0, ago if not self.started else min(ago, ready.breath))
        ready = ready.begun_earlier(used - ready.breath)
        ready = replace(ready, breath=max(0.0, ready.breath - used))
        return replace(ready, share=ready.next_share(now), used=used, since=now)

    def begun_earlier(self, seconds: float) -> "Round":
        """The stage in truth began so many seconds before its clock: it was less late by them."""
        back = min(self.late, max(0.0, seconds))
        return replace(self, budget=self.budget + back, late=self.late - back)

    def pause(self, now: float) -> "Round":
        """Pause the current turn. The stage clock keeps running."""
        if not self.running:
            return self
        return replace(self, used=self.elapsed(now), since=None, quiet_since=now)

    def suspend(self, now: float) -> "Round":
        """Pause the turn and the stage, as another stage begins or the window closes."""
        return replace(self._settled(now), used=self.elapsed(now), since=None)

    def next(self, now: float) -> "Round":
        """End the current turn: it is heard, and the breath before the following one begins.

        A turn that has not begun gives way to the one after it, and so on through everyone waiting
        and back to the first; the others keep their order. Raises Refused where nobody else is
        waiting.
        """
        current = self._someone()
        if self.begun:
            return self.moved_on(now, heard=(*self.heard, self._turn_of(current, now)))
        if not self.to_come[1:]:
            raise Refused("not-begun", name=_("This person"))
        order = self._order()
        place = (order.index(current) + 1) % len(order)
        rest = (*order[:place], *order[place + 1 :])
        return replace(self, to_come=(order[place], *rest), gone_past=order[:place])

    def _order(self) -> tuple[str, ...]:
        """Those to come as they were before anybody was gone past in this breath."""
        current, *rest = self.to_come
        past = self.gone_past
        if current in past or tuple(rest[: len(past)]) != past:
            return self.to_come  # another order was made since
        return (*past, current, *rest[len(past) :])

    def pass_turn(self, now: float) -> "Round":
        """The current person passes: asked again at the end; a second pass is final.

        The time a person took before passing counts as used. Raises Refused in a round in which
        nobody passes.
        """
        current = self._someone()
        if self.rounds and not self.may_pass:
            raise Refused("no-passing", name=self.rounds[self.number - 1].name)
        heard = self.heard
        if self.elapsed(now) > 0:
            heard = (*heard, self._turn_of(current, now, passed=True))
        if current in self.asked_again:
            return self.moved_on(now, heard=heard, declined=(*self.declined, current))
        return self.moved_on(now, heard=heard, again=(*self.again, current))

    def more(self, seconds: float, now: float) -> "Round":
        """Give the current turn this many seconds more (or fewer), never below nothing."""
        current = self._someone()
        before = self.next_share(now)
        share = max(0.0, before + seconds)
        given = self.given_now() + share - before
        return replace(self, share=share if self.begun else None, given=given, given_to=current)

    def more_each(self, seconds: float) -> "Round":
        """Give everyone who is still to come this many seconds more, whoever speaks too: the stage
        ends so much later. No share differs by it from another's.
        """
        self._someone()
        longer = replace(self, budget=self.budget + seconds * self.sharing)
        if self.set_time:
            longer = replace(longer, longer=self.longer + seconds)
        if self.share is None:
            return longer
        return replace(longer, share=self.share + seconds)

    def restart(self, now: float) -> "Round":
        """Begin the current turn again with all of its share; it runs on if it was running."""
        self._someone()
        idle = self.idle + self.elapsed(now)
        return replace(self, used=0.0, idle=idle, since=now if self.running else None)

    def previous(self, now: float) -> "Round":
        """Return to the turn heard last, paused, with the time it had used.

        Those who have left since are passed over; their time stays used. What the current turn
        had used is nobody's then.
        """
        here = {*self.seats}
        places = [n for n, turn in enumerate(self.heard) if not here.isdisjoint(turn.members)]
        if not places:
            raise Refused("nothing-to-go-back-to")
        place = places[-1]
        last = self.heard[place]
        if last.member not in here:  # others of a small group stand for it
            last = replace(last, member=next(one for one in last.shared if one in here))
        taken_back = last.passed and last.member not in self.declined
        settled = self._settled(now)
        back = replace(
            settled,
            to_come=(last.member, *(m for m in self.to_come if m not in last.members)),
            again=tuple(m for m in self.again if m not in last.members),
            declined=tuple(m for m in self.declined if m not in last.members),
            away=tuple(m for m in self.away if m != last.member),
            asked_again=tuple(m for m in self.asked_again if not (taken_back and m == last.member)),
            heard=self.heard[:place] + self.heard[place + 1 :],
            idle=settled.idle + settled.breath + self.elapsed(now),
            breath=last.breath,
            share=None,
            used=0.0,
            since=None,
            quiet_since=now if self.going else None,
        )
        return replace(back, share=max(last.used, back.next_share(now)), used=last.used)

    def call(self, member: str) -> "Round":
        """Let this person be the next to speak. Raises Refused if they are not waiting."""
        member = self.stands_for(member) if self.together else member
        if member == self.current and not self.begun:
            return self
        if member not in self.to_come[1:] and member not in self.again:
            raise Refused("not-in-round")
        again = tuple(m for m in self.again if m != member)
        asked = self.asked_again if again == self.again else (*self.asked_again, member)
        rest = [m for m in self.to_come if m != member]
        rest.insert(1 if self.begun else 0, member)
        return replace(self, to_come=tuple(rest), again=again, asked_again=asked)

    # Inner steps.

    def _turn_of(self, member: str, now: float, *, passed: bool = False) -> Turn:
        """The current turn as it ends now: of a whole small group, whoever of it is away."""
        group = self.group_of(member) if self.together else ()
        others = tuple(one for one in group if one != member)
        used, over = self.elapsed(now), self.begun and self.left(now) <= -_OVER
        return Turn(member, used, passed, self.breath, shared=others, over=over)

    def _someone(self) -> str:
        if self.current is None:
            raise Refused("nobody-speaking")
        return self.current

    def _settled(self, now: float) -> "Round":
        """Book the quiet time so far: as breath before a turn has begun, otherwise as idle."""
        quiet = self.quiet(now)
        if self.begun:
            return replace(self, idle=self.idle + quiet, quiet_since=None)
        return replace(self, breath=self.breath + quiet, quiet_since=None)

    def moved_on(
        self,
        now: float,
        *,
        heard: tuple[Turn, ...] | None = None,
        again: tuple[str, ...] | None = None,
        declined: tuple[str, ...] | None = None,
    ) -> "Round":
        """The current turn is over; the next one waits for its start, in the breath."""
        settled = self._settled(now)
        spoken = heard is not None and len(heard) > len(self.heard)
        return replace(
            settled,
            to_come=self.to_come[1:],
            heard=self.heard if heard is None else heard,
            again=self.again if again is None else again,
            declined=self.declined if declined is None else declined,
            gone_past=(),
            share=None,
            given=0.0,
            given_to=None,
            idle=settled.idle + (0.0 if spoken else self.elapsed(now)),
            breath=0.0 if spoken else settled.breath,
            used=0.0,
            since=None,
            quiet_since=now if self.going else None,
        ).ask_again()

    def ask_again(self) -> "Round":
        """Where everyone else is done, those who passed are asked again.

        Where all are done and time is kept for a second round, it begins. A named round waits to
        be begun: its prompt is read out first.
        """
        if self.to_come:
            return self
        if self.again:
            asked = tuple(dict.fromkeys((*self.asked_again, *self.again)))
            return replace(self, to_come=self.again, again=(), asked_again=asked)
        if self.rounds:
            return self
        return self.second_round() if self.second and self.number == 1 and self.heard else self

    def next_round(self) -> "Round":
        """The round after this one; everyone present has a turn in it. Without named rounds it is
        the second one. Raises Refused while this one is not over, and after the last.
        """
        if not self.rounds:
            return self.second_round()
        if not self.over:
            raise Refused("round-not-over")
        if not self.later:
            raise Refused("last-round")
        return self._on_to_next()

    def second_round(self) -> "Round":
        """A second, shorter round for responses; everyone present has a turn again.

        Raises Refused while the first is not over, and after a second one.
        """
        if not self.over:
            raise Refused("round-not-over")
        if self.number > 1:
            raise Refused("two-rounds")
        return self._on_to_next()

    def _on_to_next(self) -> "Round":
        """The next round about to begin, with all that belongs to this one kept as its own."""
        present = tuple(member for member in self.seats if member not in self.away)
        held = self.named.id if self.named else ""
        turns = tuple(replace(turn, round=held) for turn in self.heard) if held else self.heard
        passes = tuple(Pass(member, held) for member in self.declined) if held else ()
        begun = replace(
            self,
            number=self.number + 1,
            earlier=(*self.earlier, *turns),
            passes=(*self.passes, *passes),
            heard=(),
            to_come=(),
            again=(),
            declined=(),
            asked_again=(),
            longer=0.0,
        )
        return replace(begun, to_come=begun.leading(present))


def new_round(
    seats: tuple[str, ...],
    budget: float,
    floor: float = FLOOR,
    second: float = 0.0,
    rounds: tuple[NamedRound, ...] = (),
) -> Round:
    """A round about to begin: everyone to come, clockwise, the first in the breath."""
    return Round(
        seats=seats, budget=budget, to_come=seats, floor=floor, second=second, rounds=rounds
    )


def with_rounds(round_: Round, rounds: tuple[NamedRound, ...], held: str = "") -> Round:
    """A round in a stage that has these named rounds; those that have begun stay in their places.

    rounds: as `core.rounds.named_round.checked` gives them. held: what the stage is called. Raises
    Refused where one that has begun is not in its place.
    """
    if not round_.started:
        second = 0.0 if rounds else round_.second
        fresh = replace(round_, rounds=rounds, number=1, second=second)
        return _queued_anew(fresh) if round_.together else fresh
    for place, one in enumerate(round_.rounds[: round_.number]):
        if len(rounds) <= place or rounds[place].id != one.id:
            raise Refused("round-held", name=one.name)
    if not round_.rounds and not (len(rounds) >= round_.number and rounds[0].stories):
        raise Refused("round-held", name=held or _("Stories"))
    return replace(round_, rounds=rounds, second=0.0)


def with_together(round_: Round, groups: Iterable[Iterable[str]]) -> Round:
    """A round in which small groups have one turn each: of stories, or of air time that is shared.

    groups: members' ids. Who is in two counts in the first; a group of one is none. Raises Refused
    once turns of such a round have begun, as somebody of a group may have had theirs.
    """
    taken: set[str] = set()
    kept = []
    for group in groups:
        wanted = {*group} - taken
        here = tuple(seat for seat in round_.seats if seat in wanted)
        if len(here) > 1:
            kept.append(here)
            taken |= wanted
    changed = replace(round_, together=tuple(kept))
    if changed == round_:
        return round_
    if not (round_.by_group or changed.by_group):
        return changed
    if round_.begun or round_.heard or round_.again or round_.declined:
        raise Refused("groups-begun")
    return _queued_anew(changed)


def _queued_anew(round_: Round) -> Round:
    """A round of which no turn has begun, with everyone present to come in the order of seats."""
    present = tuple(member for member in round_.seats if member not in round_.away)
    return replace(round_, to_come=round_.leading(present), gone_past=())


def _handed(round_: Round, member: str) -> Round:
    """The round with another of their small group in the place of somebody who goes, so that its
    turn goes on; as it was where nobody else of it is here.
    """
    others = (one for one in round_.group_of(member) if one != member and one not in round_.away)
    other = next(others, None)
    if other is None or round_.stands_for(member) != member:
        return round_

    def handed(members: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other if one == member else one for one in members)

    return replace(
        round_,
        to_come=handed(round_.to_come),
        again=handed(round_.again),
        declined=handed(round_.declined),
        asked_again=handed(round_.asked_again),
        gone_past=handed(round_.gone_past),
        given_to=other if round_.given_to == member else round_.given_to,
    )


def join(round_: Round, member: str, seat: int) -> Round:
    """Someone comes at a seat, to speak in seat order."""
    if member in round_.seats:
        return round_
    seats = (*round_.seats[:seat], member, *round_.seats[seat:])
    return _waiting(replace(round_, seats=seats), member)


def leave(round_: Round, member: str, now: float) -> Round:
    """Someone leaves for good. Their turns, and one they leave in, still count as time used."""
    round_ = _handed(round_, member)
    groups = (_without(group, member) for group in round_.together)
    without = replace(
        round_,
        seats=_without(round_.seats, member),
        together=tuple(group for group in groups if len(group) > 1),
    )
    if member == round_.current:
        without = _ended_by_leaving(without, round_, now)
    return replace(
        without,
        to_come=_without(without.to_come, member),
        again=_without(without.again, member),
        declined=_without(without.declined, member),
        away=_without(without.away, member),
    ).ask_again()


def _ended_by_leaving(round_: Round, turn_of: Round, now: float) -> Round:
    """A round whose current turn, as it stands in `turn_of`, is over; its time counts as used."""
    used, member = turn_of.elapsed(now), turn_of.current
    if member is None or used <= 0:
        return round_.moved_on(now, heard=turn_of.heard)
    turn = Turn(member, used, passed=True, breath=turn_of.breath)  # nobody else of a group is here
    return round_.moved_on(now, heard=(*turn_of.heard, turn))


def step_out(round_: Round, member: str, now: float) -> Round:
    """Someone is away for a while. Who leaves in the middle of a turn has used its time, and is
    among those to come once they are back.
    """
    if member in round_.away:
        return round_
    round_ = _handed(round_, member)
    if member == round_.current and round_.begun:
        round_ = _ended_by_leaving(round_, round_, now)
    return replace(
        round_,
        to_come=_without(round_.to_come, member),
        again=_without(round_.again, member),
        away=(*round_.away, member),
    ).ask_again()


def step_in(round_: Round, member: str) -> Round:
    """Someone who was away is back, to speak in seat order unless heard already."""
    if member not in round_.away:
        return round_
    back = replace(round_, away=_without(round_.away, member))
    lead = round_.stands_for(member)
    waits = lead in round_.to_come or lead in round_.again  # with their small group
    done = waits or lead in round_.declined or round_.has_told(member)
    return back if done else _waiting(back, member)


def seated(round_: Round, seats: tuple[str, ...]) -> Round:
    """The same people on other seats; those still to come follow the new order.

    Where nobody moved, an order that was called stays. Whose turn it is, or who is shown as
    next or was called, stays so; only before the first story do the seats say who begins.
    """
    if seats == round_.seats:
        return round_
    first = round_.to_come[:1] if round_.started or _called(round_) else ()
    waiting = set(round_.to_come) - set(first)
    start = seats.index(first[0]) + 1 if first else 0
    turned = seats[start:] + seats[:start]
    to_come = first + tuple(member for member in turned if member in waiting)
    return replace(round_, seats=seats, to_come=to_come)


def _called(round_: Round) -> bool:
    """Whether the next to speak is another than the seats would have it."""
    by_seat = (member for member in round_.seats if member in round_.to_come)
    return next(by_seat, None) != round_.current


def _without(members: tuple[str, ...], member: str) -> tuple[str, ...]:
    return tuple(other for other in members if other != member)


def _waiting(round_: Round, member: str) -> Round:
    """A person among those to come, where the clockwise order has them."""
    order = dict(zip(round_.seats, range(len(round_.seats)), strict=True))
    size = len(round_.seats)
    first = order[round_.current] if round_.current is not None else 0
    ahead = (order[member] - first) % size
    turns = list(round_.to_come)
    later = (
        place
        for place, other in enumerate(turns)
        if place and (order[other] - first) % size > ahead
    )
    turns.insert(next(later, len(turns)), member)
    return replace(round_, to_come=tuple(turns))


STEP = 15
"""Seconds a start is moved by."""


def start_moved(round_: Round, earlier: float, now: float) -> Round:
    """The current turn began so many seconds earlier, or later where negative.

    Never before the turn before it ended; only the very first turn of the stage may have begun
    before the stage's clock. Raises Refused where it has not begun.
    """
    if not round_.begun:
        raise Refused("not-begun", name=_("This person"))
    first = not round_.heard and not round_.earlier
    used = round_.elapsed(now)
    moved = max(earlier if first else min(earlier, round_.breath), -used)
    begun = replace(
        round_.begun_earlier(moved - round_.breath),
        used=used + moved,
        since=now if round_.running else None,
        breath=max(0.0, round_.breath - moved),
    )
    share = max(0.0, begun.fair(now) + begun.given_now())
    return replace(begun, share=share)


def heard_start_moved(round_: Round, member: str, earlier: float) -> Round:
    """The start of a member's finished turn, moved likewise. Raises Refused where there is none."""
    places = [place for place, turn in enumerate(round_.heard) if member in turn.members]
    if not places:
        raise Refused("not-heard-yet")
    place = places[-1]
    turn = round_.heard[place]
    first = place == 0 and not round_.earlier
    moved = max(earlier if first else min(earlier, turn.breath), -turn.used)
    breath = max(0.0, turn.breath - moved)
    changed = replace(turn, used=turn.used + moved, breath=breath)
    heard = (*round_.heard[:place], changed, *round_.heard[place + 1 :])
    return replace(round_.begun_earlier(moved - turn.breath), heard=heard)


def not_counted(round_: Round, seconds: float) -> Round:
    """The last `seconds` of the running turn, breath or pause are nobody's."""
    if not round_.going:
        return round_
    moved = replace(round_, idle=round_.idle + seconds)
    if round_.since is not None:
        return replace(moved, since=round_.since + seconds)
    if round_.quiet_since is not None:
        return replace(moved, quiet_since=round_.quiet_since + seconds)
    return moved


def passed_by(round_: Round, seconds: float) -> Round:
    """The round after seconds in which the app was closed; they are charged to nobody."""
    return replace(round_, idle=round_.idle + seconds)


def counted(round_: Round, seconds: float) -> Round:
    """A gap that was nobody's counts for the current turn after all, or for the breath."""
    seconds = min(seconds, round_.idle)
    moved = replace(round_, idle=round_.idle - seconds)
    if round_.begun:
        return replace(moved, used=round_.used + seconds)
    return replace(moved, breath=round_.breath + seconds)
