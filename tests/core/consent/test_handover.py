"""What is said of a circle that is handed over, and of one that is removed."""

from datetime import datetime, timedelta

import pytest

from storycircle.core.consent.retention import Handed, Handing

AT = datetime(2007, 6, 14, 12, 40)  # noqa: DTZ001 (the room's own time)


@pytest.mark.parametrize("days", [0, 2])
def test_removing_says_what_is_in_no_file_and_that_nothing_comes_back(days: int) -> None:
    """What changed since it was handed over goes for good; what left stays with whoever has it."""
    now = AT + timedelta(days=days)
    when = "12.40" if days == 0 else "14 June 2007"
    out = (
        "What left in “c.circle” stays with whoever has it, and cannot be taken back from here any"
    )
    over = Handing(Handed.OVER, "", AT, "c.circle").left_behind(now)
    assert over == f"{out} more."
    changed = Handing(Handed.CHANGED, "", AT, "c.circle").left_behind(now)
    assert changed == f"Changed since {when}: what was written after that is in no file. {over}"
    never = Handing(Handed.NEVER, "").left_behind(now)
    assert never == "It was never handed over, so nothing of it will be left."
