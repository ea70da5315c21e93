"""The program never decides by reading its own words: codes inside, words outside.

A word is a text with a space or a capital in it. Nothing is compared with one, asked whether it
begins or ends with one, or searched for one; no exception is read by its text; and the values of
enums are codes. What is read although it looks like a word stands below, each with its reason.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.syntax import nodes_of, tree_of

PACKAGE = Path(__file__).parent.parent.parent / "storycircle"
CODE = re.compile(r"[a-z][a-z0-9_]*")
UNICODE = re.compile(r"[A-Z]{1,3}|[A-Z][a-z]")
"""The Unicode standard's own codes, of categories and directions: "Cf", "R", "PDI"."""
READING = {"startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition"}
OF_ERRORS = READING | {"split", "find", "index", "count", "replace"}

ERROR = "the text of an error"
SHOWN = "what a widget shows"
SHOWING = {"text", "accessibleName", "windowTitle", "currentText", "toolTip"}

ALLOWED: dict[str, dict[str, str]] = {
    "core/consent/name_review.py": {
        "[agency name]": "a mark that stands in a story's own words, and leaves with them",
    },
    "jobs/documents.py": {"with data": "a name that a person gave a file"},
    "jobs/names_file.py": {"META-INF/manifest.xml": "a part of a workbook of LibreOffice"},
    "jobs/merge_sources.py": {
        "$RECYCLE": "Windows' name",
        "__MACOSX": "macOS' name",
        "System Volume Information": "Windows' name",
    },
    "jobs/subprocesses/archive_reader.py": {
        "$RECYCLE": "as above",
        "__MACOSX": "as above",
        "[Content_Types].xml": "a part of what Office writes",
    },
    "paper/report/office/word_document.py": {
        "PAGE": "a field of Word's",
        "NUMPAGES": "a field of Word's",
        "customXml": "the end of a kind of relation, of the format",
        "stylesWithEffects": "as above",
    },
    "paper/report/office/word_styles.py": {
        "Source Serif 4": "the name of a face",
        "Source Sans 3": "the name of a face",
        "Normal": "what Word calls a style, in every language",
    },
    "paper/report/office/word_template.py": {
        "[Content_Types].xml": "a part of a Word document",
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}": "a name space",
        **dict.fromkeys(
            ("INCLUDEPICTURE", "INCLUDETEXT", "DDEAUTO", "LINK", "IMPORT", "DATABASE"),
            "a field of Word's",
        ),
    },
    "store/connection.py": {ERROR: "SQLite's words, where it gives no code"},
    "store/exchange/apply_merge.py": {"merge copy": "a name in the library's table of settings"},
    "store/safety/backups.py": {"merge copy": "as above", "merge mark": "as above"},
    "store/safety/damage_detection.py": {ERROR: "SQLite's words, and Python's about its texts"},
    "store/safety/disk.py": {ERROR: "SQLite's words", "disk I/O": "SQLite's words"},
    "ui/home/built_with.py": {"License": "how packages' papers call a kind"},
    "ui/home/reading_screen.py": {SHOWN: "the sign that stands for a picture, in a text of ours"},
    "ui/app/startup.py": {ERROR: "the system's words about a library that it lacks"},
    "ui/commands.py": {"Enter": "the name of a key, in the table of keys"},
    "ui/app/banners.py": {SHOWN: "whether other words are to be shown than before"},
    "ui/app/navigation.py": {SHOWN: "the same widget, on a screen that was made anew"},
    "ui/circle/gather/gather_screen.py": {SHOWN: "whether the list was typed in since"},
    "ui/widgets/display/label.py": {SHOWN: "whether other words are to be shown than before"},
    "ui/widgets/controls/text_edit.py": {SHOWN: "as above, of what a person types"},
}


def _files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def _constants(path: Path) -> dict[str, tuple[str, ...]]:
    """The module's names that stand for texts, its own and those it imports."""
    found: dict[str, tuple[str, ...]] = {}
    for node in tree_of(path).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("storycircle."):
            other = PACKAGE.parent / (str(node.module).replace(".", "/") + ".py")
            theirs = _constants(other) if other.exists() else {}
            for name in node.names:
                if name.name in theirs:
                    found[name.asname or name.name] = theirs[name.name]
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                found |= _assigned(target, node.value)
    return found


def _assigned(target: ast.expr, value: ast.expr) -> dict[str, tuple[str, ...]]:
    if isinstance(target, ast.Name) and (texts := _texts(value, {})):
        return {target.id: texts}
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=False)
        return {k: v for one, its in pairs for k, v in _assigned(one, its).items()}
    return {}


def _texts(node: ast.expr, names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The texts that an expression is, or may be one of."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.Name):
        return names.get(node.id, ())
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return tuple(text for one in node.elts for text in _texts(one, names))
    if isinstance(node, ast.JoinedStr):
        return tuple(text for one in node.values for text in _texts(one, names))
    return ()


def _is_of_an_error(node: ast.expr) -> bool:
    """Whether it is the text of an exception: str(error), str(refused), error.args."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
        return any(
            isinstance(arg, ast.Name) and arg.id in ("error", "refused", "why", "failed")
            for arg in node.args
        )
    return isinstance(node, ast.Attribute) and node.attr == "args"


def _is_shown(node: ast.expr) -> bool:
    """Whether it is what a widget shows: label.text(). The text of a key event is the key."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SHOWING
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "event")
    )


def _reads(path: Path) -> Iterator[tuple[int, str]]:
    """The places of a file where words are read: the line, and the words."""
    names = _constants(path)
    for node in nodes_of(path):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(_is_of_an_error(side) for side in sides):
                yield node.lineno, ERROR
            if any(_is_shown(side) for side in sides):
                yield node.lineno, SHOWN
            for side in sides:
                yield from ((node.lineno, text) for text in _texts(side, names))
        elif isinstance(node, ast.MatchValue):
            yield from ((node.lineno, text) for text in _texts(node.value, names))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in OF_ERRORS and _is_of_an_error(node.func.value):
                yield node.lineno, ERROR
            elif node.func.attr in READING:
                found = (text for arg in node.args for text in _texts(arg, names))
                yield from ((node.lineno, text) for text in found)


def _looks_like_words(text: str) -> bool:
    if UNICODE.fullmatch(text):
        return False
    return text in (ERROR, SHOWN) or bool(re.search(r"[A-Z]|\S \S", text))


def test_nothing_is_decided_by_reading_words() -> None:
    """Where words change, nothing else does."""
    met: set[tuple[str, str]] = set()
    wrong = []
    for path in _files():
        name = path.relative_to(PACKAGE).as_posix()
        for line, text in _reads(path):
            if not _looks_like_words(text):
                continue
            if text in ALLOWED.get(name, {}):
                met.add((name, text))
            else:
                wrong.append(f"{name}:{line}: {text!r}")
    assert not wrong, "\n".join(wrong)
    assert met == {(name, text) for name, texts in ALLOWED.items() for text in texts}


def test_the_values_of_enums_are_codes() -> None:
    """What is stored, compared or sent is no word on a screen: the words stand in tables."""
    met, wrong = 0, []
    for path in _files():
        for node in nodes_of(path):
            if not isinstance(node, ast.ClassDef) or not any(
                isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases
            ):
                continue
            for line in node.body:
                if isinstance(line, ast.Assign):
                    texts = _texts(line.value, {})
                    met += len(texts)
                    name = path.relative_to(PACKAGE).as_posix()
                    wrong += [f"{name}: {text!r}" for text in texts if not CODE.fullmatch(text)]
    assert not wrong, "\n".join(wrong)
    assert met > 100


def test_no_word_is_made_of_a_code() -> None:
    """A code's name or value is not turned into what is shown by making letters large."""
    made = [
        path.relative_to(PACKAGE).as_posix()
        for path in _files()
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("title", "capitalize")
        and not node.args
    ]
    assert made == UNKNOWN


UNKNOWN = ["core/merge/compare.py"]
"""The label of a field that only a newer version knows: its name is all that is known of it."""
