"""What the room can be told from the laptop, in a panel beside the page.

A panel that stands beside the page for a while, and has the keys meanwhile.

Telling the room: please find an end, a break, or words of one's own.
"""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.ui.commands import has_key, is_pressed
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import RemarkLine, hint, section
from storycircle.ui.widgets.display.scroll_area import ScrollArea


class SidePanel(QWidget):
    """A panel beside the page, or alone. closed: Esc, or its button. column: what it holds."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.palette.sunk))
        self.setPalette(colours)
        inside = QWidget()
        self.column = layouts.column(inside, 0)
        self.column.setContentsMargins(theme.px(24), theme.px(22), theme.px(16), 20)
        layouts.column(self, 0).addWidget(ScrollArea(inside), 1)

    def opened(self) -> None:
        """It is shown: put the focus where work begins."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the panel; what else is pressed in it is no key of the page beside it."""
        if has_key(event, keys.BACK):
            self.closed.emit()
        event.accept()


class Teller(Protocol):
    """Tells the room: of one circle, or of all. pause: whether time stands meanwhile."""

    def find_an_end(self) -> None:
        """Ask whoever speaks to find an end."""

    def ten_minutes(self, *, pause: bool = False) -> None:
        """Call a break of ten minutes."""

    def tell(self, text: str, length: str = "", *, pause: bool = False) -> None:
        """Tell words of one's own; with a length of time, as a break. Raises Refused."""


class TellingPanel(SidePanel):
    """What the room can be told: two sentences by one key each, or words of one's own.

    Once it is told, the panel closes, and work goes on where it was.
    """

    def __init__(self, theme: Theme, telling: Teller) -> None:
        super().__init__(theme)
        self._telling = telling
        column = self.column
        column.addWidget(section(theme, _("Tell the room")))
        said = _("It stands large before the room, and is kept nowhere.")
        column.addWidget(hint(theme, said))
        column.addSpacing(theme.px(12))
        self.end = Button(theme, _("Please find an end"), wide=True, act=self._find_an_end)
        self.ten = Button(theme, _("Ten minutes’ break"), wide=True, act=self._ten_minutes)
        for button in (self.end, self.ten):
            column.addWidget(button)
            column.addSpacing(theme.px(8))
        column.addSpacing(theme.px(8))
        self.words, self.length = Field(theme), Field(theme, serif=False)
        for name, field in ((_("Own words"), self.words), (_("As a break of"), self.length)):
            field.returnPressed.connect(self._tell)
            column.addWidget(labelled(theme, name, field))
            column.addSpacing(theme.px(8))
        column.addWidget(hint(theme, _("Write “15 min”, and the room sees it run down.")))
        self.show_ = Button(theme, _("Show it"), keys.ENTER.cap, act=self._tell)
        self.pause = TickBox(theme, _("Pause the time meanwhile"))
        column.addWidget(self.pause)
        column.addWidget(self.show_)
        self.remark = RemarkLine(theme)
        column.addWidget(self.remark)
        column.addStretch(1)
        column.addSpacing(theme.px(12))
        self.done = Button(theme, _("Done"), keys.TELL_ROOM.cap, act=self.closed.emit)
        column.addWidget(self.done)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_keys)

    def opened(self) -> None:
        """The keyboard is at the first sentence; nothing is left of what was told before."""
        for field in (self.words, self.length):
            field.set_text("")
        self.remark.show_remark("")
        self.pause.setChecked(False)
        self.end.setFocus()
        self._show_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_pressed(event, keys.FIND_AN_END):
            self._find_an_end()
        elif is_pressed(event, keys.TEN_MINUTES):
            self._ten_minutes()
        super().keyPressEvent(event)

    def _find_an_end(self) -> None:
        self._telling.find_an_end()
        self.closed.emit()

    def _ten_minutes(self) -> None:
        self._telling.ten_minutes(pause=self.pause.isChecked())
        self.closed.emit()

    def _tell(self) -> None:
        """Tell what was written, or say why not; nothing of it is lost."""
        try:
            self._telling.tell(self.words.text(), self.length.text(), pause=self.pause.isChecked())
        except Refused as refused:
            self.remark.show_remark(str(refused))
        else:
            self.closed.emit()

    def _show_keys(self) -> None:
        """A digit is a key while no field has the focus."""
        writes = self.words.hasFocus() or self.length.hasFocus()
        self.end.set_key(NO_CAP if writes else keys.FIND_AN_END.cap)
        self.ten.set_key(NO_CAP if writes else keys.TEN_MINUTES.cap)
