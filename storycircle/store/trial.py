"""A copy of a library to try something on, gone afterwards: the library itself is only read."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from storycircle.store.library import Library
from storycircle.store.workspace import workspace


@contextmanager
def trial(library: Library) -> Iterator[Library]:
    """A copy of a library, private, beside it on the disk. Raises Refused."""
    with workspace(library.path) as folder:
        path = folder / library.path.name
        library.copy_to(path)
        with closing(Library(path, library.clock, passing=library.device)) as copy:
            copy.write_carelessly()
            yield copy
