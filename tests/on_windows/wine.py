"""Wine with a home of its own, and programs run in it."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath

from msgspec import Struct

ROOT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")  # noqa: S108 (a folder with a name of its own is made in it)
_DEBIAN = Path("/usr/lib/wine/wine64")  # Debian keeps it off the path
_LIBRARIES = (
    "mscoree,mshtml=;winemenubuilder.exe=;"
    "msvcp140,msvcp140_1,msvcp140_2,vcruntime140,vcruntime140_1,concrt140=n"
)
"""What of its own Wine does without: windows that ask for two of them, menus, and Microsoft's
runtime of C++, which Windows has only where some program brought it.
"""


class LateError(RuntimeError):
    """A program had not ended in its time."""


class Wine(Struct, frozen=True):
    """Windows' programs in a folder. Nothing of the user's own is in it."""

    folder: Path

    @property
    def prefix(self) -> Path:
        """Where Wine keeps what is a disk and a registry to Windows."""
        return self.folder / "prefix"

    @property
    def disk(self) -> Path:
        """C: as it lies here."""
        return self.prefix / "drive_c"

    @property
    def python(self) -> Path:
        """Windows' Python."""
        return self.folder / "python" / "python.exe"

    def run(
        self, program: Path | str, *words: str | Path, log: Path, seconds: float, **more: str
    ) -> int:
        """The exit status of a program, which was run to its end in the checkout.

        log: where all that it says is written. more: further variables of its environment, of which
        Wine hands on none that begins with QT_. Raises LateError where it takes longer, once it and
        all that runs in this Wine was ended.
        """
        with self.started(program, *words, log=log, **more) as running:
            try:
                return running.wait(seconds)
            except subprocess.TimeoutExpired as late:
                raise LateError(f"{program} had not ended after {seconds:g} s") from late

    @contextmanager
    def started(
        self, program: Path | str, *words: str | Path, log: Path, **more: str
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A program while it runs; one that has not ended afterwards is ended, with its children.

        Wine's programs cannot write to a file that they are given as their output: a pipe goes
        before it. What Wine itself leaves running may hold the pipe open, so nobody waits for its
        end.
        """
        command = [wine64(), str(program), *map(str, words)]
        log.parent.mkdir(parents=True, exist_ok=True)
        with (
            log.open("ab") as file,
            subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=file) as writer,  # noqa: S607
        ):
            running = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self._environ() | more,
                stdin=subprocess.PIPE,
                stdout=writer.stdin,
                stderr=writer.stdin,
                start_new_session=True,
            )
            try:
                if running.stdin is not None:
                    running.stdin.close()
                yield running
            finally:
                if running.poll() is None:
                    os.killpg(running.pid, signal.SIGKILL)
                    running.wait()
                    self.end()
                if writer.stdin is not None:
                    writer.stdin.close()
                try:
                    writer.wait(2)
                except subprocess.TimeoutExpired:
                    writer.kill()

    def end(self) -> None:
        """End all that runs in this Wine, and in no other."""
        server = shutil.which("wineserver") or str(_DEBIAN.with_name("wineserver"))
        subprocess.run([server, "-k"], env=self._environ(), check=False)

    def _environ(self) -> dict[str, str]:
        home = self.folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        shown = {name: os.environ[name] for name in ("DISPLAY", "XAUTHORITY") if name in os.environ}
        return shown | {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _LIBRARIES,
            "PYTHONPYCACHEPREFIX": r"C:\bytecode",
            "TMPDIR": str(self.temporary()),  # Wine has a use for it too, so not as Windows says it
        }

    def temporary(self) -> Path:
        """Where programs in this Wine keep what they need for a moment: in memory where there is
        some.
        """
        place = MEMORY if os.access(MEMORY, os.W_OK) else self.folder
        made = place / f"on-windows-{self.folder.name}"
        made.mkdir(exist_ok=True)
        return made


def seen(path: Path) -> str:
    """A path as Windows' programs write it."""
    return str(PureWindowsPath("Z:") / PureWindowsPath(str(path.resolve())))


def wine64() -> str:
    """Wine's own program for 64 bits. Raises FileNotFoundError."""
    found = shutil.which("wine64") or (str(_DEBIAN) if _DEBIAN.exists() else "")
    if not found:
        raise FileNotFoundError("wine64")
    return found
