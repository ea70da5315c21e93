"""What one person sees alone: a statement, three large answers, and at the end a line of words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QWidget,
)

from storycircle.core.checkout.checkout import ANSWERS
from storycircle.core.commands import keys
from storycircle.core.commands.command import Cap
from storycircle.core.i18n import _, p_
from storycircle.core.size_limits import LINE
from storycircle.ui.commands import has_key, press_button
from storycircle.ui.theme import theme as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.keycap import HintLine, cap_size, draw_cap, with_caps
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.card import antialiased, draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import RemarkLine, Text, hint, label
from storycircle.ui.widgets.display.layouts import Flow, scrolling

_WIDE = 760  # px at 100 % of the column
_SIDE = 24
_LOW = 600  # px of the height over the text's scale below which air gives way
_DOT = 14
_STATEMENT, _LINE = 52, 64
_LARGEST = 1.5  # times as large as at 100 %, however large the text is


_HIGH, _LESS_HIGH, _LETTERS = 104, 64, 28  # px at 100 %
_ARROWS = (keys.LEFT, keys.RIGHT, keys.UP, keys.DOWN)


class BigChoice(SteadyPress, QAbstractButton):
    """Teal with a tick where it is marked; its key at its end. Enter is the page's, not its own."""

    def __init__(self, theme: Theme, text: str, key: Cap) -> None:
        super().__init__()
        self._theme, self._words, self._key = theme, text, key
        self.setText(text.replace("&", "&&"))
        self.setCheckable(True)
        self.setFont(theme.serif(_LETTERS, 600))
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(theme, self, 12)

    def set_low(self, *, low: bool) -> None:
        """Be less high, where the page is low for its text."""
        self.setFixedHeight(self._theme.px(_LESS_HIGH if low else _HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, *_ARROWS):
            event.ignore()  # Qt would go to the next one by them: here they are the page's
        elif not press_button(self, event, enter=False):
            super().keyPressEvent(event)

    def _parts(self) -> tuple[float, float, float]:
        """Widths in px of the tick, the words, and the cap, each with its gap."""
        gap = self._theme.px(14)
        words = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        cap = cap_size(self._theme, self._key)[0]
        return self._theme.px(22) + gap, words, gap + cap

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._parts())) + self._theme.pad(32), self._theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, on = self._theme.palette, self.isChecked()
            ground = palette.teal if on else palette.sunk if self.underMouse() else palette.surface
            rounded(painter, QRectF(self.rect()), 12, ground, QPen(QColor(palette.edge), 1))
            ink = palette.on if on else palette.ink
            tick, words, cap = self._parts()
            tick = tick if on else 0.0
            metrics, middle = QFontMetricsF(self.font()), self.height() / 2
            whole, mirrored = self.width(), is_mirrored(self)
            left = (whole - tick - words - cap) / 2
            if on:
                size = self._theme.px(20)
                at = mirror(left, size, whole, mirrored=mirrored) + size / 2
                draw_sign(painter, "tick", QPointF(at, middle), size, ink, 2.5)
            painter.setFont(self.font())
            painter.setPen(QColor(ink))
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            at = mirror(left + tick, words, whole, mirrored=mirrored)
            draw_line(painter, QPointF(at, base), self._words)
            wide = cap_size(self._theme, self._key)[0]
            at = mirror(left + tick + words + cap - wide, wide, whole, mirrored=mirrored)
            draw_cap(painter, self._theme, self._key, at, middle, ink, ink if on else palette.ink_2)


class Dots(QWidget):
    """Which of the statements this is: those before it teal, this one ember."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._at, self._count = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        read_as(self, Role.StaticText, name=self._said)

    def _said(self) -> str:
        return _("Statement {number} of {count}", number=self._at + 1, count=self._count)

    def show_place(self, at: int, count: int) -> None:
        self._at, self._count = at, count
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        step = self._theme.px(_DOT + 10)
        return QSize(step * max(1, self._count), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, radius = self._theme.palette, self._theme.px(_DOT) / 2
            step, mirrored = self._theme.px(_DOT + 10), self.layoutDirection()
            painter.setPen(Qt.PenStyle.NoPen)
            for place in range(self._count):
                colour = palette.teal if place < self._at else palette.line
                painter.setBrush(QColor(palette.ember if place == self._at else colour))
                x = radius + step * place
                if mirrored == Qt.LayoutDirection.RightToLeft:
                    x = self.width() - x
                painter.drawEllipse(QPointF(x, self.height() / 2), radius, radius)


class Column(QWidget):
    """A column in the middle of the page that scrolls where it is too high, above a foot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        inside = QWidget()
        self.body = layouts.column(inside, 0)
        middle = QWidget()
        row = QHBoxLayout(middle)
        side = theme.pad(_SIDE)
        row.setContentsMargins(side, theme.pad(48), side, theme.pad(16))
        inside.setMaximumWidth(theme.px(_WIDE))
        self._row = row
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        column = layouts.column(self, 0)
        self._area = scrolling(middle)
        column.addWidget(self._area, 1)
        low = QWidget()
        low.setMaximumWidth(theme.px(_WIDE))
        self.foot = Flow(theme.pad(16), theme.pad(8), low, end=True)
        below = QHBoxLayout()
        below.setContentsMargins(side, theme.pad(8), side, theme.pad(24))
        below.addStretch(1)
        below.addWidget(low, 100)
        below.addStretch(1)
        column.addLayout(below)

    def is_low(self) -> bool:
        """Whether the page is so low for its text that air gives way."""
        return self.height() / self.theme.scale < _LOW

    def begin(self) -> None:
        """Show it from its top, with as much air as there is room for."""
        sides = self._row.contentsMargins()
        sides.setTop(self.theme.pad(16 if self.is_low() else 48))
        self._row.setContentsMargins(sides)
        self._area.verticalScrollBar().setValue(0)


class MarkPage(Column):
    """One statement, three answers, and on the last one a line of words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._build_statement()
        self._answers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._answers.setSpacing(theme.pad(16))
        self.choices = [
            BigChoice(theme, _(answer), keys.MARK.cap_at(place))
            for place, answer in enumerate(ANSWERS)
        ]
        for place, choice in enumerate(self.choices):
            self._answers.addWidget(choice)
            choice.clicked.connect(lambda on, at=place: self.mark(at if on else None))
        self.body.addLayout(self._answers)
        self.body.addSpacing(theme.px(8))
        back = _("Or leave it unmarked. {key} goes back, until you pass it on.")
        self.body.addWidget(HintLine(theme, with_caps(back, key=keys.MARK_BACK.cap)))
        self.body.addSpacing(theme.pad(32))
        self.words = Field(theme, hint=_("Nobody will know it was you, unless you say who you are"))
        self.words.setMaxLength(LINE)
        self._words = labelled(theme, _("A line of words, if you like"), self.words)
        self.body.addWidget(self._words)
        self._remark = RemarkLine(theme)
        self.body.addWidget(self._remark)
        self.body.addStretch(1)
        self._build_foot()
        self._mark: int | None = None

    def _build_statement(self) -> None:
        theme = self.theme
        head = Flow(theme.pad(16), theme.px(4))
        self.dots = Dots(theme)
        head.addWidget(self.dots)
        head.add(hint(theme, _("For your eyes. The others look up, not over."), right=True), 1)
        self.body.addLayout(head)
        self._air = QSpacerItem(0, theme.pad(56))
        self.body.addItem(self._air)
        self.body.addWidget(label(theme, _("Is this so, for you?")))
        scale = min(theme.scale, _LARGEST)
        font = faces.serif(_STATEMENT, 600, scale=scale)
        line = _LINE * scale / theme.scale
        self.statement = Text(theme, "", font, theme.palette.ink, line, balanced=True)
        read_as(self.statement, Role.Heading)
        self.body.addWidget(self.statement)
        self.body.addSpacing(theme.pad(24))

    def _build_foot(self) -> None:
        theme = self.theme
        self.foot.add(
            hint(
                theme,
                _(
                    "What you marked is gone from this screen once you pass it on. Nothing keeps "
                    "who marked what, or in what order."
                ),
            ),
            1,
        )
        self.on = Button(theme, "", keys.ENTER.cap, "main", tall=True)
        self.on.leave_arrows()
        self.foot.addWidget(self.on)

    @property
    def marked(self) -> int | None:
        """The place of the answer that is marked; None where none is."""
        return self._mark

    def ask(self, statement: str, at: int, count: int, mark: int | None) -> None:
        """Ask one statement. mark: how this person marked it before they went back to it."""
        last = at + 1 == count
        self.statement.setText(statement)
        self.dots.show_place(at, count)
        self._words.setVisible(last)
        self.on.set_text(_("Pass the laptop on") if last else p_("to the next of several", "On"))
        self.mark(mark)
        low = self.is_low()
        self._air.changeSize(0, self.theme.pad(12 if low else 56))
        for choice in self.choices:
            choice.set_low(low=low)
        self.begin()
        self.on.setFocus()
        announce(self, statement)

    def refuse(self, why: str) -> None:
        """Say why the line of words cannot go on as it stands; "" for nothing."""
        self._remark.show_remark(why)
        if why:
            self.words.setFocus()
            self._area.bring_in_view(self._remark)
            announce(self, why)

    def mark(self, place: int | None) -> None:
        """Mark an answer, and no other."""
        self._mark = place
        for at, choice in enumerate(self.choices):
            choice.setChecked(at == place)

    def fit(self, width: float) -> None:
        """Put the answers one below the other where they have no room side by side."""
        asked = sum(c.sizeHint().width() for c in self.choices) + 2 * self._answers.spacing()
        beside = asked <= min(width - 2 * self.theme.pad(_SIDE), self.theme.px(_WIDE))
        direction = QBoxLayout.Direction
        self._answers.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
