"""The benchmarks: a row a figure, in the form other people's scripts read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def benchmarks(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_a_figure_is_a_row_with_its_floor_and_ratio(tmp_path: Path) -> None:
    """`--json` writes name, ours, floor, ratio and at most; the status says whether it holds."""
    done = benchmarks("sheet-pdf", "--quick", "--json", str(tmp_path / "x.json"))
    (row,) = json.loads((tmp_path / "x.json").read_text())["rows"]
    assert row["name"] == "sheet-pdf"
    assert 0 < row["floor"] < row["ours"]
    assert row["ratio"] == row["ours"] / row["floor"]
    assert row["at_most"] == 1.5
    assert done.returncode == (0 if row["ratio"] <= 2 * 1.5 else 1), "a quick run: twice over"
    assert done.stdout.splitlines()[1].startswith("sheet-pdf ")


def test_an_unknown_figure_is_a_wrong_command_line() -> None:
    """Its status is 2, and the names there are are said."""
    done = benchmarks("nonsense")
    assert done.returncode == 2
    assert "sheet-pdf" in done.stderr
