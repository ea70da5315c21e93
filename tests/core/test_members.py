"""A list of names being edited: who is who, who is new, and who must not be lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storycircle.core.members import Known, accepted_names, members_typed, name_doubts, typed_lines
from storycircle.core.model import LARGEST, Member
from storycircle.core.names.same_person import NameDoubt

DAWN, BRIAN, SUE = Member("d", "Dawn G"), Member("b", "Brian R"), Member("s", "Sue J", "", "YOS")
KNOWN = Known(before=(DAWN, BRIAN, SUE), now=(DAWN, BRIAN, SUE), busy={"d"})


def _ids(text: str, known: Known = KNOWN) -> list[str]:
    return [member.id for member in members_typed(text, known)]


def test_lines_in_another_order_are_the_same_people() -> None:
    """Cut and pasted elsewhere, a line is still its person."""
    assert _ids("Sue J\nDawn G\nBrian R") == ["s", "d", "b"]


def test_a_corrected_name_is_the_same_person() -> None:
    """A letter mended or a surname added keeps the person, their story and their turn."""
    assert _ids("Dawn Green\nBryan R\nSue J") == ["d", "b", "s"]


def test_another_name_in_the_place_of_a_busy_person_is_asked_about() -> None:
    """A newcomer never inherits the story of whoever sat there before, unless somebody says that
    they are the same.
    """
    text = "Peter P\nBrian R\nSue J"
    assert _ids(text)[0] == "d"
    assert [m.name for m in members_typed(text, KNOWN)] == ["Dawn G", "Peter P", "Brian R", "Sue J"]
    assert name_doubts(text, KNOWN) == (NameDoubt("d", "Dawn G", "Peter P"),)


def test_another_name_in_the_place_of_somebody_who_did_nothing_is_a_renaming() -> None:
    """Before anything is told, a line may be typed over freely."""
    assert _ids("Dawn G\nXavier\nSue J") == ["d", "b", "s"]


def test_a_line_rubbed_out_loses_nobody_who_has_taken_part() -> None:
    """They keep their seat until somebody says that they left."""
    assert _ids("Brian R\nSue J") == ["d", "b", "s"]
    assert _ids("") == ["d"]
    assert name_doubts("Brian R\nSue J", KNOWN) == (NameDoubt("d", "Dawn G"),)
    assert not name_doubts("Sue J\nDawn G", KNOWN)


def test_who_left_is_found_again_by_name() -> None:
    """Someone who comes back is themselves, with their story."""
    known = Known(before=(BRIAN,), now=(BRIAN,), past=(DAWN,))
    assert _ids("Brian R\nDAWN G", known) == ["b", "d"]


def test_a_name_keeps_its_id_from_one_keystroke_to_the_next() -> None:
    """Typing a new name letter by letter makes one new person, not one for each letter."""
    known = Known(before=(BRIAN,), now=(BRIAN,))
    now = members_typed("Brian R\nJ", known)
    for text in ("Brian R\nJo", "Brian R\nJoh", "Brian R\nJohn"):
        again = members_typed(text, Known((BRIAN,), now))
        assert [member.id for member in again] == [member.id for member in now]
        now = again


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Bob <bob@y.org>", ["Bob"]),
        ("Ann Lee ann@y.org, Youth service", ["Ann Lee, Youth service"]),
        ("Bob <bob@y", ["Bob"]),
        ("1. Ann\n• Ewa\n- Ida", ["Ann", "Ewa", "Ida"]),
        ("Ann, Bo, Cy, Di, Ed, Flo", "Ann Bo Cy Di Ed Flo".split()),
        ("Ann Lee <a@y.org>; Bo Ray <b@y.org>", ["Ann Lee", "Bo Ray"]),
        ("Ann, Youth service", ["Ann, Youth service"]),
        ("Jo\nJo", ["Jo", "Jo"]),
    ],
)
def test_a_typed_line_is_a_name_and_never_a_mark_or_an_address(
    typed: str, names: list[str]
) -> None:
    """What is no part of a name is on no sheet and in no file; many names are many people."""
    assert typed_lines(members_typed(typed, Known())).splitlines() == names


def test_lines_go_there_and_back() -> None:
    """What is shown as lines is read as the same members."""
    assert members_typed(typed_lines((DAWN, BRIAN, SUE)), KNOWN) == (DAWN, BRIAN, SUE)


def test_a_name_with_nothing_to_see_is_no_name() -> None:
    """A line of signs that nobody can see makes no empty seat."""
    assert members_typed("\u200b\n \u2060 \n\u0301\nDawn", Known())[0].name == "Dawn"
    assert len(members_typed("\u200b\u200d\n\ufe0f", Known())) == 0


def test_names_of_any_script_and_of_pictures_stay_as_they_are() -> None:
    """Whoever is called so is called so."""
    names = [
        "محمد عبد الله",
        "שָׁרָה",
        "ธีรวัฒน์",
        "नन्दिता",
        "Nguyễn Thị Ánh",
        "🦊🌻",
        "👩‍👩‍👧",
        "李小龍",
    ]
    assert [m.name for m in members_typed("\n".join(names), Known())] == names


def test_signs_that_turn_words_round_or_heap_up_are_taken_from_names() -> None:
    """A name does not disturb the sentence it stands in, nor the line above it."""
    (turned, heaped) = members_typed("a\u202egnol\u202c\nZ" + "\u0335\u0316" * 30 + "oe", Known())
    assert turned.name == "agnol"
    assert len(heaped.name) <= 9
    assert heaped.name.endswith("oe")


def test_names_are_bounded_and_counted_before_they_are_taken() -> None:
    """Two hundred letters are a name; a page is not, and neither are sixteen names a circle."""
    assert accepted_names("x" * 200 + "\n" + "y" * 500)[1] is None
    good, why = accepted_names("x" * 501 + "\nAl")
    assert good == "Al"
    assert "longer than 500 letters" in str(why)
    good, why = accepted_names("\n".join(f"P{i}" for i in range(16)))
    assert good.splitlines() == [f"P{i}" for i in range(15)]
    assert "this list has 16. Not in the circle yet: P15." in str(why)
    assert accepted_names("\n".join(f"P{i}" for i in range(15)))[1] is None


def test_of_too_many_names_those_who_are_seated_stay() -> None:
    """A name typed above the others takes nobody's seat."""
    seated = [Member(str(i), f"P{i}") for i in range(15)]
    good, why = accepted_names("\n".join(["New", *(f"P{i}" for i in range(15))]), seated)
    assert good.splitlines() == [f"P{i}" for i in range(15)]
    assert "Not in the circle yet: New." in str(why)


@given(
    before=st.lists(st.sampled_from("ABCDEFGHIJKLMNO"), max_size=LARGEST, unique=True),
    busy=st.sets(st.sampled_from("ABCDEFGHIJKLMNO")),
    lines=st.lists(st.sampled_from([*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "Al", "Bob B"]), max_size=20),
)
@example(before=list("ABCDE"), busy=set("ABCDE"), lines=list("KLMNOPQRSTUVWXY"))
def test_no_list_seats_more_than_a_circle_holds(
    before: list[str], busy: set[str], lines: list[str]
) -> None:
    """While it is edited too, when those who have spoken sit whether a line names them or not."""
    members = tuple(Member(name.lower(), name) for name in before)
    known = Known(members, members, (), {name.lower() for name in busy})
    text, why = accepted_names("\n".join(lines), members, known)
    seated = members_typed(text, known)
    assert len(seated) <= LARGEST
    assert {member.id for member in members if member.id in known.busy} <= {m.id for m in seated}
    assert (why is None) == (text.splitlines() == lines)
