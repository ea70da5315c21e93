"""Events side by side: which ones, which headings a person matched, and the file."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.afterwards.matches import MOST_MATCHES, HeadingMatch, names_of
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Event, Gathered
from storycircle.jobs.documents import check_ending
from storycircle.jobs.export import choose_event
from storycircle.languages import spoken
from storycircle.paper.afterwards.parts import ENDINGS, Part, PartDocument
from storycircle.store.library import Library
from storycircle.store.safety.disk import write_bytes

_LIKELY = 55
"""Of 100, from here on two headings are offered as one (rapidfuzz's token_set_ratio)."""
_MOST_OFFERED = 10


def choose_events(library: Library, wanted: Sequence[str]) -> list[Event]:
    """The events asked for by title or id. Raises Refused for one alone, or one twice."""
    events = [choose_event(library, one) for one in wanted]
    for event in events:
        if events.count(event) > 1:
            raise Refused("compare-same", title=event.title)
    if len(events) < 2:
        raise Refused("compare-one")
    return events


def matches_of(gathered: Iterable[Gathered]) -> tuple[HeadingMatch, ...]:
    """The matches of all these events, each once."""
    return tuple({one.pair: one for each in gathered for one in each.matches}.values())


def match_headings(library: Library, events: Sequence[Event], pair: str, *, apart: bool) -> None:
    """Keep that two headings of these events stand for one, or take that out again. pair: both,
    with "=" between them. Raises Refused.
    """
    found = [library.gathered(event) for event in events]
    one, other = _two(pair, found)
    match = HeadingMatch(one, other)
    home = next(each.event.id for each in found if one in _headings(each))
    if apart:
        for each in found:
            if match.pair in {known.pair for known in each.matches}:
                library.remove_part(each.event.id, match)
        return
    if len(library.parts(home).matches) >= MOST_MATCHES:
        raise Refused("too-many-matches", most=MOST_MATCHES)
    library.save_parts(home, [match])


def _two(pair: str, found: Sequence[Gathered]) -> tuple[str, str]:
    known = {heading.casefold(): heading for each in found for heading in _headings(each)}
    for at, letter in enumerate(pair):
        one, other = pair[:at].strip().casefold(), pair[at + 1 :].strip().casefold()
        if letter == "=" and one in known and other in known and one != other:
            return known[one], known[other]
    raise Refused("match-unclear", pair=pair)


def _headings(gathered: Gathered) -> list[str]:
    used = (gathered.heading_of(a) for circle in gathered.circles for a in circle.actions)
    return [h for h in dict.fromkeys((*gathered.event.headings, *used)) if h]


def likely(gathered: Sequence[Gathered]) -> list[HeadingMatch]:
    """Headings of different events that may stand for one, the likest first: to be offered."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (when first used)

    matches = matches_of(gathered)
    every = [heading for each in gathered for heading in _headings(each)]
    names, found = names_of(every, matches), []
    for place, each in enumerate(gathered):
        for other in gathered[place + 1 :]:
            theirs = set(_headings(other))
            ours = [h for h in _headings(each) if h not in theirs]
            for one in ours:
                for two in theirs - set(_headings(each)):
                    score = fuzz.token_set_ratio(one.casefold(), two.casefold())
                    if score >= _LIKELY and names[one] != names[two]:
                        found.append((score, HeadingMatch(one, two)))
    found.sort(key=lambda pair: (-pair[0], pair[1].pair))
    return list(dict.fromkeys(match for _score, match in found))[:_MOST_OFFERED]


class ComparisonRead(Struct, frozen=True):
    """Events side by side. events: their ids. part: as every format writes it. matches: those that
    are kept. offered: headings that may stand for one.
    """

    events: tuple[str, ...]
    part: Part
    matches: tuple[HeadingMatch, ...]
    offered: tuple[HeadingMatch, ...]


def read_comparison(library: Library, events: Sequence[Event]) -> ComparisonRead:
    """Events side by side, by the same form that is written to a file."""
    from storycircle.paper.afterwards.comparison import comparison  # noqa: PLC0415 (as below)

    for event in events:
        library.show_checkouts(event)
    gathered = [leaving_all(library.gathered(event)) for event in events]
    with spoken(events[0].language):
        matches = matches_of(gathered)
        part = comparison(gathered, matches)
    ids = tuple(event.id for event in events)
    return ComparisonRead(ids, part, matches, tuple(likely(gathered)))


def write_comparison(path: Path, library: Library, events: Sequence[Event]) -> list[str]:
    """Write events side by side, in the format the file's name ends in; what is to be said of it:
    headings that may stand for one, to be matched by a person, and those that were matched in a
    ring. Raises Refused.
    """
    from storycircle.paper.afterwards.comparison import (  # noqa: PLC0415 (when first used)
        TITLE,
        compared,
        comparison,
        rings_of,
    )
    from storycircle.paper.report.formats import written_parts  # noqa: PLC0415 (when first used)

    check_ending(path, ENDINGS)
    for event in events:
        library.show_checkouts(event)
    gathered = [leaving_all(library.gathered(event)) for event in events]
    matches = matches_of(gathered)
    with spoken(events[0].language):
        part = comparison(gathered, matches)
        titles = tuple(one.event.title for one in gathered)
        document = PartDocument(_(TITLE), titles, (part,), made=library.clock.now())
        write_bytes(path, written_parts(document, path.suffix.lower()))
    rings = rings_of(compared(gathered), matches)
    return [
        *(
            _('These may stand for one: --match "{one}={other}"', one=m.one, other=m.other)
            for m in likely(gathered)
        ),
        *(_ring(ring, matches) for ring in rings),
    ]


def _ring(ring: Sequence[str], matches: Iterable[HeadingMatch]) -> str:
    """That headings were matched in a ring, and how the first of them is parted from the others."""
    first, *others = ring
    pairs = sorted({match.pair for match in matches})
    ways = [
        f'--apart "{first}={other}"'
        for pair in pairs
        for other in others
        if {*pair} == {first, other}
    ]
    return _(
        "Matched in a ring: {headings}. To part the first from the others: {ways}",
        headings=i18n.listed([_("“{words}”", words=one) for one in ring]),
        ways=" ".join(ways),
    )
