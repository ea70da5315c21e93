"""The report's pages on who committed to what, and the stories that may be shared.

Measures are points.
"""

from itertools import groupby

from storycircle.core import words
from storycircle.paper import fonts
from storycircle.paper.flow import LEFT, RIGHT, Cell, Flow
from storycircle.paper.pen import INK_2
from storycircle.paper.report_form import Entry, ReportForm, Told
from storycircle.paper.report_words import about_commitments, about_stories, quoted, themes
from storycircle.paper.setting import packed, wrapped

_ACTION_X = LEFT + 62
_WHO_X = LEFT + 289
_BY_X = LEFT + 391
_QUOTE_X = _ACTION_X + 18
_INDENT = 14
_LEADING = 14.2
_BETWEEN = 9.0


def commitments(flow: Flow, form: ReportForm) -> None:
    """A table of the actions that name people or a date; a sentence on the others."""
    flow.turn()
    flow.section("Who committed to what", about_commitments(form))
    _table(flow, form.commitments)
    flow.y += 6
    flow.text(form.not_noted, fonts.SERIF, 10.5, _LEADING, colour=INK_2)


def stories(flow: Flow, form: ReportForm) -> None:
    """The stories that may be shared: with name under their circle, the others without."""
    if not form.commitments:
        flow.turn()
    flow.space(22)
    flow.need(120)
    flow.pen.bookmark("Stories that may be shared")
    flow.text("Stories that may be shared", fonts.SERIF_BOLD, 16, 20)
    flow.text(about_stories(form), fonts.SERIF_ITALIC, 11.3, 19, colour=INK_2)
    flow.space(9)
    for story in form.stories:
        _story(flow, story)


def _table(flow: Flow, entries: tuple[Entry, ...]) -> None:
    places = ((_ACTION_X, "Action"), (_WHO_X, "Who"), (_BY_X, "By when"))
    flow.row([Cell(x, [title], fonts.SANS, 9.5, INK_2) for x, title in places], 14)
    flow.y += 3
    for number, there in groupby(entries, key=lambda entry: entry.circle):
        flow.need(40)
        flow.rule(4)
        for place, entry in enumerate(there):
            flow.space(_BETWEEN if place else 0)
            flow.row(_cells(entry, "" if place else f"Circle {number}"), _LEADING)
        flow.y += 4
    flow.rule()


def _cells(entry: Entry, circle: str) -> list[Cell]:
    who = [entry.who_words]
    if entry.who_words == ", ".join(entry.who):
        who = packed(entry.who, fonts.SERIF, 10.5, _BY_X - _WHO_X - 8)
    wide = _WHO_X - _ACTION_X - 14
    label = wrapped(circle, fonts.SERIF_BOLD, 10.5, _ACTION_X - LEFT - 4)
    return [
        Cell(LEFT, label, fonts.SERIF_BOLD),
        Cell(_ACTION_X, wrapped(entry.words, fonts.SERIF, 10.5, wide), room=wide),
        Cell(_WHO_X, who),
        Cell(_BY_X, wrapped(words.day(entry.by), fonts.SERIF, 10.5, RIGHT - _BY_X)),
    ]


def _story(flow: Flow, story: Told) -> None:
    flow.need(60)
    flow.rule(9)
    side = [f"Circle {story.circle}"] if story.circle is not None else []
    title = wrapped(story.title, fonts.SERIF_BOLD, 11.3, RIGHT - _ACTION_X)
    if side or title:
        flow.row(
            [
                Cell(LEFT, side, fonts.SERIF_BOLD),
                Cell(_ACTION_X, title, fonts.SERIF_BOLD, 11.3),
            ],
            16,
        )
    if story.teller:
        told = f"told by {story.teller}"
        flow.text(told, fonts.SANS, 9.5, 15, x=_ACTION_X, colour=INK_2)
    for point in story.points:
        x = _ACTION_X + point.depth * _INDENT
        flow.text(point.text, fonts.SERIF, 10.5, 15.7, x=x)
    if story.quote:
        flow.space(6)
        flow.text(quoted(story.quote), fonts.SERIF_ITALIC, 12.3, 16, x=_QUOTE_X)
    if story.tags:
        flow.space(4)
        flow.text(themes(story.tags), fonts.SANS, 9.5, 14, x=_ACTION_X, colour=INK_2)
    flow.space(11)
