"""Compiles small libraries that stand in a bundle for Linux where Qt's media plugin is linked with
large ones: it is loaded by them as by Qt Quick and Qt Qml, of which it has no use here.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "packaging" / "linux" / "stand_ins"
STAND_INS: Mapping[str, str] = {"libQt6Quick.so.6": "quick", "libQt6Qml.so.6": "qml"}
"""By the name of a library of Qt, the name of the source of what stands for it."""


def compile_stand_ins(folder: Path) -> dict[str, Path]:
    """Make each in a folder; by its name, where it is. Needs a C compiler, `cc`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for name, source in STAND_INS.items():
        made[name] = folder / name
        linked = [f"-Wl,-soname,{name}", f"-Wl,--version-script={SOURCES / source}.map"]
        command = ["cc", "-shared", "-fPIC", "-O2", "-s", *linked, "-o", str(made[name])]
        subprocess.run([*command, str(SOURCES / f"{source}.c")], check=True)  # noqa: S603
    return made
