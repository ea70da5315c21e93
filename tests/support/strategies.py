"""Circles, events and texts as hypothesis draws them: already clean, as the app keeps them."""

from hypothesis import strategies as st

from storycircle.core.afterwards.turn_counts import TurnCounts
from storycircle.core.headings import is_rank
from storycircle.core.model import (
    Action,
    Circle,
    Event,
    Gathered,
    Idea,
    Member,
    NamesOnPaper,
    Note,
    Placement,
    Sharing,
    Slot,
    Story,
    Writer,
    outside,
)
from storycircle.core.text import cleaned, one_line

lines = st.text(max_size=12).map(one_line)
needed = lines.filter(bool)
texts = st.text(max_size=20).map(lambda text: cleaned(text).strip())
ids = st.uuids(version=4).map(str)
ranks = st.text("0123456789abcdefghijklmnopqrstuvwxyz", max_size=4).filter(is_rank)


@st.composite
def circles(draw: st.DrawFn, number: int | None = None, event: str | None = None) -> Circle:
    """A whole circle, with private things in it."""
    members = tuple(
        draw(st.builds(Member, id=ids, name=needed, role=lines, agency=lines))
        for _ in range(draw(st.integers(0, 5)))
    )
    tellers = st.sampled_from([None, *(member.id for member in members)])
    seated = st.lists(st.sampled_from([m.id for m in members]), unique=True, max_size=4)
    taken = {member.name for member in members}
    beside = st.lists(needed.filter(lambda n: n not in taken), unique=True, max_size=2)
    who = st.builds(
        lambda ours, others: (*ours, *map(outside, others)),
        seated if members else st.just([]),
        beside,
    )
    stories = st.builds(
        Story,
        id=ids,
        teller=tellers,
        title=lines,
        points=texts,
        quote=texts,
        sharing=st.sampled_from(Sharing),
        left_as=ids,
    )
    actions = st.builds(
        Action,
        id=ids,
        text=needed,
        who=who,
        by=lines,
        heading=lines,
        stall=lines,
    )
    heard = st.integers(1, 9).flatmap(
        lambda n: st.builds(TurnCounts, st.just(n), st.integers(0, 9), st.integers(0, n))
    )
    return Circle(
        id=draw(ids),
        number=draw(st.integers(1, 99)) if number is None else number,
        turns=draw(st.none() | heard),
        event=event,
        theme=draw(texts),
        facilitator=draw(lines),
        writer=draw(st.sampled_from(Writer)),
        consent=draw(st.booleans()),
        members=members,
        stories=tuple(draw(st.lists(stories, max_size=4))),
        dialogue=tuple(draw(st.lists(st.builds(Note, question=texts, notes=texts), max_size=3))),
        ideas=tuple(
            draw(
                st.lists(st.builds(Idea, id=ids, text=needed, hands=st.integers(0, 9)), max_size=3)
            )
        ),
        actions=tuple(draw(st.lists(actions, max_size=3))),
    )


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Slot, ...]:
    """A programme whose rows run forwards, one after the other; some have no end."""
    times = sorted(draw(st.lists(st.integers(0, 1439), max_size=6, unique=True)))
    rows = zip(times[::2], times[1::2], strict=False)
    return tuple(
        Slot(_clock(first), draw(st.sampled_from([None, _clock(second)])), draw(lines))
        for first, second in rows
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


events = st.builds(
    Event,
    id=ids,
    title=needed,
    date=st.one_of(st.just(""), st.dates().map(lambda day: day.isoformat())),
    venue=lines,
    question=texts,
    dialogue_questions=st.lists(lines, max_size=3).map(tuple),
    headings=st.lists(lines, max_size=3).map(tuple),
    stalls=st.lists(lines, max_size=3).map(tuple),
    programme=programmes(),
    expected=st.integers(0, 99),
    source=lines,
    purpose=texts,
    ground_rules=st.lists(needed, max_size=3).map(tuple),
    promise=texts,
    names_on_paper=st.sampled_from(NamesOnPaper),
    language=st.sampled_from(["", "cy", "en", "pt-BR"]),
)


@st.composite
def gathereds(draw: st.DrawFn) -> Gathered:
    """A whole event with its circles, placements and stories without names."""
    event = draw(events)
    numbers = draw(st.lists(st.integers(1, 99), unique=True, max_size=3))
    held = tuple(draw(circles(number, event.id)) for number in numbers)
    placements = {
        action.id: Placement(action.id, draw(lines), draw(lines), draw(ranks))
        for circle in held
        for action in circle.actions
        if draw(st.booleans())
    }
    unnamed = draw(st.lists(st.tuples(ids, lines, texts, texts), max_size=3))
    stories = tuple(
        Story(id_, None, title, points, quote, Sharing.ANONYMOUS, id_)
        for id_, title, points, quote in sorted(unnamed)
    )
    return Gathered(event, held, placements, stories)
