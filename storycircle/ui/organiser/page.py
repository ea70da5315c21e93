"""What the pages of the organiser's screen have in common."""

from typing import ClassVar

from PySide6.QtWidgets import QBoxLayout, QWidget

from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.layouts import ANY_SIZE, side_by_side

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
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Show the state as it is."""

    def _changed(self, parts: frozenset[Part]) -> None:
        if self.isVisible() and parts & self.shows:
            self._show_changed()

    def _show_changed(self) -> None:
        self.refresh()

    def _fit(self, column: QBoxLayout, halves: QBoxLayout, pane: QWidget) -> int:
        """Give the page's column its margins, and its pane room beside it or below; how wide the
        pane is beside it, px, and 0 where it is below.
        """
        room = self.width() / self._theme.scale
        side, width = (32, 320) if room >= _WIDE else (24, 280)
        column.setContentsMargins(side, 24, side, 24)
        wide = self._theme.px(width) if side_by_side(halves, room) else 0
        pane.setMinimumWidth(wide)
        pane.setMaximumWidth(wide or ANY_SIZE)
        return wide
