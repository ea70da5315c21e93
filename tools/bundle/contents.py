"""What a bundle keeps of all that its libraries bring: what the app loads, and what that needs.

Of Qt's plugins those that are named here are kept; a shared library is kept where something that is
kept needs it, so nothing stays behind that only a plugin wanted which has gone.
"""

import posixpath
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath, PurePosixPath

EXCLUDED = [
    *("tkinter", "unittest", "test", "pydoc_data", "pydoc", "doctest", "readline", "setuptools"),
    *("pip", "lxml.objectify", "lxml.html", "lxml.isoschematron", "PIL.ImageTk", "PIL._imagingtk"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtConcurrent", "PySide6.QtMultimediaWidgets"),
    # Fonts and colours of Pillow, with a second FreeType and HarfBuzz: the app's text is Qt's and
    # uharfbuzz', and no picture is shown in a printer's colours.
    *("PIL._imagingft", "PIL._imagingcms"),
    # Actions are compared by ratios alone; the other distances have a plain form in Python.
    *(f"rapidfuzz.distance.metrics_cpp{kind}" for kind in ("", "_avx2", "_sse2")),
    *("ssl", "_ssl"),  # the app opens no connection
]
"""Modules that are imported somewhere in the libraries, and never by what the app does."""

PLUGINS = {
    "platforms": "qxcb qwayland qoffscreen qwindows qcocoa",
    "platformthemes": "qxdgdesktopportal",
    "styles": "qmodernwindowsstyle qwindowsvistastyle qmacstyle",
    "iconengines": "qsvgicon",
    "imageformats": "qjpeg qsvg",
    "platforminputcontexts": "composeplatforminputcontextplugin ibusplatforminputcontextplugin",
    "printsupport": "cupsprintersupport windowsprintersupport cocoaprintersupport",
    # Cameras and films; the chime needs none. On Linux it is ffmpegmediaplugin, with stand_ins.py.
    "multimedia": "windowsmediaplugin darwinmediaplugin ffmpegmediaplugin",
    "permissions": "qdarwincamerapermission",
    "xcbglintegrations": "qxcb-egl-integration qxcb-glx-integration",
    "wayland-shell-integration": "xdg-shell",
    "wayland-decoration-client": "adwaita bradient",
    "wayland-graphics-integration-client": "qt-plugin-wayland-egl",
}
"""Qt's plugins that are kept, by their folder, on all systems together."""
_FROM_THE_SYSTEM = re.compile(
    r"lib(cups|gnutls|avahi-\w+|p11-kit|tasn1|hogweed|nettle|idn2|unistring|gtk-3|gdk-3)\.so"
)
"""Libraries that must fit the system's own service: who has no printer service needs none."""
_UNREAD = re.compile(
    r"PySide6/(Qt/)?(translations|qml)/"  # the app has words of its own for Qt's
    r"|[^/]+\.dist-info/(sboms/|RECORD$)"  # lists of files, and of what a package was made from
    r"|docx/templates/default-docx-template/"  # what default.docx was packed from
)
"""Files that nothing reads."""
_SHARED = re.compile(r"\.(so[.\d]*|dll|dylib)$", re.IGNORECASE)
_MODULE = re.compile(r"\.(abi3|cpython-[^/]*|cp\d+[^/]*)\.(so|pyd)$|\.pyd$", re.IGNORECASE)


def kept_binaries(names: Iterable[str], needs: Callable[[str], Iterable[str]]) -> set[str]:
    """Those of the binaries of a bundle that are kept, by their names in it.

    needs: the file names of the libraries that a binary is linked with.
    """
    every = {name for name in names if not _FROM_THE_SYSTEM.match(_file(name))}
    by_file: dict[str, list[str]] = {}
    for name in every:
        by_file.setdefault(_file(name).lower(), []).append(name)
    kept: set[str] = set()
    waiting = [name for name in every if _is_root(name)]
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += [one for file in needs(name) for one in by_file.get(file.lower(), ())]
    return kept


def kept_links(links: Mapping[str, str], kept: Iterable[str]) -> set[str]:
    """Those of the links of a bundle that still lead to something.

    links: by its name in the bundle, what a link leads to from where it lies.
    """
    there = {name.replace("\\", "/") for name in kept}
    there |= {str(folder) for name in there for folder in PurePosixPath(name).parents}
    found: set[str] = set()
    while True:
        more = {name for name, to in links.items() if _end(name, to) in there} - found
        if not more:
            return found
        found |= more
        there |= more


def own_files(root: Path) -> list[tuple[str, str]]:
    """The app's own files that are no code, each with its folder in a bundle: all that a wheel
    carries, as pyproject.toml has it.

    root: the checkout.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    found = []
    for source, to in carried.items():
        whole = (root / source).is_dir()
        for file in sorted((root / source).rglob("*")) if whole else [root / source]:
            if file.is_file() and "__pycache__" not in file.parts:
                place = PurePath(to) / file.relative_to(root / source) if whole else PurePath(to)
                found.append((str(file), place.parent.as_posix()))
    return found


def is_kept_data(name: str) -> bool:
    """Whether a file that is no program stays in the bundle."""
    return not _UNREAD.match(name.replace("\\", "/"))


def _end(name: str, to: str) -> str:
    name, to = name.replace("\\", "/"), to.replace("\\", "/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), to))


def _is_root(name: str) -> bool:
    """Whether a binary is loaded by name, and not because another is linked with it."""
    path = PurePath(name.replace("\\", "/"))
    if "plugins" in path.parts:
        plugin = re.sub(r"^lib", "", path.name).partition(".")[0]
        return plugin in PLUGINS.get(path.parent.name, "").split()
    if _MODULE.search(path.name) or not _SHARED.search(path.name):
        return True
    # Python itself, and libraries that are opened by ctypes.
    return re.match(r"(lib)?(python|pdfium|ffi)", path.name, re.IGNORECASE) is not None


def _file(name: str) -> str:
    return PurePath(name.replace("\\", "/")).name
