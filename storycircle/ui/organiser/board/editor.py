"""The headings board of one event: every move is saved at once and can be undone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from storycircle.core import headings
from storycircle.core.errors import Refused
from storycircle.core.history import Changes, History, Step
from storycircle.core.model import Event, Gathered, Placement
from storycircle.store.library import Library

_HEADINGS = "headings"


class BoardDesk(QObject):
    """changed: the board is new. refused: a sentence that says why not."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, library: Library, event: Event, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._history = History()
        self.gathered = library.gathered(event)
        self.columns = headings.columns_of(self.gathered)

    @property
    def cards(self) -> list[headings.Card]:
        """All cards, column by column."""
        return [card for column in self.columns for card in column.cards]

    def card(self, action: str) -> headings.Card | None:
        return next((card for card in self.cards if card.action == action), None)

    def reload(self) -> None:
        """Read the event again: files may have been gathered, or its pack edited."""
        event = self._library.event(self.gathered.event.id)
        if event is not None:
            self._show(self._library.gathered(event))

    # What a person does.

    def carry(self, action: str, heading: str, place: int) -> bool:
        """Put an action under a heading, at a place from 0. False where it is refused."""
        return self._act(
            lambda g: headings.with_placements(g, headings.moved(g, action, heading, place))
        )

    def word(self, action: str, wording: str) -> bool:
        """Keep the report's wording; typing has its own undo in its field."""

        def worded(gathered: Gathered) -> Gathered:
            return headings.with_placements(gathered, [headings.worded(gathered, action, wording)])

        return self._act(worded, undoable=False)

    def add_heading(self, name: str) -> bool:
        return self._act(lambda g: headings.with_heading(g, name))

    def rename_heading(self, old: str, new: str) -> bool:
        return self._act(lambda g: headings.renamed(g, old, new))

    def move_heading(self, heading: str, places: int) -> bool:
        return self._act(lambda g: headings.reordered(g, heading, places))

    def remove_heading(self, heading: str) -> bool:
        return self._act(lambda g: headings.without_heading(g, heading))

    def undo(self) -> None:
        self._step_through(self._history.undo)

    def redo(self) -> None:
        self._step_through(self._history.redo)

    # Inner steps.

    def _act(self, change: Callable[[Gathered], Gathered], *, undoable: bool = True) -> bool:
        try:
            after = change(self.gathered)
            self._library.save_board(self.gathered, after)
        except Refused as refused:
            self.refused.emit(str(refused))
            return False
        if undoable:
            before = _parts(self.gathered, after)
            if before:
                step = Step(before, _parts(after, self.gathered))
                self._history = self._history.with_step(step)
        self._show(after)
        return True

    def _step_through(self, step: Callable[[], tuple[History, Changes]]) -> None:
        try:
            history, parts = step()
        except Refused as refused:
            self.refused.emit(str(refused))
            return
        if self._act(lambda g: _with_parts(g, parts), undoable=False):
            self._history = history

    def _show(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self.columns = headings.columns_of(gathered)
        self.changed.emit()


def _parts(one: Gathered, other: Gathered) -> dict[str, Any]:
    """The headings and placements of one event that another has otherwise."""
    parts: dict[str, Any] = {}
    if one.event.headings != other.event.headings:
        parts[_HEADINGS] = one.event.headings
    for key in {*one.placements, *other.placements}:
        placed = one.placements.get(key) or Placement(key)
        if placed != (other.placements.get(key) or Placement(key)):
            parts[key] = placed
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
