"""The card that is being sorted: the action whole, who stands behind it, and the report's wording
of it where that is asked for.
"""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.headings import Card
from storycircle.core.i18n import _, n_
from storycircle.core.model import Action
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.system.field_autosave import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.chip import Chip, ChipKind
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import antialiased, rounded

_HIGH = 176  # px at 100 % that it is high at least: what is below it stays where it is
_LONG = 150  # letters, from where an action is set smaller
_SHORT = 28  # letters of a chip
_WORDING = 88  # px at 100 % of the field


class StreamCard(QWidget):
    """dragged: it was picked up by the mouse."""

    dragged = Signal()

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._card: Card | None = None
        self._at: QPointF | None = None  # where the mouse was pressed
        self._about = label.Text(theme, "", theme.sans(15, 600), theme.palette.teal, 20)
        self.words = label.Text(theme, "", theme.serif(22, 600), theme.palette.ink, 32)
        self.long_words = label.words(theme, "", 17, 600)
        self._own = label.words(theme, "", 15, italic=True, second=True)
        self._under = label.hint(theme, "")
        self._by = layouts.row(spacing=theme.px(10))
        self._chip: Chip | None = None
        self._who, self._when = label.hint(theme, ""), label.hint(theme, "")
        self._by.addWidget(self._who)
        self._by.addStretch(1)
        self.wording = Writing(theme, px=17, line=24)
        self.wording.setAccessibleName(_("The report’s wording"))
        self.wording.setFixedHeight(theme.px(_WORDING))
        self._draft = Draft(self.wording, self._word, self._place, refusals=session.refused)
        self.wording.hide()
        column = self._column = layouts.column(self, theme.px(8))
        for part in (self._about, self.words, self.long_words, self.wording, self._own):
            column.addWidget(part)
        column.addLayout(self._by)
        column.addWidget(self._when)
        column.addWidget(self._under)
        column.addStretch(1)
        self.set_close(close=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        read_as(self, Role.ListItem, name=self._said, chosen=lambda: True)
        self._ring = FocusRing(theme, self, 12)

    def set_close(self, *, close: bool) -> None:
        """Be no higher than the action needs, where the headings stand below it."""
        px = self._theme.px
        side, top = (16, 12) if close else (28, 20)
        self._column.setContentsMargins(px(side), px(top), px(side), px(top - 4))
        self.setMinimumHeight(0 if close else px(_HIGH))

    def show_card(self, card: Card | None, action: Action | None, nothing: str) -> None:
        """Show a card, or a sentence where there is none. action: as its circle has it."""
        old = self._card.action if self._card else ""
        self._card = card
        if card is None:
            self.end_wording()
        text = card.wording if card else nothing
        short = len(text) <= _LONG
        self.words.setText(text if short else "")
        self.long_words.setText("" if short else text)
        writing = self.writing and card is not None and card.action == old
        self.words.setVisible(short and not writing)
        self.long_words.setVisible(not short and not writing)
        said = (
            _("Circle {number} · action {place}", number=card.number, place=card.place)
            if card
            else ""
        )
        self._about.setText(said)
        self._about.setVisible(card is not None)
        differs = card is not None and (writing or card.wording != card.words)
        words = card.words if card else ""
        own = _("The circle’s own words: {words}", words=words) if differs else ""
        self._own.setText(own)
        self._own.setVisible(differs)
        self._show_terms(action)
        under = _("It stands under {heading}.", heading=card.heading) if card else ""
        self._under.setText(under)
        self._under.setVisible(card is not None and bool(card.heading))
        self._fill(card, old)

    def _fill(self, card: Card | None, old: str) -> None:
        if card is not None and card.action == old:
            self._draft.fill(card.wording)
            return
        self.wording.hide()
        self._draft.turn_to(card.wording if card else "")
        self._draft.tell()

    def _show_terms(self, action: Action | None) -> None:
        """By when, and how many stand behind it."""
        layouts.discard(self._chip, self._by)
        self._chip = None
        by = action.by if action else ""
        if 0 < len(by) <= _SHORT:
            self._chip = Chip(self._theme, _("by {when}", when=by), ChipKind.PLAIN)
            self._by.insertWidget(0, self._chip)
        self._when.setText(_("by {when}", when=by) if len(by) > _SHORT else "")
        people = len(action.who) if action else 0
        stand = (
            n_("{Count} person stands behind it", "{Count} people stand behind it", people)
            if people
            else ""
        )
        self._who.setText(stand)
        for part in (self._when, self._who):
            part.setVisible(bool(part.text()))

    def _said(self) -> str:
        card = self._card
        if card is None:
            return self.words.text()
        return _(
            "Circle {number}, action {place}: {wording}",
            number=card.number,
            place=card.place,
            wording=card.wording,
        )

    # The report's wording.

    @property
    def writing(self) -> bool:
        """Whether the report's wording is being written."""
        return self.wording.isVisibleTo(self)

    def begin_wording(self) -> None:
        """Open the field for the report's wording, at its end."""
        if self._card is None:
            return
        self.wording.show()
        self.words.hide()
        self.long_words.hide()
        self.wording.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wording.moveCursor(QTextCursor.MoveOperation.End)

    def end_wording(self) -> bool:
        """Keep what was written, and close the field; False where it was not open."""
        if not self.writing:
            return False
        self._draft.flush()
        if self._draft.refused:  # it stays in its field until it is mended
            return True
        self.wording.hide()
        self.words.setVisible(bool(self.words.text()))
        self.long_words.setVisible(bool(self.long_words.text()))
        return True

    def flush(self) -> None:
        """Save what is being typed."""
        self._draft.flush()

    def _word(self, text: str) -> bool:
        return self._card is None or self._session.board.word(self._card.action, text)

    def _place(self) -> Place | None:
        return self._session.board.place_of_wording(self._card)

    # The mouse, and how it looks.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.accept()
        left = event.button() == Qt.MouseButton.LeftButton
        self._at = event.position() if left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = QApplication.startDragDistance()
        if self._at is not None and (event.position() - self._at).manhattanLength() >= far:
            self._at = None
            if self._card is not None:
                self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._at = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            chosen = QPen(QColor(palette.teal), 2)
            pen = chosen if self._card is not None else QPen(QColor(palette.line), 1)
            rounded(painter, QRectF(self.rect()), 12, palette.surface, pen)
