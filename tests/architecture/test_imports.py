"""Who may know whom, and what is loaded when."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.syntax import tree_of

ROOT = Path(__file__).parent.parent.parent

WITHOUT_QT = """
import importlib, importlib.abc, sys

class Gone(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(name)
        return None

sys.meta_path.insert(0, Gone())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""

LOADED = """
import importlib, sys
wanted, heavy = (words.split() for words in sys.argv[1:])
for name in wanted:
    importlib.import_module(name)
    loaded = [one for one in heavy if one in sys.modules]
    if loaded:
        sys.exit(f"{name} loads {loaded}")
"""


def python(code: str, *words: str) -> None:
    """A fresh Python runs this, and goes through."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def modules(*folders: str) -> list[str]:
    """The names of all modules in some of the package's folders."""
    found = [path for folder in folders for path in (ROOT / "storycircle" / folder).rglob("*.py")]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in found]
    return [name.removesuffix(".__init__") for name in names]


def test_the_contracts_of_the_house_are_kept() -> None:
    """Layers, and who may know Qt, SQLite and the writers of documents."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "10 kept, 0 broken" in done.stdout


def test_everything_but_the_window_imports_without_qt() -> None:
    """The core, the store, paper and the jobs run on a machine without PySide6."""
    names = modules("core", "store", "paper", "jobs")
    assert len(names) > 40
    python(WITHOUT_QT, *names, "storycircle.cli.main")


HEAVY = (
    "PySide6 reportlab sqlite_utils docx xlsxwriter openpyxl pyrage uharfbuzz segno PIL rapidfuzz"
).split()


def test_the_door_opens_without_what_is_heavy() -> None:
    """A command waits only for what it uses."""
    python(LOADED, "storycircle.cli.main", " ".join(HEAVY))


def test_a_list_of_circles_waits_for_no_job() -> None:
    """Each command loads what it does itself: this one no report, no merge, no search for names."""
    idle = "storycircle.jobs storycircle.paper storycircle.core.consent.name_finder zipfile"
    python(LOADED, "storycircle.cli.main", idle)


def test_the_core_loads_no_input_or_output() -> None:
    """What the method says needs no disk, no network and no screen."""
    heavy = "sqlite3 sqlite_utils click platformdirs socket reportlab"
    python(LOADED, " ".join(modules("core")), heavy)


_OF_ONE_SYSTEM = {
    "os": {"mkfifo", "geteuid", "getuid", "fork", "setsid", "killpg", "O_BINARY", "startfile"},
    "signal": {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGALRM"},
    "time": {"CLOCK_BOOTTIME", "CLOCK_MONOTONIC", "clock_gettime"},
    "ctypes": {"WinDLL", "windll"},
}
_MODULES_OF_ONE_SYSTEM = {"fcntl", "resource", "pwd", "grp", "termios", "msvcrt", "winreg"}


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What is run as a module is imported: decorators and defaults too, no body of a function; and
    nothing that is asked about first.
    """
    for field, value in ast.iter_fields(node):
        late = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        asked = isinstance(node, ast.If | ast.IfExp | ast.Try | ast.BoolOp)
        if (late and field == "body") or asked:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child
                yield from _at_import(child)


@pytest.mark.slow
def test_no_module_needs_one_system_to_be_imported() -> None:
    """A file of tests that does not load on Windows says nothing of it, and hides what it holds."""
    wrong = []
    for path in [*(ROOT / "storycircle").rglob("*.py"), *(ROOT / "tests").rglob("test_*.py")]:
        for node in _at_import(tree_of(path)):
            match node:
                case ast.Attribute(value=ast.Name(id=module), attr=name):
                    bad = name in _OF_ONE_SYSTEM.get(module, ())
                case ast.Import(names=names):
                    bad = bool({one.name for one in names} & _MODULES_OF_ONE_SYSTEM)
                case ast.ImportFrom(module=str(module)):
                    bad = module in _MODULES_OF_ONE_SYSTEM
                case _:
                    continue
            if bad:
                wrong.append(f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}")
    assert wrong == []
