"""The JSON document storycircle/1: read, refusing what is wrong by its place, and written.

Ids follow from what is in the document, so that loading one document on two laptops makes the
same event and the same circles. Stories that do not leave with a name have random ids.
"""

import json
from collections.abc import Collection, Mapping
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from storycircle.core.afterwards.chapters import StoryPlace, in_order
from storycircle.core.checkout.checkout import Checkout
from storycircle.core.checkout.shown import within
from storycircle.core.consent.agencies import FEWER, FEWEST_COUNTED
from storycircle.core.consent.permission_to_leave import with_sharing
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.afterwards.checkouts_in_document import (
    checkout_from,
    checkout_out,
    together_from,
    together_out,
)
from storycircle.core.formats.afterwards.report_parts_in_document import (
    chapters_out,
    leave_out,
    places_out,
    quoted_at_stalls,
    recommendations_out,
    runs_out,
    stalls_from,
    stalls_out,
    unread,
    with_parts,
)
from storycircle.core.formats.afterwards.reviews_in_document import reviews_from, reviews_out
from storycircle.core.formats.afterwards.rounds_in_document import (
    round_notes_from,
    round_notes_out,
    rounds_from,
    rounds_out,
    turns_from,
    turns_out,
)
from storycircle.core.formats.decoder import NAMES_ON_PAPER, Fields
from storycircle.core.formats.line_document import (
    OfLine,
    as_meetings,
    line_out,
    lines_of_document,
    meeting_out,
    of_line,
    other_stories,
)
from storycircle.core.headings import is_rank
from storycircle.core.i18n import _
from storycircle.core.lines.records import Line
from storycircle.core.model import (
    LARGEST,
    Action,
    AgencyCount,
    Circle,
    Event,
    Gathered,
    Idea,
    Member,
    NamesOnPaper,
    Note,
    Placement,
    Sharing,
    Slot,
    Story,
    may_commit,
    new_id,
    outside,
    outside_name,
)
from storycircle.core.size_limits import (
    MOST_CIRCLES,
    MOST_HEADINGS,
    MOST_KEYS,
    MOST_OUTSIDE,
    MOST_PARTS,
    MOST_QUESTIONS,
    MOST_ROWS,
    MOST_STATEMENTS,
    MOST_TAGS,
    NOTES,
    PARAGRAPH,
    STATEMENT,
)
from storycircle.core.text import one_line
from storycircle.core.turns.opening_words import MOST_RULES

FORMAT = "storycircle/1"
MOST_MEGABYTES = 64
_NAMESPACE = uuid5(NAMESPACE_URL, "storycircle:document")


def read_document(data: bytes, name: str) -> Gathered:
    """A document's event, circles and placements. Raises Refused, naming the place."""
    return event_from(Fields.of(parsed(data, name), ""))


def check_format(top: Fields) -> None:
    """Raise Refused where a document is of no format that is read here."""
    if top.line("format") != FORMAT:
        raise Refused("wrong-format", place="format")


def event_from(top: Fields, known: Mapping[str, Line] | None = None) -> Gathered:
    """The event of a document's object. known: lines of its project. Raises Refused."""
    check_format(top)
    inner = top.inner("event", "event")
    parts = unread(inner)
    event = _event(inner, top.line("source"))
    lines, of_lines = {**(known or {}), **lines_of_document(top)}, dict[str, OfLine]()
    circles: list[Circle] = []
    placements: dict[str, Placement] = {}
    for place, item in enumerate(top.items("circles", MOST_CIRCLES), 1):
        circle, placed, met = _circle(
            Fields.of(item, _("circle {number} of the list", number=place)), event, lines
        )
        if any(circle.number == other.number for other in circles):
            raise Refused("same-number", place="circles", number=circle.number)
        circles.append(circle)
        placements |= placed
        if met is not None:
            of_lines[circle.id] = met
    ids = {circle.number: circle.id for circle in circles}
    stories: list[Story] = []
    places: list[StoryPlace] = []
    for place, item in enumerate(top.items("stories", MOST_CIRCLES * LARGEST), 1):
        f = Fields.of(item, _("story {number}", number=place))
        heading = f.line("heading")
        stories.append(_of_the_event(f, ids))
        places += [StoryPlace(stories[-1].id, heading)] if heading else []
    agencies = [
        _agency(Fields.of(item, _("agency {number}", number=place)))
        for place, item in enumerate(top.items("agencies", MOST_CIRCLES), 1)
    ]
    checkouts = together_from(top, event.statements, ids)
    gathered = Gathered(
        event,
        as_meetings(circles, of_lines, lines),
        placements,
        tuple(stories),
        tuple(agencies),
        tuple(lines.values()),
        checkouts,
        story_places=tuple(places),
    )
    gathered = with_parts(gathered, parts, top)
    top.no_more()
    return gathered


def _agency(f: Fields) -> AgencyCount:
    """How many people of one agency came to the event; a count of few is not said."""
    count = AgencyCount(f.needed("agency"), f.number("people") if "people" in f.left else FEWER)
    if "fewer_than" in f.left:
        f.number("fewer_than")
    f.no_more()
    return count


def parsed(data: bytes, name: str) -> object:
    """What a JSON file of a name holds. Raises Refused."""
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise Refused("document-too-big", name=name, most=MOST_MEGABYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not-utf8", name=name) from None
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise Refused("not-json", name=name, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Refused("too-deep", name=name) from None
    except ValueError:  # a number of more digits than Python reads
        raise Refused("not-json", name=name, line=1, column=1) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise Refused("same-key", key=one_line(key)[:60])
        found[key] = value
    return found


def _event(f: Fields, source: str) -> Event:
    title, date, venue = f.needed("title"), f.date("date"), f.line("venue")
    id_ = str(uuid5(_NAMESPACE, json.dumps([title, date, venue])))
    stalls, plans = stalls_from(f)
    event = Event(
        id=id_,
        title=title,
        date=date,
        venue=venue,
        question=f.text("question", PARAGRAPH),
        dialogue_questions=f.lines("dialogue_questions", MOST_QUESTIONS),
        headings=f.lines("headings", MOST_HEADINGS),
        stalls=stalls,
        programme=_programme(f),
        expected=f.number("circles") if "circles" in f.left else 0,
        source=source,
        purpose=f.text("purpose", PARAGRAPH),
        ground_rules=tuple(filter(None, f.lines("ground_rules", MOST_RULES))),
        promise=f.text("promise", PARAGRAPH),
        organisation=f.line("organisation"),
        keep_until=f.date("keep_until"),
        recipients=f.lines("recipients", MOST_KEYS),
        names_on_paper=f.names_on_paper("names_on_paper"),
        language=f.language("language"),
        statements=tuple(filter(None, f.lines("statements", MOST_STATEMENTS, STATEMENT))),
        rounds=rounds_from(f, id_),
        stall_plans=plans,
        project=f.line("project"),
    )
    f.no_more()
    return event


def _programme(f: Fields) -> tuple[Slot, ...]:
    """The rows of a day, each beginning when the one above it is over."""
    slots: list[Slot] = []
    for place, item in enumerate(f.items("programme", MOST_ROWS), 1):
        inner = Fields.of(item, _("event: programme row {number}", number=place))
        slot = _slot(inner)
        above = slots[-1] if slots else slot
        if slot.starts < above.starts:
            fields = {"place": inner.place, "starts": slot.starts, "above": above.starts}
            raise Refused("plan-unordered", **fields)
        if above is not slot and above.ends is not None and slot.starts < above.ends:
            fields = {"place": inner.place, "starts": slot.starts, "above": above.ends}
            raise Refused("plan-overlaps", **fields)
        slots.append(slot)
    return tuple(slots)


def _slot(f: Fields) -> Slot:
    slot = Slot(f.time("starts") or "", f.time("ends", empty=True), f.line("title"))
    if slot.ends is not None and slot.ends <= slot.starts:
        raise Refused("plan-backwards", title=f.place, starts=slot.starts, ends=slot.ends)
    f.no_more()
    return slot


def _circle(
    f: Fields, event: Event, lines: Collection[str]
) -> tuple[Circle, dict[str, Placement], OfLine | None]:
    number = f.number("number")
    f.place = _("circle {number}", number=number)
    id_ = str(uuid5(_NAMESPACE, f"{event.id} circle {number}"))
    members = _members(f, id_)
    ids = {member.name: member.id for member in members}
    items = f.items("actions", 1_000)
    if not may_commit(len(items)):
        raise Refused("too-many-actions", number=number, count=len(items))
    actions, placements = [], {}
    for place, item in enumerate(items, 1):
        fields = Fields.of(item, _("{circle}, action {number}", circle=f.place, number=place))
        action, placed = _action(fields, str(uuid5(_NAMESPACE, f"{id_} action {place}")), ids)
        actions.append(action)
        if placed is not None:
            placements[action.id] = placed
    rounds = rounds_from(f, id_)
    circle = Circle(
        id=id_,
        number=number,
        event=event.id,
        theme=f.text("theme", PARAGRAPH),
        facilitator=f.line("facilitator"),
        region=f.line("region"),
        venue=f.line("venue"),
        date=f.date("date"),
        members=members,
        stories=tuple(
            _circle_story(
                Fields.of(item, _("{circle}, story {number}", circle=f.place, number=place)),
                f"{id_} story {place}",
                ids,
            )
            for place, item in enumerate(f.items("stories", MOST_PARTS), 1)
        ),
        dialogue=_notes(f),
        ideas=_ideas(f),
        actions=tuple(actions),
        rounds=rounds,
        round_notes=round_notes_from(f, rounds or event.rounds, ids),
        checkout=checkout_from(f, event.statements),
        turns=turns_from(f),
    )
    met = of_line(f, id_, lines)
    f.no_more()
    return circle, placements, met


def _members(f: Fields, circle: str) -> tuple[Member, ...]:
    members: list[Member] = []
    for place, item in enumerate(f.items("members", LARGEST), 1):
        inner = Fields.of(item, _("{circle}, member {number}", circle=f.place, number=place))
        name = inner.needed("name")
        if any(name.casefold() == other.name.casefold() for other in members):
            raise Refused("same-name", place=f.place, name=name)
        id_ = str(uuid5(_NAMESPACE, f"{circle} member {name}"))
        members.append(Member(id_, name, inner.line("role"), inner.line("agency")))
        inner.no_more()
    return tuple(members)


def _action(f: Fields, id_: str, ids: dict[str, str]) -> tuple[Action, Placement | None]:
    named = f.lines("who", LARGEST + MOST_OUTSIDE)
    who = [ids[name] for name in named if name in ids]
    who += [outside(name) for name in named if name.strip() and name not in ids]
    heading, wording = f.line("heading"), f.text("report_wording", PARAGRAPH)
    rank = f.line("report_rank")
    if not is_rank(rank):
        raise Refused("wrong-type", place=f"{f.place}: report_rank", wanted=_("letters and digits"))
    action = Action(
        id_,
        f.needed("text", PARAGRAPH),
        tuple(dict.fromkeys(who)),
        f.line("by"),
        heading,
        f.line("stall"),
        reviews=reviews_from(f, id_),
    )
    f.no_more()
    placed = Placement(id_, heading, wording, rank)
    return action, placed if wording or rank else None


def _story(f: Fields, ids: dict[str, str] | None) -> Story:
    """A story of a circle (its members' ids by name), or of the event where `ids` is None."""
    teller: str | None = None
    sharing = Sharing.ANONYMOUS
    if ids is not None:
        name = f.line("teller")
        if name and name not in ids:
            raise Refused("not-a-member", place=f.place, name=name)
        teller = ids.get(name)
        sharing = f.sharing("sharing")
    id_, proof = f.id("id"), f.proof("proof")
    story = Story(
        id=id_ or new_id(),
        teller=teller,
        title=f.line("title"),
        points=f.text("points", NOTES),
        quote=f.text("quote", PARAGRAPH),
        tags=tuple(filter(None, f.lines("tags", MOST_TAGS))),
        about=f.text("about", PARAGRAPH) if ids is not None else "",
    )
    f.no_more()
    story = with_sharing(story, sharing)
    if ids is None:
        return replace(story, left_as=story.id, code="", proof=proof)
    return replace(story, code="", proof=proof) if id_ or proof else story


def _of_the_event(f: Fields, circles: dict[int, str]) -> Story:
    """A story that left without names; under its circle only where a number says so."""
    under = ""
    if "circle" in f.left:
        number = f.number("circle")
        if number not in circles:
            raise Refused("not-a-circle", place=f.place, number=number)
        under = circles[number]
    return replace(_story(f, None), under=under)


def _circle_story(f: Fields, known_by: str, ids: dict[str, str]) -> Story:
    """A story of a circle. One told with a name is the same story on every laptop, codes apart."""
    given = "id" in f.left
    story = _story(f, ids)
    if story.sharing is not Sharing.NAMED or given:
        return story
    return replace(story, id=str(uuid5(_NAMESPACE, f"{known_by} {story.teller}")), code="")


def _notes(f: Fields) -> tuple[Note, ...]:
    notes = []
    for place, item in enumerate(f.items("dialogue", MOST_QUESTIONS), 1):
        inner = Fields.of(item, _("{circle}, dialogue {number}", circle=f.place, number=place))
        notes.append(Note(inner.text("question", PARAGRAPH), inner.text("notes", NOTES)))
        inner.no_more()
    return tuple(notes)


def _ideas(f: Fields) -> tuple[Idea, ...]:
    ideas = []
    for place, item in enumerate(f.items("ideas", MOST_PARTS), 1):
        inner = Fields.of(item, _("{circle}, idea {number}", circle=f.place, number=place))
        ideas.append(Idea(new_id(), inner.needed("text", PARAGRAPH)))
        inner.no_more()
    return tuple(ideas)


def write_document(gathered: Gathered, *, leave: bool = True) -> bytes:
    """A document of all that is given, as UTF-8; hand it the shareable form if it leaves.

    leave: with the ids and proofs by which a story that was withdrawn is known again.
    """
    return as_bytes(document_of(gathered, leave=leave))


def as_bytes(document: dict[str, object]) -> bytes:
    """A document as UTF-8."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def document_of(gathered: Gathered, *, leave: bool) -> dict[str, object]:
    """An event as a document has it."""
    document: dict[str, object] = {"format": FORMAT}
    if gathered.event.source:
        document["source"] = gathered.event.source
    document["event"] = {
        **_event_out(gathered.event),
        **_given(
            recommendations=recommendations_out(gathered, leave=leave),
            chapters=chapters_out(in_order(gathered.chapters), leave=leave),
        ),
    }
    ordered = sorted(gathered.circles, key=lambda circle: (circle.number, circle.id))
    document["circles"] = [_circle_out(circle, gathered, leave=leave) for circle in ordered]
    numbers = {circle.id: circle.number for circle in gathered.circles}
    at_stalls, places = quoted_at_stalls(gathered.runs), places_out(gathered.story_places)
    document["stories"] = [
        _of_the_event_out(story, numbers, leave=leave) | _given(heading=places.get(story.id, ""))
        for story in gathered.stories
        if story.id not in at_stalls
    ]
    document |= _given(stalls=runs_out(gathered, leave=leave))
    if gathered.agencies:
        document["agencies"] = [_agency_out(one) for one in gathered.agencies]
    several = within(gathered.checkouts, numbers)
    if shown := together_out(several, gathered.event.statements, numbers):
        document["checkouts"] = shown
    if gathered.lines:
        document["project"] = {"lines": [line_out(line) for line in gathered.lines]}
    return document


def _agency_out(count: AgencyCount) -> dict[str, object]:
    many = {"people": count.people} if count.people else {"fewer_than": FEWEST_COUNTED}
    return {"agency": count.agency, **many}


def _event_out(event: Event) -> dict[str, object]:
    opening = {
        "purpose": event.purpose,
        "ground_rules": list(event.ground_rules),
        "promise": event.promise,
    }
    rule = event.names_on_paper
    rules = {} if rule is NamesOnPaper.AS_TYPED else {"names_on_paper": NAMES_ON_PAPER[rule]}
    return {
        "title": event.title,
        "date": event.date,
        "venue": event.venue,
        "question": event.question,
        "dialogue_questions": list(event.dialogue_questions),
        "headings": list(event.headings),
        "stalls": stalls_out(event),
        "programme": [
            {"starts": slot.starts, "ends": slot.ends, "title": slot.title}
            for slot in event.programme
        ],
        **{key: words for key, words in opening.items() if words},
        **_given(
            organisation=event.organisation,
            keep_until=event.keep_until,
            recipients=list(event.recipients),
            language=event.language,
            statements=list(event.statements),
            rounds=rounds_out(event.rounds),
            project=event.project,
        ),
        **rules,
        **({"circles": event.expected} if event.expected else {}),
    }


def _circle_out(circle: Circle, gathered: Gathered, *, leave: bool) -> dict[str, object]:
    names = circle.shown_names()
    members = []
    for member in circle.members:
        entry = {"name": names[member.id], "role": member.role, "agency": member.agency}
        members.append({key: value for key, value in entry.items() if key == "name" or value})
    return {
        "number": circle.number,
        "theme": circle.theme,
        "facilitator": circle.facilitator,
        **_given(region=circle.region, venue=circle.venue, date=circle.date),
        **_given(rounds=rounds_out(circle.rounds), turns=turns_out(circle.turns)),
        "members": members,
        "stories": [
            {
                "teller": names.get(story.teller or "", ""),
                **_words(story),
                "sharing": story.sharing.value,
                **(leave_out(story) if leave and story.sharing is Sharing.NAMED else {}),
            }
            for story in other_stories(circle)
        ],
        "dialogue": [{"question": n.question, "notes": n.notes} for n in circle.dialogue],
        **_given(round_notes=round_notes_out(circle.round_notes, names)),
        "ideas": [{"text": idea.text} for idea in circle.ideas],
        "actions": [_action_out(action, names, gathered) for action in circle.actions],
        **checkout_out(_checkout(circle, gathered, leave=leave), gathered.event.statements),
        **meeting_out(circle, leave=leave),
    }


def _checkout(circle: Circle, gathered: Gathered, *, leave: bool) -> Checkout | None:
    """The check-out of a circle; where it leaves, only what may be shown of it alone."""
    if not leave:
        return circle.checkout
    shown = (one.said for one in gathered.checkouts if one.circles == (circle.id,))
    return next(shown, None)


def _action_out(action: Action, names: dict[str, str], gathered: Gathered) -> dict[str, object]:
    placed = gathered.placements.get(action.id)
    rank = {"report_rank": placed.rank} if placed and placed.rank else {}
    return {
        "text": action.text,
        "who": [name for one in action.who if (name := names.get(one) or outside_name(one))],
        "by": action.by,
        "heading": gathered.heading_of(action),
        "report_wording": gathered.wording_of(action),
        **_given(stall=action.stall),
        **rank,
        **_given(reviews=reviews_out(action.reviews)),
    }


def _words(story: Story) -> dict[str, object]:
    return {
        "title": story.title,
        "points": story.points,
        "quote": story.quote,
        **_given(tags=list(story.tags), about=story.about),
    }


def _of_the_event_out(story: Story, numbers: dict[str, int], *, leave: bool) -> dict[str, object]:
    """A story that left without names; with its circle's number only where that chose so."""
    known_by = leave_out(story) if leave else {}
    return _words(story) | _given(circle=numbers.get(story.under, 0)) | known_by


def _given(**values: object) -> dict[str, object]:
    """Keys that are written in a document only where something was given."""
    return {key: value for key, value in values.items() if value}
