"""One saved change, milliseconds more than a bare commit of the same bytes, beside a millisecond.

Ours is what typing does: a story's points some letters longer, and where the circle stands. The
bare commit writes the same rows by plain sqlite3 under the same settings; one of each, in turn. A
short run counts its quietest hundred, as whatever else the machine does can only add to them.
"""

import sqlite3
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from benchmarks.figure import Figure
from benchmarks.profiles import of_act
from storycircle.core.clock import SystemClock
from storycircle.core.model import Circle, Event, Member, Story, new_id
from storycircle.core.turns.queue import new_round
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState

AT_MOST = 0.3
REASONS = {
    "save": "Where nothing waits for a disk it is 0.14 ms: 0.05 for the laptop's name, locked and "
    "looked at, and for the file, looked at before and after; 0.03 for where the circle stands, as "
    "JSON with its digest; 0.03 for the story's own digest and what of it differs. Two statements "
    "of six write, and five pages, as the bare commit's. After a wait for the disk the same code "
    "takes up to twice as long, as the processor has forgotten it; the bare commit has less of it."
}
"""Why the row does not hold, where it does not."""
_BLOCK = 100
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY")
_LETTERS = 400


def measure(*, quick: bool) -> Figure:
    """Milliseconds more than the bare commit."""
    with TemporaryDirectory() as folder:
        ours, bare = _taken(Path(folder), 500 if quick else 3_000)
    blocks = [slice(at, at + _BLOCK) for at in range(0, len(ours), _BLOCK)]
    more = [median(ours[block]) - median(bare[block]) for block in blocks]
    note = f"ms more, beside 1 ms: {median(ours):.2f} and {median(bare):.2f}"
    return Figure("save", max(0.0, min(more) if quick else median(more)), 1.0, AT_MOST, note)


def _taken(folder: Path, changes: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each change, and of each bare commit."""
    clock = SystemClock()
    with Library(folder / "library", clock) as library:
        circle, saved = _circle(library, clock)
        library.copy_to(folder / "bare")
        conn = sqlite3.connect(folder / "bare", isolation_level=None)
        for pragma in _PRAGMAS:
            conn.execute(f"PRAGMA {pragma}").fetchall()
        (digest, version) = conn.execute("SELECT digest, version FROM story").fetchone()
        stands = tuple(conn.execute("SELECT * FROM saved_state").fetchone())
        ours, bare = [], []
        for number in range(changes):
            points = f"{'words ' * (_LETTERS // 6)} and then {number:05}"
            told = replace(circle.stories[0], points=points)
            circle = replace(circle, stories=(told, *circle.stories[1:]))
            begun = time.perf_counter()
            library.save_circle(circle, saved)
            ours.append((time.perf_counter() - begun) * 1000)
            begun = time.perf_counter()
            _commit(conn, (points, version, digest, told.id), stands)
            bare.append((time.perf_counter() - begun) * 1000)
        conn.close()
    return ours, bare


def _circle(library: Library, clock: SystemClock) -> tuple[Circle, SavedState]:
    event = Event("e", "An event")
    people = tuple(Member(new_id(), f"Person{n} Name") for n in range(7))
    stories = tuple(Story(new_id(), one.id, "A story", "words " * 66) for one in people)
    circle = Circle(new_id(), 1, event.id, members=people, stories=stories)
    round_ = new_round(tuple(one.id for one in people), 1_500.0)
    saved = SavedState(Stage.STORIES, round_, plan_for(event, clock.now()), clock.now())
    library.save_event(event)
    return library.save_circle(circle, saved), saved


def _commit(conn: sqlite3.Connection, story: tuple[str, ...], stands: tuple[object, ...]) -> None:
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("UPDATE story SET points = ?, version = ?, digest = ? WHERE id = ?", story)
    marks = ", ".join("?" * len(stands))
    conn.execute(f"INSERT OR REPLACE INTO saved_state VALUES ({marks})", stands)  # noqa: S608
    conn.execute("COMMIT")


def profile_of(_name: str) -> str:
    """Where the time of 300 changes goes, the bare ones too."""
    with TemporaryDirectory() as folder:
        return of_act(lambda: _taken(Path(folder), 300))
