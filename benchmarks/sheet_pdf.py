"""The sheet of one circle, over drawing the same strings on a bare reportlab canvas.

Both embed their fonts, which are loaded before; ours finds the size of type, breaks lines, and
draws the code besides. Seconds a sheet, medians of rounds that take turns.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from statistics import median
from typing import Any
from unittest import mock

from reportlab.pdfgen.canvas import Canvas

from benchmarks.figure import Figure
from storycircle import resources
from storycircle.core.document import read_document
from storycircle.core.sharing import leaving
from storycircle.paper import fonts
from storycircle.paper.pen import A4, Pen
from storycircle.paper.sheet import draw_sheet

AT_MOST = 2.0
_ROUNDS = 60
_QUICK = 15


@dataclass(frozen=True)
class _String:
    x: float
    y: float
    text: str
    face: str
    size: float


def measure(*, quick: bool) -> Figure:
    """Circle 5 of June 2007, as its facilitator prints it."""
    example = read_document(resources.example_event().read_bytes(), "the example")
    form = leaving(next(circle for circle in example.circles if circle.number == 5))
    strings: list[_String] = []
    plain = Pen.text

    def noting(pen: Pen, x: float, y: float, text: str, face: str, size: float, **how: Any) -> None:
        if text:
            strings.append(_String(x, y, text, face, size))
        plain(pen, x, y, text, face, size, **how)

    with mock.patch.object(Pen, "text", noting):
        draw_sheet(example.event, form)
    ours, floor = [], []
    for _ in range(_QUICK if quick else _ROUNDS):
        ours.append(_seconds(lambda: draw_sheet(example.event, form)))
        floor.append(_seconds(lambda: _bare(strings)))
    return Figure("sheet-pdf", median(ours), median(floor), AT_MOST)


def _bare(strings: list[_String]) -> bytes:
    """The same strings in the same places, and nothing else."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=1, initialFontName=fonts.SERIF)
    for each in strings:
        canvas.setFont(each.face, each.size)
        canvas.drawString(each.x, A4[1] - each.y, each.text)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
