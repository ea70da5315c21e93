"""A key is written once, in the table of commands: each test lists who writes one beside it."""

import ast
import re
from collections.abc import Iterator

from storycircle.core.commands.keys import COMMANDS
from tests.architecture.house import HOUSE

TABLE = {
    f"core/commands/{name}.py"
    for name in ("command", "keys", "after_the_day", "full_screen", "organising")
}
JOINED = "ui/commands.py"
KEYS = "storycircle.core.commands.keys"
A_KEY = re.compile(
    r"\b(Ctrl|Shift|Alt|Esc|Space|Enter|Return|Tab|F\d{1,2}|Page.?(Up|Down)|Pg(Up|Down))\b"
)
A_SIGN = re.compile(r"[A-Z0-9=+.−←→↑↓]")  # noqa: RUF001 (a minus, as on the button)
A_CONTROLS_OWN = set("Left Right Up Down PageUp PageDown Home End Space Backtab Backspace".split())
"""Keys that Qt gives to a control of its kind, wherever it stands: not commands of the app."""
LOOKED_FOR = {"bind", "bind_each", "codes", "has_key", "is_pressed"}
TAKES_CAPS = set(
    "Button HintButton KeyCap Answer _button _control set_key keep_room_for set_words".split()
)
OF_A_LINE_EDIT = {"ADD_IDEA", "TAB"}  # its returnPressed


def texts(nodes: tuple[ast.AST, ...]) -> Iterator[ast.Constant]:
    """The texts of a file, without its docstrings."""
    told = {node.value for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)


def test_no_text_outside_the_table_names_a_key() -> None:
    """Caps, shortcuts and sentences take their keys from the table."""
    written = [
        (file, node.lineno, node.value)
        for file, nodes in HOUSE.nodes.items()
        if file not in {*TABLE, JOINED}
        for node in texts(nodes)
        if A_KEY.search(str(node.value))
    ]
    assert written == []


def test_no_flag_of_qt_is_turned_round() -> None:
    """`held & ~Shift` is nothing on Windows, whatever is held: see `without`. A number may be."""
    turned = [
        (file, ast.unparse(node))
        for file, nodes in HOUSE.nodes.items()
        if file.startswith("ui/")
        for node in nodes
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert)
        if not (isinstance(node.operand, ast.Attribute) and node.operand.attr == "value")
    ]
    assert turned == []


def test_no_cap_is_written_where_it_is_shown() -> None:
    """Nor is a cap a sign of its own, as "P" or "→", or made into one by a cast."""
    written = []
    for file, nodes in HOUSE.nodes.items():
        for node in nodes:
            if isinstance(node, ast.Call) and file not in TABLE:
                given = [*node.args[1:], *(named.value for named in node.keywords)]
                made = called(node) == "Cap"
                shown = called(node) in TAKES_CAPS
                written += [
                    (file, node.lineno, ast.unparse(node))
                    for one in (node.args if made else given if shown else [])
                    if isinstance(one, ast.Constant)
                    and isinstance(one.value, str)
                    and A_SIGN.fullmatch(one.value)
                ]
            elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
                first, last = node.elts
                part = isinstance(first, ast.Constant) and first.value == "key"
                if part and isinstance(last, ast.Constant):
                    written.append((file, node.lineno, ast.unparse(node)))
    assert written == []


def test_qts_keys_are_named_where_the_table_is_joined_to_it() -> None:
    """Screens ask for commands; only controls know Qt's own keys, those that it gives to them."""
    named = [
        (file, key)
        for file, source in HOUSE.sources.items()
        for key in re.findall(r"\bKey_(\w+)", source)
        if file != JOINED and not (file.startswith("ui/widgets/") and key in A_CONTROLS_OWN)
    ]
    assert named == []
    for made in ("QShortcut", "QAction("):
        assert {file for file in HOUSE.sources if made in HOUSE.sources[file]} <= {JOINED}


def looked_for() -> set[str]:
    """The names of the commands that are bound, or that a key handler asks for."""
    found = set()
    for file, nodes in HOUSE.nodes.items():
        taken = {name for of, module, name in HOUSE.imports if of == file and module == KEYS}
        for node in nodes:
            given: list[ast.expr] = []
            if isinstance(node, ast.Call) and called(node) in LOOKED_FOR:
                given = node.args
            elif isinstance(node, ast.Tuple) and len(node.elts) == 2:  # a command, and its act
                given = node.elts[:1]
            elif isinstance(node, ast.Attribute) and node.attr == "keys":  # its keys as texts
                given = [node.value]
            if file.startswith("ui/"):
                names = [ast.unparse(one) for one in given]
                found |= {name.removeprefix("keys.") for name in names if name.startswith("keys.")}
                found |= taken.intersection(names)
    return found


def test_every_command_of_the_table_is_bound_or_looked_for() -> None:
    """No command is told of that nothing does."""
    names = {made.id.upper().replace("-", "_") for made in COMMANDS}
    assert names - looked_for() == OF_A_LINE_EDIT
