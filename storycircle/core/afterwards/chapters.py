"""The organiser's own chapters of a report, and which stories are put under a heading."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from storycircle.core.afterwards.chapter_text import told_in

MOST_CHAPTERS = 100
CHAPTER = 200_000
"""Letters of one chapter."""


class ChapterKind(StrEnum):
    """What a chapter is; any other is the organiser's own."""

    FOREWORD = "foreword"
    SUMMARY = "summary"
    INTRODUCTION = "introduction"
    LEARNING_SET = "learning_set"
    CONCLUSIONS = "conclusions"
    THANKS = "thanks"
    OWN = "own"


WRITTEN = {kind: kind.value.replace("_", " ") for kind in ChapterKind}
"""How documents write a kind, in every language."""
FRONT = frozenset(
    (
        ChapterKind.FOREWORD,
        ChapterKind.SUMMARY,
        ChapterKind.INTRODUCTION,
        ChapterKind.LEARNING_SET,
    )
)
"""The kinds that stand before what the circles did."""


def kind_written(text: str) -> ChapterKind | None:
    """The kind that is written so in a document; None where there is none such."""
    return next((kind for kind, written in WRITTEN.items() if written == text), None)


class Chapter(Struct, frozen=True):
    """A chapter. text: as `chapter_text` reads it. rank: sorts between its neighbours'."""

    id: str
    title: str
    kind: ChapterKind = ChapterKind.OWN
    text: str = ""
    rank: str = ""


class StoryPlace(Struct, frozen=True):
    """The heading under which the organiser put a story that may be shared; empty for none."""

    story: str  # the id under which it left
    heading: str = ""


def in_order(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """The chapters in the order that the organiser chose."""
    return tuple(sorted(chapters, key=lambda one: (one.rank, one.id)))


def front_and_back(
    chapters: Iterable[Chapter],
) -> tuple[tuple[Chapter, ...], tuple[Chapter, ...]]:
    """The chapters before what the circles did, and those after it: all stand in front up to the
    last whose kind belongs there.
    """
    order = in_order(chapters)
    last = max((at for at, one in enumerate(order, 1) if one.kind in FRONT), default=0)
    return order[:last], order[last:]


def told_again(chapters: Iterable[Chapter]) -> frozenset[str]:
    """The ids of all stories that are put into a chapter."""
    return frozenset(id_ for one in chapters for id_ in told_in(one.text))


def gone_from(chapters: Iterable[Chapter], here: Iterable[str]) -> Sequence[Chapter]:
    """The chapters into which a story was put that is not among these any more."""
    there = set(here)
    return [one for one in in_order(chapters) if not told_in(one.text) <= there]
