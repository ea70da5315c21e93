"""Undo and redo: each step remembers only what it changed, so undoing a turn keeps what was
written since.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from msgspec import Struct, field

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Story

Changes = Mapping[str, Any]
"""What a step changed: names of parts of the state, with their values."""
_MOST = 500


class Step(Struct, frozen=True):
    """One act: the parts it changed, as they were and as they became."""

    before: Changes
    after: Changes


class History(Struct, frozen=True):
    """The acts that can be undone, and those that can be done again.

    erased: what lies before the first act was erased, and cannot come back.
    """

    done: tuple[Step, ...] = field(default=())
    undone: tuple[Step, ...] = field(default=())
    erased: bool = False

    def with_step(self, step: Step, most: int = _MOST) -> "History":
        """One more act; what was undone before it can no longer be done again. most: so many acts
        before it are remembered.
        """
        return History((*self.done[-most:], step), (), self.erased)

    def without(self, story: Story) -> "History":
        """The history without any of a story's words: undo stops behind the last act that held
        them, and what was undone cannot be done again where it did.
        """
        texts = (story.title, story.points, story.quote, story.about, *story.tags)
        words = _Erased(story.id, tuple(filter(None, texts)))
        holding = [place for place, step in enumerate(self.done, 1) if words.is_in(step)]
        undone = () if any(map(words.is_in, self.undone)) else self.undone
        if not holding:
            return History(self.done, undone, self.erased)
        return History(self.done[holding[-1] :], undone, erased=True)

    def with_part(self, name: str, change: Callable[[Any], Any]) -> "History":
        """The history with one part changed in every step that has it: what does not follow undo,
        such as a setting, is the same before and after every act.
        """
        return History(
            tuple(_with_part(step, name, change) for step in self.done),
            tuple(_with_part(step, name, change) for step in self.undone),
            self.erased,
        )

    def undo(self, of: Collection[str] | None = None) -> tuple["History", Changes]:
        """The history without its last act, and the parts as they were. Raises Refused.

        of: parts; then it is the last act of these, and of nothing beside them. What was done since
        with other parts stays.
        """
        place = _last_of(self.done, of)
        if place is None:
            raise Refused("erased" if self.erased else "nothing-to-undo")
        step = self.done[place]
        left = (*self.done[:place], *self.done[place + 1 :])
        return History(left, (*self.undone, step), self.erased), step.before

    def redo(self, of: Collection[str] | None = None) -> tuple["History", Changes]:
        """The history with the last undone act again, and the parts as they became."""
        place = _last_of(self.undone, of)
        if place is None:
            raise Refused("nothing-to-redo")
        step = self.undone[place]
        left = (*self.undone[:place], *self.undone[place + 1 :])
        return History((*self.done, step), left, self.erased), step.after


def _last_of(steps: tuple[Step, ...], of: Collection[str] | None) -> int | None:
    """The place of the last act that changed some of these parts, and nothing beside them; an act
    that changed more ends the search, as what was before it no longer fits.
    """
    for place in reversed(range(len(steps))):
        parts = set(steps[place].after)
        if of is None or parts <= set(of):
            return place
        if parts & set(of):
            return None
    return None


def _with_part(step: Step, name: str, change: Callable[[Any], Any]) -> Step:
    def changed(parts: Changes) -> Changes:
        return {part: change(parts[part]) if part == name else parts[part] for part in parts}

    return Step(changed(step.before), changed(step.after))


class _Erased(Struct, frozen=True):
    """What was erased: a story's id and its texts, looked for in whatever a step holds."""

    id: str
    texts: tuple[str, ...]

    def is_in(self, value: Any) -> bool:
        if isinstance(value, str):
            return value == self.id or any(text in value for text in self.texts)
        if isinstance(value, Mapping):
            return any(self.is_in(value) for value in value.values())
        if isinstance(value, tuple | list | set | frozenset):
            return any(map(self.is_in, value))
        if isinstance(value, Struct):
            return any(self.is_in(getattr(value, name)) for name in value.__struct_fields__)
        return False
