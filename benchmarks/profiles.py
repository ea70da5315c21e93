"""Where the time goes: the top lines of a profile, made anew for each row that does not hold.

A row's module says what is to be profiled, by `profile_of`; it may say why the row does not hold in
`REASONS`, by the names of its rows.
"""

import os
import pstats
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from cProfile import Profile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.programs import ROOT, said

_LINES = 8
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_NOTED = "BENCHMARKS_PROFILE"
_PROFILED = f"""
import cProfile, os
profile, leave = cProfile.Profile(), os._exit
def left(code):
    profile.disable()
    profile.dump_stats(os.environ["{_NOTED}"])
    leave(code)
os._exit = left
profile.enable()
"""
"""What a program that is measured begins with to be profiled: it ends by `os._exit`."""


def of_act(act: Callable[[], object]) -> str:
    """The top lines of what is done here."""
    profile = Profile()
    profile.runcall(act)
    return _top(pstats.Stats(profile))


def of_program(program: str, *words: str) -> str:
    """The top lines of a program that `said` runs."""
    with TemporaryDirectory() as folder:
        at = Path(folder) / "profile"
        said(_PROFILED + program, *words, **{_NOTED: str(at)})
        return _top(pstats.Stats(str(at)))


def of_module(*words: str) -> str:
    """The top lines of a module that is run, such as `storycircle` with its words."""
    with TemporaryDirectory() as folder:
        at = Path(folder) / "profile"
        _run("-m", "cProfile", "-o", str(at), "-m", *words)
        return _top(pstats.Stats(str(at)))


def of_imports(program: str, *words: str) -> str:
    """How long a program takes to import what it imports, by package, the dearest first."""
    told = _run("-X", "importtime", "-c", program, *words).stderr
    took: dict[str, list[int]] = defaultdict(list)
    for line in told.splitlines():
        own, _bar, rest = line.removeprefix("import time:").partition("|")
        name = rest.partition("|")[2].strip()
        if line.startswith("import time:") and own.strip().isdigit():
            deep = 2 if name.startswith(("storycircle.", "PySide6.")) else 1
            took[".".join(name.split(".")[:deep])].append(int(own))
    dearest = sorted(took, key=lambda name: -sum(took[name]))[:_LINES]
    lines = [
        f"{sum(took[name]) / 1000:8.1f} ms {len(took[name]):6} modules  {name}" for name in dearest
    ]
    return "\n".join(lines)


def _run(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 (our own words, for this very interpreter)
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )


def _top(stats: pstats.Stats) -> str:
    table: dict[tuple[str, int, str], Any] = stats.stats  # type: ignore[attr-defined]
    dearest = sorted(table, key=lambda where: -table[where][2])[:_LINES]
    lines = []
    for file, line, name in dearest:
        _primitive, calls, own, *_rest = table[file, line, name]
        at = "" if file in ("~", "") else f"  {_short(file)}:{line}"
        named = _ADDRESS.sub("", name)  # which no two runs have the same
        lines.append(f"{own * 1000:8.1f} ms {calls:8} calls  {named}{at}")
    return "\n".join(lines)


def _short(file: str) -> str:
    """A file by its package, without where this machine has it."""
    path = Path(file)
    if path.is_relative_to(ROOT):
        return path.relative_to(ROOT).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name
