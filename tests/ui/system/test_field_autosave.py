"""Text saved as it is typed is never changed under the person who types it."""

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storycircle.core import actions, stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered, Sharing
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.commit_screen import CommitScreen
from storycircle.ui.circle.dialogue_screen import IdeaList
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme


@pytest.fixture
def view(library: Library, clock: SimulatedClock, example: Gathered, qtbot: QtBot) -> CircleView:
    """A circle of three on screen."""
    library.save_event(example.event)
    session = new_session(library, clock)
    session.members.set_names("Brian R\nDawn G\nSandra S")
    shown = CircleView(Theme(LIGHT, still=True), session)
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def _stories(view: CircleView) -> StoriesScreen:
    view.session.time.go(Stage.STORIES)
    screen = view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    return screen


def test_a_pause_after_a_space_or_a_new_point_changes_nothing(view: CircleView) -> None:
    """Saved in mid-sentence, the field keeps its space, its new line and its cursor."""
    points = _stories(view).story.points
    points.setFocus()
    QTest.keyClicks(points, "The first ")
    flush_all(view)
    QTest.keyClicks(points, "point")
    QTest.keyClick(points, Qt.Key.Key_Return)
    flush_all(view)
    QTest.keyClicks(points, "second")
    assert points.text() == "The first point\nsecond"


def test_words_that_are_refused_stay_on_screen(view: CircleView) -> None:
    """A text over the bound is not wiped when the next turn starts."""
    screen = _stories(view)
    screen.story.story_title.setText("x" * 600)
    flush_all(view)
    view.session.turns.start_or_pause()
    assert screen.story.story_title.text() == "x" * 600
    assert not view.session.state.circle.stories


def test_turning_to_another_person_shows_their_words_alone(view: CircleView) -> None:
    """What was typed for one teller never stands under another's name."""
    screen = _stories(view)
    screen.story.story_title.setText("x" * 600)
    screen.story.turn_to(1)
    assert not screen.story.story_title.text()


def test_an_idea_without_enter_is_kept_when_one_goes_on(view: CircleView) -> None:
    """Words in the idea's field are an idea, whatever key comes next."""
    view.session.time.go(Stage.DIALOGUE)
    ideas = view.screen_of_stage().findChild(IdeaList)
    assert isinstance(ideas, IdeaList)
    ideas.field.setText("Meet again")
    view.finish()
    assert [idea.text for idea in view.session.state.circle.ideas] == ["Meet again"]


def test_names_cut_and_pasted_are_the_same_people(view: CircleView) -> None:
    """In mid-round, a list emptied for a moment loses no turn and no story."""
    session = view.session
    _stories(view)
    session.turns.start_or_pause()
    session.turns.next()
    before = [member.id for member in session.state.circle.members]
    session.time.go(Stage.GATHER)
    screen = view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    screen.names.setFocus()
    text = screen.names.text()
    screen.names.set_text("")
    screen.names.set_text(text)
    session.time.go(Stage.STORIES)
    assert [member.id for member in session.state.circle.members] == before
    assert session.state.round is not None
    assert [turn.member for turn in session.state.round.heard] == before[:1]


def test_a_name_that_says_more_asks_leave_anew(view: CircleView) -> None:
    """A story that may leave with Brian R may not leave with Brian Robinson; a letter mended asks
    nobody.
    """
    session = view.session
    brian = session.state.circle.members[0].id
    session.write(stories.with_story(session.state.circle, brian, title="A visit"))
    session.consent.choose(session.state.circle.stories[0].id, Sharing.NAMED)
    session.members.set_names("Bryan R\nDawn G\nSandra S")
    assert [story.sharing for story in session.state.circle.stories] == [Sharing.NAMED]
    session.members.set_names("Bryan Robinson\nDawn G\nSandra S")
    assert [story.sharing for story in session.state.circle.stories] == [Sharing.STAYS]


def test_a_move_of_an_action_in_mid_word_leaves_one_card_each(
    view: CircleView, qtbot: QtBot
) -> None:
    """Cards are made anew once, and keep what was being typed."""
    session = view.session
    for text in ("One", "Two", "Three"):
        session.act_on(actions.with_idea(session.state.circle, text))
    for _ in range(3):
        session.act_on(actions.committed(session.state.circle, session.state.circle.ideas[0].id))
    session.time.go(Stage.COMMIT)
    screen = view.screen_of_stage()
    assert isinstance(screen, CommitScreen)
    screen.open_action(session.state.circle.actions[2].id)
    words = screen.cards[2].text
    QTest.keyClicks(words, " more")
    QTest.keyClick(words, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [action.text for action in session.state.circle.actions] == ["One", "Three more", "Two"]
    session.undo()
    cards = type(screen.cards[0])
    qtbot.waitUntil(lambda: sum(card.isVisible() for card in screen.findChildren(cards)) == 3)
    assert session.state.circle.actions[2].text == "Three more"


def test_what_could_not_be_saved_is_saved_before_the_window_closes(
    view: CircleView, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After one refused save, leaving keeps all of it, not only where the circle stands."""
    import sqlite3

    def busy(*_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    session = view.session
    brian = session.state.circle.members[0].id
    with monkeypatch.context() as patch:
        patch.setattr("storycircle.store.tables.write", busy)
        session.write(stories.with_story(session.state.circle, brian, title="Not yet"))
    session.leave_off()
    assert library.circle(session.state.circle.id).stories[0].title == "Not yet"


@pytest.mark.slow
def test_words_typed_without_a_pause_are_saved_every_two_seconds(
    view: CircleView, qtbot: QtBot
) -> None:
    """Who writes as fast as somebody speaks loses two seconds at most."""
    points = _stories(view).story.points
    points.setFocus()
    typed = QElapsedTimer()
    typed.start()
    letters, behind = 0, QElapsedTimer()
    behind.start()
    worst = 0
    while typed.elapsed() < 4_500:
        QTest.keyClick(points, Qt.Key.Key_A)
        letters += 1
        qtbot.wait(40)  # much less than a pause
        (kept, *_) = [*view.session.library.circle(view.session.state.circle.id).stories, None]
        if kept is not None and len(kept.points) == letters:
            behind.restart()
        worst = max(worst, behind.elapsed())
    assert letters > 20
    assert 1_000 < worst < 2_500
