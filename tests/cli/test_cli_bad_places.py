"""Commands that write where nothing can be written: one sentence, the old file untouched."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storycircle.cli.main import main
from storycircle.resources import example_event
from tests.support.bad_places import KINDS, OLD, bad_place

COMMANDS = {
    "sheet": ("sheet", "--circle", "5"),
    "sheet with data": ("sheet", "--circle", "5", "--with-data"),
    "slips": ("slips",),
    "report": ("report",),
    "card": ("card", "--circle", "5"),
    "sign-in": ("sign-in",),
    "names": ("names",),
    "blank": ("blank",),
}


def run(library: Path, *words: str) -> Result:
    """A command on this library."""
    return CliRunner().invoke(main, ["--library", str(library), *words], catch_exceptions=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_bad_place_is_one_sentence(
    command: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder in its place, no folder, read-only, full, open in another program."""
    library, folder = tmp_path / "own" / "library", tmp_path / "out"
    folder.mkdir()
    assert run(library, "load", str(example_event())).exit_code == 0
    path, sentence = bad_place(folder / "x.pdf", kind, monkeypatch)
    before = sorted(folder.iterdir())
    result = run(library, *COMMANDS[command], "-o", str(path))
    monkeypatch.undo()
    assert result.exit_code == 1
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1
    assert sorted(folder.iterdir()) == before
    assert not path.is_file() or path.read_bytes() == OLD


def test_a_sheet_with_data_says_what_leaves_and_asks_for_a_name_that_does(tmp_path: Path) -> None:
    """On stderr, once it is written; a name that says so already is not asked for."""
    library = tmp_path / "own" / "library"
    run(library, "load", str(example_event()))
    words = ("sheet", "--circle", "5", "--with-data", "-o")
    plain = run(library, *words, str(tmp_path / "five.pdf"))
    assert plain.exit_code == 0
    assert plain.stderr == (
        "What leaves with five.pdf: six names, as you typed them; three actions, with who and by "
        "when; the event and the question. The circle file is inside the PDF. A name such as "
        "“five with data.pdf” tells whoever gets it what is inside.\n"
    )
    named = run(library, *words, str(tmp_path / "five with data.pdf"))
    assert named.stderr.endswith("The circle file is inside the PDF.\n")
