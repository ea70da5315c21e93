"""A JSON document of a whole project: several events, and the headings that stand for one."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from storycircle.core.afterwards.matches import MOST_MATCHES, HeadingMatch
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.decoder import Fields
from storycircle.core.formats.json_document import (
    FORMAT,
    as_bytes,
    check_format,
    document_of,
    event_from,
    parsed,
)
from storycircle.core.formats.line_document import line_out, lines_of_project, members_out
from storycircle.core.i18n import _
from storycircle.core.lines.records import AtMeeting
from storycircle.core.meetings.membership import Membership
from storycircle.core.model import Gathered
from storycircle.core.text import one_line

MOST_EVENTS = 100
"""Of one project."""


def matches_from(f: Fields) -> tuple[HeadingMatch, ...]:
    """The headings of different events that a project says are one. Raises Refused."""
    found = []
    for place, item in enumerate(f.items("matches", MOST_MATCHES), 1):
        match item:
            case [str(one), str(other)] if one_line(one) and one_line(one) != one_line(other):
                found.append(HeadingMatch(one_line(one), one_line(other)))
            case _other:
                where = _("project, match {number}", number=place)
                raise Refused("wrong-type", place=where, wanted=_("a list of two headings"))
    return tuple(found)


def matches_out(matches: Iterable[HeadingMatch]) -> list[list[str]]:
    """Matched headings as a document has them."""
    return [list(pair) for pair in sorted({match.pair for match in matches})]


def with_matches(
    events: Sequence[Gathered], matches: Sequence[HeadingMatch]
) -> tuple[Gathered, ...]:
    """The events of a project, each match with the first event that has one of its headings."""
    found = [list[HeadingMatch]() for _event in events]
    for match in matches:
        homes = [
            place
            for place, one in enumerate(events)
            if {match.one, match.other} & set(one.event.headings)
        ]
        if homes:
            found[homes[0]].append(match)
    pairs = zip(events, found, strict=True)
    return tuple(replace(one, matches=tuple(some)) for one, some in pairs)


def read_documents(data: bytes, name: str) -> tuple[Gathered, ...]:
    """The events of a document: all of its project's, or its one. Raises Refused."""
    top = Fields.of(parsed(data, name), "")
    project = top.left.get("project")
    if not isinstance(project, dict) or "events" not in project:
        return (event_from(top),)
    check_format(top)
    inner = top.inner("project", "project")
    title, matches = inner.needed("title"), matches_from(inner)
    lines, members = lines_of_project(inner)
    found: list[Gathered] = []
    for place, item in enumerate(inner.items("events", MOST_EVENTS), 1):
        where = _("event {number} of the project", number=place)
        try:
            one = _of_lines(event_from(Fields.of(item, ""), lines), lines, members)
        except Refused as refused:
            raise Refused("in-project", place=where, why=str(refused)) from None
        if any(one.event.id == other.event.id for other in found):
            raise Refused("event-twice", place=where, title=one.event.title)
        found.append(replace(one, event=replace(one.event, project=title)))
    inner.no_more()
    top.no_more()
    return with_matches(found, matches)


def _of_lines(
    one: Gathered, lines: Collection[str], members: Mapping[str, tuple[AtMeeting, ...]]
) -> Gathered:
    """An event with the lines of its own circles alone, and with what its project says of who was
    in the one of which it is.
    """
    met = {circle.meeting.line.id for circle in one.circles if circle.meeting is not None}
    own = tuple(line for line in one.lines if line.id in met or line.id not in lines)
    said = members.get(next(iter(met)), ()) if len(met) == 1 else ()
    return replace(one, lines=own, membership=said)


def write_project(
    title: str,
    events: Collection[Gathered],
    matches: Collection[HeadingMatch],
    memberships: Mapping[str, Membership] | None = None,
) -> bytes:
    """A document of all events of a project, in their shareable forms, as UTF-8. memberships: by
    the id of an event whose circles are a learning set's, what may be said of who was there.
    """
    lines = {line.id: line for one in events for line in one.lines}
    members = {
        line.id: known.meetings
        for one in events
        for line in one.lines
        if (known := (memberships or {}).get(one.event.id)) is not None
    }
    project = {
        "title": title,
        "events": [document_of(one, leave=True) for one in events],
        "lines": [
            line_out(lines[id_]) | members_out(members.get(id_, ())) for id_ in sorted(lines)
        ],
        "matches": matches_out(matches),
    }
    return as_bytes({"format": FORMAT, "project": project})
