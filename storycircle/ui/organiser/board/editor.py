"""The headings board of one event: every move is saved at once and can be undone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from msgspec.structs import replace

from storycircle.core import headings
from storycircle.core.error_sentences import Refused
from storycircle.core.headings import Board, changed_placements
from storycircle.core.history import Changes, History, Step
from storycircle.core.i18n import n_
from storycircle.core.model import Gathered, Placement
from storycircle.jobs.similar_actions import Likeness
from storycircle.store.refused_text import WORDING
from storycircle.ui.organiser.organiser_state import OrganiserState
from storycircle.ui.system.field_autosave import Place

_HEADINGS = "headings"
_MOST = 20_000  # acts that can be undone: of the largest board, each card by itself


class Host(Protocol):
    """The organiser's session as the editor of its board knows it."""

    @property
    def state(self) -> OrganiserState:
        """What is shown of the library."""

    def show_board(self, near: Sequence[str] = ()) -> Board | None:
        """The board of the event that is shown; of a large one the first actions, and some."""

    def place(self, owner: str, field: str) -> Place:
        """Where a text that was refused is kept."""

    def save_board(self, after: Gathered) -> None:
        """Keep the headings and placements of the event that is shown. Raises Refused."""

    def refuse(self, why: Refused | str) -> None:
        """Say why something was not done."""


def actions_being_read(count: int) -> str:
    """That so many actions are being read."""
    return n_("{figures} action is being read.", "{figures} actions are being read.", count)


class BoardEditor:
    """What is done on the board of the event that is shown. Another event has an undo of its own.

    Each command is False where it is refused, and that is said. Of a large event the first actions
    are here at once, and can be sorted; what concerns all of them waits until they are read.

    near: the actions that a page shows, which are read before all others. likeness: how much alike
    the actions are.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._history = History()
        self._of: str | None = None  # the event whose acts can be undone
        self.near: tuple[str, ...] = ()
        self.likeness = Likeness()

    @property
    def board(self) -> Board | None:
        """The event with its headings and their cards."""
        return self._host.show_board(self.near)

    @property
    def reading(self) -> int:
        """How many actions are being read, while the first ones are here; else 0."""
        return self._host.state.board_reading

    @property
    def total(self) -> int:
        """How many actions there are, also while they are being read."""
        return max(self.reading, len(self.by_action))

    @property
    def columns(self) -> tuple[headings.Column, ...]:
        """The headings with their cards, in the board's order. While cards are being read, of the
        headings those of the event, whose numbers stay.
        """
        board = self.board
        columns = board.columns if board is not None else ()
        if board is None or not self.reading:
            return columns
        known = {"", *board.gathered.event.headings}
        return tuple(column for column in columns if column.heading in known)

    @property
    def by_action(self) -> Mapping[str, headings.Card]:
        """All cards by their actions."""
        board = self.board
        return board.cards if board is not None else {}

    @property
    def cards(self) -> list[headings.Card]:
        """All cards, column by column."""
        return [card for column in self.columns for card in column.cards]

    @property
    def waiting(self) -> tuple[headings.Card, ...]:
        """The cards under no heading, in the board's order."""
        return next((column.cards for column in self.columns if not column.heading), ())

    def card(self, action: str) -> headings.Card | None:
        """The card of an action; None where it is not here."""
        return self.by_action.get(action)

    # What a person does.

    def carry(self, action: str, heading: str, place: int) -> bool:
        """Put an action under a heading, at a place from 0. False where it is refused."""

        def carried(board: Board) -> Gathered:
            return _with(board, headings.moved(board, action, heading, place))

        return self._act_on_all(carried)

    def sort(self, actions: Iterable[str], heading: str) -> bool:
        """Put actions under a heading as one act. False where it is refused."""
        ids = tuple(actions)
        return self._act(lambda board: _with(board, headings.sent(board, ids, heading)))

    def word(self, action: str, wording: str) -> bool:
        """Keep the report's wording; typing has its own undo in its field."""

        def worded(board: Board) -> Gathered:
            return _with(board, [headings.worded(board.gathered, action, wording)])

        return self._act(worded, undoable=False)

    def add_heading(self, name: str) -> bool:
        """Add a heading at the end of the board."""
        return self._act_on_all(lambda board: headings.with_heading(board.gathered, name))

    def rename_heading(self, old: str, new: str) -> bool:
        """Give a heading another name; its cards follow."""
        return self._act_on_all(lambda board: headings.renamed(board.gathered, old, new))

    def name_heading(self, old: str, new: str) -> bool:
        """Add a heading, or give one another name; False where it is refused."""
        return self.rename_heading(old, new) if old else self.add_heading(new)

    def place_of_heading(self, old: str) -> Place | None:
        """Where the name of a heading that was refused is kept; None where no event is shown."""
        shown = self._host.state.shown
        return self._host.place(shown, f"heading {old}") if shown else None

    def place_of_wording(self, card: headings.Card | None) -> Place | None:
        """Where a wording that was refused is kept: with its circle, and erased with it."""
        return self._host.place(card.circle, f"{card.action}{WORDING}") if card else None

    def move_heading(self, heading: str, places: int) -> bool:
        """Move a heading by so many places."""
        return self._act_on_all(lambda board: headings.reordered(board.gathered, heading, places))

    def remove_heading(self, heading: str) -> bool:
        """Take an empty heading away."""
        return self._act_on_all(lambda board: headings.without_heading(board.gathered, heading))

    @property
    def can_undo(self) -> bool:
        """Whether there is an act on this board to take back."""
        return bool(self._own_history().done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an act on this board to do again."""
        return bool(self._own_history().undone)

    def undo(self) -> None:
        """Take the last act on this board back."""
        self._step_through(self._own_history().undo)

    def redo(self) -> None:
        """Do the act again that was undone last."""
        self._step_through(self._own_history().redo)

    # Inner steps.

    def _act_on_all(self, change: Callable[[Board], Gathered]) -> bool:
        """Do what concerns cards that may still be read: refused until they are here."""
        if self.reading:
            self._host.refuse(actions_being_read(self.reading))
            return False
        return self._act(change)

    def _act(self, change: Callable[[Board], Gathered], *, undoable: bool = True) -> bool:
        board = self.board
        if board is None:
            return False
        before, history = board.gathered, self._own_history()
        try:
            after = change(board)
            if undoable and (parts := _parts(before, after)):
                # Kept before it is saved: who draws the change asks whether it can be undone.
                self._history = history.with_step(Step(parts, _parts(after, before)), _MOST)
            self._host.save_board(after)
        except Refused as refused:
            self._history = history
            self._host.refuse(refused)
            return False
        return True

    def _step_through(self, step: Callable[[], tuple[History, Changes]]) -> None:
        try:
            history, parts = step()
        except Refused as refused:
            self._host.refuse(refused)
            return
        if self._act(lambda board: _with_parts(board.gathered, parts), undoable=False):
            self._history = history

    def _own_history(self) -> History:
        """The acts on the board of the event that is shown."""
        if self._of != self._host.state.shown:
            self._history, self._of = History(), self._host.state.shown
        return self._history


def _with(board: Board, placements: Iterable[Placement]) -> Gathered:
    return headings.with_placements(board.gathered, placements)


def _parts(one: Gathered, other: Gathered) -> dict[str, Any]:
    """The headings and placements of one event that another has otherwise."""
    parts: dict[str, Any] = {}
    if one.event.headings != other.event.headings:
        parts[_HEADINGS] = one.event.headings
    for key in changed_placements(other, one):
        parts[key] = one.placements.get(key) or Placement(key)
    return parts


def _with_parts(gathered: Gathered, parts: Changes) -> Gathered:
    """Headings and places put back; what was worded since stays."""
    placements = []
    for key, value in parts.items():
        if key == _HEADINGS:
            gathered = replace(gathered, event=replace(gathered.event, headings=value))
        else:
            old = gathered.placements.get(key) or Placement(key)
            placements.append(replace(old, heading=value.heading, rank=value.rank))
    return headings.with_placements(gathered, placements)
