"""A project: events under one title, their report as a whole, and the document of all of them."""

import json
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.afterwards.project_document import write_project
from storycircle.core.i18n import N_, _
from storycircle.core.lines.records import Line
from storycircle.core.meetings.membership import Membership, membership_of
from storycircle.core.model import Event, Gathered
from storycircle.jobs.afterwards.comparing import matches_of
from storycircle.jobs.documents import check_ending
from storycircle.jobs.export import choose_line
from storycircle.jobs.report import gone_words, read_template
from storycircle.languages import spoken
from storycircle.paper.afterwards.parts import ENDINGS
from storycircle.store.library import Library
from storycircle.store.safety.disk import write_bytes

_NONE = N_("Nobody has written a recommendation yet: the report has no chapter of them.")


def events_of(library: Library, title: str) -> list[Event]:
    """The events of a project, by date. Raises Refused where there are none."""
    every = library.events()
    found = [one for one in every if one.project and one.project.casefold() == title.casefold()]
    if not found:
        known = sorted({one.project for one in every if one.project})
        named = json.dumps(known, ensure_ascii=False)[1:-1]
        raise Refused("no-project", title=title, known=named or "–")
    return sorted(found, key=lambda one: (one.date, one.title, one.id))


def memberships_of(whole: Sequence[Gathered]) -> dict[str, Membership]:
    """What may be said of who was in a learning set, by the id of the event of its meetings: what
    follows from the meetings that are held here, else what a document said. Give the events as they
    are here, whole.
    """
    found = {one.event.id: _membership(one) for one in whole if one.circles}
    return {id_: one for id_, one in found.items() if one is not None}


def _membership(one: Gathered) -> Membership | None:
    told = Membership(one.membership) if one.membership else None
    return membership_of(one.circles) or told


def lines_of(
    library: Library, title: str, wanted: Sequence[str] = (), without: Sequence[str] = ()
) -> list[Line]:
    """The lines of a project: those that are kept as its own, and those wanted by title or id, but
    none of those it is to be without. Raises Refused for a line that is not here, and for one that
    is of another project.
    """
    more = [choose_line(library, one) for one in wanted]
    gone = {choose_line(library, one).id for one in without}
    for line in more:
        other = library.project_of_line(line.id)
        if other and other.casefold() != title.casefold():
            raise Refused("line-of-another", line=line.title, other=other)
    kept = {line.id: library.project_of_line(line.id) for line in library.lines()}
    wanted_ids = {line.id for line in more}
    return [
        line
        for line in library.lines()
        if (line.id in wanted_ids or kept[line.id].casefold() == title.casefold())
        and line.id not in gone
    ]


def keep_lines(library: Library, title: str, lines: Sequence[Line]) -> None:
    """Keep these lines as those of a project, and no other as one of it."""
    ids = {line.id for line in lines}
    for line in library.lines():
        if line.id in ids:
            library.keep_project_of_line(line.id, title)
        elif library.project_of_line(line.id).casefold() == title.casefold():
            library.keep_project_of_line(line.id, "")


def line_alone(library: Library, line: Line, project: str) -> Gathered:
    """The meetings of a line that are of no event, as an event of a project; it has no day, as the
    days of a learning set stay there.
    """
    event = Event(line.id, line.title, project=project)
    held = [one for one in library.meetings(line.id) if one.event is None]
    circles = [
        replace(one, event=event.id, number=one.meeting.number if one.meeting else one.number)
        for one in held
    ]
    return Gathered(event, tuple(circles), lines=(line,) if circles else ())


def write_project_report(
    path: Path,
    library: Library,
    title: str,
    template: Path | None = None,
    *,
    lines: Sequence[str] = (),
    without: Sequence[str] = (),
) -> str:
    """Write the report of a project in the format the file's name ends in, and note what it
    carries; what is to be said of it. template: a Word document whose looks a report in Word takes.
    lines: titles or ids of lines that met here by themselves, and are of the project from now on.
    without: those that are no longer of it. Raises Refused.
    """
    from storycircle.paper.afterwards.project import (  # noqa: PLC0415 (when first used)
        project_document,
    )
    from storycircle.paper.report.formats import written_parts  # noqa: PLC0415 (when first used)

    check_ending(path, (*ENDINGS, ".json"))
    if template is not None and path.suffix.lower() != ".docx":
        raise Refused("template-for-word", name=path.name)
    looks = read_template(template) if template is not None else None
    events = events_of(library, title)
    for event in events:
        library.show_checkouts(event)
    project = events[0].project
    own = lines_of(library, project, lines, without)
    met_alone = (line_alone(library, line, project) for line in own)
    whole = [library.gathered(event) for event in events]
    whole += [one for one in met_alone if one.circles]
    shareable = [leaving_all(one) for one in whole]
    matches, met = matches_of(whole), memberships_of(whole)
    if path.suffix.lower() == ".json":
        data = write_project(project, shareable, matches, met)
    else:
        with spoken(events[0].language):
            made = library.clock.now()
            paper = library.from_paper()
            document = project_document(
                project, shareable, matches, made, memberships=met, from_paper=paper
            )
            data = written_parts(document, path.suffix.lower(), looks)
    write_bytes(path, data)
    keep_lines(library, project, own)
    for one in shareable:
        library.reported(one, path.name)
    note = looks.note if looks is not None else ""
    none = "" if any(one.recommendations for one in whole) else _(_NONE)
    return " ".join(filter(None, (note, *map(gone_words, whole), none)))
