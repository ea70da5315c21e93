"""A field for who tells a review: free text, offered from the people there are."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.line_edit import Field


class ToldBy(Field):
    """Names with commas between; the one that is being typed is offered."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, serif=True)
        self._names = QStringListModel(self)
        offers = _LastName(self)
        offers.setModel(self._names)
        offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offers.setFilterMode(Qt.MatchFlag.MatchStartsWith)
        shown = offers.popup()
        if shown is not None:
            shown.setFont(theme.sans(16))
        self.setCompleter(offers)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names."""
        self._names.setStringList([*names])


class _LastName(QCompleter):
    """Completes what stands after the last comma."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        before, comma, _last = self._field.text().rpartition(",")
        name = super().pathFromIndex(index)
        return f"{before}, {name}" if comma else name
