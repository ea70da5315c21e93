"""A market stall on the command line: noted as it is held, handed over, taken back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from storycircle.cli.main import main
from tests.leaks.searching import found_in

EVENT = {
    "format": "storycircle/1",
    "event": {
        "title": "An event",
        "date": "2007-06-14",
        "stalls": ["A: Bees", {"title": "Trees", "letter": "B"}],
    },
    "circles": [
        {
            "number": 1,
            "members": [{"name": "Al"}, {"name": "Bo"}],
            "actions": [{"text": "Dig", "stall": "Trees"}, {"text": "Rest", "stall": "Old"}],
        }
    ],
}


def run(library: Path, *args: object) -> Result:
    return CliRunner().invoke(main, ["--library", str(library), *map(str, args)])


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A library with the event, on the laptop of a stall."""
    document = tmp_path / "event.json"
    document.write_text(json.dumps(EVENT))
    assert run(tmp_path / "held", "load", document).exit_code == 0
    return tmp_path / "held"


def test_a_stall_is_noted_as_it_is_held(held: Path) -> None:
    """Twice, with what is said later added to what was said before."""
    run(held, "stall", "--stall", "b", "--people", 9, "--challenge", "Money")
    run(held, "stall", "--stall", "Trees", "--challenge", "Time", "--discussed", "Shade")
    done = run(held, "stall", "--stall", "B", "--run", 2, "--minutes", 25)
    assert done.output.splitlines() == ["A: Bees: no runs", "B: Trees: two runs"]
    run(held, "report", "-o", held.parent / "r.json")
    said = json.loads((held.parent / "r.json").read_text())["stalls"]
    first, second = said[0]["runs"]
    assert (first["people"], first["challenges"], first["discussed"]) == (
        9,
        ["Money", "Time"],
        "Shade",
    )
    assert second["minutes"] == 25


def test_a_quotation_leaves_by_leave_and_comes_back_by_its_code(held: Path, tmp_path: Path) -> None:
    """What stays is in no file; what left is taken out at the organiser's by the code."""
    done = run(held, "stall", "--stall", "B", "--quote", "I love oaks", "--sharing", "anonymous")
    code = done.output.split("code: ")[1].split()[0]
    stays = run(held, "stall", "--stall", "B", "--quote", "Not for you")
    assert "stays on this laptop" in stays.output
    file, other = tmp_path / "B.circle", tmp_path / "other"
    assert run(held, "export", "--stall", "B", "-o", file).exit_code == 0
    assert found_in(file.read_bytes(), ["oaks", "not for you"]) == {"oaks"}
    assert run(other, "merge", file).output == "B.circle: new\n"
    assert run(other, "check", file).output == "B.circle: sound\n"
    report = tmp_path / "r.md"
    assert run(other, "report", "-o", report).exit_code == 0
    assert "I love oaks" in report.read_text()
    assert "gone from this library" in run(other, "withdraw", code).output
    run(other, "report", "-o", report)
    assert "oaks" not in report.read_text()
    assert run(other, "merge", file).exit_code == 0
    run(other, "report", "-o", report)
    assert "oaks" not in report.read_text()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("stall", "--stall", "Z"), 'no stall Z. It has "A: Bees", "B: Trees".'),
        (("stall", "--stall", "B", "--run", 99), "Which run: a number from 1 to 20."),
        (("stall", "--quote", "x"), "Say which stall, with --stall."),
        (("export", "--stall", "A", "-o", "x.circle"), "Nothing was noted at “A: Bees” yet"),
        (("stall", "--stall", "B", "--people", -1), "number"),
    ],
)
def test_what_is_wrong_is_said(held: Path, args: tuple[object, ...], said: str) -> None:
    """In one sentence, and nothing is noted."""
    done = run(held, *args)
    assert done.exit_code
    assert said in done.output
    assert run(held, "stall").output.splitlines() == ["A: Bees: no runs", "B: Trees: no runs"]


def test_the_author_is_told_which_chapter_lost_a_quotation(held: Path, tmp_path: Path) -> None:
    """As it is withdrawn, and whenever the report is made."""
    done = run(held, "stall", "--stall", "B", "--quote", "I love oaks", "--sharing", "anonymous")
    code = done.output.split("code: ")[1].split()[0]
    document = tmp_path / "r.json"
    run(held, "report", "-o", document)
    said = json.loads(document.read_text())
    id_ = said["stalls"][0]["runs"][0]["quotes"][0]["id"]
    said["event"]["chapters"] = [{"title": "On trees", "text": f"[story](story:{id_})"}]
    document.write_text(json.dumps(said))
    assert run(held, "load", document).exit_code == 0
    out = tmp_path / "r.md"
    run(held, "report", "-o", out)
    assert out.read_text().count("I love oaks") == 2
    lost = "put into the chapter “On trees” may not be shared any more"
    assert lost in run(held, "withdraw", code).output
    assert lost in run(held, "report", "-o", out).output
    assert "oaks" not in out.read_text()


def test_an_event_without_stalls_says_so(tmp_path: Path) -> None:
    """And where they are named."""
    document = tmp_path / "event.json"
    document.write_text(json.dumps({"format": "storycircle/1", "event": {"title": "Bare"}}))
    run(tmp_path / "l", "load", document)
    assert "no market stalls" in run(tmp_path / "l", "stall", "--stall", "A").output


def test_a_stall_s_file_is_not_written_over_a_pack_or_another_stall(
    held: Path, tmp_path: Path
) -> None:
    """Each keeps its own file."""
    pack = tmp_path / "pack.circle"
    run(held, "pack", "-o", pack)
    for letter in "AB":
        run(held, "stall", "--stall", letter, "--people", 2)
    before = pack.read_bytes()
    assert run(held, "export", "--stall", "A", "-o", pack).exit_code == 1
    assert pack.read_bytes() == before
    own = tmp_path / "A.circle"
    assert run(held, "export", "--stall", "A", "-o", own).exit_code == 0
    assert run(held, "export", "--stall", "A", "-o", own).exit_code == 0
    assert run(held, "export", "--stall", "B", "-o", own).exit_code == 1


def test_a_sheet_says_from_which_stall_an_action_arose(held: Path, tmp_path: Path) -> None:
    """By its letter; one that is not of the event any more by its title."""
    sheet = tmp_path / "s.pdf"
    assert run(held, "sheet", "--circle", 1, "-o", sheet).exit_code == 0
    text = " ".join(PdfReader(sheet).pages[0].extract_text().split())
    assert "from stall B" in text
    assert "from the stall “Old”" in text
