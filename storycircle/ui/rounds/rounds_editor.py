"""The list of a circle's rounds: a shape to begin with, then each round in fields of its own."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.shapes import edits
from storycircle.core.shapes.how_it_fits import with_time
from storycircle.core.shapes.shape import SHAPES, shape_of
from storycircle.ui.commands import bind
from storycircle.ui.system.field_autosave import Draft, Place, flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import RemarkLine, hint, label
from storycircle.ui.widgets.display.layouts import Flow

_OWN = "own"
_TIME, _SHAPE = 112, 420  # px at 100 %


class RoundsOf(Protocol):
    """Whose rounds they are: a circle's, or an event's."""

    def listed(self) -> tuple[NamedRound, ...]:
        """The rounds as they are; none where an event says nothing of them."""

    def held(self) -> int:
        """How many of them have begun, and stay in their places."""

    def change(
        self, rounds: tuple[NamedRound, ...], *, typed: bool = False, message: str = ""
    ) -> None:
        """Keep these. typed: words in a field. message: what is said of it. Raises Refused."""

    def fit(self) -> str:
        """How they fit the time there is, in a sentence."""


class RoundRow(QWidget):
    """One round. Its words are saved as they are typed; all else at once."""

    def __init__(self, editor: "RoundsEditor", theme: Theme, id_: str) -> None:
        super().__init__()
        self.id, self._editor = id_, editor
        self.number = label(theme, "")
        self.name = Field(theme)
        self.number.setBuddy(self.name)
        self.time = Field(theme, hint=_("fair share"), serif=False)
        self.time.setFixedWidth(theme.px(_TIME))
        asked = _("What is asked in it: it is read out as it begins")
        self.prompt = Writing(theme, asked, px=17, line=24, grows=True, single=True)
        self.may_pass = TickBox(theme, _("One may pass"))
        self.notes = TickBox(theme, _("Notes are taken"))
        self.stories = TickBox(theme, _("They are stories"))
        self.up = Button(theme, _("Earlier"), keys.ROUND_UP.cap, "quiet", padding=8)
        self.down = Button(theme, _("Later"), keys.ROUND_DOWN.cap, "quiet", padding=8)
        self.away = Button(theme, _("Take away"), kind="quiet", padding=8)
        self.remark = RemarkLine(theme)
        self._drafts = (
            self._draft(self.name, "name", lambda one, text: replace(one, name=text)),
            self._draft(self.time, "time", with_time),
            self._draft(self.prompt, "prompt", lambda one, text: replace(one, prompt=text)),
        )
        self._lay_out(theme)
        for key, box in self._boxes().items():
            box.clicked.connect(lambda on, key=key: self._tick(key, on))
        self.up.clicked.connect(lambda: editor.move_round(self.id, -1))
        self.down.clicked.connect(lambda: editor.move_round(self.id, 1))
        self.away.clicked.connect(lambda: editor.take_away(self.id))

    def _lay_out(self, theme: Theme) -> None:
        column = layouts.column(self, theme.px(8), (0, theme.px(16), 0, 0))
        head = Flow(theme.px(16), theme.px(8))
        named = QWidget()
        beside = layouts.column(named, theme.px(4))
        beside.addWidget(self.number)
        beside.addWidget(self.name)
        head.add(named, 1)
        head.addWidget(labelled(theme, _("Minutes each"), self.time))
        column.addLayout(head)
        column.addWidget(self.prompt)
        foot = Flow(theme.px(16), theme.px(4))
        for widget in (*self._boxes().values(), self.up, self.down, self.away):
            foot.addWidget(widget)
        column.addLayout(foot)
        column.addWidget(self.remark)
        column.addSpacing(theme.px(8))
        column.addWidget(Hairline(theme))

    def _boxes(self) -> dict[str, TickBox]:
        return {"may_pass": self.may_pass, "notes": self.notes, "stories": self.stories}

    def _draft(
        self, field: Field | Writing, part: str, edit: Callable[[NamedRound, str], NamedRound]
    ) -> Draft:
        draft = Draft(
            field,
            lambda text: self._editor.word(edit(self._round(), text)),
            partial(self._editor.place, f"round {self.id} {part}"),
            shown=lambda: self._kept(part),
        )
        draft.moved.connect(self._say)
        return draft

    def _say(self) -> None:
        self.remark.show_remark(next((draft.why for draft in self._drafts if draft.why), ""))

    def _round(self) -> NamedRound:
        return self._editor.round(self.id)

    def _kept(self, part: str) -> str:
        one = self._editor.round(self.id)
        texts = {
            "name": one.name,
            "prompt": one.prompt,
            "time": i18n.length(one.seconds) if one.seconds else "",
        }
        return texts[part]

    def _tick(self, key: str, on: bool) -> None:
        one = self._round()
        changes = {
            "may_pass": replace(one, may_pass=on),
            "notes": replace(one, notes=on, stories=one.stories and on),
            "stories": replace(one, stories=on, notes=one.notes or on),
        }
        self._editor.change_round(changes[key])

    def refresh(self, place: int, count: int, held: int) -> None:
        """Show the round as it is. place: its own, from 0. held: how many have begun."""
        one = self._round()
        for draft, part in zip(self._drafts, ("name", "time", "prompt"), strict=True):
            draft.fill(self._kept(part))
        for key, box in self._boxes().items():
            box.setChecked(bool(getattr(one, key)))
            box.setAccessibleDescription(one.name)
        number = i18n.figures(place + 1)
        title = _("Round {number}", number=number)
        self.number.setText(_("Round {number}, begun", number=number) if place < held else title)
        self.name.setAccessibleName(_("Name of round {number}", number=number))
        self.time.setAccessibleName(_("Minutes each in round {number}", number=number))
        self.prompt.setAccessibleName(_("Prompt of round {number}", number=number))
        stays = str(Refused("round-held", name=one.name)) if place < held else ""
        alone = str(Refused("only-round")) if count < 2 else ""
        first = "" if place > held else _("It is the first that can be moved.")
        last = "" if place < count - 1 else _("It is the last.")
        self.up.set_not_now(stays or first)
        self.down.set_not_now(stays or last)
        self.away.set_not_now(stays or alone)
        for button in (self.up, self.down, self.away):
            button.set_about(one.name)
        self._say()


class RoundsEditor(QWidget):
    """Shows whose rounds they are, and changes them."""

    def __init__(
        self,
        theme: Theme,
        source: RoundsOf,
        place: Callable[[str], Place],
        *,
        unnamed: str = "",
    ) -> None:
        """place: where what was refused of a field is kept, by the field's name. unnamed: what is
        chosen where the source has no rounds, in words; without it there always are some.
        """
        super().__init__()
        self._theme, self._source, self.place = theme, source, place
        self._unnamed = unnamed
        self.rows: list[RoundRow] = []
        self.shape = Pick(theme)
        self.shape.setMaximumWidth(theme.px(_SHAPE))
        self.about = hint(theme, "")
        self.add = Button(theme, _("Add a round"), act=self._add)
        self.fits = hint(theme, "")
        self.remark = RemarkLine(theme)
        column = layouts.column(self, theme.px(4))
        column.addWidget(labelled(theme, _("Shape"), self.shape))
        column.addWidget(self.about)
        column.addWidget(self.fits)
        self._list = layouts.column(spacing=0)
        column.addLayout(self._list)
        column.addSpacing(theme.px(12))
        foot = Flow(theme.px(16), theme.px(4))
        foot.addWidget(self.add)
        column.addLayout(foot)
        column.addWidget(self.remark)
        self.shape.chosen.connect(self._choose)
        bind(self, keys.ROUND_UP, lambda: self._move_focused(-1), when=self._is_in_row)
        bind(self, keys.ROUND_DOWN, lambda: self._move_focused(1), when=self._is_in_row)
        self.refresh()

    def round(self, id_: str) -> NamedRound:
        """The round with this id, as it is now."""
        return next((one for one in self._source.listed() if one.id == id_), NamedRound(id_, ""))

    # What is shown.

    def refresh(self) -> None:
        """Show the rounds as they are; a field that is written in stays."""
        rounds, held = self._source.listed(), self._source.held()
        self._show_rows([one.id for one in rounds])
        for place, row in enumerate(self.rows):
            row.refresh(place, len(rounds), held)
        shape = shape_of(rounds) if rounds or not self._unnamed else None
        options = [(one.key, _(one.title)) for one in SHAPES]
        if self._unnamed:
            options.insert(0, ("", self._unnamed))
        own = bool(rounds) and shape is None
        if own:
            options.append((_OWN, _("Your own rounds")))
        value = shape.key if shape else _OWN if own else ""
        if [self.shape.itemData(at) for at in range(self.shape.count())] != [
            k for k, _l in options
        ]:
            self.shape.set_options(options)
        self.shape.set_value(value)
        self.about.setText(_(shape.about) if shape else "")
        self.about.setVisible(shape is not None)
        fits = self._source.fit()
        self.fits.setText(fits)
        self.fits.setVisible(bool(fits))

    def _show_rows(self, ids: list[str]) -> None:
        """A row for each round, in their order; those that stay keep what is typed in them."""
        if [row.id for row in self.rows] == ids:
            return
        known = {row.id: row for row in self.rows}
        for id_, row in known.items():
            if id_ in ids:
                self._list.removeWidget(row)
            else:
                layouts.discard(row, self._list)
        self.rows = [known.get(id_) or RoundRow(self, self._theme, id_) for id_ in ids]
        for row in self.rows:
            self._list.addWidget(row)
            row.show()
        before: QWidget = self.shape
        for row in self.rows:  # Tab goes as the eye does
            for widget in (row.name, row.time, row.prompt, row.may_pass, row.notes, row.stories):
                QWidget.setTabOrder(before, widget)
                before = widget
            for button in (row.up, row.down, row.away):
                QWidget.setTabOrder(before, button)
                before = button
        QWidget.setTabOrder(before, self.add)

    def take_focus(self) -> None:
        """Put the focus where work begins."""
        self.shape.setFocus()

    # What is changed.

    def word(self, one: NamedRound) -> None:
        """Keep a round as it is worded now. Raises Refused."""
        self._source.change(edits.changed(self._source.listed(), one), typed=True)
        self.refresh()

    def change_round(self, one: NamedRound) -> None:
        """Change what is done in a round."""
        self._attempt(lambda: self._source.change(edits.changed(self._source.listed(), one)))

    def move_round(self, id_: str, places: int) -> None:
        """Move a round; the focus stays in it."""
        flush_all(self)
        rounds, focus = self._source.listed(), QApplication.focusWidget()

        def act() -> None:
            new = edits.moved(rounds, id_, places, self._source.held())
            if new == rounds:
                return
            at = next(n for n, one in enumerate(new) if one.id == id_)
            said = _(
                "“{name}” is now round {number} of {all}.",
                name=new[at].name,
                number=i18n.figures(at + 1),
                all=i18n.figures(len(new)),
            )
            self._source.change(new, message=said)
            announce(self, said)

        self._attempt(act)
        if focus is not None and self.isAncestorOf(focus):
            focus.setFocus()

    def take_away(self, id_: str) -> None:
        """Take a round away; the focus goes to the one in its place."""
        flush_all(self)
        rounds = self._source.listed()
        at = next((n for n, one in enumerate(rounds) if one.id == id_), 0)

        def act() -> None:
            new = edits.removed(rounds, id_, self._source.held())
            said = _("“{name}” was taken away.", name=rounds[at].name)
            self._source.change(new, message=said)

        if self._attempt(act) and self.rows:
            self.rows[min(at, len(self.rows) - 1)].name.setFocus()

    def _add(self) -> None:
        flush_all(self)
        if self._attempt(lambda: self._source.change(edits.added(self._source.listed()))):
            self.rows[-1].name.setFocus()
            self.rows[-1].name.selectAll()

    def _choose(self, key: str) -> None:
        """Another shape. Those rounds that have begun stay before it."""
        flush_all(self)
        shape = next((one for one in SHAPES if one.key == key), None)
        if shape is None and key == _OWN:
            return
        held = self._source.listed()[: self._source.held()]
        new = shape.rounds() if shape is not None else ()
        taken = {one.name.casefold() for one in held}
        later = tuple(one for one in new if one.name.casefold() not in taken)
        self._attempt(lambda: self._source.change((*held, *later)))

    def _attempt(self, act: Callable[[], None]) -> bool:
        """Do it, or say why not; whether it was done."""
        why = ""
        try:
            act()
        except Refused as refused:
            why = str(refused)
            announce(self, why)
        self.remark.show_remark(why)
        self.refresh()
        return not why

    def _is_in_row(self) -> bool:
        return self._focused_row() is not None

    def _focused_row(self) -> RoundRow | None:
        focus = QApplication.focusWidget()
        return next((row for row in self.rows if focus and row.isAncestorOf(focus)), None)

    def _move_focused(self, places: int) -> None:
        row = self._focused_row()
        if row is not None:
            self.move_round(row.id, places)
