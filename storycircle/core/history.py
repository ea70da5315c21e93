"""Undo and redo: each step remembers only what it changed, so undoing a turn keeps what was
written since.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storycircle.core.errors import Refused

Changes = Mapping[str, Any]
"""What a step changed: names of parts of the state, with their values."""
_MOST = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One act: the parts it changed, as they were and as they became, and its sentence."""

    before: Changes
    after: Changes
    said: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The acts that can be undone, and those that can be done again."""

    done: tuple[Step, ...] = field(default=())
    undone: tuple[Step, ...] = field(default=())

    def with_step(self, step: Step) -> "History":
        """One more act; what was undone before it can no longer be done again."""
        return History((*self.done[-_MOST:], step))

    def undo(self) -> tuple["History", Changes]:
        """The history without its last act, and the parts as they were. Raises Refused."""
        if not self.done:
            raise Refused("nothing-to-undo")
        step = self.done[-1]
        return History(self.done[:-1], (*self.undone, step)), step.before

    def redo(self) -> tuple["History", Changes]:
        """The history with the last undone act again, and the parts as they became."""
        if not self.undone:
            raise Refused("nothing-to-redo")
        step = self.undone[-1]
        return History((*self.done, step), self.undone[:-1]), step.after
