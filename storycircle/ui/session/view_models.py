"""What the screens show of a running circle, as plain values: no widget, so all can be compared."""

from collections.abc import Sequence
from math import ceil

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _, n_, p_
from storycircle.core.model import LARGEST, Circle
from storycircle.core.rounds.named_round import fair_rounds, set_time
from storycircle.core.shapes.shape import shape_of
from storycircle.core.turns import story_time
from storycircle.core.turns.queue import Round
from storycircle.core.turns.round import Seat, ended, last_turn, responds
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_marks import (
    END,
    TimeStep,
    beside_time,
    in_last_half_minute,
    step_of,
)
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import SessionState
from storycircle.ui.widgets.display.bars import BarView, EdgeView, Piece, PieceState
from storycircle.ui.widgets.ring.ring_model import RingView, SeatState, SeatView, Step

_BEAD = 10  # seconds over, for each bead
_ON_BUTTON = 24  # letters of a name where there is little room
FORGOTTEN = 20
"""Seconds of a breath after which the window's edge asks whether the next person has begun."""


def circle_title(circle: Circle) -> str:
    """What a circle is called where it is held: a meeting by its line, else by its number."""
    if circle.meeting is not None:
        return circle.meeting.line.title
    return _("Circle {number}", number=circle.number)


def window_title(state: SessionState) -> str:
    """What a window is called in which a circle is held: by the circle and its stage."""
    circle, meeting = state.circle, state.circle.meeting
    stage = review_title() if state.reviewing else state.words.named(state.stage)
    if meeting is None:
        return _("Circle {number} – {stage}", number=circle.number, stage=stage)
    title, number = circle_title(circle), i18n.figures(meeting.number)
    return _("{line}, meeting {number} – {stage}", line=title, number=number, stage=stage)


def review_title() -> str:
    """What the review is called, as a stage of a circle."""
    return p_("stage of a circle", "Review")


def gather_ring(session: Session) -> RingView:
    """The ring while names are typed: what each person will have."""
    members = session.state.circle.members
    share = session.time.share()
    minutes = round(session.state.plan.seconds(Stage.STORIES) / 60)
    present, spared = session.state.circle.present, session.time.spared()
    said = {
        "people": n_("{figures} person", "{figures} people", present),
        "minutes": n_("{figures} minutes", "{figures} minutes", minutes),
    }
    whole = _("{people} in {minutes}", **said)
    if spared:  # a small group has one turn, whose time is its own to share
        turns = n_("{figures} turn", "{figures} turns", present - spared)
        whole = _("{people}, {turns} in {minutes}", turns=turns, **said)
    names = session.state.as_typed.shown_names()
    apologies = session.state.circle.apologies
    others = _in_other_rounds(session)
    lines = (whole, others) if others else (whole,)
    return RingView(
        seats=tuple(SeatView(m.id, names[m.id], _before(m.id, apologies)) for m in members),
        # For translators: above a length of time, such as 4:10.
        caption=(_("Each turn has") if spared else _("Each person has")) if members else "",
        time=i18n.length(share) if members else "",
        lines=lines if len(members) > 1 else (),
        adding=True,
    )


def _before(member: str, apologies: Sequence[str]) -> SeatState:
    """The seat of a member before the round."""
    return SeatState.APOLOGIES if member in apologies else SeatState.WAITING


def _in_other_rounds(session: Session) -> str:
    """What everybody has in those rounds whose turns have a time of their own, beside the share in
    the others; "" where there is only one or the other.
    """
    rounds = session.state.rounds
    own, fair = set_time(rounds), fair_rounds(rounds)
    if not rounds or not own or not fair:
        return ""
    # For translators: below what each person has in a round, such as 4:10.
    return _("and {time} in the other rounds", time=i18n.length(own))


def rounds_link(session: Session) -> str:
    """What the way to the rounds says: the shape that they have, or how many there are."""
    rounds = session.state.rounds
    if not rounds and not session.state.words.stories:
        return _("Rounds: one, of air time")
    shape = shape_of(rounds)
    if shape is not None:
        return _("Rounds: {shape}", shape=_(shape.title))
    return n_("{Count} round of your own", "{Count} rounds of your own", len(rounds))


def round_title(session: Session) -> str:
    """Which of the named rounds is on, and its name; "" in a circle without any."""
    round_ = session.state.round
    named = round_.named if round_ is not None and round_.rounds else None
    if round_ is None or named is None:
        return ""
    return _(
        "Round {number} of {all}: {name}",
        number=i18n.figures(round_.number),
        all=i18n.figures(len(round_.rounds)),
        name=named.name,
    )


def names_ring(session: Session, people: Sequence[tuple[str, bool]]) -> RingView:
    """The ring as it would be with the names of a list that is still looked at.

    people: each name, and whether it is sure.
    """
    seated = [SeatView(m.id, m.name) for m in session.state.circle.members]
    here = {seat.name.casefold() for seat in seated}
    coming = [
        SeatView(f"read-{at}", name, SeatState.WAITING if sure else SeatState.TO_CHECK)
        for at, (name, sure) in enumerate(people)
        if name.casefold() not in here
    ]
    everybody = (*seated, *coming)[:LARGEST]
    view = gather_ring(session)
    state = session.state
    now, wall = session.clock.reading(), session.clock.now()
    worked_out = story_time.share_of_each(
        state.round, len(everybody), state.plan, now, wall, rounds=state.rounds
    )
    each = state.plan.each if state.round is None and state.plan.each else worked_out
    return replace(
        view,
        seats=everybody,
        caption=_("Each person has") if everybody else "",
        time=i18n.length(each) if everybody else "",
        lines=(),
        adding=False,
    )


def open_ring(session: Session) -> RingView:
    """The small ring of Open: who sits where and who begins; once stories are told, how each seat
    is in the round.
    """
    apologies = session.state.circle.apologies
    names = session.state.circle.shown_names()
    round_ = session.state.round
    if round_ is not None and round_.started:
        name, told = ended(round_, session.state.words) if round_.over else ("", ())
        return RingView(seats=_seats_of(session, round_), name=name, lines=told)
    first = next((id_ for id_ in names if id_ not in apologies), "")
    seats = tuple(
        SeatView(id_, name, SeatState.NEXT if id_ == first else _before(id_, apologies))
        for id_, name in names.items()
    )
    # For translators: below a length of time, such as 4:10, that each person has.
    lines = (_("each"),)
    return RingView(seats=seats, time=i18n.length(session.time.share()), lines=lines)


def stories_ring(session: Session, *, writing: bool = False) -> RingView:
    """The ring of Stories: whose time it is, and how much is left of it.

    writing: whether a text has the focus, so that Space is a letter.
    """
    round_ = session.state.round
    if round_ is None:
        return RingView()
    now = session.clock.reading()
    seats = _seats_of(session, round_)
    if round_.current is None:
        name, lines = ended(round_, session.state.words)
        goes_on = _("{key} goes on", key=keys.GO_ON.cap)
        if round_.later:
            following = i18n.short(round_.later[0].name)
            # For translators: {name} is that of the next round.
            goes_on = _("{key} begins {name}", key=keys.NEXT_ROUND.cap, name=following)
        return RingView(
            seats=seats, name=name, lines=(*lines, goes_on)
        )  # nobody is called any more
    share, left = round_.next_share(now), round_.left(now)
    over = left < 0
    return RingView(
        seats=seats,
        name=session.state.speakers(round_.current),
        time=i18n.over(-left) if over else i18n.length(left),
        quiet=not round_.running,
        lines=_lines(session, round_, share, writing=writing),
        used=_used(round_, now),
        beads=int(-left // _BEAD) if over else 0,
        step=Step(step_of(left, share)) if round_.begun else Step.PLAIN,
        spoken=_spoken(round_, now),
        left=ceil(left),
        whole=ceil(share),
        numbered=True,
    )


def used_now(session: Session) -> float | None:
    """How much of the turn's time is used, 0 to 1, where a turn runs."""
    round_, now = session.state.round, session.clock.reading()
    return _used(round_, now) if round_ is not None and round_.running else None


def _used(round_: Round, now: float) -> float:
    share = round_.next_share(now)
    return min(1.0, round_.elapsed(now) / share) if share else 1.0


def _seats_of(session: Session, round_: Round) -> tuple[SeatView, ...]:
    """The seats of a round, each as it is in it."""
    names, apologies = session.state.circle.shown_names(), session.state.circle.apologies
    return tuple(
        SeatView(
            id_,
            names[id_],
            _absent(round_, id_) if id_ in apologies else SeatState(round_.seat(id_)),
            again=id_ in round_.again,
        )
        for id_ in round_.seats
    )


def begins(session: Session) -> str:
    """What Open says of who tells first; once stories are told, who is next or that all are heard,
    and nothing while somebody speaks.
    """
    state, round_ = session.state, session.state.round
    if round_ is None or not round_.started:
        names = state.circle.shown_names()
        first = next((id_ for id_ in names if id_ not in state.circle.apologies), "")
        return _("{name}, on your left, begins.", name=i18n.short(names.get(first, "")))
    if round_.over:
        return " ".join(ended(round_, state.words)[1])
    if round_.begun:
        return ""
    return _("{name} is next.", name=i18n.short(state.name(round_.current)))


def _absent(round_: Round, member: str) -> SeatState:
    """The seat of somebody who sends apologies, unless they speak all the same."""
    state = SeatState(round_.seat(member))
    return SeatState.APOLOGIES if state is SeatState.AWAY else state


def _spoken(round_: Round, now: float) -> str:
    """How it is with the current turn, for whoever cannot see its time."""
    left = round_.left(now)
    if round_.begun and not round_.running:
        return p_("a turn", "paused")
    if left < END:
        return p_("a turn", "over time")
    late = in_last_half_minute(left, round_.next_share(now))
    return p_("a turn", "half a minute left") if late else ""


def _lines(session: Session, round_: Round, share: float, *, writing: bool) -> tuple[str, ...]:
    """The two lines below the time. writing: as `stories_ring` has it."""
    key = (keys.TIME if writing else keys.START).cap
    if not round_.begun:
        starts = _("{key} starts", key=key)
        if not round_.going:
            return (starts,)
        quiet = i18n.ticking(round_.breath_before(session.clock.reading()))
        return (_("a breath, {time}", time=quiet), starts)
    if not round_.running:
        return (_("paused"), _("{key} goes on", key=key))
    beside = beside_time(round_.left(session.clock.reading()), share)
    return (beside, then(session, round_))


def then(session: Session, round_: Round) -> str:
    """Who comes after the turn that is on; where nobody does, which turn it is."""
    following = session.state.speakers(round_.following)
    return _("then {name}", name=following) if following else last_turn(round_, session.state.words)


def stories_bar(session: Session) -> BarView:
    """The stage bar of Stories: a piece for each person, and the time in words."""
    round_ = session.state.round
    if round_ is None:
        return BarView(())
    now = session.clock.reading()
    apologies = session.state.circle.apologies
    here = [member for member in round_.seats if member not in apologies]
    pieces = tuple(_piece(round_, member, now) for member in here)
    heard = sum(1 for member in round_.seats if round_.seat(member) is Seat.HEARD)
    words = [
        _("Second round") if responds(round_) else "",
        _("{heard} of {all} heard", heard=heard, all=len(here)),
        _apologies(len(apologies)) if apologies else "",
        _last_turn(session, round_),
    ]
    if round_.again:
        names = i18n.listed([session.state.speakers(member) for member in round_.again])
        again = len(round_.again)
        words.append(
            n_("{names} will be asked again", "{names} will be asked again", again, names=names)
        )
    left = round_.time_left(now)
    in_stage = _("{time} left in this stage", time=i18n.length(max(0.0, left)))
    times = [in_stage if left >= 0 else _("this stage is over time")]
    if round_.following:
        share = round_.share_after(now)
        each, less = i18n.length(share), round_.begun and share < round_.next_share(now)
        times.append(_("{time} each now", time=each) if less else _("{time} each", time=each))
    return BarView(pieces, i18n.joined(words, " · "), i18n.joined(times, " · "))


def _apologies(count: int) -> str:
    """How many send apologies to a meeting."""
    return n_("{count} sends apologies", "{count} send apologies", count)


def _last_turn(session: Session, round_: Round) -> str:
    """In the breath: how long the last person took."""
    turns = round_.heard or round_.earlier
    if round_.begun or not turns:
        return ""
    name = session.state.speakers(turns[-1].member)
    return _("{name} had {time}", name=name, time=i18n.ticking(turns[-1].used)) if name else ""


def _piece(round_: Round, member: str, now: float) -> Piece:
    seat = round_.seat(member)
    if seat is Seat.SPEAKING:
        share = round_.next_share(now)
        return Piece(PieceState.RUNNING, min(1.0, round_.elapsed(now) / share) if share else 1.0)
    if seat in (Seat.PASSED, Seat.AWAY):
        return Piece(PieceState.PASSED)
    return Piece(PieceState.HEARD if seat is Seat.HEARD else PieceState.TO_COME)


def edge_view(session: Session, *, writing: bool) -> EdgeView | None:
    """What the window's edge asks in a breath that has grown long; None where it asks nothing.

    writing: whether the cursor is in a text, where the keys are held with Ctrl.
    """
    round_ = session.state.round
    if (
        session.state.stage is not Stage.STORIES
        or round_ is None
        or not round_.to_come
        or round_.begun
    ):
        return None
    now = session.clock.reading()
    first = not round_.started
    quiet = now - session.state.entered if first else round_.breath_before(now)
    if quiet < FORGOTTEN or not (first or round_.going):
        return None
    turns = round_.heard or round_.earlier
    before = i18n.short(session.state.speakers(turns[-1].member), _ON_BUTTON) if turns else ""
    current = i18n.short(session.state.speakers(round_.current), _ON_BUTTON)
    from_end = _("From when {name} ended", name=before)
    now_key = keys.TIME if writing else keys.START
    before_key = keys.WRITING_BEGUN_BEFORE if writing else keys.BEGUN_BEFORE
    return EdgeView(
        question=_("Has {name} begun?", name=current),
        since=_("quiet for {time}", time=i18n.ticking(quiet)),
        from_now=_("From now"),
        from_before=from_end if before else _("From when this page opened"),
        keys=(now_key.cap, before_key.cap),
    )


def time_bar(session: Session, left_words: str = "") -> BarView:
    """The stage bar of Dialogue and Commit: one piece, filled with the time used, at its step."""
    whole = session.state.plan.seconds(session.state.stage)
    seconds = session.time.left(session.state.stage)
    left = minutes_left(session)
    if seconds is None:
        in_stage = n_("{figures} min in this stage", "{figures} min in this stage", left)
        return BarView((Piece(PieceState.RUNNING, 0.0),), left_words or _("not started"), in_stage)
    used = whole - seconds
    spent = n_("{figures} min gone", "{figures} min gone", int(used // 60))
    in_stage = n_("{figures} min left in this stage", "{figures} min left in this stage", left)
    step = step_of(seconds, whole)
    said = {TimeStep.SOON: _("the last half minute"), TimeStep.OVER: _("the time is used")}
    right = said.get(step, in_stage)
    if session.state.clocks.running is not session.state.stage:
        # For translators: {time} is the time that is left; its clock stands still.
        right = _("{time} · paused", time=right)
    fraction = min(1.0, used / whole) if whole else 1.0
    piece = Piece(PieceState.RUNNING, fraction, Step(step))
    return BarView((piece,), left_words or spent, right)


def minutes_left(session: Session) -> int:
    """Minutes that the open stage still has by its own clock, rounded up; never more than the plan
    says that it lasts, which is what it has until it begins.
    """
    stage = session.state.stage
    whole = max(1, round(session.state.plan.seconds(stage) / 60))
    left = session.time.left(stage)
    return whole if left is None else max(0, min(whole, -int(-left // 60)))


def until_next_change(session: Session, *, gliding: bool = False) -> float:
    """Seconds until what is shown of the time changes next: a figure, each second. gliding: half a
    second besides, so that the arc does not seem to jump; a look costs more than what it moves.

    At most one second, so that the time of day is never far behind.
    """
    round_, now, told = session.state.round, session.clock.reading(), session.state.told
    if told is not None:  # each figure of its time, for the room and beside the ring
        figure = told.left(now) % 1.0 or 1.0
        return min(figure, _until_turn_changes(session, round_, now, gliding=gliding))
    return _until_turn_changes(session, round_, now, gliding=gliding)


def _until_turn_changes(
    session: Session, round_: Round | None, now: float, *, gliding: bool
) -> float:
    if round_ is None or session.state.stage is not Stage.STORIES or not round_.going:
        return 1.0
    if not round_.running:
        return 1.0 - round_.breath_before(now) % 1.0
    left = round_.left(now)
    if left <= 0:
        return 1.0 - (-left) % 1.0
    step = _GLIDE if gliding else 1.0
    return left % step or step


_GLIDE = 0.5  # seconds between two looks at an arc that glides


def said_of_practice(times: int) -> str:
    """What stands above a practice circle."""
    if times == 1:
        return _("A practice circle: its people are made up, and it is thrown away afterwards.")
    return n_(
        "A practice circle, at {count} time the speed: its people are made up, and it is thrown "
        "away afterwards.",
        "A practice circle, at {count} times the speed: its people are made up, and it is thrown "
        "away afterwards.",
        times,
    )
