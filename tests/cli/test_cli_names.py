"""Names of files, whatever they hold: a line each, a sentence each, and no file of another."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from storycircle.cli.main import main
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event
from storycircle.core.text import shown_in_line
from storycircle.store.library import Library
from tests.leaks.leaving import NOON
from tests.support.fresh import fresh_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with two events; the first of them has two circles."""
    path = tmp_path / "home" / "library.circle"
    with fresh_library(path, SimulatedClock(NOON)) as opened:
        opened.save_event(Event("e", "E"))
        opened.save_event(Event("f", "F"))
        opened.save_circle(Circle("c", 1, "e"))
        opened.save_circle(Circle("d", 2, "e"))
        opened.back_up()
    return path


def run(library: Path, *args: object) -> Result:
    return CliRunner().invoke(main, ["--library", str(library), *map(str, args)])


def said(result: Result) -> str:
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    return result.output


@given(text=st.text())
def test_a_name_is_one_line(text: str) -> None:
    """Nothing in it breaks the line, turns it round or cannot be written."""
    shown = shown_in_line(text)
    assert len(shown.splitlines()) <= 1
    assert len(shown) == len(text)
    assert shown_in_line(shown) == shown
    shown.encode()


@pytest.mark.parametrize(
    "name", ["a\nb.circle: new", "a\u2028b", "\u202ecricle.exe", "a\x1b[2K", "a\rb"]
)
@pytest.mark.parametrize("command", ["merge", "check", "load"])
def test_a_name_makes_no_line_of_its_own(
    library: Path, tmp_path: Path, command: str, name: str
) -> None:
    """A file that is called like a line of ours is one line still."""
    try:
        (tmp_path / name).write_bytes(b"nothing")
    except OSError:
        if os.name != "nt":
            raise
        pytest.skip("Windows has no such names")
    output = said(run(library, command, tmp_path / name))
    assert len(output.splitlines()) == 1
    assert not {"\u202e", "\x1b", "\r"} & {*output}
    assert "\n" not in str(Refused("not-there", name=name))


@pytest.mark.parametrize(
    "command",
    [
        "merge PATH",
        "check PATH",
        "load PATH",
        "demo PATH",
        "PATH",
        "blank -o PATH.pdf",
        "export --circle 1 --event E -o PATH.circle",
        "export --all -o PATH.zip",
        "pack --event E -o PATH.circle",
        "report --event E -o PATH.md",
        "sheet --event E -o PATH.pdf",
        "restore PATH",
        "--library PATH list",
        "--library PATH backups",
    ],
)
@pytest.mark.parametrize("path", ["y" * 600, "y/" * 3000 + "y", "file/inside"])
def test_a_path_that_cannot_be_is_one_sentence(
    library: Path, tmp_path: Path, command: str, path: str
) -> None:
    """Too long for a name, too long for a path, or with a file in a folder's place."""
    (tmp_path / "file").write_bytes(b"")
    words = [word.replace("PATH", str(tmp_path / path)) for word in command.split()]
    result = run(library, *words)
    if command.endswith("backups"):
        assert result.output == "" or result.exit_code == 1
    # Where click sees that nothing is there, the sentence is its own; Windows does not say why.
    elif not (command == "PATH" and ("file" in path or os.name == "nt")):
        assert len(said(result).splitlines()) == 1


def test_another_circles_file_stays(library: Path, tmp_path: Path) -> None:
    """Over its own older file, yes; over another circle's, or another event's pack, no."""
    out, pack = tmp_path / "x.circle", tmp_path / "p.circle"
    for _ in range(2):
        assert run(library, "export", "--event", "E", "--circle", 1, "-o", out).exit_code == 0
        assert run(library, "pack", "--event", "E", "-o", pack).exit_code == 0
    kept = out.read_bytes(), pack.read_bytes()
    for args in (
        ("export", "--event", "E", "--circle", 2, "-o", out),
        ("export", "--event", "E", "--circle", 1, "-o", pack),
        ("pack", "--event", "E", "-o", out),
        ("pack", "--event", "F", "-o", pack),
    ):
        assert "another circle or event" in said(run(library, *args))
    assert (out.read_bytes(), pack.read_bytes()) == kept


def test_nothing_is_written_over_the_library(library: Path) -> None:
    """Nor over its copies: what a library holds is in no other place."""
    copies = library.parent / "backups"
    before = library.read_bytes()
    for out in (library, next(p for p in library.parent.rglob("*") if p.is_dir()) / "x.circle"):
        for command in (["pack"], ["export", "--circle", 1]):
            assert "library itself" in said(run(library, *command, "--event", "E", "-o", out))
        assert "library itself" in said(run(library, "report", "--event", "E", "-o", out))
    assert library.read_bytes() == before
    assert not (copies / "x.circle").exists()


@pytest.mark.usefixtures("quick_seal")
def test_a_sealing_pack_that_is_refused_seals_nothing(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not written changes no event either."""
    monkeypatch.setenv("STORYCIRCLE_PASSPHRASE", "a long one to try")
    assert run(library, "key").exit_code == 0
    out = tmp_path / "x.circle"
    assert run(library, "export", "--event", "E", "--circle", 1, "-o", out).exit_code == 0
    assert "another circle" in said(run(library, "pack", "--sealed", "--event", "E", "-o", out))
    with Library(library, SimulatedClock(NOON)) as opened:
        assert all(event.recipients == () for event in opened.events())


@pytest.mark.slow
def test_a_sealed_file_is_written_over_by_its_own_circle_alone(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can look into it: the library knows what it wrote under that name."""
    monkeypatch.setenv("STORYCIRCLE_PASSPHRASE", "a long one to try")
    out = tmp_path / "x.circle"
    first = ("export", "--passphrase", "--event", "E", "--circle", 1, "-o", out)
    assert [run(library, *first).exit_code for _ in range(2)] == [0, 0]
    other = ("export", "--passphrase", "--event", "E", "--circle", 2, "-o", out)
    assert "sealed file" in said(run(library, *other))
