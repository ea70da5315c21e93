"""The ring and the story take turns where large text leaves no room for both."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.choice import Choice

ROOM = 900
"""Below this width of the window over the text's scale, one side is shown at a time."""
_WHOLE = 16_777_215  # as wide as there is room, in Qt's words
_RING, _STORY = "ring", "story"


class SideArea(QScrollArea):
    """A side that scrolls where the window is too low for it. Its keys are those of the ring."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


def let_scroll(side: QWidget, column: QVBoxLayout) -> None:
    """Put a column on a side of the screen, in an area of its own that scrolls."""
    inside = QWidget()
    inside.setLayout(column)
    around = QVBoxLayout(side)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(SideArea(inside))


class Sides(QWidget):
    """Stands above both: the ring | the story. turned: the other side was asked for."""

    turned = Signal()

    def __init__(self, theme: Theme, ring: QWidget, line: QWidget, story: QWidget) -> None:
        super().__init__()
        self._ring, self._line, self._story = ring, line, story
        self.turning = self._asked = False
        self._choice = Choice(
            theme, [(_RING, "The ring"), (_STORY, "The story")], ticked=False, keys={_STORY: "F6"}
        )
        self._choice.setAccessibleName("What is shown")
        self._choice.set_value(_RING)
        self._choice.chosen.connect(lambda _side: self.turned.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 0)
        row.addStretch(1)
        row.addWidget(self._choice)

    @property
    def on_story(self) -> bool:
        """Whether the story was asked for last."""
        return self._choice.value() == _STORY

    def set_turning(self, turning: bool, pane: int) -> None:
        """One at a time, or both: then the story is so many px wide."""
        self.turning = turning
        self._story.setMinimumWidth(0 if turning else pane)
        self._story.setMaximumWidth(_WHOLE if turning else pane)
        self._show()

    def show_side(self, *, story: bool) -> None:
        """Show the side that is worked in."""
        self._choice.set_value(_STORY if story else _RING)
        self._show()

    def set_asked(self, asked: bool) -> None:
        """A question stands by the ring, and needs the room of this row. F6 works all the same."""
        self._asked = asked
        self._show()

    def _show(self) -> None:
        self.setVisible(self.turning and (self.on_story or not self._asked))
        self._line.setVisible(not self.turning)
        self._ring.setVisible(not self.turning or not self.on_story)
        self._story.setVisible(not self.turning or self.on_story)
