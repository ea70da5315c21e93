"""Open: what is read out, in words that a facilitator can change for this circle."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Event, Writer
from storycircle.core.settings import Settings
from storycircle.core.turns.opening_words import CHIME, PURPOSE, UNWRITTEN, WRITTEN, Opening
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.circle.open_screen import OpenScreen
from storycircle.ui.session import view_models
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.ring.ring_model import SeatState
from tests.support.windows import breathe

EVENT = Event("e", "E", purpose="For the children.", ground_rules=("Listen.", "Wait."))


def _session(library: Library, names: str = "Brian R\nDawn G") -> Session:
    library.save_event(EVENT)
    session = new_session(library, library.clock, EVENT)
    session.members.set_names(names)
    session.time.go(Stage.OPEN)
    return session


def _shown(qtbot: QtBot, screen: OpenScreen) -> OpenScreen:
    qtbot.addWidget(screen)
    screen.resize(1200, 900)
    screen.show()
    qtbot.waitExposed(screen)
    screen.activateWindow()
    breathe(40)
    return screen


def _read_out(screen: OpenScreen) -> list[str]:
    breathe(20)
    return [text.text() for text in screen.findChildren(Text) if text.isVisible()]


def test_the_words_of_the_event_are_read_out_and_the_time_in_words(
    qtbot: QtBot, theme: Theme, library: Library
) -> None:
    """A pack's words come before ours, and nobody has to read figures aloud."""
    session = _session(library)
    plan = session.state.plan
    ends = plan.spans[Stage.STORIES].ends.replace(hour=12, minute=10)
    session.state = replace(session.state, plan=plan.moved(Stage.STORIES, ends))
    texts = _read_out(_shown(qtbot, OpenScreen(theme, session)))
    assert {"For the children.", "Listen.", "Wait.", WRITTEN} <= set(texts)
    assert PURPOSE not in texts
    assert any("stories end at ten past twelve." in text for text in texts)


def test_f2_turns_the_words_into_fields_where_they_stand_and_keeps_what_is_typed(
    qtbot: QtBot, theme: Theme, library: Library
) -> None:
    """The facilitator's words are this circle's; the event's record is left as it is."""
    session = _session(library)
    screen = _shown(qtbot, OpenScreen(theme, session))
    (text,) = [t for t in screen.findChildren(Text) if t.text() == "For the children."]
    stood = text.mapTo(screen, text.rect().topLeft())
    QTest.keyClick(screen.writer, Qt.Key.Key_F2)
    breathe(40)
    purpose, rules, _ = screen.page.fields
    assert purpose.hasFocus()
    assert purpose.textCursor().atEnd(), "what is typed goes on behind what stands there"
    purpose.moveCursor(QTextCursor.MoveOperation.Start)
    at = purpose.viewport().mapTo(screen, purpose.cursorRect().topLeft())
    assert abs(at.x() - stood.x()) <= 2
    assert abs(at.y() - stood.y()) <= 4
    purpose.selectAll()
    QTest.keyClicks(purpose, "For us. ")
    rules.setFocus()
    rules.selectAll()
    QTest.keyClicks(rules, "One")
    QTest.keyClick(rules, Qt.Key.Key_Return)
    QTest.keyClicks(rules, "Two")
    QTest.keyClick(rules, Qt.Key.Key_Escape)
    assert not screen.page.changing
    assert {"For us.", "One", "Two"} <= set(_read_out(screen))
    assert library.opening(session.state.circle.id) == Opening("For us.", ("One", "Two"))
    assert library.events() == [EVENT]


def test_typing_is_not_tidied_under_the_cursor(
    qtbot: QtBot, theme: Theme, library: Library
) -> None:
    """A space or an empty line that is being typed stays, though it is not kept."""
    screen = _shown(qtbot, OpenScreen(theme, _session(library)))
    screen.turn()
    rules = screen.page.fields[1]
    rules.setFocus()
    QTest.keyClick(rules, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(rules, Qt.Key.Key_Return)
    screen.page.flush()
    screen.refresh()
    assert rules.text() == "Listen.\nWait.\n"


def test_leaving_the_screen_ends_the_change_and_loses_nothing(
    qtbot: QtBot, theme: Theme, library: Library
) -> None:
    """Ctrl Enter in a field, or another stage: the words are kept either way."""
    session = _session(library)
    screen = _shown(qtbot, OpenScreen(theme, session))
    asked: list[bool] = []
    screen.onRequested.connect(lambda: asked.append(True))
    screen.turn()
    QTest.keyClicks(screen.page.fields[0], " So it is.")
    QTest.keyClick(screen.page.fields[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True]
    assert not screen.page.changing
    screen.turn()
    QTest.keyClicks(screen.page.fields[0], " Well.")
    screen.hide()
    assert library.opening(session.state.circle.id) == Opening("For the children. So it is. Well.")


def test_a_rubbed_out_text_is_the_words_before(
    qtbot: QtBot, theme: Theme, library: Library
) -> None:
    """Nobody can end with nothing to read out."""
    session = _session(library)
    library.save_opening(session.state.circle.id, Opening("Mine."))
    screen = _shown(qtbot, OpenScreen(theme, session))
    assert "Mine." in _read_out(screen)
    screen.turn()
    screen.page.fields[0].selectAll()
    QTest.keyClick(screen.page.fields[0], Qt.Key.Key_Delete)
    screen.turn()
    assert "For the children." in _read_out(screen)


def test_words_that_could_not_be_saved_are_saved_when_the_disk_takes_them(
    qtbot: QtBot, theme: Theme, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk costs no words: they stay on screen, and are kept once there is room."""
    session = _session(library)
    screen = _shown(qtbot, OpenScreen(theme, session))
    states: list[bool] = []
    session.saved.connect(states.append)

    def full(*_: object) -> None:
        raise Refused("no-room")

    with monkeypatch.context() as broken:
        broken.setattr(library, "save_opening", full)
        screen.turn()
        QTest.keyClicks(screen.page.fields[0], " Now.")
        screen.turn()
        assert states[-1] is False
    assert "For the children. Now." in _read_out(screen)
    session.members.set_details(consent=True)
    assert library.opening(session.state.circle.id) == Opening("For the children. Now.")


def test_where_no_one_writes_nobody_is_asked_about_notes(
    qtbot: QtBot, theme: Theme, library: Library
) -> None:
    """The promise and the question beside it agree."""
    session = _session(library)
    screen = _shown(qtbot, OpenScreen(theme, session))
    assert screen.consent.isVisible()
    session.members.set_details(writer=Writer.NO_ONE)
    screen.refresh()
    assert UNWRITTEN in _read_out(screen)
    assert not screen.consent.isVisible()


def test_the_chime_is_announced_only_where_it_will_sound_and_can_be_heard_first(
    qtbot: QtBot, theme: Theme, library: Library
) -> None:
    """So that nobody is startled, and nobody waits for a sound that is off."""
    session = _session(library)
    screen = _shown(qtbot, OpenScreen(theme, session))
    assert CHIME not in _read_out(screen)
    played: list[bool] = []
    session.take_settings(Settings(chime=True))
    screen.refresh()
    assert CHIME in _read_out(screen)
    screen.chimeRequested.connect(lambda: played.append(True))
    screen.page.play.click()
    assert played == [True]
    session.take_settings(Settings())
    screen.refresh()
    assert CHIME not in _read_out(screen)


@pytest.mark.parametrize("names", ["", "Ann"])
def test_a_circle_of_one_or_nobody_is_told_and_led_back_to_the_names(
    qtbot: QtBot, theme: Theme, library: Library, names: str
) -> None:
    """There is a sentence and a way on, and no ring without people."""
    session = _session(library, names)
    screen = _shown(qtbot, OpenScreen(theme, session))
    assert str(Refused("too-few")) in _read_out(screen)
    assert not screen.ring.isVisible()
    screen.names.click()
    assert session.state.stage is Stage.GATHER


def test_a_name_of_hundreds_of_letters_leaves_room_for_the_words(
    qtbot: QtBot, theme: Theme, library: Library
) -> None:
    """The sentence at the foot stays a sentence."""
    screen = _shown(qtbot, OpenScreen(theme, _session(library, "x" * 300 + "\nAl")))
    (foot,) = [text for text in _read_out(screen) if text.endswith(", on your left, begins.")]
    assert len(foot) < 70


def test_the_room_is_asked_for_by_its_button(qtbot: QtBot, theme: Theme, library: Library) -> None:
    """The wish goes out as a signal; the window opens the room."""
    screen = _shown(qtbot, OpenScreen(theme, _session(library)))
    with qtbot.waitSignal(screen.roomRequested):
        screen.room.click()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_small_ring_has_its_room_at_every_size(
    library: Library, qtbot: QtBot, qapp: QApplication, scale: float
) -> None:
    """Nothing lies over it: with large text the pane scrolls."""
    theme = Theme(LIGHT, scale, still=True)
    apply_theme(qapp, theme)
    screen = _shown(qtbot, OpenScreen(theme, _session(library, "\n".join("ABCDEF"))))
    below = screen.ring.mapTo(screen, QPoint(0, screen.ring.height())).y()
    others = (screen.writer, screen.consent, screen.second, screen.room)
    assert all(other.mapTo(screen, QPoint()).y() >= below for other in others)
    assert screen.ring.height() >= theme.px(200)


def test_once_stories_are_told_open_says_how_it_is_and_that_nobody_begins(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """Before the first story it is said who begins; then who is next, and at last that all told."""
    session = _session(library)
    screen = _shown(qtbot, OpenScreen(theme, session))

    def seats() -> list[tuple[str, SeatState]]:
        screen.refresh()
        return [(seat.name, seat.state) for seat in view_models.open_ring(session).seats]

    assert seats() == [("Brian R", SeatState.NEXT), ("Dawn G", SeatState.WAITING)]
    assert screen.begins.text() == "Brian R, on your left, begins."
    assert screen.way_on.text() == "Begin the stories"
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    clock.forward(60)
    session.time.go(Stage.OPEN)
    assert seats() == [("Brian R", SeatState.SPEAKING), ("Dawn G", SeatState.NEXT)]
    assert screen.begins.text() == ""
    session.turns.next()
    assert seats() == [("Brian R", SeatState.HEARD), ("Dawn G", SeatState.NEXT)]
    assert screen.begins.text() == "Dawn G is next."
    assert screen.way_on.text() == "Back to the stories"
    session.turns.start_or_pause()
    clock.forward(60)
    session.turns.next()
    assert seats() == [("Brian R", SeatState.HEARD), ("Dawn G", SeatState.HEARD)]
    assert view_models.open_ring(session).name == "All heard"
    assert screen.begins.text() == "Every story is told."
