"""Whether every package that is pinned has a wheel, for each Python and each system.

python -m tests.wheels [--python 3.11] [--json F]

Asks the registry that pip is set to, and installs nothing: a row a Python and system. A new pin
without a wheel somewhere is seen the night after, and not by whoever has no compiler.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "Windows": ("win_amd64",),
    "macOS 13, Apple’s processors": ("macosx_13_0_arm64",),
    "macOS 13, Intel’s": ("macosx_13_0_x86_64",),
    "Linux with glibc 2.34": (
        *(f"manylinux_2_{minor}_x86_64" for minor in range(34, 4, -1)),
        *("manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64", "linux_x86_64"),
    ),
    "Linux on ARM with glibc 2.39": (
        *(f"manylinux_2_{minor}_aarch64" for minor in range(39, 16, -1)),
        *("manylinux2014_aarch64", "linux_aarch64"),
    ),
}
_NO_WHEEL = re.compile(r"No matching distribution found for (\S+)")


def asked(python: str, tags: tuple[str, ...], pins: Path, folder: Path) -> list[str]:
    """The words that ask pip for wheels of what is pinned, without what these need: that is pinned
    too.
    """
    words = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps"]
    words += ["--ignore-installed", "--only-binary=:all:", "--disable-pip-version-check"]
    words += ["--implementation", "cp", "--python-version", python, "--target", str(folder)]
    for tag in tags:
        words += ["--platform", tag]
    return [*words, "--requirement", str(pins)]


def lacking(python: str, tags: tuple[str, ...], pins: Path = ROOT / "requirements.txt") -> str:
    """The pinned package that has no wheel for a Python on a system, or what else pip says; empty
    where all have one.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = asked(python, tags, pins, Path(folder))
        done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    if not done.returncode:
        return ""
    found = _NO_WHEEL.search(done.stderr)
    return found[1] if found else done.stderr.strip() or "pip failed"


def rows(pythons: tuple[str, ...] = PYTHONS) -> Iterator[dict[str, object]]:
    """A row a Python and system, as each is known."""
    for python in pythons:
        for system, tags in SYSTEMS.items():
            lacks = lacking(python, tags)
            name = f"Python {python} on {system}"
            yield {"name": name, "times": 1, "held": int(not lacks), "lacks": lacks}


def main() -> int:
    """Print the table; 1 where a wheel is lacking."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", action="append", choices=PYTHONS)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    found = []
    for row in rows(tuple(chosen.python or PYTHONS)):
        found.append(row)
        print(f"{row['name']:48} {row['lacks'] or 'all there'}", flush=True)  # noqa: T201 (a program)
    if chosen.json:
        chosen.json.write_text(json.dumps({"rows": found}, indent=1), encoding="utf-8")
    return int(not all(row["held"] for row in found))


if __name__ == "__main__":
    sys.exit(main())
