"""Compiles for a bundle the modules by which PySide explains its own functions.

PySide has their texts in an archive inside of a library, and unpacks and compiles them at each
start, unless they are in a folder beside it. Its switch `SBK_EMBED` makes that folder.
"""

import os
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

FOLDER = "shiboken6/files.dir"
"""Where PySide looks for them in a bundle."""
EMPTY = "shibokensupport/signature/lib/pyi_generator.py"
"""Writes stubs for editors, which no bundle does. It is loaded with the others at each start and
takes a third of their time, so it has nothing in it here.
"""
_UNPACK = "import sys; sys.path.insert(0, sys.argv[1]); import shiboken6"


def compile_signatures(folder: Path) -> Mapping[str, Path]:
    """Make them in a folder; by its name in a bundle, where each is. Raises FileNotFoundError where
    PySide has them no more, or not so.
    """
    found = find_spec("shiboken6")
    if found is None or found.origin is None:
        raise FileNotFoundError("shiboken6")
    theirs = folder / "theirs" / "shiboken6"  # what is installed stays as it is
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(Path(found.origin).parent, theirs)
    environ = os.environ | {"SBK_EMBED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-c", _UNPACK, str(theirs.parent)]
    subprocess.run(words, check=True, env=environ)  # noqa: S603 (our own words)
    texts = theirs / Path(FOLDER).name
    (texts / EMPTY).stat()
    (texts / EMPTY).write_text("", encoding="utf-8")
    made = {}
    for text in sorted((texts / "shibokensupport").rglob("*.py")):
        name = text.relative_to(texts).as_posix()
        to = folder / f"{name}c"
        to.parent.mkdir(parents=True, exist_ok=True)
        never = py_compile.PycInvalidationMode.UNCHECKED_HASH  # there is no text beside it
        py_compile.compile(str(text), str(to), name, doraise=True, invalidation_mode=never)
        made[f"{FOLDER}/{name}c"] = to
    return made
