"""The keys, all on one page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import CTRL, SECTION_TITLES, Cap, Command, Section, caption
from storycircle.core.i18n import _, p_
from storycircle.ui.commands import bind
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.keycap import KeyCap
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.direction import is_mirrored
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import scrolling, side_by_side

COLUMNS = (
    (Section.RING, Section.COMMIT, Section.REVIEW, Section.BY_LIGHT),
    (Section.WRITING, Section.LEAVING, Section.ROOM, Section.PRESENTING),
    (Section.EVERYWHERE, Section.PLENARY, Section.ORGANISER),
)


class KeysScreen(QWidget):
    """F1: which key does what."""

    backRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self._theme = theme
        self._grids: list[QGridLayout] = []
        inside = QWidget()
        self._page = layouts.column(inside, theme.px(24))
        self._page.addLayout(self._head())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for sections in COLUMNS:
            self._columns.addLayout(self._column(sections), 1)
        self._page.addLayout(self._columns)
        self._page.addStretch(1)
        outer = layouts.column(self)
        outer.addWidget(scrolling(inside))
        bind(self, keys.BACK, self.backRequested)

    def _head(self) -> QHBoxLayout:
        theme = self._theme
        texts = layouts.column(spacing=theme.px(4))
        texts.addWidget(label.page_title(theme, p_("keyboard", "Keys")))
        guide = _(
            "Each key stands on its button too. Plain keys work in the ring; while you write, "
            "hold {key}.",
            key=caption(CTRL),
        )
        texts.addWidget(label.app(theme, guide, second=True))
        head = QHBoxLayout()
        head.addLayout(texts, 1)
        back = Button(theme, _("Back"), keys.BACK.cap, act=self.backRequested)
        back.leave_arrows()
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(back)
        return head

    def _column(self, sections: tuple[Section, ...]) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(spacing=0)
        for place, section in enumerate(sections):
            if place:
                column.addSpacing(theme.px(28))
            column.addWidget(label.part_title(theme, _(SECTION_TITLES[section])))
            column.addSpacing(theme.px(4))
            column.addWidget(Hairline(theme))
            column.addSpacing(theme.px(6))
            column.addLayout(self._rows(keys.commands_in(section)))
        column.addStretch(1)
        return column

    def _rows(self, rows: tuple[Command, ...]) -> QGridLayout:
        theme = self._theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setColumnMinimumWidth(0, theme.px(108))
        grid.setColumnStretch(1, 1)
        for row, command in enumerate(rows):
            caps = layouts.row(spacing=theme.px(4))
            for cap in command.row_caps():
                caps.addWidget(KeyCap(theme, Cap(cap.replace("…", " … "))))
            mirrored = is_mirrored(self)
            if mirrored:  # Ctrl comes first, as on the keys
                caps.setDirection(QBoxLayout.Direction.RightToLeft)
            caps.insertStretch(0 if mirrored else -1, 1)
            grid.addLayout(caps, row, 0)
            does = Text(theme, command.row_words(), theme.sans(16), theme.palette.ink, 20)
            grid.addWidget(does, row, 1)
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
