"""Reviews of actions: kept, merged in any order, taken back, and gone with what they are of."""

import json
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Member, NamesOnPaper
from storycircle.core.reviews.review import (
    MOST_REVIEWS,
    EnteredBy,
    Review,
    ReviewState,
    to_look_at,
)
from storycircle.jobs.documents import sheet_with_data
from storycircle.jobs.export import export_circle, hand_on
from storycircle.jobs.import_event import load
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import report_bytes
from storycircle.store.exchange.confirmation import Everything
from storycircle.store.library import Library
from tests.leaks.searching import found_in, found_in_folder
from tests.support.fresh import fresh_library

NOON = datetime(2007, 9, 6, 12)  # noqa: DTZ001 (the room's own time)
EVENT = Event("e", "An event", "2007-06-14")
CIRCLE = Circle(
    "c",
    5,
    "e",
    members=(Member("m", "Dawn Grey"), Member("n", "Bob")),
    actions=(Action("a", "Meet.", ("m",), "12 July"), Action("b", "Write.")),
)
TOLD = Review("r", ReviewState.UNDER_WAY, "2007-09-06", "Twohavecome.", told_by="Dawn Grey")


@pytest.fixture
def circle(library: Library) -> Circle:
    library.save_event(EVENT)
    return library.save_circle(CIRCLE)


def file_of(library: Library) -> Path:
    path = library.path.with_name("handed.circle")
    export_circle(library, library.circle("c"), path)
    return path


def test_a_review_is_kept_with_its_action(library: Library, circle: Circle) -> None:
    """A second one knows the first; saving the circle as it was before loses neither."""
    library.add_review(circle, "a", TOLD)
    library.save_circle(replace(circle, theme="Another"))
    after = library.add_review(circle, "a", Review("s", ReviewState.DONE, "2007-09-01"))
    second = Review("s", ReviewState.DONE, "2007-09-01", knew=("r",))
    assert after.actions[0].reviews == (TOLD, second)
    assert library.circles("e") == [after] == list(library.gathered(EVENT).circles)
    assert library.circle("c").theme == "Another"


def test_an_action_put_back_has_its_reviews_again(library: Library, circle: Circle) -> None:
    """As where its move to the ideas is undone."""
    before = library.add_review(circle, "a", TOLD)
    library.save_circle(replace(before, actions=before.actions[1:]))
    assert library.save_circle(before) == before == library.circle("c")


def test_a_review_of_what_is_gone_is_refused(library: Library, circle: Circle) -> None:
    library.save_circle(replace(circle, actions=()))
    with pytest.raises(Refused):
        library.add_review(circle, "a", TOLD)
    library.erase_circle("c")
    with pytest.raises(KeyError):
        library.add_review(circle, "a", TOLD)


def test_one_review_too_many_is_refused(library: Library, circle: Circle) -> None:
    reviews = tuple(replace(TOLD, id=str(n)) for n in range(MOST_REVIEWS))
    library.save_circle(replace(circle, actions=(replace(CIRCLE.actions[0], reviews=reviews),)))
    with pytest.raises(Refused, match="that is the most"):
        library.add_review(circle, "a", TOLD)


def test_it_leaves_with_the_file_and_corrects_nothing(
    library: Library, circle: Circle, tmp_path: Path, clock: SimulatedClock
) -> None:
    """The line of the file says what came; the circle is not one that was corrected."""
    with fresh_library(tmp_path / "organiser" / "library", clock) as organiser:
        list(merge_files(organiser, [file_of(library)]))
        library.add_review(circle, "a", TOLD)
        (merged,) = merge_files(organiser, [file_of(library)])
        assert merged.outcome == "updated"
        assert "Review added: “Twohavecome.”" in merged.line()
        assert "newer Story Circle" not in merged.line()
        assert organiser.circle("c").actions[0].reviews == (TOLD,)
        arrival = organiser.arrival("c")
        assert arrival is not None
        assert not arrival.corrected
        assert [one.outcome for one in merge_files(organiser, [file_of(library)])] == ["same"]


def test_a_merge_taken_back_takes_the_reviews_back(
    library: Library, circle: Circle, tmp_path: Path, clock: SimulatedClock
) -> None:
    with fresh_library(tmp_path / "organiser" / "library", clock) as organiser:
        list(merge_files(organiser, [file_of(library)]))
        library.add_review(circle, "a", TOLD)
        list(merge_files(organiser, [file_of(library)]))
        organiser.take_back()
        assert organiser.circle("c").actions[0].reviews == ()


def test_a_review_taken_back_is_in_no_byte(
    library: Library, circle: Circle, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Here at once, in the copies too, and on the organiser's laptop with the next file."""
    stale = library.add_review(circle, "a", TOLD)
    with fresh_library(tmp_path / "organiser" / "library", clock) as organiser:
        old = file_of(library).read_bytes()
        list(merge_files(organiser, [file_of(library)]))
        library.erase_review("r")
        assert library.save_circle(replace(stale, theme="x")).actions[0].text == "Meet."
        assert library.circle("c").actions[0].reviews == ()
        assert found_in(file_of(library).read_bytes(), {"Twohavecome."}) == set()
        assert list(found_in_folder(library.path.parent, {"Twohavecome."})) == []
        list(merge_files(organiser, [file_of(library)]))
        older = tmp_path / "older.circle"
        older.write_bytes(old)
        list(merge_files(organiser, [older]))  # an older file does not bring it back
        assert organiser.circle("c").actions[0].reviews == ()


def test_a_circle_that_is_erased_takes_its_reviews_along(library: Library, circle: Circle) -> None:
    library.add_review(circle, "a", TOLD)
    library.erase_circle("c")
    assert list(found_in_folder(library.path.parent, {"Twohavecome."})) == []


def test_a_review_of_a_circle_erased_here_waits_with_its_file(
    library: Library, circle: Circle, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Nothing of it comes in by itself; accepted, all of it does. A number that was changed is
    nothing to a review.
    """
    with fresh_library(tmp_path / "organiser" / "library", clock) as organiser:
        list(merge_files(organiser, [file_of(library)]))
        organiser.erase_circle("c")
        library.add_review(circle, "a", TOLD)
        (merged,) = merge_files(organiser, [file_of(library)])
        assert merged.outcome == "look"
        assert list(found_in_folder(organiser.path.parent, {"Twohavecome."})) == []
        list(merge_files(organiser, [file_of(library)], accepted=Everything()))
        organiser.renumber(organiser.circle("c"), 9)
        told = organiser.add_review(organiser.circle("c"), "a", replace(TOLD, id="s"))
        assert [review.id for review in told.actions[0].reviews] == ["r", "s"]


def test_a_review_of_a_renumbered_circle_comes_to_it(
    library: Library, circle: Circle, tmp_path: Path, clock: SimulatedClock
) -> None:
    """The laptop it was held on still says the old number: the review finds its action, and the
    organiser's number stands.
    """
    with fresh_library(tmp_path / "organiser" / "library", clock) as organiser:
        list(merge_files(organiser, [file_of(library)]))
        organiser.renumber(organiser.circle("c"), 9)
        library.add_review(circle, "a", TOLD)
        (merged,) = merge_files(organiser, [file_of(library)])
        assert merged.outcome == "updated"
        assert organiser.circle("c").number == 9
        assert organiser.circle("c").actions[0].reviews == (TOLD,)


@pytest.mark.parametrize(
    ("rule", "name"), [("as_typed", "Dawn Grey"), ("first_word", "Dawn"), ("none", "")]
)
def test_inside_paper_who_told_it_follows_the_rule(
    library: Library, tmp_path: Path, clock: SimulatedClock, rule: str, name: str
) -> None:
    """And what was typed wins once the circle's own file is merged too."""
    event = replace(EVENT, names_on_paper=NamesOnPaper(rule))
    library.save_event(event)
    library.add_review(library.save_circle(CIRCLE), "a", TOLD)
    path = tmp_path / "data.pdf"
    path.write_bytes(sheet_with_data(library, event, library.circle("c")).made().pdf)
    with fresh_library(tmp_path / "organiser" / "library", clock) as organiser:
        list(merge_files(organiser, [path]))
        assert organiser.circle("c").actions[0].reviews == (replace(TOLD, told_by=name),)
        list(merge_files(organiser, [file_of(library)]))
        assert organiser.circle("c").actions[0].reviews == (TOLD,)


def test_two_laptops_review_one_action_on_one_day(
    library: Library, circle: Circle, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Both are kept and both need a look, on both; whoever settles it knows both."""
    with fresh_library(tmp_path / "organiser" / "library", clock) as other:
        list(merge_files(other, [file_of(library)]))
        theirs = replace(TOLD, id="s", state=ReviewState.DONE)
        library.add_review(circle, "a", TOLD)
        other.add_review(other.circle("c"), "a", theirs)
        list(merge_files(other, [file_of(library)]))
        told = other.circle("c").actions[0].reviews
        assert set(told) == {TOLD, theirs} == set(to_look_at(told))
        settled = other.add_review(other.circle("c"), "a", replace(TOLD, id="t"))
        assert to_look_at(settled.actions[0].reviews) == ()
        assert settled.actions[0].reviews[-1].knew == ("r", "s")


def _everything(library: Library) -> str:
    """All that is known of the event, byte for byte, and the reviews with what they knew."""
    said = report_bytes(library.gathered(EVENT), ".json").decode()
    reviews = [sorted(map(repr, a.reviews)) for a in library.circle("c").actions]
    return json.dumps([said, reviews])


def _end_equal(laptops: int, steps: list[tuple[int, str]], chance: Random) -> None:
    """Each may review, take back, or meet another; once all have met, all know the same."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        all_ = [
            stack.enter_context(fresh_library(Path(folder) / str(n) / "library", clock))
            for n, clock in enumerate([SimulatedClock(NOON)] * laptops)
        ]
        all_[0].save_event(EVENT)
        all_[0].save_circle(CIRCLE)
        _meet(all_[0], all_[1:])
        made, gone = set[str](), set[str]()
        for place, (who, what) in enumerate(steps):
            library = all_[who % laptops]
            circle = library.circle("c")
            there = [review.id for action in circle.actions for review in action.reviews]
            if what == "meet":
                _meet(library, [chance.choice(all_)])
            elif what == "take back" and there:
                gone.add(chance.choice(there))
                for id_ in gone & set(there):
                    library.erase_review(id_)
            else:
                state, by = chance.choice(list(ReviewState)), chance.choice(list(EnteredBy))
                day = f"2007-09-{chance.randint(1, 3):02d}"
                review = Review(f"r{place}", state, day, f"{place}.", entered_by=by)
                library.add_review(circle, chance.choice("ab"), review)
                made.add(review.id)
        for source in chance.sample(all_, laptops):
            _meet(source, all_)
        assert len({_everything(library) for library in all_}) == 1
        left = {review.id for action in all_[0].circle("c").actions for review in action.reviews}
        assert left == made - gone


def _meet(source: Library, others: list[Library]) -> None:
    """All that a laptop may hand on, merged by others."""
    path = source.path.with_name("all.zip")
    hand_on(source, path)
    for other in others:
        if other is not source:
            list(merge_files(other, [path], accepted=Everything()))


_STEP = st.tuples(st.integers(0, 4), st.sampled_from(["review", "review", "take back", "meet"]))
_FEW, _STEPS = st.lists(_STEP, min_size=3, max_size=5), st.lists(_STEP, max_size=8)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 3), _FEW, st.randoms(use_true_random=False))
def test_laptops_in_any_order_end_equal(
    laptops: int, steps: list[tuple[int, str]], chance: Random
) -> None:
    """However files go to and fro, every review that was made is on each, and no other."""
    _end_equal(laptops, steps, chance)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 5), _STEPS, st.randoms(use_true_random=False))
def test_two_to_five_laptops_in_any_order_end_equal(
    laptops: int, steps: list[tuple[int, str]], chance: Random
) -> None:
    """The same with more laptops, more often."""
    _end_equal(laptops, steps, chance)


def test_a_report_as_json_loaded_again_brings_no_review_twice(
    library: Library, tmp_path: Path
) -> None:
    """Whatever id it has here; and a document's review is the same one on two laptops."""
    document = {
        "format": "storycircle/1",
        "event": {"title": "An event", "date": "2007-06-14"},
        "circles": [{"number": 5, "actions": [{"text": "Meet.", "by": "July"}]}],
    }
    path = tmp_path / "event.json"
    path.write_text(json.dumps(document), "utf-8")
    event = load(library, path).gathered.event
    (circle,) = library.circles(event.id)
    library.add_review(circle, circle.actions[0].id, TOLD)
    library.add_review(circle, circle.actions[0].id, replace(TOLD, id="s", happened="Three."))
    before = library.circles(event.id)
    path.write_bytes(report_bytes(library.gathered(event), ".json"))
    load(library, path)
    assert library.circles(event.id) == before
    with fresh_library(tmp_path / "other" / "library", SimulatedClock(NOON)) as other:
        for _twice in range(2):
            load(other, path)
        (there,) = other.circles(event.id)
        told = [[review.says() for review in a.reviews] for a in (there.actions[0],)]
        assert told == [[review.says() for review in before[0].actions[0].reviews]]
