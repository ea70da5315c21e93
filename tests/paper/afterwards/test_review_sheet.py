"""The review sheet holds every word, however long, and names as the event's rule says."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from storycircle.core.consent.shareable import leaving
from storycircle.core.i18n.language import speaking
from storycircle.core.model import Action, Circle, Event, Member, NamesOnPaper
from storycircle.languages import named
from storycircle.paper.afterwards.review_sheet import draw_review_sheets

MEMBERS = tuple(Member(str(n), f"Name{n} Longsurname") for n in range(15))


def sheets(count: int, times: int, event: Event) -> list[str]:
    """The text of each page, for so many actions of so many sentences."""
    words = [" ".join(f"w{place}x{n}" for n in range(times)) for place in range(count)]
    actions = tuple(
        Action(f"a{n}", text, tuple(m.id for m in MEMBERS[:8]), "September")
        for n, text in enumerate(words)
    )
    circle = Circle("c", 12345, "e", members=MEMBERS, actions=actions)
    pdf = draw_review_sheets(event, [leaving(circle)]).pdf
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    whole = " ".join(pages).split()
    assert [word for text in words for word in text.split() if word not in whole] == []
    return pages


@pytest.mark.parametrize(
    ("language", "times", "pages"),
    [("en", 4, 1), ("cy", 12, 1), ("en", 50, 2), ("cy", 45, 2), ("en", 180, 3)],
)
def test_no_word_is_cut(language: str, times: int, pages: int) -> None:
    """Fewer lines, smaller type, then a further sheet; each has its boxes and its foot."""
    with speaking(named(language)):
        made = sheets(3, times, Event("e", "An event", "2007-06-14"))
    assert len(made) == pages
    if language == "en":
        assert all("let go" in page and "told by" in page for page in made)


def test_the_longest_action_there_may_be_stands_on_one_sheet() -> None:
    assert len(sheets(1, 800, Event("e", f"An event {'long ' * 60}", "2007-06-14"))) == 1


def test_names_follow_the_events_rule() -> None:
    (page,) = sheets(1, 4, Event("e", "An event", names_on_paper=NamesOnPaper.FIRST_WORD))
    assert "Name1" in page
    assert "Longsurname" not in page
    (page,) = sheets(1, 4, Event("e", "An event", names_on_paper=NamesOnPaper.NONE))
    assert "Name1" not in page
