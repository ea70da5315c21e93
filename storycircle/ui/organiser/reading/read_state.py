"""What an organiser's state says of the library: read anew only where anything changed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.headings import Board, board_of, changed_placements
from storycircle.core.model import (
    Circle,
    CircleSummary,
    Event,
    Gathered,
    Placement,
    latest_first,
    made_without_pack,
    new_id,
    told_apart,
)
from storycircle.core.text import fingerprint
from storycircle.jobs.merge import MergeResult
from storycircle.store.exchange import sealed_file
from storycircle.store.library import Library
from storycircle.store.library_base import Moment
from storycircle.ui.organiser.organiser_state import OrganiserState, Whose, counted
from storycircle.ui.organiser.reading.view_model import CircleRead

PACK = "pack "
"""The beginning of the name under which refused text of the pack's form is kept."""
MOST_CHOICES = 50
"""Circles that wait for a word, shown at once; the others follow as these are settled."""


AT_ONCE = 400
"""Circles of an event that are read as it is opened; of more, the first ones."""
_FIRST = 60  # circles: more than a screen shows


def read_state(
    library: Library, state: OrganiserState, event_id: str | None, *, whole: bool = False
) -> OrganiserState:
    """The state as the library has it. What takes long is read only where anything has changed, or
    another event is shown. Of an event of many circles that is opened, the first are read, and
    `reading` says how many there are. whole: all of them are read, whatever that takes.
    """
    moment, known = library.moment(), [event.id for event in state.events]
    wanted = event_id if event_id in known else next(iter(known), None)
    if moment != state.read or wanted != state.shown or (whole and state.reading):
        state = _read_anew(library, state, event_id, whole=whole)
    return replace(
        state,
        read=moment,
        key=_own_fingerprint(library.path),
        key_made=sealed_file.key_files(library.path)[0].exists(),
        template=library.report_template(state.event.id) if state.event else "",
    )


def with_rest(state: OrganiserState, rest: OrganiserState) -> OrganiserState:
    """A state whose first circles were read, with all that was read of the event meanwhile."""
    return replace(
        state,
        circles=rest.circles,
        reading=0,
        counted=rest.counted,
        strays=rest.strays,
        whose=rest.whose,
        known=rest.known,
        unconfirmed=rest.unconfirmed,
    )


def _read_anew(
    library: Library, state: OrganiserState, event_id: str | None, *, whole: bool
) -> OrganiserState:
    events, shown = library.events(), state.shown
    known = {event.id: event for event in events}
    event = known.get(event_id or "") or next(iter(events), None)
    draft = None if event else untitled(library, state.draft)
    in_form = event or draft
    state = replace(
        state,
        events=tuple(events),
        event=event,
        people=None,
        draft=draft,
        invited=tuple(library.invited(in_form.id)) if in_form else (),
        conflicts=tuple(library.conflicts()),
        merged=library.has_merged(),
        merge_to_undo=False,
    )
    opened = event is not None and (state.read is None or event.id != shown)
    count = library.circle_counts().get(event.id, 0) if event and opened and not whole else 0
    if event is not None and count > AT_ONCE:
        first = replace(OrganiserState(), circles=tuple(library.first_summaries(event.id, _FIRST)))
        return without_board(replace(with_rest(state, first), reading=count))
    circles = tuple(library.summaries(event.id)) if event else ()
    own = [other.id for other in events if other != event and made_without_pack(other)]
    strays = tuple(library.strays(own))
    waiting = [c.id for c in (*strays[:MOST_CHOICES], *twins(circles)[:MOST_CHOICES])]
    waiting += [c.id for c in state.aside]
    state = replace(
        state,
        circles=circles,
        reading=0,
        counted=counted(circles),
        strays=strays,
        whose=_whose(library, waiting),
        known=library.known_numbers(event.id) if event else frozenset(),
        unconfirmed=library.unconfirmed(),
    )
    asked = state.board is not None and event is not None and event.id == shown
    return with_board(library, state) if asked else without_board(state)


def with_board(
    library: Library, state: OrganiserState, near: Sequence[str] = (), *, whole: bool = False
) -> OrganiserState:
    """The state with the board of its event, which is read anew only where anything has changed.
    Of an event of many circles the first actions are read, those of `near` among them, and
    `board_reading` says how many there are; a board that is shown stays until all are read.
    """
    event, moment, shown = state.event, library.moment(), state.board
    if event is None:
        return without_board(state)
    if shown is not None and state.board_read == moment and not (whole and state.board_reading):
        return replace(state, board=of_event(shown, event))
    if whole or max(state.reading, len(state.circles)) <= AT_ONCE:
        board = board_of(library.actions_of(event), shown)
        return replace(state, board=board, board_read=moment, board_reading=0)
    if shown is None:
        shown = board_of(library.first_actions_of(event, _FIRST, near))
    count = max(1, library.count_actions(event))
    return replace(state, board=of_event(shown, event), board_read=moment, board_reading=count)


def of_event(board: Board, event: Event) -> Board:
    """The board with its event as it is now."""
    return board_of(replace(board.gathered, event=event), board)


def without_board(state: OrganiserState) -> OrganiserState:
    """The state with no board: no page shows it."""
    return replace(state, board=None, board_read=None, board_reading=0)


class BoardSaved(Struct, frozen=True):
    """A state whose board was saved. placed: the actions that were placed or worded by it. before,
    after: the moments of the library; None where somebody else has changed it at the same time.
    """

    state: OrganiserState
    placed: Collection[str]
    before: Moment
    after: Moment | None


def save_board(
    library: Library, state: OrganiserState, shown: Board, after: Gathered
) -> BoardSaved:
    """Save the board as it is now; what else is known of the library stays so. Raises Refused."""
    moment = library.moment()
    library.save_board(shown.gathered, after)
    now = library.moment() if library.changed_alone(moment) else None
    board, events = board_of(after, shown), with_event(state, after.event)
    new = replace(state, board=board, event=after.event, events=events)
    if state.board_read == moment:
        new = replace(new, board_read=now)
    if state.read == moment and now not in {None, moment}:  # all else is as it was read
        conflicts = tuple(library.conflicts()) if state.conflicts else ()
        new = replace(new, read=now, merge_to_undo=False, conflicts=conflicts)
    placed = changed_placements(shown.gathered, after)
    return BoardSaved(with_placed(new, shown, board), placed, moment, now)


def with_read_board(
    state: OrganiserState, read: Board, since: Iterable[str], moment: Moment
) -> OrganiserState:
    """The state with a board that was read, of a moment of the library. since: the actions that
    were placed on the first cards of it while it was read; they stand where they were put.
    """
    if state.board is None or state.event is None:
        return state
    shown = state.board.gathered.placements
    own = {id_: shown.get(id_, Placement(id_)) for id_ in since}
    placements = {**read.gathered.placements, **own} if own else read.gathered.placements
    gathered = replace(read.gathered, event=state.event, placements=placements)
    return replace(state, board=board_of(gathered, read), board_read=moment, board_reading=0)


def read_circle(library: Library, id_: str) -> CircleRead | None:
    """A circle to be read, and how it came; None where it is not here."""
    try:
        circle = library.circle(id_)
    except KeyError:
        return None
    arrival = library.arrival(id_)
    return CircleRead(
        circle,
        library.event(circle.event),
        tuple(library.stories_under(id_)),
        tuple(library.how_it_came(id_)),
        arrival.at if arrival else "",
        arrival.corrected if arrival else "",
        own=library.is_held(id_),
    )


def _whose(library: Library, found: Iterable[str]) -> dict[str, Whose]:
    """By what circles with some ids are known."""
    ids = list(dict.fromkeys(found))
    actions = library.first_actions(ids)
    whose = {}
    for id_ in ids:
        people = tuple(told_apart(library.names(id_).get(id_, [])))
        came = library.how_it_came(id_)
        file, at = (came[-1].name, came[-1].at) if came else ("", "")
        whose[id_] = Whose(people, actions.get(id_, ""), file, at)
    return whose


def twins(circles: Sequence[CircleSummary]) -> list[CircleSummary]:
    """The circles that have one number with others."""
    twice = dict(counted(circles).twice)
    return [circle for circle in circles if circle.number in twice] if twice else []


def marked(
    rows: Sequence[MergeResult], library: Library, shown: str | None
) -> tuple[MergeResult, ...]:
    """The rows of files, with what a person should know of them: which are of another event than
    the one that is shown, and which numbers are in their event twice.
    """
    brought = {circle.id: circle for row in rows for circle in row.circles}
    if not brought:
        return tuple(rows)
    known = {circle.id: circle for circle in library.places_of()} | brought
    often = Counter((circle.event, circle.number) for circle in known.values())
    return tuple(_marked(row, often, shown) for row in rows)


def _marked(
    row: MergeResult, often: Mapping[tuple[str, int], int], shown: str | None
) -> MergeResult:
    events = dict.fromkeys(c.title for c in row.circles if shown and c.event != shown)
    numbers = dict.fromkeys(c.number for c in row.circles if often[c.event, c.number] > 1)
    return replace(row, aside=tuple(events), twice=tuple(numbers))


def with_placed(state: OrganiserState, before: Board, after: Board) -> OrganiserState:
    """The state with those actions counted anew that stand under a heading, where two states of its
    board differ.
    """
    more: Counter[str] = Counter()
    for id_ in changed_placements(before.gathered, after.gathered):
        card, was = after.cards.get(id_), before.cards.get(id_)
        if card is not None and was is not None and bool(card.heading) != bool(was.heading):
            more[card.circle] += 1 if card.heading else -1
    if not any(more.values()):
        return state
    circles = tuple(
        replace(c, placed=c.placed + more[c.id]) if more.get(c.id) else c for c in state.circles
    )
    placed = state.counted.placed + (0 if state.reading else more.total())
    return replace(state, circles=circles, counted=replace(state.counted, placed=placed))


def with_event(state: OrganiserState, event: Event) -> tuple[Event, ...]:
    """The events with one of them as it is now, in the order of the library."""
    return tuple(latest_first(event if one.id == event.id else one for one in state.events))


def named(circle: CircleSummary) -> Circle:
    """A circle by its id, its number and its event, for what changes no more of it."""
    return Circle(circle.id, circle.number, circle.event)


def untitled(library: Library, draft: Event | None) -> Event:
    """The event that was begun and has no title yet, else an empty one."""
    known = {event.id for event in library.events()}
    for owner in library.typed_owners():
        if owner not in known and any(field.startswith(PACK) for field in library.typed(owner)):
            return draft if draft is not None and draft.id == owner else Event(owner, "")
    return draft or Event(new_id(), "")


def _own_fingerprint(library: Path) -> str:
    """The fingerprint of the organiser's key beside a library; empty where there is none."""
    try:
        return fingerprint(sealed_file.public_key(library))
    except Refused:
        return ""
