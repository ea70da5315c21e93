"""The keys of a circle on other keyboards, pressed by a real X server where there is one."""

import ctypes.util
import os
import shutil
import subprocess
import sys

import pytest

_HERE = (
    sys.platform == "linux"
    and all(map(shutil.which, ("xvfb-run", "setxkbmap")))
    and ctypes.util.find_library("Xtst") is not None
)


@pytest.mark.slow
@pytest.mark.skipif(not _HERE, reason="needs xvfb-run, setxkbmap and libXtst")
def test_the_keys_of_a_circle_work_on_keyboards_of_other_scripts_and_with_other_digits() -> None:
    """British, Russian, Arabic, Greek, Hebrew, Hindi, French, German, Czech: letters by place,
    digits with Shift and without, with Ctrl too, the remote's blank key, both Enters.
    """
    command = ["xvfb-run", "-a", sys.executable, "-m", "tests.keyboards"]
    told = subprocess.run(
        command,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
    )
    lines = told.stdout.splitlines()
    assert len(lines) == 10, told.stderr
    assert {line.partition(": ")[2] for line in lines} == {"all"}, lines
