"""An empty library, made in a fifth of the time: hundreds of tests begin with one.

The first one is made as the app makes it; the others are copies of it, each with a name of its
own for its laptop. How a library is made is tested in tests/store/test_library.py.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storycircle.core.clock import Clock, SystemClock
from storycircle.store.library import Library


def fresh_library(path: Path, clock: Clock) -> Library:
    """A new library at a path where there is none; to be closed."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as file:
        path.chmod(0o600)
        file.write(_empty())
    return Library(path, clock)


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        first, copy = Path(folder) / "library", Path(folder) / "copy"
        with Library(first, SystemClock()) as library:
            library.copy_to(copy)
        return copy.read_bytes()
