"""How the tests are kept: they mirror the tree, and knock at public doors."""

import ast
import re

from tests.architecture.house import HOUSE, ROOT

TESTS = ROOT / "tests"
LAYERS = ("cli", "core", "jobs", "paper", "store", "ui")
MOST_LOOKS = 95
"""Lines that look into private fields: fewer with each change, and never more."""


def test_tests_stand_where_what_they_test_stands() -> None:
    """A folder of tests has the name and place of a folder of the package."""
    folders = {""} | {path.rpartition("/")[0] for path in HOUSE.sources}
    tests = [path for layer in LAYERS for path in (TESTS / layer).rglob("test_*.py")]
    assert len(tests) > 100
    astray = [path for path in tests if path.parent.relative_to(TESTS).as_posix() not in folders]
    assert astray == []


_MAY_LOOK = re.compile(r"(?<!\bself)(?<!\bcls)\s*\.\s*_(?!_)")
"""What no file is without that looks: most are never parsed."""


def _looks(tree: ast.AST) -> int:
    """How often something private of another is named: `thing._field`, and not `self._field`."""
    return sum(
        isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"})
        for node in ast.walk(tree)
    )


def test_tests_look_into_private_fields_less_and_less() -> None:
    """What is kept inside may change: a test that looks at it holds it still."""
    texts = (path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
    looking = [ast.parse(text) for text in texts if _MAY_LOOK.search(text)]
    assert 0 < sum(map(_looks, looking)) <= MOST_LOOKS
