"""A sentence and the ways on from it: beside each other while the sentence has what it needs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import label
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import SentenceAndWays
from tests.support.windows import shown

SAID = "Nothing is written yet. Untick what is to stay out."
WIDTHS = range(160, 1000, 40)


class Foot(QWidget):
    """The foot of a page, as pages have it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name = label.words(theme, "Circle 5")
        self.said = label.app(theme, SAID)
        self.ways = Button(theme, "Put away"), Button(theme, "Merge three files")
        self.setLayout(SentenceAndWays(theme, self.said, self.ways, before=(self.name,)))

    def parts(self) -> list[Text | Button]:
        """All of it, as it is read."""
        return [self.name, self.said, *self.ways]


@pytest.fixture
def foot(qtbot: QtBot, theme: Theme) -> Foot:
    return shown(qtbot, Foot(theme), front=False)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_squeezed_or_lies_on_another(foot: Foot, width: int) -> None:
    """The sentence has 200 px at least, or a row of its own; and all rows have room."""
    foot.resize(width, foot.heightForWidth(width))
    boxes = [part.geometry() for part in foot.parts()]
    assert all(foot.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)
    assert foot.said.width() >= min(200, width)
    assert foot.said.height() >= foot.said.heightForWidth(foot.said.width())
    for way in foot.ways:
        assert way.width() >= min(width, way.sizeHint().width())


def test_the_ways_stand_at_the_end_of_the_row_then_below(foot: Foot) -> None:
    foot.resize(1000, 60)
    tops = {part.geometry().center().y() for part in foot.parts()}
    assert max(tops) - min(tops) <= 1
    assert foot.ways[-1].geometry().right() == foot.rect().right()
    foot.resize(420, 200)
    assert foot.name.y() < foot.said.y() < foot.ways[0].y()
    assert foot.said.width() == 420


def test_it_is_mirrored_where_one_reads_from_right_to_left(foot: Foot) -> None:
    foot.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    foot.resize(1000, 60)
    assert foot.name.geometry().right() == foot.rect().right()
    assert foot.ways[-1].x() == 0


def test_what_is_hidden_takes_no_room(foot: Foot) -> None:
    """Where there is no sentence, the ways stand beside what is before it."""
    foot.said.hide()
    foot.resize(500, 60)
    assert foot.ways[0].x() == foot.name.geometry().right() + 13
