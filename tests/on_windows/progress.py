"""A plugin of pytest that writes down each test as it begins and ends, so that a run which was
broken off goes on where it was: pytest -p tests.on_windows.progress --progress FILE.
"""

import json
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import pytest

BEGUN, PASSED, FAILED, SKIPPED, BROKE = "begun", "passed", "failed", "skipped", "broke"
_WHY = 300  # letters of what a test that failed says


def read_outcomes(path: Path) -> dict[str, tuple[str, str]]:
    """What became of each test that began, and why; one that did not end broke off the run."""
    found: dict[str, tuple[str, str]] = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line in lines:
        try:
            test, outcome, why = json.loads(line)
        except ValueError:
            continue  # half a line, written as the machine stopped
        if found.get(test, ("", ""))[0] != FAILED:
            found[test] = outcome, why
    broken = BROKE, "the run ended in it, or it took too long"
    return {test: broken if one[0] == BEGUN else one for test, one in found.items()}


def is_in(test: str, places: Sequence[str]) -> bool:
    """Whether a test is one of files and folders, as pytest is given them."""
    file = PurePosixPath(test.partition("::")[0])
    return any(PurePosixPath(place) in (file, *file.parents) for place in places)


def forget_bad(path: Path, places: Sequence[str] = ()) -> None:
    """Forget what did not hold, in some files and folders or in all, so that it is run again."""
    bad = {
        test
        for test, (one, _why) in read_outcomes(path).items()
        if one in {FAILED, BROKE} and (not places or is_in(test, places))
    }
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if _test_of(line) not in bad]
    if bad:
        path.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")


def _test_of(line: str) -> str:
    try:
        return str(json.loads(line)[0])
    except ValueError:
        return ""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--progress", type=Path, help="Where each test is written down.")


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--progress")
    if path is not None:
        config.pluginmanager.register(Progress(path))


class Progress:
    """What is run, and what has been."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = read_outcomes(path)

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave out what was run before."""
        done = [item for item in items if item.nodeid in self._known]
        if done:
            config.hook.pytest_deselected(items=done)
            items[:] = [item for item in items if item.nodeid not in self._known]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that does not load is one test that failed."""
        if report.failed:
            self._write(report.nodeid, FAILED, _first_words(report.longreprtext))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._write(nodeid, BEGUN, "")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What failed before or after a test is its failure too."""
        if report.failed:
            self._write(report.nodeid, FAILED, _first_words(report.longreprtext))
        elif report.skipped:
            self._write(report.nodeid, SKIPPED, _first_words(report.longreprtext))
        elif report.when == "call":
            self._write(report.nodeid, PASSED, "")

    def _write(self, test: str, outcome: str, why: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([test, outcome, why], ensure_ascii=False) + "\n")


def _first_words(text: str) -> str:
    """The lines that say what was wrong; else the last one."""
    lines = text.splitlines()
    said = [line[1:].strip() for line in lines if line.startswith("E  ")] or lines[-1:]
    return " ".join(said)[:_WHY]
