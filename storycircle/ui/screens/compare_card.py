"""One copy of a record on the comparing screen, field by field; and the field for a third."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.comparing import Form, Row, differing, marked, read_back, shown
from storycircle.core.errors import Refused
from storycircle.core.merging import Record
from storycircle.store.library import Library
from storycircle.store.typed import COMPARE
from storycircle.ui.drafts import Draft, at
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.field import Field, labelled
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.marked import MarkedText
from storycircle.ui.widgets.writing import Writing

_TYPED = (Form.LINE, Form.TEXT, Form.LINES, Form.PROGRAMME, Form.NUMBER)
_SERIF = (Form.TEXT,)
_NOTHING = "nothing here"


class CopyCard(Card):
    """A copy beside another. kept: this one is to stand."""

    kept = Signal()

    def __init__(  # noqa: PLR0917 (a copy, and what it is set against)
        self,
        theme: Theme,
        title: tuple[str, str],
        copy: Record,
        other: Record,
        rows: Sequence[Row],
        names: Mapping[str, str],
        key: str,
    ) -> None:
        super().__init__(theme)
        self.setAccessibleName(title[0])
        self.texts: list[MarkedText] = []
        body = self.body()
        body.setSpacing(theme.px(2))
        body.addWidget(label.section(theme, title[0]))
        body.addWidget(label.hint(theme, title[1]))
        for row in rows:
            body.addSpacing(theme.px(8))
            body.addWidget(Hairline(theme))
            body.addSpacing(theme.px(8))
            body.addWidget(label.label(theme, row.label))
            ours, theirs = shown(copy, row, names), shown(other, row, names)
            if not differing([copy, other], row.key):
                theirs = ours
            main = row.form in _SERIF
            font = theme.serif(20) if main else theme.sans(16)
            pieces = marked(ours or _NOTHING, theirs or _NOTHING)
            self.texts.append(MarkedText(theme, pieces, font, 28 if main else 24))
            body.addWidget(self.texts[-1])
        body.addStretch(1)
        body.addSpacing(theme.px(12))
        self.keep = Button(theme, "Keep this one", key)
        self.keep.clicked.connect(self.kept)
        body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)


class ThirdCard(Card):
    """A third wording, beginning as the first copy. used: its fields are to stand.

    What is typed is kept as a draft until it is used, or another wording is kept.
    """

    used = Signal()

    def __init__(
        self,
        theme: Theme,
        library: Library,
        copies: Sequence[Record],
        rows: Sequence[Row],
        key: str,
    ) -> None:
        super().__init__(theme)
        self._first, self._library = copies[0], library
        self._drafts: list[Draft] = []
        self.fields: dict[Row, Field | Writing] = {}
        head = QHBoxLayout()
        head.addWidget(label.words(theme, "Or write a third", 18, 600), 1)
        head.addWidget(label.hint(theme, "starts from number 1"))
        self.body().addLayout(head)
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(12))
        for row in rows:
            if row.form in _TYPED and (row.needed or differing(copies, row.key)):
                field = self._field(theme, row)
                named = labelled(theme, row.label, field)
                if isinstance(field, Field):
                    beside.addWidget(named, 1)
                else:
                    column.addWidget(named)
        self.use = Button(theme, "Use this", key)
        self.use.clicked.connect(self.used)
        beside.addStretch(0)
        beside.addWidget(self.use, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        column.addLayout(beside)
        self.body().addLayout(column)
        if not self.fields:
            self.hide()

    def _field(self, theme: Theme, row: Row) -> QWidget:
        text = shown(self._first, row, {})
        if row.form in (Form.LINE, Form.NUMBER):
            self.fields[row] = Field(theme, text, serif=False)
        else:
            writing = Writing(theme, serif=row.form in _SERIF, grows=True)
            writing.set_text(text)
            self.fields[row] = writing
        place = at(self._library, COMPARE, f"{self._first.id} {row.key}")
        draft = Draft(self.fields[row], partial(self._typed, text), place)
        draft.turn_to(text)
        self._drafts.append(draft)
        return self.fields[row]

    def _typed(self, first: str, text: str) -> None:
        """Nothing of it stands before it is used. Raises Refused, which keeps it until then."""
        if text != first:
            raise Refused("third-unused")

    def settled(self) -> None:
        """It is settled what stands: there is nothing to keep any more."""
        for draft in self._drafts:
            draft.let_go()

    def record_fields(self) -> dict[str, object]:
        """The first copy with what was typed. Raises Refused."""
        typed = {row.key: read_back(row, field.text()) for row, field in self.fields.items()}
        return {**self._first.fields, **typed}
