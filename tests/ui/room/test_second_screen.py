"""With two screens the display opens on the other one, and the keyboard stays where it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

_SCREENS = {
    "screens": [
        {
            "name": name,
            "x": x,
            "y": 0,
            "width": width,
            "height": height,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
        for name, x, width, height in (("laptop", 0, 1440, 900), ("projector", 1440, 1920, 1080))
    ]
}


def test_the_display_fills_the_second_screen(tmp_path: Path) -> None:
    """The whole of the projector is the room's; the laptop keeps the window and its keys, and shows
    what the room sees: in a band above the circle, and in the plenary in the place of its page.
    """
    config = tmp_path / "screens.json"
    config.write_text(json.dumps(_SCREENS), encoding="utf-8")
    script = Path(__file__).with_name("on_two_screens.py")
    environ = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    done = subprocess.run(
        [sys.executable, str(script)],
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(done.stdout) == {
        "screens": ["laptop", "projector"],
        "window": "laptop",
        "display": "projector",
        "where": [1440, 0, 1920, 1080],
        "whole": True,
        "keyboard": True,
        "band": [True, True, True, False],
        "turn": "Brian R",
        "slides": "projector",
        "speaker": [True, True, True],
        "page": False,
        "coming": "Then the time starts",
        "running": True,
        "paused": True,
        "still": False,
        "back": [True, True, True],
        "unplugged": [[True, True, True, "The room’s screen is gone. F5 shows it here."]] * 2,
        "gone": True,
    }
