"""Slips for tellers: the very words that leave, the choice, and the code that takes them back.

A page of A4 for each story, or more where it is long. Measures are points.
"""

from collections.abc import Sequence

from storycircle.core.points import points_of
from storycircle.core.teller_slip import CHANGED, HEAD, TellerSlip
from storycircle.paper import fonts
from storycircle.paper.flow import LEFT, RIGHT, Flow
from storycircle.paper.pen import INK, INK_2, Pen, Printed
from storycircle.paper.report_words import quoted, themes

_INDENT = 16.0


def draw_teller_slips(slips: Sequence[TellerSlip]) -> Printed:
    """The slips as a PDF, each on pages of its own."""
    pen = Pen(HEAD)
    for place, slip in enumerate(slips):
        if place:
            pen.turn()
        _draw(Flow(pen, (HEAD, slip.event)), slip)
    if not slips:
        pen.text(LEFT, 90, "No story leaves yet, so there are no slips.", fonts.SANS, 13)
    return pen.done()


def _draw(flow: Flow, slip: TellerSlip) -> None:
    flow.text(slip.event, fonts.SANS, 9.5, 14, colour=INK_2)
    flow.space(6)
    flow.text(HEAD, fonts.SERIF_BOLD, 22, 28)
    flow.text(slip.chosen, fonts.SERIF_ITALIC, 11.3, 16, colour=INK_2)
    flow.space(12)
    flow.rule(14)
    _words(flow, slip)
    flow.space(14)
    flow.need(120)
    flow.rule(16)
    flow.text(CHANGED, fonts.SERIF_BOLD, 14, 20)
    flow.text(slip.whom, fonts.SERIF, 11.3, 16)
    flow.space(10)
    flow.text(slip.code, fonts.SANS_BOLD, 26, 34)
    flow.text(slip.until, fonts.SANS, 9.5, 14, colour=INK_2)


def _words(flow: Flow, slip: TellerSlip) -> None:
    said = slip.words
    flow.text(said.title, fonts.SERIF_BOLD, 14, 19)
    if said.teller:
        flow.text(f"told by {said.teller}", fonts.SANS, 9.5, 15, colour=INK_2)
    for point in points_of(said.points):
        flow.text(point.text, fonts.SERIF, 12, 17, x=LEFT + point.depth * _INDENT, right=RIGHT)
    if said.quote:
        flow.space(6)
        flow.text(quoted(said.quote), fonts.SERIF_ITALIC, 12.3, 17, x=LEFT + _INDENT, colour=INK)
    if said.tags:
        flow.space(6)
        flow.text(themes(said.tags), fonts.SANS, 9.5, 14, colour=INK_2)
