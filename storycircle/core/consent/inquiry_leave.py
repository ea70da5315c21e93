"""Whether an inquiry may leave its line: its owners are asked as the tellers of a story are.

Once its owners are asked, an inquiry is in its circle as a story too, under the inquiry's own id.
So it leaves, is looked through for names, is withdrawn and is erased as every story is, and there
is no second rule. A group's inquiry leaves by the strictest choice of its owners, and only while
the yes of each was given to the very words as they are now.

Its words say all that would leave, without a word of ours, so that they are the same in every
language: the owners of a group after "=", an older wording after "?", a note after the number of
the question it is under, an action after "→".
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.consent.name_review import masked, review
from storycircle.core.lines.records import (
    Inquiry,
    InquiryAction,
    InquiryNote,
    Meeting,
    OwnersChoice,
    Wording,
)
from storycircle.core.model import (
    Circle,
    Sharing,
    Story,
    Words,
    new_id,
    outside,
    outside_name,
    told_apart,
)

_ORDER = (Sharing.STAYS, Sharing.ANONYMOUS, Sharing.NAMED)
"""From the strictest on."""


def names_by_person(circle: Circle) -> dict[str, str]:
    """Names by the ids of persons, as people see them at a meeting."""
    shown = circle.shown_names()
    people = circle.meeting.people if circle.meeting else ()
    gone = [one for one in people if one.member not in shown]
    names = {one.person: shown[one.member] for one in people if one.member in shown}
    apart = told_apart([*shown.values(), *(one.name for one in gone)])[len(shown) :]
    return {**names, **dict(zip((one.person for one in gone), apart, strict=True))}


def as_story(circle: Circle, inquiry: Inquiry) -> Story:
    """An inquiry as the story that would leave: its words now, and what was asked of it so far."""
    known = circle.story(inquiry.id) or Story(inquiry.id, None, left_as=new_id())
    meeting = circle.meeting
    seats = {one.person: one.member for one in meeting.people} if meeting else {}
    first = next((seats[owner] for owner in inquiry.owners if seats.get(owner)), None)
    return replace(
        known,
        teller=first,
        title=inquiry.question,
        points=_points(inquiry, names_by_person(circle)),
        quote="",
        tags=(inquiry.kind,) if inquiry.kind else (),
    )


def in_its_words(circle: Circle, inquiry: str) -> Circle:
    """The circle with an inquiry's story in the words as they are now."""
    found = circle.meeting.inquiry(inquiry) if circle.meeting else None
    if found is None:
        return circle
    story = as_story(circle, found)
    here = circle.story(inquiry) is not None
    stories = tuple(story if one.id == inquiry else one for one in circle.stories)
    return replace(circle, stories=stories if here else (*circle.stories, story))


def words_for(circle: Circle, inquiry: Inquiry, sharing: Sharing) -> Words:
    """The very words that would leave by a choice: to be read out to each owner before it."""
    story = as_story(circle, inquiry)
    if sharing is Sharing.STAYS:
        return Words()
    if sharing is Sharing.ANONYMOUS:
        return review(story, circle).words
    name = circle.shown_names().get(story.teller or "", "")
    return Words(name, story.title, story.points, "", story.tags)


def with_owners_choice(
    circle: Circle, inquiry: Inquiry, owner: str, sharing: Sharing, at: datetime | None
) -> Inquiry:
    """An inquiry with what one owner has chosen, with the words that were read out. at: the time of
    day; None for a choice that came with a document.
    """
    words = words_for(circle, inquiry, sharing)
    choice = OwnersChoice(
        owner,
        sharing.value,
        words.teller,
        words.title,
        words.points,
        words.tags,
        at.isoformat(timespec="seconds") if at else "",
    )
    others = tuple(one for one in inquiry.choices if one.owner != owner)
    return replace(inquiry, choices=(*others, choice))


def agreed(circle: Circle, inquiry: Inquiry) -> Sharing | None:
    """What all owners of an inquiry allow, the strictest of their choices; None where one of them
    has still to be asked, or said yes to other words.
    """
    by_owner = {choice.owner: choice for choice in inquiry.choices}
    chosen = [by_owner[owner] for owner in inquiry.owners if owner in by_owner]
    if any(choice.sharing == Sharing.STAYS for choice in chosen):
        return Sharing.STAYS
    if not inquiry.owners or len(chosen) < len(inquiry.owners):
        return None
    if not all(_still_says(choice, circle, inquiry) for choice in chosen):
        return None
    return min((Sharing(choice.sharing) for choice in chosen), key=_ORDER.index)


def to_ask_yet(circle: Circle, inquiry: Inquiry) -> tuple[str, ...]:
    """The owners who are to be asked, or asked again as the words have changed."""
    by_owner = {choice.owner: choice for choice in inquiry.choices}
    return tuple(
        owner
        for owner in inquiry.owners
        if owner not in by_owner
        or (
            by_owner[owner].sharing != Sharing.STAYS
            and not _still_says(by_owner[owner], circle, inquiry)
        )
    )


def _still_says(choice: OwnersChoice, circle: Circle, inquiry: Inquiry) -> bool:
    """Whether the words are those that an owner heard; hiding more needs no asking."""
    sharing = Sharing(choice.sharing)
    heard = Words(choice.teller, choice.title, choice.points, "", choice.tags)
    now = words_for(circle, inquiry, sharing)
    if sharing is Sharing.ANONYMOUS:
        return masked(heard, as_story(circle, inquiry), circle) == now
    return heard == now


def owners_allow(story: Story, circle: Circle) -> bool:
    """Whether the owners of a story that is an inquiry allow what it says it may: true of every
    story that is none.
    """
    inquiry = circle.meeting.inquiry(story.id) if circle.meeting else None
    if inquiry is None:
        return True
    allowed = agreed(circle, inquiry)
    if allowed is None or _ORDER.index(story.sharing) > _ORDER.index(allowed):
        return False
    now = as_story(circle, inquiry)
    return (story.title, story.points, story.tags) == (now.title, now.points, now.tags)


# What an inquiry says, and read back.


def _points(inquiry: Inquiry, names: Mapping[str, str]) -> str:
    return "\n".join(_lines(inquiry, names))


def _lines(inquiry: Inquiry, names: Mapping[str, str]) -> Iterator[str]:
    if len(inquiry.owners) > 1:
        yield "="
        yield from (f"\t{names.get(owner, '')}" for owner in inquiry.owners)
    for old in inquiry.worded:
        yield f"? {old.on}".rstrip()
        yield f"\t{old.question}"
    for note in inquiry.notes:
        yield f"{note.under} {note.on}".rstrip()
        yield from (f"\t{line}" for line in note.text.split("\n"))
    for action in inquiry.actions:
        yield "→"
        yield f"\t{action.text}"
        yield from (f"\t\t{_name(one, names)}" for one in action.who if _name(one, names))
        yield from (f"\t\t← {action.by}",) if action.by else ()


def _name(who: str, names: Mapping[str, str]) -> str:
    return names.get(who) or outside_name(who)


class LeftInquiry(Struct, frozen=True):
    """An inquiry as it left: owners by name, as far as they are said; the rest as in `Inquiry`."""

    id: str
    owners: tuple[str, ...]
    inquiry: Inquiry


def read_back(story: Story, teller: str) -> LeftInquiry:
    """What a story that is an inquiry says, its parts again. teller: its name, or empty. What makes
    no sense as a part is a note under no question, so that no word is lost.
    """
    owners: tuple[str, ...] = (teller,) if teller else ()
    worded, notes, actions = list[Wording](), list[InquiryNote](), list[InquiryAction]()
    lines = story.points.split("\n") if story.points else []
    while lines:
        head = lines.pop(0)
        below = [line[1:] for line in takewhile(lambda one: one.startswith("\t"), lines)]
        lines = lines[len(below) :]
        sign, _space, on = head.partition(" ")
        if head == "=":
            owners = tuple(below)
        elif sign == "?":
            worded.append(Wording(on, " ".join(below)))
        elif sign == "→":
            actions.append(_action(below))
        elif len(sign) == 1 and sign in "012345678" and below:
            notes.append(InquiryNote(new_id(), on, int(sign), "\n".join(below)))
        else:
            notes.append(InquiryNote(new_id(), "", 0, "\n".join([head, *below])))
    inquiry = Inquiry(
        story.id,
        story.id,
        (),
        story.title,
        story.tags[0] if story.tags else "",
        tuple(worded),
        tuple(notes),
        tuple(actions),
    )
    return LeftInquiry(story.id, owners, inquiry)


def _action(below: list[str]) -> InquiryAction:
    text = " ".join(line for line in below if not line.startswith("\t"))
    more = [line[1:] for line in below if line.startswith("\t")]
    by = next((line[2:] for line in more if line.startswith("← ")), "")
    who = tuple(outside(line) for line in more if line and not line.startswith("← "))
    return InquiryAction(new_id(), text, who, by)


def left_inquiries(meeting: Meeting | None, stories: tuple[Story, ...]) -> frozenset[str]:
    """The ids of those of some stories that are inquiries of a meeting."""
    if meeting is None:
        return frozenset()
    own = {one.id for one in meeting.inquiries} | meeting.left_as
    return frozenset(story.id for story in stories if story.id in own)
