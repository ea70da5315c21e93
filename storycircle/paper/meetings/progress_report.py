"""A meeting on one page, for those who could not come; and who was there, to be kept.

Measures are points. What is too much for one page in the least type goes on on the next.
"""

from collections.abc import Iterable, Mapping, Sequence

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.lines.records import Attendance, Came, Inquiry, InquiryAction
from storycircle.core.meetings.next_meeting import names_in
from storycircle.core.model import Circle, outside_name
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK_2, Pen, Printed
from storycircle.paper.typesetting.line_breaking import width, wrapped
from storycircle.paper.typesetting.page_flow import BOTTOM, LEFT, RIGHT, Cell, Flow

_COLUMN = LEFT + 82
_SAID, _LEARNT, _NEXT = (0, 1, 2, 3, 4), (5, 6), (7, 8)
"""Which of the eight questions what was said, what was learnt and what is next stand under."""
_SIZES = (11.5, 10.5, 9.5, 8.5, 7.5)


def draw_progress_report(circle: Circle) -> Printed:
    """The progress report of a meeting, in the largest type in which it is one page."""
    for size in _SIZES[:-1]:
        if (page := _progress(circle, size)).page == 1:
            return page.pen.done()
    return _progress(circle, _SIZES[-1]).pen.done()


def _progress(circle: Circle, size: float) -> Flow:
    """The report in a size of type, on as many pages as it takes then."""
    names = names_in(circle)
    flow = _begun(circle, _("Progress report"), _for_whom(circle), size)
    _who(flow, circle, names, size)
    meeting = circle.meeting
    inquiries = meeting.inquiries if meeting else ()
    if inquiries:
        flow.space(10)
        flow.text(_title(len(inquiries)), fonts.SERIF_BOLD, size + 4, 1.5 * (size + 4))
        flow.rule(6)
    for inquiry in inquiries:
        _inquiry(flow, inquiry, names, size)
    _for_all(flow, circle, size)
    _again(flow, circle, size)
    _stays(flow)
    return flow


def draw_who_was_there(circle: Circle) -> Printed:
    """Who was there at a meeting, who sent apologies and who left."""
    flow = _begun(circle, _("Who was there"), i18n.day(circle.date), 12.0)
    names = names_in(circle)
    shown = circle.shown_names()
    absent = _of(circle, Came.APOLOGIES)
    missing = {one.member for one in absent}
    here = [shown[member.id] for member in circle.members if member.id not in missing]
    for number, name in enumerate(here, 1):
        cells = [Cell(LEFT, [i18n.figures(number)], fonts.SANS, 10, INK_2)]
        lines = wrapped(name, fonts.SERIF, 13, RIGHT - LEFT - 30)
        flow.row([*cells, Cell(LEFT + 30, lines, fonts.SERIF, 13)], 20)
    flow.space(12)
    _labelled(flow, _("Apologies"), _absent(absent, names), 12.0)
    _labelled(flow, _("Has left"), _gone(circle), 12.0)
    _stays(flow)
    return flow.pen.done()


def _begun(circle: Circle, title: str, below: str, size: float) -> Flow:
    """A first page with its title."""
    line = circle.meeting.line.title if circle.meeting else ""
    number = circle.meeting.number if circle.meeting else circle.number
    pen = Pen(f"{title}: {line}")
    flow = Flow(pen, line, title)
    said = _("{line}, meeting {number}", line=line, number=i18n.figures(number))
    flow.text(said, fonts.SANS, 10, 14, colour=INK_2)
    flow.text(title, fonts.SERIF_BOLD, 16 + 1.2 * size, 1.35 * (16 + 1.2 * size))
    flow.text(below, fonts.SERIF, size + 1.5, 1.6 * (size + 1.5))
    flow.space(4)
    flow.pen.line((LEFT, flow.y), (RIGHT, flow.y), 1.4, "#000000")
    flow.y += 10
    return flow


def _for_whom(circle: Circle) -> str:
    day = i18n.day(circle.date)
    if not day:
        return _("For those who could not be there")
    return _("{day}, for those who could not be there", day=day)


def _title(count: int) -> str:
    return n_("The inquiry", "The {count} inquiries", count)


def _who(flow: Flow, circle: Circle, names: Mapping[str, str], size: float) -> None:
    shown = circle.shown_names()
    absent = _of(circle, Came.APOLOGIES)
    missing = {one.member for one in absent}
    here = [shown[member.id] for member in circle.members if member.id not in missing]
    _labelled(flow, _("There"), i18n.listed(here), size)
    _labelled(flow, _("Apologies"), _absent(absent, names), size)
    _labelled(flow, _("Has left"), _gone(circle), size)


def _of(circle: Circle, came: Came) -> list[Attendance]:
    return [one for one in circle.meeting.people if one.came is came] if circle.meeting else []


def _absent(absent: Iterable[Attendance], names: Mapping[str, str]) -> str:
    """Who sends apologies, each with who tells them."""
    said = []
    for one in absent:
        name, buddy = names.get(one.person, ""), names.get(one.buddy, "")
        told = _("{name}, whose buddy is {buddy}", name=name, buddy=buddy)
        said.append(told if buddy else name)
    return "; ".join(filter(None, said))


def _gone(circle: Circle) -> str:
    """Who has left for good at this meeting, with their reason where they gave one."""
    said = []
    for one in _of(circle, Came.LEFT):
        because = _("{name}: {reason}", name=one.name, reason=one.reason)
        said.append(because if one.reason else one.name)
    return "; ".join(filter(None, said))


def _labelled(flow: Flow, label: str, text: str, size: float) -> None:
    """A label at the left, words at the right; nothing where there are no words."""
    if not text:
        return
    room = RIGHT - _COLUMN
    lines = wrapped(text, fonts.SERIF, size, room)
    names = wrapped(label, fonts.SANS, 9.5, _COLUMN - LEFT - 6)
    cells = [
        Cell(LEFT, names, fonts.SANS, 9.5, INK_2),
        Cell(_COLUMN, lines, fonts.SERIF, size, room=room),
    ]
    flow.row(cells, 1.3 * size)
    flow.space(0.35 * size)


def _inquiry(flow: Flow, inquiry: Inquiry, names: Mapping[str, str], size: float) -> None:
    flow.need(5 * size)
    flow.text(inquiry.question, fonts.SERIF_BOLD, size + 1.5, 1.25 * (size + 1.5))
    owners = i18n.listed([names[one] for one in inquiry.owners if names.get(one)])
    flow.text(owners, fonts.SANS, 9.5, 14, colour=INK_2)
    flow.space(3)
    for label, under in (
        (_("What was said"), _SAID),
        (_("What was learnt"), _LEARNT),
        (_("What is next"), _NEXT),
    ):
        noted = [n.text for place in under for n in inquiry.notes if n.under == place]
        if under is _NEXT:
            noted += [_action(one, names) for one in inquiry.actions]
        _labelled(flow, label, "\n".join(noted), size)
    flow.space(0.4 * size)
    flow.rule(0.7 * size)


def _action(action: InquiryAction, names: Mapping[str, str]) -> str:
    """An action of an inquiry, in one line with who and when."""
    who = i18n.listed([name for one in action.who if (name := names.get(one) or outside_name(one))])
    beside = i18n.joined((who, i18n.by_when(action.by)), ", ")
    # For translators: an action, then who does it and by when.
    return _("{action} ({beside})", action=action.text, beside=beside) if beside else action.text


def _for_all(flow: Flow, circle: Circle, size: float) -> None:
    """What everybody took on."""
    shown = circle.shown_names()
    lines: list[Sequence[str]] = []
    for one in circle.actions:
        names = [name for who in one.who if (name := shown.get(who) or outside_name(who))]
        beside = i18n.joined((i18n.listed(names), i18n.by_when(one.by)), ", ")
        said = _("{action} ({beside})", action=one.text, beside=beside) if beside else one.text
        lines.append(wrapped(said, fonts.SERIF, size, RIGHT - LEFT - 14))
    if not lines:
        return
    flow.space(8)
    flow.text(_("For all of us"), fonts.SERIF_BOLD, size + 3, 1.5 * (size + 3))
    for words in lines:
        flow.row([Cell(LEFT, ["–"]), Cell(LEFT + 14, words, size=size)], 1.35 * size)


def _again(flow: Flow, circle: Circle, size: float) -> None:
    line = circle.meeting.line if circle.meeting else None
    if line is None or not line.next:
        return
    flow.space(10)
    flow.need(4 * size)
    flow.text(_("We meet again"), fonts.SERIF_BOLD, size + 3, 1.5 * (size + 3))
    flow.text(i18n.day(line.next), fonts.SERIF, size + 2, 1.4 * (size + 2))
    flow.text(_("If you cannot come, tell your buddy."), fonts.SANS, 9.5, 14, colour=INK_2)


def _stays(flow: Flow) -> None:
    """At the foot of the last page: whom it is for."""
    said = _("For members of the set. What is told here stays here, unless its teller says so.")
    size = 9.5
    while width(said, fonts.SANS, size) > RIGHT - LEFT and size > 6:
        size -= 0.5
    flow.need(20)
    flow.pen.line((LEFT, BOTTOM - 14), (RIGHT, BOTTOM - 14))
    flow.pen.text(LEFT, BOTTOM, said, fonts.SANS, size, colour=INK_2)
    if flow.page > 1:
        flow.number()
