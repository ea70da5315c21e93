"""The file for members only: always sealed, taken in by nobody else, and checked throughout."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.sealed_file import Opener, Seal
from storycircle.store.lines import members_file
from storycircle.store.lines.line_store import ForMembers
from tests.support.a_meeting import OLD_DOORS, laptops, started


@pytest.mark.slow
def test_nothing_of_a_line_is_in_clear_in_its_file(tmp_path: Path) -> None:
    """As it is sealed in earnest, which takes a second of work."""
    path = tmp_path / "set.circle"
    with laptops(1) as (one,):
        one.save_circle(started())
        members_file.write(one.for_members("line"), path, OLD_DOORS)
        raw = path.read_bytes()
        for word in (b"Ann", b"Ask twice", b"Two lines", b"SQLite", b"Learning set"):
            assert word not in raw


@pytest.mark.usefixtures("weak_seal")
def test_no_other_way_takes_a_file_for_members_in(tmp_path: Path) -> None:
    """Opened by its passphrase, it says what it is; a circle file is none of them."""
    path = tmp_path / "set.circle"
    with laptops(1) as (one,):
        one.save_circle(started())
        with pytest.raises(Refused):
            members_file.write(one.for_members("line"), path, "")
        assert not path.exists()
        members_file.write(one.for_members("line"), path, OLD_DOORS)
        unseal = Opener(one.path, lambda _what: OLD_DOORS).open
        with pytest.raises(Refused, match="for members of a line of meetings only"):
            circle_file.read(path, unseal)
        circle_file.write(one.leave(one.circle("c1")), path, Seal((), OLD_DOORS))
        with pytest.raises(Refused, match="no file for members"):
            members_file.read(path, unseal)
        open_ = tmp_path / "open.circle"
        open_.write_bytes(members_file.content(one.for_members("line"), "open.circle"))
        with pytest.raises(Refused, match="no file for members"):
            members_file.read(open_, unseal)
        with pytest.raises(Refused, match="for members of a line of meetings only"):
            circle_file.read(open_)


def changed(what: ForMembers, of: str, **fields: object) -> ForMembers:
    """The file with the first record of a kind changed as no writer of ours does."""
    (first, *_) = [one for one in what.records if one.kind == of]
    odd = replace(first, fields={**first.fields, **fields})
    return replace(what, records=tuple(odd if one is first else one for one in what.records))


ODD: dict[str, Callable[[ForMembers], ForMembers]] = {
    "a person of another meeting": lambda f: changed(f, "attendance", circle="c9"),
    "an id that is another's": lambda f: changed(f, "attendance", person="p9"),
    "a state that is none": lambda f: changed(f, "attendance", came="away"),
    "a ninth question": lambda f: changed(f, "inquiry_note", under_question=9),
    "another line": lambda f: changed(f, "meeting", line="other"),
    "meeting nought": lambda f: changed(f, "meeting", number=0),
    "ticks that are none": lambda f: changed(f, "meeting", ticked='["all"]'),
    "a kind that is none": lambda f: changed(f, "line", kind="club"),
    "a day that cannot be": lambda f: changed(f, "line", next="2007-06-31"),
    "a text too long": lambda f: changed(f, "line", title="x" * 501),
    "owners that are no list": lambda f: changed(f, "inquiry", owners='{"a": 1}'),
    "what owners said": lambda f: changed(f, "inquiry", choices="[]"),
    "a role": lambda f: changed(f, "member", role="head"),
    "counts of agencies": lambda f: changed(f, "addition", sort="agencies"),
    "what is of nothing": lambda f: changed(f, "addition", belongs="c9"),
    "what is of another meeting": lambda f: changed(f, "addition", circle="c9"),
    "no line": lambda f: replace(f, records=tuple(one for one in f.records if one.kind != "line")),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_file_that_no_story_circle_writes_is_refused(odd: str) -> None:
    with laptops(1) as (one,):
        one.save_circle(started())
        with pytest.raises(Refused, match="is damaged and cannot be trusted"):
            members_file.content(ODD[odd](one.for_members("line")), "odd.circle")
