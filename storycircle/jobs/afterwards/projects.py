"""A project: events under one title, their report as a whole, and the document of all of them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.afterwards.project_document import write_project
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
    """What may be said of who was in a learning set, by the id of the event of its meetings. Give
    the events as they are here, whole.
    """
    found = {one.event.id: membership_of(one.circles) for one in whole if one.circles}
    return {id_: one for id_, one in found.items() if one is not None}


def line_alone(library: Library, wanted: str, project: str) -> Gathered:
    """The meetings of a line that are of no event, as an event of a project; it has no day, as the
    days of a learning set stay there. Raises Refused for a line that is not here.
    """
    line = choose_line(library, wanted)
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
    lines: Sequence[str] = (),
) -> str:
    """Write the report of a project in the format the file's name ends in, and note what it
    carries; what is to be said of it. template: a Word document whose looks a report in Word takes.
    lines: titles or ids of lines that met here by themselves, and are of the project too. Raises
    Refused.
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
    met_alone = (line_alone(library, one, events[0].project) for one in lines)
    whole = [library.gathered(event) for event in events]
    whole += [one for one in met_alone if one.circles]
    shareable = [leaving_all(one) for one in whole]
    matches, met = matches_of(whole), memberships_of(whole)
    if path.suffix.lower() == ".json":
        data = write_project(events[0].project, shareable, matches, met)
    else:
        with spoken(events[0].language):
            made = library.clock.now()
            paper = library.from_paper()
            document = project_document(
                events[0].project, shareable, matches, made, memberships=met, from_paper=paper
            )
            data = written_parts(document, path.suffix.lower(), looks)
    write_bytes(path, data)
    for one in shareable:
        library.reported(one, path.name)
    note = looks.note if looks is not None else ""
    return " ".join(filter(None, (note, *map(gone_words, whole))))
