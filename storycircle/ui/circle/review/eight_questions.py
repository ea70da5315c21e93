"""The eight questions beside a review: each a row that opens into a field, one at a time."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.lines.records import EIGHT_QUESTIONS
from storycircle.core.looking_back.notes import notes_of
from storycircle.ui.commands import has_key, press_button
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.keycap import KeyCap
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import antialiased, draw_disc
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines, hint, label
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.tip import set_tip

_HIGH, _LINE = 32, 20  # px at 100 % of a row of one line, and of each further line
_RING, _WORDS = 22, 32  # px at 100 %: the ring round a number, and where the words begin
_LEAST = 60  # px at 100 % that the first words of a note are worth


class ReviewQuestion(SteadyPress, QAbstractButton):
    """A number in a ring, or a tick where something is noted; the question, and its first words."""

    def __init__(self, theme: Theme, under: int) -> None:
        super().__init__()
        self._theme, self._under = theme, under
        self._question = _(EIGHT_QUESTIONS[under - 1])
        self._noted, self._is_open = "", False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._ring = FocusRing(theme, self, 6)
        size = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        size.setHeightForWidth(True)
        self.setSizePolicy(size)
        self.show_note("", is_open=False)

    def show_note(self, text: str, *, is_open: bool) -> None:
        """Show what is noted, or that the field below is open."""
        self._noted, self._is_open = " ".join(text.split()), is_open
        state = _("noted") if self._noted else _("not noted")
        self.setAccessibleName(
            _(
                "{number}. {question}, {state}",
                number=self._under,
                question=self._question,
                state=state,
            )
        )
        self.setAccessibleDescription(self._noted)
        set_tip(self, self._noted)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self.heightForWidth(self._theme.px(240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(140), self._theme.px(_HIGH))

    def heightForWidth(self, width: int) -> int:
        px = self._theme.px
        return px(_HIGH) + (len(self._lines(width)) - 1) * px(_LINE)

    def _font(self) -> QFont:
        return self._theme.sans(15, 600 if self._is_open else 400)

    def _lines(self, width: int) -> list[str]:
        room = max(1, width - self._theme.px(_WORDS))
        return [line.text for line in break_lines(self._question, self._font(), room)]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            px, palette = self._theme.px, self._theme.palette
            self._paint_ring(painter)
            font, lines = self._font(), self._lines(self.width())
            metrics = QFontMetricsF(font)
            strong = self._is_open or bool(self._noted)
            painter.setFont(font)
            painter.setPen(QColor(palette.ink if strong else palette.ink_2))
            base = (px(_HIGH) + metrics.ascent() - metrics.descent()) / 2
            for place, line in enumerate(lines):
                wide = metrics.horizontalAdvance(line)
                left = mirror(px(_WORDS), wide, self.width(), mirrored=is_mirrored(self))
                at = QPointF(left, base + place * px(_LINE))
                draw_line(painter, at, line, of=self._question)
            if self._noted and not self._is_open:
                begin = px(_WORDS) + metrics.horizontalAdvance(lines[-1]) + px(10)
                self._paint_note(painter, begin, (len(lines) - 1) * px(_LINE))

    def _paint_ring(self, painter: QPainter) -> None:
        """The number in its ring, or the tick."""
        px, palette = self._theme.px, self._theme.palette
        radius = px(_RING) / 2
        left = mirror(radius, 0, self.width(), mirrored=is_mirrored(self))
        centre = QPointF(left, px(_HIGH) / 2)
        edge = palette.teal if self._noted else palette.edge
        if self._noted:
            draw_disc(painter, "tick", centre, radius, palette.teal_soft, palette.teal)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not self._noted or palette.high_contrast:
            painter.setPen(QPen(QColor(edge), 1))
            painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
        if not self._noted:
            painter.setFont(self._theme.sans(13, 600))
            painter.setPen(QColor(palette.ink_2))
            box = QRectF(centre.x() - radius, 0, 2 * radius, px(_HIGH))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._under))

    def _paint_note(self, painter: QPainter, begin: float, down: float) -> None:
        """The first words of what is noted, where there is room for any."""
        px, palette = self._theme.px, self._theme.palette
        font = self._theme.serif(15, italic=True)
        metrics, room = QFontMetricsF(font), self.width() - begin
        if room < px(_LEAST):
            return
        shown = metrics.elidedText(self._noted, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(shown)
        left = mirror(begin, wide, self.width(), mirrored=is_mirrored(self))
        base = (px(_HIGH) + metrics.ascent() - metrics.descent()) / 2 + down
        painter.setFont(font)
        painter.setPen(QColor(palette.ink_2))
        draw_line(painter, QPointF(left, base), shown, of=self._noted)


class EightQuestions(QWidget):
    """Shows the notes of one action, or of the whole circle, and takes what is typed."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._action, self._place = "", 0
        self._whole = False
        self._open = 0
        column = layouts.column(self, 0)
        head = Flow(theme.px(12), theme.px(4))
        head.add(label(theme, _("Eight questions, if they help")), 1)
        head.addWidget(KeyCap(theme, keys.REVIEW_QUESTION.cap))
        column.addLayout(head)
        which = Flow(theme.px(8), 0)
        self._of = hint(theme, "")
        self.other = Link(theme, "", 14, act=self._turn)
        which.addWidget(self._of)
        which.addWidget(self.other)
        column.addLayout(which)
        self.rows: list[ReviewQuestion] = []
        self.fields: list[Writing] = []
        self._drafts: list[Draft] = []
        for under in range(1, len(EIGHT_QUESTIONS) + 1):
            row = ReviewQuestion(theme, under)
            row.clicked.connect(partial(self.toggle, under))
            column.addWidget(row)
            field = Writing(theme, grows=True)
            field.setAccessibleName(_(EIGHT_QUESTIONS[under - 1]))
            self._drafts.append(Draft(field, partial(self._write, under), partial(self._at, under)))
            field.hide()
            column.addWidget(field)
            self.rows.append(row)
            self.fields.append(field)

    @property
    def of(self) -> str:
        """Of what is noted now: the id of an action, or of the circle."""
        return self._session.state.circle.id if self._whole else self._action

    def show_action(self, action: str, place: int) -> None:
        """Note for an action from now on, unless it is for the whole circle. place: from 1."""
        if (action, place) != (self._action, self._place):
            self._flush()
            self._action, self._place = action, place
            self._show(turned=not self._whole)

    def refresh(self) -> None:
        """Show the notes as they are kept."""
        self._show(turned=False)

    def toggle(self, under: int) -> None:
        """Open the field of a question, the one that is open closed; or close it again."""
        self._flush()
        self._open = 0 if under == self._open else under
        self._show(turned=False)
        if self._open:
            self.fields[under - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.rows[under - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the field that is open."""
        open_ = self._open
        if has_key(event, keys.BACK) and open_ and self.fields[open_ - 1].hasFocus():
            self.toggle(open_)
            return
        super().keyPressEvent(event)

    def _turn(self) -> None:
        self._flush()
        self._whole = not self._whole
        self._show(turned=True)

    def _flush(self) -> None:
        for draft in self._drafts:
            draft.flush()

    def _show(self, *, turned: bool) -> None:
        """turned: something else is noted for than before."""
        one = _("For action {number}.", number=self._place)
        self._of.setText(_("For the whole circle.") if self._whole else one)
        to_one = _("For action {number}", number=self._place)
        self.other.set_text(to_one if self._whole else _("For the whole circle"))
        notes = notes_of(self._session.state.circle.review_notes, self.of)
        for under, row in enumerate(self.rows, 1):
            text, draft = notes.get(under, ""), self._drafts[under - 1]
            if turned:
                draft.turn_to(text)
            else:
                draft.fill(text)
            row.show_note(text, is_open=under == self._open)
            self.fields[under - 1].setVisible(under == self._open)

    def _write(self, under: int, text: str) -> object:
        self._session.reviews.note(self.of, under, text)
        return True

    def _at(self, under: int) -> Place:
        circle = self._session.state.circle.id
        return Place(self._session.library, circle, f"{self.of} asked {under}")
