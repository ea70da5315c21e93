"""Starts the app's own program again, from wherever it runs, and knows where that and its libraries
lie.

From source and from a wheel the program is this Python with a few lines; in a bundle there is no
Python, and the app starts itself with a first word that no person types. Nothing else of the app
starts its program, and what is started are readers of strangers' files, writers of reports and
workers of a merge.
"""

import os
import re
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

FIRST_WORD = "read-a-file-of-a-stranger"
"""With which the app is started to be a reader."""
MARKER = "portable"
"""A file of this name beside the program of a bundle, or beside a library: all that is kept lies
with it.
"""
_ROOT = Path(__file__).parents[1]
_START = (
    "import sys;"
    "sys.path.insert(0, sys.argv[1]);"
    "from storycircle.jobs.subprocesses.reader_output import be_reader;"
    "be_reader(sys.argv[2:])"
)
_OURS = "STORYCIRCLE_"
_LIBRARIES = "LD_LIBRARY_PATH"
_NO_WINDOW = 0x0800_0000  # CREATE_NO_WINDOW: a window without a console would flash one


def start(reader: str, words: Sequence[str], file: IO[bytes] | int) -> "subprocess.Popen[bytes]":
    """A process in which a reader reads an open file, or a writer what is said to it; what it finds
    leaves on standard output. file: also subprocess.PIPE. Raises OSError.
    """
    import subprocess  # noqa: PLC0415 (no start of the app needs it)

    return subprocess.Popen(  # noqa: S603 (our own program)
        [*_program(), reader, *words],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(os.environ),
        creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
    )


def is_reader(words: Sequence[str]) -> bool:
    """Whether the app was started to be a reader, by the words it was started with."""
    return list(words[:1]) == [FIRST_WORD]


def bundle_folder() -> Path | None:
    """The folder of the program of a bundle; None where the app runs from source or a wheel."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else None


def portable_folder() -> Path | None:
    """The folder beside the program of a bundle, where a marker there says that all is kept in it;
    None elsewhere.
    """
    folder = bundle_folder()
    if folder is not None and len(folder.parts) > 3 and folder.parents[1].suffix == ".app":
        folder = folder.parents[2]  # macOS has the program two folders within the app
    return folder if folder is not None and (folder / MARKER).exists() else None


def is_portable(path: Path) -> bool:
    """Whether a file lies with a bundle that keeps all beside its program."""
    folder = portable_folder()
    return folder is not None and path.absolute().is_relative_to(folder.absolute())


def give_back_libraries(environ: MutableMapping[str, str]) -> None:
    """Put back where the system looks for libraries: a bundle on Linux names its own folder there
    for itself, and the file manager or the PDF viewer that it opens would load them too.
    """
    if bundle_folder() is None:
        return
    environ.pop(_LIBRARIES, None)
    before = environ.pop(f"{_LIBRARIES}_ORIG", "")
    if before:
        environ[_LIBRARIES] = before


@cache
def find_runtime() -> None:
    """Let packages find Microsoft's runtime of C++, before one is imported that needs it: no
    Windows has it, Python brings a part of it, and Qt brings all. Where Qt is loaded already, so is
    that; a command and a reader load none.
    """
    if sys.platform == "win32":
        found = find_spec("shiboken6")
        if found is not None and found.origin is not None:
            os.add_dll_directory(str(Path(found.origin).parent))


def _program() -> list[str]:
    """The program that is to become a reader, and the words that say so."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FIRST_WORD]
    # What is compiled already is found where this process has it: else all is compiled anew.
    compiled = ["-X", f"pycache_prefix={sys.pycache_prefix}"] if sys.pycache_prefix else []
    return [sys.executable, "-I", "-B", *compiled, "-c", _START, str(_ROOT)]


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What a reader may know of ours: no passphrase, and not where the library is."""
    return {name: value for name, value in environ.items() if not re.match(_OURS, name)}
