"""One merge in a process of its own: ours, or a bare script that attaches each file and copies.

python -m benchmarks.merge_runs ours|bare FOLDER: prints seconds, and bytes of memory at the most.
Both write to a library of the same tables, indexes and settings, one transaction a file, each on
the disk before the next is begun. The bare script checks nothing and merges nothing.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from storycircle.core.clock import SystemClock
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.store.schema import TRAVELLING


def ours(library: Path, folder: Path) -> int:
    """Merge a folder as the command line does; how many files came."""
    with Library(library, SystemClock()) as opened:
        return sum(merged.outcome == "new" for merged in merge_files(opened, [folder]))


def bare(library: Path, folder: Path) -> int:
    """Attach each file and copy its rows."""
    with Library(library, SystemClock()):
        pass
    conn = sqlite3.connect(library, isolation_level=None)
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA secure_delete = ON")
    columns = {
        kind: ", ".join(f"[{row[1]}]" for row in conn.execute(f"PRAGMA table_info([{kind}])"))
        for kind in TRAVELLING
    }
    count = 0
    for path in sorted(folder.rglob("*.circle")):
        conn.execute("ATTACH DATABASE ? AS file", [str(path)])
        conn.execute("BEGIN")
        for kind, names in columns.items():
            sql = f"INSERT OR IGNORE INTO main.[{kind}] ({names}) SELECT {names} FROM file.[{kind}]"  # noqa: S608
            conn.execute(sql)
        conn.execute("COMMIT")
        conn.execute("DETACH DATABASE file")
        count += 1
    conn.close()
    return count


def main() -> None:
    """Run one, on a library that is gone afterwards."""
    which: dict[str, Callable[[Path, Path], int]] = {"ours": ours, "bare": bare}
    folder = Path(sys.argv[2])
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        begun = time.perf_counter()
        count = which[sys.argv[1]](Path(place) / "library", folder)
        seconds = time.perf_counter() - begun
    # The system's own figure of a process begins with that of the one that started it.
    most = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024
    print(count, seconds, most)


if __name__ == "__main__":
    main()
