"""Whether somebody left, or is a newcomer by another name: it is asked, once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from storycircle.core import stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Sharing
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked, Question, Reply
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.session.session import Session
from storycircle.ui.session.view_models import gather_ring


@pytest.fixture
def session(library: Library, clock: SimulatedClock, qtbot: QtBot) -> Session:
    """A circle of three that gathers."""
    assert qtbot is not None
    begun = new_session(library, clock)
    begun.members.set_names("Brian R\nDawn G, health visiting\nSandra S")
    return begun


@pytest.fixture
def told(session: Session) -> str:
    """The id of the first member, whose story is written."""
    member = session.state.circle.members[0].id
    session.write(stories.with_story(session.state.circle, member, title="His"))
    return member


def _asked(session: Session) -> Question:
    question = session.prompts.current()
    assert question is not None
    assert question.asked is Asked.LEFT
    return question


def _names(session: Session) -> list[str]:
    return [member.name for member in session.state.circle.members]


def test_another_name_in_the_place_of_a_teller_is_asked_about(session: Session, told: str) -> None:
    """The same person: the story stays theirs, under the name they have now."""
    session.members.set_names("Zelda\nDawn G, health visiting\nSandra S")
    question = _asked(session)
    assert question.title == "Is Zelda the same person as Brian R?"
    assert question.answers[0][0] is Reply.KEEP
    session.prompts.reply(Asked.LEFT, Reply.SAME)
    assert _names(session) == ["Zelda", "Dawn G", "Sandra S"]
    story = session.state.circle.story_of(told)
    assert story is not None
    assert story.title == "His"
    assert session.state.circle.members[0].id == told
    assert session.prompts.current() is None


def test_a_newcomer_inherits_nothing(session: Session, told: str) -> None:
    """Whoever left is kept among those who were here, with their story."""
    session.members.set_names("Zelda\nDawn G, health visiting\nSandra S")
    session.prompts.reply(Asked.LEFT, Reply.LEFT)
    assert _names(session) == ["Zelda", "Dawn G", "Sandra S"]
    assert session.state.circle.past[-1].id == told
    assert session.state.circle.story_of(session.state.circle.members[0].id) is None


@pytest.mark.usefixtures("told")
def test_unanswered_nobody_is_gone(session: Session) -> None:
    """Put off, both are here, and it is not asked a second time."""
    session.members.set_names("Zelda\nDawn G, health visiting\nSandra S")
    session.prompts.put_off(Asked.LEFT)
    assert _names(session) == ["Brian R", "Zelda", "Dawn G", "Sandra S"]
    assert session.prompts.current() is None


def test_a_line_rubbed_out_is_asked_about(session: Session, told: str) -> None:
    """Who left comes back when the name is typed again, with their seat and their story."""
    session.members.set_names("Dawn G, health visiting\nSandra S")
    assert "Brian R is not in the list any more" in _asked(session).title
    session.prompts.reply(Asked.LEFT, Reply.LEFT)
    assert _names(session) == ["Dawn G", "Sandra S"]
    session.members.set_names("Dawn G, health visiting\nSandra S\nBrian R")
    assert session.state.circle.members[2].id == told
    assert session.state.circle.story_of(told) is not None


def test_in_a_running_round_who_stays_keeps_their_turn(session: Session) -> None:
    """Spoken is spoken, whatever the list says for a moment."""
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    session.turns.next()
    brian = session.state.circle.members[0].id
    session.members.set_names("Robert\nDawn G, health visiting\nSandra S")
    session.prompts.put_off(Asked.LEFT)
    assert session.state.round is not None
    assert [turn.member for turn in session.state.round.heard] == [brian]
    assert brian in session.state.round.seats


def test_no_moment_has_the_new_name_with_the_old_leave(session: Session, told: str) -> None:
    """What is saved, a kill may leave: the name and the leave change in one act."""
    session.consent.choose(session.state.circle.stories[0].id, Sharing.NAMED)
    seen: list[tuple[str, Sharing]] = []
    session.changed.connect(
        lambda _parts: seen.append(
            (session.state.circle.members[0].name, session.state.circle.stories[0].sharing)
        )
    )
    session.members.set_names("Brian Robinson\nDawn G, health visiting\nSandra S")
    assert session.state.circle.members[0].id == told
    assert seen == [("Brian Robinson", Sharing.STAYS)]


def test_the_same_person_by_another_name_is_asked_again(session: Session, told: str) -> None:
    """Who may leave as Brian R was not asked about Zelda."""
    session.consent.choose(session.state.circle.stories[0].id, Sharing.NAMED)
    session.members.set_names("Zelda\nDawn G, health visiting\nSandra S")
    session.prompts.reply(Asked.LEFT, Reply.SAME)
    assert session.state.circle.members[0].id == told
    assert session.state.circle.stories[0].sharing is Sharing.STAYS


# What is half typed.


def _on_disk(session: Session) -> Circle:
    """The circle as another window would find it, were this one killed now."""
    kept = session.library.circle(session.state.circle.id)
    assert kept is not None
    return kept


_NAMES = "Brian R|Brian|B||Dawn G, health visiting|Dawn Green|Dawn|D|Sandra S|Sandra Smith|Zelda"
LINES = st.lists(st.sampled_from(_NAMES.split("|")), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(LINES, min_size=1, max_size=4))
def test_nobody_bears_a_name_before_the_list_is_settled(
    session: Session, typed: list[list[str]]
) -> None:
    """Whatever is typed, cut, and left half done: on the disk everybody who was here and still is
    has the name they had; and whoever was to leave with that name leaves with no other.
    """
    session.members.set_names("Brian R\nDawn G, health visiting\nSandra S")
    members = session.state.circle.members
    session.write(stories.with_story(session.state.circle, members[1].id, title="Hers"))
    story = session.state.circle.stories[0].id
    session.consent.choose(story, Sharing.NAMED)
    before = {member.id: member for member in members}
    session.members.begin_names()
    for lines in typed:
        session.members.type_names("\n".join(lines))
        kept = _on_disk(session)
        for member in kept.members:
            assert member == before.get(member.id, member)
        (told,) = kept.stories
        assert told.choice is not None
        assert told.choice.words.teller == kept.member(members[1].id).name == "Dawn G"


def _sharing(session: Session) -> list[str]:
    return [story.sharing.value for story in session.state.circle.stories]


def test_a_name_half_typed_is_shown_and_takes_effect_when_it_is_settled(session: Session) -> None:
    """The ring of Gather shows it; the yes that was given under the other one ends with it."""
    dawn = session.state.circle.members[1]
    session.write(stories.with_story(session.state.circle, dawn.id, title="Hers"))
    session.consent.choose(session.state.circle.stories[0].id, Sharing.NAMED)
    session.members.begin_names()
    assert session.members.type_names("Brian R\nDawn Green, health visiting\nSandra S")
    assert [seat.name for seat in gather_ring(session).seats][1] == "Dawn Green"
    assert _names(session)[1] == "Dawn G"
    assert _sharing(session) == ["named"]
    session.members.set_names("Brian R\nDawn Green, health visiting\nSandra S")
    assert _names(session)[1] == "Dawn Green"
    assert _sharing(session) == ["stays"]
    assert not session.state.renaming
    assert _on_disk(session) == session.state.circle


def test_typed_back_as_it_was_nothing_waits(session: Session) -> None:
    """And whoever is new has their name at once, letter by letter."""
    session.members.begin_names()
    assert session.members.type_names("Brian\nDawn G, health visiting\nSandra S")
    assert not session.members.type_names("Brian R\nDawn G, health visiting\nSandra S\nEw")
    assert not session.members.type_names("Brian R\nDawn G, health visiting\nSandra S\nEwa")
    assert _names(session) == ["Brian R", "Dawn G", "Sandra S", "Ewa"]


def test_an_answer_holds_while_the_list_is_being_edited(session: Session, told: str) -> None:
    """The same person by another name, and the next letter typed gives nobody the old one back."""
    session.members.set_names("Zelda\nDawn G, health visiting\nSandra S")
    session.members.begin_names()
    session.prompts.reply(Asked.LEFT, Reply.SAME)
    assert not session.members.type_names("Zelda\nDawn G, health visiting\nSandra S\nE")
    assert session.state.circle.member(told).name == "Zelda"
