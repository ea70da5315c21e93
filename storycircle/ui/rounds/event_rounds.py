"""The rounds of an event in its pack: a row of the organiser's form."""

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QWidget

from storycircle.core.i18n import _
from storycircle.core.rounds.named_round import NamedRound, checked
from storycircle.core.shapes.how_it_fits import what_they_take
from storycircle.ui.rounds.rounds_editor import RoundsEditor
from storycircle.ui.system.field_autosave import Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import label, layouts

_LABEL = 224  # px at 100 %, as of the form's other rows
_PEOPLE = 6  # whom a circle of an event has, while nobody knows


class EventRounds:
    """The rounds of the event that stands in a form. Nothing of them has begun."""

    def __init__(
        self,
        read: Callable[[], tuple[NamedRound, ...]],
        write: Callable[[tuple[NamedRound, ...]], None],
    ) -> None:
        self._read, self._write = read, write

    def listed(self) -> tuple[NamedRound, ...]:
        """The rounds of the event; none where each circle chooses."""
        return self._read()

    def held(self) -> int:
        """None has begun in a pack."""
        return 0

    def change(
        self,
        rounds: tuple[NamedRound, ...],
        *,
        typed: bool = False,  # noqa: ARG002 (a form has no undo but that of its fields)
        message: str = "",  # noqa: ARG002
    ) -> None:
        """Keep these rounds. Raises Refused."""
        self._write(checked(rounds))

    def fit(self) -> str:
        """What they take of a circle's time."""
        return what_they_take(self.listed(), _PEOPLE)


class RoundsRow(QWidget):
    """The label, and the rounds beside it, or below it where there is little room."""

    def __init__(self, theme: Theme, rounds: EventRounds, place: Callable[[str], Place]) -> None:
        super().__init__()
        self._theme = theme
        self._named = QWidget()
        told = layouts.column(self._named, 0, (0, theme.px(8), 0, 0))
        told.addWidget(label.label(theme, _("Rounds")))
        said = _("What the turns of every circle are for. A circle may still choose others.")
        told.addWidget(label.hint(theme, said))
        told.addStretch(1)
        self.editor = RoundsEditor(theme, rounds, place, unnamed=_("As each circle chooses"))
        self._box = layouts.row(self, theme.px(24), (0, theme.px(10), 0, theme.px(10)))
        self._box.addWidget(self._named)
        self._box.addWidget(self.editor, 1)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """The label above the rounds where there is little room."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._box.setSpacing(self._theme.px(4 if narrow else 24))
        wide = self._theme.px(720 if narrow else _LABEL)
        self._named.setMinimumWidth(0 if narrow else wide)
        self._named.setMaximumWidth(wide)
