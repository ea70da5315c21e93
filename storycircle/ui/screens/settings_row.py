"""A row of the settings: its name and a hint at the left, its controls at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from storycircle.ui.screens.home_ground import side_by_side
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.choice import Choice
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.text import Text

_LABEL, _GAP, _HIGH = 300, 32, 64  # px at 100 %: the name's column, what parts it, the row


class SettingRow(QWidget):
    """At least 64 high, a hairline below; under 900 px of room the controls go below the name."""

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._told = self._left(name, hint)
        self._halves.addWidget(self._told)
        right = QVBoxLayout()
        right.setSpacing(theme.px(4))
        self._controls = QHBoxLayout()
        self._controls.setSpacing(theme.px(12))
        right.addStretch(1)
        right.addLayout(self._controls)
        self._sentence = Text(theme, "", theme.sans(14), theme.palette.ink_2, 20)
        self._sentence.hide()
        right.addWidget(self._sentence)
        right.addStretch(1)
        self._halves.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._halves)
        column.addWidget(Hairline(theme))
        self.set_room(_LABEL * 4)

    def _left(self, name: str, hint: str) -> QWidget:
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        self.name = label.app(self._theme, name, strong=True)
        column.addWidget(self.name)
        self.hint = label.hint(self._theme, hint)
        column.addWidget(self.hint)
        self.hint.setVisible(bool(hint))
        column.addStretch(1)
        return told

    def set_hint(self, hint: str) -> None:
        """Another hint below the name; none where it is empty."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def add(self, widget: QWidget, name: str, width: int = 0) -> None:
        """Add a control with its name for a screen reader, at most so wide, in px at 100 %;
        0 is as wide as it likes.
        """
        widget.setAccessibleName(name)
        if width:
            widget.setMaximumWidth(self._theme.px(width))
            policy = widget.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            widget.setSizePolicy(policy)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._controls.addWidget(widget, 100 if width else 0, middle)

    def fill(self) -> None:
        """Leave the rest of the row empty."""
        self._controls.addStretch(1)

    def say(self, sentence: str, *, look: bool = False) -> None:
        """A sentence below the controls, or none; look is for what needs a look."""
        palette = self._theme.palette
        self._sentence.set_colour(palette.warn if look else palette.ink_2)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def said(self) -> str:
        return self._sentence.text()

    def set_room(self, width: float, air: int = 12) -> None:
        """The room there is, in px over the text's scale, and the air above and below."""
        theme = self._theme
        beside = side_by_side(self._halves, width)
        self._told.setMinimumWidth(theme.px(_LABEL) if beside else 0)
        self._told.setMaximumWidth(theme.px(_LABEL) if beside else 16_777_215)
        self._halves.setSpacing(theme.px(_GAP if beside else 8))
        self._halves.setContentsMargins(0, theme.pad(air), 0, theme.pad(air))
        self.setMinimumHeight(theme.px(_HIGH) if beside and air >= 12 else 0)


def choice_row(
    theme: Theme,
    name: str,
    hint: str,
    options: Sequence[tuple[str, str]],
    width: int,
) -> tuple[SettingRow, Choice]:
    """A row with a choice of one, each part so many px wide at 100 %."""
    row = SettingRow(theme, name, hint)
    choice = Choice(theme, options)
    row.add(choice, name, width * len(options))
    return row, choice
