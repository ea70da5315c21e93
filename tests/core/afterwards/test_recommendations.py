"""Recommendations and stalls: their letters, their order, and what bears none."""

from storycircle.core.afterwards.chapters import (
    Chapter,
    ChapterKind,
    front_and_back,
    gone_from,
    told_again,
)
from storycircle.core.afterwards.recommendations import (
    Recommendation,
    bear_none,
    letter,
    under_headings,
)
from storycircle.core.afterwards.stalls import (
    Run,
    StallPlan,
    letters_of,
    runs_of,
    same_letters,
    stalls_named,
    without_letter,
)


def test_letters_run_from_a_to_z_and_on() -> None:
    """The report of 2007 has a to z; thirty go on with aa, bb, cc and dd."""
    assert [letter(n) for n in (0, 25, 26, 27, 29, 52)] == ["a", "z", "aa", "bb", "dd", "aaa"]


def test_letters_run_through_all_headings() -> None:
    """The event's headings in their order, then one that was removed, which loses nothing."""
    some = [
        Recommendation("1", "Second", "s"),
        Recommendation("2", "First", "f2", rank="m"),
        Recommendation("3", "First", "f1", rank="c"),
        Recommendation("4", "Gone", "g"),
    ]
    found = under_headings(some, ["First", "Empty", "Second"])
    assert [(u.heading, u.known, [(x.letter, x.one.text) for x in u.lettered]) for u in found] == [
        ("First", True, [("a", "f1"), ("b", "f2")]),
        ("Second", True, [("c", "s")]),
        ("Gone", False, [("d", "g")]),
    ]
    assert under_headings([], ["First"]) == ()


def test_the_actions_on_which_nothing_rests_are_known() -> None:
    """In the order of the circles."""
    one = Recommendation("1", "H", "t", actions=("b",))
    assert bear_none(["a", "b", "c"], [one]) == ("a", "c")


def test_each_stall_has_a_letter_of_its_own() -> None:
    """One without a letter gets the next that is free; of two with the same, the first has it."""
    titles = ["B: Bees", "Trees", "B: Boats", "Late"]
    plans = [StallPlan("Late", letter="A")]
    assert letters_of(titles, plans) == {"B: Bees": "B", "Trees": "C", "B: Boats": "D", "Late": "A"}
    assert same_letters(titles, plans) == ("B",)
    assert without_letter("B: Bees") == "Bees"
    assert without_letter("Trees") == "Trees"


def test_runs_stand_in_their_order_and_an_unknown_stall_is_kept() -> None:
    """A stall that was renamed since is named after those of the event."""
    runs = [Run("2", "Bees", 2), Run("1", "Bees", 1), Run("3", "Old name")]
    assert [run.id for run in runs_of(runs, "Bees")] == ["1", "2"]
    assert stalls_named(["Trees", "Bees"], (r.stall for r in runs)) == ("Trees", "Bees", "Old name")


def test_chapters_stand_in_the_chosen_order_around_the_circles() -> None:
    """All up to the last that belongs in front are in front; the others follow the circles."""
    own = Chapter("1", "Between", rank="b")
    first = Chapter("2", "Foreword", ChapterKind.FOREWORD, rank="a")
    intro = Chapter("3", "Introduction", ChapterKind.INTRODUCTION, rank="c")
    last = Chapter("4", "Thanks", ChapterKind.THANKS, rank="d")
    assert front_and_back([last, intro, own, first]) == ((first, own, intro), (last,))
    assert front_and_back([last]) == ((), (last,))


def test_a_chapter_knows_which_story_has_gone() -> None:
    """So that its author can be told."""
    one = Chapter("1", "One", text="[story](story:a)")
    two = Chapter("2", "Two", text="[story](story:b)")
    assert told_again([one, two]) == {"a", "b"}
    assert gone_from([one, two], ["b"]) == [one]
