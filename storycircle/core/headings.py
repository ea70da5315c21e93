"""The headings board, and the fractional index that orders it.

The headings board, pure: actions under headings, in the report's order.

The circle's own words never change here: what moves is the organiser's placement of an action.

Places in an order as texts: between any two there is always another.

So moving one thing changes that thing alone, and two laptops that moved different things agree.
"""

from bisect import insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.long_work import between_steps
from storycircle.core.model import Gathered, Placement
from storycircle.core.size_limits import LINE, PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBERED = "i"  # what stands before and after a place given by a number


def is_rank(text: str) -> bool:
    """Whether a text is a place, or empty for none: our digits, the last of them not a 0."""
    return all(letter in _DIGITS for letter in text) and not text.endswith("0")


def between(low: str, high: str) -> str:
    """A place after `low` and before `high`; empty means there is no bound on that side.

    Raises ValueError where `low` does not come before `high`.
    """
    if high and low >= high:
        raise ValueError(low)
    shared = 0
    while shared < len(high) and (low[shared : shared + 1] or "0") == high[shared]:
        shared += 1
    if shared:
        return high[:shared] + between(low[shared:], high[shared:])
    first = _DIGITS.index(low[0]) if low else 0
    end = _DIGITS.index(high[0]) if high else len(_DIGITS)
    if end - first > 1:
        return _DIGITS[(first + end) // 2]
    if len(high) > 1:
        return high[0]
    return _DIGITS[first] + between(low[1:], "")


def spread_ranks(count: int) -> list[str]:
    """The given number of ranks in order, with gaps between them for later moves."""
    width = 1
    while len(_DIGITS) ** width <= count + 1:
        width += 1
    step = len(_DIGITS) ** width // (count + 1)
    return [_written((place + 1) * step, width) for place in range(count)]


def ranks_after_move(ranks: Sequence[str], moved: int) -> dict[int, str]:
    """The ranks that are to be others for this order to hold, by their place in it: that of the
    moved one alone, where all others have one and rise. moved: its place, from 0.
    """
    others = [rank for at, rank in enumerate(ranks) if at != moved]
    if all(others) and all(low < high for low, high in pairwise(others)):
        low = ranks[moved - 1] if moved else ""
        high = ranks[moved + 1] if moved + 1 < len(ranks) else ""
        stands = ranks[moved] and low < ranks[moved] and (not high or ranks[moved] < high)
        return {} if stands else {moved: between(low, high)}
    spread = spread_ranks(len(ranks))
    return {at: rank for at, rank in enumerate(spread) if rank != ranks[at]}


@lru_cache(maxsize=4_000)  # of the actions of a usual event, as the board is made anew
def numbered(circle: int, place: int) -> str:
    """The place of an action that nobody has moved: by its circle's number, then its own place."""
    return f"{_NUMBERED}{circle:010d}{place:03d}{_NUMBERED}"


def _written(number: int, width: int) -> str:
    digits = ""
    for _digit in range(width):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits.rstrip("0") + ("" if digits.strip("0") else "1")


Placements = tuple[Placement, ...]


class Card(Struct, frozen=True):
    """One action on the board. wording: the report's; `words` where nobody has edited it."""

    action: str  # its id
    circle: str  # its circle's id
    number: int  # of its circle
    place: int  # from 1, within its circle
    words: str
    wording: str
    heading: str
    rank: str
    chosen: str  # the heading that the circle chose itself

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What cards are sorted by: it is the same on every laptop."""
        return self.rank, self.number, self.place, self.action


class Column(Struct, frozen=True):
    """A heading with its cards, in the report's order. Empty heading: not yet under one."""

    heading: str
    cards: tuple[Card, ...]


class Board(Struct, frozen=True):
    """An event with its columns, as `columns_of` has them, and each card in them by its action."""

    gathered: Gathered
    columns: tuple[Column, ...]
    cards: Mapping[str, Card]


def board_of(gathered: Gathered, before: Board | None = None) -> Board:
    """The board of an event. before: the board of another state of it, of which all is taken that
    is the same: of ten thousand circles a key changes one card.
    """
    if before is None or before.gathered.circles is not gathered.circles:
        columns = columns_of(gathered)
        return Board(gathered, columns, {c.action: c for column in columns for c in column.cards})
    moved = {
        id_: card
        for id_, placed in changed_placements(before.gathered, gathered).items()
        if id_ in before.cards
        and (card := _as_placed(before.cards[id_], placed)) != before.cards[id_]
    }
    columns = _columns_with(before, gathered.event.headings, moved)
    return Board(gathered, columns, {**before.cards, **moved} if moved else before.cards)


def _columns_with(
    before: Board, headings: Sequence[str], moved: Mapping[str, Card]
) -> tuple[Column, ...]:
    """The columns of a board with some cards as they are now."""
    under = {column.heading: column for column in before.columns}
    into: dict[str, list[Card]] = {before.cards[id_].heading: [] for id_ in moved}
    for card in moved.values():
        into.setdefault(card.heading, []).append(card)
    for heading, coming in into.items():
        there = under[heading].cards if heading in under else ()
        cards = [card for card in there if card.action not in moved]
        if len(coming) > _FEW:
            cards = sorted([*cards, *coming], key=_key)
        else:
            for card in coming:
                insort(cards, card, key=_key)
        under[heading] = Column(heading, tuple(cards))
    known = dict.fromkeys(filter(None, headings))
    own = [column for column in under.values() if column.cards and column.heading not in known]
    first = [column for column in own if not column.heading]
    others = sorted((c for c in own if c.heading), key=lambda column: column.cards[0].key)
    return (*first, *(under.get(heading) or Column(heading, ()) for heading in known), *others)


_FEW = 64
"""Cards that come into a column, up to which each is put where it belongs by itself."""


def _key(card: Card) -> tuple[str, int, int, str]:
    return card.key


def changed_placements(before: Gathered, after: Gathered) -> dict[str, Placement]:
    """What is placed otherwise in the second of two states of an event, by action: as it is there,
    or nowhere.
    """
    old, new = before.placements, after.placements
    if old is new:
        return {}
    changed = {
        id_: placed
        for id_, placed in new.items()
        if (was := old.get(id_)) is not placed and placed != (was or Placement(id_))
    }
    for id_ in old.keys() - new.keys():
        if old[id_] != Placement(id_):
            changed[id_] = Placement(id_)
    return changed


def _as_placed(card: Card, placed: Placement) -> Card:
    """A card as an organiser has placed and worded it."""
    return replace(
        card,
        wording=placed.wording or card.words,
        heading=placed.heading or card.chosen,
        rank=placed.rank or numbered(card.number, card.place),
    )


def cards_of(gathered: Gathered) -> list[Card]:
    """All actions of an event as cards, in the report's order whatever their heading."""
    cards = []
    for circle in gathered.circles:
        for place, action in enumerate(circle.actions, 1):
            between_steps()
            placed = gathered.placements.get(action.id)
            rank = (placed.rank if placed else "") or numbered(circle.number, place)
            cards.append(
                Card(
                    action.id,
                    circle.id,
                    circle.number,
                    place,
                    action.text,
                    gathered.wording_of(action),
                    gathered.heading_of(action),
                    rank,
                    action.heading,
                )
            )
    return sorted(cards, key=_key)


def columns_of(gathered: Gathered) -> tuple[Column, ...]:
    """What is under no heading first, only where there is any; the event's headings in their
    order; then others that circles chose, in the order they are met.
    """
    under: dict[str, list[Card]] = {h: [] for h in gathered.event.headings if h}
    unplaced = []
    for card in cards_of(gathered):
        if card.heading:
            under.setdefault(card.heading, []).append(card)
        else:
            unplaced.append(card)
    columns = [Column(heading, tuple(cards)) for heading, cards in under.items()]
    return (*([Column("", tuple(unplaced))] if unplaced else []), *columns)


def moved(board: Board, action: str, heading: str, place: int) -> Placements:
    """The placements to save when an action moves under a heading, to a place counted from 0.

    It is one placement; only where neighbours share a place are those of the column spread anew.
    Raises Refused where a circle's own choice would have to be undone.
    """
    gathered, card = board.gathered, board.cards[action]
    if not heading and card.chosen:
        raise Refused("own-heading", number=card.number, heading=card.chosen)
    columns = (column.cards for column in board.columns if column.heading == heading)
    there = [c for c in next(columns, ()) if c.action != action]
    place = max(0, min(place, len(there)))
    low = there[place - 1].rank if place else ""
    high = there[place].rank if place < len(there) else ""
    if high and low >= high:
        order = [*there[:place], card, *there[place:]]
        spread = spread_ranks(len(order))
        return tuple(
            replace(_placed(gathered, c.action), heading=heading, rank=rank)
            for c, rank in zip(order, spread, strict=True)
        )
    rank = between(low, high)
    return (replace(_placed(gathered, action), heading=heading, rank=rank),)


def sent(board: Board, actions: Iterable[str], heading: str) -> Placements:
    """The placements to save when actions are sorted under a heading, one of the board's.

    Each keeps the place that somebody chose for it; else it stands by its circle's number. So no
    other action is written, and two laptops that sorted other actions agree.
    """
    cards = board.cards
    return tuple(
        replace(_placed(board.gathered, id_), heading=heading)
        for id_ in dict.fromkeys(actions)
        if id_ in cards and cards[id_].heading != heading
    )


def found(columns: Iterable[Column], text: str) -> tuple[Column, ...]:
    """The columns with those cards alone that hold every word of a text, in either wording, or its
    number as that of their circle. All cards for no text.
    """
    words = text.casefold().split()
    numbers = frozenset(word for word in words if word.isdecimal())
    return tuple(
        replace(column, cards=tuple(card for card in column.cards if _holds(card, words, numbers)))
        for column in columns
    )


def whole_place(column: Column, shown: Iterable[str], action: str, place: int) -> int:
    """The place in a whole column of what is put at a place among those of its cards that a search
    shows: after the one it stands below there. action: what is put; shown: ids of cards.
    """
    others = [card.action for card in column.cards if card.action != action]
    seen = [id_ for id_ in shown if id_ != action]
    if place > 0 and seen:
        return others.index(seen[min(place, len(seen)) - 1]) + 1
    return others.index(seen[0]) if seen else len(others)


def _holds(card: Card, words: list[str], numbers: Collection[str]) -> bool:
    text = card.words.casefold()
    if card.wording is not card.words:
        text = f"{text}\n{card.wording.casefold()}"
    for word in words:
        if word not in text and not (word in numbers and word == str(card.number)):
            return False
    return True


def worded(gathered: Gathered, action: str, wording: str) -> Placement:
    """The placement with the report's wording of an action; the circle's own words are none.

    Raises Refused where it is too long.
    """
    own = next(a.text for c in gathered.circles for a in c.actions if a.id == action)
    text = bounded(cleaned(wording).strip(), PARAGRAPH, _("The report’s wording"))
    return replace(_placed(gathered, action), wording="" if text == own else text)


def with_heading(gathered: Gathered, name: str) -> Gathered:
    """One heading more, at the end. Raises Refused where there is one of that name."""
    name = _free_name(gathered, name)
    return _with_headings(gathered, (*headings_of(gathered), name))


def renamed(gathered: Gathered, old: str, new: str) -> Gathered:
    """A heading under another name, with all actions under it. Raises Refused."""
    new = _free_name(gathered, new, besides=old)
    headings = tuple(new if heading == old else heading for heading in headings_of(gathered))
    every = (action for circle in gathered.circles for action in circle.actions)
    there = [action.id for action in every if gathered.heading_of(action) == old]
    moving = {id_: replace(_placed(gathered, id_), heading=new) for id_ in there}
    changed = _with_headings(gathered, headings)
    return replace(changed, placements={**gathered.placements, **moving})


def reordered(gathered: Gathered, heading: str, places: int) -> Gathered:
    """A heading so many places on; it stops at either end."""
    headings = list(headings_of(gathered))
    at = headings.index(heading)
    headings.insert(max(0, min(at + places, len(headings) - 1)), headings.pop(at))
    return _with_headings(gathered, tuple(headings))


def without_heading(gathered: Gathered, heading: str) -> Gathered:
    """An empty heading taken away. Raises Refused while an action stands under it."""
    every = (action for circle in gathered.circles for action in circle.actions)
    if any(gathered.heading_of(action) == heading for action in every):
        raise Refused("heading-in-use", heading=heading)
    kept = tuple(other for other in headings_of(gathered) if other != heading)
    return _with_headings(gathered, kept)


def headings_of(gathered: Gathered) -> tuple[str, ...]:
    """The headings as the board shows them, without the column of what has none."""
    known = dict.fromkeys(filter(None, gathered.event.headings))
    beside = {
        gathered.heading_of(action) for circle in gathered.circles for action in circle.actions
    }
    if beside <= {*known, ""}:
        return tuple(known)
    return tuple(column.heading for column in columns_of(gathered) if column.heading)


def with_placements(gathered: Gathered, placements: Iterable[Placement]) -> Gathered:
    """The event with some placements in the place of those it had."""
    new = {placed.action: placed for placed in placements}
    return replace(gathered, placements={**gathered.placements, **new})


def _placed(gathered: Gathered, action: str) -> Placement:
    return gathered.placements.get(action) or Placement(action)


def _with_headings(gathered: Gathered, headings: tuple[str, ...]) -> Gathered:
    return replace(gathered, event=replace(gathered.event, headings=headings))


def _free_name(gathered: Gathered, name: str, besides: str = "") -> str:
    name = bounded(one_line(name), LINE, _("A heading"))
    if not name:
        raise Refused("no-heading")
    taken = {h.casefold() for h in headings_of(gathered) if h != besides}
    if name.casefold() in taken:
        raise Refused("same-heading", heading=name)
    return name
