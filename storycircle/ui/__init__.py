"""The window: what is shown, and the session that acts.

PySide reads the source of every module that is loaded after it, to see whether things of Qt have
other names in there, which a module asks for by `__feature__`; and Python keeps each line that was
read. That was a tenth of a running circle's memory, and of the time a place took to be opened
first. Nothing here asks for it, and so PySide is told beforehand what it would have found.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Python's finder of modules has more of it than is loaded here
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_AS_IN_QT = 0  # what PySide notes of a module in which things are named as Qt names them


class _Unread:
    """Finds no module, and has PySide read none that others find."""

    @staticmethod
    def find_spec(
        fullname: str,
        _path: Sequence[str] | None = None,
        _target: "ModuleType | None" = None,
    ) -> "ModuleSpec | None":
        """Note a module that is about to be loaded, where PySide is."""
        noted = getattr(sys.modules.get("__feature__"), "pyside_feature_dict", None)
        if isinstance(noted, dict):
            noted.setdefault(fullname, _AS_IN_QT)
        return None


sys.meta_path.insert(0, _Unread)
