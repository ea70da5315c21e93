"""Version vectors as a partial order, and what stands after two copies meet."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.merge.decision import Outcome, is_from_twin, settle, settled
from storycircle.core.versioned_record import Order, Record, bumped, compare, joined

versions = st.dictionaries(st.sampled_from("abc"), st.integers(1, 4))


def at_most(ours: dict[str, int], theirs: dict[str, int]) -> bool:
    return compare(ours, theirs) in (Order.SAME, Order.NEWER)


@given(versions, versions, versions)
def test_versions_are_a_partial_order(
    a: dict[str, int], b: dict[str, int], c: dict[str, int]
) -> None:
    """Reflexive, antisymmetric, transitive: no ring of laptops each newer than the next."""
    assert compare(a, a) is Order.SAME
    assert (at_most(a, b) and at_most(b, a)) == (a == b)
    assert not (at_most(a, b) and at_most(b, c)) or at_most(a, c)


@given(versions, versions)
def test_the_two_sides_see_one_order(a: dict[str, int], b: dict[str, int]) -> None:
    """Newer here is older there; who merges whom does not matter."""
    mirrored = {Order.NEWER: Order.OLDER, Order.OLDER: Order.NEWER}
    there = compare(b, a)
    assert compare(a, b) is mirrored.get(there, there)


@given(versions, versions, versions)
def test_joining_is_the_least_version_that_knows_both(
    a: dict[str, int], b: dict[str, int], c: dict[str, int]
) -> None:
    """A join claims all that was known and nothing that was not."""
    both = joined(a, b)
    assert at_most(a, both)
    assert at_most(b, both)
    assert not (at_most(a, c) and at_most(b, c)) or at_most(both, c)
    assert joined(a, a) == a
    assert joined(a, b) == joined(b, a)


@given(versions, st.sampled_from("abc"))
def test_a_change_is_newer_than_what_it_changed(a: dict[str, int], device: str) -> None:
    """Every change moves a version on, and leaves the old one as it was."""
    before = dict(a)
    assert compare(a, bumped(a, device)) is Order.NEWER
    assert a == before


def test_two_copies_of_a_story_at_other_places_say_the_same() -> None:
    """In a file a story is counted among those that leave, at home among all."""
    ours = Record("story", "s", {"title": "T", "place": 3}, {"a": 1})
    theirs = Record("story", "s", {"title": "T", "place": 0}, {"b": 1})
    assert settle([ours], theirs)[0] is Outcome.SAME
    moved = [Record("action", "x", dict(r.fields), r.version) for r in (ours, theirs)]
    assert settle(moved[:1], moved[1])[0] is Outcome.LOOK


def record(text: str, version: dict[str, int], *, removed: bool = False) -> Record:
    return Record("member", "m", {} if removed else {"name": text}, version, removed=removed)


@st.composite
def records(draw: st.DrawFn) -> Record:
    return record(draw(st.sampled_from("xyz")), draw(versions), removed=draw(st.booleans()))


@given(records(), records())
def test_what_stands_does_not_depend_on_whose_laptop_it_is(ours: Record, theirs: Record) -> None:
    """Two laptops that merge each other's copy show the same words."""
    (here, ours_first), (there, theirs_first) = settle([ours], theirs), settle([theirs], ours)
    assert [copy.content() for copy in ours_first] == [copy.content() for copy in theirs_first]
    assert (here is Outcome.LOOK) == (there is Outcome.LOOK)


@given(records(), records())
def test_merging_the_same_copy_again_changes_nothing(ours: Record, theirs: Record) -> None:
    """A file on two memory sticks is one file."""
    _, once = settle([ours], theirs)
    outcome, twice = settle(once, theirs)
    assert twice == once
    assert outcome in (Outcome.SAME, Outcome.OLDER)
    assert settle([ours], ours) == (Outcome.SAME, (ours,))


def test_a_newer_copy_wins_and_an_older_one_changes_nothing() -> None:
    """The plain case: one person changed a record after another."""
    old, new = record("x", {"a": 1}), record("y", {"a": 2})
    assert settle([old], new) == (Outcome.UPDATED, (new,))
    assert settle([new], old) == (Outcome.OLDER, (new,))
    assert settle([], new) == (Outcome.NEW, (new,))


def test_two_changes_apart_keep_both_and_ask() -> None:
    """Nobody's words are thrown away without a person looking."""
    a, b = record("x", {"a": 1}), record("y", {"b": 1})
    outcome, kept = settle([a], b)
    assert outcome is Outcome.LOOK
    assert {copy.content() for copy in kept} == {a.content(), b.content()}


def test_the_same_words_written_twice_need_no_look() -> None:
    """Two laptops that agree do not disagree."""
    outcome, kept = settle([record("x", {"a": 1})], record("x", {"b": 1}))
    assert outcome is Outcome.SAME
    assert {copy.content() for copy in kept} == {record("x", {}).content()}


def test_a_removal_wins_over_a_change_made_apart() -> None:
    """Who asked to be taken out is out."""
    gone, changed = record("", {"a": 1}, removed=True), record("y", {"b": 1})
    assert settle([gone], changed) == (Outcome.SAME, (gone,))
    assert settle([changed], gone) == (Outcome.UPDATED, (gone,))


def test_two_removals_made_apart_are_one_that_knows_both() -> None:
    """Neither comes as news again, whichever file is merged twice; one names its circle."""
    here = record("", {"a": 1}, removed=True)
    there = Record("member", "m", {"circle": "c"}, {"b": 1}, removed=True)
    for ours, theirs in ((here, there), (there, here)):
        _, kept = settle([ours], theirs)
        assert [copy.version for copy in kept] == [{"a": 1, "b": 1}]
        assert settle(kept, ours) == (Outcome.OLDER, kept)
        assert settle(kept, theirs) == (Outcome.OLDER, kept)


def test_a_removal_can_be_taken_back_by_who_made_it() -> None:
    """An undone removal is not held up by a change that somebody else had made."""
    gone, changed = record("", {"a": 2}, removed=True), record("y", {"b": 1})
    _, kept = settle([gone], changed)
    assert settle(kept, record("x", {"a": 3}))[1] == (record("x", {"a": 3}),)


def test_the_stricter_sharing_is_shown_until_a_person_has_looked() -> None:
    """Where two laptops disagree about leave, no leave has been given."""
    named = Record("story", "s", {"sharing": "named", "title": "z"}, {"a": 1})
    without = Record("story", "s", {"sharing": "anonymous", "title": "a"}, {"b": 1})
    assert settle([named], without)[1] == (without, named)
    assert settle([without], named)[1] == (without, named)


def test_three_copies_show_the_same_in_every_order() -> None:
    """A later word on one side does not decide what the other side said."""
    copies = (record("z", {"a": 1}), record("m", {"b": 1}), record("c", {"a": 2}))
    ends = set()
    for order in permutations(copies):
        kept: tuple[Record, ...] = ()
        for copy in order:
            _, kept = settle(kept, copy)
        ends.add(tuple(copy.content() for copy in kept))
    assert ends == {(record("m", {}).content(), record("c", {}).content())}


@given(st.permutations(range(8)), st.data())
def test_a_history_on_three_laptops_settles_to_one_end(
    order: list[int], data: st.DataObject
) -> None:
    """Whatever was edited and passed on between laptops, the order of gathering is nothing."""
    laptops: dict[str, tuple[Record, ...]] = dict.fromkeys("abc", ())
    files: list[Record] = []
    for made in range(8):
        device = data.draw(st.sampled_from("abc"))
        passed_on = data.draw(st.integers(-8, made - 1))
        if passed_on >= 0:
            _, laptops[device] = settle(laptops[device], files[passed_on])
        known: dict[str, int] = {}
        for copy in laptops[device]:
            known = joined(known, copy.version)
        gone = any(copy.removed for copy in laptops[device])
        removed = gone or data.draw(st.integers(0, 5)) == 0
        edited = record(data.draw(st.sampled_from("xyz")), bumped(known, device), removed=removed)
        laptops[device] = (edited,)
        files.append(edited)
    ends = []
    for turn in (range(8), order, [*order, *reversed(order)]):
        kept: tuple[Record, ...] = ()
        for place in turn:
            _, kept = settle(kept, files[place])
        ends.append([copy.content() for copy in kept])
    assert ends[0] == ends[1] == ends[2]


@given(st.lists(records(), min_size=2, max_size=4), st.data())
def test_what_a_person_settled_stands_wherever_its_copies_are_gathered(
    copies: list[Record], data: st.DataObject
) -> None:
    """One, the other or a third wording: in every order, it is what remains, alone."""
    apart: tuple[Record, ...] = ()
    for copy in copies:
        if not copy.removed:
            _, apart = settle(apart, copy)
    if not apart:
        return
    words = data.draw(st.sampled_from(["x", "y", "a third"]))
    chosen = settled(apart, {"name": words}, "organiser")
    assert all(compare(copy.version, chosen.version) is Order.NEWER for copy in apart)
    order = data.draw(st.permutations([*apart, chosen, *apart]))
    kept: tuple[Record, ...] = ()
    for copy in order:
        _, kept = settle(kept, copy)
    assert kept == (chosen,)


def test_settling_never_widens_what_a_teller_allowed() -> None:
    """Of two copies of a story the stricter sharing stands, whichever words are chosen."""
    named = Record("story", "s", {"sharing": "named", "title": "z"}, {"a": 1})
    without = Record("story", "s", {"sharing": "anonymous", "title": "a"}, {"b": 1})
    chosen = settled((without, named), named.fields, "organiser")
    assert chosen.fields == {"sharing": "anonymous", "title": "z"}


def test_a_removal_of_a_story_and_a_change_apart_ask_a_person() -> None:
    """Its teller may have been asked anew; until a person has decided, nothing of it is shown."""
    changed = Record("story", "s", {"title": "Other words"}, {"a": 1, "b": 1})
    gone = Record("story", "s", {}, {"a": 2}, removed=True)
    assert settle([changed], gone) == (Outcome.LOOK, (gone, changed))
    assert settle([gone], changed) == (Outcome.LOOK, (gone, changed))


@given(st.permutations("xyz"))
def test_one_version_of_several_wordings_keeps_them_all_and_asks(order: list[str]) -> None:
    """Laptops that count under one name, a library having been copied: in any order, one end."""
    kept: tuple[Record, ...] = ()
    for text in order:
        outcome, kept = settle(kept, record(text, {"a": 2}))
    assert outcome is Outcome.LOOK
    assert [copy.fields["name"] for copy in kept] == ["z", "y", "x"]
    gone = record("", {"a": 2}, removed=True)
    assert settle(kept, gone)[1] == (gone,)
    assert settle([gone], kept[0])[1] == (gone,)


def test_who_counts_further_under_this_name_is_a_twin() -> None:
    """More changes of this laptop than it made, or as many with other words; not what another
    laptop added to them, nor what came back here after it was removed by another.
    """
    ours = record("x", {"a": 2, "b": 1})
    assert is_from_twin([ours], record("y", {"a": 3, "b": 1}), "a")
    assert is_from_twin([ours], record("y", {"a": 2, "b": 1}), "a")
    assert not is_from_twin([ours], record("x", {"a": 2, "b": 1}), "a")
    assert not is_from_twin([ours], record("y", {"a": 2, "b": 2}), "a")
    assert not is_from_twin([ours], record("y", {"a": 2, "b": 2}), "c")
    assert not is_from_twin([], record("y", {"a": 3}), "a")
    assert not is_from_twin([record("", {"b": 1}, removed=True)], record("y", {"a": 3}), "a")
    assert is_from_twin([record("", {"a": 1}, removed=True)], record("y", {"a": 2}), "a")
    assert settle([ours], record("y", {"a": 3, "b": 1}), twin=True)[0] is Outcome.LOOK
    assert settle([record("", {"a": 1}, removed=True)], record("y", {"a": 2}), twin=True)[1] == (
        record("", {"a": 1}, removed=True),
    )
