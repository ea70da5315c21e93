"""What the settings page tells of this laptop: where things are kept, and its screens."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storycircle.core import words
from storycircle.store import backups

_MADE = "%Y-%m-%d %H.%M.%S"  # how a backup's name begins


@dataclass(frozen=True)
class KeptIn:
    """Where everything lies. private: only this user can read it, as far as the system tells."""

    folder: Path
    sentence: str
    private: bool


def kept_in(library: Path, now: datetime) -> KeptIn:
    """Where a library lies, how large it is, and when it was last copied."""
    parts = [_shown(library.parent), _size(library)]
    last = next(iter(backups.names(library)), "")
    parts.append(f"last backup {_when(last, now)}" if last else "no backup yet")
    return KeptIn(library.parent, ", ".join(parts), _private(library))


def _shown(folder: Path) -> str:
    """A folder as people find it: from their home, where it lies there."""
    home = Path.home()
    return f"~/{folder.relative_to(home).as_posix()}" if home in folder.parents else str(folder)


def _size(library: Path) -> str:
    """The library with the log of its last changes, in MB of a million bytes."""
    files = (library, library.with_name(library.name + "-wal"))
    size = sum(path.stat().st_size for path in files if path.exists()) / 1e6
    return f"{max(0.1, size):.1f} MB"


def _when(name: str, now: datetime) -> str:
    """When a backup was made, from its name: the time today, else the day."""
    try:
        made = datetime.strptime(name[:19], _MADE)  # noqa: DTZ007 (the laptop's own time)
    except ValueError:
        return name
    if made.date() == now.date():
        return words.clock(made)
    return f"on {words.day(made.date().isoformat())}"


def _private(library: Path) -> bool:
    return os.name == "posix" and library.exists() and not library.stat().st_mode & 0o077


def room_screens(names: Sequence[str], chosen: str) -> list[tuple[str, str]]:
    """The screens to choose from for the room, as (value, label); the second one by itself."""
    options = [("", "Second screen")] + [(name, name) for name in names if name]
    if chosen and chosen not in names:
        options.append((chosen, f"{chosen}, not plugged in"))
    return options


def switch(*, on: bool) -> str:
    """The value of a choice between on and off."""
    return "on" if on else "off"


def days_shown(count: int) -> str:
    return f"{count} {'day' if count == 1 else 'days'}"
