"""Whether a circle has been handed over, in words: the same three everywhere."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storycircle.core import words


class Handed(StrEnum):
    """How a circle stands towards its organiser."""

    NEVER = "never handed over"
    OVER = "handed over"
    CHANGED = "changed since"


@dataclass(frozen=True, slots=True)
class Handing:
    """state: how it stands. at: when its last file was written. name: that file's name.

    digest: of all that a file would hold now.
    """

    state: Handed
    digest: str
    at: datetime | None = None
    name: str = ""

    def said(self, now: datetime) -> str:
        """In words: “Never handed over”, “Handed over at 12.40” or “Changed since 12.40”."""
        if self.at is None:
            return words.sentence(self.state.value)
        same_day = self.at.date() == now.date()
        when = words.clock(self.at) if same_day else _day(self.at)
        if self.state is Handed.CHANGED:
            return f"Changed since {when}"
        return f"Handed over at {when}" if same_day else f"Handed over on {when}"

    def left_behind(self, now: datetime) -> str:
        """What of the circle is elsewhere, should it be removed here."""
        if self.at is None:
            return "It was never handed over: nothing is left of it then."
        stays = (
            f"What left in “{self.name}” stays with whoever has it, and cannot be taken back from "
            "here any more"
        )
        if self.state is Handed.CHANGED:
            return f"{self.said(now)}: what was written after that is in no file. {stays}."
        return f"{stays}."


def _day(when: datetime) -> str:
    return words.day(when.date().isoformat())
