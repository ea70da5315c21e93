"""The syntax of source files, read and walked once in a process: many rules look through it."""

import ast
from functools import cache
from pathlib import Path


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax of a file, shared by all who ask: nobody changes it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file, its tree first, in the order of `ast.walk`."""
    return tuple(ast.walk(tree_of(path)))
