"""What the pages of the organiser's screen have in common."""

from typing import ClassVar

from PySide6.QtWidgets import QBoxLayout, QWidget

from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.layouts import ANY_SIZE, grounded, side_by_side
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_WIDE = 1064
"""From this width over the text's scale a page has wide margins and a wide pane."""


class Page(QWidget):
    """A page that shows the session's state, anew while it is seen and something of it changes."""

    shows: ClassVar[frozenset[Part]] = frozenset()
    """The parts of the state whose change it shows."""

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self.session = theme, session
        self._areas: list[FoldingArea] = []
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Show the state as it is."""

    def _changed(self, parts: frozenset[Part]) -> None:
        if self.isVisible() and parts & self.shows:
            self._show_changed()

    def _show_changed(self) -> None:
        self.refresh()

    def _folding(self, area: FoldingArea) -> FoldingArea:
        """An area that scrolls by itself beside others, and is whole where the halves stand below
        each other.
        """
        self._areas.append(area)
        return area

    def _stand(self, main: QWidget, column: QBoxLayout, pane: QWidget) -> None:
        """Let main, which has this column, and a pane be the page's two halves."""
        self._main_column, self._pane = column, pane
        self._halves = layouts.row(grounded(self), 0)
        self._halves.addWidget(main, 1)
        self._halves.addWidget(pane)

    def _fit(self, wide: tuple[int, int] = (320, 280)) -> int:
        """Give the page's column its margins, and its pane room beside it or below; how wide the
        pane is beside it, px, and 0 where it is below and the page scrolls as one.

        wide: the pane's width where the page is wide, and where it is not, px at 100 %.
        """
        room = self.width() / self._theme.scale
        side, width = (32, wide[0]) if room >= _WIDE else (24, wide[1])
        self._main_column.setContentsMargins(side, 24, side, 24)
        beside = side_by_side(self._halves, room)
        wanted = self._theme.px(width) if beside else 0
        self._pane.setMinimumWidth(wanted)
        self._pane.setMaximumWidth(wanted or ANY_SIZE)
        for area in self._areas:
            area.set_whole(not beside)
        return wanted


_OF_CIRCLES = frozenset({Part.CIRCLES, Part.EVENT, Part.EVENTS, Part.CONFLICTS, Part.PLACEMENTS})
"""What changes with each key of the board."""


def due(
    widget: QWidget, parts: frozenset[Part], missed: frozenset[Part]
) -> tuple[frozenset[Part], frozenset[Part]]:
    """What of a change is drawn now, and what once the widget is seen: nobody waits for circles in
    a place that another one covers. missed: what was left until then.
    """
    every = parts | missed
    if every <= _OF_CIRCLES and not widget.isVisible() and widget.window().isVisible():
        return frozenset(), every
    return every, frozenset()
