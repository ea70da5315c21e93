"""The table as a page, with the date, the machine and its load, and a plot drawn beside it.

A row that does not hold has its reason beside it, and below the table the top of a profile that is
made as the page is written.

The plot has a line for each of merge, start, places and report, from 10 circles to 10,000, in steps
of ten times both ways: a line that rises at the slope of the dotted one grows as the circles do.
"""

import os
import platform
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from math import log10
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from msgspec import Struct

from benchmarks.figure import Figure

COUNTS, _QUICK = (10, 100, 1_000, 10_000), (10, 100, 300)
_WIDE, _HIGH, _LEFT, _TOP = 640, 400, 64, 24
_INKS = ("#1F5F57", "#A6542B", "#3C4F8C", "#7A6A2F")
_LINE = 14.0  # px between two names
_LOW, _TALL = -3, 3  # powers of ten of seconds
Lines = Mapping[str, Mapping[int, float]]
"""Seconds by circles, for each line."""


def load_now() -> float:
    """How many processes the machine has had to run in the last minute; 0 where nobody says."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


class Why(Struct, frozen=True):
    """Why a row does not hold: the reason, empty where nobody has found it, and the top lines of a
    profile.
    """

    reason: str = ""
    profile: str = ""


Whys = Mapping[str, Why]
"""By the names of the rows that do not hold."""


def write_page(path: Path, rows: Sequence[Figure], whys: Whys, load: float, *, quick: bool) -> None:
    """Write the table to a page, and what grows with the circles to a picture of its name."""
    picture = path.with_suffix(".svg")
    picture.write_text(plot(growing(quick=quick)), encoding="utf-8")
    path.write_text(page(rows, whys, load, picture.name, quick=quick), encoding="utf-8")


def page(rows: Sequence[Figure], whys: Whys, load: float, picture: str, *, quick: bool) -> str:
    """The page's words."""
    day = datetime.now(tz=UTC).date().isoformat()
    cores = f"{os.cpu_count()} cores{_named()}"
    machine = f"{cores}, {platform.system()} {platform.machine()}"
    tier = "short runs, good for ratios" if quick else "the whole of it"
    lines = [
        "# Speed and memory",
        "",
        "Printed by `python -m benchmarks --page docs/performance.md`. Each figure stands beside",
        "its floor, measured in the same run; the head of its module says what a row measures.",
        "",
        f"On {day}: {tier}. {machine}, Python {platform.python_version()};",
        f"as it began, {load:.1f} other processes were at work.",
        "",
        "| row | ours | floor | ratio | at most | state | reason |",
        "|---|---|---|---|---|---|---|",
        *(_row(row, whys) for row in rows),
        "",
        "Seconds, by how many circles there are; the dotted line is what grows as they do.",
        "",
        f"![Seconds by circles, for merge, start, places and report]({picture})",
        "",
        "## What was measured",
        "",
        *(f"- `{row.name}`: {row.note}" for row in rows if row.ran and row.note),
        "",
    ]
    profiled = [row for row in rows if row.name in whys and whys[row.name].profile]
    if profiled:
        lines += ["## Where the time goes, of rows that do not hold", ""]
        lines += ["The functions and imports that take longest, each by itself.", ""]
    for row in profiled:
        lines += [f"`{row.name}`:", "", "```", whys[row.name].profile, "```", ""]
    return "\n".join(lines)


def _named() -> str:
    """The processor's name in brackets, where the system says it."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return f" ({line.partition(':')[2].strip()})"
    return ""


def _row(row: Figure, whys: Whys) -> str:
    if not row.ran:
        return f"| `{row.name}` | | | | | *not run* | {row.note} |"
    numbers = f"{row.ours:.3f} | {row.floor:.3f} | {row.ratio:.2f} | {row.at_most:g}"
    if row.holds:
        return f"| `{row.name}` | {numbers} | holds | |"
    why = whys.get(row.name, Why()).reason or "not found yet"
    return f"| `{row.name}` | {numbers} | **does not hold** | {why} |"


def growing(*, quick: bool) -> Lines:
    """Seconds of merge, start, Gather and the report, by how many circles there are."""
    from benchmarks.many_circles import filled, run  # noqa: PLC0415
    from benchmarks.merge_1000 import run as merge  # noqa: PLC0415
    from benchmarks.merge_files import files_of  # noqa: PLC0415
    from benchmarks.reports import seconds_of_pdf  # noqa: PLC0415
    from benchmarks.start import seconds_of_home  # noqa: PLC0415

    lines: dict[str, dict[int, float]] = {"merge": {}, "start": {}, "places": {}, "report": {}}
    for count in _QUICK if quick else COUNTS:
        with TemporaryDirectory() as place:
            folder = Path(place)
            lines["merge"][count] = merge("ours", files_of(count))[0]
            lines["start"][count] = seconds_of_home(filled(folder / "l" / "library", count))
        lines["places"][count] = run(count)["places"]["gather"]
        lines["report"][count] = seconds_of_pdf(count)
    return lines


def plot(lines: Lines) -> str:
    """Lines by circles and seconds, both in powers of ten, as a picture."""
    size = f'viewBox="0 0 {_WIDE} {_HIGH}" font-family="sans-serif" font-size="12"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>',
        f"<title>{escape('Seconds by circles: ' + ', '.join(lines))}</title>",
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#FFFFFF"/>',
    ]
    for power in range(_LOW, _TALL + 1):
        y = _y(10.0**power)
        out.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDE - 96}" stroke="#D9D9D9"/>')
        out.append(
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>'
        )
    for count in COUNTS:
        x = _x(count)
        out.append(f'<text x="{x:.1f}" y="{_HIGH - 14}" text-anchor="middle">{count:,}</text>')
    first, last = COUNTS[0], COUNTS[-1]
    as_circles = f"M{_x(first):.1f} {_y(0.01):.1f}L{_x(last):.1f} {_y(0.01 * last / first):.1f}"
    out.append(f'<path d="{as_circles}" stroke="#767676" stroke-dasharray="2 4" fill="none"/>')
    ends = []
    for ink, (name, points) in zip(_INKS, lines.items(), strict=False):
        placed = [f"{_x(count):.1f} {_y(seconds):.1f}" for count, seconds in points.items()]
        out.append(f'<path d="M{"L".join(placed)}" stroke="{ink}" stroke-width="2" fill="none"/>')
        across, down = map(float, placed[-1].split())
        ends.append((down, across, ink, name))
    lowest = 0.0
    for down, across, ink, name in sorted(ends):
        lowest = max(down, lowest + _LINE)  # no name stands on another
        at = f'x="{across + 8:.1f}" y="{lowest + 4:.1f}"'
        out.append(f'<text {at} fill="{ink}">{escape(name)}</text>')
    return "\n".join([*out, "</svg>", ""])


def _x(count: int) -> float:
    steps = log10(COUNTS[-1] / COUNTS[0])
    return _LEFT + (_WIDE - _LEFT - 96) * log10(count / COUNTS[0]) / steps


def _y(seconds: float) -> float:
    room = _HIGH - _TOP - 40
    return _TOP + room * (_TALL - log10(max(seconds, 10.0**_LOW))) / (_TALL - _LOW)
