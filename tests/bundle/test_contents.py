"""A bundle keeps what the app loads and what that needs; a large part of it has a reason."""

import plistlib
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from storycircle.store.schema import FILE_ID
from tools.bundle import icons, sizes
from tools.bundle.contents import EXCLUDED, is_kept_data, kept_binaries, kept_links, own_files
from tools.bundle.mac import INFO

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
NEEDS = {
    "PySide6/QtGui.abi3.so": ("libQt6Gui.so.6", "libc.so.6"),
    "PySide6/Qt/plugins/platforms/libqxcb.so": ("libxcb-cursor.so.0",),
    "PySide6/Qt/plugins/platforms/libqvnc.so": ("libvnc.so.1",),
    "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so": ("libcups.so.2",),
    "libQt6Gui.so.6": ("libicu.so.73",),
    "libicu.so.73": ("libQt6Gui.so.6",),
    "libxcb-cursor.so.0": (),
    "libvnc.so.1": ("libcups.so.2",),
    "libcups.so.2": ("libgnutls.so.30",),
    "libgnutls.so.30": (),
}


def test_a_library_stays_only_where_something_that_stays_needs_it() -> None:
    """A plugin that goes takes its libraries along; what fits the system's service is its own."""
    kept = kept_binaries(NEEDS, lambda name: NEEDS[name])
    assert kept == {
        "PySide6/QtGui.abi3.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "libQt6Gui.so.6",
        "libicu.so.73",
        "libxcb-cursor.so.0",
    }


@pytest.mark.parametrize("system", ["windows", "mac"])
def test_each_system_keeps_its_own_window_and_python(system: str) -> None:
    """Names as the other two systems write them."""
    names = {
        "windows": [r"PySide6\plugins\platforms\qwindows.dll", "python311.dll", "_ssl.pyd"],
        "mac": ["PySide6/Qt/plugins/platforms/libqcocoa.dylib", "libpython3.11.dylib", "QtGui"],
    }[system]
    assert kept_binaries(names, lambda _: ()) == set(names)
    assert is_kept_data("storycircle/_resources/guide.md")
    assert not is_kept_data(r"PySide6\translations\qt_de.qm")


def test_macos_is_told_why_a_folder_is_asked_for() -> None:
    """Each folder at a dialog's side, and sticks and shares, beside which macOS asks the user."""
    for key in ("DesktopFolder", "DocumentsFolder", "DownloadsFolder"):
        assert len(INFO[f"NS{key}UsageDescription"].split()) > 5
    assert {"NSRemovableVolumesUsageDescription", "NSNetworkVolumesUsageDescription"} <= INFO.keys()
    assert plistlib.loads(plistlib.dumps(INFO)) == INFO
    spec = (PACKAGING / "storycircle.spec").read_text(encoding="utf-8")
    assert "info_plist=mac.INFO" in spec


def test_a_link_stays_only_where_it_leads_somewhere() -> None:
    """To a file, to another link, or to a folder, however the system writes it."""
    links = {
        "libQt6Gui.so.6": "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/libagain.so": "../libQt6Gui.so.6",
        r"PySide6\libother.dll": r"Qt\lib\libother.dll",
        "Versions/Current": "A",
        "libQt6Quick.so.6": "PySide6/Qt/lib/libQt6Quick.so.6",
        "libround.so": "libround.so",
    }
    kept = ["PySide6/Qt/lib/libQt6Gui.so.6", r"PySide6\Qt\lib\libother.dll", "Versions/A/QtGui"]
    assert kept_links(links, kept) == links.keys() - {"libQt6Quick.so.6", "libround.so"}


def test_a_bundle_carries_what_a_wheel_carries() -> None:
    """Whatever the app reads beside its code: from a checkout all of it is asked for by place."""
    files = dict(own_files(ROOT))
    at = {f"{place}/{Path(file).name}" for file, place in files.items()}
    inside = "storycircle/_resources/"
    for name in ("guide/facilitators.md", "pictures/stories.png", "guide.md", "LICENSE"):
        assert inside + name in at
    resources = [one for one in (ROOT / "resources").rglob("*") if one.is_file()]
    assert {str(one) for one in resources if "__pycache__" not in one.parts} <= files.keys()


WITHOUT = """
import importlib, pkgutil, sys
sys.modules |= dict.fromkeys(sys.argv[1:])  # each is refused from now on
import storycircle
for one in pkgutil.walk_packages(storycircle.__path__, "storycircle."):
    if one.name != "storycircle.__main__":
        importlib.import_module(one.name)
from rapidfuzz import fuzz, process, utils
choices = {"a": "meet for lunch", "b": "swap our desks"}
(_, score, key), *rest = process.extract("meet for lunches", choices, scorer=fuzz.ratio)
assert key == "a" and 90 < score < 100 and len(rest) == 1, score
assert fuzz.token_set_ratio("one two", "two one") == 100
from PIL import Image, ImageDraw
ImageDraw.Draw(Image.new("RGB", (9, 9))).line((0, 0, 9, 9), fill="red")
from hashlib import pbkdf2_hmac
pbkdf2_hmac("sha256", b"a", b"b", 2)
"""


@pytest.mark.slow
def test_what_is_left_out_is_missed_nowhere() -> None:
    """Every module of the app is imported without it, and what the app asks of packages that lose
    a part is answered as before.
    """
    command = [sys.executable, "-c", WITHOUT, *EXCLUDED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_lists_that_nothing_reads_are_left_out() -> None:
    """Of a package its papers stay: its version and its licence are shown."""
    papers = "pillow-13.0.0.dist-info/"
    assert not is_kept_data(papers + "RECORD")
    assert not is_kept_data(papers + "sboms/auditwheel.cdx.json")
    assert is_kept_data(papers + "METADATA")
    assert is_kept_data(papers + "licenses/LICENSE")
    assert is_kept_data("docx/templates/default.docx")
    assert not is_kept_data("docx/templates/default-docx-template/word/styles.xml")


def test_a_large_part_without_a_reason_is_named(tmp_path: Path) -> None:
    """What nobody thought of is seen the first time it is in."""
    known = ("libicudata.so.73", "libQt6Core.so.6", "Qt6Core.dll", "Story Circle.exe")
    for name in (*known, "libsurprise.so.1"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(sizes.LARGE + 1)
    reasons = {part.name: bool(part.reason) for part in sizes.large_parts(tmp_path)}
    assert reasons == dict.fromkeys(known, True) | {"libsurprise.so.1": False}
    assert sizes.weight(tmp_path) == 5 * (sizes.LARGE + 1)


def test_the_kept_icons_are_the_ring_as_it_is_drawn_today(qapp: QApplication) -> None:
    """Each size, and those inside the icons of Windows and macOS."""
    assert qapp is not None
    for size in icons.SIZES:
        with Image.open(PACKAGING / "icons" / f"storycircle-{size}.png") as kept:
            assert kept.tobytes() == icons.picture(size).tobytes(), size
    with Image.open(PACKAGING / "icons" / "storycircle.ico") as windows:
        assert {(16, 16), (48, 48), (256, 256)} <= set(windows.info["sizes"])
    with Image.open(PACKAGING / "icons" / "storycircle.icns") as mac:
        assert (512, 512, 2) in mac.info["sizes"]


def test_the_type_of_a_file_is_told_by_the_number_that_the_app_writes() -> None:
    """The MIME type's magic is the application id of a circle file, at its place in SQLite."""
    text = (PACKAGING / "linux" / "storycircle.xml").read_text(encoding="utf-8")
    assert f'offset="68" value="{FILE_ID:#x}"' in text
    assert struct.pack(">I", FILE_ID) == b"SCIF"
    entry = (PACKAGING / "linux" / "storycircle.desktop").read_text(encoding="utf-8")
    assert "MimeType=application/vnd.storycircle.circle;" in entry


def test_what_builds_a_bundle_can_be_installed_beside_the_rest() -> None:
    """Both lists are given to one command, which refuses a package that is wanted twice."""
    lists = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in (ROOT / "requirements.txt", PACKAGING / "requirements.txt")
    ]
    both = lists[0].keys() & lists[1].keys()
    assert both
    assert {name: lists[0][name] for name in both} == {name: lists[1][name] for name in both}
