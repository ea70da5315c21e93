"""Events side by side on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storycircle.cli.main import main


def run(library: Path, *args: object) -> Result:
    return CliRunner().invoke(main, ["--library", str(library), *map(str, args)])


def document(title: str, date: str, headings: list[str]) -> str:
    circles = [
        {
            "number": number,
            "members": [{"name": "Al"}, {"name": "Bo"}],
            "actions": [{"text": "Dig", "heading": headings[0]}],
        }
        for number in range(1, 6)
    ]
    event = {"title": title, "date": date, "headings": headings}
    return json.dumps({"format": "storycircle/1", "event": event, "circles": circles})


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """A library with two events."""
    library = tmp_path / "library"
    for title, date, headings in (
        ("Winter", "2007-01-25", ["Share what we each offer"]),
        ("Summer", "2007-06-14", ["Share what services offer"]),
    ):
        path = tmp_path / f"{title}.json"
        path.write_text(document(title, date, headings))
        assert run(library, "load", path).exit_code == 0
    return library


def compared(library: Path, *args: object) -> tuple[str, str]:
    """What is written, and what is said."""
    out = library.parent / "c.md"
    done = run(library, "compare", "Winter", "summer", "-o", out, *args)
    assert done.exit_code == 0, done.output
    return out.read_text(encoding="utf-8"), done.output


def test_likely_headings_are_offered_and_matched_by_a_person(both: Path) -> None:
    """A match is kept, and can be taken out again."""
    text, said = compared(both)
    assert '--match "Share what we each offer=Share what services offer"' in said
    assert "(in January 2007" not in text
    text, said = compared(both, "--match", "share what we each offer = Share what services offer")
    assert "Share what services offer (in January 2007: Share what we each offer)" in text
    assert "--match" not in said
    assert "(in January 2007" in compared(both)[0]
    text, said = compared(both, "--apart", "Share what we each offer=Share what services offer")
    assert "(in January 2007" not in text
    assert "--match" in said


def test_headings_matched_in_a_ring_are_said(tmp_path: Path) -> None:
    """With the command that parts two of them; once parted enough, nothing is said any more."""
    library = tmp_path / "library"
    events = [("One", "2007-01-01", "A"), ("Two", "2007-02-02", "B"), ("Six", "2007-06-06", "C")]
    for title, date, heading in events:
        (tmp_path / "e.json").write_text(document(title, date, [heading]))
        assert run(library, "load", tmp_path / "e.json").exit_code == 0

    def said(*args: str) -> str:
        done = run(library, "compare", "One", "Two", "Six", "-o", tmp_path / "c.md", *args)
        assert done.exit_code == 0, done.output
        return done.output

    assert "ring" not in said("--match", "A=B", "--match", "B=C")
    once = said("--match", "C=A")
    assert "Matched in a ring: “C”, “B” and “A”. To part the first from the others:" in once
    assert '--apart "C=A" --apart "C=B"' in once
    assert "matched in a ring" in (tmp_path / "c.md").read_text(encoding="utf-8")
    assert "ring" not in said("--apart", "C=A")


def test_every_ending_is_written(both: Path, tmp_path: Path) -> None:
    """And one that is none is refused before anything."""
    for ending in ("pdf", "html", "docx", "xlsx", "csv", "md"):
        out = tmp_path / f"c.{ending}"
        assert run(both, "compare", "Winter", "Summer", "-o", out).exit_code == 0
        assert out.stat().st_size > 300
    done = run(both, "compare", "Winter", "Summer", "-o", tmp_path / "c.txt")
    assert (done.exit_code, (tmp_path / "c.txt").exists()) == (1, False)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("Winter",), "One event is no comparison: name two or more."),
        (("Winter", "winter"), "“Winter” is named twice"),
        (("Winter", "Autumn"), "Autumn"),
        (("Winter", "Summer", "--match", "a=b"), "“a=b” names no two headings of these events"),
        (("Winter", "Summer", "--match", "Share what we each offer"), "names no two headings"),
    ],
)
def test_what_is_wrong_is_said(both: Path, args: tuple[str, ...], said: str) -> None:
    """In one sentence, and nothing is written."""
    out = both.parent / "x.pdf"
    done = run(both, "compare", *args, "-o", out)
    assert (done.exit_code, out.exists()) == (1, False)
    assert said in done.output


def test_an_event_without_circles_is_compared(both: Path, tmp_path: Path) -> None:
    """There is nothing to count, and that is said."""
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps({"format": "storycircle/1", "event": {"title": "Bare"}}))
    run(both, "load", bare)
    out = tmp_path / "c.md"
    assert run(both, "compare", "Bare", "Summer", "-o", out).exit_code == 0
    assert "no circle is here" in out.read_text(encoding="utf-8")
