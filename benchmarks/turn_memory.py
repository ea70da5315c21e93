"""The most memory that a running circle takes, beside an empty window."""

from benchmarks.figure import Figure
from benchmarks.many_circles import empty_window
from benchmarks.profiles import of_imports
from benchmarks.turn_cpu import RUNNING_TURN, new_library, turn_and_bare

AT_MOST = 2.0
_MB = 1_000_000
REASONS = {
    "memory-turn": "Home itself is 1.7 times the empty window: some 350 modules of the app's, of "
    "Python's and of PySide's, its six faces, and the classes of Qt it names. A running circle "
    "adds its screens and what draws them, and the pictures of its ring at the screen's size."
}
"""Why the row does not hold, where it does not."""


def measure(*, quick: bool) -> Figure:
    """MB at the end of the turn of turn-cpu, beside an empty window."""
    (_, ours), _bare = turn_and_bare(quick=quick)
    floor = empty_window()["memory"] / _MB
    return Figure("memory-turn", ours / _MB, floor, AT_MOST, "MB at the most")


def profile_of(_name: str) -> str:
    """What a running circle imports: most of its memory is that."""
    with new_library() as path:
        return of_imports(RUNNING_TURN, path)
