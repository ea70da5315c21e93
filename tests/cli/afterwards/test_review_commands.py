"""`review` and `due`: noted, read, printed, and what is refused in a sentence."""

import json
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from storycircle.cli.main import main

EVENT = {
    "format": "storycircle/1",
    "event": {"title": "An event", "date": "2007-06-14"},
    "circles": [
        {
            "number": 5,
            "members": [{"name": "Dawn"}],
            "actions": [
                {"text": "Meet.", "by": "the end of September"},
                {"text": "Write.", "by": "12 July"},
                {"text": "Talk.", "by": "soon"},
            ],
        },
        {"number": 6, "actions": [{"text": "Sing.", "by": "1 August"}]},
        {"number": 7},
    ],
}


class Door:
    """The command line with a library of its own, in which the event is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "e.json").write_text(json.dumps(EVENT), "utf-8")
        self("load", folder / "e.json")

    def __call__(self, *words: object, status: int = 0) -> Result:
        """Run a command that ends with a status."""
        library = str(self.folder / "own" / "library")
        result = CliRunner().invoke(
            main, ["--library", library, *map(str, words)], catch_exceptions=False
        )
        assert result.exit_code == status, result.output
        return result

    def told(self, circle: int, action: int) -> list[dict[str, object]]:
        """The reviews of an action, as the report writes them."""
        self("report", "-o", self.folder / "r.json")
        document = json.loads((self.folder / "r.json").read_text("utf-8"))
        (found,) = [c for c in document["circles"] if c["number"] == circle]
        reviews: list[dict[str, object]] = found["actions"][action - 1].get("reviews", [])
        return reviews


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


def test_what_is_told_is_noted_as_the_organisers_word(door: Door) -> None:
    """With all that was said; what was understood of the new date is said back."""
    said = door(
        *(
            "review",
            "--circle",
            5,
            "--action",
            2,
            "--state",
            "under way",
            "--happened",
            "Two came.",
        ),
        *("--next", "A third.", "--by", "end of October", "--on", "6 September 2007"),
        *("--told-by", "Dawn"),
    )
    assert said.stderr.startswith("31 October 2007, ")
    assert door.told(5, 2) == [
        {
            "on": "2007-09-06",
            "state": "under way",
            "happened": "Two came.",
            "next": "A third.",
            "by": "end of October",
            "told_by": "Dawn",
            "entered_by": "organiser",
        }
    ]
    read = door("review", "--circle", 5).stdout
    assert "under way (6 September 2007, Dawn): Two came. Next: A third." in read
    assert "by end of October: 31 October 2007, " in read
    assert "no word yet" in read


def test_what_is_due_stands_by_its_date(door: Door) -> None:
    """What is done, let go, or of no date is not in it; a new date moves it."""
    lines = door("due").stdout.splitlines()
    assert lines == [
        "2007-07-12\t5\tWrite.\tno word yet",
        "2007-08-01\t6\tSing.\tno word yet",
        "2007-09-30\t5\tMeet.\tno word yet",
    ]
    on = ("--on", "2007-08-02")
    door("review", "--circle", 6, "--state", "done", *on)
    door("review", "--circle", 5, "--action", 2, "--state", "changed", "--by", "October", *on)
    assert door("due", "--event", "An event").stdout.splitlines() == [
        "2007-09-30\t5\tMeet.\tno word yet",
        "2007-10-31\t5\tWrite.\tchanged",
    ]


def test_where_nothing_is_due_a_sentence_says_why(door: Door) -> None:
    """On stderr, so that a program that reads the lines reads none; where any is due, nothing."""
    assert not door("due").stderr
    for circle, action in ((5, 1), (5, 2), (5, 3), (6, 1)):
        door("review", "--circle", circle, "--action", action, "--state", "done")
    said = door("due")
    assert (said.stdout, said.exit_code) == ("", 0)
    assert said.stderr == "Nothing is due: every action is done or let go.\n"
    door("review", "--circle", 6, "--state", "changed", "--by", "some time")
    waits = "Nothing is due: of the one action that is waited for, no date is known.\n"
    assert door("due").stderr == waits


def test_a_date_that_cannot_be_is_said_and_kept_as_typed(door: Door) -> None:
    said = door("review", "--circle", 6, "--state", "under way", "--by", "31 June")
    assert said.stderr == "There is no 31 June: no date known.\n"
    assert door.told(6, 1)[0]["by"] == "31 June"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--circle", 9, "--state", "done"), "Circle 9 is not in this library."),
        (("--circle", 5, "--action", 4, "--state", "done"), "Circle 5 has no action 4."),
        (("--circle", 5, "--state", "done"), "Circle 5 has several actions."),
        (("--circle", 7, "--state", "done"), "Circle 7 has no action yet."),
        (("--circle", 6, "--state", "done", "--on", "31 June 2007"), "Write the date as"),
        (("--circle", 7, "-o", "x.pdf"), "There is no action here that could be reviewed."),
        (("--circle", 5, "-o", "x.txt"), "the name must end in .pdf"),
    ],
)
def test_what_is_refused_is_said_in_one_sentence(
    door: Door, words: tuple[object, ...], sentence: str
) -> None:
    said = door("review", *words, status=1)
    assert sentence in said.stderr
    assert said.stderr.count("\n") == 1
    assert door.told(6, 1) == []


@pytest.mark.parametrize(
    "words",
    [
        ("--happened", "x"),
        ("--state", "nearly"),
        ("-o", "x.pdf", "--state", "done"),
    ],
)
def test_a_command_line_that_is_wrong_ends_with_2(door: Door, words: tuple[str, ...]) -> None:
    door("review", "--circle", 6, *words, status=2)


@pytest.mark.slow
def test_the_sheet_says_whose_it_is_when_it_is_photographed(door: Door, tmp_path: Path) -> None:
    """A photograph of it changes nothing, also where its circle is not here: it says what it is."""
    path = tmp_path / "sheet.pdf"
    door("review", "--circle", 5, "-o", path)
    (page,) = PdfReader(path).pages
    text = page.extract_text()
    for words in ("What became of our three actions", "Meet.", "let go", "told by", "new date"):
        assert words in text
    picture = tmp_path / "photo.png"
    with pypdfium2.PdfDocument(path) as pdf:
        pdf[0].render(scale=2).to_pil().save(picture)
    before = door("list").stdout
    said = door("merge", picture).stdout
    assert "The review sheet of circle 5: type in what is ticked and written on it." in said
    assert door("list").stdout == before
    other = CliRunner().invoke(
        main, ["--library", str(tmp_path / "other" / "library"), "merge", str(picture)]
    )
    assert (other.exit_code, "review sheet of circle 5" in other.output) == (0, True)
    assert len(PdfReader(_all(door, tmp_path)).pages) == 2  # circle 7 has nothing to review


def _all(door: Door, folder: Path) -> Path:
    door("review", "-o", folder / "all.pdf")
    return folder / "all.pdf"
