"""Pure edits of a meeting's inquiries: questions, wordings, notes, actions, owners, their leave."""

from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec.structs import replace

from storycircle.core.consent.inquiry_leave import agreed, in_its_words, with_owners_choice
from storycircle.core.consent.permission_to_leave import staying, with_choice
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.lines.records import (
    EIGHT_QUESTIONS,
    Inquiry,
    InquiryAction,
    InquiryNote,
    Meeting,
    Wording,
)
from storycircle.core.model import Circle, Event, Sharing, may_commit, new_id, outside_name
from storycircle.core.size_limits import (
    LINE,
    MOST_INQUIRIES,
    MOST_OUTSIDE,
    NOTES,
    PARAGRAPH,
    bounded,
)
from storycircle.core.text import cleaned, one_line


def with_inquiry(
    circle: Circle, owners: Iterable[str], question: str, *, kind: str = "", id_: str = ""
) -> Circle:
    """A meeting with one inquiry more, of one person or of a small group. owners: their ids within
    the line. Raises Refused.
    """
    meeting = _meeting(circle)
    if len(meeting.inquiries) >= MOST_INQUIRIES:
        raise Refused("too-many-inquiries", most=MOST_INQUIRIES)
    new = id_ or new_id()
    one = Inquiry(new, new, _owners(meeting, owners), _question(question), _kind(kind))
    return _with(circle, (*meeting.inquiries, one))


def small_groups(circle: Circle) -> tuple[tuple[str, ...], ...]:
    """The members of each inquiry that has several owners, as far as they have a seat here."""
    meeting = circle.meeting
    if meeting is None:
        return ()
    seats = {one.person: one.member for one in meeting.people if one.member}
    groups = (tuple(seats[o] for o in one.owners if o in seats) for one in meeting.inquiries)
    return tuple(group for group in groups if len(group) > 1)


def with_owners(circle: Circle, inquiry: str, owners: Iterable[str]) -> Circle:
    """A meeting whose inquiry is of these people: all of them are asked before it leaves."""
    kept = _owners(_meeting(circle), owners)
    return _changed(circle, inquiry, lambda one: replace(one, owners=kept))


def with_kind(circle: Circle, inquiry: str, kind: str) -> Circle:
    """A meeting whose inquiry is of a kind, such as working practices."""
    said = _kind(kind)
    return _changed(circle, inquiry, lambda one: replace(one, kind=said))


def reworded(circle: Circle, inquiry: str, question: str, on: str) -> Circle:
    """A meeting whose inquiry is worded anew; its older wording stays, with the day until which it
    stood. on: today, YYYY-MM-DD.
    """
    new = _question(question)

    def change(one: Inquiry) -> Inquiry:
        if one.question == new:
            return one
        return replace(one, question=new, worded=(*one.worded, Wording(on, one.question)))

    return _changed(circle, inquiry, change)


def typed_over(circle: Circle, inquiry: str, question: str, on: str) -> Circle:
    """A meeting whose inquiry is worded as it stands in a field: of one day the wording it began
    with is kept, and not what was half typed. An inquiry that is new at this meeting has no older
    wording. on: today, YYYY-MM-DD.
    """
    new = _question(question)

    def change(one: Inquiry) -> Inquiry:
        *older, last = one.worded or (None,)
        if one.question == new or one.thread == one.id:
            return replace(one, question=new)
        if last is not None and last.on == on:
            kept = older if last.question == new else one.worded
            return replace(one, question=new, worded=tuple(filter(None, kept)))
        return replace(one, question=new, worded=(*one.worded, Wording(on, one.question)))

    return _changed(circle, inquiry, change)


def with_inquiry_note(
    circle: Circle, inquiry: str, under: int, text: str, *, on: str, note: str = ""
) -> Circle:
    """A meeting with what is noted of an inquiry, under one of the eight questions or, for 0, under
    none. note: the id of an earlier note of this meeting that is written over; one without a word
    is taken out. Without it, the one under this question, or a new one.
    """
    if not 0 <= under <= len(EIGHT_QUESTIONS):
        raise Refused("number-unclear")
    said = bounded(cleaned(text).strip(), NOTES, _("The notes"))

    def change(one: Inquiry) -> Inquiry:
        here = next((n for n in one.notes if (n.id == note if note else n.under == under)), None)
        if here is None:
            new = InquiryNote(note or new_id(), on, under, said)
            return replace(one, notes=(*one.notes, new)) if said else one
        after = replace(here, on=here.on or on, under=under, text=said)
        kept = (after if n is here else n for n in one.notes)
        return replace(one, notes=tuple(n for n in kept if n.text))

    return _changed(circle, inquiry, change)


def with_inquiry_action(
    circle: Circle, inquiry: str, text: str, *, who: Iterable[str] = (), by: str = "", id_: str = ""
) -> Circle:
    """A meeting whose inquiry has one action more, or one that is written over. who: persons of the
    line, or others by `outside`. Raises Refused for a fourth.
    """
    said = bounded(one_line(text), PARAGRAPH, _("An action"))
    until = bounded(one_line(by), LINE, _("The time"))
    persons = tuple(dict.fromkeys(who))
    beside = [one for one in persons if outside_name(one)]
    if len(beside) > MOST_OUTSIDE:
        raise Refused("too-many-outside", count=len(beside), most=MOST_OUTSIDE)
    new = InquiryAction(id_ or new_id(), said, persons, until)

    def change(one: Inquiry) -> Inquiry:
        if any(action.id == new.id for action in one.actions):
            kept = (new if action.id == new.id else action for action in one.actions)
            return replace(one, actions=tuple(action for action in kept if action.text))
        if not said:
            return one
        if not may_commit(len(one.actions) + 1):
            raise Refused("three-of-inquiry")
        return replace(one, actions=(*one.actions, new))

    return _changed(circle, inquiry, change)


def without_inquiry(circle: Circle, inquiry: str) -> Circle:
    """A meeting without an inquiry, and without the leave that was given for it."""
    meeting = _meeting(circle)
    stories = tuple(story for story in circle.stories if story.id != inquiry)
    kept = tuple(one for one in meeting.inquiries if one.id != inquiry)
    return _with(replace(circle, stories=stories), kept)


def with_leave(
    circle: Circle,
    inquiry: str,
    owner: str,
    sharing: Sharing,
    *,
    at: datetime,
    event: Event | None = None,
) -> Circle:
    """A meeting with what one owner of an inquiry has chosen. It may leave once each of them has
    said yes to the very same words, by the strictest of their choices; the no of one is enough for
    it to stay.
    """
    found = _meeting(circle).inquiry(inquiry)
    if found is None:
        return circle
    if owner not in found.owners:
        raise Refused("no-owner")
    if _was_withdrawn(circle, found):
        found = replace(found, choices=())
    chosen = with_owners_choice(circle, found, owner, sharing, at)
    circle = _changed(circle, inquiry, lambda _one: chosen)
    circle = in_its_words(circle, inquiry)
    allowed = agreed(circle, chosen)
    if allowed is None or allowed is Sharing.STAYS:
        stories = tuple(staying(s) if s.id == inquiry else s for s in circle.stories)
        return replace(circle, stories=stories)
    return with_choice(circle, inquiry, allowed, at=at, event=event)


def _was_withdrawn(circle: Circle, inquiry: Inquiry) -> bool:
    """Whether an inquiry stays that all owners had said yes to: one of them withdrew it since, so
    that all are asked anew.
    """
    story = circle.story(inquiry.id)
    stays = story is None or story.sharing is Sharing.STAYS
    return stays and agreed(circle, inquiry) not in (None, Sharing.STAYS)


def _meeting(circle: Circle) -> Meeting:
    if circle.meeting is None:
        raise Refused("not-a-meeting")
    return circle.meeting


def _owners(meeting: Meeting, owners: Iterable[str]) -> tuple[str, ...]:
    known = {one.person for one in meeting.people}
    kept = tuple(owner for owner in dict.fromkeys(owners) if owner in known)
    if not kept:
        raise Refused("no-owner")
    return kept


def _question(typed: str) -> str:
    question = bounded(one_line(typed), PARAGRAPH, _("A question"))
    if not question:
        raise Refused("no-question")
    return question


def _kind(typed: str) -> str:
    return bounded(one_line(typed), LINE, _("A kind of question"))


def _changed(circle: Circle, inquiry: str, change: Callable[[Inquiry], Inquiry]) -> Circle:
    inquiries = _meeting(circle).inquiries
    return _with(circle, tuple(change(one) if one.id == inquiry else one for one in inquiries))


def _with(circle: Circle, inquiries: tuple[Inquiry, ...]) -> Circle:
    return replace(circle, meeting=replace(_meeting(circle), inquiries=inquiries))
