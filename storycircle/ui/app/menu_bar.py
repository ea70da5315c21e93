"""The menu bar: the commands of the table that act on the page, by name, each with its key."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.i18n import N_, _
from storycircle.ui.commands import WindowKeys

Entry = tuple[Command, ...]
"""Commands that share a key, of which a page has one; the first is named where it has none."""
_LINE: Entry = ()

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        # For translators: & stands before the letter that opens the menu, held with Alt.
        N_("&File"),
        (
            (keys.NEW_CIRCLE, keys.NEW_EVENT),
            (keys.OPEN_FILE,),
            (keys.TO_ORGANISER, keys.CHOOSE_FILES),
            _LINE,
            (keys.EXPORT,),
            (keys.SAVE_REPORT,),
            (keys.SAVE_PACK,),
            (keys.SAVE_PDF,),
            (keys.PRINT_SHEET, keys.PRINT_ALL),
            _LINE,
            (keys.SETTINGS,),
            (keys.CLOSE,),
            (keys.QUIT,),
        ),
    ),
    (
        # For translators: & stands before the letter that opens the menu, held with Alt.
        N_("&Circle"),
        (
            (keys.UNDO,),
            (keys.REDO,),
            _LINE,
            (keys.TIME,),
            (keys.GO_ON, keys.WRITING_NEXT, keys.NEXT_PLACE, keys.LET_LEAVE),
            (keys.ASK_TELLERS, keys.ASK_STORY),
            _LINE,
            (keys.TO_STAGE, keys.TO_PLACE),
        ),
    ),
    (
        # For translators: & stands before the letter that opens the menu, held with Alt.
        N_("&View"),
        (
            (keys.SHOW_ROOM,),
            (keys.PRESENT, keys.ROOM_CLOCK),
            (keys.SHOW_GALLERY, keys.ALL_GALLERY),
            (keys.OTHER_SIDE,),
            (keys.COMPARE,),
            _LINE,
            (keys.TEXT_LARGER, keys.LARGER),
            (keys.TEXT_SMALLER, keys.SMALLER),
            (keys.TEXT_USUAL, keys.USUAL_SIZE),
        ),
    ),
    (
        # For translators: & stands before the letter that opens the menu, held with Alt.
        N_("&Help"),
        ((keys.HELP,), (keys.METHOD,)),
    ),
)
_ROLES = {
    keys.SETTINGS: QAction.MenuRole.PreferencesRole,
    keys.QUIT: QAction.MenuRole.QuitRole,
}
"""Where a Mac has these; all others stay where they are here."""


class Item(NamedTuple):
    """An entry as it stands in a menu. key: "" for what has none."""

    action: QAction
    key: str
    named: str


class MenuBar(QMenuBar):
    """The menus of a window. Each entry is the action that its key sets off too.

    What an entry says and whether it can be chosen is looked up as its menu opens: that is what
    the key would do on this page, with the focus where it is.
    """

    def __init__(
        self, window: QWidget, window_keys: WindowKeys, acts: Mapping[Command, Callable[[], None]]
    ) -> None:
        """acts: what the commands without a key do."""
        super().__init__(window)
        self._keys, self._acts = window_keys, acts
        self._folded = False
        self.items: list[Item] = []
        self._every: list[QMenu] = []  # else nothing of Python's holds them
        for title, entries in MENUS:
            menu = self.addMenu(_(title))
            self._every.append(menu)
            menu.aboutToShow.connect(self.refresh)
            menu.aboutToHide.connect(self._release)
            for entry in entries:
                self._add(menu, entry)
        self.refresh()
        self._release()

    def fold(self, folded: bool) -> None:
        """Stand above the page only while a menu is open, or always."""
        self._folded = folded
        self.setHidden(folded)

    def open_first(self) -> None:
        """Open the first menu, for the keyboard; Qt gives the focus back at the end."""
        self.show()
        self.setActiveAction(self.actions()[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QTimer.singleShot(0, self, self._fold_again)

    def _fold_again(self) -> None:
        busy = self.hasFocus() or any(menu.isVisible() for menu in self._every)
        if self._folded and not busy:
            self.hide()

    def refresh(self) -> None:
        """Say what each entry does now, and let those be chosen that do something."""
        for action, key, named in self.items:
            meant = self._keys.meant(key) if key else None
            words = (meant.words or _(meant.command.menu)) if meant else ""
            action.setText((words or named).replace("&", "&&"))
            action.setEnabled(meant.offered() if meant else not key)
            action.setVisible(bool(words or named))

    def _release(self) -> None:
        """No menu is open: the actions are those of the keys alone, which ask for themselves."""
        for item in self.items:
            item.action.setEnabled(True)
        QTimer.singleShot(0, self, self._fold_again)

    def _add(self, menu: QMenu, entry: Entry) -> None:
        if not entry:
            menu.addSeparator()
            return
        command = entry[0]
        rows = command.keys if not command.menu else command.keys[:1] or ("",)
        for key in rows:  # one row a key, where each has words of its own
            action = self._keys.action(key) if key else QAction(menu)
            if not key:
                action.triggered.connect(self._acts[command])
            action.setMenuRole(_ROLES.get(command, QAction.MenuRole.NoRole))
            self.items.append(Item(action, key, _(command.menu) if command.menu else ""))
            menu.addAction(action)
