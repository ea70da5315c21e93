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
    for id_ in sorted({leave.circle for leave in leaves if leave.circle}):
        if library.is_held(id_):  # all of it left, whichever file a part is in
            whole = library.leave(library.circle(id_))
            library.exported(whole, path.name, circle_file.root(whole))
    return len(leaves)


def _write(leaves: list[Leave], path: Path) -> None:
    names: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for leave in leaves:
            names.append(free_name(_name(leave), names))
            # Of no time: the archive says no more than its files do, and takes no date but these.
            entry = zipfile.ZipInfo(names[-1])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, circle_file.content(leave, names[-1]))


def _name(leave: Leave) -> str:
    head = next((record for record in leave.records if record.kind == "circle"), None)
    event = any(record.kind == "event" for record in leave.records)
    story = any(record.kind == "story" for record in leave.records)
    alone = "event" if event else "stories" if story else "taken out"
    stem = f"circle {head.fields['number']}" if head else alone
    return safe_name(stem, ".circle")
