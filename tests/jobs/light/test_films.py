"""Films and photographs of a screen that shows a circle: merged as any photograph is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image

from storycircle.core.clock import SystemClock
from storycircle.jobs.files import contents
from storycircle.jobs.import_event import load
from storycircle.jobs.light.sending import ToShow, circle_to_show
from storycircle.jobs.merge import merge_files
from storycircle.jobs.subprocesses.reader_process import Reader
from storycircle.resources import example_event
from storycircle.store.library import Library
from tests.by_light.camera import Camera, Condition

HELD = Condition((1280, 720), 30, (5, -4, 3), 0.85, 0.4, 0.03, 0.9, 0, 0, 0, 0, 1)
THIRD = 1 / 3
FFMPEG = shutil.which("ffmpeg")
films = pytest.mark.skipif(FFMPEG is None, reason="no ffmpeg here to make a film with")


@pytest.fixture
def shown(tmp_path: Path) -> ToShow:
    """Circle 5, as its laptop shows it."""
    (tmp_path / "laptop").mkdir()
    with Library(tmp_path / "laptop" / "library", SystemClock()) as library:
        load(library, example_event())
        five = next(circle for circle in library.circles() if circle.number == 5)
        return circle_to_show(library, five)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", SystemClock())


def said(library: Library, *paths: Path) -> list[str]:
    return [merged.line() for merged in merge_files(library, list(paths))]


def frames(symbols: Sequence[Sequence[bytes]], seconds: float) -> Iterator[Image.Image]:
    for _, frame in Camera(HELD, symbols, THIRD).frames(seconds):
        yield frame


def film(path: Path, pictures: Iterator[Image.Image], size: str = "1280x720") -> Path:
    """A film as phones make them: H.264 in MP4 or MOV."""
    assert FFMPEG is not None
    raw = f"-y -loglevel error -f rawvideo -pix_fmt gray -s {size} -r 30 -i -"
    packed = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p"
    command = [FFMPEG, *raw.split(), *packed.split(), str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for picture in pictures:
            process.stdin.write(picture.tobytes())
        process.stdin.close()
    assert process.returncode == 0
    return path


@films
@pytest.mark.slow
@pytest.mark.parametrize("name", ["film.mp4", "IMG_2041.MOV"])
def test_a_film_brings_its_circle(
    library: Library, shown: ToShow, tmp_path: Path, name: str
) -> None:
    """Whole: stories too, which no paper code has."""
    taken = film(tmp_path / name, frames(shown.symbols, 2 * len(shown.parts) * THIRD))
    (line,) = said(library, taken)
    assert line == f"{name}: new"
    assert [circle.number for circle in library.circles()] == [5]
    (line,) = said(library, taken)
    assert line == f"{name}: same"


@films
@pytest.mark.slow
def test_half_a_film_says_how_much_it_has(library: Library, shown: ToShow, tmp_path: Path) -> None:
    """And nothing of it is merged; in a folder that is said too."""
    taken = film(tmp_path / "half.mp4", frames(shown.symbols[:4], 1.6))
    count = len(shown.parts)
    sentence = f"half.mp4 holds only 4 of the {count} parts that a screen showed"
    (line,) = said(library, taken)
    assert sentence in line
    (tmp_path / "stick").mkdir()
    taken.rename(tmp_path / "stick" / "half.mp4")
    (line,) = said(library, tmp_path / "stick")
    assert sentence in line
    assert library.circles() == []


@films
@pytest.mark.slow
def test_a_film_of_something_else(library: Library, tmp_path: Path) -> None:
    """Refused where it was named, and passed over where it lay in a folder."""
    grey = (Image.new("L", (320, 240), 40 + place) for place in range(60))
    (tmp_path / "stick").mkdir()
    taken = film(tmp_path / "stick" / "sea.mp4", grey, "320x240")
    (line,) = said(library, taken)
    assert "No part of a circle can be read in the film sea.mp4." in line
    (line,) = said(library, tmp_path / "stick")
    assert line == "sea.mp4: passed over: A film in which no circle’s code can be read."


def test_a_film_that_cannot_be_played(library: Library, tmp_path: Path) -> None:
    """Damaged, or of a kind that this system has no decoder for."""
    path = tmp_path / "torn.mp4"
    path.write_bytes(b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + os.urandom(4_000))
    (line,) = said(library, path)
    assert line.startswith("torn.mp4: refused: torn.mp4 cannot be played on this laptop")


@pytest.mark.slow
@films
def test_where_qt_plays_no_films_that_is_said(tmp_path: Path) -> None:
    """At once, and not that no code is in it."""
    grey = (Image.new("L", (320, 240), 40 + place) for place in range(60))
    taken = film(tmp_path / "sea.mp4", grey, "320x240")
    lines = (
        "from PySide6.QtMultimedia import QMediaPlayer",
        "QMediaPlayer.isAvailable = lambda self: False",
        "from storycircle.jobs.subprocesses.film_reader import main",
        "main(120)",
    )
    command = [sys.executable, "-c", "\n".join(lines)]
    said = subprocess.check_output(command, input=taken.read_bytes(), timeout=60)
    assert b'"refused": "film-unreadable"' in said


def test_a_film_that_is_too_large(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not even opened."""
    monkeypatch.setattr(contents, "_FILM", Reader("film_reader", seconds=9, most=0))
    path = tmp_path / "long.mov"
    path.write_bytes(b"\0\0\0\x14ftypqt  " + bytes(100))
    (line,) = said(library, path)
    assert line.startswith("long.mov: refused: long.mov is larger than")


def test_other_films_say_what_they_could_be(library: Library, tmp_path: Path) -> None:
    """What phones do not make is not read."""
    path = tmp_path / "film.mkv"
    path.write_bytes(b"\x1a\x45\xdf\xa3" + bytes(100))
    (line,) = said(library, path)
    assert "save it as MP4" in line


@pytest.mark.slow
def test_photographs_of_the_screen_are_put_together(
    library: Library, shown: ToShow, tmp_path: Path
) -> None:
    """One of each part, in any order; the file counts where its first part was."""
    paths = []
    for place, symbol in enumerate(shown.symbols):
        ((_, picture),) = Camera(HELD, [symbol], 1).frames(1 / 30)
        paths.append(tmp_path / f"{place}.jpg")
        picture.save(paths[-1], quality=85)
    first, *others = said(library, *reversed(paths))
    assert first.endswith(".jpg: new")
    assert all(line.endswith("same: parts of a code met before") for line in others)
    assert [circle.number for circle in library.circles()] == [5]
