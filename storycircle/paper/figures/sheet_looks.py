"""The forms of bars as a spreadsheet draws them in its own charts."""

from typing import Any

from storycircle.paper.figures.figures import Mark
from storycircle.paper.typesetting.canvas import TEAL

_LIGHT = "#FFFFFF"
_PATTERNS = {
    Mark.STRIPED: "wide_upward_diagonal",
    Mark.DOTTED: "dotted_grid",
    Mark.CROSSED: "dashed_horizontal",  # LibreOffice fills other lines almost whole
}
"""As a spreadsheet names them."""


def look_of(mark: Mark, *, beside: bool = False) -> dict[str, Any]:
    """How a series is drawn: each by a form of its own. beside: its figures stand after its bars,
    not in them.
    """
    look: dict[str, Any] = {
        "border": {"color": TEAL, "dash_type": "dash" if mark is Mark.DASHED else "solid"},
        "data_labels": {"value": True, "font": {"bold": True}},
    }
    if mark is Mark.FILLED:
        look["fill"] = {"color": TEAL}
        if not beside:
            look["data_labels"] = {"value": True, "font": {"bold": True, "color": _LIGHT}}
    elif mark in _PATTERNS:
        look["pattern"] = {"pattern": _PATTERNS[mark], "fg_color": TEAL, "bg_color": _LIGHT}
    else:
        look["fill"] = {"color": _LIGHT}
    return look
