"""A letter to each circle holds all of its actions and nobody else's, names as the event's rule
says; the list holds every action once, also where nobody has told of any.
"""

from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from storycircle.core.consent.shareable import leaving, leaving_all
from storycircle.core.model import Action, Circle, Event, Gathered, Member, NamesOnPaper
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.jobs.afterwards.reviewing import BECAME_LIST, LETTERS, papers_of_weeks_later
from storycircle.paper.afterwards.became_letter import draw_letters

TODAY = date(2007, 9, 27)
DAWN = (Member("d", "Dawn Green"), Member("b", "Brian Reed"))
TOLD = Review("r", ReviewState.UNDER_WAY, "2007-09-06", "Two schools came.", "A third one.")


def circle(number: int, *actions: Action) -> Circle:
    return Circle(f"c{number}", number, "e", members=DAWN, actions=actions)


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def letters(event: Event, *circles: Circle) -> list[str]:
    return pages_of(draw_letters(event, [leaving(one) for one in circles], TODAY).pdf)


EVENT = Event("e", "An event", "2007-06-14", names_on_paper=NamesOnPaper.AS_TYPED)


def test_each_circle_has_a_letter_of_its_own() -> None:
    first = circle(1, Action("a", "Map circles.", ("d",), "31 July"), Action("b", "Open a day."))
    second = circle(
        2,
        Action("c", "Visit schools.", by="in two weeks", reviews=(TOLD,)),
        Action("e", "Meet again.", by="in two weeks"),
    )
    one, other = letters(EVENT, first, second)
    assert "To circle 1" in one
    assert "Map circles." in one
    assert "Open a day." in one
    assert "We have not heard yet what became of them." in one
    assert "Visit schools." not in one
    assert "We understand that" not in one  # "31 July" is the very day
    assert "You have told of one of them" in other
    assert "Under way (6 September 2007). Two schools came. Next: A third one." in other
    assert "We understand that as: 28 June 2007, thirteen weeks ago." in other
    assert "Map circles." not in other


@pytest.mark.parametrize(
    ("rule", "there", "away"),
    [
        (NamesOnPaper.AS_TYPED, "Dawn Green", "nobody"),
        (NamesOnPaper.FIRST_WORD, "Dawn and Brian", "Green"),
        (NamesOnPaper.NONE, "Two people", "Dawn"),
    ],
)
def test_names_follow_the_events_rule(rule: NamesOnPaper, there: str, away: str) -> None:
    (page,) = letters(
        Event("e", "An event", "2007-06-14", names_on_paper=rule),
        circle(1, Action("a", "Map circles.", ("d",))),
    )
    assert there in page
    assert away not in page


@pytest.mark.parametrize("times", [1, 60, 250, 700])
def test_no_word_of_a_long_action_is_cut(times: int) -> None:
    words = [" ".join(f"w{n}x{place}" for place in range(times)) for n in range(3)]
    actions = [Action(str(n), text) for n, text in enumerate(words)]
    whole = " ".join(letters(EVENT, circle(1, *actions))).split()
    assert [word for text in words for word in text.split() if word not in whole] == []
    assert "With thanks" in " ".join(whole)


def test_what_prints_of_an_event_weeks_later() -> None:
    """The list stands first and says all actions, though none was told of; nothing of a circle
    without an action.
    """
    circles = (circle(2, Action("a", "Map circles.")), circle(1, Action("b", "Go.")), circle(3))
    gathered = leaving_all(Gathered(EVENT, circles))
    now = datetime(2007, 9, 27, 10)  # noqa: DTZ001 (the room's own time)
    papers = {
        one.key: one for one in papers_of_weeks_later(EVENT, circles, 2, lambda: gathered, now)
    }
    assert [*papers][:2] == [BECAME_LIST, LETTERS]
    listed = " ".join(pages_of(papers[BECAME_LIST].ready("a4").make().pdf))
    assert "None has been told of yet." in listed
    assert listed.count("Map circles.") == listed.count("Go.") == 1
    to = pages_of(papers[LETTERS].ready("a4").make().pdf)
    assert ["To circle 1" in to[0], "To circle 2" in to[1], len(to)] == [True, True, 2]
    assert papers_of_weeks_later(EVENT, circles, 0, lambda: gathered, now) == []
