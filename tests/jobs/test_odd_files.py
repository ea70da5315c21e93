"""A stick of odd files ends with a line for each of them, and each line is true."""

import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.shareable import leaving
from storycircle.core.formats import sheet_code
from storycircle.core.model import Gathered
from storycircle.jobs.check_file import check
from storycircle.jobs.export import export_circle
from storycircle.jobs.files.contents import Contents, contents_of
from storycircle.jobs.files.kinds import Kind, kind_of
from storycircle.jobs.import_event import read_file
from storycircle.jobs.merge import MergeResult, merge_files
from storycircle.jobs.report import write_sheet_with_data
from storycircle.resources import example_event
from storycircle.store.library import Library
from storycircle.store.safety.workspace import UNPACKED
from tests.support.fresh import fresh_library
from tests.support.odd_files import (
    BRINGS,
    MAKERS,
    Said,
    Sound,
    early,
    fill,
    joined,
    mail,
    pdf_with,
    pdf_with_note,
    zipped,
)

CIRCLES = (1, 2)


def sound_files(example: Gathered, folder: Path, clock: SimulatedClock) -> Sound:
    """What is right, as the app writes it."""
    with fresh_library(folder / "own" / "library", clock) as own:
        own.load(example)
        event = own.events()[0]
        circles = []
        for number in CIRCLES:
            path = folder / f"{number}.circle"
            export_circle(own, own.circle(example.circles[number - 1].id), path)
            circles.append(path.read_bytes())
        write_sheet_with_data(folder / "x.pdf", own, event, own.circle(example.circles[3].id))
        own.copy_to(folder / "copy")
    content = sheet_code.content_of(example.event, leaving(example.circles[2]).circle)
    (code,) = sheet_code.cut(sheet_code.packed(content), 1)
    return Sound(
        tuple(circles), (folder / "x.pdf").read_bytes(), code, (folder / "copy").read_bytes()
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    folder = tmp_path_factory.mktemp("sound")
    return sound_files(read_file(example_event()), folder, SimulatedClock(datetime(2007, 6, 14)))  # noqa: DTZ001


@pytest.fixture
def organiser(tmp_path: Path, clock: SimulatedClock) -> Iterator[Library]:
    with fresh_library(tmp_path / "organiser" / "library", clock) as library:
        yield library


ATTACHED: dict[str, Callable[[Sound], bytes]] = {
    "joined": lambda s: joined(s.sheet, pdf_with(("x", s.circles[0]))),
    "several, renamed": lambda s: pdf_with(("one.bin", s.circles[0]), ("two", s.circles[1])),
    "on a note": lambda s: pdf_with_note("ours.txt", s.circles[0]),
    "a portfolio": lambda s: pdf_with(("a.pdf", s.sheet), portfolio=True),
    "forwarded": lambda s: mail(inner=mail(("five", s.circles[0]))).as_bytes(),
    "archive in an archive": lambda s: zipped(("b.zip", zipped(("5", s.circles[0])))),
}


@pytest.mark.slow
@pytest.mark.parametrize("how", ATTACHED)
def test_circles_are_found_wherever_they_are_attached(
    how: str, organiser: Library, sound: Sound, tmp_path: Path
) -> None:
    """One line for each file, and no circle of it is left behind."""
    path = tmp_path / "x.part"
    path.write_bytes(ATTACHED[how](sound))
    (merged,) = merge_files(organiser, [path])
    assert merged.outcome == "new", merged.line()
    expected = {"joined": {1, 4}, "several, renamed": {1, 2}, "a portfolio": {4}}.get(how, {1})
    assert {circle.number for circle in organiser.circles()} == expected
    if len(expected) > 1:
        assert all(f"Circle {number}: new." in merged.line() for number in expected)
    (checked,) = [check(path)] if how != "archive in an archive" else [merged]
    assert not checked.refused


def test_a_circle_file_from_before_format_1_was_closed_is_read(
    organiser: Library, tmp_path: Path
) -> None:
    """A column that came later is empty in it, and codes are what they are called today."""
    (tmp_path / "early").write_bytes(early())
    (merged,) = merge_files(organiser, [tmp_path / "early"])
    assert merged.line() == "early: new"
    changed = bytearray(early())
    changed[changed.index(b"as typed")] ^= 1
    (tmp_path / "changed").write_bytes(changed)
    (merged,) = merge_files(organiser, [tmp_path / "changed"])
    assert "is damaged and cannot be trusted" in merged.line()


def test_a_named_library_is_refused_as_what_it_is(
    organiser: Library, sound: Sound, tmp_path: Path
) -> None:
    """And it is said what to hand over instead."""
    (tmp_path / "5.circle").write_bytes(sound.library)
    (merged,) = merge_files(organiser, [tmp_path / "5.circle"])
    assert merged.refused
    assert "5.circle is not a circle file. A library of Story Circle" in merged.why
    assert "export each of them" in merged.why


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"From: a@b\r\nTo: c@d\r\n\r\nhello", Kind.MAIL),
        (b"From here on: we meet\nTo: nobody\n", Kind.TEXT),
        (b"Subject: of the day\nfrom nine to ten\n", Kind.TEXT),
        (b"From a@b Sat Jun 14\nFrom: a@b\nTo: c@d\n\nhello", Kind.MAILBOX),
        (b"1234\nFrom: a@b\nTo: c@d\n\nhello", Kind.MAIL),
        (b"\xff\xfeD\0e\0a\0r\0", Kind.TEXT),
        ("Liebe Grüße an alle ".encode("cp1252") * 9, Kind.TEXT),
        (b"SQLite fo", Kind.CUT_DATABASE),
        (b"SQL is a language", Kind.TEXT),
        (b"\0\0\0\x1cftypmif1", Kind.PICTURE),
        (b"\0\0\0\x1cftypqt  ", Kind.FILM),
        (b"\0" * 99, Kind.ZEROS),
    ],
)
def test_a_kind_is_told_by_its_beginning(head: bytes, kind: Kind) -> None:
    """Texts that only look like mails are none, and what was cut off is known."""
    assert kind_of(head, len(head)) is kind


def test_what_is_refused_beside_what_is_merged_does_not_say_that_nothing_changed(
    organiser: Library, sound: Sound, tmp_path: Path
) -> None:
    """A mail with a sound circle and a damaged one: one comes, the other is named, and it counts
    as refused in part.
    """
    files = ("1.circle", sound.circles[0]), ("2.circle", sound.circles[1][:5000])
    (tmp_path / "x").write_bytes(mail(*files).as_bytes())
    (merged,) = merge_files(organiser, [tmp_path / "x"])
    assert merged.line() == "x: new: 2.circle is damaged and cannot be trusted."
    assert merged.refused_in_part
    assert not merged.refused


def check_line(merged: MergeResult, kind: str, said: Said) -> None:
    """It says of a file what is true of it."""
    outcome, words = said
    expected = (outcome,) if outcome else ("new", "same", "updated", "look")
    assert merged.outcome in expected, (kind, merged.line())
    assert words in merged.line(), (kind, merged.line())
    assert "\n" not in merged.line()
    assert "sheet for the wall" not in merged.line()


def check_stick(organiser: Library, folder: Path, made: dict[str, tuple[str, Said]]) -> None:
    """As many lines as files, each true; what was unpacked is gone, and a second time is the same
    but that nothing is new.
    """
    first = list(merge_files(organiser, [folder]))
    assert [merged.name for merged in first] == sorted(made)
    for merged in first:
        check_line(merged, *made[merged.name])
    bringing = {name for name, (_kind, said) in made.items() if said[0] == BRINGS}
    second = list(merge_files(organiser, [folder]))
    assert {m.name for m in second if m.outcome in ("same", "look")} == bringing
    assert not list(organiser.path.parent.glob(".storycircle-*"))


CHOSEN = (
    *("circle file", "object streams", "secured PDF", "locked PDF", "HEIC", "half sound mail"),
    *("cut circle file", "library", "letter", "empty", "film", "link", "pipe"),
)


@pytest.mark.slow
def test_of_each_file_on_a_stick_it_is_said_what_it_is(
    organiser: Library, sound: Sound, tmp_path: Path
) -> None:
    """Circles come out of all that carries one, whatever it is called; the rest is told."""
    folder = tmp_path / "stick"
    folder.mkdir()
    made = fill(folder, sound, len(CHOSEN), 7, CHOSEN)
    merged = list(merge_files(organiser, [folder]))
    assert [row.name for row in merged] == sorted(made)
    for row in merged:
        check_line(row, *made[row.name])
    assert {circle.number for circle in organiser.circles()} >= {1, 5, 6}


@pytest.mark.slow
def test_two_hundred_odd_files_are_two_hundred_true_lines(
    organiser: Library, sound: Sound, tmp_path: Path
) -> None:
    """Every kind, right and broken, several times, under names that say nothing."""
    folder = tmp_path / "stick"
    folder.mkdir()
    count = max(220, 2 * len(MAKERS))
    check_stick(organiser, folder, fill(folder, sound, count, 2007))


@pytest.mark.parametrize(
    ("head", "most"),
    [(b"%PDF-1.4\n", 64), (b"From: a@b.org\nTo: c@d.org\nSubject: x\n\n", 256), (b"PK\3\4", 2000)],
)
def test_of_a_file_that_is_too_large_it_is_not_said_that_it_is_a_circle_file(
    organiser: Library, tmp_path: Path, head: bytes, most: int
) -> None:
    """Three gigabytes with nothing in them: what is said is how much of such a file is read."""
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(3_000_000_000)
    (merged,) = merge_files(organiser, [path])
    said = f"big is larger than {most} MB, the most that is looked through."
    assert merged.line() == f"big: refused: {said}"


@pytest.mark.skipif(sys.platform == "darwin", reason="there every name is text")
def test_a_name_that_is_no_text_is_merged_as_any_other(
    organiser: Library, sound: Sound, tmp_path: Path
) -> None:
    """Sticks of old systems have such names; what cannot be shown of one is a sign in its line."""
    folder = tmp_path / "stick"
    folder.mkdir()
    odd = folder / "caf\udce9.circle"
    try:
        odd.write_bytes(sound.circles[0])
    except FileNotFoundError:  # Windows' own disks keep half a letter; Wine has no name for it
        if sys.platform != "win32":
            raise
        pytest.skip("this disk keeps no name that is no text")
    (folder / "plain.circle").write_bytes(sound.circles[1])
    merged = list(merge_files(organiser, [folder]))
    assert [row.line() for row in merged] == ["caf\ufffd.circle: new", "plain.circle: new"]
    first = organiser.circles()[0]
    assert [came.name for came in organiser.how_it_came(first.id)] == ["caf\ufffd.circle"]


@pytest.mark.skipif(sys.platform == "win32", reason="there a link wants leave")
def test_a_stick_that_leads_into_itself_comes_to_an_end(
    organiser: Library, sound: Sound, tmp_path: Path
) -> None:
    """Links to themselves and to the folder they are in, beside the longest name there can be."""
    folder = tmp_path / "stick"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "up").symlink_to("..")
    (folder / "loop").symlink_to("loop")
    name = "n" * 248 + ".circle"
    (folder / name).write_bytes(sound.circles[0])
    link = "passed over: A link to something that is elsewhere."
    lines = [merged.line() for merged in merge_files(organiser, [folder])]
    assert lines == [f"loop: {link}", f"{name}: new", f"up: {link}"]


def test_what_is_checked_is_unpacked_beside_the_library(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the next start deletes what a kill left, and not where everybody's files lie."""
    places: list[Path] = []

    def noted(path: Path, kind: Kind, folder: Path) -> Contents:
        places.append(folder)
        return contents_of(path, kind, folder)

    monkeypatch.setattr("storycircle.jobs.check_file.contents_of", noted)
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("notes.txt", "hello")
    check(archive, library.path)
    assert [place.parent for place in places] == [library.path.parent]
    assert places[0].name.startswith(UNPACKED)
    assert not places[0].exists()
