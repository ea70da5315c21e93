"""Times of day as people type them: 9.30, 12:30, 12.30pm, 9 am."""

from collections.abc import Sequence

TIME = r"(\d{1,2})(?:[.:](\d\d)(?!\d))?(?:\s*([ap])\.?m\b\.?)?"
"""A time of day, in three groups: hour, minutes, and a or p; not every match is a time."""
_HALF_DAY = 12 * 60


def minutes(parts: Sequence[str | None]) -> int | None:
    """The minutes since midnight of a match's three groups; None where it is no time of day."""
    hour, minute, half = int(parts[0] or 0), int(parts[1] or 0), parts[2]
    if (parts[1] is None and half is None) or minute > 59 or hour > 23:
        return None
    if half is None:
        return hour * 60 + minute
    if not 1 <= hour <= 12:
        return None
    return hour % 12 * 60 + minute + (_HALF_DAY if half.casefold() == "p" else 0)


def span(starts: Sequence[str | None], ends: Sequence[str | None]) -> tuple[int | None, int | None]:
    """Both times of a row, in minutes. Where one alone says am or pm, the other is the nearest:
    1.30–2.30pm begins at 13.30, and 11.30–12.30pm at 11.30.
    """
    first, last = minutes(starts), minutes(ends)
    if first is None or last is None or bool(starts[2]) == bool(ends[2]):
        return first, last
    if ends[2]:
        before = [time for time in _both(first) if time < last]
        return max(before, default=first), last
    after = [time for time in _both(last) if time > first]
    return first, min(after, default=last)


def shown(time: int) -> str:
    """Minutes since midnight as HH:MM."""
    return f"{time // 60:02d}:{time % 60:02d}"


def _both(time: int) -> tuple[int, ...]:
    """The time in either half of the day, where its hour can mean both."""
    return (time,) if time >= _HALF_DAY + 60 else (time % _HALF_DAY, time % _HALF_DAY + _HALF_DAY)
