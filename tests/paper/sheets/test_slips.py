"""Slips to take home, and the empty sheet."""

from collections.abc import Callable

from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving
from storycircle.core.model import Circle, Gathered
from storycircle.paper.sheets.blank_forms import draw_blank
from storycircle.paper.sheets.phrases import BRING_BACK
from storycircle.paper.sheets.slips import draw_slips
from storycircle.paper.typesetting.canvas import Printed

Pages = Callable[[Printed], list[str]]


def test_each_member_has_a_slip(told: Gathered, circle_5: Circle, pages: Pages) -> None:
    """Six people, six slips on two pages, each with the question to bring back."""
    texts = pages(draw_slips(told.event, [leaving(circle_5)]))
    assert len(texts) == 2
    assert " ".join(texts).count(BRING_BACK) == 6
    for member in circle_5.members:
        assert member.name in " ".join(texts)


def test_a_slip_holds_only_what_its_member_stands_behind(circle_5: Circle, pages: Pages) -> None:
    """Nobody takes home a promise that others made; what names nobody is for everybody."""
    texts = " ".join(pages(draw_slips(None, [leaving(circle_5)])))
    everybody, three, nobody = (action.text for action in circle_5.actions)
    assert texts.count(everybody) == 6
    assert texts.count(three) == 3
    assert texts.count(nobody) == 6
    assert texts.count("for all of us: nobody was named") == 6
    assert "with Dawn G, Simon R · by 12 July 2007" in texts


def test_many_words_take_several_slips(circle_5: Circle, pages: Pages) -> None:
    """Long actions go on on a second slip: nothing is cut."""
    words = " ".join(f"word{n}" for n in range(400))
    long = replace(circle_5, actions=(replace(circle_5.actions[0], text=words),))
    texts = " ".join(pages(draw_slips(None, [leaving(long)])))
    assert "slip 1 of" in texts
    assert all(texts.split().count(word) == 6 for word in words.split())


def test_without_members_there_is_a_page_that_says_so(pages: Pages) -> None:
    """No names, no slips, and a sentence instead of an empty page."""
    assert "no slips" in pages(draw_slips(None, [leaving(Circle("c", 1))]))[0]


def test_the_empty_sheet_has_room_for_three_actions(told: Gathered, pages: Pages) -> None:
    """A circle without a laptop writes by hand on the same sheet."""
    (text,) = pages(draw_blank())
    assert text.count("by when") == 3
    assert "Our question" in text
    (text,) = pages(draw_blank(told.event))
    assert "Whole System Event · 14 June 2007" in text
