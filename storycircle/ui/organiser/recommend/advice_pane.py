"""Beside the recommendations: the words of one, its points, what bears it, and what bears none."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import i18n
from storycircle.core.afterwards.recommendations import Recommendation
from storycircle.core.afterwards.stalls import lettered
from storycircle.core.commands import keys
from storycircle.core.i18n import _, n_
from storycircle.jobs.afterwards import recommending
from storycircle.jobs.afterwards.became import BecameAction
from storycircle.ui.organiser.recommend.view_model import Advice
from storycircle.ui.organiser.report_parts.kept_parts import Kind, ReportParts
from storycircle.ui.system.field_autosave import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.controls.chip import AwayChip, ChipKind
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import labelled
from storycircle.ui.widgets.controls.text_edit import Points, Writing
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.layouts import Flow, SentenceAndWays

_OFFERED = 500  # actions that can be chosen in the list
_NAMED = 6  # actions that bear none, and are named one by one
_ACTION, _STALL = "action ", "stall "


class _Shown(Struct, frozen=True):
    """What the rows of links say, so that they are made anew only where that is another."""

    one: Recommendation | None
    advice: Advice


class AdvicePane(QWidget):
    """The recommendation in hand. onwardRequested: to the report."""

    onwardRequested = Signal()

    def __init__(self, theme: Theme, parts: ReportParts) -> None:
        super().__init__()
        self._theme, self._parts = theme, parts
        self._one: Recommendation | None = None
        self._shown: _Shown | None = None
        self._of = ""  # the id whose words stand in the fields
        column = layouts.column(self, theme.px(8))
        self.title = label.section(theme, "")
        column.addWidget(self.title)
        self.text = Writing(theme, grows=True, single=True)
        self._text = self._draft(self.text, "text", recommending.worded)
        self._words = labelled(theme, _("In your words"), self.text)
        column.addWidget(self._words)
        self.points = Points(theme)
        self._pointed = self._draft(self.points, "points", recommending.pointed)
        self._below = labelled(theme, _("Points below it"), self.points)
        self._below.setMinimumHeight(theme.px(120))
        column.addWidget(self._below)
        self._bears = label.label(theme, "")
        column.addWidget(self._bears)
        self._links = layouts.column(spacing=0)
        column.addLayout(self._links)
        self.quote = label.words(theme, "", 15)
        column.addWidget(self.quote)
        self._held: QWidget | None = None
        self.chips: list[AwayChip] = []
        self.pick = Pick(theme)
        self.pick.setAccessibleName(_("Link an action or a stall"))
        self.pick.chosen.connect(self._link)
        column.addWidget(self.pick)
        self.from_set = TickBox(theme, _("From the learning set"))
        self.from_set.clicked.connect(self._set_came)
        column.addWidget(self.from_set)
        column.addWidget(Hairline(theme))
        self._none = layouts.column(spacing=theme.px(4))
        column.addLayout(self._none)
        self._nobody: QWidget | None = None
        column.addStretch(1)
        to_report, cap = _("To the report"), keys.NEXT_PLACE.cap
        self.onward = Button(theme, to_report, cap, "main", wide=True, act=self.onwardRequested)
        column.addWidget(self.onward)

    def _draft(
        self,
        field: Writing,
        name: str,
        change: Callable[[Recommendation, str], Recommendation],
    ) -> Draft:
        def save(text: str) -> None:
            every = {one.id: one for one in self._parts.parts.recommendations}
            if self._of in every:
                self._parts.write(change(every[self._of], text))

        def place() -> Place | None:
            return self._parts.place(f"{self._of} {name}") if self._of else None

        return Draft(field, save, place)

    def show_one(self, one: Recommendation | None, advice: Advice) -> None:
        """Show a recommendation; what was typed of another is saved before."""
        if (one.id if one else "") != self._of:
            for draft in (self._text, self._pointed):
                draft.flush()
            self._of = one.id if one else ""
            for draft, words in self._typed(one):
                draft.turn_to(words)
        self._one = one
        for draft, words in self._typed(one):
            draft.fill(words)
        named = _("Recommendation {letter}", letter=advice.letter(one.id)) if one else ""
        self.title.setText(named or _("No recommendation is chosen"))
        self.from_set.setChecked(one is not None and one.from_set)
        for widget in (self._words, self._below, self._bears, self.pick, self.from_set):
            widget.setVisible(one is not None)
        if self._shown != _Shown(one, advice):
            self._shown = _Shown(one, advice)
            self._show_links(one, advice)
            self._show_none(one, advice)

    def _typed(self, one: Recommendation | None) -> tuple[tuple[Draft, str], ...]:
        text, points = (one.text, "\n".join(one.points)) if one else ("", "")
        return (self._text, text), (self._pointed, points)

    def _show_links(self, one: Recommendation | None, advice: Advice) -> None:
        layouts.discard(self._held, self._links)
        self._held = None
        self.quote.hide()
        self.chips = []
        if one is None:
            return
        count = len(one.actions) + len(one.stalls)
        if count:
            said = n_("What bears it: {count}", "What bears it: {count}", count)
            self._bears.setText(said)
        else:
            self._bears.setText(_("Nothing bears it yet"))
        held = self._held = QWidget()
        flow = Flow(self._theme.px(6), self._theme.px(6), held)
        for action in one.actions:
            known = advice.actions.get(action)
            words = known.wording if known is not None else ""
            away = partial(self._unlink, len(self.chips), action=action)
            self._add_chip(flow, advice.short_action(action), words, ChipKind.PLAIN, away)
        for stall in one.stalls:
            away = partial(self._unlink, len(self.chips), stall=stall)
            words = lettered(stall, advice.stalls)
            self._add_chip(flow, advice.short_stall(stall), words, ChipKind.OUTLINE, away)
        self._links.addWidget(held)
        offered = [("", _("Link an action or a stall ({key})", key=keys.ADVICE_LINK.cap))]
        near = sorted(advice.actions.values(), key=lambda a: (a.heading != one.heading, a.order))
        free = [a for a in near if a.action not in one.actions][:_OFFERED]
        offered += [(f"{_ACTION}{a.action}", _named(a)) for a in free]
        stalls = [title for title in advice.stalls if title not in one.stalls]
        offered += [(f"{_STALL}{title}", lettered(title, advice.stalls)) for title in stalls]
        self.pick.set_options(offered)
        self.pick.set_value("")

    def _add_chip(
        self, flow: Flow, short: str, words: str, kind: ChipKind, away: Callable[[], object]
    ) -> None:
        """A chip of what bears it; once it has the keyboard, its words stand below all of them."""
        chip = AwayChip(self._theme, short, kind)
        chip.setAccessibleName(_("{what}: {words}", what=short, words=words) if words else short)
        chip.awayRequested.connect(away)
        for asked in (chip.inHand, chip.clicked):
            asked.connect(partial(self._show_words, words or short))
        flow.addWidget(chip)
        self.chips.append(chip)

    def _show_words(self, words: str, *_pressed: object) -> None:
        self.quote.setText(words)
        self.quote.show()

    def _show_none(self, one: Recommendation | None, advice: Advice) -> None:
        layouts.discard(self._nobody, self._none)
        theme = self._theme
        bare = advice.bear_none
        held = self._nobody = QWidget()
        column = layouts.column(held, theme.px(6))
        if not advice.actions:
            column.addWidget(label.hint(theme, _("No action has come yet.")))
        elif not bare:
            column.addWidget(label.hint(theme, _("Every action bears a recommendation.")))
        else:
            said = n_("{Count} action bears none", "{Count} actions bear none", len(bare))
            column.addWidget(label.app(theme, said, strong=True))
            column.addWidget(label.hint(theme, _("Nothing wrong with that, if you mean it.")))
        for action in bare[:_NAMED]:
            words = label.words(theme, _named(action), 15)
            ways: list[QWidget] = []
            if one is not None:
                letter = advice.letter(one.id)
                way = Button(
                    theme,
                    _("Link to {letter}", letter=letter),
                    padding=8,
                    act=partial(self._link, f"{_ACTION}{action.action}"),
                )
                way.set_about(_named(action))
                ways.append(way)
            column.addLayout(SentenceAndWays(theme, words, ways, least=120))
            column.addWidget(Hairline(theme))
        more = len(bare) - _NAMED
        if more > 0:
            column.addWidget(label.hint(theme, n_("{Count} more.", "{Count} more.", more)))
        self._none.addWidget(held)

    # What is done.

    def _link(self, value: str) -> None:
        if self._one is None or not value:
            return
        one = self._one
        if value.startswith(_ACTION):
            self._change(lambda: recommending.linked(one, action=value.removeprefix(_ACTION)))
        else:
            self._change(lambda: recommending.linked(one, stall=value.removeprefix(_STALL)))

    def _set_came(self, came: bool) -> None:
        """Say that it came from the learning set, or that it did not."""
        one = self._one
        if one is not None:
            self._change(lambda: recommending.came_from_set(one, came=came))

    def _unlink(self, at: int, *, action: str = "", stall: str = "") -> None:
        """Take away what bears it; the keyboard goes to the next one. at: its place, from 0."""
        one = self._one
        if one is not None:
            self._change(lambda: recommending.unlinked(one, action=action, stall=stall))
            following = self.chips[at : at + 1] or self.chips[-1:]
            for chip in following:
                chip.setFocus()

    def _change(self, change: Callable[[], Recommendation]) -> None:
        focus = QApplication.focusWidget()
        gone = any(
            held and focus and held.isAncestorOf(focus) for held in (self._held, self._nobody)
        )
        if self._parts.attempt(Kind.ADVICE, lambda: [change()]) and gone:
            self.pick.setFocus()  # what was pressed is another one now


def _named(action: BecameAction) -> str:
    """An action by its circle, its place there and its words."""
    return _(
        "{number} · {place} {wording}",
        number=i18n.figures(action.number),
        place=i18n.figures(action.place),
        wording=action.wording,
    )
