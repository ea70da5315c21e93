"""Where and when a circle of a series was held: three fields, shown once they are wanted."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.i18n import N_, _
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import Draft, at
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.layouts import Flow

_LABELS = {"region": N_("Region"), "venue": N_("Venue"), "date": N_("Date")}
_HINTS = {"date": N_("As 14 June 2007.")}


class PlaceFields(QWidget):
    """A way to say where and when a circle was held, where its event does not say it of all; the
    fields once it is pressed, or something stands in one of them. moved: what is typed was taken,
    or not. opened: the fields were asked for.
    """

    moved = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = False
        self.open = Link(theme, _("Another place or day"), 15, act=self._open)
        self.fields = {key: _field(theme, key) for key in _LABELS}
        self._drafts = {key: self._draft(key) for key in _LABELS}
        self._inside = QWidget()
        row = Flow(16, 12)
        for key, field in self.fields.items():
            row.add(labelled(theme, _(_LABELS[key]), field), 1)
        self._inside.setLayout(row)
        column = layouts.column(self, 0)
        column.addWidget(self.open)
        column.addWidget(self._inside)
        self.refresh()

    def _draft(self, key: str) -> Draft:
        session = self._session
        draft = Draft(
            self.fields[key],
            partial(session.members.set_place, key),
            at(session.library, session.state.circle.id, key),
            shown=partial(self._kept, key),
        )
        draft.moved.connect(self.moved)
        return draft

    @property
    def why(self) -> str:
        """Why something that was typed is not taken; empty where all of it is."""
        return next((draft.why for draft in self._drafts.values() if draft.why), "")

    def refresh(self) -> None:
        """Show what the circle has."""
        for key, draft in self._drafts.items():
            draft.fill(self._kept(key))
        wanted = any(field.text() for field in self.fields.values())
        self._show(wanted=wanted or self._wanted)

    def _kept(self, key: str) -> str:
        kept = str(getattr(self._session.state.circle, key))
        return i18n.day(kept) if key == "date" else kept

    def _open(self) -> None:
        self._show(wanted=True)
        self.fields["region"].setFocus()
        self.opened.emit()

    def _show(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._inside.setVisible(wanted)
        self.open.setVisible(not wanted)


def _field(theme: Theme, key: str) -> Field:
    hint_ = _HINTS.get(key, "")
    return Field(theme, hint=_(hint_) if hint_ else "")
