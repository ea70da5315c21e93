"""From the start of the process to the first painted Home that answers, beside an empty window.

With 2, 100 and 10,000 circles, in one run: the last has the second as its floor, as a start that
reads all circles would grow with them.
"""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure
from benchmarks.kept import measured_once
from benchmarks.many_circles import filled
from benchmarks.profiles import of_imports, of_program
from benchmarks.programs import EMPTY_WINDOW, FIRST_PAINT, in_turn, seconds_until_said

COUNTS = (2, 100, 10_000)
_QUICK = (2, 100, 600)
_AT_MOST, _MANY_AT_MOST = (2.0, 2.1), 1.15
_OF_A_START = (
    "Of 290 ms with 2 circles, on a quiet machine, 127 are Python's and Qt's, as the floor has "
    "them. Core, store and msgspec take some 60, the enums that Qt makes as they are first named "
    "25, faces and style sheet 16, what the window imports 35, opening the library 4, the window "
    "with its menus and Home 31, showing and painting 22 more than the floor. None of it is large "
    "any more: the stores that Home does not ask would give 7, the menus 6. A Home painted by hand "
    "would be 1.3 times, and would not answer."
)
_OF_MANY = (
    "Of 75 ms more than with 100 circles some 60 read the heads of all of them, with their people "
    "and actions counted by two indexes in one statement, and 12 are what Home says of them: their "
    "order, their events, until when each is kept."
)
REASONS = {"start-2": _OF_A_START, "start-100": _OF_A_START, "start-10000": _OF_MANY}
"""Why a row does not hold, where it does not."""
_EMPTY = f"{EMPTY_WINDOW}{FIRST_PAINT}window.show()\napp.exec()\n"
_HOME = f"""
import gc, sys
gc.disable()  # as the program has it
from pathlib import Path
from storycircle.ui.app import startup
from storycircle.ui.system.application import App
from storycircle.ui.system.collecting import collecting_here
app = App(sys.argv)
{FIRST_PAINT}
with collecting_here():  # as above
    startup.begin(app, Path(sys.argv[2]), None)
"""


def few(*, quick: bool) -> Figure:
    """Seconds with 2 circles, beside an empty window."""
    return _row("start-2", 0, quick=quick)


def some(*, quick: bool) -> Figure:
    """Seconds with 100 circles, beside an empty window."""
    return _row("start-100", 1, quick=quick)


def many(*, quick: bool) -> Figure:
    """Seconds with 10,000 circles (quick: 600), beside 100."""
    _empty, _few, hundred, most = measured(quick=quick)
    return Figure("start-10000", most, hundred, _MANY_AT_MOST, "seconds; beside those of 100")


def seconds_of_home(library: Path) -> float:
    """Seconds from the start of a process to the first picture of a library's Home."""
    (took,) = in_turn(3, lambda: seconds_until_said(_HOME, "HomeScreen", str(library)))
    return took


def _row(name: str, place: int, *, quick: bool) -> Figure:
    empty, *ours = measured(quick=quick)
    return Figure(name, ours[place], empty, _AT_MOST[place], "seconds to the first picture")


@measured_once
def measured(*, quick: bool) -> tuple[float, ...]:
    """Seconds of the empty window, and of each count of circles."""
    with TemporaryDirectory() as folder:
        libraries = [
            filled(Path(folder) / str(count) / "library", count)
            for count in (_QUICK if quick else COUNTS)
        ]
        ways = [partial(seconds_until_said, _EMPTY, "QMainWindow")]
        ways += [partial(seconds_until_said, _HOME, "HomeScreen", str(at)) for at in libraries]
        in_turn(1, *ways)  # what the disk has not read yet is no part of it
        return tuple(in_turn(3 if quick else 9, *ways))


def profile_of(name: str) -> str:
    """What the start imports, and what it does besides."""
    count = dict(zip(("start-2", "start-100", "start-10000"), COUNTS, strict=True))[name]
    with TemporaryDirectory() as folder:
        words = "HomeScreen", str(filled(Path(folder) / "library", count))
        return f"{of_imports(_HOME, *words)}\n\n{of_program(_HOME, *words)}"
