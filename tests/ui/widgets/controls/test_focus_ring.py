"""The ring round what has the keyboard is seen whole."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.display import layouts
from tests.support.windows import shown


@pytest.mark.parametrize("margin", [0, 12])
def test_the_ring_of_what_fills_a_scrolled_page_is_not_cut(
    qtbot: QtBot, theme: Theme, margin: int
) -> None:
    """Where the page has no room beside it the ring comes closer; else it stands clear."""
    page = QWidget()
    column = layouts.column(page, 0, (margin,) * 4)
    wide = QPushButton("wide")
    column.addWidget(wide)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    FocusRing(theme, wide)
    shown(qtbot, area, 300, 200)
    wide.clearFocus()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    before = set(page.findChildren(QWidget))
    wide.setFocus()
    QApplication.processEvents()
    (ring,) = set(page.findChildren(QWidget)) - before
    assert page.rect().contains(ring.geometry())
    around = QRect(wide.mapTo(page, QPoint()), wide.size())
    assert ring.geometry().contains(around)
    clear = ring.geometry().adjusted(4, 4, -4, -4) == around
    assert clear == bool(margin)
