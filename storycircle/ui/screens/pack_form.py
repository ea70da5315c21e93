"""The form of the event pack: each row a label, a field and, where something is unclear, why."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from storycircle.core.errors import Refused
from storycircle.core.model import Event
from storycircle.ui.drafts import Draft, Place
from storycircle.ui.screens.pack_rows import FormRow, Shape
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.field import Field
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.writing import Writing

_LABEL = 224  # px at 100 %


class RowField(QWidget):
    """One row. save is given what was typed, and raises Refused with why it cannot be kept."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        hint: str,
        field: Field | Writing,
        save: Callable[[str], None],
        *,
        at: Callable[[], Place],
        shown: Callable[[], str],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._tip = hint
        self._save = save
        self.field = field
        field.setAccessibleName(name)
        field.setAccessibleDescription(hint)
        self._named = QWidget()
        told = QVBoxLayout(self._named)
        told.setContentsMargins(0, theme.px(8), 0, 0)
        told.setSpacing(0)
        title = label.label(theme, name)
        title.setBuddy(field)
        self._hint = label.hint(theme, hint)
        if not hint:
            self._hint.hide()  # shown before it has a parent it would be a window of its own
        told.addWidget(title)
        told.addWidget(self._hint)
        told.addStretch(1)
        self._named.setFixedWidth(theme.px(_LABEL))
        self.beside = QVBoxLayout()
        self.beside.setSpacing(theme.px(8))
        self.beside.addWidget(field)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, theme.px(10), 0, theme.px(10))
        self._box.setSpacing(theme.px(24))
        self._box.addWidget(self._named)
        column = QVBoxLayout()
        column.addLayout(self.beside)
        column.addStretch(1)
        self._box.addLayout(column, 1)
        self.draft = Draft(field, self._keep, at, shown=shown)

    def show_text(self, text: str) -> None:
        """Show what is kept, unless it is being typed."""
        self.draft.fill(text)
        self.say(self.draft.why)

    def turn_to(self, text: str) -> None:
        """Show another event's text, from its beginning."""
        self.draft.turn_to(text)
        if isinstance(self.field, Field):
            self.field.setCursorPosition(0)
        self.say(self.draft.why)

    def say(self, why: str) -> None:
        """Why what was typed is not kept yet, in the place of the hint; empty for nothing."""
        self._hint.setText(why or self._tip)
        self._hint.setVisible(bool(why or self._tip))
        self._hint.set_colour(self._theme.palette.warn if why else self._theme.palette.ink_2)

    def set_narrow(self, narrow: bool) -> None:
        """The label above the field where there is little room."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._box.setSpacing(self._theme.px(4 if narrow else 24))
        wide = self._theme.px(720 if narrow else _LABEL)
        self._named.setFixedWidth(wide)

    def _keep(self, text: str) -> None:
        try:
            self._save(text)
        except Refused as refused:
            self.say(str(refused))
            raise
        self.say("")


class PackForm(QWidget):
    """The rows of an event, each saved as it is typed through `save`."""

    def __init__(
        self,
        theme: Theme,
        rows: tuple[FormRow, ...],
        save: Callable[[FormRow, str], None],
        at: Callable[[str], Place],
    ) -> None:
        """at: the place of a row's refused text, by its label."""
        super().__init__()
        self._event = Event("", "")
        self._rows: list[tuple[FormRow, RowField]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for row in rows:
            field = _field(theme, row)
            place, kept = partial(at, row.label), partial(self._kept, row)
            shown = RowField(
                theme, row.label, row.hint, field, partial(save, row), at=place, shown=kept
            )
            if row.shape is Shape.SHORT:
                shown.beside.setAlignment(field, Qt.AlignmentFlag.AlignLeft)
            self._rows.append((row, shown))
            self._column.addWidget(shown)
            self._column.addWidget(Hairline(theme))

    def fields(self) -> dict[str, RowField]:
        """The rows by their labels."""
        return {row.label: field for row, field in self._rows}

    def show_event(self, event: Event, *, another: bool) -> None:
        """Show an event; another than before takes the place of all that stands in the fields."""
        self._event = event
        for row, field in self._rows:
            (field.turn_to if another else field.show_text)(row.read(event))

    def note(self, event: Event) -> None:
        """Know of what was kept; a field shows it once it is left."""
        self._event = event

    def _kept(self, row: FormRow) -> str:
        return row.read(self._event)

    def set_narrow(self, narrow: bool) -> None:
        for _, field in self._rows:
            field.set_narrow(narrow)


def _field(theme: Theme, row: FormRow) -> Field | Writing:
    if row.shape is Shape.SHORT:
        short = Field(theme, serif=False)
        short.setFixedWidth(theme.px(220))
        return short
    if row.shape is Shape.LINE:
        return Field(theme)
    return Writing(theme, grows=True, px=17, line=26)
