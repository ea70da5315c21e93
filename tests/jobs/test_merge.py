"""Handing circles over and gathering them: files, folders, and each refusal on its own."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import storycircle
from benchmarks.merge_files import write_files
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n.language import speaking
from storycircle.core.model import Circle, Event, Gathered, Story, own_event
from storycircle.jobs.check_file import check
from storycircle.jobs.export import choose_circle, export_circle, export_pack, file_name
from storycircle.jobs.merge import merge_files
from storycircle.jobs.workers.checking import check_files
from storycircle.store.library import Library
from storycircle.store.safety import backups
from tests.support.pseudo import BY_NAME


@pytest.fixture
def files(library: Library, example: Gathered, tmp_path: Path) -> list[Path]:
    """The six circle files of June 2007, in a folder of folders."""
    library.load(example)
    made = []
    for circle in example.circles:
        path = tmp_path / "sticks" / str(circle.number) / f"{circle.number}.circle"
        path.parent.mkdir(parents=True)
        export_circle(library, circle, path)
        made.append(path)
    return made


def test_a_folder_of_sticks_is_gathered(
    organiser: Library, files: list[Path], tmp_path: Path
) -> None:
    """Whole folders are searched, and each file is counted once."""
    merged = list(merge_files(organiser, [tmp_path / "sticks", files[0]]))
    assert [m.name for m in merged] == [path.name for path in files]
    assert [m.outcome for m in merged] == ["new"] * 6
    assert [m.number for m in merged] == [1, 2, 3, 4, 5, 6]
    assert sum(m.people for m in merged) == 36
    assert sum(m.actions for m in merged) == 16
    assert organiser.gathered(organiser.events()[0]).people() == 36


def test_a_refused_file_does_not_hold_up_the_rest(organiser: Library, files: list[Path]) -> None:
    """One broken memory stick is named; the others are merged."""
    files[2].write_text("coffee")
    merged = list(merge_files(organiser, files))
    assert [m.outcome for m in merged] == ["new", "new", "refused", "new", "new", "new"]
    assert merged[2].line() == (
        "3.circle: refused: 3.circle is not a circle file. A text. Nothing was changed."
    )


def test_a_copy_is_kept_before_merging_and_none_for_a_dry_run(
    organiser: Library, files: list[Path]
) -> None:
    """Every merge can be taken back."""
    list(merge_files(organiser, files, keep=False))
    assert backups.names(organiser.path) == []
    assert organiser.circles() == []
    list(merge_files(organiser, files))
    assert len(backups.names(organiser.path)) == 1


@pytest.mark.slow
def test_a_merge_that_changes_nothing_makes_no_copy(organiser: Library, files: list[Path]) -> None:
    """Merging the same stick again and again pushes no copy out."""
    list(merge_files(organiser, files))
    before = backups.names(organiser.path)
    for _ in range(12):
        assert not any(merged.changes_something for merged in merge_files(organiser, files))
    after = backups.names(organiser.path)
    assert after[1:] == before
    assert len(after) == len(before) + 1, "one, of what the first merge brought"


def test_gathering_can_be_stopped_between_files(organiser: Library, files: list[Path]) -> None:
    """Stop means stop, with whole circles merged and none by half."""
    merged = list(merge_files(organiser, files, progress=lambda done, _all, _what: done < 2))
    assert len(merged) == 2
    assert [len(circle.members) for circle in organiser.circles()] == [m.people for m in merged]


def test_a_folder_without_circle_files_is_named(
    organiser: Library, files: list[Path], tmp_path: Path
) -> None:
    """The wrong folder is a sentence, not silence, and the right one beside it is gathered."""
    (tmp_path / "empty").mkdir()
    merged = list(merge_files(organiser, [tmp_path / "empty", files[0]]))
    assert [m.outcome for m in merged] == ["refused", "new"]
    assert merged[0].line() == "empty: refused: There is no circle file in empty."


def test_checking_says_whether_a_file_is_sound(files: list[Path], tmp_path: Path) -> None:
    """A facilitator can look before sending."""
    assert check(files[0]).line() == "1.circle: sound"
    assert check(tmp_path / "none.circle").refused


def test_an_event_pack_brings_the_event(
    library: Library, organiser: Library, example: Gathered, tmp_path: Path
) -> None:
    """A facilitator's laptop begins with the organiser's event, and no circle."""
    library.load(example)
    export_pack(library, example.event, tmp_path / "event.circle")
    (merged,) = merge_files(organiser, [tmp_path / "event.circle"])
    assert (merged.outcome, merged.number) == ("new", None)
    assert organiser.events() == [example.event]
    assert organiser.circles() == []


def test_an_export_is_noted(library: Library, files: list[Path], example: Gathered) -> None:
    """The window can say when a circle last left."""
    last = library.last_export(example.circles[0].id)
    assert last == ("2007-06-14T11:16:00", files[0].name)
    assert library.last_export("nowhere") is None


def test_an_export_that_fails_is_not_noted_and_leaves_no_file(
    library: Library, tmp_path: Path
) -> None:
    """What did not leave is not said to have left."""
    circle = Circle("c", 1)
    library.save_circle(circle)
    for path in (tmp_path / "none" / "x.circle", tmp_path / "x.zip"):
        with pytest.raises(Refused):
            export_circle(library, circle, path)
    assert library.last_export("c") is None
    assert [p.name for p in tmp_path.iterdir()] == ["own"]


def test_a_circle_is_chosen_by_its_number(library: Library) -> None:
    """Each way of choosing wrongly has its sentence."""
    with pytest.raises(Refused, match="no circle in this library"):
        choose_circle(library, None, None)
    library.save_circle(Circle("a", 1))
    assert choose_circle(library, None, None).id == "a"
    library.save_circle(Circle("b", 2))
    assert choose_circle(library, None, 2).id == "b"
    with pytest.raises(Refused, match="several circles"):
        choose_circle(library, None, None)
    with pytest.raises(Refused, match="Circle 7 is not"):
        choose_circle(library, None, 7)
    library.save_circle(Circle("c", 2))
    with pytest.raises(Refused, match="Two circles"):
        choose_circle(library, None, 2)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Plain", "circle 5, Plain, 2007-06-14.circle"),
        ("a/b\\c:d", "circle 5, a-b-c-d, 2007-06-14.circle"),
        ("a\u202egpj", "circle 5, agpj, 2007-06-14.circle"),
        ("x" * 300, f"circle 5, {'x' * 120}, 2007-06-14.circle"),
        ("\u6728" * 300, "circle 5, " + "\u6728" * 40 + ", 2007-06-14.circle"),
        ("", "circle 5, 2007-06-14.circle"),
        ("The day of 14 June 2007", "circle 5, The day of 14 June 2007.circle"),
        ("Summer 2007", "circle 5, Summer 2007, 2007-06-14.circle"),
        ("x" * 115 + " 14 June 2007", f"circle 5, {'x' * 115} 14 J, 2007-06-14.circle"),
    ],
)
def test_a_files_name_is_one_that_every_disk_takes(title: str, name: str) -> None:
    """Memory sticks too, and no name disguises its ending."""
    assert file_name(Circle("c", 5), ".circle", Event("e", title, "2007-06-14")) == name


@pytest.mark.parametrize("code", ["en", "cy"])
def test_an_own_events_file_carries_its_day_once(code: str) -> None:
    """In whatever language the event was made, and whichever is spoken as its file is named."""
    with speaking(BY_NAME[code]):
        event = own_event("2026-11-29")
    name = file_name(Circle("c", 5), ".circle", event)
    assert name == f"circle 5, {event.title}.circle"
    assert name.count("2026") == 1


def test_what_many_files_bring_is_taken_into_the_library_in_few_goes(
    organiser: Library, tmp_path: Path
) -> None:
    """An old disk is slow: a page that several files change is not written for each fourteen. All
    of it is in the library's own file in the end, whether the merge came to its end or not.
    """
    write_files(tmp_path / "files", 50)
    log = organiser.path.with_name(organiser.path.name + "-wal")
    merging = merge_files(organiser, [tmp_path / "files"])
    sizes = [log.stat().st_size for _ in merging]
    assert sizes == sorted(sizes), "it was not begun anew"
    assert sizes[-1] > 1_200 * _PAGE
    assert log.stat().st_size == 0
    list(merge_files(organiser, _more(tmp_path, 3), progress=lambda done, _all, _what: done < 2))
    assert log.stat().st_size == 0


def test_the_log_is_short_again_after_a_merge(organiser: Library, tmp_path: Path) -> None:
    """A circle that is told afterwards is not all in the log."""
    list(merge_files(organiser, _more(tmp_path, 3)))
    log = organiser.path.with_name(organiser.path.name + "-wal")
    told = organiser.circle(organiser.circles()[0].id)
    for change in range(300):
        points = f"{change} " * 6_000
        organiser.save_circle(replace(told, stories=(Story("s", None, points=points),)))
    assert log.stat().st_size < 1_200 * _PAGE


def _more(folder: Path, count: int) -> list[Path]:
    write_files(folder / "more", count)
    return sorted((folder / "more").iterdir())


_PAGE = 4_120  # bytes of a page in the log, with its head


def _calls(act: Callable[[], object]) -> int:
    """How many functions of ours are called."""
    ours, found = str(Path(storycircle.__file__).parent), 0

    def noting(frame: object, event: str, _about: object) -> None:
        nonlocal found
        code = getattr(frame, "f_code", None)
        found += event == "call" and getattr(code, "co_filename", "").startswith(ours)

    sys.setprofile(noting)
    try:
        act()
    finally:
        sys.setprofile(None)
    return found


_CHECKED = 850  # 788; 1,022 where an id was looked at as a list of texts is
_MERGED = 1_100  # 1,043; 1,205 where a version was put in words anew for each record


def test_a_file_is_checked_and_merged_in_as_many_calls_as_it_needs(
    organiser: Library, tmp_path: Path
) -> None:
    """Of a circle of 7 people, 7 stories and 3 actions, read after others: each text is looked at
    once, and what is known of a version, a kind or a name is not worked out anew.
    """
    write_files(tmp_path / "files", 6)
    paths = sorted((tmp_path / "files").iterdir())
    files = [(path.name, path.read_bytes()) for path in paths]
    check_files(files[:2])  # what is made once
    checked = _calls(lambda: check_files(files[2:3]))
    list(merge_files(organiser, paths[:2]))
    one = _calls(lambda: list(merge_files(organiser, paths[2:3])))
    two = _calls(lambda: list(merge_files(organiser, paths[3:5])))
    assert checked <= _CHECKED
    assert two - one - checked <= _MERGED
