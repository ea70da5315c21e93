"""Sentences the report's formats share, on commitments and on stories."""

from collections.abc import Sequence

from storycircle.core import words
from storycircle.paper.direction import joined
from storycircle.paper.report_form import ReportForm

REPORT_WORDING = "In the report’s wording"
OWN_WORDS = "In the circle’s own words"
_OPENING = tuple("“\"‘'«„")  # noqa: RUF001 (marks people type)


def about_commitments(form: ReportForm) -> str:
    """How many actions name people: "Eight of the sixteen actions name people"."""
    every = len(form.entries)
    naming = sum(1 for entry in form.entries if entry.who)
    only = "Only what was noted in the circle."
    if not naming:
        return only
    if naming == every:
        return f"{only} Every action names people."
    verb = "names" if naming == 1 else "name"
    said = f"{words.number(naming)} of the {words.number(every)} actions {verb} people."
    return f"{only} {words.sentence(said)}"


def quoted(text: str) -> str:
    """Words someone said, in quotation marks, unless they were typed with their own."""
    return text if text[:1] in _OPENING else f"“{text}”"


def themes(tags: Sequence[str]) -> str:
    """A story's themes in one line; empty where it has none."""
    if not tags:
        return ""
    first, *others = tags
    return joined([f"Themes: {first}", *others], ", ")


def about_stories(form: ReportForm) -> str:
    """How many, and how: "Two, each without names, by leave of those who told them"."""
    total, bare = len(form.stories), len(form.unnamed)
    named = total - bare
    if total == 1:
        manner = "without names" if bare else "with name"
        return f"One, {manner}, by leave of the person who told it."
    if named and bare:
        manner = f"{words.number(named)} with name and {words.number(bare)} without names"
    else:
        manner = "each without names" if bare else "each with the name of its teller"
    return f"{words.sentence(words.number(total))}, {manner}, by leave of those who told them."
