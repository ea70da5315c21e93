"""What was read of a pasted list of names, to be looked at before anybody takes a seat."""

from collections import Counter

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIntValidator, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _, n_, p_
from storycircle.core.model import LARGEST
from storycircle.core.names import what_was_read
from storycircle.core.names.reading import Column, NamesRead, PersonRead, Reading
from storycircle.core.names.table import read_table
from storycircle.ui.commands import is_pressed
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.choice import Choice, Pick
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.announcement import announce_question
from storycircle.ui.widgets.display.card import Hairline, antialiased, draw_sign, rounded
from storycircle.ui.widgets.display.label import hint, label, section
from storycircle.ui.widgets.display.layouts import Flow

GOOD_CIRCLE = 6
"""People in a circle, where a list says of nobody which one they are in."""
_ALL, _MOST_ROWS = 20, 150
"""People of whom each has a row; of more, those who are not sure have one, up to so many."""
_AIR = 12  # px at 100 % round a word that can be typed over
_ROW_AIR = 3  # px above and below a row, so that its ground is seen round each word
_SIGN = 20  # px at 100 % for the tick or the mark of a doubt
Shares = tuple[int, int, int, int]
"""Of the width: forename, surname, agency, and the circle's number."""


class _Word(Field):
    """A word that can be typed over. It asks for the room of its text: no word is cut."""

    def __init__(self, theme: Theme, text: str, *, serif: bool = True) -> None:
        super().__init__(theme, text, serif=serif, flat=True)
        self.setCursorPosition(0)
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + self._theme.px(_AIR)
        return QSize(max(self._theme.px(48), wide), self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class PersonRow(QWidget):
    """One person as understood: forename, surname, agency, each to be typed over; below them the
    question, where there is a doubt. In a list of several circles the circle's number too.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, number: int, person: PersonRead, shares: Shares, *, circles: bool
    ) -> None:
        super().__init__()
        self._theme, self.person = theme, person
        self._looked_at = person.doubt is None
        self.fields = tuple(_Word(theme, text) for text in _texts(person.best))
        said = (_("Forename"), _("Surname"), _("Agency"))
        for field, name in zip(self.fields, said, strict=True):
            field.setAccessibleName(_("{name} of person {number}", name=name, number=number))
            field.textEdited.connect(self._typed)
        self.circle = _Word(theme, f"{person.circle or ''}", serif=False)
        self.circle.setAccessibleName(_("Circle of person {number}", number=number))
        self.circle.setValidator(QIntValidator(1, 99_999, self.circle))
        self.circle.textEdited.connect(self.changed)
        self._column = layouts.column(self, theme.px(2), (0, _ROW_AIR, 0, _ROW_AIR))
        row = Flow(theme.px(8), 0)
        row.setContentsMargins(0, 0, theme.px(_SIGN + 8), 0)
        figure = hint(theme, f"{number}", right=True)
        figure.setFixedWidth(theme.px(20))
        row.addWidget(figure)
        for field, share in zip(self.fields, shares, strict=False):
            row.add(field, share)
        row.add(self.circle, shares[-1])
        self.circle.setVisible(circles)
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

    def read(self) -> PersonRead:
        """The person of the list as the row says now."""
        number = int(self.circle.text() or 0)
        return replace(self.person, readings=(self.reading(),), circle=number)

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

    taken: the people, each in one way. putBack: nothing of it is taken. Both by key wherever the
    focus is in it: Enter and Esc. shown: the names as the rows say now, each with whether it is
    sure, for the ring.
    """

    taken = Signal(list)
    putBack = Signal()
    shown = Signal(list)

    def __init__(
        self, theme: Theme, read: NamesRead, most: int = LARGEST, *, circles: bool = False
    ) -> None:
        """most: people that there is room for, in a circle. circles: the list is of several."""
        super().__init__()
        self._theme, self._read, self._most, self._circles = theme, read, most, circles
        self._people = list(read.people)
        self.rows: dict[int, PersonRow] = {}
        self._said = False
        self._column = layouts.column(self, 0)
        self._held = QWidget()
        self.columns: list[Pick] = []
        self._build()
        read_as(self, Role.Dialog, name=self._title_now, description=self._how_now)

    def showEvent(self, event: QShowEvent) -> None:
        """What was read is said once, with what it can be answered with."""
        super().showEvent(event)
        if not self._said and not event.spontaneous():
            self._said = True
            answers = [self.take.text(), self.back.text()]
            announce_question(self, self._title_now(), self._how_now(), answers)

    def _title_now(self) -> str:
        return self.title.text()

    def _how_now(self) -> str:
        return self.how.text()

    def take_focus(self) -> None:
        """Enter takes all at once; Tab goes to what is not sure."""
        self.take.setFocus()

    def people(self) -> list[PersonRead]:
        """Everybody as the rows say now; who is nobody is left out."""
        now = [
            self.rows[at].read() if at in self.rows else person
            for at, person in enumerate(self._people)
        ]
        return [person for person in now if person.best.name]

    def names(self) -> list[tuple[str, bool]]:
        """Everybody's name, and whether it is sure."""
        sure = {id(row.person): row.sure for row in self.rows.values()}
        return [
            (row.reading().name if row else person.best.name, sure.get(id(person), True))
            for row, person in ((self.rows.get(at), p) for at, p in enumerate(self._people))
            if (row.reading().name if row else person.best.name)
        ]

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
        self._build_rows(column)
        column.addSpacing(theme.px(12))
        self._build_hint(column)
        column.addStretch(1)
        column.addSpacing(theme.px(12))
        self.room = hint(theme, "")
        column.addWidget(self.room)
        self._build_foot(column)
        self._draw()

    def _build_rows(self, column: QVBoxLayout) -> None:
        theme = self._theme
        self.rows = {}
        looked = [at for at, person in enumerate(self._people) if self._is_to_be_seen(person)]
        if len(self._people) <= _ALL:
            looked = list(range(len(self._people)))
        shares = self._shares([self._people[at].best for at in looked])
        if looked:
            self._build_heads(column, shares)
        for at in looked[:_MOST_ROWS]:
            row = PersonRow(theme, at + 1, self._people[at], shares, circles=self._circles)
            row.changed.connect(self._draw)
            self.rows[at] = row
            column.addWidget(row)
            if row.person.doubt is None:
                column.addWidget(Hairline(theme))
        others = len(self._people) - len(self.rows)
        if others:
            unseen = n_(
                "{Count} more person was read without a doubt.",
                "{Count} more people were read without a doubt.",
                others,
            )
            column.addSpacing(theme.px(8))
            column.addWidget(hint(theme, unseen))

    def _is_to_be_seen(self, person: PersonRead) -> bool:
        return person.doubt is not None or (self._circles and not person.circle)

    def _build_heads(self, column: QVBoxLayout, shares: Shares) -> None:
        theme = self._theme
        row = layouts.row(spacing=theme.px(8))
        row.addSpacing(theme.px(28))
        for words, share in zip(self._heads(), shares, strict=True):
            if words:
                row.addWidget(label(theme, words), share)
        row.addSpacing(theme.px(_SIGN))
        column.addLayout(row)
        column.addWidget(Hairline(theme))

    def _heads(self) -> tuple[str, str, str, str]:
        circle = p_("heading of a column", "Circle") if self._circles else ""
        return _("Forename"), _("Surname"), _("Agency, stays here"), circle

    def _shares(self, people: list[Reading]) -> Shares:
        """Each column by its widest words, so that they stand below each other in all rows."""
        words, head = QFontMetrics(self._theme.serif(17)), QFontMetrics(self._theme.sans(14, 600))
        heads = [head.horizontalAdvance(text) for text in self._heads()]
        columns = list(zip(*(_texts(one) for one in people), strict=True)) or [(), (), ()]
        air = self._theme.px(_AIR)
        wide = [max(map(words.horizontalAdvance, column), default=0) + air for column in columns]
        first, second, third = (max(*both, 1) for both in zip(wide, heads, strict=False))
        return first, second, third, max(heads[-1], 1)

    def _build_hint(self, column: QVBoxLayout) -> None:
        theme, read = self._theme, self._read
        unsure = len(read.unsure)
        if unsure:
            message = n_(
                "{tab} goes to the one that is not sure, {back} {on} choose. "
                "Each word can be typed over.",
                "{tab} goes to the {count} that are not sure, {back} {on} choose. "
                "Each word can be typed over.",
                unsure,
                tab="{tab}",
                back="{back}",
                on="{on}",
            )
            parts = with_caps(message, tab=keys.TAB.cap, back=keys.LEFT.cap, on=keys.RIGHT.cap)
            column.addWidget(HintLine(theme, parts))
        else:
            column.addWidget(hint(theme, _("Each word can be typed over.")))
        if self._circles and any(not person.circle for person in self._people):
            seat = Link(theme, _("Put them in circles of {size}, in this order", size=GOOD_CIRCLE))
            seat.clicked.connect(self.seat_in_order)
            column.addWidget(seat, 0, Qt.AlignmentFlag.AlignLeft)
        if read.columns:
            other = Link(theme, _("The columns mean something else"))
            other.clicked.connect(self.ask_columns)
            column.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)
            self._where = layouts.column(spacing=theme.px(4))
            column.addLayout(self._where)

    def _build_foot(self, column: QVBoxLayout) -> None:
        theme = self._theme
        foot = _("Names may leave with the circle; agencies never do.")
        if self._circles:
            foot = _("Names and agencies go into the pack; addresses do not.")
        column.addWidget(hint(theme, foot))
        column.addSpacing(theme.px(8))
        row = Flow(theme.px(8), theme.px(8))
        self.take = Button(theme, "", keys.ENTER.cap, "main", tall=True, act=self._take)
        self.back = Button(theme, _("Put it back"), keys.BACK.cap, tall=True, act=self.putBack.emit)
        row.addWidget(self.take)
        row.addWidget(self.back)
        column.addLayout(row)

    def seat_in_order(self) -> None:
        """Those who are in no circle, in circles of a good size after those that there are."""
        people = self.people()
        free = [at for at, person in enumerate(people) if not person.circle]
        first = 1 + max((person.circle for person in people), default=0)
        groups = max(1, round(len(free) / GOOD_CIRCLE))
        for place, at in enumerate(free):
            people[at] = replace(people[at], circle=first + place * groups // len(free))
        self._people = people
        self._build()
        self.take_focus()

    def ask_columns(self) -> None:
        """What each column of the table holds, to be chosen."""
        while (item := self._where.takeAt(0)) is not None:
            layouts.discard(item.widget())
        self.columns = []
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
            pick.chosen.connect(self.read_again)
            self.columns.append(pick)
            laid.addWidget(pick, at, 1)
        self._where.addWidget(grid)
        self.columns[0].setFocus()

    def read_again(self) -> None:
        columns = [Column(pick.value()) for pick in self.columns]
        self._read = read_table(self._read.rows, columns)
        self._people = list(self._read.people)
        self._build()
        self.take_focus()

    def _draw(self) -> None:
        people = self.people()
        count = len(people)
        self.take.set_text(
            n_("Take this one", "Take these {count}", count) if count else _("Take nobody")
        )
        why = self._why_not(people)
        self.room.setText(why)
        self.room.setVisible(bool(why))
        self.take.set_not_now(why)
        self.shown.emit(self.names())

    def _why_not(self, people: list[PersonRead]) -> str:
        """Why the people cannot be taken as they stand; empty where they can."""
        nowhere = sum(not person.circle for person in people)
        if self._circles and nowhere:
            return n_(
                "{Count} person is in no circle yet.",
                "{Count} people are in no circle yet.",
                nowhere,
            )
        sizes = Counter(person.circle if self._circles else 0 for person in people)
        number, largest = max(sizes.items(), key=lambda item: item[1], default=(0, 0))
        over = largest - self._most
        if over <= 0:
            return ""
        if self._circles:
            return _(
                "Circle {number} has {people}, and room for {most}.",
                number=number,
                people=n_("{figures} person", "{figures} people", largest),
                most=self._most,
            )
        return n_(
            "There is room for {most}. Empty the name of {figures} person.",
            "There is room for {most}. Empty the names of {figures} people.",
            over,
            most=self._most,
        )

    def _take(self) -> None:
        people = self.people()
        if not self._why_not(people):
            self.taken.emit(people)

    def event(self, event: QEvent) -> bool:
        """Enter and Esc are its own, before the screen's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_pressed(event, keys.BACK, keys.ENTER)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_pressed(event, keys.BACK):
            self.putBack.emit()
        elif is_pressed(event, keys.ENTER):
            self._take()
        else:
            super().keyPressEvent(event)
