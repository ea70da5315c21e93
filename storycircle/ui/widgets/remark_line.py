"""A remark in place, quieter than a message: what is so, and beneath it what follows."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core.gathering import Remark
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.label import app, hint


class RemarkLine(QWidget):
    """Shows one remark; takes no room where there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Remark | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(0)
        self._title = app(theme, "", strong=True)
        self._text = hint(theme, "")
        column.addWidget(self._title)
        column.addWidget(self._text)
        self.hide()

    def show_remark(self, remark: Remark | None) -> None:
        """Say this; the same again changes nothing."""
        if remark == self.shown:
            return
        self.shown = remark
        self._title.setText(remark.title if remark else "")
        self._text.setText(remark.text if remark else "")
        self._text.setVisible(bool(remark and remark.text))
        self.setAccessibleName(f"{remark.title} {remark.text}".strip() if remark else "")
        self.setVisible(remark is not None)
