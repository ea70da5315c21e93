"""Zip archives from strangers: what is sound in them is merged, the rest is one sentence each."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Event, Member
from storycircle.jobs.export import export_circle
from storycircle.jobs.files import archives
from storycircle.jobs.merge import MergeResult, merge_files
from storycircle.jobs.merge_summary import summary
from storycircle.jobs.report import write_sheet_with_data
from storycircle.store.library import Library
from tests.support.fresh import fresh_library


@pytest.fixture
def sound(library: Library, tmp_path: Path) -> bytes:
    """A circle file's bytes."""
    library.save_event(Event("e", "An event", "2007-06-14"))
    circle = Circle("c", 5, event="e", members=(Member("m", "Al"),))
    library.save_circle(circle)
    export_circle(library, circle, tmp_path / "5.circle")
    return (tmp_path / "5.circle").read_bytes()


def merged(archive: Path, clock: SimulatedClock) -> list[MergeResult]:
    """What comes of an archive, in a library that is left clean."""
    with fresh_library(archive.parent / "organiser" / "library", clock) as organiser:
        found = list(merge_files(organiser, [archive]))
    assert not list((archive.parent / "organiser").glob(".storycircle-*"))
    return found


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries:
            archive.writestr(entry, data)
    return path


def test_a_zipped_stick_is_merged(
    library: Library, sound: bytes, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Files in its folders, sheets with data too; of the rest it is said what it is."""
    (event,) = library.events()
    write_sheet_with_data(tmp_path / "s.pdf", library, event, library.circle("c"))
    path = zipped(
        tmp_path / "stick.zip",
        ("a/b/5.circle", sound),
        ("__MACOSX/a/b/._5.circle", b"x"),
        (".Trashes/5.circle", b"x"),
        ("sheet.pdf", (tmp_path / "s.pdf").read_bytes()),
        ("letter.txt", b"Dear all"),
        ("holiday.jpg", b"no picture at all"),
        ("a/broken.circle", sound[:5000]),
    )
    assert [(m.name, m.outcome, m.why) for m in merged(path, clock) if m.name != "5.circle"] == [
        ("__MACOSX", "passed", "A hidden folder: of the system, or what was thrown away."),
        (".Trashes", "passed", "A hidden folder: of the system, or what was thrown away."),
        ("sheet.pdf", "same", "No actions, no stories."),
        ("letter.txt", "passed", "A text."),
        ("holiday.jpg", "passed", "A text."),
        (
            "broken.circle",
            "refused",
            "broken.circle is damaged and cannot be trusted. Nothing was changed.",
        ),
    ]


def test_a_line_of_what_lay_in_an_archive_names_it_too(
    sound: bytes, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Two archives may have a file of one name each; in an archive in another, the inner one. By
    the command, and in the summary.
    """
    inner = zipped(tmp_path / "east.zip", ("5.circle", sound), ("broken.circle", sound[:5000]))
    path = zipped(
        tmp_path / "all.zip", ("letter.txt", b"Dear all"), ("east.zip", inner.read_bytes())
    )
    rows = merged(path, clock)
    assert [row.whole_name for row in rows] == [
        *("letter.txt, in all.zip", "5.circle, in east.zip", "broken.circle, in east.zip"),
    ]
    for row in rows:
        assert row.line().startswith(f"{row.whole_name}: ")
    text = summary(rows, "A day", clock.now())
    assert "\n5.circle, in east.zip (Circle 5): new" in text
    assert "\nletter.txt, in all.zip: passed over: A text.\n" in text
    (tmp_path / "a").mkdir()
    alone = merged(zipped(tmp_path / "a" / "5.zip", ("5.circle", sound)), clock)
    assert [row.whole_name for row in alone] == ["5.circle, in 5.zip"]


def _special(mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("5.circle")
    info.create_system = 3
    info.external_attr = (mode | 0o644) << 16
    return info


def _locked(path: Path, sound: bytes) -> None:
    """Python writes no locked archives: the mark is set where the entry and its place say so."""
    data = bytearray(zipped(path, ("5.circle", sound)).read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def _many(path: Path, sound: bytes) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for count in range(archives.MOST_FILES + 1):
            archive.writestr(f"{count}.txt", b"")
        archive.writestr("5.circle", sound)


def _bomb(path: Path, _sound: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for count in range(34):
            archive.writestr(f"{count}.circle", bytes(60_000_000))


def _lying_bomb(path: Path, _sound: bytes) -> None:
    """One that says it is small and is not."""
    size = 100_000_000
    data = zipped(path, ("5.circle", bytes(size))).read_bytes()
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (9).to_bytes(4, "little")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda p, s: zipped(p, ("../../5.circle", s)), "leads out of it. None of it was read."),
        (lambda p, s: zipped(p, ("/tmp/5.circle", s)), "leads out of it"),  # noqa: S108
        (lambda p, s: zipped(p, ("a\\..\\..\\5.circle", s)), "leads out of it"),
        (lambda p, s: zipped(p, ("C:\\5.circle", s)), "leads out of it"),
        (lambda p, _: zipped(p, (_special(stat.S_IFLNK), b"/etc/passwd")), "holds a link"),
        (lambda p, _: zipped(p, (_special(stat.S_IFIFO), b"")), "holds a link"),
        (_locked, "locked with a password"),
        (_many, "holds more than 20,000 files"),
        (lambda p, _: p.write_bytes(b"PK\x03\x04 and no more"), "damaged"),
        (lambda p, s: p.write_bytes(zipped(p, ("5.circle", s)).read_bytes()[:900]), "damaged"),
        (lambda p, _: zipped(p), "There is no circle file in"),
        (lambda p, _: p.mkdir(), "There is no circle file in"),
        (lambda _p, _s: None, "is not there"),
    ],
)
def test_what_no_archive_of_ours_holds_is_refused(
    sound: bytes,
    tmp_path: Path,
    clock: SimulatedClock,
    make: Callable[[Path, bytes], object],
    why: str,
) -> None:
    """One sentence that names it, and not a byte of it merged or left behind."""
    path = tmp_path / "x.zip"
    make(path, sound)
    (only,) = merged(path, clock)
    assert only.outcome == "refused"
    assert why in only.why
    assert "x.zip" in only.why
    assert not (tmp_path / "organiser" / "5.circle").exists()


@pytest.mark.slow
def test_each_bad_file_in_an_archive_is_refused_by_itself(
    sound: bytes, tmp_path: Path, clock: SimulatedClock
) -> None:
    """A damaged one, one too large and archives too deep in it do not hold up the sound one."""
    inner = zipped(tmp_path / "inner.zip", ("5.circle", sound)).read_bytes()
    for name in ("3.zip", "2.zip"):
        inner = zipped(tmp_path / "outer.zip", (name, inner)).read_bytes()
    path = zipped(
        tmp_path / "x.zip",
        ("large.circle", sound + bytes(65_000_000)),
        ("1.zip", inner),
        ("5.circle", sound),
        ("torn.circle", b"0123456789" * 50),
    )
    data = bytearray(path.read_bytes())
    data[data.index(b"torn.circle") + 14] ^= 0xFF
    path.write_bytes(data)
    assert [(m.outcome, m.why) for m in merged(path, clock) if m.refused] == [
        ("refused", "large.circle is larger than 64 MB, the most that is looked through."),
        ("refused", "3.zip is an archive inside another: unpack it first, then gather it."),
        ("refused", "torn.circle is damaged and cannot be trusted. Nothing was changed."),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("make", [_bomb, _lying_bomb])
def test_a_bomb_does_not_go_off(
    tmp_path: Path, clock: SimulatedClock, make: Callable[[Path, bytes], None]
) -> None:
    """Neither one that says how large it is, nor one that lies."""
    path = tmp_path / "x.zip"
    make(path, b"")
    (only,) = merged(path, clock)
    assert only.outcome == "refused"
    assert only.why.endswith((".",))


def test_names_in_an_archive_name_no_place(
    sound: bytes, tmp_path: Path, clock: SimulatedClock
) -> None:
    """What a disk or a system would take for something else is called otherwise."""
    path = zipped(tmp_path / "x.zip", ("a/nul.circle", sound), ("b/a\u202eb?.circle", sound))
    assert [m.name for m in merged(path, clock)] == ["_nul.circle", "ab-.circle"]
