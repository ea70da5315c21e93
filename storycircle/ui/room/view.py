"""What the room sees of a circle, as plain values: never a note, a story, or a word to the side."""

from dataclasses import dataclass, replace

from storycircle.core import words
from storycircle.core.events import QUESTIONS
from storycircle.core.round_words import ended, last_turn
from storycircle.core.timing import Stage
from storycircle.core.turns import Round
from storycircle.ui import views
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.ring_view import RingView, SeatState, SeatView


@dataclass(frozen=True)
class RoomView:
    """The question above, a line for each that is asked, and the ring; None where there is none."""

    question: str = ""
    ring: RingView | None = None


def room_view(session: Session, *, calm: bool) -> RoomView:
    """What the room sees now; calm, there are no digits in it, and the middle's name is large."""
    match session.state.stage:
        case Stage.GATHER:
            return RoomView(session.state.question, RingView(seats=_seats(session)))
        case Stage.OPEN:
            return RoomView(session.state.question, _open(session, calm=calm))
        case Stage.STORIES:
            return RoomView(session.state.question, _stories(session, calm=calm))
        case Stage.DIALOGUE:
            return RoomView("\n".join(_asked(session)), _talk(session, calm=calm))
        case Stage.COMMIT:
            return RoomView(_asked(session)[-1], _talk(session, calm=calm))
        case _:
            return RoomView(session.state.question)


def _asked(session: Session) -> tuple[str, ...]:
    """The dialogue's questions; the last of them leads to the actions."""
    event = session.state.event
    return (event.dialogue_questions if event else ()) or QUESTIONS


def _seats(session: Session) -> tuple[SeatView, ...]:
    """Everyone on their seat, and nobody's turn."""
    return tuple(SeatView(id_, name) for id_, name in session.state.circle.shown_names().items())


def _open(session: Session, *, calm: bool) -> RingView:
    """Who sits where, and how long each will have."""
    seats = _seats(session)
    if calm or not seats:
        return RingView(seats=seats)
    told = views.open_ring(session)
    return RingView(seats=seats, caption="Each person has", time=told.time)


def _stories(session: Session, *, calm: bool) -> RingView:
    """The running turn. The end of its time shows by the whole arc, beads and a word.

    In a breath nothing counts: the time of the next turn, which the breath shortens, stays away.
    """
    round_ = session.state.round
    if round_ is None:
        return RingView(seats=_seats(session))
    ring = replace(views.stories_ring(session), spoken="")
    if round_.over:
        return replace(ring, lines=ended(round_)[1], large=calm)
    if not round_.begun and _turns_were(round_):
        return replace(ring, time="", lines=("after a breath",), large=True)
    left = round_.left(session.clock.reading())
    time = words.length(left) if left >= 0 else words.over(-left)
    lines = _lines(session, round_, over=left < 0)
    return replace(ring, time="" if calm else time, lines=lines, large=calm)


def _turns_were(round_: Round) -> bool:
    """Whether anybody has had a turn in this round: then a breath comes before the next."""
    states = [SeatState(round_.seat(seat)) for seat in round_.seats]
    return SeatState.HEARD in states or SeatState.PASSED in states


def _lines(session: Session, round_: Round, *, over: bool) -> tuple[str, ...]:
    """What stands below the time."""
    if not round_.begun:
        return ("begins",)
    following = session.state.name(round_.following)
    after = f"then {following}" if following else last_turn(round_)
    if not round_.running:
        return ("paused", after)
    return ("over", after) if over else (after,)


def _talk(session: Session, *, calm: bool) -> RingView:
    """The seats round the time that is left of Dialogue or of Commit."""
    ring = RingView(seats=_seats(session), large=calm)
    gone = views.time_bar(session).pieces[0].used
    title = session.state.stage.title
    if gone >= 1:
        return replace(ring, name=title, lines=("the time is used",), used=1.0)
    if calm:
        return replace(ring, name=title, used=gone)
    minutes = -int(-(1 - gone) * session.state.plan.seconds(session.state.stage) // 60)
    return replace(ring, caption=title, time=str(minutes), lines=("min left",), used=gone)
