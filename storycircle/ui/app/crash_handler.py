"""What nobody expected: what was typed is saved first, then a calm sentence and a note for us.

The note holds types, our own file names and line numbers, and versions: no message of an
exception, which could quote a story, and no path, which could name a person.
"""

import platform
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal

from storycircle import __version__
from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.store.safety import held_files
from storycircle.store.safety.disk import write_bytes

MOST = 10
"""How many notes are kept; and how many are written while the app runs."""
_PACKAGE = "storycircle"
_NAME = "report-%Y-%m-%d %H.%M.%S.txt"


class Unexpected(QObject):
    """Stands where exceptions arrive that nothing caught. said carries the sentence."""

    said = Signal(str)
    _met = Signal(object)

    def __init__(
        self, folder: Path, clock: Clock, save: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        """save: keep all that was typed, and say whether it is on the disk."""
        super().__init__(parent)
        self._folder, self._clock, self._save = folder, clock, save
        self._noted: set[str] = set()
        self._saving = False
        self._met.connect(self._tell, Qt.ConnectionType.AutoConnection)

    def stand_by(self) -> None:
        """Exceptions of Qt's slots, of the main program and of threads come here."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def caught(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Called on whatever thread it happened; told on the one that draws."""
        met = error if error is not None else kind()
        if isinstance(met, KeyboardInterrupt):
            sys.__excepthook__(kind, met, trace)
            return
        self._met.emit(met)

    def _tell(self, error: BaseException) -> None:
        saved = self._keep_typed()
        if isinstance(error, Refused):  # no surprise: only nobody was there to say it
            self.said.emit(str(error))
            return
        name = self._note(error)
        if saved and name:
            self.said.emit(str(Refused("went-wrong", name=name)))
        else:
            self.said.emit(str(Refused("went-wrong-saved" if saved else "went-wrong-unsaved")))

    def _keep_typed(self) -> bool:
        """Save what was typed; where that itself goes wrong it comes here once, not for ever."""
        if self._saving:
            return False
        self._saving = True
        try:
            return self._save()
        except (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError) as error:
            self._note(error)
        except (TypeError, ValueError, Refused) as error:
            self._note(error)
        finally:
            self._saving = False
        return False

    def _note(self, error: BaseException) -> str:
        """Write a note; its name, or nothing where it could not be written, or is one too many."""
        where = passage(error)
        if where in self._noted or len(self._noted) >= MOST:
            return ""
        self._noted.add(where)
        now = self._clock.now()
        name = now.strftime(_NAME)
        try:
            write_bytes(self._folder / name, report(error, now).encode())
        except Refused:
            return ""
        for old in sorted(self._folder.glob("report-*.txt"))[:-MOST]:
            held_files.remove(old)
        return name


def report(error: BaseException, now: datetime) -> str:
    """What happened, without a word of anybody's."""
    head = [
        f"Story Circle {__version__}, Python {platform.python_version()}, PySide6 {pyside_version}",
        f"{platform.system()} {platform.machine()}",
        f"{now:%Y-%m-%d %H:%M:%S}",
    ]
    return "\n".join(head) + f"\n\n{passage(error)}\n"


def passage(error: BaseException) -> str:
    """The types of an exception and of those behind it, and where each passed."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(lines) < 200:
        kind = type(seen)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        lines += [f"  {place}" for place in _places(seen.__traceback__)]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def _places(trace: TracebackType | None) -> list[str]:
    """Where an exception passed: our files by name and line, all others as elsewhere."""
    places = []
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        package, _, within = module.partition(".")
        name = within.replace(".", "/") + ".py"  # a bundle has no path that says whose a file is
        ours = package == _PACKAGE and bool(within)
        code = trace.tb_frame.f_code.co_name
        places.append(f"{name}:{trace.tb_lineno} {code}" if ours else "elsewhere")
        trace = trace.tb_next
    return places
