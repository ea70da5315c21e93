"""The package as its source says: its files, who imports whom, its classes and functions."""

import ast
import re
import tomllib
from collections import defaultdict
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from tests.support.syntax import nodes_of, tree_of

ROOT = Path(__file__).parent.parent.parent
ROLE_NAMES = {"page", "controller", "view_model", "merge", "settings"}
"""File names that say a part played in a folder, and so may stand in several."""


class Layers(Struct, frozen=True):
    """One contract of layers: parts of the package that stand over each other, highest first.

    levels: the modules of each level, and whether they may import each other.
    """

    levels: tuple[tuple[tuple[str, ...], bool], ...]

    def runs_up(self, importer: str, imported: str) -> bool:
        """Whether an import goes to a higher level, or aside where that is not allowed."""
        low, high = self._place(importer), self._place(imported)
        if low is None or high is None:
            return False
        if low[0] == high[0]:
            return low[1] != high[1] and not self.levels[low[0]][1]
        return low[0] > high[0]

    def _place(self, module: str) -> tuple[int, str] | None:
        for at, (parts, _) in enumerate(self.levels):
            for part in parts:
                if module == part or module.startswith(f"{part}."):
                    return at, part
        return None


class House:
    """A checkout: what can be measured of its package without running it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @cached_property
    def sources(self) -> dict[str, str]:
        """The text of each file, by its path below the package."""
        package = self._root / "storycircle"
        return {
            path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(package.rglob("*.py"))
        }

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        """The syntax of each file."""
        package = self._root / "storycircle"
        return {name: tree_of(package / name) for name in self.sources}

    @cached_property
    def nodes(self) -> dict[str, tuple[ast.AST, ...]]:
        """Every node of each file, its tree first."""
        package = self._root / "storycircle"
        return {name: nodes_of(package / name) for name in self.sources}

    @cached_property
    def files(self) -> dict[str, ast.Module]:
        """The syntax of each file but `__init__`."""
        return {n: tree for n, tree in self.trees.items() if not n.endswith("__init__.py")}

    @cached_property
    def imports(self) -> tuple[tuple[str, str, str], ...]:
        """Every import of the package: the file, the module, and the name taken from it."""
        found: list[tuple[str, str, str]] = []
        for file, nodes in self.nodes.items():
            for node in nodes:
                if isinstance(node, ast.Import):
                    found += [(file, alias.name, "") for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    found += [(file, node.module or "", alias.name) for alias in node.names]
        return tuple(found)

    def folders(self) -> dict[str, int]:
        """How many files each folder of the package has, `__init__` left out."""
        count: dict[str, int] = defaultdict(int)
        for name in self.files:
            count[name.rpartition("/")[0]] += 1
        return count

    @cached_property
    def arrows(self) -> list[tuple[str, str]]:
        """Who imports whom among the modules, at the top of a file or within it."""
        found = set()
        for module, file in self._modules.items():
            for node in self.nodes[file]:
                if isinstance(node, ast.Import):
                    taken = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names = [f"{node.module}.{alias.name}" for alias in node.names]
                    taken = [name if name in self._modules else node.module for name in names]
                else:
                    continue
                found |= {(module, other) for other in taken if other in self._modules}
        return sorted((one, other) for one, other in found if one != other)

    def rising(self) -> list[str]:
        """The imports that run up, by the contracts of layers in pyproject.toml."""
        return [
            f"{importer} -> {imported}"
            for importer, imported in self.arrows
            if any(layers.runs_up(importer, imported) for layers in self._layers)
        ]

    def circles(self) -> list[str]:
        """Modules that import each other, however far round: a line for each circle."""
        leads: dict[str, set[str]] = {module: set() for module in self._modules}
        for importer, imported in self.arrows:
            leads[importer].add(imported)
        found = []
        while leads:
            while ends := {module for module, to in leads.items() if not to & leads.keys()}:
                leads = {module: to for module, to in leads.items() if module not in ends}
            if leads:
                path = [min(leads)]
                while (step := min(leads[path[-1]] & leads.keys())) not in path:
                    path.append(step)
                found.append(" -> ".join([*path[path.index(step) :], step]))
                del leads[step]
        return found

    def lone_files(self) -> dict[str, str]:
        """The files that one file alone imports, which stands beside them: who that is."""
        importers: dict[str, set[str]] = defaultdict(set)
        for importer, imported in self.arrows:
            importers[self._modules[imported]].add(self._modules[importer])
        return {
            name: one
            for name in self.files
            for one in importers[name]
            if len(importers[name]) == 1 and one.rpartition("/")[0] == name.rpartition("/")[0]
        }

    def chains(self) -> dict[str, tuple[str, ...]]:
        """Each class of the package with its longest line of own ancestors, itself first.

        Protocols are not counted: they say what is looked for, and hold nothing.
        """
        bases = {
            node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
            for name in self.files
            for node in self.nodes[name]
            if isinstance(node, ast.ClassDef)
        }
        own = {name: above for name, above in bases.items() if "Protocol" not in above}

        def line(name: str) -> tuple[str, ...]:
            above = [line(base) for base in own[name] if base in own and base != name]
            return (name, *max(above, key=len, default=()))

        return {name: line(name) for name in own}

    def lengths(
        self, *kinds: type[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]
    ) -> dict[str, int]:
        """The lines of every class or function, by its file and name; of the longest so named."""
        found: dict[str, int] = {}
        for name in self.files:
            for node in self.nodes[name]:
                if isinstance(node, kinds):
                    lines = (node.end_lineno or node.lineno) - node.lineno + 1
                    key = f"{name} {node.name}"
                    found[key] = max(lines, found.get(key, 0))
        return found

    def same_names(self) -> list[str]:
        """The files whose name stands in several folders and says no role: a line for each name."""
        places: dict[str, list[str]] = defaultdict(list)
        for name in self.files:
            places[name.rpartition("/")[2].removesuffix(".py")].append(name)
        return [
            " and ".join(names)
            for stem, names in places.items()
            if len(names) > 1 and stem not in ROLE_NAMES
        ]

    @cached_property
    def _modules(self) -> dict[str, str]:
        """The file of each module, by the module's dotted name."""
        return {
            f"storycircle/{name}".removesuffix(".py")
            .removesuffix("/__init__")
            .replace("/", "."): name
            for name in self.trees
        }

    @cached_property
    def _layers(self) -> list[Layers]:
        known = tomllib.loads((self._root / "pyproject.toml").read_text(encoding="utf-8"))
        return [
            Layers(
                tuple(
                    (
                        tuple(f"{over}.{part}" for part in re.findall(r"\w+", row)),
                        ":" in row,
                    )
                    for row in contract["layers"]
                )
            )
            for contract in known["tool"]["importlinter"]["contracts"]
            if contract["type"] == "layers"
            for over in contract["containers"]
        ]


HOUSE = House(ROOT)
"""This checkout; each worker reads it once, when a test asks."""
