"""The page of the benchmarks: a row for each figure, what was not run, and a plot that is drawn."""

import shutil
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import start_bundle
from benchmarks.__main__ import FIGURES, counted
from benchmarks.figure import Figure
from benchmarks.kept import measured_once
from benchmarks.merge_files import write_files
from benchmarks.merge_runs import ours
from benchmarks.page import Why, page, plot
from benchmarks.profiles import of_act, of_imports, of_program
from storycircle.core.clock import SystemClock
from storycircle.store.library import Library

ROWS = (
    Figure("start-2", 0.4, 0.2, 2.0, "seconds"),
    Figure("merge-1000", 2.0, 1.0, 1.6),
    Figure.not_run("merge-dask", "no cluster here"),
)


def test_each_row_says_whether_it_holds() -> None:
    """One that was not run says why, and is no fault; a quick run breaks at twice the bound."""
    assert [row.holds for row in ROWS] == [True, False, True]
    assert [row.breaks for row in ROWS] == [False, False, False]
    assert Figure("x", 3.3, 1.0, 1.6).breaks
    whys = {"merge-1000": Why("Each file is checked.", "   1.0 ms  1 calls  checked  x.py:1")}
    text = page(ROWS, whys, 1.5, "performance.svg", quick=True)
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    assert {line.count("|") for line in lines} == {8}
    assert "Each file is checked." in lines[1]
    assert text.count("```") == 2
    assert whys["merge-1000"].profile in text
    assert "not found yet" in page(ROWS, {}, 1.5, "performance.svg", quick=True)
    assert "Where the time goes" not in page(ROWS[:1], {}, 1.5, "performance.svg", quick=True)
    assert [line.split("`")[1] for line in lines] == ["start-2", "merge-1000", "merge-dask"]
    assert ["**does not hold**" in line for line in lines] == [False, True, False]
    assert "*not run*" in lines[2]
    assert "no cluster here" in lines[2]
    assert "1.5 other processes" in text
    assert "(performance.svg)" in text


@pytest.mark.parametrize(
    ("quick", "ratios", "counts"),
    [
        (True, [9.0, 1.0], 1.0),  # the machine was at something else
        (True, [9.0, 8.0, 1.0], 1.0),  # and again
        (True, [9.0, 8.0, 7.0], 7.0),
        (True, [1.9, 9.0], 1.9),  # over its bound, and not twice over
        (False, [9.0, 1.0], 9.0),
    ],
)
def test_a_quick_row_twice_over_counts_where_it_comes_again(
    quick: bool, ratios: list[float], counts: float, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is measured anew, twice at most, and that is said."""
    left = iter(ratios)

    @measured_once
    def run() -> float:
        return next(left)

    row = counted(lambda: Figure("list", run(), 1.0, 1.0), quick=quick)
    assert row.ratio == counts
    again = quick and ratios[0] > 2
    assert (
        "list           9.00 of 1.00, so it is measured again" in capsys.readouterr().out
    ) is again
    assert len([*left]) == (0 if again else 1), "no more often than it must be"


_PROGRAM = """
import json, os
def slow():
    return sum(number * number for number in range(200_000))
print(json.dumps(slow()), flush=True)
os._exit(0)
"""


def test_a_profile_names_what_takes_longest() -> None:
    """Of what is done here, of a program that ends by itself, and of what one imports; no line says
    where this machine has its files.
    """
    here = of_act(lambda: sorted(range(100_000), key=lambda number: -number))
    assert "sorted" in here
    there = of_program(_PROGRAM).splitlines()
    assert any("<genexpr>" in line for line in there[:2])
    assert len(there) <= 8
    imports = of_imports("import xml.dom.minidom, json")
    assert "modules  xml" in imports
    for told in (here, *there, imports):
        assert str(Path(__file__).parent.parent) not in told


@pytest.mark.parametrize("name", FIGURES)
def test_each_reason_is_of_a_row_there_is(name: str) -> None:
    """A module gives reasons for its own rows alone."""
    place = FIGURES[name].partition(":")[0]
    rows = {row for row, where in FIGURES.items() if where.partition(":")[0] == place}
    assert set(getattr(import_module(place), "REASONS", {})) <= rows


def test_the_plot_has_a_line_for_each_and_is_a_picture() -> None:
    """Ten times the circles and ten times the seconds are as far apart everywhere."""
    drawn = plot({"merge": {10: 0.01, 100: 0.1, 1_000: 1.0}, "start & all": {10: 0.3, 10_000: 0.3}})
    root = ET.fromstring(drawn)  # noqa: S314 (our own)
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"merge", "start & all", "10,000", "1 s"} <= set(words)
    thick = [p.get("d") or "" for p in root.iter() if p.get("stroke-width") == "2"]
    first = [tuple(map(float, at.split())) for at in thick[0].strip("M").split("L")]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(first)]
    assert steps[0] == pytest.approx(steps[1], abs=0.2)
    second = [tuple(map(float, at.split())) for at in thick[1].strip("M").split("L")]
    assert second[0][1] == second[1][1]


def test_no_name_in_the_plot_stands_on_another() -> None:
    """Where lines end at the same place, their names stand one below another."""
    drawn = plot({name: {10: 0.1, 100: 0.2} for name in ("merge", "start", "places", "report")})
    names = [t for t in ET.fromstring(drawn).iter() if t.get("fill") and t.tag.endswith("text")]  # noqa: S314
    at = sorted(float(text.get("y") or 0) for text in names)
    assert len(at) == 4
    assert all(below - above >= 13 for above, below in pairwise(at))


def test_every_row_of_the_table_can_be_found() -> None:
    """Its module is there, and has the function."""
    for place in FIGURES.values():
        module, _, function = place.partition(":")
        assert callable(getattr(import_module(module), function or "measure"))


def test_what_the_merge_is_measured_by_merges(tmp_path: Path) -> None:
    """As many files as were made, into a library that can be read."""
    write_files(tmp_path / "files", 3)
    assert ours(tmp_path / "library", tmp_path / "files") == 3
    with Library(tmp_path / "library", SystemClock()) as library:
        assert len(library.circles()) == 3


def test_a_bundle_that_cannot_be_measured_is_not_run_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a screen, without what makes an empty one, unnamed, and where there is none."""
    monkeypatch.delenv(start_bundle.NAMED, raising=False)
    tools: dict[str, object] = {"which": None, "find_spec": None}
    monkeypatch.setattr(shutil, "which", lambda _name: tools["which"])
    monkeypatch.setattr(start_bundle, "find_spec", lambda _name: tools["find_spec"])
    said = []
    for key in (*tools, ""):
        said.append(start_bundle.measure(quick=True))
        tools |= {key: "there"} if key else {}
    monkeypatch.setenv(start_bundle.NAMED, str(tmp_path / "nothing"))
    said.append(start_bundle.measure(quick=True))
    assert not any(row.ran for row in said)
    words = ("xvfb-run", "PyInstaller", "STORYCIRCLE_BUNDLE", "nothing holds no bundle")
    assert all(word in row.note for word, row in zip(words, said, strict=True))
