"""Builds what is needed to run Windows' programs: Wine's disk, Windows' Python, its packages.

All of it comes by the names of packages: Wine and a compiler from Debian, the wheels for Windows
from the registry that pip is set to. A wheel of Panda3D, taken by its hash, carries the libraries
of Windows' Python as the Python Software Foundation signed them; Python's own modules are those of
this machine's Python, of the same version.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from packaging.requirements import Requirement

from tests.on_windows.wine import ROOT, Wine

HERE = Path(__file__).parent
OF_DEBIAN = (
    *("wine", "wine64", "gcc-mingw-w64-x86-64"),
    *("xvfb", "xauth", "libx11-6", "libxtst6"),
)
PINS = (ROOT / "requirements.txt", ROOT / "packaging" / "requirements.txt", HERE / "python.txt")
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
}
_TAGS = (
    *("--only-binary=:all:", "--no-deps", "--platform", "win_amd64", "--python-version", "3.11"),
    *("--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none"),
)
_MINGW = "x86_64-w64-mingw32-"
_MARKED = re.compile(r"^([A-Za-z0-9][^\s;]*)\s*(;[^\\]*)?(\\?)$")
_NOT_WINDOWS = ("site-packages", "dist-packages", "lib-dynload", "__pycache__", "test", "idlelib")


class LackingError(RuntimeError):
    """Something is not there that building needs."""


def build(wine: Wine) -> None:
    """Build what is not there yet. Each part is made once, and again where what it is made from has
    changed.
    """
    if sys.version_info[:2] != (3, 11):
        raise LackingError("run this by Python 3.11: Windows' Python here is that one")
    _have_debian()
    for name, key, make in (
        ("disk", sum_of(*(HERE / "stand_ins").iterdir()), _make_disk),
        ("wheels", sum_of(*PINS), _fetch),
        ("python", sum_of(*PINS, *(HERE / "stand_ins").iterdir()), _make_python),
    ):
        mark = wine.folder / "made" / name
        if not mark.exists() or mark.read_text(encoding="utf-8") != key:
            print(f"making the {name} …", flush=True)
            make(wine)
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(key, encoding="utf-8")


def for_windows(text: str) -> str:
    """Pinned packages with their hashes as Windows takes them: those of other systems left out, and
    no condition on the others.
    """
    kept, taken = [], True
    for line in text.splitlines():
        found = _MARKED.match(line)
        if found:
            marker = Requirement(f"{found[1]}{found[2] or ''}").marker
            taken = marker is None or marker.evaluate(WINDOWS)
            line = f"{found[1]} {found[3]}".rstrip()  # noqa: PLW2901 (the line as it is kept)
        if taken and not line.lstrip().startswith("#"):
            kept.append(line)
    return "\n".join(kept) + "\n"


def _have_debian() -> None:
    """Install Debian's packages where that may be done; else say which are lacking."""
    lacking = [name for name in OF_DEBIAN if not _is_installed(name)]
    if not lacking:
        return
    words = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *lacking]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise LackingError(f"install these first, as root: {' '.join(words)}")
    _run("apt-get", "update", "-q")
    _run(*words, DEBIAN_FRONTEND="noninteractive")


def _is_installed(package: str) -> bool:
    said = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}", package],  # noqa: S607
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return said.stdout == "installed"


def _make_disk(wine: Wine) -> None:
    """Wine's disk, with stand-ins for what this Wine lacks of Windows."""
    shutil.rmtree(wine.prefix, ignore_errors=True)
    wine.prefix.mkdir(parents=True)
    if wine.run("wineboot", "--init", log=wine.folder / "logs" / "disk.log", seconds=600):
        raise LackingError("Wine does not start: see logs/disk.log")
    for link in (wine.disk / "users").glob("*/*"):
        if link.is_symlink():  # a Documents of its own, as on Windows
            link.unlink()
            link.mkdir()
    system = wine.disk / "windows" / "system32"
    for name in ("bcryptprimitives", "icuuc"):
        if not (system / f"{name}.dll").exists():  # a later Wine has it
            source = HERE / "stand_ins" / f"{name}.c"
            made = system / f"{name}.dll"
            _run(f"{_MINGW}gcc", "-O2", "-shared", "-o", made, source, "-ladvapi32")


def _fetch(wine: Wine) -> None:
    """The wheels, each as its hash says."""
    wine.folder.mkdir(parents=True, exist_ok=True)
    wanted = _pins(wine)
    _pip("download", "--require-hashes", *_TAGS, "-r", wanted, "-d", wine.folder / "wheels")


def _pins(wine: Wine) -> Path:
    wanted = wine.folder / "windows.txt"
    lines = [for_windows(pins.read_text(encoding="utf-8")) for pins in PINS]
    wanted.write_text("".join(lines), encoding="utf-8")
    return wanted


def _make_python(wine: Wine) -> None:
    """Windows' Python: its own libraries, this machine's modules, and the packages for Windows."""
    home = wine.python.parent
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    _unpack(next((wine.folder / "wheels").glob("panda3d-*.whl")), home)
    shutil.copytree(
        sysconfig.get_path("stdlib"), home / "Lib", ignore=shutil.ignore_patterns(*_NOT_WINDOWS)
    )
    _match(home / "Lib")
    _run(
        *(f"{_MINGW}gcc", "-municode", "-O2", "-o", home / "python.exe"),
        HERE / "stand_ins" / "launcher.c",
    )
    _make_forwarding(home)
    packages = home / "Lib" / "site-packages"
    names = [line for line in _names(_pins(wine)) if not line.startswith("panda3d")]
    plain = wine.folder / "packages.txt"
    plain.write_text("\n".join(names) + "\n", encoding="utf-8")
    found = ("--no-index", "--find-links", wine.folder / "wheels", "--no-compile")
    _pip("install", *_TAGS, *found, "--target", packages, "-r", plain)
    for name in ("vcruntime140.dll", "vcruntime140_1.dll"):  # Windows' Python has both beside it
        shutil.copyfile(packages / "shiboken6" / name, home / name)


def _match(modules: Path) -> None:
    """Modules of a Python before 3.11.8 lack a word that the libraries of 3.11.9 count on."""
    file = modules / "importlib" / "metadata" / "__init__.py"
    text, plain = file.read_text(encoding="utf-8"), "    def invalidate_caches(cls):"
    if f"@classmethod\n{plain}" not in text:
        file.write_text(text.replace(plain, f"    @classmethod\n{plain}"), encoding="utf-8")


def _names(pins: Path) -> Iterator[str]:
    for line in pins.read_text(encoding="utf-8").splitlines():
        if line[:1].isalnum():
            yield line.removesuffix("\\").strip()


def _unpack(wheel: Path, home: Path) -> None:
    """Python's own files out of a wheel, without those that every Windows has."""
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            folder, _slash, file = name.rpartition("/")
            if folder == "deploy_libs" and not file.startswith(("api-ms-", "VCRUNTIME")):
                (home / file).write_bytes(packed.read(name))


def _make_forwarding(home: Path) -> None:
    """python3.dll, through which packages for every Python 3 find this one."""
    said = _run(f"{_MINGW}objdump", "-p", home / "python311.dll")
    names = re.findall(r"^\s*\[\s*\d+\].*?\s(_?Py\w+)$", said, re.MULTILINE)
    if len(names) < 1000:
        raise LackingError("python311.dll does not say what is in it")
    table = home / "python3.def"
    lines = [f"  {name} = python311.{name}" for name in names]
    table.write_text("\n".join(["LIBRARY python3", "EXPORTS", *lines, ""]), encoding="utf-8")
    _run(f"{_MINGW}gcc", "-shared", "-nostdlib", "-Wl,-e0", "-o", home / "python3.dll", table)
    table.unlink()


def _pip(*words: str | Path) -> None:
    _run(sys.executable, "-m", "pip", "-q", *words)


def _run(program: str, *words: str | Path, **more: str) -> str:
    """What a program of this machine says. Raises LackingError where it fails."""
    done = subprocess.run(
        [program, *map(str, words)],
        env=os.environ | more,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise LackingError(f"{program} failed: {done.stderr[-2_000:]}")
    return done.stdout


def sum_of(*files: Path) -> str:
    """A digest over the names and contents of files."""
    every = sorted((file.name, file.read_bytes()) for file in files)
    return sha256(b"".join(name.encode() + data for name, data in every)).hexdigest()
