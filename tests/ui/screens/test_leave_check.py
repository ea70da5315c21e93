"""The page on which a teller hears the very words that would leave, and names are looked at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core import writing
from storycircle.core.choosing import State, state
from storycircle.core.model import Sharing, Story
from storycircle.core.timing import Stage
from storycircle.store.library import Library
from storycircle.ui.beginning import new_session
from storycircle.ui.circle_view import CircleView
from storycircle.ui.screens.leave_check import LeaveCheck
from storycircle.ui.screens.stories import StoriesScreen
from storycircle.ui.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, library: Library) -> CircleView:
    """A circle in Stories; Bo's story names Ann and an agency nobody told the app of."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    session = new_session(library, library.clock)
    session.set_names("Ann, Sure Start\nBo\nCy\nDee\nEd")
    session.go(Stage.STORIES)
    bo = session.circle.members[1].id
    points = "Ann rang Sure Start.\nIt took one call."
    session.write(writing.with_story(session.circle, bo, title="One call", points=points))
    shown = CircleView(theme, session)
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    shown.show()
    return shown


def told(session: Session) -> Story:
    story = session.circle.story_of(session.circle.members[1].id)
    assert story is not None
    return story


def page_of(view: CircleView, sharing: Sharing) -> LeaveCheck:
    """The page as a press on a choice opens it."""
    screen = view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    screen.story.show_member(view.session.circle.members[1].id)
    screen.story._choose(sharing.value)
    page = view._reading
    assert page is not None
    return page


def test_a_press_on_a_choice_lets_nothing_leave_yet(view: CircleView) -> None:
    """The words come first; until the yes the story stays."""
    page = page_of(view, Sharing.NAMED)
    assert told(view.session).sharing is Sharing.STAYS
    assert page.rows == []
    page.go_on()
    assert told(view.session).sharing is Sharing.NAMED
    assert state(told(view.session), view.session.circle) is State.LEAVES
    assert view._reading is None


def test_every_name_is_looked_at_before_a_story_leaves_without_names(view: CircleView) -> None:
    """By keys: 1 puts [forename], 2 [agency name]; only then does the button press."""
    page = page_of(view, Sharing.ANONYMOUS)
    assert [row.word for row in page.rows] == ["Ann", "Sure Start"]
    assert page.way_on.toolTip()
    page.go_on()
    assert told(view.session).choice is None
    QTest.keyClick(page, Qt.Key.Key_1)
    QTest.keyClick(page, Qt.Key.Key_2)
    assert not page.way_on.toolTip()
    page.go_on()
    story = told(view.session)
    assert story.choice is not None
    assert story.choice.words.points == "[forename] rang [agency name].\nIt took one call."
    assert state(story, view.session.circle) is State.LEAVES


def test_a_word_of_ones_own_and_words_to_look_for(view: CircleView) -> None:
    """What the app was not told of is typed; what stands for it is the circle's word."""
    page = page_of(view, Sharing.ANONYMOUS)
    page.also.setText("one call")
    page._also.flush()
    assert page.rows[0].word == "One call"
    page.rows[0].own.setText("it")
    page.rows[0]._own_word()
    assert told(view.session).answers[0].instead == "it"


def test_it_stays_takes_an_earlier_yes_back_and_esc_changes_nothing(view: CircleView) -> None:
    """Asked again after the words changed, the teller may say no."""
    page_of(view, Sharing.NAMED).go_on()
    session = view.session
    bo = session.circle.members[1].id
    session.write(writing.with_story(session.circle, bo, points="More than was read out."))
    assert state(told(session), session.circle) is State.ASK
    page = page_of(view, Sharing.NAMED)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert view._reading is None
    assert told(session).sharing is Sharing.NAMED
    page_of(view, Sharing.NAMED).stays.click()
    assert told(session).sharing is Sharing.STAYS


def test_another_stage_puts_the_page_away(view: CircleView) -> None:
    """The rail leads on from here too."""
    page_of(view, Sharing.NAMED)
    view.session.go(Stage.DIALOGUE)
    assert view._reading is None
    assert view._stack.currentWidget() is view.screen_of_stage()
