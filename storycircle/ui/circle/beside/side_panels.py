"""The facilitator's own note, in the rail's place for a while."""

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.room.telling_panel import SidePanel
from storycircle.ui.session.beside.private_note import OWN_NOTE
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import Draft, at
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display.label import RemarkLine, hint, section
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.message import Saved, SavedState

_HIGH = 160  # px at 100 % that the field is high at least


class NotePanel(SidePanel):
    """Stands in the rail's place, and never where the room sees it."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme)
        self._note = session.private_note
        column = self.column
        head = Flow(theme.px(12), theme.px(4))
        head.add(section(theme, _("Your own note")), 1)
        self._saved = Saved(theme)
        head.addWidget(self._saved)
        column.addLayout(head)
        said = _(
            "For you alone. It stays on this laptop, is in no file and on no paper, and goes with "
            "the circle, or with the notes you erase."
        )
        column.addWidget(hint(theme, said))
        column.addSpacing(theme.px(12))
        self.field = Writing(theme)
        self.field.setAccessibleName(_("Your own note"))
        self.field.setAccessibleDescription(said)
        self.field.setMinimumHeight(theme.px(_HIGH))
        column.addWidget(self.field, 1)
        self.remark = RemarkLine(theme)
        column.addWidget(self.remark)
        column.addSpacing(theme.px(12))
        self.done = Button(theme, _("Done"), keys.OWN_NOTE.cap, act=self.closed.emit)
        column.addWidget(self.done)
        place = at(session.library, session.state.circle.id, OWN_NOTE)
        self._draft = Draft(self.field, self._note.write, place, shown=self._note.kept)
        self._draft.moved.connect(self.show_saved)

    def opened(self) -> None:
        """The cursor stands at the end of what was noted before."""
        self._draft.fill(self._note.kept())
        self.show_saved()
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)
        self.field.setFocus()

    def refresh(self) -> None:
        """Show the note as it is kept: it may have been erased."""
        self._draft.fill(self._note.kept())

    def show_saved(self) -> None:
        """Say whether the note is on the disk, and why not."""
        self.remark.show_remark(self._draft.why)
        state = SavedState.SAVING if self._draft.waiting else SavedState.SAVED
        self._saved.set_state(SavedState.NOT_YET if self._draft.refused else state)
