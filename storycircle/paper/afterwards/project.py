"""The report of a whole project: what its organiser wrote, its learning set, its events, these side
by side, conclusions and recommendations, and annexes. All of it is parts, so that every format says
the same.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import Chapter, ChapterKind, front_and_back
from storycircle.core.afterwards.matches import HeadingMatch
from storycircle.core.i18n import _, n_
from storycircle.core.lines.records import Line
from storycircle.core.meetings.membership import Membership
from storycircle.core.model import Gathered
from storycircle.paper.afterwards.comparison import compared, comparison
from storycircle.paper.afterwards.parts import (
    RECOMMENDATIONS,
    Block,
    Part,
    PartDocument,
    Place,
    Section,
    Title,
    TitleRow,
    Told,
)
from storycircle.paper.project.event_chapter import (
    RECOMMENDED,
    OfProject,
    circles_blocks,
    event_chapter,
    event_row,
    programme_blocks,
)
from storycircle.paper.project.learning_set import about_set, line_of, set_blocks, set_row
from storycircle.paper.project.sortable_records import records_of
from storycircle.paper.report.content import Known, report_form

_UNNUMBERED = frozenset((ChapterKind.FOREWORD, ChapterKind.THANKS))
_NAMED_BESIDE = 3
"""Events whose names the title of their comparison has; of more it says that they are beside each
other.
"""


def project_document(
    title: str,
    events: Sequence[Gathered],
    matches: Iterable[HeadingMatch],
    made: datetime | None = None,
    *,
    memberships: Mapping[str, Membership] | None = None,
    from_paper: Collection[str] = (),
) -> PartDocument:
    """The report of a project. Give the shareable forms of its events. memberships: by the id of an
    event whose circles are a learning set's, what may be said of who was there. from_paper: the ids
    of the circles that are known from their paper alone.
    """
    project = _Project(events, memberships or {}, Known(from_paper=from_paper, made=made))
    parts = [*_front(project), *_middle(project, matches), *_back(project), *_annexes(project)]
    question = project.question
    sources = dict.fromkeys(one.event.source for one in project.gathered)
    return PartDocument(
        question or title,
        (_("The report of the project"),) if question else (),
        tuple(_numbered(parts)),
        closing=" ".join((_in_figures(project.events), *filter(None, sources))),
        made=made,
        over=title if question else "",
        rows=tuple(project.rows()),
        foot=_foot(project.gathered, made),
        records=records_of(project.events),
    )


class _Project:
    """What a project consists of, in the order of its days."""

    def __init__(
        self, events: Sequence[Gathered], memberships: Mapping[str, Membership], known: Known
    ) -> None:
        order = sorted(events, key=lambda one: (one.event.date, one.event.title, one.event.id))
        self.gathered = order
        self.memberships = memberships
        lines = [(one, line_of(one)) for one in order]
        self.sets: list[tuple[OfProject, Line]] = [
            (_of(one, known), line) for one, line in lines if line is not None
        ]
        self.events = [_of(one, known) for one, line in lines if line is None]
        self.every = [*(one for one, _line in self.sets), *self.events]

    @property
    def question(self) -> str:
        """The one question of all of it; empty where there is none, or more than one."""
        asked = {line.question for _one, line in self.sets if line.question}
        asked = asked or {one.form.question for one in self.every}
        return asked.pop() if len(asked) == 1 else ""

    def rows(self) -> Iterator[TitleRow]:
        for one, line in self.sets:
            yield set_row(one.gathered, line, self.memberships.get(one.id))
        yield from map(event_row, self.events)

    def chapters(self, *, front: bool) -> Iterator[tuple[OfProject, Chapter]]:
        for one in self.every:
            before, after = front_and_back(one.gathered.chapters)
            yield from ((one, chapter) for chapter in (before if front else after))

    def chapters_of(self, kind: ChapterKind) -> list[tuple[OfProject, Chapter]]:
        every = (*self.chapters(front=True), *self.chapters(front=False))
        return [(one, chapter) for one, chapter in every if chapter.kind is kind]


def _of(gathered: Gathered, known: Known) -> OfProject:
    return OfProject(gathered, report_form(gathered, known))


def _foot(gathered: Sequence[Gathered], made: datetime | None) -> tuple[str, ...]:
    """Who gathers it, and the month."""
    organisations = dict.fromkeys(filter(None, (one.event.organisation for one in gathered)))
    month = i18n.month(f"{made:%Y-%m}") if made is not None else ""
    return tuple(filter(None, (i18n.listed(list(organisations)), month)))


def _in_figures(every: Sequence[OfProject]) -> str:
    return _(
        "{events}, {circles}, {people} and {actions}.",
        events=n_("{Count} event", "{Count} events", len(every)),
        circles=n_("{count} circle", "{count} circles", sum(len(o.form.circles) for o in every)),
        people=n_("{count} person", "{count} people", sum(o.form.people for o in every)),
        actions=n_("{count} action", "{count} actions", sum(len(o.form.entries) for o in every)),
    )


# What organisers wrote.


def _front(project: _Project) -> Iterator[Part]:
    """Foreword, summary and introduction; what is told of a learning set goes with it."""
    for one, chapter in project.chapters(front=True):
        if chapter.kind is not ChapterKind.LEARNING_SET or not project.sets:
            yield from _written(one, chapter)


def _written(one: OfProject, chapter: Chapter) -> Iterator[Part]:
    """A chapter under a key that no other event's has; none where nothing is written in it."""
    part = one.part(f"chapter-{chapter.id}")
    if part is None or not part.blocks:
        return
    blocks = part.blocks if chapter.kind in _UNNUMBERED else _in_sections(part.blocks)
    number = "" if chapter.kind in _UNNUMBERED else _COUNTED
    yield replace(part, key=f"{one.id}-{part.key}", blocks=blocks, number=number)


def _in_sections(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """What is written, its headings as sections of the chapter."""
    return tuple(
        Section(block.text) if isinstance(block, Title) and not block.deep else block
        for block in blocks
    )


# The learning set, the events, and these side by side.


def _middle(project: _Project, matches: Iterable[HeadingMatch]) -> Iterator[Part]:
    for place, (one, line) in enumerate(project.sets):
        written: tuple[Block, ...] = ()
        if place == 0:
            for other, chapter in project.chapters_of(ChapterKind.LEARNING_SET):
                part = other.part(f"chapter-{chapter.id}")
                written += _in_sections(part.blocks) if part is not None else ()
        membership = project.memberships.get(one.id)
        blocks = tuple(set_blocks(one.gathered, line, membership, written))
        about = about_set(one.gathered, membership)
        yield Part(f"set-{one.id}", line.title, about, blocks, Place.FRONT, _COUNTED)
    for one in project.events:
        yield replace(event_chapter(one, project.question), number=_COUNTED)
    if len(project.events) > 1:
        events = [one.gathered for one in project.events]
        yield replace(comparison(events, matches, _beside(events)), number=_COUNTED)


def _beside(events: Sequence[Gathered]) -> str:
    if len(events) > _NAMED_BESIDE:
        return ""
    names = i18n.listed([one.name for one in compared(events)])
    return _("{events}, side by side", events=names)


# Conclusions and recommendations, the organiser's other chapters, and annexes.


def _back(project: _Project) -> Iterator[Part]:
    own = [(o, c) for o, c in project.chapters(front=False) if c.kind is ChapterKind.OWN]
    for one, chapter in own:
        yield from _written(one, chapter)
    concluded, recommended = tuple(_conclusions(project)), tuple(_recommendations(project))
    if concluded or recommended:
        title = _("Conclusions and recommendations")
        if not recommended:
            title = _("Conclusions")
        elif not concluded:
            title = _(RECOMMENDATIONS)
        blocks = (*concluded, *recommended)
        yield Part("concluded", title, "", blocks, Place.BACK, _COUNTED)
    for one, chapter in project.chapters(front=False):
        if chapter.kind is ChapterKind.THANKS:
            yield from _written(one, chapter)


def _conclusions(project: _Project) -> Iterator[Block]:
    for one, chapter in project.chapters(front=False):
        part = one.part(f"chapter-{chapter.id}")
        if chapter.kind is ChapterKind.CONCLUSIONS and part is not None and part.blocks:
            yield Section(part.title)
            yield from part.blocks


def _recommendations(project: _Project) -> Iterator[Block]:
    found = [(one, part) for one in project.every if (part := one.part(RECOMMENDED)) is not None]
    for one, part in found:
        title = part.title
        if len(found) > 1:
            title = _("{recommendations}: {event}", recommendations=title, event=one.day_or_name)
        yield Section(title, part.about)
        yield from part.blocks


def _annexes(project: _Project) -> Iterator[Part]:
    programmes = [one for one in project.events if one.form.programme]
    met = [one for one in project.events if one.form.circles]
    told = [one for one in project.every if _listed_stories(one)]
    title = _("The programme") if len(programmes) == 1 else _("The programmes")
    annexes: list[tuple[str, str, tuple[Block, ...]]] = [
        ("programmes", title, tuple(programme_blocks(programmes))),
        ("circles", _("The circles, their members and actions"), tuple(circles_blocks(met))),
        ("stories", _("Stories that may be shared"), tuple(_stories(told))),
    ]
    there = [one for one in annexes if one[2]]
    for place, (key, title, blocks) in enumerate(there, 1):
        called = _("Annex {number}: {title}", number=place, title=title)
        yield Part(key, called, "", blocks, Place.BACK)


def _listed_stories(one: OfProject) -> tuple[Told, ...]:
    """The stories of an event that stand nowhere else; inquiries of a set have their chapter."""
    if line_of(one.gathered) is not None:
        return ()
    return tuple(map(Told, one.form.stories))


def _stories(every: Iterable[OfProject]) -> Iterator[Block]:
    for one in every:
        yield Title(one.form.occasion)
        yield from _listed_stories(one)


# Numbers.

_COUNTED = "#"
"""Stands for the number of a chapter until it is known."""


def _numbered(parts: Iterable[Part]) -> Iterator[Part]:
    """The chapters with their numbers, and their sections with theirs."""
    chapters = 0
    for part in parts:
        if part.number != _COUNTED:
            yield part
            continue
        chapters += 1
        number, section = i18n.figures(chapters), 0
        blocks: list[Block] = []
        for block in part.blocks:
            if isinstance(block, Section):
                section += 1
                block = replace(block, number=f"{number}.{i18n.figures(section)}")  # noqa: PLW2901
            blocks.append(block)
        yield replace(part, number=number, blocks=tuple(blocks))
