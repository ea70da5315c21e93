"""Lists the licences of all that is in a bundle, and brings their texts: Python's packages, Python
itself, and the system's libraries.

Every file of a bundle must have an owner with a licence, and every owner a text of it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path, PurePath

from msgspec import Struct, to_builtins

NAME = "bundled.json"
"""The list, in the resources of a bundle, for the page About Story Circle."""
TEXTS = "licences"
"""The folder beside the list with the texts, a file an owner."""
BUILDER = "pyinstaller"
"""What starts the program of a bundle is its own."""
_LICENCE = re.compile(r"^License:\s*(\S.*)$", re.MULTILINE)
_PAPER = re.compile(r"(licen[cs]e|copying|notice|copyright)[^/]*$", re.IGNORECASE)
_NO_PAPER = (".py", ".pyc")
_COMMON = Path("/usr/share/common-licenses")
_IN_COMMON = re.compile(rf"{re.escape(_COMMON.as_posix())}/([\w.-]*\w)")
_SHARED = Path(__file__).parents[2] / "packaging" / TEXTS
"""Texts that packages name, and bring no copy of."""
_WITHOUT_COPY = {"LGPL-3.0": ("LGPL-3.0.txt", "GPL-3.0.txt")}
_PYTHON = "PSF-2.0"
_OURS = "storycircle"
_LONGEST = 60
_DOC = Path("/usr/share/doc")


class Bundled(Struct, frozen=True):
    """A thing in a bundle that is not the app's own, with its licence."""

    name: str
    version: str
    licence: str


def owners(sources: Iterable[str], own: Path) -> tuple[dict[Bundled, str], list[str]]:
    """Whose the files of a bundle are, each owner with the text of its licence; and the files, and
    the owners without a text, that nothing is known of.

    sources: where each file came from. own: the folder of the app itself, whose files are left out.
    """
    packages, found, lost = _of_packages(), dict[Bundled, str](), set[str]()
    for source in sorted(set(sources)):
        owner = packages.get(_real(source))
        if owner is None and Path(source).is_relative_to(own):
            continue
        owner = owner or _of_python(source) or _of_debian(source)
        if owner is None:
            lost.add(source)
        elif owner[0] not in found:
            found[owner[0]] = _text(*owner)
    found |= {one: _text(one, BUILDER) for one in _builder()}
    lost |= {one.name for one, text in found.items() if not text.strip()}
    return found, sorted(lost)


def write(found: Iterable[Bundled], path: Path) -> None:
    """Write the list into a bundle."""
    rows = sorted(found, key=lambda one: one.name.lower())
    text = json.dumps([to_builtins(one) for one in rows], ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def write_texts(found: dict[Bundled, str], folder: Path) -> None:
    """Write the texts, and those of Debian that they lead to, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for one, text in found.items():
        (folder / f"{one.name}.txt").write_text(text, encoding="utf-8")
    named = {name for text in found.values() for name in _IN_COMMON.findall(text)}
    for name in sorted(named):
        if (_COMMON / name).is_file():
            shutil.copyfile(_COMMON / name, folder / f"common-{name}.txt")


def _real(path: str) -> str:
    """The place of a file, every link followed: those of its folder once for all that are in it."""
    folder, name = os.path.split(path)
    place = f"{_real_folder(folder)}{os.sep}{name}"
    return os.path.realpath(place) if Path(place).is_symlink() else place


@cache
def _real_folder(folder: str) -> str:
    return os.path.realpath(folder)


def _of_packages() -> dict[str, tuple[Bundled, str]]:
    """By the place of a file, the installed package that brought it, and its name."""
    found: dict[str, tuple[Bundled, str]] = {}
    for one in metadata.distributions():
        name = str(one.metadata["Name"])
        if name == _OURS:
            continue
        owner = Bundled(name, one.version, licence_of(one)), name
        root = str(one.locate_file(""))
        found |= {_real(f"{root}{os.sep}{file}"): owner for file in one.files or ()}
    return found


def _builder() -> list[Bundled]:
    try:
        one = metadata.distribution(BUILDER)
    except metadata.PackageNotFoundError:
        return []
    return [Bundled(str(one.metadata["Name"]), one.version, licence_of(one))]


def licence_of(package: metadata.Distribution) -> str:
    """The name of a package's licence, as its maker gives it; where none is given, where its text
    stands.
    """
    told = package.metadata
    for key in ("License-Expression", "License"):
        first = (str(told[key]) if key in told else "").strip().partition("\n")[0]
        if 0 < len(first) <= _LONGEST:
            return first
    kinds = [str(one).split(" :: ") for one in told.get_all("Classifier") or []]
    named = ", ".join(kind[-1] for kind in kinds if kind[0] == "License")
    return named or _see(str(told["Name"]))


def _see(name: str) -> str:
    return f"see {TEXTS}/{name}.txt"


def _text(owner: Bundled, package: str) -> str:
    """The text of an owner's licence. package: of Python; empty where it is none."""
    if not package:
        return _python_text() if owner.licence == _PYTHON else _papers(owner.name)
    one = metadata.distribution(package)
    papers = [
        file
        for file in one.files or ()
        if _PAPER.search(file.as_posix()) or "/licenses/" in file.as_posix()
        if not file.name.endswith(_NO_PAPER)
    ]
    texts = [Path(str(file.locate())).read_text("utf-8", "replace") for file in papers]
    for name, files in _WITHOUT_COPY.items():
        if owner.licence.startswith(name):
            copies = [(_SHARED / file).read_text(encoding="utf-8") for file in files]
            texts += [copy for copy in copies if not any(_title(copy) in text for text in texts)]
    return "\n\n".join(texts)


def _title(text: str) -> str:
    """The first line of a licence. Qt's packages for Windows bring a text too, but of another."""
    return text.strip().partition("\n")[0]


def _of_python(source: str) -> tuple[Bundled, str] | None:
    """Python, of what lies in its own folders, its libraries among it."""
    homes = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sys.base_prefix}
    own = [_real(home) for home in homes - {"/usr"}]  # there the libraries are the system's
    if not any(Path(_real(source)).is_relative_to(home) for home in own):
        return None
    return Bundled("Python", sys.version.partition(" ")[0], _PYTHON), ""


def _python_text() -> str:
    lib = Path(json.__file__).parents[1]
    for place in (lib / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"):
        if place.is_file():
            return place.read_text("utf-8", "replace")
    return ""


def _of_debian(source: str) -> tuple[Bundled, str] | None:
    """The Debian package of a library of the system, with the licences its papers name."""
    if shutil.which("dpkg-query") is None:
        return None
    place = Path(source).resolve()
    for path in dict.fromkeys((source, str(place), str(place).removeprefix("/usr"))):
        if not PurePath(path).is_absolute():
            continue
        said = _dpkg("-S", path)
        name = said.partition(":")[0]
        if name:
            return Bundled(name, _dpkg("-W", "-f", "${Version}\n", name), _named(name)), ""
    return None


def _dpkg(*words: str) -> str:
    """The first line of what Debian's list of packages says; empty where it knows nothing."""
    said = subprocess.run(  # noqa: S603
        ["dpkg-query", *words],  # noqa: S607
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return "" if said.returncode else said.stdout.partition("\n")[0]


def _papers(package: str) -> str:
    papers = _DOC / package / "copyright"
    return papers.read_text("utf-8", "replace") if papers.is_file() else ""


def _named(package: str) -> str:
    """The names of the licences in a Debian package's papers, as many as a line holds."""
    every = [name for name in dict.fromkeys(_LICENCE.findall(_papers(package))) if len(name) < 40]
    kept = [name for at, name in enumerate(every) if len(", ".join(every[: at + 1])) <= _LONGEST]
    if not kept:
        return _see(package)
    return ", ".join(kept) + ("" if len(kept) == len(every) else ", …")
