"""The page on which a facilitator names the rounds of a circle, in the place of its stage."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.commands import bind, has_key
from storycircle.ui.rounds.rounds_editor import RoundsEditor
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.system.field_autosave import Place, flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import app, page_title
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.scroll_area import ScrollArea

_WIDE = 820  # px at 100 %
_SHOWN = frozenset({Part.ROUNDS, Part.ROUND, Part.MEMBERS, Part.PLAN, Part.DETAILS})


class RoundsPage(QWidget):
    """Shows the rounds of a running circle. closed: back to the stage."""

    closed = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self.setWindowTitle(_("The rounds"))
        inside = QWidget()
        self._column = layouts.column(inside, theme.px(8))
        self._column.addWidget(page_title(theme, _("The rounds of this circle")))
        said = _(
            "Everybody has a turn in each round. A round with minutes gives everybody just those; "
            "the others share out what is left. Notes stay on this laptop, but for stories whose "
            "tellers let them leave."
        )
        self._column.addWidget(app(theme, said, second=True))
        self._column.addSpacing(theme.px(8))
        circle = session.state.circle.id
        self.editor = RoundsEditor(theme, session.rounds, partial(Place, session.library, circle))
        self.editor.setMaximumWidth(theme.px(_WIDE))
        row = layouts.row(spacing=0)
        row.addWidget(self.editor, 1)
        row.addStretch()
        self._column.addLayout(row)
        self._column.addStretch(1)
        column = layouts.column(self, 0)
        column.addWidget(ScrollArea(inside), 1)
        self._foot = Flow(8, 8)
        self.done = Button(theme, _("Done"), keys.BACK.cap, "main", tall=True, act=self._close)
        self._foot.addWidget(self.done)
        column.addLayout(self._foot)
        bind(self, keys.ROUNDS, self._close)
        session.changed.connect(self._show_changes)

    def entered(self) -> None:
        """Show the rounds as they are now; the keyboard is where work begins."""
        self.editor.refresh()
        self.editor.take_focus()

    def _show_changes(self, parts: frozenset[Part]) -> None:
        if parts & _SHOWN and self.isVisible():
            self.editor.refresh()

    def _close(self) -> None:
        flush_all(self)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; what else is pressed here is no key of the stage behind it."""
        if has_key(event, keys.BACK):
            self._close()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = 32 if self.width() > self._theme.px(600) else 12
        self._column.setContentsMargins(side, 24, side, 12)
        self._foot.setContentsMargins(side, 8, side, 24)
        super().resizeEvent(event)
