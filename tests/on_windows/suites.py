"""Runs the tests of a checkout under Wine, a folder at a time, and counts what became of them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tests.on_windows.progress import (
    BROKE,
    FAILED,
    PASSED,
    SKIPPED,
    forget_bad,
    read_outcomes,
)
from tests.on_windows.wine import ROOT, LateError, Wine, seen

ENOUGH = 300  # seconds for one test, beside whatever else the machine does
_LATE = 3 * 3600
_ENDED = (0, 1, 5)  # all passed; some failed; there was nothing to run


class Suite(Struct, frozen=True):
    """A folder of tests, or those beside all folders. outcomes: of each test, with why."""

    name: str
    outcomes: dict[str, tuple[str, str]]

    def count(self, outcome: str) -> int:
        return Counter(one for one, _why in self.outcomes.values())[outcome]

    @property
    def bad(self) -> dict[str, str]:
        """Each test that did not hold, and why."""
        wrong = (FAILED, BROKE)
        return {test: why for test, (one, why) in self.outcomes.items() if one in wrong}

    def row(self) -> str:
        counts = "".join(f"{self.count(one):9}" for one in (PASSED, FAILED, BROKE, SKIPPED))
        return f"{self.name:16}{counts}"


HEAD = f"{'':16}{'passed':>9}{'failed':>9}{'broke':>9}{'skipped':>9}"


def places() -> dict[str, list[str]]:
    """By its name, what pytest is given to run a suite."""
    tests = ROOT / "tests"
    found = {"tests": [f"tests/{one.name}" for one in sorted(tests.glob("test_*.py"))]}
    for folder in sorted(one for one in tests.iterdir() if one.is_dir()):
        if next(folder.rglob("test_*.py"), None) is not None:
            found[folder.name] = [f"tests/{folder.name}"]
    return found


def run(wine: Wine, wanted: list[str], *, slow: bool, again: bool) -> Iterator[Suite]:
    """The suites as they end. What was run before, in this folder, is not run again, but for what
    did not hold where that is asked for.
    """
    for name, words in places().items():
        if name in wanted or not wanted:
            progress = wine.folder / "outcomes" / f"{name}{'-slow' if slow else ''}.jsonl"
            progress.parent.mkdir(parents=True, exist_ok=True)
            if again:
                forget_bad(progress)
            yield _run(wine, name, words, progress, slow=slow)


def _run(wine: Wine, name: str, words: list[str], progress: Path, *, slow: bool) -> Suite:
    """One suite. Where Python itself breaks down in a test the rest is run by another."""
    options = ["-n", "0", "-p", "tests.on_windows.progress", "--progress", seen(progress)]
    options += ["-o", f"faulthandler_timeout={ENOUGH}", "-o", "faulthandler_exit_on_timeout=true"]
    options += ["-o", r"cache_dir=C:\pytest", "--continue-on-collection-errors"]
    if slow:
        options += ["-m", "slow"]
    log = wine.folder / "logs" / f"{progress.stem}.log"
    known = -1
    while known < len(read_outcomes(progress)):
        known = len(read_outcomes(progress))
        try:
            status = wine.run(wine.python, "-m", "pytest", *options, *words, log=log, seconds=_LATE)
        except LateError:
            status = -1
        if status in _ENDED:
            break
    return Suite(name, read_outcomes(progress))
