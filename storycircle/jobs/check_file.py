"""Whether a file is a sound circle file, or carries sound ones; nothing is merged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.text import shown_in_line
from storycircle.jobs.files.contents import contents_of
from storycircle.jobs.files.kinds import MAY_HOLD, Kind, kind_at
from storycircle.jobs.merge import (
    FileOutcome,
    MergeResult,
    bringing_nothing,
    refused_row,
    row_of,
    together,
    without_circle,
)
from storycircle.jobs.merge_sources import Source
from storycircle.jobs.photographs import content_words, joined
from storycircle.store.exchange import circle_file
from storycircle.store.safety.workspace import UNPACKED, workspace


def check(path: Path, library: Path | None = None) -> MergeResult:
    """Whether a file is a sound circle file, as far as it can be seen without opening a seal.

    library: what is inside other files is unpacked beside it, where the next start deletes what a
    kill left; in the system's folder where there is none.
    """
    name = shown_in_line(path.name)
    try:
        kind = kind_at(path)
        if kind is Kind.CIRCLE:
            return _checked(name, path)
        here = library is not None and library.parent.is_dir()
        with workspace(library, UNPACKED) if library is not None and here else _own() as folder:
            return _checked_inside(Source(path, kind), folder)
    except Refused as refused:
        return refused_row(name, refused)


@contextmanager
def _own() -> Iterator[Path]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _checked_inside(source: Source, folder: Path) -> MergeResult:
    """Whether all circle files in a file are sound; of several, in one row."""
    if source.kind not in MAY_HOLD:
        return without_circle(source, source.kind)
    contents = contents_of(source.path, source.kind, folder)
    rows = [_checked(source.name, path) for path in contents.circles]
    paper = joined({source.path: contents.parts}).get(source.path)
    if paper is not None and not rows:
        contents.refused += [paper.refusal] if paper.refusal else []
        said = " ".join(map(content_words, paper.contents))
        rows = [MergeResult(source.name, FileOutcome.SOUND, said, note=said, photographed=True)]
    unread = list(contents.refused) + [row.refusal for row in rows if row.refusal is not None]
    if unread:
        return refused_row(source.name, unread[0])
    if not rows:
        return bringing_nothing(source, contents, unread)
    return rows[0] if len(rows) == 1 else together(source.name, rows)


def _checked(name: str, path: Path) -> MergeResult:
    try:
        incoming = circle_file.read(path)
    except Refused as refused:
        if refused.key == "sealed":
            why = _("Only whoever it is sealed to can look inside.")
            return MergeResult(name, FileOutcome.SEALED, why)
        return refused_row(name, refused)
    return row_of(name, FileOutcome.SOUND, incoming)
