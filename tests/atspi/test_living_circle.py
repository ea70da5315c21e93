"""A reader on Linux reads a living circle over and over, and the app lives through it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_NEEDED = ("dbus-run-session", "xvfb-run", "python3")
_SYSTEM = "/usr/bin:/bin"
_MINUTE = re.compile(r"\d+\.\d\d|\d+ min .*")
"""What the rail says of the time of day and of the plan: other words once a minute."""


@pytest.mark.slow
@pytest.mark.skipif(
    any(shutil.which(name, path=_SYSTEM) is None for name in _NEEDED)
    or subprocess.run(
        [shutil.which("python3", path=_SYSTEM) or "", "-c", "import gi"], check=False
    ).returncode
    != 0,
    reason="needs a screen and a reader's bus: Debian's xvfb, dbus, at-spi2-core, python3-gi",
)
def test_the_tree_of_a_living_circle_can_be_read(tmp_path: Path) -> None:
    """Seats, time, ideas, actions and headings are found by their roles while people come and go;
    a press on an item is taken; as the seconds of a turn go by nothing is told, and the time that
    is asked for is right; the app ends as it should, and not with a fault.
    """
    python = shutil.which("python3", path=_SYSTEM)
    assert python is not None
    kept = {key: value for key, value in os.environ.items() if not key.startswith("QT_")}
    home = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"), str(tmp_path))
    read = subprocess.run(
        [
            *("dbus-run-session", "--", "xvfb-run", "-a", python),
            *(str(_HERE / "restless_reader.py"), sys.executable, "-X", "faulthandler"),
            *(str(_HERE / "living_circle.py"), str(tmp_path)),
        ],
        env=kept | home | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert read.returncode == 0, read.stderr[-3_000:]
    found = json.loads(read.stdout.splitlines()[-1])
    for role in ("list", "list item", "progress bar", "heading", "push button"):
        assert found["roles"].get(role), f"no {role} was read: {found['roles']}"
    assert any(name.endswith(", speaking") for name in found["items"]), found["items"]
    assert found["presses"]
    assert len({value for value in found["times"] if value > 0}) > 2, "it is another each second"
    first, last = found["quiet"]
    told = [one for one in found["told"] if first + 0.5 < one[0] < last]
    assert not [one for one in told if not _MINUTE.fullmatch(one[2])], told
