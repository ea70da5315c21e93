"""The report's place on the organiser's rail: formats to save, and how each circle stands."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.model import Event
from storycircle.store.library import Library
from storycircle.ui.screens.home_ground import SidePane, scrolling, side_by_side
from storycircle.ui.screens.organiser_table import FileTable
from storycircle.ui.screens.report_words import FORMATS, apart_said, standing, waiting_said
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.hairline import Hairline

_ABOUT = "Numbers, names and words are the same in all of them. Save as often as you like."


class ReportPlace(QWidget):
    """saveRequested: the ending of the format that is wanted."""

    saveRequested = Signal(str)
    compareRequested = Signal()

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._library = library
        self.table = FileTable(theme, files=False)
        self.table.setAccessibleName("Circles")
        self.buttons: dict[str, Button] = {}
        self._said = label.app(theme, "", second=True)
        self._look = label.app(theme, "")
        self.compare = Button(theme, "Compare", "Ctrl K")
        self.compare.clicked.connect(self.compareRequested)
        self.waiting = label.app(theme, "")
        self.confirm = Button(theme, "They may be in the report")
        self.confirm.clicked.connect(self._confirmed)
        self._event: Event | None = None
        self._why = label.hint(theme, "")
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._halves.addWidget(self._circles(), 1)
        self._halves.addWidget(self._formats())

    def _circles(self) -> QWidget:
        theme = self._theme
        main = QWidget()
        self._column = QVBoxLayout(main)
        self._column.setSpacing(theme.px(16))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(label.page_title(theme, "The report"))
        head.addWidget(self._said)
        self._column.addLayout(head)
        self._column.addWidget(self.table, 1000)
        self._column.addStretch(1)
        return main

    def _formats(self) -> QWidget:
        theme = self._theme
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(25, 24, 24, 24)
        column.setSpacing(theme.px(8))
        column.addWidget(label.section(theme, "Save the report"))
        column.addWidget(label.hint(theme, _ABOUT))
        column.addSpacing(theme.px(4))
        for place, (ending, name, use) in enumerate(FORMATS):
            column.addLayout(self._format(ending, name, use, main=place == 0))
        column.addSpacing(theme.px(8))
        self._rule = Hairline(theme)
        column.addWidget(self._rule)
        column.addWidget(self.waiting)
        column.addWidget(self.confirm)
        column.addWidget(self._look)
        column.addWidget(self.compare)
        column.addWidget(self._why)
        column.addStretch(1)
        self._pane = SidePane(theme)
        row = QHBoxLayout(self._pane)
        row.setContentsMargins(1, 0, 0, 0)
        row.addWidget(scrolling(inside))
        return self._pane

    def _format(self, ending: str, name: str, use: str, *, main: bool) -> QVBoxLayout:
        theme = self._theme
        kind = "main" if main else "second"
        button = Button(theme, name, "Ctrl S" if main else "", kind, wide=True)
        button.setAccessibleName(f"Save as {name}")
        button.clicked.connect(partial(self.saveRequested.emit, ending))
        button.refused.connect(self._why.setText)
        self.buttons[ending] = button
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addWidget(button)
        box.addWidget(label.hint(theme, use))
        return box

    def show_event(self, event: Event | None) -> None:
        """Show how an event stands, as it is in the library."""
        self._event = event
        told = standing(self._library, event)
        self.table.show_rows(told.rows)
        self.table.setVisible(bool(told.rows))
        self._said.setText(told.said)
        held = event is not None and bool(self._library.circles(event.id))
        for button in self.buttons.values():
            button.set_not_now("" if held else "There is nothing to report yet: gather first.")
        self._why.setText("")
        apart = self._library.beside()
        for widget in (self._look, self.compare):
            widget.setVisible(bool(apart))
        waiting = self._library.unconfirmed()
        for widget in (self.waiting, self.confirm):
            widget.setVisible(bool(waiting))
        self.waiting.setText(waiting_said(waiting))
        self._rule.setVisible(bool(apart or waiting))
        self._look.setText(apart_said(apart, sum(one.out for one in self._library.apart())))

    def _confirmed(self) -> None:
        """Somebody says that no teller has said no since the copy was made."""
        self._library.confirm()
        self.show_event(self._event)
        self.enter()

    def enter(self) -> None:
        """Take the keyboard."""
        self.buttons[FORMATS[0][0]].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / self._theme.scale
        side = 32 if room >= 1064 else 24
        self._column.setContentsMargins(side, 24, side, 24)
        beside = side_by_side(self._halves, room)
        wide = self._theme.px(320 if room >= 1064 else 280)
        self._pane.setMinimumWidth(wide if beside else 0)
        self._pane.setMaximumWidth(wide if beside else 16_777_215)
