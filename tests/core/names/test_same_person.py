"""A name put right is the same person, and where that is not sure it is asked."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.consent.nicknames import nicknames
from storycircle.core.members import Known, members_typed, name_doubts, typed_lines
from storycircle.core.model import Member
from storycircle.core.names.same_person import likely_same, says_more

CORRECTIONS = [
    ("Bob", "Robert"), ("Ann Smith", "Ann"), ("Kate", "Catherine"), ("Ann Smith", "Ann Jones"),
    ("Lee", "Ann Lee"), ("Brian R", "Bryan R"), ("B Lee", "Bob Lee"), ("ann lee", "Ann Lee"),
    ("Siân", "Sian"), ("Jo", "Jo Ray"), ("Dr Ann Lee", "Ann Lee"), ("Bill Ray", "William Ray"),
    ("Peggy", "Margaret"), ("Jon", "John"), ("Lee Ann", "Ann Lee"), ("D G", "Dawn Green"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now"), CORRECTIONS)
def test_everyday_corrections_are_the_same_person(before: str, now: str) -> None:
    """Both ways, without a question."""
    assert likely_same(before, now)
    assert likely_same(now, before)


@pytest.mark.parametrize(
    ("before", "now"),
    [("Bob", "Zelda"), ("Ann Smith", "Peter Jones"), ("Dawn G", "Peter P"), ("Bob", "Bo Peep Q")],
)
def test_somebody_else_is_not(before: str, now: str) -> None:
    """It is asked: nobody inherits another person's story in silence."""
    assert not likely_same(before, now)


def test_a_name_that_says_more() -> None:
    """A surname added or spelt out; never a letter mended or a short form."""
    assert says_more("Dawn G", "Dawn Green")
    assert says_more("Dawn", "Dawn Green")
    assert not says_more("Dawn Green", "Dawn G")
    assert not says_more("Bob", "Robert")
    assert not says_more("Brian R", "Bryan R")


FORENAMES = (
    "Robert Catherine Margaret William Elizabeth Michael Susan James Deborah Anthony Patricia "
    "Siân Ewa Mohammed Priya Chidi José Anna"
).split()
SURNAMES = "Smith Jones Lee Pugh Nowak Khan Patel Okafor García Green McDonald".split()


def corrected(name: str, rng: random.Random) -> str:
    """A name as somebody puts it right: short form, marriage, initial, order, accents, a letter."""
    forename, _space, surname = name.partition(" ")
    short = sorted(nicknames(forename.casefold())) or [forename]
    letter = rng.randrange(1, len(forename))
    return rng.choice(
        [
            rng.choice(short).title(),
            f"{rng.choice(short).title()} {surname}",
            f"{forename} {rng.choice(SURNAMES)}",
            forename,
            surname,
            f"{forename} {surname[0]}",
            f"{forename[0]}. {surname}",
            f"{surname} {forename}",
            name.upper(),
            f"{forename[:letter]}{forename[letter + 1 :]} {surname}",
            f"Dr {name}",
            rng.choice("Zelda Quentin Xavier".split()),
        ]
    )


@given(st.integers(0, 2**32))
def test_no_correction_removes_who_has_taken_part(seed: int) -> None:
    """Of names put right, in any order, with any of them rubbed out: each who has spoken is in the
    circle still, and is either named by a line or asked about.
    """
    rng = random.Random(seed)  # noqa: S311 (names, no secrets)
    everyone = [f"{f} {rng.choice(SURNAMES)}" for f in rng.sample(FORENAMES, rng.randint(3, 9))]
    before = tuple(Member(str(at), name) for at, name in enumerate(everyone))
    busy = {member.id for member in before if rng.random() < 0.7}
    lines = [corrected(n, rng) if rng.random() < 0.5 else n for n in everyone]
    if rng.random() < 0.3:
        rng.shuffle(lines)
    if rng.random() < 0.3:
        lines.pop(rng.randrange(len(lines)))
    known = Known(before, before, (), busy)
    members = members_typed("\n".join(lines), known)
    asked = {doubt.member for doubt in name_doubts("\n".join(lines), known)}
    assert busy <= {member.id for member in members}
    assert len({member.id for member in members}) == len(members)
    unnamed = {m.id for m in members if m.id in busy and m.name not in lines}
    assert unnamed <= asked


@given(st.integers(0, 2**32))
def test_one_name_put_right_in_its_place_changes_nobody(seed: int) -> None:
    """The same line in the same place, the count unchanged: the same ids in the same order, or a
    question about that line alone.
    """
    rng = random.Random(seed)  # noqa: S311 (names, no secrets)
    everyone = [f"{f} {rng.choice(SURNAMES)}" for f in rng.sample(FORENAMES, 6)]
    before = tuple(Member(str(at), name) for at, name in enumerate(everyone))
    at = rng.randrange(6)
    lines = [*everyone]
    lines[at] = corrected(lines[at], rng)
    known = Known(before, before, (), {member.id for member in before})
    doubts = name_doubts("\n".join(lines), known)
    assert [doubt.member for doubt in doubts] in ([], [str(at)])
    if not doubts:
        members = members_typed("\n".join(lines), known)
        assert [member.id for member in members] == [member.id for member in before]
        assert typed_lines(members).splitlines() == lines


@pytest.mark.parametrize("now", ["Bob Smith", "Zoë Smith", "B Smith"])
def test_a_surname_in_common_makes_nobody_the_same(now: str) -> None:
    """Nobody inherits the story of somebody of their family in silence, wherever they stand."""
    assert not likely_same("Ann Smith", now)
    before = (Member("a", "Ann Smith"), Member("c", "Cy"))
    known = Known(before, before, (), {"a"})
    for lines in (f"{now}\nCy", f"Cy\n{now}"):
        assert [m.name for m in members_typed(lines, known) if m.id == "a"] == ["Ann Smith"]
        assert [doubt.member for doubt in name_doubts(lines, known)] == ["a"]


def test_another_surname_asks_leave_anew() -> None:
    """Who may leave as Ann Smith was not asked about Ann Jones."""
    assert says_more("Ann Smith", "Ann Jones")
    assert says_more("Bob", "Robert Smith")
    assert not says_more("Ann Smith", "Ann")
    assert not says_more("Kate", "Catherine")
