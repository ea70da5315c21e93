"""Stories and what may leave: the story side, asking tellers, names looked at, finishing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core import actions, stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import FEW, State, state
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Event, Sharing, Story
from storycircle.core.size_limits import NOTES
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_circle
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.consent.name_review_page import NamesPage
from storycircle.ui.circle.consent.read_aloud_page import ReadingPage
from storycircle.ui.circle.plenary_screen import NOTES as ERASE_NOTES
from storycircle.ui.circle.plenary_screen import REMOVE, REMOVE_NOW, PlenaryScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.circle.story_editor import StoryPane
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.message import Message
from tests.support.windows import breathe, shown

EVENT = Event("e", "E", organisation="The Board", keep_until="2007-12-31")
POINTS = "Dawn rang Cy\n\tMe, so young"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    """A window with a circle of three in Stories; the first is speaking."""
    library.save_event(EVENT)
    made = shown(qtbot, Window(theme, library, clock), 1024, 700, front=False)
    made.start_circle()
    session = _session(made)
    session.members.set_names("Brian R\nDawn G\nCy")
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _session(window: Window) -> Session:
    assert window.session is not None
    return window.session


def _view(window: Window) -> CircleView:
    (view,) = window.findChildren(CircleView)
    return view


def _pane(window: Window) -> StoryPane:
    screen = _view(window).screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    return screen.story


def _told(window: Window, place: int = 0, points: str = POINTS) -> Story:
    """A story of the member on this seat."""
    session = _session(window)
    member = session.state.circle.members[place].id
    session.write(stories.with_story(session.state.circle, member, points=points))
    story = session.state.circle.story_of(member)
    assert story is not None
    return story


def _reading(window: Window) -> ReadingPage:
    page = _view(window).leaving.page
    assert isinstance(page, ReadingPage)
    return page


def _names(window: Window) -> NamesPage:
    page = _view(window).leaving.page
    assert isinstance(page, NamesPage)
    return page


@pytest.mark.slow
def test_themes_and_what_it_was_about_are_kept_as_typed(window: Window) -> None:
    """Enter and a comma part themes; what it was about has its place after the telling."""
    pane = _pane(window)
    assert not pane.about.isVisible()
    pane.themes.setFocus()
    QTest.keyClicks(pane.themes, "trust")
    QTest.keyClick(pane.themes, Qt.Key.Key_Return)
    QTest.keyClicks(pane.themes, "school,Trust")
    breathe(350)
    session = _session(window)
    assert session.state.circle.stories[0].tags == ("trust", "school")
    brian = session.state.circle.members[0].id
    session.turns.next()
    pane.show_member(brian)
    breathe(20)
    assert pane.about.isVisible()
    QTest.keyClicks(pane.about, "Trust is slow")
    breathe(350)
    assert session.state.circle.stories[0].about == "Trust is slow"


def test_a_second_story_has_its_own_title_and_words(window: Window) -> None:
    """In the second round each begins a new one; keys go between a person's stories."""
    session, pane = _session(window), _pane(window)
    for place in range(3):
        _told(window, place)
        session.turns.next()
        session.turns.start_or_pause()
    while session.state.round is not None and not session.state.round.over:
        session.turns.next()
    session.turns.next_round()
    title = _view(window).screen_of_stage().title
    assert title.text() == "Brian R’s second story"
    assert pane.points.text() == ""
    QTest.keyClicks(pane.points, "More")
    breathe(350)
    brian = session.state.circle.members[0].id
    assert [s.points for s in session.state.circle.stories_of(brian)] == [POINTS, "More"]
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(pane.points, Qt.Key.Key_Up, held)
    assert title.text() == "Brian R’s story"
    assert pane.points.text() == POINTS
    pane.turn_story(1)
    assert pane.points.text() == "More"
    pane.turn_story(1)
    assert title.text() == "Brian R’s third story"


@pytest.mark.slow
def test_a_choice_shows_the_very_words_and_who_keeps_them(window: Window) -> None:
    """The words change with the way of leaving; nothing is chosen before an answer."""
    story = _told(window)
    _pane(window).leave.chosen.emit(Sharing.NAMED.value)
    page = _reading(window)
    assert page.words.toPlainText() == "Dawn rang Cy\nMe, so young"
    assert page.kept.text() == "The Board keeps it until 31 December 2007."
    QTest.keyClick(page, Qt.Key.Key_1)
    assert page.words.toPlainText() == "[forename] rang [forename]\nMe, so young"
    assert FEW in page.care.text()
    assert _session(window).state.circle.story(story.id) == story
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert _view(window).leaving.page is None
    assert _session(window).state.circle.story(story.id) == story


@pytest.mark.slow
def test_names_are_answered_by_key_and_a_wider_answer_is_asked_again(window: Window) -> None:
    """Leaving a name as it is shows more than was heard: the teller is asked once more."""
    story = _told(window)
    session = _session(window)
    _pane(window).ask()
    QTest.keyClick(_reading(window), Qt.Key.Key_Y)
    page = _names(window)
    breathe(20)
    assert [row.found.text for row in page.rows] == ["Dawn", "Cy"]
    assert page.let.accessibleDescription().startswith("Two names are still")
    QTest.keyClick(page.rows[0], Qt.Key.Key_3)
    QTest.keyClicks(page.rows[0].own, "our nurse")
    QTest.keyClick(page.rows[0].own, Qt.Key.Key_Return)
    QTest.keyClick(page.rows[0], Qt.Key.Key_Down)
    QTest.keyClick(page.rows[1], Qt.Key.Key_4)
    assert page.printed.toPlainText() == "our nurse rang Cy\nMe, so young"
    page.let.click()
    asked = _reading(window)
    told = session.state.circle.story(story.id)
    assert told is not None
    assert state(told, session.state.circle) is State.ASK
    asked.may.click()
    told = session.state.circle.story(story.id)
    assert told is not None
    assert state(told, session.state.circle) is State.LEAVES
    assert _view(window).leaving.page is None


@pytest.mark.slow
def test_a_nickname_added_is_found_and_a_name_as_own_word_is_refused(window: Window) -> None:
    """What the facilitator adds is looked for at once; a word of one's own holds no name."""
    story = _told(window)
    session = _session(window)
    session.consent.choose(story.id, Sharing.ANONYMOUS)
    _pane(window).leave.look.click()
    page = _names(window)
    page.also.setFocus()
    QTest.keyClicks(page.also, "young, Nan")
    breathe(350)
    assert [row.found.text for row in page.rows] == ["Dawn", "Cy", "young"]
    assert not session.consent.answer_name(story.id, "Dawn", "Brian")
    assert page.count.text() == "0 of 3 looked at"
    session.consent.answer_name(story.id, "Dawn", "[forename]")
    assert page.count.text() == "1 of 3 looked at"
    QTest.keyClick(page.rows[0], Qt.Key.Key_Delete)
    assert page.count.text() == "0 of 3 looked at"


@pytest.mark.slow
def test_all_tellers_are_asked_one_after_another(window: Window) -> None:
    """In Commit: each story once; the arrow leaves one unasked, and it is asked first next time."""
    session = _session(window)
    stories = [_told(window, place, f"Words {place}") for place in range(3)]
    session.time.go(Stage.COMMIT)
    breathe(20)
    screen = _view(window).screen_of_stage()
    QTest.keyClick(screen, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = _reading(window)
    assert page.title.text() == "May Brian R’s story leave the circle?"
    QTest.keyClick(page.stays, Qt.Key.Key_Y)
    assert page.title.text() == "May Dawn G’s story leave the circle?"
    QTest.keyClick(page, Qt.Key.Key_Right)
    QTest.keyClick(page.stays, Qt.Key.Key_Return)
    assert _view(window).leaving.page is None
    told = [session.state.circle.story(story.id) for story in stories]
    assert [s.sharing for s in told if s] == [Sharing.ANONYMOUS, Sharing.STAYS, Sharing.STAYS]
    assert [s.choice is not None for s in told if s] == [True, False, True]
    QTest.keyClick(screen, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page.title.text() == "May Dawn G’s story leave the circle?"


@pytest.mark.slow
def test_erasing_asks_and_stops_undo(window: Window, library: Library) -> None:
    """Enter keeps the story; erased, it is off the library's files, and undo says so."""
    story = _told(window, points="A heron at the gate")
    session, pane = _session(window), _pane(window)
    session.act_on(actions.with_idea(session.state.circle, "A heron at the gate"))
    pane.leave.eraseRequested.emit()
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    assert session.state.circle.story(story.id) == story
    pane.leave.eraseRequested.emit()
    breathe(20)
    assert pane.points.isVisible()
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    assert session.state.circle.stories == ()
    assert pane.points.text() == ""
    session.consent.erasing.wait()
    said: list[str] = []
    session.refused.connect(said.append)
    session.undo()
    assert said == [str(Refused("erased"))]
    assert library.circle(session.state.circle.id).stories == ()


@pytest.mark.slow
def test_taking_a_yes_back_says_which_files_carry_it(window: Window, tmp_path: Path) -> None:
    """The facilitator knows what to fetch back, and that the next export takes it out."""
    session = _session(window)
    story = _told(window)
    session.consent.choose(story.id, Sharing.NAMED)
    export_circle(session.library, session.state.circle, tmp_path / "mine.circle")
    said: list[str] = []
    session.noticed.connect(lambda sentence, _undo: said.append(sentence))
    session.consent.choose(story.id, Sharing.STAYS)
    assert said[0].startswith("“mine.circle” carries it already.")


@pytest.mark.slow
def test_plenary_says_what_waits_and_finishes(
    window: Window, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    """Exported: the notes of what stays go by an answer of their own, and the circle by two."""
    session = _session(window)
    kept, waits = _told(window, 0, "Stays"), _told(window, 1, "Cy came")
    session.consent.choose(waits.id, Sharing.ANONYMOUS)
    session.time.go(Stage.PLENARY)
    screen = _view(window).screen_of_stage()
    assert isinstance(screen, PlenaryScreen)
    screen.paper.wait()
    assert screen.waiting() == (
        "One story without names, until you have looked at each name found.",
    )
    assert not screen.tellers.isVisible()
    screen.hand_over.export_to(tmp_path / "mine.circle")
    qtbot.waitUntil(lambda: screen.message is not None)
    assert screen.message is not None
    screen.message.answered.emit(ERASE_NOTES)
    assert [s.points for s in library.circle(session.state.circle.id).stories] == ["", "Cy came"]
    assert screen.finish.isHidden()
    session.consent.erasing.wait()
    assert not screen.finish.isHidden()
    assert screen.message is not None
    assert screen.message.accessibleName() == "Erased."
    assert session.state.circle.story(kept.id) is not None
    screen.message.closed.emit()
    session.erased.emit(True)  # a story, erased where it is written
    assert [m for m in screen.findChildren(Message) if not m.isHidden()] == []
    screen.finish.click()
    for value in (REMOVE, REMOVE_NOW):
        assert screen.message is not None
        screen.message.answered.emit(value)
    window.close()
    assert library.circles() == []
    assert window.session is None


@pytest.mark.slow
def test_the_arrow_goes_on_without_an_answer_wherever_the_focus_is(window: Window) -> None:
    """It never lands on the yes, where the next Enter would give it."""
    first, second = _told(window, 0), _told(window, 1)
    _view(window).leaving.ask((first.id, second.id))
    page = _reading(window)
    QTest.keyClick(page.stays, Qt.Key.Key_Right)
    assert page.title.text() == "May Dawn G’s story leave the circle?"
    assert page.stays.hasFocus()
    page.may.setFocus()
    QTest.keyClick(page.may, Qt.Key.Key_Left)
    assert page.title.text() == "May Brian R’s story leave the circle?"
    assert page.stays.hasFocus()
    assert all(story.choice is None for story in _session(window).state.circle.stories)


@pytest.mark.slow
def test_long_words_are_read_by_keys_alone(window: Window) -> None:
    """Down scrolls what would leave; the next story begins at its first word."""
    first, second = _told(window, 0, "Dawn\n" * 60), _told(window, 1, "Cy\n" * 60)
    _view(window).leaving.ask((first.id, second.id))
    page = _reading(window)
    breathe(20)
    bar = page.area.verticalScrollBar()
    for key, more in ((Qt.Key.Key_Down, True), (Qt.Key.Key_Down, True), (Qt.Key.Key_Up, False)):
        before = bar.value()
        QTest.keyClick(page.stays, key)
        assert (bar.value() > before) is more
    QTest.keyClick(page.stays, Qt.Key.Key_Right)
    assert bar.value() == 0
    page.closed.emit()


@pytest.mark.slow
def test_the_story_follows_to_the_name_in_focus(window: Window) -> None:
    """Where a name stands far down is seen as soon as its row is gone to, by keys alone."""
    story = _told(window, 0, "Cy\n" + "and\n" * 60 + "Dawn")
    _session(window).consent.choose(story.id, Sharing.ANONYMOUS)
    _view(window).leaving.settle((story.id,))
    names = _names(window)
    breathe(20)
    bar = names.text_area.verticalScrollBar()
    assert bar.value() == 0
    QTest.keyClick(names.rows[0], Qt.Key.Key_Down)
    assert bar.value() > 0
    QTest.keyClick(names.rows[1], Qt.Key.Key_Up)
    assert bar.value() < names.text_area.height()


@pytest.mark.slow
def test_a_theme_too_many_is_said_and_none_is_lost(window: Window) -> None:
    """What was typed stands in the field until one is taken out; then all of it is saved."""
    pane, session = _pane(window), _session(window)
    saved = _view(window).screen_of_stage().saved
    pane.themes.setFocus()
    pane.themes.setText(", ".join(f"theme {n}" for n in range(21)))
    breathe(400)
    assert "at most 20 themes" in _view(window).notice.accessibleName()
    assert saved.accessibleName() == "Not saved yet"
    pane.points.setFocus()
    assert pane.themes.text().endswith("theme 20"), "it stands in the field, wherever one goes"
    pane.themes.setText(", ".join(f"theme {n}" for n in range(20)))
    breathe(400)
    assert saved.accessibleName() == "Saved"
    assert len(session.state.circle.stories[0].tags) == 20


@pytest.mark.slow
def test_saved_is_said_only_of_what_is_on_the_disk(window: Window) -> None:
    """Not while letters wait, though the turn is saved each second; and not of what was refused."""
    pane, session = _pane(window), _session(window)
    saved = _view(window).screen_of_stage().saved
    assert saved.accessibleName() == "Saved"
    pane.points.setFocus()
    for _ in range(12):
        QTest.keyClick(pane.points, Qt.Key.Key_A)
        breathe(40)
    session.save_time()
    assert saved.accessibleName() == "Saving …"
    breathe(400)
    assert saved.accessibleName() == "Saved"
    QTest.keyClick(pane.points, Qt.Key.Key_Space)
    breathe(400)
    assert saved.accessibleName() == "Saved"
    pane.points.insertPlainText("z\n" * (NOTES // 2 + 1))
    breathe(400)
    session.save_time()
    assert saved.accessibleName() == "Not saved yet"
    pane.points.setPlainText("Short")
    breathe(400)
    assert saved.accessibleName() == "Saved"
    assert session.state.circle.stories[0].points == "Short"


@pytest.mark.slow
def test_turned_letters_are_shown_for_what_they_are(window: Window) -> None:
    """A mark that turns the reading direction would let a name be read that is not found."""
    story = _told(window, 0, "\u202enwaD\u202c and Cy")
    _view(window).leaving.ask((story.id,))
    assert _reading(window).words.toPlainText() == "[RLO]nwaD[PDF] and [forename]"


@pytest.mark.slow
def test_a_name_over_two_lines_is_marked_in_both(window: Window) -> None:
    """It is one name, with one number, and one thing stands for it."""
    session = _session(window)
    session.consent.look_for("Sure Start")
    story = _told(window, 0, "We went to Sure\nStart and back")
    session.consent.choose(story.id, Sharing.ANONYMOUS)
    _view(window).leaving.settle((story.id,))
    page = _names(window)
    assert page.marked.toPlainText() == "We went to Sure\nStart1 and back"
    assert page.printed.toPlainText() == "We went to [forename] and back"


@pytest.mark.slow
def test_large_text_leaves_every_answer_whole(
    window: Window, qtbot: QtBot, qapp: QApplication
) -> None:
    """At 200 per cent what does not fit scrolls; no row of what was found is pressed flat."""
    story = _told(window, 0, "Dawn rang Cy and Brian and Sure Start")
    session = _session(window)
    session.consent.look_for("Sure Start")
    session.consent.choose(story.id, Sharing.ANONYMOUS)
    theme = Theme(LIGHT, scale=2.0, still=True)
    apply_theme(qapp, theme)
    view = shown(qtbot, CircleView(theme, session), front=False)
    view.leaving.settle((story.id,))
    breathe(50)
    page = view.leaving.page
    assert isinstance(page, NamesPage)
    assert len(page.rows) == 4
    for row in page.rows:
        assert row.choice.height() >= row.choice.sizeHint().height()
    view.leaving.ask((story.id,))
    breathe(50)
    reading = view.leaving.page
    assert isinstance(reading, ReadingPage)
    assert reading.area.height() > 400
    view.leave()


@pytest.mark.slow
def test_what_to_look_at_too_holds_nothing_back(window: Window) -> None:
    """Beside the names a quiet list: with the sentence around, and a way to have a word found."""
    story = _told(window, points="Dawn rang Hart Lane. Ring 07700 900123.")
    session = _session(window)
    session.consent.choose(story.id, Sharing.ANONYMOUS)
    _pane(window).leave.look.click()
    page = _names(window)
    assert [row.found.text for row in page.rows] == ["Dawn"]
    assert [row.pointed.text for row in page.hints.rows] == ["Hart Lane", "07700 900123"]
    assert page.hints.isVisible()
    assert page.hints.rows[0].find_it.accessibleDescription() == (
        "a capital letter: Dawn rang Hart Lane."
    )
    page.rows[0].setFocus()
    breathe(20)
    QTest.keyClick(page.rows[0], Qt.Key.Key_1)
    assert page.let.not_now is False
    page.hints.rows[0].find_it.setFocus()
    QTest.keyClick(page.hints.rows[0].find_it, Qt.Key.Key_Space)
    assert session.state.circle.also == ("Hart Lane",)
    assert [row.found.text for row in page.rows] == ["Dawn", "Hart Lane"]
    assert [row.pointed.text for row in page.hints.rows] == ["07700 900123"]
    assert page.let.not_now is True


@pytest.mark.slow
def test_a_long_list_to_look_at_too_says_how_much_more_there_is(window: Window) -> None:
    """The window does not stand still for a thousand rows."""
    story = _told(
        window, points="Dawn: " + " ".join(f"so {number} came" for number in range(100, 145))
    )
    _session(window).consent.choose(story.id, Sharing.ANONYMOUS)
    _view(window).leaving.settle((story.id,))
    page = _names(window)
    assert len(page.hints.rows) == 40
    assert page.hints.more.text() == "And five words more."


def _far_apart() -> str:
    """Words of a story: a name at its end, two words to look at too before and behind."""
    lines = "\n".join(["and so on"] * 60)
    return f"Fancy that Hart came\n{lines}\nthen Cy went\n{lines}\nso Poole rang"


@pytest.mark.slow
def test_the_arrows_go_through_what_to_look_at_too(window: Window) -> None:
    """Names, then what need not be answered, then the way on; and back; the story follows each."""
    story = _told(window, 0, _far_apart())
    _session(window).consent.choose(story.id, Sharing.ANONYMOUS)
    _view(window).leaving.settle((story.id,))
    page = _names(window)
    breathe(20)
    hints = [row.find_it for row in page.hints.rows]
    assert [row.pointed.text for row in page.hints.rows] == ["Hart", "Poole"]
    bar = page.text_area.verticalScrollBar()
    seen: list[int] = []
    for stop in (page.rows[0], *hints, page.let):
        assert QApplication.focusWidget() is stop
        breathe(20)
        seen.append(bar.value())
        QTest.keyClick(stop, Qt.Key.Key_Down)
    middle, first, last, _at_the_way_on = seen
    assert first < page.text_area.height() < middle < last
    assert QApplication.focusWidget() is page.let, "there is nothing behind the way on"
    for stop in (*reversed(hints), page.rows[0], page.rows[0]):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Up)
        assert QApplication.focusWidget() is stop


@pytest.mark.slow
def test_the_story_goes_to_the_name_itself_not_to_letters_like_it(window: Window) -> None:
    """It is not the "Cy" of "Fancy"; and what goes over two lines has its place too."""
    session = _session(window)
    session.consent.look_for("Sure Start")
    lines = "and\n" * 60
    story = _told(window, 0, f"Fancy that\n{lines}then Cy went\n{lines}to Sure\nStart")
    session.consent.choose(story.id, Sharing.ANONYMOUS)
    _view(window).leaving.settle((story.id,))
    page = _names(window)
    breathe(20)
    bar = page.text_area.verticalScrollBar()
    at_cy = bar.value()
    assert at_cy > page.text_area.height()
    QTest.keyClick(page.rows[0], Qt.Key.Key_Down)
    assert page.rows[1].hasFocus()
    assert bar.value() > at_cy + page.text_area.height()


@pytest.mark.slow
def test_what_is_to_be_found_too_is_asked_at_once(window: Window) -> None:
    """By keys alone: it stands among the names, and has the focus there."""
    story = _told(window, points="Dawn rang Hart Lane. Ring 07700 900123.")
    session = _session(window)
    session.consent.choose(story.id, Sharing.ANONYMOUS)
    _view(window).leaving.settle((story.id,))
    page = _names(window)
    breathe(20)
    QTest.keyClick(page.rows[0], Qt.Key.Key_Down)
    QTest.keyClick(page.hints.rows[0].find_it, Qt.Key.Key_Space)
    breathe(20)
    assert [row.found.text for row in page.rows] == ["Dawn", "Hart Lane"]
    assert page.rows[1].hasFocus()
    QTest.keyClick(page.rows[1], Qt.Key.Key_Down)
    assert page.hints.rows[0].find_it.hasFocus()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1024, 700), (1366, 768)])
def test_large_text_leaves_each_choice_and_find_it_in_sight_by_keys(
    library: Library,
    clock: SimulatedClock,
    qtbot: QtBot,
    qapp: QApplication,
    size: tuple[int, int],
) -> None:
    """At 200 per cent: whatever the arrows go to is seen whole, with its four choices."""
    theme = Theme(LIGHT, scale=2.0, still=True)
    apply_theme(qapp, theme)
    window = shown(qtbot, Window(theme, library, clock), *size, front=False)
    window.start_circle()
    session = _session(window)
    session.members.set_names("Brian R\nDawn G\nCy")
    session.time.go(Stage.STORIES)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    story = _told(window, 0, _far_apart())
    session.consent.choose(story.id, Sharing.ANONYMOUS)
    _view(window).leaving.settle((story.id,))
    breathe(50)
    page = _names(window)
    parts = page.rows[0].choice.findChildren(QRadioButton)
    assert len(parts) == 4
    for part in parts:
        assert _seen_whole(part)
    for row in page.hints.rows:
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Down)
        breathe(50)
        assert row.find_it.hasFocus()
        assert _seen_whole(row.find_it)


def _seen_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()
