"""The table of the house: what is measured, its figure, its target, and who breaks it."""

import ast
from collections.abc import Iterable, Mapping

from msgspec import Struct

from tests.architecture.house import House
from tests.architecture.reasons import REASONS

FILES = 321  # 240 as the house was built, and what later features brought to its rooms
NEW_ROOMS = (
    *("core/names/", "jobs/files/", "ui/names/", "ui/organiser/sorting/", "ui/organiser/reading/"),
    *("ui/circle/beside/", "ui/session/beside/", "store/organiser/"),
    *("core/reviews/", "core/formats/afterwards/", "store/afterwards/", "jobs/afterwards/"),
    *("cli/afterwards/", "paper/afterwards/", "paper/report/office/", "ui/home/rows/"),
    *("core/lines/", "core/meetings/", "store/lines/", "store/organiser/", "jobs/apart/"),
    "jobs/workers/",
    *("paper/figures/", "paper/project/"),
    *("paper/meetings/", "jobs/meetings/", "ui/circle/inquiry/", "ui/app/lines/", "ui/app/files/"),
    *("core/rounds/", "core/shapes/", "ui/rounds/", "jobs/light/", "ui/light/"),
    *("core/checkout/", "ui/circle/checkout/"),
    *("core/afterwards/",),
    *("ui/circle/stall/", "ui/organiser/report_parts/", "ui/organiser/recommend/"),
    *("ui/organiser/chapters/", "ui/organiser/events/"),
    *("core/looking_back/", "ui/review/", "ui/circle/review/", "ui/organiser/became/"),
)
"""Rooms that came with later features: they are bounded as folders, not among these files."""
IN_A_FOLDER = 15
IN_A_CHAIN = 2
CLASS_LINES = 300
FUNCTION_LINES = 50
SMALL = 80  # lines of a file below which one importer in its own folder is too few


class Measure(Struct, frozen=True):
    """One row of the table. offenders: what is above the target, each by its name."""

    what: str
    figure: int
    target: int
    offenders: tuple[str, ...] = ()
    may_explain: bool = False

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The offenders that give no reason where one is allowed."""
        return tuple(n for n in self.offenders if not (self.may_explain and n in REASONS))

    @property
    def holds(self) -> bool:
        return self.figure <= self.target or bool(self.offenders and not self.unexplained)


def measures(house: House) -> tuple[Measure, ...]:
    """The rows of the table, as a checkout stands."""
    chains = house.chains()
    small = [name for name in house.lone_files() if len(house.sources[name].splitlines()) < SMALL]
    functions = house.lengths(ast.FunctionDef, ast.AsyncFunctionDef)
    return (
        Measure("files in the package, but for new rooms", _in_old_rooms(house), FILES),
        _longest(
            "own classes in a chain",
            {" -> ".join(line): len(line) for line in chains.values()},
            IN_A_CHAIN,
        ),
        _longest("files in the largest folder", house.folders(), IN_A_FOLDER),
        _none("arrows that run up", house.rising()),
        _none("import circles", house.circles()),
        _none(f"files under {SMALL} lines with one importer, beside them", small, may_explain=True),
        _longest(
            "lines of the longest class",
            house.lengths(ast.ClassDef),
            CLASS_LINES,
            may_explain=True,
        ),
        _longest("lines of the longest function", functions, FUNCTION_LINES, may_explain=True),
        _none("file names used twice, but for roles", house.same_names()),
    )


def _in_old_rooms(house: House) -> int:
    return sum(not name.startswith(NEW_ROOMS) for name in house.files)


def _longest(
    what: str, lengths: Mapping[str, int], target: int, *, may_explain: bool = False
) -> Measure:
    over = tuple(name for name, length in lengths.items() if length > target)
    return Measure(what, max(lengths.values(), default=0), target, over, may_explain)


def _none(what: str, found: Iterable[str], *, may_explain: bool = False) -> Measure:
    offenders = tuple(found)
    return Measure(what, len(offenders), 0, offenders, may_explain)
