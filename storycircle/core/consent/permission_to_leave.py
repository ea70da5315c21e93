"""Whether a story may leave: its state, its teller's choice, and who is asked again.

A teller's choice for their story: what was read out, what would leave, and what waits.

The issue of consent (Emory ETHOS guidelines): a teller hears the very words before they choose,
and other words do not leave by the same choice.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from msgspec.structs import replace

from storycircle.core.consent.inquiry_leave import owners_allow
from storycircle.core.consent.name_review import masked, review
from storycircle.core.consent.withdrawal_code import new_code
from storycircle.core.i18n import N_, _
from storycircle.core.model import Choice, Circle, Event, Sharing, Story, Words, new_id


def with_sharing(story: Story, sharing: Sharing) -> Story:
    """The story with its teller's choice; a new id to leave under and code if it is a new one."""
    if story.sharing is sharing and story.left_as:
        return story
    return replace(story, sharing=sharing, left_as=new_id(), code=new_code())


def staying(story: Story) -> Story:
    """The story as it stays until its teller is asked anew."""
    return replace(with_sharing(story, Sharing.STAYS), choice=None, unconfirmed=False)


ENOUGH_TELLERS = 5
"""Below so many, a story without names may still be known by those who know the circle."""
FEW = N_(
    "Fewer than five people here could be the teller of a story without names. Someone who knows "
    "the circle may still guess whose it is. Say so before you ask."
)


class State(StrEnum):
    """Whether a story leaves, and what it waits for where it may leave and does not."""

    STAYS = "stays"
    LEAVES = "leaves"
    NAMES = "names"  # names found in it are to be looked at
    ASK = "ask"  # its teller is to be asked again
    CONFIRM = "confirm"  # a later no may be lost


def words_to_leave(story: Story, circle: Circle, sharing: Sharing) -> Words:
    """The very words that would leave by a choice: to be shown, or read out, before it is made."""
    if sharing is Sharing.STAYS:
        return Words()
    if sharing is Sharing.ANONYMOUS:
        return review(story, circle).words
    name = circle.shown_names().get(story.teller or "", "")
    return Words(name, story.title, story.points, story.quote, story.tags)


def with_choice(
    circle: Circle, story: str, sharing: Sharing, *, at: datetime, event: Event | None
) -> Circle:
    """The circle with its teller's choice, kept with the words read out; at: the time of day.

    Asking again keeps the withdrawal code where the choice is the same.
    """
    current = circle.story(story)
    if current is None:
        return circle
    choice = Choice(
        words_to_leave(current, circle, sharing),
        at.isoformat(timespec="seconds"),
        circle.facilitator,
        event.organisation if event else "",
        event.keep_until if event else "",
    )
    chosen = with_sharing(current, sharing)
    code = chosen.code or new_code()
    chosen = replace(chosen, choice=choice, code=code, unconfirmed=False)
    stories = tuple(chosen if s.id == story else s for s in circle.stories)
    return replace(circle, stories=stories)


def asked_anew(circle: Circle, teller: str) -> Circle:
    """The circle with the stories that may leave with a member's name staying until they are asked
    anew, as the name says more than it did.
    """
    stories = tuple(
        staying(s) if s.teller == teller and s.sharing is Sharing.NAMED else s
        for s in circle.stories
    )
    return replace(circle, stories=stories)


def state(story: Story, circle: Circle) -> State:
    """Whether a story leaves as it stands.

    One of which a later no may have been lost is to be confirmed. A story whose words differ from
    those read out is to be asked again; hiding more than was read out needs no asking. A choice
    that came with a document or a file stands by itself. An inquiry leaves by the yes of each of
    its owners.
    """
    if story.sharing is Sharing.STAYS or _teller_left(story, circle):
        return State.STAYS
    if story.unconfirmed or (circle.meeting and not owners_allow(story, circle)):
        return State.CONFIRM if story.unconfirmed else State.ASK
    if story.sharing is Sharing.ANONYMOUS:
        reviewed = review(story, circle)
        if reviewed.open:
            return State.NAMES
        heard = masked(story.choice.words, story, circle) if story.choice else reviewed.words
        return State.LEAVES if heard == reviewed.words else State.ASK
    if story.choice is None:
        return State.LEAVES
    now = words_to_leave(story, circle, Sharing.NAMED)
    return State.LEAVES if story.choice.words == now else State.ASK


def waiting(circle: Circle) -> tuple[tuple[Story, State], ...]:
    """The stories that may leave and do not yet, with what each waits for."""
    states = ((story, state(story, circle)) for story in circle.stories)
    return tuple(pair for pair in states if pair[1] not in (State.STAYS, State.LEAVES))


def never_asked(circle: Circle, teller: str) -> Story | None:
    """The latest story of a teller, where it holds words and nobody has asked for it yet."""
    story = circle.story_of(teller)
    if story is None or not _noted(story) or story.choice is not None:
        return None
    return story if story.sharing is Sharing.STAYS else None


def _noted(story: Story) -> bool:
    return bool(story.title or story.points or story.quote or story.tags)


def to_ask(circle: Circle) -> tuple[Story, ...]:
    """The stories to ask their tellers for, in the order of their telling: those nobody was asked
    for yet or is to be asked for again; where there are none, all that hold words.
    """
    noted = tuple(filter(_noted, circle.stories))
    new = tuple(
        story
        for story in noted
        if state(story, circle) in (State.ASK, State.CONFIRM)
        or (story.choice is None and story.sharing is Sharing.STAYS)
    )
    return new or noted


def few_tellers(circle: Circle) -> str:
    """The warning where a story may leave without names out of too small a circle, else empty."""
    unnamed = [story.teller for story in circle.stories if story.sharing is Sharing.ANONYMOUS]
    return _(FEW) if unnamed and _few(circle, unnamed) else ""


def few_with(circle: Circle, story: Story) -> str:
    """The same, as it would be if this story left without names."""
    return _(FEW) if _few(circle, [story.teller]) else ""


def _few(circle: Circle, unnamed: Sequence[str | None]) -> bool:
    """Whether too few could have told a story without names. Whose only story leaves with a name
    is not one of them: where five of six say who they are, the sixth is known.
    """
    named = {story.teller for story in circle.stories if story.sharing is Sharing.NAMED}
    others = {story.teller for story in circle.stories} - named
    return len((others | set(unnamed)) - {None}) < ENOUGH_TELLERS


def _teller_left(story: Story, circle: Circle) -> bool:
    """A name that is no longer in the circle leaves with nothing."""
    here = {None, *(member.id for member in circle.members)}
    return story.sharing is Sharing.NAMED and story.teller not in here
