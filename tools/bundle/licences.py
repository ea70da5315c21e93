"""Lists the licences of all that is in a bundle: Python's packages, and the system's libraries.

Every program file of a bundle must have an owner whose licence is known; what has none is named.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

NAME = "bundled.json"
"""The list, in the resources of a bundle, for the page About Story Circle."""
_PROGRAM = re.compile(r"\.(so[.\d]*|pyd|dll|dylib)$", re.IGNORECASE)
_HASHED = re.compile(r"-[0-9a-f]{8}(?=\.)")
_LICENCE = re.compile(r"^License:\s*(\S.*)$", re.MULTILINE)
_OF_PYTHON = re.compile(r"^(lib)?python3|lib-dynload|base_library", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Bundled:
    """A thing in a bundle that is not the app's own, with its licence."""

    name: str
    version: str
    licence: str


def owners(files: Iterable[Path], sources: dict[str, str]) -> tuple[list[Bundled], list[str]]:
    """Whose the programs of a bundle are, and those that nobody is known to own.

    sources: where each file of the bundle came from, by its file name.
    """
    packages, found, lost = _of_packages(), set[Bundled](), list[str]()
    for file in files:
        if not _PROGRAM.search(file.name):
            continue
        owner = _owner(file, sources, packages)
        if owner is None:
            lost.append(file.name)
        else:
            found.add(owner)
    return sorted(found, key=lambda one: one.name.lower()), sorted(lost)


def write(found: Iterable[Bundled], path: Path) -> None:
    """Write the list into a bundle."""
    text = json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _owner(file: Path, sources: dict[str, str], packages: dict[str, Bundled]) -> Bundled | None:
    if _OF_PYTHON.search(file.as_posix()):
        return Bundled("Python", sys.version.partition(" ")[0], "PSF-2.0")
    source = sources.get(file.name, "")
    return packages.get(file.name) or packages.get(Path(source).name) or _of_debian(source)


def _of_packages() -> dict[str, Bundled]:
    """By the name of a program file, the installed package that brought it."""
    found: dict[str, Bundled] = {}
    for one in metadata.distributions():
        name = str(one.metadata["Name"])
        for file in one.files or ():
            if _PROGRAM.search(file.name):
                owner = Bundled(name, one.version, licence_of(one))
                found[file.name] = owner
    return found


def licence_of(package: metadata.Distribution) -> str:
    """The name of a package's licence, as its maker gives it; empty where none is given."""
    told = package.metadata
    for key in ("License-Expression", "License"):
        first = (str(told[key]) if key in told else "").strip().partition("\n")[0]
        if 0 < len(first) <= _LONGEST:
            return first
    kinds = [str(one).split(" :: ") for one in told.get_all("Classifier") or []]
    return ", ".join(kind[-1] for kind in kinds if kind[0] == "License")


def _of_debian(source: str) -> Bundled | None:
    """The Debian package of a library of the system, with the licences its papers name."""
    place = Path(source).resolve()
    for path in dict.fromkeys((source, str(place), str(place).removeprefix("/usr"))):
        if not path:
            continue
        said = subprocess.run(  # noqa: S603
            ["dpkg-query", "-S", path],  # noqa: S607
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        name = said.stdout.partition(":")[0]
        if said.returncode == 0 and name:
            return Bundled(name, _version(name), _papers(name))
    return None


def _version(package: str) -> str:
    said = subprocess.run(  # noqa: S603
        ["dpkg-query", "-W", "-f", "${Version}", package],  # noqa: S607
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return said.stdout.partition(package)[0]


def _papers(package: str) -> str:
    papers = Path("/usr/share/doc") / package / "copyright"
    if not papers.is_file():
        return "see Debian's papers"
    named = _LICENCE.findall(papers.read_text(encoding="utf-8", errors="replace"))
    return ", ".join(dict.fromkeys(named))[:200] or "see Debian's papers"
