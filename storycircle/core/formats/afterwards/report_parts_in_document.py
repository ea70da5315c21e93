"""Stalls, recommendations and chapters in a JSON document, read and written.

Their ids follow from what is in the document, unless it says them: one document makes the same ones
on every laptop. An action is named by its circle's number and its own place, a stall by its letter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.afterwards.chapters import (
    CHAPTER,
    MOST_CHAPTERS,
    WRITTEN,
    Chapter,
    ChapterKind,
    StoryPlace,
    kind_written,
)
from storycircle.core.afterwards.recommendations import (
    MOST_OF_ONE,
    MOST_RECOMMENDATIONS,
    Recommendation,
    under_headings,
)
from storycircle.core.afterwards.stalls import (
    MOST_POINTS,
    MOST_RUNS,
    Run,
    RunQuote,
    StallPlan,
    letters_of,
    runs_of,
    stalls_named,
)
from storycircle.core.consent.permission_to_leave import with_sharing
from storycircle.core.consent.revocation import yes_of
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.decoder import Fields
from storycircle.core.headings import is_rank, spread_ranks
from storycircle.core.i18n import _
from storycircle.core.model import Circle, Event, Gathered, Sharing, Story, new_id
from storycircle.core.size_limits import LINE, MOST_STALLS, NOTES, PARAGRAPH

_NAMESPACE = uuid5(NAMESPACE_URL, "storycircle:part")
_MOST_LETTERS = 3  # of the letter of a stall


def stalls_from(f: Fields) -> tuple[tuple[str, ...], tuple[StallPlan, ...]]:
    """The titles of an event's stalls, and what more is said of some. Raises Refused."""
    titles: list[str] = []
    plans: list[StallPlan] = []
    for place, item in enumerate(f.items("stalls", MOST_STALLS), 1):
        where = _("stall {number}", number=place)
        if isinstance(item, str):
            titles += Fields(where, {"title": [item]}).lines("title", 1)
            continue
        inner = Fields.of(item, where)
        plan = StallPlan(
            inner.needed("title"),
            inner.line("letter"),
            inner.lines("themes", MOST_POINTS),
            inner.lines("leads", MOST_POINTS),
        )
        inner.no_more()
        _check_letter(plan, plans, where)
        titles.append(plan.title)
        plans += [plan] if plan.says else []
    return tuple(titles), tuple(plans)


def _check_letter(plan: StallPlan, before: Iterable[StallPlan], where: str) -> None:
    if not plan.letter:
        return
    if len(plan.letter) > _MOST_LETTERS or not plan.letter.isalpha():
        raise Refused("wrong-type", place=f"{where}: letter", wanted=_("a letter"))
    if any(plan.letter == other.letter for other in before):
        raise Refused("same-letter", place=where, letter=plan.letter)


def stalls_out(event: Event) -> list[object]:
    """An event's stalls as a document has them."""
    plans = {plan.title: plan for plan in event.stall_plans}
    return [_plan_out(plans[t]) if t in plans else t for t in event.stalls]


def _plan_out(plan: StallPlan) -> dict[str, object]:
    more = {"letter": plan.letter, "themes": list(plan.themes), "leads": list(plan.leads)}
    return {"title": plan.title, **{key: value for key, value in more.items() if value}}


class Unread(Struct, frozen=True):
    """What an event says of recommendations and chapters, until its circles are read."""

    recommendations: Sequence[object]
    chapters: Sequence[object]


def unread(f: Fields) -> Unread:
    """The parts of an event's object that are read after its circles. Raises Refused."""
    return Unread(
        f.items("recommendations", MOST_RECOMMENDATIONS), f.items("chapters", MOST_CHAPTERS)
    )


def with_parts(gathered: Gathered, parts: Unread, top: Fields) -> Gathered:
    """The event with what its document says of stalls, recommendations and chapters. Raises
    Refused.
    """
    event = gathered.event
    letters = letters_of(event.stalls, event.stall_plans)
    by_letter = {letter: title for title, letter in letters.items()}
    runs, quotes = _runs(top, event, by_letter)
    return replace(
        gathered,
        runs=runs,
        stories=(*gathered.stories, *quotes),
        recommendations=_recommendations(parts.recommendations, gathered, by_letter),
        chapters=_chapters(parts.chapters, event),
    )


def _runs(
    top: Fields, event: Event, by_letter: Mapping[str, str]
) -> tuple[tuple[Run, ...], tuple[Story, ...]]:
    runs: list[Run] = []
    quotes: list[Story] = []
    for place, item in enumerate(top.items("stalls", MOST_STALLS), 1):
        f = Fields.of(item, _("stall {number} of the list", number=place))
        title = _stall(f, by_letter)
        if any(run.stall == title for run in runs):
            raise Refused("stall-twice", place=f.place, title=title)
        for number, each in enumerate(f.items("runs", MOST_RUNS), 1):
            where = _("{stall}, run {number}", stall=f.place, number=number)
            run, told = _run(Fields.of(each, where), event, title, number)
            runs.append(run)
            quotes += told
        f.no_more()
    return tuple(runs), tuple(quotes)


def _stall(f: Fields, by_letter: Mapping[str, str]) -> str:
    """The title of the stall that an object is of. Raises Refused."""
    title, letter = f.line("title"), f.line("letter")
    if not title and not letter:
        raise Refused("missing", place=f"{f.place}: letter")
    if letter and letter not in by_letter:
        raise Refused("no-such-stall", place=f.place, letter=letter)
    return title or by_letter[letter]


def _run(f: Fields, event: Event, title: str, place: int) -> tuple[Run, list[Story]]:
    id_ = f.id("id") or str(uuid5(_NAMESPACE, repr((event.id, "run", title, place))))
    quotes: list[RunQuote] = []
    told: list[Story] = []
    kept: list[str] = []
    for number, item in enumerate(f.items("quotes", MOST_POINTS), 1):
        inner = Fields.of(item, _("{run}, quotation {number}", run=f.place, number=number))
        text, sharing = inner.needed("text", PARAGRAPH), inner.sharing("sharing")
        story, proof = inner.id("id"), inner.proof("proof")
        inner.no_more()
        if sharing is Sharing.STAYS:
            kept.append(text)
            continue
        one = with_sharing(Story(story or new_id(), None, quote=text), Sharing.ANONYMOUS)
        told.append(replace(one, left_as=one.id, code="", proof=proof))
        quotes.append(RunQuote(one.id, named=sharing is Sharing.NAMED))
    run = Run(
        id_,
        title,
        place,
        f.number("people") if "people" in f.left else 0,
        f.number("minutes") if "minutes" in f.left else 0,
        f.text("discussed", NOTES),
        tuple(filter(None, f.lines("challenges", MOST_POINTS))),
        tuple(filter(None, f.lines("next_steps", MOST_POINTS))),
        tuple(quotes),
        tuple(kept),
    )
    f.no_more()
    return run, told


def runs_out(gathered: Gathered, *, leave: bool) -> list[dict[str, object]]:
    """What was noted at an event's stalls, as a document has it. leave: with the ids and proofs by
    which a quotation that was withdrawn is known again.
    """
    event = gathered.event
    letters = letters_of(event.stalls, event.stall_plans)
    told = {story.id: story for story in gathered.stories}
    found: list[dict[str, object]] = []
    for title in stalls_named(event.stalls, (run.stall for run in gathered.runs)):
        runs = runs_of(gathered.runs, title)
        if runs:
            named = {"letter": letters[title]} if title in letters else {"title": title}
            found.append({**named, "runs": [_run_out(run, told, leave=leave) for run in runs]})
    return found


def _run_out(run: Run, told: Mapping[str, Story], *, leave: bool) -> dict[str, object]:
    quotes = [
        {
            "text": told[one.story].quote,
            "sharing": (Sharing.NAMED if one.named else Sharing.ANONYMOUS).value,
            **(leave_out(told[one.story]) if leave else {}),
        }
        for one in run.quotes
        if one.story in told
    ]
    quotes += [{"text": text, "sharing": Sharing.STAYS.value} for text in run.kept]
    said: dict[str, object] = {
        "people": run.people,
        "minutes": run.minutes,
        "discussed": run.discussed,
        "challenges": list(run.challenges),
        "next_steps": list(run.next_steps),
        "quotes": quotes,
    }
    known = {"id": run.id} if leave else {}
    return {**known, **{key: value for key, value in said.items() if value}}


def leave_out(story: Story) -> dict[str, object]:
    """The id under which a story leaves, and the proof of its withdrawal code."""
    yes = yes_of(story)
    return {"id": yes.id, **_given({"proof": yes.proof})} if yes else {}


def quoted_at_stalls(runs: Iterable[Run]) -> frozenset[str]:
    """The ids of the stories without names that are quotations of a stall."""
    return frozenset(one.story for run in runs for one in run.quotes)


def _recommendations(
    items: Sequence[object], gathered: Gathered, by_letter: Mapping[str, str]
) -> tuple[Recommendation, ...]:
    numbers = {circle.number: circle for circle in gathered.circles}
    ranks = spread_ranks(len(items))
    found: list[Recommendation] = []
    for place, item in enumerate(items, 1):
        f = Fields.of(item, _("recommendation {number}", number=place))
        heading, text = f.line("heading"), f.needed("text", PARAGRAPH)
        id_ = f.id("id") or str(
            uuid5(_NAMESPACE, repr((gathered.event.id, "recommendation", heading, text)))
        )
        one = Recommendation(
            id_,
            heading,
            text,
            tuple(filter(None, f.lines("points", MOST_OF_ONE))),
            tuple(_action(f, pair, numbers) for pair in f.items("actions", MOST_OF_ONE)),
            tuple(_letter(f, each, by_letter) for each in f.lines("stalls", MOST_OF_ONE)),
            _rank(f) or ranks[place - 1],
            f.yes_or_no("learning_set", default=False),
        )
        f.no_more()
        if any(one.id == other.id for other in found):
            raise Refused("part-twice", place=f.place)
        found.append(one)
    return tuple(found)


def _action(f: Fields, pair: object, numbers: Mapping[int, Circle]) -> str:
    match pair:
        case [int(number), int(place)] if number in numbers:
            actions = numbers[number].actions
            if 1 <= place <= len(actions):
                return actions[place - 1].id
    wanted = _("a list of circle and action, each by its number")
    raise Refused("wrong-type", place=f"{f.place}: actions", wanted=wanted)


def _letter(f: Fields, letter: str, by_letter: Mapping[str, str]) -> str:
    if letter not in by_letter:
        raise Refused("no-such-stall", place=f.place, letter=letter[:LINE])
    return by_letter[letter]


def _rank(f: Fields) -> str:
    rank = f.line("rank")
    if not is_rank(rank):
        raise Refused("wrong-type", place=f"{f.place}: rank", wanted=_("letters and digits"))
    return rank


def recommendations_out(gathered: Gathered, *, leave: bool) -> list[dict[str, object]]:
    """The recommendations as a document has them, in the order of their letters."""
    event = gathered.event
    letters = letters_of(event.stalls, event.stall_plans)
    places = {
        action.id: [circle.number, place]
        for circle in gathered.circles
        for place, action in enumerate(circle.actions, 1)
    }
    under = under_headings(gathered.recommendations, event.headings)
    ordered = [each.one for heading in under for each in heading.lettered]
    ranks = spread_ranks(len(ordered))
    found = []
    for one, usual in zip(ordered, ranks, strict=True):
        said: dict[str, object] = {
            "points": list(one.points),
            "actions": [places[id_] for id_ in one.actions if id_ in places],
            "stalls": [letters[title] for title in one.stalls if title in letters],
            "learning_set": one.from_set,
            **_known_by(one.id, one.rank, usual, leave=leave),
        }
        more = {key: value for key, value in said.items() if value}
        found.append({"heading": one.heading, "text": one.text, **more})
    return found


def _known_by(id_: str, rank: str, usual: str, *, leave: bool) -> dict[str, object]:
    """The id of a part, and its place where that does not follow from the list."""
    return {"id": id_ if leave else "", "rank": rank if leave and rank != usual else ""}


def _chapters(items: Sequence[object], event: Event) -> tuple[Chapter, ...]:
    ranks = spread_ranks(len(items))
    found: list[Chapter] = []
    for place, item in enumerate(items, 1):
        f = Fields.of(item, _("chapter {number}", number=place))
        title, written = f.needed("title"), f.line("kind")
        kind = kind_written(written) if written else ChapterKind.OWN
        if kind is None:
            raise Refused("wrong-chapter", place=f"{f.place}: kind")
        id_ = f.id("id") or str(uuid5(_NAMESPACE, repr((event.id, "chapter", kind.value, title))))
        one = Chapter(id_, title, kind, f.text("text", CHAPTER), _rank(f) or ranks[place - 1])
        f.no_more()
        if any(one.id == other.id for other in found):
            raise Refused("part-twice", place=f.place)
        found.append(one)
    return tuple(found)


def chapters_out(chapters: Sequence[Chapter], *, leave: bool) -> list[dict[str, object]]:
    """The chapters as a document has them. They are given in their order."""
    ranks = spread_ranks(len(chapters))
    return [
        {
            "title": one.title,
            **({} if one.kind is ChapterKind.OWN else {"kind": WRITTEN[one.kind]}),
            "text": one.text,
            **_given(_known_by(one.id, one.rank, usual, leave=leave)),
        }
        for one, usual in zip(chapters, ranks, strict=True)
    ]


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}


def places_out(places: Iterable[StoryPlace]) -> Mapping[str, str]:
    """The headings of stories that are put under one, by the stories' ids."""
    return dict(_pairs(places))


def _pairs(places: Iterable[StoryPlace]) -> Iterator[tuple[str, str]]:
    for one in places:
        if one.heading:
            yield one.story, one.heading
