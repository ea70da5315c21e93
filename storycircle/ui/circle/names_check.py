"""What was read of a pasted list of names, to be looked at before anybody takes a seat."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _, n_
from storycircle.core.members import typed_lines
from storycircle.core.model import LARGEST
from storycircle.core.names import what_was_read
from storycircle.core.names.reading import Column, NamesRead, PersonRead, Reading
from storycircle.core.names.table import read_table
from storycircle.ui.commands import has_key
from storycircle.ui.session.session import Session
from storycircle.ui.session.view_models import names_ring
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.choice import Choice, Pick
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import Hairline, antialiased, draw_sign, rounded
from storycircle.ui.widgets.display.label import hint, label, section
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.ring.ring_model import RingView

_SIGN = 20  # px at 100 % for the tick or the mark of a doubt
_SHARES = (5, 5, 7)  # of the width: forename, surname, agency


class PersonRow(QWidget):
    """One person as understood: forename, surname, agency, each to be typed over; below them the
    question, where there is a doubt.
    """

    changed = Signal()

    def __init__(self, theme: Theme, number: int, person: PersonRead) -> None:
        super().__init__()
        self._theme, self.person = theme, person
        self._looked_at = person.doubt is None
        self.fields = tuple(Field(theme, text, flat=True) for text in _texts(person.best))
        said = (_("Forename"), _("Surname"), _("Agency"))
        for field, name in zip(self.fields, said, strict=True):
            field.setAccessibleName(_("{name} of person {number}", name=name, number=number))
            field.setCursorPosition(0)
            field.textEdited.connect(self._typed)
        self._column = layouts.column(self, theme.px(2))
        row = layouts.row(spacing=theme.px(8))
        figure = hint(theme, f"{number}", right=True)
        figure.setMinimumWidth(theme.px(20))
        row.addWidget(figure)
        for field, share in zip(self.fields, _SHARES, strict=True):
            row.addWidget(field, share)
        row.addSpacing(theme.px(_SIGN))
        self._column.addLayout(row)
        self.choice: Choice | None = None
        if person.doubt is not None:
            self._build_doubt(person)

    def _build_doubt(self, person: PersonRead) -> None:
        beside = self._theme.px(28)
        box = layouts.column(
            spacing=self._theme.px(6), margins=(beside, 0, beside, self._theme.px(6))
        )
        question = label(self._theme, what_was_read.doubt(person))
        question.setWordWrap(True)
        box.addWidget(question)
        if len(person.readings) > 1:
            options = [
                (str(at), what_was_read.way(person, reading))
                for at, reading in enumerate(person.readings)
            ]
            self.choice = Choice(self._theme, options)
            self.choice.set_value("0")
            self.choice.chosen.connect(self._chosen)
            self.choice.chosenAgain.connect(self._chosen)
            self.choice.setAccessibleName(what_was_read.doubt(person))
            box.addWidget(self.choice)
        self._column.addLayout(box)

    @property
    def sure(self) -> bool:
        """Whether it was read without a doubt, or looked at since."""
        return self._looked_at

    def reading(self) -> Reading:
        """The person as the row says now; nobody where both names are empty."""
        forename, surname, agency = (field.text().strip() for field in self.fields)
        return Reading(forename, surname, agency) if forename or surname else Reading()

    def _chosen(self, value: str) -> None:
        self._looked_at = True
        for field, text in zip(self.fields, _texts(self.person.readings[int(value)]), strict=True):
            field.setText(text)
            field.setCursorPosition(0)
        self.update()
        self.changed.emit()

    def _typed(self) -> None:
        self._looked_at = True
        self.update()
        self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette, size = self._theme.palette, self._theme.px(12)
        with antialiased(self) as painter:
            if self.person.doubt is not None:
                rounded(painter, self.rect().toRectF(), 8, palette.warn_soft, None)
            first = self.fields[0].geometry().center()
            right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
            edge = self._theme.px(_SIGN) / 2 + 2
            first.setX(round(self.width() - edge if right else edge))
            sign = "tick" if self._looked_at else "look"
            colour = palette.teal if self._looked_at else palette.warn
            draw_sign(painter, sign, first.toPointF(), size, colour, self._theme.px(2))


def _texts(reading: Reading) -> tuple[str, str, str]:
    return reading.forename, reading.surname, reading.agency


class NamesCheck(QWidget):
    """The people of a list, as they were understood, and whether that is right.

    taken: the people as lines, one each. putBack: nothing of it is taken. Both by key wherever the
    focus is in it: Enter and Esc. shown: the names as the rows say now, each with whether it is
    sure, for the ring.
    """

    taken = Signal(str)
    putBack = Signal()
    shown = Signal(list)

    def __init__(self, theme: Theme, read: NamesRead, most: int = LARGEST) -> None:
        """most: people that there is room for."""
        super().__init__()
        self._theme, self._read, self._most = theme, read, most
        self.rows: list[PersonRow] = []
        self._column = layouts.column(self, 0)
        self._held = QWidget()
        self._columns: list[Pick] = []
        self._build()

    def take_focus(self) -> None:
        """Enter takes all at once; Tab goes to what is not sure."""
        self.take.setFocus()

    def people(self) -> list[Reading]:
        """Everybody as the rows say now."""
        return [reading for reading in (row.reading() for row in self.rows) if reading.name]

    def names(self) -> list[tuple[str, bool]]:
        """Everybody's name, and whether it is sure."""
        named = [(row.reading().name, row.sure) for row in self.rows]
        return [(name, sure) for name, sure in named if name]

    def _build(self) -> None:
        layouts.discard(self._held, self._column)
        self._held = QWidget()
        self._column.addWidget(self._held)
        column = layouts.column(self._held, 0)
        theme, read = self._theme, self._read
        self.title = section(theme, what_was_read.title(read))
        column.addWidget(self.title)
        self.how = hint(theme, what_was_read.how(read))
        column.addWidget(self.how)
        column.addSpacing(theme.px(8))
        self._build_heads(column)
        self.rows = [PersonRow(theme, at, person) for at, person in enumerate(read.people, 1)]
        for row in self.rows:
            row.changed.connect(self._draw)
            column.addWidget(row)
            if row.person.doubt is None:
                column.addWidget(Hairline(theme))
        column.addSpacing(theme.px(12))
        self._build_hint(column)
        column.addStretch(1)
        column.addSpacing(theme.px(12))
        self.room = hint(theme, "")
        column.addWidget(self.room)
        self._build_foot(column)
        self._draw()

    def _build_heads(self, column: QVBoxLayout) -> None:
        theme = self._theme
        row = layouts.row(spacing=theme.px(8))
        row.addSpacing(theme.px(28))
        heads = (_("Forename"), _("Surname"), _("Agency, stays here"))
        for words, share in zip(heads, _SHARES, strict=True):
            row.addWidget(label(theme, words), share)
        row.addSpacing(theme.px(_SIGN))
        column.addLayout(row)
        column.addWidget(Hairline(theme))

    def _build_hint(self, column: QVBoxLayout) -> None:
        theme, read = self._theme, self._read
        unsure = len(read.unsure)
        if unsure:
            message = n_(
                "{tab} goes to the one that is not sure, {back} {on} choose.",
                "{tab} goes to the {count} that are not sure, {back} {on} choose.",
                unsure,
                tab="{tab}", back="{back}", on="{on}",
            )  # fmt: skip
            parts = with_caps(message, tab=keys.TAB.cap, back=keys.LEFT.cap, on=keys.RIGHT.cap)
            column.addWidget(HintLine(theme, parts))
        column.addWidget(hint(theme, _("Each word can be typed over.")))
        if read.columns:
            other = Link(theme, _("The columns mean something else"))
            other.clicked.connect(self._ask_columns)
            column.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)
            self._where = layouts.column(spacing=theme.px(4))
            column.addLayout(self._where)

    def _build_foot(self, column: QVBoxLayout) -> None:
        theme = self._theme
        foot = hint(theme, _("Names may leave with the circle. Agencies and addresses never do."))
        column.addWidget(foot)
        column.addSpacing(theme.px(8))
        row = Flow(theme.px(8), theme.px(8))
        self.take = Button(theme, "", keys.ENTER.cap, "main", tall=True, act=self._take)
        self.back = Button(theme, _("Put it back"), keys.BACK.cap, tall=True, act=self.putBack.emit)
        row.addWidget(self.take)
        row.addWidget(self.back)
        column.addLayout(row)

    def _ask_columns(self) -> None:
        """What each column of the table holds, to be chosen."""
        while (item := self._where.takeAt(0)) is not None:
            layouts.discard(item.widget())
        self._columns = []
        options = [(column.value, _(words)) for column, words in what_was_read.COLUMNS.items()]
        grid = QWidget()
        laid = QGridLayout(grid)
        laid.setContentsMargins(0, 0, 0, 0)
        for at, column in enumerate(self._read.columns):
            sample = next((r[at] for r in self._read.rows[1:] if at < len(r) and r[at]), "")
            laid.addWidget(section(self._theme, sample or "–"), at, 0)
            pick = Pick(self._theme, options)
            pick.set_value(column.value)
            pick.setAccessibleName(_("What “{text}” is", text=sample))
            pick.chosen.connect(self._read_again)
            self._columns.append(pick)
            laid.addWidget(pick, at, 1)
        self._where.addWidget(grid)
        self._columns[0].setFocus()

    def _read_again(self) -> None:
        columns = [Column(pick.value()) for pick in self._columns]
        self._read = read_table(self._read.rows, columns)
        self._build()
        self.take_focus()

    def _draw(self) -> None:
        people = self.people()
        count, over = len(people), len(people) - self._most
        self.take.set_text(
            n_("Take this one", "Take these {count}", count) if count else _("Take nobody")
        )
        why = n_(
            "There is room for {most}. Empty the name of {figures} person.",
            "There is room for {most}. Empty the names of {figures} people.",
            over,
            most=self._most,
        ) if over > 0 else ""  # fmt: skip
        self.room.setText(why)
        self.room.setVisible(bool(why))
        self.take.set_not_now(why)
        self.shown.emit(self.names())

    def _take(self) -> None:
        people = self.people()
        if len(people) <= self._most:
            self.taken.emit("\n".join(reading.line for reading in people))

    def event(self, event: QEvent) -> bool:
        """Enter and Esc are its own, before the screen's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (has_key(event, keys.BACK) or has_key(event, keys.ENTER))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.BACK):
            self.putBack.emit()
        elif has_key(event, keys.ENTER):
            self._take()
        else:
            super().keyPressEvent(event)


class NamesAsked(QObject):
    """Asks about a list in the place of a form, and seats the people who are taken.

    shown: the ring as it would be. opened, closed: the list stands in the form's place, and no
    more.
    """

    shown = Signal(RingView)
    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, session: Session, form: QWidget, pane: QBoxLayout) -> None:
        super().__init__(form)
        self._theme, self._session, self._form, self._pane = theme, session, form, pane
        self._check: NamesCheck | None = None

    @property
    def open(self) -> bool:
        """Whether a list is asked about."""
        return self._check is not None

    @property
    def at(self) -> QWidget:
        """What stands in the pane: the list, else the form."""
        return self._check or self._form

    def take_focus(self) -> None:
        """Back to the list that is asked about."""
        if self._check is not None:
            self._check.take_focus()

    def ask(self, read: NamesRead) -> None:
        """Show what was read of a list; one that was asked about before is put back."""
        self._drop()
        room = LARGEST - len(self._session.state.circle.members)
        self._check = check = NamesCheck(self._theme, read, room)
        check.shown.connect(self._show)
        check.taken.connect(self._take)
        check.putBack.connect(self._close)
        self._form.hide()
        self._pane.addWidget(check, 1)
        check.show()
        self._show(check.names())
        self.opened.emit()
        check.take_focus()

    def _show(self, names: list[tuple[str, bool]]) -> None:
        self.shown.emit(names_ring(self._session, names))

    def _take(self, text: str) -> None:
        """Seat the people of the list, after those who are here."""
        here = typed_lines(self._session.state.circle.members).splitlines()
        known = {line.casefold() for line in here}
        lines = [*here, *(line for line in text.splitlines() if line.casefold() not in known)]
        self._session.members.set_names("\n".join(lines))
        self._close()

    def _close(self) -> None:
        self._drop()
        self._form.show()
        self.closed.emit()

    def _drop(self) -> None:
        layouts.discard(self._check, self._pane)
        self._check = None
