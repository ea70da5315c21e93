"""Handing a whole library on to another organiser: one archive of circle files."""

import zipfile
from functools import partial
from pathlib import Path

from storycircle.core.file_names import free_name, safe_name
from storycircle.jobs.export import check_ending
from storycircle.store import circle_file
from storycircle.store.disk import write_whole
from storycircle.store.library import Library
from storycircle.store.withdrawing import Leave

ENDING = ".zip"


def hand_on(library: Library, path: Path) -> int:
    """Write all circles of a library to an archive that merges anywhere; how many files it holds.

    Nothing in it is sealed: it is for somebody who may read all of it. Raises Refused.
    """
    check_ending(path, ENDING)
    leaves = library.handed_on()
    write_whole(path, partial(_write, leaves))
    for leave in leaves:
        if leave.circle and library.is_held(leave.circle):
            library.exported(leave, path.name, circle_file.root(leave))
    return len(leaves)


def _write(leaves: list[Leave], path: Path) -> None:
    names: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for leave in leaves:
            names.append(free_name(_name(leave), names))
            # The archive's own first day, whatever the clock says: the format holds 1980 to 2107.
            entry = zipfile.ZipInfo(names[-1])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, circle_file.content(leave, names[-1]))


def _name(leave: Leave) -> str:
    head = next((record for record in leave.records if record.kind == "circle"), None)
    event = any(record.kind == "event" for record in leave.records)
    stem = f"circle {head.fields['number']}" if head else "event" if event else "taken out"
    return safe_name(stem, ".circle")
