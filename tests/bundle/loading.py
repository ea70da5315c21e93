"""Whether Linux can load a library: what it is linked with is there, and each function of it."""

import os
import subprocess
from pathlib import Path

_WRONG = ("not found", "undefined symbol")
_OF_THE_SYSTEM = "printsupport"  # linked with the printer service's own library: see tools.bundle


def refused(library: Path, *folders: Path) -> str:
    """What a library lacks to be loaded, in the system's words; empty where it lacks nothing.

    folders: where libraries are looked for before the system's own places.
    """
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    if folders:
        environ["LD_LIBRARY_PATH"] = os.pathsep.join(map(str, folders))
    done = subprocess.run(
        ["ldd", "-r", str(library)],  # noqa: S607 (the system's)
        env=environ,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = [line.strip() for line in f"{done.stdout}\n{done.stderr}".splitlines()]
    lacks = [line for line in said if any(word in line for word in _WRONG)]
    return "; ".join(lacks) or ("" if done.returncode == 0 else done.stderr.strip())


def refused_plugins(bundle: Path) -> list[str]:
    """Those of Qt's plugins in a bundle for Linux that cannot be loaded there, each with why: no
    window, camera or film would come of them, and nothing else would say so.
    """
    inside = bundle / "_internal"
    faults = []
    for plugin in sorted(inside.glob("PySide6/Qt/plugins/*/*.so")):
        if plugin.parent.name != _OF_THE_SYSTEM:
            why = refused(plugin, inside)
            faults += [f"{plugin.name} cannot be loaded: {why}"] if why else []
    return faults


def loads_qt_early(program: Path) -> list[str]:
    """That a bundle for Linux loads Qt where nobody asked for a window: each reader of a
    stranger's file would, and what is loaded after PySide is looked through by it.
    """
    done = subprocess.run(
        [str(program), "--version"],
        env={"LD_DEBUG": "files"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    if "calling init" not in done.stderr:
        return ["the system does not say which libraries are loaded"]
    return ["the command line loads Qt"] if "libQt6Core" in done.stderr else []
