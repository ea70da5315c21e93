"""The place of the headings: a board seen at once, or from a hundred actions on a stream."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from storycircle.core.commands import keys
from storycircle.ui.commands import bind
from storycircle.ui.organiser.board.columns import LISTED_FROM
from storycircle.ui.organiser.board.page import BoardPlace
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.sorting.acts import SortingPlace
from storycircle.ui.theme.theme import Theme


class HeadingsPlace(QStackedWidget):
    """Shows the board of a day, or where many actions wait the stream. From the stream to all cards
    and back is one key. onwardRequested: to the report.
    """

    onwardRequested = Signal()
    compareRequested = Signal(str)  # the id of the chosen action, or empty

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._looking = False  # through all cards, where they could be sorted
        self.board, self.sorting = BoardPlace(theme, session), SortingPlace(theme, session)
        for page in (self.board, self.sorting):
            self.addWidget(page)
            page.onwardRequested.connect(self.onwardRequested)
            page.compareRequested.connect(self.compareRequested)
        self.sorting.lookRequested.connect(self.look_through)
        self.board.sortRequested.connect(self.sort)
        bind(self.board, keys.SEARCH_FOCUS, self.board.ground.focus_search, when=self._is_listed)

    @property
    def chosen(self) -> str:
        """The id of the chosen card's action; empty where there is none."""
        return self.sorting.stream.current if self._streams() else self.board.chosen

    def refresh(self) -> None:
        """Show what the event asks for now."""
        streams = self._many_wait() and not self._looking
        self.board.set_sortable(self._many_wait())
        self.setCurrentWidget(self.sorting if streams else self.board)
        (self.sorting if streams else self.board).refresh()

    def enter(self) -> None:
        """Take the keyboard."""
        (self.sorting if self._streams() else self.board).enter()

    def look_through(self) -> None:
        """Ctrl F: all cards under their headings, with a search."""
        current = self.sorting.stream.current
        self.sorting.card.flush()
        self._looking = True
        if current:
            self.board.choose_next(current)
        self.refresh()
        self.board.ground.focus_search()

    def sort(self, actions: tuple[str, ...] = ()) -> None:
        """Back to the stream; these actions together, where there are any."""
        self._looking = False
        self.board.clear_search()
        self.refresh()
        if self._streams() and actions:
            self.sorting.take(actions)
        self.enter()

    def back(self) -> bool:
        """Esc: the nearest thing first. False where the place itself is to be left."""
        if self._streams():
            return self.sorting.back()
        if self.board.back():
            return True
        if self._looking and self._many_wait():
            self.sort()
            return True
        return False

    def _streams(self) -> bool:
        return self.currentWidget() is self.sorting

    def _is_listed(self) -> bool:
        return self.board.ground.listed

    def _many_wait(self) -> bool:
        """Whether so many actions are here that they are sorted one by one, and some wait."""
        editor = self.session.board
        return bool(editor.waiting) and editor.total >= LISTED_FROM
