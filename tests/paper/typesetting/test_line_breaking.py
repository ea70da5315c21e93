"""Lines of type: nothing is lost, nothing is wider than its line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.line_breaking import (
    LineCounter,
    balanced,
    breaks_word,
    packed,
    width,
    wrapped,
)
from tests.support.examples import examples

LATIN = st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=("Cc", "Cs"))
TEXT = st.text(LATIN, max_size=300)
ROOM = st.floats(min_value=40, max_value=500)


def bare(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


@settings(max_examples=examples(40), deadline=None)
@given(text=TEXT, room=ROOM)
def test_wrapping_loses_no_letter(text: str, room: float) -> None:
    """Every letter someone typed is printed, in order, whatever the width of the line."""
    assert bare("".join(wrapped(text, fonts.SERIF, 20, room))) == bare(text)
    assert bare("".join(balanced(text, fonts.SERIF, 20, room))) == bare(text)


@settings(max_examples=examples(40), deadline=None)
@given(text=TEXT, room=ROOM)
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    """A word without spaces, such as a web address, does not run off the paper."""
    for lines in (wrapped(text, fonts.SANS, 20, room), balanced(text, fonts.SANS, 20, room)):
        assert all(width(line, fonts.SANS, 20) <= room + 0.02 for line in lines)


def test_lines_typed_by_hand_stay_apart() -> None:
    """A line end in a text is a line end on paper."""
    assert wrapped("one two\nthree", fonts.SERIF, 12, 400) == ["one two", "three"]


def test_balanced_lines_have_no_orphan() -> None:
    """The question's last line is not one short word when its lines can be alike."""
    text = "How are we discovering the common ground . . . and then building bridges?"
    lines = balanced(text, fonts.SERIF_ITALIC, 16, 237)
    assert len(lines) == 3
    assert min(map(len, lines)) > 20


def test_names_stay_whole() -> None:
    """A name is not parted at its space while it fits on a line."""
    names = ["Brian R", "Dawn G", "Sandra S", "John R"]
    lines = packed(names, fonts.SERIF, 16, 130)
    assert ", ".join(names) == " ".join(lines)
    assert all(line.count(" ") % 2 for line in lines)


def test_a_word_wider_than_its_line_is_known() -> None:
    """The sheet takes a smaller step of type rather than break a word between letters."""
    assert breaks_word("interprofessional", fonts.SERIF, 44, 100)
    assert not breaks_word("a b c", fonts.SERIF, 44, 100)


@settings(max_examples=examples(100), deadline=None)
@given(texts=st.lists(TEXT | st.sampled_from(["a\tb", " ", "one\n\ntwo", "  three"])), room=ROOM)
def test_lines_are_counted_as_they_are_broken(texts: list[str], room: float) -> None:
    """Whether a text takes one line or many, and whatever was counted before it."""
    counter = LineCounter(fonts.SANS)
    for text in texts:
        assert counter.count(text, 12, room) == len(wrapped(text, fonts.SANS, 12, room))


def test_a_word_longer_than_a_line_is_broken_after_a_hyphen_first() -> None:
    """As a name of two is; one without a hyphen, and a part longer than a line, between letters."""
    room = width("Featherstonehaugh-M", fonts.SERIF, 12)
    lines = wrapped("Siân Featherstonehaugh-Montgomery", fonts.SERIF, 12, room)
    assert lines == ["Siân", "Featherstonehaugh-", "Montgomery"]
    assert wrapped("one/two/three", fonts.SERIF, 12, width("one/two/t", fonts.SERIF, 12)) == [
        "one/two/",
        "three",
    ]
    narrow = wrapped("Featherstonehaugh-Montgomery", fonts.SERIF, 12, room / 2)
    assert "".join(narrow) == "Featherstonehaugh-Montgomery"
    assert len(narrow) > 3
    assert wrapped("-" * 40, fonts.SERIF, 12, room)[0] == "-" * int(
        room / width("-", fonts.SERIF, 12)
    )
