"""Rounds with names in the running window, by keys: chosen, named, moved, held, noted, passed."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.open_screen import OpenScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.rounds.rounds_editor import RoundsEditor
from storycircle.ui.widgets.controls.keycap import HintLine
from storycircle.ui.widgets.display.label import Text
from tests.journeys.venue import Venue, tell

pytestmark = pytest.mark.slow


def editor(venue: Venue) -> RoundsEditor:
    """The list of rounds, open by its key."""
    if venue.view.rounds is None or not venue.view.rounds.isVisible():
        venue.keyboard.press("Ctrl+b")
    assert venue.view.rounds is not None
    return venue.view.rounds.editor


def choose(venue: Venue, title: str) -> None:
    """A shape, in the field that has the focus as the page opens."""
    shape = editor(venue).shape
    assert shape.hasFocus()
    while shape.currentText() != title:
        QTest.keyClick(shape, Qt.Key.Key_Down)
    QApplication.processEvents()


def press_alt(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()


def texts(venue: Venue) -> list[str]:
    """All words on screen that are no button's."""
    found: list[Text] = venue.window.findChildren(Text)
    return [text.text() for text in found if text.isVisible()]


def hinted(venue: Venue) -> str:
    """What the line below the ring says of its keys; a notice takes its place for a while."""
    lines = [one.accessibleName() for one in screen(venue).findChildren(HintLine)]
    (line,) = (said for said in lines if "the room" in said)
    return line


def names(venue: Venue) -> list[str]:
    return [one.name for one in venue.session.rounds.listed()]


def screen(venue: Venue) -> StoriesScreen:
    found = venue.view.screen_of_stage()
    assert isinstance(found, StoriesScreen)
    return found


def hold(venue: Venue, seconds: float = 20) -> None:
    """The round that is on, to its end."""
    while not venue.round.over:
        tell(venue, seconds)


def test_a_shape_is_chosen_and_its_rounds_named_and_moved_by_keys(venue: Venue) -> None:
    """Every field has its name; Alt and an arrow move a round, and the focus goes along."""
    choose(venue, "Learning-set meeting")
    listed = editor(venue)
    assert names(venue) == ["Check-in", "Air time", "Closing"]
    assert "All check in" in listed.about.text()
    assert "those with minutes take 12 min of 25 min" in listed.fits.text()
    row = listed.rows[1]
    assert row.name.accessibleName() == "Name of round 2"
    assert row.time.accessibleName() == "Minutes each in round 2"
    row.name.setFocus()
    row.name.selectAll()
    venue.keyboard.write("Our questions")
    press_alt(Qt.Key.Key_Down)
    assert names(venue) == ["Check-in", "Closing", "Our questions"]
    assert row.name.hasFocus()
    press_alt(Qt.Key.Key_Up)
    press_alt(Qt.Key.Key_Up)
    assert names(venue) == ["Our questions", "Check-in", "Closing"]
    listed.add.setFocus()
    venue.keyboard.press("Space")
    assert names(venue)[-1] == "Round 4"
    venue.keyboard.write("Last word")
    venue.keyboard.press("Tab")
    venue.keyboard.write("0:45")
    venue.keyboard.press("Esc")
    assert venue.session.rounds.listed()[3].seconds == 45
    assert names(venue)[-1] == "Last word"
    assert screen(venue).isVisible()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "A round needs a name."), ("CLOSING", "Two rounds are called “Closing”")],
)
def test_a_name_that_cannot_be_stays_in_its_field_and_says_why(
    venue: Venue, typed: str, said: str
) -> None:
    """Also after the page was closed with it: nothing typed is lost, nothing of it holds."""
    choose(venue, "Learning-set meeting")
    row = editor(venue).rows[0]
    row.name.setFocus()
    row.name.selectAll()
    venue.keyboard.press("Delete")
    venue.keyboard.write(typed)
    venue.keyboard.press("Tab")
    assert said in row.remark.title
    assert names(venue)[0] == "Check-in"
    venue.keyboard.press("Esc", "Ctrl+b")
    assert said in editor(venue).rows[0].remark.title


@pytest.mark.parametrize("typed", ["0", "121", "soon"])
def test_a_time_that_cannot_be_says_why(venue: Venue, typed: str) -> None:
    choose(venue, "Council")
    row = editor(venue).rows[0]
    row.time.setFocus()
    row.time.selectAll()
    venue.keyboard.write(typed)
    venue.keyboard.press("Tab")
    assert row.remark.title
    assert venue.session.rounds.listed()[0].seconds == 30


def test_no_circle_has_twenty_rounds(venue: Venue) -> None:
    choose(venue, "Council")
    listed = editor(venue)
    for _more in range(20):
        listed.add.click()
    assert len(listed.rows) == 12
    assert listed.remark.title == "These are 13 rounds, and 12 is the most of one circle."
    listed.rows[11].away.click()
    assert len(listed.rows) == 11
    assert not listed.remark.title
    assert listed.rows[10].name.hasFocus()


def test_a_meeting_is_held_by_keys_from_its_check_in_to_its_last_word(venue: Venue) -> None:
    """The page says which round it is and its prompt; S begins the next; notes or none."""
    choose(venue, "Learning-set meeting")
    venue.keyboard.press("Esc")
    shown = texts(venue)
    assert "Round 1 of 3: Check-in" in shown
    assert "How are you here, and what is new since last time?" in shown
    assert "No notes are taken in this round." in shown
    assert not screen(venue).note.field.isVisible()
    assert "to the notes" not in hinted(venue)
    hold(venue)
    assert screen(venue).start.words == "Next round"
    venue.keyboard.press("S")
    assert "Round 2 of 3: Air time" in texts(venue)
    assert "to the notes" in hinted(venue)
    venue.keyboard.press("Space", "F6")
    assert screen(venue).note.field.hasFocus()
    venue.keyboard.write("Whom to ring")
    venue.keyboard.press("Ctrl+Enter")
    note = screen(venue).note
    assert note.field.text() == ""
    assert "Dawn G: Air time" in texts(venue)
    venue.keyboard.press("Esc")
    circle = venue.session.state.circle
    assert [one.text for one in circle.round_notes] == ["Whom to ring"]
    hold(venue)
    venue.keyboard.press("S")
    assert "No notes are taken in this round." in texts(venue)
    hold(venue)
    assert screen(venue).start.words == "To the dialogue"
    venue.keyboard.press("Ctrl+Enter")
    assert venue.stage() is Stage.DIALOGUE
    assert circle.stories == ()


def test_what_is_typed_as_a_round_ends_by_the_remote_stays_in_it(venue: Venue) -> None:
    """The focus is in the note; the next round begins under it."""
    venue.session.rounds.change(_with_notes(venue))
    hold(venue)
    venue.keyboard.press("F6")
    venue.keyboard.write("said at last")
    venue.session.turns.next_round()
    QApplication.processEvents()
    first, second = venue.session.rounds.listed()[:2]
    circle = venue.session.state.circle
    assert [(one.round, one.text) for one in circle.round_notes] == [(first.id, "said at last")]
    assert screen(venue).note.field.text() == ""
    assert second.id != first.id


def _with_notes(venue: Venue) -> tuple[NamedRound, ...]:
    choose(venue, "Learning-set meeting")
    venue.keyboard.press("Esc")
    return tuple(replace(one, notes=True) for one in venue.session.rounds.listed())


def test_where_nobody_passes_the_button_says_so(venue: Venue) -> None:
    choose(venue, "Council")
    listed = editor(venue)
    listed.rows[0].may_pass.click()
    venue.keyboard.press("Esc", "P")
    assert venue.round.current == venue.session.state.circle.members[0].id
    assert venue.round.again == ()
    assert "nobody passes" in screen(venue).pass_.toolTip()


def test_the_rounds_can_be_changed_while_one_is_on(venue: Venue) -> None:
    """The turn runs on behind the page; what has begun has no way out of its place."""
    choose(venue, "Learning-set meeting")
    venue.keyboard.press("Esc", "Space")
    venue.pass_time(10)
    listed = editor(venue)
    assert listed.rows[0].number.text() == "Round 1, begun"
    listed.rows[0].away.click()
    assert names(venue)[0] == "Check-in"
    listed.rows[2].away.click()
    assert names(venue) == ["Check-in", "Air time"]
    venue.pass_time(10)
    venue.keyboard.press("Ctrl+b")
    assert screen(venue).isVisible()
    assert venue.round.elapsed(venue.clock.reading()) == 20
    venue.keyboard.press("U")
    assert names(venue) == ["Check-in", "Air time", "Closing"]


def test_the_way_to_the_rounds_is_in_gather_and_in_open_too(venue: Venue) -> None:
    """A click on its words; Esc comes back to where it was asked for."""
    for stage in (Stage.GATHER, Stage.OPEN):
        venue.session.time.go(stage)
        screen = venue.view.screen_of_stage()
        assert isinstance(screen, GatherScreen | OpenScreen)
        way = screen.rounds
        assert way.text() == "Rounds: Story circle"
        way.click()
        assert venue.view.rounds is not None
        assert venue.view.rounds.isVisible()
        venue.keyboard.press("Esc")
        assert venue.view.screen_of_stage().isVisible()


def test_gather_says_where_the_rounds_do_not_fit(venue: Venue) -> None:
    """Six people in ten minutes: what the rounds need is said where the time is typed."""
    choose(venue, "Learning-set meeting")
    venue.keyboard.press("Esc")
    venue.session.time.go(Stage.GATHER)
    gather = venue.view.screen_of_stage()
    assert isinstance(gather, GatherScreen)
    assert gather.of_times.isHidden()
    venue.session.time.set_time("10 min")
    venue.look()
    assert gather.of_times.title == "Time is short: 10 minutes for six people."
    assert "The rounds need 18 minutes." in gather.of_times.accessibleName()


def test_a_remote_begins_the_next_round(venue: Venue) -> None:
    """Its one key goes on, whatever comes next."""
    choose(venue, "Council")
    venue.keyboard.press("Esc")
    hold(venue)
    venue.keyboard.press("PageDown")
    assert venue.round.number == 2
    assert not venue.round.begun
    venue.pass_time(2)
    venue.keyboard.press("PageDown")
    assert venue.round.running
