"""The command line: every command, its words, its exit status."""

import gc
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result
from docx import Document
from pypdf import PdfReader

from storycircle import __version__
from storycircle.cli import main as cli_main
from storycircle.cli.main import LATER, main
from storycircle.cli.window import default_library
from storycircle.core.i18n import n_
from storycircle.launcher import MARKER, is_portable
from storycircle.resources import example_event

ROOT = Path(__file__).parent.parent.parent
EVENT = str(example_event())


class Door:
    """The command line with a library of its own."""

    def __init__(self, library: Path) -> None:
        self.library = library

    def __call__(self, *words: object, status: int = 0) -> Result:
        """Run a command that ends with a status."""
        result = CliRunner().invoke(
            main, ["--library", str(self.library), *map(str, words)], catch_exceptions=False
        )
        assert result.exit_code == status, result.output
        return result


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path / "own" / "library")


@pytest.fixture
def held(door: Door) -> Door:
    """The command line with the June 2007 event loaded."""
    door("load", EVENT)
    return door


KEPT = ("PATH", "SYSTEMROOT", "STORYCIRCLE_STATE")


def run(*words: object, **env: str) -> subprocess.CompletedProcess[str]:
    """The program as people start it, with nothing of this process's surroundings."""
    kept = {key: value for key, value in os.environ.items() if key in KEPT}
    return subprocess.run(
        [sys.executable, "-m", "storycircle", *map(str, words)],
        env={**kept, "PYTHONUTF8": "1", **env},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_load_says_what_it_found(door: Door) -> None:
    """One line; the same again the second time."""
    for _ in range(2):
        said = door("load", EVENT).stdout
        assert said.endswith(
            "Whole System Event: six circles, thirty-six people, sixteen actions.\n"
        )


def test_load_refuses_with_a_sentence(door: Door, tmp_path: Path) -> None:
    """Status 1, one sentence on stderr, nothing on stdout, nothing kept."""
    path = tmp_path / "x.json"
    path.write_text('{"format": "storycircle/1", "event": {"title": "E", "colour": 1}}')
    result = door("load", path, status=1)
    assert result.stderr == "event: there is no key “colour” here.\n"
    assert result.stdout == ""
    assert door("list").stdout == ""


def test_load_asks_whose_settings_stand(held: Door, tmp_path: Path) -> None:
    """Both sides are said, and how to choose; each choice is one more word."""
    document = json.loads(example_event().read_bytes())
    document["event"]["question"] = "Another?"
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document))
    said = held("load", path, status=1).stderr
    assert "Question: here “How are we discovering" in said
    assert "in the file “Another?”" in said
    assert "--settings here | --settings file" in said
    held("load", path, "--settings", "here")
    held("load", EVENT)
    held("load", path, "--settings", "file")
    assert "in the file “How are we" in held("load", EVENT, status=1).stderr


def test_list_has_a_line_for_each_event_and_circle(held: Door) -> None:
    """Events and circles, one line each."""
    lines = held("list").stdout.splitlines()
    assert len(lines) == 7
    assert lines[0].endswith("Whole System Event (14 June 2007)")
    assert lines[1].startswith("  Circle 1: ")


def test_a_list_of_nothing_says_so(door: Door) -> None:
    """In one sentence, and where other programs read there is nothing."""
    done = door("list")
    assert done.stdout == ""
    assert done.stderr == "There is no event and no circle in this library yet.\n"


def test_a_list_words_each_count_once(held: Door) -> None:
    """However many circles have as many people, and as many actions."""
    with patch.object(cli_main, "n_", side_effect=n_) as worded:
        lines = held("list").stdout.splitlines()
    counts = {line.partition(": ")[2] for line in lines[1:]}
    assert worded.call_count == 2 * len(counts) < 2 * (len(lines) - 1)


@pytest.mark.slow
def test_the_whole_way_round(held: Door, tmp_path: Path) -> None:
    """Six exports merged in any order, twice over, are the same report."""
    made = []
    for number in range(1, 7):
        made.append(tmp_path / f"{number}.circle")
        held("export", "--circle", number, "-o", made[-1])
    assert held("check", *made).stdout.splitlines() == [f"{n}.circle: sound" for n in range(1, 7)]
    reports = set()
    for place, order in enumerate((made, made[::-1])):
        organiser = Door(tmp_path / str(place) / "library")
        dry = organiser("merge", "--dry-run", *order).stdout
        first = organiser("merge", *order).stdout
        assert first == dry == "".join(f"{path.name}: new\n" for path in order)
        second = organiser("merge", *order, tmp_path).stdout.splitlines()
        passed = [line for line in second if ": passed over: " in line]
        assert [line for line in second if line not in passed] == [
            f"{path.name}: same" for path in order
        ]
        assert any(": A library of Story Circle" in line for line in passed)
        organiser("report", "-o", tmp_path / "x.json")
        reports.add((tmp_path / "x.json").read_bytes())
    (report,) = reports
    circles = json.loads(report)["circles"]
    assert len(circles) == 6
    assert sum(len(circle["members"]) for circle in circles) == 36
    assert sum(len(circle["actions"]) for circle in circles) == 16


def test_merge_goes_on_past_a_refused_file_and_says_so(held: Door, tmp_path: Path) -> None:
    """Refusals on stderr, the rest on stdout, status 1."""
    (tmp_path / "bad.circle").write_text("coffee")
    held("export", "--circle", 1, "-o", tmp_path / "good.circle")
    other = Door(tmp_path / "other" / "library")
    result = other("merge", tmp_path / "bad.circle", tmp_path / "good.circle", status=1)
    assert result.stdout == "good.circle: new\n"
    assert result.stderr == (
        "bad.circle: refused: bad.circle is not a circle file. A text. Nothing was changed.\n"
    )
    result = other("check", tmp_path / "bad.circle", tmp_path / "good.circle", status=1)
    assert result.stdout == "good.circle: sound\n"
    assert result.stderr.startswith("bad.circle: refused: ")


def test_pack_is_an_event_for_another_laptop(held: Door, tmp_path: Path) -> None:
    """An event pack brings the event and no circle."""
    held("pack", "-o", tmp_path / "event.circle")
    other = Door(tmp_path / "other" / "library")
    assert other("merge", tmp_path / "event.circle").stdout == "event.circle: new\n"
    assert len(other("list").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("sheet",),
        ("sheet", "--circle", "5", "--size", "a3"),
        ("slips",),
        ("slips", "--circle", "5"),
        ("report",),
        ("blank",),
        ("card",),
        ("card", "--circle", "5"),
        ("sign-in",),
        ("sign-in", "--circle", "5"),
        ("names",),
        ("names", "--circle", "5"),
    ],
)
def test_what_is_printed_is_a_pdf(held: Door, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Sheets, slips, the report and empty sheets."""
    held(*words, "-o", tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")


def test_slips_are_a_table_for_letters_too(held: Door, tmp_path: Path) -> None:
    """A row for each person, as a workbook or as CSV; what tellers get is on paper alone."""
    held("slips", "-o", tmp_path / "letters.csv")
    assert len((tmp_path / "letters.csv").read_text("utf-8-sig").splitlines()) == 37
    held("slips", "--circle", 5, "-o", tmp_path / "letters.xlsx")
    assert (tmp_path / "letters.xlsx").read_bytes().startswith(b"PK")
    refused = held("slips", "--stories", "-o", tmp_path / "codes.csv", status=1)
    assert "are printed, never put into a table" in refused.stderr
    assert not (tmp_path / "codes.csv").exists()


def test_a_report_takes_the_looks_of_a_template(held: Door, tmp_path: Path) -> None:
    """For Word alone; what is no template is refused, and nothing is written."""
    own = Document()
    own.styles["Heading 1"].font.name = "Verdana"
    own.save(str(tmp_path / "own.docx"))
    held("report", "--template", tmp_path / "own.docx", "-o", tmp_path / "x.docx")
    assert Document(str(tmp_path / "x.docx")).styles["Heading 1"].font.name == "Verdana"
    (tmp_path / "odd.docx").write_bytes(b"odd")
    for template, out, said in (
        ("own.docx", "x.pdf", "A template is for Word alone: “x.pdf” must end in .docx."),
        ("odd.docx", "y.docx", "“odd.docx” is not a document of Word’s."),
        ("none.docx", "y.docx", "none.docx is not there."),
    ):
        command = ("report", "--template", tmp_path / template, "-o", tmp_path / out)
        assert said in held(*command, status=1).stderr
        assert not (tmp_path / out).exists()


@pytest.mark.slow
def test_a_sheet_with_data_can_be_merged_like_a_circle_file(held: Door, tmp_path: Path) -> None:
    """The paper for the wall and the file for the organiser are one."""
    held("sheet", "--circle", 5, "--with-data", "-o", tmp_path / "five.pdf")
    other = Door(tmp_path / "other" / "library")
    assert other("merge", tmp_path / "five.pdf").stdout == "five.pdf: new\n"
    assert "Circle 5" in other("list").stdout
    held("sheet", "--circle", 5, "-o", tmp_path / "wall.pdf")
    known = "wall.pdf: same: Circle 5, known already.\n"
    assert other("merge", tmp_path / "wall.pdf").stdout == known
    held("card", "-o", tmp_path / "card.pdf")
    assert other("merge", tmp_path / "card.pdf", status=1).stderr == (
        "card.pdf: refused: card.pdf is not a circle file. A PDF: no circle is attached, and no "
        "circle’s code can be read on its pages. Nothing was changed.\n"
    )


def test_a_list_of_names_has_a_page_for_each_circle(held: Door, tmp_path: Path) -> None:
    """Each name of a circle in the order of the seats; of one circle, that page alone."""
    circles = json.loads(Path(EVENT).read_text(encoding="utf-8"))["circles"]
    held("names", "-o", tmp_path / "all.pdf")
    held("names", "--circle", 5, "-o", tmp_path / "five.pdf")
    texts = [page.extract_text() for page in PdfReader(tmp_path / "all.pdf").pages]
    assert len(texts) == len(circles)
    for circle, text in zip(circles, texts, strict=True):
        places = [text.index(member["name"]) for member in circle["members"]]
        assert places == sorted(places)
    (five,) = (page.extract_text() for page in PdfReader(tmp_path / "five.pdf").pages)
    assert "Circle 5" in five
    assert five in texts


def test_a_list_without_names_is_refused(door: Door, tmp_path: Path) -> None:
    """No paper is printed that says nothing: the sentence says why, and no file is left."""
    event = {"format": "storycircle/1", "event": {"title": "An event"}, "circles": [{"number": 1}]}
    (tmp_path / "x.json").write_text(json.dumps(event))
    door("load", tmp_path / "x.json")
    result = door("names", "-o", tmp_path / "x.pdf", status=1)
    assert result.stderr == "There are no names to print yet.\n"
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("command", ["card", "sign-in", "blank"])
def test_paper_for_the_day_needs_no_event(door: Door, tmp_path: Path, command: str) -> None:
    """Before anything is in a library there is a card, a sign-in sheet and an empty sheet."""
    door(command, "-o", tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")


def test_letters_without_a_font_are_said_on_stderr(door: Door, tmp_path: Path) -> None:
    """The sheet is written, and one sentence says what stands as a box."""
    event = {
        "format": "storycircle/1",
        "event": {"title": "An event"},
        "circles": [{"number": 1, "actions": [{"text": "Ask \U000130b8 to come"}]}],
    }
    (tmp_path / "x.json").write_text(json.dumps(event))
    door("load", tmp_path / "x.json")
    result = door("sheet", "-o", tmp_path / "x.pdf")
    assert result.stderr == (
        "No font on this laptop has “\U000130b8”: it stands as a box on paper.\n"
    )


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler")
def test_a_photograph_of_a_sheet_can_be_merged(held: Door, tmp_path: Path) -> None:
    """Where there is no memory stick, a picture of the paper brings the circle along."""
    held("sheet", "--circle", 5, "-o", tmp_path / "wall.pdf")
    subprocess.run(
        ["pdftoppm", "-r", "150", "-jpeg", "-singlefile", "wall.pdf", "photo"],  # noqa: S607
        cwd=tmp_path,
        check=True,
    )
    other = Door(tmp_path / "other" / "library")
    assert other("merge", tmp_path / "photo.jpg").stdout == (
        "photo.jpg: new: Circle 5, from its code: six names and three actions. "
        "Stories and headings are in its circle file alone.\n"
    )
    assert "Circle 5: six people, three actions" in other("list").stdout
    (tmp_path / "holiday.png").write_bytes(b"")
    refused = other("merge", tmp_path / "holiday.png", status=1)
    assert refused.stderr == (
        "holiday.png: refused: holiday.png is not a circle file. An empty file. Nothing was "
        "changed.\n"
    )


@pytest.mark.parametrize("ending", ["pdf", "html", "docx", "xlsx", "csv", "md", "json"])
def test_a_report_is_written_in_every_format(held: Door, tmp_path: Path, ending: str) -> None:
    """The ending says which."""
    held("report", "-o", tmp_path / f"x.{ending}")
    assert (tmp_path / f"x.{ending}").stat().st_size > 1_000


@pytest.mark.parametrize("ending", ["html", "csv", "json"])
def test_a_report_of_a_part(held: Door, tmp_path: Path, ending: str) -> None:
    """Only what is in it: three of the sixteen actions stand under this heading."""
    heading = "heading=promote organisational and professional cultural change"
    held("report", "--only", heading, "-o", tmp_path / f"x.{ending}")
    said = (tmp_path / f"x.{ending}").read_text("utf-8")
    assert "to build confidence" in said
    assert "glossary" not in said


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("report", "--only", "month=2008-01", "-o", "x.md"), "there is “2007-06”"),
        (("report", "--only", "region=North", "-o", "x.md"), "there is nothing to choose"),
        (("report", "--only", "weather", "-o", "x.md"), "“weather” is no part"),
        (("report", "-o", "x.odt"), "“x.odt” cannot be written"),
        (("sheet", "-o", "x.png"), "“x.png” cannot be written"),
        (("export", "--circle", "5", "-o", "x.zip"), "“x.zip” cannot be written"),
        (("export", "--circle", "77", "-o", "x.circle"), "Circle 77 is not in this library."),
        (("export", "-o", "x.circle"), "This library holds several circles."),
        (("report", "--event", "Nowhere", "-o", "x.md"), "No event here is called “Nowhere”."),
        (("report", "-o", "none/x.md"), "its folder is not there"),
        (("merge", "none.circle"), "none.circle is not there."),
        (("restore", "none.backup"), "No backup here is called “none.backup”."),
        (("load", "none.json"), "none.json is not there."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_on_stderr(
    held: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], why: str
) -> None:
    """Status 1, and nothing half-written."""
    monkeypatch.chdir(tmp_path)
    result = held(*words, status=1)
    assert why in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["own"]


@pytest.mark.parametrize(
    "words",
    [
        ("merge",),
        ("export",),
        ("nonsense",),
        ("load",),
        ("report", "--wrong"),
        ("sheet", "--size", "a5", "-o", "x.pdf"),
        ("export", "--circle", "five", "-o", "x.circle"),
    ],
)
def test_a_wrong_command_line_has_status_2(door: Door, words: tuple[str, ...]) -> None:
    """What was typed wrong is told apart from what was refused."""
    assert "Usage" in door(*words, status=2).stderr


def test_an_event_is_chosen_where_there_are_several(held: Door, tmp_path: Path) -> None:
    """By title or by id; without one, the titles are named."""
    path = tmp_path / "second.json"
    path.write_text('{"format": "storycircle/1", "event": {"title": "Second"}}')
    held("load", path)
    assert "Second" in held("report", "-o", tmp_path / "x.md", status=1).stderr
    held("report", "--event", "second", "-o", tmp_path / "x.json")
    assert json.loads((tmp_path / "x.json").read_bytes())["event"]["title"] == "Second"


def test_backups_are_listed_and_restored(held: Door, tmp_path: Path) -> None:
    """Back to before a second event was loaded, and forward again."""
    assert held("backups").stdout == ""  # of nothing, no copy
    before = held("list").stdout
    path = tmp_path / "second.json"
    path.write_text('{"format": "storycircle/1", "event": {"title": "Second"}}')
    held("load", path)
    (name,) = held("backups").stdout.splitlines()
    assert held("restore", name).stdout.startswith("Restored.")
    assert "Second" not in held("report", "-o", tmp_path / "x.json").stderr
    assert held("list").stdout == before
    newest = held("backups").stdout.splitlines()[0]
    held("restore", newest)
    assert "Second" in held("report", "-o", tmp_path / "x.md", status=1).stderr
    assert Door(tmp_path / "none")("backups").stdout == ""


@pytest.mark.slow
def test_demo_ends_with_a_table_of_what_it_made(door: Door, tmp_path: Path) -> None:
    """What was made and where, on stdout; how far it is, on stderr."""
    result = door("demo", tmp_path / "demo")
    lines = result.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        "Event pack",
        *[f"Circle {n}" for n in range(1, 7)],
        "Merged",
        *[f"Report as {ending}" for ending in ("pdf", "docx", "xlsx", "csv", "md", "json")],
    ]
    for line in lines:
        assert (tmp_path / "demo" / line.rpartition("  ")[2]).exists()
    assert result.stderr.count("…") == len(lines)
    assert not door.library.exists()


SMALL = {
    "format": "storycircle/1",
    "event": {"title": "E", "organisation": "The Board", "keep_until": "2027-01-01"},
    "circles": [
        {
            "number": 1,
            "members": [{"name": "Al"}, {"name": "Bo"}],
            "stories": [
                {"teller": "Al", "title": "A window", "points": "One\n\tTwo", "tags": ["trust"]}
                | {"about": "Us", "sharing": "anonymous"},
                {"teller": "Bo", "title": "Al came", "sharing": "anonymous"},
            ],
        }
    ],
}


@pytest.fixture
def small(door: Door, tmp_path: Path) -> Door:
    """A circle of two with two stories without names, one of which names somebody."""
    (tmp_path / "e.json").write_text(json.dumps(SMALL))
    door("load", tmp_path / "e.json")
    return door


def test_export_says_what_waits_and_warns_of_a_small_circle(small: Door, tmp_path: Path) -> None:
    """On stderr: what is in the file, and what is not though its teller said yes."""
    result = small("export", "-o", tmp_path / "x.circle")
    leaves, waits, few = result.stderr.splitlines()
    assert leaves.startswith("What leaves this laptop: two names, as you typed them, ")
    assert waits == "One story without names, until you have looked at each name found."
    assert few.startswith("Fewer than five people here could be the teller")
    assert result.stdout == ""


def test_themes_leave_and_what_a_story_was_about_does_not(small: Door, tmp_path: Path) -> None:
    """The JSON of a report has what leaves; the organisation and its date are the event's."""
    small("report", "-o", tmp_path / "x.json")
    written = json.loads((tmp_path / "x.json").read_bytes())
    (story,) = written["stories"]
    assert len(story.pop("id")) == 36
    assert len(story.pop("proof")) == 64
    assert story == {"title": "A window", "points": "One\n\tTwo", "quote": "", "tags": ["trust"]}
    assert written["event"]["organisation"] == "The Board"
    assert written["event"]["keep_until"] == "2027-01-01"
    assert Door(tmp_path / "again")("load", tmp_path / "x.json").stdout.startswith("E: ")


def test_a_story_is_withdrawn_by_the_code_on_its_slip(small: Door, tmp_path: Path) -> None:
    """From the slip to the organiser's library, and the report made before is named."""
    small("slips", "--stories", "-o", tmp_path / "x.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages)
    (code,) = re.findall(r"[A-Z]{4}-[A-Z]{4}-[A-Z]{4}", text)
    small("export", "-o", tmp_path / "x.circle")
    organiser = Door(tmp_path / "org" / "library")
    organiser("merge", tmp_path / "x.circle")
    organiser("report", "-o", tmp_path / "before.md")
    said = organiser("withdraw", code).stdout
    assert said.startswith("Withdrawn: this story is gone from this library and from its copies.")
    assert "before.md" in said
    organiser("report", "-o", tmp_path / "after.md")
    assert "A window" in (tmp_path / "before.md").read_text(encoding="utf-8")
    assert "A window" not in (tmp_path / "after.md").read_text(encoding="utf-8")
    assert "No story here has the code" in organiser("withdraw", code, status=1).stderr
    assert "is not a withdrawal code" in organiser("withdraw", "x", status=1).stderr


@pytest.mark.slow
def test_circle_files_are_sealed_to_the_organisers_key(
    held: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The facilitator types nothing; the organiser the passphrase, which may be in a variable."""
    assert "no key yet" in held("pack", "--sealed", "-o", tmp_path / "p.circle", status=1).stderr
    assert "passphrase is needed" in held("key", status=1).stderr
    monkeypatch.setenv("STORYCIRCLE_PASSPHRASE", "horse")
    made = held("key")
    assert made.stdout.startswith("age1")
    short = made.stderr.strip().rpartition(": ")[2]
    monkeypatch.delenv("STORYCIRCLE_PASSPHRASE")
    held("pack", "--sealed", "-o", tmp_path / "p.circle")
    other = Door(tmp_path / "other" / "library")
    other("load", EVENT)
    other("merge", "--accept", short, tmp_path / "p.circle")
    other("export", "--circle", 1, "-o", tmp_path / "x.circle")
    assert (tmp_path / "x.circle").read_bytes().startswith(b"age-encryption.org/v1")
    assert other("check", tmp_path / "x.circle").stdout == "x.circle: sealed\n"
    said = held("merge", tmp_path / "x.circle", status=1).stderr
    assert "is sealed, and no passphrase was given" in said
    monkeypatch.setenv("STORYCIRCLE_PASSPHRASE", "horse")
    assert held("merge", tmp_path / "x.circle").stdout == "x.circle: same\n"


def test_a_forgotten_passphrase_is_said_plainly_beforehand(held: Door) -> None:
    """Before anything is sealed with one."""
    assert "once its passphrase is forgotten" in " ".join(held("export", "--help").stdout.split())


def test_every_command_is_in_the_documents() -> None:
    """A command nobody can read about is not there."""
    listed = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for name, command in main.every_command().items():
        assert command.hidden or f"storycircle {name}" in listed, name


def test_every_module_of_commands_has_those_that_are_said_of_it() -> None:
    """A command that its module forgot would be listed and refused; one that the door forgot is
    never reached.
    """
    for module in set(LATER.values()):
        has = {command.name for command in import_module(module).COMMANDS}
        assert has == {name for name, where in LATER.items() if where == module}, module


def test_every_command_says_what_it_does() -> None:
    """Help is one line for each, and the options have theirs."""
    for name, command in main.every_command().items():
        assert command.help, name


def test_the_users_own_library_is_in_the_systems_data_folder() -> None:
    """Without --library, and not in the folder one happens to stand in."""
    assert default_library().is_absolute()
    assert default_library().parts[-2:] == ("storycircle", "library")


@pytest.mark.parametrize("program", ["", "Story Circle.app/Contents/MacOS"])
def test_a_portable_bundle_keeps_its_library_beside_the_program(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file says so, and the laptop it is started on keeps nothing; on macOS it stands
    beside what people see as the program.
    """
    folder = tmp_path / "stick" / program
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "storycircle"))
    monkeypatch.setenv("STORYCIRCLE_STATE", str(tmp_path / "state"))
    assert default_library().parts[-2:] == ("storycircle", "library")
    (tmp_path / "stick" / MARKER).touch()
    library = tmp_path / "stick" / "circles" / "library"
    assert default_library() == library
    assert is_portable(library)
    assert not is_portable(tmp_path / "library")
    with pytest.raises(SystemExit) as ended:
        main(["load", EVENT])
    assert ended.value.code == 0
    assert library.is_file()
    assert not (tmp_path / "state").exists()


@pytest.mark.slow
def test_the_program_runs_as_a_module(tmp_path: Path) -> None:
    """As people start it, with the library named by the environment."""
    library = str(tmp_path / "library")
    assert run("--version").stdout == f"storycircle, version {__version__}\n"
    loaded = run("load", EVENT, STORYCIRCLE_LIBRARY=library)
    assert (loaded.returncode, loaded.stderr) == (0, "")
    refused = run("export", "-o", tmp_path / "x.circle", STORYCIRCLE_LIBRARY=library)
    assert refused.returncode == 1
    assert refused.stderr.startswith("This library holds several circles.")
    assert "Traceback" not in refused.stderr
    assert run("nonsense").returncode == 2


SHOW = """
import sys
from storycircle.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*(name for name in ("PySide6", "shiboken6") if name in sys.modules))
"""


def test_no_command_but_the_window_loads_qt(tmp_path: Path) -> None:
    """They run on a machine without a screen, and without Qt."""
    for words in (["load", EVENT], ["report", "-o", str(tmp_path / "x.pdf")], ["list"]):
        done = subprocess.run(
            [sys.executable, "-c", SHOW, "--library", str(tmp_path / "library"), *words],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "", words


@pytest.mark.skipif(os.name == "nt", reason="Windows always has a screen: the window would open")
def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    """Qt would abort the process; a sentence names what works without one."""
    done = run("--library", tmp_path / "library")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "demo" in done.stderr
    assert done.stderr.count("\n") == 1


def test_nothing_is_collected_while_the_window_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it stays; afterwards it is as it was before."""
    while_open: list[bool] = []

    def run_(*_words: object) -> int:
        while_open.append(gc.isenabled())
        return 0

    monkeypatch.setattr("storycircle.ui.app.startup.run", run_)
    was_on = gc.isenabled()
    gc.enable()
    try:
        result = CliRunner().invoke(main, ["--library", str(tmp_path / "library")])
        assert gc.isenabled()
    finally:
        if not was_on:
            gc.disable()
    assert result.exit_code == 0
    assert while_open == [False]
