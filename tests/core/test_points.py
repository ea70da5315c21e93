"""Key points, and how deep they stand."""

from storycircle.core.keeping import keep_until
from storycircle.core.model import Circle, Event, Member
from storycircle.core.points import Point, points_of
from storycircle.core.writing import with_story


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


def test_a_circle_is_kept_until_the_events_day_or_so_long_after_it_was_held() -> None:
    """Where neither is known nobody is asked."""
    from datetime import date, datetime

    held = datetime(2007, 6, 14, 13)  # noqa: DTZ001 (the room's own time)
    event = Event("e", "E", keep_until="2007-12-31")
    assert keep_until(event, held, 90) == date(2007, 12, 31)
    assert keep_until(Event("e", "E"), held, 90) == date(2007, 9, 12)
    assert keep_until(None, None, 90) is None
