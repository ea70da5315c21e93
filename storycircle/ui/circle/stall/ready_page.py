"""Which stall is held here, what its pack says of it, and how long a run is to be."""

from PySide6.QtCore import Signal

from storycircle.core import i18n
from storycircle.core.afterwards.stalls import (
    StallPlan,
    lettered,
    own_letter,
    same_letters,
)
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.ui.circle.checkout.stepper import Stepper
from storycircle.ui.circle.stall.halves import StallPage
from storycircle.ui.circle.stall.stall_session import StallSession
from storycircle.ui.commands import bind
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import labelled
from storycircle.ui.widgets.display import label
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import RemarkLine


class ReadyPage(StallPage):
    """begun: a run is begun, or gone on with."""

    begun = Signal()

    def __init__(self, theme: Theme, session: StallSession) -> None:
        super().__init__(theme, session)
        column = self.main
        column.addWidget(label.page_title(theme, _("Hold a market stall")))
        about = _("Held like a circle: in runs, each with its time, and what was said in it.")
        column.addWidget(label.app(theme, about, second=True))
        column.addSpacing(theme.px(8))
        self.event_pick = Pick(theme)
        self.event_pick.chosen.connect(session.choose_event)
        self._event = labelled(theme, _("Event"), self.event_pick)
        column.addWidget(self._event)
        self.stall_pick = Pick(theme)
        self.stall_pick.chosen.connect(session.choose)
        self._stall = labelled(theme, _("Which of its stalls"), self.stall_pick)
        column.addWidget(self._stall)
        self.remark = RemarkLine(theme)
        column.addWidget(self.remark)
        self.minutes = Stepper(theme, _("Minutes of a run"))
        self.minutes.counted.connect(session.set_minutes)
        self._minutes = labelled(theme, _("Minutes of a run"), self.minutes)
        self._minutes.setMaximumWidth(theme.px(200))
        column.addWidget(self._minutes)
        column.addStretch(1)
        self.begin = Button(theme, "", keys.STALL_ON.cap, "main", tall=True, act=self._begin)
        self.minutes.done.connect(self.begin.setFocus)
        column.addWidget(self.begin)
        bind(self, keys.STALL_ON, self._begin)
        self.pane.addWidget(label.section(theme, _("This stall")))
        self._themes_of = label.label(theme, _("Its themes"))
        self.pane.addWidget(self._themes_of)
        self.themes = label.words(theme, "")
        self.pane.addWidget(self.themes)
        self._leads_of = label.label(theme, _("Who leads it"))
        self.pane.addWidget(self._leads_of)
        self.leads = label.words(theme, "")
        self.pane.addWidget(self.leads)
        self.held = label.hint(theme, "")
        self.pane.addWidget(Hairline(theme))
        self.pane.addWidget(self.held)
        self.pane.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        state = self.session.state
        events = [(one.id, i18n.event_name(one.title)[1]) for one in state.events]
        self.event_pick.set_options(events)
        self.event_pick.set_value(state.event.id if state.event else "")
        self._event.setVisible(len(events) > 1)
        letters = state.letters
        named = [(title, lettered(title, letters)) for title in state.named]
        self.stall_pick.set_options([("", _("choose one")), *named])
        self.stall_pick.set_value(state.stall)
        self._stall.setVisible(bool(named))
        self._minutes.setVisible(bool(named))
        self.minutes.show_count(state.wanted, 99)
        self.begin.setVisible(bool(named))
        again = bool(state.runs)
        self.begin.set_text(_("Go on with the stall") if again else _("Begin run 1"))
        self.begin.set_not_now("" if state.stall else _("Choose the stall first."))
        self.remark.show_remark(*self._odd())
        self._show_plan(state.plan)
        runs = n_("{Count} run is noted.", "{Count} runs are noted.", len(state.runs))
        self.held.setText(runs if again else _("Nothing is noted of it yet."))

    def _odd(self) -> tuple[str, ...]:
        """What is to be said of the stalls before one is held."""
        state = self.session.state
        if state.event is None:
            return _("There is no event here yet."), _("Open its pack: that brings its stalls.")
        if not state.named:
            return str(Refused("no-stalls")), _("Open the event’s pack, or name them in it.")
        plans = state.event.stall_plans if state.event else ()
        twice = same_letters(state.named, plans)
        if twice:
            said = _(
                "Two stalls ask for the letter {letter}: the first has it, the other the next "
                "that is free.",
                letter=i18n.listed(list(twice)),
            )
            return said, _("The pack can give it another.")
        asked = {plan.title: plan.letter for plan in plans}
        own = {title for title in state.named if asked.get(title) or own_letter(title)}
        if state.stall and own and state.stall not in own:
            letter = state.letters.get(state.stall, "")
            said = _("This stall has no letter of its own: it is {letter} here.", letter=letter)
            return said, _("The pack can give it another.")
        return ("",)

    def _show_plan(self, plan: StallPlan) -> None:
        self.themes.setText("\n".join(plan.themes))
        self.leads.setText(i18n.listed(list(plan.leads)) if plan.leads else "")
        for name, shown in ((self._themes_of, plan.themes), (self._leads_of, plan.leads)):
            name.setVisible(bool(shown))
        self.themes.setVisible(bool(plan.themes))
        self.leads.setVisible(bool(plan.leads))

    def _begin(self) -> None:
        state = self.session.state
        if not state.stall:
            self.begin.click()  # says why not
            return
        if state.runs:
            self.session.go(state.step.RUN, state.runs[-1].place)
        else:
            self.session.begin_run()
        self.begun.emit()

    def enter(self) -> None:
        state = self.session.state
        if state.named and not state.stall:
            self.stall_pick.setFocus()
        else:
            self.begin.setFocus()
