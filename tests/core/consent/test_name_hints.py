"""What is to be looked at too: near spellings, other forms, capitals, figures and addresses."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.consent.name_finder import Kind, Sought, finds
from storycircle.core.consent.name_hints import around, hints


def pointed(text: str, *names: str, agency: str = "") -> dict[str, str]:
    """What is pointed at, with why."""
    sought = tuple(Sought(name, Kind.NAME) for name in names)
    sought += (Sought(agency, Kind.AGENCY),) if agency else ()
    return {hint.text: hint.what for hint in hints(text, sought, finds(text, sought))}


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("Rukhsana", "Ruksana came", "Ruksana"),
        ("Sarah Jones", "Sahra came", "Sahra"),
        ("Robert Lee", "Bob came", "Bob"),
        ("Katarzyna", "Kasia przyszła", "Kasia"),
        ("Gwen Morgan", "i Wen Forgan", "Wen"),
        ("Gwen Morgan", "i Wen Forgan", "Forgan"),
        ("Mai Jones", "i Fai a ninnau", "Fai"),
        ("Pedr", "Mhedr a ddaeth", "Mhedr"),
        ("Seán", "Sheáin, tar isteach", "Sheáin"),
        ("Marek Nowak", "Markiem się zajęli", "Markiem"),
        ("Marek Nowak", "z Markiem Nowakiem", "Markiem"),
        ("Marek Nowak", "z Markiem Nowakiem", "Nowakiem"),
        ("Павел Иванов", "Павлом гордились", "Павлом"),
        ("Νίκος", "Νίκου σπίτι", "Νίκου"),
        ("सुरेश", "सुरेशजी आए", "सुरेशजी"),
        ("Dawn Green", "DG said", "DG"),
    ],
)
def test_other_forms_of_a_name_are_pointed_at(name: str, text: str, word: str) -> None:
    """Each with the name that it may be, so that one sees why."""
    assert name in pointed(text, name)[word]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ring 07700 900123 soon", ["07700 900123"]),
        ("write to tom@example.org, or @tommy", ["tom@example.org", "@tommy"]),
        ("She lives in TS25 1BA.", ["TS25 1BA"]),
        (
            "Ring 07700 900123 or write to tom@example.org, TS25 1BA.",
            ["07700 900123", "tom@example.org", "TS25 1BA"],
        ),
        ("on 3 March 1980, or 03/03/80", ["3 March 1980", "03/03/80"]),
        ("on his birthday", ["birthday"]),
        ("It cost 250", ["250"]),
        ("he is 7 years old", ["7 years"]),
        ("so my eldest son went", ["my eldest son"]),
        ("a fy mab hefyd", ["fy mab"]),
        ("we went to Hart Lane School there", ["Hart Lane School"]),
        ("see www.example.org/dawn now", ["www.example.org/dawn"]),
    ],
)
def test_what_nobody_listed_and_still_says_who_is_pointed_at(text: str, words: list[str]) -> None:
    """Numbers, addresses, dates, a family, places: with or without a list of names."""
    assert list(pointed(text)) == words
    assert list(pointed(text, "Rukhsana")) == words


@pytest.mark.parametrize(
    "text",
    [
        "The heron stood there. Then it flew.",
        "So I went on Monday.",
        "WE ALL WENT HOME",
        "Wir haben das Brot und die Butter nicht gekauft",
        "it was a market, a marker",
        "",
    ],
)
def test_ordinary_words_are_not_pointed_at(text: str) -> None:
    """The list is short enough to be read."""
    assert [what for what in pointed(text, "Mark") if what != text] in ([], text.split())


def test_a_title_behind_a_name_is_pointed_at() -> None:
    """It is left in the story, and might be a surname that nobody listed."""
    assert list(pointed("we met Ali Bey there", "Ali")) == ["Bey"]


def test_two_initials_of_an_agency_are_pointed_at() -> None:
    """Two letters say too little to be found for certain."""
    assert "SS" in pointed("then SS rang", agency="Sure Start")


def test_what_is_found_is_not_pointed_at() -> None:
    """One place is in one list; and what stands for a name is in neither."""
    assert pointed("Dawn rang Dawn Green, [forename] and [agency name]", "Dawn") == {}


@given(
    st.text("Aan .,1@-\n'éक\u093e", max_size=40), st.lists(st.text("Aan", min_size=2, max_size=4))
)
def test_hints_and_finds_never_overlap(text: str, names: list[str]) -> None:
    """Every letter is in one place at most, and each place says what is written there."""
    sought = tuple(Sought(name, Kind.NAME) for name in names)
    found = finds(text, sought)
    places = [(find.start, find.end, find.text) for find in found]
    places += [(hint.start, hint.end, hint.text) for hint in hints(text, sought, found)]
    done = 0
    for start, end, written in sorted(places):
        assert done <= start < end
        assert text[start:end] == written
        done = end


def test_the_sentence_around_a_hint_is_shown() -> None:
    """Within its sentence, and cut at words where that is long."""
    text = "One. So we met Hart there, and left! Two"
    at = text.index("Hart")
    assert around(text, at, at + 4) == ("So we met ", " there, and left!")
    long = "word " * 40 + "Hart" + " word" * 40
    before, after = around(long, 200, 204)
    assert before.startswith("…word ")
    assert after.endswith(" word…")
    assert max(len(before), len(after)) <= 62


def test_the_longest_story_with_fifteen_names_is_looked_at_in_a_moment() -> None:
    """It is looked at again with every answer."""
    names = [
        f"{first} {last}"
        for first in "Anna Bilal Cerys Dawn Ewa".split()
        for last in "Lee Morgan Nowak".split()
    ]
    sought = tuple(Sought(name, Kind.NAME) for name in names)
    text = ("So Dawn rang Hart Lane on 0770 09001, and Markiem said it was fine. " * 1_500)[
        :100_000
    ]
    before = time.process_time()
    found = finds(text, sought)
    assert len(hints(text, sought, found)) > 1_000
    assert time.process_time() - before < 1
