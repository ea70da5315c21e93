"""A process that crashes leaves no story with the system's collector of crashes."""

import ctypes
import subprocess
import sys
from typing import Any
from unittest.mock import MagicMock, patch

import pytest

from storycircle import crash_dumps

_TELLS = """
import ctypes, os, resource, sys
from pathlib import Path
from storycircle.cli import main
from storycircle.cli.options import Door
from storycircle.store.safety import backups
def told(library):
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
    return []
backups.names = told
main.main(["--library", sys.argv[1], "backups"], standalone_mode=False)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="as Linux is asked")
def test_no_command_and_no_window_can_be_dumped(tmp_path: Any) -> None:
    """By the time that any of them reads: a limit alone does not bind a collector behind a pipe."""
    words = [sys.executable, "-c", _TELLS, str(tmp_path / "library")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "0 (0, 0)"


def test_windows_is_asked_for_no_report() -> None:
    """What was asked of it before stays so; a system without the second call is none the worse."""
    kernel = MagicMock()
    kernel.GetErrorMode.return_value = 0x8000
    with (
        patch.object(sys, "platform", "win32"),
        patch.object(ctypes, "windll", MagicMock(kernel32=kernel), create=True),
    ):
        crash_dumps.leave_nothing()
        kernel.SetErrorMode.assert_called_once_with(0x8003)
        kernel.WerSetFlags.assert_called_once_with(0x21)
        del kernel.WerSetFlags
        crash_dumps.leave_nothing()
