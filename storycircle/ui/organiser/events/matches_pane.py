"""Headings of two events: those that may stand for one are asked about, those that do are kept."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from storycircle.core.afterwards.matches import HeadingMatch
from storycircle.core.commands import keys
from storycircle.core.i18n import _, n_
from storycircle.jobs.afterwards.comparing import ComparisonRead
from storycircle.ui.organiser.report_parts.kept_parts import ReportParts, key_of_pair
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.layouts import Flow


class MatchesPane(QWidget):
    """What a person says of pairs of headings, kept at once."""

    def __init__(self, theme: Theme, parts: ReportParts) -> None:
        super().__init__()
        self._theme, self._parts = theme, parts
        self._read: ComparisonRead | None = None
        self._others: tuple[str, ...] = ()
        self._held: QWidget | None = None
        self._column = layouts.column(self, theme.px(6))

    def show_read(self, read: ComparisonRead | None, others: Sequence[str]) -> None:
        """Show the pairs of a comparison, beside events of these ids; nothing for None."""
        self._read, self._others = read, tuple(others)
        self._show()

    @property
    def offered(self) -> list[HeadingMatch]:
        """Headings that may stand for one, of which nobody has said that they do not."""
        every = self._read.offered if self._read is not None else ()
        apart = self._parts.apart if every else frozenset()
        return [match for match in every if key_of_pair(match) not in apart]

    def asks(self) -> bool:
        """Whether a pair is asked about."""
        return bool(self.offered)

    def answer(self, one: bool) -> None:
        """Say of the pair that is asked about whether it stands for one."""
        for match in self.offered[:1]:
            if one:
                self._parts.match(match)
            else:
                self._parts.keep_apart(match)
                self._show()

    def _ask_again(self) -> None:
        self._parts.ask_again()
        self._show()

    def _parting(self, match: HeadingMatch) -> Callable[[], None]:
        return lambda: self._parts.take_apart(match, self._others)

    def _show(self) -> None:
        layouts.discard(self._held, self._column)
        self._held = None
        if self._read is None:
            return
        theme = self._theme
        held = self._held = QWidget()
        column = layouts.column(held, theme.px(8))
        offered = self.offered
        count = len(offered)
        said = n_("{Count} pair may be one.", "{Count} pairs may be one.", count)
        column.addWidget(label.hint(theme, said if count else _("No pair is still to be matched.")))
        for match in offered[:1]:
            both = _("{one} = {other}", one=match.one, other=match.other)
            column.addWidget(label.words(theme, both, 16))
            ways = Flow(theme.px(8), theme.px(4))
            for words, cap, act in (
                (_("One"), keys.MATCH_YES.cap, partial(self.answer, True)),
                (_("Two"), keys.MATCH_NO.cap, partial(self.answer, False)),
            ):
                button = Button(theme, words, cap, act=act)
                button.set_about(both)
                ways.addWidget(button)
            column.addLayout(ways)
        if len(self._read.offered) > count:
            again = Link(theme, _("ask again about those that are two"), 14, act=self._ask_again)
            column.addWidget(again)
        for match in self._read.matches:
            both = _("{one} = {other}", one=match.one, other=match.other)
            column.addWidget(label.words(theme, both, 15))
            link = Link(theme, _("they are two"), 14, act=self._parting(match))
            link.setAccessibleName(_("They are two: {both}", both=both))
            column.addWidget(link)
        self._column.addWidget(held)
