"""What people at a stall said in their own words, and whether that may leave."""

from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.consent.name_hints import hints
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Sharing
from storycircle.ui.circle.stall.stall_session import StallSession
from storycircle.ui.circle.stall.stall_state import Quote
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import RemarkLine

_MOST_HINTS = 4


class QuoteRow(QWidget):
    """One quotation, with the three ways it may go. quote: None for one that stays here."""

    def __init__(
        self, theme: Theme, session: StallSession, words: str, quote: Quote | None
    ) -> None:
        super().__init__()
        self._session, self.words, self._quote = session, words, quote
        column = layouts.column(self, theme.px(4))
        column.addWidget(label.words(theme, _("“{words}”", words=words), italic=True))
        self.choice = Choice(
            theme,
            [
                (Sharing.STAYS, _("Stays here")),
                (Sharing.ANONYMOUS, _("Without name")),
                (Sharing.NAMED, _("With name")),
            ],
        )
        self.choice.setAccessibleName(_("May it leave? {words}", words=i18n.short(words)))
        self.choice.set_value(self._value())
        self.choice.chosen.connect(self._choose)
        column.addWidget(self.choice)
        column.addLayout(self._below(theme))
        column.addWidget(Hairline(theme))

    def _below(self, theme: Theme) -> layouts.Flow:
        row = layouts.Flow(theme.px(12), 0)
        said = self._code_or_names()
        if said:
            row.add(label.hint(theme, said), 1)
        away = Link(theme, _("take away"), 14, act=self._take_away)
        away.setAccessibleName(_("Take away: {line}", line=i18n.short(self.words)))
        row.addWidget(away)
        return row

    def _value(self) -> Sharing:
        if self._quote is None:
            return Sharing.STAYS
        return Sharing.NAMED if self._quote.named else Sharing.ANONYMOUS

    def _code_or_names(self) -> str:
        """The code for its speaker; before that, what in it may say who somebody is."""
        if self._quote is not None:
            code = self._quote.code
            return _("Its code: {code}", code=code) if code else ""
        found = list(dict.fromkeys(hint.text for hint in hints(self.words, (), ())))
        if not found:
            return ""
        named = i18n.listed([_("“{word}”", word=word) for word in found[:_MOST_HINTS]])
        return _("Look at it first: {words} may say who somebody is.", words=named)

    def _choose(self, value: str) -> None:
        if self._quote is None:
            self._session.let_leave(self.words, Sharing(value))
        elif value == Sharing.STAYS:
            self._session.take_back(self._quote, keep=True)
        else:
            self._session.name_speaker(self._quote, named=value == Sharing.NAMED)

    def _take_away(self) -> None:
        if self._quote is None:
            self._session.take_words_away(self.words)
        else:
            self._session.take_back(self._quote, keep=False)


class QuotesList(QWidget):
    """A field for words that somebody said, and those of the run that is shown."""

    def __init__(self, theme: Theme, session: StallSession) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._shown: object = None
        self.rows: list[QuoteRow] = []
        column = layouts.column(self, theme.px(8))
        self.field = Field(theme, hint=_("Words someone said, press {key}", key=keys.ENTER.cap))
        self.field.setAccessibleName(_("In their own words"))
        self.field.returnPressed.connect(self.take)
        column.addWidget(self.field)
        self._remark = RemarkLine(theme)
        column.addWidget(self._remark)
        self._rows = layouts.column(spacing=theme.px(8))
        column.addLayout(self._rows)

    def take(self) -> bool:
        """Take the words in the field, or say why not; nothing of them is lost."""
        if not self.field.text().strip():
            return True
        try:
            self._session.add_words(self.field.text())
        except Refused as refused:
            self._remark.show_remark(str(refused))
            return False
        self._remark.show_remark("")
        self.field.set_text("")
        return True

    def refresh(self) -> None:
        """Show the quotations of the run that is shown."""
        state = self._session.state
        kept = state.run.kept if state.run is not None else ()
        wanted = (state.run.id if state.run is not None else "", kept, state.quotes)
        if wanted == self._shown:
            return
        self._shown = wanted
        at = QApplication.focusWidget()
        held = [row.words for row in self.rows if at is not None and row.isAncestorOf(at)]
        focus = held[0] if held else ""
        for row in self.rows:
            layouts.discard(row, self._rows)
        self.rows = [
            *(QuoteRow(self._theme, self._session, quote.words, quote) for quote in state.quotes),
            *(QuoteRow(self._theme, self._session, words, None) for words in reversed(kept)),
        ]
        for row in self.rows:
            self._rows.addWidget(row)
        for row in self.rows:
            if focus and row.words == focus:
                row.show()
                row.choice.setFocus()
