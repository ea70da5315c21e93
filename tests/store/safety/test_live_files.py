"""A file that SQLite has open is read through SQLite alone: its locks outlive every call.

Whoever opens and closes such a file past SQLite lets go of all locks of the process on it, and the
next process that closes the library takes the log away from under the window.
"""

import importlib
import inspect
import os
import pkgutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from storycircle import store
from storycircle.core.afterwards.chapters import Chapter
from storycircle.core.afterwards.stalls import Run
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import Line
from storycircle.core.model import Circle, Event, Member, NamesOnPaper, Sharing, Story
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.core.settings import Settings
from storycircle.core.turns.opening_words import Opening
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.export import export_circle
from storycircle.jobs.import_event import read_file
from storycircle.jobs.merge import merge_files, trial
from storycircle.jobs.names_file import read_names_file
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.sealed_file import OPEN
from storycircle.store.library import Library
from storycircle.store.organiser.circles_in_events import Moved
from storycircle.store.refused_text import Typed
from storycircle.store.safety import live_files, restore
from storycircle.store.saved_state import SavedState
from tests.support.a_meeting import SET, started
from tests.support.inside import conn_of

EVENT = Event("e", "An event", date="2026-11-24")
CIRCLE = Circle(
    "c",
    1,
    "e",
    members=(Member("m", "Al"), Member("n", "Bo")),
    stories=(Story("s", "m", "Told", "Said", sharing=Sharing.NAMED, left_as="out"),),
)
needs_locks = pytest.mark.skipif(
    os.name == "nt" or not Path("/proc/locks").exists(), reason="Linux tells of locks"
)


def locks(path: Path) -> int:
    """How many locks of SQLite's this process has on a file."""
    inode = path.stat().st_ino
    rows = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    ours = [row for row in rows if "POSIX" in row and str(os.getpid()) in row]
    return sum(any(word.endswith(f":{inode}") for word in row) for row in ours)


@pytest.fixture
def known(library: Library, clock: SimulatedClock, tmp_path: Path) -> dict[Any, Any]:
    """A library with something of everything, and a word for each that a call may ask for."""
    library.save_event(EVENT)
    saved = SavedState(Stage.STORIES, None, plan_for(EVENT, clock.now()), clock.now())
    library.save_circle(CIRCLE, saved)
    export_circle(library, CIRCLE, tmp_path / "1.circle")
    library.save_circle(replace(started(), stories=()))
    gathered, within = library.gathered(EVENT), library.for_members(SET.id)
    return {
        "circle": "c",
        "id_": "c",
        "story": "s",
        "stories": ["s"],
        "event": "e",
        "told": True,
        "path": tmp_path / "elsewhere",
        "leave": library.leave(CIRCLE),
        "name": library.back_up(),
        "copy": library.back_up(),
        "digest": "d",
        "names": NamesOnPaper.AS_TYPED,
        "gathered": replace(gathered, circles=()),
        "shareable": gathered,
        "before": gathered,
        "after": gathered,
        "incoming": circle_file.read(tmp_path / "1.circle"),
        "content": None,
        "keep": True,
        "but": "c",
        "action": "c",
        "own": ["c"],
        "today": clock.now().date(),
        "keep_days": 1,
        "number": 2,
        "count": 2,
        "saved": saved,
        "open_circle": (Circle("c", 1), saved),
        "owner": "c",
        "field": "names",
        "note": "Al",
        "held": "{}",
        "pairs": "0123456789abcdef",
        "circles": ["c"],
        "moved": Moved(CIRCLE, "", "e"),
        "typed": Typed("Al"),
        "lists": [],
        "words": Opening(),
        "placements": [],
        "place": "0,0,800,600",
        "settings": Settings(),
        "conflict": None,
        "fields": {},
        "withdrawn": [],
        "review": Review("r", ReviewState.DONE, on="2007-07-12"),
        "code": "BCDF-GHJK",
        "came": within,
        "what": within,
        "line": SET.id,
        "part": Chapter("ch", "Thanks"),
        "parts": [Chapter("ch", "Thanks")],
        "run": Run("r", "A: Bees"),
        "text": "Said",
        "sharing": Sharing.ANONYMOUS,
        "stall": "A: Bees",
        "on": "2007-07-12",
        "title": "The year",
        "moment": library.moment(),
        Line: SET,
        Circle: CIRCLE,
        Event: EVENT,
    }


def asked(call: Callable[..., Any], words: dict[Any, Any]) -> dict[str, Any]:
    """What to give to each parameter that needs something."""
    given = {}
    for parameter in inspect.signature(call).parameters.values():
        if parameter.name == "self" or parameter.kind is parameter.VAR_KEYWORD:
            continue
        if parameter.annotation in words:
            given[parameter.name] = words[parameter.annotation]
        elif parameter.name in words:
            given[parameter.name] = words[parameter.name]
        else:
            assert parameter.default is not parameter.empty, f"say here what {parameter.name} is"
    return given


def called(call: Callable[[], Any]) -> None:
    """Call, go through what is given, and let a refusal be one."""
    refusals = (Refused, KeyError, sqlite3.Error, OSError, AttributeError, TypeError, ValueError)
    with suppress(*refusals), ExitStack() as stack:
        given = call()
        if isinstance(given, AbstractContextManager) and not isinstance(given, Library | Path):
            stack.enter_context(given)
        elif isinstance(given, Iterator):
            list(given)


METHODS = sorted(
    name for name in dir(Library) if not name.startswith("_") and callable(getattr(Library, name))
)


@pytest.mark.slow
@needs_locks
@pytest.mark.parametrize("name", METHODS)
def test_the_locks_outlive_every_method(library: Library, known: dict[Any, Any], name: str) -> None:
    """Of the library and of a second one on the same file, as the thread has that makes copies."""
    assert locks(library.path)
    call = getattr(library, name)
    words = asked(call, known)
    called(lambda: call(**words))
    with suppress(sqlite3.ProgrammingError):
        library.events()  # it is open
        assert locks(library.path)
    with Library(library.path, library.clock) as other:
        if name != "close":
            call = getattr(other, name)
            called(lambda: call(**words))
            other.events()
        assert locks(library.path)
    if name != "close":
        assert locks(library.path)


def functions() -> dict[str, Callable[..., Any]]:
    """Every public function of the store that takes a path."""
    found: dict[str, Callable[..., Any]] = {}
    for module in pkgutil.walk_packages(store.__path__, "storycircle.store."):
        whole = importlib.import_module(module.name)
        for name, one in vars(whole).items():
            if name.startswith("_") or not inspect.isfunction(one):
                continue
            if one.__module__ != whole.__name__:
                continue
            kinds = [p.annotation for p in inspect.signature(one).parameters.values()]
            if Path in kinds:
                found[f"{module.name.removeprefix('storycircle.store.')}.{name}"] = one
    return found


@pytest.mark.slow
@needs_locks
@pytest.mark.usefixtures("quick_seal")
@pytest.mark.parametrize("name", sorted(functions()))
def test_the_locks_outlive_every_function_that_takes_a_path(
    library: Library, known: dict[Any, Any], name: str
) -> None:
    """Given the path of a library that is open, each either reads it through SQLite or refuses."""
    function = functions()[name]
    words = {
        **known,
        Path: library.path,
        "library": library if name.endswith("save_elsewhere") else library.path,
        "conn": conn_of(library),
        "clock": library.clock,
        "now": library.clock.now(),
        "change": lambda *_: nullcontext(),
        "device": library.device,
        "version": 1,
        "steps": lambda _: None,
        "make": lambda path: path.write_bytes(b"made"),
        "data": b"data",
        "how": {},
        "size": library.path.stat().st_size,
        "length": 100,
        "most": 100,
        "error": PermissionError(13, "no"),
        "quiet": 1_000.0,
        "passphrase": "passphrase",
        "seal": OPEN,
        "unseal": lambda data, _: data,
        "key": "cannot-write",
        "prefix": ".storycircle-x",
        "copies": ["none"],
        "through": restore.GoneThrough((), lambda _: None),
        "place": library.path,
        "beside": library.path,
    }
    given = asked(function, words)
    parameters = inspect.signature(function).parameters
    needed = {k: v for k, v in given.items() if parameters[k].default is inspect.Parameter.empty}
    for some in (given, needed):
        called(partial(function, **some))
        assert locks(library.path)
        assert library.circle("c").members == CIRCLE.members


@needs_locks
def test_the_locks_outlive_a_library_that_is_named_as_a_file(
    library: Library, known: dict[Any, Any], tmp_path: Path
) -> None:
    """A person may name the library itself, or the folder it lies in, or write over it."""
    assert known
    pdf = tmp_path / "sheet.pdf"
    os.link(library.path, pdf)
    for path in (library.path, pdf, tmp_path):
        called(partial(merge_files, library, [path]))
        called(partial(read_file, path))
        called(partial(read_names_file, path))
        with suppress(Refused):
            export_circle(library, CIRCLE, path)
        assert locks(library.path)
    assert library.circle("c") == CIRCLE
    with trial(library) as copy:
        assert copy.circle("c") == CIRCLE
    assert locks(library.path)


@needs_locks
def test_a_copy_made_by_another_thread_keeps_the_locks(library: Library) -> None:
    """As every window does soon after its start: opens a second one, copies, and closes it."""
    assert locks(library.path) == 1
    with Library(library.path, library.clock) as other:
        other.back_up()
    assert locks(library.path) == 1


OPENS = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as conn:
    conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
conn.close()
"""


def test_another_process_that_opens_and_closes_it_takes_nothing_away(
    library: Library, clock: SimulatedClock
) -> None:
    """Window open, a copy made, a command beside it: what is typed then is there after a kill."""
    library.save_circle(CIRCLE)
    with Library(library.path, clock) as other:
        other.back_up()
    subprocess.run([sys.executable, "-c", OPENS, str(library.path)], check=True)
    library.save_circle(replace(CIRCLE, theme="typed since"))
    whole = [library.path.with_name(library.path.name + ending) for ending in ("", "-wal")]
    place = library.path.parent / "after a kill"
    place.mkdir()
    for path in whole:
        (place / path.name).write_bytes(path.read_bytes())
    with Library(place / library.path.name, clock) as again:
        assert again.circle("c").theme == "typed since"


def test_a_connection_is_known_until_it_is_closed(library: Library) -> None:
    """By whatever name the file goes."""
    other = library.path.with_name("other")
    os.link(library.path, other)
    assert live_files.is_live(other)
    assert live_files.head(other, 16) is None
    with pytest.raises(Refused, match="is the library that is open here"):
        live_files.whole(other)
    library.close()
    assert not live_files.is_live(other)
    assert live_files.whole(other)[:6] == b"SQLite"


@pytest.mark.parametrize(
    "name", ["100% mine", "one#two", "a&b=c", "Zoë 我", *["what?"] * (os.name == "posix")]
)
def test_a_library_whose_name_means_something_to_sqlite_is_read(
    tmp_path: Path, clock: SimulatedClock, name: str
) -> None:
    """Read alone, its path is part of a longer word of SQLite's."""
    path = tmp_path / name / name
    with Library(path, clock) as library:
        library.save_circle(CIRCLE)
    with Library(path, clock, reads=True) as kept:
        assert kept.circle("c") == CIRCLE
