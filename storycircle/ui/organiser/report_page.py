"""The organiser's report: formats to save, and the state of each circle.

The report's place on the organiser's rail: formats to save, and how each circle stands.

What the report's place says of each circle: expected, received, corrected. No Qt.
"""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP
from storycircle.core.i18n import N_, _, n_, p_
from storycircle.core.text import shown_in_line
from storycircle.paper.report.event_part import By, Only
from storycircle.ui.commands import bind
from storycircle.ui.organiser.merge.drop_area import MessageSlot
from storycircle.ui.organiser.merge.file_table import FEW, FileTable
from storycircle.ui.organiser.merge.page import close_answer
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import JobKind, OrganiserState, Outcome, Part
from storycircle.ui.organiser.page import Page
from storycircle.ui.organiser.reading.list_foot import ListFoot
from storycircle.ui.organiser.view_model import (
    CORRECTED,
    HERE,
    MISSING,
    CircleRow,
    found_in_words,
    reading_in_words,
)
from storycircle.ui.system.file_dialogs import ask_to_open
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.search_bar import ALL, SearchBar
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.layouts import SentenceAndWays, SidePane
from storycircle.ui.widgets.display.scroll_area import FoldingArea

FORMATS = (
    (".pdf", "PDF", N_("To print and to send. It is not tagged: read aloud, take the web page.")),
    (".html", N_("Web page"), N_("Everyone can read it: aloud, large, dark, on a telephone.")),
    (".docx", "Word", N_("To go on writing.")),
    (".xlsx", "Excel", N_("A summary with a chart, and a table on each sheet.")),
    (".csv", "CSV", N_("The actions as one table.")),
    (".md", "Markdown", N_("Plain text with headings.")),
    (".json", "JSON", N_("All of it, for other programs.")),
)
_ROWS = 5  # that are shown where the page scrolls as one
_MOST_ROWS = 2_000  # missing circles named one by one


class ReportStatus(Struct, frozen=True):
    """Each circle in a row, and in a sentence how many are here."""

    rows: list[CircleRow]
    words: str


def report_status(state: OrganiserState) -> ReportStatus:
    """The state of each circle of the event that is shown."""
    event, circles = state.event, state.circles
    if event is None:
        return ReportStatus([], _("There is no event here yet."))
    rows = [CircleRow(circle.number, circle, timed=True) for circle in circles]
    if state.reading:  # what is missing is known once all of them are read
        return ReportStatus(rows, reading_in_words(state.reading))
    there = {circle.number for circle in circles}
    missing = [number for number in range(1, event.expected + 1) if number not in there]
    rows += [CircleRow(number) for number in missing[:_MOST_ROWS]]
    rows.sort(key=lambda row: row.number)
    return ReportStatus(rows, _arrivals_in_words(len(circles), event.expected, len(missing)))


def _arrivals_in_words(here: int, expected: int, missing: int) -> str:
    if not here:
        return _("No circle has come yet.")
    if not expected:
        return n_("{Count} circle is here.", "{Count} circles are here.", here)
    came = max(0, expected - missing)
    words = n_(
        "{Count} of {circles_expected} is here.",
        "{Count} of {circles_expected} are here.",
        came,
        circles_expected=n_("{count} circle expected", "{count} circles expected", expected),
    )
    extra = here - came
    if extra <= 0:
        return words
    return " ".join((words, n_("{Count} more came.", "{Count} more came.", extra)))


def waiting_in_words(count: int) -> str:
    """How many stories are in no report since the library opened from a copy; empty for none."""
    if not count:
        return ""
    return n_(
        "{Count} story waits: this library opened from a copy, and a later no may be lost. Until "
        "you have asked, it is in no report.",
        "{Count} stories wait: this library opened from a copy, and a later no may be lost. Until "
        "you have asked, they are in no report.",
        count,
    )


def apart_in_words(count: int, out: int) -> str:
    """How many things wait to be compared. out: those of them that came after a withdrawal."""
    if out == count:
        return n_(
            "{Count} story was withdrawn and came again. In no report until you have looked.",
            "{figures} stories were withdrawn and came again. In no report until you have looked.",
            count,
        )
    return n_(
        "{Count} thing was changed on two laptops. The report uses one until you choose.",
        "{figures} things were changed on two laptops. The report uses one until you choose.",
        count,
    )


def _part_in_words(only: Only) -> str:
    """A part of the report, as it is chosen."""
    if only.by is By.HEADING:
        return _("Only the actions under “{heading}”", heading=only.name)
    return _("Only the circles of {part}", part=only.name)


_PARTS = {
    # For translators: of circles in a list; their number stands after it.
    HERE: N_("Here"),
    CORRECTED: N_("Corrected"),
    MISSING: N_("Missing"),
}
_ABOUT = N_("Numbers, names and words are the same in all of them. Save as often as you like.")


class ReportPlace(Page):
    """saveRequested: the ending of the format that is wanted. chaptersRequested: its chapters are
    to be written.
    """

    saveRequested = Signal(str)
    compareRequested = Signal()
    chaptersRequested = Signal()
    shows = frozenset(
        {Part.EVENT, Part.CIRCLES, Part.CONFLICTS, Part.UNCONFIRMED, Part.TEMPLATE, Part.PEOPLE}
    )

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, session, parent)
        self.table = FileTable(theme, files=False)
        self.table.setAccessibleName(_("Circles"))
        self.bar = SearchBar(theme, _("A circle, a name"))
        self.bar.changed.connect(self._search)
        self.bar.wanted.connect(session.find_names)
        self.bar.left.connect(self.table.setFocus)
        bind(self, keys.SEARCH_FOCUS, self.bar.focus, when=self.bar.isVisible)
        self.buttons: dict[str, Button] = {}
        self.status = label.app(theme, "", second=True)
        self._look = label.app(theme, "")
        self.compare = Button(theme, _("Compare"), keys.COMPARE.cap, act=self.compareRequested)
        self.waiting = label.app(theme, "")
        self.confirm = Button(theme, _("They may be in the report"), act=self._confirmed)
        self._why = label.hint(theme, "")
        self._look_of_word = label.hint(theme, "")
        self.part = Pick(theme)
        self.part.setAccessibleName(_("Which part of it"))
        self._parts: dict[str, Only] = {}
        self._parts_of = ""  # the event
        self.template = Button(theme, "", kind="quiet", padding=4, act=self._change_template)
        session.ended.connect(self._ended)
        main = QWidget()
        self._stand(main, self._circles(main), self._formats())

    def _circles(self, main: QWidget) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(main, theme.px(16))
        title = label.page_title(theme, _("The report"))
        titles = QWidget()
        titles.setLayout(layouts.stack(title, self.status))
        self.chapters = Button(
            theme, _("Write its chapters"), keys.CHAPTERS.cap, act=self.chaptersRequested
        )
        column.addLayout(SentenceAndWays(theme, titles, (self.chapters,), least=240))
        column.addWidget(self.bar)
        column.addWidget(self.table, 1000)
        self.foot = ListFoot(theme, self.table)
        column.addWidget(self.foot)
        column.addStretch(1)
        return column

    def _formats(self) -> QWidget:
        theme = self._theme
        inside = QWidget()
        column = layouts.column(inside, theme.px(8), (25, 24, 24, 24))
        column.addWidget(label.section(theme, _("Save the report")))
        column.addWidget(label.hint(theme, _(_ABOUT)))
        column.addWidget(self.part)
        column.addSpacing(theme.px(4))
        for place, (ending, name, use) in enumerate(FORMATS):
            column.addLayout(self._format(ending, name, use, main=place == 0))
        self.slot = MessageSlot(theme, self.buttons[FORMATS[0][0]])
        column.insertWidget(0, self.slot)
        column.addSpacing(theme.px(8))
        self._rule = Hairline(theme)
        column.addWidget(self._rule)
        column.addWidget(self.waiting)
        column.addWidget(self.confirm)
        column.addWidget(self._look)
        column.addWidget(self.compare)
        column.addWidget(self._why)
        column.addStretch(1)
        pane = SidePane(theme)
        row = layouts.row(pane, margins=(1, 0, 0, 0))
        row.addWidget(self._folding(FoldingArea(inside)))
        return pane

    def _format(self, ending: str, name: str, use: str, *, main: bool) -> QVBoxLayout:
        theme = self._theme
        kind = "main" if main else "second"
        cap = keys.SAVE_REPORT.cap if main else NO_CAP
        button = Button(
            theme, _(name), cap, kind, wide=True, act=partial(self.saveRequested.emit, ending)
        )
        button.setAccessibleName(_("Save as {format}", format=_(name)))
        button.refused.connect(self._why.setText)
        self.buttons[ending] = button
        column = layouts.column(spacing=theme.px(4))  # for the ring round the button
        column.addWidget(button)
        column.addWidget(label.hint(theme, _(use)))
        if ending == ".docx":
            column.addWidget(self._look_of_word)
            column.addWidget(self.template)
        return column

    def refresh(self) -> None:
        """Show how the event stands that is shown."""
        state = self.session.state
        shown = report_status(state)
        self._words = shown.words
        if self.table.rows() != shown.rows:
            self.table.show_rows(shown.rows)
        self.table.set_names(state.people or {}, state.circles)
        self._fold(shown.rows)
        self.table.setVisible(bool(shown.rows))
        self._search(self.bar.text, self.bar.chosen)
        none_yet = "" if state.circles else _("There is nothing to report yet: gather first.")
        for button in self.buttons.values():
            button.set_not_now(reading_in_words(state.reading) if state.reading else none_yet)
        self._why.setText("")
        self._show_parts()
        self._show_template()
        apart, waiting = state.conflicts, state.unconfirmed
        for widget in (self._look, self.compare):
            widget.setVisible(bool(apart))
        for widget in (self.waiting, self.confirm):
            widget.setVisible(bool(waiting))
        self.waiting.setText(waiting_in_words(waiting))
        self._rule.setVisible(bool(apart or waiting))
        self._look.setText(apart_in_words(len(apart), sum(one.out for one in apart)))

    def _fold(self, rows: Sequence[CircleRow]) -> None:
        """From a dozen rows on they can be searched."""
        many = len(rows) > FEW
        if not many and not self.bar.isHidden():
            self.bar.reset()
        self.bar.setVisible(many)
        if many:
            reading = self.session.state.reading
            counts = Counter(() if reading else (row.outcome for row in rows))
            parts = {ALL: (p_("all circles", "All"), reading or len(rows))}
            parts |= {o: (_(said), counts[o]) for o, said in _PARTS.items() if counts[o]}
            self.bar.show_counts(parts)

    def _search(self, text: str, part: str) -> None:
        """Show the circles that were searched for, and say how many those are."""
        if text or part or len(self.table.found) != len(self.table.rows()):
            self.table.search(text, (lambda row: row.outcome == part) if part else None)
        found, every = len(self.table.found), len(self.table.rows())
        self.status.setText(self._words if found == every else found_in_words(found, every))

    @property
    def only(self) -> Only | None:
        """The part of the report that was chosen; None for all of it."""
        return self._parts.get(self.part.value())

    def _show_parts(self) -> None:
        """What can be chosen of the report; what was chosen stays where it is still there."""
        event = self.session.state.shown or ""
        chosen = self.part.value() if event == self._parts_of else ""
        self._parts_of = event
        self._parts = {f"{one.by}={one.value}": one for one in self.session.parts()}
        options = [(key, _part_in_words(one)) for key, one in self._parts.items()]
        self.part.set_options([("", p_("the report", "All of it")), *options])
        self.part.set_value(chosen if chosen in self._parts else "")
        self.part.setVisible(bool(options))

    def _show_template(self) -> None:
        """Which template Word has, by its name, and the way to it or away from it."""
        kept = self.session.state.template
        self._look_of_word.setVisible(bool(kept))
        name = shown_in_line(Path(kept).name) if kept else ""
        self._look_of_word.setText(_("In the style of “{name}”.", name=name))
        self.template.set_text(_("Leave this template") if kept else _("Use your own template"))
        away = "" if self.session.state.event else _("There is no event here yet.")
        self.template.set_not_now(away)

    def _change_template(self) -> None:
        if self.session.state.template:
            self.session.leave_template()
        else:
            kinds = _("Word documents") + " (*.docx *.dotx)"
            ask_to_open(self, _("Choose a template"), kinds, self._chosen)

    def _chosen(self, paths: list[Path]) -> None:
        for path in paths[:1]:
            self.session.choose_template(path)

    def _ended(self, outcome: Outcome) -> None:
        """Say why a template cannot be used, or what is to be known of it."""
        if outcome.job is not JobKind.TEMPLATE:
            return
        if outcome.refusal is not None:
            title, rest = outcome.refusal.title, outcome.refusal.rest
            self.slot.say(title, rest, (close_answer(),), "look")
        elif outcome.text:
            self.slot.say(_("The template is used."), outcome.text, (close_answer(),), "done")

    def _confirmed(self) -> None:
        """Somebody says that no teller has said no since the copy was made."""
        if self.session.confirm():
            self.enter()

    def enter(self) -> None:
        """Take the keyboard."""
        self.buttons[FORMATS[0][0]].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.keep_rows(0 if self._fit() else _ROWS)
