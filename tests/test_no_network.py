"""Nothing is sent anywhere: a whole circle, its files and the report, and no internet socket."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

DRIVE = """
import sys
met = []
def watch(event, args):
    if event.startswith(("socket.", "urllib.", "http.", "smtplib.", "ftplib.")):
        met.append((event, args))
sys.addaudithook(watch)
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from storycircle.core import actions
from storycircle.core.clock import SystemClock
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report, write_sheet_with_data
from storycircle.store.library import Library
from storycircle.ui.system.keep_awake import Awake
from storycircle.ui.app.startup_services import Guard
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.app.main_window import Window
from tests.support.windows import breathe

folder = Path(sys.argv[1])
app = QApplication([])
theme = Theme(LIGHT, still=True)
apply_theme(app, theme)
clock = SystemClock()
kinds = set()

def sockets():
    tables = {}
    for name in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        path = Path("/proc/self/net") / name
        if path.exists():
            for line in path.read_text().splitlines()[1:]:
                tables[line.split()[9]] = name
    for handle in Path("/proc/self/fd").iterdir():
        try:
            target = str(handle.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            kinds.add(tables.get(target[8:-1], "local"))

with Library(folder / "library", clock) as library:
    window = Window(theme, library, clock, None, Awake())
    window.show()
    guard = Guard(window, library, clock)
    breathe(50)
    window.start_circle()
    session = window.session
    session.members.set_names("May Dawn\\nJohn R\\nChris")
    for stage in Stage:
        session.time.go(stage)
        breathe(30)
        sockets()
        if stage is Stage.STORIES:
            session.turns.start_or_pause(); session.turns.next()
        if stage is Stage.COMMIT:
            circle = actions.with_idea(session.state.circle, "Meet again")
            session.act_on(actions.committed(circle, circle.ideas[-1].id))
    export_circle(library, session.state.circle, folder / "x.circle")
    write_sheet_with_data(folder / "x.pdf", library, session.state.event, session.state.circle)
    with Library(folder / "organiser", clock) as organiser:
        assert [m.outcome for m in merge_files(organiser, [folder / "x.circle", folder / "x.pdf"])]
        for ending in ("pdf", "html", "docx", "xlsx", "csv", "md", "json"):
            write_report(folder / f"report.{ending}", organiser, organiser.events()[0])
    window.screens.show_settings(); window.screens.show_about(); breathe(30)
    sockets()
    window.close()
    guard.finish()
import socket
for event, args in met:
    if event == "socket.__new__":
        assert args[1] == socket.AF_UNIX, (event, args)
    else:
        assert event in ("socket.connect", "socket.bind") and isinstance(args[1], (str, bytes)), \\
            (event, args)
print(*sorted(kinds))
"""


def drive(folder: Path, *before: str) -> str:
    """What the whole circle prints, in a home of its own."""
    environ = {key: value for key, value in os.environ.items() if key != "XDG_CONFIG_HOME"}
    home = folder / "home"
    home.mkdir()
    # The path of a socket may have 108 letters, and a test's own folder has nearly as many.
    with TemporaryDirectory(prefix="sc-") as short:
        (Path(short) / "t").symlink_to(home)
        environ |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "TMPDIR": f"{short}/t"}
        done = subprocess.run(
            [*before, sys.executable, "-c", DRIVE, str(folder)],
            capture_output=True,
            text=True,
            check=False,
            env=environ,
            cwd=Path(__file__).parent.parent,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout.strip()


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no /proc")
def test_a_whole_circle_opens_no_internet_socket(tmp_path: Path) -> None:
    """Only sockets of this laptop: the one that takes a second start, and the desktop's own bus.

    Python's own are watched by an audit hook, Qt's by what the process holds open.
    """
    assert drive(tmp_path) == "local"


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no /proc")
def test_nothing_beside_the_library_holds_a_name(tmp_path: Path) -> None:
    """No settings file, log or temporary file of the home folder knows who was there."""
    drive(tmp_path)
    found = [
        path
        for path in (tmp_path / "home").rglob("*")
        if path.is_file() and any(name in path.read_bytes() for name in (b"Dawn", b"John R"))
    ]
    assert found == []
    assert not list(tmp_path.glob("report-*.txt"))
    assert not list(tmp_path.rglob(".storycircle-*"))
