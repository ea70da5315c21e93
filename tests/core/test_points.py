"""Key points, and how deep they stand."""

from storycircle.core.model import Circle, Member
from storycircle.core.stories import with_story
from storycircle.core.text import Point, points_of


def test_points_are_indented_by_tabs_and_never_by_two_at_once() -> None:
    """Empty lines are no points; a leap in depth is one step."""
    text = "\tFirst\n\n\tUnder it\n\t\t\t\tDeeper\n \nLast  "
    assert points_of(text) == (
        Point("First"),
        Point("Under it", 1),
        Point("Deeper", 2),
        Point("Last"),
    )
    assert points_of("") == ()


def test_tabs_are_kept_as_they_were_typed() -> None:
    """The plain text is what the screen and the file hold."""
    circle = Circle("c", 1, members=(Member("a", "Al"),))
    circle = with_story(circle, "a", points="One\n\tTwo\x07\n", tags=("Trust", " trust ", ""))
    assert circle.stories[0].points == "One\n\tTwo"
    assert circle.stories[0].tags == ("Trust",)
