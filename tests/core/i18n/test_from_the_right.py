"""Where a language is written from the right, what stands in a message keeps to itself."""

from itertools import permutations
from string import Formatter

from hypothesis import given
from hypothesis import strategies as st

from storycircle.core import i18n
from storycircle.core.error_sentences import SENTENCES, Refused
from storycircle.core.i18n import _, language
from storycircle.paper.typesetting.shaping import levels, visual_order
from storycircle.paper.typesetting.text_direction import MARKS
from tests.support.pseudo import RIGHT_TO_LEFT

FIELDS = (
    "John R",
    "10.05\N{EN DASH}10.23",
    "+0:42",
    "14 June 2007",
    "/home/ann/circle 5.circle",
    "Ctrl \N{RIGHTWARDS ARROW}",
    "(Ann)",
    "\u05d3\u05d5\u05d3",
    "3 \u05de\u05e9\u05d4 Ann",
    "0:12",
)
"""Names, times, dates, paths, keys, in either direction."""
SHAPES = ("{a}, {b}", "{a} {b}", "{a} – {b}", "speaks: {a} ({b}).", "{a}: {b}", "{b} of {a}, now")


def seen(text: str) -> str:
    """A line as it lies on the paper, from left to right."""
    found = levels(text)
    letters = [letter for letter, _level in found]
    return "".join(letters[at] for at in visual_order([level for _letter, level in found]))


def inkless(text: str) -> str:
    return "".join(letter for letter in text if letter not in MARKS)


def test_no_field_runs_into_its_neighbours() -> None:
    """In any message each lies as it does alone, the later one left of the earlier."""
    with language.speaking(RIGHT_TO_LEFT):
        for shape in SHAPES:
            for one, other in permutations(FIELDS, 2):
                line = seen(_(shape, a=one, b=other))
                first, second = (
                    (one, other) if shape.index("{a}") < shape.index("{b}") else (other, one)
                )
                at = [line.rfind(seen(text)) for text in (first, second)]
                assert -1 not in at, (shape, one, other, line)
                assert at[0] > at[1], (shape, one, other, line)


def test_a_list_of_names_runs_from_the_right() -> None:
    names = ["Ann Lee", "Bo Ray", "Cy", "\u05d3\u05d5\u05d3"]
    with language.speaking(RIGHT_TO_LEFT):
        for said in (
            i18n.listed(names),
            i18n.who(names, 9),
            _("{names}.", names=i18n.listed(names)),
        ):
            line = seen(said)
            places = [line.index(seen(name)) for name in names]
            assert places == sorted(places, reverse=True), line


def test_what_messages_say_within_a_refusal_shows_no_marks() -> None:
    """Each field of each refusal may be made of messages; a mark that somebody typed is shown."""
    with language.speaking(RIGHT_TO_LEFT):
        said = _("{one} ({two})", one="library", two="11.45")
        assert inkless(said) != said
        for key, sentences in SENTENCES.items():
            parts = (sentences,) if isinstance(sentences, str) else sentences
            names = {
                name
                for part in parts
                if isinstance(part, str)
                for _text, name, *_rest in Formatter().parse(part)
                if name
            }
            text = str(Refused(key, **dict.fromkeys(names, said)))
            assert "\N{REPLACEMENT CHARACTER}" not in text, key
        typed = str(Refused("not-there", name="a\N{RIGHT-TO-LEFT MARK}b"))
        assert "\N{REPLACEMENT CHARACTER}" in typed


@given(st.lists(st.sampled_from(FIELDS), min_size=2, max_size=2), st.booleans())
def test_a_language_from_the_left_has_no_marks(fields: list[str], twice: bool) -> None:
    """What is said in English or Welsh is as it was, and only marks are added anywhere."""
    shape = "{a}: {b}" if twice else "{a}, {b}"
    one, other = fields
    assert _(shape, a=one, b=other) == shape.format(a=one, b=other)
    with language.speaking(RIGHT_TO_LEFT):
        assert inkless(_(shape, a=one, b=other)) == shape.format(a=one, b=other)


def test_a_line_of_paper_has_its_parts_as_they_were() -> None:
    """It begins at the left in every language, where marks of the right would move its spaces."""
    for one, other in permutations(FIELDS, 2):
        plain = f"by {one} \u00b7 {other}"
        with language.speaking(RIGHT_TO_LEFT):
            assert i18n.together(i18n.joined((f"by {one}", other), " \u00b7 ")) == plain
