"""Forty circles of every script and length, each read back with other people's tools."""

import shutil

import pytest

from tests.paper_battery import MUST, run


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_forty_circles_are_on_paper_as_they_were_typed() -> None:
    """The quick form of `python -m tests.paper_battery`, which tries five hundred."""
    said: list[str] = []
    rows = list(run(40, 6, seed=1, say=said.append))
    assert said == []
    assert [row.name for row in rows] == list(MUST)
    assert all(row.holds and row.held == row.times for row in rows)
    assert [row.times for row in rows] == [40, 40, 40, 40, 6, 6]
