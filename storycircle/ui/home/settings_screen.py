"""Settings: one short page, kept as one changes it."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.commands import keys
from storycircle.core.commands.command import CTRL, caption
from storycircle.core.i18n import N_, _, p_
from storycircle.core.i18n.unread import remark_on_translation
from storycircle.core.settings import (
    TEXT_SIZES,
    Look,
    Movement,
    Settings,
    days_shown,
    keep_length,
    turn_length,
)
from storycircle.languages import offered, shipped
from storycircle.store.library import Library
from storycircle.ui.commands import bind
from storycircle.ui.home.settings_rows import (
    CopiesRow,
    SettingRow,
    choice_row,
    kept_in,
    room_screens,
    switch,
)
from storycircle.ui.system.chime_player import Chime
from storycircle.ui.system.field_autosave import Draft, at, refused_in
from storycircle.ui.system.keep_awake import Awake
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.slider import Slider
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.layouts import Flow, SentenceAndWays, scrolling
from storycircle.ui.widgets.display.message import Saved, SavedState

_LOOKS = (
    # For translators: the colours of the window are those of the system.
    N_("As the system"),
    # For translators: the colours of the window.
    N_("Light"),
    # For translators: the colours of the window.
    N_("Dark"),
    N_("High contrast"),
)
_SYSTEM = "system"  # no language is set
_WIDE = 960  # px at 100 % of the column
_NOTHING_SENT = N_("Nothing is sent anywhere. There is no sound recording, on purpose.")


class SettingsScreen(QWidget):
    """The settings of this laptop. changed carries all of them, each time one is another.

    whyRequested: why there is no sound recording.
    """

    backRequested = Signal()
    whyRequested = Signal()
    restoreRequested = Signal(str)
    deleteOwingRequested = Signal()
    changed = Signal(Settings)

    def __init__(
        self, theme: Theme, library: Library, clock: Clock, chime: Chime, awake: Awake | None
    ) -> None:
        super().__init__()
        self.setWindowTitle(_("Settings"))
        self._theme, self._library, self._clock = theme, library, clock
        self.player, self._awake = chime, awake
        self._settings = library.settings()
        inside = QWidget()
        self._page = layouts.column(inside, 0)
        self._page.addLayout(self._head())
        self._page.addSpacing(theme.px(8))
        self.rows: list[SettingRow] = []
        self._add_rows()
        self._page.addSpacing(theme.px(8))
        self._page.addLayout(self._foot())
        self._page.addStretch(1)
        outer = layouts.column(self)
        outer.addWidget(scrolling(inside))
        bind(self, keys.BACK, self._back)
        chime.silenced.connect(self._heard)
        self.refresh()

    def refresh(self) -> None:
        """Show what is set, and what is true of this laptop now; no signal comes of it."""
        settings = self._settings = self._library.settings()
        self.language.set_value(settings.language if settings.language in shipped() else _SYSTEM)
        self.look.set_value(settings.look.value)
        self.text_size.set_value(str(settings.text_size))
        self._shortest.fill(self._turn_kept())
        self.breath.set_value(str(settings.breath))
        self.asking.set_value(switch(on=settings.ask_after_story))
        self.chime.set_value(switch(on=settings.chime))
        self.volume.blockSignals(True)
        self.volume.setValue(settings.volume)
        self.volume.blockSignals(False)
        self.room.set_value(switch(on=settings.room_calm))
        names = [screen.name() for screen in QApplication.screens()]
        self.screen_.set_options(room_screens(names, settings.room_screen))
        self.screen_.set_value(settings.room_screen)
        self.movement.set_value(settings.movement.value)
        self._days.fill(self._days_kept())
        self._tell()

    def set_saved(self, saved: bool) -> None:
        """Whether the last change is on the disk."""
        self._saved.set_state(SavedState.SAVED if saved else SavedState.NOT_YET)

    def _tell(self) -> None:
        kept = kept_in(self._library.path, self._clock.now())
        owing, owes = len(self._library.copies_owing()), self._library.owes()
        self.copies.show_of(self._library.path, self._clock.now(), owing, owes=owes)
        self._kept.setText(kept.sentence)
        alone, others = _("Readable by you alone"), _("Others who use this laptop can read it here")
        self.kept_row.set_hint(alone if kept.private else others)
        self.chime_row.say(self.player.why_silent())
        self._room_row.say(self._awake.why_not() if self._awake else "")

    # The rows, a function each.

    def _add_rows(self) -> None:
        for row in (
            self._language_row(),
            self._look_row(),
            self._size_row(),
            self._turn_row(),
            self._breath_row(),
            self._asking_row(),
            self._sound_row(),
            self._display_row(),
            self._movement_row(),
            self._keep_row(),
            self._place_row(),
            self._copies_row(),
        ):
            self.rows.append(row)
            self._page.addWidget(row)

    def _language_row(self) -> SettingRow:
        names = offered().items()
        options = [(_SYSTEM, _("As the system")), *names]
        row, self.language = choice_row(self._theme, _("Language"), "", options, 140)
        self.language.chosen.connect(
            lambda value: self._change(language="" if value == _SYSTEM else value)
        )
        row.fill()
        row.say(remark_on_translation())
        return row

    def _look_row(self) -> SettingRow:
        options = [(look.value, _(shown)) for look, shown in zip(Look, _LOOKS, strict=True)]
        row, self.look = choice_row(self._theme, p_("colours", "Look"), "", options, 140)
        self.look.chosen.connect(lambda value: self._change(look=Look(value)))
        row.fill()
        return row

    def _size_row(self) -> SettingRow:
        sizes = ((str(size), _("{percent} %", percent=size)) for size in TEXT_SIZES)
        options = [("0", p_("size", "As the system")), *sizes]
        hint = _("Also {key} with the mouse wheel", key=caption(CTRL))
        row, self.text_size = choice_row(self._theme, _("Size of text"), hint, options, 140)
        self.text_size.chosen.connect(lambda value: self._change(text_size=int(value)))
        row.fill()
        return row

    def _turn_row(self) -> SettingRow:
        hint = _("A share is never worked out below this")
        row = SettingRow(self._theme, _("Shortest turn"), hint)
        self.shortest = Field(self._theme, serif=False)
        self.shortest.setMaxLength(12)
        self.shortest.setFixedWidth(self._theme.px(104))
        self._shortest = self._drafted(
            row, self.shortest, self._turn_typed, "turn", self._turn_kept
        )
        row.add(self.shortest, _("Shortest turn, in minutes and seconds"))
        row.add(label.hint(self._theme, _("minutes and seconds")), "")
        row.fill()
        return row

    def _breath_row(self) -> SettingRow:
        options = (("0", _("Wait for {key}", key=keys.START.cap)), ("10", _("After 10 s")))
        hint = _("A breath before the next turn starts")
        row, self.breath = choice_row(self._theme, _("Between two stories"), hint, options, 150)
        self.breath.chosen.connect(lambda value: self._change(breath=int(value)))
        row.fill()
        return row

    def _asking_row(self) -> SettingRow:
        options = (("off", p_("asking", "Off")), ("on", p_("asking", "On")))
        hint = _("In the breath, a line asks whether it may leave")
        row, self.asking = choice_row(self._theme, _("After each story"), hint, options, 70)
        self.asking.chosen.connect(lambda value: self._change(ask_after_story=value == "on"))
        row.fill()
        return row

    def _sound_row(self) -> SettingRow:
        hint = _("30 seconds before the end, and at the end")
        options = (("off", p_("chime", "Off")), ("on", p_("chime", "On")))
        row, self.chime = choice_row(self._theme, _("A soft chime"), hint, options, 70)
        self.chime_row = row
        self.chime.chosen.connect(lambda value: self._change(chime=value == "on"))
        self.volume = Slider(self._theme, _("How loud the chime is"), self._settings.volume)
        self.volume.valueChanged.connect(lambda value: self._change(volume=value))
        row.add(self.volume, _("How loud the chime is"), 200)
        self.try_it = Button(
            self._theme, _("Try it"), act=lambda: self.player.play(self._settings.volume)
        )
        row.add(self.try_it, _("Try the chime"))
        row.fill()
        return row

    def _display_row(self) -> SettingRow:
        hint = _("Calm shows the arc alone, without digits")
        options = (("off", _("With digits")), ("on", p_("clock", "Calm")))
        row, self.room = choice_row(self._theme, _("The room’s display"), hint, options, 150)
        self._room_row = row
        self.room.chosen.connect(lambda value: self._change(room_calm=value == "on"))
        self.screen_ = Pick(self._theme)
        self.screen_.chosen.connect(lambda value: self._change(room_screen=value))
        row.add(self.screen_, _("The room’s screen"), 320)
        row.fill()
        return row

    def _movement_row(self) -> SettingRow:
        hint = _("How the ring goes from one to the next")
        options = (
            (Movement.SYSTEM.value, p_("movement", "As the system")),
            (Movement.GENTLE.value, p_("movement", "Gentle")),
            (Movement.NONE.value, p_("movement", "None")),
        )
        row, self.movement = choice_row(self._theme, _("Movement"), hint, options, 150)
        self.movement.chosen.connect(lambda value: self._change(movement=Movement(value)))
        row.fill()
        return row

    def _keep_row(self) -> SettingRow:
        hint = _("You are asked before anything is erased")
        row = SettingRow(self._theme, _("Keep circles for"), hint)
        self.days = Field(self._theme, serif=False)
        self.days.setMaxLength(12)
        self.days.setFixedWidth(self._theme.px(104))
        self._days = self._drafted(row, self.days, self._days_typed, "days", self._days_kept)
        row.add(self.days, _("Keep circles for, in days"))
        row.fill()
        return row

    def _place_row(self) -> SettingRow:
        row = self.kept_row = SettingRow(self._theme, _("Kept in"), "")
        self._kept = label.app(self._theme, "")
        row.add(self._kept, _("Kept in"), _WIDE)
        self.show_folder = Button(self._theme, p_("button", "Show"), act=self._show_folder)
        row.add(self.show_folder, _("Show the folder"))
        return row

    def _copies_row(self) -> SettingRow:
        self.copies = CopiesRow(self._theme)
        self.copies.restoreRequested.connect(self.restoreRequested)
        self.copies.deleteOwingRequested.connect(self.deleteOwingRequested)
        return self.copies

    # What happens.

    def _change(self, **fields: Any) -> None:
        settings = replace(self._settings, **fields)
        if settings != self._settings:
            self._settings = settings
            self.changed.emit(settings)

    def _drafted(
        self,
        row: SettingRow,
        field: Field,
        typed: Callable[[str], None],
        name: str,
        kept: Callable[[], str],
    ) -> Draft:
        """What cannot be taken stays in the field to be mended, and the row says why."""
        draft = Draft(field, typed, at(self._library, "settings", name), shown=kept)
        draft.moved.connect(lambda: row.say(draft.why, look=bool(draft.why)))
        field.returnPressed.connect(draft.enter)
        return draft

    def _turn_kept(self) -> str:
        return i18n.length(self._settings.shortest_turn)

    def _days_kept(self) -> str:
        return days_shown(self._settings.keep_days)

    def _turn_typed(self, text: str) -> None:
        self._change(shortest_turn=turn_length(text))

    def _days_typed(self, text: str) -> None:
        self._change(keep_days=keep_length(text))

    def show_saved(self) -> None:
        self.set_saved(not refused_in(self))

    def _show_folder(self) -> None:
        folder = self._library.path.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            said = _("No program here shows folders. It is {folder}.", folder=folder)
            self.kept_row.say(said)

    def _heard(self, why: str) -> None:
        self.chime_row.say(why)

    def _back(self) -> None:
        self.setFocus()  # a length being typed is taken first
        self.backRequested.emit()

    # Head and foot.

    def _head(self) -> SentenceAndWays:
        theme = self._theme
        title = label.page_title(theme, _("Settings"))
        self._saved = Saved(theme, words=_("Changes are kept at once"))
        back = Button(theme, _("Back"), keys.BACK.cap, act=self.backRequested)
        self.setFocusProxy(back)
        return SentenceAndWays(theme, title, (self._saved, back), spacing=16)

    def _foot(self) -> Flow:
        theme = self._theme
        foot = Flow(theme.px(6), theme.px(4))
        foot.addWidget(label.hint(theme, _(_NOTHING_SENT)))
        why = Link(theme, _("Why?"), 14, act=self.whyRequested)
        why.setAccessibleDescription(_("Why there is no sound recording"))
        foot.addWidget(why)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = self._theme
        side = max(32, (self.width() - theme.px(_WIDE)) // 2)
        high = self.height() >= 760
        self._page.setContentsMargins(side, 24 if high else 12, side, 16)
        air = 12 if high else 9
        for row in self.rows:
            row.set_room(self.width() / theme.scale, air)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()
