"""A field for who tells a review: free text, offered from the people there are."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter

from storycircle.core.commands.keys import BACK, ENTER
from storycircle.ui.commands import TABS, has_key
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.text_edit import Writing


class ToldBy(Writing):
    """Names with commas between; the one that is being typed is offered. However many tell it, all
    are seen: the field grows with them.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, grows=True, single=True)
        self._names = QStringListModel(self)
        self.offers = QCompleter(self._names, self)
        self.offers.setWidget(self)
        self.offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offers.setFilterMode(Qt.MatchFlag.MatchStartsWith)
        shown = self.offers.popup()
        if shown is not None:
            shown.setFont(theme.sans(16))
        self.offers.activated.connect(self.complete)
        self._typing = False
        self.textChanged.connect(self._offer_last)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names."""
        self._names.setStringList([*names])

    def complete(self, name: str) -> None:
        """Put a whole name where the last one was begun."""
        before, comma, _last = self.text().rpartition(",")
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(f"{before}, {name}" if comma else name)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While names are offered, Enter, Tab and Esc are the list's."""
        popup = self.offers.popup()
        open_ = popup is not None and popup.isVisible()
        if open_ and (has_key(event, ENTER) or has_key(event, BACK) or event.key() in TABS):
            event.ignore()
            return
        self._typing = True
        super().keyPressEvent(event)
        self._typing = False

    def _offer_last(self) -> None:
        """Offer the names that begin as the last one does, while it is typed."""
        if not self._typing:
            return
        begun = self.text().rpartition(",")[2].strip()
        self.offers.setCompletionPrefix(begun)
        popup = self.offers.popup()
        if popup is None:
            return
        if not begun or not self.offers.completionCount():
            popup.hide()
            return
        self.offers.complete()
