"""The facilitator's card and the sign-in sheet: method, times, keys, and names to tick."""

from collections.abc import Callable

from msgspec.structs import replace

from storycircle.core.model import Circle, Event, Gathered, Member
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.shapes.shape import SHAPES
from storycircle.core.text import fingerprint
from storycircle.paper.sheets.blank_forms import draw_names, draw_sign_in
from storycircle.paper.sheets.facilitator_card import draw_card
from storycircle.paper.typesetting.canvas import Printed
from tests.paper.conftest import MARKUP
from tests.support.a_meeting import started

Pages = Callable[[Printed], list[str]]


def test_a_card_has_the_event_times_and_its_circle(
    hartlepool: Gathered, circle_5: Circle, pages: Pages
) -> None:
    """On the day a facilitator looks up when, how long each, and who is here: on one page."""
    (text,) = pages(draw_card(hartlepool.event, circle_5))
    for said in (
        "Circle 5",
        "until 11.20",
        "11.25–11.50 Stories. 4:10 each for six",
        "12.20–12.30 Walk round.",
        "Space start, pause",
        "You may pass.",
        "How are we discovering the common ground",
        *(member.name for member in circle_5.members),
    ):
        assert said in text


def test_a_card_of_a_learning_set_speaks_of_its_meeting(pages: Pages) -> None:
    """No story, no dialogue and no plenary is in one."""
    (text,) = pages(draw_card(None, started()))
    for said in ("Rounds.", "Together.", "Close.", "Then together", "stays in the set"):
        assert said in text
    for word in ("stor", "dialogue", "lenary", "Each circle"):
        assert word not in text


def test_a_list_of_names_has_everyone_as_people_see_them(pages: Pages) -> None:
    """In seat order, numbered, a page a circle; equal names are told apart and no name is cut."""
    long = "Person with a name " * 12
    members = (Member("a", "Chris"), Member("b", "Chris"), Member("c", long.strip()))
    circles = (Circle("c", 1, members=members), Circle("d", 2, members=members[:1]))
    first, second = pages(draw_names(Event("e", "An event"), circles))
    assert "An event" in first
    assert "Circle 1" in first
    assert "1 Chris 2 Chris (2) 3 Person with a name" in first
    assert "".join(long.split()) in "".join(first.split())
    assert "Circle 2" in second


def test_a_card_without_an_event_has_lengths(pages: Pages) -> None:
    """Without a programme there are minutes, and shares for circles of a good size."""
    (text,) = pages(draw_card())
    assert "25 min Stories. 4:10 each for six, 3:30 for seven" in text
    assert "What does this mean for me/us?" in text


def test_a_card_has_the_rounds_with_their_times_and_prompts(pages: Pages) -> None:
    """The circle's own before the event's: with a watch it goes on without the laptop."""
    event = Event("e", "An event", rounds=next(s for s in SHAPES if s.key == "council").rounds())
    (text,) = pages(draw_card(event))
    assert "The rounds" in text
    assert "Opening word, 0:30 each. A word or two on how you come here." in text
    assert "With six people those with minutes take 6 min of 25 min" in text
    own = Circle("c", 1, rounds=(NamedRound("r", "Check-in", "How are you?"),))
    (text,) = pages(draw_card(event, own))
    assert "Check-in. How are you?" in text
    assert "Opening word" not in text


def test_a_card_says_which_key_the_file_is_sealed_to(pages: Pages) -> None:
    """In short, to compare by eye; nothing where there is none."""
    keys = ("age1first", "age1second")
    (text,) = pages(draw_card(Event("e", "An event", recipients=keys)))
    assert all(fingerprint(key) in text for key in keys)
    (text,) = pages(draw_card(Event("e", "An event")))
    assert "sealed" not in text


def test_a_full_card_keeps_every_name_and_question(pages: Pages) -> None:
    """Fifteen long names and twenty questions: smaller type, then a second page, nothing cut."""
    members = tuple(Member(str(n), f"Person {n} {MARKUP} {'x' * 200}") for n in range(15))
    asked = tuple(
        f"Question {n}: {'what does this mean to us here and now ' * 4}?" for n in range(20)
    )
    event = Event("e", "An event " * 40, question="why " * 500, dialogue_questions=asked)
    texts = pages(draw_card(event, Circle("c", 1, members=members)))
    said = "".join("".join(text.split()) for text in texts)
    for member in members:
        assert "".join(member.name.split()) in said
    for question in asked:
        assert "".join(question.split()) in said
    assert len(texts) < 5


def test_a_sign_in_sheet_for_each_circle(hartlepool: Gathered, pages: Pages) -> None:
    """Names to be ticked, a page for each circle; empty lines where nobody is known yet."""
    texts = pages(draw_sign_in(hartlepool.event, hartlepool.circles))
    assert len(texts) == 6
    for circle, text in zip(hartlepool.circles, texts, strict=True):
        assert f"Circle {circle.number}" in text
        assert all(member.name in text for member in circle.members)
    (empty,) = pages(draw_sign_in(None, []))
    assert "Who is here" in empty


def test_long_names_stay_on_the_sign_in_sheet(pages: Pages) -> None:
    """A name of five hundred letters is set small, and whole."""
    long = replace(Member("a", "x" * 499 + "y"))
    (text,) = pages(draw_sign_in(None, [Circle("c", 1, members=(long,))]))
    assert long.name in text.replace(" ", "")
