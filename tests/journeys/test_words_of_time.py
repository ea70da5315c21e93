"""What the window says of the time and of the round is true, in cases that are seldom seen."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Reply
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.home.view_model import on_this_laptop
from storycircle.ui.room.display import room_view
from storycircle.ui.session.circle_rail import rail_view
from storycircle.ui.session.view_models import stories_ring
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.tip import plain_tip
from storycircle.ui.widgets.ring.ring_model import SeatState
from tests.journeys.venue import SIX, Venue, tell

pytestmark = pytest.mark.slow

EVERYBODY = range(6)


def _say_the_times(venue: Venue) -> None:
    """The times that are shown are what was agreed: only then can one be early or late by them."""
    host = venue.session
    host.apply(replace(host.state, plan=replace(host.state.plan, made=True)))


def _rail(venue: Venue) -> tuple[str, str]:
    view = rail_view(venue.session)
    return view.pace, view.foot


def _middle(venue: Venue) -> tuple[str, ...]:
    ring = stories_ring(venue.session)
    return (ring.name, *ring.lines)


def _room_middle(venue: Venue) -> tuple[str, ...]:
    ring = room_view(venue.session, calm=False).ring
    assert ring is not None
    return (ring.name, *ring.lines)


def test_all_heard_is_said_where_all_told(venue: Venue) -> None:
    """The plain end of a round."""
    for _member in EVERYBODY:
        tell(venue, 100)
    assert _middle(venue) == ("All heard", "Every story is told.", "Ctrl Enter goes on")
    assert _room_middle(venue) == ("All heard", "Every story is told.")


def test_nobody_is_said_to_have_told_who_passed_twice(venue: Venue) -> None:
    """On the laptop, before the room, on the buttons and on the first page."""
    for _member in range(4):
        tell(venue, 100)
    venue.keyboard.press("P", "P", "P", "P")
    assert _middle(venue)[:2] == ("Round over", "Four told, two passed.")
    assert _room_middle(venue) == ("Round over", "Four told, two passed.")
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    assert screen.pass_.toolTip() == plain_tip("Nobody is left to speak in this round.")
    venue.window.go_home()
    said = " ".join(text.text() for text in venue.window.home.findChildren(Text))
    assert "Four told, two passed." in said


def test_a_circle_whose_people_are_all_away_says_so(venue: Venue) -> None:
    """Nobody has told anything: nothing is called heard."""
    ring = venue.view.screen_of_stage().ring  # type: ignore[attr-defined]
    for member in venue.session.state.circle.members:
        ring.focusSeat(member.id)
        venue.keyboard.press("A")
    assert _middle(venue)[:2] == ("Nobody is here", "All six are away.")


def test_after_the_second_round_responses_are_spoken_of(venue: Venue) -> None:
    """Its last turn, its end, and going back at its beginning have words of their own."""
    for _member in EVERYBODY:
        tell(venue, 100)
    venue.keyboard.press("S")
    refused: list[str] = []
    venue.session.refused.connect(refused.append)
    venue.clock.forward(1)
    venue.keyboard.press("PageUp")
    assert refused == ["The second round begins here. U undoes, back to the first."]
    for _member in range(5):
        tell(venue, 20)
    venue.keyboard.press("Space")
    assert _room_middle(venue)[-1] == "the last response"
    venue.keyboard.press("Ctrl+4")
    assert venue.asked() == "Andrew H has not responded."
    venue.keyboard.press("Esc", "Right")
    assert _middle(venue)[:2] == ("All heard", "Everyone has responded.")


def test_short_time_in_the_second_round_is_said_of_a_response(venue: Venue) -> None:
    """The least of a response is not the shortest turn that was set."""
    for _member in EVERYBODY:
        tell(venue, 240)
    venue.keyboard.press("S")
    venue.look()
    question = venue.session.prompts.current()
    assert question is not None
    assert question.text == "That is 0:10 each, and the shortest response is 0:30."


def test_a_late_start_keeps_the_second_round_that_is_kept(venue: Venue) -> None:
    """Both answers leave a minute each to respond: that is what the shares will be."""
    venue.session.time.keep_second_round(True)
    venue.pass_time(6 * 60)
    question = venue.session.prompts.current()
    assert question is not None
    assert question.text == (
        "As planned they end at 10.30, with 2:10 each and one minute to respond. "
        "Full times are 3:10 each."
    )
    assert venue.round.next_share(venue.clock.reading()) == 130
    card = venue.view.questioning.card
    assert card is not None
    card.answered.emit("full_times")
    assert venue.round.next_share(venue.clock.reading()) == 190


def test_the_rail_says_late_before_a_stage_is_started(venue: Venue) -> None:
    """Stories and Dialogue that were to begin are not on time."""
    _say_the_times(venue)
    assert _rail(venue) == ("on time", "Stories begin at 10.05")
    venue.pass_time(6 * 60)
    assert _rail(venue) == ("6 min behind", "Stories were to begin at 10.05")
    venue.keyboard.press("Space")
    assert _rail(venue) == ("on time", "Stories end at 10.30")
    for _member in EVERYBODY:
        venue.clock.forward(190)
        venue.keyboard.press("Right", "Space")
    venue.session.time.go(Stage.DIALOGUE)
    venue.pass_time(7 * 60)
    assert _rail(venue) == ("7 min behind", "Dialogue was to begin at 10.30")
    venue.keyboard.press("Ctrl+Space")
    assert _rail(venue) == ("7 min behind", "Dialogue ends at 10.57")


def test_stories_told_early_are_in_hand(venue: Venue) -> None:
    """Six short stories: there is time over, in Stories and as Dialogue is opened."""
    _say_the_times(venue)
    for _member in EVERYBODY:
        tell(venue, 150)
    assert _rail(venue) == ("10 min in hand", "Dialogue begins at 10.30")
    venue.pass_time(2 * 60)
    assert _rail(venue) == ("8 min in hand", "Dialogue begins at 10.30")
    venue.session.time.go(Stage.DIALOGUE)
    assert _rail(venue) == ("8 min in hand", "Dialogue begins at 10.30")
    venue.keyboard.press("Ctrl+Space")
    assert _rail(venue) == ("8 min in hand", "Dialogue ends at 10.42")


def test_a_stage_that_stands_would_end_later(venue: Venue) -> None:
    """Dialogue paused; Stories that stand meanwhile; Stories seen to go from another stage."""
    _say_the_times(venue)
    tell(venue, 240)
    venue.session.time.go(Stage.DIALOGUE)
    assert _rail(venue) == ("on time", "Stories end at 10.30")
    venue.keyboard.press("Ctrl+Space")
    venue.pass_time(5 * 60)
    venue.keyboard.press("Ctrl+Space")
    venue.pass_time(2 * 60)
    assert _rail(venue)[1] == "Dialogue would end at 10.31"
    venue.session.time.go(Stage.STORIES)
    assert _rail(venue) == ("7 min behind", "Stories would end at 10.37")


def test_a_stage_too_short_for_its_people_is_behind(venue: Venue) -> None:
    """Five people have a minute each at the least: three minutes are not enough."""
    _say_the_times(venue)
    tell(venue, 22 * 60)
    assert _rail(venue) == ("2 min behind", "Stories end at 10.32")


@pytest.mark.parametrize(
    ("typed", "left", "ends"),
    [
        ("until 10.45", 16 * 60, "10.45"),
        ("30 min", 28 * 60, "10.57"),
        ("until 11", 31 * 60, "11.00"),
    ],
)
def test_a_time_that_is_typed_is_the_rounds_own(
    venue: Venue, typed: str, left: float, ends: str
) -> None:
    """The stories stood for twenty minutes while Dialogue was begun: until 10.45 means 10.45."""
    _say_the_times(venue)
    tell(venue, 120)
    venue.session.time.go(Stage.DIALOGUE)
    venue.session.time.start_stage()
    venue.clock.forward(22 * 60)
    venue.session.time.go(Stage.STORIES)
    assert venue.session.time.set_time(typed)
    assert venue.round.time_left(venue.clock.reading()) == left
    venue.keyboard.press("Space")
    QApplication.processEvents()
    assert _rail(venue) == ("on time", f"Stories end at {ends}")


def test_a_later_end_is_later_than_the_stories_end_as_they_go(venue: Venue) -> None:
    """After a stand the answer names the time at which the stage will truly end."""
    _say_the_times(venue)
    venue.session.time.go(Stage.DIALOGUE)
    venue.session.time.go(Stage.STORIES)
    tell(venue, 22 * 60)
    venue.session.time.go(Stage.DIALOGUE)
    venue.session.time.start_stage()
    venue.clock.forward(10 * 60)
    venue.session.time.go(Stage.STORIES)
    question = venue.session.prompts.current()
    assert question is not None
    assert dict(question.answers)[Reply.END_LATER] == "End at 10.43"
    card = venue.view.questioning.card
    assert card is not None
    card.answered.emit("end_later")
    venue.keyboard.press("Space")
    assert _rail(venue) == ("on time", "Stories end at 10.43")


def test_the_first_page_draws_a_circle_in_dialogue_as_it_told(venue: Venue) -> None:
    """Two told, one passed and one is away: the others' stories were not heard."""
    tell(venue, 100)
    tell(venue, 100)
    venue.keyboard.press("P")
    ring = venue.view.screen_of_stage().ring  # type: ignore[attr-defined]
    ring.focusSeat(venue.session.state.circle.members[4].id)
    venue.keyboard.press("A")
    venue.session.time.go(Stage.DIALOGUE)
    venue.window.go_home()
    where = on_this_laptop(venue.window.library, venue.clock).where
    assert where is not None
    heard, waiting = SeatState.HEARD, SeatState.WAITING
    assert where.seats == (heard, heard, SeatState.PASSED, waiting, SeatState.AWAY, waiting)


@pytest.mark.parametrize("key", ["P", "A"])
def test_a_name_cut_and_pasted_leaves_its_seat_as_it_was(venue: Venue, key: str) -> None:
    """Who passed or is away stays so, though the line was out of the list for a moment."""
    ring = venue.view.screen_of_stage().ring  # type: ignore[attr-defined]
    ring.focusSeat(venue.session.state.circle.members[0].id)
    venue.keyboard.press(key)
    before = venue.round
    venue.keyboard.press("Ctrl+1")
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    first, *others = SIX.split("\n")
    for typed in ("\n".join(others), "\n".join((first, *others))):
        screen.names.set_text(typed)
        QApplication.processEvents()
    venue.keyboard.press("Ctrl+3")
    assert [member.name for member in venue.session.state.circle.members] == [first, *others]
    assert venue.round == before
