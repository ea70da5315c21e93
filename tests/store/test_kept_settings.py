"""Settings stay on this laptop, whatever else the library holds."""

import sqlite3
from pathlib import Path

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.core.settings import Look, Movement, Settings
from storycircle.jobs.export import export_circle
from storycircle.store.library import Library

SET = Settings(
    Look.DARK, 150, 90, 10, chime=True, volume=35, room_screen="HDMI-ours", movement=Movement.NONE
)


def test_a_new_library_has_the_usual_settings(library: Library) -> None:
    """Nothing has to be set before the first circle."""
    assert library.settings() == Settings()


def test_settings_are_there_after_opening_again(
    library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """Kept on disk, the later in the place of the earlier; the laptop's own name stays."""
    library.save_settings(Settings(volume=10))
    library.save_settings(SET)
    with Library(tmp_path / "own" / "library", clock) as again:
        assert again.settings() == SET
        assert again.device == library.device


def test_broken_settings_do_not_stop_the_app(
    library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """A value from a later version, or spoiled, is as if it had never been set."""
    library.save_settings(SET)
    conn = sqlite3.connect(tmp_path / "own" / "library")
    conn.execute("UPDATE setting SET value = 'loud' WHERE name = 'volume'")
    conn.execute("INSERT INTO setting VALUES ('weather', 'fine')")
    conn.commit()
    conn.close()
    with Library(tmp_path / "own" / "library", clock) as again:
        assert again.settings().volume == Settings().volume
        assert again.settings().look is Look.DARK


def test_settings_never_travel(library: Library, example: Gathered, tmp_path: Path) -> None:
    """A circle file has neither the table nor a word of what was set."""
    library.load(example)
    library.save_settings(SET)
    out = tmp_path / "five.circle"
    export_circle(library, library.circles()[0], out)
    assert b"HDMI-ours" not in out.read_bytes()
    conn = sqlite3.connect(out)
    tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
    conn.close()
    assert "setting" not in tables
