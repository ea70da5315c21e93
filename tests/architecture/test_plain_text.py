"""No text is read as markup: tips go through one door, labels say that they are plain."""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.house import HOUSE

TIPS = {"setToolTip", "QToolTip"}
NEVER = {
    *("setWhatsThis", "setStatusTip", "setHtml", "insertHtml", "appendHtml", "setMarkdown"),
    *("QMessageBox", "QTextBrowser", "QErrorMessage", "QWhatsThis", "mightBeRichText", "RichText"),
}
PLAIN = ("setTextFormat", "PlainText")


def names_of(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every name that code uses, however it comes to it."""
    for node in nodes:
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.name


def named(tree: ast.AST) -> Iterator[str]:
    """Every name within a part of a file."""
    yield from names_of(ast.walk(tree))


def test_tips_are_set_at_one_door() -> None:
    """A tip that is set past it would open whatever picture its text names."""
    users = {file for file, nodes in HOUSE.nodes.items() if TIPS & {*names_of(nodes)}}
    assert users == {"ui/widgets/display/tip.py"}


def test_what_reads_markup_is_not_used() -> None:
    """Nothing that takes markup, or decides by the text itself, stands in the package."""
    found = {
        (file, name)
        for file, nodes in HOUSE.nodes.items()
        for name in names_of(nodes)
        if name in NEVER
    }
    assert found == set()


def test_models_hand_out_tips_as_the_door_makes_them() -> None:
    """Where a view asks for a row's tip, what is answered is a plain one."""
    raw = []
    for file, nodes in HOUSE.nodes.items():
        for node in nodes:
            if isinstance(node, ast.If) and "ToolTipRole" in {*named(node.test)}:
                answers = [n for n in node.body if isinstance(n, ast.Return)]
                raw += [file for n in answers if "plain_tip" not in {*named(n)}] or []
                raw += [file] if not answers else []
    assert raw == []


def test_every_label_is_a_plain_one() -> None:
    """Labels are made by classes that say so when they are made, and by no others."""
    made = [
        (file, node.lineno)
        for file, nodes in HOUSE.nodes.items()
        for node in nodes
        if isinstance(node, ast.Call) and "QLabel" in {*named(node.func)}
    ]
    assert made == []
    for nodes in HOUSE.nodes.values():
        for node in nodes:
            if isinstance(node, ast.ClassDef) and "QLabel" in {
                n for b in node.bases for n in named(b)
            }:
                assert {*PLAIN} <= {*named(node)}, node.name
