"""How our programs begin that run in a process of their own, and what they say with: the readers of
strangers' files, which reader_process.py hears, the writer of reports, and workers of a merge.

A reader says that it begins before it looks at its file: one that cannot even begin is no fault of
the file's.
"""

import importlib
import json
import sys
from collections.abc import Sequence

from storycircle.jobs.subprocesses.memory_bound import bound_memory

_ROOMS = {
    **dict.fromkeys(
        ("archive_reader", "mail_reader", "pdf_reader", "photo_reader", "film_reader"),
        "subprocesses",
    ),
    "report_writer": "apart",
    "task_worker": "workers",
}
"""Our programs, and the folder that each is in."""


def be_reader(words: Sequence[str]) -> None:
    """Read the file on standard input. words: which reader, and its bounds. Or write what standard
    input tells of.
    """
    name, *bounds = words
    if name not in _ROOMS:
        raise ValueError(name)
    reader = importlib.import_module(f"storycircle.jobs.{_ROOMS[name]}.{name}")
    tell(begun=True, bound=bound_memory(reader.MOST_MEMORY))
    reader.main(*map(int, bounds))


def tell(data: bytes = b"", **header: object) -> None:
    """Say of something what it is, and give its bytes."""
    if data:
        header["size"] = len(data)
    out = sys.stdout.buffer
    out.write(json.dumps(header).encode() + b"\n")
    out.write(data)
    out.flush()
