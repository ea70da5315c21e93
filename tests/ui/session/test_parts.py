"""Each part of the session, alone with a session that holds a state and nothing else."""

from msgspec.structs import replace

from storycircle.core.settings import Settings
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked, Reply
from storycircle.ui.session.prompts import Prompts
from storycircle.ui.session.sleep_watch import SleepWatch, resumed
from storycircle.ui.session.state import Part, differing, put_back, values
from storycircle.ui.session.timekeeper import Timekeeper
from storycircle.ui.session.turns import Turns
from tests.ui.session.fake_host import host_of


def _no_name(*_: object) -> None:
    """No question here is about a name."""


def test_a_turn_is_an_act_and_a_refused_one_changes_nothing() -> None:
    """Undo takes a turn back; a command that cannot be is said, and the state stays as it is."""
    host = host_of()
    turns = Turns(host)
    turns.start_or_pause()
    assert host.undoable == [True]
    before = host.state
    turns.next_round()
    assert host.refusals
    assert host.state == before


def test_a_turn_that_begins_pauses_the_clock_of_another_stage() -> None:
    """One clock runs at a time."""
    host = host_of()
    host.state = replace(host.state, stage=Stage.DIALOGUE)
    Timekeeper(host).start_stage()
    running = [host.state.going]
    Turns(host).start_or_pause()
    running.append(host.state.going)
    assert running == [Stage.DIALOGUE, Stage.STORIES]
    assert host.state.clocks.running is None


def test_who_passes_twice_is_not_asked_a_third_time() -> None:
    """Passing is fine, and passing again is fine."""
    host = host_of(2)
    turns = Turns(host)
    said = []
    for _ in range(4):
        turns.pass_()
        said += host.messages[-1:]
    assert [sentence.endswith("asked again at the end.") for sentence in said] == [
        True,
        True,
        False,
        False,
    ]


def test_sleep_is_charged_to_nobody_until_somebody_says_so() -> None:
    """The speaker keeps their time; the answer gives it to the turn, once."""
    host = host_of()
    watch, prompts = SleepWatch(host), Prompts(host, _no_name)
    Turns(host).start_or_pause()
    host.clock.sleep(60)
    watch.tick()
    assert host.state.round is not None
    assert host.state.round.elapsed(host.clock.reading()) == 0
    question = prompts.current()
    assert question is not None
    assert question.asked is Asked.GAP
    prompts.reply(Asked.GAP, Reply.COUNTED)
    assert host.state.round.elapsed(host.clock.reading()) == 60
    assert prompts.current() is None


def test_a_question_that_was_put_off_is_no_act_and_does_not_come_again() -> None:
    """Putting off is not undone, and holds for that turn."""
    host = host_of(3)
    prompts = Prompts(host, _no_name)
    host.clock.forward(3_600)
    question = prompts.current()
    assert question is not None
    prompts.put_off(question.asked)
    assert host.undoable == [False]
    again = prompts.current()
    assert again is None or again.asked is not question.asked


def test_a_breath_of_a_set_length_ends_by_itself_unless_something_is_asked() -> None:
    """Nobody's turn begins under a question."""
    for asking in (True, False):
        host = host_of()
        host.state = replace(host.state, settings=Settings(breath=15))
        turns = Turns(host)
        turns.start_or_pause()
        host.clock.forward(30)
        turns.next()
        host.clock.forward(16)
        turns.end_breath(asking=asking)
        assert host.state.round is not None
        assert host.state.round.running is not asking


def test_a_circle_that_is_carried_on_after_a_crash_asks_about_the_time_between() -> None:
    """It stands paused, and the time since counts for nobody yet."""
    host = host_of()
    Turns(host).start_or_pause()
    host.clock.forward(20)
    saved = host.state.paused(host.clock.reading(), host.clock.now())
    host.clock.forward(90)
    state = resumed(replace(host.state, round=saved.round), saved, host.clock)
    assert state.gap is not None
    assert state.gap.seconds == 90
    assert not state.gap.slept
    assert state.round is not None
    assert not state.round.running


def test_what_is_put_back_is_what_the_act_changed_and_nothing_written_since() -> None:
    """A name that came since stays, and so does the number of the circle."""
    host = host_of()
    before = host.state
    Turns(host).start_or_pause()
    parts = differing(before, host.state)
    assert parts == {Part.ROUND}
    later = replace(host.state, circle=replace(host.state.circle, number=7))
    assert differing(host.state, later) == {Part.DETAILS}
    back = put_back(later, values(before, parts), host.clock.reading())
    assert back.round == before.round
    assert back.circle.number == 7
    assert back.by_hand == back.where
