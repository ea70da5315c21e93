"""The organiser's pane: the event so far, what is missing, and the report."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import Cap
from storycircle.core.i18n import N_, _, n_
from storycircle.ui.organiser.merge.drop_area import MessageSlot
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.organiser.page import due
from storycircle.ui.organiser.view_model import event_so_far
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, HintButton
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import ANY_SIZE, Flow, SidePane
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_NO_CIRCLES = N_("There is nothing to report yet: gather circle files first.")
_NO_EVENT = N_("There is no event here yet: gather circle files, or open an event pack.")
_AT_WORK = N_("One moment: something else is still being done.")

_SHOWN = {
    Part.EVENTS,
    Part.EVENT,
    Part.CIRCLES,
    Part.CONFLICTS,
    Part.RUNNING,
    Part.LOOKED,
    Part.WRITTEN,
}


_SIZES = ((34, 42), (30, 38), (26, 34), (24, 32))
"""Of figures: px at 100 %, and the height of their line."""
_BETWEEN = (28, 20, 14)  # px at 100 % between two figures


class Figures(QWidget):
    """Figures side by side, each over what it counts: as large as lets all of them stand in one
    line, and below each other where none does. They are never cut.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pairs: list[tuple[Text, Text]] = []
        self._shown: list[tuple[Text, Text]] = []
        self._size = self._gap = 0
        self._row = Flow(theme.px(_BETWEEN[0]), theme.px(8))
        self.setLayout(self._row)

    def show_counts(self, counts: Sequence[tuple[int, str]]) -> None:
        """Show these counts with their words."""
        theme = self._theme
        while len(self._pairs) < len(counts):
            size, line = _SIZES[0]
            number = Text(theme, "", theme.serif(size, 600), theme.palette.ink, line)
            name = label.hint(theme, "")
            self._pairs.append((number, name))
            figure = QWidget()
            figure.setLayout(layouts.stack(number, name))
            self._row.addWidget(figure)
        self._shown = self._pairs[: len(counts)]
        for pair in self._pairs:
            for words in pair:
                words.setVisible(pair in self._shown)
        for (number, name), (count, what) in zip(self._shown, counts, strict=True):
            number.setText(i18n.figures(count))
            name.setText(what)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The largest size, and the widest gaps, with which all stand in one line."""
        ways = [(size, line, gap) for size, line in _SIZES for gap in _BETWEEN]
        size, line, gap = next((way for way in ways if self._wide(way) <= self.width()), ways[-1])
        if (size, gap) != (self._size, self._gap):
            self._size, self._gap = size, gap
            self._row.set_spacing(self._theme.px(gap))
            for number, _name in self._pairs:
                number.set_face(self._theme.serif(size, 600), line)

    def _wide(self, way: tuple[int, int, int]) -> float:
        """The px that all take in one line."""
        size, _line, gap = way
        figures, words = (
            QFontMetricsF(self._theme.serif(size, 600)),
            QFontMetricsF(self._theme.sans(14)),
        )
        wide = [
            max(figures.horizontalAdvance(n.text()), words.horizontalAdvance(w.text())) + 2
            for n, w in self._shown
        ]
        return sum(wide) + self._theme.px(gap) * (len(wide) - 1)


class EventPane(SidePane):
    """320 wide. `slot` is where the message about a saved file stands."""

    eventChosen = Signal(str)
    reportRequested = Signal()
    compareRequested = Signal()
    headingsRequested = Signal()
    clockRequested = Signal()
    paperRequested = Signal()

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__(theme)
        self._theme, self.session = theme, session
        self.figures = Figures(theme)
        self.compare = self._button(_("Compare"), keys.COMPARE.cap, "second")
        self.headings = self._button(_("To the headings"), keys.NEXT_PLACE.cap, "main")
        self.save = self._button(_("Save the report"), keys.SAVE_REPORT.cap, "second")
        self.slot = MessageSlot(theme, self.save)
        self.pick = Pick(theme)
        self.pick.setAccessibleName(_("Which event"))
        self.pick.chosen.connect(self.eventChosen)
        self.save.clicked.connect(self.reportRequested)
        self.compare.clicked.connect(self.compareRequested)
        self.headings.clicked.connect(self.headingsRequested)
        outer = layouts.column(self, 0, (1, 0, 0, 24))
        self._about_event = FoldingArea(self._event_part())
        outer.addWidget(self._about_event, 1)
        outer.addLayout(self._report())
        self._missed: frozenset[Part] = frozenset()  # what changed while another place was shown
        session.changed.connect(self._changed)
        self.refresh()

    def _button(self, text: str, key: Cap, kind: str) -> Button:
        button = Button(self._theme, text, key, kind, tall=kind == "main", padding=12)
        # As wide as the pane, with its words in the middle.
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.refused.connect(self._say_why)
        return button

    def _event_part(self) -> QWidget:
        theme = self._theme
        inside = QWidget()
        column = layouts.column(inside, 0, (24, 24, 24, 8))
        column.addWidget(label.section(theme, _("The event so far")))
        column.addSpacing(theme.px(8))
        column.addWidget(self.pick)
        column.addSpacing(theme.px(4))
        column.addWidget(self.figures)
        column.addSpacing(theme.px(16))
        column.addWidget(Hairline(theme))
        column.addSpacing(theme.px(16))
        column.addWidget(label.label(theme, _("Still missing")))
        self._missing = label.app(theme, "")
        column.addWidget(self._missing)
        column.addSpacing(theme.px(16))
        self._look_name = label.label(theme, _("Needs a look"))
        self._look = label.app(theme, "")
        column.addWidget(self._look_name)
        column.addWidget(self._look)
        column.addSpacing(theme.px(8))
        column.addWidget(self.compare)
        column.addStretch(1)
        return inside

    def _report(self) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(spacing=theme.px(8), margins=(24, theme.px(8), 24, 0))
        column.addWidget(self.slot)
        column.addWidget(label.section(theme, _("The report")))
        self._about = label.hint(theme, "")
        column.addWidget(self._about)
        column.addSpacing(theme.px(4))
        column.addWidget(self.headings)
        column.addWidget(self.save)
        for text, command, wish in (
            (_("The room’s clock"), keys.ROOM_CLOCK, self.clockRequested),
            (_("Print the sheets"), keys.PRINT_ALL, self.paperRequested),
        ):
            way = HintButton(theme, text, command.cap)
            way.clicked.connect(wish)
            column.addWidget(way)
        return column

    def _changed(self, parts: frozenset[Part]) -> None:
        parts, self._missed = due(self, parts, self._missed)
        if parts & _SHOWN:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._changed(frozenset())

    def refresh(self) -> None:
        """Show the event so far, and when its report was written. With one event there is nothing
        to choose.
        """
        state = self.session.state
        self.pick.set_options([(e.id, i18n.event_name(e.title)[1]) for e in state.events])
        self.pick.set_value(state.shown or "")
        self.pick.setVisible(len(state.events) > 1)
        so_far = event_so_far(state)
        figures = (
            # For translators: each stands below its figure.
            (so_far.circles, n_("circle", "circles", so_far.circles)),
            (so_far.people, n_("person", "people", so_far.people)),
            (so_far.actions, n_("action", "actions", so_far.actions)),
        )
        self.figures.show_counts(figures[:1] if state.reading else figures)
        self._missing.setText(so_far.missing)
        self._look.setText(so_far.look)
        self._look.setVisible(bool(so_far.look))
        self._look_name.setVisible(bool(so_far.look))
        self.compare.setVisible(so_far.apart)
        self.headings.setHidden(state.looked)  # one main button a screen
        about = _("Every circle and its actions, whole, in one document.")
        written = state.report_written
        self._about.setText(_("Written at {time}.", time=written) if written else about)
        no_event = "" if state.event else _(_NO_EVENT)
        no_circles = "" if state.circles else _(_NO_CIRCLES)
        at_work = state.running is not None or state.reading
        self.save.set_not_now(_(_AT_WORK) if at_work else no_event or no_circles)

    def press(self, button: Button) -> None:
        """As if the button had been pressed, for its key."""
        if button.not_now:
            self._say_why(button.toolTip())
        else:
            button.click()

    def _say_why(self, why: str) -> None:
        self._about.setText(why)

    def set_room(self, width: int, *, beside: bool) -> None:
        """As wide as drawn, closer where the window is small, or all across below the files."""
        px = self._theme.px
        wide = px(320 if width >= px(1100) else 300) if beside else 0
        self.setMinimumWidth(wide)
        self.setMaximumWidth(wide or ANY_SIZE)
        self._about_event.set_whole(not beside)
