"""The menu bar: the commands of the table that act on the page, by name, each with its key."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.i18n import N_, _, sentence
from storycircle.ui.commands import Binding, WindowKeys

Entry = Mapping[Command, str]
"""Commands that share a key, each with its words; the first is named where a page has none.

Words "": each key of the command has a row, which says what the page says of it, or is not there.
"""
_LINE: Entry = {}

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        # For translators: & stands before the letter that opens the menu, held with Alt.
        N_("&File"),
        (
            {keys.NEW_CIRCLE: N_("New circle"), keys.NEW_EVENT: N_("New event")},
            {keys.NEXT_MEETING: N_("Next meeting of these people")},
            {keys.NEW_SET: N_("New learning set …"), keys.CHAPTER_BULLETS: N_("Bullets")},
            {keys.LINE_FILE: N_("Go on with a line that was handed on …")},
            {keys.OPEN_FILE: N_("Open a file …")},
            {
                keys.TO_ORGANISER: N_("Gather the circles"),
                keys.CHOOSE_FILES: N_("Choose files to gather …"),
            },
            {
                keys.READ_CAMERA: N_("Read from the camera …"),
                keys.READ_PACK: N_("Read from the camera …"),
            },
            _LINE,
            {
                keys.EXPORT: N_("Export the circle file …"),
                keys.EXPORT_STALL: N_("Export the stall’s file …"),
            },
            {
                keys.SHOW_BY_LIGHT: N_("Show it to the organiser’s camera …"),
                keys.SHOW_PACK: N_("Show the event pack to laptops’ cameras …"),
            },
            {keys.SAVE_REPORT: N_("Save the report …")},
            {keys.SAVE_PACK: N_("Save the event pack …")},
            {
                keys.SAVE_PDF: N_("Save as PDF …"),
                keys.SAVE_COMPARISON: N_("Save events side by side …"),
            },
            {
                keys.PRINT_SHEET: N_("Print the sheet …"),
                keys.PRINT_ALL: N_("Print all sheets and slips …"),
                keys.PRINT_GUIDE: N_("Print the guide …"),
                keys.PRINT_REVIEW: N_("Print the review sheet …"),
                keys.PRINT_MEETING: N_("Print what there is of this meeting …"),
                keys.PRINT_LIST: N_("Print the list …"),
            },
            _LINE,
            {keys.SETTINGS: N_("Settings")},
            {keys.CLOSE: N_("Close")},
            {keys.QUIT: N_("Quit")},
        ),
    ),
    (
        # For translators: & stands before the letter that opens the menu, held with Alt.
        N_("&Circle"),
        (
            {keys.UNDO: N_("Undo")},
            {keys.REDO: N_("Redo")},
            {keys.SEARCH_FOCUS: N_("Find")},
            _LINE,
            {
                keys.TIME: N_("Start or pause the time"),
                keys.STALL_TIME: N_("Start or pause the time"),
            },
            {
                keys.TIME_PLAN: N_("The time plan"),
                keys.NOTE_TOLD: N_("Note a review told on the telephone"),
            },
            {keys.ROUNDS: N_("The rounds")},
            {keys.HOLD_STALL: N_("Hold a market stall …")},
            {keys.OWN_NOTE: N_("Your own note")},
            {keys.MEETING: N_("Who is there, and what was open")},
            {
                keys.GO_ON: N_("Go on"),
                keys.STALL_ON: N_("Go on"),
                keys.WRITING_NEXT: N_("Next person"),
                keys.NEXT_PLACE: N_("Go on"),
                keys.LET_LEAVE: N_("Let it leave"),
                keys.KEEP_TOLD: N_("Note it"),
            },
            {
                keys.ASK_TELLERS: N_("May the stories leave?"),
                keys.ASK_STORY: N_("May this story leave?"),
            },
            {
                keys.CHECK_OUT: N_("How was it? The check-out"),
                keys.COMPARE: N_("Compare two versions"),
            },
            _LINE,
            {keys.TO_STAGE: "", keys.TO_PLACE: ""},
            {keys.TO_REVIEW: N_("Review"), keys.TO_EVENTS: N_("Compare events")},
        ),
    ),
    (
        # For translators: & stands before the letter that opens the menu, held with Alt.
        N_("&View"),
        (
            {keys.SHOW_ROOM: N_("Show the ring to the room")},
            {
                keys.TELL_ROOM: N_("Tell the room something"),
                keys.TELL_ALL: N_("Tell the room something"),
            },
            {
                keys.TAKE_WORDS_AWAY: N_("Take away what the room reads"),
                keys.TAKE_ALL_AWAY: N_("Take away what the room reads"),
            },
            {keys.PRESENT: N_("Present it full screen"), keys.ROOM_CLOCK: N_("The room’s clock")},
            {keys.SHOW_GALLERY: N_("Show the gallery"), keys.ALL_GALLERY: N_("Show the gallery")},
            {
                keys.OTHER_SIDE: N_("To the other side"),
                keys.STALL_WORDS: N_("To their own words"),
            },
            _LINE,
            {keys.TEXT_LARGER: N_("Larger text"), keys.LARGER: N_("Larger in the room")},
            {keys.TEXT_SMALLER: N_("Smaller text"), keys.SMALLER: N_("Smaller in the room")},
            {
                keys.TEXT_USUAL: N_("Text as large as the system’s"),
                keys.USUAL_SIZE: N_("As large as it was in the room"),
            },
        ),
    ),
    (
        # For translators: & stands before the letter that opens the menu, held with Alt.
        N_("&Help"),
        (
            {keys.GUIDE: N_("The guide")},
            {keys.HELP: N_("Keys")},
            {keys.METHOD: N_("What is a story circle?")},
            _LINE,
            {keys.BUILT: N_("About Story Circle")},
        ),
    ),
)
_ROLES = {
    keys.SETTINGS: QAction.MenuRole.PreferencesRole,
    keys.QUIT: QAction.MenuRole.QuitRole,
    keys.BUILT: QAction.MenuRole.AboutRole,
}
"""Where a Mac has these; all others stay where they are here."""


def _words_of(meant: Binding, of: Entry) -> str:
    """What an entry says of a binding; its command has its own words where the entry has none."""
    named = of.get(meant.command)
    return meant.words or (sentence(_(meant.command.words)) if named is None else _(named))


class Item(NamedTuple):
    """An entry as it stands in a menu. key: "" for what has none. named: in words."""

    action: QAction
    key: str
    named: str
    of: Entry


_ROOM = 440  # px of the window's height over the text's scale


class MenuBar(QMenuBar):
    """The menus of a window. Each entry is the action that its key sets off too.

    What an entry says and whether it can be chosen is looked up as its menu opens: that is what
    the key would do on this page, with the focus where it is.
    """

    def __init__(
        self,
        window: QWidget,
        scale: float,
        window_keys: WindowKeys,
        acts: Iterable[tuple[Command, Callable[[], None]]],
    ) -> None:
        """scale: of the text. acts: what the commands without a key do."""
        super().__init__(window)
        self._window, self._scale = window, scale
        self._keys, self._acts = window_keys, dict(acts)
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

    def fold_as_needed(self) -> None:
        """Stand above the page only while a menu is open, or always.

        Full screen, and in a window that is low for its text, the menus wait to be asked for: the
        window asks for this when it has another size or state.
        """
        low = self._window.height() / self._scale < _ROOM
        self._folded = low or self._window.isFullScreen()
        self.setHidden(self._folded)

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
        for action, key, named, of in self.items:
            meant = self._keys.meant(key) if key else None
            words = _words_of(meant, of) if meant else ""
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
        command, words = next(iter(entry.items()))
        rows = command.keys[:1] or ("",) if words else command.keys
        for key in rows:  # one row a key, where each has words of its own
            action = self._keys.action(key) if key else menu.addAction("")
            if not key:
                action.triggered.connect(self._acts[command])
            action.setMenuRole(_ROLES.get(command, QAction.MenuRole.NoRole))
            named = _(words) if words else ""
            action.setText(named.replace("&", "&&"))
            action.setVisible(bool(named))
            self.items.append(Item(action, key, named, entry))
            menu.addAction(action)
