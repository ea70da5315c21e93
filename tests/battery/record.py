"""What the long tier found, kept part by part, and the table that tells it.

docs/reliability.json holds every part of every row as it was run; the table in
docs/reliability.md is written from it, and by nothing else.
"""

import json
import os
import platform
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.battery.row import Fault, Tally

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "docs" / "reliability.json"
PAGE = ROOT / "docs" / "reliability.md"
_WRITTEN = "docs/reliability.*"
_BEGIN, _END = "<!-- the battery writes from here -->", "<!-- to here -->"

Part = dict[str, Any]


def machine() -> str:
    """What a part was run on: system, processors, Python and SQLite."""
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"{system}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"


def commit() -> str:
    """The commit that is tried; with + where the tree differs from it, but for these pages."""
    differs = _git("status", "--porcelain", "--", ".", f":!{_WRITTEN}")
    return f"{_git('rev-parse', '--short', 'HEAD')}{'+' if differs else ''}"


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.strip()


def part_of(tally: Tally, seed: int, seconds: float, tree: str) -> Part:
    return {
        "seed": seed,
        "date": f"{datetime.now():%Y-%m-%d %H:%M}",  # noqa: DTZ005 (the machine's own)
        "machine": machine(),
        "commit": tree,
        "times": tally.times,
        "held": tally.held,
        "seconds": round(seconds),
        "figures": tally.figures,
        "counts": tally.counts,
        "why": tally.why,
    }


def read() -> dict[str, list[Part]]:
    """All parts that were kept, by row."""
    rows: dict[str, list[Part]] = {}
    if KEPT.exists():
        rows = json.loads(KEPT.read_text(encoding="utf-8"))
    return rows


def keep(name: str, part: Part) -> None:
    """Keep a part of a row; one with the same seed is replaced, so that no try counts twice."""
    rows = read()
    parts = [other for other in rows.get(name, []) if other["seed"] != part["seed"]]
    rows[name] = sorted([*parts, part], key=lambda other: other["seed"])
    text = json.dumps(rows, indent=1, sort_keys=True)
    KEPT.write_text(text + "\n", encoding="utf-8")


def write_page(faults: list[Fault]) -> None:
    """Write the table into its page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2]
    PAGE.write_text(f"{before}{_BEGIN}\n{table(faults, read())}\n{_END}{after}", encoding="utf-8")


def table(faults: list[Fault], rows: dict[str, list[Part]]) -> str:
    """The table, and below it when, where and with which seeds each row was run."""
    lines = [
        "| fault | asked | tried | held | what must hold | figures |",
        "|---|--:|--:|--:|---|---|",
    ]
    runs = []
    for fault in faults:
        parts = rows.get(fault.name, [])
        times = sum(part["times"] for part in parts)
        held = sum(part["held"] for part in parts)
        figures = "; ".join(
            [*_counted(parts), *dict.fromkeys(f for p in parts for f in p["figures"])]
        )
        asked = f"{fault.long:,}{f' {fault.unit}' if fault.unit else ''}"
        cells = [fault.tried, asked, f"{times:,}", f"{held:,}", fault.must, figures]
        lines.append("| " + " | ".join(cells) + " |")
        runs += [_run(fault.name, part) for part in parts]
        runs += [f"  - does not hold: {why}" for part in parts for why in part["why"]]
    machines = sorted({part["machine"] for parts in rows.values() for part in parts})
    where = [f"Run on {one}." for one in machines]
    return "\n".join([*lines, "", *where, "", *runs])


def _counted(parts: list[Part]) -> list[str]:
    counts: dict[str, int] = {}
    for part in parts:
        for what, count in part["counts"].items():
            counts[what] = counts.get(what, 0) + count
    return [f"{what} {count:,}" for what, count in counts.items()]


def _run(name: str, part: Part) -> str:
    took = f"{part['held']:,} of {part['times']:,} in {part['seconds']:,} s"
    return f"- {name}, seed {part['seed']}: {took}, {part['date']}, at {part['commit']}"
