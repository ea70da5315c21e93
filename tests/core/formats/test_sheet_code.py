"""What the square code holds: there and back, in parts, and refused where it is no circle."""

import json
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving, on_paper
from storycircle.core.error_sentences import Refused
from storycircle.core.formats import sheet_code
from storycircle.core.formats.sheet_code import Content, Promise
from storycircle.core.model import Circle, NamesOnPaper
from tests.support.examples import examples
from tests.support.strategies import circles, events


@settings(max_examples=examples(30), deadline=None)
@given(circle=circles(), event=st.one_of(st.none(), events), count=st.integers(1, 4))
def test_a_circle_goes_through_its_code_and_back(circle: Circle, event: object, count: int) -> None:
    """Number, names, actions, who and by when, whatever the parts' order."""
    content = sheet_code.content_of(event, leaving(circle).circle)  # type: ignore[arg-type]
    parts = sheet_code.cut(sheet_code.packed(content), count)
    random.Random(count).shuffle(parts)  # noqa: S311
    read = [part for each in (*parts, *parts) if (part := sheet_code.part(each))]
    whole, lacking = sheet_code.join_parts(read)
    assert lacking == {}
    (data,) = whole.values()
    assert sheet_code.unpacked(data, "x.jpg") == content
    back = sheet_code.circle_of(content)
    assert list(back.shown_names().values()) == list(circle.shown_names().values())
    assert [(a.text, a.by) for a in back.actions] == [(a.text, a.by) for a in circle.actions]
    assert sheet_code.content_of(event, back) == content  # type: ignore[arg-type]


@settings(max_examples=examples(20), deadline=None)
@given(circle=circles(), rule=st.sampled_from(NamesOnPaper))
def test_a_code_holds_no_more_names_than_its_paper(circle: Circle, rule: NamesOnPaper) -> None:
    """The event's rule for names holds for the code too."""
    shown = on_paper(leaving(circle), rule).circle
    content = sheet_code.content_of(None, shown)
    if rule is NamesOnPaper.NONE:
        assert content.members == ()
        assert all(action.who == () for action in content.actions)
    else:
        assert content.members == tuple(shown.shown_names().values())


def test_a_code_lacks_a_part_until_it_is_there() -> None:
    """Half a code is no circle, and nobody takes it for one."""
    content = Content("c", 1, members=("Ann",), actions=(Promise("x" * 300, (0,)),))
    first, second = [
        sheet_code.part(each) for each in sheet_code.cut(sheet_code.packed(content), 2)
    ]
    assert first is not None
    assert second is not None
    whole, lacking = sheet_code.join_parts([first, first])
    assert whole == {}
    assert list(lacking.values()) == [[first]]
    other = replace(second, data=second.data[::-1])
    assert sheet_code.join_parts([first, other])[0] == {}


@settings(max_examples=examples(50), deadline=None)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_code_read_wrongly_is_no_code(place: int, bit: int) -> None:
    """One wrong bit anywhere in a part, and the part is not used."""
    content = Content("c", 1, members=("Ann",), actions=(Promise("Ask", (0,)),))
    (part,) = sheet_code.cut(sheet_code.packed(content), 1)
    wrong = bytearray(part)
    wrong[place % len(wrong)] ^= 1 << bit
    assert sheet_code.part(bytes(wrong)) is None


SOUND = ["c", 1, "", "", "", ["Ann"], [["Ask", [0], ""]], 0]


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, ""),
        (0, 5),
        (1, 0),
        (1, "1"),
        (1, True),
        (3, "two\nlines"),
        (3, "x" * 600),
        (5, ["Ann"] * 16),
        (5, [""]),
        (5, "Ann"),
        (6, [["Ask", [0], ""]] * 4),
        (6, [["Ask", [1], ""]]),
        (6, [["Ask", [""], ""]]),
        (6, [["Ask", ["two\nlines"], ""]]),
        (6, [["Ask", [0.5], ""]]),
        (6, [["Ask", [0] + ["x"] * 20, ""]]),
        (6, [["", [0], ""]]),
        (6, [["x" * 5_001, [0], ""]]),
        (6, [["a\x00b", [0], ""]]),
        (6, [["Ask", [0]]]),
        (7, -1),
        (7, "0"),
    ],
)
def test_what_no_circle_could_say_is_refused(place: int, wrong: object) -> None:
    """A stranger can print a code too: every type and every bound is checked."""

    def deflated(whole: object) -> bytes:
        deflate = zlib.compressobj(9, wbits=-15)
        return deflate.compress(json.dumps(whole).encode()) + deflate.flush()

    assert sheet_code.unpacked(deflated(SOUND), "x.jpg").members == ("Ann",)
    changed = [*SOUND[:place], wrong, *SOUND[place + 1 :]]
    with pytest.raises(Refused, match=r"^The code in x\.jpg was read"):
        sheet_code.unpacked(deflated(changed), "x.jpg")


def test_a_code_that_swells_is_refused() -> None:
    """A few bytes that unpack to a hundred million stop early."""
    deflate = zlib.compressobj(9, wbits=-15)
    swollen = deflate.compress(b" " * 100_000_000) + deflate.flush()
    with pytest.raises(Refused):
        sheet_code.unpacked(swollen, "x.jpg")
