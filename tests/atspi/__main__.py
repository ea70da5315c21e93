"""Holds a circle by ear, with keys alone, in the app's own window: python -m tests.atspi [LOG].

--program FILE: of a bundle; without it, the app from source.
--orca FILE: Orca runs too; what it says is written to FILE, a line an utterance, and looked at.
LOG: where what was pressed and heard is written. Needs, on Debian: at-spi2-core gir1.2-atspi-2.0
python3-gi dbus libxtst6 xvfb xauth openbox, and orca for Orca. Takes three to four minutes, as one
turn runs its whole time and a minute over.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from storycircle.store.exchange import circle_file
from tests.atspi.words import ACTIONS, BY

_ROOT = Path(__file__).parents[2]
_NEEDED = ("dbus-run-session", "xvfb-run", "openbox")
_SCREEN = "-screen 0 1440x900x24"
_AROUND = """
openbox &
if [ -n "$ORCA" ]; then
  env -u PYTHONPATH orca --replace --debug-file="$ORCA" &
  for each in $(seq 150); do grep -qs "SPEECH OUTPUT" "$ORCA" && break; sleep 0.2; done
fi
exec "$@"
"""
_SPEECH = re.compile(r"SPEECH OUTPUT: (['\"])(.*)\1 ?(?:\{.*)?$", re.MULTILINE)
_MUST_SAY = ("paused", "half a minute left", "time is over|over time", "have not been heard")
"""What Orca has to say whether it knows of announcements or not, in small letters."""
_LONGEST = 600  # seconds


def main() -> int:
    """Hold it, and look whether what came of it is on the disk."""
    asked = argparse.ArgumentParser(prog="python -m tests.atspi")
    asked.add_argument("log", nargs="?", type=Path)
    asked.add_argument("--orca", type=Path)
    asked.add_argument("--program", type=Path)
    given = asked.parse_args()
    python = shutil.which("python3", path="/usr/bin:/bin")
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if python is None or missing:
        return _failed(f"Not here: {', '.join(missing or ['the system’s Python'])}.")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        log, debug = given.log or home / "log", home / "orca.debug"
        program = (
            [given.program.resolve()] if given.program else [sys.executable, "-m", "storycircle"]
        )
        app = [*map(str, program), "--library", str(home / "library")]
        held = subprocess.run(
            [
                *("dbus-run-session", "--", "xvfb-run", "-a", "-s", _SCREEN),
                *("sh", "-c", _AROUND, "sh"),
                *(python, "-m", "tests.atspi.blind_circle", str(log), *app),
            ],
            cwd=_ROOT,
            env=_environment(home, debug if given.orca else None),
            timeout=_LONGEST,
            check=False,
        )
        status = held.returncode or _look_at(home)
        return (_look_at_speech(debug, given.orca) if given.orca else 0) or status


def _environment(home: Path, debug: Path | None) -> dict[str, str]:
    """A person's own, with an empty home, in which accessibility is on."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "XDG_"))}
    folders = {f"XDG_{name}": home / name for name in ("RUNTIME_DIR", "CONFIG_HOME", "DATA_HOME")}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    return kept | {
        **{name: str(folder) for name, folder in folders.items()},
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "en",
        "ORCA": str(debug or ""),
        "PYTHONPATH": str(_ROOT),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }


def _look_at(home: Path) -> int:
    """Whether the sheet is there, and the circle file with its actions, who does them and when."""
    if (home / "sheet.pdf").read_bytes()[:5] != b"%PDF-":
        return _failed("The sheet is no PDF.")
    records = circle_file.read(home / "ours.circle").records
    actions = [record.fields for record in records if record.kind == "action"]
    whole = [one for one in actions if one["by"] == BY and json.loads(str(one["who"]))]
    if sorted(str(one["text"]) for one in whole) != sorted(ACTIONS):
        return _failed(f"Not the actions that were committed: {actions}")
    return 0


def _look_at_speech(debug: Path, kept: Path) -> int:
    """Keep what Orca said, utterance by utterance; whether all that matters was among it."""
    text = debug.read_text(encoding="utf-8", errors="replace") if debug.exists() else ""
    said = [found.group(2).strip() for found in _SPEECH.finditer(text)]
    kept.write_text("\n".join(one for one in said if len(one) > 1) + "\n", encoding="utf-8")
    whole = "\n".join(said).lower()
    unsaid = [words for words in _MUST_SAY if not re.search(words, whole)]
    return _failed(f"Orca never said: {', '.join(unsaid)}.") if unsaid else 0


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
