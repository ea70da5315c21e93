"""Each promise of docs/reliability.md names the test that keeps it, and that test is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


def test_every_promise_names_a_test_that_is_there() -> None:
    """A test that is renamed does not leave a promise behind."""
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)
    assert len(named) > 20
    for file, test in named:
        assert f"def {test or 'test_'}" in (ROOT / file).read_text(encoding="utf-8"), test


def test_no_promise_is_without_a_test() -> None:
    """Every promise, which is a point of a list, names a test or a row of the battery."""
    promises = PAGE.partition("## What no program")[0]
    points = re.split(r"\n- \*\*", promises)[1:]
    assert len(points) > 15
    assert [point[:60] for point in points if "tests/" not in point] == []
