"""Words to open a circle with: an event's travel, a facilitator's stay."""

from pathlib import Path

from msgspec.structs import replace

from storycircle.core.model import Circle, Event, Member
from storycircle.core.turns.opening_words import Opening
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library

EVENT = Event("e", "E", purpose="Why.", ground_rules=("Listen.",), promise="Ours.")
MINE = Opening("My own reason.", ("My rule.",), "")
ALL = (Member("m", "Al"), Member("n", "Bo"))


def _circle(id_: str = "c", number: int = 1) -> Circle:
    return Circle(id_, number, event="e", members=ALL)


def test_an_events_words_travel_in_its_pack(library: Library, tmp_path: Path) -> None:
    """Every facilitator's laptop of the event reads out the same."""
    library.save_event(EVENT)
    circle_file.write(library.pack(EVENT), tmp_path / "e.circle")
    with Library(tmp_path / "other", library.clock) as other:
        other.merge(circle_file.read(tmp_path / "e.circle"))
        assert other.events() == [EVENT]


def test_an_event_that_takes_its_words_back_has_none_on_other_laptops(
    library: Library, tmp_path: Path
) -> None:
    """An emptied text is a change like any other."""
    plain = replace(EVENT, purpose="", ground_rules=(), promise="")
    with Library(tmp_path / "other", library.clock) as other:
        for event in (EVENT, plain):
            library.save_event(event)
            circle_file.write(library.pack(event), tmp_path / "e.circle")
            other.merge(circle_file.read(tmp_path / "e.circle"))
            assert other.events() == [event]


def test_a_facilitators_words_come_back_and_leave_the_event_alone(library: Library) -> None:
    """What was changed at the venue never fights with the organiser's pack."""
    library.save_event(EVENT)
    library.save_circle(_circle())
    assert library.opening("c") is None
    library.save_opening("c", MINE)
    assert library.opening("c") == MINE
    assert library.events() == [EVENT]
    library.save_opening("c", Opening())
    assert library.opening("c") == Opening()


def test_a_facilitators_words_are_in_no_file(library: Library, tmp_path: Path) -> None:
    """Neither the circle's file nor the pack holds a letter of them."""
    library.save_event(EVENT)
    library.save_circle(_circle())
    library.save_opening("c", MINE)
    for name, leave in (("c", library.leave(_circle())), ("e", library.pack(EVENT))):
        path = tmp_path / f"{name}.circle"
        circle_file.write(leave, path)
        assert b"My own reason" not in path.read_bytes()
        assert b"My rule" not in path.read_bytes()


def test_a_new_circle_of_the_event_begins_with_the_last_words(library: Library) -> None:
    """The afternoon's circle does not type again what the morning's did."""
    library.save_event(EVENT)
    for number, id_ in enumerate(("a", "b", "new"), 1):
        library.save_circle(_circle(id_, number))
    library.save_circle(Circle("elsewhere", 1, event="f"))
    library.save_opening("b", Opening("second"))
    library.save_opening("a", Opening("third"))
    assert library.opening("new") == Opening("third")
    assert library.opening("b") == Opening("second")
    assert library.opening("elsewhere") is None


def test_erasing_a_circle_erases_its_words(library: Library) -> None:
    """Not a byte of them stays in the library's file."""
    library.save_event(EVENT)
    library.save_circle(_circle())
    library.save_opening("c", MINE)
    library.erase_circle("c")
    assert library.opening("c") is None
    library.close()
    assert b"My own reason" not in library.path.read_bytes()


def test_the_last_words_of_an_event_are_known_when_they_are_changed_again(
    library: Library,
) -> None:
    """The last is whichever was kept last, not the first to have had words."""
    library.save_event(EVENT)
    for number, id_ in enumerate(("a", "b", "new"), 1):
        library.save_circle(_circle(id_, number))
    for id_ in ("a", "b", "a", "b", "b", "a"):
        library.save_opening(id_, Opening(f"of {id_}"))
        assert library.opening("new") == Opening(f"of {id_}")
