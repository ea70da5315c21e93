"""The window, as a double click opens it: without a word, and without what reads words."""

import errno
import gc
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.crash_dumps import leave_nothing
from storycircle.launcher import portable_folder

LIBRARY = "STORYCIRCLE_LIBRARY"
"""The variable of the environment that names another library than one's own."""
_CIRCLES = "circles"
"""The folder of a portable bundle that holds the library, with what lies beside it."""


def open_without_words() -> None:
    """Open the window on the library of the environment, or on one's own, and end the process."""
    with refusals_said():
        leave_nothing()
        named = os.environ.get(LIBRARY)
        open_window(Path(named) if named else None, None)


def open_window(path: Path | None, file: Path | None) -> None:
    """Open the window on a library, or one's own, at a file if one is given, and end the process.

    It is started by name, so that no command loads Qt. Raises Refused.
    """
    was_on = gc.isenabled()
    gc.disable()  # all that is loaded stays: from then on the window's event loop collects
    try:
        start = importlib.import_module("storycircle.ui.app.startup")
        status: int = start.run(path or default_library(), file, dict(os.environ))
    finally:
        if was_on:
            gc.enable()
    sys.exit(status)


def default_library() -> Path:
    """The user's own library, in the system's data folder; of a portable bundle, beside it."""
    beside = portable_folder()
    if beside is not None:
        return beside / _CIRCLES / "library"
    import platformdirs  # noqa: PLC0415 (imported when first used)

    return Path(platformdirs.user_data_path("storycircle", appauthor=False)) / "library"


@contextmanager
def refusals_said() -> Iterator[None]:
    """What is refused is said in one sentence, and the process ends with the status 1."""
    _speak_utf8()
    try:
        yield
    except Refused as refused:
        _refuse(refused)
    except OSError as error:  # a path that no system takes, before anything looks at the file
        if error.errno != errno.ENAMETOOLONG:
            raise
        name = Path(str(error.filename or _("This path"))).name
        why = Refused("cannot-read", name=name, why=_("its name is too long"))
        _refuse(why)


def _refuse(why: Refused) -> NoReturn:
    import click  # noqa: PLC0415 (a program without a console has nothing to write to: it knows)

    click.echo(str(why), err=True)
    sys.exit(1)


def _speak_utf8() -> None:
    """Every word can be said, whatever the system's code page is: what is said is UTF-8, and what
    even that cannot write, half a letter in a file's name, is written as its number.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a program without a console has none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
