"""Writes one report: a program of its own, run by jobs/apart/report_process.py.

What is to be written comes as a line of JSON on standard input. Before the file is written it asks,
and goes on at the word `go` alone. So what is stopped, or whose window is gone, leaves nothing
behind.
"""

import ctypes
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from storycircle.core.clock import SystemClock
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n.language import speaking
from storycircle.jobs.report import write_report
from storycircle.jobs.subprocesses.reader_output import tell
from storycircle.languages import named
from storycircle.paper.report.event_part import By, Only
from storycircle.store.library import Library

MOST_MEMORY = 16_000_000_000
GO = b"go\n"
_NICER = 10  # of 19
_BELOW_NORMAL = 0x4000  # in Windows' words


def main() -> None:
    """Write the report that standard input tells of."""
    _give_way()
    task = json.loads(sys.stdin.buffer.readline())
    try:
        with speaking(named(task["language"])):
            note = _written(task)
    except Refused as refused:
        fields = {name: _plain(value) for name, value in refused.fields.items()}
        tell(end=True, refused=refused.key, fields=fields)
    else:
        tell(end=True, note=note)


def _give_way() -> None:
    """Let the window come first: nobody waits for a report as they do for a letter they type."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), _BELOW_NORMAL)
    else:
        with suppress(OSError):
            os.nice(_NICER)


def _written(task: dict[str, str]) -> str:
    only = Only(By(task["by"]), task["part"]) if task["by"] else None
    template = Path(task["template"]) if task["template"] else None
    with Library(Path(task["library"]), SystemClock(), checked=True) as library:
        event = library.event(task["event"])
        if event is None:
            raise Refused("changed-meanwhile")
        path = Path(task["path"])
        return write_report(path, library, event, _progress, only=only, template=template)


def _progress(done: int, of: int, what: str) -> bool:
    """Say how far it is; once all is ready to be written, wait for the word."""
    tell(done=done, of=of, what=what)
    return not done or sys.stdin.buffer.readline() == GO


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float) else str(value)
