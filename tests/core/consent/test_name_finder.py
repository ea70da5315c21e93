"""Names found in a text, and what stands for them."""

import re
import time
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.consent.name_finder import AGENCY, FORENAME, Kind, Sought, finds, replaced
from storycircle.core.consent.name_hints import hints


def without_names(text: str, names: Iterable[str], agencies: Iterable[str] = ()) -> str:
    """A text with all that is found in it replaced as suggested."""
    sought = [Sought(name, Kind.NAME) for name in names]
    sought += [Sought(agency, Kind.AGENCY) for agency in agencies]
    return replaced(text, finds(text, tuple(sought)), {})


NAMES = st.text("abcdé", min_size=2, max_size=6)
AROUND = st.sampled_from([" ", ", ", ".", "’s ", "[", "]", "_", "\n", "“", "-"])


@given(st.lists(st.tuples(NAMES, AROUND), max_size=8), st.data())
def test_no_name_is_left_as_a_word(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    """Whatever stands around a name, and however it is written, it does not leave."""
    text = "".join(name + after for name, after in parts)
    known = [name for name, _ in parts]
    names = data.draw(st.lists(st.sampled_from(known), max_size=3)) if known else []
    written = data.draw(st.sampled_from([text, text.upper(), text.title()]))
    masked = without_names(written, names).replace(FORENAME, "")
    left = {word.casefold() for word in re.split(r"[\W_]+", masked)}
    assert not left & {name.casefold() for name in names}


@given(st.text(max_size=30), st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3))
def test_masking_twice_is_masking_once(text: str, names: list[str], agencies: list[str]) -> None:
    """What stands for a name is not masked again."""
    once = without_names(text, names, agencies)
    assert without_names(once, names, agencies) == once


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ann spoke", "[forename] spoke"),
        ("ANN and ann", "[forename] and [forename]"),
        ("Annie", "Annie"),
        ("Ann's story", "[forename]'s story"),
        ("Mary Ann came", "[forename] came"),
        ("Mary came", "[forename] came"),
        ("[Ann] said", "[[forename]] said"),
        ("_Ann_", "_[forename]_"),
        ("José and Jose\u0301", "[forename] and [forename]"),
        ("Sure Start's", "[agency name]'s"),
        ("Start again", "Start again"),
        ("", ""),
    ],
)
def test_names_are_found_as_people_write_them(text: str, masked: str) -> None:
    """Case, accents, possessives and first names are still names; parts of words are not."""
    assert without_names(text, ["Ann", "Mary Ann", "Jose"], ["Sure Start"]) == masked


def test_an_initial_alone_is_not_searched_for() -> None:
    """“Ali M” must not turn every M of a text into a name."""
    assert without_names("Plan M by Ali", ["Ali M"]) == "Plan M by [forename]"


def test_a_member_called_like_the_mark_does_not_break_it() -> None:
    """What stands for a name stays readable whoever is in the circle."""
    text = without_names("Name left Acme. Forename too.", ["Name", "Forename"], ["Acme"])
    assert text == f"{FORENAME} left {AGENCY}. {FORENAME} too."


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Pat O'Brien", "Mrs O’Brien came", "Mrs [forename] came"),
        ("Pat OʼBrien", "O'Brien's", "[forename]'s"),  # noqa: RUF001
        ("Anne-Marie", "Marie came", "[forename] came"),
        ("Anne-Marie", "Anne Marie came", "[forename] came"),
        ("Anne Marie", "Anne‐Marie came", "[forename] came"),  # noqa: RUF001
        ("Dawn/Jo", "Dawn met Jo", "[forename] met [forename]"),
        ('"Bob" Smith', "Bob came", "[forename] came"),
        ("Dawn (2)", "Dawn has 2", "[forename] has 2"),
        ("Bjørn", "Bjorn came", "[forename] came"),
        ("Strauss", "Herr Strauß", "Herr [forename]"),
        ("Łukasz", "lukasz", "[forename]"),
        ("Dawn", "Da\u00adwn", "[forename]"),
        ("D'Arcy", "D'Arcys, D’Arcy’s, D'Arcys'", "[forename]s, [forename]’s, [forename]s'"),
        ("李小明", "昨天李小明来了", "昨天[forename]来了"),
        ("민수", "민수가 왔다", "[forename]가 왔다"),
        ("สมชาย", "พบสมชายที่", "พบ[forename]ที่"),
        ("Dawn", "Dawn来了", "[forename]来了"),
    ],
)
def test_a_name_typed_another_way_is_the_same_name(name: str, text: str, masked: str) -> None:
    """Apostrophes, hyphens, barred letters, plurals and unspaced scripts hide nobody's name."""
    assert without_names(text, [name]) == masked


def test_the_longest_story_is_masked_while_one_waits() -> None:
    """Masking walks over a text once, however often a name stands in it."""
    names = [f"Anna{number} Maria-Smith{number}" for number in range(15)]
    before = time.process_time()
    masked = without_names("Anna1 " * 16_666, names)
    assert masked == f"{FORENAME} " * 16_666
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("word", "kind", "written"),
    [
        ("Sure Start", Kind.AGENCY, "Sure  Start"),
        ("Sure Start", Kind.AGENCY, "Sure\n\tStart"),
        ("Sure Start", Kind.AGENCY, "SureStart"),
        ("St. Mary’s School", Kind.AGENCY, "St Marys School"),
        ("St Marys School", Kind.AGENCY, "St. Marys School"),
        ("NHS", Kind.AGENCY, "N.H.S"),
        ("Health & Care", Kind.AGENCY, "health and care"),
        ("Health and Care", Kind.AGENCY, "Health&Care"),
        ("Danny boy", Kind.WORD, "danny\nboy"),
        ("Mr T", Kind.WORD, "Mr. T"),
        ("Dawn G", Kind.NAME, "DawnG"),
        ("Anne-Marie Lee", Kind.NAME, "Annemarie"),
        ("Anne-Marie Lee", Kind.NAME, "Anne Marie"),
        ("Seán O’Neill", Kind.NAME, "Neill"),
        ("Käthe Müller", Kind.NAME, "Mueller"),
        ("محمد علي", Kind.NAME, "محمد"),
        ("王小明", Kind.NAME, "小明"),
    ],
)
def test_a_name_is_found_however_it_is_spaced_and_dotted(
    word: str, kind: Kind, written: str
) -> None:
    """Two spaces, a line's end, a dot or an apostrophe more or less hide nobody."""
    for text in (written, f"We went to {written}’s today", f"“{written}.”"):
        (find,) = finds(text, (Sought(word, kind),))
        assert find.text == written
        assert text[find.start : find.end] == written


def test_a_letter_that_is_joined_to_a_name_does_not_hide_it() -> None:
    """Arabic and Hebrew write "and" and "to" as one word with what follows."""
    for text, name in (("جاء ومحمد", "محمد"), ("הלך ומשה", "משה")):
        (find,) = finds(text, (Sought(name, Kind.NAME),))
        assert find.text == name


def test_a_long_text_full_of_names_is_looked_through_at_once() -> None:
    """A paste of 100,000 letters does not stop the writing."""
    text = ("The heron stood by Dawn’s gate and went to Sure Start. " * 2_000)[:100_000]
    sought = tuple(Sought(f"Name{n} Other{n}", Kind.NAME) for n in range(14))
    sought += (Sought("Dawn G", Kind.NAME), Sought("Sure Start", Kind.AGENCY))
    before = time.perf_counter()
    assert len(finds(text, sought)) > 3_500
    assert time.perf_counter() - before < 3


def found(text: str, *names: str, agency: str = "") -> list[str]:
    """What is found of names and an agency, as it is written."""
    sought = tuple(Sought(name, Kind.NAME) for name in names)
    sought += (Sought(agency, Kind.AGENCY),) if agency else ()
    return [find.text for find in finds(text, sought)]


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Sarah Jones", "The Joneses came", "The [forename]es came"),
        ("Sarah Jones", "it is Sarah1980 there", "it is [forename] there"),
        ("Sarah Jones", "to sarah123@example.org now", "to [forename] now"),
        ("Dawn Grieve", "as @dawngrieve99 said", "as [forename] said"),
        ("Dawn Grieve", "DawnG, Dawn2", "[forename], [forename]"),
        ("Dawn", "it was D.A.W.N who rang", "it was [forename] who rang"),
        ("Juergen Mueller", "Jürgen Müller", "[forename]"),
        ("Jürgen Müller", "Juergen, and Mueller", "[forename], and [forename]"),
        ("Angus MacDonald", "Mr McDonald, Mac Donald", "Mr [forename], [forename]"),
        ("Angus McDonald", "a MacDonald", "a [forename]"),
        ("علی کریمی", "علي كريمي", "[forename]"),
        ("فاطمة", "آمد فاطمه", "آمد [forename]"),
        ("Dawn Grieve", "Da-\nwn came", "[forename] came"),
        ("Dawn G", "Dawn Green came", "[forename] came"),
        ("Dawn", "we met Dawn Green there", "we met [forename] there"),
        ("Dawn", "Dawn de Souza, Dawn O’Neill", "[forename], [forename]"),
        ("Ann", "Ann-Marie came", "[forename] came"),
        ("J Smith", "we saw John Smith", "we saw [forename]"),
        ("Dawn Green", "Dawn Mary Green", "[forename]"),
        ("Dawn Green", "D. Green rang", "[forename] rang"),
        ("Aoife Byrne", "ag hAoife", "ag [forename]"),
        ("समीर", "समीर आया", "[forename] आया"),
        ("Dawn Adams", "then dawn a bit, Dawn A", "then [forename] a bit, [forename]"),
        ("Ann Ives", "after Ann I spoke", "after [forename] I spoke"),
        ("Ezgi İnönü", "dün Ezgi İ geldi", "dün [forename] geldi"),
        ("Ann Íosa", "after Ann Í spoke", "after [forename] spoke"),
        ("Ezgi", "dün Ezgi İ geldi", "dün [forename] geldi"),
        ("Ayşe Demir", "Ayşe Hoca, Ayşe Teyze", "[forename] Hoca, [forename] Teyze"),
        ("Ayşe Demir", "dün AYŞE’NİN evi", "dün [forename]’NİN evi"),
        ("Ali", "we met Ali Bey, Ali Abi", "we met [forename] Bey, [forename] Abi"),
        ("Ravi", "we met Ravi Uncle, Ravi Bhai", "we met [forename] Uncle, [forename] Bhai"),
        ("Ali", "we met Ali Beyaz", "we met [forename]"),
        ("Ahmed Bey", "Ahmed Bey, Mr Bey", "[forename], Mr [forename]"),
    ],
)
def test_a_name_is_found_in_every_form_and_as_a_whole(name: str, text: str, masked: str) -> None:
    """Digits, addresses, dots, umlauts, Mc, Persian letters and a surname beside it hide nobody."""
    assert without_names(text, [name]) == masked


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("समीर", "समाज के लिए समय"),
        ("अनिल", "अनाज और अनेक लोग"),
        ("राम", "रामायण पढ़ी और विराम लिया"),
        ("แสง", "แสงา"),
        ("Dr Aisha Khan", "The Dr said so"),
        ("Jan van der Berg", "to take the van or der"),
        ("Donald", "McDonald came"),
        ("Sam Wan", "a swan on the lake"),
        ("สม", "เสมา"),
    ],
)
def test_no_part_of_a_word_and_no_title_is_taken_for_a_name(name: str, text: str) -> None:
    """A vowel sign belongs to its letter; titles, particles and initials alone are nobody."""
    assert without_names(text, [name]) == text


def test_the_initials_of_an_agency_are_the_agency() -> None:
    """In capitals, with dots or without; not the same letters in a word, nor two of them."""
    assert found("YOS and Y.O.S. helped, yos", agency="Youth Offending Service") == ["YOS", "Y.O.S"]
    assert found("the DoH", agency="Department of Health") == ["DoH"]
    assert found("It was OK", agency="Our Kitchen") == []


def test_a_capital_is_no_name_where_capitals_are_usual() -> None:
    """In German every noun has one, in a title most words have."""
    assert found("Dann gab Dawn Brot und ich war nicht da", "Dawn") == ["Dawn"]
    assert found("When Dawn Visited The Other School", "Dawn") == ["Dawn"]
    assert found("So Dawn Visited us", "Dawn") == ["Dawn Visited"]


SCRIPTS = {
    "Latin": "abcdeéüßøñ",
    "Greek": "αβγδάές",
    "Cyrillic": "абвйё",
    "Arabic": "ابتيکةى\u064e\u0651",
    "Hebrew": "אבגד\u05b0",
    "Devanagari": "कखगज\u093e\u093f\u0940\u094d\u0902\u093c",
    "Tamil": "கசத\u0bbe\u0bbf\u0bcd",
    "Bengali": "কখগ\u09be\u09bf\u09cd",
}


@given(st.data(), st.sampled_from(sorted(SCRIPTS)))
def test_a_find_begins_and_ends_where_words_do_in_every_script(
    data: st.DataObject, script: str
) -> None:
    """No letter is cut off from its marks, nor a word from its letters; a name alone is found."""
    letters = SCRIPTS[script]
    word = st.text(letters, min_size=2, max_size=5).filter(lambda w: w[0].isalpha())
    name, others = data.draw(word), data.draw(st.lists(word, max_size=5))
    text = " ".join([*others, name])
    places = finds(text, (Sought(name, Kind.NAME),))
    assert any(find.end == len(text) for find in places) or len(name.strip("sS")) < 2
    for find in places:
        after = text[find.end : find.end + 1]
        assert not unicodedata.category(after or " ").startswith("M")
        assert not after.isalpha() or text[find.end :].split(" ")[0] in ("s", "es")


@given(st.lists(st.sampled_from(["Ann", "ann", "Ann's", "Anna", "an", "D.", "Green", "to"])))
def test_finds_are_in_order_and_apart(parts: list[str]) -> None:
    """Each letter is replaced once, whatever stands beside a name."""
    text = " ".join(parts)
    sought = (Sought("Ann Green", Kind.NAME), Sought("D Green", Kind.NAME))
    done = 0
    for find in finds(text, sought):
        assert done <= find.start < find.end <= len(text)
        assert text[find.start : find.end] == find.text
        done = find.end


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["Ann Green ", "Ann-", "a@", "A.N.", "aN", "李小明", "राम", "ann\n", "1 ", "Ann1 "]
)
def test_twice_the_text_takes_twice_the_time(text: str) -> None:
    """No text takes its square, whatever it is made of."""
    sought = (
        Sought("Ann Reed", Kind.NAME),
        Sought("李小明", Kind.NAME),
        Sought("a" * 500, Kind.WORD),
    )
    times = []
    for size in (10_000, 80_000):
        long = text * (size // len(text))
        before = time.process_time()
        hints(long, sought, finds(long, sought))
        times.append(time.process_time() - before)
    assert times[1] < 8 * 4 * max(times[0], 0.02)
