"""Makes of the folder of a bundle what people on Linux take home: a .tar.xz and a .deb."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.bundle import elf

ROOT = Path(__file__).parents[2]
_LINUX = ROOT / "packaging" / "linux"
_ICONS = ROOT / "packaging" / "icons"
_DESKTOP = "storycircle.desktop"
_METAINFO = "org.storycircle.StoryCircle.metainfo.xml"
_MIME = "storycircle.xml"
DEPENDS = (
    *("libc6 (>= 2.36)", "libgl1", "libegl1", "libxcb1", "libdrm2", "libx11-6"),
    *("libwayland-client0", "libwayland-cursor0", "libwayland-egl1", "libfontconfig1"),
)
"""Debian's names of what a bundle wants from the system: the screen, and C itself."""
_CONTROL = """\
Package: story-circle
Version: {version}
Architecture: amd64
Section: misc
Priority: optional
Maintainer: The Story Circle authors <authors@storycircle.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: libcups2
Description: Facilitate story circles without a network
 Story Circle runs the turns and the time of a story circle, keeps what is
 told, prints the sheet for the wall, and lets an organiser merge every circle
 into one report. Everything stays on the laptop.
"""
_XZ = "xz --x86 --lzma2=preset=9e"
"""As small as xz makes programs: who unpacks needs 65 MB of memory."""


def strip(folder: Path) -> None:
    """Take out of the libraries what only a debugger reads. One that could not be loaded any more
    stays as it is: strip moves the parts of a library that somebody has patched, as Qt's FFmpeg is.
    """
    with tempfile.TemporaryDirectory() as place:
        for library in folder.rglob("*.so*"):
            if library.is_file() and not library.is_symlink():
                small = Path(place) / library.name
                command = ["strip", "--strip-unneeded", "-o", str(small), str(library)]
                subprocess.run(command, check=True)  # noqa: S603
                if elf.is_loadable(small.read_bytes()):
                    library.write_bytes(small.read_bytes())


def add_desktop(folder: Path) -> None:
    """Lay install.sh into a bundle, and what it puts into the menu."""
    shutil.copy(_LINUX / "install.sh", folder)
    share = folder / "share"
    (share / "icons").mkdir(parents=True, exist_ok=True)
    for name in (_DESKTOP, _METAINFO, _MIME):
        shutil.copy(_LINUX / name, share)
    for icon in (*_ICONS.glob("*.png"), *_ICONS.glob("*.svg")):
        shutil.copy(icon, share / "icons")


def pack(folder: Path, archive: Path) -> None:
    """Write a bundle as .tar.xz, with nobody of this machine as its owner."""
    owner = ("--owner=0", "--group=0", "--numeric-owner", "--sort=name")
    command = ["tar", f"--use-compress-program={_XZ}", *owner, "-C", str(folder.parent)]
    command += ["-cf", str(archive), folder.name]
    subprocess.run(command, check=True)  # noqa: S603


def debian_tree(folder: Path, tree: Path, version: str) -> None:
    """Lay out the package of a bundle: the bundle in /opt, and its places in the system."""
    bundle = tree / "opt" / "story-circle"
    left_out = shutil.ignore_patterns("install.sh", "share")
    shutil.copytree(folder, bundle, symlinks=True, ignore=left_out)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / "storycircle").symlink_to("/opt/story-circle/storycircle")
    share = tree / "usr" / "share"
    for name, place in (
        (_DESKTOP, "applications"),
        (_METAINFO, "metainfo"),
        (_MIME, "mime/packages"),
    ):
        (share / place).mkdir(parents=True)
        shutil.copy(_LINUX / name, share / place)
    for icon in _ICONS.glob("storycircle-*.png"):
        px = icon.stem.rpartition("-")[2]
        sized = share / "icons" / "hicolor" / f"{px}x{px}" / "apps"
        sized.mkdir(parents=True)
        shutil.copy(icon, sized / "storycircle.png")
    drawn = share / "icons" / "hicolor" / "scalable" / "apps"
    drawn.mkdir(parents=True)
    shutil.copy(_ICONS / "storycircle.svg", drawn)
    papers = share / "doc" / "story-circle"
    papers.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", papers / "copyright")
    size = sum(one.stat().st_size for one in tree.rglob("*") if one.is_file()) // 1024
    (tree / "DEBIAN").mkdir()
    control = _CONTROL.format(version=version, kilobytes=size, depends=", ".join(DEPENDS))
    (tree / "DEBIAN" / "control").write_text(control, encoding="utf-8")


def make_deb(tree: Path, package: Path) -> None:
    """Write a laid-out tree as a .deb."""
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "-Sextreme", "-b"]
    command += [str(tree), str(package)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
