"""What runs the tests under Wine takes Windows' packages, leaves no test out, and goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.on_windows.environment import PINS, for_windows
from tests.on_windows.progress import BROKE, FAILED, PASSED, SKIPPED, forget_bad, read_outcomes
from tests.on_windows.suites import Part, Suite, outcomes_of, part, places

ROOT = Path(__file__).parents[2]
PINNED = """
# how it was made
plain==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via something
windows-only==2.0 ; sys_platform == "win32" \\
    --hash=sha256:bb
mac-only==3.0 ; sys_platform == 'darwin' \\
    --hash=sha256:cc \\
    --hash=sha256:cd
not-windows==4.0 ; sys_platform != "win32"
younger[more]==5.0 ; python_version < "3.12"
"""
TESTS = """
import os, pytest

def test_first():
    pass

def test_wrong():
    assert 1 == 2, "as it is"

@pytest.mark.skip(reason="not here")
def test_elsewhere():
    pass

@pytest.fixture
def unkind():
    yield
    raise ValueError("afterwards")

def test_good_until_its_end(unkind):
    pass

def test_ends_python():
    os._exit(3)

def test_last():
    pass
"""


def test_packages_are_those_that_windows_takes() -> None:
    """Each with all its hashes and no condition; those of other systems are gone with theirs."""
    assert for_windows(PINNED).split() == [
        *("plain==1.0", "\\", "--hash=sha256:aa", "\\", "--hash=sha256:ab"),
        *("windows-only==2.0", "\\", "--hash=sha256:bb", "younger[more]==5.0"),
    ]
    for pins in PINS:
        lines = for_windows(pins.read_text(encoding="utf-8")).splitlines()
        named = [line.removesuffix("\\").strip() for line in lines if line[:1].isalnum()]
        assert named
        assert all(Requirement(one).marker is None for one in named)
        assert all(
            "--hash=sha256:" in after
            for after in (
                lines[lines.index(one) + 1]
                for one in (line for line in lines if line[:1].isalnum())
            )
        )


@pytest.mark.slow
def test_a_run_that_breaks_off_goes_on_behind_the_test_it_broke_in(tmp_path: Path) -> None:
    """What passed is not run again, what failed stays so, and what broke the run off is named."""
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "test_unreadable.py").write_text("import nowhere_to_be_found", encoding="utf-8")
    (tmp_path / "pytest.ini").touch()
    progress = tmp_path / "progress.jsonl"
    words = [sys.executable, "-m", "pytest", "-q", "-p", "tests.on_windows.progress"]
    words += ["--continue-on-collection-errors", "--progress", str(progress), str(tmp_path)]
    more = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    ended = []
    for _time in range(2):
        run = subprocess.run(
            words, cwd=tmp_path, env=os.environ | more, capture_output=True, check=False
        )
        ended.append(run.returncode)
    assert ended[0] == 3
    assert ended[1] != 3
    found = {test.rpartition(":")[2]: one for test, one in read_outcomes(progress).items()}
    assert {test: outcome for test, (outcome, _why) in found.items()} == {
        "test_first": PASSED,
        "test_wrong": FAILED,
        "test_elsewhere": SKIPPED,
        "test_good_until_its_end": FAILED,
        "test_ends_python": BROKE,
        "test_last": PASSED,
        "test_unreadable.py": FAILED,
    }
    forget_bad(progress)
    assert set(read_outcomes(progress).values()) == {(PASSED, ""), found["test_elsewhere"]}
    assert "as it is" in found["test_wrong"][1]
    assert "afterwards" in found["test_good_until_its_end"][1]
    assert len(progress.read_text(encoding="utf-8").splitlines()) < 20


def test_half_a_line_is_no_outcome(tmp_path: Path) -> None:
    """The machine stopped as it was written; the test is run again."""
    progress = tmp_path / "progress.jsonl"
    progress.write_text('["a", "begun", ""]\n["a", "passed", ""]\n["b", "beg', encoding="utf-8")
    assert read_outcomes(progress) == {"a": (PASSED, "")}


def test_no_test_of_the_tree_is_left_out() -> None:
    """A suite is a folder with all below it; the files beside the folders are one more."""
    given = [ROOT / word for words in places().values() for word in words]
    for file in (ROOT / "tests").rglob("test_*.py"):
        assert sum(file == one or one in file.parents for one in given) == 1, file


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("store", Part("store", "store", ["tests/store"])),
        ("ui/circle", Part("ui/circle", "ui", ["tests/ui/circle"])),
        ("tests/ui/circle/", Part("ui/circle", "ui", ["tests/ui/circle"])),
        (
            "tests/on_windows/test_on_windows.py",
            Part("on_windows/test_on_windows.py", "on_windows",
                 ["tests/on_windows/test_on_windows.py"]),
        ),
        ("tests/test_ci.py", Part("test_ci.py", "tests", ["tests/test_ci.py"])),
        ("test_ci.py", Part("test_ci.py", "tests", ["tests/test_ci.py"])),
    ],
)  # fmt: skip
def test_a_part_of_a_suite_is_named_by_its_path(word: str, one: Part) -> None:
    """From the project or from its tests on; what was run of it is kept with its suite."""
    assert part(word) == one


@pytest.mark.parametrize(
    "word", ["nowhere", "tests/nowhere", "docs", "tests/fixtures", ".", "../x"]
)
def test_what_holds_no_tests_is_refused_in_a_sentence(word: str) -> None:
    """It says what was asked for."""
    with pytest.raises(ValueError, match=f"There is no suite, .* called {word}"):
        part(word)


def test_of_a_part_its_own_tests_are_counted_and_run_again(tmp_path: Path) -> None:
    """Though all of its suite was run before, in the same folder."""
    progress = tmp_path / "ui.jsonl"
    kept = [
        ["tests/ui/circle/test_a.py::test_x", FAILED, "why"],
        ["tests/ui/test_b.py::t", FAILED, ""],
    ]
    progress.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")
    circle = part("ui/circle")
    assert outcomes_of(circle, progress) == {"tests/ui/circle/test_a.py::test_x": (FAILED, "why")}
    forget_bad(progress, circle.words)
    assert read_outcomes(progress) == {"tests/ui/test_b.py::t": (FAILED, "")}


def test_what_failed_and_what_broke_is_bad() -> None:
    """And is named with its reason; what was skipped is counted alone."""
    suite = Suite(
        "s", {"a": (PASSED, ""), "b": (FAILED, "x"), "c": (BROKE, "y"), "d": (SKIPPED, "")}
    )
    assert suite.bad == {"b": "x", "c": "y"}
    assert suite.row().split() == ["s", "1", "1", "1", "1"]
