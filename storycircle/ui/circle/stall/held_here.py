"""How the time of a stall stands on this laptop, from one second to the next: it never travels.

A run's own record has its whole minutes. What is here lets a run go on to the second, after the
laptop was closed in the midst of it too, and says when each began. No word of a stall is in it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

USUAL_MINUTES = 25
"""Minutes of a run, where nobody says otherwise: those of June 2007."""
MOST_MINUTES = 240


class Times(Struct, frozen=True):
    """When a run began and ended, by the clock of this laptop; None where it did not."""

    began: datetime | None = None
    ended: datetime | None = None


class Held(Struct, frozen=True):
    """How the time of one stall stands. wanted: minutes of a run. place: the run of which seconds
    are known exactly; 0 for none. runs: whether its time runs. noted: when that was so. times: of
    each run, by its place.
    """

    wanted: int = USUAL_MINUTES
    place: int = 0
    seconds: float = 0.0
    runs: bool = False
    noted: datetime | None = None
    times: Mapping[int, Times] = field(default_factory=dict)

    def begun(self, place: int, now: datetime) -> "Held":
        """With the time of a run going on: where it never did, it began now."""
        known = self.times.get(place, Times())
        times = {**self.times, place: Times(known.began or now)}
        return replace(self, times=times)

    def ended(self, place: int, now: datetime) -> "Held":
        """With a run at its end."""
        known = self.times.get(place, Times())
        return replace(self, times={**self.times, place: replace(known, ended=now)})


def key_of(stall: str) -> str:
    """By what a stall is known among those of its event, without its words."""
    return sha256(stall.encode()).hexdigest()[:16]


class StallsHeld(Struct, frozen=True):
    """The stalls of one event that were held here, by their keys. last: the one held last."""

    last: str = ""
    stalls: Mapping[str, Held] = field(default_factory=dict)

    def with_stall(self, stall: str, held: Held) -> "StallsHeld":
        """With one stall as it stands now; it is the last one."""
        return StallsHeld(key_of(stall), {**self.stalls, key_of(stall): held})

    def of(self, stall: str) -> Held:
        """How a stall stands; as nobody has held it, where it was not held here."""
        return self.stalls.get(key_of(stall), Held())

    @property
    def interrupted(self) -> str:
        """The key of the stall whose time ran as the app stopped; empty for none."""
        return self.last if self.stalls.get(self.last, Held()).runs else ""


def stored(every: StallsHeld) -> str:
    """As it is kept."""
    return json.dumps(
        {"last": every.last, "stalls": {key: _stored(one) for key, one in every.stalls.items()}}
    )


def read(text: str) -> StallsHeld:
    """What was kept; nothing where that cannot be read."""
    try:
        kept = json.loads(text or "{}")
        stalls = {str(key): _read(one) for key, one in dict(kept.get("stalls", {})).items()}
        return StallsHeld(str(kept.get("last", "")), stalls)
    except (ValueError, TypeError, AttributeError, KeyError):
        return StallsHeld()


def _stored(one: Held) -> dict[str, Any]:
    return {
        "wanted": one.wanted,
        "place": one.place,
        "seconds": round(one.seconds, 1),
        "runs": one.runs,
        "noted": _day(one.noted),
        "times": {str(at): [_day(of.began), _day(of.ended)] for at, of in one.times.items()},
    }


def _read(kept: Mapping[str, Any]) -> Held:
    times = {
        int(at): Times(_moment(pair[0]), _moment(pair[1])) for at, pair in kept["times"].items()
    }
    return Held(
        max(1, min(int(kept["wanted"]), MOST_MINUTES)),
        int(kept["place"]),
        max(0.0, float(kept["seconds"])),
        bool(kept["runs"]),
        _moment(kept["noted"]),
        times,
    )


def _day(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment is not None else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
