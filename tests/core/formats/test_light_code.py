"""A file as parts that a screen shows: it arrives as it was, or waits, and is never another one."""

import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storycircle.core.error_sentences import Refused
from storycircle.core.formats import light_code, sheet_code
from storycircle.core.formats.light_code import Collector, Gathering
from storycircle.core.formats.sheet_code import LIGHT, Part
from tests.support.examples import examples

FILES = st.binary(min_size=1, max_size=3_000)
SEALED = b"age-encryption.org/v1\n"


def plain(data: bytes) -> bytes:
    return data


def sealing(data: bytes) -> bytes:
    """Stands for a seal: what is sealed is not known by its beginning."""
    return SEALED + bytes(byte ^ 0x55 for byte in data)


def opened(parts: tuple[Part, ...]) -> bytes:
    """The file that whole parts hold."""
    (data,) = light_code.files(parts)[0].values()
    if data.startswith(SEALED):
        data = bytes(byte ^ 0x55 for byte in data.removeprefix(SEALED))
    return light_code.inflated(data, "x")


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[bytes], list[bytes]]:
    """Some files, and what a camera reads of several loops of them: in any order, with parts lost,
    damaged, and with counts and numbers that somebody changed.
    """
    files = draw(st.lists(FILES, min_size=1, max_size=3, unique=True))
    seals: list[Callable[[bytes], bytes]] = [plain, sealing]
    codes = [
        code
        for file in files
        for code in light_code.shown(light_code.whole(file, draw(st.sampled_from(seals))))
    ]
    read = draw(st.lists(st.sampled_from(codes), max_size=4 * len(codes)))
    for place in draw(st.lists(st.integers(0, max(len(read) - 1, 0)), max_size=4)):
        if read:
            read[place] = draw(st.sampled_from([_torn, _recounted, _swapped]))(read[place])
    return files, read


def _torn(code: bytes) -> bytes:
    return code[:-1] + bytes([code[-1] ^ 1])


def _recounted(code: bytes) -> bytes:
    """The same part of one more, with a checksum that holds."""
    return _with(code, code[7], code[8] + 1)


def _swapped(code: bytes) -> bytes:
    """A part that says that it is the first, with a checksum that holds."""
    return _with(code, 1, code[8])


def _with(code: bytes, number: int, count: int) -> bytes:
    head, piece = code[:7] + bytes([number, count]), code[sheet_code.HEADER :]
    return head + zlib.crc32(head + piece).to_bytes(4) + piece


@settings(max_examples=examples(150), deadline=None)
@given(streams())
def test_any_order_loss_and_mixture_gives_a_file_or_waits(
    stream: tuple[list[bytes], list[bytes]],
) -> None:
    """Whatever is read, what is whole is one of the files that were shown, to the byte."""
    files, read = stream
    collector = Collector()
    for code in read:
        found = collector.take(code)
        if found is not None and found.is_whole:
            assert opened(found.parts) in files
    sound = [part for code in read if (part := sheet_code.part(code))]
    for data in light_code.files(sound)[0].values():
        held = data
        if data.startswith(SEALED):
            held = bytes(byte ^ 0x55 for byte in data.removeprefix(SEALED))
        assert light_code.inflated(held, "x") in files


@settings(max_examples=examples(40), deadline=None)
@given(file=FILES, loops=st.randoms(use_true_random=False))
def test_two_loops_of_which_nothing_is_lost_twice_are_enough(file: bytes, loops: object) -> None:
    """What the first loop lost the second brings."""
    codes = light_code.shown(light_code.whole(file, plain))
    lost = {code for code in codes if loops.random() < 0.5}  # type: ignore[attr-defined]
    collector = Collector()
    last: Gathering | None = None
    for code in [code for code in codes if code not in lost] + codes:
        found = collector.take(code)
        last = found if found is not None and found.is_whole else last
    assert last is not None
    assert opened(last.parts) == file
    assert last.missing == ()


def parts_of(file: bytes) -> list[bytes]:
    return light_code.shown(light_code.whole(file, plain))


def noise(count: int) -> bytes:
    """Bytes that do not deflate, the same each time."""
    return b"".join(zlib.crc32(place.to_bytes(4)).to_bytes(4) for place in range(count // 4))


def test_it_says_what_is_there_and_what_is_missing() -> None:
    """So that a person can go back to the part that the camera lost."""
    codes = parts_of(noise(4_000))
    assert len(codes) == 12
    collector = Collector()
    for code in codes[:4] + codes[5:10]:
        found = collector.take(code)
    assert found is not None
    assert (len(found.there), found.count, found.missing) == (9, 12, (5, 11, 12))
    assert collector.take(codes[0]) == found
    assert not found.is_whole


def test_it_is_whole_once() -> None:
    """The loops go on while the tick is looked at."""
    codes = parts_of(b"a circle")
    collector = Collector()
    first, again = collector.take(codes[0]), collector.take(codes[0])
    assert first is not None
    assert again is not None
    assert first.is_whole
    assert not again.is_whole
    assert again.missing == ()


def test_two_versions_of_one_circle_are_kept_apart() -> None:
    """Parts of the older and of the newer one make neither a third nor the wrong one."""
    old, new = noise(2_000), noise(1_996) + b"new!"
    mixed = [code for pair in zip(parts_of(old), parts_of(new), strict=True) for code in pair]
    collector = Collector()
    found = [got for code in mixed if (got := collector.take(code)) is not None and got.is_whole]
    assert [opened(each.parts) for each in found] == [old, new]


def test_a_part_that_changed_on_its_way_is_none() -> None:
    """A checksum stands in each."""
    (code,) = parts_of(b"a circle")
    assert Collector().take(_torn(code)) is None
    assert Collector().take(b"https://example.org/menu") is None


def test_a_hostile_sequence_takes_no_room() -> None:
    """Names and counts that change each time: what is never finished is dropped."""
    collector = Collector()
    for place in range(1_000):
        head = LIGHT + place.to_bytes(4) + bytes([1, 99])
        collector.take(head + zlib.crc32(head + b"x").to_bytes(4) + b"x")
    assert collector.waiting <= 8


def test_what_would_unpack_to_gigabytes_is_refused() -> None:
    """A thousandth of it is enough to know."""
    deflate = zlib.compressobj(9, wbits=-15)
    burst = b"SCZ1" + deflate.compress(bytes(light_code.MOST_UNPACKED + 1)) + deflate.flush()
    with pytest.raises(Refused) as refused:
        light_code.inflated(burst, "x")
    assert refused.value.key == "light-damaged"


def test_a_circle_that_is_too_large_says_how_long_it_would_take() -> None:
    """At three a second, in whole minutes."""
    with pytest.raises(Refused) as refused:
        parts_of(noise(400_000))
    assert "7 minutes" in str(refused.value)
    assert "file" in str(refused.value)
