"""Texts and the edges of controls that stand out too little from what is behind them, from pixels.

A text's colour is its pen's; what is behind it is the commonest colour of its place. A control's
edge is a colour that runs along one of its sides, be it a line or its ground, and differs most from
what lies just outside. Without one a control is known by its words, and a row, a tick box or a
slider by what stands out most in it.
"""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from storycircle.ui.theme.palette import contrast
from tests.reach.clipped import OTHERS, covering, seen_of, shown_in
from tests.reach.painted import Piece, pieces, unlayered

TEXT, EDGE = 4.5, 3.0
"""The least contrasts of a text, and of what a control is known by."""
_BARE = 1.05
"""An edge below this is none."""
_RIM = 4
"""px inside a control within which its edge lies."""
_ALL_INK = 0.8
"""From this share of its place on, a text is a plain patch: it has the colour of its ground."""
_ALONG = 0.25
"""The share of a side that an edge takes, at least: the box of a tick box is as high as a line."""
_EDGED = (QPushButton, QComboBox, QLineEdit, QTextEdit)
_CONTROLS = (*_EDGED, QAbstractButton, QAbstractSlider)
EXCEPTIONS = {"PressChip": "Where it is chosen a tick and the words in teal tell so, not its edge."}
"""Controls whose edge may be faint, by their class, with the reason."""


class Faint(Struct, frozen=True):
    """One text or edge that stands out too little."""

    widget: str
    text: str
    colour: str
    ground: str
    ratio: float

    def __str__(self) -> str:
        pair = f"{self.colour} on {self.ground}"
        return f"{self.ratio:5.2f} {pair:18} {self.widget:16} {self.text[:60]!r}"


class Contrasts(Struct, frozen=True):
    """What of a screen stands out too little, of so many texts and edges."""

    texts: list[Faint]
    edges: list[Faint]
    all_texts: int
    all_edges: int


def contrasts(window: QWidget) -> Contrasts:
    """Look at all texts and controls that are to be seen in a shown window."""
    if isinstance(window, OTHERS):
        return Contrasts([], [], 0, 0)
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    with unlayered():
        widgets = shown_in(window)
        painted = [(widget, pieces(widget)) for widget in widgets]

        def over(where: tuple[QWidget, QRectF]) -> Iterator[QWidget]:
            # What lies over a part of it is not its ground; whether it may lie there, clipped asks.
            return covering(*where, widgets, slack=False)

        worded = {id(widget) for widget, those in painted if any(one.text for one in those)}
        texts = [one for widget, those in painted for one in _texts(picture, widget, those)]
        edges = [one for widget, _those in painted for one in _edge(picture, widget, worded)]
        faint = [one for one, where in texts if one.ratio < TEXT and not any(over(where))]
        few = [one for one, where in edges if one.ratio < EDGE and not any(over(where))]
    few = [one for one in few if one.widget not in EXCEPTIONS]
    return Contrasts(faint, few, len(texts), len(edges))


def _texts(
    picture: QImage, widget: QWidget, painted: list[Piece]
) -> Iterator[tuple[Faint, tuple[QWidget, QRectF]]]:
    """Each text that is wholly on the screen, and where; not of what cannot be used now."""
    # Qt paints a text twice where it is selected: first in its own colour, then in the selection's.
    selected = isinstance(widget, QLineEdit) and widget.hasSelectedText()
    for piece in painted if widget.isEnabled() and not selected else ():
        seen, scrolled = seen_of(widget, piece.ink)
        if not piece.text or scrolled or seen.size() != piece.ink.size():
            continue
        ground = _behind(_colours(picture, seen.toAlignedRect()), piece.colour)
        ratio = contrast(piece.colour, ground)
        found = Faint(type(widget).__name__, piece.text, piece.colour, ground, ratio)
        yield found, (widget, seen)


def _behind(colours: list[int], pen: str) -> str:
    """The commonest colour of a text's place; small bold letters have more of the pen's."""
    (most, count), *others = Counter(colours).most_common(2)
    inked = _named(most) == pen and count < _ALL_INK * len(colours)
    return _named(others[0][0] if inked and others else most)


def _edge(
    picture: QImage, widget: QWidget, worded: set[int]
) -> Iterator[tuple[Faint, tuple[QWidget, QRectF]]]:
    """A control's edge, where it has one and all of it is on the screen."""
    if not isinstance(widget, _CONTROLS) or isinstance(widget, QScrollBar):
        return
    whole = QRectF(widget.rect())
    seen, scrolled = seen_of(widget, whole)
    if scrolled or seen.size() != whole.size() or not widget.isEnabled() or _only_read(widget):
        return
    box = seen.toAlignedRect()
    edged = isinstance(widget, _EDGED) or (
        isinstance(widget, QAbstractButton)
        and widget.isCheckable()
        and not isinstance(widget, QCheckBox)
    )
    colours = _along(picture, box) if edged else _within(picture, box)
    best = max(colours, key=lambda pair: contrast(*pair), default=("#000000", "#000000"))
    ratio = contrast(*best)
    parts = {id(widget), *map(id, widget.findChildren(QWidget))}
    if ratio < _BARE and parts & worded:
        return
    found = Faint(type(widget).__name__, widget.accessibleName(), *best, ratio)
    yield found, (widget, seen)


def _only_read(widget: QWidget) -> bool:
    return isinstance(widget, (QLineEdit, QTextEdit)) and widget.isReadOnly()


def _within(picture: QImage, box: QRect) -> Iterator[tuple[str, str]]:
    """All colours in a control, each with the commonest."""
    counts = Counter(_colours(picture, box))
    ground = _named(counts.most_common(1)[0][0])
    yield from ((_named(colour), ground) for colour in counts)


def _along(picture: QImage, box: QRect) -> Iterator[tuple[str, str]]:
    """The colours that run along each side of a control, with that just outside of it."""
    wide, high = box.width(), box.height()
    across, down = box.center().x(), box.center().y()
    for outside, rim, long in (
        (QPoint(box.left() - 2, down), QRect(box.left(), box.top(), _RIM, high), high),
        (QPoint(box.right() + 2, down), QRect(box.right() - _RIM + 1, box.top(), _RIM, high), high),
        (QPoint(across, box.top() - 2), QRect(box.left(), box.top(), wide, _RIM), wide),
        (QPoint(across, box.bottom() + 2), QRect(box.left(), box.bottom() - 3, wide, _RIM), wide),
    ):
        if picture.rect().contains(outside):
            behind = picture.pixelColor(outside).name()
            counts = Counter(_colours(picture, rim))
            yield from ((_named(c), behind) for c, n in counts.items() if n >= _ALONG * long)


def _colours(picture: QImage, box: QRect) -> list[int]:
    """The colours of a part of a picture."""
    part = picture.copy(box.intersected(picture.rect()))
    return memoryview(part.constBits()).cast("B").cast("I").tolist()


def _named(colour: int) -> str:
    return f"#{colour & 0xFFFFFF:06x}"
