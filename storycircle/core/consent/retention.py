"""How long notes are kept, and whether a circle has been handed over.

How long a circle's notes are kept on this laptop, and when the app asks whether they go.

Whether a circle has been handed over, in words: the same three everywhere.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import N_, _
from storycircle.core.model import Event

_ZONES = timedelta(days=1)
"""By so much a day may lie ahead where a laptop has travelled."""


def keep_until(
    event: Event | None, held_on: datetime | None, keep_days: int, today: date
) -> date | None:
    """The last day on which a circle is kept: the event's own date, else so many days from when
    it was last open here. None where neither is known, so that nobody is asked.
    """
    if event is not None and event.keep_until:
        return date.fromisoformat(event.keep_until)
    if held_on is None:
        return None
    with suppress(OverflowError):
        return _last_open(event, held_on.date(), today) + timedelta(days=keep_days)
    return date.max


def _last_open(event: Event | None, held_on: date, today: date) -> date:
    """The day on which a circle was open, as far as a clock that leaps can be believed: where it
    lies ahead, or before the event, it is the day of the event, which a person wrote.
    """
    with suppress(ValueError):
        day = date.fromisoformat(event.date if event is not None else "")
        if day <= today and not day <= held_on <= today + _ZONES:
            return day
    return held_on


class Handed(StrEnum):
    """How a circle stands towards its organiser."""

    NEVER = "never"
    OVER = "over"
    CHANGED = "changed"


class Handing(Struct, frozen=True):
    """The handover of a circle. state: whether it was handed over, and whether it changed since.
    at: when its last file was written. name: that file's name. elsewhere: whether that was on
    another disk than the library's, as a memory stick; a file that stays here is only saved.

    digest: of all that a file would hold now.
    """

    state: Handed
    digest: str
    at: datetime | None = None
    name: str = ""
    elsewhere: bool = True

    def text(self, now: datetime) -> str:
        """In words: “Never handed over”, “Handed over at 12.40”, “Saved at 12.40” or “Changed since
        12.40”.
        """
        if self.at is None:
            return _("Never handed over")
        day, time = i18n.day(self.at.date().isoformat()), i18n.clock(self.at)
        same_day, changed = self.at.date() == now.date(), self.state is Handed.CHANGED
        if same_day:
            unchanged = N_("Handed over at {time}") if self.elsewhere else N_("Saved at {time}")
            said = N_("Changed since {time}") if changed else unchanged
        else:
            unchanged = N_("Handed over on {day}") if self.elsewhere else N_("Saved on {day}")
            said = N_("Changed since {day}") if changed else unchanged
        return _(said, day=day, time=time)

    def opened_again(self, now: datetime) -> str:
        """What is said as the circle is opened again; empty where no file of it was written."""
        if self.at is None:
            return ""
        # For translators: {handed} is such as "Handed over today", or "Changed since 12.40".
        return _(
            "{handed}. If you change anything, export it again: it is not in “{file}”.",
            handed=self.text(now),
            file=self.name,
        )

    def left_behind(self, now: datetime) -> str:
        """What of the circle is elsewhere, should it be removed here."""
        if self.at is None:
            return _("It was never handed over, so nothing of it will be left.")
        stays = _(
            "What left in “{name}” stays with whoever has it, and cannot be taken back from here "
            "any more.",
            name=self.name,
        )
        if self.state is not Handed.CHANGED:
            return stays
        after = _("{changed}: what was written after that is in no file.", changed=self.text(now))
        return f"{after} {stays}"
