"""A screen that is told what changed shows the same as one that draws everything anew."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.actions import with_idea
from storycircle.core.model import Sharing, Writer
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.settings import Settings
from storycircle.core.stories import with_notes, with_story
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.printing.preview import PaperView
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme

Act = Callable[[Session], object]


def _told(session: Session) -> str:
    return session.state.circle.members[0].id


def _chosen(session: Session) -> None:
    for story in session.state.circle.stories:
        session.consent.choose(story.id, Sharing.ANONYMOUS)


def _later(session: Session) -> tuple[NamedRound, ...]:
    """The rounds that have begun, and two more."""
    held = session.rounds.listed()[: session.rounds.held() or 1]
    return (*held, NamedRound("x", "Responses", seconds=60), NamedRound("y", "Last word"))


ACTS: dict[str, Act] = {
    "a turn": lambda s: s.turns.start_or_pause(),
    "the next turn": lambda s: s.turns.next(),
    "a pass": lambda s: s.turns.pass_(),
    "someone away": lambda s: s.turns.step_out_or_in(s.state.circle.members[2].id),
    "a seat moved": lambda s: s.members.move_seat(s.state.circle.members[1].id, 2),
    "names": lambda s: s.members.set_names("Ann\nBo\nCy\nDi"),
    "a story": lambda s: s.write(
        with_story(s.state.circle, _told(s), title="A visit", points="Bo came", quote="")
    ),
    "a choice": _chosen,
    "nobody writes": lambda s: s.members.set_details(writer=Writer.NO_ONE),
    "a number": lambda s: s.members.set_details(number=7),
    "a question": lambda s: s.members.set_details(theme="What helped?"),
    "a note": lambda s: s.write(with_notes(s.state.circle, "What surprised us?", "All")),
    "an idea": lambda s: s.act_on(with_idea(s.state.circle, "Meet in June")),
    "the time": lambda s: s.time.set_time("20 min"),
    "the stage's clock": lambda s: s.time.start_stage(),
    "a second round": lambda s: s.time.keep_second_round(True),
    "other rounds": lambda s: s.attempt(lambda: s.rounds.change(_later(s))),
    "a round reworded": lambda s: s.rounds.change(
        (replace(s.rounds.listed()[0], prompt="And now?"), *s.rounds.listed()[1:]), typed=True
    ),
    "a note of a round": lambda s: s.rounds.note(s.rounds.listed()[1], _told(s), "Glad"),
    "settings": lambda s: s.take_settings(Settings(shortest_turn=120, chime=True)),
    "undo": lambda s: s.undo(),
}


@pytest.mark.parametrize("stage", list(Stage))
def test_what_changed_is_shown_and_nothing_else_would_be(
    stage: Stage, circle: Session, qtbot: QtBot
) -> None:
    """After each act the screen is as if it had been drawn anew."""
    circle.state = replace(circle.state, stage=stage)
    view = CircleView(Theme(LIGHT, still=True), circle)
    qtbot.addWidget(view)
    view.resize(1440, 900)
    view.show()
    for name, act in ACTS.items():
        act(circle)
        shown = _shown(view)
        circle.stageChanged.emit()  # draws everything of the stage
        assert shown == _shown(view), name


def _shown(view: CircleView) -> list[tuple[object, ...]]:
    """What each visible widget says, and whether it can be used; but for the paper, which is made
    on a thread of its own.
    """
    papers = view.findChildren(PaperView)
    return [
        (
            type(widget).__name__,
            widget.accessibleName(),
            _text(widget),
            widget.isEnabled(),
        )
        for widget in view.findChildren(QWidget)
        if widget.isVisible()
        and not _of_notice(view, widget)
        and not any(paper.isAncestorOf(widget) for paper in papers)
    ]


def _of_notice(view: CircleView, widget: QWidget) -> bool:
    """Whether it is the notice, whose Undo goes as another stage is opened."""
    return widget is view.notice or view.notice.isAncestorOf(widget)


def _text(widget: QWidget) -> str:
    for name in ("toPlainText", "text"):
        read = getattr(widget, name, None)
        if callable(read):
            return str(read()).rstrip("\n")  # a list of names may begin the next line
    return ""
