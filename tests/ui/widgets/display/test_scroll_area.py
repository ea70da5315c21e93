"""Areas that scroll: whatever is in them, they come to rest."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.widgets.display.scroll_area import ScrollArea
from tests.support.windows import shown


class LowerWhereNarrower(QWidget):
    """As a table that leaves columns out in little room: its words have more room then."""

    def __init__(self, least: int, low: int, high: int) -> None:
        super().__init__()
        self.laid = 0  # times
        self._least, self._low, self._high = least, low, high
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(50, self.heightForWidth(self.width()))

    def heightForWidth(self, _width: int) -> int:
        """As it is laid out now, whatever the width that it is asked for."""
        return self._high if self.width() >= self._least else self._low

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
        self.laid += 1


@pytest.mark.parametrize("width", range(400, 440, 5))
def test_a_page_that_is_lower_beside_the_bar_comes_to_rest(qtbot: QtBot, width: int) -> None:
    """Else the bar comes and goes until the process ends. In another size it is as needed again."""
    inside, page = LowerWhereNarrower(400, 250, 350), QWidget()
    QVBoxLayout(page).addWidget(inside)
    area = shown(qtbot, ScrollArea(page), width, 300)
    qtbot.wait(100)
    laid = inside.laid
    assert laid < 20
    qtbot.wait(100)
    assert inside.laid == laid
    area.resize(300, 300)
    qtbot.wait(20)
    assert not area.verticalScrollBar().isVisible()
    area.resize(600, 300)
    qtbot.wait(20)
    assert area.verticalScrollBar().isVisible()
    area.resize(600, 500)
    qtbot.wait(20)
    assert not area.verticalScrollBar().isVisible()
