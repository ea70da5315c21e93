"""What is measured on every screen of the tour, in one look: sizes, text, colours and language."""

from collections.abc import Callable, Iterator
from importlib import import_module

from msgspec import Struct, field, to_builtins
from PySide6.QtWidgets import QApplication, QWidget

from tests.reach.clipped import clipped
from tests.reach.contrast import EDGE, TEXT, contrasts
from tests.tour.circle import Tour
from tests.tour.looks import TourLook

CLIPPED, TEXTS, EDGES, ROLES = "clipped", "texts", "edges", "roles"
WORDS = {
    CLIPPED: "clipped, squeezed or out of reach",
    TEXTS: f"texts below {TEXT}",
    EDGES: f"edges of controls below {EDGE:.0f}",
    ROLES: "controls without name or role",
}
"""What is counted, in words."""


class Found(Struct):
    """Rows by what is measured, each as "screen: what"; and how many things were looked at."""

    rows: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in WORDS})
    of: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WORDS, 0))

    def add(self, kind: str, rows: list[str], of: int) -> None:
        """Note what a screen has."""
        self.rows[kind] += rows
        self.of[kind] += of


def measured(look: TourLook, kinds: frozenset[str], only: str = "") -> Found:
    """Go on the tour in a look and measure these kinds. only: screens with this in their name.

    To be called once a process: it is the application.
    """
    found = Found()

    def measure(name: str, window: QWidget) -> None:
        if only in name:
            for kind, rows, of in _measures(window, kinds):
                found.add(kind, [f"{name}: {row}" for row in rows], of)

    app = QApplication.instance()
    tour = Tour(
        look.dress(app if isinstance(app, QApplication) else QApplication([])), look.size, measure
    )
    wide, high = tour.window.width(), tour.window.height()
    if kinds & {CLIPPED} and (wide, high) != look.size:
        found.add(CLIPPED, [f"the window takes {wide}x{high}"], 1)
    tour.walk()
    tour.close()
    return found


def _measures(window: QWidget, kinds: frozenset[str]) -> Iterator[tuple[str, list[str], int]]:
    if CLIPPED in kinds:
        rows = clipped(window)
        yield CLIPPED, [str(row) for row in rows], 1
    if kinds & {TEXTS, EDGES}:
        looked = contrasts(window)
        yield TEXTS, [str(one) for one in looked.texts], looked.all_texts
        yield EDGES, [str(one) for one in looked.edges], looked.all_edges
    if ROLES in kinds:
        yield ROLES, part("roles", "without_name_or_role")(window), 1


def part(module: str, name: str) -> Callable[..., list[str]]:
    """A measure by its file here and its name; without the file, that is what it finds."""
    try:
        found: Callable[..., list[str]] = getattr(import_module(f"tests.reach.{module}"), name)
    except ModuleNotFoundError as error:
        lacks = f"not measured: {error.name} is not there"
        return lambda *_given: [lacks]
    return found


def as_json(found: Found) -> dict[str, object]:
    """What was found, to be handed from one process to another."""
    made: dict[str, object] = to_builtins(found)
    return made
