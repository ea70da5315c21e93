"""What the app is built with, as it is installed here: names, versions and licences."""

import json
import platform
from importlib import metadata

from PySide6.QtCore import qVersion

from storycircle import __version__, resources
from storycircle.core.i18n import _

PACKAGES = (
    *(
        "PySide6-Essentials",
        "PySide6-Addons",
        "reportlab",
        "sqlite-utils",
        "click",
        "python-calamine",
    ),
    *("pi-heif", "pillow", "platformdirs", "pypdfium2", "pyrage", "python-bidi", "python-docx"),
    *("lxml", "msgspec", "rapidfuzz", "uharfbuzz", "wakepy", "XlsxWriter", "zxing-cpp"),
)
"""The packages that the app needs, as pyproject.toml has them."""
_BUNDLED = "bundled.json"
_TEXTS = "licences"
_FONTS = "LICENSE-*.txt"
_LONGEST = 60  # letters of a licence's name; some packages have its whole text there
_OF_LICENCES = "License"  # how the kinds begin that are licences
_OF_QT = "LGPL-3.0-only"
_OF_PYTHON = "PSF-2.0"


def built_with_lines() -> list[str]:
    """The app with its version, then a line for each thing in it."""
    lines = [
        _("Story Circle {version}, under the MIT licence.", version=__version__),
        _line("Python", platform.python_version(), _OF_PYTHON),
        _line("Qt", qVersion(), _OF_QT),
    ]
    for package in PACKAGES:
        try:
            version = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue  # a bundle may carry a package without its papers
        lines.append(_line(package, version, licence_of(package)))
    known = {_plain(name) for name in ("Python", *PACKAGES)}
    lines += [
        _line(one["name"], one["version"], one["licence"])
        for one in _bundled()
        if _plain(one["name"]) not in known
    ]
    texts = resources.folder() / _TEXTS
    if texts.is_dir():
        lines.append(_("Each licence in full is in the folder {folder}.", folder=str(texts)))
    return lines


def _plain(name: str) -> str:
    """A package's name as it is compared: its maker and its papers may spell it otherwise."""
    return name.lower().replace("_", "-")


def _bundled() -> list[dict[str, str]]:
    """What a bundle carries besides, as the tool that built it wrote; nothing from source."""
    listed = resources.folder() / _BUNDLED
    if not listed.is_file():
        return []
    found: list[dict[str, str]] = json.loads(listed.read_text(encoding="utf-8"))
    return found


def _line(name: str, version: str, licence: str) -> str:
    # For translators: a package, its version and the name of its licence.
    return _("{name} {version}: {licence}", name=name, version=version, licence=licence)


def licence_of(package: str) -> str:
    """The name of an installed package's licence, as its maker gives it."""
    told = metadata.metadata(package)
    for key in ("License-Expression", "License"):
        text = str(told[key]) if key in told else ""
        first = text.strip().partition("\n")[0]
        if 0 < len(first) <= _LONGEST:
            return first
    kinds = [str(one).split(" :: ") for one in told.get_all("Classifier") or []]
    named = [kind[-1] for kind in kinds if kind[0] == _OF_LICENCES]
    return ", ".join(named) or _("see its own licence")


def licence_texts() -> list[tuple[str, str]]:
    """The licences whose texts are shipped, with their titles: the app's own, then the fonts'."""
    own = (_("The licence of Story Circle"), resources.licence().read_text(encoding="utf-8"))
    fonts = sorted((resources.folder() / "fonts").glob(_FONTS))
    return [
        own,
        *(
            # For translators: {font} is the name of a font.
            (
                _("The licence of the font {font}", font=path.stem.partition("-")[2]),
                path.read_text(encoding="utf-8"),
            )
            for path in fonts
        ),
    ]
