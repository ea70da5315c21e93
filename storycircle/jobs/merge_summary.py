"""What a merge did, as a text that can be read, copied and saved: one form for all three."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.jobs.merge import FileOutcome, MergeResult


def figures(rows: Sequence[MergeResult]) -> str:
    """How many files came to what: "Nine files: six new, one updated and two refused."."""
    outcomes = Counter(row.outcome for row in rows)
    # For translators: of so many files. "{count} needs a look" is said of several too.
    said = {
        FileOutcome.NEW: n_("{count} new", "{count} new", outcomes[FileOutcome.NEW]),
        FileOutcome.UPDATED: n_(
            "{count} updated", "{count} updated", outcomes[FileOutcome.UPDATED]
        ),
        FileOutcome.LOOK: n_(
            "{count} needs a look", "{count} need a look", outcomes[FileOutcome.LOOK]
        ),
        FileOutcome.SAME: n_("{count} the same", "{count} the same", outcomes[FileOutcome.SAME]),
        FileOutcome.REFUSED: n_(
            "{count} refused", "{count} refused", outcomes[FileOutcome.REFUSED]
        ),
        FileOutcome.PASSED: n_(
            "{count} passed over", "{count} passed over", outcomes[FileOutcome.PASSED]
        ),
    }
    counts = [words for outcome, words in said.items() if outcomes[outcome]]
    if not counts:
        return n_("{Count} file.", "{Count} files.", len(rows))
    return n_(
        "{Count} file: {outcomes}.",
        "{Count} files: {outcomes}.",
        len(rows),
        outcomes=i18n.listed(counts),
    )


def summary(rows: Sequence[MergeResult], event: str, now: datetime) -> str:
    """The whole text: what was gathered and when, then a line for each file."""
    day, time = i18n.day(now.date().isoformat()), i18n.clock(now)
    gathered = _("Gathered on {day}, {time}", day=day, time=time)
    lines = [row.summary() for row in rows]
    return "\n".join([event or "Story Circle", gathered, figures(rows), "", *lines, ""])
