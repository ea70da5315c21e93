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
    is_in,
    read_outcomes,
)
from tests.on_windows.wine import ROOT, LateError, Wine, seen

ENOUGH = 300  # seconds for one test, beside whatever else the machine does
SLOW = "slow and not hypothesis and not night"
"""As before each push: the searches of the night try more of the same, and are of no system."""
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


class Part(Struct, frozen=True):
    """A suite, or a folder or file of one. words: what pytest is given to run it."""

    name: str
    suite: str
    words: list[str]


def part(word: str) -> Part:
    """The suite of a name; or the part of one at a path, from the project or from its tests on.
    Raises ValueError, with a sentence, where there is none.
    """
    suites = places()
    if word in suites:
        return Part(word, word, suites[word])
    tests = ROOT / "tests"
    for path in (Path.cwd() / word, ROOT / word, tests / word):
        at = path.resolve()
        if at == tests or not at.is_relative_to(tests):
            continue
        within = at.relative_to(tests)
        suite = within.parts[0] if within.parts[0] in suites else "tests"
        if at.is_dir() and suite in suites and next(at.rglob("test_*.py"), None) is not None:
            return Part(within.as_posix(), suite, [f"tests/{within.as_posix()}"])
        if at.is_file() and at.match("test_*.py"):
            return Part(within.as_posix(), suite, [f"tests/{within.as_posix()}"])
    raise ValueError(f"There is no suite, folder or file of tests called {word}.")


def run(wine: Wine, wanted: list[Part], *, slow: bool, again: bool) -> Iterator[Suite]:
    """The suites, or parts of them, as they end. What was run before, in this folder, is not run
    again, whether alone or with its suite, but for what did not hold where that is asked for.
    """
    for one in wanted or [part(name) for name in places()]:
        progress = wine.folder / "outcomes" / f"{one.suite}{'-slow' if slow else ''}.jsonl"
        progress.parent.mkdir(parents=True, exist_ok=True)
        if again:
            forget_bad(progress, one.words)
        yield _run(wine, one, progress, slow=slow)


def outcomes_of(one: Part, progress: Path) -> dict[str, tuple[str, str]]:
    """What became of each test of a part, of all that was run of its suite."""
    every = read_outcomes(progress)
    return {test: outcome for test, outcome in every.items() if is_in(test, one.words)}


def _run(wine: Wine, one: Part, progress: Path, *, slow: bool) -> Suite:
    """One suite, or a part. Where Python itself breaks down in a test another runs the rest."""
    options = ["-n", "0", "-p", "tests.on_windows.progress", "--progress", seen(progress)]
    options += ["-o", f"faulthandler_timeout={ENOUGH}", "-o", "faulthandler_exit_on_timeout=true"]
    options += ["-o", r"cache_dir=C:\pytest", "--continue-on-collection-errors"]
    if slow:
        options += ["-m", SLOW]
    log = wine.folder / "logs" / f"{progress.stem}.log"
    known = -1
    while known < len(read_outcomes(progress)):
        known = len(read_outcomes(progress))
        try:
            status = wine.run(
                wine.python, "-m", "pytest", *options, *one.words, log=log, seconds=_LATE
            )
        except LateError:
            status = -1
        if status in _ENDED:
            break
    return Suite(one.name, outcomes_of(one, progress))
