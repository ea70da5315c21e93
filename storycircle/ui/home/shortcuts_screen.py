"""The keys, all on one page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.keycap import KeyCap
from storycircle.ui.widgets.display import label
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import scrolling, side_by_side

Group = tuple[str, tuple[tuple[str, str], ...]]

_RING: Group = (
    "In the ring",
    (
        ("Space", "start, pause"),
        ("→", "next person"),
        ("←", "previous person"),
        ("P", "pass; asked again at the end"),
        ("+", "thirty seconds more"),
        ("−", "thirty seconds less"),  # noqa: RUF001 (a minus, as on the button)
        ("R", "start this turn again"),
        ("Shift Space", "begun when the last one ended"),
        ("Shift ←", "it began 15 s earlier"),
        ("Shift →", "it began 15 s later"),
        ("S", "a second round, once all are heard"),
        ("U", "undo"),
        ("Shift U", "redo"),
        ("1…9", "that seat speaks next"),
        ("A", "someone leaves, or is back"),
        ("Ctrl →", "move this seat on, or back with ←"),
    ),
)
_WRITING: Group = (
    "While you write",
    (
        ("Ctrl Space", "start, pause; the stage’s time too"),
        ("Ctrl Enter", "next person"),
        ("Ctrl ↓", "next person’s story"),
        ("Ctrl ↑", "the one before"),
        ("Tab", "point further in"),
        ("Ctrl Tab", "from the points to the next field"),
        ("Ctrl Shift ↓", "the person’s next story, or one more"),
        ("Ctrl L", "may this story leave?"),
        ("Esc", "back to the ring"),
    ),
)
_ROOM: Group = (
    "For the room, with a remote too",
    (
        ("F11", "show the ring to the room"),
        ("F5", "the same, but not in the plenary"),
        ("Page\u00a0Down", "start, or next person; in a note too"),
        ("Page\u00a0Up", "previous person"),
        ("B", "no digits, or with them again"),
        (".", "the same; while you write, both are letters"),
        ("Ctrl +", "larger in the room"),
        ("Ctrl −", "smaller"),  # noqa: RUF001 (a minus, as on the button)
        ("Ctrl 0", "as large as it was"),
    ),
)
_COMMIT: Group = (
    "Dialogue and Commit",
    (
        ("Enter", "add the idea"),
        ("1…9", "hands that went up"),
        ("Ctrl I", "make this line an idea"),
        ("Ctrl ↑", "commit an idea"),
        ("Ctrl ↓", "back to the ideas"),
        ("Alt ↑", "an action up, or down with ↓"),
        ("Delete", "take an idea away"),
        ("Ctrl L", "may the stories leave? In Plenary too"),
    ),
)
_LEAVING: Group = (
    "May a story leave?",
    (
        ("Enter", "it stays here"),
        ("Y", "yes, it may leave"),
        ("1 2", "without names, with name"),
        ("→", "on without an answer, or back with ←"),
        ("1…4", "what stands for a name that was found"),
        ("Delete", "look at that name again"),
    ),
)
_PLENARY: Group = (
    "Plenary",
    (
        ("Ctrl P", "print the sheet"),
        ("Ctrl Shift S", "save as PDF"),
        ("Ctrl E", "export the circle file"),
        ("Page\u00a0Down", "the next page of what prints"),
        ("F5", "present it full screen"),
        ("Shift F5", "the gallery of all circles here"),
    ),
)
_PRESENTING: Group = (
    "Before the plenary, full screen",
    (
        ("Space", "start, pause; the gallery stands"),
        ("Page\u00a0Down", "start, then action by action"),
        ("Page\u00a0Up", "one back"),
        ("R", "the time from its beginning"),
        ("+", "thirty seconds more"),
        ("Esc", "back to the window"),
    ),
)
_EVERYWHERE: Group = (
    "Everywhere",
    (
        ("F1", "this sheet"),
        ("F2", "in Open, change the words"),
        ("F6", "ring, story"),
        ("Ctrl 1…6", "to a stage"),
        ("Ctrl Enter", "on to the next stage; in Stories, the next person"),
        ("Ctrl Z", "undo"),
        ("Ctrl Y", "redo"),
        ("Ctrl N", "new circle, on the first page"),
        ("Ctrl O", "open, on the first page"),
        ("Ctrl G", "gather, on the first page"),
        ("Ctrl ,", "settings"),
        ("Esc", "back, always"),
    ),
)
_ORGANISER: Group = (
    "Organiser",
    (
        ("Ctrl 1…4", "pack, gather, headings, report"),
        ("Ctrl G", "choose files to gather"),
        ("Ctrl K", "compare two versions"),
        ("M", "move a card, or a heading"),
        ("A", "a card beside one alike"),
        ("Ctrl H", "add a heading; F2 renames it"),
        ("Ctrl S", "save the report"),
        ("Ctrl Shift P", "save the event pack"),
        ("Ctrl P", "print all sheets and slips"),
        ("F5", "the room’s clock; again, to the room"),
        ("Shift F5", "the gallery of all circles"),
        ("→ P", "there: next circle, or it passes"),
    ),
)
COLUMNS = (
    (_RING, _COMMIT),
    (_WRITING, _LEAVING, _ROOM, _PRESENTING),
    (_EVERYWHERE, _PLENARY, _ORGANISER),
)


class KeysScreen(QWidget):
    """F1: which key does what."""

    backRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grids: list[QGridLayout] = []
        inside = QWidget()
        self._page = QVBoxLayout(inside)
        self._page.setSpacing(theme.px(24))
        self._page.addLayout(self._head())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for groups in COLUMNS:
            self._columns.addLayout(self._column(groups), 1)
        self._page.addLayout(self._columns)
        self._page.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))
        back = QShortcut(QKeySequence("Esc"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.backRequested)

    def _head(self) -> QHBoxLayout:
        theme = self._theme
        told = QVBoxLayout()
        told.setSpacing(theme.px(4))
        told.addWidget(label.page_title(theme, "Keys"))
        said = "Each key stands on its button too. Plain keys work in the ring; "
        said += "while you write, hold Ctrl."
        told.addWidget(label.app(theme, said, second=True))
        head = QHBoxLayout()
        head.addLayout(told, 1)
        back = Button(theme, "Back", "Esc")
        back.clicked.connect(self.backRequested)
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(back)
        return head

    def _column(self, groups: tuple[Group, ...]) -> QVBoxLayout:
        theme = self._theme
        column = QVBoxLayout()
        column.setSpacing(0)
        for place, (title, rows) in enumerate(groups):
            if place:
                column.addSpacing(theme.px(28))
            column.addWidget(label.words(theme, title, 18, 600))
            column.addSpacing(theme.px(4))
            column.addWidget(Hairline(theme))
            column.addSpacing(theme.px(6))
            column.addLayout(self._rows(rows))
        column.addStretch(1)
        return column

    def _rows(self, rows: tuple[tuple[str, str], ...]) -> QGridLayout:
        theme = self._theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setColumnMinimumWidth(0, theme.px(108))
        grid.setColumnStretch(1, 1)
        for row, (keys, does) in enumerate(rows):
            caps = QHBoxLayout()
            caps.setSpacing(theme.px(4))
            for key in keys.split(" "):
                caps.addWidget(KeyCap(theme, key.replace("…", " … ")))
            caps.addStretch(1)
            grid.addLayout(caps, row, 0)
            grid.addWidget(Text(theme, does, theme.sans(16), theme.palette.ink, 20), row, 1)
        self._grids.append(grid)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.width() / self._theme.scale
        wide, high = room >= 1280, self.height() >= 860
        side_by_side(self._columns, room)
        side = 48 if wide else 24
        self._page.setContentsMargins(side, 24, side, 24)
        self._page.setSpacing(self._theme.px(24 if high else 10))
        self._columns.setSpacing(48 if wide else 28)
        for grid in self._grids:
            grid.setVerticalSpacing(self._theme.px(10 if high else 4))
            grid.setColumnMinimumWidth(0, self._theme.px(138 if wide else 104))
        super().resizeEvent(event)
