"""What else in a story may say who somebody is: a quiet list that holds nothing back.

Each word stands with why it is pointed at and the sentence around it; *Find it* adds it to the
words to look for, and then it is found like a name.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.consent.name_review import Pointed
from storycircle.core.i18n import _, n_
from storycircle.core.text import one_line, turned_visible
from storycircle.ui.commands import by_code, press_of
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import antialiased
from storycircle.ui.widgets.display.label import Text, hint, label
from storycircle.ui.widgets.display.label import words as typed

MOVES = by_code(((keys.DOWN, 1), (keys.UP, -1)))
"""The keys that go to the next row, and to the one before."""
MOST = 40
"""Words that are listed; how many more there are is said."""
_ROOM = 12  # px beside the rows, as beside those of the names


class HintRow(QWidget):
    """A word that is pointed at: why, the sentence it stands in, and a way to have it found, which
    the focus goes to. entered: it has. moved: to the next row, or the one before.
    """

    entered = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, pointed: Pointed, find: Callable[[str], object]) -> None:
        super().__init__()
        self._theme = theme
        self.pointed = pointed
        word = one_line(pointed.text)
        self.find_it = Link(theme, _("Find it"), 14, act=partial(find, word))
        self.find_it.installEventFilter(self)
        said = _("Find {word} like a name", word=turned_visible(word))
        self.find_it.setAccessibleName(said)
        sentence = turned_visible(one_line(f"{pointed.before}{pointed.text}{pointed.after}"))
        self.find_it.setAccessibleDescription(
            _("{why}: {sentence}", why=pointed.what, sentence=sentence)
        )
        self._lay_out(turned_visible(word), sentence)

    def _lay_out(self, word: str, sentence: str) -> None:
        theme = self._theme
        column = layouts.column(self, theme.px(2), (_ROOM, theme.px(8), _ROOM, theme.px(8)))
        head = layouts.row(spacing=theme.px(10))
        head.addWidget(typed(theme, word, 16), 1)
        head.addWidget(self.find_it)
        column.addLayout(head)
        column.addWidget(hint(theme, self.pointed.what))
        if sentence != word:
            column.addWidget(typed(theme, sentence, 14, second=True))
        for part in self.findChildren(Text):
            part.setMinimumWidth(1)  # a long word breaks rather than widening the pane

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, held = press_of(event)
            if key in MOVES and not held:
                self.moved.emit(MOVES[key])
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            box = QRectF(self.rect())
            painter.setPen(QPen(QColor(self._theme.palette.line), 1))
            foot = box.bottom() - 0.5
            painter.drawLine(QPointF(_ROOM, foot), QPointF(box.right() - _ROOM, foot))


class HintsList(QWidget):
    """The list *Look at this too*; not there where nothing is pointed at.

    entered: the focus has come to a row of it. moved: to the next stop, or the one before.
    """

    entered = Signal(HintRow)
    moved = Signal(int)

    def __init__(self, theme: Theme, find: Callable[[str], object]) -> None:
        """find: adds a word to those that are looked for."""
        super().__init__()
        self._theme, self._find = theme, find
        self._shown: tuple[Pointed, ...] | None = None
        self.rows: list[HintRow] = []
        column = layouts.column(self, 0, (0, theme.px(20), 0, 0))
        head = layouts.column(spacing=theme.px(2), margins=(_ROOM, 0, _ROOM, theme.px(4)))
        head.addWidget(label(theme, _("Look at this too")))
        head.addWidget(hint(theme, _("It need not be answered, and nothing of it is changed.")))
        column.addLayout(head)
        self._list: QVBoxLayout = layouts.column(spacing=0)
        column.addLayout(self._list)
        self.more = hint(theme, "")
        self.more.setContentsMargins(_ROOM, theme.px(8), _ROOM, theme.px(8))
        column.addWidget(self.more)
        for part in self.findChildren(Text):
            part.setMinimumWidth(1)
        self.hide()

    def show_hints(self, pointed: Sequence[Pointed]) -> None:
        """Show what is pointed at: as many rows as are read, and how many more there are."""
        shown = tuple(pointed)
        if shown == self._shown:
            return
        self._shown = shown
        for row in self.rows:
            layouts.discard(row, self._list)
        self.rows = [HintRow(self._theme, one, self._find) for one in shown[:MOST]]
        for row in self.rows:
            row.entered.connect(partial(self.entered.emit, row))
            row.moved.connect(self.moved)
            self._list.addWidget(row)
        left = len(shown) - MOST
        more = n_("And {count} word more.", "And {count} words more.", left) if left > 0 else ""
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.setVisible(bool(shown))
