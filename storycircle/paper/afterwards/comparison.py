"""Two events or more side by side, as a part that every format writes.

Each figure says how many circles it is of. What rests on fewer than five circles is called no
change; and neither are two mornings with other people and other times.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.afterwards.matches import HeadingMatch, names_of, rings_in
from storycircle.core.afterwards.turn_counts import total
from storycircle.core.checkout.shown import Sums, sums_of
from storycircle.core.i18n import N_, _, n_, p_
from storycircle.core.model import Gathered
from storycircle.core.reviews.review import ReviewState, state_of
from storycircle.core.turns.schedule import Stage, has_times, plan_for
from storycircle.paper.afterwards.how_it_was import ANSWER_MARKS, answer_keys
from storycircle.paper.afterwards.parts import (
    Block,
    Bullets,
    Paragraph,
    Part,
    Place,
    Rows,
    Title,
)
from storycircle.paper.figures.figures import Bar, BarRow, Bars, Key, Mark

_MARKS = (Mark.EMPTY, Mark.FILLED, Mark.STRIPED)
"""The forms of events beside each other; more than three are not drawn."""
FEWEST_COMPARED = 5
"""Circles: nothing that rests on fewer is called a change."""
TITLE = N_("The events, side by side")


class Figure(Struct, frozen=True):
    """A figure, and of how many circles it is. text: as it is shown; empty where unknown."""

    text: str
    circles: int
    value: float | None = None


class Compared(Struct, frozen=True):
    """What is counted of one event. name: by which its column is known."""

    name: str
    gathered: Gathered

    @property
    def circles(self) -> int:
        return len(self.gathered.circles)


def compared(events: Sequence[Gathered]) -> tuple[Compared, ...]:
    """The events by the date, each with a name that no other has. Give the shareable forms."""
    order = sorted(events, key=lambda one: (one.event.date, one.event.title, one.event.id))
    months = [i18n.month(one.event.date[:7]) if one.event.date else "" for one in order]
    days = [i18n.day(one.event.date) for one in order]
    titles = [i18n.short(i18n.event_name(one.event.title)[1]) for one in order]
    for names in (months, days, titles):
        if all(names) and len(set(names)) == len(names):
            break
    else:
        names = [f"{title} ({place})" for place, title in enumerate(titles, 1)]
    return tuple(Compared(name, one) for name, one in zip(names, order, strict=True))


def comparison(
    events: Sequence[Gathered], matches: Iterable[HeadingMatch], title: str = ""
) -> Part:
    """The comparison of two events or more. Give the shareable forms. title: the usual one where
    none is given.
    """
    all_, matches = compared(events), tuple(matches)
    blocks: list[Block] = [
        Title(_("In figures")),
        _table(_("What is counted"), all_, _figures(all_)),
        Title(_("Where the actions point")),
        _where_they_point(all_, matches),
    ]
    if became := _became(all_):
        blocks += [Title(_("What became of them")), _table(_("State"), all_, became)]
    if how := _checkout(all_):
        bars = _checkout_bars(all_)
        said = (Paragraph(text) for text in _who_checked_out(all_))
        blocks += [Title(_("How it was")), *said]
        blocks.append(replace(_table(_("Statement"), all_, how), bars=bars))
    care = (*cautions(all_), *_rings(all_, matches))
    blocks += [Title(_("To be read with care")), Bullets(care)]
    days = i18n.listed([i18n.day(one.gathered.event.date) or one.name for one in all_])
    about = _("{days}. Each figure carries the number of its circles.", days=days)
    return Part("compared", title or _(TITLE), about, tuple(blocks), Place.BACK)


def cautions(all_: Sequence[Compared]) -> tuple[str, ...]:
    """What these figures do not say, a sentence each."""
    said = []
    for one in all_:
        if not one.circles:
            said.append(
                _("{event}: no circle is here, so there is nothing to count.", event=one.name)
            )
        elif one.circles < FEWEST_COMPARED:
            said.append(
                n_(
                    "{event}: {count} circle, too few to call anything a change.",
                    "{event}: {count} circles, too few to call anything a change.",
                    one.circles,
                    event=one.name,
                )
            )
    minutes = [_minutes(one.gathered).text for one in all_]
    if all(minutes) and len(set(minutes)) > 1:
        given = [
            _("{minutes} in {event}", minutes=many, event=one.name)
            for one, many in zip(all_, minutes, strict=True)
        ]
        said.append(
            _("The minutes for stories were not the same: {given}.", given=i18n.listed(given))
        )
    said.append(
        _(
            "The people were not the same, nor was the time they had. These figures describe the "
            "events; they do not measure a change."
        )
    )
    return tuple(said)


def rings_of(
    all_: Sequence[Compared], matches: Sequence[HeadingMatch]
) -> tuple[tuple[str, ...], ...]:
    """The headings of these events that were matched in a ring, as their row is named first."""
    headings = (heading for one in reversed(all_) for heading in _actions_under(one) if heading)
    return rings_in(headings, matches)


def _rings(all_: Sequence[Compared], matches: Sequence[HeadingMatch]) -> Iterator[str]:
    """What is to be said of headings that were matched in a ring, a sentence for each."""
    for ring in rings_of(all_, matches):
        yield _(
            "These headings were matched in a ring, and stand in one row: {headings}. To part one "
            "of them, take out every match of it.",
            headings=i18n.listed([_("“{words}”", words=heading) for heading in ring]),
        )


_Row = tuple[str, Sequence[Figure]]


def _table(what: str, all_: Sequence[Compared], rows: Sequence[_Row]) -> Rows:
    """A table with a column an event; with two, how far they differ where both rest on enough."""
    columns = [what, *(_column(one) for one in all_)]
    two = len(all_) == 2
    if two:
        columns.append(p_("head of a column", "Difference"))
    cells = []
    partly = False
    for name, figures in rows:
        row = [name]
        for one, figure in zip(all_, figures, strict=True):
            other = bool(figure.text) and figure.circles != one.circles
            partly = partly or other
            row.append(_in(figure) if other else figure.text or "–")
        if two:
            row.append(_difference(*figures))
        cells.append(tuple(row))
    about = (
        _("“in” says of how many circles a figure is, where it is not of all.") if partly else ""
    )
    said = tuple(_sentence(name, all_, figures) for name, figures in rows)
    return Rows(tuple(columns), tuple(cells), about, said=said)


def _sentence(what: str, all_: Sequence[Compared], figures: Sequence[Figure]) -> str:
    """A row in a sentence that can stand alone: its figures, each of how many circles it is, and
    what may not be concluded from them.
    """
    pairs = list(zip(all_, figures, strict=True))
    known = [(one, figure) for one, figure in pairs if figure.text]
    unknown = i18n.listed([one.name for one, figure in pairs if not figure.text])
    given = i18n.listed([_of_event(one, figure) for one, figure in known])
    said = [_("{what}: {figures}.", what=what.rstrip("."), figures=given)] if known else []
    if unknown:
        said.append(
            _("{what}: of {events} nothing is known.", what=what.rstrip("."), events=unknown)
        )
    if len(known) > 1 and min(figure.circles for _one, figure in known) < FEWEST_COMPARED:
        said.append(_("Too few circles to call anything a change."))
    elif len(known) > 1:
        said.append(_("Other people, and other times: this measures no change."))
    return " ".join(said)


def _of_event(one: Compared, figure: Figure) -> str:
    # For translators: a figure, of which event, and of how many circles it is.
    return _(
        "{figure} in {event} ({circles})",
        figure=figure.text,
        event=one.name,
        circles=n_("{count} circle", "{count} circles", figure.circles),
    )


def _column(one: Compared) -> str:
    circles = n_("{count} circle", "{count} circles", one.circles)
    return _("{event}, {circles}", event=one.name, circles=circles)


def _in(figure: Figure) -> str:
    # For translators: a figure, and of how many circles it is: "12 in 5".
    return _("{figure} in {circles}", figure=figure.text, circles=i18n.figures(figure.circles))


def _difference(one: Figure, other: Figure) -> str:
    """How far two figures differ; in words why that is not said."""
    if one.value is None or other.value is None:
        return "–"
    if min(one.circles, other.circles) < FEWEST_COMPARED:
        return _("too few to compare")
    step = round(other.value - one.value, 1)
    if not step:
        return "0"
    sign = "+" if step > 0 else "−"  # noqa: RUF001
    return f"{sign}{_number(abs(step))}"


def _number(value: float) -> str:
    whole = round(value, 1)
    if whole == int(whole):
        return i18n.figures(int(whole))
    ones, tenths = divmod(round(whole * 10), 10)
    # For translators: a number with a part of one after the sign for it, as "6.3".
    return _("{ones}.{tenths}", ones=i18n.figures(ones), tenths=tenths)


def _count(value: float, circles: int) -> Figure:
    """A figure of so many circles; of none there is no figure."""
    if not circles:
        return Figure("", 0)
    return Figure(_number(value), circles, value)


def _figures(all_: Sequence[Compared]) -> list[_Row]:
    gathered = [one.gathered for one in all_]
    counts = [one.circles for one in all_]
    people = [one.people() for one in gathered]
    actions = [one.actions() for one in gathered]
    stories = [_stories(one) for one in gathered]
    each = [many / count if count else 0.0 for many, count in zip(people, counts, strict=True)]
    every: list[tuple[str, Sequence[float]]] = [
        (_("Circles"), counts),
        (_("People"), people),
        (_("People in a circle"), each),
        (_("Actions"), actions),
        (_("Stories that may be shared"), stories),
    ]
    found: list[_Row] = [
        (name, [_count(v, count) for v, count in zip(values, counts, strict=True)])
        for name, values in every
    ]
    minutes = [_minutes(one) for one in gathered]
    if any(figure.text for figure in minutes):
        found.insert(3, (_("Minutes for stories"), minutes))
    found[-2:-2] = _turns(gathered)
    reviewed = [_reviewed(one) for one in gathered]
    if any(figure.text for figure in reviewed):
        found.append((_("Reviewed since"), reviewed))
    return found


def _turns(gathered: Sequence[Gathered]) -> list[_Row]:
    """How the turns of stories went, in the circles that said it; nothing where none did."""
    timed = [[c.turns for c in one.circles if c.turns is not None] for one in gathered]
    if not any(timed):
        return []
    sums = [(total(some), len(some)) for some in timed]
    return [
        (_("Turns heard"), [_count(one.heard, circles) for one, circles in sums]),
        (_("Turns passed"), [_count(one.passed, circles) for one, circles in sums]),
        (_("Turns over time"), [_count(one.over, circles) for one, circles in sums]),
    ]


def _minutes(gathered: Gathered) -> Figure:
    """How long the programme gave to stories; nothing where it says no times of circles."""
    event = gathered.event
    if not event.date or not has_times(event):
        return Figure("", 0)
    day = datetime.fromisoformat(event.date)
    minutes = plan_for(event, day).seconds(Stage.STORIES) / 60
    return _count(minutes, len(gathered.circles))


def _stories(gathered: Gathered) -> int:
    quoted = {quote.story for run in gathered.runs for quote in run.quotes}
    alone = sum(1 for story in gathered.stories if story.id not in quoted)
    return alone + sum(len(circle.stories) for circle in gathered.circles)


def _reviewed(gathered: Gathered) -> Figure:
    """How many actions were reviewed, in the circles that have told of any."""
    told = [c for c in gathered.circles if any(action.reviews for action in c.actions)]
    return _count(sum(bool(a.reviews) for c in told for a in c.actions), len(told))


class _Pointed(Struct, frozen=True):
    """One heading with its figures. others: what it is called in other events."""

    title: str
    others: str
    figures: Sequence[Figure]

    @property
    def name(self) -> str:
        return f"{self.title} ({self.others})" if self.others else self.title


def _where_they_point(all_: Sequence[Compared], matches: Sequence[HeadingMatch]) -> Rows:
    """How many actions stand under each heading, as a table and as bars."""
    found = _headings(all_, matches)
    table = _table(_("Heading"), all_, [(one.name, one.figures) for one in found])
    if len(all_) > len(_MARKS):
        return table
    keys = tuple(Key(m, _column(one)) for m, one in zip(_MARKS, all_, strict=False))
    rows = tuple(
        BarRow(
            one.title,
            tuple(
                Bar(event.name, ((mark, int(figure.value or 0)),), figure.text or "–")
                for mark, event, figure in zip(_MARKS, all_, one.figures, strict=False)
            ),
            one.others,
            _difference(*one.figures) if len(all_) == 2 else "",
        )
        for one in found
    )
    side = p_("head of a column", "Difference") if len(all_) == 2 else ""
    return replace(table, bars=Bars(keys, rows, side=side))


def _headings(all_: Sequence[Compared], matches: Sequence[HeadingMatch]) -> list[_Pointed]:
    """Actions under each heading; matched ones stand in one row, which says what each is called."""
    own = [_actions_under(one) for one in all_]
    names = names_of((h for found in reversed(own) for h in found if h), matches)
    rows: list[_Pointed] = []
    for name in dict.fromkeys(names.values()):
        figures = [
            _under(found, [h for h in found if names.get(h) == name], one.circles)
            for one, found in zip(all_, own, strict=True)
        ]
        rows.append(_Pointed(name, _called(name, all_, own, names), figures))
    if any(found.get("") for found in own):
        none = [_count(f.get("", 0), one.circles) for one, f in zip(all_, own, strict=True)]
        rows.append(_Pointed(_("Not yet under a heading"), "", none))
    return rows


def _actions_under(one: Compared) -> dict[str, int]:
    """How many actions stand under each heading of an event; those under none, under ""."""
    found = dict.fromkeys(one.gathered.event.headings, 0)
    for circle in one.gathered.circles:
        for action in circle.actions:
            heading = one.gathered.heading_of(action)
            found[heading] = found.get(heading, 0) + 1
    return found


def _under(found: Mapping[str, int], headings: Sequence[str], circles: int) -> Figure:
    """How many actions stand under these headings; an event that has none of them has no figure."""
    return _count(sum(found[h] for h in headings), circles) if headings else Figure("", 0)


def _called(
    name: str,
    all_: Sequence[Compared],
    own: Sequence[dict[str, int]],
    names: Mapping[str, str],
) -> str:
    """What a heading is called in other events; empty where all call it the same."""
    others = [
        _("in {event}: {heading}", event=one.name, heading=heading)
        for one, found in zip(all_, own, strict=True)
        for heading in found
        if heading and heading != name and names.get(heading) == name
    ]
    return "; ".join(others)


_STATES = (
    (ReviewState.DONE, N_("Done")),
    (ReviewState.UNDER_WAY, N_("Under way")),
    (ReviewState.CHANGED, N_("Changed")),
    (ReviewState.NOT_STARTED, N_("Not started")),
    (ReviewState.LET_GO, N_("Let go")),
)


def _became(all_: Sequence[Compared]) -> list[_Row]:
    """How many actions are in each state, of the circles that have told of any."""
    told = [
        [c for c in one.gathered.circles if any(action.reviews for action in c.actions)]
        for one in all_
    ]
    if not any(told):
        return []
    rows: list[_Row] = []
    for state, word in _STATES:
        counts = [
            _count(sum(state_of(a.reviews) is state for c in some for a in c.actions), len(some))
            for some in told
        ]
        rows.append((_(word), counts))
    return rows


def _checkout(all_: Sequence[Compared]) -> list[_Row]:
    """How each statement was answered, as yes, partly and no, of the circles that checked out."""
    sums = [sums_of(one.gathered.checkouts, one.gathered.event.statements) for one in all_]
    statements = dict.fromkeys(
        figure.statement for one in sums if one is not None for figure in one.figures
    )
    return [(text, [_answers(one, text) for one in sums]) for text in statements]


def _answers(sums: Sums | None, statement: str) -> Figure:
    found = [f for f in sums.figures if f.statement == statement] if sums is not None else []
    if sums is None or not found:
        return Figure("", 0)
    yes, partly, no = map(i18n.figures, found[0].row)
    # For translators: how many answered a statement so.
    text = _("yes {yes}, partly {partly}, no {no}", yes=yes, partly=partly, no=no)
    return Figure(text, sums.circles)


def _who_checked_out(all_: Sequence[Compared]) -> Iterator[str]:
    """Of how many people and circles each event's answers are, a sentence each."""
    for one in all_:
        sums = sums_of(one.gathered.checkouts, one.gathered.event.statements)
        if sums is None:
            yield _("{event}: nobody’s check-out may be shown.", event=one.name)
            continue
        said = _(
            "{event}: {people} in {circles}.",
            event=one.name,
            people=n_("{count} person", "{count} people", sums.people),
            circles=n_("{count} circle", "{count} circles", sums.circles),
        )
        few = _("Too few to compare.") if sums.circles < FEWEST_COMPARED else ""
        yield f"{said} {few}".rstrip()


def _checkout_bars(all_: Sequence[Compared]) -> Bars | None:
    """How each statement was answered, a bar for each event."""
    if len(all_) > len(_MARKS):
        return None
    sums = [sums_of(one.gathered.checkouts, one.gathered.event.statements) for one in all_]
    statements = dict.fromkeys(
        figure.statement for one in sums if one is not None for figure in one.figures
    )
    rows = []
    for statement in statements:
        bars = []
        for one, said in zip(all_, sums, strict=True):
            figures = said.figures if said is not None else ()
            row = next((f.row for f in figures if f.statement == statement), None)
            if row is not None:
                bars.append(Bar(one.name, tuple(zip(ANSWER_MARKS, row, strict=True))))
        rows.append(BarRow(statement, tuple(bars)))
    return Bars(answer_keys(), tuple(rows), columns=True)
