"""A copy of a library to try something on, gone afterwards: the library itself is only read."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from storycircle.store.disk import explained
from storycircle.store.library import Library

PREFIX = ".storycircle-"
"""How folders are called that are gone when the work is done."""


@contextmanager
def trial(library: Library) -> Iterator[Library]:
    """A copy of a library, private, beside it on the disk. Raises Refused."""
    with workspace(library.path) as folder:
        path = folder / library.path.name
        library.copy_to(path)
        with closing(Library(path, library.clock)) as copy:
            copy.write_carelessly()
            yield copy


@contextmanager
def workspace(beside: Path) -> Iterator[Path]:
    """A folder that only this user can read, beside a file, gone afterwards. Raises Refused."""
    with explained(beside):
        made = TemporaryDirectory(prefix=PREFIX, dir=beside.parent)
    with made as folder:
        yield Path(folder)
