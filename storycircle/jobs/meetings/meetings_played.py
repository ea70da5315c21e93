"""The meetings of a learning set, held as a script says: each begun from the one before it, with
who came, the questions as they were worded, what was noted and agreed, and its owners' leave.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from storycircle.core.clock import Clock
from storycircle.core.consent.inquiry_leave import agreed, names_by_person
from storycircle.core.lines.records import Came, Inquiry, Ticked
from storycircle.core.meetings.inquiries import (
    reworded,
    with_inquiry,
    with_inquiry_action,
    with_inquiry_note,
    with_leave,
    without_inquiry,
)
from storycircle.core.meetings.next_meeting import (
    first_meeting,
    next_meeting,
    with_apologies,
    with_left,
    with_ticked,
)
from storycircle.core.model import Circle, Event, Member, Sharing, new_id
from storycircle.store.library import Library

_TICKED = (Ticked.APOLOGIES, Ticked.REASONS, Ticked.QUESTION)


def meeting_held(
    library: Library, event: Event, script: Circle, earlier: Sequence[Circle], clock: Clock
) -> Circle:
    """Hold one meeting of a learning set and keep it. earlier: those before it, as they were held.
    Raises Refused.
    """
    circle = _begun(event, script, earlier)
    circle = _who_came(circle, script)
    circle = _questions(circle, script)
    circle = with_ticked(circle, _TICKED)
    for inquiry in circle.meeting.inquiries if circle.meeting else ():
        sharing = _allowed(script, inquiry)
        for owner in inquiry.owners if sharing is not Sharing.STAYS else ():
            at = clock.now()
            circle = with_leave(circle, inquiry.id, owner, sharing, at=at, event=event)
    return library.save_circle(circle)


def _begun(event: Event, script: Circle, earlier: Sequence[Circle]) -> Circle:
    if earlier:
        begun = next_meeting(earlier, on=script.date)
    else:
        members = [Member(new_id(), member.name) for member in script.members]
        line = script.meeting.line if script.meeting else None
        if line is None:
            raise ValueError(f"circle {script.number} of the script is no meeting")
        begun = first_meeting(line, members, on=script.date)
    return replace(begun, event=event.id, number=script.number)


def _who_came(circle: Circle, script: Circle) -> Circle:
    """The meeting with who left and who sent apologies, found by their names."""
    if script.meeting is None:
        return circle
    names = names_by_person(script)
    for one in script.meeting.people:
        seats = {member.name: member.id for member in circle.members}
        name = names.get(one.person) or one.name
        if one.came is Came.LEFT and name in seats:
            circle = with_left(circle, seats[name], one.reason)
        elif one.came is Came.APOLOGIES:
            circle = with_apologies(
                circle, seats[name], buddy=seats.get(names.get(one.buddy, "")) or ""
            )
    return circle


def _questions(circle: Circle, script: Circle) -> Circle:
    """The meeting with the questions that are asked at it, and what was noted of each."""
    asked = script.meeting.inquiries if script.meeting else ()
    if any(len(one.owners) > 1 for one in asked):  # small groups take the place of single people
        for one in circle.meeting.inquiries if circle.meeting else ():
            if len(one.owners) == 1:
                circle = without_inquiry(circle, one.id)
    for one in asked:
        circle = _question(circle, one, _persons(circle, script, one.owners))
    return circle


def _persons(circle: Circle, script: Circle, who: Sequence[str]) -> list[str]:
    """The people of a script, as they are known in the line that is held."""
    theirs = names_by_person(script)
    ours = {name: person for person, name in names_by_person(circle).items()}
    return [ours[theirs[one]] for one in who if theirs.get(one) in ours]


def _question(circle: Circle, script: Inquiry, owners: Sequence[str]) -> Circle:
    known = circle.meeting.inquiries if circle.meeting else ()
    here = next((one for one in known if set(one.owners) == set(owners)), None)
    if here is None:
        circle = with_inquiry(circle, owners, script.question, kind=script.kind)
        here = (circle.meeting.inquiries if circle.meeting else ())[-1]
    elif here.question != script.question:
        on = script.worded[-1].on if script.worded else circle.date
        circle = reworded(circle, here.id, script.question, on)
    for note in script.notes:
        circle = with_inquiry_note(circle, here.id, note.under, note.text, on=circle.date)
    for action in script.actions:
        circle = with_inquiry_action(circle, here.id, action.text, who=owners, by=action.by)
    return circle


def _allowed(script: Circle, inquiry: Inquiry) -> Sharing:
    """What the owners of an inquiry allow, as the script says."""
    for one in script.meeting.inquiries if script.meeting else ():
        if one.question == inquiry.question and len(one.owners) == len(inquiry.owners):
            return agreed(script, one) or Sharing.STAYS
    return Sharing.STAYS
