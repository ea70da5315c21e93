"""What the pages of a stall have in common: a main part and a pane, which fold and scroll."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from storycircle.ui.circle.stall.stall_session import StallSession
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.layouts import ANY_SIZE, SidePane, grounded, side_by_side
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_WIDE = 1064
"""From this width over the text's scale a page has wide margins and a wide pane."""


class StallPage(QWidget):
    """A page of a stall: its pane stands beside the main part, or below it where there is no room
    and the page scrolls as one.
    """

    def __init__(self, theme: Theme, session: StallSession) -> None:
        super().__init__()
        self._theme, self.session = theme, session
        main, inside = QWidget(), QWidget()
        self.main = layouts.column(main, theme.px(12))
        self.pane = layouts.column(inside, theme.px(8), (25, 24, 24, 24))
        self._pane = SidePane(theme)
        self._area = FoldingArea(inside)
        layouts.row(self._pane, margins=(1, 0, 0, 0)).addWidget(self._area)
        self._halves = layouts.row(grounded(self), 0)
        self._halves.addWidget(main, 1)
        self._halves.addWidget(self._pane)
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Show the stall as it is."""

    def enter(self) -> None:
        """Take the keyboard."""

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / self._theme.scale
        side, width = (32, 368) if room >= _WIDE else (24, 328)
        self.main.setContentsMargins(side, 24, side, 24)
        beside = side_by_side(self._halves, room)
        wanted = self._theme.px(width) if beside else 0
        self._pane.setMinimumWidth(wanted)
        self._pane.setMaximumWidth(wanted or ANY_SIZE)
        self._area.set_whole(not beside)
