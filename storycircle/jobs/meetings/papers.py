"""What prints of a meeting of a line: for its members, and whole in memory."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.lines.records import Line, LineKind
from storycircle.core.model import Circle
from storycircle.core.text import safe_name
from storycircle.jobs.documents import Made, Paper, Ready, finished, save

WHO, PROGRESS, INQUIRIES, BLANK = "who", "progress", "inquiries", "blank"


class _Kind(Struct, frozen=True):
    """A kind of paper. of_set: only of a learning set, in which questions have owners."""

    key: str
    make: Callable[[Circle], Made]
    of_set: bool = False


def who_was_there(circle: Circle) -> Made:
    """Who was there at a meeting, who sent apologies, who left."""
    from storycircle.paper.meetings import progress_report as drawn  # noqa: PLC0415 (when used)

    return finished(drawn.draw_who_was_there(circle))


def progress_report(circle: Circle) -> Made:
    """A meeting on one page, for those who could not come."""
    from storycircle.paper.meetings import progress_report as drawn  # noqa: PLC0415 (when used)

    return finished(drawn.draw_progress_report(circle))


def inquiry_sheets(circle: Circle) -> Made:
    """A page for each inquiry of a meeting. Raises Refused where it has none."""
    from storycircle.paper.meetings import inquiry_sheet  # noqa: PLC0415 (when first used)

    inquiries = circle.meeting.inquiries if circle.meeting else ()
    if not inquiries:
        raise Refused("no-inquiry")
    return finished(inquiry_sheet.draw_inquiries(circle, inquiries))


def blank_inquiry(line: Line | None) -> Made:
    """A page for an inquiry, with lines to write on."""
    from storycircle.paper.meetings import inquiry_sheet  # noqa: PLC0415 (when first used)

    return finished(inquiry_sheet.draw_blank_inquiry(line))


def _blank_of(circle: Circle) -> Made:
    return blank_inquiry(circle.meeting.line if circle.meeting else None)


_KINDS = (
    _Kind(PROGRESS, progress_report),
    _Kind(INQUIRIES, inquiry_sheets, of_set=True),
    _Kind(BLANK, _blank_of, of_set=True),
    _Kind(WHO, who_was_there),
)


def papers_of_meeting(circle: Circle) -> list[Paper]:
    """What can be printed of a meeting; nothing of a circle that is none."""
    meeting = circle.meeting
    if meeting is None:
        return []
    what = {
        PROGRESS: _("the progress report"),
        INQUIRIES: _("a page for each inquiry"),
        BLANK: _("an empty page for an inquiry"),
        WHO: _("who was there"),
    }
    kept = [
        kind for kind in _KINDS if not kind.of_set or meeting.line.kind is LineKind.LEARNING_SET
    ]
    kept = [kind for kind in kept if kind.key != INQUIRIES or meeting.inquiries]
    return [
        Paper(kind.key, what[kind.key], _name(circle, kind.key), _ready(kind.make, circle))
        for kind in kept
    ]


def write_of_meeting(path: Path, circle: Circle, key: str) -> str:
    """Write a paper of a meeting as a PDF file; what it has to say. Raises Refused."""
    (make,) = [kind.make for kind in _KINDS if kind.key == key]
    return save(path, make(circle))


def _ready(make: Callable[[Circle], Made], circle: Circle) -> Callable[[object], Ready]:
    return lambda _size: Ready(partial(make, circle))


def _name(circle: Circle, key: str) -> str:
    """A name for a file: the line, the meeting and what it is."""
    meeting = circle.meeting
    title = meeting.line.title if meeting else ""
    return safe_name(f"{title} {meeting.number if meeting else ''} {key}", ".pdf")
