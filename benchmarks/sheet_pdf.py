"""The sheet of one circle, over drawing the same strings on a bare reportlab canvas.

Both embed their fonts, which are loaded before; ours finds the size of type, breaks lines, and
draws the code besides. Each round has words of its own, so that nothing is known from the round
before. Seconds a sheet, medians of rounds that take turns.
"""

import random
import time
from io import BytesIO
from statistics import median
from typing import Any
from unittest import mock

from msgspec import Struct
from msgspec.structs import replace
from reportlab.pdfgen.canvas import Canvas

from benchmarks.figure import Figure
from benchmarks.profiles import of_act
from storycircle import resources
from storycircle.core.consent.shareable import Leaving, leaving
from storycircle.core.formats.json_document import read_document
from storycircle.core.model import Circle, Event
from storycircle.paper.sheets.circle_sheet import draw_sheet
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import A4, Pen

AT_MOST = 1.5
_ROUNDS = 60
_QUICK = 15


class _String(Struct, frozen=True):
    x: float
    y: float
    text: str
    face: str
    size: float


def measure(*, quick: bool) -> Figure:
    """Circle 5 of June 2007, as its facilitator prints it, with its words in another order."""
    example = read_document(resources.example_event().read_bytes(), "the example")
    circle = next(circle for circle in example.circles if circle.number == 5)
    draw_sheet(example.event, leaving(circle))
    ours, floor = [], []
    for round_ in range(_QUICK if quick else _ROUNDS):
        form = leaving(_another(circle, round_))
        started = time.process_time()
        draw_sheet(example.event, form)
        ours.append(time.process_time() - started)
        strings = _strings(example.event, form)
        started = time.process_time()
        _bare(strings)
        floor.append(time.process_time() - started)
    return Figure("sheet-pdf", median(ours), median(floor), AT_MOST)


def _another(circle: Circle, round_: int) -> Circle:
    """The circle with as many letters in each action, in words not seen before."""
    letters = random.Random(round_)  # noqa: S311
    actions = []
    for action in circle.actions:
        words = ["".join(letters.sample(word, len(word))) for word in action.text.split()]
        actions.append(replace(action, text=" ".join(words)))
    return replace(circle, actions=tuple(actions))


def _strings(event: Event, form: Leaving) -> list[_String]:
    """All strings of a sheet, where they stand."""
    strings: list[_String] = []
    plain = Pen.text

    def noting(pen: Pen, x: float, y: float, text: str, face: str, size: float, **how: Any) -> None:
        if text:
            strings.append(_String(x, y, text, face, size))
        plain(pen, x, y, text, face, size, **how)

    with mock.patch.object(Pen, "text", noting):
        draw_sheet(event, form)
    return strings


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


def profile_of(_name: str) -> str:
    """Where the time of a sheet goes."""
    return of_act(lambda: measure(quick=True))
