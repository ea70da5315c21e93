"""The command that measures: its status tells whether anything passes its limit."""

import subprocess
import sys

import pytest

from tests.architecture.house import ROOT
from tests.reach.__main__ import every_look
from tests.reach.screens import part
from tests.tour.looks import SCALES, SIZES


def _reach(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.reach", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_measure_says_its_figure_its_limit_and_its_rows() -> None:
    """The empty home has nothing that is cut; its window is smaller than one of 700 by 500 asks."""
    well = _reach("clipped", "--only", "01-home-empty", "--size", "1440x900")
    assert (well.returncode, well.stdout.split()[:2]) == (0, ["0", "(0)"])
    small = _reach("clipped", "--only", "01-home-empty", "--size", "700x500")
    assert small.returncode == 1
    assert "the window takes 800x600" in small.stdout


@pytest.mark.slow
def test_a_measure_that_does_not_exist_is_refused() -> None:
    assert _reach("hearing").returncode == 2


def test_what_cannot_be_measured_is_no_nought() -> None:
    """A measure whose file is gone counts as one that passes its limit."""
    assert part("nowhere", "nothing")() == ["not measured: tests.reach.nowhere is not there"]


def test_every_size_scale_and_theme_is_looked_at_and_welsh_at_each_size() -> None:
    looks = list(every_look())
    assert len(looks) == len(SIZES) * len(SCALES) * 5
    assert sum("--dark" in look and "--contrast" in look for look in looks) == 15
    assert sum("cy" in look for look in looks) == 15
