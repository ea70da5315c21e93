"""What is unusual or wrong in stalls, recommendations, chapters and comparisons: each has one plain
sentence on the command line and a way on, and nothing is lost.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from storycircle.cli.main import main


def run(library: Path, *args: object) -> Result:
    return CliRunner().invoke(main, ["--library", str(library), *map(str, args)])


def event(**more: object) -> dict[str, Any]:
    """A document of one event, of a project, with one circle and one action."""
    head = {"title": "Summer", "date": "2007-06-14", "project": "The year", "headings": ["First"]}
    circle = {
        "number": 1,
        "members": [{"name": "Al"}],
        "actions": [{"text": "Dig", "heading": "First"}],
    }
    return {"format": "storycircle/1", "event": {**head, **more}, "circles": [circle]}


def loaded(library: Path, document: dict[str, Any], *args: str) -> Result:
    path = library.parent / "document.json"
    path.write_text(json.dumps(document))
    return run(library, "load", path, *args)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def report(library: Path) -> tuple[str, str]:
    """The report of the project as text, and what is said of it."""
    out = library.parent / "r.md"
    done = run(library, "report", "--project", "The year", "-o", out)
    assert done.exit_code == 0, done.output
    return out.read_text(encoding="utf-8"), done.output


def test_thirty_recommendations_are_lettered_on_to_dd(library: Path) -> None:
    """After z come aa and bb, in the head of their heading too."""
    many = [{"heading": "First", "text": f"Thing {n}"} for n in range(30)]
    assert loaded(library, event(recommendations=many)).exit_code == 0
    text, _said = report(library)
    bare = text.replace("\\", "").replace("*", "")
    for words in ("z) Thing 25", "aa) Thing 26", "dd) Thing 29", "a to dd"):
        assert words in bare, words


def test_no_recommendation_is_said_and_has_no_chapter(library: Path) -> None:
    """The report is written all the same."""
    assert loaded(library, event()).exit_code == 0
    text, said = report(library)
    assert "Recommendations" not in text
    assert "Nobody has written a recommendation yet: the report has no chapter of them." in said
    assert loaded(library, event(recommendations=[{"text": "Plant"}])).exit_code == 0
    assert "Nobody has written" not in report(library)[1]


def test_a_recommendation_under_a_heading_that_was_removed_is_kept_and_said(library: Path) -> None:
    """After the others, with what to do seen from its heading."""
    some = [{"heading": "Gone", "text": "Keep"}, {"heading": "First", "text": "Plant"}]
    loaded(library, event(recommendations=some))
    text, _said = report(library)
    assert "Gone (no heading of the event any more)" in text
    assert text.index("Plant") < text.index("Keep")


def test_a_chapter_that_is_too_long_is_refused_by_name(library: Path) -> None:
    """200,000 letters are in every format; one more is refused, and nothing is loaded."""
    most = {"title": "Long", "text": "x" * 200_000}
    more = {"title": "Long", "text": "x" * 200_001}
    done = loaded(library, event(chapters=[more]))
    assert done.exit_code == 1
    assert "chapter 1: text" in done.output
    assert "200,000" in done.output
    assert "no event and no circle" in run(library, "list").output
    assert loaded(library, event(chapters=[most])).exit_code == 0
    assert "x" * 200_000 in report(library)[0]


def test_a_chapter_that_two_edited_apart_needs_a_look(library: Path, tmp_path: Path) -> None:
    """The merge says which chapter, and both texts are kept until a person chose."""
    first = event(chapters=[{"title": "Ours", "text": "Before", "id": "chapter-1"}])
    assert loaded(library, first).exit_code == 0
    other, archive = tmp_path / "other" / "library", tmp_path / "all.zip"
    run(library, "export", "--all", "-o", archive)
    other.parent.mkdir()
    assert "new" in run(other, "merge", archive).output
    for place, text in ((library, "Mine"), (other, "Theirs")):
        apart = event(chapters=[{"title": "Ours", "text": text, "id": "chapter-1"}])
        assert loaded(place, apart, "--settings", "file").exit_code == 0
    run(other, "export", "--all", "-o", archive)
    done = run(library, "merge", archive)
    assert done.exit_code == 0
    assert "needs a look" in done.output
    assert "Ours" in done.output
    shown = report(library)[0]
    assert ("Mine" in shown) != ("Theirs" in shown)


def test_a_stall_without_a_letter_is_given_one(library: Path) -> None:
    """The first that is free; under it what was noted there is found again."""
    loaded(library, event(stalls=["B: Bees", "Trees", "Wind"]))
    assert run(library, "stall", "--stall", "C", "--discussed", "Gales").exit_code == 0
    assert run(library, "stall").output.splitlines() == [
        "B: Bees: no runs", "A: Trees: no runs", "C: Wind: one run",
    ]  # fmt: skip


def test_two_stalls_with_one_letter_are_said(library: Path) -> None:
    """The first has it, the other the next that is free: in the list and in the report."""
    loaded(library, event(stalls=["A: Bees", "A: Trees"]))
    done = run(library, "stall", "--stall", "B", "--discussed", "Shade")
    assert done.exit_code == 0
    said = "More than one stall was called A; each has a letter of its own here."
    assert said in done.output
    assert "B: Trees: one run" in done.output
    assert said in report(library)[0]


def test_events_without_circles_are_compared(library: Path, tmp_path: Path) -> None:
    """With each other too: there is nothing to count, and each is named for it."""
    for title, day in (("Winter", "2007-01-25"), ("Spring", "2007-04-01")):
        bare = {"format": "storycircle/1", "event": {"title": title, "date": day}}
        assert loaded(library, bare).exit_code == 0
    out = tmp_path / "c.md"
    assert run(library, "compare", "Winter", "Spring", "-o", out).exit_code == 0
    text = out.read_text(encoding="utf-8")
    for month in ("January 2007", "April 2007"):
        assert f"{month}: no circle is here, so there is nothing to count." in text
    assert "| People | – | – | – |" in text
