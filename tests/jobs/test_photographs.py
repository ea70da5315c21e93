"""From a photograph of paper into a library: read, put together, and never over better words."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import segno
from msgspec.structs import replace
from PIL import Image, ImageDraw

from storycircle.core.clock import SystemClock
from storycircle.core.consent.shareable import leaving, on_paper
from storycircle.core.error_sentences import Refused
from storycircle.core.formats import sheet_code
from storycircle.core.model import Action, Circle, Gathered, NamesOnPaper, Placement
from storycircle.jobs.export import export_circle
from storycircle.jobs.files.contents import contents_of
from storycircle.jobs.files.kinds import Kind
from storycircle.jobs.merge import merge_files
from storycircle.paper.sheets.qr_codes import squares
from storycircle.store.library import Library

TEXT = "We will meet on the first Monday of every month and say what became of it all. "


def photograph(folder: Path, name: str, *parts: bytes) -> Path:
    """A picture of codes beside each other, four dots a module."""
    drawn = []
    for part in parts:
        made = io.BytesIO()
        segno.make(part, error="m", mode="byte", micro=False).save(
            made, kind="png", scale=4, border=8
        )
        drawn.append(Image.open(made).convert("L"))
    whole = Image.new("L", (sum(d.width for d in drawn), max(d.height for d in drawn)), 255)
    x = 0
    for each in drawn:
        whole.paste(each, (x, 0))
        x += each.width
    whole.save(folder / name, quality=80)
    return folder / name


def parts_of(example: Gathered, circle: Circle, count: int = 1) -> list[bytes]:
    content = sheet_code.content_of(example.event, leaving(circle).circle)
    return sheet_code.cut(sheet_code.packed(content), count)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", SystemClock())


def lines(library: Library, *paths: Path, keep: bool = True) -> list[str]:
    return [merged.line() for merged in merge_files(library, list(paths), keep=keep)]


def test_a_photograph_brings_its_circle(
    example: Gathered, library: Library, tmp_path: Path
) -> None:
    """Number, names, actions and event come along; what stays behind is said."""
    circle = example.circles[4]
    taken = photograph(tmp_path, "five.jpg", *parts_of(example, circle))
    said = (
        "five.jpg: new: Circle 5, from its code: six names and three actions. "
        "Stories and headings are in its circle file alone."
    )
    assert lines(library, taken, keep=False) == [said]
    assert library.circles() == []
    assert lines(library, taken) == [said]
    assert lines(library, taken) == ["five.jpg: same: Circle 5, known already."]
    (held,) = library.circles()
    shown = sheet_code.content_of(example.event, circle)
    assert sheet_code.content_of(library.event(held.event), held) == shown
    assert library.events()[0].title == example.event.title


def test_parts_on_several_photographs_are_put_together(
    example: Gathered, library: Library, tmp_path: Path
) -> None:
    """Two codes on two pictures are one circle; one alone is refused, saying what lacks."""
    first, second = parts_of(example, example.circles[0], 2)
    one = photograph(tmp_path, "one.png", first)
    two = photograph(tmp_path, "two.png", second)
    (alone,) = lines(library, one)
    assert alone.startswith("one.png: refused: one.png holds only one of the two parts")
    came, lent = lines(library, one, two)
    assert came.startswith("one.png: new: Circle 1")
    assert lent == "two.png: same: parts of a code met before"


def test_several_circles_in_one_photograph(
    example: Gathered, library: Library, tmp_path: Path
) -> None:
    """A photograph of the wall brings every sheet it can read."""
    parts = [part for circle in example.circles[:3] for part in parts_of(example, circle)]
    (said,) = lines(library, photograph(tmp_path, "wall.png", *parts))
    assert [f"Circle {number}, from its code" in said for number in (1, 2, 3)] == [True] * 3
    assert [circle.number for circle in library.circles()] == [1, 2, 3]


@pytest.fixture
def handed_over(example: Gathered, tmp_path: Path) -> Callable[[Circle], Path]:
    """The circle file of a circle, from its facilitator's own laptop."""

    def export(circle: Circle) -> Path:
        with Library(tmp_path / "own" / "library", SystemClock()) as own:
            own.load(replace(example, circles=(circle,), placements={}))
            export_circle(own, own.circle(circle.id), tmp_path / "x.circle")
        return tmp_path / "x.circle"

    return export


def test_the_file_takes_the_place_of_its_paper(
    example: Gathered, library: Library, tmp_path: Path, handed_over: Callable[[Circle], Path]
) -> None:
    """Paper first, then the file: the file stands, whole, and nobody is asked to look."""
    circle = example.circles[4]
    lines(library, photograph(tmp_path, "five.png", *parts_of(example, circle)))
    event = library.events()[0]
    paper = library.circles()[0].actions[1]
    library.save_placements([Placement(paper.id, "A heading", "In other words")])
    fixed = replace(circle, actions=(Action("new", "Something else"), *circle.actions[1:]))
    assert lines(library, handed_over(fixed)) == ["x.circle: updated"]
    (held,) = library.circles()
    assert held.members == leaving(fixed).circle.members
    assert held.actions == fixed.actions
    assert len(library.conflicts()) == 0
    gathered = library.gathered(event)
    assert gathered.wording_of(held.actions[1]) == "In other words"
    assert lines(library, handed_over(fixed)) == ["x.circle: same"]


def test_paper_never_overwrites_a_file(
    example: Gathered, library: Library, tmp_path: Path, handed_over: Callable[[Circle], Path]
) -> None:
    """File first, then an older print: the file stands, and the line says so."""
    circle = example.circles[4]
    lines(library, handed_over(circle))
    before = library.circles()
    same = photograph(tmp_path, "same.png", *parts_of(example, circle))
    assert lines(library, same) == ["same.png: same: Circle 5, known already."]
    old = replace(circle, actions=circle.actions[:1])
    other = photograph(tmp_path, "old.png", *parts_of(example, old))
    assert lines(library, other) == [
        "old.png: same: Circle 5, known from its file, which says something else and stands."
    ]
    assert library.circles() == before


def test_paper_under_the_rule_for_names_is_known_again(
    example: Gathered, library: Library, tmp_path: Path, handed_over: Callable[[Circle], Path]
) -> None:
    """A sheet with first words or no names says the same as its file, as far as it goes."""
    circle = example.circles[4]
    lines(library, handed_over(circle))
    for rule in (NamesOnPaper.FIRST_WORD, NamesOnPaper.NONE):
        shown = on_paper(leaving(circle), rule).circle
        content = sheet_code.content_of(example.event, shown)
        taken = photograph(tmp_path, "x.png", *sheet_code.cut(sheet_code.packed(content), 1))
        assert lines(library, taken) == ["x.png: same: Circle 5, known already."]


def test_a_later_print_takes_the_place_of_an_earlier_one(
    example: Gathered, library: Library, tmp_path: Path
) -> None:
    """Where only paper is known, the paper read last stands."""
    circle = example.circles[4]
    lines(library, photograph(tmp_path, "a.png", *parts_of(example, circle)))
    fixed = replace(circle, actions=circle.actions[:2])
    (said,) = lines(library, photograph(tmp_path, "b.png", *parts_of(example, fixed)))
    assert said.startswith("b.png: updated: Circle 5, from its code: six names and two actions")
    assert len(library.circles()[0].actions) == 2


def test_a_circle_known_from_paper_is_not_changed_or_handed_on(
    example: Gathered, library: Library, tmp_path: Path
) -> None:
    """What paper told must not be taken for the circle's own file."""
    lines(library, photograph(tmp_path, "a.png", *parts_of(example, example.circles[4])))
    (circle,) = library.circles()
    with pytest.raises(Refused, match="Circle 5 is known here from its paper alone"):
        library.save_circle(replace(circle, actions=()))
    with pytest.raises(Refused, match="Circle 5 is known here from its paper alone"):
        export_circle(library, circle, tmp_path / "y.circle")
    with pytest.raises(Refused, match="Circle 5 is known here from its paper alone"):
        library.renumber(circle, 9)
    with pytest.raises(Refused, match="Circle 5 is known here from its paper alone"):
        library.adopt(circle, replace(example.event, id="another"))
    assert library.circles() == [circle]
    assert not (tmp_path / "y.circle").exists()
    library.erase_circle(circle.id)
    assert lines(library, tmp_path / "a.png")[0].startswith("a.png: new")


def test_a_removed_circle_comes_from_its_paper_after_a_tick_alone(
    example: Gathered, library: Library, tmp_path: Path
) -> None:
    """It was known from its file: a photograph is no way round the tick."""
    library.load(example)
    circle = example.circles[4]
    library.erase_circle(circle.id)
    path = photograph(tmp_path, "a.png", *parts_of(example, circle))
    (line,) = lines(library, path)
    assert line.startswith("a.png: needs a look: circle 5 was removed from this laptop")
    assert circle.id not in {other.id for other in library.circles()}
    (merged,) = merge_files(library, [path], accepted=["circle 5"])
    assert merged.outcome == "new"
    assert circle.id in {other.id for other in library.circles()}


def test_it_is_known_when_a_circle_came_by_its_paper(
    example: Gathered, library: Library, tmp_path: Path
) -> None:
    """A photograph is an arrival as a file is; looking at one without keeping it is none."""
    path = photograph(tmp_path, "a.png", *parts_of(example, example.circles[4]))
    list(merge_files(library, [path], keep=False))
    assert library.arrivals() == {}
    for _ in range(2):
        lines(library, path)
        arrival = library.arrivals()[example.circles[4].id]
        assert arrival.at
        assert not arrival.corrected


def test_a_very_long_circle_has_a_shorter_code_that_says_so(example: Gathered) -> None:
    """Never a code that cannot be read: the first letters of each action, and the number said."""
    long = tuple(
        Action(str(n), "".join(chr(0x4E00 + (n * 977 + i * i) % 20_000) for i in range(5_000)))
        for n in range(3)
    )
    content = sheet_code.content_of(example.event, replace(example.circles[0], actions=long))
    code = squares(content)
    assert code is not None
    assert 50 < code.letters < 1_000
    assert len(code.symbols) == 2
    assert all(len(symbol) <= 101 for symbol in code.symbols)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["text", "empty", "huge", "gif", "folder", "none", "cut"])
def test_what_is_no_photograph_of_a_sheet_is_one_sentence(
    tmp_path: Path, library: Library, kind: str
) -> None:
    """Strangers' pictures: refused in one sentence, and the library is as it was."""
    path = tmp_path / "x.png"
    if kind == "text":
        path.write_text("coffee")
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "huge":
        Image.new("1", (20_000, 20_000), 1).save(path)
    elif kind == "gif":
        Image.new("L", (9, 9), 1).save(path, format="GIF")
    elif kind == "folder":
        path.mkdir()
    elif kind == "cut":
        Image.effect_noise((300, 300), 80).save(path)
        path.write_bytes(path.read_bytes()[:4_000])
    else:
        ImageDraw.Draw(blank := Image.new("L", (600, 400), 255)).ellipse((9, 9, 300, 300), fill=0)
        blank.save(path)
    found = contents_of(path, Kind.PICTURE, tmp_path)
    assert found.parts == []
    expected = {"folder": ["not-a-file"], "none": [], "gif": []}.get(kind, ["not-a-picture"])
    assert [refused.key for refused in found.refused] == expected
    if kind != "folder":
        (merged,) = merge_files(library, [path])
        assert merged.outcome == "refused"
    assert library.circles() == []
