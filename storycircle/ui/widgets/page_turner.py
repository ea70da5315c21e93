"""Which page of how many is shown, and the way to the one before and after; hidden for one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.label import hint
from storycircle.ui.widgets.tip import set_tip


class PageTurner(QWidget):
    """turned: to this page, counted from 0."""

    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._count = 0, 0
        self._said = hint(theme, "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._said)
        self.buttons = []
        for sign, name, step in (("‹", "The page before", -1), ("›", "The next page", 1)):  # noqa: RUF001
            button = Button(theme, sign)
            button.setAccessibleName(name)
            set_tip(button, name)
            button.clicked.connect(lambda _=False, by=step: self.turn(by))
            row.addWidget(button)
            self.buttons.append(button)
        self.hide()

    def show_count(self, count: int) -> None:
        """So many pages, the first of them shown."""
        self._page, self._count = 0, count
        self._tell()
        self.setVisible(count > 1)

    def turn(self, by: int) -> None:
        """So many pages on, or back."""
        page = min(max(0, self._page + by), self._count - 1)
        if page != self._page and self._count:
            self._page = page
            self._tell()
            self.turned.emit(page)

    def _tell(self) -> None:
        self._said.setText(f"Page {self._page + 1} of {self._count}")
