"""The shareable form of a circle: what leaves, what stays, what a file holds.

What may leave the circle: computed once, here, and read by everything that leaves.

Export, sheet, slips, report and the list on screen read `leaving()` and nothing else. What is
told in a circle stays there unless its teller gives leave (Emory ETHOS guidelines).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.checkout.checkout import Checkout
from storycircle.core.checkout.in_words import leaving_in_words
from storycircle.core.consent.agencies import leaving_counts, sums_of
from storycircle.core.consent.inquiry_leave import left_inquiries, names_by_person
from storycircle.core.consent.name_review import review
from storycircle.core.consent.permission_to_leave import State, state
from storycircle.core.consent.withdrawal_code import proof_of
from storycircle.core.i18n import N_, _, n_
from storycircle.core.lines.records import Attendance, Came, Line, LineKind, Meeting, Ticked
from storycircle.core.model import (
    Circle,
    Event,
    Gathered,
    Member,
    NamesOnPaper,
    Sharing,
    Story,
    Writer,
    outside,
    outside_name,
)


class Leaves(StrEnum):
    """The kinds of what leaves, in the order in which they are listed."""

    NAMES = "names"
    ACTIONS = "actions"
    REVIEWS = "reviews"
    NAMED = "named"
    UNNAMED = "unnamed"
    TURNS = "turns"
    AGENCIES = "agencies"
    FACILITATOR = "facilitator"
    EVENT = "event"
    LINE = "line"
    CHECKOUT = "checkout"


class Leaving(Struct, frozen=True):
    """A circle's shareable form.

    circle: its members without role and agency, its actions, and the stories told with name;
    no dialogue, no ideas. unnamed: stories that leave without names, sorted by their random
    ids, with no teller. told: how many stories were noted in all.
    """

    circle: Circle
    unnamed: tuple[Story, ...]
    told: int


def leaving(circle: Circle) -> Leaving:
    """The shareable form of a circle. Of a meeting that stays in its line, as a learning set's
    does, it has what owners give leave for, and nothing beside it but what is ticked.
    """
    ready = [story for story in circle.stories if state(story, circle) is State.LEAVES]
    named = tuple(_named(story) for story in ready if story.sharing is Sharing.NAMED)
    unnamed = [_unnamed(s, circle) for s in ready if s.sharing is Sharing.ANONYMOUS]
    shareable = replace(
        circle,
        members=tuple(Member(m.id, m.name) for m in circle.members),
        actions=tuple(replace(action, story="") for action in circle.actions),
        past=(),
        stories=named,
        dialogue=(),
        round_notes=(),
        ideas=(),
        writer=Writer.FACILITATOR,
        consent=False,
        also=(),
        stories_here=False,
        send_agencies=False,
        agencies=leaving_counts(circle),
        meeting=_leaving_meeting(circle, named),
        checkout=None,  # of a circle by itself nothing is shown: see core/checkout/shown.py
        review_notes=(),
    )
    if circle.meeting is not None and circle.meeting.stays:
        shareable = _without_the_meeting(shareable, circle.meeting)
    unnamed.sort(key=lambda story: story.id)
    return Leaving(shareable, tuple(unnamed), len(circle.stories))


def _leaving_meeting(circle: Circle, named: tuple[Story, ...]) -> Meeting | None:
    """What leaves of a circle as a meeting: which one of its line it is, and what is ticked. No id
    of a person does.
    """
    meeting = circle.meeting
    if meeting is None:
        return None
    line = replace(meeting.line, next="", ground_rules=())
    if meeting.stays and Ticked.QUESTION not in meeting.ticked:
        line = replace(line, question="")
    names = names_by_person(circle)
    left_as = left_inquiries(meeting, named)
    people = tuple(
        Attendance(
            "",
            name=one.name or names.get(one.person, ""),
            came=one.came,
            buddy=_buddy(one, names) if Ticked.BUDDIES in meeting.ticked else "",
            reason=one.reason if Ticked.REASONS in meeting.ticked else "",
        )
        for one in meeting.people
        if one.came is not Came.THERE and Ticked.APOLOGIES in meeting.ticked
    )
    return Meeting(
        line,
        meeting.number,
        meeting.stays,
        people,
        ticked=meeting.ticked,
        left_as=left_as,
        of_file=True,
    )


def _buddy(one: Attendance, names: Mapping[str, str]) -> str:
    """The name of somebody's buddy; from another laptop it came as a name already."""
    return names.get(one.buddy, "") if one.person else one.buddy


def _without_the_meeting(shareable: Circle, meeting: Meeting) -> Circle:
    """A shareable form without what is of the whole meeting: its members, its actions, its theme,
    its facilitator, where and when it was. Whose words leave with their name is still named.
    """
    asked = (meeting.inquiry(story.id) for story in shareable.stories)
    owners = {owner for one in asked if one is not None for owner in one.owners}
    named = {story.teller for story in shareable.stories}
    named |= {one.member for one in meeting.people if one.person in owners}
    members = shareable.members
    if not meeting.of_file:  # a file has no others
        members = tuple(member for member in members if member.id in named)
    return replace(
        shareable,
        members=members,
        actions=(),
        theme="",
        facilitator="",
        region="",
        venue="",
        date="",
        agencies=(),
        rounds=(),
        turns=None,
    )


def on_paper(form: Leaving, rule: NamesOnPaper) -> Leaving:
    """The form as paper shows it: members' names as the event's rule says.

    Where the rule is none, members have no name at all; that they were there is still counted.
    """
    if rule is NamesOnPaper.AS_TYPED:
        return form
    first_words = rule is NamesOnPaper.FIRST_WORD
    actions = tuple(
        replace(action, who=who_under_rule(action.who, rule)) for action in form.circle.actions
    )
    members = tuple(
        replace(member, name=member.name.split()[0] if first_words else "")
        for member in form.circle.members
    )
    return replace(form, circle=replace(form.circle, members=members, actions=actions))


def who_under_rule(who: Sequence[str], rule: NamesOnPaper) -> tuple[str, ...]:
    """Who commits to an action, with the names of people outside the circle as the rule says."""
    if rule is NamesOnPaper.NONE:
        return tuple(one for one in who if not outside_name(one))
    if rule is NamesOnPaper.FIRST_WORD:
        return tuple(
            outside(name.split()[0]) if (name := outside_name(one).strip()) else one for one in who
        )
    return tuple(who)


def rule_of(event: Event | None) -> NamesOnPaper:
    """The rule for names on an event's paper; as typed where there is no event."""
    return event.names_on_paper if event else NamesOnPaper.AS_TYPED


def leaving_all(gathered: Gathered) -> Gathered:
    """The shareable form of a whole event: each circle's, and all stories without names. Agencies
    are counted over the event, and no longer circle by circle.
    """
    forms = [leaving(circle) for circle in gathered.circles]
    unnamed = {story.id: story for story in gathered.stories if not story.unconfirmed}
    unnamed |= {story.id: story for form in forms for story in form.unnamed}
    return replace(
        gathered,
        circles=tuple(replace(form.circle, agencies=()) for form in forms),
        stories=tuple(unnamed[key] for key in sorted(unnamed)),
        agencies=sums_of(gathered),
        lines=tuple(_lines(forms)),
        runs=tuple(replace(run, kept=()) for run in gathered.runs),
    )


def _lines(forms: Iterable[Leaving]) -> list[Line]:
    """The lines of some circles as they leave, each once; its question where any of them has it."""
    found: dict[str, Line] = {}
    for form in forms:
        if form.circle.meeting is not None:
            line = form.circle.meeting.line
            found[line.id] = line if line.question else found.get(line.id, line)
    return [found[id_] for id_ in sorted(found)]


def lines_of(circle: Circle) -> dict[Leaves, str]:
    """In words, the parts of an export, by kind."""
    form = leaving(circle)
    lines: dict[Leaves, str] = {}
    shown = form.circle
    if people := len(shown.members):
        lines[Leaves.NAMES] = n_(
            "{Count} name, as you typed them", "{Count} names, as you typed them", people
        )
    actions = len(shown.actions)
    if any(action.stall for action in shown.actions):
        lines[Leaves.ACTIONS] = n_(
            "{Count} action, with who, by when and from which stall",
            "{Count} actions, with who, by when and from which stall",
            actions,
        )
    elif actions:
        lines[Leaves.ACTIONS] = n_(
            "{Count} action, with who and by when",
            "{Count} actions, with who and by when",
            actions,
        )
    if reviews := sum(len(action.reviews) for action in shown.actions):
        lines[Leaves.REVIEWS] = n_(
            "{Count} review of what became of an action, with who told it",
            "{Count} reviews of what became of actions, with who told them",
            reviews,
        )
    if named := len(form.circle.stories):
        lines[Leaves.NAMED] = n_("{Count} story, with name", "{Count} stories, with name", named)
    if unnamed := len(form.unnamed):
        lines[Leaves.UNNAMED] = n_(
            "{Count} story, without names", "{Count} stories, without names", unnamed
        )
    lines |= _counts_in_words(shown)
    if shown.facilitator:
        lines[Leaves.FACILITATOR] = _("Your name, as facilitator")
    if circle.event is not None or any(
        (shown.theme, shown.region, shown.venue, shown.date, shown.rounds)
    ):
        lines[Leaves.EVENT] = _("The event and the question")
    return lines | _line_in_words(shown.meeting) | _checkout_in_words(circle)


def _counts_in_words(shown: Circle) -> dict[Leaves, str]:
    """What leaves of a circle as numbers alone."""
    lines: dict[Leaves, str] = {}
    if shown.turns is not None:
        lines[Leaves.TURNS] = _(
            "How many turns were heard, passed and over time, with nobody’s name beside them"
        )
    if counts := len(shown.agencies):
        lines[Leaves.AGENCIES] = n_(
            "The count of {count} agency, with nobody’s name beside it",
            "The counts of {count} agencies, with nobody’s name beside them",
            counts,
        )
    return lines


def leaving_checkout(circle: Circle) -> Checkout | None:
    """A circle's check-out that leaves in its file, where that of few people may; None where there
    is none, or where it is of a meeting that stays in its line.
    """
    said = circle.checkout
    stays = circle.meeting is not None and circle.meeting.stays
    return None if said is None or said.is_empty or stays else said


def _checkout_in_words(circle: Circle) -> dict[Leaves, str]:
    said = leaving_checkout(circle)
    return {} if said is None else {Leaves.CHECKOUT: leaving_in_words(said)}


def _line_in_words(meeting: Meeting | None) -> dict[Leaves, str]:
    """What leaves of a circle as a meeting of its line."""
    if meeting is None:
        return {}
    if meeting.people:
        said = _("Which meeting of its line it is, and who sent apologies or left, as you ticked")
        return {Leaves.LINE: said}
    return {Leaves.LINE: _("Which meeting of its line it is")}


def what_leaves(circle: Circle) -> tuple[str, ...]:
    """In words, the contents of an export: shown before every export and print."""
    return tuple(lines_of(circle).values())


def what_stays(circle: Circle, *, waiting: bool = True) -> tuple[str, ...]:
    """In words, what no export contains; with waiting, also what may leave and does not yet."""
    lines = list(_kept(circle, (State.STAYS, *_WAITS) if waiting else (State.STAYS,)))
    agencies = any(member.agency for member in circle.members)
    private = [
        label
        for label, there in (
            (_("ideas"), circle.ideas),
            (_notes_of_talk(circle), any(note.notes for note in circle.dialogue)),
            (_("notes of the rounds"), any(note.text for note in circle.round_notes)),
            (_("what stories were about"), any(story.about for story in circle.stories)),
            (_("from which story an action arose"), any(action.story for action in circle.actions)),
            (_("who is of which agency"), circle.send_agencies and agencies),
            (_("agencies"), agencies and not circle.send_agencies),
            (_("roles"), any(member.role for member in circle.members)),
            (_("what was noted in reviews"), circle.review_notes),
        )
        if there
    ]
    private += _of_the_line(circle)
    if private:
        lines.append(i18n.sentence(i18n.listed(private)))
    return tuple(lines)


def _notes_of_talk(circle: Circle) -> str:
    """What was noted of the dialogue; a learning set has none, and is together instead."""
    meeting = circle.meeting
    of_set = meeting is not None and meeting.line.kind is LineKind.LEARNING_SET
    return _("notes taken together") if of_set else _("dialogue notes")


def _of_the_line(circle: Circle) -> Iterator[str]:
    """What of a meeting stays in its line."""
    meeting = circle.meeting
    if meeting is None:
        return
    form = leaving(circle)
    if meeting.stays and circle.members:
        yield _("who was there")
    if meeting.stays and circle.actions:
        yield _("actions of the meeting")
    if len(meeting.inquiries) > len(left_inquiries(meeting, circle.stories)) or any(
        state(story, circle) is not State.LEAVES
        for story in circle.stories
        if meeting.inquiry(story.id) is not None
    ):
        yield _("inquiries")
    absent = [one for one in meeting.people if one.came is not Came.THERE]
    if absent and form.circle.meeting is not None and not form.circle.meeting.people:
        yield _("who sent apologies or left")


def what_waits(circle: Circle) -> tuple[str, ...]:
    """In words, the stories that may leave and do not yet."""
    return tuple(f"{line}." for line in _kept(circle, _WAITS))


_WAITS = (State.NAMES, State.ASK, State.CONFIRM)
"""The states of a story that may leave and does not yet."""


def _kept(circle: Circle, wanted: Iterable[State]) -> Iterator[str]:
    """How many stories stay by each of these states, and why."""
    counts = Counter(state(story, circle) for story in circle.stories)
    for kept in wanted:
        count = counts[kept]
        if not count:
            continue
        if kept is State.NAMES:
            yield n_(
                "{Count} story without names, until you have looked at each name found",
                "{Count} stories without names, until you have looked at each name found",
                count,
            )
        elif kept is State.ASK:
            yield n_(
                "{Count} story whose words changed since they were read out, until the teller is "
                "asked again",
                "{Count} stories whose words changed since they were read out, until the teller is "
                "asked again",
                count,
            )
        elif kept is State.CONFIRM:
            yield n_(
                "{Count} story, as this library opened from a copy that may lack a later no, until "
                "the teller is asked again",
                "{Count} stories, as this library opened from a copy that may lack a later no, "
                "until the teller is asked again",
                count,
            )
        else:
            yield n_("{Count} story", "{Count} stories", count)


def _named(story: Story) -> Story:
    """A story as it leaves with its teller's name."""
    return Story(
        id=story.id,
        teller=story.teller,
        title=story.title,
        points=story.points,
        quote=story.quote,
        sharing=Sharing.NAMED,
        tags=story.tags,
        proof=proof_of(story.id, story.code) or story.proof,
    )


def _unnamed(story: Story, circle: Circle) -> Story:
    """A story as it leaves without names: a random id, no teller, no names in its words."""
    words, id_ = review(story, circle).words, story.left_as or story.id
    return Story(
        id=id_,
        teller=None,
        title=words.title,
        points=words.points,
        quote=words.quote,
        sharing=Sharing.ANONYMOUS,
        left_as=id_,
        tags=words.tags,
        proof=proof_of(id_, story.code),
        under=circle.id if circle.stories_here else "",
    )


NAMES_IN_WORDS = {
    NamesOnPaper.AS_TYPED: N_("as typed"),
    NamesOnPaper.FIRST_WORD: N_("their first word"),
    NamesOnPaper.NONE: N_("none"),
}
"""How members' names stand on paper, as messages."""
