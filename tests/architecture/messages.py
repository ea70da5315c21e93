"""Texts of the code that a person may see and that do not go through the catalogue.

A text may be seen if it has two words beside one another, begins with a capital, or ends a
sentence, and if it is no docstring, no statement for SQLite, no pattern, and no word among
programmers. What is left and is no message stands in no_messages.py, each with its reason.

A message in an f-string, or beside one in its call, is not surely collected: on Python 3.11 an
f-string is one text to whatever reads the code for the catalogue.

python -m tests.architecture.messages prints how many each file has, and with a file's name
what they are.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.no_messages import NO_MESSAGES
from tests.support.syntax import nodes_of, tree_of

PACKAGE = Path(__file__).parent.parent.parent / "storycircle"
MARKS = {"_", "n_", "p_", "N_"}
_WORD = r"[^\W\d_]{2,}"
LOOKS_SEEN = re.compile(
    rf"{_WORD}[’',.;:!?)”…]*\s+[(“’…]*\w|^\W*[A-Z][a-z’]+\W*$|[a-z][.!?]$",
)
SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|"
    r"RELEASE|VACUUM|REPLACE|WITH|ATTACH|DETACH|EXISTS|NOT|AND|OR|WHERE|FROM|ORDER)\b[A-Z( ]*|"
    r".*\b(WHERE|AND|OR|NULL|ORDER BY|UNION ALL|FROM|LIMIT|SET)\b",
    re.DOTALL,
)
FOR_PROGRAMS = {
    *("compile", "fullmatch", "match", "sub", "search", "split", "execute", "encode", "getattr"),
    *("NewType", "TypeVar", "getLogger", "Signal", "Slot", "setObjectName", "setProperty", "cast"),
    *("Template", "setStyleSheet"),
    *("ValueError", "TypeError", "KeyError", "RuntimeError", "NotImplementedError"),
}
"""Functions whose texts are read by programs, or by programmers."""


class _Finder(ast.NodeVisitor):
    """Collects the texts that may be seen: the line, and the text."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def visit_Call(self, node: ast.Call) -> None:
        name = _name(node.func)
        if name not in MARKS | FOR_PROGRAMS:
            self.generic_visit(node)
            return
        # A message is not looked at; what fills its fields is.
        inside = node.args if name in MARKS else []
        for part in (*inside, *(word.value for word in node.keywords)):
            if not isinstance(part, ast.Constant):
                self.visit(part)

    def visit_Constant(self, node: ast.Constant) -> None:
        text = node.value
        if isinstance(text, str) and LOOKS_SEEN.search(text) and not SQL.match(text):
            self.found.append((node.lineno, text))

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in ast.iter_child_nodes(node):
            if part is not node.returns:  # a type
                self.visit(part)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """The types of arguments are no texts."""


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def outside(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a file that may be seen, are no messages, and have no reason."""
    finder = _Finder()
    finder.visit(tree_of(path))
    reasons = NO_MESSAGES.get(path.relative_to(PACKAGE).as_posix(), {})
    yield from ((line, text) for line, text in finder.found if text not in reasons)


def uncollected(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """The messages in f-strings, and f-strings in messages' fields: the line, and the code."""
    for node in nodes:
        if not isinstance(node, ast.JoinedStr | ast.Call):
            continue
        inside: Iterator[ast.AST] = iter(())
        if isinstance(node, ast.JoinedStr):
            inside = filter(_is_message, ast.walk(node))
        elif _is_message(node):
            inside = (one for one in ast.walk(node) if isinstance(one, ast.JoinedStr))
        yield from ((node.lineno, ast.unparse(one)) for one in inside)


def _is_message(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _name(node.func) in MARKS


def all_uncollected() -> list[str]:
    """All such places of the package, each with its file and line."""
    return [
        f"{path.relative_to(PACKAGE).as_posix()}:{line}: {code}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, code in uncollected(nodes_of(path))
    ]


def all_outside() -> dict[str, list[tuple[int, str]]]:
    """All such texts, by file."""
    files = {
        path.relative_to(PACKAGE).as_posix(): list(outside(path)) for path in PACKAGE.rglob("*.py")
    }
    return {name: texts for name, texts in sorted(files.items()) if texts}


if __name__ == "__main__":
    left = all_outside()
    print("\n".join(all_uncollected()), end="")
    for file, seen in left.items():
        if not sys.argv[1:]:
            print(f"{len(seen):5} {file}")
        elif file.startswith(tuple(sys.argv[1:])):
            print("\n".join(f"{file}:{line}: {text!r}" for line, text in seen))
    print(sum(map(len, left.values())), "in", len(left), "files")
