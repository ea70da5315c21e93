"""The organiser's part of the library: settling, adopting, renumbering, names, arrivals."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Action, Circle, Event, Invited, Member, Sharing, Story, own_event
from storycircle.jobs.export import export_circle, export_pack, hand_on
from storycircle.jobs.merge import merge_files
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.sealed_file import make_key
from storycircle.store.library import Library
from tests.support.fresh import fresh_library

Opener = Callable[[str], Library]
EVENT = Event("e", "The event", "2007-06-14", headings=("A", "B"))
CIRCLE = Circle(
    "c",
    5,
    "e",
    members=(Member("m", "Ann", agency="School"), Member("n", "Bob")),
    actions=(Action("a", "Meet.", ("m",)),),
)


@pytest.fixture
def laptop(tmp_path: Path, clock: SimulatedClock) -> Iterator[Opener]:
    """Opens a laptop's library by its name."""
    opened: dict[str, Library] = {}

    def by_name(name: str) -> Library:
        if name not in opened:
            opened[name] = fresh_library(tmp_path / name / "library", clock)
        return opened[name]

    yield by_name
    for library in opened.values():
        library.close()


def _hand_over(source: Library, target: Library, circle: str = "c") -> Outcome:
    path = source.path.with_name("handed.circle")
    export_circle(source, source.circle(circle), path)
    return target.merge(circle_file.read(path))


def _pack_of(source: Library, folder: Path) -> Incoming:
    """The event of a library as a pack that is read."""
    event = source.event("e")
    assert event is not None
    export_pack(source, event, folder / f"{source.device}.circle")
    return circle_file.read(folder / f"{source.device}.circle")


def _said_apart(laptop: Opener) -> tuple[Library, Library, Library]:
    """Two laptops that reworded one action, and an organiser's with both."""
    one, other, organiser = laptop("one"), laptop("other"), laptop("organiser")
    one.save_event(EVENT)
    one.save_circle(CIRCLE)
    _hand_over(one, other)
    for library, words in ((one, "Meet weekly."), (other, "Meet monthly.")):
        circle = library.circle("c")
        library.save_circle(replace(circle, actions=(replace(circle.actions[0], text=words),)))
    assert _hand_over(one, organiser) is Outcome.NEW
    assert _hand_over(other, organiser) is Outcome.LOOK
    return one, other, organiser


def test_a_third_wording_settles_it_on_every_laptop(laptop: Opener) -> None:
    """The organiser's choice goes back with the circle's file and stands there too."""
    one, other, organiser = _said_apart(laptop)
    apart = organiser.conflicts()
    assert [(a.kind, a.id) for a in apart] == [("action", "a")]
    assert {copy.fields["text"] for copy in apart[0].copies} == {"Meet weekly.", "Meet monthly."}
    organiser.settle(apart[0], {**apart[0].copies[0].fields, "text": "Meet."})
    assert organiser.conflicts() == []
    assert len(organiser.conflicts()) == 0
    _hand_over(other, one)
    assert len(one.conflicts()) == 1
    for library in (one, other):
        _hand_over(organiser, library)
        assert library.circle("c").actions[0].text == "Meet."
        assert library.conflicts() == []
    assert _hand_over(one, organiser) is Outcome.SAME


def test_settling_what_changed_meanwhile_is_refused(laptop: Opener) -> None:
    """Nobody's later word is overwritten unseen."""
    one, _, organiser = _said_apart(laptop)
    apart = organiser.conflicts()[0]
    circle = one.circle("c")
    one.save_circle(replace(circle, actions=(replace(circle.actions[0], text="Meet daily."),)))
    _hand_over(one, organiser)
    with pytest.raises(Refused, match="changed in the meantime"):
        organiser.settle(apart, dict(apart.copies[0].fields))
    assert len(organiser.conflicts()) == 1


def test_settling_keeps_what_never_leaves_a_laptop(laptop: Opener) -> None:
    """A member's agency stays on the laptop where the circle was held."""
    one, other = laptop("one"), laptop("other")
    one.save_event(EVENT)
    one.save_circle(CIRCLE)
    _hand_over(one, other)
    for library, name in ((one, "Anne"), (other, "Anna")):
        circle = library.circle("c")
        member = replace(circle.members[0], name=name)
        library.save_circle(replace(circle, members=(member, *circle.members[1:])))
    _hand_over(other, one)
    apart = one.conflicts()[0]
    one.settle(apart, dict(apart.copies[1].fields))
    assert one.circle("c").members[0].agency == "School"


def test_a_circle_of_its_own_is_adopted_with_its_stories(laptop: Opener) -> None:
    """The event its laptop made for it goes; stories without names come along, later ones too."""
    facilitator, organiser = laptop("facilitator"), laptop("organiser")
    own = own_event("2007-06-14")
    told = Story("s", "m", "A tale", sharing=Sharing.ANONYMOUS, left_as="left")
    facilitator.save_event(own)
    facilitator.save_circle(replace(CIRCLE, event=own.id, stories=(told,)))
    organiser.save_event(EVENT)
    _hand_over(facilitator, organiser)
    organiser.adopt(organiser.circle("c"), EVENT)
    assert [event.id for event in organiser.events()] == ["e"]
    assert [circle.id for circle in organiser.circles("e")] == ["c"]
    assert [story.title for story in organiser.gathered(EVENT).stories] == ["A tale"]
    circle = facilitator.circle("c")
    second = Story("t", "n", "Another", sharing=Sharing.ANONYMOUS, left_as="left too")
    facilitator.save_circle(replace(circle, stories=(*circle.stories, second)))
    _hand_over(facilitator, organiser)
    assert [event.id for event in organiser.events()] == ["e"]
    assert {s.title for s in organiser.gathered(EVENT).stories} == {"A tale", "Another"}


def test_an_event_that_was_adopted_is_told_by_a_pointer(laptop: Opener, tmp_path: Path) -> None:
    """Nothing buries it: with the tick for its circle it goes where it is known too, and the
    facilitator's next file does not bring it back.
    """
    facilitator, organiser, another = (laptop(name) for name in ("facilitator", "one", "other"))
    own = own_event("2007-06-14")
    facilitator.save_event(own)
    facilitator.save_circle(replace(CIRCLE, event=own.id))
    organiser.save_event(EVENT)
    for library in (organiser, another):
        _hand_over(facilitator, library)
    organiser.adopt(organiser.circle("c"), EVENT)
    assert not [gone for leave in organiser.handed_on() for gone in leave.removed]
    hand_on(organiser, tmp_path / "all.zip")
    list(merge_files(another, [tmp_path / "all.zip"]))
    assert {event.id for event in another.events()} == {"e", own.id}
    list(merge_files(another, [tmp_path / "all.zip"], accepted=["The event"]))
    for _ in range(2):
        assert [event.id for event in another.events()] == ["e"]
        assert [circle.id for circle in another.circles("e")] == ["c"]
        _hand_over(facilitator, another)


def test_an_event_that_an_organiser_made_outlives_its_last_circle(laptop: Opener) -> None:
    """Only an event that a laptop made for itself goes with its circle."""
    organiser = laptop("organiser")
    organiser.save_event(EVENT)
    organiser.save_event(Event("f", "Another event"))
    organiser.save_circle(CIRCLE)
    organiser.adopt(organiser.circle("c"), Event("f", "Another event"))
    assert {event.id for event in organiser.events()} == {"e", "f"}
    assert [circle.id for circle in organiser.circles("f")] == ["c"]


def test_two_circles_of_one_number_are_renumbered_by_a_person(laptop: Opener) -> None:
    """They were two all along; a number that is taken is refused."""
    library = laptop("organiser")
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    library.save_circle(Circle("d", 5, "e"))
    for number in (5, 0):
        with pytest.raises(Refused):
            library.renumber(library.circle("d"), number)
    library.renumber(library.circle("d"), 7)
    assert [circle.number for circle in library.circles("e")] == [5, 7]


def test_names_known_travel_in_the_pack_alone(laptop: Opener, tmp_path: Path) -> None:
    """A facilitator's laptop has them from the pack; no circle file carries them on."""
    organiser, facilitator = laptop("organiser"), laptop("facilitator")
    organiser.save_event(EVENT)
    organiser.save_invited("e", [Invited("e", 5, ("Ann, School", "Bob")), Invited("e", 6, ("Di",))])
    organiser.save_invited("e", [Invited("e", 5, ("Ann, School", "Bob"))])
    export_pack(organiser, EVENT, tmp_path / "pack.circle")
    facilitator.merge(circle_file.read(tmp_path / "pack.circle"))
    assert facilitator.invited("e") == [Invited("e", 5, ("Ann, School", "Bob"))]
    facilitator.save_circle(CIRCLE)
    export_circle(facilitator, CIRCLE, tmp_path / "five.circle")
    assert circle_file.read(tmp_path / "five.circle").count("invited") == 0


def test_it_is_known_when_a_circle_came_and_was_corrected(
    laptop: Opener, clock: SimulatedClock
) -> None:
    """The first file, then a file that changed it; the same file again is neither."""
    facilitator, organiser = laptop("facilitator"), laptop("organiser")
    facilitator.save_event(EVENT)
    facilitator.save_circle(CIRCLE)
    _hand_over(facilitator, organiser)
    clock.forward(600)
    _hand_over(facilitator, organiser)
    first = organiser.arrivals()["c"]
    assert (first.at, first.corrected) == ("2007-06-14T11:16:00", "")
    circle = facilitator.circle("c")
    action = replace(circle.actions[0], by="July")
    facilitator.save_circle(replace(circle, actions=(action,)))
    _hand_over(facilitator, organiser)
    assert organiser.arrivals()["c"].corrected == "2007-06-14T11:26:00"


def test_the_board_keeps_headings_and_order(laptop: Opener) -> None:
    """What was moved and renamed is there again when the library is read anew."""
    from storycircle.core import headings

    library = laptop("organiser")
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    before = library.gathered(EVENT)
    after = headings.with_placements(before, headings.moved(headings.board_of(before), "a", "B", 0))
    after = headings.renamed(after, "B", "Beta")
    library.save_board(before, after)
    kept = library.event("e")
    assert kept is not None
    assert library.gathered(kept) == after


@pytest.mark.usefixtures("quick_seal")
def test_a_pack_that_differs_in_key_and_title_is_asked_about_as_both(
    laptop: Opener, tmp_path: Path
) -> None:
    """Whoever accepts the one has read the other: no title comes in with a key."""
    here, sender = laptop("here"), laptop("sender")
    here.save_event(EVENT)
    sender.merge(_pack_of(here, tmp_path))
    key = make_key(sender.path, "a long passphrase")
    sender.save_event(replace(EVENT, title="Another title", recipients=(key,)))
    incoming = _pack_of(sender, tmp_path)
    (waiting,) = here.merge_file(incoming).waiting
    assert "would be sealed to" in waiting.text
    assert "would be called “Another title”" in waiting.text
    print_, title = waiting.accepted_by
    here.merge_file(incoming, accepted=[print_])
    assert here.event("e") == EVENT
    here.merge_file(incoming, accepted=[print_, title])
    changed = here.event("e")
    assert changed is not None
    assert (changed.title, changed.recipients) == ("Another title", (key,))
