"""Text that cannot be read because there is too little room for it, from what was painted.

A text is clipped where its ink is larger than what can be seen of it: in its widget, in those
around it, in its cell. What a scroll bar can bring in is seen. A text that ends early in "…" is
clipped, and so is one that another paints over. Controls must be as large as they need, and be
reached; a pane that scrolls must show some lines.
"""

from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QImage, QRegion, QTextDocumentFragment
from PySide6.QtPrintSupport import QAbstractPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from storycircle.ui.app.single_instance import WaitingBar
from storycircle.ui.circle.seat_menu import RenameSeat
from storycircle.ui.widgets.display.message import Message, Notice
from tests.reach.painted import Piece, pieces, unlayered

_ACROSS, _DOWN = 2.0, 1.5
"""px of ink that may be lost: letters lean out of their box, and lines are set close."""
_LINES = 3
"""What a pane that scrolls must show of its content."""
_WRITING_LINES = 2
"""What a text field must show."""
_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider)
_SAYS = ("text", "accessibleName", "accessibleDescription", "placeholderText", "currentText")


class Clipped(Struct, frozen=True):
    """One thing that cannot be read or reached.

    widget: its class. text: what it says. why: "cut", "elided", "covered", "overlaps", "squeezed",
    "slit" or "out of reach". laid, visible: width and height in px.
    """

    widget: str
    text: str
    why: str
    laid: tuple[int, int]
    visible: tuple[int, int]

    def __str__(self) -> str:
        (wide, high), (seen_wide, seen_high) = self.laid, self.visible
        sizes = f"{wide}x{high} in {seen_wide}x{seen_high}"
        return f"{self.why:12} {self.widget:16} {sizes:20} {self.text[:90]!r}"


PASSING = (Notice, WaitingBar, RenameSeat)
"""What may lie on a text: a notice, which is on no control, goes by itself after eight seconds; so
does a file that waits, with the turn that it waits for, as nothing may move while somebody speaks.
A name is typed over at its seat, until Enter or Esc.
"""
OTHERS = (QFileDialog, QAbstractPrintDialog)
"""Windows that are Qt's own: a person makes them as large as they like."""
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("Field", "elided"): "The hint of an empty field, where a language has long words for it.",
    ("ThemeField", "elided"): "The hint of an empty field, where a language has long words for it.",
    ("Pick", "elided"): "A field has one line; the list it opens shows each choice whole.",
    ("CardList", "elided"): "A card shows two lines while a heading has many; the whole action"
    " stands below the board while its card is chosen.",
    ("CardRows", "elided"): "Cards to come show one line each; the whole action stands on its card"
    " when its turn comes.",
    ("FileTable", "elided"): "From a dozen files on each is one line; the whole is in its tip, and"
    " below the table while its row has the keyboard.",
    (
        "ActionRows",
        "elided",
    ): "In the list of what became an action shows two lines, as"
    " drawn, a heading one; each is whole in its tip, an action where it is told of.",
    ("InquiryQuestion", "elided"): "The first words of a note stand beside its question, as drawn;"
    " the whole is in its tip, and in the field that the row opens.",
    ("ReviewQuestion", "elided"): "The first words of a note stand beside its question, as drawn;"
    " the whole is in its tip, and in the field that the row opens.",
    ("Ring", "elided"): "A name breaks at its spaces, and ends early only where one word of it is"
    " wider than all the room beside the circle.",
}
"""What may be so, by the widget's class and why, with the reason. An elided text needs its whole
in the tooltip too.
"""


def clipped(window: QWidget) -> list[Clipped]:
    """Whatever in a shown window cannot be read or reached, a row a widget."""
    if isinstance(window, OTHERS):
        return []
    with unlayered():
        look = _Look(window)
        return [row for widget in look.widgets for row in look.at(widget)]


def seen_of(widget: QWidget, part: QRectF) -> tuple[QRectF, bool]:
    """What can be seen of a part of a widget, in its window, and whether by scrolling alone."""
    rect, held, scrolled = QRectF(part), widget, False
    while True:
        area = held.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is held:
            moved = _into_view(area, rect)
            scrolled = scrolled or moved != rect
            rect = moved
        rect = rect.intersected(QRectF(held.rect()))
        if held.isWindow() or area is None:
            return rect, scrolled
        rect.translate(held.pos())
        held = area


def _into_view(area: QAbstractScrollArea, rect: QRectF) -> QRectF:
    """A part of what scrolls, moved as far as its bars can bring it."""
    view, moved = QRectF(area.viewport().rect()), QRectF(rect)
    if _scrolls(area.verticalScrollBar(), area.verticalScrollBarPolicy()):
        moved.moveBottom(min(moved.bottom(), view.bottom()))
        moved.moveTop(max(moved.top(), view.top()))
    if _scrolls(area.horizontalScrollBar(), area.horizontalScrollBarPolicy()):
        moved.moveRight(min(moved.right(), view.right()))
        moved.moveLeft(max(moved.left(), view.left()))
    return moved


def _scrolls(bar: QScrollBar, policy: Qt.ScrollBarPolicy) -> bool:
    return policy != Qt.ScrollBarPolicy.ScrollBarAlwaysOff and bar.maximum() > bar.minimum()


class _Look:
    """One look at a window: its visible widgets in the order they are painted, and their texts."""

    def __init__(self, window: QWidget) -> None:
        self.widgets = shown_in(window)

    def at(self, widget: QWidget) -> Iterator[Clipped]:
        """What is wrong with one widget: its texts, else its size."""
        painted = pieces(widget)
        wrong = list(self._texts(widget, painted)) or list(_size(widget, painted))
        yield from (row for row in wrong if row.why == "elided" or not _excepted(widget, row.why))

    def _texts(self, widget: QWidget, painted: list[Piece]) -> Iterator[Clipped]:
        wrong: dict[str, list[Piece]] = {}
        for piece in painted:
            why = self._why(widget, piece)
            if why:
                wrong.setdefault(why, []).append(piece)
        over = _on_each_other(painted)
        if over:
            wrong["overlaps"] = over
        for why, those in wrong.items():
            yield _row(widget, why, those)

    def _why(self, widget: QWidget, piece: Piece) -> str:
        """What is wrong with a text, or ""."""
        if isinstance(widget, QLineEdit) and widget.hasFocus() and widget.text():
            return ""  # what is being typed moves along under the caret
        if _ends_early(widget, piece) and not (
            _excepted(widget, "elided") and _told_whole(widget, piece)
        ):
            return "elided"
        seen, scrolled = seen_of(widget, _own_room(widget, piece))
        if _lost(piece.ink, seen):
            return "cut"
        if piece.text and not scrolled:
            over = covering(widget, seen, self.widgets)
            return "" if all(map(_passes, over)) else "covered"
        return ""


def covering(
    widget: QWidget, seen: QRectF, widgets: list[QWidget], *, slack: bool = True
) -> Iterator[QWidget]:
    """The widgets that paint over a text of a widget. seen: the text, in the window.

    widgets: all in the window, in the order they are painted. slack: a little at the text's edges
    may be covered; without, nothing of its box.
    """
    window = widgets[0]
    ink = seen.toAlignedRect()
    if slack:
        ink = seen.adjusted(_ACROSS, _DOWN, -_ACROSS, -_DOWN).toAlignedRect()
    least = 1 if slack else 0
    for other in widgets[widgets.index(widget) + 1 :]:
        corner = other.mapTo(window, QPoint())
        meet = other.visibleRegion().boundingRect().translated(corner).intersected(ink)
        if min(meet.width(), meet.height()) > least and _paints(other, meet.translated(-corner)):
            yield other


def shown_in(window: QWidget) -> list[QWidget]:
    """A window and the widgets in it that are to be seen, in the order they are painted.

    What is there for a screen reader alone is never painted: it takes no updates.
    """
    return [window, *_shown_below(window)]


def _shown_below(widget: QWidget) -> Iterator[QWidget]:
    """The widgets in a widget that are to be seen, in the order they are painted."""
    for child in widget.children():
        if not isinstance(child, QWidget) or not child.isVisible() or child.isWindow():
            continue
        if child.updatesEnabled():
            yield child
            yield from _shown_below(child)


def _passes(widget: QWidget) -> bool:
    """Whether a widget is, or is in, what goes by itself."""
    held: QWidget | None = widget
    while held is not None and not isinstance(held, PASSING) and not _asks_over_all(held):
        held = held.parentWidget()
    return held is not None


def _asks_over_all(widget: QWidget) -> bool:
    """Whether a widget asks something before the window closes, over its foot until answered."""
    over = widget.parentWidget()
    layout = over.layout() if over is not None else None
    return isinstance(widget, Message) and (layout is None or layout.indexOf(widget) < 0)


def _said(widget: QWidget) -> list[str]:
    """All words that a widget has of its own; what a view shows has those of the view."""
    view = widget.parentWidget()
    if isinstance(view, QAbstractScrollArea) and view.viewport() is widget:
        return _said(view)
    found = [getattr(widget, name)() for name in _SAYS if callable(getattr(widget, name, None))]
    found += [entry.text() for entry in widget.actions()] if isinstance(widget, QMenu) else []
    return [text for text in found if isinstance(text, str)]


def _own_room(widget: QWidget, piece: Piece) -> QRectF:
    """A text within what its painter let through, and within its own cell."""
    room, view = QRectF(piece.ink), widget.parentWidget()
    writing = isinstance(view, QTextEdit) and view.viewport() is widget  # clips what is scrolled
    if not writing and not piece.within.contains(QRectF(widget.rect())):
        room = room.intersected(piece.within)
    if isinstance(view, QAbstractItemView) and view.viewport() is widget:
        cell = view.visualRect(view.indexAt(piece.ink.center().toPoint()))
        if not cell.isEmpty():
            room = room.intersected(QRectF(cell))
    return room


def _ends_early(widget: QWidget, piece: Piece) -> bool:
    return "…" in piece.text and not any("…" in said for said in _said(widget))


def _excepted(widget: QWidget, why: str) -> bool:
    return (_name(widget), why) in EXCEPTIONS


def _name(widget: QWidget) -> str:
    """A widget's class; its view's where it is what a view shows."""
    view = widget.parentWidget()
    shows = isinstance(view, QAbstractScrollArea) and view.viewport() is widget
    return type(view if shows else widget).__name__


def _told_whole(widget: QWidget, piece: Piece) -> bool:
    """Whether the tip over a text that ends early says how it goes on."""
    at = piece.ink.center().toPoint()
    show = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, show)
    whole = ""
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QLabel) and top.metaObject().className() == "QTipLabel":
            whole = QTextDocumentFragment.fromHtml(top.text()).toPlainText()
            top.close()
            top.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return bool(whole) and piece.text.partition("…")[0].strip() in whole


def _lost(ink: QRectF, seen: QRectF) -> bool:
    return ink.width() - seen.width() > _ACROSS or ink.height() - seen.height() > _DOWN


def _on_each_other(painted: list[Piece]) -> list[Piece]:
    """Texts of one widget that lie on each other."""
    texts = [piece for piece in painted if piece.text]
    return [
        piece
        for at, piece in enumerate(texts)
        if any(_meet(piece, other) for other in (*texts[:at], *texts[at + 1 :]))
    ]


def _meet(one: Piece, other: Piece) -> bool:
    """Whether two texts lie on each other; one that is painted twice, as chosen, does not."""
    both = one.ink.intersected(other.ink)
    twice = one.text == other.text and one.ink.topLeft() == other.ink.topLeft()
    return both.width() > _ACROSS and both.height() > _DOWN and not twice


def _paints(widget: QWidget, part: QRect) -> bool:
    """Whether a widget, without those in it, puts colour on a part of itself."""
    picture = QImage(part.size(), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    widget.render(picture, QPoint(), QRegion(part), QWidget.RenderFlag(0))
    return any(
        picture.pixelColor(x, y).alpha() > 100
        for y in range(part.height())
        for x in range(part.width())
    )


def _size(widget: QWidget, painted: list[Piece]) -> Iterator[Clipped]:
    """A control that is squeezed or out of reach, or a pane that shows too little."""
    if isinstance(widget, QAbstractScrollArea):
        yield from _pane(widget)
    if not isinstance(widget, _CONTROLS) or isinstance(widget, QScrollBar):
        return
    whole = QRectF(widget.rect())
    seen, _scrolled = seen_of(widget, whole)
    least = widget.minimumSizeHint()
    if _lost(whole, seen):
        why = "out of reach" if seen.isEmpty() else "cut"
        yield _row(widget, why, painted, whole, seen)
    elif not painted and (widget.width() < least.width() or widget.height() < least.height()):
        needed = QRectF(0, 0, least.width(), least.height())
        yield _row(widget, "squeezed", painted, needed, whole)


def _pane(area: QAbstractScrollArea) -> Iterator[Clipped]:
    view = QRectF(area.viewport().rect())
    seen, _scrolled = seen_of(area.viewport(), view)
    line = QFontMetricsF(area.font() if isinstance(area, QTextEdit) else QApplication.font())
    lines = _WRITING_LINES if isinstance(area, QTextEdit) else _LINES
    bar = area.verticalScrollBar()
    content = view.height() + bar.maximum() - bar.minimum()
    inside = area.widget() if isinstance(area, QScrollArea) else None
    if inside is not None:
        content = inside.height()
    needed = min(float(content), lines * line.lineSpacing())
    if needed - seen.height() > _DOWN:
        yield _row(area, "slit", [], QRectF(0, 0, view.width(), needed), seen)


def _row(
    widget: QWidget,
    why: str,
    those: list[Piece],
    laid: QRectF | None = None,
    seen: QRectF | None = None,
) -> Clipped:
    """A row on a widget. Without laid and seen, the first of its texts is measured."""
    if laid is None:
        laid = those[0].ink
    if seen is None:
        seen = seen_of(widget, _own_room(widget, those[0]))[0]
    text = " ".join(piece.text.strip() for piece in those) or widget.accessibleName()
    return Clipped(_name(widget), text, why, _px(laid), _px(seen))


def _px(rect: QRectF) -> tuple[int, int]:
    return round(max(0.0, rect.width())), round(max(0.0, rect.height()))
