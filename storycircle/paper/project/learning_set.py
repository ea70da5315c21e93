"""A learning set as a chapter of its project's report: its membership, its questions and how they
changed, what was learnt, and where each question stood at the end.

Nothing is here but what was ticked to leave, and what owners gave leave for; and no name.
"""

from collections.abc import Iterator, Sequence

from storycircle.core import i18n
from storycircle.core.consent.inquiry_leave import LeftInquiry, left_inquiries, read_back
from storycircle.core.i18n import _, n_
from storycircle.core.lines.records import EIGHT_QUESTIONS, Came, Line, LineKind
from storycircle.core.meetings.membership import Membership, PersonLine
from storycircle.core.meetings.next_meeting import in_order
from storycircle.core.model import Gathered
from storycircle.paper.afterwards.parts import (
    Asked,
    Block,
    Dots,
    How,
    Labelled,
    Paragraph,
    Section,
    Title,
    TitleRow,
)
from storycircle.paper.figures.figures import DotLine

_MOST_REASON = 4
"""Words of a reason that stand where a line stops."""


def line_of(gathered: Gathered) -> Line | None:
    """The learning set of which all circles of an event are meetings; None where they are not."""
    lines = {c.meeting.line.id: c.meeting.line for c in gathered.circles if c.meeting is not None}
    if len(lines) != 1 or any(c.meeting is None for c in gathered.circles):
        return None
    (line,) = lines.values()
    known = next((one for one in gathered.lines if one.id == line.id), line)
    return known if known.kind is LineKind.LEARNING_SET else None


def set_row(gathered: Gathered, line: Line, membership: Membership | None) -> TitleRow:
    """A learning set on the title page: when it met, how often, and how many people."""
    said = [n_("{count} meeting", "{count} meetings", len(gathered.circles))]
    if membership is not None and (many := _many(membership)):
        said.append(many)
    return TitleRow(line.title, tuple(filter(None, (_months(membership),))), " · ".join(said))


def about_set(gathered: Gathered, membership: Membership | None) -> str:
    """How often a learning set met, and when, in a sentence."""
    count = len(gathered.circles)
    months = _months(membership)
    if not months:
        return n_("{Count} meeting.", "{Count} meetings.", count)
    return n_("{Count} meeting, {months}.", "{Count} meetings, {months}.", count, months=months)


def _months(membership: Membership | None) -> str:
    months = [one.month for one in membership.meetings if one.month] if membership else []
    if not months:
        return ""
    first, last = i18n.month(min(months)), i18n.month(max(months))
    return first if first == last else _("{first} to {last}", first=first, last=last)


def _many(membership: Membership) -> str:
    counts = [one.people for one in membership.meetings if one.people is not None]
    if not counts:
        return ""
    people = n_("{count} person", "{count} people", counts[0])
    if counts[-1] == counts[0]:
        return people
    return _("{people}, {count} at the end", people=people, count=i18n.number(counts[-1]))


def set_blocks(
    gathered: Gathered,
    line: Line,
    membership: Membership | None,
    written: Sequence[Block],
    closing: Sequence[Block] = (),
) -> Iterator[Block]:
    """The sections of a learning set. written: what the organiser wrote of it, the sections of
    which stand between its questions and where they stood at the end.
    """
    first = next((n for n, b in enumerate(written) if isinstance(b, Section)), len(written))
    yield from written[:first]
    if membership is not None:
        yield Section(_("Membership"))
        yield _dots(membership)
    asked = _asked(gathered)
    question = line.question or gathered.event.question
    if asked or question:
        changed = sum(1 for one in asked if one.inquiry.worded)
        title = _("The questions")
        if changed:
            title = n_(
                "The questions, and how {count} changed",
                "The questions, and how {count} changed",
                changed,
            )
        yield Section(title)
        if question:
            yield Asked(_("Above all others"), "", question, italic=True)
        yield from map(_question, asked)
    yield from written[first:]
    yield from _at_the_end(asked)
    yield from closing


def _dots(membership: Membership) -> Dots:
    """The membership as dots, with what is to be said of it."""
    months = [one.month for one in membership.meetings]
    heads = tuple(
        i18n.short_month(month) or i18n.figures(place) for place, month in enumerate(months, 1)
    )
    figures = tuple(
        i18n.figures(one.people) if one.people is not None else "–" for one in membership.meetings
    )
    return Dots(
        heads,
        figures,
        _("Members"),
        tuple(map(_dot_line, membership.lines)),
        (_("was there"), _("sent apologies")),
        tuple(_said(membership)),
    )


def _dot_line(one: PersonLine) -> DotLine:
    reason = " ".join(one.reason.split()[:_MOST_REASON])
    dots = tuple(None if came is Came.LEFT else came is Came.THERE for came in one.came)
    return DotLine(one.first, dots, reason)


def _said(membership: Membership) -> Iterator[str]:
    counts = [one.people for one in membership.meetings if one.people is not None]
    if counts and counts[0] != counts[-1]:
        yield n_(
            "{Count} person began; {last} were there at the end.",
            "{Count} people began; {last} were there at the end.",
            counts[0],
            last=i18n.number(counts[-1]),
        )
    if membership.lines:
        yield _("Each line is a person. Where it stops, somebody left.")
    reasons = [one.reason for one in membership.lines if one.reason]
    if reasons:
        yield _("Why, as far as it was noted: {reasons}.", reasons=i18n.listed(reasons))


def _asked(gathered: Gathered) -> list[LeftInquiry]:
    """The questions that may leave, each as it was last worded."""
    found: list[LeftInquiry] = []
    for circle in in_order(gathered.circles):
        names = circle.shown_names()
        here = left_inquiries(circle.meeting, circle.stories)
        there = (story for story in circle.stories if story.id in here)
        found += [read_back(story, names.get(story.teller or "", "")) for story in there]
    # Without names nothing says at which meeting it was, or that it is an inquiry, but its form.
    bare = [read_back(story, "") for story in gathered.stories]
    found = [one for one in bare if _is_one(one)] + found
    newest: list[LeftInquiry] = []
    for one in found:
        before = {one.inquiry.question, *(old.question for old in one.inquiry.worded)}
        newest = [other for other in newest if other.inquiry.question not in before]
        newest.append(one)
    return newest


def _is_one(left: LeftInquiry) -> bool:
    """Whether a story without names reads as an inquiry does."""
    inquiry = left.inquiry
    return bool(inquiry.worded or inquiry.actions or any(note.under for note in inquiry.notes))


def _question(left: LeftInquiry) -> Asked:
    inquiry = left.inquiry
    people = len(left.owners)
    older = tuple(
        _("until {day}: {question}", day=i18n.day(old.on), question=old.question)
        if old.on
        else _("before: {question}", question=old.question)
        for old in inquiry.worded
    )
    small = n_("{count} person", "{count} people", people) if people else ""
    return Asked(
        i18n.sentence(inquiry.kind) if inquiry.kind else "", small, inquiry.question, older
    )


def _at_the_end(asked: Sequence[LeftInquiry]) -> Iterator[Block]:
    """What was noted of each question under the eight, and what follows from it."""
    told = [one for one in asked if one.inquiry.notes or one.inquiry.actions]
    if not told:
        return
    yield Section(_("Where each question stood at the end"))
    for one in told:
        yield Title(one.inquiry.question, deep=True)
        for note in one.inquiry.notes:
            label = _(EIGHT_QUESTIONS[note.under - 1]) if note.under else ""
            lines = tuple(line for line in note.text.split("\n") if line)
            yield Labelled(label, lines) if label else Paragraph(" ".join(lines))
        actions = tuple(action.text for action in one.inquiry.actions)
        if actions:
            yield Labelled(_("Next steps"), actions, How.BULLETS)
