"""The report round its chapters: the parts that the app writes itself, and how a chapter prints."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.afterwards.chapters import Chapter
from storycircle.core.afterwards.recommendations import under_headings
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.i18n import _, n_
from storycircle.core.model import Event, Gathered
from storycircle.jobs.afterwards.chapter_writing import StoryToTell, stories_of
from storycircle.jobs.documents import Made, finished
from storycircle.languages import spoken
from storycircle.store.library import Library

if TYPE_CHECKING:
    from storycircle.paper.afterwards.parts import StoryPart
    from storycircle.paper.report.content import ReportForm


class MadeFrom(StrEnum):
    """Where what stands in a part of the report is written, sorted or counted."""

    CIRCLES = "circles"
    HEADINGS = "headings"
    PACK = "pack"
    RECOMMENDATIONS = "recommendations"
    REVIEWS = "reviews"
    STORIES = "stories"


class AppPart(Struct, frozen=True):
    """A part of the report that the app writes itself. key: which, in every language. about: of
    what it is made, in a few words.
    """

    key: str
    title: str
    about: str = ""
    made_from: MadeFrom = MadeFrom.CIRCLES


class ReportAround(Struct, frozen=True):
    """What the report of an event has beside its chapters.

    told: each story that may be shared, by the id under which it leaves. between: the parts after
    the chapters in front. after: those behind all chapters.
    """

    event: Event
    stories: tuple[StoryToTell, ...] = ()
    told: Mapping[str, "StoryPart"] | None = None
    between: tuple[AppPart, ...] = ()
    after: tuple[AppPart, ...] = ()


def report_around(library: Library, event: Event) -> ReportAround:
    """The report of an event round its chapters, as it would be made now."""
    from storycircle.paper.report.content import (  # noqa: PLC0415 (when first used)
        report_form,
        stories_told,
    )

    gathered = leaving_all(library.gathered(event))
    form = report_form(replace(gathered, chapters=()))
    between, after = _parts(form, gathered)
    return ReportAround(event, stories_of(gathered), stories_told(gathered), between, after)


def chapter_pages(around: ReportAround, chapter: Chapter) -> Made:
    """The pages that a chapter has in the report, in the language of its event.

    A story that may not be shared any more is not on them.
    """
    from storycircle.paper.afterwards.parts import (  # noqa: PLC0415 (when first used)
        Place,
        chapter_part,
    )
    from storycircle.paper.report.pdf import write_chapter_pdf  # noqa: PLC0415 (when first used)

    told = around.told or {}
    with spoken(around.event.language):
        part = chapter_part(chapter, Place.BACK, told.get)
        return finished(write_chapter_pdf(around.event.title, part))


def _parts(
    form: "ReportForm", gathered: Gathered
) -> tuple[tuple[AppPart, ...], tuple[AppPart, ...]]:
    """The parts in the order of the report's pages: those between its chapters, and those after."""
    from storycircle.paper.report.overviews import Key, tables_of  # noqa: PLC0415 (when first used)
    from storycircle.paper.report.pdf_contents import (  # noqa: PLC0415 (when first used)
        lines_of,
        table_key,
    )

    made = {Key.STALLS: MadeFrom.PACK, Key.PROGRAMME: MadeFrom.PACK, Key.STORIES: MadeFrom.STORIES}
    after = tuple(
        AppPart(
            table_key(table),
            table.title,
            n_("{count} row", "{count} rows", len(table.rows)),
            made.get(table.key, MadeFrom.CIRCLES),
        )
        for table in tables_of(form)
    )
    tables = {one.key for one in after}
    lines = (line for line in lines_of(form) if not line.level and line.key not in tables)
    return tuple(_part(line.key, line.title, form, gathered) for line in lines), after


def _part(key: str, title: str, form: "ReportForm", gathered: Gathered) -> AppPart:
    """A part by its place in the document, with what it is made of."""
    from storycircle.paper.afterwards.pdf_what_became import BECAME  # noqa: PLC0415 (as above)
    from storycircle.paper.report.pdf_contents import (  # noqa: PLC0415 (as above)
        ACTIONS,
        CIRCLES,
        COMMITMENTS,
        STORIES,
    )

    circles = n_("from {count} circle", "from {count} circles", len(form.circles))
    stalls = len({run.stall for run in gathered.runs})
    reviews = sum(len(entry.reviews) for entry in form.entries)
    parts = {
        CIRCLES: (circles, MadeFrom.CIRCLES),
        ACTIONS: (circles, MadeFrom.HEADINGS),
        COMMITMENTS: (circles, MadeFrom.CIRCLES),
        BECAME: (n_("from {count} review", "from {count} reviews", reviews), MadeFrom.REVIEWS),
        STORIES: (
            n_("{count} story", "{count} stories", len(form.stories)),
            MadeFrom.STORIES,
        ),
        "part-told-under": (_("put there by you"), MadeFrom.STORIES),
        "part-stalls-held": (
            n_("from {count} stall", "from {count} stalls", stalls),
            MadeFrom.PACK,
        ),
        "part-recommended": (_letters(gathered), MadeFrom.RECOMMENDATIONS),
    }
    about, made_from = parts.get(key, ("", MadeFrom.CIRCLES))
    return AppPart(key, title, about, made_from)


def _letters(gathered: Gathered) -> str:
    """The first and the last letter of the recommendations."""
    under = under_headings(gathered.recommendations, gathered.event.headings)
    every = [one.letter for heading in under for one in heading.lettered]
    if len(every) < 2:
        return "".join(every)
    # For translators: letters of recommendations, as "a to d".
    return _("{first} to {last}", first=every[0], last=every[-1])
