"""A circle of six in Stories without any window, and what is asked of it."""

from collections.abc import Callable

from storycircle.core.turns.queue import Round
from storycircle.core.turns.time_prompts import Question
from storycircle.ui.session.session import Session

SIX = "Brian R\nDawn G\nSandra S\nJohn R\nSimon R\nAndrew H"
Wait = Callable[[float], None]


def round_of(circle: Session) -> Round:
    """Its round, as it stands now."""
    assert circle.state.round is not None
    return circle.state.round


def asked(circle: Session) -> Question:
    """The question that stands."""
    question = circle.prompts.current()
    assert question is not None
    return question


def tell(circle: Session, wait: Wait, seconds: float = 100) -> None:
    """One story, from Start to Next."""
    circle.turns.start_or_pause()
    wait(seconds)
    circle.turns.next()
