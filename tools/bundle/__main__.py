"""Builds the bundle of this system: python -m tools.bundle FOLDER [--pack].

Writes FOLDER/story-circle; on Linux with --pack the .tar.xz and the .deb too. Exits 1 where a
bundle is too large, a large part has no reason, or a file has no owner with a licence.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from storycircle import __version__
from tools.bundle import linux, sizes

SPEC = linux.ROOT / "packaging" / "storycircle.spec"


def main() -> int:
    """Build, weigh, and pack."""
    asked = argparse.ArgumentParser(description="Builds the bundle of this system.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--pack", action="store_true", help="Write .tar.xz and .deb too.")
    words = asked.parse_args()
    out = words.folder.resolve()
    with tempfile.TemporaryDirectory() as work:
        _build(out, Path(work))
    bundle = out / "story-circle"
    if sys.platform == "linux":
        linux.strip(bundle)
        linux.add_desktop(bundle)
    faults = weigh(bundle)
    if words.pack and sys.platform == "linux":
        faults += _pack(bundle, out)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def weigh(bundle: Path) -> list[str]:
    """Print what a bundle weighs, and return what is too much or has no reason."""
    whole, parts = sizes.weight(bundle), sizes.large_parts(bundle)
    print(f"{whole / sizes.MB:.0f} MB of {sizes.MOST_ON_DISK / sizes.MB:.0f}")
    for part in parts:
        print(f"{part.size / sizes.MB:6.1f} MB  {part.name}: {part.reason}")
    faults = [f"no reason is given for {part.name}" for part in parts if not part.reason]
    if whole > sizes.MOST_ON_DISK:
        faults.append(f"the bundle has {whole} bytes")
    # macOS brings other libraries, and nobody has weighed its bundle yet.
    return faults if sys.platform in {"linux", "win32"} else []


def _build(out: Path, work: Path) -> None:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(out), "--workpath", str(work)]
    subprocess.run([*command, *places, str(SPEC)], check=True, cwd=linux.ROOT)  # noqa: S603


def _pack(bundle: Path, out: Path) -> list[str]:
    archive = out / f"story-circle-{__version__}-linux-x86_64.tar.xz"
    linux.pack(bundle, archive)
    package = out / f"story-circle_{__version__}_amd64.deb"
    with tempfile.TemporaryDirectory() as tree:
        linux.debian_tree(bundle, Path(tree) / "deb", __version__)
        linux.make_deb(Path(tree) / "deb", package)
    for made in (archive, package):
        print(f"{made.stat().st_size / sizes.MB:6.1f} MB  {made.name}")
    large = archive.stat().st_size > sizes.MOST_PACKED
    return [f"{archive.name} has {archive.stat().st_size} bytes"] if large else []


if __name__ == "__main__":
    sys.exit(main())
