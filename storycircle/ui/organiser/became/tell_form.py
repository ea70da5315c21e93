"""A review told on the telephone: who tells it, how it stands, and what they say."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.reviews.deadline import hint as date_hint
from storycircle.core.reviews.review import ReviewState
from storycircle.jobs.afterwards.became import BecameAction
from storycircle.jobs.afterwards.reviewing import Told
from storycircle.ui.organiser.became.view_model import told_lines
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.review.review_fields import ReviewFields
from storycircle.ui.review.told_by import ToldBy
from storycircle.ui.system.field_autosave import UNSETTLED, Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.line_edit import labelled
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.label import RemarkLine
from storycircle.ui.widgets.display.layouts import Flow

TOLD_BY = "told-by"


class TellForm(QWidget):
    """What is typed stays in its fields, and on the disk, until it is noted.

    closed: it is put away; what was typed is there again once the same action is told of. noted: a
    review was noted.
    """

    closed = Signal()
    noted = Signal()

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._of: BecameAction | None = None
        self._state: ReviewState | None = None
        column = layouts.column(self, theme.px(8))
        column.addWidget(label.section(theme, _("Told on the telephone")))
        self._action = label.words(theme, "")
        column.addWidget(self._action)
        self.known = label.hint(theme, "")
        column.addWidget(self.known)
        self.told_by = ToldBy(theme)
        self._told = Draft(self.told_by, self._typed, self._at(TOLD_BY))
        column.addWidget(labelled(theme, _("Told by"), self.told_by))
        self.fields = ReviewFields(
            theme, lambda _part, text: self._typed(text), self._at, self._understood
        )
        self.fields.chosen.connect(self._choose)
        column.addWidget(self.fields)
        self._remark = RemarkLine(theme)
        column.addWidget(self._remark)
        stands = _("A circle’s own later word stands over what you note.")
        column.addWidget(label.hint(theme, stands))
        ways = Flow(theme.px(8), theme.px(8))
        self.note = Button(theme, _("Note it"), keys.KEEP_TOLD.cap, "main", act=self.keep)
        back = Button(theme, _("Put away"), keys.BACK.cap, "quiet", act=self.closed)
        for way in (self.note, back):
            ways.addWidget(way)
        column.addLayout(ways)
        column.addStretch(1)

    @property
    def of(self) -> BecameAction | None:
        """The action that is told of."""
        return self._of

    def tell_of(self, one: BecameAction, names: Sequence[str]) -> None:
        """Begin to note what is told of an action. names: the people of its circle."""
        self._flush()
        self._of, self._state = one, None
        title = _("Circle {number}: {action}", number=one.number, action=one.wording)
        self._action.setText(title)
        lines = told_lines(one)
        self.known.setText("\n".join(lines[:2]))
        self.known.setVisible(bool(lines))
        self.told_by.offer(names)
        for draft in (self._told, *self.fields.drafts.values()):
            draft.turn_to("")
        self.fields.choice.show_state(None)
        self.fields.told.show()
        self._remark.show_remark("")
        self.told_by.setFocus()

    def keep(self) -> None:
        """Note it; where it is not said how it stands, that is asked for."""
        if self._of is None:
            return
        if self._state is None:
            title = _("How does it stand?")
            self._remark.show_remark(title, _("Say one of the five first."))
            announce(self, title)
            self.fields.take_focus()
            return
        fields = self.fields
        told = Told(
            self._state,
            fields.happened.text(),
            fields.following.text(),
            fields.by.text(),
            "",
            self.told_by.text(),
        )
        if self._session.note_told(self._of, told):
            for draft in (self._told, *fields.drafts.values()):
                draft.discard()
            self.noted.emit()
            self.closed.emit()

    def put_away(self) -> None:
        """Keep what was typed for the next time this action is told of."""
        self._flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.fields.at_choice and self.fields.take_key(event)):
            super().keyPressEvent(event)

    def _choose(self, code: str) -> None:
        self._state = ReviewState(code)
        self.fields.choice.show_state(self._state)
        self._remark.show_remark("")

    def _flush(self) -> None:
        for draft in (self._told, *self.fields.drafts.values()):
            draft.flush()

    def _typed(self, text: str) -> object:
        """What is typed is nobody's review before it is noted; it is kept as it stands."""
        return UNSETTLED if text.strip() else True

    def _understood(self, text: str) -> str:
        today = self._session.clock.now().date()
        return date_hint(text, today.isoformat(), today)

    def _at(self, part: str) -> Callable[[], Place | None]:
        def place() -> Place | None:
            if self._of is None:
                return None
            return self._session.place(self._of.circle, f"{self._of.action} told {part}")

        return place
