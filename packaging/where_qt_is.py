"""Tells Qt where a bundle keeps its parts, before anything else is loaded.

In the place of PyInstaller's own hook, which loads QtCore into every process: a reader of a
stranger's file and the command line never need it, and PySide looks for the source of each module
that is loaded after it, 330 of them at the start of the window. What that hook loads it for, a
qt.conf, PySide's wheels bring themselves.
"""

import os
import sys
from pathlib import Path

inside = Path(sys._MEIPASS)  # noqa: SLF001 (so PyInstaller names the bundle's folder)
parts = inside / "PySide6" if sys.platform == "win32" else inside / "PySide6" / "Qt"
os.environ["QT_PLUGIN_PATH"] = str(parts / "plugins")
if sys.platform == "win32":  # QtNetwork finds OpenSSL by it
    os.environ["PATH"] = os.pathsep.join([str(inside), os.environ.get("PATH", "")])
