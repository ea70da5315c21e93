"""The rows of the settings: backups, and what is told of this laptop.

A row of the settings: its name and a hint at the left, its controls at the right.

The settings' row of backups: which there are, and going back to one.

What the settings page tells of this laptop: where things are kept, and its screens.
"""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_
from storycircle.store.safety import backups
from storycircle.store.safety.backup_rotation import LAST, MOST
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Choice, Pick
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import side_by_side

_LABEL, _GAP, _HIGH = 300, 32, 64  # px at 100 %: the name's column, what parts it, the row


class SettingRow(QWidget):
    """At least 64 high, a hairline below; under 900 px of room the controls go below the name."""

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._label = self._left(name, hint)
        self._halves.addWidget(self._label)
        right = layouts.column(spacing=theme.px(4))
        self._controls: QBoxLayout = layouts.row(spacing=theme.px(12))
        right.addStretch(1)
        right.addLayout(self._controls)
        self._sentence = Text(theme, "", theme.sans(14), theme.palette.ink_2, 20)
        self._sentence.hide()
        right.addWidget(self._sentence)
        right.addStretch(1)
        self._halves.addLayout(right, 1)
        column = layouts.column(self, 0)
        column.addLayout(self._halves)
        column.addWidget(Hairline(theme))
        self.set_room(_LABEL * 4)

    def _left(self, name: str, hint: str) -> QWidget:
        label_part = QWidget()
        column = layouts.column(label_part, 0)
        column.addStretch(1)
        self.name = label.app(self._theme, name, strong=True)
        column.addWidget(self.name)
        self.hint = label.hint(self._theme, hint)
        column.addWidget(self.hint)
        self.hint.setVisible(bool(hint))
        column.addStretch(1)
        return label_part

    def set_hint(self, hint: str) -> None:
        """Another hint below the name; none where it is empty."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def add(self, widget: QWidget, name: str, width: int = 0) -> None:
        """Add a control with its name for a screen reader, at most so wide, in px at 100 %;
        0 is as wide as it likes.
        """
        widget.setAccessibleName(name)
        if width:
            widget.setMaximumWidth(self._theme.px(width))
            policy = widget.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            widget.setSizePolicy(policy)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._controls.addWidget(widget, 100 if width else 0, middle)

    def fill(self) -> None:
        """Leave the rest of the row empty."""
        self._controls.addStretch(1)

    def say(self, sentence: str, *, look: bool = False) -> None:
        """Show a sentence below the controls, or none. look: it is a warning."""
        palette = self._theme.palette
        self._sentence.set_colour(palette.warn if look else palette.ink_2)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def message(self) -> str:
        return self._sentence.text()

    def set_room(self, width: float, air: int = 12) -> None:
        """The room there is, in px over the text's scale, and the air above and below."""
        theme = self._theme
        beside = side_by_side(self._halves, width)
        self._label.setMinimumWidth(theme.px(_LABEL) if beside else 0)
        self._label.setMaximumWidth(theme.px(_LABEL) if beside else 16_777_215)
        self._halves.setSpacing(theme.px(_GAP if beside else 8))
        self._halves.setContentsMargins(0, theme.pad(air), 0, theme.pad(air))
        self.setMinimumHeight(theme.px(_HIGH) if beside and air >= 12 else 0)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The controls stand one below the other where they are squeezed beside each other."""
        items = [self._controls.itemAt(at) for at in range(self._controls.count())]
        shown = [item for item in items if item is not None and not item.isEmpty()]
        needed = sum(item.minimumSize().width() + self._theme.px(12) for item in shown)
        room = self.width()
        if self._halves.direction() == QBoxLayout.Direction.LeftToRight:
            room -= self._theme.px(_LABEL + _GAP)
        squeezed = needed - self._theme.px(12) > room
        direction = QBoxLayout.Direction
        self._controls.setDirection(direction.TopToBottom if squeezed else direction.LeftToRight)


def choice_row(
    theme: Theme,
    name: str,
    hint: str,
    options: Sequence[tuple[str, str]],
    width: int,
) -> tuple[SettingRow, Choice]:
    """A row with a choice of one, each part so many px wide at 100 %."""
    row = SettingRow(theme, name, hint)
    choice = Choice(theme, options)
    row.add(choice, name, width * len(options))
    return row, choice


_DELETE = N_("Delete them instead …")


class CopiesRow(SettingRow):
    """restoreRequested carries a copy's name, deleteOwingRequested comes for those that still hold
    what was erased: each once its button was pressed twice.
    """

    restoreRequested = Signal(str)
    deleteOwingRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        hint = _(
            "The last {last}, then one a day, a week, a month; {most} at most",
            last=LAST,
            most=MOST,
        )
        super().__init__(theme, _("Backups"), hint)
        self._pressed_once: Button | None = None  # the one that waits for a second press
        self.copies = Pick(theme)
        self.copies.chosen.connect(lambda _name: self._unsure())
        self.add(self.copies, _("The backup to go back to"), 320)
        self.go_back = Button(theme, _("Go back to it …"), act=self._pressed)
        self.add(self.go_back, _("Go back to this backup"))
        self.delete_owing = Button(theme, _(_DELETE), act=self._delete_pressed)
        self.add(self.delete_owing, _("Delete the backups that still hold what was erased"))
        self.fill()
        self._owing, self._owes = 0, False

    def show_of(self, library: Path, now: datetime, owing: int, *, owes: bool) -> None:
        """List the copies of a library, the newest first. owing: how many of them still hold what
        was erased. owes: whether anything does.
        """
        self._owing, self._owes = owing, owes
        found = [(name, copy_shown(name, now)) for name in backups.names(library)]
        self.copies.set_options(found or [("", _("None yet"))])
        self.copies.setEnabled(bool(found))
        self.go_back.setEnabled(bool(found))
        self._unsure()

    def _unsure(self) -> None:
        self._pressed_once = None
        self.go_back.set_text(_("Go back to it …"))
        self.delete_owing.set_text(_(_DELETE))
        self.delete_owing.setVisible(bool(self._owing))
        self.say(owing_in_words(self._owing, owes=self._owes), look=self._owes)

    def _delete_pressed(self) -> None:
        if self._pressed_once is not self.delete_owing:
            self._unsure()
            self._pressed_once = self.delete_owing
            self.delete_owing.set_text(_("Yes, delete them"))
            self.say(
                _(
                    "Those backups go, and what was erased with them. There is no going back to "
                    "them. Press again to delete them."
                ),
                look=True,
            )
            return
        self._unsure()
        self.deleteOwingRequested.emit()

    def _pressed(self) -> None:
        if self._pressed_once is not self.go_back:
            self._pressed_once = self.go_back
            self.go_back.set_text(_("Yes, go back"))
            self.say(
                _(
                    "Your circles will be as they were: {when}. What is here now is kept as a "
                    "backup too. Press again to go back.",
                    when=self.copies.currentText(),
                ),
                look=True,
            )
            return
        self._unsure()
        self.restoreRequested.emit(self.copies.value())


def owing_in_words(owing: int, *, owes: bool) -> str:
    """How many copies still hold what was erased, in a sentence; empty where nothing does."""
    if not owes:
        return ""
    if not owing:
        return _("What was erased is still in the library’s own file: it goes once there is room.")
    return n_(
        "{Count} backup still to be gone through: what was erased is gone from there too, then.",
        "{Count} backups still to be gone through: what was erased is gone from there too, then.",
        owing,
    )


def copy_shown(name: str, now: datetime) -> str:
    """A copy by when it was made: "today at 11.31" or "14 June 2007 at 9.05"."""
    made = backups.made_at(name)
    if made is None:
        return name
    if made.date() == now.date():
        return _("today at {time}", time=i18n.clock(made))
    return _("{day} at {time}", day=i18n.day(made.date().isoformat()), time=i18n.clock(made))


_OTHERS = 0o077  # all that others than a file's or folder's owner may do with it


class KeptIn(Struct, frozen=True):
    """Where everything lies. private: whether only this user can read it."""

    folder: Path
    sentence: str
    private: bool


def kept_in(library: Path, now: datetime, system: str = os.name) -> KeptIn:
    """Where a library lies, how large it is, and when it was last copied."""
    parts = [_shown(library.parent), _size(library)]
    last = next(iter(backups.names(library)), "")
    parts.append(_last_backup(last, now) if last else _("no backup yet"))
    return KeptIn(library.parent, i18n.joined(parts, ", "), _private(library, system))


def _shown(folder: Path) -> str:
    """A folder as people find it: from their home, where it lies there."""
    home = Path.home()
    return f"~/{folder.relative_to(home).as_posix()}" if home in folder.parents else str(folder)


def _size(library: Path) -> str:
    """The library with the log of its last changes, in MB of a million bytes."""
    files = (library, library.with_name(library.name + "-wal"))
    size = sum(path.stat().st_size for path in files if path.exists()) / 1e6
    shown = f"{max(0.1, size):.1f}"
    return _("{size} MB", size=shown)


def _last_backup(name: str, now: datetime) -> str:
    """When a backup was made, from its name: the time today, else the day."""
    made = backups.made_at(name)
    if made is None:
        return _("last backup {name}", name=name)
    if made.date() == now.date():
        return _("last backup {time}", time=i18n.clock(made))
    return _("last backup on {day}", day=i18n.day(made.date().isoformat()))


def _private(library: Path, system: str) -> bool:
    """Whether this user alone reads a library, beside whoever administers the laptop. Windows
    knows no such bits, but lets nobody else into a user's own folder.
    """
    place = library.absolute()
    if system == "nt":
        return Path.home() in place.parents
    return any(not one.stat().st_mode & _OTHERS for one in (place, *place.parents) if one.exists())


def room_screens(names: Sequence[str], chosen: str) -> list[tuple[str, str]]:
    """The screens to choose from for the room, as (value, label); the second one by itself."""
    options = [("", _("Second screen"))] + [(name, name) for name in names if name]
    if chosen and chosen not in names:
        options.append((chosen, _("{screen}, not plugged in", screen=chosen)))
    return options


def switch(*, on: bool) -> str:
    """The value of a choice between on and off."""
    return "on" if on else "off"
