"""Paper from bad input and onto bad places: every sheet is drawn, every refusal one sentence."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SystemClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Gathered
from storycircle.jobs import documents, report
from storycircle.store.library import Library
from tests.support.bad_circles import CIRCLES, EVENT
from tests.support.bad_places import KINDS, OLD, bad_place

Write = Callable[[Path, Event | None, Circle], object]
WRITERS: dict[str, Write] = {
    "sheet": lambda path, event, circle: report.write_sheet(path, event, [circle]),
    "slips": lambda path, event, circle: report.write_slips(path, event, [circle]),
    "card": report.write_card,
    "sign-in": lambda path, event, circle: report.write_sign_in(path, event, [circle]),
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
    assert documents.boxes(()) == ""
    assert (
        documents.boxes(("王",)) == "No font on this laptop has “王”: it stands as a box on paper."
    )
    many = documents.boxes(tuple("王小明李娜星期"))
    assert many.endswith("星” and one other: each stands as a box on paper.")


@pytest.mark.parametrize("kind", KINDS)
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
        path, sentence = bad_place(folder / "x.pdf", kind, monkeypatch)
        before = sorted(folder.iterdir())
        write = WRITERS.get(writer) or (
            lambda path, _, circle: report.write_sheet_with_data(
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
            assert path.read_bytes() == OLD
        assert library.last_export(circle.id) is None


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write")
def test_a_folder_that_is_read_only_is_said(tmp_path: Path) -> None:
    """The real thing, where the tests do not run as root."""
    tmp_path.chmod(0o500)
    with pytest.raises(Refused, match="this place does not allow it"):
        report.write_blank(tmp_path / "x.pdf")
    tmp_path.chmod(0o700)
