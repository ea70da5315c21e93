"""Paper from bad input and onto bad places: every sheet is drawn, every refusal one sentence."""

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from storycircle.core.clocks import SystemClock
from storycircle.core.errors import Refused
from storycircle.core.model import Action, Circle, Event, Gathered, Member
from storycircle.jobs import printing
from storycircle.jobs.load import read_file
from storycircle.resources import example_event
from storycircle.store.library import Library

MARKUP = "<b>bold</b> &amp; <img src=/etc/passwd> </para> {x} %s \\ (a) [b] <<c>>"
EMOJI = "😀🎉👩‍👩‍👧"
EVENT = Event("e", MARKUP, "2007-06-14", MARKUP, MARKUP, (MARKUP,) * 3, (MARKUP,))
CIRCLES = {
    "markup": Circle(
        "m", 1, "e", MARKUP, members=(Member("a", MARKUP),), actions=(Action("x", MARKUP, ("a",)),)
    ),
    "long": Circle(
        "l", 2, "e", members=(Member("a", "A"),), actions=(Action("x", "word " * 1_000),)
    ),
    "one long word": Circle("o", 3, "e", actions=(Action("x", "w" * 5_000),)),
    "nobody": Circle("n", 4, "e", actions=(Action("x", "Ask"),)),
    "nothing": Circle("h", 5, "e", members=(Member("a", "A"), Member("b", "B"))),
    "emoji": Circle("j", 6, "e", members=tuple(Member(str(n), EMOJI) for n in range(3))),
    "empty": Circle("z", 7),
}
Write = Callable[[Path, Event | None, Circle], object]
WRITERS: dict[str, Write] = {
    "sheet": lambda path, event, circle: printing.write_sheet(path, event, [circle]),
    "slips": lambda path, event, circle: printing.write_slips(path, event, [circle]),
    "card": printing.write_card,
    "sign-in": lambda path, event, circle: printing.write_sign_in(path, event, [circle]),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("kind", CIRCLES)
def test_every_circle_prints(writer: str, kind: str, tmp_path: Path) -> None:
    """Markup, five thousand letters, nobody, nothing, names of emoji alone: all are paper."""
    for event in (EVENT, None):
        WRITERS[writer](tmp_path / "x.pdf", event, CIRCLES[kind])
        assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def test_letters_without_a_font_are_said_in_one_sentence() -> None:
    """Which letters stand as boxes, or the first of them."""
    assert printing.boxes(()) == ""
    assert (
        printing.boxes(("王",)) == "No font on this laptop has “王”: it stands as a box on paper."
    )
    many = printing.boxes(tuple("王小明李娜星期"))
    assert many.endswith("星” and one other: each stands as a box on paper.")


@pytest.fixture
def example() -> Gathered:
    return read_file(example_event())


def places(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A path that cannot be written, and how its refusal begins."""
    path = folder / "x.pdf"
    if kind == "a folder":
        path.mkdir()
        return path, "x.pdf cannot be written: a folder is in its place."
    if kind == "no folder":
        return folder / "none" / "x.pdf", "x.pdf cannot be written: its folder is not there."
    path.write_bytes(b"the old file")
    code = {"read-only": errno.EACCES, "full": errno.ENOSPC, "open elsewhere": errno.EBUSY}[kind]

    plain = Path.replace

    def fails(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    def held_open(temporary: Path, target: Path) -> Path:
        return fails() if target == path else plain(temporary, target)

    if kind == "open elsewhere":
        monkeypatch.setattr(Path, "replace", held_open)
    else:
        monkeypatch.setattr(Path, "write_bytes", fails)
    if kind == "full":
        return path, "There is no room left on this disk."
    return path, "x.pdf cannot be written: "


@pytest.mark.parametrize("kind", ["a folder", "no folder", "read-only", "full", "open elsewhere"])
@pytest.mark.parametrize("writer", [*WRITERS, "with data"])
def test_what_cannot_be_written_leaves_the_old_file(
    writer: str, kind: str, example: Gathered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One plain sentence; the file that was there is untouched, and nothing is left beside it."""
    circle = example.circles[4]
    with Library(tmp_path / "own" / "library", SystemClock()) as library:
        library.load(replace(example, circles=(circle,)))
        folder = tmp_path / "out"
        folder.mkdir()
        path, sentence = places(folder, kind, monkeypatch)
        before = sorted(folder.iterdir())
        write = WRITERS.get(writer) or (
            lambda path, _, circle: printing.write_sheet_with_data(
                path, library, example.event, circle
            )
        )
        with pytest.raises(Refused) as refused:
            write(path, example.event, circle)
        monkeypatch.undo()
        assert str(refused.value).startswith(sentence)
        assert str(refused.value).count("Nothing was half-written.") == 1
        assert sorted(folder.iterdir()) == before
        if path.is_file():
            assert path.read_bytes() == b"the old file"
        assert library.last_export(circle.id) is None


@pytest.mark.skipif(shutil.which("chmod") is None or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_is_read_only_is_said(tmp_path: Path) -> None:
    """The real thing, where the tests do not run as root."""
    tmp_path.chmod(0o500)
    with pytest.raises(Refused, match="this place does not allow it"):
        printing.write_blank(tmp_path / "x.pdf")
    tmp_path.chmod(0o700)
