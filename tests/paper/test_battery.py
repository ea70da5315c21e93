"""A few circles of every script and length, each read back with other people's tools."""

import shutil

import pytest

from tests.paper_battery import MUST, run


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
@pytest.mark.parametrize(
    ("circles", "codes"), [(4, 1), pytest.param(40, 6, marks=pytest.mark.slow)]
)
def test_circles_are_on_paper_as_they_were_typed(circles: int, codes: int) -> None:
    """The quick form of `python -m tests.paper_battery`, which tries five hundred."""
    said: list[str] = []
    rows = list(run(circles, codes, seed=1, say=said.append))
    assert said == []
    assert [row.name for row in rows] == list(MUST)
    assert all(row.holds and row.held == row.times for row in rows)
    assert [row.times for row in rows] == [circles, circles, circles, circles, codes, codes]
