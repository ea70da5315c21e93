"""A run of a stall: its time, what was discussed, challenges, next steps, and their own words."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.afterwards.stalls import without_letter
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.circle.checkout.stepper import Stepper
from storycircle.ui.circle.stall.halves import StallPage
from storycircle.ui.circle.stall.quotes_list import QuotesList
from storycircle.ui.circle.stall.stall_session import StallSession
from storycircle.ui.circle.stall.stall_state import Part, text_of
from storycircle.ui.commands import bind
from storycircle.ui.system.field_autosave import Draft, Place, not_kept_in
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.keycap import HintLine, KeyCap, with_caps
from storycircle.ui.widgets.controls.line_edit import labelled
from storycircle.ui.widgets.controls.text_edit import Points
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.bars import BarView, Piece, PieceState, StageBar
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import RemarkLine
from storycircle.ui.widgets.display.layouts import SentenceAndWays
from storycircle.ui.widgets.display.message import Saved, SavedState
from storycircle.ui.widgets.ring.ring_model import Step as TimeStep

_MINUTE = 60
_NARROW = 560  # px at 100 %: narrower, challenges stand above next steps


class RunPage(StallPage):
    """The run that is shown. What is typed is saved as it is typed."""

    def __init__(self, theme: Theme, session: StallSession) -> None:
        super().__init__(theme, session)
        self._run = ""  # the id of the run whose notes stand in the fields
        self._title = label.page_title(theme, "")
        self._about = label.app(theme, "", second=True)
        self._left = label.page_title(theme, "")
        self._of = label.hint(theme, "")
        self.fields: dict[Part, Points] = {}
        self._drafts: dict[Part, Draft] = {}
        self._build_main()
        self._build_pane()
        self.refresh()

    def _build_main(self) -> None:
        theme, session = self._theme, self.session
        titles = QWidget()
        titles.setLayout(layouts.stack(self._title, self._about))
        self.time = Button(theme, "", keys.STALL_TIME.cap, act=session.start_or_pause)
        time = QWidget()
        time.setLayout(layouts.stack(self._left, self._of))
        time.setFixedWidth(theme.px(150))
        self.main.addLayout(SentenceAndWays(theme, titles, (self.time, time), least=240))
        self.bar = StageBar(theme)
        self.main.addWidget(self.bar)
        self.gap = RemarkLine(theme)
        self.main.addWidget(self.gap)
        self.count = Button(theme, _("Count it to this run"), padding=8, act=session.count_gap)
        self.main.addWidget(self.count, 0, Qt.AlignmentFlag.AlignLeft)
        self.main.addLayout(self._field(Part.DISCUSSED, _("What was discussed")), 3)
        both = self._both = layouts.row(spacing=theme.px(20))
        for part, title in (
            (Part.CHALLENGES, _("Challenges")),
            (Part.NEXT_STEPS, _("Next steps")),
        ):
            both.addLayout(self._field(part, title), 1)
        self.main.addLayout(both, 3)
        parts = with_caps(
            _("{key} makes the line you are on a next step."), key=keys.LINE_TO_STEP.cap
        )
        self.end = Button(theme, "", keys.STALL_ON.cap, "main", tall=True, act=session.end_run)
        self.main.addLayout(SentenceAndWays(theme, HintLine(theme, parts), (self.end,)))
        bind(self, keys.STALL_ON, session.end_run)
        bind(self, keys.STALL_TIME, session.start_or_pause)
        bind(self, keys.LINE_TO_STEP, self._to_next_steps)
        bind(self, keys.STALL_WORDS, self._to_words)

    def _field(self, part: Part, title: str) -> QVBoxLayout:
        theme = self._theme
        field = Points(theme)
        field.setAccessibleName(title)
        field.setMinimumHeight(theme.px(96))
        self.fields[part] = field
        save = partial(self._write, part)
        place = partial(self._place, part)
        self._drafts[part] = Draft(field, save, place, refusals=self.session.refused)
        column = layouts.column(spacing=theme.px(6))
        column.addWidget(label.section(theme, title))
        column.addWidget(field, 1)
        return column

    def _build_pane(self) -> None:
        theme = self._theme
        head = layouts.row(spacing=theme.px(8))
        head.addWidget(label.section(theme, _("This stall")), 1)
        self.saved = Saved(theme)
        self.saved.set_state(SavedState.SAVED)
        head.addWidget(self.saved)
        self.pane.addLayout(head)
        self._themes_of = label.label(theme, _("Its themes"))
        self.pane.addWidget(self._themes_of)
        self.themes = label.words(theme, "", 16)
        self.pane.addWidget(self.themes)
        self.people = Stepper(theme, _("People at this run"))
        self.people.counted.connect(self.session.count_people)
        self.people.done.connect(self._to_words)
        self.pane.addWidget(labelled(theme, _("People at this run"), self.people))
        self.pane.addWidget(Hairline(theme))
        words = layouts.row(spacing=theme.px(8))
        words.addWidget(label.section(theme, _("In their own words")), 1)
        words.addWidget(KeyCap(theme, keys.STALL_WORDS.cap, act=self._to_words))
        self.pane.addLayout(words)
        self.quotes = QuotesList(theme, self.session)
        self.pane.addWidget(self.quotes)
        self.pane.addStretch(1)
        asked = _("Ask whoever said it. Until you hear a yes, it stays here.")
        self.pane.addWidget(label.hint(theme, asked))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / self._theme.scale
        narrow = room < _NARROW
        direction = QBoxLayout.Direction
        self._both.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    # What is shown.

    def refresh(self) -> None:
        """Show the run that is open; its fields turn to it, with what stood there before saved."""
        state = self.session.state
        run = state.run
        if run is None:
            return
        if run.id != self._run:
            for draft in self._drafts.values():
                draft.flush()
            self._run = run.id
            for part, draft in self._drafts.items():
                draft.turn_to(text_of(run, part))
        for part, draft in self._drafts.items():
            draft.fill(text_of(run, part))
        self._title.setText(without_letter(state.stall))
        self._about.setText(self._about_run())
        themes = state.plan.themes
        self.themes.setText("\n".join(themes))
        for widget in (self.themes, self._themes_of):
            widget.setVisible(bool(themes))
        self.people.show_count(run.people or None, 99)
        self.end.set_text(self._way_on())
        self.quotes.refresh()
        self._show_gap()
        self.tick()
        self.show_saved()

    def _about_run(self) -> str:
        state = self.session.state
        number, every = i18n.figures(state.place), i18n.figures(state.expected)
        said = _("Run {number} of {total}", number=number, total=every)
        leads = state.plan.leads
        led = _("led by {people}", people=i18n.listed(list(leads))) if leads else ""
        return i18n.joined((said, led), " · ")

    def _way_on(self) -> str:
        state = self.session.state
        if state.at(state.place + 1) is not None or state.place < state.expected:
            return _("End run {number}", number=i18n.figures(state.place))
        return _("End run {number}, hand over", number=i18n.figures(state.place))

    def tick(self) -> None:
        """Draw the time of the run as it is now."""
        state = self.session.state
        gone = state.gone(state.place, self.session.clock.reading())
        wanted = state.wanted * _MINUTE
        runs = state.running == state.place
        self.time.set_text(_("Pause") if runs else _("Go on with the time"))
        over = gone - wanted
        self._left.setText(i18n.over(over) if over > 0 else i18n.ticking(wanted - gone))
        length = i18n.length(wanted)
        said = _("over {time}", time=length) if over > 0 else _("left of {time}", time=length)
        self._of.setText(said)
        step = TimeStep.OVER if over >= 0 else TimeStep.PLAIN
        piece = Piece(PieceState.RUNNING, min(1.0, gone / wanted), step)
        minutes = _("{minutes} min gone", minutes=i18n.figures(int(gone // _MINUTE)))
        self.bar.show_view(BarView((piece,), minutes, self._what_follows()))

    def _what_follows(self) -> str:
        """When the next run begins, where it was not begun; nothing after the last."""
        state, clock = self.session.state, self.session.clock
        place = state.place + 1
        starts = state.times(place, clock.now(), clock.reading()).began
        if place > state.expected or state.at(place) is not None or starts is None:
            return ""
        number, at = i18n.figures(place), i18n.clock(starts)
        return _("Run {number} begins at {time}", number=number, time=at)

    def _show_gap(self) -> None:
        """For how long the app was closed while the time ran, which counts for nobody yet."""
        gap = self.session.state.gap
        shown = gap >= 1
        self.count.setVisible(shown)
        if shown:
            title = _("The app was closed for {time} while the time ran.", time=i18n.length(gap))
            self.gap.show_remark(title, _("It counts for nobody, until you say so."))
        else:
            self.gap.show_remark("")

    def show_saved(self) -> None:
        """Say whether all that stands in the fields is on the disk."""
        drafts = not_kept_in(self)
        if any(draft.refused for draft in drafts):
            self.saved.set_state(SavedState.NOT_YET)
        elif any(draft.waiting for draft in drafts):
            self.saved.set_state(SavedState.SAVING)
        else:
            self.saved.set_state(SavedState.SAVED)

    # What is done.

    def enter(self) -> None:
        self.fields[Part.DISCUSSED].setFocus()

    def _write(self, part: Part, text: str) -> None:
        self.session.write(self._run, part, text)

    def _place(self, part: Part) -> Place | None:
        return self.session.place(f"{self._run} {part}") if self._run else None

    def _to_next_steps(self) -> None:
        """The line the cursor is on, as a next step too; the note stays as it is."""
        for draft in self._drafts.values():
            draft.flush()
        focus = QApplication.focusWidget()
        if isinstance(focus, Points) and focus is not self.fields[Part.NEXT_STEPS]:
            self.session.to_next_steps(focus.textCursor().block().text())

    def _to_words(self) -> None:
        """To the field of their own words, and back from it."""
        if self.quotes.field.hasFocus():
            self.enter()
        else:
            self.quotes.field.setFocus()
