"""How the house is kept: each test is a rule in one sentence, and lists who breaks it."""

import ast
from functools import cache

import pytest

from tests.architecture.house import HOUSE
from tests.architecture.measures import Measure, measures
from tests.architecture.reasons import REASONS

MOST_LINES = 560  # five hundred, and what the organiser's session is still to be parted of
LOCAL = {"QLocalServer", "QLocalSocket"}
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "asyncio"}
CLUSTER = "jobs/workers/cluster.py"
"""The one file that may speak to a network: to a cluster whose address somebody typed."""
DASK = {"dask", "distributed"}


@cache
def measured() -> tuple[Measure, ...]:
    """The rows of the table, as this checkout stands."""
    return measures(HOUSE)


def test_there_is_a_house_to_look_at() -> None:
    """The rules below look at every file of the package."""
    assert {
        "cli/main.py",
        "core/turns/queue.py",
        "store/library.py",
        "ui/app/main_window.py",
    } <= set(HOUSE.sources)


@pytest.mark.slow
def test_every_target_of_the_house_holds() -> None:
    """Files, folders, chains, layers, circles, lengths and names, as docs/architecture.md says."""
    over = {one.what: one.unexplained for one in measured()}
    assert {what: names for what, names in over.items() if names} == {}
    assert [one.what for one in measured() if not one.holds] == []


@pytest.mark.slow
def test_every_reason_is_still_needed() -> None:
    """A reason goes with what it excuses."""
    excused = {name for measure in measured() for name in measure.offenders if measure.may_explain}
    assert set(REASONS) - excused == set()


def test_every_file_can_be_read_in_a_sitting() -> None:
    """No file of the package is longer than 560 lines: length is a smell, not a law."""
    lengths = {name: len(source.splitlines()) for name, source in HOUSE.sources.items()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_name_says_where_it_comes_from() -> None:
    """Nothing is imported by a star."""
    assert [(file, module) for file, module, name in HOUSE.imports if name == "*"] == []


def test_no_error_is_swallowed_unnamed() -> None:
    """Every except names what it can mend: no bare one, no Exception, no BaseException."""
    broad = []
    for file, nodes in HOUSE.nodes.items():
        for node in nodes:
            if isinstance(node, ast.ExceptHandler):
                caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
                names = {name.id for name in caught if isinstance(name, ast.Name)}
                if node.type is None or names & {"Exception", "BaseException"}:
                    broad.append((file, node.lineno))
    assert broad == []


def test_the_application_is_made_in_the_window_alone() -> None:
    """QApplication is named in ui only, so that nothing else needs a screen."""
    elsewhere = [
        file
        for file, source in HOUSE.sources.items()
        if "QApplication" in source and not file.startswith("ui/")
    ]
    assert elsewhere == []


def test_every_file_is_named_for_what_it_does() -> None:
    """A file called utils, helper, manager, common or misc says nothing."""
    empty = ("util", "helper", "manager", "common", "misc")
    assert [file for file in HOUSE.sources if any(word in file for word in empty)] == []


def test_every_file_begins_by_saying_what_it_is() -> None:
    """Each file has a docstring."""
    assert [file for file, tree in HOUSE.trees.items() if not ast.get_docstring(tree)] == []


def test_nothing_is_sent_anywhere() -> None:
    """The app is offline: no file imports what could speak to a network.

    One takes two names of Qt's networking: the sockets of this laptop, to hand over a file. One
    takes a cluster's client, where its address was typed.
    """
    through = [file for file, module, _name in HOUSE.imports if module.partition(".")[0] in DASK]
    assert set(through) == {CLUSTER}
    speaking = [
        (file, module)
        for file, module, name in HOUSE.imports
        if module.partition(".")[0] in NETWORK
        or ("QtNetwork" in (name, module.rpartition(".")[2]) and name not in LOCAL)
    ]
    assert speaking == []


LAUNCHER = "launcher.py"
SHOWS_FOLDERS = "ui/printing/saved_file.py"
"""Which asks the system's file manager to show a file."""
STARTERS = {"Popen", "QProcess", "call", "check_call", "check_output", "fork", "posix_spawn", "run"}
"""What starts a process, of subprocess and os; and of Qt."""
STARTING = {"subprocess", "os", "multiprocessing"}


def test_one_file_knows_how_to_start_the_program_again() -> None:
    """`sys.executable` is the app itself in a bundle: only the launcher names it, and only the
    launcher starts a process of ours.
    """
    naming, starting = set(), set()
    for file, nodes in HOUSE.nodes.items():
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                owner, name = node.value.id, node.attr
                if (owner, name) in {("sys", "executable"), ("sys", "_base_executable")}:
                    naming.add(file)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of = node.func.value
                if (
                    isinstance(of, ast.Name)
                    and of.id in {"subprocess", "os", "multiprocessing"}
                    and node.func.attr in STARTERS
                ):
                    starting.add(file)
    naming |= {
        file
        for file, module, name in HOUSE.imports
        if (module, name) == ("sys", "executable") or "multiprocessing" in (module, name)
    }
    starting |= {
        file
        for file, module, name in HOUSE.imports
        if (module in {"subprocess", "os"} and name in STARTERS) or name == "QProcess"
    }
    assert naming == {LAUNCHER}
    assert starting == {LAUNCHER, SHOWS_FOLDERS}


def test_what_is_copied_goes_through_one_door() -> None:
    """It asks the clipboard to keep no history of it, and to send it nowhere."""
    setters = {"setText", "setMimeData", "setPixmap", "setImage"}
    found = {
        file
        for file, nodes in HOUSE.nodes.items()
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in setters
        and "clipboard" in ast.unparse(node.func.value)
    }
    assert found == {"ui/widgets/controls/context_menu.py"}


def test_no_event_filter_is_on_the_whole_application() -> None:
    """It would be called for each event there is: every painting and every look of the clock."""
    found = []
    for file, nodes in HOUSE.nodes.items():
        instances = {
            target.id
            for node in nodes
            if isinstance(node, ast.Assign) and _is_application(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        found += [
            f"{file}:{node.lineno}"
            for node in nodes
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "installEventFilter"
            and (
                _is_application(node.func.value)
                or (isinstance(node.func.value, ast.Name) and node.func.value.id in instances)
            )
        ]
    assert found == []


def _is_application(value: ast.expr) -> bool:
    """Whether it is the application: `QApplication.instance()`, `QApplication(…)` or `qApp`."""
    name = ast.unparse(value)
    return name == "qApp" or name.split("(")[0].removesuffix(".instance").endswith("Application")


def test_values_are_of_one_kind() -> None:
    """A dataclass costs each start the compiling of its methods: a Struct is made in C."""
    found = {
        file
        for file, nodes in HOUSE.nodes.items()
        for node in nodes
        if isinstance(node, ast.ImportFrom | ast.Import)
        if "dataclasses" in ast.unparse(node)
    }
    assert found == set()


def test_qt_counts_the_rows_of_a_list() -> None:
    """A view asks a model how many rows it has twice for each row that it lays out: a model of
    strings answers that itself, where a method of ours would be called 40,000 times for 10,000.
    """
    found = {
        file
        for file, nodes in HOUSE.nodes.items()
        for node in nodes
        if isinstance(node, ast.ClassDef)
        if "QAbstractListModel" in map(ast.unparse, node.bases)
    }
    assert found == set()
