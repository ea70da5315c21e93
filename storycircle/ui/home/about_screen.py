"""What a story circle is: one calm page."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _, n_
from storycircle.core.i18n.unread import remark_on_translation
from storycircle.core.turns.share_example import MINUTES, Shared, example
from storycircle.ui.commands import bind
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import Hairline, antialiased, rounded
from storycircle.ui.widgets.display.direction import draw_line
from storycircle.ui.widgets.display.label import Text, break_lines
from storycircle.ui.widgets.display.layouts import scrolling, side_by_side

_LEAD = N_(
    "A few people sit in a circle. Each tells a story from their own life to the same question, "
    "while the others listen. Then they talk over what they heard, and choose what they will do."
)
SECTIONS = (
    (
        N_("Sit in a circle"),
        N_(
            "Five to seven people works best; two to fifteen can. One of you holds the circle: "
            "says the question, the rules and the time, keeps the time, and does not judge."
        ),
    ),
    (
        N_("Tell, in turn"),
        N_(
            "Turns go clockwise, and everyone has the same time. One voice at a time: questions "
            "and comments wait for the dialogue."
        ),
    ),
    (
        N_("Listen"),
        N_(
            "A circle is as much for listening as for telling. Listeners have no notepads; only "
            "the one who holds the circle, or a scribe beside them, writes. A breath of silence "
            "between two stories is welcome."
        ),
    ),
    (
        N_("Pass, if you like"),
        N_(
            "Anyone may pass, and is asked once more at the end of the round. Passing again is "
            "fine."
        ),
    ),
    (
        N_("Talk it over"),
        N_("When all have been heard: What does this mean for us? What are we going to do next?"),
    ),
    (
        N_("One to three actions"),
        N_(
            "The circle commits to one, two or three things its own people will do, in its own "
            "words. They go on a sheet for the wall, for the other circles to read."
        ),
    ),
    (
        N_("What stays"),
        N_(
            "What is told in the circle stays in the circle, unless its teller says that it may "
            "leave, with or without their name. Until they do, a story stays on this laptop."
        ),
    ),
    (
        N_("Why no sound is recorded"),
        N_(
            "Story circles are not recorded: people tell their story to those who sit with them. "
            "So this app keeps what someone writes, and never listens to the room."
        ),
    ),
)
_TIMES = N_(
    "Allow about an hour and a half: 25 minutes of stories, 30 to talk and choose actions, 10 to "
    "walk round and read, 20 to report back."
)


def _sharing(text: Text) -> Text:
    """The text, not asking for the width of one long line: what is beside it has its share."""
    policy = text.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    text.setSizePolicy(policy)
    return text


class AboutScreen(QWidget):
    """For those new to story circles. guideRequested, builtRequested: to read on."""

    backRequested = Signal()
    guideRequested = Signal()
    builtRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What is a story circle?"))
        self._theme = theme
        inside = QWidget()
        self._page = layouts.column(inside, 0)
        self._page.addLayout(self._head())
        self._page.addSpacing(theme.px(8))
        lead = QHBoxLayout()  # four fifths of the page: large words in long lines tire the eye
        lead.addWidget(_sharing(label.reading(theme, _(_LEAD))), 4)
        lead.addStretch(1)
        self._page.addLayout(lead)
        self._page.addSpacing(theme.px(24))
        self._page.addWidget(Hairline(theme))
        self._page.addSpacing(theme.px(24))
        self._page.addLayout(self._sections())
        self._page.addSpacing(theme.px(28))
        self._page.addWidget(label.section(theme, _("How the time is shared")))
        self._page.addSpacing(theme.px(8))
        self._page.addWidget(SharePicture(theme))
        self._page.addWidget(label.app(theme, _(_TIMES), second=True))
        self._page.addSpacing(theme.px(24))
        on = layouts.row(spacing=theme.px(20))
        on.addWidget(Link(theme, _("The guide"), 15, act=self.guideRequested))
        on.addWidget(Link(theme, _("About Story Circle"), 15, act=self.builtRequested))
        on.addStretch(1)
        self._page.addLayout(on)
        if remark := remark_on_translation():
            self._page.addSpacing(theme.px(16))
            self._page.addWidget(label.hint(theme, remark))
        self._page.addStretch(1)
        outer = layouts.column(self)
        outer.addWidget(scrolling(inside))
        bind(self, keys.BACK, self.backRequested)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label.page_title(self._theme, _("What is a story circle?")), 1)
        back = Button(self._theme, _("Back"), keys.BACK.cap, act=self.backRequested)
        back.leave_arrows()
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(back)
        return head

    def _sections(self) -> QBoxLayout:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        half = (len(SECTIONS) + 1) // 2
        self._columns.addLayout(self._column(SECTIONS[:half]), 1)
        self._columns.addLayout(self._column(SECTIONS[half:]), 1)
        return self._columns

    def _column(self, sections: tuple[tuple[str, str], ...]) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(spacing=theme.px(2))
        for place, (title, text) in enumerate(sections):
            if place:
                column.addSpacing(theme.px(22))
            column.addWidget(label.section(theme, _(title)))
            paragraph = Text(theme, _(text), theme.serif(17), theme.palette.ink_2, 26)
            column.addWidget(_sharing(paragraph))
        column.addStretch(1)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        # A line longer than about 90 letters is hard to read: the page keeps to a column.
        side = max(32, (self.width() - self._theme.px(1120)) // 2)
        top = 64 if self.height() >= 860 else 24
        self._page.setContentsMargins(side, top, side, 24)
        room = self.width() / self._theme.scale
        beside = side_by_side(self._columns, room)
        self._columns.setSpacing(64 if room >= 1280 else 40 if beside else 22)
        super().resizeEvent(event)


_BAR = 28  # px, as are the measures below, at 100 %
_ROW = 96
_LINE = 24


class SharePicture(QWidget):
    """Two bars, each a whole stage: before the first story, and after two of them. Above each
    stands what it shows, on as many lines as it needs.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        read_as(self, Role.Graphic)
        self._theme = theme
        self._rows = example()
        size = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        size.setHeightForWidth(True)
        self.setSizePolicy(size)
        self.setAccessibleName(" ".join(_row_text(row) for row in self._rows))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(_ROW) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        px = self._theme.px
        more = sum(len(self._lines(row, width)) - 1 for row in self._rows)
        return px(_ROW) * len(self._rows) + px(_LINE) * more

    def _lines(self, row: Shared, width: int) -> list[str]:
        font = self._theme.sans(16)
        return [line.text for line in break_lines(_row_text(row), font, max(1, width))]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            top = 0
            for row in self._rows:
                top = self._paint_row(painter, row, top)

    def _paint_row(self, painter: QPainter, row: Shared, top: int) -> int:
        """Where the next begins, in px."""
        theme, palette = self._theme, self._theme.palette
        font = theme.sans(16)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink_2))
        ascent = QFontMetricsF(font).ascent()
        lines = self._lines(row, self.width())
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, text in enumerate(lines):
            wide = QFontMetricsF(font).horizontalAdvance(text)
            left = self.width() - wide if right_to_left else 0.0
            draw_line(painter, QPointF(left, top + ascent + place * theme.px(_LINE)), text)
        below = top + theme.px(_LINE) * (len(lines) - 1)
        bar = QRectF(0, below + theme.px(30), self.width(), theme.px(_BAR))
        rounded(painter, bar, bar.height() / 2, palette.sunk, None)
        left = 0.0
        for stretch in row.stretches:
            wide = bar.width() * stretch.seconds / (MINUTES * 60)
            box = QRectF(left + 1, bar.top(), wide - 2, bar.height())
            left += wide
            self._paint_stretch(painter, stretch.kind, stretch.seconds, box)
        return below + theme.px(_ROW)

    def _paint_stretch(self, painter: QPainter, kind: str, seconds: float, box: QRectF) -> None:
        palette, radius = self._theme.palette, min(6.0, box.width() / 2)
        if kind == "breath":
            rounded(painter, box, radius, palette.line, None)
            return
        is_story = kind == "told"
        pen = QPen(QColor(palette.teal if is_story else palette.edge), 1.5)
        rounded(painter, box, radius, palette.teal_soft if is_story else palette.surface, pen)
        painter.setFont(self._theme.serif(16, 600))
        painter.setPen(QColor(palette.teal if is_story else palette.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, i18n.length(seconds))


def _row_text(row: Shared) -> str:
    people = n_("{count} person", "{count} people", row.to_come)
    share = i18n.length(row.each)
    if len(row.stretches) == row.to_come:
        return _(
            "As you begin: {minutes}, {people}. Divided, and rounded down to five seconds: "
            "{share} each.",
            minutes=n_("{figures} minute", "{figures} minutes", MINUTES),
            people=people,
            share=share,
        )
    return _(
        "After two stories, one of them long, and their breaths: {time} are left for {people}: "
        "{share} each. So the stories still end on time.",
        time=i18n.length(row.left),
        people=people,
        share=share,
    )
