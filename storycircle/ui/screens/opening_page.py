"""The page that is read out in Open; its words become fields in their own place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextBlockFormat
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.opening import CHIME, Opening
from storycircle.ui.drafts import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.label import label, reading, reading_question
from storycircle.ui.widgets.text import Text
from storycircle.ui.widgets.writing import Writing

INSET = 9
"""px from a field's edge to the words in it, so that they stand where they stood as a text."""
_ABOVE, _BELOW = 7, 3  # px from a field's edges to its first and last line
_MARGIN = 1  # px around a field's words, inside its padding
_APART = 8  # px between two rules
_EMPTY = "Left empty, the words before come back."
_INDENT = 24  # px from the page's edge to the words of a rule
_COLUMN = 720
At = Callable[[], Place]


class OpeningPage(QWidget):
    """Shows an opening; with `changing`, its three parts are fields, saved as they are typed.

    save is handed the purpose, the rules (one a line) and the promise.
    """

    def __init__(
        self,
        theme: Theme,
        save: Callable[[str, str, str], bool],
        at: Callable[[str], At],
        told: SignalInstance | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._save = save
        self.changing = False
        self.setMaximumWidth(theme.px(_COLUMN) + 2 * INSET)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._told = told
        self._purpose = self._part("Why we are here", at("purpose"))
        self._asking = QWidget()
        self._question = reading_question(theme, "")
        self._rules = self._part("How we listen", at("rules"), dotted=True)
        self._promise = self._part("What happens to what we say", at("promise"))
        self._time = reading(theme, "")
        self.play = Button(theme, "Play it")
        self.play.setAccessibleDescription(CHIME)
        self._chime = QWidget()
        self._lay_out()

    def _part(self, title: str, at: At, *, dotted: bool = False) -> "_Part":
        field = _Words(self._theme, self._theme.px(_APART) if dotted else 0)
        draft = Draft(field, self._typed, at, told=self._told)
        return _Part(self._theme, title, field, draft, dotted=dotted)

    def _lay_out(self) -> None:
        column = self._column
        column.addWidget(self._purpose)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(INSET, 0, INSET, 20)
        asking.setSpacing(4)
        asking.addWidget(label(self._theme, "Our question"))
        asking.addWidget(self._question)
        column.addWidget(self._asking)
        column.addWidget(self._rules)
        column.addWidget(self._promise)
        column.addWidget(_inset(label(self._theme, "Time")))
        column.addSpacing(_ABOVE)
        column.addWidget(_inset(self._time))
        row = QHBoxLayout(self._chime)
        row.setContentsMargins(INSET, 8, INSET, 0)
        row.setSpacing(16)
        row.addWidget(reading(self._theme, CHIME), 1)
        row.addWidget(self.play, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._chime)
        column.addStretch(1)

    @property
    def fields(self) -> tuple[Writing, ...]:
        """The fields of purpose, rules and promise; on screen while changing."""
        return self._purpose.field, self._rules.field, self._promise.field

    def show_words(self, words: Opening, question: str, time: str, *, chimes: bool) -> None:
        """Show what is to be read out. Fields that are being written in are left alone."""
        self._question.setText(question)
        self._asking.setVisible(bool(question))
        self._time.setText(time)
        self._chime.setVisible(chimes)
        for part, lines in (
            (self._purpose, (words.purpose,)),
            (self._rules, words.rules),
            (self._promise, (words.promise,)),
        ):
            part.show_lines(lines)

    def set_changing(self, changing: bool) -> None:
        """Turn the words into fields, or the fields into words."""
        self.changing = changing
        for part in (self._purpose, self._rules, self._promise):
            part.set_changing(changing)

    def flush(self) -> None:
        """Save now what was typed."""
        for part in (self._purpose, self._rules, self._promise):
            part.draft.flush()

    def _typed(self, _text: str) -> bool:
        return self._save(*(field.text() for field in self.fields))


class _Part(QWidget):
    """A label, and beneath it words to read out or the field to change them in."""

    def __init__(
        self, theme: Theme, title: str, field: "_Words", draft: Draft, *, dotted: bool
    ) -> None:
        super().__init__()
        self._theme = theme
        self._dotted = dotted
        self._lines: tuple[str, ...] = ()
        self._changing = False
        indent = theme.px(_INDENT) if dotted else 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 22 - _BELOW)
        column.setSpacing(0)
        column.addWidget(_inset(label(theme, title)))
        self._texts = QWidget()
        self._list = QVBoxLayout(self._texts)
        self._list.setContentsMargins(INSET, _ABOVE, INSET, _BELOW)
        self._list.setSpacing(theme.px(_APART))
        column.addWidget(self._texts)
        self.field = field
        self.field.setAccessibleName(f"{title}, one rule a line" if dotted else title)
        self.draft = draft
        self._box = QWidget()
        box = QHBoxLayout(self._box)
        box.setContentsMargins(indent, 0, 0, 0)
        box.addWidget(self.field)
        self._box.hide()
        column.addWidget(self._box)

    def set_changing(self, changing: bool) -> None:
        """From words to a field that holds them, or back."""
        self._changing = changing
        if changing:
            self.draft.turn_to("\n".join(self._lines))
        self._texts.setVisible(not changing)
        self._box.setVisible(changing)

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show these words; a field follows only where nobody is writing in it."""
        if lines == self._lines:
            return
        self._lines = lines
        if self._changing and not self.field.hasFocus():
            self.draft.fill("\n".join(lines))
        while (item := self._list.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            self._list.addWidget(
                _Rule(self._theme, line) if self._dotted else reading(self._theme, line)
            )


class _Words(Writing):
    """A field whose words stand as they stand when they are read; apart: px between lines."""

    def __init__(self, theme: Theme, apart: int) -> None:
        self._apart = apart
        super().__init__(theme, _EMPTY, px=22, line=33, grows=True)
        self.document().setDocumentMargin(_MARGIN)

    def block_format(self) -> QTextBlockFormat:
        block = super().block_format()
        block.setBottomMargin(self._apart)
        return block


class _Rule(QWidget):
    """One rule with a teal dot before it."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        self._text: Text = reading(theme, text)
        row.addWidget(self._text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.teal))
        size = self._theme.px(8)
        painter.drawEllipse(0, self._theme.px(13), size, size)
        painter.end()


def _inset(widget: QWidget) -> QWidget:
    """A widget as far in as the words of the fields above and below it."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(INSET, 0, INSET, 0)
    row.addWidget(widget)
    return box
